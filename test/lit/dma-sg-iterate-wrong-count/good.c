// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The returned count for the device, the original one for the CPU.

// CHECK-NOT: warning:

#include <linux/dma-mapping.h>
#include <linux/dmaengine.h>
#include <linux/io.h>

struct job {
	struct device *dev;
	void __iomem *regs;
	struct scatterlist *sgl;
	struct sg_table sgt;
	struct dma_chan *chan;
	int nents, count;
};

int returned_good(struct job *j, int nents)
{
	struct scatterlist *sg;
	int i, n = dma_map_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE);

	if (!n)
		return -ENOMEM;
	for_each_sg(j->sgl, sg, n, i) {
		writeq(sg_dma_address(sg), j->regs + 16 * i);
		writel(sg_dma_len(sg), j->regs + 16 * i + 8);
	}
	return 0;
}

int overwritten_good(struct job *j, int nents, u64 *list)
{
	struct scatterlist *sg = j->sgl;

	nents = dma_map_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE);
	if (!nents)
		return -ENOMEM;
	while (nents--) {
		*list++ = sg_dma_address(sg);
		sg = sg_next(sg);
	}
	return 0;
}

/* Both loops, each for its side. */
int cpu_good(struct job *j, int nents)
{
	struct scatterlist *sg;
	unsigned int i, n, total = 0;

	n = dma_map_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE);
	if (!n)
		return -ENOMEM;
	for_each_sg(j->sgl, sg, nents, i)
		total += sg->length;
	writel(total, j->regs);
	for_each_sg(j->sgl, sg, n, i)
		writeq(sg_dma_address(sg), j->regs + 8 * i);
	return 0;
}

/* One entry stays one. */
int single_good(struct job *j, struct scatterlist *sgl)
{
	struct scatterlist *sg;
	int i;

	if (!dma_map_sg(j->dev, sgl, 1, DMA_TO_DEVICE))
		return -ENOMEM;
	for_each_sg(sgl, sg, 1, i)
		writeq(sg_dma_address(sg), j->regs + 8 * i);
	return 0;
}

/* Merging was refused. */
int compared_good(struct job *j, int nents)
{
	struct scatterlist *sg;
	int i;

	if (dma_map_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE) != nents)
		return -EINVAL;
	for_each_sg(j->sgl, sg, nents, i)
		writeq(sg_dma_address(sg), j->regs + 8 * i);
	return 0;
}

/* Mapped by one function, programmed by another. */
struct transfer {
	struct device *dev;
	struct scatterlist *sgl, *other;
	unsigned int entries, mapped;
	u64 *descs;
};

int transfer_map_good(struct transfer *t)
{
	t->mapped = dma_map_sg(t->dev, t->sgl, t->entries, DMA_TO_DEVICE);
	return t->mapped ? 0 : -ENOMEM;
}

void transfer_fill_good(struct transfer *t)
{
	unsigned int i;

	for (i = 0; i < t->mapped; i++)
		t->descs[i] = sg_dma_address(&t->sgl[i]);
}

/* Another list of the record, of which nothing is known. */
void transfer_other_good(struct transfer *t)
{
	unsigned int i;

	for (i = 0; i < t->entries; i++)
		t->descs[i] = sg_dma_address(&t->other[i]);
}

/* Some callers have mapped it already, and say so by the count. */
int mapped_already_good(struct transfer *t, struct scatterlist *sgl, bool done)
{
	struct scatterlist *sg;
	unsigned int i, n;

	if (done)
		n = t->mapped;
	else
		n = dma_map_sg(t->dev, t->other, t->mapped, DMA_TO_DEVICE);
	if (!n)
		return -ENOMEM;
	for_each_sg(t->other, sg, n, i)
		t->descs[i] = sg_dma_address(sg);
	return 0;
}

/* Shown to a person, not to the device. */
void transfer_dump_good(struct transfer *t)
{
	struct scatterlist *sg;
	int i;

	for_each_sg(t->sgl, sg, t->entries, i)
		dev_info(t->dev, "%d: length %u, %u at %llx\n", i, sg->length, sg_dma_len(sg),
			 (unsigned long long)sg_dma_address(sg));
}

/* The loop ends with the data: no entry behind it is looked at. */
int ends_with_data_good(struct job *j, int nents, int left)
{
	struct scatterlist *sg;
	int i;

	if (!dma_map_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE))
		return -ENOMEM;
	for_each_sg(j->sgl, sg, nents, i) {
		int len = sg_dma_len(sg);

		if (left < len)
			len = left;
		writeq(sg_dma_address(sg), j->regs + 16 * i);
		writel(len, j->regs + 16 * i + 8);
		left -= len;
		if (!left)
			break;
	}
	j->nents = nents;
	return 0;
}
