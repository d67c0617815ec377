/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What patches and versions have in common: a directory for the files that the tree does not have, which goes
 * away with us even if we are killed, and the lists of what is laid over the tree on each side.
 */
#define _GNU_SOURCE
#include "tools/dma-lint/change.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "checker/report/standin.h"
#include "tools/dma-lint/git.h"
#include "tools/dma-lint/kbuild.h"
#include "tools/dma-lint/message.h"
#include "tools/dma-lint/units.h"

/* ---- our directory --------------------------------------------------------------------------- */

static int remove_entry(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st;
	(void)type;
	(void)at;
	remove(path);
	return 0;
}

static void remove_directory(const char *directory)
{
	nftw(directory, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

/* A child that does nothing but wait for our end, whatever that is, and clean up then. */
static void leave_janitor(const char *directory)
{
	int ends[2];
	sigset_t all;
	char byte;

	if (pipe2(ends, O_CLOEXEC) != 0)
		return;
	if (fork() != 0) {
		close(ends[0]);
		return;		/* the other end closes with the last of us */
	}
	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, NULL);
	close(ends[1]);
	setsid();
	for (int fd = 0; fd < 3; fd++)
		close(fd);
	while (read(ends[0], &byte, 1) < 0 && errno == EINTR)
		;
	remove_directory(directory);
	_exit(0);
}

static bool make_directory(struct change *change)
{
	const char *temporary = getenv("TMPDIR");
	char *directory = dl_arena_printf(change->arena, "%s/dma-lint-XXXXXX",
					  temporary && *temporary ? temporary : "/tmp");
	char real[PATH_MAX];

	if (!mkdtemp(directory) || !realpath(directory, real)) {
		say_error(directory, "%s", strerror(errno));
		return false;
	}
	change->directory = dl_arena_printf(change->arena, "%s", real);
	leave_janitor(change->directory);
	return true;
}

bool change_make_way(const struct change *change, const char *path)
{
	char *copy = dl_arena_printf(change->arena, "%s", path);
	char *slash = copy + strlen(change->directory);

	for (; slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		if (mkdir(copy, 0777) != 0 && errno != EEXIST)
			return false;
		*slash = '/';
	}
	return true;
}

/* ---- files ----------------------------------------------------------------------------------- */

bool change_is_name(const char *name)
{
	if (!*name || *name == '/' || strlen(name) >= PATH_MAX)
		return false;
	while (*name) {
		size_t len = strcspn(name, "/");

		if (len == 0 || (len == 1 && name[0] == '.') ||
		    (len == 2 && name[0] == '.' && name[1] == '.') ||
		    (len == 4 && strncasecmp(name, ".git", 4) == 0))
			return false;
		name += len;
		name += *name == '/' && name[1];	/* "a/" has an empty part at its end */
	}
	return true;
}

bool change_is_source(const char *name)
{
	const char *dot = strrchr(name, '.');

	return dot && (strcmp(dot, ".c") == 0 || strcmp(dot, ".h") == 0);
}

bool change_hold_the_same(const char *a, const char *b)
{
	struct buffer x = { 0 }, y = { 0 };
	bool same = units_load(a, &x) && units_load(b, &y) && x.len == y.len &&
		    (x.len == 0 || memcmp(x.data, y.data, x.len) == 0);

	buffer_free(&x);
	buffer_free(&y);
	return same;
}

static void add(struct change *change, const char *name, const char *before, const char *after,
		bool touched)
{
	struct changed_file *file;

	change->files = dl_arena_reserve(change->arena, change->files, change->count,
					 &change->capacity, sizeof(change->files[0]));
	file = &change->files[change->count++];
	*file = (struct changed_file){
		.path = dl_arena_printf(change->arena, "%s/%s", change->root, name),
		.is = { before, after },
		.touched = touched,
	};
	change->touched += touched;
}

void change_add(struct change *change, const char *name, const char *before, const char *after)
{
	if (before && after && change_hold_the_same(before, after))
		return;
	if (before || after)
		add(change, name, before, after, true);
}

void change_lay_over(struct change *change, const char *name, const char *file)
{
	add(change, name, file, file, false);
}

/* ---- sides ----------------------------------------------------------------------------------- */

/* Directories that only the change makes are there where its own are. */
static void write_directories(FILE *out, const struct change *change, const char *path,
			      const char *file)
{
	char *mine = dl_arena_printf(change->arena, "%s", path);
	char *its = dl_arena_printf(change->arena, "%s", file);

	for (;;) {
		char *a = strrchr(mine, '/'), *b = strrchr(its, '/');

		if (!a || !b || a == mine || b == its)
			return;
		*a = *b = '\0';
		if (access(mine, F_OK) == 0)
			return;
		fprintf(out, "%s%c%s%c", mine, '\0', its, '\0');
	}
}

static bool write_list(struct change *change, enum side side)
{
	char *name = dl_arena_printf(change->arena, "%s/list-%d", change->directory, (int)side);
	FILE *out = fopen(name, "we");
	bool any = false;

	for (size_t i = 0; out && i < change->count; i++) {
		const struct changed_file *f = &change->files[i];

		if (f->is[side] && strcmp(f->is[side], f->path) == 0)
			continue;
		any = true;
		fprintf(out, "%s%c%s%c", f->path, '\0', f->is[side] ? f->is[side] : "", '\0');
		if (f->is[side])
			write_directories(out, change, f->path, f->is[side]);
	}
	if (!out || fclose(out) != 0) {
		say_error(name, "%s", strerror(errno));
		return false;
	}
	change->lists[side] = any ? name : NULL;
	return true;
}

void change_take_side(const struct change *change, enum side side)
{
	dl_stand_in_clear();
	for (size_t i = 0; i < change->count; i++) {
		const struct changed_file *f = &change->files[i];

		if (!f->is[side] || strcmp(f->is[side], f->path) != 0)
			dl_stand_in(f->path, f->is[side]);
	}
}

/* ---- all of it ------------------------------------------------------------------------------- */

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct changed_file *)a)->path,
		      ((const struct changed_file *)b)->path);
}

