// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One mistake each, as somebody writes them down who has the rules before him and not the engine: the
// address goes to a function by pointer, questions are asked that have nothing to do with the
// mapping, handlers are registered where nothing else happens.

#include <linux/cleanup.h>
#include <linux/dma-mapping.h>
#include <linux/dmapool.h>
#include <linux/interrupt.h>
#include <linux/io.h>
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/scatterlist.h>
#include <linux/string.h>

struct engine {
	struct device *dev;
	void __iomem *regs;
	struct mutex lock;
	bool dead;
	void *desc;
	dma_addr_t dma;
	u32 base;
};

/* Whoever gets the address only cannot free the memory. */
int never_freed_bad(struct engine *e, int (*start)(dma_addr_t))
{
	dma_addr_t dma;
	__le32 *answer = dma_alloc_coherent(e->dev, 256, &dma, GFP_KERNEL);

	if (!answer)
		return -ENOMEM;
	start(dma);
	e->base = le32_to_cpu(answer[3]);
	return 0;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-coherent-leak]
}

int busy_bad(struct engine *e, int (*start)(dma_addr_t))
{
	struct dma_pool *pool = dma_pool_create("busy", e->dev, 64, 64, 0);
	dma_addr_t dma;
	int ret;

	if (!pool)
		return -ENOMEM;
	if (!dma_pool_alloc(pool, GFP_KERNEL, &dma)) {
		dma_pool_destroy(pool);
		return -ENOMEM;
	}
	ret = start(dma);
	dma_pool_destroy(pool);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-pool-destroy-busy]
	return ret;
}

int offset_bad(struct engine *e, void *buf, size_t len, int (*start)(dma_addr_t))
{
	dma_addr_t dma = dma_map_single(e->dev, buf, len, DMA_TO_DEVICE);
	int ret;

	if (dma_mapping_error(e->dev, dma))
		return -ENOMEM;
	ret = start(dma + 8);
	dma_unmap_single(e->dev, dma + 8, len, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}inside the mapping{{.*}}[dma-unmap-handle-mismatch]
	return ret;
}

int head_bad(struct engine *e, void *buf, size_t len, size_t head)
{
	dma_addr_t dma = dma_map_single(e->dev, buf, len + head, DMA_TO_DEVICE);

	if (dma_mapping_error(e->dev, dma))
		return -ENOMEM;
	writeq(dma, e->regs);
	dma_unmap_single(e->dev, dma, len, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unmap-size-mismatch]
	return 0;
}

/* A question about the device, not about the mapping. */
int dead_bad(struct engine *e, void *buf)
{
	dma_addr_t dma = dma_map_single(e->dev, buf, 64, DMA_BIDIRECTIONAL);

	if (dma_mapping_error(e->dev, dma))
		return -ENOMEM;
	if (e->dead)
		return -ENODEV;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-leak-on-error]
	writeq(dma, e->regs);
	dma_unmap_single(e->dev, dma, 64, DMA_BIDIRECTIONAL);
	return 0;
}

/* Lost whatever happens: said once. */
int either_way_bad(struct engine *e, void *buf)
{
	dma_addr_t dma = dma_map_single(e->dev, buf, 64, DMA_FROM_DEVICE);

	if (dma_mapping_error(e->dev, dma))
		return -ENOMEM;
	writeq(dma, e->regs);
	if (readl(e->regs))
		return -EIO;
	return 0;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-leak]
}

/* The failed map has a branch of its own, which ends there. */
int optional_bad(struct engine *e, void *buf, size_t len)
{
	dma_addr_t dma = 0;

	if (len) {
		dma = dma_map_single(e->dev, buf, len, DMA_TO_DEVICE);
		if (dma_mapping_error(e->dev, dma))
			return -ENOMEM;
	}
	writeq(dma, e->regs);
	dma_unmap_single(e->dev, dma, len, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}is 0{{.*}}[dma-unmap-never-mapped]
	return 0;
}

/* No function of the API far and wide. */
void physical_bad(void __iomem *regs, void *desc)
{
	writel(virt_to_phys(desc), regs);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-virt-to-bus]
}

int physical_entry_bad(struct engine *e, struct scatterlist *list, int nents)
{
	int i, n = dma_map_sg(e->dev, list, nents, DMA_FROM_DEVICE);
	struct scatterlist *sg;

	if (!n)
		return -ENOMEM;
	for_each_sg(list, sg, n, i)
		writel(sg_phys(sg), e->regs + 4 * i);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}sg_dma_address(){{.*}}[dma-sg-length-as-dma-length]
	return 0;
}

static irqreturn_t handler_bad(int irq, void *data)
{
	struct engine *e = data;

	dma_free_coherent(e->dev, 4096, e->desc, e->dma);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-free-coherent-atomic]
	return IRQ_HANDLED;
}

int register_handler(struct engine *e, int irq)
{
	return request_irq(irq, handler_bad, 0, "engine", e);
}

int rewritten_bad(struct engine *e, u8 *buf)
{
	dma_addr_t dma = dma_map_single(e->dev, buf, 512, DMA_TO_DEVICE);

	if (dma_mapping_error(e->dev, dma))
		return -ENOMEM;
	memset(buf, 0, 4);
	dma_sync_single_for_cpu(e->dev, dma, 512, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}for the device{{.*}}[dma-sync-wrong-way]
	writeq(dma, e->regs);
	dma_unmap_single(e->dev, dma, 512, DMA_TO_DEVICE);
	return 0;
}

int received_bad(struct engine *e, u8 *buf, u8 *to)
{
	dma_addr_t dma = dma_map_single(e->dev, buf, 512, DMA_FROM_DEVICE);

	if (dma_mapping_error(e->dev, dma))
		return -ENOMEM;
	writeq(dma, e->regs);
	dma_sync_single_for_device(e->dev, dma, 512, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}for the CPU{{.*}}[dma-sync-wrong-way]
	memcpy(to, buf, 512);
	dma_unmap_single(e->dev, dma, 512, DMA_FROM_DEVICE);
	return 0;
}
