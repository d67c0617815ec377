// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// As many entries have an address as the map returned.

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

int forgotten_bad(struct job *j, int nents)
{
	struct scatterlist *sg;
	int i;

	if (!dma_map_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE))
		return -ENOMEM;
	for_each_sg(j->sgl, sg, nents, i) {
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sg-iterate-wrong-count]
		writeq(sg_dma_address(sg), j->regs + 16 * i);
		writel(sg_dma_len(sg), j->regs + 16 * i + 8);
	}
	return 0;
}

int member_bad(struct job *j)
{
	struct scatterlist *sg;
	int i;

	j->count = dma_map_sg(j->dev, j->sgl, j->nents, DMA_FROM_DEVICE);
	if (!j->count)
		return -ENOMEM;
	for_each_sg(j->sgl, sg, j->nents, i)
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sg-iterate-wrong-count]
		writeq(sg_dma_address(sg), j->regs + 8 * i);
	writel(j->count, j->regs);
	return 0;
}

/* An array, and a count that was made by another function. */
int array_bad(struct job *j, struct scatterlist *sgl, u64 *list)
{
	int n = sg_nents(sgl), i, mapped;

	mapped = dma_map_sg(j->dev, sgl, n, DMA_TO_DEVICE);
	if (!mapped)
		return -ENOMEM;
	for (i = 0; i < n; i++)
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sg-iterate-wrong-count]
		list[i] = sg_dma_address(&sgl[i]);
	writel(mapped, j->regs);
	return 0;
}

/* Counting down. */
int down_bad(struct job *j, int nents, u64 *list)
{
	struct scatterlist *sg = j->sgl;
	int n = dma_map_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE);

	if (!n)
		return -ENOMEM;
	while (nents--) {
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sg-iterate-wrong-count]
		*list++ = sg_dma_address(sg);
		sg = sg_next(sg);
	}
	return n;
}

/* Mapped by one function, programmed by another. */
struct transfer {
	struct device *dev;
	struct scatterlist *sgl;
	unsigned int entries, mapped;
	u64 *descs;
};

int transfer_map_bad(struct transfer *t, struct scatterlist *sgl)
{
	t->sgl = sgl;
	t->entries = sg_nents(sgl);
	t->mapped = dma_map_sg(t->dev, t->sgl, t->entries, DMA_TO_DEVICE);
	return t->mapped ? 0 : -ENOMEM;
}

void transfer_fill_bad(struct transfer *t)
{
	unsigned int i;

	for (i = 0; i < t->entries; i++)
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sg-iterate-wrong-count]
		t->descs[i] = sg_dma_address(&t->sgl[i]);
}

/* Requests without data are not mapped; what is programmed was. */
static int prepare(struct job *j)
{
	j->count = dma_map_sg(j->dev, j->sgl, j->nents, DMA_TO_DEVICE);
	return j->count ? 0 : -ENOMEM;
}

static void program(struct job *j)
{
	struct scatterlist *sg;
	int i;

	for_each_sg(j->sgl, sg, j->nents, i)
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sg-iterate-wrong-count]
		writeq(sg_dma_address(sg), j->regs + 8 * i);
}

int request_bad(struct job *j, bool data)
{
	if (data && prepare(j))
		return -ENOMEM;
	writel(data, j->regs + 128);
	if (data)
		program(j);
	return 0;
}

/* Another way out says nothing of how many entries there are. */
int other_way_out_bad(struct job *j, int nents)
{
	struct scatterlist *sg;
	int i;

	if (!dma_map_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE))
		return -ENOMEM;
	for_each_sg(j->sgl, sg, nents, i) {
		// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sg-iterate-wrong-count]
		writeq(sg_dma_address(sg), j->regs + 16 * i);
		if (readl(j->regs))
			break;
	}
	j->nents = nents;
	return 0;
}
