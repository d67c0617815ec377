/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Which sources share a preamble, and what is in it. Parsing one costs about as much as
 * parsing two drivers, so a group has to have more than that. What differs between the files of a
 * kernel is no hindrance: kbuild's names for file and module are macros that matter only where
 * the bodies of their inline functions say them, include paths behind the kernel's own find what
 * only the driver has, and macros of a driver matter only if a header asks for them, which the worker sees
 * (checker/clang/preamble.cpp). So the header defines kbuild's names for itself and undefines them at its end:
 * from there on what the file's own flags say holds.
 *
 * A file that does not parse like that is parsed again without.
 */
#define _GNU_SOURCE
#include "tools/dma-lint/preambles.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "checker/clang/protocol.h"
#include "tools/dma-lint/jobs.h"
#include "tools/dma-lint/message.h"
#include "tools/dma-lint/names.h"
#include "tools/dma-lint/units.h"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

#define FEWEST_FILES 4		/* that are worth a preamble */
#define MOST_HEADERS 80
/*
 * Percent of a group's files that include a header. With fewer, names of headers that a source does not include
 * clash with its own more often than the headers save time; with more, much is parsed again in each.
 */
#define FEWEST_USERS 5

struct header {
	const char *name;	/* "linux/slab.h" */
	size_t users;
};

struct group {
	struct source **members;
	size_t count, capacity;
	struct header *headers;
	size_t nheaders, cap_headers;
	struct names by_name;	/* of headers, to their numbers from 1 */
	char **flags;
};

struct planner {
	struct dl_arena *arena;
	struct group *groups;
	size_t count, capacity;
	struct names by_flags;	/* of groups, to their numbers from 1 */
	struct names macros;	/* flags -D, to how many sources have them */
	size_t sources;
};

/* ---- sources that are compiled alike ---------------------------------------------------------- */

static bool has_prefix(const char *word, const char *prefix)
{
	return strncmp(word, prefix, strlen(prefix)) == 0;
}

/* Says nothing of what the source means: what is written, warned of, and counted. */
static bool is_silent(const char *word)
{
	static const char *const prefixes[] = { "-Wp,-M", "-fsanitize-coverage", "-fprofile-arcs",
						"-ftest-coverage" };

	for (size_t i = 0; i < COUNT_OF(prefixes); i++)
		if (has_prefix(word, prefixes[i]))
			return true;
	return strcmp(word, "-c") == 0 || (has_prefix(word, "-W") && !has_prefix(word, "-Wp,"));
}

static bool is_kbuild_name(const char *word)
{
	return has_prefix(word, "-DKBUILD_") || has_prefix(word, "-D__KBUILD_");
}

/*
 * To be asked of flags behind end_of_common(): what most sources have belongs to the kernel's own, and so does
 * what nearly every header asks for.
 */
static bool is_own(struct planner *p, const char *word)
{
	static const char *const asked_for[] = { "-DDEBUG", "-DVERBOSE_DEBUG", "-DMODULE" };

	for (size_t i = 0; i < COUNT_OF(asked_for); i++)
		if (strcmp(word, asked_for[i]) == 0)
			return false;
	if (has_prefix(word, "-D") && word[2])
		return 2 * (uintptr_t)*names_at(&p->macros, word) < p->sources;
	return has_prefix(word, "-I") && word[2];
}

static void count_macros(struct planner *p, const struct source *source)
{
	p->sources++;
	for (char **word = source->command; *word; word++)
		if (has_prefix(*word, "-D")) {
			void **count = names_at(&p->macros, *word);

			*count = (void *)((uintptr_t)*count + 1);
		}
}

/* Where flags begin that only add to the kernel's: behind the last "-include". */
static size_t end_of_common(char **command)
{
	size_t end = SIZE_MAX;

	for (size_t i = 1; command[i]; i++)
		if (strcmp(command[i], "-include") == 0)
			end = i;
	return end;
}

static bool is_file(const char *word, const struct source *source)
{
	const char *slash = strrchr(source->path, '/');
	size_t len = strlen(word), tail = strlen(slash) - 1;

	return word[0] != '-' && len >= tail && strcmp(word + len - tail, slash + 1) == 0;
}

