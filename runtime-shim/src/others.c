/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Layers that map for a driver, or that it hands its mappings to: USB, SCSI, virtio, DMA engines. No data moves here;
 * what is looked at is what they are given: may it be mapped, and is it mapped.
 */
#include "shim.h"

#include <errno.h>
#include <linux/dmaengine.h>
#include <linux/err.h>
#include <linux/usb.h>
#include <linux/virtio.h>
#include <scsi/scsi_cmnd.h>

/* ---- USB --------------------------------------------------------------------------------------- */

static struct device *host_of(const struct usb_device *udev)
{
	return udev && udev->bus ? udev->bus->sysdev : NULL;
}

/* The host controller maps it for the time of the transfer. */
static bool transfer_refused(struct shim_call *call, void *data, size_t size)
{
	if (!size)
		return false;
	call->cpu = data;
	call->size = size;
	return shim_device_refused(call) || shim_buffer_refused(call);
}

int usb_control_msg(struct usb_device *dev, unsigned int pipe, __u8 request, __u8 requesttype,
		    __u16 value, __u16 index, void *data, __u16 size, int timeout)
{
	SHIM_CALL(usb_control_msg, 9, .dev = host_of(dev));
	bool refused = transfer_refused(&call, data, size);

	(void)pipe, (void)request, (void)requesttype, (void)value, (void)index, (void)timeout;
	shim_leave();
	return refused ? -EAGAIN : size;
}

/* These two move the data through memory of their own: any will do. */
int usb_control_msg_send(struct usb_device *dev, __u8 endpoint, __u8 request, __u8 requesttype,
			 __u16 value, __u16 index, const void *data, __u16 size, int timeout,
			 gfp_t memflags)
{
	(void)endpoint, (void)request, (void)requesttype, (void)value, (void)index, (void)timeout;
	(void)memflags;
	return !host_of(dev) || (size && !data) ? -EINVAL : 0;
}

int usb_control_msg_recv(struct usb_device *dev, __u8 endpoint, __u8 request, __u8 requesttype,
			 __u16 value, __u16 index, void *data, __u16 size, int timeout,
			 gfp_t memflags)
{
	(void)endpoint, (void)request, (void)requesttype, (void)value, (void)index, (void)timeout;
	(void)memflags;
	if (!host_of(dev) || !data || !size)
		return -EINVAL;
	memset(data, 0, size);
	return 0;
}

int usb_bulk_msg(struct usb_device *dev, unsigned int pipe, void *data, int len,
		 int *actual_length, int timeout)
{
	SHIM_CALL(usb_bulk_msg, 6, .dev = host_of(dev));
	bool refused = transfer_refused(&call, data, len < 0 ? 0 : (size_t)len);

	(void)pipe, (void)timeout;
	if (actual_length)
		*actual_length = refused ? 0 : len;
	shim_leave();
	return refused ? -EAGAIN : 0;
}

int usb_get_descriptor(struct usb_device *dev, unsigned char type, unsigned char index, void *buf,
		       int size)
{
	SHIM_CALL(usb_get_descriptor, 5, .dev = host_of(dev));
	bool refused = transfer_refused(&call, buf, size < 0 ? 0 : (size_t)size);

	(void)type, (void)index;
	shim_leave();
	return refused ? -EAGAIN : size;
}

struct urb *usb_alloc_urb(int iso_packets, gfp_t mem_flags)
{
	SHIM_CALL(usb_alloc_urb, 2, .dev = NULL);
	struct urb *urb = shim_alloc(&call, DL_MEMORY_KMALLOC, sizeof(*urb), 0, true);

	(void)iso_packets;
	(void)mem_flags;
	shim_leave();
	return urb;
}

void usb_free_urb(struct urb *urb)
{
	SHIM_CALL(usb_free_urb, 1, .dev = NULL);

	if (urb)
		shim_free(&call, urb);
	shim_leave();
}

void usb_fill_bulk_urb(struct urb *urb, struct usb_device *dev, unsigned int pipe,
		       void *transfer_buffer, int buffer_length, usb_complete_t complete_fn,
		       void *context)
{
	if (SHIM_MISSING(urb, "an urb"))
		return;
	urb->dev = dev;
	urb->pipe = pipe;
	urb->transfer_buffer = transfer_buffer;
	urb->transfer_buffer_length = (u32)buffer_length;
	urb->complete = complete_fn;
	urb->context = context;
}

