// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The CPU writes to memory that was handed to the device.

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/skbuff.h>
#include <linux/slab.h>
#include <linux/string.h>

struct hdr {
	__le16 frame_control;
	__le16 duration;
	__le16 seq;
};

struct chan {
	struct device *dev;
	void __iomem *regs;
	dma_addr_t ring[16];
	u16 seq;
};

/* The header is written through an alias that was taken before. */
int xmit_bad(struct chan *c, struct sk_buff *skb, int n)
{
	struct hdr *hdr = (struct hdr *)skb->data;
	dma_addr_t dma = dma_map_single(c->dev, skb->data, skb->len, DMA_TO_DEVICE);

	if (dma_mapping_error(c->dev, dma)) {
		kfree_skb(skb);
		return 0;
	}
	hdr->seq = c->seq++;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-cpu-write-while-mapped]
	// CHECK: note: mapped here by dma_map_single()
	c->ring[n] = dma;
	writeq(dma, c->regs);
	return 0;
}

int memset_bad(struct chan *c, void *buf, size_t len)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, len, DMA_BIDIRECTIONAL);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	memset(buf, 0, len);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}memset(){{.*}}[dma-cpu-write-while-mapped]
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, len, DMA_BIDIRECTIONAL);
	return 0;
}

struct cmd {
	u32 op;
	u32 len;
	u64 next;
};

/* A whole structure at once. */
int assigned_bad(struct chan *c, struct cmd *cmd, const struct cmd *from)
{
	dma_addr_t dma = dma_map_single(c->dev, cmd, sizeof(*cmd), DMA_TO_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	*cmd = *from;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-cpu-write-while-mapped]
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, sizeof(*cmd), DMA_TO_DEVICE);
	return 0;
}

static void fill(struct cmd *cmd, u32 op)
{
	cmd->op = op;
	cmd->len = sizeof(*cmd);
}

/* Filled in by a helper that knows nothing of DMA, which is not looked into. */
int FN_helper_bad(struct chan *c, struct cmd *cmd, u32 op)
{
	dma_addr_t dma = dma_map_single(c->dev, cmd, sizeof(*cmd), DMA_TO_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	fill(cmd, op);
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, sizeof(*cmd), DMA_TO_DEVICE);
	return 0;
}
