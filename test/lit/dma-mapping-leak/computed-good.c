// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Page tables of an IOMMU: the address is computed anew where it is unmapped.

// CHECK-NOT: warning:

#include <linux/dma-mapping.h>
#include <linux/io.h>

struct table {
	struct device *dev;
	u32 *entries;
};

phys_addr_t entry_address(struct table *t, int i);

int add_good(struct table *t, void *page, int i)
{
	dma_addr_t dma = dma_map_single(t->dev, page, 1024, DMA_TO_DEVICE);

	if (dma_mapping_error(t->dev, dma))
		return -ENOMEM;
	t->entries[i] = 1;
	return 0;
}

void remove_good(struct table *t, int i)
{
	dma_unmap_single(t->dev, entry_address(t, i), 1024, DMA_TO_DEVICE);
}
