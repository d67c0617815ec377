/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * USB, as far as it touches DMA.
 */
#ifndef SHIM_LINUX_USB_H
#define SHIM_LINUX_USB_H

#include <linux/device.h>
#include <linux/types.h>

struct usb_bus {
	struct device *controller;
	struct device *sysdev;
};

struct usb_device {
	int devnum;
	struct usb_bus *bus;
	struct device dev;
};

struct urb;
typedef void (*usb_complete_t)(struct urb *urb);

#define URB_NO_TRANSFER_DMA_MAP 0x0004

struct urb {
	struct usb_device *dev;
	unsigned int pipe;
	int status;
	unsigned int transfer_flags;
	void *transfer_buffer;
	dma_addr_t transfer_dma;
	struct scatterlist *sg;
	int num_mapped_sgs;
	int num_sgs;
	u32 transfer_buffer_length;
	u32 actual_length;
	void *context;
	usb_complete_t complete;
};

struct urb *usb_alloc_urb(int iso_packets, gfp_t mem_flags);
void usb_free_urb(struct urb *urb);
int usb_submit_urb(struct urb *urb, gfp_t mem_flags);
void usb_kill_urb(struct urb *urb);
void *usb_alloc_coherent(struct usb_device *dev, size_t size, gfp_t mem_flags, dma_addr_t *dma);
void usb_free_coherent(struct usb_device *dev, size_t size, void *addr, dma_addr_t dma);
int usb_control_msg(struct usb_device *dev, unsigned int pipe, __u8 request, __u8 requesttype,
		    __u16 value, __u16 index, void *data, __u16 size, int timeout);
int usb_bulk_msg(struct usb_device *dev, unsigned int pipe, void *data, int len,
		 int *actual_length, int timeout);
int usb_get_descriptor(struct usb_device *dev, unsigned char type, unsigned char index, void *buf,
		       int size);
void usb_fill_bulk_urb(struct urb *urb, struct usb_device *dev, unsigned int pipe,
		       void *transfer_buffer, int buffer_length, usb_complete_t complete_fn,
		       void *context);

#endif
