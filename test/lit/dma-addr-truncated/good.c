// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Both halves, in two places.

// CHECK-NOT: warning:

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/pci.h>

struct desc {
	u32 low, high;
	u64 all;
};

struct chan {
	struct pci_dev *pdev;
	struct desc *ring;
	dma_addr_t buf;
	void __iomem *regs;
};

int probe(struct chan *c)
{
	return dma_set_mask_and_coherent(&c->pdev->dev, DMA_BIT_MASK(64));
}

void halves_good(struct chan *c)
{
	writel(lower_32_bits(c->buf), c->regs);
	writel(upper_32_bits(c->buf), c->regs + 4);
}

void shifted_good(struct chan *c, unsigned int i)
{
	c->ring[i].low = (u32)c->buf;
	c->ring[i].high = (u32)(c->buf >> 32);
	c->ring[i].all = c->buf;
}

void widened_good(struct chan *c)
{
	writel((u32)c->buf, c->regs);
	writel((u64)c->buf >> 32, c->regs + 4);
}

int aligned_good(struct chan *c)
{
	unsigned int offset = c->buf & 63;

	return offset ? -EINVAL : 0;
}
