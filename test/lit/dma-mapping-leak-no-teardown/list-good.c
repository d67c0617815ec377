// RUN: %dma-lint --whole-modules %s -- %shim
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A table that is mapped here, and handed to code that is not here and may well unmap it.

#include <linux/dma-mapping.h>
#include <linux/scatterlist.h>

struct object;
struct object *object_import(struct device *dev, struct sg_table *sgt);

struct object *share_good(struct device *dev, struct sg_table *sgt)
{
	if (dma_map_sgtable(dev, sgt, DMA_BIDIRECTIONAL, 0))
		return NULL;
	return object_import(dev, sgt);
}
