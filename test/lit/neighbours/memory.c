// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Memory from the allocators of subsystems, and what the DMA engine unmaps.

#include "Inputs/neighbours.h"

struct codec {
	struct device *dev;
	void __iomem *regs;
	struct snd_dma_buffer buffer;
	struct gen_pool *sram;
	struct dma_chan *chan;
};

int sound_untested_bad(struct codec *c)
{
	snd_dma_alloc_pages(2, c->dev, 4096, &c->buffer);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unchecked-alloc]
	writel((u32)c->buffer.addr, c->regs);
	return 0;
}

/* It is known by the buffer's record, which is not followed. */
int FN_sound_leak_bad(struct codec *c)
{
	struct snd_dma_buffer tmp;
	int err = snd_dma_alloc_pages(2, c->dev, 4096, &tmp);

	if (err < 0)
		return err;
	if (readl(c->regs) & 1)
		return -EBUSY;
	writel((u32)tmp.addr, c->regs);
	snd_dma_free_pages(&tmp);
	return 0;
}

int sound_good(struct codec *c)
{
	return snd_dma_alloc_pages(2, c->dev, 4096, &c->buffer);
}

void sound_close_good(struct codec *c)
{
	snd_dma_free_pages(&c->buffer);
}

int sram_untested_bad(struct codec *c)
{
	dma_addr_t dma;
	u32 *p = gen_pool_dma_alloc(c->sram, 64, &dma);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unchecked-alloc]

	p[0] = 1;
	writel((u32)dma, c->regs);
	gen_pool_free(c->sram, (unsigned long)p, 64);
	return 0;
}

int sram_size_bad(struct codec *c)
{
	dma_addr_t dma;
	u32 *p = gen_pool_dma_alloc(c->sram, 64, &dma);

	if (!p)
		return -ENOMEM;
	writel((u32)dma, c->regs);
	gen_pool_free(c->sram, (unsigned long)p, 128);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-free-size-mismatch]
	return 0;
}

int sram_good(struct codec *c)
{
	dma_addr_t dma;
	u32 *p = gen_pool_dma_alloc(c->sram, 64, &dma);

	if (!p)
		return -ENOMEM;
	writel((u32)dma, c->regs);
	gen_pool_free(c->sram, (unsigned long)p, 64);
	return 0;
}

int unmap_untested_bad(struct codec *c)
{
	struct dmaengine_unmap_data *unmap = dmaengine_get_unmap_data(c->dev, 2, GFP_KERNEL);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unchecked-alloc]

	unmap->len = 64;
	dmaengine_unmap_put(unmap);
	return 0;
}

/* The mapping goes into what the engine unmaps. */
int unmap_good(struct codec *c, void *buf)
{
	struct dmaengine_unmap_data *unmap = dmaengine_get_unmap_data(c->dev, 2, GFP_KERNEL);

	if (!unmap)
		return -ENOMEM;
	unmap->len = 64;
	unmap->to_cnt = 1;
	unmap->addr[0] = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, unmap->addr[0])) {
		unmap->to_cnt = 0;
		dmaengine_unmap_put(unmap);
		return -ENOMEM;
	}
	writel((u32)unmap->addr[0], c->regs);
	dmaengine_unmap_put(unmap);
	return 0;
}

/* What is submitted has a reference of its own, and both are put if that fails. */
struct descriptor {
	struct dmaengine_unmap_data *unmap;
};

int submit_good(struct codec *c, struct descriptor *tx)
{
	struct dmaengine_unmap_data *unmap = dmaengine_get_unmap_data(c->dev, 2, GFP_KERNEL);

	if (!unmap)
		return -ENOMEM;
	tx->unmap = unmap;
	if (readl(c->regs) & 1)
		goto err;
	dmaengine_unmap_put(unmap);
	return 0;
err:
	dmaengine_unmap_put(unmap);
	dmaengine_unmap_put(unmap);
	return -EIO;
}

int memcpy_untested_bad(struct codec *c, void *from, dma_addr_t to)
{
	dma_addr_t src = dma_map_single(c->dev, from, 64, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unchecked-map]

	if (!dmaengine_prep_dma_memcpy(c->chan, to, src, 64, 0)) {
		dma_unmap_single(c->dev, src, 64, DMA_TO_DEVICE);
		return -EIO;
	}
	return 0;
}

int memcpy_good(struct codec *c, void *from, dma_addr_t to)
{
	dma_addr_t src = dma_map_single(c->dev, from, 64, DMA_TO_DEVICE);

	if (dma_mapping_error(c->dev, src))
		return -ENOMEM;
	dmaengine_prep_dma_memcpy(c->chan, to, src, 64, 0);
	dma_unmap_single(c->dev, src, 64, DMA_TO_DEVICE);
	return 0;
}
