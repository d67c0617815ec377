// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The CPU looks at what the device wrote before the buffer is its own again.

#include <linux/completion.h>
#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/skbuff.h>
#include <linux/string.h>

struct status {
	u32 code;
	u32 length;
	u8 data[56];
};

struct chan {
	struct device *dev;
	void __iomem *regs;
	struct completion done;
	struct status *status;
};

int read_before_unmap_bad(struct chan *c, struct status *st)
{
	dma_addr_t dma = dma_map_single(c->dev, st, sizeof(*st), DMA_FROM_DEVICE);
	u32 code;

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	wait_for_completion(&c->done);
	code = st->code;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-cpu-read-while-mapped]
	// CHECK: note: mapped here by dma_map_single()
	dma_unmap_single(c->dev, dma, sizeof(*st), DMA_FROM_DEVICE);
	return code ? -EIO : 0;
}

int copied_bad(struct chan *c, u8 *buf, void *to)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 256, DMA_BIDIRECTIONAL);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	wait_for_completion(&c->done);
	memcpy(to, buf + 16, 64);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}memcpy(){{.*}}[dma-cpu-read-while-mapped]
	dma_unmap_single(c->dev, dma, 256, DMA_BIDIRECTIONAL);
	return 0;
}

/* Given back to the device after the first look, and looked at again. */
int second_look_bad(struct chan *c, struct sk_buff *skb)
{
	struct status *st = (struct status *)skb->data;
	dma_addr_t dma = dma_map_single(c->dev, skb->data, 64, DMA_FROM_DEVICE);
	u32 len = 0;

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	wait_for_completion(&c->done);
	dma_sync_single_for_cpu(c->dev, dma, 64, DMA_FROM_DEVICE);
	if (!st->code) {
		dma_sync_single_for_device(c->dev, dma, 64, DMA_FROM_DEVICE);
		wait_for_completion(&c->done);
		len = st->length;
		// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-cpu-read-while-mapped]
	}
	dma_unmap_single(c->dev, dma, 64, DMA_FROM_DEVICE);
	return len;
}
