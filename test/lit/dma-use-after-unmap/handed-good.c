// RUN: %dma-lint %s -- %shim
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Who hears of a handle after its unmap, and does no harm: what prints or forgets it, what gets another one.

#include <linux/dma-mapping.h>
#include <linux/io.h>

struct mailbox {
	u32 words[4];
};

struct chan {
	struct device *dev;
	void __iomem *regs;
	dma_addr_t last;
};

int post(struct chan *c, const struct mailbox *m);
void trace_chan_done(struct chan *c, dma_addr_t dma, int ret);
void remove_range(struct chan *c, dma_addr_t dma);
void append_ptr(u32 *program, dma_addr_t addr, u32 len);
int run_program(struct chan *c, const u32 *program);

int printed_good(struct chan *c, void *data)
{
	struct mailbox m = { };
	dma_addr_t dma = dma_map_single(c->dev, data, 64, DMA_TO_DEVICE);
	int ret;

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	m.words[1] = lower_32_bits(dma);
	m.words[2] = upper_32_bits(dma);
	ret = post(c, &m);
	dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
	trace_chan_done(c, dma, ret);
	dev_dbg(c->dev, "%pad is done\n", &dma);
	remove_range(c, dma);
	return ret;
}

/* Two rounds with one variable. */
int again_good(struct chan *c, void *a, void *b, u32 *program)
{
	dma_addr_t dma = dma_map_single(c->dev, a, 64, DMA_TO_DEVICE);
	int ret;

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	append_ptr(program, dma, 64);
	ret = run_program(c, program);
	dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
	if (ret)
		return ret;
	dma = dma_map_single(c->dev, b, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	append_ptr(program, dma, 64);
	ret = run_program(c, program);
	dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
	return ret;
}

/* Whose mapping it was is not known here, nor what it is remembered for. */
void finished_good(struct chan *c, dma_addr_t dma)
{
	dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
	c->last = dma;
}
