// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Memory on the stack is no memory for a device.

#include <linux/dma-compat.h>
#include <linux/io.h>
#include <linux/mm.h>
#include <rdma/ib_verbs.h>

struct chan {
	struct device *dev;
	void __iomem *regs;
};

struct cmd {
	u32 op;
	u8 payload[60];
};

int array_bad(struct chan *c)
{
	u8 buf[64] = { 1 };
	dma_addr_t dma;

	dma = dma_map_single(c->dev, buf, sizeof(buf), DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-map-stack]
	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, sizeof(buf), DMA_TO_DEVICE);
	return 0;
}

int variable_bad(struct chan *c, u32 *out)
{
	u32 status = 0;
	dma_addr_t dma = dma_map_single(c->dev, &status, sizeof(status), DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-map-stack]

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, sizeof(status), DMA_FROM_DEVICE);
	*out = status;
	return 0;
}

int member_bad(struct chan *c, u32 op)
{
	struct cmd cmd = { .op = op };
	dma_addr_t dma;

	dma = dma_map_single(c->dev, cmd.payload, sizeof(cmd.payload), DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-map-stack]
	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, sizeof(cmd.payload), DMA_TO_DEVICE);
	return 0;
}

int through_pointer_bad(struct chan *c)
{
	u8 raw[128];
	u8 *aligned = PTR_ALIGN(&raw[0], 64);
	u8 *p = raw + 16;
	dma_addr_t dma;

	aligned[0] = 1;
	dma = dma_map_single(c->dev, p, 64, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-map-stack]
	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
	return 0;
}

int parameter_bad(struct chan *c, u32 value)
{
	dma_addr_t dma = dma_map_single(c->dev, &value, sizeof(value), DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-map-stack]

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, sizeof(value), DMA_TO_DEVICE);
	return 0;
}

int in_one_branch_bad(struct chan *c, void *given)
{
	u8 spare[32];
	void *p = given;
	dma_addr_t dma;

	if (!given)
		p = spare;
	dma = dma_map_single(c->dev, p, 32, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-map-stack]
	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, 32, DMA_FROM_DEVICE);
	return 0;
}

int infiniband_bad(struct ib_device *ib, u64 *sge)
{
	u64 word = 0;
	u64 dma = ib_dma_map_single(ib, &word, sizeof(word), DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-map-stack]

	if (ib_dma_mapping_error(ib, dma))
		return -ENOMEM;
	*sge = dma;
	ib_dma_unmap_single(ib, dma, sizeof(word), DMA_FROM_DEVICE);
	return 0;
}

/* The page of a variable, as if that made it better. */
int page_of_it_bad(struct chan *c)
{
	u8 buf[64] = { 1 };
	dma_addr_t dma;

	dma = dma_map_page(c->dev, virt_to_page(buf), offset_in_page(buf), sizeof(buf),
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}variable=buf{{.*}}[dma-map-stack]
			   DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_unmap_page(c->dev, dma, sizeof(buf), DMA_TO_DEVICE);
	return 0;
}
