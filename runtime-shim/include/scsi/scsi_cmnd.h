/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * SCSI commands, as far as their data is mapped.
 */
#ifndef SHIM_SCSI_SCSI_CMND_H
#define SHIM_SCSI_SCSI_CMND_H

#include <linux/dma-direction.h>
#include <linux/scatterlist.h>

struct scsi_data_buffer {
	struct sg_table table;
	unsigned int length;
};

struct Scsi_Host {
	struct device *dma_dev;
	unsigned long hostdata[] __attribute__((aligned(sizeof(unsigned long))));
};

static inline void *shost_priv(struct Scsi_Host *shost)
{
	return (void *)shost->hostdata;
}

struct scsi_device {
	struct Scsi_Host *host;
};

struct scsi_cmnd {
	struct scsi_device *device;
	enum dma_data_direction sc_data_direction;
	struct scsi_data_buffer sdb;
	int result;
};

#define SCSI_MLQUEUE_HOST_BUSY	0x1055

int scsi_dma_map(struct scsi_cmnd *cmd);
void scsi_dma_unmap(struct scsi_cmnd *cmd);
void scsi_done(struct scsi_cmnd *cmd);

#define scsi_sg_count(cmd)	((cmd)->sdb.table.nents)
#define scsi_sglist(cmd)	((cmd)->sdb.table.sgl)
#define scsi_bufflen(cmd)	((cmd)->sdb.length)
#define scsi_for_each_sg(cmd, sg, nseg, __i) for_each_sg(scsi_sglist(cmd), sg, nseg, __i)

#endif
