/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Error numbers, as on the common architectures.
 */
#ifndef SHIM_LINUX_ERRNO_H
#define SHIM_LINUX_ERRNO_H

#define EPERM		1
#define ENOENT		2
#define EINTR		4
#define EIO		5
#define ENXIO		6
#define E2BIG		7
#define EAGAIN		11
#define ENOMEM		12
#define EACCES		13
#define EFAULT		14
#define EBUSY		16
#define EEXIST		17
#define ENODEV		19
#define EINVAL		22
#define EFBIG		27
#define ENOSPC		28
#define EPIPE		32
#define ERANGE		34
#define ENODATA		61
#define ETIME		62
#define EREMOTEIO	121
#define EMSGSIZE	90
#define EOPNOTSUPP	95
#define ENOBUFS		105
#define ESHUTDOWN	108
#define ETIMEDOUT	110
#define EINPROGRESS	115
#define ECANCELED	125
#define ERESTARTSYS	512
#define EPROBE_DEFER	517
#define ENOTSUPP	524

#endif
