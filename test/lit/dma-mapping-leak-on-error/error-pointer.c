// RUN: not %dma-lint --whole-modules %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A function that returns ERR_PTR(ret) has failed, whatever call ret came from: what such paths alone
// undo, the others that fail should undo, too.

#include <linux/dma-mapping.h>
#include <linux/err.h>
#include <linux/interrupt.h>
#include <linux/slab.h>

struct chan {
	struct device *dev;
	void *src, *dst;
	dma_addr_t src_dma, dst_dma;
	int irq;
};

struct pair {
	struct device *dev;
	struct chan *chans[2];
};

irqreturn_t chan_irq(int irq, void *data);
int chan_reset(struct chan *c);

static struct chan *chan_add_bad(struct device *dev, struct chan *c)
{
	int ret;

	c->src_dma = dma_map_single(dev, c->src, 64, DMA_FROM_DEVICE);
	if (dma_mapping_error(dev, c->src_dma))
		return ERR_PTR(-ENOMEM);
	c->dst_dma = dma_map_single(dev, c->dst, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(dev, c->dst_dma))
		return ERR_PTR(-ENOMEM);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-leak-on-error]
	ret = chan_reset(c);
	if (ret)
		goto unmap;
	ret = request_irq(c->irq, chan_irq, 0, "chan", c);
	if (ret)
		goto unmap;
	return c;
unmap:
	dma_unmap_single(dev, c->dst_dma, 64, DMA_TO_DEVICE);
	dma_unmap_single(dev, c->src_dma, 64, DMA_FROM_DEVICE);
	return ERR_PTR(ret);
}

static struct chan *chan_add_good(struct device *dev, struct chan *c)
{
	int ret;

	c->src_dma = dma_map_single(dev, c->src, 64, DMA_FROM_DEVICE);
	if (dma_mapping_error(dev, c->src_dma))
		return ERR_PTR(-ENOMEM);
	c->dst_dma = dma_map_single(dev, c->dst, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(dev, c->dst_dma)) {
		ret = -ENOMEM;
		goto unmap_src;
	}
	ret = chan_reset(c);
	if (ret)
		goto unmap;
	ret = request_irq(c->irq, chan_irq, 0, "chan", c);
	if (ret)
		goto unmap;
	return c;
unmap:
	dma_unmap_single(dev, c->dst_dma, 64, DMA_TO_DEVICE);
unmap_src:
	dma_unmap_single(dev, c->src_dma, 64, DMA_FROM_DEVICE);
	return ERR_PTR(ret);
}

static void chan_remove(struct chan *c)
{
	dma_unmap_single(c->dev, c->src_dma, 64, DMA_FROM_DEVICE);
	dma_unmap_single(c->dev, c->dst_dma, 64, DMA_TO_DEVICE);
}

/* Goes on without a channel that has failed, of which nothing is known here. */
void pair_start(struct pair *p, struct chan *c)
{
	p->chans[0] = chan_add_bad(p->dev, c);
	if (IS_ERR(p->chans[0]))
		p->chans[0] = NULL;
	p->chans[1] = chan_add_good(p->dev, c + 1);
	if (IS_ERR(p->chans[1]))
		p->chans[1] = NULL;
}

void pair_remove(struct pair *p)
{
	if (p->chans[0])
		chan_remove(p->chans[0]);
	if (p->chans[1])
		chan_remove(p->chans[1]);
}
