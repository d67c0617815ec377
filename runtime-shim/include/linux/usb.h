/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * USB, as far as it touches DMA.
 */
#ifndef SHIM_LINUX_USB_H
#define SHIM_LINUX_USB_H

#include <linux/container_of.h>
#include <linux/device.h>
#include <linux/module.h>
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

#define to_usb_device(d) container_of(d, struct usb_device, dev)

struct usb_device_id {
	__u16 match_flags;
	__u16 idVendor, idProduct;
	unsigned long driver_info;
};

#define USB_DEVICE_ID_MATCH_DEVICE	0x0003
#define USB_DEVICE(vend, prod)					\
	.match_flags = USB_DEVICE_ID_MATCH_DEVICE,		\
	.idVendor = (vend), .idProduct = (prod)

/* The device is its parent. */
struct usb_interface {
	int minor;
	struct device dev;
};

struct usb_driver {
	const char *name;
	int (*probe)(struct usb_interface *intf, const struct usb_device_id *id);
	void (*disconnect)(struct usb_interface *intf);
	const struct usb_device_id *id_table;
};

int usb_register(struct usb_driver *driver);
void usb_deregister(struct usb_driver *driver);

#define module_usb_driver(drv)	module_driver(drv, usb_register, usb_deregister)

static inline struct usb_device *interface_to_usbdev(struct usb_interface *intf)
{
	return to_usb_device(intf->dev.parent);
}

static inline void *usb_get_intfdata(struct usb_interface *intf)
{
	return dev_get_drvdata(&intf->dev);
}

static inline void usb_set_intfdata(struct usb_interface *intf, void *data)
{
	dev_set_drvdata(&intf->dev, data);
}

#define USB_DIR_OUT		0
#define USB_DIR_IN		0x80
#define USB_TYPE_VENDOR		0x40
#define USB_RECIP_DEVICE	0x00
#define USB_CTRL_GET_TIMEOUT	5000
#define USB_CTRL_SET_TIMEOUT	5000

/* A pipe: type, device, endpoint, direction in one number. */
#define PIPE_ISOCHRONOUS	0
#define PIPE_INTERRUPT		1
#define PIPE_CONTROL		2
#define PIPE_BULK		3

static inline unsigned int __create_pipe(struct usb_device *dev, unsigned int endpoint)
{
	return ((unsigned int)dev->devnum << 8) | (endpoint << 15);
}

#define usb_sndctrlpipe(dev, ep) (((unsigned int)PIPE_CONTROL << 30) | __create_pipe(dev, ep))
#define usb_rcvctrlpipe(dev, ep) (usb_sndctrlpipe(dev, ep) | USB_DIR_IN)
#define usb_sndisocpipe(dev, ep) ((PIPE_ISOCHRONOUS << 30) | __create_pipe(dev, ep))
#define usb_rcvisocpipe(dev, ep) (usb_sndisocpipe(dev, ep) | USB_DIR_IN)
#define usb_sndbulkpipe(dev, ep) (((unsigned int)PIPE_BULK << 30) | __create_pipe(dev, ep))
#define usb_rcvbulkpipe(dev, ep) (usb_sndbulkpipe(dev, ep) | USB_DIR_IN)
#define usb_sndintpipe(dev, ep) ((PIPE_INTERRUPT << 30) | __create_pipe(dev, ep))
#define usb_rcvintpipe(dev, ep) (usb_sndintpipe(dev, ep) | USB_DIR_IN)

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
	unsigned char *setup_packet;
	int interval;
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
int usb_control_msg_send(struct usb_device *dev, __u8 endpoint, __u8 request, __u8 requesttype,
			 __u16 value, __u16 index, const void *data, __u16 size, int timeout,
			 gfp_t memflags);
int usb_control_msg_recv(struct usb_device *dev, __u8 endpoint, __u8 request, __u8 requesttype,
			 __u16 value, __u16 index, void *data, __u16 size, int timeout,
			 gfp_t memflags);
int usb_bulk_msg(struct usb_device *dev, unsigned int pipe, void *data, int len,
		 int *actual_length, int timeout);
int usb_get_descriptor(struct usb_device *dev, unsigned char type, unsigned char index, void *buf,
		       int size);
int usb_unlink_urb(struct urb *urb);
void usb_fill_control_urb(struct urb *urb, struct usb_device *dev, unsigned int pipe,
			  unsigned char *setup_packet, void *transfer_buffer, int buffer_length,
			  usb_complete_t complete_fn, void *context);
void usb_fill_int_urb(struct urb *urb, struct usb_device *dev, unsigned int pipe,
		      void *transfer_buffer, int buffer_length, usb_complete_t complete_fn,
		      void *context, int interval);
void usb_fill_bulk_urb(struct urb *urb, struct usb_device *dev, unsigned int pipe,
		       void *transfer_buffer, int buffer_length, usb_complete_t complete_fn,
		       void *context);

#endif