/* Has git anything of the directory, or was it unpacked within the tree of something else? */
static bool is_tracked(const char *directory)
{
	static const char *const words[] = { "ls-files", "--error-unmatch", "--", ".", NULL };
	struct git git = { .directory = directory, .input = -1, .output = -1 };
	bool tracked = git_run(&git, words);

	git_free(&git);
	return tracked;
}

/* A module outside of the kernel tree that the user names: its directory; else NULL. */
static const char *module_outside(struct change *change, const struct options *o)
{
	const char *path = o->kernel && o->nfiles ?
				   kbuild_path(o, change->arena, o->files[0]) : NULL;
	char kernel[PATH_MAX];

	if (!path || !realpath(o->kernel, kernel) || path_is_below(path, kernel))
		return NULL;
	if (units_is_directory(path))
		return path;
	return dl_arena_strndup(change->arena, path, strrchr(path, '/') - path);
}

/* A kernel tree, else the top of the git tree that we are in, else the directory. */
static bool find_root(struct change *change, const struct options *o)
{
	static const char *const words[] = { "rev-parse", "--show-toplevel", NULL };
	const char *module = module_outside(change, o);
	struct git git = { .directory = module ? module : o->kernel ? o->kernel : ".",
			   .input = -1, .output = -1 };
	const char *top = git.directory;
	char real[PATH_MAX];

	change->outside = module != NULL;
	if ((module || !o->kernel) && is_tracked(top) && git_run(&git, words) && git.out.len > 1)
		top = dl_arena_strndup(change->arena, git.out.data, git.out.len - 1);
	git_free(&git);
	if (!realpath(top, real)) {
		say_error(top, "%s", strerror(errno));
		return false;
	}
	change->root = dl_arena_printf(change->arena, "%s", real);
	return true;
}

bool change_open(struct change *change, const struct options *o)
{
	*change = (struct change){ .arena = dl_arena_new(), .fixed = o->kernel != NULL };
	if (!find_root(change, o) || !make_directory(change))
		return false;
	if (!(o->patch ? change_from_patch(change, o->patch) : change_from_diff(change, o->diff)))
		return false;
	if (change->count)
		qsort(change->files, change->count, sizeof(change->files[0]), by_path);
	return write_list(change, BEFORE) && write_list(change, AFTER);
}

void change_close(struct change *change)
{
	dl_stand_in_clear();
	if (change->directory)
		remove_directory(change->directory);
	dl_arena_free(change->arena);
}
