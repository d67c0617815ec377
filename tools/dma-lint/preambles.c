/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Which sources share a preamble, and what is in it. Preambles are a tree: at its root is what files that are compiled
 * alike have in common, below it what those of a directory have in addition, down to the driver's own headers. A server
 * of the root parses its headers once and makes, as it would for a source, a process that goes on with the headers
 * of a directory, which serves in its turn. Parsing the root costs about as much as parsing two drivers, so a group
 * has to have more than that; a branch costs little more than what one of its sources would have spent.
 *
 * A file that does not parse like that is parsed again without what the branch added, and then alone.
 */
#include "tools/dma-lint/preambles.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "checker/clang/protocol.h"
#include "tools/dma-lint/alike.h"
#include "tools/dma-lint/included.h"
#include "tools/dma-lint/message.h"
#include "tools/dma-lint/names.h"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

#define FEWEST_FILES 4		/* that are worth a root */
#define FEWEST_SIBLINGS 2	/* that are worth a branch */
#define MOST_HEADERS 80
/*
 * Percent of the files that include a header. With fewer, names of headers that a source does not include
 * clash with its own more often than the headers save time; with more, much is parsed again in each.
 */
#define FEWEST_USERS 5
#define FEWEST_SIBLING_USERS 20

struct header {
	const char *name;	/* <linux/slab.h> or "/path/of/own.h" */
	size_t users, place;	/* among some files: how many include it, and the sum of its places in them */
	size_t first, last;	/* of these files */
	size_t number;		/* while some are sorted: from 1 */
	bool taken;		/* by a preamble that goes before */
};

struct member {
	struct source *source;
	size_t *headers;	/* that it includes, in its order */
	size_t count;
};

struct tree {
	struct dl_arena *arena;
	struct preambles *preambles;
	const struct alike *group;
	struct header *headers;
	size_t nheaders, cap_headers;
	struct names by_name;	/* of headers, to their numbers from 1 */
};

/* ---- what they include ------------------------------------------------------------------------ */

static size_t number_of(struct tree *t, const char *name)
{
	void **known = names_at(&t->by_name, name);

	if (!*known) {
		t->headers = dl_arena_reserve(t->arena, t->headers, t->nheaders, &t->cap_headers,
					      sizeof(t->headers[0]));
		t->headers[t->nheaders++] = (struct header){ .name = name };
		*known = (void *)(uintptr_t)t->nheaders;
	}
	return (uintptr_t)*known - 1;
}

static void read_member(struct tree *t, struct member *m, struct source *source)
{
	const char **names = included_by(t->arena, source, &m->count);

	m->source = source;
	m->headers = DL_NEW_ARRAY(t->arena, size_t, m->count + 1);
	for (size_t i = 0; i < m->count; i++)
		m->headers[i] = number_of(t, names[i]);
}

static int by_path(const void *a, const void *b)
{
	const struct member *x = a, *y = b;

	return strcmp(x->source->path, y->source->path);
}

static struct member *read_members(struct tree *t)
{
	struct member *members = DL_NEW_ARRAY(t->arena, struct member, t->group->count);

	for (size_t i = 0; i < t->group->count; i++)
		read_member(t, &members[i], t->group->members[i]);
	qsort(members, t->group->count, sizeof(members[0]), by_path);
	return members;
}

/* ---- where they are ---------------------------------------------------------------------------- */

/* The length of the longest path of a directory that all are in. They are sorted. */
static size_t common_directory(const struct member *members, size_t count)
{
	const char *first = members[0].source->path, *last = members[count - 1].source->path;
	size_t len = 0;

	for (size_t i = 0; first[i] && first[i] == last[i]; i++)
		if (first[i] == '/')
			len = i + 1;
	return len;
}

/* The end of those that are in the same directory below one, or the next one if the file is in that itself. */
static size_t end_of_branch(const struct member *members, size_t count, size_t len, size_t at)
{
	const char *path = members[at].source->path, *slash = strchr(path + len, '/');
	size_t end = at + 1;

	if (slash)
		while (end < count &&
		       strncmp(members[end].source->path, path, slash + 1 - path) == 0)
			end++;
	return end;
}

/* ---- the headers of one preamble -------------------------------------------------------------- */

static void count_users(struct tree *t, const struct member *members, size_t count)
{
	for (size_t i = 0; i < t->nheaders; i++)
		t->headers[i].users = t->headers[i].place = 0;
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < members[i].count; k++) {
			struct header *h = &t->headers[members[i].headers[k]];

			h->first = h->users ? h->first : i;
			h->last = i;
			h->users++;
			h->place += k;
		}
}

