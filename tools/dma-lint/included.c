/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Which headers a source includes is read from its text, line by line. That is a guess: it says what may be worth
 * parsing ahead, and what comes of that is checked by whoever parses (checker/clang/watch.cpp).
 */
#include "tools/dma-lint/included.h"

#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "tools/dma-lint/jobs.h"
#include "tools/dma-lint/units.h"

struct reading {
	struct dl_arena *arena;
	const struct source *source;
	const char **names;
	size_t count, capacity;
	unsigned depth;		/* of #if */
};

static const char *skip_blanks(const char *at, const char *end)
{
	while (at < end && (*at == ' ' || *at == '\t'))
		at++;
	return at;
}

static bool begins_with(const char *at, const char *end, const char *word)
{
	size_t len = strlen(word);

	return (size_t)(end - at) >= len && memcmp(at, word, len) == 0;
}

/* "/path/of/own.h" with its quotes, of a file that is beside the source; NULL: another one. */
static const char *beside(struct reading *r, const char *name, size_t len)
{
	const char *path = r->source->path;
	int directory = (int)(strrchr(path, '/') + 1 - path);
	char *quoted = dl_arena_printf(r->arena, "\"%.*s%.*s\"", directory, path, (int)len, name);
	size_t end = strlen(quoted) - 1;
	bool there;

	quoted[end] = '\0';
	there = access(quoted + 1, R_OK) == 0;
	quoted[end] = '"';
	return there ? quoted : NULL;
}

/* at: behind #include. */
static void add(struct reading *r, const char *at, const char *end)
{
	const char *name = at + 1, *close;

	if (at >= end || (*at != '<' && *at != '"'))
		return;
	close = memchr(name, *at == '<' ? '>' : '"', end - name);
	if (!close || close - name < 2 || memcmp(close - 2, ".h", 2) != 0)
		return;
	name = *at == '<' ? dl_arena_strndup(r->arena, at, close + 1 - at) :
			    beside(r, name, close - name);
	if (!name)
		return;
	r->names = dl_arena_reserve(r->arena, r->names, r->count, &r->capacity,
				    sizeof(r->names[0]));
	r->names[r->count++] = name;
}

const char *included_directive(const char *line, const char *end)
{
	line = skip_blanks(line, end);
	return line < end && *line == '#' ? skip_blanks(line + 1, end) : NULL;
}

static void read_line(struct reading *r, const char *at, const char *end)
{
	at = included_directive(at, end);
	if (!at)
		return;
	if (begins_with(at, end, "if"))
		r->depth++;
	else if (begins_with(at, end, "endif") && r->depth)
		r->depth--;
	else if (begins_with(at, end, "include") && r->depth == 0)
		add(r, skip_blanks(at + strlen("include"), end), end);
}

const char **included_by(struct dl_arena *arena, const struct source *source, size_t *count)
{
	struct reading r = { .arena = arena, .source = source };
	struct buffer text = { 0 };
	bool loaded = units_load(source->path, &text);
	const char *at = text.data, *end = text.data + text.len, *eol;

	for (; loaded && at < end; at = eol + 1) {
		eol = memchr(at, '\n', end - at);
		eol = eol ? eol : end;
		read_line(&r, at, eol);
	}
	buffer_free(&text);
	*count = r.count;
	return r.names;
}
