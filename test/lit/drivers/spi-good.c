// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A bus controller: transmit and receive may each be absent; channels have their own device.

// CHECK-NOT: warning:

#include <linux/completion.h>
#include <linux/dma-mapping.h>
#include <linux/dmaengine.h>
#include <linux/io.h>
#include <linux/mutex.h>

struct transfer {
	const void *tx_buf;
	void *rx_buf;
	unsigned int len;
	dma_addr_t tx_dma, rx_dma;
};

struct master {
	struct device *dev;
	void __iomem *regs;
	struct completion done;
	struct dma_chan *tx, *rx;
	struct mutex lock;
};

int transfer_good(struct master *m, struct transfer *t)
{
	int ret = 0;

	if (t->tx_buf) {
		t->tx_dma = dma_map_single(m->dev, (void *)t->tx_buf, t->len, DMA_TO_DEVICE);
		if (dma_mapping_error(m->dev, t->tx_dma))
			return -ENOMEM;
	}
	if (t->rx_buf) {
		t->rx_dma = dma_map_single(m->dev, t->rx_buf, t->len, DMA_FROM_DEVICE);
		if (dma_mapping_error(m->dev, t->rx_dma)) {
			if (t->tx_buf)
				dma_unmap_single(m->dev, t->tx_dma, t->len, DMA_TO_DEVICE);
			return -ENOMEM;
		}
	}
	if (!wait_for_completion_timeout(&m->done, HZ))
		ret = -ETIMEDOUT;
	if (t->rx_buf)
		dma_unmap_single(m->dev, t->rx_dma, t->len, DMA_FROM_DEVICE);
	if (t->tx_buf)
		dma_unmap_single(m->dev, t->tx_dma, t->len, DMA_TO_DEVICE);
	return ret;
}

int channel_good(struct master *m, void *buf, size_t len)
{
	struct device *dev = m->rx->device->dev;
	struct dma_async_tx_descriptor *desc;
	dma_addr_t dma;

	guard(mutex)(&m->lock);
	dma = dma_map_single(dev, buf, len, DMA_FROM_DEVICE);
	if (dma_mapping_error(dev, dma))
		return -ENOMEM;
	desc = dmaengine_prep_slave_single(m->rx, dma, len, DMA_DEV_TO_MEM, DMA_PREP_INTERRUPT);
	if (!desc) {
		dma_unmap_single(dev, dma, len, DMA_FROM_DEVICE);
		return -EIO;
	}
	dmaengine_submit(desc);
	dma_async_issue_pending(m->rx);
	if (!wait_for_completion_timeout(&m->done, HZ)) {
		dmaengine_terminate_sync(m->rx);
		dma_unmap_single(dev, dma, len, DMA_FROM_DEVICE);
		return -ETIMEDOUT;
	}
	dma_unmap_single(m->rx->device->dev, dma, len, DMA_FROM_DEVICE);
	return 0;
}

int table_good(struct master *m, struct page **pages, unsigned int n, bool write)
{
	enum dma_data_direction dir = write ? DMA_TO_DEVICE : DMA_FROM_DEVICE;
	struct scatterlist *sg;
	struct sg_table sgt;
	int ret, i;

	ret = sg_alloc_table_from_pages(&sgt, pages, n, 0, n << PAGE_SHIFT, GFP_KERNEL);
	if (ret)
		return ret;
	ret = dma_map_sgtable(m->dev, &sgt, dir, 0);
	if (ret)
		goto free;
	for_each_sgtable_dma_sg(&sgt, sg, i)
		writeq(sg_dma_address(sg), m->regs + 8 * i);
	if (!wait_for_completion_timeout(&m->done, HZ))
		ret = -ETIMEDOUT;
	dma_unmap_sgtable(m->dev, &sgt, dir, 0);
free:
	sg_free_table(&sgt);
	return ret;
}

/* Polling until the device is done, giving the same buffer back and forth. */
int ping_pong_good(struct master *m, void *buf, u32 *sum, unsigned int rounds)
{
	dma_addr_t dma = dma_map_single(m->dev, buf, 256, DMA_BIDIRECTIONAL);
	unsigned int i;
	int ret = 0;

	if (dma_mapping_error(m->dev, dma))
		return -ENOMEM;
	for (i = 0; i < rounds; i++) {
		dma_sync_single_for_device(m->dev, dma, 256, DMA_BIDIRECTIONAL);
		writeq(dma, m->regs);
		while (!(readl(m->regs + 8) & BIT(0))) {
			if (readl(m->regs + 8) & BIT(1)) {
				ret = -EIO;
				goto out;
			}
		}
		dma_sync_single_for_cpu(m->dev, dma, 256, DMA_BIDIRECTIONAL);
		*sum += *(u32 *)buf;
	}
out:
	dma_unmap_single(m->dev, dma, 256, DMA_BIDIRECTIONAL);
	return ret;
}
