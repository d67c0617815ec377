// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A handle that reaches the device, or an unmap, without dma_mapping_error().

#include <linux/dma-compat.h>
#include <linux/io.h>
#include <linux/netdevice.h>
#include <linux/slab.h>
#include <rdma/ib_verbs.h>

struct desc {
	__le64 addr;
	__le32 len;
};

struct slot {
	void *data;
	dma_addr_t dma;
};

struct ring {
	struct device *dev;
	void __iomem *regs;
	struct desc *desc;
	struct slot slot[16];
};

void straight_bad(struct ring *r, void *buf, size_t len)
{
	dma_addr_t dma = dma_map_single(r->dev, buf, len, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unchecked-map]

	writel(lower_32_bits(dma), r->regs);
	writel(upper_32_bits(dma), r->regs + 4);
	dma_unmap_single(r->dev, dma, len, DMA_TO_DEVICE);
}

int fill_loop_bad(struct ring *r, size_t len)
{
	int i;

	for (i = 0; i < 16; i++) {
		r->slot[i].dma = dma_map_single(r->dev, r->slot[i].data, len, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unchecked-map]
		r->desc[i].addr = cpu_to_le64(r->slot[i].dma);
		r->desc[i].len = cpu_to_le32(len);
	}
	return 0;
}

int one_branch_only_bad(struct ring *r, void *buf, struct page *page, size_t len)
{
	dma_addr_t dma;

	if (len > 256) {
		dma = dma_map_page(r->dev, page, 0, len, DMA_TO_DEVICE);
		if (dma_mapping_error(r->dev, dma))
			return -ENOMEM;
	} else {
		dma = dma_map_single(r->dev, buf, len, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unchecked-map]
	}
	writeq(dma, r->regs);
	dma_unmap_page(r->dev, dma, len, DMA_TO_DEVICE);
	return 0;
}

int wrong_handle_tested_bad(struct ring *r, void *a, void *b)
{
	dma_addr_t da, db;

	da = dma_map_single(r->dev, a, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(r->dev, da))
		return -ENOMEM;
	db = dma_map_single(r->dev, b, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(r->dev, da)) {
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-error-wrong-handle]
		dma_unmap_single(r->dev, da, 64, DMA_TO_DEVICE);
		return -ENOMEM;
	}
	writeq(da, r->regs);
	writeq(db, r->regs + 8);
	dma_unmap_single(r->dev, db, 64, DMA_TO_DEVICE);
	dma_unmap_single(r->dev, da, 64, DMA_TO_DEVICE);
	return 0;
}

int in_switch_bad(struct ring *r, int kind, void *buf, phys_addr_t fifo)
{
	dma_addr_t dma;

	switch (kind) {
	case 0:
		dma = dma_map_resource(r->dev, fifo, 64, DMA_BIDIRECTIONAL, 0);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unchecked-map]
		writeq(dma, r->regs);
		dma_unmap_resource(r->dev, dma, 64, DMA_BIDIRECTIONAL, 0);
		return 0;
	case 1:
		dma = dma_map_single(r->dev, buf, 64, DMA_FROM_DEVICE);
		if (dma_mapping_error(r->dev, dma))
			return -ENOMEM;
		dma_unmap_single(r->dev, dma, 64, DMA_FROM_DEVICE);
		return 0;
	default:
		return -EINVAL;
	}
}

int infiniband_bad(struct ib_device *ib, u64 *sge, void *buf, size_t len)
{
	u64 dma = ib_dma_map_single(ib, buf, len, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unchecked-map]

	WRITE_ONCE(*sge, dma);
	ib_dma_unmap_single(ib, dma, len, DMA_TO_DEVICE);
	return 0;
}

int legacy_pci_bad(struct pci_dev *pdev, void __iomem *regs, void *buf)
{
	dma_addr_t dma = pci_map_single(pdev, buf, 128, PCI_DMA_TODEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unchecked-map]

	writel(dma, regs);
	pci_unmap_single(pdev, dma, 128, PCI_DMA_TODEVICE);
	return 0;
}
