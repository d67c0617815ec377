// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The many ways to see that a list could not be mapped.

// CHECK-NOT: warning:

#include <linux/dma-compat.h>
#include <linux/io.h>
#include <rdma/ib_verbs.h>
#include <scsi/scsi_cmnd.h>

struct job {
	struct device *dev;
	void __iomem *regs;
	struct scatterlist *sgl;
	int nents, count;
};

int not_good(struct job *j)
{
	j->count = dma_map_sg(j->dev, j->sgl, j->nents, DMA_TO_DEVICE);
	if (!j->count)
		return -ENOMEM;
	writel(j->count, j->regs);
	return 0;
}

int equal_zero_good(struct job *j, int nents)
{
	int n = dma_map_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE);

	if (unlikely(n == 0))
		return -EIO;
	writel(n, j->regs);
	dma_unmap_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE);
	return 0;
}

int not_positive_good(struct job *j, int nents)
{
	int n = dma_map_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE);

	if (n <= 0)
		return n ? n : -EIO;
	dma_unmap_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE);
	return 0;
}

int below_one_good(struct job *j, int nents)
{
	int n = dma_map_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE);

	if (WARN_ON(n < 1))
		return -EIO;
	dma_unmap_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE);
	return 0;
}

int in_condition_good(struct job *j, struct scatterlist *sg)
{
	if (!dma_map_sg(j->dev, sg, 1, DMA_TO_DEVICE))
		return -EIO;
	writeq(sg_dma_address(sg), j->regs);
	dma_unmap_sg(j->dev, sg, 1, DMA_TO_DEVICE);
	return 0;
}

int exactly_one_good(struct job *j, struct scatterlist *sg)
{
	if (dma_map_sg(j->dev, sg, 1, DMA_FROM_DEVICE) != 1)
		return -EIO;
	writeq(sg_dma_address(sg), j->regs);
	dma_unmap_sg(j->dev, sg, 1, DMA_FROM_DEVICE);
	return 0;
}

int assigned_in_condition_good(struct job *j, int nents)
{
	int n;

	if ((n = dma_map_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE)) > 0) {
		writel(n, j->regs);
		dma_unmap_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE);
		return 0;
	}
	return -EIO;
}

/* The caller has the test to make. */
int returned_good(struct job *j)
{
	return dma_map_sg(j->dev, j->sgl, j->nents, DMA_TO_DEVICE);
}

int in_switch_good(struct job *j, int nents)
{
	int n = dma_map_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE);

	switch (n) {
	case 0:
		return -ENOMEM;
	case 1:
		writel(1, j->regs);
		break;
	default:
		writel(2, j->regs);
		break;
	}
	dma_unmap_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE);
	return 0;
}

int table_good(struct job *j, struct sg_table *sgt)
{
	int ret = dma_map_sgtable(j->dev, sgt, DMA_TO_DEVICE, 0);

	if (ret)
		return ret;
	dma_unmap_sgtable(j->dev, sgt, DMA_TO_DEVICE, 0);
	return 0;
}

int infiniband_good(struct ib_device *ib, struct scatterlist *sg, int nents)
{
	int n = ib_dma_map_sg(ib, sg, nents, DMA_TO_DEVICE);

	if (!n)
		return -ENOMEM;
	ib_dma_unmap_sg(ib, sg, nents, DMA_TO_DEVICE);
	return 0;
}

struct element {
	u64 addr;
	u32 len;
};

static int fill_elements(struct job *j, struct element *e)
{
	struct scatterlist *sg;
	int n, i, filled = 0;

	n = dma_map_sg(j->dev, j->sgl, j->nents, DMA_TO_DEVICE);
	for_each_sg(j->sgl, sg, n, i) {
		e[filled].addr = sg_dma_address(sg);
		e[filled].len = sg_dma_len(sg);
		filled++;
	}
	return filled;
}

/* What failed fills nothing, and nothing filled is failure. */
int nothing_filled_good(struct job *j, struct element *e)
{
	int filled = fill_elements(j, e);

	if (!filled)
		return -ENOMEM;
	writel(filled, j->regs);
	return 0;
}

/* The same, told to the SCSI core as it wants to hear it. */
int nothing_filled_busy_good(struct job *j, struct element *e)
{
	int filled = fill_elements(j, e);

	if (!filled)
		return SCSI_MLQUEUE_HOST_BUSY;
	writel(filled, j->regs);
	return 0;
}
