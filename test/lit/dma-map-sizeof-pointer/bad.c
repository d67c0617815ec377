// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A star is missing.

#include <linux/dma-mapping.h>
#include <linux/io.h>

struct cmd {
	u32 op;
	u8 payload[124];
};

struct chan {
	struct device *dev;
	void __iomem *regs;
	struct cmd *cmd;
	dma_addr_t cmd_dma;
};

int map_bad(struct chan *c, struct cmd *cmd)
{
	dma_addr_t dma = dma_map_single(c->dev, cmd, sizeof(cmd), DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}size=sizeof(struct cmd *){{.*}}[dma-map-sizeof-pointer]

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, sizeof(cmd), DMA_TO_DEVICE);
	return 0;
}

/* The member was an array once. */
int alloc_bad(struct chan *c)
{
	c->cmd = dma_alloc_coherent(c->dev, sizeof(c->cmd), &c->cmd_dma, GFP_KERNEL);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}dma_alloc_coherent(){{.*}}[dma-map-sizeof-pointer]
	return c->cmd ? 0 : -ENOMEM;
}

/* A parameter that looks like an array is a pointer. */
int parameter_bad(struct chan *c, u8 sense[96])
{
	dma_addr_t dma = dma_map_single(c->dev, sense, sizeof(sense), DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-map-sizeof-pointer]

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, sizeof(sense), DMA_FROM_DEVICE);
	return 0;
}
