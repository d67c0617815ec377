// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A card that nobody builds, without misuse: every operator finds a place in it.
#include <linux/dma-mapping.h>
#include <linux/dmaengine.h>
#include <linux/dmapool.h>
#include <linux/io.h>
#include <linux/netdevice.h>
#include <linux/pci.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>
#include <linux/string.h>

#define SLOTS		8
#define SLOT_SIZE	2048
#define RING_SIZE	4096

struct command {
	u32 words[16];
};

struct slot {
	void *data;
	dma_addr_t dma;
};

struct card {
	struct device *dev;
	void __iomem *regs;
	struct slot slots[SLOTS];
	void *ring;
	dma_addr_t ring_dma;
	void *log;
	dma_addr_t log_dma;
	struct dma_pool *pool;
	struct dma_pool *small_pool;
	struct scatterlist *frames;
	int nframes;
	struct dma_chan *chan;
};

int card_wait(struct card *c);

/* Streaming: a command to the card, its answer back. */
int card_send(struct card *c, u32 word)
{
	struct command *cmd;
	dma_addr_t dma;

	cmd = kzalloc(sizeof(*cmd), GFP_KERNEL);
	if (!cmd)
		return -ENOMEM;
	cmd->words[0] = word;
	dma = dma_map_single(c->dev, cmd, sizeof(*cmd), DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, dma)) {
		kfree(cmd);
		return -ENOMEM;
	}
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, sizeof(*cmd), DMA_TO_DEVICE);
	kfree(cmd);
	return 0;
}

int card_ask(struct card *c, void *out, void *in, size_t len)
{
	dma_addr_t from, to;
	int ret = 0;

	to = dma_map_single(c->dev, out, len, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, to))
		return -ENOMEM;
	from = dma_map_single(c->dev, in, len, DMA_FROM_DEVICE);
	if (dma_mapping_error(c->dev, from)) {
		ret = -ENOMEM;
		goto unmap_to;
	}
	writeq(to, c->regs);
	writeq(from, c->regs);
	dma_sync_single_for_cpu(c->dev, from, len, DMA_FROM_DEVICE);
	pr_info("first byte %d\n", *(u8 *)in);
	dma_sync_single_for_device(c->dev, from, len, DMA_FROM_DEVICE);
	dma_unmap_single(c->dev, from, len, DMA_FROM_DEVICE);
unmap_to:
	dma_unmap_single(c->dev, to, len, DMA_TO_DEVICE);
	return ret;
}

/* What the card has written is counted up, and given back to it. */
int card_count(struct card *c, u32 *counter)
{
	dma_addr_t dma = dma_map_single(c->dev, counter, sizeof(*counter), DMA_BIDIRECTIONAL);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_sync_single_for_cpu(c->dev, dma, sizeof(*counter), DMA_BIDIRECTIONAL);
	++*counter;
	dma_sync_single_for_device(c->dev, dma, sizeof(*counter), DMA_BIDIRECTIONAL);
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, sizeof(*counter), DMA_BIDIRECTIONAL);
	return 0;
}

/* Two labels: what is undone on failure is what was made, backwards. */
int card_start(struct card *c, void *first, void *second, size_t len)
{
	dma_addr_t one, two;
	int ret;

	one = dma_map_single(c->dev, first, len, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, one))
		return -ENOMEM;
	two = dma_map_single(c->dev, second, len, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, two)) {
		ret = -EIO;
		goto err_one;
	}
	ret = card_wait(c);
	if (ret < 0)
		goto err_two;
	writeq(one, c->regs);
	writeq(two, c->regs);
	dma_unmap_single(c->dev, two, len, DMA_TO_DEVICE);
	dma_unmap_single(c->dev, one, len, DMA_TO_DEVICE);
	return 0;

err_two:
	dma_unmap_single(c->dev, two, len, DMA_TO_DEVICE);
err_one:
	dma_unmap_single(c->dev, one, len, DMA_TO_DEVICE);
	return ret;
}

/* The network half: one device maps, the other one is only beside it. */
int card_xmit(struct pci_dev *pdev, struct net_device *netdev, void *frame, void __iomem *regs)
{
	dma_addr_t dma;

	dma = dma_map_single(&pdev->dev, frame, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(&pdev->dev, dma))
		return -ENOMEM;
	writeq(dma, regs);
	netdev->stats.tx_packets++;
	dma_unmap_single(&pdev->dev, dma, 64, DMA_TO_DEVICE);
	return 0;
}

/* Slots that are kept in the structure: filled here, emptied in card_stop(). */
int card_fill(struct card *c)
{
	int i;

	for (i = 0; i < SLOTS; i++) {
		c->slots[i].dma = dma_map_single(c->dev, c->slots[i].data, SLOT_SIZE,
						 DMA_FROM_DEVICE);
		if (dma_mapping_error(c->dev, c->slots[i].dma))
			goto err;
	}
	return 0;
err:
	while (i--)
		dma_unmap_single(c->dev, c->slots[i].dma, SLOT_SIZE, DMA_FROM_DEVICE);
	return -ENOMEM;
}

