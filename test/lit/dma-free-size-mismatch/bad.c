// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Coherent memory given back with another size.

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct desc {
	__le32 addr, flags;
};

struct desc64 {
	__le64 addr;
	__le32 flags, pad;
};

struct ring {
	struct device *dev;
	struct desc *desc;
	dma_addr_t dma;
	unsigned int count;
	void **shadow;
	void __iomem *regs;
};

int constants_bad(struct ring *r)
{
	dma_addr_t dma;
	void *p = dma_alloc_coherent(r->dev, 8192, &dma, GFP_KERNEL);

	if (!p)
		return -ENOMEM;
	writeq(dma, r->regs);
	dma_free_coherent(r->dev, 4096, p, dma);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-free-size-mismatch]
	return 0;
}

int one_for_all_bad(struct ring *r)
{
	r->desc = dma_alloc_coherent(r->dev, r->count * sizeof(*r->desc), &r->dma, GFP_KERNEL);
	if (!r->desc)
		return -ENOMEM;
	r->shadow = kcalloc(r->count, sizeof(*r->shadow), GFP_KERNEL);
	if (!r->shadow)
		goto free_desc;
	return 0;
free_desc:
	dma_free_coherent(r->dev, sizeof(*r->desc), r->desc, r->dma);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-free-size-mismatch]
	return -ENOMEM;
}

int other_descriptor_bad(struct ring *r, unsigned int n)
{
	dma_addr_t dma;
	struct desc *d = dma_alloc_coherent(r->dev, n * sizeof(struct desc), &dma, GFP_KERNEL);

	if (!d)
		return -ENOMEM;
	writeq(dma, r->regs);
	if (readl(r->regs)) {
		dma_free_coherent(r->dev, n * sizeof(struct desc64), d, dma);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-free-size-mismatch]
		return -EIO;
	}
	dma_free_coherent(r->dev, n * sizeof(struct desc), d, dma);
	return 0;
}

int changed_on_the_way_bad(struct ring *r, size_t size)
{
	dma_addr_t dma;
	void *p = dma_alloc_wc(r->dev, size, &dma, GFP_KERNEL);

	if (!p)
		return -ENOMEM;
	size += 256;
	writel(size, r->regs);
	dma_free_wc(r->dev, size, p, dma);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-free-size-mismatch]
	return 0;
}

int usb_bad(struct usb_device *udev, void __iomem *regs)
{
	dma_addr_t dma;
	u8 *p = usb_alloc_coherent(udev, 64, GFP_KERNEL, &dma);

	if (!p)
		return -ENOMEM;
	writeq(dma, regs);
	usb_free_coherent(udev, 8, p, dma);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-free-size-mismatch]
	return 0;
}

int pages_bad(struct ring *r)
{
	dma_addr_t dma;
	struct page *page = dma_alloc_pages(r->dev, 2 * PAGE_SIZE, &dma, DMA_FROM_DEVICE,
					    GFP_KERNEL);

	if (!page)
		return -ENOMEM;
	writeq(dma, r->regs);
	dma_free_pages(r->dev, PAGE_SIZE, page, dma, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-free-size-mismatch]
	return 0;
}
