/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Units to groups, by a table of names and a forest whose trees are joined. */
#include "checker/engine/link.h"

#include <stdlib.h>
#include <string.h>

#include "checker/engine/impl.h"
#include "rules/api.h"

/* ---- summaries ------------------------------------------------------------------------------- */

struct names {
	uint64_t *list;
	size_t count, capacity;
};

#define FIRST_HASH 0xcbf29ce484222325	/* FNV-1a */

static uint64_t hash_bytes(uint64_t h, const void *bytes, size_t n)
{
	for (size_t i = 0; i < n; i++)
		h = (h ^ ((const unsigned char *)bytes)[i]) * 0x100000001b3;
	return h;
}

static uint64_t hash_name(uint64_t h, const char *name)
{
	return hash_bytes(h, name, strlen(name) + 1);
}

static uint64_t hash_member(const struct dl_type *record, const struct dl_field *field)
{
	uint64_t h = hash_name(hash_name(FIRST_HASH, record->name), field->name);

	h = hash_bytes(h, &record->size, sizeof(record->size));
	return hash_bytes(h, &field->bit_offset, sizeof(field->bit_offset));
}

static void add(struct dl_arena *arena, struct names *names, uint64_t hash)
{
	names->list = dl_arena_reserve(arena, names->list, names->count, &names->capacity,
				       sizeof(*names->list));
	names->list[names->count++] = hash;
}