/* The command without what is the source's own, which goes to source->own_flags. */
static char **common_flags(struct planner *p, struct source *source)
{
	char **command = source->command, **flags, **own;
	size_t n = 0, out = 0, nown = 0, end = end_of_common(command);

	while (command[n])
		n++;
	flags = DL_NEW_ARRAY(p->arena, char *, n + 1);
	own = DL_NEW_ARRAY(p->arena, char *, n + 1);
	for (size_t i = 0; i < n; i++) {
		if (i && strcmp(command[i], "-o") == 0 && command[i + 1])
			i++;
		else if (i > end && strcmp(command[i], "-I") == 0 && command[i + 1])
			own[nown++] = dl_arena_printf(p->arena, "-I%s", command[++i]);
		else if (is_kbuild_name(command[i]) || (i > end && is_own(p, command[i])))
			own[nown++] = command[i];
		else if (i == 0 || !(is_silent(command[i]) || is_file(command[i], source)))
			flags[out++] = command[i];
	}
	source->own_flags = own;
	return flags;
}

static const char *key_of(struct dl_arena *arena, const struct source *source, char **flags)
{
	size_t size = strlen(source->directory) + 2;
	char *key, *at;

	for (char **flag = flags; *flag; flag++)
		size += strlen(*flag) + 1;
	key = at = dl_arena_alloc(arena, size);
	at = stpcpy(at, source->directory);
	for (char **flag = flags; *flag; flag++) {
		*at++ = '\n';
		at = stpcpy(at, *flag);
	}
	return key;
}

static struct group *group_of(struct planner *p, struct source *source)
{
	char **flags = common_flags(p, source);
	void **known = names_at(&p->by_flags, key_of(p->arena, source, flags));

	if (!*known) {
		p->groups = dl_arena_reserve(p->arena, p->groups, p->count, &p->capacity,
					     sizeof(p->groups[0]));
		p->groups[p->count++] = (struct group){ .flags = flags };
		*known = (void *)(uintptr_t)p->count;
	}
	return &p->groups[(uintptr_t)*known - 1];
}

static void add_member(struct planner *p, struct group *g, struct source *source)
{
	g->members = dl_arena_reserve(p->arena, g->members, g->count, &g->capacity,
				      sizeof(g->members[0]));
	g->members[g->count++] = source;
}

/* ---- what they include ------------------------------------------------------------------------ */

static const char *skip_blanks(const char *at, const char *end)
{
	while (at < end && (*at == ' ' || *at == '\t'))
		at++;
	return at;
}

/* The directive of a line and what follows it; false if it is another line. */
static bool is_directive(const char *line, const char *end, const char *word, const char **rest)
{
	size_t len = strlen(word);

	line = skip_blanks(line, end);
	if (line >= end || *line != '#')
		return false;
	line = skip_blanks(line + 1, end);
	if ((size_t)(end - line) <= len || memcmp(line, word, len) != 0)
		return false;
	*rest = skip_blanks(line + len, end);
	return true;
}

/* name: behind the '<'. */
static void count_header(struct planner *p, struct group *g, const char *name, const char *end)
{
	const char *close = memchr(name, '>', end - name);
	char *text = close ? dl_arena_strndup(p->arena, name, close - name) : "";
	void **known;

	if (!has_prefix(text, "linux/") && !has_prefix(text, "asm/"))
		return;
	known = names_at(&g->by_name, text);

	if (!*known) {
		g->headers = dl_arena_reserve(p->arena, g->headers, g->nheaders, &g->cap_headers,
					      sizeof(g->headers[0]));
		g->headers[g->nheaders++] = (struct header){ .name = text };
		*known = (void *)(uintptr_t)g->nheaders;
	}
	g->headers[(uintptr_t)*known - 1].users++;
}

/* Counts the system headers of a source. */
static void read_includes(struct planner *p, struct group *g, const struct source *source)
{
	struct buffer text = { 0 };
	bool loaded = units_load(source->path, &text);
	const char *at = text.data, *end = text.data + text.len, *eol, *rest;

	for (; loaded && at < end; at = eol + 1) {
		eol = memchr(at, '\n', end - at);
		eol = eol ? eol : end;
		if (is_directive(at, eol, "include", &rest) && rest < eol && *rest == '<')
			count_header(p, g, rest + 1, eol);
	}
	buffer_free(&text);
}

