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

struct dma_device {
	struct device *dev;
};

struct dma_chan {
	struct dma_device *device;
};

struct dma_async_tx_descriptor {
	dma_cookie_t cookie;
	void (*callback)(void *param);
	void *callback_param;
};

struct dma_async_tx_descriptor *
dmaengine_prep_slave_sg(struct dma_chan *chan, struct scatterlist *sgl, unsigned int sg_len,
			enum dma_transfer_direction dir, unsigned long flags);
struct dma_async_tx_descriptor *
dmaengine_prep_slave_single(struct dma_chan *chan, dma_addr_t buf, size_t len,
			    enum dma_transfer_direction dir, unsigned long flags);
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
