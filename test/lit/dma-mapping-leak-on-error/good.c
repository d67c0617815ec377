// RUN: %dma-lint %s -- %shim '-DKBUILD_MODNAME="part"' | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Failure returns that owe nothing.

// CHECK-NOT: warning:

#include <linux/cleanup.h>
#include <linux/completion.h>
#include <linux/dma-mapping.h>
#include <linux/err.h>
#include <linux/io.h>
#include <linux/list.h>
#include <linux/netdevice.h>
#include <linux/slab.h>
#include <scsi/scsi_cmnd.h>

struct chan {
	struct device *dev;
	void __iomem *regs;
	struct completion done;
	void *buf;
	dma_addr_t dma;
};

struct mapping {
	struct device *dev;
	dma_addr_t dma;
	size_t len;
};

int start(struct chan *c, dma_addr_t dma);
void release_mapping(struct mapping *m);

int ladder_good(struct chan *c, void *cmd, void *rsp)
{
	dma_addr_t a, b;
	int ret = -ENOMEM;

	a = dma_map_single(c->dev, cmd, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, a))
		return -ENOMEM;
	b = dma_map_single(c->dev, rsp, 64, DMA_FROM_DEVICE);
	if (dma_mapping_error(c->dev, b))
		goto unmap_a;
	writeq(a, c->regs);
	writeq(b, c->regs + 8);
	if (!wait_for_completion_timeout(&c->done, HZ)) {
		ret = -ETIMEDOUT;
		goto unmap_b;
	}
	ret = 0;
unmap_b:
	dma_unmap_single(c->dev, b, 64, DMA_FROM_DEVICE);
unmap_a:
	dma_unmap_single(c->dev, a, 64, DMA_TO_DEVICE);
	return ret;
}

/* Kept where others find it: they unmap. */
int kept_good(struct chan *c)
{
	c->dma = dma_map_single(c->dev, c->buf, 64, DMA_FROM_DEVICE);
	if (dma_mapping_error(c->dev, c->dma))
		return -ENOMEM;
	writeq(c->dma, c->regs);
	if (readl(c->regs))
		return -EBUSY;
	return 0;
}

int flag_good(struct chan *c, void *buf, bool dma_wanted)
{
	bool mapped = false;
	dma_addr_t dma = 0;
	int ret = 0;

	if (dma_wanted) {
		dma = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE);
		if (dma_mapping_error(c->dev, dma))
			return -ENOMEM;
		mapped = true;
		writeq(dma, c->regs);
	}
	if (readl(c->regs)) {
		ret = -EIO;
		goto out;
	}
	writel(1, c->regs);
out:
	if (mapped)
		dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
	return ret;
}

/* Who is given the handle may well keep it. */
int given_away_good(struct chan *c, void *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	return start(c, dma);
}

int holder_given_away_good(struct chan *c, void *buf)
{
	struct mapping m = { .dev = c->dev, .len = 64 };

	m.dma = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, m.dma))
		return -ENOMEM;
	writeq(m.dma, c->regs);
	if (readl(c->regs)) {
		release_mapping(&m);
		return -EIO;
	}
	release_mapping(&m);
	return 0;
}

static void unmap_scoped(struct mapping *m)
{
	if (m->len)
		dma_unmap_single(m->dev, m->dma, m->len, DMA_TO_DEVICE);
}

int scoped_good(struct chan *c, void *buf)
{
	struct mapping m __cleanup(unmap_scoped) = { .dev = c->dev };

	m.dma = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, m.dma))
		return -ENOMEM;
	m.len = 64;
	writeq(m.dma, c->regs);
	if (readl(c->regs))
		return -EIO;
	return 0;
}

netdev_tx_t dropped_good(struct sk_buff *skb, struct net_device *ndev)
{
	struct chan *c = netdev_priv(ndev);
	dma_addr_t dma;

	if (readl(c->regs))
		return NETDEV_TX_BUSY;
	dma = dma_map_single(c->dev, skb->data, skb->len, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, dma)) {
		dev_kfree_skb_any(skb);
		return NETDEV_TX_OK;
	}
	c->dma = dma;
	writeq(dma, c->regs);
	return NETDEV_TX_OK;
}

