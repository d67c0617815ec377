// RUN: %dma-lint %s -- %shim | count 0
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// URBs that are left to the USB core, and buffers that are not.

#include <linux/slab.h>
#include <linux/usb.h>

#define SIZE 512
#define URBS 4

struct device_state {
	struct usb_device *udev;
	u8 *buf[URBS];
	dma_addr_t dma[URBS];
};

/* The callback frees it: for one packet that is sent. */
static void sent(struct urb *urb)
{
	usb_free_coherent(urb->dev, SIZE, urb->transfer_buffer, urb->transfer_dma);
}

int send_good(struct device_state *s)
{
	struct urb *urb = usb_alloc_urb(0, GFP_ATOMIC);
	u8 *buf;
	int err;

	if (!urb)
		return -ENOMEM;
	buf = usb_alloc_coherent(s->udev, SIZE, GFP_ATOMIC, &urb->transfer_dma);
	if (!buf) {
		usb_free_urb(urb);
		return -ENOMEM;
	}
	usb_fill_bulk_urb(urb, s->udev, 2, buf, SIZE, sent, s);
	urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	err = usb_submit_urb(urb, GFP_ATOMIC);
	if (err)
		usb_free_coherent(s->udev, SIZE, buf, urb->transfer_dma);
	usb_free_urb(urb);
	return err;
}

static void received(struct urb *urb)
{
	if (!urb->status)
		usb_submit_urb(urb, GFP_ATOMIC);
}

/* The driver keeps pointer and handle, and frees them when it stops. */
int start_good(struct device_state *s)
{
	int i, err;

	for (i = 0; i < URBS; i++) {
		struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);
		u8 *buf;

		if (!urb)
			return -ENOMEM;
		buf = usb_alloc_coherent(s->udev, SIZE, GFP_KERNEL, &urb->transfer_dma);
		if (!buf) {
			usb_free_urb(urb);
			return -ENOMEM;
		}
		usb_fill_bulk_urb(urb, s->udev, 1, buf, SIZE, received, s);
		urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
		err = usb_submit_urb(urb, GFP_KERNEL);
		if (err) {
			usb_free_coherent(s->udev, SIZE, buf, urb->transfer_dma);
			usb_free_urb(urb);
			return err;
		}
		s->buf[i] = buf;
		s->dma[i] = urb->transfer_dma;
		usb_free_urb(urb);
	}
	return 0;
}

void stop_good(struct device_state *s)
{
	int i;

	for (i = 0; i < URBS; i++)
		usb_free_coherent(s->udev, SIZE, s->buf[i], s->dma[i]);
}
