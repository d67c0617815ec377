// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The handle has been lent to code that is not here; what undoes it here is still the wrong thing.

#include <linux/dma-mapping.h>
#include <linux/io.h>

struct command {
	u64 addr;
	u32 len;
};

int submit(struct device *dev, struct command *cmd);

int lent_bad(struct device *dev, void *buf)
{
	struct command cmd = { .len = 64 };
	dma_addr_t dma = dma_map_single(dev, buf, 64, DMA_FROM_DEVICE);
	int err;

	if (dma_mapping_error(dev, dma))
		return -ENOMEM;
	cmd.addr = dma;
	err = submit(dev, &cmd);
	dma_free_coherent(dev, 64, buf, dma);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unmap-kind-mismatch]
	return err;
}

int as_resource_bad(struct device *dev, void *buf)
{
	struct command cmd = { .len = 64 };
	dma_addr_t dma = dma_map_single(dev, buf, 64, DMA_TO_DEVICE);

	if (dma_mapping_error(dev, dma))
		return -ENOMEM;
	cmd.addr = dma;
	submit(dev, &cmd);
	dma_unmap_resource(dev, dma, 64, DMA_TO_DEVICE, 0);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unmap-kind-mismatch]
	return 0;
}
