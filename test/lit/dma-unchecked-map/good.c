// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The many ways to test a handle.

// CHECK-NOT: warning:

#include <linux/dma-compat.h>
#include <linux/io.h>
#include <linux/slab.h>
#include <rdma/ib_verbs.h>

struct slot {
	void *data;
	dma_addr_t dma;
};

struct ring {
	struct device *dev;
	void __iomem *regs;
	struct slot slot[16];
};

int straight_good(struct ring *r, void *buf, size_t len)
{
	dma_addr_t dma = dma_map_single(r->dev, buf, len, DMA_TO_DEVICE);

	if (unlikely(dma_mapping_error(r->dev, dma))) {
		dev_err(r->dev, "cannot map\n");
		return -ENOMEM;
	}
	writeq(dma, r->regs);
	dma_unmap_single(r->dev, dma, len, DMA_TO_DEVICE);
	return 0;
}

int status_variable_good(struct ring *r, void *buf, size_t len)
{
	dma_addr_t dma;
	int ret;

	dma = dma_map_single(r->dev, buf, len, DMA_TO_DEVICE);
	ret = dma_mapping_error(r->dev, dma);
	if (ret)
		goto out;
	writeq(dma, r->regs);
	dma_unmap_single(r->dev, dma, len, DMA_TO_DEVICE);
out:
	return ret;
}

int warn_on_good(struct ring *r, struct slot *s)
{
	s->dma = dma_map_single(r->dev, s->data, 2048, DMA_FROM_DEVICE);
	if (WARN_ON(dma_mapping_error(r->dev, s->dma)))
		return -EFAULT;
	writeq(s->dma, r->regs);
	return 0;
}

void bug_on_good(struct ring *r, struct slot *s)
{
	s->dma = dma_map_single(r->dev, s->data, 2048, DMA_FROM_DEVICE);
	BUG_ON(dma_mapping_error(r->dev, s->dma));
	writeq(s->dma, r->regs);
}

int named_constant_good(struct ring *r, void *buf)
{
	dma_addr_t dma = dma_map_single(r->dev, buf, 64, DMA_TO_DEVICE);

	if (dma == DMA_MAPPING_ERROR)
		return -ENOMEM;
	writeq(dma, r->regs);
	dma_unmap_single(r->dev, dma, 64, DMA_TO_DEVICE);
	return 0;
}

/* The caller has the test to make. */
dma_addr_t returned_good(struct ring *r, void *buf, size_t len)
{
	return dma_map_single(r->dev, buf, len, DMA_TO_DEVICE);
}

int only_if_there_is_data_good(struct ring *r, void *buf, size_t len)
{
	dma_addr_t dma = 0;

	if (len) {
		dma = dma_map_single(r->dev, buf, len, DMA_TO_DEVICE);
		if (dma_mapping_error(r->dev, dma))
			return -ENOMEM;
	}
	writeq(dma, r->regs);
	if (len)
		dma_unmap_single(r->dev, dma, len, DMA_TO_DEVICE);
	return 0;
}

int conditional_expression_good(struct ring *r, struct page *page, void *buf)
{
	dma_addr_t dma;

	dma = page ? dma_map_page(r->dev, page, 0, 512, DMA_TO_DEVICE)
		   : dma_map_single(r->dev, buf, 512, DMA_TO_DEVICE);
	if (dma_mapping_error(r->dev, dma))
		return -ENOMEM;
	writeq(dma, r->regs);
	dma_unmap_page(r->dev, dma, 512, DMA_TO_DEVICE);
	return 0;
}

int switch_then_test_good(struct ring *r, int kind, void *buf, struct page *page)
{
	dma_addr_t dma;

	switch (kind) {
	case 0:
		dma = dma_map_single(r->dev, buf, 512, DMA_TO_DEVICE);
		break;
	case 1:
		dma = dma_map_page(r->dev, page, 0, 512, DMA_TO_DEVICE);
		break;
	default:
		return -EINVAL;
	}
	if (dma_mapping_error(r->dev, dma))
		return -ENOMEM;
	writeq(dma, r->regs);
	dma_unmap_page(r->dev, dma, 512, DMA_TO_DEVICE);
	return 0;
}

int loop_with_unwind_good(struct ring *r)
{
	int i;

	for (i = 0; i < 16; i++) {
		r->slot[i].dma = dma_map_single(r->dev, r->slot[i].data, 2048, DMA_FROM_DEVICE);
		if (dma_mapping_error(r->dev, r->slot[i].dma))
			goto unwind;
	}
	return 0;
unwind:
	while (i--)
		dma_unmap_single(r->dev, r->slot[i].dma, 2048, DMA_FROM_DEVICE);
	return -ENOMEM;
}

int infiniband_good(struct ib_device *ib, u64 *sge, void *buf, size_t len)
{
	u64 dma = ib_dma_map_single(ib, buf, len, DMA_TO_DEVICE);

	if (ib_dma_mapping_error(ib, dma))
		return -ENOMEM;
	*sge = dma;
	ib_dma_unmap_single(ib, dma, len, DMA_TO_DEVICE);
	return 0;
}

int legacy_pci_good(struct pci_dev *pdev, void __iomem *regs, void *buf)
{
	dma_addr_t dma = pci_map_single(pdev, buf, 128, PCI_DMA_TODEVICE);

	if (pci_dma_mapping_error(pdev, dma))
		return -EIO;
	writel(dma, regs);
	pci_unmap_single(pdev, dma, 128, PCI_DMA_TODEVICE);
	return 0;
}