int list_good(struct chan *c, struct scatterlist *sg, int nents)
{
	int n = dma_map_sg(c->dev, sg, nents, DMA_TO_DEVICE);
	int ret = 0;

	if (!n)
		return -ENOMEM;
	if (n > 16)
		ret = -EINVAL;
	else
		writel(n, c->regs);
	dma_unmap_sg(c->dev, sg, nents, DMA_TO_DEVICE);
	return ret;
}

int unwind_good(struct chan *c, void **list, dma_addr_t *dma, int n)
{
	int i;

	for (i = 0; i < n; i++) {
		dma[i] = dma_map_single(c->dev, list[i], 64, DMA_TO_DEVICE);
		if (dma_mapping_error(c->dev, dma[i]))
			goto unwind;
	}
	return 0;
unwind:
	while (i--)
		dma_unmap_single(c->dev, dma[i], 64, DMA_TO_DEVICE);
	return -ENOMEM;
}

/* Positive results are no failure, and neither is a count. */
int count_good(struct chan *c, struct scatterlist *sg, int nents)
{
	int n = dma_map_sg(c->dev, sg, nents, DMA_TO_DEVICE);

	if (!n)
		return -ENOMEM;
	writel(n, c->regs);
	return n;
}

int devm_good(struct chan *c, void *buf, void (*undo)(void *))
{
	int ret;

	c->dma = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, c->dma))
		return -ENOMEM;
	ret = devm_add_action_or_reset(c->dev, undo, c);
	if (ret)
		return ret;
	if (readl(c->regs))
		return -ENODEV;
	return 0;
}

static int send(struct chan *c, struct mapping *m, void *buf)
{
	m->dma = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, m->dma))
		return -ENOMEM;
	if (readl(c->regs)) {
		dma_unmap_single(c->dev, m->dma, 64, DMA_TO_DEVICE);
		return -EBUSY;
	}
	writeq(m->dma, c->regs);
	return 0;
}

/* The helper cleans up behind itself; once it has sent, the completion unmaps. */
int sent_good(struct chan *c, struct mapping *m, void *buf)
{
	int ret = send(c, m, buf);

	if (ret)
		return ret;
	if (!wait_for_completion_timeout(&c->done, HZ))
		return -ETIMEDOUT;
	return 0;
}

struct pool {
	struct mapping *stack;
	int count;
};

static void free_pools(struct pool *pools, int n)
{
	for (int i = 0; i < n; i++) {
		struct mapping *m = pools[i].stack;

		if (!m)
			continue;
		dma_unmap_single(m->dev, m->dma, m->len, DMA_TO_DEVICE);
		kfree(m);
	}
}

/* Freed by a walk over all there is: that it may be empty says nothing. */
int pools_good(struct chan *c, struct pool *pools, int n, void *buf)
{
	struct mapping *m = kzalloc(sizeof(*m), GFP_KERNEL);

	if (!m)
		return -ENOMEM;
	m->dev = c->dev;
	m->dma = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, m->dma)) {
		kfree(m);
		return -ENOMEM;
	}
	pools[n].stack = m;
	if (start(c, 0)) {
		free_pools(pools, pools->count);
		return -EIO;
	}
	return 0;
}

struct fifo_item {
	void *what;
	dma_addr_t dma;
};

struct fifo {
	struct fifo_item items[8];
	unsigned int at;
};

static void push(struct fifo *f, struct fifo_item item)
{
	f->items[f->at++ & 7] = item;
}

/* By value into a queue that others empty. */
void *queued_good(struct chan *c, struct fifo *f, void *buf, size_t len)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, len, DMA_TO_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return NULL;
	push(f, (struct fifo_item){ .what = buf, .dma = dma });
	if (readl(c->regs))
		return NULL;
	return buf;
}

static dma_addr_t map_or_error(struct chan *c, void *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return DMA_MAPPING_ERROR;
	return dma;
}

/* DMA_MAPPING_ERROR is what was returned for a failed map, and for no other. */
int compared_good(struct chan *c, void *buf)
{
	dma_addr_t dma = map_or_error(c, buf);

	if (dma == DMA_MAPPING_ERROR)
		return -EIO;
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
	return 0;
}

struct waiting {
	struct list_head list;
	dma_addr_t dma;
};

