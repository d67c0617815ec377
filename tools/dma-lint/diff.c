/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * A change from two versions in git, or from one and the work tree. Contents come out of git's objects by their
 * hashes; nothing is checked out, and the index is not even refreshed.
 *
 * The rest of the tree is as it is here. Where the newer version is a commit, files that are not as they are there are taken
 * from it, on both sides.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tools/dma-lint/change.h"
#include "tools/dma-lint/git.h"
#include "tools/dma-lint/message.h"
#include "tools/dma-lint/names.h"
#include "tools/dma-lint/progress.h"

#define HASH_MAX 64	/* hexadecimal digits of SHA-256 */

struct diff {
	struct change *change;
	const char *base, *head;	/* hashes of trees; head is NULL for the work tree */
	struct names touched;
	unsigned fetched;		/* blobs; each in a directory of its own */
	size_t odd;			/* sources of the work tree that are not as in head */
};

/* One of git's raw lines: what a path is on both sides. */
struct entry {
	char modes[SIDES][8];
	char hashes[SIDES][HASH_MAX + 1];	/* all zeros: look into the work tree */
	const char *name;
};

static bool run(const struct diff *d, struct git *git, const char *const *words)
{
	*git = (struct git){ .directory = d->change->root, .input = -1, .output = -1 };
	return git_run(git, words);
}

/* ---- revisions ------------------------------------------------------------------------------- */

/* The hash that git names, or NULL. */
static const char *ask_hash(const struct diff *d, const char *const *words, struct git *git)
{
	const char *hash = NULL;

	if (run(d, git, words) && git->out.len > 1)
		hash = dl_arena_strndup(d->change->arena, git->out.data, git->out.len - 1);
	git_free(git);
	return hash;
}

static const char *tree_of(const struct diff *d, const char *revision)
{
	const char *name = dl_arena_printf(d->change->arena, "%s^{tree}", revision);
	const char *const words[] = { "rev-parse", "--verify", "--quiet", "--end-of-options", name,
				      NULL };
	struct git git;
	const char *hash = ask_hash(d, words, &git);

	if (!hash)
		say_error(NULL, "--diff: '%s' is no version of %s%s%s", revision, d->change->root,
			  *git.said ? ": " : "", git.said);
	return hash;
}

static const char *merge_base(const struct diff *d, const char *a, const char *b)
{
	const char *const words[] = { "merge-base", "--", a, b, NULL };
	struct git git;
	const char *hash = ask_hash(d, words, &git);

	if (!hash)
		say_error(NULL, "--diff: '%s' and '%s' have no common base in %s%s%s", a, b,
			  d->change->root, *git.said ? ": " : "", git.said);
	return hash;
}

/* BASE, BASE..HEAD, or BASE...HEAD: from where they have parted. An end that is missing is HEAD. */
static bool find_trees(struct diff *d, const char *range)
{
	const char *dots = strstr(range, "..");
	const char *base = dots ? dl_arena_strndup(d->change->arena, range, dots - range) : range;
	bool parted = dots && dots[2] == '.';
	const char *head = dots ? dots + 2 + parted : NULL;

	if (dots && !*base)
		base = "HEAD";
	if (head && !*head)
		head = "HEAD";
	if (parted)
		base = merge_base(d, base, head);
	d->base = base ? tree_of(d, base) : NULL;
	d->head = d->base && head ? tree_of(d, head) : NULL;
	return d->base && (!head || d->head);
}

/* ---- what git lists -------------------------------------------------------------------------- */

/* Up to the separator; false if it is not there. */
static bool take(const char **at, const char *end, char separator, char *word, size_t size)
{
	const char *stop = memchr(*at, separator, end - *at);

	if (!stop || (size_t)(stop - *at) >= size)
		return false;
	memcpy(word, *at, stop - *at);
	word[stop - *at] = '\0';
	*at = stop + 1;
	return true;
}

/* ":100644 100644 HASH HASH M<NUL>NAME<NUL>" */
static bool take_entry(const char **at, const char *end, struct entry *entry)
{
	char status[16];
	const char *stop;

	if (*at >= end || *(*at)++ != ':')
		return false;
	if (!take(at, end, ' ', entry->modes[BEFORE], sizeof(entry->modes[0])) ||
	    !take(at, end, ' ', entry->modes[AFTER], sizeof(entry->modes[0])) ||
	    !take(at, end, ' ', entry->hashes[BEFORE], sizeof(entry->hashes[0])) ||
	    !take(at, end, ' ', entry->hashes[AFTER], sizeof(entry->hashes[0])) ||
	    !take(at, end, '\0', status, sizeof(status)))
		return false;
	stop = memchr(*at, '\0', end - *at);
	entry->name = *at;
	*at = stop ? stop + 1 : end;
	return stop != NULL;
}

/* A file, not a link, nor another repository. */
static bool is_file(const char *mode)
{
	return strncmp(mode, "100", 3) == 0;
}

