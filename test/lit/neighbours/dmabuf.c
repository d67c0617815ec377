// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The importer of a dma-buf.

#include "Inputs/neighbours.h"

struct import {
	struct dma_buf_attachment *attach;
	struct sg_table *sgt;
	void __iomem *regs;
};

int untested_bad(struct import *i)
{
	struct sg_table *sgt = dma_buf_map_attachment(i->attach, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unchecked-map-sgtable]

	writel(sgt->nents, i->regs);
	dma_buf_unmap_attachment(i->attach, sgt, DMA_TO_DEVICE);
	return 0;
}

int direction_bad(struct import *i)
{
	struct sg_table *sgt = dma_buf_map_attachment(i->attach, DMA_TO_DEVICE);

	if (IS_ERR(sgt))
		return PTR_ERR(sgt);
	writel(sgt->nents, i->regs);
	dma_buf_unmap_attachment(i->attach, sgt, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unmap-direction-mismatch]
	return 0;
}

int leak_bad(struct import *i)
{
	struct sg_table *sgt = dma_buf_map_attachment_unlocked(i->attach, DMA_BIDIRECTIONAL);

	if (IS_ERR(sgt))
		return PTR_ERR(sgt);
	if (readl(i->regs) & 1)
		return -EBUSY;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-leak-on-error]
	writel((u32)sg_dma_address(sgt->sgl), i->regs);
	dma_buf_unmap_attachment_unlocked(i->attach, sgt, DMA_BIDIRECTIONAL);
	return 0;
}

int map_good(struct import *i)
{
	i->sgt = dma_buf_map_attachment_unlocked(i->attach, DMA_BIDIRECTIONAL);
	if (IS_ERR(i->sgt))
		return PTR_ERR(i->sgt);
	if (i->sgt->nents != 1) {
		dma_buf_unmap_attachment_unlocked(i->attach, i->sgt, DMA_BIDIRECTIONAL);
		return -EINVAL;
	}
	writel((u32)sg_dma_address(i->sgt->sgl), i->regs);
	return 0;
}

void unmap_good(struct import *i)
{
	dma_buf_unmap_attachment_unlocked(i->attach, i->sgt, DMA_BIDIRECTIONAL);
}
