/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Path states: memory, what branches say of values, objects, and joining. */
#include "checker/engine/state.h"

#include <string.h>

struct dl_path_state *dl_state_new(struct dl_arena *arena)
{
	struct dl_path_state *s = DL_NEW(arena, struct dl_path_state);

	s->arena = arena;
	return s;
}

static void *duplicate(struct dl_arena *arena, const void *from, size_t size)
{
	void *to = dl_arena_alloc(arena, size);

	if (size)
		memcpy(to, from, size);
	return to;
}

#define COPY_VECTOR(to, from, name)                                                                \
	do {                                                                                       \
		(to)->name = duplicate((to)->arena, (from)->name,                                  \
				       (from)->n##name * sizeof(*(from)->name));                   \
		(to)->cap_##name = (from)->n##name;                                                \
	} while (0)

struct dl_path_state *dl_state_copy(const struct dl_path_state *from)
{
	struct dl_path_state *s = DL_NEW(from->arena, struct dl_path_state);

	*s = *from;
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

bool dl_region_affects(const struct dl_region *r, const struct dl_value *v)
{
	if (!v)
		return false;
	if (r->kind != DL_REGION_LINKS)
		return dl_value_contains(v, r->base);
	return goes_through_link(v) || dl_region_affects(r, v->a) || dl_region_affects(r, v->b);
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

static const struct dl_fact *fact_of(const struct dl_path_state *s, const struct dl_value *v);

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

/* What addr held when only the first limit regions were known, if nothing was written to it. */
static const struct dl_value *read_unbound(struct dl_path_state *s, struct dl_values *vs,
					   const struct dl_value *addr, const struct dl_type *type,
					   size_t limit)
{
	const struct dl_region *r = region_of(s, addr, limit);
	const struct dl_value *v;

	if (r && r->kind == DL_REGION_ZERO)
		return dl_value_const(vs, type, 0);
	if (r && r->kind == DL_REGION_COPY)	/* what was written to the original came along */
		return read_unbound(s, vs, dl_value_replace(vs, addr, r->base, r->from), type,
				    (size_t)(r - s->regions));
	v = dl_value_init(vs, addr, r ? r->epoch : NULL, type);
	return r && !fact_of(s, v) ? as_tested(s, v, type) : v;
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

static void add_region(struct dl_path_state *s, const struct dl_value *base,
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
	add_region(s, base, DL_REGION_ZERO, NULL);
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
	add_region(s, base, DL_REGION_CHANGED, epoch);
}

void dl_state_relink(struct dl_path_state *s, const struct dl_value *epoch)
{
	size_t n = 0;

	for (size_t i = 0; i < s->nbindings; i++)
		if (!goes_through_link(s->bindings[i].addr))
			s->bindings[n++] = s->bindings[i];
	s->nbindings = n;
	add_region(s, NULL, DL_REGION_LINKS, epoch);
}

void dl_state_copy_object(struct dl_path_state *s, struct dl_values *vs, const struct dl_value *to,
			  const struct dl_value *from)
{
	size_t n = s->nbindings;
	struct dl_binding *old = duplicate(s->arena, s->bindings, n * sizeof(*old));

	if (to == from || dl_value_inside(from, to))
		return;
	dl_state_forget(s, to);
	add_region(s, to, DL_REGION_COPY, NULL);
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

struct dl_object *dl_state_find_handle(struct dl_path_state *s, const struct dl_value *handle)
{
	for (size_t i = s->nobjects; i-- > 0;)
		if (s->objects[i].handle == handle)
			return &s->objects[i];
	return NULL;
}

/* ---- facts --------------------------------------------------------------------------------- */

static size_t fact_slot(const struct dl_path_state *s, const struct dl_value *v)
{
	size_t lo = 0, hi = s->nfacts;

	while (lo < hi) {
		size_t mid = (lo + hi) / 2;

		if (s->facts[mid].v->id < v->id)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static const struct dl_fact *fact_of(const struct dl_path_state *s, const struct dl_value *v)
{
	size_t i = fact_slot(s, v);

	return i < s->nfacts && s->facts[i].v == v ? &s->facts[i] : NULL;
}

static int64_t saturate_add(int64_t a, int64_t b)
{
	int64_t r;

	if (__builtin_add_overflow(a, b, &r))
		return b > 0 ? INT64_MAX : INT64_MIN;
	return r;
}

struct dl_range dl_state_range(const struct dl_path_state *s, const struct dl_value *v)
{
	struct dl_range r = dl_value_type_range(v);
	const struct dl_fact *f;

	if (v->kind == DL_V_CONST)
		return r;
	if (v->kind == DL_V_BIN && v->op == DL_BIN_ADD && v->b->kind == DL_V_CONST) {
		struct dl_range base = dl_state_range(s, v->a);

		if (base.lo != INT64_MIN)
			r.lo = saturate_add(base.lo, v->b->imm);
		if (base.hi != INT64_MAX)
			r.hi = saturate_add(base.hi, v->b->imm);
	}
	f = fact_of(s, v);
	if (f) {
		r.lo = f->range.lo > r.lo ? f->range.lo : r.lo;
		r.hi = f->range.hi < r.hi ? f->range.hi : r.hi;
	}
	return r;
}

bool dl_state_nonzero(const struct dl_path_state *s, const struct dl_value *v)
{
	const struct dl_fact *f = fact_of(s, v);
	struct dl_range r = dl_state_range(s, v);

	return (f && f->nonzero) || r.lo > 0 || r.hi < 0 || dl_value_is_address(v);
}

bool dl_state_bound_range(struct dl_path_state *s, const struct dl_value *v, struct dl_range r)
{
	struct dl_range have = dl_state_range(s, v);
	size_t i;

	r.lo = have.lo > r.lo ? have.lo : r.lo;
	r.hi = have.hi < r.hi ? have.hi : r.hi;
	if (r.lo > r.hi)
		return false;
	if (v->kind == DL_V_CONST)
		return true;
	i = fact_slot(s, v);
	if (i == s->nfacts || s->facts[i].v != v) {
		s->facts = dl_arena_reserve(s->arena, s->facts, s->nfacts, &s->cap_facts,
					    sizeof(*s->facts));
		memmove(&s->facts[i + 1], &s->facts[i], (s->nfacts - i) * sizeof(*s->facts));
		s->facts[i] = (struct dl_fact){ v, r, false };
		s->nfacts++;
	}
	s->facts[i].range = r;
	return !(s->facts[i].nonzero && r.lo == 0 && r.hi == 0);
}

static bool assume_nonzero(struct dl_path_state *s, const struct dl_value *v)
{
	struct dl_range r = dl_state_range(s, v);

	if (r.lo == 0)
		r.lo = 1;
	if (r.hi == 0)
		r.hi = -1;
	if (!dl_state_bound_range(s, v, r))
		return false;
	if (v->kind != DL_V_CONST)
		s->facts[fact_slot(s, v)].nonzero = true;
	return true;
}

int dl_state_truth(const struct dl_path_state *s, const struct dl_value *v)
{
	struct dl_range r = dl_state_range(s, v), a, b;
	int t;

	if (r.lo == 0 && r.hi == 0)
		return 0;
	if (dl_state_nonzero(s, v))
		return 1;
	if (v->kind == DL_V_NOT) {
		t = dl_state_truth(s, v->a);
		return t < 0 ? t : !t;
	}
	if (v->kind == DL_V_BIN && v->op == DL_BIN_OR) {
		int x = dl_state_truth(s, v->a), y = dl_state_truth(s, v->b);

		return x == 1 || y == 1 ? 1 : x == 0 && y == 0 ? 0 : -1;
	}
	if (v->kind != DL_V_CMP)
		return -1;
	a = dl_state_range(s, v->a);
	b = dl_state_range(s, v->b);
	if (v->op == DL_CMP_EQ) {
		if (a.lo > b.hi || b.lo > a.hi)
			return 0;
		if (b.lo == 0 && b.hi == 0 && dl_state_nonzero(s, v->a))
			return 0;
		return a.lo == a.hi && b.lo == b.hi ? 1 : -1;
	}
	if (v->op == DL_CMP_ULT && (a.lo < 0 || b.lo < 0))
		return -1;
	return a.hi < b.lo ? 1 : a.lo >= b.hi ? 0 : -1;
}

static bool assume_equal(struct dl_path_state *s, const struct dl_value *v, bool equal)
{
	struct dl_range a = dl_state_range(s, v->a), b = dl_state_range(s, v->b);

	if (equal)
		return dl_state_bound_range(s, v->a, b) && dl_state_bound_range(s, v->b, a);
	if (v->b->kind != DL_V_CONST)
		return true;
	if (v->b->imm == 0)
		return assume_nonzero(s, v->a);
	if (a.lo == v->b->imm)
		a.lo++;
	if (a.hi == v->b->imm)
		a.hi--;
	return dl_state_bound_range(s, v->a, a);
}

/* a < b or, with less false, a >= b. Unsigned comparisons say little of what may be negative. */
static bool assume_less(struct dl_path_state *s, const struct dl_value *v, bool less)
{
	struct dl_range a, b = dl_state_range(s, v->b);

	if (!less && v->a->type && v->a->type->kind == DL_TYPE_POINTER && b.lo == 0 && b.hi == 0 &&
	    !assume_nonzero(s, v->a))	/* IS_ERR() is asked where failure is not NULL */
		return false;
	a = dl_state_range(s, v->a);
	if (v->op == DL_CMP_ULT) {
		if (b.lo < 0 || (a.lo < 0 && !less))
			return true;
		if (less && a.lo < 0)
			a.lo = 0;
	}
	if (less) {
		if (b.hi != INT64_MAX && a.hi >= b.hi)
			a.hi = b.hi - 1;
		if (a.lo != INT64_MIN && b.lo <= a.lo)
			b.lo = saturate_add(a.lo, 1);
	} else {
		if (a.lo < b.lo)
			a.lo = b.lo;
		if (b.hi > a.hi)
			b.hi = a.hi;
	}
	return a.lo <= a.hi && b.lo <= b.hi && dl_state_bound_range(s, v->a, a) &&
	       dl_state_bound_range(s, v->b, b);
}

static bool assume_false(struct dl_path_state *s, struct dl_values *vs, const struct dl_value *v)
{
	if (v->kind == DL_V_BIN && v->op == DL_BIN_OR &&
	    (!dl_state_assume(s, vs, v->a, false) || !dl_state_assume(s, vs, v->b, false)))
		return false;
	return dl_state_bound_range(s, v, (struct dl_range){ 0, 0 });
}

bool dl_state_assume(struct dl_path_state *s, struct dl_values *vs, const struct dl_value *cond,
		     bool truth)
{
	int known = dl_state_truth(s, cond);

	if (known >= 0 && known != truth)
		return false;
	if (cond->kind == DL_V_NOT)
		return dl_state_assume(s, vs, cond->a, !truth);
	if (cond->kind == DL_V_CMP) {
		if (!(cond->op == DL_CMP_EQ ? assume_equal(s, cond, truth)
					    : assume_less(s, cond, truth)))
			return false;
		return dl_state_bound_range(s, cond, (struct dl_range){ truth, truth });
	}
	return truth ? assume_nonzero(s, cond) : assume_false(s, vs, cond);
}

const struct dl_value *dl_state_settle(const struct dl_path_state *s, struct dl_values *vs,
				       const struct dl_value *v)
{
	struct dl_range r;

	if (!v || v->kind == DL_V_CONST)
		return v;
	r = dl_state_range(s, v);
	return r.lo == r.hi ? dl_value_const(vs, v->type, r.lo) : v;
}

/* ---- joining ------------------------------------------------------------------------------- */

static bool same_object(const struct dl_object *a, const struct dl_object *b)
{
	return a->site == b->site && a->context == b->context && a->age == b->age &&
	       a->foreign == b->foreign && a->state == b->state && a->handle == b->handle &&
	       a->list == b->list && a->shared == b->shared && a->vague == b->vague &&
	       a->stored == b->stored && a->out_param == b->out_param &&
	       a->handed_to_tester == b->handed_to_tester && a->holder_freed == b->holder_freed;
}

static bool same_objects(const struct dl_path_state *a, const struct dl_path_state *b)
{
	if (a->nobjects != b->nobjects || a->failure_seen != b->failure_seen)
		return false;
	for (size_t i = 0; i < a->nobjects; i++)
		if (!same_object(&a->objects[i], &b->objects[i]))
			return false;
	return true;
}

/* One that must not be lost; of older objects, each turn of the loop leaves a copy somewhere. */
static bool holds_handle(const struct dl_path_state *s, const struct dl_value *v)
{
	for (size_t i = 0; i < s->nobjects; i++) {
		const struct dl_object *o = &s->objects[i];

		if (o->age)
			continue;
		if ((o->handle && dl_value_contains(v, o->handle)) ||
		    (o->result && dl_value_contains(v, o->result)))
			return true;
	}
	return false;
}

/* True if every binding that carries a handle is the same in both. */
static bool same_handles(const struct dl_path_state *a, const struct dl_path_state *b)
{
	for (size_t i = 0; i < a->nbindings; i++) {
		const struct dl_binding *x = &a->bindings[i];

		if (dl_state_bound(b, x->addr) != x->value && holds_handle(a, x->value))
			return false;
	}
	return true;
}

static const struct dl_value *same_or_null(const struct dl_value *a, const struct dl_value *b)
{
	return a == b ? a : NULL;
}

static void join_objects(struct dl_path_state *s, const struct dl_path_state *b)
{
	for (size_t i = 0; i < s->nobjects; i++) {
		struct dl_object *o = &s->objects[i];
		const struct dl_object *p = &b->objects[i];

		o->dev = same_or_null(o->dev, p->dev);
		o->size = same_or_null(o->size, p->size);
		o->dir = same_or_null(o->dir, p->dir);
		o->nents = same_or_null(o->nents, p->nents);
		o->cpu = same_or_null(o->cpu, p->cpu);
		o->holder = same_or_null(o->holder, p->holder);
		if (!o->wrong_test) {
			o->wrong_test = p->wrong_test;
			o->wrong_test_loc = p->wrong_test_loc;
		}
	}
}

struct joiner {
	struct dl_values *vs;
	const void *key;
	const struct dl_block *origin;
	uint32_t context;
	enum dl_ranges ranges;
};

static void forget_fact(struct dl_path_state *s, const struct dl_value *v)
{
	size_t i = fact_slot(s, v);

	if (i == s->nfacts || s->facts[i].v != v)
		return;
	memmove(&s->facts[i], &s->facts[i + 1], (s->nfacts - i - 1) * sizeof(*s->facts));
	s->nfacts--;
}

static const struct dl_value *join_value(const struct joiner *j, const struct dl_value *addr,
					 const struct dl_type *type)
{
	return dl_value_symbol(j->vs, type, j->key, addr, 0, j->context, j->origin);
}

/*
 * Covers both. At loop heads a bound that does not hold moves far, so that it moves but a few times:
 * over the numbers that tests in loops are about.
 */
static struct dl_range wider(enum dl_ranges ranges, struct dl_range a, struct dl_range b)
{
	bool join = ranges == DL_RANGES_JOIN;

	if (b.lo < a.lo)
		a.lo = join ? b.lo : b.lo >= 1 ? 1 : b.lo >= 0 ? 0 : INT64_MIN;
	if (b.hi > a.hi)
		a.hi = join ? b.hi : b.hi <= -1 ? -1 : b.hi <= 0 ? 0 : INT64_MAX;
	return a;
}

/* addr holds x on one way and y on the other: an unknown, within what bounds both. */
static void join_binding(const struct joiner *j, struct dl_path_state *s,
			 const struct dl_value *addr, const struct dl_path_state *a,
			 const struct dl_value *x, const struct dl_path_state *b,
			 const struct dl_value *y)
{
	const struct dl_value *v = join_value(j, addr, x->type ? x->type : y->type);
	struct dl_range p = dl_state_range(a, x), q = dl_state_range(b, y);

	dl_state_write(s, addr, v);
	p = wider(j->ranges, p, q);
	forget_fact(s, v);
	if (p.lo != INT64_MIN || p.hi != INT64_MAX)
		dl_state_bound_range(s, v, p);
	if (dl_state_nonzero(a, x) && dl_state_nonzero(b, y))
		assume_nonzero(s, v);
}

static void join_bindings(const struct joiner *j, struct dl_path_state *s,
			  struct dl_path_state *a, struct dl_path_state *b)
{
	for (size_t i = 0; i < a->nbindings; i++) {
		const struct dl_binding *x = &a->bindings[i];
		const struct dl_value *other = dl_state_read(b, j->vs, x->addr, x->value->type);

		if (other != x->value)
			join_binding(j, s, x->addr, a, x->value, b, other);
	}
	for (size_t i = 0; i < b->nbindings; i++) {
		const struct dl_binding *x = &b->bindings[i];
		const struct dl_value *other;

		if (dl_state_bound(a, x->addr))
			continue;
		other = dl_state_read(a, j->vs, x->addr, x->value->type);
		if (other != x->value)
			join_binding(j, s, x->addr, a, other, b, x->value);
	}
}

static void join_facts(const struct joiner *j, struct dl_path_state *s,
		       const struct dl_path_state *a, const struct dl_path_state *b)
{
	size_t n = 0;

	for (size_t i = 0; i < a->nfacts; i++) {
		struct dl_fact f = a->facts[i];
		struct dl_range r = dl_state_range(b, f.v);

		f.range = wider(j->ranges, f.range, r);
		f.nonzero = f.nonzero && dl_state_nonzero(b, f.v);
		if (f.nonzero || f.range.lo != INT64_MIN || f.range.hi != INT64_MAX)
			s->facts[n++] = f;
	}
	s->nfacts = n;
}

static bool same_region(const struct dl_region *a, const struct dl_region *b)
{
	return a->base == b->base && a->kind == b->kind && a->epoch == b->epoch &&
	       a->from == b->from;
}

static bool same_regions(const struct dl_path_state *a, const struct dl_path_state *b)
{
	if (a->nregions != b->nregions)
		return false;
	for (size_t i = 0; i < a->nregions; i++)
		if (!same_region(&a->regions[i], &b->regions[i]))
			return false;
	return true;
}

static bool has_region(const struct dl_path_state *s, const struct dl_region *r)
{
	for (size_t i = 0; i < s->nregions; i++)
		if (same_region(&s->regions[i], r))
			return true;
	return false;
}

/* Where the two disagree on what memory went through, it is anything from now on. */
static void join_regions(const struct joiner *j, struct dl_path_state *s,
			 const struct dl_path_state *a, const struct dl_path_state *b)
{
	const struct dl_value *epoch;

	if (same_regions(a, b))
		return;
	epoch = dl_value_symbol(j->vs, NULL, j->key, NULL, -1, j->context, j->origin);
	for (size_t i = 0; i < a->nregions; i++)
		if (!has_region(b, &a->regions[i])) {
			if (s->regions[i].kind != DL_REGION_LINKS)
				s->regions[i].kind = DL_REGION_CHANGED;
			s->regions[i].epoch = epoch;
		}
	for (size_t i = 0; i < b->nregions; i++)
		if (!has_region(a, &b->regions[i]))
			add_region(s, b->regions[i].base,
				   b->regions[i].kind == DL_REGION_LINKS ? DL_REGION_LINKS
									 : DL_REGION_CHANGED,
				   epoch);
}

struct dl_path_state *dl_state_join(const struct dl_path_state *a, const struct dl_path_state *b,
				    struct dl_values *vs, const void *key,
				    const struct dl_block *origin, uint32_t context,
				    enum dl_ranges ranges)
{
	struct joiner j = { vs, key, origin, context, ranges };
	struct dl_path_state *s;

	if (!same_objects(a, b) || !same_handles(a, b) || !same_handles(b, a))
		return NULL;
	s = dl_state_copy(a);
	join_objects(s, b);
	join_facts(&j, s, a, b);
	join_bindings(&j, s, (struct dl_path_state *)a, (struct dl_path_state *)b);
	join_regions(&j, s, a, b);
	return s;
}

static bool same_memory(const struct dl_path_state *a, const struct dl_path_state *b)
{
	if (a->nbindings != b->nbindings)
		return false;
	for (size_t i = 0; i < a->nbindings; i++)
		if (a->bindings[i].addr != b->bindings[i].addr ||
		    a->bindings[i].value != b->bindings[i].value)
			return false;
	return same_regions(a, b);
}

static bool same_facts(const struct dl_path_state *a, const struct dl_path_state *b)
{
	if (a->nfacts != b->nfacts)
		return false;
	for (size_t i = 0; i < a->nfacts; i++) {
		const struct dl_fact *x = &a->facts[i], *y = &b->facts[i];

		if (x->v != y->v || x->range.lo != y->range.lo || x->range.hi != y->range.hi ||
		    x->nonzero != y->nonzero)
			return false;
	}
	return true;
}

bool dl_state_equal(const struct dl_path_state *a, const struct dl_path_state *b)
{
	return same_objects(a, b) && same_memory(a, b) && same_facts(a, b);
}
