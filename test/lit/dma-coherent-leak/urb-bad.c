// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Only the URB knows of the buffer, and the URB is left to the USB core.

#include <linux/slab.h>
#include <linux/usb.h>

#define SIZE 512
#define URBS 4

struct receiver {
	struct usb_device *udev;
	int open;
};

void take_packet(struct receiver *r, int length);

/* It is submitted again and again; once it is killed, nothing is done. */
static void received(struct urb *urb)
{
	struct receiver *r = urb->context;

	if (urb->status)
		return;
	take_packet(r, urb->actual_length);
	usb_fill_bulk_urb(urb, r->udev, 1, urb->transfer_buffer, SIZE, received, r);
	usb_submit_urb(urb, GFP_ATOMIC);
}

int start_receiver_bad(struct receiver *r)
{
	int i, err = 0;

	for (i = 0; i < URBS; i++) {
		struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);
		u8 *buf;

		if (!urb)
			return -ENOMEM;
		buf = usb_alloc_coherent(r->udev, SIZE, GFP_KERNEL, &urb->transfer_dma);
		// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: only the URB knows of what usb_alloc_coherent() allocates{{.*}}[dma-coherent-leak]
		if (!buf) {
			usb_free_urb(urb);
			return -ENOMEM;
		}
		usb_fill_bulk_urb(urb, r->udev, 1, buf, SIZE, received, r);
		urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
		err = usb_submit_urb(urb, GFP_KERNEL);
		if (err) {
			usb_free_coherent(r->udev, SIZE, buf, urb->transfer_dma);
			usb_free_urb(urb);
			break;
		}
		usb_free_urb(urb);
	}
	return err;
}