static bool is_somewhere_else(const char *hash)
{
	return hash[strspn(hash, "0")] == '\0';
}

/* A file with the blob in it; NULL, with a message, if git cannot give it. */
static const char *fetch(struct diff *d, const char *hash, const char *side, const char *name)
{
	const char *path = dl_arena_printf(d->change->arena, "%s/%s/%s", d->change->directory,
					   side, name);
	const char *const words[] = { "cat-file", "blob", hash, NULL };
	struct git git = { .directory = d->change->root, .input = -1 };
	bool good;

	git.output = change_make_way(d->change, path) ?
			     open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666) : -1;
	if (git.output < 0) {
		say_error(path, "%s", strerror(errno));
		return NULL;
	}
	good = git_run(&git, words);
	close(git.output);
	git_free(&git);
	if (good)
		return path;
	say_error(name, "git does not give it: %s", git.said);
	return NULL;
}

/* Where a file can be read on that side. False, with a message, if that fails. */
static bool find_text(struct diff *d, const struct entry *entry, enum side side,
		      const char **file)
{
	*file = NULL;
	if (!is_file(entry->modes[side]))
		return true;
	if (is_somewhere_else(entry->hashes[side]))
		*file = dl_arena_printf(d->change->arena, "%s/%s", d->change->root, entry->name);
	else
		*file = fetch(d, entry->hashes[side], dl_arena_printf(d->change->arena, "%u", ++d->fetched),
			      entry->name);
	return *file != NULL;
}

static bool add_touched(struct diff *d, const struct entry *entry)
{
	const char *before, *after;

	if (!find_text(d, entry, BEFORE, &before) || !find_text(d, entry, AFTER, &after))
		return false;
	*names_at(&d->touched, entry->name) = d;
	change_add(d->change, entry->name, before, after);
	return true;
}

/* Is it in the work tree as in that version, of which file is a copy? Git lists what may differ. */
static bool is_as_in(const struct diff *d, const struct entry *entry, const char *file)
{
	const char *mine = dl_arena_printf(d->change->arena, "%s/%s", d->change->root, entry->name);

	return file && change_hold_the_same(file, mine);
}

/* Not as in head: what is not touched between base and head is as in head on both sides. */
static bool lay_over(struct diff *d, const struct entry *entry)
{
	const char *file;

	if (names_has(&d->touched, entry->name))
		return true;
	if (!find_text(d, entry, BEFORE, &file))
		return false;
	if (is_as_in(d, entry, file))
		return true;
	d->odd++;
	change_lay_over(d->change, entry->name, file);
	return true;
}

static bool count_odd(struct diff *d, const struct entry *entry)
{
	const char *file;

	if (!find_text(d, entry, BEFORE, &file))
		return false;
	d->odd += !is_as_in(d, entry, file);
	return true;
}

static bool for_each_entry(struct diff *d, const char *const *words,
			   bool (*visit)(struct diff *d, const struct entry *entry))
{
	struct git git;
	bool good = run(d, &git, words);
	const char *at = git.out.data, *end = at + git.out.len;
	struct entry entry;

	if (!good)
		say_error(NULL, "git %s: %s", words[0], git.said);
	while (good && at < end && take_entry(&at, end, &entry))
		if (change_is_name(entry.name) && change_is_source(entry.name))
			good = visit(d, &entry);
	git_free(&git);
	return good;
}

static void say_odd(const struct diff *d)
{
	if (!d->odd)
		return;
	progress_clear();
	if (d->head)
		fprintf(stderr, "dma-lint: %zu more source%s of the work tree %s not as in that version, "
				"and taken from there\n", d->odd, d->odd == 1 ? "" : "s",
			d->odd == 1 ? "is" : "are");
	else
		fprintf(stderr, "dma-lint: compared with the work tree as it is, %zu source%s not "
				"committed\n", d->odd, d->odd == 1 ? "" : "s");
}

static bool compare_trees(struct diff *d)
{
	const char *const between[] = { "diff-tree", "-r", "-z", "--no-renames",
					"--ignore-submodules", d->base, d->head, NULL };
	const char *const here[] = { "diff-index", "-z", "--no-renames", "--ignore-submodules",
				     d->head, "--", NULL };

	return for_each_entry(d, between, add_touched) && for_each_entry(d, here, lay_over);
}

static bool compare_work_tree(struct diff *d)
{
	const char *const here[] = { "diff-index", "-z", "--no-renames", "--ignore-submodules",
				     d->base, "--", NULL };
	static const char *const dirty[] = { "diff-index", "-z", "--no-renames", "--ignore-submodules",
				      "HEAD", "--", NULL };

	return for_each_entry(d, here, add_touched) && for_each_entry(d, dirty, count_odd);
}

bool change_from_diff(struct change *change, const char *range)
{
	struct diff d = { .change = change };
	bool good = find_trees(&d, range) && (d.head ? compare_trees(&d) : compare_work_tree(&d));

	if (good)
		say_odd(&d);
	names_free(&d.touched);
	return good;
}
