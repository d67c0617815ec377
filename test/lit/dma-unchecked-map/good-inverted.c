// RUN: %dma-lint %s -- %shim | count 0
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A mapping that may fail without harm, and a descriptor that says that it has none.

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
	int errors;
};

int start_hardware(struct port *p);

/* without the mapping it works, too; with it, what comes later may fail */
int optional_good(struct port *p)
{
	p->status_dma = dma_map_single(p->dev, p->status, 64, DMA_FROM_DEVICE);
	if (dma_mapping_error(p->dev, p->status_dma)) {
		p->status_dma = 0;
		return 0;
	}
	if (start_hardware(p)) {
		dma_unmap_single(p->dev, p->status_dma, 64, DMA_FROM_DEVICE);
		return -EIO;
	}
	return 0;
}

/* a descriptor of no length: the device leaves it alone */
int length_tells_good(struct port *p, struct sk_buff *skb, int i)
{
	dma_addr_t dma = dma_map_single(p->dev, skb->data, 2048, DMA_FROM_DEVICE);

	if (dma_mapping_error(p->dev, dma))
		p->desc[i].len = 0;
	p->desc[i].addr = cpu_to_le64(dma);
	return 0;
}

/* what the test answered is kept, not the handle */
int answer_kept_good(struct port *p)
{
	dma_addr_t dma = dma_map_single(p->dev, p->status, 64, DMA_FROM_DEVICE);
	int err = dma_mapping_error(p->dev, dma);

	p->errors = err;
	if (err)
		return err;
	dma_unmap_single(p->dev, dma, 64, DMA_FROM_DEVICE);
	return 0;
}