/* ---- the header ------------------------------------------------------------------------------- */

static int by_users(const void *a, const void *b)
{
	const struct header *x = a, *y = b;

	return x->users != y->users ? (x->users < y->users ? 1 : -1) : strcmp(x->name, y->name);
}

static const char *const kbuild_names[] = { "KBUILD_MODNAME \"x\"", "KBUILD_MODFILE \"x\"",
					    "KBUILD_BASENAME \"x\"", "__KBUILD_MODNAME kmod_x" };
static void write_header(struct group *g, FILE *out)
{
	qsort(g->headers, g->nheaders, sizeof(g->headers[0]), by_users);
	for (size_t i = 0; i < COUNT_OF(kbuild_names); i++)
		fprintf(out, "#define %s\n", kbuild_names[i]);
	for (size_t i = 0; i < g->nheaders && i < MOST_HEADERS; i++)
		if (g->headers[i].users > 1 &&
		    100 * g->headers[i].users >= FEWEST_USERS * g->count)
			fprintf(out, "#include <%s>\n", g->headers[i].name);
	for (size_t i = 0; i < COUNT_OF(kbuild_names); i++)
		fprintf(out, "#undef %.*s\n", (int)strcspn(kbuild_names[i], " "), kbuild_names[i]);
	fputs("#pragma " DL_WORKER_SERVE_PRAGMA "\n", out);
}

/* A file in memory; -1 if there can be none, which costs time only. */
static int header_file(struct group *g)
{
	int fd = memfd_create("dma-lint-header", MFD_CLOEXEC);
	FILE *out = fd >= 0 ? fdopen(dup(fd), "w") : NULL;

	if (!out) {
		if (fd >= 0)
			close(fd);
		return -1;
	}
	write_header(g, out);
	fclose(out);
	return fd;
}

static bool is_parsed(const struct source *source)
{
	return source->command && !source->known;
}

static void make_preamble(struct preamble *preamble, struct group *g)
{
	preamble->header = *g->members[0];
	preamble->header.path = DL_WORKER_HEADER;
	preamble->header.name = "headers of several files";
	preamble->header.command = g->flags;
	preamble->text = header_file(g);
	preamble->socket = -1;
	preamble->state = preamble->text < 0 ? PREAMBLE_GONE : PREAMBLE_PLANNED;
	preamble->left = g->count;
	for (size_t i = 0; i < g->count; i++)
		g->members[i]->preamble = preamble;
}

void preambles_plan(struct preambles *preambles, struct sources *sources)
{
	struct planner p = { .arena = sources->arena };

	*preambles = (struct preambles){ 0 };
	for (size_t i = 0; i < sources->count; i++)
		if (is_parsed(&sources->list[i]))
			count_macros(&p, &sources->list[i]);
	for (size_t i = 0; i < sources->count; i++) {
		struct source *source = &sources->list[i];

		if (is_parsed(source))
			add_member(&p, group_of(&p, source), source);
	}
	preambles->list = dl_checked(calloc(p.count + 1, sizeof(preambles->list[0])));
	for (size_t i = 0; i < p.count; i++) {
		struct group *g = &p.groups[i];

		if (g->count < FEWEST_FILES)
			continue;
		for (size_t k = 0; k < g->count; k++)
			read_includes(&p, g, g->members[k]);
		make_preamble(&preambles->list[preambles->count++], g);
		names_free(&g->by_name);
	}
	names_free(&p.by_flags);
	names_free(&p.macros);
}

size_t preambles_used(const struct preambles *preambles)
{
	size_t used = 0;

	for (size_t i = 0; i < preambles->count; i++)
		used += preambles->list[i].used;
	return used;
}

void preambles_free(struct preambles *preambles)
{
	for (size_t i = 0; i < preambles->count; i++)
		if (preambles->list[i].text >= 0)
			close(preambles->list[i].text);
	free(preambles->list);
}