static int compare(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

static void sort_once(struct names *names)
{
	size_t n = 0;

	if (names->count)
		qsort(names->list, names->count, sizeof(*names->list), compare);
	for (size_t i = 0; i < names->count; i++)
		if (!i || names->list[i] != names->list[i - 1])
			names->list[n++] = names->list[i];
	names->count = n;
}

/* Functions of the API are never followed, so a unit that defines one is not behind its users. */
static void add_functions(const struct dl_unit *unit, struct dl_arena *arena, struct names *defined,
			  struct names *used)
{
	for (size_t i = 0; i < unit->ndecls; i++) {
		const struct dl_decl *d = unit->decls[i];

		if (dl_api_find(d->name, d->nparams))
			continue;
		if (d->func && !d->func->is_static)
			add(arena, defined, hash_name(FIRST_HASH, d->name));
		else if (!d->defined && !d->func)
			add(arena, used, hash_name(FIRST_HASH, d->name));
	}
}

static void add_members(const struct dl_unit *unit, struct dl_arena *arena, struct names *members)
{
	for (size_t i = 0; i < unit->ntypes; i++)
		for (size_t k = 0; k < unit->types[i]->nfields; k++)
			add(arena, members,
			    hash_member(unit->types[i], &unit->types[i]->fields[k]));
}

struct dl_summary *dl_summarize(const struct dl_unit *unit, struct dl_arena *arena)
{
	struct dl_summary *s = DL_NEW(arena, struct dl_summary);
	struct names defined = { 0 }, used = { 0 }, members = { 0 };

	add_functions(unit, arena, &defined, &used);
	add_members(unit, arena, &members);
	sort_once(&defined);
	sort_once(&used);
	sort_once(&members);
	*s = (struct dl_summary){
		.unit = dl_arena_strndup(arena, unit->name, strlen(unit->name)),
		.module = unit->module ? dl_arena_strndup(arena, unit->module, strlen(unit->module))
				       : NULL,
		.defined = defined.list, .ndefined = defined.count,
		.used = used.list, .nused = used.count,
		.members = members.list, .nmembers = members.count,
	};
	return s;
}

/* ---- groups ---------------------------------------------------------------------------------- */

struct entry {			/* a name, and a unit that has it */
	uint64_t hash;
	size_t unit;
};

struct table {			/* sorted by name */
	struct entry *list;
	size_t count, capacity;
};

static void add_entry(struct dl_arena *arena, struct table *t, uint64_t hash, size_t unit)
{
	t->list = dl_arena_reserve(arena, t->list, t->count, &t->capacity, sizeof(*t->list));
	t->list[t->count++] = (struct entry){ hash, unit };
}

static int by_name(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return x->unit < y->unit ? -1 : x->unit > y->unit;
}

static void sort_table(struct table *t)
{
	if (t->count)
		qsort(t->list, t->count, sizeof(*t->list), by_name);
}

/* The first entry of that name or of one behind it. */
static size_t first_of(const struct table *t, uint64_t hash)
{
	size_t low = 0, high = t->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (t->list[middle].hash < hash)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static size_t root(size_t *parent, size_t i)
{
	while (parent[i] != i)
		i = parent[i] = parent[parent[i]];
	return i;
}

/* The smaller number is the root, so a group's root is its first unit. */
static void join(size_t *parent, size_t a, size_t b)
{
	a = root(parent, a);
	b = root(parent, b);
	if (a < b)
		parent[b] = a;
	else
		parent[a] = b;
}

static uint64_t hash_module(const struct dl_summary *s)
{
	struct dl_module m = dl_module_named(s->unit, s->module);

	return hash_bytes(hash_bytes(FIRST_HASH, &m.named, 1), m.name, m.length);
}

/* All that have a name in common become one. */
static void join_alike(const struct table *t, size_t *parent)
{
	for (size_t i = 1; i < t->count; i++)
		if (t->list[i].hash == t->list[i - 1].hash)
			join(parent, t->list[i].unit, t->list[i - 1].unit);
}

static void join_modules(const struct dl_summary *const *units, size_t count,
			 struct dl_arena *arena, size_t *parent)
{
	struct table modules = { 0 };

	for (size_t i = 0; i < count; i++)
		add_entry(arena, &modules, hash_module(units[i]), i);
	sort_table(&modules);
	join_alike(&modules, parent);
}

static void join_calls(const struct dl_summary *const *units, size_t count, struct dl_arena *arena,
		       size_t *parent)
{
	struct table defined = { 0 };

	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < units[i]->ndefined; k++)
			add_entry(arena, &defined, units[i]->defined[k], i);
	sort_table(&defined);
	for (size_t i = 0; i < count; i++) {
		for (size_t k = 0; k < units[i]->nused; k++) {
			uint64_t name = units[i]->used[k];

			for (size_t d = first_of(&defined, name);
			     d < defined.count && defined.list[d].hash == name; d++)
				join(parent, i, defined.list[d].unit);
		}
	}
}

struct dl_groups dl_link(const struct dl_summary *const *units, size_t count,
			 struct dl_arena *arena)
{
	struct dl_groups groups = { .of = DL_NEW_ARRAY(arena, size_t, count + 1) };
	size_t *parent = DL_NEW_ARRAY(arena, size_t, count + 1);

	for (size_t i = 0; i < count; i++)
		parent[i] = i;
	join_modules(units, count, arena, parent);
	join_calls(units, count, arena, parent);
	for (size_t i = 0; i < count; i++) {
		size_t first = root(parent, i);

		groups.of[i] = first == i ? groups.count++ : groups.of[first];
	}
	return groups;
}

/* ---- members that several touch -------------------------------------------------------------- */

struct dl_shared *dl_link_shared(const struct dl_summary *const *units, size_t count,
				 const struct dl_groups *groups, struct dl_arena *arena)
{
	struct dl_shared *shared = DL_NEW_ARRAY(arena, struct dl_shared, groups->count + 1);
	struct names *of = DL_NEW_ARRAY(arena, struct names, groups->count + 1);
	struct table members = { 0 };
	size_t end;

	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < units[i]->nmembers; k++)
			add_entry(arena, &members, units[i]->members[k], groups->of[i]);
	sort_table(&members);
	for (size_t i = 0; i < members.count; i = end) {
		for (end = i + 1;
		     end < members.count && members.list[end].hash == members.list[i].hash; end++)
			;
		if (members.list[i].unit == members.list[end - 1].unit)
			continue;
		for (size_t k = i; k < end; k++)
			if (k == i || members.list[k].unit != members.list[k - 1].unit)
				add(arena, &of[members.list[k].unit], members.list[k].hash);
	}
	for (size_t g = 0; g < groups->count; g++)
		shared[g] = (struct dl_shared){ of[g].list, of[g].count };
	return shared;
}

void dl_engine_shared(struct dl_engine *e, const struct dl_shared *shared)
{
	e->shared = shared;
}

bool dl_is_shared(const struct dl_engine *e, const struct dl_type *record,
		  const struct dl_field *field)
{
	uint64_t hash = hash_member(record, field);

	return e->shared && e->shared->count &&
	       bsearch(&hash, e->shared->members, e->shared->count, sizeof(hash), compare);
}
