// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Memory given back to an allocator it does not come from.

#include <linux/dma-mapping.h>
#include <linux/dmapool.h>
#include <linux/io.h>
#include <linux/slab.h>
#include <linux/usb.h>
#include <linux/vmalloc.h>

struct ring {
	struct device *dev;
	void *desc;
	dma_addr_t dma;
	void **shadow;
	void __iomem *regs;
};

int kfree_bad(struct ring *r)
{
	void *p = dma_alloc_coherent(r->dev, 4096, &r->dma, GFP_KERNEL);

	if (!p)
		return -ENOMEM;
	writeq(r->dma, r->regs);
	kfree(p);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-free-kind-mismatch]
	return 0;
}

int ladder_bad(struct ring *r)
{
	r->desc = dma_alloc_wc(r->dev, 4096, &r->dma, GFP_KERNEL);
	if (!r->desc)
		return -ENOMEM;
	r->shadow = kcalloc(16, sizeof(void *), GFP_KERNEL);
	if (!r->shadow)
		goto free_desc;
	return 0;
free_desc:
	dma_free_coherent(r->dev, 4096, r->desc, r->dma);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-free-kind-mismatch]
	return -ENOMEM;
}

int noncoherent_bad(struct ring *r)
{
	dma_addr_t dma;
	void *p = dma_alloc_noncoherent(r->dev, 4096, &dma, DMA_FROM_DEVICE, GFP_KERNEL);

	if (!p)
		return -ENOMEM;
	writeq(dma, r->regs);
	dma_free_coherent(r->dev, 4096, p, dma);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-free-kind-mismatch]
	return 0;
}

int pool_bad(struct ring *r, struct dma_pool *pool)
{
	dma_addr_t dma;
	void *p = dma_pool_alloc(pool, GFP_KERNEL, &dma);

	if (!p)
		return -ENOMEM;
	writeq(dma, r->regs);
	kfree(p);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-free-kind-mismatch]
	return 0;
}

int vfree_bad(struct ring *r, int kind)
{
	dma_addr_t dma;
	void *p = dma_alloc_coherent(r->dev, 65536, &dma, GFP_KERNEL);

	if (!p)
		return -ENOMEM;
	switch (kind) {
	case 0:
		vfree(p);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-free-kind-mismatch]
		break;
	default:
		dma_free_coherent(r->dev, 65536, p, dma);
		break;
	}
	return 0;
}

int coherent_as_single_bad(struct ring *r)
{
	dma_addr_t dma;
	u32 *p = dma_alloc_coherent(r->dev, 4096, &dma, GFP_KERNEL);

	if (!p)
		return -ENOMEM;
	p[0] = 1;
	writeq(dma, r->regs);
	dma_unmap_single(r->dev, dma, 4096, DMA_BIDIRECTIONAL);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-free-kind-mismatch]
	return 0;
}

void use_elsewhere(void *p);

/* Handed to others meanwhile, and still what it was. */
int escaped_bad(struct usb_device *udev, size_t len)
{
	dma_addr_t dma;
	void *p = usb_alloc_coherent(udev, len, GFP_KERNEL, &dma);

	if (!p)
		return -ENOMEM;
	use_elsewhere(p);
	kfree(p);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-free-kind-mismatch]
	return 0;
}
