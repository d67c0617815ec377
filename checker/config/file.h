/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* What stands in a configuration file, word for word, and the rows that come of it. */
#ifndef DL_CONFIG_FILE_H
#define DL_CONFIG_FILE_H

#include "checker/config/yaml.h"
#include "rules/api.h"

#define MOST_ENTRIES 1024	/* of one list */

struct function {
	struct text name, like, inverse;
	struct text args[DL_API_MAX_ARGS];
	size_t nargs;
	bool has_args;
};

struct helper {
	struct text name, action, kind, arg;
};

struct config_file {
	const char *path;
	struct dl_arena *arena;		/* stays if the rows are added */
	struct dl_config_error *error;
	struct function *functions;
	struct helper *helpers;
	size_t nfunctions, nhelpers;
	size_t functions_capacity, helpers_capacity;
};

/* All rows that are ever added are part of one of these. */
struct added_function {
	struct dl_api api;
	const char *like, *file;
	unsigned line;
};

struct added_helper {
	struct dl_kernel_function kernel;
	const char *file;
	unsigned line;
};

/* rows.c: all rows or, with an error, none. */
bool config_add(struct config_file *file);
const struct added_function *added_function(const struct dl_api *api);
const struct added_helper *added_helper(const struct dl_kernel_function *kernel);

#endif
