// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Kept in arrays of structures: the loop that undoes leaves the first one out.

#include <linux/dma-mapping.h>
#include <linux/io.h>

struct slot {
	void *buf;
	dma_addr_t dma;
};

struct chan {
	struct device *dev;
	void __iomem *regs;
	struct slot *slots;
	dma_addr_t frag[8];
	int count;
};

/* What the structure is asked behind the loop has nothing to do with it. */
int asks_later_bad(struct chan *c)
{
	struct slot *slot;
	int i;

	for (i = 0; i < c->count; i++) {
		slot = &c->slots[i];
		slot->dma = dma_map_single(c->dev, slot->buf, 64, DMA_TO_DEVICE);
		if (dma_mapping_error(c->dev, slot->dma))
			goto unwind;
	}
	return 0;
unwind:
	while (--i > 0)
		dma_unmap_single(c->dev, c->slots[i].dma, 64, DMA_TO_DEVICE);
	if (c->count > 4)
		writel(0, c->regs);
	return -ENOMEM;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}the first of what dma_map_single() has mapped{{.*}}[dma-mapping-leak-in-loop]
}

/* Callers do not know what it has left. */
static int map_frags(struct chan *c, char *bufs, int n)
{
	int i;

	for (i = 0; i < n; i++) {
		c->frag[i] = dma_map_single(c->dev, bufs + 64 * i, 64, DMA_TO_DEVICE);
		if (dma_mapping_error(c->dev, c->frag[i]))
			goto unwind;
	}
	return 0;
unwind:
	while (--i > 0)
		dma_unmap_single(c->dev, c->frag[i], 64, DMA_TO_DEVICE);
	return -ENOMEM;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}the first of what dma_map_single() has mapped{{.*}}[dma-mapping-leak-in-loop]
}

int send_bad(struct chan *c, char *bufs, int n)
{
	if (map_frags(c, bufs, n))
		return 0;
	writel(n, c->regs);
	return 1;
}

void undo_good(struct chan *c, int n)
{
	while (n--) {
		dma_unmap_single(c->dev, c->slots[n].dma, 64, DMA_TO_DEVICE);
		dma_unmap_single(c->dev, c->frag[n], 64, DMA_TO_DEVICE);
	}
}
