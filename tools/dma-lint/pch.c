/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Which sources share a precompiled header, and what is in it. Making one costs about as much as
 * parsing two drivers, so a group has to have more than that. What differs between the files of a
 * kernel is no hindrance: kbuild's names for file and module are macros that matter only where
 * the bodies of their inline functions say them, and include paths behind the kernel's own find what
 * only the driver has. So the header defines these names for itself and undefines them at its end:
 * from there on what the file's own flags say holds.
 *
 * A file that does not parse like that is parsed again without (checker/clang/worker.cpp).
 */
#define _GNU_SOURCE
#include "tools/dma-lint/pch.h"

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

#define FEWEST_FILES 6		/* that are worth a precompiled header */
#define MOST_HEADERS 80
#define FEWEST_USERS 2		/* percent of a group's files that include a header */

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
};

/* ---- sources that are compiled alike ---------------------------------------------------------- */

static bool has_prefix(const char *word, const char *prefix)
{
	return strncmp(word, prefix, strlen(prefix)) == 0;
}

/* Says nothing of what headers mean: what is written, what is warned of, which file it is. */
static bool is_own(const char *word)
{
	static const char *const prefixes[] = { "-Wp,-M", "-DKBUILD_", "-D__KBUILD_", "-c" };

	for (size_t i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++)
		if (has_prefix(word, prefixes[i]))
			return true;
	return has_prefix(word, "-W") && !has_prefix(word, "-Wp,");
}

/* Where include paths begin that only add to the kernel's: behind the last "-include". */
static size_t end_of_common(char **command)
{
	size_t end = SIZE_MAX;

	for (size_t i = 1; command[i]; i++)
		if (strcmp(command[i], "-include") == 0)
			end = i;
	return end;
}

/* The command without what is the file's own. */
static char **common_flags(struct dl_arena *arena, const struct source *source)
{
	char **command = source->command, **flags;
	size_t n = 0, out = 0, end = end_of_common(command);

	while (command[n])
		n++;
	flags = DL_NEW_ARRAY(arena, char *, n + 1);
	for (size_t i = 0; i < n; i++) {
		const char *slash = strrchr(source->path, '/');
		size_t len = strlen(command[i]), tail = strlen(slash);

		if (i && strcmp(command[i], "-o") == 0 && command[i + 1])
			i++;
		else if (i && (is_own(command[i]) || (i > end && has_prefix(command[i], "-I"))))
			continue;
		else if (i && command[i][0] != '-' && len >= tail - 1 &&
			 strcmp(command[i] + len - (tail - 1), slash + 1) == 0)
			continue;	/* the source */
		else
			flags[out++] = command[i];
	}
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

static struct group *group_of(struct planner *p, const struct source *source)
{
	char **flags = common_flags(p->arena, source);
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

/* The kernel's own prefixes for messages: nothing but messages depends on them. */
static bool is_message_prefix(const char *name, const char *end)
{
	return (size_t)(end - name) > 7 &&
	       (memcmp(name, "pr_fmt(", 7) == 0 || memcmp(name, "dev_fmt", 7) == 0);
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

/* Counts the system headers of a source; false if it had better do without. */
static bool read_includes(struct planner *p, struct group *g, const struct source *source)
{
	struct buffer text = { 0 };
	bool defines = false, clean = units_load(source->path, &text);
	const char *at = text.data, *end = text.data + text.len, *eol, *rest;

	for (; clean && at < end; at = eol + 1) {
		eol = memchr(at, '\n', end - at);
		eol = eol ? eol : end;
		if (is_directive(at, eol, "define", &rest)) {
			defines |= !is_message_prefix(rest, eol);
		} else if (is_directive(at, eol, "include", &rest) && rest < eol && *rest == '<') {
			clean = !defines;
			if (clean)
				count_header(p, g, rest + 1, eol);
		}
	}
	buffer_free(&text);
	return clean;
}

/* ---- the header ------------------------------------------------------------------------------- */

static int by_users(const void *a, const void *b)
{
	const struct header *x = a, *y = b;

	return x->users != y->users ? (x->users < y->users ? 1 : -1) : strcmp(x->name, y->name);
}

static const char *const kbuild_names[] = { "KBUILD_MODNAME \"x\"", "KBUILD_MODFILE \"x\"",
					    "KBUILD_BASENAME \"x\"", "__KBUILD_MODNAME kmod_x" };
#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

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

static void make_pch(struct pch *pch, struct group *g)
{
	pch->header = *g->members[0];
	pch->header.path = DL_WORKER_HEADER;
	pch->header.name = "headers of several files";
	pch->header.command = g->flags;
	pch->text = header_file(g);
	pch->made = memfd_create("dma-lint-pch", MFD_CLOEXEC);
	for (size_t i = 0; i < g->count; i++)
		g->members[i]->pch = pch;
}

void pchs_plan(struct pchs *pchs, struct sources *sources)
{
	struct planner p = { .arena = sources->arena };

	*pchs = (struct pchs){ 0 };
	for (size_t i = 0; i < sources->count; i++) {
		struct source *source = &sources->list[i];
		bool parsed = source->command && !source->known;
		struct group *g = parsed ? group_of(&p, source) : NULL;

		if (g && read_includes(&p, g, source))
			add_member(&p, g, source);
	}
	pchs->list = calloc(p.count + 1, sizeof(pchs->list[0]));
	if (!pchs->list)
		die(NULL, "out of memory");
	for (size_t i = 0; i < p.count; i++) {
		if (p.groups[i].count >= FEWEST_FILES)
			make_pch(&pchs->list[pchs->count++], &p.groups[i]);
		names_free(&p.groups[i].by_name);
	}
	names_free(&p.by_flags);
}

void pchs_drop(struct sources *sources, const struct pch *pch)
{
	for (size_t i = 0; i < sources->count; i++)
		if (sources->list[i].pch == pch)
			sources->list[i].pch = NULL;
}

void pchs_free(struct pchs *pchs)
{
	for (size_t i = 0; i < pchs->count; i++) {
		if (pchs->list[i].text >= 0)
			close(pchs->list[i].text);
		if (pchs->list[i].made >= 0)
			close(pchs->list[i].made);
	}
	free(pchs->list);
}
