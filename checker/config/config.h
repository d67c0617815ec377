/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Configuration files: what an out-of-tree driver says of its own functions, in the words of api.def
 * and kernel.def. A file is YAML; what it describes is added to the tables of rules/api.h and stays there
 * for as long as the process. Nothing in a file is ever executed, and no file names another.
 */
#ifndef DL_CONFIG_H
#define DL_CONFIG_H

#include <limits.h>
#include <stdbool.h>
#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

#define DL_CONFIG_NAME ".dma-lint"

struct dl_config_error {
	unsigned line;	/* 0: of no line, but of the file */
	char reason[320];
};

/*
 * Adds what the file describes. False, with an error and with nothing added, if it cannot be read, is not
 * well formed, or says something else of a name than a file before it. What was said before is
 * the same if it is said again.
 */
bool dl_config_read(const char *path, struct dl_config_error *error);
/* The nearest file of that name in the directory (absolute) or above it. False: there is none. */
bool dl_config_find(const char *directory, char found[PATH_MAX]);
/* All that was added, in a form that can be read again. */
void dl_config_write(FILE *out);

#ifdef __cplusplus
}
#endif
#endif
