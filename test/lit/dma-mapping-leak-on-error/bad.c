// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// An error path that forgets a mapping only this function knows.

#include <linux/completion.h>
#include <linux/dma-mapping.h>
#include <linux/err.h>
#include <linux/io.h>
#include <linux/netdevice.h>
#include <linux/slab.h>
#include <rdma/ib_verbs.h>
#include <scsi/scsi_cmnd.h>

struct chan {
	struct device *dev;
	void __iomem *regs;
	struct completion done;
	dma_addr_t dma;
};

struct request {
	void *data;
	dma_addr_t dma;
};

int early_return_bad(struct chan *c, void *buf, size_t len)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, len, DMA_TO_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	if (!wait_for_completion_timeout(&c->done, HZ))
		return -ETIMEDOUT;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-leak-on-error]
	dma_unmap_single(c->dev, dma, len, DMA_TO_DEVICE);
	return 0;
}

int second_map_bad(struct chan *c, void *cmd, void *rsp)
{
	dma_addr_t a, b;

	a = dma_map_single(c->dev, cmd, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, a))
		return -ENOMEM;
	b = dma_map_single(c->dev, rsp, 64, DMA_FROM_DEVICE);
	if (dma_mapping_error(c->dev, b))
		return -ENOMEM;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-leak-on-error]
	writeq(a, c->regs);
	writeq(b, c->regs + 8);
	dma_unmap_single(c->dev, b, 64, DMA_FROM_DEVICE);
	dma_unmap_single(c->dev, a, 64, DMA_TO_DEVICE);
	return 0;
}

int label_too_low_bad(struct chan *c, void *buf)
{
	dma_addr_t dma;
	u32 *tmp;
	int ret = -ENOMEM;

	tmp = kmalloc(64, GFP_KERNEL);
	if (!tmp)
		return -ENOMEM;
	dma = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, dma))
		goto free;
	writeq(dma, c->regs);
	if (readl(c->regs)) {
		ret = -EIO;
		goto free;
	}
	ret = 0;
	dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
free:
	kfree(tmp);
	return ret;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-leak-on-error]
}

int in_switch_bad(struct chan *c, void *buf, int kind)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	switch (kind) {
	case 0:
		writeq(dma, c->regs);
		break;
	case 1:
		writeq(dma, c->regs + 8);
		break;
	default:
		return -EINVAL;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-leak-on-error]
	}
	dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
	return 0;
}

int list_bad(struct chan *c, struct scatterlist *sg, int nents)
{
	int n = dma_map_sg(c->dev, sg, nents, DMA_TO_DEVICE);

	if (!n)
		return -ENOMEM;
	if (n > 16) {
		dev_err(c->dev, "too many entries\n");
		return -EINVAL;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-leak-on-error]
	}
	writel(n, c->regs);
	dma_unmap_sg(c->dev, sg, nents, DMA_TO_DEVICE);
	return 0;
}

netdev_tx_t busy_bad(struct sk_buff *skb, struct net_device *ndev)
{
	struct chan *c = netdev_priv(ndev);
	dma_addr_t dma = dma_map_single(c->dev, skb->data, skb->len, DMA_TO_DEVICE);

	if (dma_mapping_error(c->dev, dma)) {
		dev_kfree_skb_any(skb);
		return NETDEV_TX_OK;
	}
	if (readl(c->regs)) {
		netif_stop_queue(ndev);
		return NETDEV_TX_BUSY;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-leak-on-error]
	}
	writeq(dma, c->regs);
	c->dma = dma;
	return NETDEV_TX_OK;
}

struct request *pointer_bad(struct chan *c, void *buf)
{
	struct request *rq;
	dma_addr_t dma = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return NULL;
	rq = kzalloc(sizeof(*rq), GFP_KERNEL);
	if (!rq)
		return NULL;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-leak-on-error]
	rq->dma = dma;
	writeq(dma, c->regs);
	return rq;
}

int status_from_callee_bad(struct chan *c, void *buf, int (*start)(u32))
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE);
	int ret;

	ret = dma_mapping_error(c->dev, dma);
	if (ret)
		return ret;
	ret = start(1);
	if (ret)
		return ret;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-leak-on-error]
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
	return 0;
}

int infiniband_bad(struct ib_device *ib, void *buf, u64 *sge, u32 room)
{
	u64 dma = ib_dma_map_single(ib, buf, 64, DMA_TO_DEVICE);

	if (ib_dma_mapping_error(ib, dma))
		return -ENOMEM;
	if (room < 64)
		return -ENOSPC;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-leak-on-error]
	*sge = dma;
	ib_dma_unmap_single(ib, dma, 64, DMA_TO_DEVICE);
	return 0;
}

struct pair {
	struct device *dev;
	void *cmd, *rsp, *log;
	dma_addr_t cmd_dma, rsp_dma, log_dma;
};

/* Kept for another function to unmap, but what was mapped before it is undone here. */
int one_label_too_low_bad(struct pair *p)
{
	p->cmd_dma = dma_map_single(p->dev, p->cmd, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(p->dev, p->cmd_dma))
		return -ENOMEM;
	p->rsp_dma = dma_map_single(p->dev, p->rsp, 64, DMA_FROM_DEVICE);
	if (dma_mapping_error(p->dev, p->rsp_dma))
		goto unmap_cmd;
	p->log_dma = dma_map_single(p->dev, p->log, 64, DMA_FROM_DEVICE);
	if (dma_mapping_error(p->dev, p->log_dma))
		goto unmap_cmd;
	return 0;

unmap_cmd:
	dma_unmap_single(p->dev, p->cmd_dma, 64, DMA_TO_DEVICE);
	return -ENOMEM;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-leak-on-error]
}

void unmap_pair(struct pair *p)
{
	dma_unmap_single(p->dev, p->log_dma, 64, DMA_FROM_DEVICE);
	dma_unmap_single(p->dev, p->rsp_dma, 64, DMA_FROM_DEVICE);
	dma_unmap_single(p->dev, p->cmd_dma, 64, DMA_TO_DEVICE);
}

/* The number from the register is unsigned, what it is put into is not: it can be less than 0. */
int register_is_negative_bad(struct chan *c, void *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE);
	int status;

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	status = readl(c->regs);
	if (status < 0)
		return status;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-leak-on-error]
	dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
	return 0;
}

/* The SCSI core is told to try again, and the command is mapped again then. */
int host_busy_bad(struct chan *c, struct scsi_cmnd *cmd, int limit)
{
	int n = scsi_dma_map(cmd);

	if (n < 0)
		return SCSI_MLQUEUE_HOST_BUSY;
	if (n > limit)
		return SCSI_MLQUEUE_HOST_BUSY;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-leak-on-error]
	writel(n, c->regs);
	if (readl(c->regs) == 0) {
		scsi_dma_unmap(cmd);
		return SCSI_MLQUEUE_HOST_BUSY;
	}
	return 0;
}
