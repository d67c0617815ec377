/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Who includes a header is seen from the text: #include lines whose name is the end of the header's path. Headers
 * in the directory of a touched one count as touched if they include it; further ways are not followed. What that
 * misses is taken as the same on both sides, and so is silent.
 */
#define _GNU_SOURCE
#include "tools/dma-lint/scope.h"

#include <dirent.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "tools/dma-lint/message.h"
#include "tools/dma-lint/units.h"

#define MAX_USERS 300	/* of touched headers */

static bool is_header(const char *path)
{
	size_t len = strlen(path);

	return len > 2 && strcmp(path + len - 2, ".h") == 0;
}

static const char *last_part(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/* ---- includes -------------------------------------------------------------------------------- */

struct include {
	const char *name;	/* without "../" in front */
	bool found;
};

/* Is that header called so by whoever includes it? */
static void compare_header(const char *path, void *value, void *data)
{
	struct include *include = data;
	size_t len = strlen(path), n = strlen(include->name);

	(void)value;
	if (len > n && path[len - n - 1] == '/' && strcmp(path + len - n, include->name) == 0)
		include->found = true;
}

static bool is_touched_header(const struct scope *scope, const char *name)
{
	struct include include = { .name = name };

	while (strncmp(include.name, "../", 3) == 0 || strncmp(include.name, "./", 2) == 0)
		include.name = strchr(include.name, '/') + 1;
	if (!names_has(&scope->last_parts, last_part(include.name)))
		return false;
	names_for_each(&scope->headers, compare_header, &include);
	return include.found;
}

/* Behind a '#': the name, if it is an include. */
static bool take_include(const char *at, const char *end, char name[PATH_MAX])
{
	static const char word[] = "include";
	const char *stop;

	while (at < end && (*at == ' ' || *at == '\t'))
		at++;
	if ((size_t)(end - at) <= strlen(word) || memcmp(at, word, strlen(word)) != 0)
		return false;
	at += strlen(word);
	while (at < end && (*at == ' ' || *at == '\t'))
		at++;
	if (at == end || (*at != '"' && *at != '<'))
		return false;
	stop = memchr(at + 1, *at == '<' ? '>' : '"', end - at - 1);
	if (!stop || stop - at >= PATH_MAX)
		return false;
	memcpy(name, at + 1, stop - at - 1);
	name[stop - at - 1] = '\0';
	return true;
}

static bool includes_touched(const struct scope *scope, const char *path)
{
	struct buffer text = { 0 };
	bool found = false;
	char name[PATH_MAX];

	if (units_load(path, &text) && text.len) {
		const char *at = text.data, *end = at + text.len;

		while (!found && (at = memchr(at, '#', end - at)))
			found = take_include(++at, end, name) && is_touched_header(scope, name);
	}
	buffer_free(&text);
	return found;
}

/* ---- headers --------------------------------------------------------------------------------- */

static void add_header(struct scope *scope, const char *path)
{
	*names_at(&scope->headers, path) = scope;
	names_at(&scope->last_parts, last_part(path));
}

/* The kernel's own are included by too many to follow further. */
static bool is_common(const char *path)
{
	return strstr(path, "/include/") != NULL;
}

/* One that includes a touched header becomes one; true if there was any. */
static bool spread_in(struct scope *scope, const char *directory)
{
	DIR *dir = opendir(directory);
	bool any = false;

	for (struct dirent *entry; dir && (entry = readdir(dir));) {
		const char *path = dl_arena_printf(scope->arena, "%s/%s", directory, entry->d_name);

		if (!is_header(path) || names_has(&scope->headers, path) ||
		    !includes_touched(scope, path))
			continue;
		add_header(scope, path);
		any = true;
	}
	if (dir)
		closedir(dir);
	return any;
}

static void spread(struct scope *scope)
{
	const struct change *change = scope->change;

	for (size_t i = 0; i < change->count; i++) {
		const char *path = change->files[i].path;
		const char *directory = dl_arena_strndup(scope->arena, path,
							 last_part(path) - path - 1);

		if (!change->files[i].touched || !is_header(path) || is_common(path))
			continue;
		while (spread_in(scope, directory))
			;
	}
}

void scope_open(struct scope *scope, const struct change *change)
{
	*scope = (struct scope){ .arena = dl_arena_new(), .change = change };
	for (size_t i = 0; i < change->count; i++) {
		const struct changed_file *file = &change->files[i];

		if (!file->touched)
			continue;
		*names_at(&scope->touched, file->path) = (void *)file;
		if (is_header(file->path))
			add_header(scope, file->path);
	}
	spread(scope);
}

void scope_close(struct scope *scope)
{
	names_free(&scope->touched);
	names_free(&scope->headers);
	names_free(&scope->last_parts);
	names_free(&scope->asked);
	dl_arena_free(scope->arena);
}

/* ---- questions ------------------------------------------------------------------------------- */

static bool is_user(struct scope *scope, const char *path)
{
	if (!scope->headers.tree || !includes_touched(scope, path))
		return false;
	if (scope->users == MAX_USERS) {
		scope->left++;
		return false;
	}
	scope->users++;
	return true;
}

bool scope_affects(struct scope *scope, const char *path)
{
	static char yes, no;
	void **answer;

	if (names_has(&scope->touched, path))
		return true;
	answer = names_at(&scope->asked, path);
	if (!*answer)
		*answer = is_user(scope, path) ? &yes : &no;
	return *answer == &yes;
}

/* How many parts of them are the same, from the root of the tree on. */
bool scope_is_near(const struct scope *scope, const char *path, const char *affected)
{
	size_t len = strlen(scope->change->root), same = 0, parts = 0;

	if (strncmp(path, affected, len) != 0)
		return strcmp(dl_arena_strndup(scope->arena, path, last_part(path) - path),
			      dl_arena_strndup(scope->arena, affected,
					       last_part(affected) - affected)) == 0;
	for (const char *a = path + len + 1, *b = affected + len + 1;;) {
		size_t n = strcspn(a, "/");

		if (a[n] != '/' || b[strcspn(b, "/")] != '/' || strncmp(a, b, n + 1) != 0)
			break;
		same++;
		a += n + 1;
		b += n + 1;
	}
	for (const char *b = affected + len + 1; (b = strchr(b, '/')); b++)
		parts++;
	return same == parts || (same + 1 >= parts && same >= 3);
}
