/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#include "tools/dma-lint/write_all.h"

#include <errno.h>
#include <unistd.h>

bool write_all(int fd, const void *bytes, size_t len)
{
	for (const char *at = bytes; len;) {
		ssize_t written = write(fd, at, len);

		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			return false;
		at += written;
		len -= written;
	}
	return true;
}
