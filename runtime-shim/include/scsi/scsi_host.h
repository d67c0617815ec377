/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * SCSI hosts: they stand beside their commands.
 */
#ifndef SHIM_SCSI_SCSI_HOST_H
#define SHIM_SCSI_SCSI_HOST_H

#include <linux/module.h>
#include <scsi/scsi_cmnd.h>

struct scsi_host_template {
	struct module *module;
	const char *name, *proc_name;
	int (*queuecommand)(struct Scsi_Host *host, struct scsi_cmnd *cmd);
	int (*eh_abort_handler)(struct scsi_cmnd *cmd);
	int (*eh_host_reset_handler)(struct scsi_cmnd *cmd);
	int can_queue;
	int this_id;
	unsigned short sg_tablesize;
	unsigned int max_sectors;
	unsigned int cmd_size;
};

/* With privsize zeroed bytes behind shost_priv(); NULL if there is no memory. */
struct Scsi_Host *scsi_host_alloc(const struct scsi_host_template *sht, int privsize);
void scsi_host_put(struct Scsi_Host *shost);
/* Commands come from a test, which calls queuecommand(). */
int scsi_add_host(struct Scsi_Host *host, struct device *dev);
void scsi_remove_host(struct Scsi_Host *host);
void scsi_scan_host(struct Scsi_Host *host);

#endif
