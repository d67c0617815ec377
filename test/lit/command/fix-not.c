// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// --fix leaves alone what it is not certain of: each of these is found, none is changed.
//
// RUN: rm -rf %t && mkdir %t && sed '/^\/\//d' %s > %t/a.c && cp %t/a.c %t/old.c
// RUN: sh -c 'cd %t && %dma-lint --format=json --fix a.c -- %shim 2>&1; cmp a.c old.c && echo equal' | FileCheck %s

#include <linux/dma-mapping.h>
#include <linux/io.h>

struct job {
	struct device *dev;
	void __iomem *regs;
	struct scatterlist *sgl;
	void *buf;
	int nents, count;
	dma_addr_t dma;
};

/* A name for the direction may be used elsewhere. */
#define DIRECTION DMA_FROM_DEVICE
int named_direction(struct job *j)
{
	dma_addr_t dma = dma_map_single(j->dev, j->buf, 64, DMA_TO_DEVICE);

	if (dma_mapping_error(j->dev, dma))
		return -ENOMEM;
	writeq(dma, j->regs);
	dma_unmap_single(j->dev, dma, 64, DIRECTION);
	// CHECK-DAG: "rule":"dma-unmap-direction-mismatch"{{.*}}"function":"named_direction"
	return 0;
}

/* The call is in a macro. */
#define UNMAP(j, dma) dma_unmap_single((j)->dev, dma, 64, DMA_FROM_DEVICE)
int macro(struct job *j)
{
	dma_addr_t dma = dma_map_single(j->dev, j->buf, 64, DMA_TO_DEVICE);

	if (dma_mapping_error(j->dev, dma))
		return -ENOMEM;
	writeq(dma, j->regs);
	UNMAP(j, dma);
	// CHECK-DAG: "rule":"dma-unmap-direction-mismatch"{{.*}}"function":"macro"
	return 0;
}

/* One unmap for two maps: either direction is wrong for one of them. */
int two_maps(struct job *j, int out)
{
	dma_addr_t dma;

	if (out)
		dma = dma_map_single(j->dev, j->buf, 64, DMA_TO_DEVICE);
	else
		dma = dma_map_single(j->dev, j->buf, 64, DMA_BIDIRECTIONAL);
	if (dma_mapping_error(j->dev, dma))
		return -ENOMEM;
	writeq(dma, j->regs);
	dma_unmap_single(j->dev, dma, 64, DMA_FROM_DEVICE);
	// CHECK-DAG: "rule":"dma-unmap-direction-mismatch"{{.*}}"function":"two_maps"
	return 0;
}

/* Who wants to see what the device wrote has mapped it the wrong way. */
int sync_is_right(struct job *j)
{
	dma_addr_t dma = dma_map_single(j->dev, j->buf, 256, DMA_TO_DEVICE);

	if (dma_mapping_error(j->dev, dma))
		return -ENOMEM;
	writeq(dma, j->regs);
	dma_sync_single_for_cpu(j->dev, dma, 256, DMA_FROM_DEVICE);
	// CHECK-DAG: "rule":"dma-sync-direction-mismatch"{{.*}}"function":"sync_is_right"
	dma_unmap_single(j->dev, dma, 256, DMA_TO_DEVICE);
	return 0;
}

/* The count given to the map is gone. */
int changed(struct job *j, int nents)
{
	int n = dma_map_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE);

	if (!n)
		return -ENOMEM;
	for (nents = 0; nents < n; nents++)
		writel(nents, j->regs);
	dma_unmap_sg(j->dev, j->sgl, n, DMA_TO_DEVICE);
	// CHECK-DAG: "rule":"dma-sg-unmap-returned-count"{{.*}}"function":"changed"
	return 0;
}

int changed_member(struct job *j)
{
	int n = dma_map_sg(j->dev, j->sgl, j->nents, DMA_TO_DEVICE);

	if (!n)
		return -ENOMEM;
	if (readl(j->regs))
		j->nents = 0;
	dma_unmap_sg(j->dev, j->sgl, n, DMA_TO_DEVICE);
	// CHECK-DAG: "rule":"dma-sg-unmap-returned-count"{{.*}}"function":"changed_member"
	return 0;
}

/* It means something else there. */
int hidden(struct job *j, int nents)
{
	int n = dma_map_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE);

	if (!n)
		return -ENOMEM;
	{
		int nents = readl(j->regs);

		writel(nents, j->regs);
		dma_unmap_sg(j->dev, j->sgl, n, DMA_TO_DEVICE);
		// CHECK-DAG: "rule":"dma-sg-unmap-returned-count"{{.*}}"function":"hidden"
	}
	return 0;
}

/* What to write is a call. */
int counted(struct job *j)
{
	int n = dma_map_sg(j->dev, j->sgl, sg_nents(j->sgl), DMA_TO_DEVICE);

	if (!n)
		return -ENOMEM;
	writel(n, j->regs);
	dma_unmap_sg(j->dev, j->sgl, n, DMA_TO_DEVICE);
	// CHECK-DAG: "rule":"dma-sg-unmap-returned-count"{{.*}}"function":"counted"
	return 0;
}

static void finish(struct job *j, int n)
{
	dma_unmap_sg(j->dev, j->sgl, n, DMA_TO_DEVICE);
	// CHECK-DAG: "rule":"dma-sg-unmap-returned-count"{{.*}}"function":"finish"
}

int in_another_function(struct job *j, int nents)
{
	int n = dma_map_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE);

	if (!n)
		return -ENOMEM;
	writel(n, j->regs);
	finish(j, n);
	return 0;
}

/* 0 would be returned, which is success. */
int returned(struct job *j, int nents)
{
	int n = dma_map_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE);

	if (n < 0)
		return n;
	// CHECK-DAG: "rule":"dma-map-sg-negative-test"{{.*}}"function":"returned"
	writel(n, j->regs);
	dma_unmap_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE);
	return 0;
}

/* Others may go by the member's being 0. */
int kept(struct job *j)
{
	j->dma = dma_map_single(j->dev, j->buf, 64, DMA_TO_DEVICE);
	if (!j->dma)
		return -ENOMEM;
	// CHECK-DAG: "rule":"dma-map-error-compare-zero"{{.*}}"function":"kept"
	writeq(j->dma, j->regs);
	return 0;
}

/* The way of failure asks again. */
int asked_again(struct job *j)
{
	dma_addr_t dma = dma_map_single(j->dev, j->buf, 64, DMA_TO_DEVICE);
	int ret = -ENOMEM;

	if (!dma)
		goto out;
	// CHECK-DAG: "rule":"dma-map-error-compare-zero"{{.*}}"function":"asked_again"
	writeq(dma, j->regs);
	ret = 0;
out:
	if (dma)
		dma_unmap_single(j->dev, dma, 64, DMA_TO_DEVICE);
	return ret;
}

/* Not the test of the map: 0 says that there is none. */
int optional(struct job *j, int len)
{
	dma_addr_t dma = 0;

	if (len)
		dma = dma_map_single(j->dev, j->buf, 64, DMA_TO_DEVICE);
	if (!dma)
		return -ENOMEM;
	// CHECK-DAG: "rule":"dma-map-error-compare-zero"{{.*}}"function":"optional"
	writeq(dma, j->regs);
	dma_unmap_single(j->dev, dma, 64, DMA_TO_DEVICE);
	return 0;
}

// CHECK: 0 fixes in 0 files
// CHECK: equal
