// RUN: %dma-lint --whole-modules %s -- %shim
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Failing functions that undo one thing, and leave another one for good reasons.

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>

struct link {
	struct device *dev;
	void __iomem *regs;
	void *tx, *rx;
	dma_addr_t tx_dma, rx_dma;
	int has_rx;
	int users;
};

static void close_link(struct link *l)
{
	if (l->has_rx)
		dma_unmap_single(l->dev, l->rx_dma, 64, DMA_FROM_DEVICE);
	l->has_rx = 0;
}

/* A helper undoes the other one, if there is one. */
static int create(struct link *l)
{
	if (!l->has_rx) {
		l->rx_dma = dma_map_single(l->dev, l->rx, 64, DMA_FROM_DEVICE);
		if (dma_mapping_error(l->dev, l->rx_dma))
			return -ENOMEM;
		l->has_rx = 1;
	}
	l->tx_dma = dma_map_single(l->dev, l->tx, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(l->dev, l->tx_dma)) {
		close_link(l);
		return -ENOMEM;
	}
	if (!readl(l->regs)) {
		close_link(l);
		dma_unmap_single(l->dev, l->tx_dma, 64, DMA_TO_DEVICE);
		return -EIO;
	}
	return 0;
}

/* Undoes all: the order is its own affair. */
static int create_all(struct link *l)
{
	l->rx_dma = dma_map_single(l->dev, l->rx, 64, DMA_FROM_DEVICE);
	if (dma_mapping_error(l->dev, l->rx_dma))
		return -ENOMEM;
	l->tx_dma = dma_map_single(l->dev, l->tx, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(l->dev, l->tx_dma))
		goto unmap_rx;
	if (!readl(l->regs))
		goto unmap_tx;
	return 0;

unmap_tx:
	dma_unmap_single(l->dev, l->tx_dma, 64, DMA_TO_DEVICE);
unmap_rx:
	dma_unmap_single(l->dev, l->rx_dma, 64, DMA_FROM_DEVICE);
	return -EIO;
}

int open_good(struct link *l)
{
	int ret = l->users ? create(l) : create_all(l);

	l->users++;
	return ret;
}

void close_good(struct link *l)
{
	dma_unmap_single(l->dev, l->tx_dma, 64, DMA_TO_DEVICE);
	close_link(l);
}

#define SCSI_MLQUEUE_HOST_BUSY 0x1055

struct io {
	void *list, *sense;
	dma_addr_t list_dma, sense_dma;
};

struct command;
struct io *take_io(struct command *cmd);

struct command {
	void *list, *sense;
	struct io *io;
};

static void release_io(struct link *l, struct io *io)
{
	if (io->list_dma)
		dma_unmap_single(l->dev, io->list_dma, 64, DMA_TO_DEVICE);
	if (io->sense_dma)
		dma_unmap_single(l->dev, io->sense_dma, 64, DMA_FROM_DEVICE);
}

void complete_good(struct link *l, struct command *cmd)
{
	release_io(l, cmd->io);
}

int post_io(struct link *l, struct io *io)
{
	io->list_dma = dma_map_single(l->dev, io->list, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(l->dev, io->list_dma)) {
		return SCSI_MLQUEUE_HOST_BUSY;
	}
	io->sense_dma = dma_map_single(l->dev, io->sense, 64, DMA_FROM_DEVICE);
	if (dma_mapping_error(l->dev, io->sense_dma)) {
		dma_unmap_single(l->dev, io->list_dma, 64, DMA_TO_DEVICE);
		io->list_dma = 0;
		return SCSI_MLQUEUE_HOST_BUSY;
	}
	if (!readl(l->regs)) {
		writel(1, l->regs);
		return SCSI_MLQUEUE_HOST_BUSY;
	}
	return 0;
}

/* The caller asks anew where the mappings are: another thread may have taken them. */
int queue_good(struct link *l, struct command *cmd)
{
	struct io *io = kzalloc(sizeof(*io), GFP_ATOMIC);
	int ret;

	if (!io)
		return SCSI_MLQUEUE_HOST_BUSY;
	io->list = cmd->list;
	io->sense = cmd->sense;
	cmd->io = io;
	ret = post_io(l, io);
	if (ret) {
		io = take_io(cmd);
		if (io) {
			release_io(l, io);
			kfree(io);
		}
	}
	return ret;
}
