// RUN: not %dma-lint --whole-modules --min-confidence=low --checks=-dma-deprecated-*,-dma-mask-unset %s -- %shim -DDMA_COMPAT_2_6 | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// DMA-API.txt, part II: memory that is declared for a device.

#include <linux/dma-compat.h>
#include <linux/io.h>

struct card {
	struct device *dev;
	void __iomem *regs;
	dma_addr_t window;
};

int size_bad(struct card *c)
{
	if (!dma_declare_coherent_memory(c->dev, c->window, 0, 5000, DMA_MEMORY_MAP))
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-declare-bad-size]
		return -ENXIO;
	return 0;
}

int no_flag_bad(struct card *c)
{
	if (!dma_declare_coherent_memory(c->dev, c->window, 0, 8192, DMA_MEMORY_EXCLUSIVE))
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-declare-bad-flags]
		return -ENXIO;
	return 0;
}

int untested_bad(struct card *c)
{
	dma_declare_coherent_memory(c->dev, c->window, 0, 8192, DMA_MEMORY_MAP);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-declare-unchecked]
	return 0;
}

int twice_bad(struct card *c)
{
	if (!dma_declare_coherent_memory(c->dev, c->window, 0, 8192, DMA_MEMORY_MAP))
		return -ENXIO;
	if (!dma_declare_coherent_memory(c->dev, c->window + 8192, 8192, 8192, DMA_MEMORY_MAP))
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-declare-twice]
		return -ENXIO;
	return 0;
}

int declared_good(struct card *c)
{
	int granted = dma_declare_coherent_memory(c->dev, c->window, 0, 8192,
						  DMA_MEMORY_MAP | DMA_MEMORY_EXCLUSIVE);

	return granted == DMA_MEMORY_MAP ? 0 : -ENXIO;
}

int busy_bad(struct card *c)
{
	dma_addr_t dma;
	void *p = dma_alloc_coherent(c->dev, 512, &dma, GFP_KERNEL);

	if (!p)
		return -ENOMEM;
	writel((u32)dma, c->regs);
	dma_release_declared_memory(c->dev);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-release-declared-busy]
	dma_free_coherent(c->dev, 512, p, dma);
	return 0;
}

void released_good(struct card *c)
{
	dma_release_declared_memory(c->dev);
}

int occupied_size_bad(struct card *c)
{
	void *p = dma_mark_declared_memory_occupied(c->dev, 0, 100);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-declare-bad-size]

	return IS_ERR(p) ? PTR_ERR(p) : 0;
}

int occupied_bad(struct card *c)
{
	u32 *p = dma_mark_declared_memory_occupied(c->dev, 0, 4096);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-declare-unchecked]

	p[0] = 0;
	return 0;
}

int occupied_good(struct card *c)
{
	u32 *p = dma_mark_declared_memory_occupied(c->dev, 0, 4096);

	if (IS_ERR(p))
		return PTR_ERR(p);
	p[0] = 0;
	return 0;
}
