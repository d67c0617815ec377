// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Six buffers, each there or not: 64 ways to the end of the function, and what happens there has to
// be seen all the same. The pairs of tests for one buffer belong together.
//
// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:

#include <linux/dma-mapping.h>
#include <linux/errno.h>
#include <linux/io.h>

struct part {
	void *cpu;
	dma_addr_t dma;
};

struct frame {
	struct device *dev;
	void __iomem *regs;
	struct part a, b, c, d, e, f;
};

static int map_parts(struct frame *fr)
{
	if (fr->a.cpu)
		fr->a.dma = dma_map_single(fr->dev, fr->a.cpu, 64, DMA_TO_DEVICE);
	if (fr->b.cpu)
		fr->b.dma = dma_map_single(fr->dev, fr->b.cpu, 64, DMA_TO_DEVICE);
	if (fr->c.cpu)
		fr->c.dma = dma_map_single(fr->dev, fr->c.cpu, 64, DMA_TO_DEVICE);
	if (fr->d.cpu)
		fr->d.dma = dma_map_single(fr->dev, fr->d.cpu, 64, DMA_TO_DEVICE);
	if (fr->e.cpu)
		fr->e.dma = dma_map_single(fr->dev, fr->e.cpu, 64, DMA_TO_DEVICE);
	if (fr->f.cpu)
		fr->f.dma = dma_map_single(fr->dev, fr->f.cpu, 64, DMA_TO_DEVICE);
	if ((fr->a.cpu && dma_mapping_error(fr->dev, fr->a.dma)) ||
	    (fr->b.cpu && dma_mapping_error(fr->dev, fr->b.dma)) ||
	    (fr->c.cpu && dma_mapping_error(fr->dev, fr->c.dma)) ||
	    (fr->d.cpu && dma_mapping_error(fr->dev, fr->d.dma)) ||
	    (fr->e.cpu && dma_mapping_error(fr->dev, fr->e.dma)) ||
	    (fr->f.cpu && dma_mapping_error(fr->dev, fr->f.dma)))
		return -ENOMEM;
	return 0;
}

void unmap_parts(struct frame *fr)
{
	dma_unmap_single(fr->dev, fr->a.dma, 64, DMA_TO_DEVICE);
	dma_unmap_single(fr->dev, fr->b.dma, 64, DMA_TO_DEVICE);
	dma_unmap_single(fr->dev, fr->c.dma, 64, DMA_TO_DEVICE);
	dma_unmap_single(fr->dev, fr->d.dma, 64, DMA_TO_DEVICE);
	dma_unmap_single(fr->dev, fr->e.dma, 64, DMA_TO_DEVICE);
	dma_unmap_single(fr->dev, fr->f.dma, 64, DMA_TO_DEVICE);
}

int send_good(struct frame *fr, void *head)
{
	dma_addr_t dma;
	int err = map_parts(fr);

	if (err)
		return err;
	dma = dma_map_single(fr->dev, head, 32, DMA_TO_DEVICE);
	if (dma_mapping_error(fr->dev, dma))
		return -ENOMEM;
	writeq(dma, fr->regs);
	dma_unmap_single(fr->dev, dma, 32, DMA_TO_DEVICE);
	return 0;
}

int send_bad(struct frame *fr, void *head)
{
	dma_addr_t dma;
	int err = map_parts(fr);

	if (err)
		return err;
	dma = dma_map_single(fr->dev, head, 32, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unchecked-map]
	writeq(dma, fr->regs);
	dma_unmap_single(fr->dev, dma, 32, DMA_TO_DEVICE);
	return 0;
}
