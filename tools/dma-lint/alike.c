/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What of a compile command says how headers are read, and what is its source's own. What differs between the
 * files of a kernel is mostly no hindrance: kbuild's names for file and module are macros that matter only where
 * the bodies of their inline functions say them, include paths behind the kernel's own find what
 * only the driver has, and macros of a driver matter only if a header asks for them, which the worker sees
 * (checker/clang/watch.cpp).
 */
#include "tools/dma-lint/alike.h"

#include <stdint.h>
#include <string.h>

#include "tools/dma-lint/names.h"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

struct planner {
	struct dl_arena *arena;
	struct alike *groups;
	size_t count, capacity;
	struct names by_flags;	/* of groups, to their numbers from 1 */
	struct names macros;	/* flags -D, to how many sources have them */
	size_t sources;
};

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
	char **command = source->command, **flags, **own, **names;
	size_t n = 0, out = 0, nown = 0, nnames = 0, end = end_of_common(command);

	while (command[n])
		n++;
	flags = DL_NEW_ARRAY(p->arena, char *, n + 1);
	own = DL_NEW_ARRAY(p->arena, char *, n + 1);
	names = DL_NEW_ARRAY(p->arena, char *, n + 1);
	for (size_t i = 0; i < n; i++) {
		if (i && strcmp(command[i], "-o") == 0 && command[i + 1])
			i++;
		else if (i > end && strcmp(command[i], "-I") == 0 && command[i + 1])
			own[nown++] = dl_arena_printf(p->arena, "-I%s", command[++i]);
		else if (is_kbuild_name(command[i]))
			names[nnames++] = command[i];
		else if (i > end && is_own(p, command[i]))
			own[nown++] = command[i];
		else if (i == 0 || !(is_silent(command[i]) || is_file(command[i], source)))
			flags[out++] = command[i];
	}
	memcpy(own + nown, names, nnames * sizeof(own[0]));
	source->own_flags = own;
	source->nown = nown;
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

static bool is_parsed(const struct source *source)
{
	return source->command && !source->known;
}

static struct alike *group_of(struct planner *p, struct source *source)
{
	char **flags = common_flags(p, source);
	void **known = names_at(&p->by_flags, key_of(p->arena, source, flags));

	if (!*known) {
		p->groups = dl_arena_reserve(p->arena, p->groups, p->count, &p->capacity,
					     sizeof(p->groups[0]));
		p->groups[p->count++] = (struct alike){ .flags = flags };
		*known = (void *)(uintptr_t)p->count;
	}
	return &p->groups[(uintptr_t)*known - 1];
}

static void add_member(struct planner *p, struct alike *g, struct source *source)
{
	g->members = dl_arena_reserve(p->arena, g->members, g->count, &g->capacity,
				      sizeof(g->members[0]));
	g->members[g->count++] = source;
}

struct alike *alike_groups(struct sources *sources, size_t *count)
{
	struct planner p = { .arena = sources->arena };

	for (size_t i = 0; i < sources->count; i++)
		if (is_parsed(&sources->list[i]))
			count_macros(&p, &sources->list[i]);
	for (size_t i = 0; i < sources->count; i++) {
		struct source *source = &sources->list[i];

		if (is_parsed(source))
			add_member(&p, group_of(&p, source), source);
	}
	names_free(&p.by_flags);
	names_free(&p.macros);
	*count = p.count;
	return p.groups;
}
