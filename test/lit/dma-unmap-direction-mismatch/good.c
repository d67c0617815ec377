// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Directions that are computed, kept or asked for twice.

// CHECK-NOT: warning:

#include <linux/dma-compat.h>
#include <linux/io.h>

struct request;
enum dma_data_direction request_direction(const struct request *rq);
unsigned int req_op(const struct request *rq);
bool op_is_write(unsigned int op);
struct chan;
int start(struct chan *c);

struct chan {
	struct device *dev;
	void __iomem *regs;
	enum dma_data_direction dir;
	struct scatterlist *sgl;
	int nents;
	unsigned int write : 1;
};

int chosen_twice_good(struct chan *c, void *buf, bool write)
{
	dma_addr_t dma;

	dma = dma_map_single(c->dev, buf, 64, write ? DMA_TO_DEVICE : DMA_FROM_DEVICE);
	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, 64, write ? DMA_TO_DEVICE : DMA_FROM_DEVICE);
	return 0;
}

int map_chosen_unmap_branches_good(struct chan *c, void *buf, bool write)
{
	enum dma_data_direction dir = write ? DMA_TO_DEVICE : DMA_FROM_DEVICE;
	dma_addr_t dma = dma_map_single(c->dev, buf, 64, dir);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	if (!write)
		dma_unmap_single(c->dev, dma, 64, DMA_FROM_DEVICE);
	else
		dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
	return 0;
}

int bit_field_good(struct chan *c, void *buf)
{
	dma_addr_t dma;

	if (c->write)
		dma = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE);
	else
		dma = dma_map_single(c->dev, buf, 64, DMA_FROM_DEVICE);
	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	dma_unmap_single(c->dev, dma, 64, c->write ? DMA_TO_DEVICE : DMA_FROM_DEVICE);
	return 0;
}

int asked_twice_good(struct chan *c, struct request *rq, int nents)
{
	if (!dma_map_sg(c->dev, c->sgl, nents, request_direction(rq)))
		return -ENOMEM;
	dma_unmap_sg(c->dev, c->sgl, nents, request_direction(rq));
	return 0;
}

/* Two questions deep, and another call between. */
int asked_deeper_good(struct chan *c, struct request *rq, int nents)
{
	enum dma_data_direction dir = op_is_write(req_op(rq)) ? DMA_TO_DEVICE : DMA_FROM_DEVICE;

	if (!dma_map_sg(c->dev, c->sgl, nents, dir))
		return -ENOMEM;
	if (start(c) == 0)
		return 0;
	dma_unmap_sg(c->dev, c->sgl, nents,
		     op_is_write(req_op(rq)) ? DMA_TO_DEVICE : DMA_FROM_DEVICE);
	return -EIO;
}

int kept_good(struct chan *c, void *buf, int op)
{
	dma_addr_t dma;

	switch (op) {
	case 0:
		c->dir = DMA_TO_DEVICE;
		break;
	case 1:
		c->dir = DMA_FROM_DEVICE;
		break;
	default:
		c->dir = DMA_BIDIRECTIONAL;
		break;
	}
	dma = dma_map_single(c->dev, buf, 64, c->dir);
	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	dma_unmap_single(c->dev, dma, 64, c->dir);
	return 0;
}

/* Two lists, two directions, one ladder. */
int two_lists_good(struct chan *c, struct scatterlist *in, struct scatterlist *out, int n)
{
	int ret = -ENOMEM;

	if (in == out) {
		if (!dma_map_sg(c->dev, in, n, DMA_BIDIRECTIONAL))
			return -ENOMEM;
		writel(1, c->regs);
		dma_unmap_sg(c->dev, in, n, DMA_BIDIRECTIONAL);
		return 0;
	}
	if (!dma_map_sg(c->dev, in, n, DMA_TO_DEVICE))
		return -ENOMEM;
	if (!dma_map_sg(c->dev, out, n, DMA_FROM_DEVICE))
		goto unmap_in;
	writel(2, c->regs);
	ret = 0;
	dma_unmap_sg(c->dev, out, n, DMA_FROM_DEVICE);
unmap_in:
	dma_unmap_sg(c->dev, in, n, DMA_TO_DEVICE);
	return ret;
}

int legacy_numbers_good(struct pci_dev *pdev, void *buf)
{
	dma_addr_t dma = dma_map_single(&pdev->dev, buf, 64, DMA_FROM_DEVICE);

	if (dma_mapping_error(&pdev->dev, dma))
		return -ENOMEM;
	pci_unmap_single(pdev, dma, 64, PCI_DMA_FROMDEVICE);
	return 0;
}
