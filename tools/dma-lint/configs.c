/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Which configuration files a run uses. What they say is put together: the rows are those of the process, and what
 * a driver's functions do does not depend on who calls them. Two files that say different things of one
 * function cannot be used together.
 */
#define _GNU_SOURCE
#include "tools/dma-lint/configs.h"

#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "checker/config/config.h"
#include "checker/ir/arena.h"
#include "tools/dma-lint/memory_file.h"
#include "tools/dma-lint/message.h"
#include "tools/dma-lint/names.h"
#include "tools/dma-lint/options.h"
#include "tools/dma-lint/units.h"

struct configs {
	bool named;			/* by --config: nothing is searched */
	struct names directories;	/* of sources, that were searched from */
	struct names files;		/* that were read */
	struct dl_arena *arena;
	const char **used;		/* files, in that order */
	size_t nused, capacity;
	bool failed;
	int descriptor;			/* -1: not made */
};

static char is_mark;	/* a value in the sets */

static void note_use(struct configs *c, const char *path)
{
	c->used = dl_arena_reserve(c->arena, c->used, c->nused, &c->capacity, sizeof(c->used[0]));
	c->used[c->nused++] = dl_arena_strndup(c->arena, path, strlen(path));
}

/* "FILE" or "FILE:LINE", for messages. */
static char *place(struct configs *c, const char *path, const struct dl_config_error *error)
{
	return error->line ? dl_arena_printf(c->arena, "%s:%u", path, error->line) :
			     dl_arena_printf(c->arena, "%s", path);
}

struct configs *configs_open(const struct options *options)
{
	struct dl_arena *arena = dl_arena_new();
	struct configs *c = DL_NEW(arena, struct configs);
	struct dl_config_error error;

	*c = (struct configs){ .arena = arena, .named = options->config, .descriptor = -1 };
	if (!options->config)
		return c;
	if (!dl_config_read(options->config, &error))
		die(place(c, options->config, &error), "%s", error.reason);
	note_use(c, options->config);
	return c;
}

void configs_close(struct configs *c)
{
	if (c->descriptor >= 0)
		close(c->descriptor);
	names_free(&c->directories);
	names_free(&c->files);
	dl_arena_free(c->arena);
}

static void read_file(struct configs *c, const char *path)
{
	void **known = names_at(&c->files, path);
	struct dl_config_error error;

	if (*known)
		return;
	*known = &is_mark;
	if (dl_config_read(path, &error)) {
		note_use(c, path);
		return;
	}
	say_error(place(c, path, &error), "%s", error.reason);
	c->failed = true;
}

void configs_note_directory(struct configs *c, const char *directory)
{
	char found[PATH_MAX];
	void **known;

	if (c->named)
		return;
	known = names_at(&c->directories, directory);
	if (*known)
		return;
	*known = &is_mark;
	if (dl_config_find(directory, found))
		read_file(c, found);
}

void configs_note(struct configs *c, const char *source)
{
	const char *slash = strrchr(source, '/');
	char directory[PATH_MAX];

	snprintf(directory, sizeof(directory), "%.*s", slash ? (int)(slash - source) : 0, source);
	configs_note_directory(c, directory);
}

bool configs_failed(const struct configs *c)
{
	return c->failed;
}

static char *as_text(size_t *len)
{
	char *text = NULL;
	FILE *out = open_memstream(&text, len);

	if (!out)
		die(NULL, "out of memory");
	dl_config_write(out);
	fclose(out);
	return text;
}

struct hash configs_hash(const struct configs *c)
{
	struct hash hash = { 0 };
	size_t len;
	char *text;

	if (c->nused == 0)
		return hash;
	text = as_text(&len);
	hash = hash_bytes(text, len);
	free(text);
	return hash;
}

int configs_descriptor(struct configs *c)
{
	size_t len;
	char *text;

	if (c->nused == 0 || c->descriptor >= 0)
		return c->descriptor;
	text = as_text(&len);
	c->descriptor = memory_file("dma-lint-config", text, len);
	if (c->descriptor < 0)
		die("the configuration for workers", "%s", strerror(errno));
	free(text);
	return c->descriptor;
}

/* ---- --dump-config ---------------------------------------------------------------------------- */

static bool note_named(struct configs *c, const char *name)
{
	char real[PATH_MAX];

	if (!realpath(name, real)) {
		say_error(name, "%s", strerror(errno));
		return false;
	}
	if (units_is_directory(real))
		configs_note_directory(c, real);
	else
		configs_note(c, real);
	return true;
}

/* A comment ends with its line, so no name may end it earlier. */
static void write_origin(FILE *out, const char *path)
{
	fputs("# from ", out);
	for (; *path; path++)
		fputc(iscntrl((unsigned char)*path) ? '?' : *path, out);
	fputc('\n', out);
}

bool configs_dump(struct configs *c, const struct options *options, FILE *out)
{
	bool good = true;

	for (size_t i = 0; i < options->nfiles; i++)
		good &= note_named(c, options->files[i]);
	if (options->nfiles == 0)
		good = note_named(c, ".");
	for (size_t i = 0; i < c->nused; i++)
		write_origin(out, c->used[i]);
	dl_config_write(out);
	return good && !c->failed;
}