void usb_fill_control_urb(struct urb *urb, struct usb_device *dev, unsigned int pipe,
			  unsigned char *setup_packet, void *transfer_buffer, int buffer_length,
			  usb_complete_t complete_fn, void *context)
{
	if (SHIM_MISSING(urb, "an urb"))
		return;
	usb_fill_bulk_urb(urb, dev, pipe, transfer_buffer, buffer_length, complete_fn, context);
	urb->setup_packet = setup_packet;
}

void usb_fill_int_urb(struct urb *urb, struct usb_device *dev, unsigned int pipe,
		      void *transfer_buffer, int buffer_length, usb_complete_t complete_fn,
		      void *context, int interval)
{
	if (SHIM_MISSING(urb, "an urb"))
		return;
	usb_fill_bulk_urb(urb, dev, pipe, transfer_buffer, buffer_length, complete_fn, context);
	urb->interval = interval;
}

/* It stays with the controller until usb_kill_urb(). */
int usb_submit_urb(struct urb *urb, gfp_t mem_flags)
{
	if (SHIM_MISSING(urb, "an urb"))
		return -EINVAL;

	SHIM_CALL(usb_submit_urb, 2, .dev = host_of(urb->dev));
	bool mapped = urb->transfer_flags & URB_NO_TRANSFER_DMA_MAP;
	const struct shim_segment *s = mapped ? shim_segment_at(urb->transfer_dma) : NULL;
	bool refused = !mapped && transfer_refused(&call, urb->transfer_buffer,
						   urb->transfer_buffer_length);

	(void)mem_flags;
	if (mapped && (!s || !shim_object_is_live(s->object))) {
		shim_report(&call, SHIM_DEVICE_UNMAPPED, s ? s->object : NULL,
			    "%s() with URB_NO_TRANSFER_DMA_MAP and an address that is not mapped [handle=%#llx]",
			    call.name, (unsigned long long)urb->transfer_dma);
		refused = true;
	}
	if (!refused)
		urb->status = -EINPROGRESS;
	shim_leave();
	return refused ? -EAGAIN : 0;
}

void usb_kill_urb(struct urb *urb)
{
	if (!urb || urb->status != -EINPROGRESS)
		return;
	urb->status = -ENOENT;
	if (urb->complete)
		urb->complete(urb);
}

int usb_unlink_urb(struct urb *urb)
{
	if (!urb || urb->status != -EINPROGRESS)
		return -EBUSY;
	usb_kill_urb(urb);
	return -EINPROGRESS;
}

void *usb_alloc_coherent(struct usb_device *dev, size_t size, gfp_t mem_flags, dma_addr_t *dma)
{
	SHIM_CALL(usb_alloc_coherent, 4, .dev = host_of(dev), .size = size);
	void *cpu = shim_alloc_coherent(&call, dma, mem_flags);

	shim_leave();
	return cpu;
}

void usb_free_coherent(struct usb_device *dev, size_t size, void *addr, dma_addr_t dma)
{
	SHIM_CALL(usb_free_coherent, 4, .dev = host_of(dev), .size = size, .cpu = addr,
		  .handle = dma);
	shim_free_coherent(&call);
	shim_leave();
}

/* ---- SCSI -------------------------------------------------------------------------------------- */

static struct shim_call scsi_call(struct scsi_cmnd *cmd)
{
	struct sg_table *table = &cmd->sdb.table;

	return (struct shim_call){
		.dev = cmd->device ? cmd->device->host->dma_dev : NULL,
		.sgt = table,
		.sg = table->sgl,
		.nents = (int)table->nents,
		.dir = cmd->sc_data_direction,
	};
}

int scsi_dma_map(struct scsi_cmnd *cmd)
{
	static struct shim_row row;
	struct shim_call call;
	int n = 0;

	if (SHIM_MISSING(cmd, "a command"))
		return -ENOMEM;
	call = scsi_call(cmd);
	shim_enter(&call, &row, __func__, 1, 0, __builtin_return_address(0));
	if (call.nents) {
		n = shim_map_list(&call);
		if (!n)
			n = -ENOMEM;
	}
	shim_leave();
	return n;
}

