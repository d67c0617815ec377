/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * DMA controllers as seen by their clients.
 */
#ifndef SHIM_LINUX_DMAENGINE_H
#define SHIM_LINUX_DMAENGINE_H

#include <linux/device.h>
#include <linux/scatterlist.h>
#include <linux/types.h>

enum dma_transfer_direction {
	DMA_MEM_TO_MEM,
	DMA_MEM_TO_DEV,
	DMA_DEV_TO_MEM,
	DMA_DEV_TO_DEV,
	DMA_TRANS_NONE,
};

#define DMA_PREP_INTERRUPT	(1 << 0)
#define DMA_CTRL_ACK		(1 << 1)

typedef s32 dma_cookie_t;

#define DMA_MIN_COOKIE	1
#define dma_submit_error(cookie) ((cookie) < 0 ? (cookie) : 0)

enum dma_slave_buswidth {
	DMA_SLAVE_BUSWIDTH_UNDEFINED = 0,
	DMA_SLAVE_BUSWIDTH_1_BYTE = 1,
	DMA_SLAVE_BUSWIDTH_2_BYTES = 2,
	DMA_SLAVE_BUSWIDTH_4_BYTES = 4,
	DMA_SLAVE_BUSWIDTH_8_BYTES = 8,
};

/* The addresses are those of the device's registers. */
struct dma_slave_config {
	enum dma_transfer_direction direction;
	phys_addr_t src_addr, dst_addr;
	enum dma_slave_buswidth src_addr_width, dst_addr_width;
	u32 src_maxburst, dst_maxburst;
	bool device_fc;
};

struct dma_device {
	struct device *dev;
};

struct dma_chan {
	struct dma_device *device;
};

typedef void (*dma_async_tx_callback)(void *param);

struct dma_async_tx_descriptor {
	dma_cookie_t cookie;
	dma_async_tx_callback callback;
	void *callback_param;
};

struct dma_async_tx_descriptor *
dmaengine_prep_slave_sg(struct dma_chan *chan, struct scatterlist *sgl, unsigned int sg_len,
			enum dma_transfer_direction dir, unsigned long flags);
struct dma_async_tx_descriptor *
dmaengine_prep_slave_single(struct dma_chan *chan, dma_addr_t buf, size_t len,
			    enum dma_transfer_direction dir, unsigned long flags);
int dmaengine_slave_config(struct dma_chan *chan, struct dma_slave_config *config);
dma_cookie_t dmaengine_submit(struct dma_async_tx_descriptor *desc);
void dma_async_issue_pending(struct dma_chan *chan);
int dmaengine_terminate_sync(struct dma_chan *chan);
int dmaengine_terminate_async(struct dma_chan *chan);
void dmaengine_synchronize(struct dma_chan *chan);
struct dma_chan *dma_request_chan(struct device *dev, const char *name);
void dma_release_channel(struct dma_chan *chan);

static inline struct device *dmaengine_get_dma_device(struct dma_chan *chan)
{
	return chan->device->dev;
}

#endif
