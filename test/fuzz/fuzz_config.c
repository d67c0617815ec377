/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Any bytes as a configuration file. What is refused must add nothing; what is taken must be there again
 * when all is written and read. Rows stay, so late inputs meet what earlier ones said.
 */
#define _GNU_SOURCE
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "checker/config/config.h"
#include "rules/api.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t rows_added(void)
{
	size_t apis, kernels;

	dl_api_added(&apis);
	dl_kernel_added(&kernels);
	return apis + kernels;
}

static bool read_bytes(const void *bytes, size_t size)
{
	int fd = memfd_create("config", MFD_CLOEXEC);
	struct dl_config_error error;
	char path[64];
	bool good;

	if (fd < 0 || write(fd, bytes, size) != (ssize_t)size)
		abort();
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	good = dl_config_read(path, &error);
	close(fd);
	return good;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	size_t before = rows_added(), after, len;
	bool good = read_bytes(data, size);
	char *text = NULL;
	FILE *out;

	after = rows_added();
	if (!good && after != before)
		abort();
	if (after == before)
		return 0;
	out = open_memstream(&text, &len);
	if (!out)
		abort();
	dl_config_write(out);
	fclose(out);
	if (!read_bytes(text, len) || rows_added() != after)
		abort();
	free(text);
	return 0;
}
