// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A packet's room is mapped before anything is in it; what has come is put into it afterwards.
// expect: nothing
// kernel: not asked -- the kernel that is built has no network

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/skbuff.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	struct sk_buff *skb = alloc_skb(2048, GFP_KERNEL);
	dma_addr_t dma;

	if (!skb)
		return -ENOMEM;
	dma = dma_map_single(dev, skb->data, 2048, DMA_FROM_DEVICE);
	if (dma_mapping_error(dev, dma))
		goto free;
	writeq(dma, scenario_registers(dev));
	scenario_device_write(dev, dma, "a frame", 8);
	dma_unmap_single(dev, dma, 2048, DMA_FROM_DEVICE);
	skb_put(skb, 8);
	writel(skb->data[0], scenario_registers(dev));
free:
	kfree_skb(skb);
	return 0;
}