void scsi_dma_unmap(struct scsi_cmnd *cmd)
{
	static struct shim_row row;
	struct shim_call call;

	if (SHIM_MISSING(cmd, "a command"))
		return;
	call = scsi_call(cmd);
	shim_enter(&call, &row, __func__, 1, 0, __builtin_return_address(0));
	if (call.nents)
		shim_unmap_list(&call);
	shim_leave();
}

/* Nobody waits for a command here. */
void scsi_done(struct scsi_cmnd *cmd)
{
	SHIM_MISSING(cmd, "a command");
}

/* ---- virtio ------------------------------------------------------------------------------------ */

/* In the kernel it is the parent of the virtio device that does DMA, where there is one. */
static struct device *queue_device(const struct virtqueue *vq)
{
	if (!vq || !vq->vdev)
		return NULL;
	return vq->vdev->dev.parent ? vq->vdev->dev.parent : &vq->vdev->dev;
}

dma_addr_t virtqueue_dma_map_single_attrs(struct virtqueue *_vq, void *ptr, size_t size,
					  enum dma_data_direction dir, unsigned long attrs)
{
	SHIM_CALL(virtqueue_dma_map_single_attrs, 5, .dev = queue_device(_vq), .cpu = ptr,
		  .size = size, .dir = dir, .attrs = attrs);
	dma_addr_t handle = shim_map(&call);

	shim_leave();
	return handle;
}

void virtqueue_dma_unmap_single_attrs(struct virtqueue *_vq, dma_addr_t addr, size_t size,
				      enum dma_data_direction dir, unsigned long attrs)
{
	SHIM_CALL(virtqueue_dma_unmap_single_attrs, 5, .dev = queue_device(_vq), .handle = addr,
		  .size = size, .dir = dir, .attrs = attrs);
	shim_unmap(&call);
	shim_leave();
}

int virtqueue_dma_mapping_error(struct virtqueue *_vq, dma_addr_t addr)
{
	SHIM_CALL(virtqueue_dma_mapping_error, 2, .dev = queue_device(_vq), .handle = addr);
	int error = shim_mapping_error(&call);

	shim_leave();
	return error;
}

bool virtqueue_dma_need_sync(struct virtqueue *_vq, dma_addr_t addr)
{
	return dma_need_sync(queue_device(_vq), addr);
}

#define SYNC_QUEUE(function, for_cpu)							\
void function(struct virtqueue *_vq, dma_addr_t addr, unsigned long offset, size_t size, \
	      enum dma_data_direction dir)						\
{											\
	SHIM_CALL(function, 5, .dev = queue_device(_vq), .handle = addr, .offset = offset, \
		  .size = size, .dir = dir);						\
	shim_sync(&call, for_cpu);							\
	shim_leave();									\
}

SYNC_QUEUE(virtqueue_dma_sync_single_range_for_cpu, true)
SYNC_QUEUE(virtqueue_dma_sync_single_range_for_device, false)

/* ---- DMA engines ------------------------------------------------------------------------------- */

struct descriptor {
	struct dma_async_tx_descriptor tx;
	struct descriptor *next;
	struct dma_chan *chan;
	bool submitted;
};

static struct descriptor *descriptors;

static struct dma_async_tx_descriptor *new_descriptor(struct dma_chan *chan)
{
	struct descriptor *d = calloc(1, sizeof(*d));

	if (!d)
		return NULL;
	d->chan = chan;
	d->next = descriptors;
	descriptors = d;
	return &d->tx;
}

/* The engine is a device: it takes as many entries as the map returned. */
static bool list_refused(const struct shim_call *call, unsigned int count)
{
	const struct shim_object *o = shim_object_find(DL_MACHINE_SG, call->sg);

	if (!o || !shim_object_is_live(o)) {
		shim_report(call, DL_RULE_SG_DMA_BEFORE_MAP, o,
			    "%s() of a list that is not mapped [list=%p]", call->name,
			    (void *)call->sg);
		return true;
	}
	if ((int)count == o->nents && o->nents != o->nmapped)
		shim_report(call, DL_RULE_SG_PREP_WRONG_COUNT, o,
			    "%s() is given the count that went into %s(), not the one that it returned [nents=%u]",
			    call->name, o->name, count);
	return false;
}

struct dma_async_tx_descriptor *
dmaengine_prep_slave_sg(struct dma_chan *chan, struct scatterlist *sgl, unsigned int sg_len,
			enum dma_transfer_direction dir, unsigned long flags)
{
	SHIM_CALL(dmaengine_prep_slave_sg, 5, .sg = sgl);
	struct dma_async_tx_descriptor *tx = NULL;

