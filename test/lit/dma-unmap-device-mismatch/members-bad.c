// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A structure that keeps two devices has two.

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/netdevice.h>

struct port {
	struct device *dev, *dma_dev;
	struct net_device *nd;
	void __iomem *regs;
};

int two_members_bad(struct port *p, void *buf)
{
	dma_addr_t dma = dma_map_single(p->dma_dev, buf, 64, DMA_TO_DEVICE);

	if (dma_mapping_error(p->dma_dev, dma))
		return -ENOMEM;
	writeq(dma, p->regs);
	dma_unmap_single(p->dev, dma, 64, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unmap-device-mismatch]
	return 0;
}

int interface_bad(struct port *p, void *buf)
{
	dma_addr_t dma = dma_map_single(p->dma_dev, buf, 64, DMA_TO_DEVICE);

	if (dma_mapping_error(p->dma_dev, dma))
		return -ENOMEM;
	writeq(dma, p->regs);
	dma_unmap_single(&p->nd->dev, dma, 64, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unmap-device-mismatch]
	return 0;
}

/* What one is set from is the other. */
int same_good(struct port *p, void *buf)
{
	dma_addr_t dma;

	p->dma_dev = p->dev;
	dma = dma_map_single(p->dma_dev, buf, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(p->dma_dev, dma))
		return -ENOMEM;
	writeq(dma, p->regs);
	dma_unmap_single(p->dev, dma, 64, DMA_TO_DEVICE);
	return 0;
}
