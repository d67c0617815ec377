// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Memory used as if dma_alloc_*() could not fail.

#include <linux/dma-compat.h>
#include <linux/io.h>
#include <linux/string.h>
#include <linux/usb.h>

struct desc {
	__le64 addr;
	__le32 len, flags;
};

struct ring {
	struct device *dev;
	struct desc *desc;
	dma_addr_t dma;
	unsigned int count;
	void __iomem *regs;
};

int cleared_bad(struct ring *r)
{
	r->desc = dma_alloc_coherent(r->dev, r->count * sizeof(*r->desc), &r->dma, GFP_KERNEL);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unchecked-alloc]
	memset(r->desc, 0, r->count * sizeof(*r->desc));
	return 0;
}

int written_in_loop_bad(struct ring *r)
{
	struct desc *d;
	unsigned int i;

	d = dma_alloc_wc(r->dev, 64 * sizeof(*d), &r->dma, GFP_KERNEL);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unchecked-alloc]
	for (i = 0; i < 64; i++)
		d[i].flags = cpu_to_le32(1);
	writeq(r->dma, r->regs);
	dma_free_wc(r->dev, 64 * sizeof(*d), d, r->dma);
	return 0;
}

int handle_tested_instead_bad(struct ring *r)
{
	struct desc *d = dma_alloc_coherent(r->dev, 4096, &r->dma, GFP_KERNEL);

	if (dma_mapping_error(r->dev, r->dma))
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-error-not-mapped]
		return -ENOMEM;
	d->addr = 0;
	dma_free_coherent(r->dev, 4096, d, r->dma);
	return 0;
}

int pool_bad(struct dma_pool *pool, u32 value)
{
	dma_addr_t dma;
	__le32 *cmd;

	cmd = dma_pool_alloc(pool, GFP_ATOMIC, &dma);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unchecked-alloc]
	cmd[0] = cpu_to_le32(value);
	dma_pool_free(pool, cmd, dma);
	return 0;
}

int usb_bad(struct usb_device *udev, const void *src)
{
	dma_addr_t dma;
	void *buf = usb_alloc_coherent(udev, 512, GFP_KERNEL, &dma);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unchecked-alloc]

	memcpy(buf, src, 512);
	usb_free_coherent(udev, 512, buf, dma);
	return 0;
}

int legacy_pci_bad(struct pci_dev *pdev)
{
	dma_addr_t dma;
	struct desc *d = pci_alloc_consistent(pdev, 256, &dma);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unchecked-alloc]

	d->len = cpu_to_le32(256);
	pci_free_consistent(pdev, 256, d, dma);
	return 0;
}
