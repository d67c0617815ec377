// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The pointer or the handle, after the memory is gone.

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

int read_late_bad(struct ring *r)
{
	dma_addr_t dma;
	u32 *p = dma_alloc_coherent(r->dev, 64, &dma, GFP_KERNEL);

	if (!p)
		return -ENOMEM;
	writeq(dma, r->regs);
	dma_free_coherent(r->dev, 64, p, dma);
	return p[1] & 0xff;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-coherent-use-after-free]
}

/* The device is stopped after its memory went. */
void stop_late_bad(struct ring *r)
{
	dma_free_coherent(r->dev, 4096, r->desc, r->dma);
	r->desc[0] = 0;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-coherent-use-after-free]
	writel(0, r->regs);
}

int handle_programmed_bad(struct ring *r)
{
	dma_addr_t dma;
	u32 *p = dma_alloc_coherent(r->dev, 64, &dma, GFP_KERNEL);

	if (!p)
		return -ENOMEM;
	p[0] = 1;
	dma_free_coherent(r->dev, 64, p, dma);
	writeq(dma, r->regs);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-coherent-use-after-free]
	return 0;
}

/* The next one is looked up in the one that has just been freed. */
struct link {
	struct link *next;
	dma_addr_t next_dma;
};

void chain_bad(struct device *dev, struct link *l, dma_addr_t dma)
{
	for (; l; dma = l->next_dma, l = l->next)
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-coherent-use-after-free]
		dma_free_coherent(dev, 64, l, dma);
}

/* What memset() and memcpy() are in a kernel with CONFIG_FORTIFY_SOURCE and KASAN. */
extern void *__underlying_memset(void *p, int c, size_t size);
extern void *__underlying_memcpy(void *p, const void *q, size_t size);

void fortified_write_bad(struct ring *r)
{
	dma_free_coherent(r->dev, 4096, r->desc, r->dma);
	__underlying_memset(r->desc, 0, 4096);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-coherent-use-after-free]
}

void fortified_read_bad(struct ring *r, u32 *last)
{
	dma_free_coherent(r->dev, 4096, r->desc, r->dma);
	__underlying_memcpy(last, &r->desc[16], sizeof(*last));
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-coherent-use-after-free]
}
