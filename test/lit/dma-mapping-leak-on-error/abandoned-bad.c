// RUN: not %dma-lint --whole-modules %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Helpers that map, fail, and leave what they have mapped in a structure.

#include <linux/dma-mapping.h>
#include <linux/dmaengine.h>
#include <linux/io.h>

struct port {
	struct device *dev;
	struct dma_chan *chan;
	void __iomem *regs;
	dma_addr_t rx_dma, tx_dma;
};

/* One failing path undoes it, the other one does not. */
static int start_rx_bad(struct port *p, void *buf)
{
	struct dma_async_tx_descriptor *desc;

	p->rx_dma = dma_map_single(p->dev, buf, 64, DMA_FROM_DEVICE);
	if (dma_mapping_error(p->dev, p->rx_dma))
		return -ENOMEM;
	desc = dmaengine_prep_slave_single(p->chan, p->rx_dma, 64, DMA_DEV_TO_MEM, 0);
	if (!desc)
		goto out;
	if (dmaengine_submit(desc) < 0)
		goto unmap;
	return 0;

unmap:
	dma_unmap_single(p->dev, p->rx_dma, 64, DMA_FROM_DEVICE);
out:
	return -EIO;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}dma_map_single(){{.*}}[dma-mapping-leak-on-error]
}

void receive_bad(struct port *p, void *buf)
{
	if (start_rx_bad(p, buf))
		readl(p->regs);
}

/* None does, and whoever calls it fails as well. */
static int start_tx_bad(struct port *p, void *buf)
{
	p->tx_dma = dma_map_single(p->dev, buf, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(p->dev, p->tx_dma))
		return -ENOMEM;
	if (!dmaengine_prep_slave_single(p->chan, p->tx_dma, 64, DMA_MEM_TO_DEV, 0))
		return -EIO;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}dma_map_single(){{.*}}[dma-mapping-leak-on-error]
	return 0;
}

static int transmit_bad(struct port *p, void *buf)
{
	int ret = start_tx_bad(p, buf);

	if (ret)
		return ret;
	writel(1, p->regs);
	return 0;
}

struct port_ops {
	int (*transmit)(struct port *p, void *buf);
};

const struct port_ops port_ops = { .transmit = transmit_bad };

void done_good(struct port *p)
{
	dma_unmap_single(p->dev, p->tx_dma, 64, DMA_TO_DEVICE);
	dma_unmap_single(p->dev, p->rx_dma, 64, DMA_FROM_DEVICE);
}

/* A list that is not the driver's: the test that guards the unmap asks for the opposite. */
struct task {
	struct scatterlist *list;
	int nents, is_mapped;
};

static int map_task_bad(struct port *p, struct task *t)
{
	int n = t->nents;

	if (!t->is_mapped)
		n = dma_map_sg(p->dev, t->list, t->nents, DMA_TO_DEVICE);
	if (!n)
		return -ENOMEM;
	if (n > 8)
		goto unmap;
	writel(n, p->regs);
	return 0;

unmap:
	if (t->is_mapped)
		dma_unmap_sg(p->dev, t->list, t->nents, DMA_TO_DEVICE);
	return -EINVAL;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}dma_map_sg(){{.*}}[dma-mapping-leak-on-error]
}

static int queue_bad(struct port *p, struct task *t)
{
	return map_task_bad(p, t);
}

struct task_ops {
	int (*queue)(struct port *p, struct task *t);
};

const struct task_ops task_ops = { .queue = queue_bad };

void task_done(struct port *p, struct task *t)
{
	if (!t->is_mapped)
		dma_unmap_sg(p->dev, t->list, t->nents, DMA_TO_DEVICE);
}
