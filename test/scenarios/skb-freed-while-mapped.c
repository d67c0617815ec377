// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A packet is freed before its data is unmapped.
// expect: dma-free-while-mapped
// kernel: not asked -- the kernel that is built has no network

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/skbuff.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	struct sk_buff *skb = alloc_skb(1536, GFP_KERNEL);
	dma_addr_t dma;

	if (!skb)
		return -ENOMEM;
	skb_put(skb, 1024);
	dma = dma_map_single(dev, skb->data, skb_headlen(skb), DMA_TO_DEVICE);
	if (dma_mapping_error(dev, dma)) {
		kfree_skb(skb);
		return -ENOMEM;
	}
	writeq(dma, scenario_registers(dev));
	consume_skb(skb);
	dma_unmap_single(dev, dma, 1024, DMA_TO_DEVICE);
	return 0;
}
