// RUN: %dma-lint --whole-modules %s -- %shim | count 0
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Syncs where they belong; coherent memory, which needs none.

#include <linux/completion.h>
#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/string.h>

struct chan {
	struct device *dev;
	void __iomem *regs;
	struct completion done;
	u32 *table;
	dma_addr_t table_dma;
	struct sg_table *sgt;
};

int send_good(struct chan *c, const void *from, size_t len)
{
	dma_addr_t dma;
	void *buf = dma_alloc_noncoherent(c->dev, 4096, &dma, DMA_TO_DEVICE, GFP_KERNEL);

	if (!buf)
		return -ENOMEM;
	memcpy(buf, from, len);
	dma_sync_single_for_device(c->dev, dma, len, DMA_TO_DEVICE);
	writeq(dma, c->regs);
	wait_for_completion(&c->done);
	dma_free_noncoherent(c->dev, 4096, buf, dma, DMA_TO_DEVICE);
	return 0;
}

int receive_good(struct chan *c, void *to)
{
	dma_addr_t dma;
	struct page *page = dma_alloc_pages(c->dev, 4096, &dma, DMA_FROM_DEVICE, GFP_KERNEL);

	if (!page)
		return -ENOMEM;
	writeq(dma, c->regs);
	wait_for_completion(&c->done);
	dma_sync_single_for_cpu(c->dev, dma, 4096, DMA_FROM_DEVICE);
	memcpy(to, page_address(page), 64);
	dma_free_pages(c->dev, 4096, page, dma, DMA_FROM_DEVICE);
	return 0;
}

/* Whoever starts the device syncs. */
struct firmware {
	void *img;
	u64 phys;
};

int load_good(struct chan *c, struct firmware *fw, const void *from, size_t len)
{
	dma_addr_t dma;

	fw->img = dma_alloc_noncoherent(c->dev, 4096, &dma, DMA_TO_DEVICE, GFP_KERNEL);
	if (!fw->img)
		return -ENOMEM;
	memcpy(fw->img, from, len);
	fw->phys = dma;
	return 0;
}

void run_good(struct chan *c, struct firmware *fw)
{
	dma_sync_single_for_device(c->dev, fw->phys, 4096, DMA_TO_DEVICE);
	writeq(fw->phys, c->regs);
}

void unload_good(struct chan *c, struct firmware *fw)
{
	dma_free_noncoherent(c->dev, 4096, fw->img, fw->phys, DMA_TO_DEVICE);
}

int coherent_good(struct chan *c, u32 question)
{
	dma_addr_t dma;
	u32 *buf = dma_alloc_coherent(c->dev, 64, &dma, GFP_KERNEL);
	u32 answer;

	if (!buf)
		return -ENOMEM;
	buf[0] = question;
	writeq(dma, c->regs);
	wait_for_completion(&c->done);
	answer = buf[1];
	dma_free_coherent(c->dev, 64, buf, dma);
	return answer;
}

/* Filled by one function, synced by another. */
int table_open_good(struct chan *c)
{
	c->table = dma_alloc_noncoherent(c->dev, 4096, &c->table_dma, DMA_TO_DEVICE, GFP_KERNEL);
	return c->table ? 0 : -ENOMEM;
}

void table_set_good(struct chan *c, unsigned int i, u32 value)
{
	c->table[i] = value;
	dma_sync_single_for_device(c->dev, c->table_dma, 4096, DMA_TO_DEVICE);
	writel(i, c->regs + 8);
}

void table_close_good(struct chan *c)
{
	dma_free_noncoherent(c->dev, 4096, c->table, c->table_dma, DMA_TO_DEVICE);
}

int pages_open_good(struct chan *c)
{
	c->sgt = dma_alloc_noncontiguous(c->dev, 65536, DMA_FROM_DEVICE, GFP_KERNEL, 0);
	return c->sgt ? 0 : -ENOMEM;
}

void pages_received_good(struct chan *c)
{
	dma_sync_sgtable_for_cpu(c->dev, c->sgt, DMA_FROM_DEVICE);
}

void pages_close_good(struct chan *c)
{
	dma_free_noncontiguous(c->dev, 65536, c->sgt, DMA_FROM_DEVICE);
}
