/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * A tree has ten times as many files as have anything to do with DMA, and parsing is what a run
 * costs. So the text of a file is searched for the names in api.def, for dma_addr_t, and for the names
 * of wrappers: functions and macros in the driver's own headers whose bodies name one of these.
 *
 * What a source includes as "part.c" belongs to that source alone: it is a reason to parse it, and its
 * functions, which have short names often, are nobody else's wrappers.
 *
 * It is a look at words, not a parse. Where it errs it lets a file too many through, which costs
 * time; one too few would cost findings.
 */
#define _GNU_SOURCE
#include "tools/dma-lint/prefilter.h"

#include <ctype.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "rules/api.h"
#include "tools/dma-lint/jobs.h"
#include "tools/dma-lint/units.h"

#define LONGEST DL_NAME_MAX

struct scan {
	struct prefilter *filter;
	const char **directories;	/* of the driver's headers, by -I; NULL at the end */
	const char *path;
	const char *begin;	/* of the text */
	const char *at, *end;	/* what is left of it */
	bool parts_have_reason;	/* a part.c that it includes has */
};

static bool read_header(const struct scan *from, const char *path);
static bool part_has_reason(const struct scan *from, const char *path);

/* ---- headers ---------------------------------------------------------------------------------- */

static char is_mark, none_mark;	/* values in the sets */

/* The kernel's own: what their inline functions do is what api.def says. */
static bool is_kernels(struct prefilter *filter, const char *directory)
{
	void **known = names_at(&filter->directories, directory);

	if (!*known)
		*known = strstr(directory, "/include/generated") ||
					 strstr(directory, "/include/uapi") ||
					 access(dl_arena_printf(filter->arena,
								"%s/linux/dma-mapping.h",
								directory), F_OK) == 0 ||
					 access(dl_arena_printf(filter->arena, "%s/asm", directory),
						F_OK) == 0
				 ? &is_mark
				 : &none_mark;
	return *known == &is_mark;
}

/* Where the source's -I flags look for headers that are not the kernel's own. */
static const char **own_directories(struct prefilter *filter, const struct source *source)
{
	const char **found;
	size_t n = 0;

	while (source->command[n])
		n++;
	found = DL_NEW_ARRAY(filter->arena, const char *, n + 1);
	n = 0;
	for (char **arg = source->command; *arg; arg++) {
		const char *directory = *arg + 2;

		if (strncmp(*arg, "-I", 2) != 0 || !*directory)
			continue;
		if (*directory != '/')
			directory = dl_arena_printf(filter->arena, "%s/%s", source->directory,
						    directory);
		if (!is_kernels(filter, directory))
			found[n++] = directory;
	}
	return found;
}

/* The first time that one comes upon it: headers include each other by ever longer paths. */
static void *read_once(const struct scan *from, const char *real)
{
	void **known = names_at(&from->filter->read, real);
	const char *dot = strrchr(real, '.');

	if (*known)
		return *known;
	*known = &none_mark;	/* for a file that includes itself */
	if (dot && strcmp(dot, ".c") == 0 ? part_has_reason(from, real) : read_header(from, real))
		*known = &is_mark;
	return *known;
}

/* Reads the header if it is in that directory. */
static bool look_for(struct scan *from, const char *directory, const char *name)
{
	struct dl_arena *arena = from->filter->arena;
	const char *path = dl_arena_printf(arena, "%s/%s", directory, name);
	void **known = names_at(&from->filter->headers, path);
	char real[PATH_MAX];

	if (!*known)
		*known = realpath(path, real) ? dl_arena_printf(arena, "%s", real) : &none_mark;
	if (*known == &none_mark)
		return false;
	if (read_once(from, *known) == &is_mark)
		from->parts_have_reason = true;
	return true;
}

static void note_header(struct scan *scan, const char *name)
{
	const char *slash = strrchr(scan->path, '/');
	bool found = look_for(scan, dl_arena_printf(scan->filter->arena, "%.*s",
						    (int)(slash - scan->path), scan->path), name);

	for (const char **d = scan->directories; !found && *d; d++)
		found = look_for(scan, *d, name);
}

/* ---- words ------------------------------------------------------------------------------------ */

