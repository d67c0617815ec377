// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Other functions, tested in their own way; and maps, tested in theirs.

// CHECK-NOT: warning:

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/string.h>

struct job {
	struct device *dev;
	void __iomem *regs;
	struct scatterlist *sgl;
	struct sg_table sgt;
	int nents, count;
};

int coherent_good(struct job *j, const void *firmware, size_t size)
{
	dma_addr_t iova;
	void *virt = dma_alloc_coherent(j->dev, size, &iova, GFP_KERNEL);

	if (!virt)
		return -ENOMEM;
	memcpy(virt, firmware, size);
	writeq(iova, j->regs);
	dma_free_coherent(j->dev, size, virt, iova);
	return 0;
}

/* Memory of one kind or mapped: the handle says which by then. */
int either_good(struct job *j, void *buf, size_t size, bool mapped)
{
	dma_addr_t dma;
	void *virt = NULL;

	if (mapped) {
		dma = dma_map_single(j->dev, buf, size, DMA_TO_DEVICE);
		if (dma_mapping_error(j->dev, dma))
			return -ENOMEM;
	} else {
		virt = dma_alloc_coherent(j->dev, size, &dma, GFP_KERNEL);
		if (!virt)
			return -ENOMEM;
	}
	writeq(dma, j->regs);
	if (mapped)
		dma_unmap_single(j->dev, dma, size, DMA_TO_DEVICE);
	else
		dma_free_coherent(j->dev, size, virt, dma);
	return 0;
}

/* The allocation has been tested; here the question is whether there is one. */
int guard_good(struct job *j, size_t size, bool need)
{
	dma_addr_t iova = DMA_MAPPING_ERROR;
	void *virt = NULL;

	if (need) {
		virt = dma_alloc_coherent(j->dev, size, &iova, GFP_KERNEL);
		if (!virt)
			return -ENOMEM;
		writeq(iova, j->regs);
	}
	if (!dma_mapping_error(j->dev, iova))
		dma_free_coherent(j->dev, size, virt, iova);
	return 0;
}

/* A handle that another function has made. */
int kept_good(struct job *j, dma_addr_t *slots, int i)
{
	if (dma_mapping_error(j->dev, slots[i]))
		return -EINVAL;
	writeq(slots[i], j->regs);
	return 0;
}
