// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * A small PCI driver with a ring of descriptors, as drivers are written, and with four of the
 * mistakes that drivers are written with. README.md in the directory above tells which. It is our
 * own, for no real device.
 */
#include <linux/completion.h>
#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/module.h>
#include <linux/pci.h>
#include <linux/slab.h>

#define RING_SIZE	64
#define RING_BUF_LEN	2048

#define REG_RING	0x00
#define REG_KICK	0x08
#define REG_STATUS	0x10
#define REG_CMD		0x18
#define STATUS_STOPPED	BIT(0)

struct ring_desc {
	__le64 addr;
	__le32 len;
	__le32 flags;
};

struct ring_buf {
	void *data;
	dma_addr_t dma;
};

struct ring {
	struct device *dev;
	void __iomem *regs;
	struct ring_desc *desc;
	dma_addr_t desc_dma;
	struct ring_buf buf[RING_SIZE];
	struct completion done;
};

/* Gives every slot a buffer for the device to write into. */
static int ring_fill(struct ring *r)
{
	int i;

	for (i = 0; i < RING_SIZE; i++) {
		struct ring_buf *b = &r->buf[i];

		b->dma = dma_map_single(r->dev, b->data, RING_BUF_LEN, DMA_FROM_DEVICE);
		if (dma_mapping_error(r->dev, b->dma))
			goto unwind;
		r->desc[i].addr = cpu_to_le64(b->dma);
		r->desc[i].len = cpu_to_le32(RING_BUF_LEN);
	}
	writeq(r->desc_dma, r->regs + REG_RING);
	return 0;

unwind:
	while (i--)
		dma_unmap_single(r->dev, r->buf[i].dma, RING_BUF_LEN, DMA_FROM_DEVICE);
	return -ENOMEM;
}

/* Replaces the buffer of a slot by an empty one. */
static void *ring_swap(struct ring *r, unsigned int slot, void *fresh)
{
	struct ring_buf *b = &r->buf[slot];
	void *full = b->data;

	dma_unmap_single(r->dev, b->dma, RING_BUF_LEN, DMA_FROM_DEVICE);
	b->data = fresh;
	b->dma = dma_map_single(r->dev, fresh, RING_BUF_LEN, DMA_FROM_DEVICE);
	r->desc[slot].addr = cpu_to_le64(b->dma);
	writel(slot, r->regs + REG_KICK);
	return full;
}

/* Sends a command and waits until the device has read it. */
static int ring_command(struct ring *r, void *cmd, size_t len)
{
	dma_addr_t dma = dma_map_single(r->dev, cmd, len, DMA_TO_DEVICE);

	if (dma_mapping_error(r->dev, dma))
		return -ENOMEM;
	reinit_completion(&r->done);
	writeq(dma, r->regs + REG_CMD);
	if (!wait_for_completion_timeout(&r->done, HZ)) {
		dev_err(r->dev, "no answer to command\n");
		return -ETIMEDOUT;
	}
	dma_unmap_single(r->dev, dma, len, DMA_TO_DEVICE);
	return 0;
}

/* Sends a list of pages. */
static int ring_send(struct ring *r, struct scatterlist *sgl, int nents)
{
	struct scatterlist *sg;
	int i, count, ret = 0;

	count = dma_map_sg(r->dev, sgl, nents, DMA_TO_DEVICE);
	if (!count)
		return -ENOMEM;
	reinit_completion(&r->done);
	for_each_sg(sgl, sg, count, i) {
		writeq(sg_dma_address(sg), r->regs + REG_CMD);
		writel(sg_dma_len(sg), r->regs + REG_KICK);
	}
	if (!wait_for_completion_timeout(&r->done, HZ))
		ret = -ETIMEDOUT;
	dma_unmap_sg(r->dev, sgl, count, DMA_TO_DEVICE);
	return ret;
}

static int ring_probe(struct pci_dev *pdev, const struct pci_device_id *id)
{
	size_t size = RING_SIZE * sizeof(struct ring_desc);
	struct ring *r;
	int ret, i;

	r = devm_kzalloc(&pdev->dev, sizeof(*r), GFP_KERNEL);
	if (!r)
		return -ENOMEM;
	r->dev = &pdev->dev;
	init_completion(&r->done);
	ret = dma_set_mask_and_coherent(r->dev, DMA_BIT_MASK(64));
	if (ret)
		return ret;
	r->regs = pci_iomap(pdev, 0, 0);
	if (!r->regs)
		return -ENODEV;
	for (i = 0; i < RING_SIZE; i++) {
		r->buf[i].data = devm_kmalloc(r->dev, RING_BUF_LEN, GFP_KERNEL);
		if (!r->buf[i].data) {
			ret = -ENOMEM;
			goto unmap_regs;
		}
	}

	ret = -ENOMEM;
	r->desc = dma_alloc_coherent(r->dev, size, &r->desc_dma, GFP_KERNEL);
	if (!r->desc)
		goto unmap_regs;
	ret = ring_fill(r);
	if (ret)
		goto free_desc;
	pci_set_drvdata(pdev, r);
	return 0;

free_desc:
	dma_free_coherent(r->dev, sizeof(struct ring_desc), r->desc, r->desc_dma);
unmap_regs:
	pci_iounmap(pdev, r->regs);
	return ret;
}

static void ring_remove(struct pci_dev *pdev)
{
	struct ring *r = pci_get_drvdata(pdev);
	int i;

	writel(STATUS_STOPPED, r->regs + REG_STATUS);
	for (i = 0; i < RING_SIZE; i++)
		dma_unmap_single(r->dev, r->buf[i].dma, RING_BUF_LEN, DMA_FROM_DEVICE);
	dma_free_coherent(r->dev, RING_SIZE * sizeof(struct ring_desc), r->desc, r->desc_dma);
	pci_iounmap(pdev, r->regs);
}

int ring_echo(struct ring *r, struct scatterlist *sgl, int nents, void *cmd, size_t len)
{
	int ret = ring_command(r, cmd, len);

	return ret ? ret : ring_send(r, sgl, nents);
}

void *ring_take(struct ring *r, unsigned int slot, void *fresh)
{
	return ring_swap(r, slot % RING_SIZE, fresh);
}

static const struct pci_device_id ring_ids[] = {
	{ PCI_DEVICE(0xabcd, 0x0001) },
	{ }
};

static struct pci_driver ring_driver = {
	.name = "ring",
	.id_table = ring_ids,
	.probe = ring_probe,
	.remove = ring_remove,
};

module_pci_driver(ring_driver)
MODULE_DESCRIPTION("Sample driver with four DMA mistakes");
