// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A test that is there and is the wrong way round, or that changes nothing.

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/skbuff.h>

struct rx_desc {
	__le64 addr;
	__le32 len, flags;
};

struct port {
	struct device *dev;
	struct rx_desc *desc;
	void *status;
	dma_addr_t status_dma;
	unsigned int dropped;
};

int kept_bad(struct port *p)
{
	p->status_dma = dma_map_single(p->dev, p->status, 64, DMA_FROM_DEVICE);
	if (!dma_mapping_error(p->dev, p->status_dma)) {
		// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}wrong way round{{.*}}[dma-unchecked-map]
		p->status_dma = 0;
		return -ENOMEM;
	}
	return 0;
}

int only_logged_bad(struct port *p, struct sk_buff *skb, int i)
{
	dma_addr_t dma = dma_map_single(p->dev, skb->data, 2048, DMA_FROM_DEVICE);

	if (dma_mapping_error(p->dev, dma)) {
		dev_err(p->dev, "cannot map a buffer\n");
		p->dropped++;
	}
	p->desc[i].addr = cpu_to_le64(dma);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}although the test says{{.*}}[dma-unchecked-map]
	p->desc[i].flags = cpu_to_le32(1);
	return 0;
}
