/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * A tree has ten times as many files as have anything to do with DMA, and parsing is what a run
 * costs. So the text of a file is searched for the names in api.def, for dma_addr_t, and for the names
 * of wrappers: functions and macros in the driver's own headers whose bodies name one of these.
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
	const char *at, *end;	/* what is left of the text */
};

static void read_header(const struct scan *from, const char *path);

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

/* Reads the header if it is in that directory, the first time that one comes upon it. */
static bool look_for(const struct scan *from, const char *directory, const char *name)
{
	struct dl_arena *arena = from->filter->arena;
	const char *path = dl_arena_printf(arena, "%s/%s", directory, name);
	void **known = names_at(&from->filter->headers, path), **real_one;
	char real[PATH_MAX];

	if (*known)
		return *known == &is_mark;
	*known = realpath(path, real) ? &is_mark : &none_mark;
	if (*known == &none_mark)
		return false;
	/* Headers include each other by ever longer paths. */
	real_one = names_at(&from->filter->read, real);
	if (!*real_one) {
		*real_one = &is_mark;
		read_header(from, dl_arena_printf(arena, "%s", real));
	}
	return true;
}

static void note_header(const struct scan *scan, const char *name)
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

/* Behind "#define": the words up to the end of the line that is not continued. */
static void read_macro(struct scan *scan)
{
	char name[LONGEST + 1], word[LONGEST + 1];

	skip_blanks(scan);
	take_word(scan, name);
	while (scan->at < scan->end && !(*scan->at == '\n' && scan->at[-1] != '\\')) {
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

/* Outside of braces, what stands before a parenthesis is the name of a function. */
static void read_functions(struct scan *scan)
{
	char name[LONGEST + 1] = "", word[LONGEST + 1] = "";
	unsigned depth = 0;

	while (scan->at < scan->end) {
		char c = *scan->at;

		if (is_word(c)) {
			take_word(scan, word);
			if (depth && *name && makes_wrapper(scan, word))
				names_at(&scan->filter->wrappers, name);
		} else if (c == '#') {
			read_directive(scan, true);
		} else if (!skip_no_code(scan)) {
			if (c == '(' && !depth && *word)
				memcpy(name, word, sizeof(name));
			if (!isspace((unsigned char)c))
				word[0] = '\0';
			if (c == '{')
				depth++;
			else if (c == '}')	/* at the margin a function ends, whatever #if did */
				depth = scan->at[-1] == '\n' || !depth ? 0 : depth - 1;
			scan->at++;
		}
	}
}

static void read_header(const struct scan *from, const char *path)
{
	struct buffer text = { 0 };

	if (units_load(path, &text) && text.len) {
		/* One step in, so that a character before it can be asked for. */
		struct scan scan = { from->filter, from->directories, path, text.data + 1,
				     text.data + text.len };
		read_functions(&scan);
	}
	buffer_free(&text);
}

/* ---- sources ---------------------------------------------------------------------------------- */

static void note_headers(struct scan scan)
{
	while (scan.at < scan.end) {
		skip_to(&scan, '#');
		if (scan.at < scan.end)
			read_directive(&scan, false);
	}
}

static bool is_reason(const struct scan *scan, const char *word)
{
	return dl_api_find(word, 0) || strcmp(word, "dma_addr_t") == 0 || is_wrapper(scan, word);
}

static bool has_reason(struct scan scan)
{
	char word[LONGEST + 1];

	while (scan.at < scan.end) {
		if (!is_word(*scan.at)) {
			scan.at++;
			continue;
		}
		take_word(&scan, word);
		if (is_reason(&scan, word))
			return true;
	}
	return false;
}

bool prefilter_passes(struct prefilter *filter, const struct source *source)
{
	struct buffer text = { 0 };
	bool read = units_load(source->path, &text), passes = !read;

	if (read && text.len) {
		struct scan scan = { filter, own_directories(filter, source), source->path,
				     text.data, text.data + text.len };

		note_headers(scan);
		passes = has_reason(scan);
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
