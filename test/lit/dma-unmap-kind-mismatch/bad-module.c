// RUN: not %dma-lint --whole-modules %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Nothing in the driver is a resource, so nothing can be unmapped as one.

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/skbuff.h>

struct desc {
	__le32 addr, len;
};

int map_good(struct device *dev, struct desc *d, struct sk_buff *skb)
{
	dma_addr_t dma = dma_map_single(dev, skb->data, skb->len, DMA_TO_DEVICE);

	if (dma_mapping_error(dev, dma))
		return -ENOMEM;
	d->addr = cpu_to_le32(dma);
	return 0;
}

void unmap_bad(struct device *dev, struct desc *d)
{
	dma_unmap_resource(dev, le32_to_cpu(d->addr), le32_to_cpu(d->len), DMA_TO_DEVICE, 0);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unmap-kind-mismatch]
}
