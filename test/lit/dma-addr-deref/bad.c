// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The CPU has its own pointer.

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/mm.h>
#include <linux/string.h>

struct desc {
	u32 status;
	u32 len;
};

struct ring {
	struct device *dev;
	dma_addr_t dma;
};

u32 cast_bad(struct ring *r)
{
	struct desc *d = (struct desc *)(uintptr_t)r->dma;

	return d->status;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-addr-deref]
}

void write_bad(struct ring *r, void *buf)
{
	dma_addr_t dma = dma_map_single(r->dev, buf, 64, DMA_TO_DEVICE);

	if (dma_mapping_error(r->dev, dma))
		return;
	*(u32 *)(uintptr_t)dma = 1;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-addr-deref]
	dma_unmap_single(r->dev, dma, 64, DMA_TO_DEVICE);
}

void copy_bad(struct ring *r, const void *src)
{
	memcpy((void *)(uintptr_t)r->dma, src, 64);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-addr-deref]
}

void *back_bad(struct ring *r)
{
	return phys_to_virt(r->dma);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-addr-deref]
}

/* Where the device says that it is: an address of the bus. */
u32 register_bad(void __iomem *regs)
{
	dma_addr_t now = readl(regs) | (u64)readl(regs + 4) << 32;
	struct desc *d = phys_to_virt(now);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-addr-deref]

	return d->status;
}
