// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A status that nobody reads.

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <rdma/ib_verbs.h>
#include <scsi/scsi_cmnd.h>

struct job {
	struct device *dev;
	void __iomem *regs;
	struct scatterlist *sgl;
	struct sg_table sgt;
	int nents, count;
};

int ignored_bad(struct job *j)
{
	dma_map_sgtable(j->dev, &j->sgt, DMA_TO_DEVICE, 0);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unchecked-map-sgtable]
	writeq(sg_dma_address(j->sgt.sgl), j->regs);
	return 0;
}

/* Kept, printed on demand, never acted on. */
int kept_bad(struct job *j, struct sg_table *sgt)
{
	struct scatterlist *sg;
	int i, err;

	err = dma_map_sgtable(j->dev, sgt, DMA_FROM_DEVICE, 0);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unchecked-map-sgtable]
	for_each_sgtable_dma_sg(sgt, sg, i)
		writeq(sg_dma_address(sg), j->regs + 8 * i);
	err = readl(j->regs);
	dma_unmap_sgtable(j->dev, sgt, DMA_FROM_DEVICE, 0);
	return err;
}

/* Two tables, one test. */
int second_bad(struct job *j, struct sg_table *in, struct sg_table *out)
{
	int err = dma_map_sgtable(j->dev, in, DMA_TO_DEVICE, 0);

	if (err)
		return err;
	dma_map_sgtable(j->dev, out, DMA_FROM_DEVICE, 0);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unchecked-map-sgtable]
	writeq(sg_dma_address(in->sgl), j->regs);
	writeq(sg_dma_address(out->sgl), j->regs + 8);
	dma_unmap_sgtable(j->dev, out, DMA_FROM_DEVICE, 0);
	dma_unmap_sgtable(j->dev, in, DMA_TO_DEVICE, 0);
	return 0;
}

int infiniband_bad(struct ib_device *ib, struct sg_table *sgt, u64 *list)
{
	ib_dma_map_sgtable_attrs(ib, sgt, DMA_BIDIRECTIONAL, 0);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unchecked-map-sgtable]
	list[0] = sg_dma_address(sgt->sgl);
	return 0;
}

/* A loop is no test: a negative count is skipped, and the command started all the same. */
int scsi_bad(struct scsi_cmnd *cmd, void __iomem *regs)
{
	struct scatterlist *sg;
	int i, n = scsi_dma_map(cmd);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unchecked-map-sgtable]

	scsi_for_each_sg(cmd, sg, n, i)
		writeq(sg_dma_address(sg), regs + 8 * i);
	writel(n, regs);
	return 0;
}

/* 0 means "no data", not failure. */
int scsi_zero_bad(struct scsi_cmnd *cmd, void __iomem *regs)
{
	int n = scsi_dma_map(cmd);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unchecked-map-sgtable]

	if (n)
		writeq(sg_dma_address(scsi_sglist(cmd)), regs);
	writel(n, regs);
	return 0;
}

int link_bad(struct device *dev, struct dma_iova_state *state, phys_addr_t phys, size_t len)
{
	dma_iova_link(dev, state, phys, 0, len, DMA_TO_DEVICE, 0);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unchecked-map-sgtable]
	return dma_iova_sync(dev, state, 0, len);
}
