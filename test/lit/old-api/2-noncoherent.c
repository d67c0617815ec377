// RUN: not %dma-lint --whole-modules --min-confidence=low --checks=-dma-deprecated-*,-dma-mask-unset %s -- %shim -DDMA_COMPAT_2_6 | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// DMA-API.txt, part II: memory that needs syncs, with the arguments of that time.

#include <linux/dma-compat.h>
#include <linux/io.h>
#include <linux/slab.h>
#include <linux/string.h>

struct card {
	struct device *dev;
	void __iomem *regs;
};

/* The sync points are the driver's to have. */
int no_sync_bad(struct card *c, const void *from)
{
	dma_addr_t dma;
	void *p = dma_alloc_noncoherent(c->dev, 1024, &dma, GFP_KERNEL);

	if (!p)
		return -ENOMEM;
	memcpy(p, from, 1024);
	writel((u32)dma, c->regs);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-noncoherent-no-sync]
	dma_free_noncoherent(c->dev, 1024, p, dma);
	return 0;
}

int sync_good(struct card *c, const void *from)
{
	dma_addr_t dma;
	void *p = dma_alloc_noncoherent(c->dev, 1024, &dma, GFP_KERNEL);

	if (!p)
		return -ENOMEM;
	memcpy(p, from, 1024);
	dma_cache_sync(p, 1024, DMA_TO_DEVICE);
	writel((u32)dma, c->regs);
	dma_free_noncoherent(c->dev, 1024, p, dma);
	return 0;
}

int size_bad(struct card *c)
{
	dma_addr_t dma;
	void *p = dma_alloc_noncoherent(c->dev, 1024, &dma, GFP_KERNEL);

	if (!p)
		return -ENOMEM;
	dma_cache_sync(p, 1024, DMA_BIDIRECTIONAL);
	dma_free_noncoherent(c->dev, 4096, p, dma);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-free-size-mismatch]
	return 0;
}

int kind_bad(struct card *c)
{
	dma_addr_t dma;
	void *p = dma_alloc_noncoherent(c->dev, 1024, &dma, GFP_KERNEL);

	if (!p)
		return -ENOMEM;
	dma_free_coherent(c->dev, 1024, p, dma);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-free-kind-mismatch]
	return 0;
}

/* dma_cache_sync() is for this memory, and within it. */
int coherent_bad(struct card *c)
{
	dma_addr_t dma;
	void *p = dma_alloc_coherent(c->dev, 1024, &dma, GFP_KERNEL);

	if (!p)
		return -ENOMEM;
	dma_cache_sync(p, 1024, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-cache-sync-kind]
	dma_free_coherent(c->dev, 1024, p, dma);
	return 0;
}

int beyond_bad(struct card *c)
{
	dma_addr_t dma;
	void *p = dma_alloc_noncoherent(c->dev, 1024, &dma, GFP_KERNEL);

	if (!p)
		return -ENOMEM;
	dma_cache_sync(p, 2048, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-cache-sync-kind]
	dma_free_noncoherent(c->dev, 1024, p, dma);
	return 0;
}

/* What is asked changes nothing. */
int asked_good(struct card *c)
{
	size_t line = dma_get_cache_alignment();
	dma_addr_t dma;
	u8 *p = dma_alloc_noncoherent(c->dev, 1024, &dma, GFP_KERNEL);

	if (!p)
		return -ENOMEM;
	p[0] = 1;
	if (!dma_is_consistent(dma))
		dma_cache_sync(p, line, DMA_TO_DEVICE);
	dma_free_noncoherent(c->dev, 1024, p, dma);
	return 0;
}
