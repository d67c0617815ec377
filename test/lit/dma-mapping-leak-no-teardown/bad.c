// RUN: not %dma-lint --whole-modules %s -- %shim | FileCheck %s --implicit-check-not=warning:
// RUN: %dma-lint %s -- %shim '-DKBUILD_MODNAME="part"'
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Kept in a structure, and forgotten there. Said only if all files of the module are known.

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>

struct desc {
	__le32 addr_lo, addr_hi;
	__le32 len;
};

struct chan {
	struct device *dev;
	void __iomem *regs;
	void *status;
	dma_addr_t status_dma;
	dma_addr_t data_dma;
	dma_addr_t ring[16];
	struct desc *desc;
};

/* Mapped at probe; remove frees the buffer and nothing else. */
int probe_bad(struct chan *c)
{
	c->status_dma = dma_map_single(c->dev, c->status, 64, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}'status_dma' of struct chan{{.*}}[dma-mapping-leak-no-teardown]
	// CHECK: :[[@LINE-2]]:{{[0-9]+}}: note: kept here in 'status_dma' of struct chan
	if (dma_mapping_error(c->dev, c->status_dma))
		return -ENOMEM;
	writeq(c->status_dma, c->regs);
	return 0;
}

void remove_bad(struct chan *c)
{
	writeq(0, c->regs);
	dma_unmap_single(c->dev, c->data_dma, 64, DMA_TO_DEVICE);
	kfree(c->status);
}

/* The shape of user buffers in a list of descriptors: the addresses are there and nowhere else. */
int fill_bad(struct chan *c, void **bufs, int n)
{
	for (int i = 0; i < n; i++) {
		dma_addr_t dma = dma_map_single(c->dev, bufs[i], 64, DMA_TO_DEVICE);
		// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} of struct desc{{.*}}[dma-mapping-leak-no-teardown]

		if (dma_mapping_error(c->dev, dma))
			return -ENOMEM;
		c->desc[i].addr_lo = cpu_to_le32(lower_32_bits(dma));
		c->desc[i].addr_hi = cpu_to_le32(upper_32_bits(dma));
	}
	writel(n, c->regs);
	return 0;
}

static int map_to(struct chan *c, void *buf, dma_addr_t *dma)
{
	*dma = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}'ring' of struct chan{{.*}}[dma-mapping-leak-no-teardown]
	return dma_mapping_error(c->dev, *dma);
}

int ring_bad(struct chan *c, void *buf, int i)
{
	return map_to(c, buf, &c->ring[i]);
}

int data_good(struct chan *c, void *buf)
{
	c->data_dma = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE);
	return dma_mapping_error(c->dev, c->data_dma);
}
