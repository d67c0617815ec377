// RUN: not %dma-lint --whole-modules %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Memory that is cached on the CPU's side, used as if it were coherent.

#include <linux/completion.h>
#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/string.h>

struct chan {
	struct device *dev;
	void __iomem *regs;
	struct completion done;
	u32 *table;
	dma_addr_t table_dma;
};

int send_bad(struct chan *c, const void *from, size_t len)
{
	dma_addr_t dma;
	void *buf = dma_alloc_noncoherent(c->dev, 4096, &dma, DMA_TO_DEVICE, GFP_KERNEL);

	if (!buf)
		return -ENOMEM;
	memcpy(buf, from, len);
	writeq(dma, c->regs);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}sync for the device{{.*}}[dma-noncoherent-no-sync]
	wait_for_completion(&c->done);
	dma_free_noncoherent(c->dev, 4096, buf, dma, DMA_TO_DEVICE);
	return 0;
}

int receive_bad(struct chan *c, void *to)
{
	dma_addr_t dma;
	struct page *page = dma_alloc_pages(c->dev, 4096, &dma, DMA_FROM_DEVICE, GFP_KERNEL);

	if (!page)
		return -ENOMEM;
	writeq(dma, c->regs);
	wait_for_completion(&c->done);
	memcpy(to, page_address(page), 64);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}sync for the CPU{{.*}}[dma-noncoherent-no-sync]
	dma_free_pages(c->dev, 4096, page, dma, DMA_FROM_DEVICE);
	return 0;
}

/* One way is synced, the other one forgotten. */
int ask_bad(struct chan *c, u32 question)
{
	dma_addr_t dma;
	u32 *buf = dma_alloc_noncoherent(c->dev, 64, &dma, DMA_BIDIRECTIONAL, GFP_KERNEL);
	u32 answer;

	if (!buf)
		return -ENOMEM;
	buf[0] = question;
	dma_sync_single_for_device(c->dev, dma, 64, DMA_BIDIRECTIONAL);
	writeq(dma, c->regs);
	wait_for_completion(&c->done);
	answer = buf[1];
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}sync for the CPU{{.*}}[dma-noncoherent-no-sync]
	dma_free_noncoherent(c->dev, 64, buf, dma, DMA_BIDIRECTIONAL);
	return answer;
}
