// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// On its way to the device by a record on the stack, by a member, or by a function that is not here.

#include <linux/dma-mapping.h>
#include <linux/io.h>

struct mailbox {
	u32 words[4];
};

struct buf {
	dma_addr_t dma;
	void *data;
};

struct chan {
	struct device *dev;
	void __iomem *regs;
};

int post(struct chan *c, const struct mailbox *m);
void append_ptr(u32 *program, dma_addr_t addr, u32 len);
int run_program(struct chan *c, const u32 *program);
int queue(struct chan *c, struct buf *b);

int record_bad(struct chan *c, void *data)
{
	struct mailbox m = { };
	dma_addr_t dma = dma_map_single(c->dev, data, 64, DMA_TO_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	m.words[0] = 7;
	dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
	m.words[1] = lower_32_bits(dma);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-use-after-unmap]
	m.words[2] = upper_32_bits(dma);
	return post(c, &m);
}

int given_bad(struct chan *c, void *data, u32 *program)
{
	dma_addr_t dma = dma_map_single(c->dev, data, 64, DMA_TO_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
	append_ptr(program, dma, 64);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-use-after-unmap]
	return run_program(c, program);
}

int member_bad(struct chan *c, struct buf *b)
{
	dma_addr_t dma = dma_map_single(c->dev, b->data, 64, DMA_FROM_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	dma_unmap_single(c->dev, dma, 64, DMA_FROM_DEVICE);
	b->dma = dma;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-use-after-unmap]
	return queue(c, b);
}
