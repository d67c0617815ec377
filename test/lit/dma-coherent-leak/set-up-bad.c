// RUN: not %dma-lint --whole-modules %s -- %shim | FileCheck %s --implicit-check-not=warning:
// RUN: %dma-lint %s -- %shim | count 0
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Rings are freed where the set-up goes wrong, and only there. Said only if all files of the module
// are known.

#include <linux/dma-mapping.h>
#include <linux/io.h>

struct channel {
	unsigned int entries;
	void *cpu;
	dma_addr_t dma;
};

struct chip {
	struct device *dev;
	struct channel rx, tx;
	void *regs;
};

int request_lines(struct chip *c);

static int channel_alloc(struct chip *c, struct channel *ch)
{
	ch->cpu = dma_alloc_coherent(c->dev, ch->entries * 16, &ch->dma, GFP_KERNEL);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: what dma_alloc_coherent() allocates is kept in 'cpu' of struct channel, and is freed only where the set-up fails{{.*}}[dma-coherent-leak]
	if (!ch->cpu)
		return -ENOMEM;
	return 0;
}

static void channel_free(struct device *dev, struct channel *ch)
{
	dma_free_coherent(dev, ch->entries * 16, ch->cpu, ch->dma);
}

int set_up_bad(struct chip *c)
{
	int ret;

	ret = channel_alloc(c, &c->tx);
	if (ret)
		return ret;
	writel(c->tx.dma, c->regs);
	ret = channel_alloc(c, &c->rx);
	if (ret)
		goto free_tx;
	writel(c->rx.dma, c->regs + 4);
	ret = request_lines(c);
	if (ret)
		goto free_rx;
	return 0;
free_rx:
	channel_free(c->dev, &c->rx);
free_tx:
	channel_free(c->dev, &c->tx);
	return ret;
}

void tear_down(struct chip *c)
{
	writel(0, c->regs);
	writel(0, c->regs + 4);
}

/* The same without helpers. */
struct box {
	struct device *dev;
	void *status;
	dma_addr_t status_dma;
};

int start_box(struct device *dev);

int box_init_bad(struct box *b)
{
	int ret;

	b->status = dma_alloc_coherent(b->dev, 64, &b->status_dma, GFP_KERNEL);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}is kept in 'status' of struct box{{.*}}[dma-coherent-leak]
	if (!b->status)
		return -ENOMEM;
	ret = start_box(b->dev);
	if (ret) {
		dma_free_coherent(b->dev, 64, b->status, b->status_dma);
		return ret;
	}
	return 0;
}
