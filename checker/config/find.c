/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Where the configuration of a source is: in its directory, or the nearest one above. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "checker/config/config.h"

bool dl_config_find(const char *directory, char found[PATH_MAX])
{
	size_t len = strlen(directory);

	while (len && directory[len - 1] == '/')
		len--;
	for (;;) {
		int written = snprintf(found, PATH_MAX, "%.*s/" DL_CONFIG_NAME, (int)len, directory);

		if (written < PATH_MAX && access(found, F_OK) == 0)
			return true;
		if (len == 0)
			return false;
		while (len && directory[len - 1] != '/')
			len--;
		while (len && directory[len - 1] == '/')
			len--;
	}
}
