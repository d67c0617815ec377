// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Mapped when it was allocated, and mapped again.

#include <linux/dma-mapping.h>
#include <linux/dmapool.h>
#include <linux/io.h>
#include <linux/mm.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

struct chan {
	struct device *dev;
	void __iomem *regs;
	struct dma_pool *pool;
};

int coherent_bad(struct chan *c, size_t len)
{
	dma_addr_t handle, dma;
	void *buf = dma_alloc_coherent(c->dev, len, &handle, GFP_KERNEL);

	if (!buf)
		return -ENOMEM;
	dma = dma_map_single(c->dev, buf, len, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-map-coherent]
	if (dma_mapping_error(c->dev, dma)) {
		dma_free_coherent(c->dev, len, buf, handle);
		return -ENOMEM;
	}
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, len, DMA_TO_DEVICE);
	dma_free_coherent(c->dev, len, buf, handle);
	return 0;
}

/* A command block from a pool, behind a list. */
int pool_bad(struct chan *c)
{
	struct scatterlist sg;
	dma_addr_t handle;
	void *cmd = dma_pool_alloc(c->pool, GFP_KERNEL, &handle);

	if (!cmd)
		return -ENOMEM;
	sg_init_one(&sg, cmd, 64);
	if (!dma_map_sg(c->dev, &sg, 1, DMA_TO_DEVICE)) {
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-map-coherent]
		dma_pool_free(c->pool, cmd, handle);
		return -ENOMEM;
	}
	writeq(sg_dma_address(&sg), c->regs);
	dma_unmap_sg(c->dev, &sg, 1, DMA_TO_DEVICE);
	dma_pool_free(c->pool, cmd, handle);
	return 0;
}

struct port {
	struct device *dev;
	void __iomem *regs;
	void *buffer;
	dma_addr_t handle;
};

int open_port(struct port *p)
{
	p->buffer = dma_alloc_coherent(p->dev, 4096, &p->handle, GFP_KERNEL);
	return p->buffer ? 0 : -ENOMEM;
}

/* Allocated when the port was opened. */
int kept_bad(struct port *p, size_t len)
{
	dma_addr_t dma = dma_map_single(p->dev, p->buffer, len, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}'buffer' of struct port{{.*}}[dma-map-coherent]

	if (dma_mapping_error(p->dev, dma))
		return -ENOMEM;
	writeq(dma, p->regs);
	dma_unmap_single(p->dev, dma, len, DMA_TO_DEVICE);
	return 0;
}
