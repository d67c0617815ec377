// RUN: not %dma-lint --min-confidence=low '--checks=-*,dma-sync-redundant' %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Once for each change of hands.

#include <linux/dma-mapping.h>
#include <linux/io.h>

struct chan {
	struct device *dev;
	void __iomem *regs;
};

int for_cpu_bad(struct chan *c, u8 *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 64, DMA_FROM_DEVICE);
	int v;

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_sync_single_for_cpu(c->dev, dma, 64, DMA_FROM_DEVICE);
	v = buf[0];
	dma_sync_single_for_cpu(c->dev, dma, 64, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sync-redundant]
	v += buf[1];
	dma_unmap_single(c->dev, dma, 64, DMA_FROM_DEVICE);
	return v;
}

int for_device_bad(struct chan *c, u8 *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	dma_sync_single_for_cpu(c->dev, dma, 64, DMA_TO_DEVICE);
	buf[0] = 1;
	dma_sync_single_for_device(c->dev, dma, 64, DMA_TO_DEVICE);
	dma_sync_single_for_device(c->dev, dma, 64, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sync-redundant]
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
	return 0;
}
