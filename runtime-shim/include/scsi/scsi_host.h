/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * SCSI hosts: they stand beside their commands.
 */
#ifndef SHIM_SCSI_SCSI_HOST_H
#define SHIM_SCSI_SCSI_HOST_H

#include <scsi/scsi_cmnd.h>

#endif