/* Queued for later: whoever takes it from the list unmaps. */
int put_on_list_good(struct chan *c, struct waiting *w, struct list_head *queue, void *buf)
{
	w->dma = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, w->dma))
		return -ENOMEM;
	if (readl(c->regs)) {
		list_add_tail(&w->list, queue);
		return -EBUSY;
	}
	if (readl(c->regs + 4)) {
		dma_unmap_single(c->dev, w->dma, 64, DMA_TO_DEVICE);
		return -EIO;
	}
	return 0;
}

struct pair {
	struct device *dev;
	void *cmd, *rsp, *log;
	dma_addr_t cmd_dma, rsp_dma, log_dma;
	struct completion done;
};

/* Undoes nothing: its caller calls unmap_pair() whatever happened. */
int undoes_nothing_good(struct pair *p)
{
	p->cmd_dma = dma_map_single(p->dev, p->cmd, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(p->dev, p->cmd_dma))
		return -ENOMEM;
	p->rsp_dma = dma_map_single(p->dev, p->rsp, 64, DMA_FROM_DEVICE);
	if (dma_mapping_error(p->dev, p->rsp_dma))
		return -ENOMEM;
	return 0;
}

/* The command is over on every path; the response stays for who polls. */
int one_is_temporary_good(struct pair *p)
{
	int ret = 0;

	p->rsp_dma = dma_map_single(p->dev, p->rsp, 64, DMA_FROM_DEVICE);
	if (dma_mapping_error(p->dev, p->rsp_dma))
		return -ENOMEM;
	p->cmd_dma = dma_map_single(p->dev, p->cmd, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(p->dev, p->cmd_dma))
		return -ENOMEM;
	if (!wait_for_completion_timeout(&p->done, 100))
		ret = -ETIMEDOUT;
	dma_unmap_single(p->dev, p->cmd_dma, 64, DMA_TO_DEVICE);
	return ret;
}

/* Mapped once and kept: the next try finds it. */
int kept_for_next_try_good(struct pair *p)
{
	if (!p->log_dma) {
		p->log_dma = dma_map_single(p->dev, p->log, 64, DMA_FROM_DEVICE);
		if (dma_mapping_error(p->dev, p->log_dma)) {
			p->log_dma = 0;
			return -ENOMEM;
		}
	}
	p->cmd_dma = dma_map_single(p->dev, p->cmd, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(p->dev, p->cmd_dma))
		return -ENOMEM;
	p->rsp_dma = dma_map_single(p->dev, p->rsp, 64, DMA_FROM_DEVICE);
	if (dma_mapping_error(p->dev, p->rsp_dma)) {
		dma_unmap_single(p->dev, p->cmd_dma, 64, DMA_TO_DEVICE);
		return -ENOMEM;
	}
	return 0;
}

void unmap_pair(struct pair *p)
{
	dma_unmap_single(p->dev, p->log_dma, 64, DMA_FROM_DEVICE);
	dma_unmap_single(p->dev, p->rsp_dma, 64, DMA_FROM_DEVICE);
	dma_unmap_single(p->dev, p->cmd_dma, 64, DMA_TO_DEVICE);
}

/* A register is read into a signed number: that may be less than 0, and is told of by the device. */
int register_is_negative_good(struct chan *c, void *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE);
	int status;

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	status = readl(c->regs);
	if (status >= 0)
		status = 0;
	dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
	return status;
}

/* A command without data has nothing to unmap. */
int no_data_good(struct chan *c, struct scsi_cmnd *cmd, int limit)
{
	int n = scsi_dma_map(cmd);

	if (n < 0)
		return SCSI_MLQUEUE_HOST_BUSY;
	if (n > limit)
		goto undo;
	writel(n, c->regs);
	return 0;
undo:
	if (n > 0)
		scsi_dma_unmap(cmd);
	return SCSI_MLQUEUE_HOST_BUSY;
}

static int engine_submit(struct chan *c, dma_addr_t dma)
{
	writeq(dma, c->regs);
	return readl(c->regs) ? -EBUSY : -EINPROGRESS;
}

/* -EBUSY is an answer that this function asks for: the request is in the backlog. */
int in_backlog_good(struct chan *c, void *buf, bool backlog)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE);
	int ret;

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	ret = engine_submit(c, dma);
	if (ret != -EINPROGRESS && !(ret == -EBUSY && backlog))
		dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
	return ret;
}
