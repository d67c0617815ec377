// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Mapped by one function, unmapped by another.

#include <linux/dma-mapping.h>

struct window {
	struct device *dev;
	struct page *page;
	dma_addr_t dma;
};

int window_map(struct window *w)
{
	w->dma = dma_map_page_attrs(w->dev, w->page, 0, PAGE_SIZE, DMA_TO_DEVICE,
				    DMA_ATTR_NO_KERNEL_MAPPING);
	return dma_mapping_error(w->dev, w->dma) ? -ENOMEM : 0;
}

void window_unmap_bad(struct window *w)
{
	dma_unmap_page(w->dev, w->dma, PAGE_SIZE, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unmap-attrs-mismatch]
}
