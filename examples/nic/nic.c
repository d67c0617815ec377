// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * The DMA side of a network driver: two rings of descriptors in coherent memory, receive buffers that
 * stay mapped and are synced around each packet, and packets to send that are mapped one by one.
 */
#include "nic.h"

#include <linux/io.h>
#include <linux/slab.h>
#include <linux/string.h>

static int nic_alloc_ring(struct nic *nic, struct nic_ring *ring)
{
	memset(ring, 0, sizeof(*ring));
	ring->desc = dma_alloc_coherent(nic->dev, NIC_SLOTS * sizeof(*ring->desc), &ring->dma,
					GFP_KERNEL);
	return ring->desc ? 0 : -ENOMEM;
}

static void nic_free_ring(struct nic *nic, struct nic_ring *ring)
{
	dma_free_coherent(nic->dev, NIC_SLOTS * sizeof(*ring->desc), ring->desc, ring->dma);
}

/* The descriptor is complete before the card may look at it. */
static void nic_hand_over(struct nic_desc *desc)
{
	dma_wmb();
	desc->flags = cpu_to_le32(NIC_OWNED);
}

static int nic_fill_slot(struct nic *nic, unsigned int i)
{
	struct nic_slot *slot = &nic->rx.slot[i];
	struct nic_desc *desc = &nic->rx.desc[i];

	slot->data = kmalloc(NIC_BUF_LEN, GFP_KERNEL);
	if (!slot->data)
		return -ENOMEM;
	slot->dma = dma_map_single(nic->dev, slot->data, NIC_BUF_LEN, DMA_FROM_DEVICE);
	if (dma_mapping_error(nic->dev, slot->dma)) {
		kfree(slot->data);
		return -ENOMEM;
	}
	desc->addr = cpu_to_le64(slot->dma);
	desc->len = cpu_to_le32(NIC_BUF_LEN);
	nic_hand_over(desc);
	return 0;
}

static void nic_empty_slot(struct nic *nic, unsigned int i)
{
	struct nic_slot *slot = &nic->rx.slot[i];

	dma_unmap_single(nic->dev, slot->dma, NIC_BUF_LEN, DMA_FROM_DEVICE);
	kfree(slot->data);
}

static int nic_fill(struct nic *nic)
{
	unsigned int i;
	int ret;

	for (i = 0; i < NIC_SLOTS; i++) {
		ret = nic_fill_slot(nic, i);
		if (ret)
			goto unwind;
	}
	return 0;

unwind:
	while (i--)
		nic_empty_slot(nic, i);
	return ret;
}

int nic_start(struct nic *nic, struct device *dev, void __iomem *regs)
{
	int ret;

	nic->dev = dev;
	nic->regs = regs;
	ret = dma_set_mask_and_coherent(dev, DMA_BIT_MASK(64));
	if (ret)
		return ret;
	ret = nic_alloc_ring(nic, &nic->rx);
	if (ret)
		return ret;
	ret = nic_alloc_ring(nic, &nic->tx);
	if (ret)
		goto free_rx;
	ret = nic_fill(nic);
	if (ret)
		goto free_tx;
	writeq(nic->rx.dma, regs + NIC_RX_RING);
	writeq(nic->tx.dma, regs + NIC_TX_RING);
	writel(NIC_RUN, regs + NIC_CONTROL);
	return 0;

free_tx:
	nic_free_ring(nic, &nic->tx);
free_rx:
	nic_free_ring(nic, &nic->rx);
	return ret;
}

static void nic_release_sent(struct nic *nic, struct nic_slot *slot)
{
	dma_unmap_single(nic->dev, slot->dma, slot->len, DMA_TO_DEVICE);
	kfree(slot->data);
}

void nic_stop(struct nic *nic)
{
	struct nic_ring *tx = &nic->tx;
	unsigned int i;

	writel(0, nic->regs + NIC_CONTROL);
	for (; tx->used; tx->used--)
		nic_release_sent(nic, &tx->slot[(tx->next - tx->used) % NIC_SLOTS]);
	for (i = 0; i < NIC_SLOTS; i++)
		nic_empty_slot(nic, i);
	nic_free_ring(nic, tx);
	nic_free_ring(nic, &nic->rx);
}

int nic_receive(struct nic *nic, void *packet, size_t size)
{
	unsigned int i = nic->rx.next % NIC_SLOTS;
	struct nic_slot *slot = &nic->rx.slot[i];
	struct nic_desc *desc = &nic->rx.desc[i];
	size_t len;

	if (le32_to_cpu(READ_ONCE(desc->flags)) & NIC_OWNED)
		return -EAGAIN;
	dma_rmb();
	len = min_t(size_t, le32_to_cpu(desc->len), min_t(size_t, size, NIC_BUF_LEN));
	dma_sync_single_for_cpu(nic->dev, slot->dma, NIC_BUF_LEN, DMA_FROM_DEVICE);
	memcpy(packet, slot->data, len);
	dma_sync_single_for_device(nic->dev, slot->dma, NIC_BUF_LEN, DMA_FROM_DEVICE);
	desc->len = cpu_to_le32(NIC_BUF_LEN);
	nic_hand_over(desc);
	nic->rx.next++;
	return len;
}

int nic_send(struct nic *nic, void *data, size_t len)
{
	struct nic_ring *tx = &nic->tx;
	struct nic_slot *slot = &tx->slot[tx->next % NIC_SLOTS];
	struct nic_desc *desc = &tx->desc[tx->next % NIC_SLOTS];

	if (!len || len > NIC_BUF_LEN)
		return -EINVAL;
	if (tx->used == NIC_SLOTS)
		return -EBUSY;
	slot->dma = dma_map_single(nic->dev, data, len, DMA_TO_DEVICE);
	if (dma_mapping_error(nic->dev, slot->dma))
		return -ENOMEM;
	slot->data = data;
	slot->len = len;
	desc->addr = cpu_to_le64(slot->dma);
	desc->len = cpu_to_le32(len);
	nic_hand_over(desc);
	tx->next++;
	tx->used++;
	writel(1, nic->regs + NIC_KICK);
	return 0;
}

int nic_reap(struct nic *nic)
{
	struct nic_ring *tx = &nic->tx;
	unsigned int i;
	int count;

	for (count = 0; tx->used; count++, tx->used--) {
		i = (tx->next - tx->used) % NIC_SLOTS;
		if (le32_to_cpu(READ_ONCE(tx->desc[i].flags)) & NIC_OWNED)
			break;
		nic_release_sent(nic, &tx->slot[i]);
	}
	return count;
}
