/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Path states: two that agree on every object become one. What differs in memory becomes an unknown
 * of the join, what is known of both stays.
 */
#include "checker/engine/state_impl.h"

static bool same_object(const struct dl_object *a, const struct dl_object *b)
{
	return a->site == b->site && a->context == b->context && a->age == b->age &&
	       a->foreign == b->foreign && a->state == b->state && a->handle == b->handle &&
	       a->result == b->result && a->list == b->list && a->shared == b->shared &&
	       a->lent_to == b->lent_to &&
	       a->vague == b->vague && a->maybe == b->maybe && a->stored == b->stored &&
	       a->out_param == b->out_param &&
	       a->handed_to_tester == b->handed_to_tester && a->holder_freed == b->holder_freed;
}

static bool same_objects(const struct dl_path_state *a, const struct dl_path_state *b)
{
	if (a->nobjects != b->nobjects)
		return false;
	for (size_t i = 0; i < a->nobjects; i++)
		if (!same_object(&a->objects[i], &b->objects[i]))
			return false;
	return true;
}

/* Somewhere both states keep this value itself. */
static bool held_in_both(const struct dl_path_state *a, const struct dl_path_state *b,
			 const struct dl_value *v)
{
	for (size_t i = 0; i < a->nbindings; i++)
		if (a->bindings[i].value == v && dl_state_bound(b, a->bindings[i].addr) == v)
			return true;
	return false;
}

/* v is the handle, or made of it where nothing else in both states is. */
static bool needed_for(const struct dl_path_state *a, const struct dl_path_state *b,
		       const struct dl_value *handle, const struct dl_value *v)
{
	if (!handle || v == handle)
		return handle != NULL;
	return dl_value_contains(v, handle) && !held_in_both(a, b, handle);
}

/*
 * v, which b has not in the same place, must not be lost. Of older objects, each turn of the loop
 * leaves a copy somewhere; pointers into coherent memory come and go while the first one is kept.
 */
static bool holds_handle(const struct dl_path_state *a, const struct dl_path_state *b,
			 const struct dl_value *v)
{
	for (size_t i = 0; i < a->nobjects; i++) {
		const struct dl_object *o = &a->objects[i];

		if (!o->age && !(o->foreign && o->result) &&
		    (needed_for(a, b, o->handle, v) || needed_for(a, b, o->result, v)))
			return true;
	}
	return false;
}

/* True if every binding that has to be kept is the same in both. */
static bool same_handles(const struct dl_path_state *a, const struct dl_path_state *b)
{
	for (size_t i = 0, at = 0; i < a->nbindings; i++) {
		const struct dl_binding *x = &a->bindings[i];

		if (dl_state_next_bound(b, &at, x->addr) != x->value &&
		    holds_handle(a, b, x->value))
			return false;
	}
	return true;
}

static const struct dl_value *same_or_null(const struct dl_value *a, const struct dl_value *b)
{
	return a == b ? a : NULL;
}

/* What is known of p, too, stays in o. */
static void join_object(struct dl_object *o, const struct dl_object *p)
{
	o->dev = same_or_null(o->dev, p->dev);
	o->size = same_or_null(o->size, p->size);
	o->dir = same_or_null(o->dir, p->dir);
	o->nents = same_or_null(o->nents, p->nents);
	o->nents_place = same_or_null(o->nents_place, p->nents_place);
	o->handle_place = same_or_null(o->handle_place, p->handle_place);
	o->attrs = same_or_null(o->attrs, p->attrs);
	o->pool = same_or_null(o->pool, p->pool);
	o->cpu = same_or_null(o->cpu, p->cpu);
	o->copied |= p->copied || o->first_place != p->first_place;
	o->holder = same_or_null(o->holder, p->holder);
	o->in_record |= p->in_record;
	o->taken |= p->taken;
	o->awaited |= p->awaited;
	o->known |= p->known;
	o->loose |= p->loose;
	o->synced |= p->synced;
	o->read = o->read ? o->read : p->read;
	o->written = o->written ? o->written : p->written;
	o->freed = o->freed ? o->freed : p->freed;
	o->written_synced = o->written_synced ? o->written_synced : p->written_synced;
	if (!o->wrong_test) {
		o->wrong_test = p->wrong_test;
		o->wrong_test_at = p->wrong_test_at;
	}
}

/* There on one way only, or not in the same way. */
static void blur(struct dl_object *o)
{
	o->maybe = true;
	dl_object_share(o);
}

static struct dl_object *counterpart(struct dl_path_state *s, const struct dl_object *o)
{
	for (size_t i = 0; i < s->nobjects; i++) {
		struct dl_object *p = &s->objects[i];

		if (p->site == o->site && p->context == o->context && p->age == o->age &&
		    p->foreign == o->foreign && p->handle == o->handle &&
		    p->result == o->result && p->list == o->list)
			return p;
	}
	return NULL;
}

/* Objects of both, those that differ blurred. Of two states, the one further on in its life. */
static void join_objects(struct dl_path_state *s, const struct dl_path_state *b)
{
	size_t n = s->nobjects;

	for (size_t i = 0; i < n; i++)
		if (!counterpart((struct dl_path_state *)b, &s->objects[i]))
			blur(&s->objects[i]);
	for (size_t i = 0; i < b->nobjects; i++) {
		const struct dl_object *p = &b->objects[i];
		struct dl_object *o = counterpart(s, p);

		if (!o) {
			o = dl_state_add_object(s);
			*o = *p;
			blur(o);
			continue;
		}
		join_object(o, p);
		if (same_object(o, p))
			continue;
		o->state = p->state > o->state ? p->state : o->state;
		o->stored |= p->stored;
		blur(o);
	}
}

