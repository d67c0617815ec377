/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * A change from a patch: what diff or git write, a mail, or a mailbox with a series, of which the sum is what
 * counts. Whoever wrote it is not trusted. Files of the tree that it names are copied into a directory of ours, and
 * git, which knows what hostile patches do, applies it there, where no repository is; what is C and differs
 * afterwards, it touches.
 *
 * The tree may be without the patch, or have it already; both are tried, in this order.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tools/dma-lint/change.h"
#include "tools/dma-lint/git.h"
#include "tools/dma-lint/message.h"
#include "tools/dma-lint/names.h"
#include "tools/dma-lint/progress.h"

#define MAX_PATCH (64u << 20)	/* bytes */
#define MAX_FILES 20000		/* that it may name */

struct patch {
	struct change *change;
	const char *name;	/* as the user has it */
	struct buffer text;	/* all of it */
	const char **parts;	/* files: what is to be applied, in order */
	size_t nparts, capacity;
	const char *tree;	/* our copies: as the tree is */
	const char *other;	/* and with the patch, or without it */
	bool moved;		/* a part of it applies at other lines than it says */
	const char *looking;	/* a directory: is anything that it names in it? */
	bool found;
	struct names named;	/* files that it names, whether they are there or not */
	size_t nnamed;
	char reason[600];	/* why it does not apply */
};

static bool complain(const struct patch *p, const char *reason)
{
	say_error(p->name, "%s", reason);
	return false;
}

/* ---- reading --------------------------------------------------------------------------------- */

