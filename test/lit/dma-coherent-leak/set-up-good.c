// RUN: %dma-lint --whole-modules %s -- %shim | count 0
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Memory that a structure keeps is freed where its set-up fails, and elsewhere, too.

#include <linux/dma-mapping.h>
#include <linux/io.h>

struct channel {
	unsigned int entries;
	void *cpu;
	dma_addr_t dma;
};

struct chip {
	struct device *dev;
	struct channel rx;
	void *regs;
};

int request_lines(struct chip *c);

static int channel_alloc(struct chip *c, struct channel *ch)
{
	ch->cpu = dma_alloc_coherent(c->dev, ch->entries * 16, &ch->dma, GFP_KERNEL);
	if (!ch->cpu)
		return -ENOMEM;
	return 0;
}

static void channel_free(struct device *dev, struct channel *ch)
{
	dma_free_coherent(dev, ch->entries * 16, ch->cpu, ch->dma);
}

/* Each has somebody who tears it down: here another function that calls the helper. */
int set_up_good(struct chip *c)
{
	int ret = channel_alloc(c, &c->rx);

	if (ret)
		return ret;
	ret = request_lines(c);
	if (ret)
		goto free_rx;
	return 0;
free_rx:
	channel_free(c->dev, &c->rx);
	return ret;
}

void tear_down_good(struct chip *c)
{
	writel(0, c->regs);
	channel_free(c->dev, &c->rx);
}

/* Somebody outside may call the one that frees. */
struct box {
	struct device *dev;
	void *status;
	dma_addr_t status_dma;
};

int start_box(struct device *dev);

void box_free_good(struct box *b)
{
	dma_free_coherent(b->dev, 64, b->status, b->status_dma);
}

int box_init_good(struct box *b)
{
	int ret;

	b->status = dma_alloc_coherent(b->dev, 64, &b->status_dma, GFP_KERNEL);
	if (!b->status)
		return -ENOMEM;
	ret = start_box(b->dev);
	if (ret)
		box_free_good(b);
	return ret ? ret : 0;
}

/* For one command: success frees it as well. */
struct command {
	struct device *dev;
	void *data;
	dma_addr_t data_dma;
};

int run_command(struct device *dev);

static void command_free(struct command *c)
{
	dma_free_coherent(c->dev, 256, c->data, c->data_dma);
}

int command_good(struct command *c)
{
	int ret;

	c->data = dma_alloc_coherent(c->dev, 256, &c->data_dma, GFP_KERNEL);
	if (!c->data)
		return -ENOMEM;
	ret = run_command(c->dev);
	if (ret) {
		command_free(c);
		return ret;
	}
	command_free(c);
	return 0;
}

/* Freed by way of what the structure is told to be called back with. */
struct card {
	struct device *dev;
	void *ring;
	dma_addr_t ring_dma;
	void (*stop)(struct card *c);
};

int start_card(struct device *dev);

static void card_stop(struct card *c)
{
	dma_free_coherent(c->dev, 128, c->ring, c->ring_dma);
}

int card_good(struct card *c)
{
	c->ring = dma_alloc_coherent(c->dev, 128, &c->ring_dma, GFP_KERNEL);
	if (!c->ring)
		return -ENOMEM;
	c->stop = card_stop;
	if (start_card(c->dev)) {
		card_stop(c);
		return -EIO;
	}
	return 0;
}

/* Called through a table, by code that is not here. */
struct engine {
	struct device *dev;
	void *queue;
	dma_addr_t queue_dma;
};

struct engine_operations {
	int (*init)(struct engine *e);
	void (*cleanup)(struct engine *e);
};

int start_engine(struct device *dev);

static void engine_cleanup(struct engine *e)
{
	dma_free_coherent(e->dev, 512, e->queue, e->queue_dma);
}

static int engine_init(struct engine *e)
{
	e->queue = dma_alloc_coherent(e->dev, 512, &e->queue_dma, GFP_KERNEL);
	if (!e->queue)
		return -ENOMEM;
	if (start_engine(e->dev)) {
		engine_cleanup(e);
		return -EIO;
	}
	return 0;
}

const struct engine_operations engine_operations = {
	.init = engine_init,
	.cleanup = engine_cleanup,
};