struct joiner {
	struct dl_values *vs;
	const void *key;
	const struct dl_block *origin;
	uint32_t context;
	enum dl_ranges ranges;
};

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

static const struct dl_among *among_of(const struct dl_path_state *s, const struct dl_value *v)
{
	const struct dl_fact *f = dl_state_fact(s, v);

	return f ? f->among : NULL;
}

/* x, within p, and y of b, within q. At loop heads only what is the same: lists must not grow. */
static const struct dl_among *join_among(const struct joiner *j, const struct dl_path_state *b,
					 const struct dl_among *x, struct dl_range p,
					 const struct dl_value *y, struct dl_range q)
{
	const struct dl_among *other;

	if (!x && p.lo != p.hi)
		return NULL;
	other = among_of(b, y);
	if (j->ranges != DL_RANGES_JOIN)
		return dl_among_same(x, other) ? x : NULL;
	return dl_among_either(b->arena, x, p, other, q);
}

/* addr holds x on one way and y on the other: an unknown, within what bounds both. */
static void join_binding(const struct joiner *j, struct dl_path_state *s,
			 const struct dl_value *addr, const struct dl_path_state *a,
			 const struct dl_value *x, const struct dl_path_state *b,
			 const struct dl_value *y)
{
	const struct dl_value *v = join_value(j, addr, x->type ? x->type : y->type);
	struct dl_range p = dl_state_range(a, x), q = dl_state_range(b, y), r;

	dl_state_write(s, addr, v);
	r = wider(j->ranges, p, q);
	dl_state_forget_fact(s, v);
	if (r.lo != INT64_MIN || r.hi != INT64_MAX)
		dl_state_bound_range(s, v, r);
	dl_state_bound_among(s, v, join_among(j, b, among_of(a, x), p, y, q));
	if (dl_state_nonzero(a, x) && dl_state_nonzero(b, y))
		dl_state_assume(s, j->vs, v, true);
}

static void join_bindings(const struct joiner *j, struct dl_path_state *s,
			  struct dl_path_state *a, struct dl_path_state *b)
{
	for (size_t i = 0, at = 0; i < a->nbindings; i++) {
		const struct dl_binding *x = &a->bindings[i];
		const struct dl_value *other = dl_state_next_bound(b, &at, x->addr);

		if (!other)
			other = dl_state_read(b, j->vs, x->addr, x->value->type);
		if (other != x->value)
			join_binding(j, s, x->addr, a, x->value, b, other);
	}
	for (size_t i = 0, at = 0; i < b->nbindings; i++) {
		const struct dl_binding *x = &b->bindings[i];
		const struct dl_value *other;

		if (dl_state_next_bound(a, &at, x->addr))
			continue;
		other = dl_state_read(a, j->vs, x->addr, x->value->type);
		if (other != x->value)
			join_binding(j, s, x->addr, a, other, b, x->value);
	}
}

static bool same_fact(const struct dl_fact *x, const struct dl_fact *y)
{
	return x->v == y->v && x->range.lo == y->range.lo && x->range.hi == y->range.hi &&
	       x->nonzero == y->nonzero && dl_among_same(x->among, y->among);
}

/* What b knows just like this; at: 0 at first, then of the fact before. */
static bool is_shared(const struct dl_fact *f, const struct dl_path_state *b, size_t *at)
{
	while (*at < b->nfacts && b->facts[*at].v != f->v && b->facts[*at].v->id < f->v->id)
		++*at;
	return *at < b->nfacts && same_fact(f, &b->facts[*at]);
}

static void join_facts(const struct joiner *j, struct dl_path_state *s,
		       const struct dl_path_state *a, const struct dl_path_state *b)
{
	size_t n = 0;

	for (size_t i = 0, at = 0; i < a->nfacts; i++) {
		struct dl_fact f = a->facts[i];

		if (!is_shared(&f, b, &at)) {
			struct dl_range r = dl_state_range(b, f.v);

			f.among = join_among(j, b, f.among, f.range, f.v, r);
			f.range = wider(j->ranges, f.range, r);
			f.nonzero = f.nonzero && dl_state_nonzero(b, f.v);
		}
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
			dl_state_add_region(s, b->regions[i].base,
				   b->regions[i].kind == DL_REGION_LINKS ? DL_REGION_LINKS
									 : DL_REGION_CHANGED,
				   epoch);
}

struct dl_path_state *dl_state_join(const struct dl_path_state *a, const struct dl_path_state *b,
				    struct dl_values *vs, const void *key,
				    const struct dl_block *origin, uint32_t context,
				    enum dl_ranges ranges, enum dl_agreement agreement)
{
	struct joiner j = { vs, key, origin, context, ranges };
	struct dl_path_state *s;

	if (agreement == DL_AGREE &&
	    (!same_objects(a, b) || !same_handles(a, b) || !same_handles(b, a)))
		return NULL;
	s = dl_state_copy(a);
	s->failure_seen = a->failure_seen && b->failure_seen;
	if (!b->cleaned_at)
		s->cleaned_at = NULL;
	s->undone |= b->undone;
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
	for (size_t i = 0; i < a->nfacts; i++)
		if (!same_fact(&a->facts[i], &b->facts[i]))
			return false;
	return true;
}

bool dl_state_equal(const struct dl_path_state *a, const struct dl_path_state *b)
{
	return same_objects(a, b) && a->failure_seen == b->failure_seen && a->undone == b->undone &&
	       same_memory(a, b) && same_facts(a, b);
}
