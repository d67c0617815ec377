/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * A change of sources: which files it touches, and where each of them can be read as it was before and as it is
 * after. It comes from a patch or from two versions in git. Nobody's work tree or index is changed for that.
 */
#ifndef DL_CHANGE_H
#define DL_CHANGE_H

#include <stdbool.h>
#include <stddef.h>

#include "checker/ir/arena.h"
#include "tools/dma-lint/options.h"

enum side { BEFORE, AFTER, SIDES };

struct changed_file {
	const char *path;		/* in the tree: absolute */
	const char *is[SIDES];		/* the file to be read for it on each side; NULL: it is not there */
	bool touched;			/* false: the same on both sides, but not as in the tree */
};

struct change {
	struct dl_arena *arena;
	const char *root;		/* of the tree: absolute, symbolic links resolved */
	bool fixed;			/* the user names it */
	bool outside;			/* a module outside of the kernel tree, which the user names */
	const char *directory;		/* ours, for files that nobody has: goes with us */
	struct changed_file *files;	/* C sources and headers, by path */
	size_t count, capacity;
	size_t touched;
	const char *lists[SIDES];	/* for workers (checker/clang/protocol.h); NULL: as in the tree */
};

/* As --patch or --diff say. False, with a message, if that makes no sense. change_close() in any case. */
bool change_open(struct change *change, const struct options *options);
void change_close(struct change *change);
/* From now on the process, too, reads sources as they are on that side. */
void change_take_side(const struct change *change, enum side side);

/* ---- for those that make one: patch.c, diff.c ------------------------------------------------ */

bool change_from_patch(struct change *change, const char *name);
bool change_from_diff(struct change *change, const char *range);
/* Is it a name that stays below the directory that it is put behind? */
bool change_is_name(const char *name);
/* Is it C? */
bool change_is_source(const char *name);
/* Makes the directories that lead to a file, which is below change->directory. False: errno. */
bool change_make_way(const struct change *change, const char *path);
/* Can both be read, and hold the same? */
bool change_hold_the_same(const char *a, const char *b);
/* name: below the root. before, after: files, or NULL. Does nothing if both hold the same. */
void change_add(struct change *change, const char *name, const char *before, const char *after);
/* The same on both sides. */
void change_lay_over(struct change *change, const char *name, const char *file);

#endif
