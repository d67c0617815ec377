/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* The top of the tree that a source belongs to, by what is in it. */
#include "tools/dma-lint/root.h"

#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static bool has(const char *directory, const char *name)
{
	char path[PATH_MAX + 32];

	snprintf(path, sizeof(path), "%s/%s", directory, name);
	return access(path, F_OK) == 0;
}

static bool is_top(const char *directory)
{
	return has(directory, ".git") || (has(directory, "MAINTAINERS") && has(directory, "Kbuild"));
}

void root_of(const char *path, char *root)
{
	char *slash;

	snprintf(root, PATH_MAX, "%s", path);
	while ((slash = strrchr(root, '/')) && slash > root) {
		*slash = '\0';
		if (is_top(root))
			return;
	}
	if (!getcwd(root, PATH_MAX))
		snprintf(root, PATH_MAX, "/");
}
