/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* From a file's bytes to the entries in it. What the words mean is for rows.c. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "checker/config/file.h"

#define MOST_BYTES (1 << 20)

/* ---- functions -------------------------------------------------------------------------------- */

static void read_name(struct yaml_reader *r, void *into)
{
	((struct function *)into)->name = yaml_text(r, "'name'");
}

static void read_like(struct yaml_reader *r, void *into)
{
	((struct function *)into)->like = yaml_text(r, "'like'");
}

static void read_inverse(struct yaml_reader *r, void *into)
{
	((struct function *)into)->inverse = yaml_text(r, "'inverse'");
}

static void read_role(struct yaml_reader *r, void *into)
{
	struct function *f = into;

	f->args[f->nargs++] = yaml_text(r, "an element of 'args'");
}

static void read_args(struct yaml_reader *r, void *into)
{
	((struct function *)into)->has_args = true;
	yaml_list(r, "'args'", DL_API_MAX_ARGS, read_role, into);
}

static void read_function(struct yaml_reader *r, void *into)
{
	static const struct yaml_key keys[] = {
		{ "name", read_name, true },
		{ "like", read_like, true },
		{ "args", read_args, false },
		{ "inverse", read_inverse, false },
		{ NULL, NULL, false },
	};
	struct config_file *file = into;

	file->functions = dl_arena_reserve(file->arena, file->functions, file->nfunctions,
					   &file->functions_capacity, sizeof(file->functions[0]));
	file->functions[file->nfunctions] = (struct function){ 0 };
	yaml_mapping(r, "a function", keys, &file->functions[file->nfunctions++]);
}

/* ---- helpers ---------------------------------------------------------------------------------- */

static void read_helper_name(struct yaml_reader *r, void *into)
{
	((struct helper *)into)->name = yaml_text(r, "'name'");
}

static void read_action(struct yaml_reader *r, void *into)
{
	((struct helper *)into)->action = yaml_text(r, "'action'");
}

static void read_kind(struct yaml_reader *r, void *into)
{
	((struct helper *)into)->kind = yaml_text(r, "'kind'");
}

static void read_arg(struct yaml_reader *r, void *into)
{
	((struct helper *)into)->arg = yaml_text(r, "'arg'");
}

static void read_helper(struct yaml_reader *r, void *into)
{
	static const struct yaml_key keys[] = {
		{ "name", read_helper_name, true },
		{ "action", read_action, true },
		{ "kind", read_kind, false },
		{ "arg", read_arg, false },
		{ NULL, NULL, false },
	};
	struct config_file *file = into;

	file->helpers = dl_arena_reserve(file->arena, file->helpers, file->nhelpers,
					 &file->helpers_capacity, sizeof(file->helpers[0]));
	file->helpers[file->nhelpers] = (struct helper){ 0 };
	yaml_mapping(r, "a helper", keys, &file->helpers[file->nhelpers++]);
}

/* ---- the file --------------------------------------------------------------------------------- */

static void read_functions(struct yaml_reader *r, void *into)
{
	yaml_list(r, "'functions'", MOST_ENTRIES, read_function, into);
}

static void read_helpers(struct yaml_reader *r, void *into)
{
	yaml_list(r, "'helpers'", MOST_ENTRIES, read_helper, into);
}

static bool parse(struct config_file *file, const char *bytes, size_t len)
{
	static const struct yaml_key keys[] = {
		{ "functions", read_functions, false },
		{ "helpers", read_helpers, false },
		{ NULL, NULL, false },
	};
	struct yaml_reader r;
	bool good;

	yaml_open(&r, bytes, len, file->arena, file->error);
	if (!yaml_is_empty(&r)) {
		yaml_mapping(&r, "the file", keys, file);
		yaml_end(&r);
	}
	good = !r.failed;
	yaml_close(&r);
	return good;
}

static const char *complaint(int fd)
{
	struct stat st;

	if (fstat(fd, &st) != 0)
		return strerror(errno);
	if (!S_ISREG(st.st_mode))
		return "is not a regular file";
	return st.st_size > MOST_BYTES ? "is larger than 1 MiB" : NULL;
}

/* NULL, with a reason, if it cannot be had. */
static char *load(const char *path, size_t *len, struct dl_config_error *error)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	const char *reason = fd < 0 ? strerror(errno) : complaint(fd);
	char *bytes = reason ? NULL : malloc(MOST_BYTES + 1);
	ssize_t got = 1;

	*len = 0;
	while (bytes && got > 0 && *len <= MOST_BYTES) {
		got = read(fd, bytes + *len, MOST_BYTES + 1 - *len);
		*len += got > 0 ? got : 0;
	}
	if (!reason && (!bytes || got < 0))
		reason = strerror(errno);
	if (!reason && *len > MOST_BYTES)
		reason = "is larger than 1 MiB";
	if (fd >= 0)
		close(fd);
	if (!reason)
		return bytes;
	*error = (struct dl_config_error){ 0 };
	snprintf(error->reason, sizeof(error->reason), "%s", reason);
	free(bytes);
	return NULL;
}

/* Rows stay, so what they point to stays, too. */
struct kept {
	const struct kept *next;
	struct dl_arena *arena;
};

static void keep(struct dl_arena *arena)
{
	static const struct kept *all;
	struct kept *kept = DL_NEW(arena, struct kept);

	*kept = (struct kept){ all, arena };
	all = kept;
}

static size_t rows_added(void)
{
	size_t apis, kernels;

	dl_api_added(&apis);
	dl_kernel_added(&kernels);
	return apis + kernels;
}

bool dl_config_read(const char *path, struct dl_config_error *error)
{
	struct config_file file = { .error = error };
	size_t len, before = rows_added();
	char *bytes = load(path, &len, error);
	bool good;

	if (!bytes)
		return false;
	file.arena = dl_arena_new();
	file.path = dl_arena_strndup(file.arena, path, strlen(path));
	good = parse(&file, bytes, len) && config_add(&file);
	free(bytes);
	if (rows_added() != before)
		keep(file.arena);
	else
		dl_arena_free(file.arena);
	return good;
}
