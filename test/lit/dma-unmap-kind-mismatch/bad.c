// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Unmapped with the function of another family.

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <rdma/ib_verbs.h>

struct chan {
	struct device *dev;
	void __iomem *regs;
};

int resource_as_page_bad(struct chan *c, phys_addr_t fifo)
{
	dma_addr_t dma = dma_map_resource(c->dev, fifo, 4, DMA_TO_DEVICE, 0);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_unmap_page(c->dev, dma, 4, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unmap-kind-mismatch]
	return 0;
}

int single_as_resource_bad(struct chan *c, void *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE);
	int ret = 0;

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	if (!readl(c->regs))
		ret = -EIO;
	dma_unmap_resource(c->dev, dma, 64, DMA_TO_DEVICE, 0);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unmap-kind-mismatch]
	return ret;
}

int infiniband_as_plain_bad(struct ib_device *ib, void *buf, u64 *sge)
{
	u64 dma = ib_dma_map_single(ib, buf, 64, DMA_TO_DEVICE);

	if (ib_dma_mapping_error(ib, dma))
		return -ENOMEM;
	*sge = dma;
	dma_unmap_single(ib->dma_device, dma, 64, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unmap-kind-mismatch]
	return 0;
}

int in_switch_bad(struct chan *c, int kind, void *buf, phys_addr_t fifo)
{
	dma_addr_t dma;

	switch (kind) {
	case 0:
		dma = dma_map_resource(c->dev, fifo, 4, DMA_FROM_DEVICE, 0);
		if (dma_mapping_error(c->dev, dma))
			return -ENOMEM;
		dma_unmap_single(c->dev, dma, 4, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unmap-kind-mismatch]
		break;
	default:
		dma = dma_map_single(c->dev, buf, 4, DMA_FROM_DEVICE);
		if (dma_mapping_error(c->dev, dma))
			return -ENOMEM;
		dma_unmap_single(c->dev, dma, 4, DMA_FROM_DEVICE);
		break;
	}
	return 0;
}
