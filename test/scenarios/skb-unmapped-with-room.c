// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A packet's 1024 bytes are mapped, and unmapped with the length of its buffer.
// expect: dma-unmap-size-mismatch
// kernel: not asked -- the kernel that is built has no network

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/skbuff.h>

#include "scenario.h"

#define ROOM 1536

int scenario(struct device *dev)
{
	struct sk_buff *skb = alloc_skb(ROOM, GFP_KERNEL);
	dma_addr_t dma;

	if (!skb)
		return -ENOMEM;
	skb_put(skb, 1024);
	dma = dma_map_single(dev, skb->data, 1024, DMA_TO_DEVICE);
	if (dma_mapping_error(dev, dma))
		goto free;
	writeq(dma, scenario_registers(dev));
	dma_unmap_single(dev, dma, ROOM, DMA_TO_DEVICE);
free:
	kfree_skb(skb);
	return 0;
}
