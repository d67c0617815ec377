/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Path states: memory and objects. */
#include "checker/engine/state_impl.h"

#include <string.h>

struct dl_path_state *dl_state_new(struct dl_arena *arena)
{
	struct dl_path_state *s = DL_NEW(arena, struct dl_path_state);

	s->arena = arena;
	return s;
}

#define COPY_VECTOR(to, from, name)                                                                \
	do {                                                                                       \
		(to)->name = dl_arena_copy((to)->arena, (from)->name,                              \
					   (from)->n##name * sizeof(*(from)->name));               \
		(to)->cap_##name = (from)->n##name;                                                \
	} while (0)

struct dl_path_state *dl_state_copy(const struct dl_path_state *from)
{
	struct dl_path_state *s = dl_arena_copy(from->arena, from, sizeof(*from));

	COPY_VECTOR(s, from, bindings);
	COPY_VECTOR(s, from, facts);
	COPY_VECTOR(s, from, regions);
	COPY_VECTOR(s, from, objects);
	return s;
}

/* Index of the first binding whose address does not come before addr. */
static size_t binding_slot(const struct dl_path_state *s, const struct dl_value *addr)
{
	size_t lo = 0, hi = s->nbindings;

	while (lo < hi) {
		size_t mid = (lo + hi) / 2;

		if (s->bindings[mid].addr->id < addr->id)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

const struct dl_value *dl_state_bound(const struct dl_path_state *s, const struct dl_value *addr)
{
	size_t i = binding_slot(s, addr);

	return i < s->nbindings && s->bindings[i].addr == addr ? s->bindings[i].value : NULL;
}

const struct dl_value *dl_state_next_bound(const struct dl_path_state *s, size_t *at,
					   const struct dl_value *addr)
{
	while (*at < s->nbindings && s->bindings[*at].addr != addr &&
	       s->bindings[*at].addr->id < addr->id)
		++*at;
	return *at < s->nbindings && s->bindings[*at].addr == addr ? s->bindings[(*at)++].value
								   : NULL;
}

void dl_state_write(struct dl_path_state *s, const struct dl_value *addr,
		    const struct dl_value *value)
{
	size_t i = binding_slot(s, addr);

	if (i < s->nbindings && s->bindings[i].addr == addr) {
		s->bindings[i].value = value;
		return;
	}
	s->bindings = dl_arena_reserve(s->arena, s->bindings, s->nbindings, &s->cap_bindings,
			      sizeof(*s->bindings));
	memmove(&s->bindings[i + 1], &s->bindings[i], (s->nbindings - i) * sizeof(*s->bindings));
	s->bindings[i] = (struct dl_binding){ addr, value };
	s->nbindings++;
}

static bool is_reached_by(const struct dl_value *addr, const struct dl_value *p)
{
	while (addr != p && (addr->kind == DL_V_FIELD || addr->kind == DL_V_INDEX ||
			     addr->kind == DL_V_INIT))
		addr = addr->a;
	return addr == p;
}

bool dl_state_written_through(const struct dl_path_state *s, const struct dl_value *p)
{
	for (size_t i = 0; i < s->nbindings; i++)
		if (s->bindings[i].addr != p && is_reached_by(s->bindings[i].addr, p))
			return true;
	return false;
}

static bool is_link(const struct dl_value *addr)
{
	const struct dl_type *record = addr->p;

	return addr->kind == DL_V_FIELD &&
	       (!strcmp(record->name, "struct list_head") ||
		!strncmp(record->name, "struct hlist_", strlen("struct hlist_")) ||
		!strncmp(record->name, "struct llist_", strlen("struct llist_")));
}

static bool goes_through_link(const struct dl_value *addr)
{
	for (; addr; addr = addr->a) {
		if (is_link(addr))
			return true;
		if (addr->kind != DL_V_FIELD && addr->kind != DL_V_INDEX && addr->kind != DL_V_INIT)
			return false;
	}
	return false;
}

static bool covers(const struct dl_region *r, const struct dl_value *addr)
{
	switch (r->kind) {
	case DL_REGION_ZERO:
	case DL_REGION_COPY:
		return dl_value_inside(addr, r->base);
	case DL_REGION_CHANGED:
		return dl_value_contains(addr, r->base);
	default:
		return goes_through_link(addr);
	}
}

/* What is read by way of base, or asked of what it points to; not base itself, nor what is near. */
bool dl_region_affects(const struct dl_region *r, const struct dl_value *v)
{
	if (!v || v == r->base)
		return false;
	if (r->kind != DL_REGION_LINKS && (v->kind == DL_V_INIT || v->kind == DL_V_APPLY ||
					   v->kind == DL_V_SYMBOL))
		return dl_value_contains(v, r->base);
	if (r->kind == DL_REGION_LINKS && goes_through_link(v))
		return true;
	return dl_region_affects(r, v->a) || dl_region_affects(r, v->b);
}

/* The latest of the first limit regions that says what addr holds; they are in order of time. */
static const struct dl_region *region_of(const struct dl_path_state *s, const struct dl_value *addr,
					 size_t limit)
{
	for (size_t i = limit; i-- > 0;) {
		const struct dl_region *r = &s->regions[i];

		if (covers(r, addr))
			return r;
	}
	return NULL;
}

/* The part of a value that was read from addr; NULL if there is none. */
static const struct dl_value *read_of(const struct dl_value *v, const struct dl_value *addr)
{
	const struct dl_value *part;

	if (!v || v->id < addr->id || v->kind == DL_V_SYMBOL)
		return NULL;
	if (v->kind == DL_V_INIT)
		return v->a == addr ? v : NULL;
	part = read_of(v->a, addr);
	return part ? part : read_of(v->b, addr);
}

/*
 * A member that a branch has tested is believed to keep its value over a call that merely could
 * change it: such members are configuration far more often than state, and the pairs of branches
 * that test them belong together. Not for handles: these do change.
 */
static const struct dl_value *as_tested(const struct dl_path_state *s, const struct dl_value *v,
					const struct dl_type *type)
{
	const struct dl_value *latest = NULL;

	if (v->kind != DL_V_INIT)	/* too deep to be kept */
		return v;
	if (type && type->kind == DL_TYPE_INT && type->bits == 64 && !type->is_signed)
		return v;
	for (size_t i = 0; i < s->nfacts; i++) {
		const struct dl_value *fact = s->facts[i].v;

		latest = read_of(fact, v->a) ? read_of(fact, v->a) : latest;
	}
	return latest ? latest : v;
}

/* An element of which the number is not known: another one that was written may be the same. */
static bool is_some_element(const struct dl_value *addr)
{
	for (; addr && (addr->kind == DL_V_FIELD || addr->kind == DL_V_INDEX); addr = addr->a)
		if (addr->kind == DL_V_INDEX && addr->b->kind != DL_V_CONST)
			return true;
	return false;
}

/* What addr held when only the first limit regions were known, if nothing was written to it. */
static const struct dl_value *read_unbound(struct dl_path_state *s, struct dl_values *vs,
					   const struct dl_value *addr, const struct dl_type *type,
					   size_t limit)
{
	const struct dl_region *r = region_of(s, addr, limit);
	const struct dl_value *v;

	if (r && r->kind == DL_REGION_ZERO && !is_some_element(addr))
		return dl_value_const(vs, type, 0);
	if (r && r->kind == DL_REGION_COPY)	/* what was written to the original came along */
		return read_unbound(s, vs, dl_value_replace(vs, addr, r->base, r->from), type,
				    (size_t)(r - s->regions));
	v = dl_value_init(vs, addr, r ? r->epoch : NULL, type);
	return r && !dl_state_fact(s, v) ? as_tested(s, v, type) : v;
}

const struct dl_value *dl_state_read(struct dl_path_state *s, struct dl_values *vs,
				     const struct dl_value *addr, const struct dl_type *type)
{
	const struct dl_value *v = dl_state_bound(s, addr);

	return v ? v : read_unbound(s, vs, addr, type, s->nregions);
}

/* Does a newer region say all that the old one says? */
static bool is_hidden(const struct dl_region *old, const struct dl_value *base,
		      enum dl_region_kind kind)
{
	if (kind == DL_REGION_LINKS || old->kind == DL_REGION_LINKS)
		return kind == old->kind;
	if (kind == DL_REGION_CHANGED)
		return dl_value_contains(old->base, base);
	return old->kind == DL_REGION_CHANGED ? old->base == base
					      : dl_value_inside(old->base, base);
}

void dl_state_add_region(struct dl_path_state *s, const struct dl_value *base,
		       enum dl_region_kind kind, const struct dl_value *epoch)
{
	size_t n = 0;

	/* What the new region covers entirely needs no entry of its own. */
	for (size_t i = 0; i < s->nregions; i++) {
		if (is_hidden(&s->regions[i], base, kind))
			continue;
		s->regions[n++] = s->regions[i];
	}
	s->nregions = n;
	s->regions = dl_arena_reserve(s->arena, s->regions, s->nregions, &s->cap_regions,
			     sizeof(*s->regions));
	s->regions[s->nregions++] = (struct dl_region){ base, kind, epoch, NULL };
}

void dl_state_zero(struct dl_path_state *s, const struct dl_value *base)
{
	dl_state_forget(s, base);
	dl_state_add_region(s, base, DL_REGION_ZERO, NULL);
}

void dl_state_forget(struct dl_path_state *s, const struct dl_value *base)
{
	size_t n = 0;

	for (size_t i = 0; i < s->nbindings; i++)
		if (!dl_value_inside(s->bindings[i].addr, base))
			s->bindings[n++] = s->bindings[i];
	s->nbindings = n;
}

void dl_state_change(struct dl_path_state *s, const struct dl_value *base,
		     const struct dl_value *epoch,
		     bool (*keep)(const struct dl_path_state *s, const struct dl_value *value))
{
	size_t n = 0;

	for (size_t i = 0; i < s->nbindings; i++) {
		struct dl_binding *b = &s->bindings[i];

		if (!dl_value_contains(b->addr, base) || (keep && keep(s, b->value)))
			s->bindings[n++] = *b;
	}
	s->nbindings = n;
	dl_state_add_region(s, base, DL_REGION_CHANGED, epoch);
}

void dl_state_relink(struct dl_path_state *s, const struct dl_value *epoch)
{
	size_t n = 0;

	for (size_t i = 0; i < s->nbindings; i++)
		if (!goes_through_link(s->bindings[i].addr))
			s->bindings[n++] = s->bindings[i];
	s->nbindings = n;
	dl_state_add_region(s, NULL, DL_REGION_LINKS, epoch);
}

void dl_state_copy_object(struct dl_path_state *s, struct dl_values *vs, const struct dl_value *to,
			  const struct dl_value *from)
{
	size_t n = s->nbindings;
	struct dl_binding *old = dl_arena_copy(s->arena, s->bindings, n * sizeof(*old));

	if (to == from || dl_value_inside(from, to))
		return;
	dl_state_forget(s, to);
	dl_state_add_region(s, to, DL_REGION_COPY, NULL);
	s->regions[s->nregions - 1].from = from;
	for (size_t i = 0; i < n; i++)
		if (dl_value_inside(old[i].addr, from))
			dl_state_write(s, dl_value_replace(vs, old[i].addr, from, to),
				       old[i].value);
}

struct dl_object *dl_state_add_object(struct dl_path_state *s)
{
	struct dl_object *o;

	s->objects = dl_arena_reserve(s->arena, s->objects, s->nobjects, &s->cap_objects,
			     sizeof(*s->objects));
	o = &s->objects[s->nobjects++];
	memset(o, 0, sizeof(*o));
	return o;
}

bool dl_trail_has(const struct dl_trail *trail, const struct dl_trail *point)
{
	while (trail && trail != point)
		trail = trail->prev;
	return trail == point;
}
