// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// RUN: %dma-lint --whole-modules %s -- %shim | FileCheck %s --check-prefix=WHOLE --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A file that sets no mask: if it is all there is of the module, addresses have 32 bits, and a register
// of 32 takes them. Else they may have more.

#include <linux/dma-mapping.h>

// WHOLE-NOT: dma-addr-truncated

struct engine {
	struct device *dev;
	u32 base;
};

int kept_bad(struct engine *e, void *buf)
{
	dma_addr_t dma = dma_map_single(e->dev, buf, 4096, DMA_TO_DEVICE);

	if (dma_mapping_error(e->dev, dma))
		return -ENOMEM;
	e->base = dma;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-addr-truncated]
	return 0;
}

void stop(struct engine *e, dma_addr_t dma)
{
	dma_unmap_single(e->dev, dma, 4096, DMA_TO_DEVICE);
}
