// RUN: not %dma-lint --whole-modules %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What queues SCSI commands says by 0 that it has taken one. That it failed, the command says.

#include <linux/dma-mapping.h>
#include <linux/io.h>

struct Scsi_Host {
	struct device *dev;
	void __iomem *regs;
};

struct scsi_cmnd {
	void *sense, *block;
	dma_addr_t sense_dma, block_dma;
	int result;
};

void command_done(struct scsi_cmnd *cmd);

/* The second map fails, and the label of the first unmap was missed. */
int queue_bad(struct Scsi_Host *host, struct scsi_cmnd *cmd)
{
	cmd->block_dma = dma_map_single(host->dev, cmd->block, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(host->dev, cmd->block_dma))
		goto error;
	cmd->sense_dma = dma_map_single(host->dev, cmd->sense, 96, DMA_FROM_DEVICE);
	if (dma_mapping_error(host->dev, cmd->sense_dma))
		goto error;
	if (readl(host->regs) == 0xdead)
		goto unmap;
	writel(cmd->block_dma, host->regs);
	return 0;

unmap:
	dma_unmap_single(host->dev, cmd->sense_dma, 96, DMA_FROM_DEVICE);
	dma_unmap_single(host->dev, cmd->block_dma, 64, DMA_TO_DEVICE);
error:
	cmd->result = -1;
	command_done(cmd);
	return 0;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-leak-on-error]
}

int queue_good(struct Scsi_Host *host, struct scsi_cmnd *cmd)
{
	cmd->block_dma = dma_map_single(host->dev, cmd->block, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(host->dev, cmd->block_dma))
		goto error;
	cmd->sense_dma = dma_map_single(host->dev, cmd->sense, 96, DMA_FROM_DEVICE);
	if (dma_mapping_error(host->dev, cmd->sense_dma))
		goto unmap;
	writel(cmd->block_dma, host->regs);
	return 0;

unmap:
	dma_unmap_single(host->dev, cmd->block_dma, 64, DMA_TO_DEVICE);
error:
	cmd->result = -1;
	command_done(cmd);
	return 0;
}

void done_good(struct Scsi_Host *host, struct scsi_cmnd *cmd)
{
	dma_unmap_single(host->dev, cmd->sense_dma, 96, DMA_FROM_DEVICE);
	dma_unmap_single(host->dev, cmd->block_dma, 64, DMA_TO_DEVICE);
}