	(void)dir;
	(void)flags;
	if (!list_refused(&call, sg_len) && !shim_should_fail(true))
		tx = new_descriptor(chan);
	shim_leave();
	return tx;
}

struct dma_async_tx_descriptor *
dmaengine_prep_slave_single(struct dma_chan *chan, dma_addr_t buf, size_t len,
			    enum dma_transfer_direction dir, unsigned long flags)
{
	SHIM_CALL(dmaengine_prep_slave_single, 5, .handle = buf, .size = len,
		  .dev = chan && chan->device ? chan->device->dev : NULL);
	struct shim_segment *s = buf == DMA_MAPPING_ERROR ? NULL : shim_segment_at(buf);
	struct dma_async_tx_descriptor *tx = NULL;

	(void)dir;
	(void)flags;
	if (!s && call.dev && buf == DMA_MAPPING_ERROR)
		shim_step_failed(&call, DL_EVENT_HAND_OVER);
	else if (!s)
		shim_report(&call, SHIM_DEVICE_UNMAPPED, NULL,
			    "%s() of what is not mapped [handle=%#llx]", call.name,
			    (unsigned long long)buf);
	else if (shim_step(&call, s->object, DL_EVENT_HAND_OVER) && !shim_should_fail(true))
		tx = new_descriptor(chan);
	shim_leave();
	return tx;
}

dma_cookie_t dmaengine_submit(struct dma_async_tx_descriptor *desc)
{
	static dma_cookie_t last;
	SHIM_CALL(dmaengine_submit, 1, .dev = NULL);

	((struct descriptor *)desc)->submitted = true;
	desc->cookie = ++last;
	shim_leave();
	return desc->cookie;
}

/* Where the device's registers are is nothing to a memory that is looked at. */
int dmaengine_slave_config(struct dma_chan *chan, struct dma_slave_config *config)
{
	return chan && config ? 0 : -EINVAL;
}

/* Nothing is transferred; what was submitted is done. */
void dma_async_issue_pending(struct dma_chan *chan)
{
	for (;;) {
		struct descriptor *d;
		SHIM_CALL(dma_async_issue_pending, 1, .dev = NULL);

		for (d = descriptors; d && (d->chan != chan || !d->submitted); d = d->next)
			;
		if (d)
			d->submitted = false;
		shim_leave();
		if (!d)
			return;
		if (d->tx.callback)
			d->tx.callback(d->tx.callback_param);
	}
}

static void drop_descriptors(const struct dma_chan *chan)
{
	for (struct descriptor **p = &descriptors, *d; (d = *p);) {
		if (chan && d->chan != chan) {
			p = &d->next;
			continue;
		}
		*p = d->next;
		free(d);
	}
}

int dmaengine_terminate_sync(struct dma_chan *chan)
{
	SHIM_CALL(dmaengine_terminate_sync, 1, .dev = NULL);

	drop_descriptors(chan);
	shim_leave();
	return 0;
}

int dmaengine_terminate_async(struct dma_chan *chan)
{
	return dmaengine_terminate_sync(chan);
}

void dmaengine_synchronize(struct dma_chan *chan)
{
	(void)chan;
}

/* A channel of a controller of its own: it does the DMA, and is not the device that asks for it. */
struct requested {
	struct dma_chan chan;
	struct dma_device device;
};

struct dma_chan *dma_request_chan(struct device *dev, const char *name)
{
	struct requested *r = calloc(1, sizeof(*r));

	(void)dev;
	if (!r)
		return ERR_PTR(-ENOMEM);
	r->device.dev = dma_shim_device_new(name);
	if (!r->device.dev || dma_set_mask_and_coherent(r->device.dev, DMA_BIT_MASK(64))) {
		free(r);
		return ERR_PTR(-ENOMEM);
	}
	r->chan.device = &r->device;
	return &r->chan;
}

void dma_release_channel(struct dma_chan *chan)
{
	if (SHIM_MISSING(chan, "a channel"))
		return;
	dmaengine_terminate_sync(chan);
	dma_shim_device_free(chan->device->dev);
	free(chan);
}

void shim_descriptors_reset(void)
{
	drop_descriptors(NULL);
}
