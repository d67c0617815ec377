// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The map knows a list, or one buffer, or an ib_device; the sync knows something else.

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/string.h>
#include <rdma/ib_verbs.h>

struct chan {
	struct device *dev;
	struct ib_device *ib;
	void __iomem *regs;
	u8 *buf;
	u64 addr;
	dma_addr_t window;
};

int first_entry_bad(struct chan *c, struct scatterlist *sgl, int nents)
{
	int mapped = dma_map_sg(c->dev, sgl, nents, DMA_FROM_DEVICE);

	if (!mapped)
		return -ENOMEM;
	writel(mapped, c->regs);
	dma_sync_single_for_cpu(c->dev, sg_dma_address(sgl), sg_dma_len(sgl), DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}mapped as a list{{.*}}[dma-sync-kind-mismatch]
	dma_unmap_sg(c->dev, sgl, nents, DMA_FROM_DEVICE);
	return 0;
}

/* The list was filled, and something else mapped. */
int list_of_one_bad(struct chan *c, void *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 512, DMA_FROM_DEVICE);
	struct scatterlist sg;

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	sg_init_one(&sg, buf, 512);
	writeq(dma, c->regs);
	dma_sync_sg_for_cpu(c->dev, &sg, 1, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}never mapped{{.*}}[dma-sync-kind-mismatch]
	dma_unmap_single(c->dev, dma, 512, DMA_FROM_DEVICE);
	return 0;
}

/* Whoever mapped it, it was a list. */
void each_entry_bad(struct chan *c, struct scatterlist *sgl, int mapped)
{
	struct scatterlist *sg;
	int i;

	for_each_sg(sgl, sg, mapped, i)
		dma_sync_single_for_device(c->dev, sg_dma_address(sg), sg_dma_len(sg),
		// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sync-kind-mismatch]
					   DMA_TO_DEVICE);
}

/* An ib_device may be software, and have no device that does DMA. */
int message_open(struct chan *c)
{
	c->addr = ib_dma_map_single(c->ib, c->buf, 256, DMA_FROM_DEVICE);
	return ib_dma_mapping_error(c->ib, c->addr) ? -ENOMEM : 0;
}

void message_close(struct chan *c)
{
	ib_dma_unmap_single(c->ib, c->addr, 256, DMA_FROM_DEVICE);
}

void message_received_bad(struct chan *c, void *to)
{
	dma_sync_single_for_cpu(c->ib->dma_device, c->addr, 256, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}'addr' in struct chan{{.*}}[dma-sync-kind-mismatch]
	memcpy(to, c->buf, 256);
}

int registers_bad(struct chan *c, phys_addr_t fifo)
{
	dma_addr_t dma = dma_map_resource(c->dev, fifo, 64, DMA_TO_DEVICE, 0);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	dma_sync_single_for_device(c->dev, dma, 64, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}resource{{.*}}[dma-sync-kind-mismatch]
	writeq(dma, c->regs);
	dma_unmap_resource(c->dev, dma, 64, DMA_TO_DEVICE, 0);
	return 0;
}
