// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// There is always a device.

#include <linux/dma-mapping.h>
#include <linux/io.h>

struct ring {
	void *desc;
	dma_addr_t dma;
	void __iomem *regs;
};

int literal_bad(struct ring *r)
{
	r->desc = dma_alloc_coherent(NULL, 4096, &r->dma, GFP_KERNEL);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-null-device]

	if (!r->desc)
		return -ENOMEM;
	writeq(r->dma, r->regs);
	return 0;
}

static dma_addr_t map_for(struct device *dev, void *buf)
{
	return dma_map_single(dev, buf, 64, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-null-device]
}

int through_a_helper_bad(struct ring *r, void *buf)
{
	dma_addr_t dma = map_for(NULL, buf);

	if (dma_mapping_error(NULL, dma))
		return -ENOMEM;
	r->dma = dma;
	return 0;
}

int mask_bad(void)
{
	return dma_set_mask(NULL, DMA_BIT_MASK(32));
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-null-device]
}