/* Every kind of driver may include it. */
static bool is_for_all(const char *name)
{
	return strncmp(name, "<linux/", 7) == 0 || strncmp(name, "<asm/", 5) == 0;
}

static bool has_enough_users(const struct header *h, size_t count, bool is_root)
{
	size_t share = is_root ? FEWEST_USERS : FEWEST_SIBLING_USERS;

	return !h->taken && h->users > 1 && 100 * h->users >= share * count;
}

static int by_users(const void *a, const void *b)
{
	const struct header *x = *(struct header *const *)a, *y = *(struct header *const *)b;

	return x->users != y->users ? (x->users < y->users ? 1 : -1) : strcmp(x->name, y->name);
}

/* Earlier on an average in the files that include it. */
static bool is_earlier(const struct header *x, const struct header *y)
{
	size_t p = x->place * y->users, q = y->place * x->users;

	return p != q ? p < q : strcmp(x->name, y->name) < 0;
}

/* Which of two headers more files include first. */
struct precedence {
	unsigned short before[MOST_HEADERS][MOST_HEADERS];
};

static void count_precedence(struct tree *t, const struct member *m, struct precedence *p)
{
	for (size_t i = 0; i < m->count; i++)
		for (size_t k = i + 1; k < m->count; k++) {
			size_t a = t->headers[m->headers[i]].number;
			size_t b = t->headers[m->headers[k]].number;

			if (a && b)
				p->before[a - 1][b - 1]++;
		}
}

static bool is_preceded(const struct precedence *p, const struct header *h,
			struct header *const *others, size_t count)
{
	size_t a = h->number - 1;

	for (size_t i = 0; i < count; i++) {
		size_t b = others[i]->number - 1;

		if (p->before[b][a] > p->before[a][b])
			return true;
	}
	return false;
}

/* In the order in which most files include them: own headers may need what is before them. */
static void sort_by_precedence(struct tree *t, const struct member *members, size_t count,
			       struct header **headers, size_t n)
{
	struct precedence *p = dl_checked(calloc(1, sizeof(*p)));

	for (size_t i = 0; i < n; i++)
		headers[i]->number = i + 1;
	for (size_t i = 0; i < count; i++)
		count_precedence(t, &members[i], p);
	for (size_t i = 0; i < n; i++) {
		struct header *first;
		size_t best = i;
		bool best_is_free = !is_preceded(p, headers[i], headers + i, n - i);

		for (size_t k = i + 1; k < n; k++) {
			bool is_free = !is_preceded(p, headers[k], headers + i, n - i);

			if (is_free > best_is_free ||
			    (is_free == best_is_free && is_earlier(headers[k], headers[best]))) {
				best = k;
				best_is_free = is_free;
			}
		}
		first = headers[best];
		headers[best] = headers[i];
		headers[i] = first;
	}
	for (size_t i = 0; i < n; i++)
		headers[i]->number = 0;
	free(p);
}

/*
 * Those that the files have in common, at most MOST_HEADERS. What all of a branch has to itself is left to that
 * branch.
 */
static size_t choose(struct tree *t, const struct member *members, size_t count, bool is_root,
		     struct header **chosen)
{
	struct header **wanted = dl_checked(calloc(t->nheaders + 1, sizeof(wanted[0])));
	size_t n = 0, len = common_directory(members, count);

	count_users(t, members, count);
	for (size_t i = 0; i < t->nheaders; i++) {
		struct header *h = &t->headers[i];

		if (has_enough_users(h, count, is_root) &&
		    (is_root ? is_for_all(h->name) :
			       end_of_branch(members, count, len, h->first) <= h->last))
			wanted[n++] = h;
	}
	qsort(wanted, n, sizeof(wanted[0]), by_users);
	n = n < MOST_HEADERS ? n : MOST_HEADERS;
	if (!is_root)
		sort_by_precedence(t, members, count, wanted, n);
	memcpy(chosen, wanted, n * sizeof(chosen[0]));
	free(wanted);
	return n;
}

