// RUN: %dma-lint --whole-modules %s -- %shim -I%S/../neighbours/Inputs | FileCheck %s --check-prefix=GOOD --allow-empty
// RUN: not %dma-lint --whole-modules %s -- %shim -I%S/../neighbours/Inputs -DNO_PUT | FileCheck %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is kept in an object that unmaps all it holds when it is let go of is not left: the self-test of
// a DMA engine driver does it like that.

// GOOD-NOT: warning:
// CHECK: owner-good.c:[[# @LINE + 12]]:{{.*}} kept in 'addr'{{.*}} [dma-mapping-leak-no-teardown]

#include "neighbours.h"

int self_test(struct device *dev, struct page *page)
{
	struct dmaengine_unmap_data *unmap = dmaengine_get_unmap_data(dev, 1, GFP_KERNEL);
	int err = 0;

	if (!unmap)
		return -ENOMEM;
	unmap->to_cnt = 1;
	unmap->addr[0] = dma_map_page(dev, page, 0, PAGE_SIZE, DMA_TO_DEVICE);
	if (dma_mapping_error(dev, unmap->addr[0])) {
		unmap->to_cnt = 0;
		err = -ENOMEM;
	}
#ifndef NO_PUT
	dmaengine_unmap_put(unmap);
#endif
	return err;
}
