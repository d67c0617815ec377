// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is synced is not what a map returned.

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/string.h>

struct chan {
	struct device *dev;
	void __iomem *regs;
	bool use_dma;
	dma_addr_t dma;
};

/* The error is logged, and the buffer handed over all the same. */
int failed_bad(struct chan *c, void *buf, size_t len)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, len, DMA_TO_DEVICE);
	int err = 0;

	if (dma_mapping_error(c->dev, dma)) {
		err = -ENOMEM;
		goto out;
	}
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, len, DMA_TO_DEVICE);
	return 0;
out:
	dma_sync_single_for_cpu(c->dev, dma, len, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sync-unmapped]
	return err;
}

void skipped_bad(struct chan *c, void *buf, size_t len)
{
	dma_addr_t dma = 0;

	if (c->use_dma) {
		dma = dma_map_single(c->dev, buf, len, DMA_FROM_DEVICE);
		if (dma_mapping_error(c->dev, dma))
			return;
		writeq(dma, c->regs);
	}
	dma_sync_single_for_cpu(c->dev, dma, len, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}is 0{{.*}}[dma-sync-unmapped]
	if (c->use_dma)
		dma_unmap_single(c->dev, dma, len, DMA_FROM_DEVICE);
}
