// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// const is for what nobody writes to, the device included.

#include <linux/dma-mapping.h>
#include <linux/io.h>

struct chan {
	struct device *dev;
	void __iomem *regs;
};

static const u8 firmware[64];

int table_bad(struct chan *c)
{
	dma_addr_t dma = dma_map_single(c->dev, (void *)firmware, 64, DMA_BIDIRECTIONAL);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-map-const-from-device]

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, 64, DMA_BIDIRECTIONAL);
	return 0;
}

int cast_bad(struct chan *c, const u8 *tx)
{
	dma_addr_t dma = dma_map_single(c->dev, (void *)tx, 64, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-map-const-from-device]

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, 64, DMA_FROM_DEVICE);
	return 0;
}
