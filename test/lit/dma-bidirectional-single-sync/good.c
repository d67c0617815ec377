// RUN: %dma-lint --whole-modules --min-confidence=low %s -- %shim | count 0
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Both syncs, wherever they are; and no sync at all, where the map and the unmap do.

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/string.h>

struct mailbox {
	struct device *dev;
	void __iomem *regs;
	u8 *box;
	dma_addr_t box_dma;
};

void mailbox_post_good(struct mailbox *m, const u8 *from, size_t len)
{
	memcpy(m->box, from, len);
	dma_sync_single_for_device(m->dev, m->box_dma, len, DMA_BIDIRECTIONAL);
	writel(len, m->regs);
}

u8 mailbox_answer_good(struct mailbox *m)
{
	dma_sync_single_for_cpu(m->dev, m->box_dma, 512, DMA_BIDIRECTIONAL);
	return m->box[0];
}

int mailbox_open(struct mailbox *m)
{
	m->box_dma = dma_map_single(m->dev, m->box, 512, DMA_BIDIRECTIONAL);
	return dma_mapping_error(m->dev, m->box_dma) ? -ENOMEM : 0;
}

void mailbox_close(struct mailbox *m)
{
	dma_unmap_single(m->dev, m->box_dma, 512, DMA_BIDIRECTIONAL);
}

int once_good(struct mailbox *m, u8 *buf)
{
	dma_addr_t dma;

	buf[0] = 1;
	dma = dma_map_single(m->dev, buf, 64, DMA_BIDIRECTIONAL);
	if (dma_mapping_error(m->dev, dma))
		return -ENOMEM;
	writeq(dma, m->regs);
	dma_unmap_single(m->dev, dma, 64, DMA_BIDIRECTIONAL);
	return buf[0];
}
