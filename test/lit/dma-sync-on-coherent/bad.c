// RUN: not %dma-lint --min-confidence=low '--checks=-*,dma-sync-on-coherent' %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// No syncs for coherent memory.

#include <linux/dma-mapping.h>
#include <linux/dmapool.h>
#include <linux/io.h>

struct ring {
	struct device *dev;
	u32 *desc;
	dma_addr_t dma;
	struct dma_pool *pool;
	void __iomem *regs;
};

int coherent_bad(struct ring *r)
{
	r->desc = dma_alloc_coherent(r->dev, 4096, &r->dma, GFP_KERNEL);
	if (!r->desc)
		return -ENOMEM;
	r->desc[0] = 1;
	dma_sync_single_for_device(r->dev, r->dma, 4096, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sync-on-coherent]
	writel(1, r->regs);
	return 0;
}

u32 pool_bad(struct ring *r)
{
	dma_addr_t dma;
	u32 *p = dma_pool_zalloc(r->pool, GFP_KERNEL, &dma);
	u32 v;

	if (!p)
		return 0;
	writeq(dma, r->regs);
	dma_sync_single_for_cpu(r->dev, dma, 64, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sync-on-coherent]
	v = p[0];
	dma_pool_free(r->pool, p, dma);
	return v;
}

struct mailbox {
	struct device *dev;
	u32 *words;
	dma_addr_t words_dma;
};

int mailbox_open(struct mailbox *m)
{
	m->words = dma_alloc_coherent(m->dev, 4096, &m->words_dma, GFP_KERNEL);
	return m->words ? 0 : -ENOMEM;
}

/* Allocated elsewhere in the file. */
u32 mailbox_read_bad(struct mailbox *m)
{
	dma_sync_single_for_cpu(m->dev, m->words_dma, 4096, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sync-on-coherent]
	return m->words[0];
}

void mailbox_close(struct mailbox *m)
{
	dma_free_coherent(m->dev, 4096, m->words, m->words_dma);
}
