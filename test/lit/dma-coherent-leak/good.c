// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Kept, freed, or freed by the core.

// CHECK-NOT: warning:

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

struct request {
	void *virt;
	dma_addr_t dma;
	void (*done)(struct request *req);
};

int submit(struct device *dev, struct request *req);
int run_command(struct device *dev, void *virt, dma_addr_t dma);

int kept_good(struct ring *r)
{
	u32 *p = dma_alloc_coherent(r->dev, 4096, &r->dma, GFP_KERNEL);

	if (!p)
		return -ENOMEM;
	p[0] = 1;
	r->desc = p + 4;
	return 0;
}

/* Whoever takes the request frees what is in it. */
int request_good(struct ring *r, struct request *req)
{
	req->virt = dma_alloc_coherent(r->dev, 4096, &req->dma, GFP_KERNEL);
	if (!req->virt)
		return -ENOMEM;
	return submit(r->dev, req);
}

void *returned_good(struct ring *r, dma_addr_t *dma)
{
	u32 *p = dma_alloc_coherent(r->dev, 4096, dma, GFP_KERNEL);

	if (p)
		p[0] = 1;
	return p;
}

int managed_good(struct ring *r)
{
	dma_addr_t dma;
	u32 *p = dmam_alloc_coherent(r->dev, 4096, &dma, GFP_KERNEL);

	if (!p)
		return -ENOMEM;
	writeq(dma, r->regs);
	return 0;
}

int given_away_good(struct ring *r)
{
	dma_addr_t dma;
	void *p = dma_alloc_coherent(r->dev, 4096, &dma, GFP_KERNEL);

	if (!p)
		return -ENOMEM;
	return run_command(r->dev, p, dma);
}

/* Back to the start by what has been read. */
int read_out_good(struct ring *r, u8 *out, size_t len)
{
	dma_addr_t dma;
	u8 *start = dma_alloc_coherent(r->dev, 512, &dma, GFP_KERNEL), *p = start;

	if (!start)
		return -ENOMEM;
	while (len--)
		*out++ = *p++;
	dma_free_coherent(r->dev, 512, p - (p - start), dma);
	return 0;
}
