// RUN: %dma-lint --whole-modules %s -- %shim
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Helpers that fail, and leave what they have mapped to somebody who sees to it.

#include <linux/dma-mapping.h>
#include <linux/dmaengine.h>
#include <linux/io.h>

struct port {
	struct device *dev;
	struct dma_chan *chan;
	void __iomem *regs;
	dma_addr_t rx_dma, tx_dma;
	struct scatterlist *list;
	int nents;
	int uses_dma;
};

/* The caller does. */
static int start_rx(struct port *p, void *buf)
{
	p->rx_dma = dma_map_single(p->dev, buf, 64, DMA_FROM_DEVICE);
	if (dma_mapping_error(p->dev, p->rx_dma)) {
		p->rx_dma = 0;
		return -ENOMEM;
	}
	if (!dmaengine_prep_slave_single(p->chan, p->rx_dma, 64, DMA_DEV_TO_MEM, 0))
		return -EIO;
	return 0;
}

static int receive_good(struct port *p, void *buf)
{
	int ret = start_rx(p, buf);

	if (ret && p->rx_dma) {
		dma_unmap_single(p->dev, p->rx_dma, 64, DMA_FROM_DEVICE);
		p->rx_dma = 0;
	}
	return ret;
}

/* A flag tells done(), which is called in any case. */
static int start_list(struct port *p)
{
	int n = dma_map_sg(p->dev, p->list, p->nents, DMA_TO_DEVICE);

	if (!n)
		return -ENOMEM;
	if (n > 8) {
		dma_unmap_sg(p->dev, p->list, p->nents, DMA_TO_DEVICE);
		return -EINVAL;
	}
	p->uses_dma = 1;
	if (!dmaengine_prep_slave_sg(p->chan, p->list, n, DMA_MEM_TO_DEV, 0))
		return -EIO;
	return 0;
}

void send_good(struct port *p)
{
	if (start_list(p))
		writel(0, p->regs);
}

/* The caller goes on without, and undoes both at the end. */
static int start_tx(struct port *p, void *buf)
{
	p->tx_dma = dma_map_single(p->dev, buf, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(p->dev, p->tx_dma))
		return -ENOMEM;
	if (!dmaengine_prep_slave_single(p->chan, p->tx_dma, 64, DMA_MEM_TO_DEV, 0))
		return -EIO;
	return 0;
}

static int transmit_good(struct port *p, void *buf)
{
	if (start_tx(p, buf))
		writel(0, p->regs);
	return 0;
}

struct port_ops {
	int (*receive)(struct port *p, void *buf);
	int (*transmit)(struct port *p, void *buf);
};

const struct port_ops port_ops = { .receive = receive_good, .transmit = transmit_good };

void done_good(struct port *p)
{
	if (p->rx_dma)
		dma_unmap_single(p->dev, p->rx_dma, 64, DMA_FROM_DEVICE);
	dma_unmap_single(p->dev, p->tx_dma, 64, DMA_TO_DEVICE);
	if (p->uses_dma)
		dma_unmap_sg(p->dev, p->list, p->nents, DMA_TO_DEVICE);
	p->uses_dma = 0;
}
