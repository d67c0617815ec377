// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Memory that only this function knew, and that it forgets.

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>

struct ring {
	struct device *dev;
	u32 *desc;
	dma_addr_t dma;
	void **shadow;
	void __iomem *regs;
};

int send_command_bad(struct ring *r, u32 command)
{
	dma_addr_t dma;
	u32 *p = dma_alloc_coherent(r->dev, 64, &dma, GFP_KERNEL);

	if (!p)
		return -ENOMEM;
	p[0] = command;
	writeq(dma, r->regs);
	return readl(r->regs + 8) & 0xff;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-coherent-leak]
}

int one_branch_frees_bad(struct ring *r, bool keep)
{
	dma_addr_t dma;
	u32 *p = dma_alloc_coherent(r->dev, 4096, &dma, GFP_KERNEL);

	if (!p)
		return -ENOMEM;
	writeq(dma, r->regs);
	if (keep)
		return 0;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-coherent-leak]
	dma_free_coherent(r->dev, 4096, p, dma);
	return 0;
}

/* The pointer is gone with the structure that held it. */
int holder_freed_bad(struct device *dev, void __iomem *regs)
{
	struct ring *r = kzalloc(sizeof(*r), GFP_KERNEL);

	if (!r)
		return -ENOMEM;
	r->desc = dma_alloc_coherent(dev, 4096, &r->dma, GFP_KERNEL);
	if (!r->desc) {
		kfree(r);
		return -ENOMEM;
	}
	writeq(r->dma, regs);
	kfree(r);
	return 0;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-coherent-leak]
}

/* What stands in the memory is returned, not the memory. */
u32 answer_bad(struct ring *r)
{
	dma_addr_t dma;
	u32 answer, *p = dma_alloc_coherent(r->dev, 64, &dma, GFP_KERNEL);

	if (!p)
		return 0;
	writeq(dma, r->regs);
	answer = p[3];
	return answer;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-coherent-leak]
}
