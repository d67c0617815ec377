// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Taken back, written, and sent off again as it is.

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
	__le64 ring[16];
};

struct cmd {
	u32 op;
	u32 arg;
};

int retry_bad(struct chan *c, struct cmd *cmd)
{
	dma_addr_t dma = dma_map_single(c->dev, cmd, sizeof(*cmd), DMA_BIDIRECTIONAL);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_sync_single_for_cpu(c->dev, dma, sizeof(*cmd), DMA_BIDIRECTIONAL);
	if (cmd->arg) {
		cmd->arg = 0;
		writeq(dma, c->regs);
		// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-missing-sync-for-device]
		// CHECK: note: mapped here by dma_map_single()
	}
	dma_unmap_single(c->dev, dma, sizeof(*cmd), DMA_BIDIRECTIONAL);
	return 0;
}

/* The packet goes back into the ring after its header was rewritten. */
int recycle_bad(struct chan *c, u8 *data, int n)
{
	dma_addr_t dma = dma_map_single(c->dev, data, 2048, DMA_TO_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	dma_sync_single_for_cpu(c->dev, dma, 2048, DMA_TO_DEVICE);
	memset(data, 0, 14);
	c->ring[n] = cpu_to_le64(dma);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-missing-sync-for-device]
	return 0;
}
