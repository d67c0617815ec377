// RUN: not %dma-lint --whole-modules --min-confidence=low %s -- %shim | FileCheck %s --implicit-check-not=warning:
// RUN: %dma-lint --whole-modules %s -- %shim | count 0
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Both sides write, and only one of the two syncs is there.

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/string.h>

struct mailbox {
	struct device *dev;
	void __iomem *regs;
	u8 *box;
	dma_addr_t box_dma;
	u8 *log;
	dma_addr_t log_dma;
};

void mailbox_post_bad(struct mailbox *m, const u8 *from, size_t len)
{
	memcpy(m->box, from, len);
	dma_sync_single_for_device(m->dev, m->box_dma, len, DMA_BIDIRECTIONAL);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}'box_dma' of struct mailbox for the CPU [dma-bidirectional-single-sync]
	writel(len, m->regs);
}

u8 mailbox_answer(struct mailbox *m)
{
	return m->box[0];
}

u8 log_latest_bad(struct mailbox *m)
{
	dma_sync_single_for_cpu(m->dev, m->log_dma, 512, DMA_BIDIRECTIONAL);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}'log_dma' of struct mailbox for the device [dma-bidirectional-single-sync]
	return m->log[0];
}

int mailbox_open(struct mailbox *m)
{
	m->box_dma = dma_map_single(m->dev, m->box, 512, DMA_BIDIRECTIONAL);
	if (dma_mapping_error(m->dev, m->box_dma))
		return -ENOMEM;
	m->log_dma = dma_map_single(m->dev, m->log, 512, DMA_BIDIRECTIONAL);
	if (dma_mapping_error(m->dev, m->log_dma)) {
		dma_unmap_single(m->dev, m->box_dma, 512, DMA_BIDIRECTIONAL);
		return -ENOMEM;
	}
	return 0;
}

void mailbox_close(struct mailbox *m)
{
	dma_unmap_single(m->dev, m->log_dma, 512, DMA_BIDIRECTIONAL);
	dma_unmap_single(m->dev, m->box_dma, 512, DMA_BIDIRECTIONAL);
}