/* kbuild's names are each source's own: the headers get others, which are gone at their end. */
static const char *text_of(struct tree *t, struct header *const *headers, size_t count)
{
	static const char *const names[] = { "KBUILD_MODNAME \"x\"", "KBUILD_MODFILE \"x\"",
					     "KBUILD_BASENAME \"x\"", "__KBUILD_MODNAME kmod_x" };
	char *text = NULL;
	const char *kept;
	size_t len;
	FILE *out = dl_checked(open_memstream(&text, &len));

	for (size_t i = 0; i < COUNT_OF(names); i++)
		fprintf(out, "#define %s\n", names[i]);
	for (size_t i = 0; i < count; i++)
		fprintf(out, "#if __has_include(%s)\n#include %s\n#endif\n", headers[i]->name,
			headers[i]->name);
	for (size_t i = 0; i < COUNT_OF(names); i++)
		fprintf(out, "#undef %.*s\n", (int)strcspn(names[i], " "), names[i]);
	fputs("#pragma " DL_WORKER_SERVE_PRAGMA "\n", out);
	fclose(out);
	kept = dl_arena_strndup(t->arena, dl_checked(text), len);
	free(text);
	return kept;
}

/* ---- the tree --------------------------------------------------------------------------------- */

/* How many flags behind those of the group they begin with, all of them. */
static size_t common_flags(const struct member *members, size_t count)
{
	const struct source *first = members[0].source;
	size_t n = first->nown;

	for (size_t i = 1; i < count; i++) {
		const struct source *other = members[i].source;
		size_t k = 0;

		while (k < n && k < other->nown &&
		       strcmp(first->own_flags[k], other->own_flags[k]) == 0)
			k++;
		n = k;
	}
	return n;
}

static struct preamble *add_preamble(struct tree *t, struct preamble *parent,
				     const struct member *members, size_t count,
				     struct header *const *headers, size_t nheaders)
{
	struct preambles *all = t->preambles;
	struct preamble *preamble = DL_NEW(t->arena, struct preamble);
	char **own;

	preamble->header = *members[0].source;
	preamble->header.path = DL_WORKER_HEADER;
	preamble->header.name = "headers of several files";
	preamble->header.command = t->group->flags;
	preamble->nflags = parent ? common_flags(members, count) : 0;
	own = DL_NEW_ARRAY(t->arena, char *, preamble->nflags + 1);
	if (preamble->nflags)
		memcpy(own, members[0].source->own_flags, preamble->nflags * sizeof(own[0]));
	preamble->header.own_flags = own;
	preamble->parent = parent;
	preamble->text = text_of(t, headers, nheaders);
	preamble->socket = -1;
	all->list = dl_arena_reserve(t->arena, all->list, all->count, &all->capacity,
				     sizeof(all->list[0]));
	preamble->index = all->count;
	all->list[all->count++] = preamble;
	return preamble;
}

static void plan(struct tree *t, struct preamble *parent, const struct member *members,
		 size_t count);

/* Below a preamble, which may be the parent for want of a new one. */
static void plan_branches(struct tree *t, struct preamble *preamble, const struct member *members,
			  size_t count)
{
	size_t len = common_directory(members, count), end;

	for (size_t at = 0; at < count; at = end) {
		end = end_of_branch(members, count, len, at);
		if (end - at >= FEWEST_SIBLINGS)
			plan(t, preamble, members + at, end - at);
		else
			for (size_t i = at; i < end; i++)
				members[i].source->preamble = preamble;
	}
}

static void plan(struct tree *t, struct preamble *parent, const struct member *members,
		 size_t count)
{
	struct header *headers[MOST_HEADERS];
	size_t n = choose(t, members, count, !parent, headers);
	struct preamble *preamble = n || !parent ?
		add_preamble(t, parent, members, count, headers, n) : parent;

	for (size_t i = 0; i < n; i++)
		headers[i]->taken = true;
	plan_branches(t, preamble, members, count);
	for (size_t i = 0; i < n; i++)
		headers[i]->taken = false;
}

void preambles_plan(struct preambles *preambles, struct sources *sources)
{
	size_t count;
	struct alike *groups = alike_groups(sources, &count);

	*preambles = (struct preambles){ 0 };
	for (size_t i = 0; i < count; i++) {
		struct tree t = { .arena = sources->arena, .preambles = preambles,
				  .group = &groups[i] };

		if (groups[i].count >= FEWEST_FILES)
			plan(&t, NULL, read_members(&t), groups[i].count);
		names_free(&t.by_name);
	}
}

size_t preambles_used(const struct preambles *preambles)
{
	size_t used = 0;

	for (size_t i = 0; i < preambles->count; i++)
		used += preambles->list[i]->used;
	return used;
}
