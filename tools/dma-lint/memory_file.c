/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#define _GNU_SOURCE
#include "tools/dma-lint/memory_file.h"

#include <errno.h>
#include <sys/mman.h>
#include <unistd.h>

#include "tools/dma-lint/write_all.h"

int memory_file(const char *name, const char *text, size_t len)
{
	int fd = memfd_create(name, MFD_CLOEXEC), error;

	if (fd < 0 || write_all(fd, text, len))
		return fd;
	error = errno;
	close(fd);
	errno = error;
	return -1;
}