static bool read_text(struct patch *p)
{
	bool input = strcmp(p->name, "-") == 0;
	int fd = input ? dup(STDIN_FILENO) : open(p->name, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	int error;

	if (input)
		p->name = "the patch on stdin";
	if (fd < 0)
		return complain(p, strerror(errno));
	while (p->text.len <= MAX_PATCH && buffer_read(&p->text, fd))
		;
	error = errno;
	close(fd);
	if (p->text.len > MAX_PATCH)
		return complain(p, "is larger than 64 MiB, which no patch is");
	if (error)
		return complain(p, strerror(error));
	return p->text.len ? true : complain(p, "is empty");
}

static const char *write_file(struct patch *p, const char *name, const char *text, size_t len)
{
	char *path = dl_arena_printf(p->change->arena, "%s/%s", p->change->directory, name);
	FILE *out = fopen(path, "we");
	bool good = out && fwrite(text, 1, len, out) == len;

	if (out && fclose(out) != 0)
		good = false;
	if (good)
		return path;
	complain(p, strerror(errno));
	return NULL;
}

static bool begins(const char *at, const char *end, const char *word)
{
	size_t len = strlen(word);

	return (size_t)(end - at) >= len && memcmp(at, word, len) == 0;
}

/* To the next line; end if there is none. */
static const char *next_line(const char *at, const char *end)
{
	const char *eol = memchr(at, '\n', end - at);

	return eol ? eol + 1 : end;
}

static bool is_diff_line(const char *at, const char *end)
{
	return begins(at, end, "diff --git ") || begins(at, end, "--- ") ||
	       begins(at, end, "Index: ");
}

/* It has headers of a mail before its first diff. */
static bool is_mail(const struct patch *p)
{
	const char *end = p->text.data + p->text.len;

	for (const char *at = p->text.data; at < end; at = next_line(at, end)) {
		if (is_diff_line(at, end))
			return false;
		if (begins(at, end, "From ") || begins(at, end, "From:") ||
		    begins(at, end, "Subject:") || begins(at, end, "Message-I"))
			return true;
	}
	return false;
}

static void add_part(struct patch *p, const char *file)
{
	p->parts = dl_arena_reserve(p->change->arena, p->parts, p->nparts, &p->capacity,
				    sizeof(p->parts[0]));
	p->parts[p->nparts++] = file;
}

/* ---- mails ----------------------------------------------------------------------------------- */

/* What mailinfo makes of a mail: its diff, decoded. Cover letters have none. */
static bool add_mail(struct patch *p, const char *mail)
{
	struct dl_arena *arena = p->change->arena;
	const char *body = dl_arena_printf(arena, "%s.body", mail);
	const char *diff = dl_arena_printf(arena, "%s.diff", mail);
	const char *const words[] = { "mailinfo", body, diff, NULL };
	struct git git = { .directory = p->change->directory, .ceiling = p->change->directory,
			   .input = open(mail, O_RDONLY | O_CLOEXEC), .output = -1 };
	bool good = git_run(&git, words);
	struct stat st;

	close(git.input);
	git_free(&git);
	if (!good) {
		say_error(p->name, "a mail in it cannot be read: %s", git.said);
		return false;
	}
	if (stat(diff, &st) == 0 && st.st_size > 0)
		add_part(p, diff);
	return true;
}

static bool split_mails(struct patch *p, const char *file)
{
	const char *mails = dl_arena_printf(p->change->arena, "%s/mails", p->change->directory);
	const char *out = dl_arena_printf(p->change->arena, "-o%s", mails);
	const char *const words[] = { "mailsplit", "-b", "--keep-cr", out, "--", file, NULL };
	struct git git = { .directory = p->change->directory, .ceiling = p->change->directory,
			   .input = -1, .output = -1 };
	bool good = mkdir(mails, 0777) == 0 && git_run(&git, words);
	long count = 0;

	if (good && git.out.len) {
		git.out.data[git.out.len - 1] = '\0';
		count = strtol(git.out.data, NULL, 10);
	}
	git_free(&git);
	if (!good)
		say_error(p->name, "cannot be split into mails: %s", git.said);
	for (long i = 1; good && i <= count; i++)
		good = add_mail(p, dl_arena_printf(p->change->arena, "%s/%04ld", mails, i));
	return good;
}

static bool find_parts(struct patch *p)
{
	const char *file = write_file(p, "patch", p->text.data, p->text.len);

	if (!file)
		return false;
	if (is_mail(p) && !split_mails(p, file))
		return false;
	if (!is_mail(p))
		add_part(p, file);
	return p->nparts ? true : complain(p, "has no diff in it");
}

/* ---- which files it names -------------------------------------------------------------------- */

/* A file of the directory, no link, and on no way through one. */
static bool is_regular(const struct patch *p, const char *root, const char *name)
{
	const char *path = dl_arena_printf(p->change->arena, "%s/%s", root, name);
	char real[PATH_MAX];
	struct stat st;

	return realpath(path, real) && strcmp(real, path) == 0 && stat(path, &st) == 0 &&
	       S_ISREG(st.st_mode);
}

static bool copy_file(struct patch *p, const char *from, const char *to)
{
	struct buffer text = { 0 };
	int fd = open(from, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	FILE *out = change_make_way(p->change, to) ? fopen(to, "we") : NULL;
	bool good;

	while (fd >= 0 && buffer_read(&text, fd))
		;
	good = out && fd >= 0 && fwrite(text.data ? text.data : "", 1, text.len, out) == text.len;
	if (out && fclose(out) != 0)
		good = false;
	if (fd >= 0)
		close(fd);
	buffer_free(&text);
	return good;
}

static bool take_file(struct patch *p, const char *name)
{
	struct dl_arena *arena = p->change->arena;
	void **known;

	if (!change_is_name(name) || !change_is_source(name))
		return true;	/* git will say what it thinks of it */
	if (p->looking) {
		p->found |= is_regular(p, p->looking, name);
		return true;
	}
	known = names_at(&p->named, name);
	if (*known)
		return true;
	*known = p;
	if (++p->nnamed > MAX_FILES)
		return complain(p, "names more files than any patch does");
	if (!is_regular(p, p->change->root, name) ||
	    copy_file(p, dl_arena_printf(arena, "%s/%s", p->change->root, name),
		      dl_arena_printf(arena, "%s/%s", p->tree, name)))
		return true;
	say_error(name, "cannot be copied: %s", strerror(errno));
	return false;
}

/* With a directory cut off ("a/"), and as it is: which is meant turns out when it is applied. */
static bool take_name(struct patch *p, const char *at, const char *end)
{
	char name[PATH_MAX];
	const char *slash;
	size_t len = end - at;

	if (memchr(at, '\t', len))
		len = (const char *)memchr(at, '\t', len) - at;
	while (len && (at[len - 1] == '\r' || at[len - 1] == '\n'))
		len--;
	if (len >= sizeof(name) || memchr(at, '\0', len) || (len && *at == '"'))
		return true;	/* names that need quotes are not those of C sources */
	memcpy(name, at, len);
	name[len] = '\0';
	slash = strchr(name, '/');
	return take_file(p, name) && (!slash || take_file(p, slash + 1));
}

/* "a/NAME b/NAME": where only the mode changes, no other line has it. */
static bool take_both(struct patch *p, const char *at, const char *end)
{
	const char *eol = memchr(at, '\n', end - at);
	size_t half = ((eol ? eol : end) - at) / 2;

	return take_name(p, at, at + half);
}

/* A ".." among the parts of the names in a line. */
static bool leaves_tree(const char *at, const char *eol)
{
	for (const char *dots = at; (dots = memmem(dots, eol - dots, "..", 2)); dots += 2) {
		char before = dots == at ? ' ' : dots[-1], after = dots + 2 == eol ? ' ' : dots[2];

		if (strchr(" /\t\"", before) && strchr(" /\t\"\r\n", after))
			return true;
	}
	return false;
}

/* Not a line of a hunk that looks like one: what names a file comes in pairs, or behind "diff --git". */
static bool is_header(const char *at, const char *end)
{
	return begins(at, end, "diff --git ") ||
	       (begins(at, end, "--- ") && begins(next_line(at, end), end, "+++ "));
}

static bool refuse(const struct patch *p, const char *at, const char *end)
{
	while (end > at && (end[-1] == '\n' || end[-1] == '\r'))
		end--;
	say_error(p->name, "names a file outside of the tree: %.*s",
		  end - at > 200 ? 200 : (int)(end - at), at);
	return false;
}

/* Lines that name files. That one within a hunk looks like this does no harm. */
static bool take_names(struct patch *p, const char *at, const char *end)
{
	static const char *const heads[] = { "--- ", "+++ ", "rename from ", "rename to ",
					     "copy from ", "copy to " };
	static const char both[] = "diff --git ";

	for (; at < end; at = next_line(at, end)) {
		if (is_header(at, end) && leaves_tree(at, next_line(at, end)))
			return refuse(p, at, next_line(at, end));
		if (begins(at, end, both) && !take_both(p, at + strlen(both), end))
			return false;
		for (size_t i = 0; i < sizeof(heads) / sizeof(heads[0]); i++)
			if (begins(at, end, heads[i]) &&
			    !take_name(p, at + strlen(heads[i]), next_line(at, end)))
				return false;
	}
	return true;
}

static bool take_all_names(struct patch *p)
{
	bool good = true;

	for (size_t i = 0; good && i < p->nparts; i++) {
		struct buffer text = { 0 };
		int fd = open(p->parts[i], O_RDONLY | O_CLOEXEC);

		while (fd >= 0 && buffer_read(&text, fd))
			;
		if (fd >= 0)
			close(fd);
		good = take_names(p, text.data, text.data + text.len);
		buffer_free(&text);
	}
	return good;
}

/*
 * From the current directory, as patch(1) does it, if anything of it is there; else from the top of the git tree, as
 * git does it. The directory may have been unpacked within the tree of something else.
 */
static bool copy_named(struct patch *p)
{
	char here[PATH_MAX];

	if (!p->change->fixed && getcwd(here, sizeof(here))) {
		p->looking = here;
		if (!take_all_names(p))
			return false;
		p->looking = NULL;
		if (p->found)
			p->change->root = dl_arena_printf(p->change->arena, "%s", here);
	}
	return take_all_names(p);
}

/* ---- applying -------------------------------------------------------------------------------- */

static struct patch *copying;	/* nftw() has no room for it */

static int copy_entry(const char *path, const struct stat *st, int type, struct FTW *at)
{
	const char *to = dl_arena_printf(copying->change->arena, "%s%s", copying->other,
					 path + strlen(copying->tree));

	(void)st;
	(void)at;
	return type == FTW_F && !copy_file(copying, path, to);
}

/* The other copy as the tree's again. */
static bool begin_again(struct patch *p, const char *name)
{
	p->other = dl_arena_printf(p->change->arena, "%s/%s", p->change->directory, name);
	copying = p;
	return mkdir(p->other, 0777) == 0 && nftw(p->tree, copy_entry, 16, FTW_PHYS) == 0;
}

static bool apply_part(struct patch *p, size_t part, bool reverse, const char *strip)
{
	const char *const words[] = {
		"apply", "-v", strip, "--whitespace=nowarn", "--include=*.c", "--include=*.h",
		reverse ? "-R" : "--no-reverse", "--", p->parts[part], NULL
	};
	struct git git = { .directory = p->other, .ceiling = p->change->directory, .input = -1,
			   .output = -1 };
	bool good = git_run(&git, words);

	p->moved |= strstr(git.err.data, "(offset ") != NULL;
	git_free(&git);
	if (good)
		return true;
	if (p->nparts > 1)
		snprintf(p->reason, sizeof(p->reason), "patch %zu of %zu: %s", part + 1, p->nparts,
			 git.said);
	else
		snprintf(p->reason, sizeof(p->reason), "%s", git.said);
	return false;
}

static bool apply_all(struct patch *p, bool reverse, const char *strip, const char *name)
{
	p->moved = false;
	if (!begin_again(p, name)) {
		snprintf(p->reason, sizeof(p->reason), "%s", strerror(errno));
		return false;
	}
	for (size_t i = 0; i < p->nparts; i++)
		if (!apply_part(p, reverse ? p->nparts - 1 - i : i, reverse, strip))
			return false;
	return true;
}

/*
 * Sets reversed if the tree has the patch already. Functions look alike: what has been applied may fit once more
 * elsewhere. So a way that fits at the very lines comes first.
 */
static bool apply(struct patch *p, bool *reversed)
{
	static const struct {
		bool reverse, anywhere;
		const char *strip;
	} ways[] = { { false, false, "-p1" }, { true, false, "-p1" }, { false, true, "-p1" },
		     { true, true, "-p1" },   { false, true, "-p0" }, { true, true, "-p0" } };
	char first[sizeof(p->reason)];

	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		const char *name = dl_arena_printf(p->change->arena, "%zu", i + 1);

		*reversed = ways[i].reverse;
		if (apply_all(p, ways[i].reverse, ways[i].strip, name) &&
		    (ways[i].anywhere || !p->moved))
			return true;
		if (i == 0)
			memcpy(first, p->reason, sizeof(first));
	}
	say_error(p->name, "applies neither to %s nor backwards: %s", p->change->root, first);
	return false;
}

/* ---- what it has come to --------------------------------------------------------------------- */

static bool is_there(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0 && S_ISREG(st.st_mode);
}

static void compare_file(struct patch *p, const char *name, bool reversed)
{
	struct dl_arena *arena = p->change->arena;
	const char *mine = dl_arena_printf(arena, "%s/%s", p->change->root, name);
	const char *copy = dl_arena_printf(arena, "%s/%s", p->tree, name);
	const char *other = dl_arena_printf(arena, "%s/%s", p->other, name);

	mine = is_there(copy) ? mine : NULL;
	other = is_there(other) ? other : NULL;
	change_add(p->change, name, reversed ? other : mine, reversed ? mine : other);
}

static int compare_entry(const char *path, const struct stat *st, int type, struct FTW *at)
{
	const char *name = path + strlen(copying->other);
	void **known;

	(void)st;
	(void)at;
	if (type != FTW_F || !change_is_source(path))
		return 0;
	known = names_at(&copying->named, name + 1);
	*known = copying;
	return 0;
}

static void compare_named(const char *name, void *value, void *data)
{
	const bool *reversed = data;

	compare_file(value, name, *reversed);
}

static bool find_touched(struct patch *p, bool reversed)
{
	copying = p;
	nftw(p->other, compare_entry, 16, FTW_PHYS);
	names_for_each(&p->named, compare_named, &reversed);
	if (!p->change->touched)
		fprintf(stderr, "dma-lint: %s touches no C source and no header\n", p->name);
	if (reversed) {
		progress_clear();
		fprintf(stderr, "dma-lint: the tree has this patch already: it is compared with the "
				"tree without it\n");
	}
	return true;
}

bool change_from_patch(struct change *change, const char *name)
{
	struct patch p = { .change = change, .name = name };
	bool reversed = false, good;

	p.tree = dl_arena_printf(change->arena, "%s/0", change->directory);
	good = mkdir(p.tree, 0777) == 0 && read_text(&p) && find_parts(&p) && copy_named(&p) &&
	       apply(&p, &reversed) && find_touched(&p, reversed);
	buffer_free(&p.text);
	names_free(&p.named);
	return good;
}