void card_stop(struct card *c)
{
	for (int i = 0; i < SLOTS; i++)
		dma_unmap_single(c->dev, c->slots[i].dma, SLOT_SIZE, DMA_FROM_DEVICE);
	dma_unmap_sg(c->dev, c->frames, c->nframes, DMA_FROM_DEVICE);
}

/* Lists. */
int card_frames(struct card *c)
{
	int n = dma_map_sg(c->dev, c->frames, c->nframes, DMA_FROM_DEVICE);

	if (!n)
		return -ENOMEM;
	return 0;
}

int card_list(struct card *c, struct scatterlist *list, int nents)
{
	struct dma_async_tx_descriptor *desc;
	struct scatterlist *sg;
	int mapped, i;

	mapped = dma_map_sg(c->dev, list, nents, DMA_FROM_DEVICE);
	if (!mapped)
		return -ENOMEM;
	for_each_sg(list, sg, mapped, i) {
		writeq(sg_dma_address(sg), c->regs);
		writel(sg_dma_len(sg), c->regs);
	}
	desc = dmaengine_prep_slave_sg(c->chan, list, mapped, DMA_DEV_TO_MEM, 0);
	if (!desc) {
		dma_unmap_sg(c->dev, list, nents, DMA_FROM_DEVICE);
		return -EIO;
	}
	dmaengine_submit(desc);
	dma_sync_sg_for_cpu(c->dev, list, nents, DMA_FROM_DEVICE);
	dma_unmap_sg(c->dev, list, nents, DMA_FROM_DEVICE);
	return 0;
}

int card_table(struct card *c, struct sg_table *sgt, struct sg_table *other)
{
	int mapped, ret;

	mapped = dma_map_sg(c->dev, sgt->sgl, sgt->orig_nents, DMA_TO_DEVICE);
	if (!mapped)
		return -ENOMEM;
	sgt->nents = mapped;
	ret = dma_map_sgtable(c->dev, other, DMA_TO_DEVICE, 0);
	if (ret)
		goto unmap;
	writeq(sg_dma_address(other->sgl), c->regs);
	dma_unmap_sgtable(c->dev, other, DMA_TO_DEVICE, 0);
unmap:
	dma_unmap_sg(c->dev, sgt->sgl, sgt->orig_nents, DMA_TO_DEVICE);
	return ret;
}

/* Memory for both. */
int card_alloc(struct card *c)
{
	int ret;

	c->ring = dma_alloc_coherent(c->dev, RING_SIZE, &c->ring_dma, GFP_KERNEL);
	if (!c->ring)
		return -ENOMEM;
	c->log = dma_alloc_coherent(c->dev, 256, &c->log_dma, GFP_KERNEL);
	if (!c->log) {
		ret = -ENOMEM;
		goto err_ring;
	}
	ret = card_wait(c);
	if (ret < 0)
		goto err_log;
	return 0;

err_log:
	dma_free_coherent(c->dev, 256, c->log, c->log_dma);
err_ring:
	dma_free_coherent(c->dev, RING_SIZE, c->ring, c->ring_dma);
	return ret;
}

void card_free(struct card *c)
{
	dma_free_coherent(c->dev, 256, c->log, c->log_dma);
	dma_free_coherent(c->dev, RING_SIZE, c->ring, c->ring_dma);
}

int card_pools(struct card *c)
{
	c->pool = dma_pool_create("card", c->dev, 64, 64, 0);
	if (!c->pool)
		return -ENOMEM;
	c->small_pool = dma_pool_create("card small", c->dev, 16, 16, 0);
	if (!c->small_pool) {
		dma_pool_destroy(c->pool);
		return -ENOMEM;
	}
	return 0;
}

int card_object(struct card *c)
{
	dma_addr_t dma, small_dma;
	void *object, *small;

	object = dma_pool_alloc(c->pool, GFP_KERNEL, &dma);
	if (!object)
		return -ENOMEM;
	small = dma_pool_alloc(c->small_pool, GFP_KERNEL, &small_dma);
	if (small) {
		memset(small, 0, 16);
		writeq(small_dma, c->regs);
		dma_pool_free(c->small_pool, small, small_dma);
	}
	memset(object, 0, 64);
	writeq(dma, c->regs);
	dma_pool_free(c->pool, object, dma);
	dma_pool_destroy(c->pool);
	return 0;
}

int card_mailbox(struct card *c, struct command *mail)
{
	dma_addr_t dma = dma_map_single(c->dev, mail, sizeof(*mail), DMA_BIDIRECTIONAL);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_sync_single_for_cpu(c->dev, dma, sizeof(*mail), DMA_BIDIRECTIONAL);
	mail->words[0]++;
	dma_sync_single_for_device(c->dev, dma, sizeof(*mail), DMA_BIDIRECTIONAL);
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, sizeof(*mail), DMA_BIDIRECTIONAL);
	return 0;
}
