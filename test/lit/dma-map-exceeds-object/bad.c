// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Sizes that are larger than what they are the size of.

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
};

struct small {
	u32 op;
	u32 arg;
};

struct large {
	u32 op;
	u32 arg[15];
};

/* The size of the other structure. */
int other_struct_bad(struct chan *c)
{
	struct small *cmd = kzalloc(sizeof(*cmd), GFP_KERNEL);
	dma_addr_t dma;

	if (!cmd)
		return -ENOMEM;
	dma = dma_map_single(c->dev, cmd, sizeof(struct large), DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[offset+size=64] [object=8]{{.*}}[dma-map-exceeds-object]
	if (dma_mapping_error(c->dev, dma)) {
		kfree(cmd);
		return -ENOMEM;
	}
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, sizeof(struct large), DMA_TO_DEVICE);
	kfree(cmd);
	return 0;
}

struct request {
	u32 id;
	u8 sense[96];
	u32 flags, state, retries;
};

int array_bad(struct chan *c, struct request *r)
{
	dma_addr_t dma = dma_map_single(c->dev, r->sense, 256, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-map-exceeds-object]

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, 256, DMA_FROM_DEVICE);
	return 0;
}

/* Room for the trailer was forgotten when it was allocated. */
int length_bad(struct chan *c, size_t len)
{
	u8 *buf = kmalloc(len, GFP_KERNEL);
	dma_addr_t dma;

	if (!buf)
		return -ENOMEM;
	dma = dma_map_single(c->dev, buf, len + 4, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-map-exceeds-object]
	if (dma_mapping_error(c->dev, dma)) {
		kfree(buf);
		return -ENOMEM;
	}
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, len + 4, DMA_FROM_DEVICE);
	kfree(buf);
	return 0;
}
