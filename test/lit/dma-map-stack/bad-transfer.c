// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Functions of a bus that map the buffer they are given: the driver never sees a handle.

#include <linux/slab.h>
#include <linux/string.h>
#include <linux/usb.h>

struct widget {
	struct usb_device *udev;
	unsigned int in, out;
};

struct reply {
	u8 kind, len;
	__le16 serial;
};

int descriptor_bad(struct widget *w)
{
	struct reply reply;
	int ret = usb_get_descriptor(w->udev, 1, 0, &reply, sizeof(reply));
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: usb_get_descriptor() maps memory on the stack [variable=reply] [dma-map-stack]

	return ret < 0 ? ret : reply.kind;
}

int control_bad(struct widget *w, u8 *version)
{
	u8 v[2];
	int ret;

	ret = usb_control_msg(w->udev, w->in, 0x51, 0xc0, 0, 0, v, sizeof(v), 500);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-map-stack]
	if (ret == sizeof(v))
		*version = v[1];
	return ret;
}

static int send(struct widget *w, u8 *what, int count)
{
	int done;

	return usb_bulk_msg(w->udev, w->out, what, count, &done, 100);
}

static int send_locked(struct widget *w, u8 *what, int count)
{
	int ret = send(w, what, count);

	return ret < 0 ? ret : 0;
}

// Said where the variable leaves its function, not in the helper that others use rightly.
int through_helpers_bad(struct widget *w)
{
	u8 stop = 0x5a;

	return send_locked(w, &stop, 1);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: usb_bulk_msg() in send_locked() maps memory on the stack [variable=stop] [dma-map-stack]
}

int heap_good(struct widget *w)
{
	u8 *start = kmalloc(1, GFP_KERNEL);
	int ret;

	if (!start)
		return -ENOMEM;
	*start = 0x5b;
	ret = send_locked(w, start, 1);
	kfree(start);
	return ret;
}

// A request without a data stage: nothing is mapped.
int no_data_good(struct widget *w)
{
	u8 unused;

	return usb_control_msg(w->udev, w->out, 0x52, 0x40, 1, 0, &unused, 0, 500);
}

// Copied into memory of its own first.
int copied_good(struct widget *w, u8 value)
{
	u8 text[4] = { 1, 2, 3, value };
	u8 *copy = kmemdup(text, sizeof(text), GFP_KERNEL);
	int ret;

	if (!copy)
		return -ENOMEM;
	ret = send(w, copy, sizeof(text));
	kfree(copy);
	return ret;
}

// The count of what was sent may well be on the stack.
int count_good(struct widget *w, u8 *buf)
{
	int done = 0, ret = usb_bulk_msg(w->udev, w->out, buf, 64, &done, 100);

	return ret ? ret : done;
}

// "Is this memory that can be mapped?": then the answer decides, not the analysis.
bool can_map(void *p);

static int send_or_bounce(struct widget *w, u8 *bounce, u8 *what, int count)
{
	if (!can_map(what)) {
		memcpy(bounce, what, count);
		what = bounce;
	}
	return send(w, what, count);
}

int bounced_good(struct widget *w, u8 *bounce)
{
	u8 word[4] = { 1, 2, 3, 4 };

	return send_or_bounce(w, bounce, word, sizeof(word));
}
