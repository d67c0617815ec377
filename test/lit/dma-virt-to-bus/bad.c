// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A physical address is no DMA address.

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/mm.h>

struct chan {
	struct device *dev;
	void __iomem *regs;
	dma_addr_t ring;
};

unsigned long virt_to_bus(void *address);
void *bus_to_virt(unsigned long address);

int bus_bad(struct chan *c, void *buf)
{
	writel(virt_to_bus(buf), c->regs);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-virt-to-bus]
	return 0;
}

void reap_bad(struct chan *c, u32 address)
{
	u8 *p = bus_to_virt(address);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-virt-to-bus]

	writel(p[0], c->regs);
}

int stored_bad(struct chan *c, void *buf)
{
	c->ring = virt_to_phys(buf);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-virt-to-bus]
	return 0;
}

struct desc {
	__le64 addr;
	__le32 len;
};

void descriptor_bad(struct chan *c, struct desc *d, void *buf)
{
	d->addr = (__le64)virt_to_phys(buf);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-virt-to-bus]
	d->len = 64;
	writeq(c->ring, c->regs);
}

int register_bad(struct chan *c, void *buf)
{
	dma_addr_t unused = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE);

	if (dma_mapping_error(c->dev, unused))
		return -ENOMEM;
	writeq(virt_to_phys(buf), c->regs);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-virt-to-bus]
	dma_unmap_single(c->dev, unused, 64, DMA_TO_DEVICE);
	return 0;
}
