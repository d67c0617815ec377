// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One enumeration taken for the other.

#include <linux/dma-mapping.h>
#include <linux/dmaengine.h>
#include <linux/io.h>

struct chan {
	struct device *dev;
	struct dma_chan *dma;
	void __iomem *regs;
};

int constant_bad(struct chan *c, void *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 64, DMA_MEM_TO_DEV);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}dma_map_single(){{.*}}[dma-map-direction-enum]

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
	return 0;
}

/* The engine's direction at hand is used for the sync. */
int variable_bad(struct chan *c, dma_addr_t dma, enum dma_transfer_direction direction)
{
	dma_sync_single_for_device(c->dev, dma, 64, direction);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-map-direction-enum]
	return 0;
}

/* And the other way round. */
int engine_bad(struct chan *c, struct scatterlist *sg, int nents, bool write)
{
	enum dma_data_direction dir = write ? DMA_TO_DEVICE : DMA_FROM_DEVICE;
	struct dma_async_tx_descriptor *desc;

	nents = dma_map_sg(c->dev, sg, nents, dir);
	if (!nents)
		return -ENOMEM;
	desc = dmaengine_prep_slave_sg(c->dma, sg, nents, dir, 0);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}dmaengine_prep_slave_sg(){{.*}}[dma-map-direction-enum]
	return desc ? 0 : -EIO;
}

/* false is DMA_BIDIRECTIONAL. */
int boolean_bad(struct chan *c, void *buf, bool write)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 64, write);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[given=bool]{{.*}}[dma-map-direction-enum]

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
	return 0;
}
