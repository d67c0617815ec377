// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A later turn fails, and what earlier turns have mapped stays so.

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>

struct slot {
	void *buf;
	dma_addr_t dma;
};

struct chan {
	struct device *dev;
	void __iomem *regs;
	struct slot slots[8];
};

int no_unwind_bad(struct chan *c, void **bufs)
{
	dma_addr_t dma[4];
	int i;

	for (i = 0; i < 4; i++) {
		dma[i] = dma_map_single(c->dev, bufs[i], 64, DMA_TO_DEVICE);
		if (dma_mapping_error(c->dev, dma[i]))
			return -ENOMEM;
		// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-leak-in-loop]
	}
	for (i = 0; i < 4; i++)
		writeq(dma[i], c->regs + 8 * i);
	for (i = 0; i < 4; i++)
		dma_unmap_single(c->dev, dma[i], 64, DMA_TO_DEVICE);
	return 0;
}

/* The first one is forgotten. */
int stops_early_bad(struct chan *c, void **bufs)
{
	dma_addr_t dma[4];
	int i;

	for (i = 0; i < 4; i++) {
		dma[i] = dma_map_single(c->dev, bufs[i], 64, DMA_TO_DEVICE);
		if (dma_mapping_error(c->dev, dma[i]))
			goto unwind;
	}
	for (i = 0; i < 4; i++)
		writeq(dma[i], c->regs + 8 * i);
	for (i = 0; i < 4; i++)
		dma_unmap_single(c->dev, dma[i], 64, DMA_TO_DEVICE);
	return 0;
unwind:
	while (--i > 0)
		dma_unmap_single(c->dev, dma[i], 64, DMA_TO_DEVICE);
	return -ENOMEM;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-leak-in-loop]
}

/* The slots outlive the function, but on failure it unwinds them; all but the first. */
int slots_stop_early_bad(struct chan *c)
{
	int i;

	for (i = 0; i < 8; i++) {
		c->slots[i].dma = dma_map_single(c->dev, c->slots[i].buf, 64, DMA_FROM_DEVICE);
		if (dma_mapping_error(c->dev, c->slots[i].dma))
			goto unwind;
	}
	return 0;
unwind:
	while (--i > 0)
		dma_unmap_single(c->dev, c->slots[i].dma, 64, DMA_FROM_DEVICE);
	return -ENOMEM;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-leak-in-loop]
}

int counts_from_one_bad(struct chan *c, dma_addr_t *dma, void **bufs, int n)
{
	int i, j;

	for (i = 0; i < n; i++) {
		dma[i] = dma_map_single(c->dev, bufs[i], 64, DMA_TO_DEVICE);
		if (dma_mapping_error(c->dev, dma[i])) {
			for (j = 1; j < i; j++)
				dma_unmap_single(c->dev, dma[j], 64, DMA_TO_DEVICE);
			return -ENOMEM;
			// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-leak-in-loop]
		}
	}
	return 0;
}

struct ring {
	struct device *dev;
	struct slot *slots;
};

/* The unwinding loop frees the buffers, but the device still has them; then the slots go. */
struct ring *frees_slots_bad(struct device *dev, int n)
{
	struct ring *r = kzalloc(sizeof(*r), GFP_KERNEL);
	int i;

	if (!r)
		return NULL;
	r->slots = kcalloc(n, sizeof(*r->slots), GFP_KERNEL);
	if (!r->slots)
		goto free;
	for (i = 0; i < n; i++) {
		r->slots[i].buf = kmalloc(2048, GFP_KERNEL);
		if (!r->slots[i].buf)
			goto free_buffers;
		r->slots[i].dma = dma_map_single(dev, r->slots[i].buf, 2048, DMA_FROM_DEVICE);
		if (dma_mapping_error(dev, r->slots[i].dma)) {
			kfree(r->slots[i].buf);
			goto free_buffers;
		}
	}
	return r;
free_buffers:
	while (i--)
		kfree(r->slots[i].buf);
	kfree(r->slots);
free:
	kfree(r);
	return NULL;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-leak-in-loop]
}