static bool is_word(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

/* The word that begins here; empty if it is too long to be one of ours. */
static void take_word(struct scan *scan, char name[LONGEST + 1])
{
	size_t len = 0;

	while (scan->at + len < scan->end && is_word(scan->at[len]))
		len++;
	name[0] = '\0';
	if (len <= LONGEST) {
		memcpy(name, scan->at, len);
		name[len] = '\0';
	}
	scan->at += len;
}

static bool is_wrapper(const struct scan *scan, const char *name)
{
	return scan->filter->wrappers.tree && names_has(&scan->filter->wrappers, name);
}

/* A constant, or room for a handle in a structure, makes no wrapper. */
static bool makes_wrapper(const struct scan *scan, const char *name)
{
	const struct dl_api *api = dl_api_find(name, 0);

	if (!api)
		return is_wrapper(scan, name);
	return api->action != DL_ACT_CONST && api->action != DL_ACT_LAYOUT &&
	       api->action != DL_ACT_STATE_GET && api->action != DL_ACT_STATE_SET;
}

static void skip_blanks(struct scan *scan)
{
	while (scan->at < scan->end && (*scan->at == ' ' || *scan->at == '\t'))
		scan->at++;
}

/* At the first of the characters, or at the end. */
static void skip_to(struct scan *scan, char c)
{
	const char *found = memchr(scan->at, c, scan->end - scan->at);

	scan->at = found ? found : scan->end;
}

static void skip_quoted(struct scan *scan)
{
	char quote = *scan->at++;

	while (scan->at < scan->end && *scan->at != quote && *scan->at != '\n')
		scan->at += *scan->at == '\\' && scan->at + 1 < scan->end ? 2 : 1;
	scan->at += scan->at < scan->end;
}

/* A comment, a string or a character; false if there is none here. */
static bool skip_no_code(struct scan *scan)
{
	const char *at = scan->at;

	if (*at == '"' || *at == '\'') {
		skip_quoted(scan);
	} else if (*at == '/' && at + 1 < scan->end && at[1] == '/') {
		skip_to(scan, '\n');
	} else if (*at == '/' && at + 1 < scan->end && at[1] == '*') {
		for (scan->at += 2; scan->at < scan->end; scan->at++) {
			skip_to(scan, '/');
			if (scan->at < scan->end && scan->at[-1] == '*' && scan->at > at + 2)
				break;
		}
		scan->at += scan->at < scan->end;
	} else {
		return false;
	}
	return true;
}

/* ---- what a header's functions and macros name ------------------------------------------------ */

/* The character before this one; at the beginning of the text, the end of a line. */
static char before(const struct scan *scan)
{
	return scan->at > scan->begin ? scan->at[-1] : '\n';
}

/* Behind "#define": the words up to the end of the line that is not continued. */
static void read_macro(struct scan *scan)
{
	char name[LONGEST + 1], word[LONGEST + 1];

	skip_blanks(scan);
	take_word(scan, name);
	while (scan->at < scan->end && !(*scan->at == '\n' && before(scan) != '\\')) {
		if (skip_no_code(scan))
			continue;
		if (!is_word(*scan->at)) {
			scan->at++;
			continue;
		}
		take_word(scan, word);
		if (*name && makes_wrapper(scan, word))
			names_at(&scan->filter->wrappers, name);
	}
}

/* At a '#'. */
static void read_directive(struct scan *scan, bool header)
{
	char word[LONGEST + 1];
	const char *start;

	scan->at++;
	skip_blanks(scan);
	take_word(scan, word);
	if (header && strcmp(word, "define") == 0) {
		read_macro(scan);
		return;
	}
	skip_blanks(scan);
	if (strcmp(word, "include") != 0 || scan->at >= scan->end || *scan->at != '"')
		return;
	start = ++scan->at;
	while (scan->at < scan->end && *scan->at != '"' && *scan->at != '\n')
		scan->at++;
	if (scan->at > start)
		note_header(scan, dl_arena_strndup(scan->filter->arena, start, scan->at - start));
	scan->at += scan->at < scan->end;
}

/* A definition at file scope, as far as it was read. */
struct definition {
	char name[LONGEST + 1];	/* of the function; empty: none yet */
	char word[LONGEST + 1];	/* that stands here; empty behind a mark */
	bool behind_paren;	/* as "word" does */
	char mark;		/* the last character that was neither word nor blank */
	unsigned parens, braces;
};

static bool is_reserved(const char *word)
{
	return strncmp(word, "__", 2) == 0;
}

/* "__printf(1, 2)" before the function, "__must_hold(lock)" behind it: words behind a parenthesis. */
static bool is_attribute(const struct definition *d)
{
	return strcmp(d->word, "__attribute__") == 0 ||
	       (d->behind_paren && *d->name && (is_reserved(d->word) || !is_reserved(d->name)));
}

/* Of "int (*hook)(void)" and of what stands between parentheses, no word is the function's name. */
static void note_paren(struct definition *d, const struct scan *scan)
{
	const char *next = scan->at + 1;

	while (next < scan->end && isspace((unsigned char)*next))
		next++;
	if (!d->parens && *d->word && !is_attribute(d) && !(next < scan->end && *next == '*'))
		memcpy(d->name, d->word, sizeof(d->name));
	d->parens++;
}

static void note_mark(struct definition *d, const struct scan *scan)
{
	char c = *scan->at;

	if (c == '{') {
		d->braces++;
	} else if (c == '}') {	/* at the margin a function ends, whatever #if did */
		d->braces = before(scan) == '\n' || !d->braces ? 0 : d->braces - 1;
		if (!d->braces)
			*d = (struct definition){ 0 };
	} else if (!d->braces && c == '(') {
		note_paren(d, scan);
	} else if (!d->braces && c == ')') {
		d->parens -= d->parens > 0;
	} else if (!d->braces && (c == ';' || c == '=')) {
		*d = (struct definition){ 0 };
	}
	d->word[0] = '\0';
	d->mark = c;
}

static void read_functions(struct scan *scan)
{
	struct definition d = { 0 };

	while (scan->at < scan->end) {
		if (is_word(*scan->at)) {
			d.behind_paren = !*d.word && d.mark == ')';
			take_word(scan, d.word);
			if (d.braces && *d.name && makes_wrapper(scan, d.word))
				names_at(&scan->filter->wrappers, d.name);
		} else if (*scan->at == '#') {
			read_directive(scan, true);
		} else if (!skip_no_code(scan)) {
			if (!isspace((unsigned char)*scan->at))
				note_mark(&d, scan);
			scan->at++;
		}
	}
}

/* True if a part.c that it includes has a reason. */
static bool read_header(const struct scan *from, const char *path)
{
	struct buffer text = { 0 };
	bool has = false;

	if (units_load(path, &text) && text.len) {
		struct scan scan = { from->filter, from->directories, path, text.data, text.data,
				     text.data + text.len, false };
		read_functions(&scan);
		has = scan.parts_have_reason;
	}
	buffer_free(&text);
	return has;
}

/* ---- sources ---------------------------------------------------------------------------------- */

static void note_headers(struct scan *scan)
{
	while (scan->at < scan->end) {
		skip_to(scan, '#');
		if (scan->at < scan->end)
			read_directive(scan, false);
	}
	scan->at = scan->begin;
}

static bool is_reason(const struct scan *scan, const char *word)
{
	return dl_api_find(word, 0) || strcmp(word, "dma_addr_t") == 0 || is_wrapper(scan, word);
}

static bool has_reason(struct scan *scan)
{
	char word[LONGEST + 1];

	note_headers(scan);
	while (!scan->parts_have_reason && scan->at < scan->end) {
		if (!is_word(*scan->at)) {
			scan->at++;
			continue;
		}
		take_word(scan, word);
		if (is_reason(scan, word))
			return true;
	}
	return scan->parts_have_reason;
}

/* False if it cannot be read: the source that includes it is looked at for its own sake. */
static bool part_has_reason(const struct scan *from, const char *path)
{
	struct buffer text = { 0 };
	bool has = false;

	if (units_load(path, &text) && text.len) {
		struct scan scan = { from->filter, from->directories, path, text.data, text.data,
				     text.data + text.len, false };
		has = has_reason(&scan);
	}
	buffer_free(&text);
	return has;
}

bool prefilter_passes(struct prefilter *filter, const struct source *source)
{
	struct buffer text = { 0 };
	bool read = units_load(source->path, &text), passes = !read;

	if (read && text.len) {
		struct scan scan = { filter, own_directories(filter, source), source->path,
				     text.data, text.data, text.data + text.len, false };

		passes = has_reason(&scan);
	}
	buffer_free(&text);
	return passes;
}

void prefilter_free(struct prefilter *filter)
{
	names_free(&filter->headers);
	names_free(&filter->read);
	names_free(&filter->directories);
	names_free(&filter->wrappers);
}
