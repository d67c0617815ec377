// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Tested, in one way or another, or returned to somebody who will.

// CHECK-NOT: warning:

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <scsi/scsi_cmnd.h>

struct job {
	struct device *dev;
	void __iomem *regs;
	struct scatterlist *sgl;
	struct sg_table sgt;
	int nents, count;
};

int plain_good(struct job *j)
{
	int err = dma_map_sgtable(j->dev, &j->sgt, DMA_TO_DEVICE, 0);

	if (err)
		return err;
	writeq(sg_dma_address(j->sgt.sgl), j->regs);
	return 0;
}

int returned_good(struct job *j)
{
	return dma_map_sgtable(j->dev, &j->sgt, DMA_TO_DEVICE, 0);
}

int negative_good(struct job *j)
{
	int err = dma_map_sgtable(j->dev, &j->sgt, DMA_TO_DEVICE, 0);

	if (err < 0) {
		dev_err(j->dev, "no addresses: %d\n", err);
		goto out;
	}
	writeq(sg_dma_address(j->sgt.sgl), j->regs);
out:
	return err;
}

int condition_good(struct job *j, bool map)
{
	if (map && dma_map_sgtable(j->dev, &j->sgt, DMA_TO_DEVICE, 0))
		return -ENOMEM;
	writel(1, j->regs);
	return 0;
}

int one_of_many_good(struct job *j, struct sg_table *tables, int n)
{
	int i, err = 0;

	for (i = 0; i < n && !err; i++)
		err = dma_map_sgtable(j->dev, &tables[i], DMA_TO_DEVICE, 0);
	if (err)
		while (--i > 0)
			dma_unmap_sgtable(j->dev, &tables[i - 1], DMA_TO_DEVICE, 0);
	return err;
}

int scsi_good(struct scsi_cmnd *cmd, void __iomem *regs)
{
	int n = scsi_dma_map(cmd);

	if (n < 0)
		return SCSI_MLQUEUE_HOST_BUSY;
	if (!n)
		return 0;
	writel(n, regs);
	return 0;
}

/* Without data there is nothing to program; the failure is asked for on the other way. */
int scsi_data_good(struct scsi_cmnd *cmd, void __iomem *regs)
{
	int n = scsi_dma_map(cmd);

	if (n) {
		if (n < 0)
			return -ENOMEM;
		writeq(sg_dma_address(scsi_sglist(cmd)), regs);
	}
	writel(n, regs);
	return 0;
}

int link_good(struct device *dev, struct dma_iova_state *state, phys_addr_t phys, size_t len)
{
	int ret = dma_iova_link(dev, state, phys, 0, len, DMA_TO_DEVICE, 0);

	if (ret)
		return ret;
	return dma_iova_sync(dev, state, 0, len);
}
