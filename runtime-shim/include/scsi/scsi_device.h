/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * SCSI devices: they stand beside their commands.
 */
#ifndef SHIM_SCSI_SCSI_DEVICE_H
#define SHIM_SCSI_SCSI_DEVICE_H

#include <scsi/scsi_cmnd.h>

#endif
