// RUN: not %dma-lint --whole-modules --min-confidence=low --checks=-dma-deprecated-*,-dma-mask-unset %s -- %shim -DDMA_COMPAT_2_6 | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// DMA-API.txt, part Id: one buffer, one page.

#include <linux/dma-compat.h>
#include <linux/io.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>

struct card {
	struct pci_dev *pdev;
	struct device *dev;
	void __iomem *regs;
	u8 small[20];
	u32 flags;
};

int untested_bad(struct card *c, void *buf)
{
	dma_addr_t dma = pci_map_single(c->pdev, buf, 64, PCI_DMA_TODEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unchecked-map]

	writel((u32)dma, c->regs);
	pci_unmap_single(c->pdev, dma, 64, PCI_DMA_TODEVICE);
	return 0;
}

/* One argument: so it was up to 2.6.26. */
int tested_good(struct card *c, void *buf)
{
	dma_addr_t dma = pci_map_single(c->pdev, buf, 64, PCI_DMA_TODEVICE);

	if (pci_dma_mapping_error(dma))
		return -ENOMEM;
	writel((u32)dma, c->regs);
	pci_unmap_single(c->pdev, dma, 64, PCI_DMA_TODEVICE);
	return 0;
}

int tested_too_good(struct card *c, void *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE);

	if (dma_mapping_error(dma))
		return -ENOMEM;
	writel((u32)dma, c->regs);
	dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
	return 0;
}

int zero_bad(struct card *c, void *buf)
{
	dma_addr_t dma = pci_map_single(c->pdev, buf, 64, PCI_DMA_TODEVICE);

	if (!dma)
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-map-error-compare-zero]
		return -ENOMEM;
	writel((u32)dma, c->regs);
	pci_unmap_single(c->pdev, dma, 64, PCI_DMA_TODEVICE);
	return 0;
}

/* Contiguous memory that the device can reach. */
int vmalloc_bad(struct card *c)
{
	void *buf = vmalloc(8192);
	dma_addr_t dma;

	if (!buf)
		return -ENOMEM;
	dma = pci_map_single(c->pdev, buf, 8192, PCI_DMA_FROMDEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-map-vmalloc]
	if (!pci_dma_mapping_error(dma)) {
		writel((u32)dma, c->regs);
		pci_unmap_single(c->pdev, dma, 8192, PCI_DMA_FROMDEVICE);
	}
	vfree(buf);
	return 0;
}

int stack_bad(struct card *c)
{
	u8 command[16];
	dma_addr_t dma = pci_map_single(c->pdev, command, sizeof(command), PCI_DMA_TODEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-map-stack]

	if (pci_dma_mapping_error(dma))
		return -ENOMEM;
	writel((u32)dma, c->regs);
	pci_unmap_single(c->pdev, dma, sizeof(command), PCI_DMA_TODEVICE);
	return 0;
}

/* Whole cache lines. */
int shared_line_bad(struct card *c)
{
	dma_addr_t dma = dma_map_single(c->dev, c->small, 20, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-map-shared-cacheline]

	if (dma_mapping_error(dma))
		return -ENOMEM;
	writel((u32)dma, c->regs);
	dma_unmap_single(c->dev, dma, 20, DMA_FROM_DEVICE);
	return 0;
}

int part_of_page_bad(struct card *c, struct page *page)
{
	dma_addr_t dma = pci_map_page(c->pdev, page, 20, 512, PCI_DMA_FROMDEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-map-partial-unaligned]

	if (pci_dma_mapping_error(dma))
		return -ENOMEM;
	writel((u32)dma, c->regs);
	pci_unmap_page(c->pdev, dma, 512, PCI_DMA_FROMDEVICE);
	return 0;
}

int page_good(struct card *c, struct page *page)
{
	dma_addr_t dma = pci_map_page(c->pdev, page, 0, 4096, PCI_DMA_FROMDEVICE);

	if (pci_dma_mapping_error(dma))
		return -ENOMEM;
	writel((u32)dma, c->regs);
	pci_unmap_page(c->pdev, dma, 4096, PCI_DMA_FROMDEVICE);
	return 0;
}

/* What the driver may only read, and what only the device may. */
int written_bad(struct card *c, u8 *buf)
{
	dma_addr_t dma = pci_map_single(c->pdev, buf, 64, PCI_DMA_TODEVICE);

	if (pci_dma_mapping_error(dma))
		return -ENOMEM;
	buf[0] = 7;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-cpu-write-while-mapped]
	writel((u32)dma, c->regs);
	pci_unmap_single(c->pdev, dma, 64, PCI_DMA_TODEVICE);
	return 0;
}

int read_bad(struct card *c, u8 *buf)
{
	dma_addr_t dma = pci_map_single(c->pdev, buf, 64, PCI_DMA_FROMDEVICE);
	int status;

	if (pci_dma_mapping_error(dma))
		return -ENOMEM;
	writel((u32)dma, c->regs);
	status = buf[0];
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-cpu-read-while-mapped]
	pci_unmap_single(c->pdev, dma, 64, PCI_DMA_FROMDEVICE);
	return status;
}

int overwritten_bad(struct card *c, u8 *buf)
{
	dma_addr_t dma = pci_map_single(c->pdev, buf, 64, PCI_DMA_FROMDEVICE);

	if (pci_dma_mapping_error(dma))
		return -ENOMEM;
	buf[3] = 0;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-cpu-write-from-device]
	writel((u32)dma, c->regs);
	pci_unmap_single(c->pdev, dma, 64, PCI_DMA_FROMDEVICE);
	return 0;
}

/* The unmap gets what the map got, and returned. */
int size_bad(struct card *c, void *buf)
{
	dma_addr_t dma = pci_map_single(c->pdev, buf, 64, PCI_DMA_TODEVICE);

	if (pci_dma_mapping_error(dma))
		return -ENOMEM;
	writel((u32)dma, c->regs);
	pci_unmap_single(c->pdev, dma, 128, PCI_DMA_TODEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unmap-size-mismatch]
	return 0;
}

int direction_bad(struct card *c, void *buf)
{
	dma_addr_t dma = pci_map_single(c->pdev, buf, 64, PCI_DMA_TODEVICE);

	if (pci_dma_mapping_error(dma))
		return -ENOMEM;
	writel((u32)dma, c->regs);
	pci_unmap_single(c->pdev, dma, 64, PCI_DMA_FROMDEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unmap-direction-mismatch]
	return 0;
}

int handle_bad(struct card *c, void *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE);

	if (dma_mapping_error(dma))
		return -ENOMEM;
	writel((u32)dma, c->regs);
	dma_unmap_single(c->dev, dma + 4, 64, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unmap-handle-mismatch]
	return 0;
}

int twice_bad(struct card *c, void *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE);

	if (dma_mapping_error(dma))
		return -ENOMEM;
	writel((u32)dma, c->regs);
	dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
	dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-double-unmap]
	return 0;
}

int leak_bad(struct card *c, void *in, void *out)
{
	dma_addr_t from = pci_map_single(c->pdev, out, 64, PCI_DMA_TODEVICE), to;

	if (pci_dma_mapping_error(from))
		return -ENOMEM;
	to = pci_map_single(c->pdev, in, 64, PCI_DMA_FROMDEVICE);
	if (pci_dma_mapping_error(to))
		return -ENOMEM;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-leak-on-error]
	writel((u32)from, c->regs);
	writel((u32)to, c->regs);
	pci_unmap_single(c->pdev, to, 64, PCI_DMA_FROMDEVICE);
	pci_unmap_single(c->pdev, from, 64, PCI_DMA_TODEVICE);
	return 0;
}
