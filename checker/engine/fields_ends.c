/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Two ends of a mapping that a member holds in between, of two functions: an unmap, a sync or a free
 * is reported if it disagrees with all maps. Numbers that are read from members are as good as
 * constants where nothing but one store changes these.
 */
#include "checker/engine/fields_impl.h"

#include <string.h>

/* A map of those that may be about the same, if all of these differ from u; else NULL. */
static const struct end *disagreeing(const struct member *m, const struct end *u,
				     bool (*differs)(const struct end *map, const struct end *u))
{
	for (struct end *map = m->maps; map; map = map->next)
		map->differs = differs(map, u);
	return dl_field_disagrees(m, u);
}

static bool other_direction(const struct end *map, const struct end *unmap)
{
	return map->dir != UNKNOWN && unmap->dir != UNKNOWN && map->dir != unmap->dir;
}

static bool other_family(const struct end *map, const struct end *unmap)
{
	return dl_families_differ(map->family, unmap->family);
}

static const char *mapped_here(struct dl_engine *e, const struct end *map)
{
	return dl_arena_printf(e->arena, "mapped here by %s() in %s()", dl_call_name(map->at),
			       map->function);
}

static void report_kind(struct dl_engine *e, const struct member *m, const struct end *map,
			const struct end *u)
{
	enum dl_rule rule = dl_is_memory(map->api) ? dl_free_kind_rule(map->family, u->family)
						   : DL_RULE_UNMAP_KIND_MISMATCH;

	dl_report_pair(e, rule, u->unit, u->at->loc, u->function, map->unit, map->at->loc,
		       mapped_here(e, map),
		       "%s() of '%s' in %s, which is made by %s() and has to be undone by %s()%s",
		       dl_call_name(u->at), m->field, m->record, dl_call_name(map->at),
		       map->api->inverse ? map->api->inverse : "another function",
		       rule == DL_RULE_MANAGED_FREED_TWICE ? ", or by nobody" : "");
}

static void report_direction(struct dl_engine *e, const struct member *m, const struct end *map,
			     const struct end *u)
{
	dl_report_pair(e, dl_is_memory(map->api) ? DL_RULE_FREE_DIRECTION_MISMATCH
						 : DL_RULE_UNMAP_DIRECTION_MISMATCH,
		       u->unit, u->at->loc, u->function, map->unit, map->at->loc,
		       mapped_here(e, map),
		       "%s() of '%s' in %s with different direction than mapped [mapped with %s] "
		       "[unmapped with %s]",
		       dl_call_name(u->at), m->field, m->record, dl_direction_name(map->dir),
		       dl_direction_name(u->dir));
}

/* Lengths of buffers that others pull from and push to between a map and its unmap. */
static bool is_volatile(const char *record)
{
	return !strcmp(record, "struct sk_buff") || !strcmp(record, "struct scatterlist");
}

static bool has_volatile(const struct dl_value *v)
{
	const struct dl_value *at = v && v->kind == DL_V_INIT ? dl_field_address(v->a) : NULL;

	return v && ((at && is_volatile(((const struct dl_type *)at->p)->name)) ||
		     has_volatile(v->a) || has_volatile(v->b));
}

/* A packet gets longer or shorter, but 2 * skb->len bytes are not what skb->len was. */
static bool is_kept(const struct dl_engine *e, const struct member *m, const struct dl_value *v)
{
	const struct dl_value *at = v && v->kind == DL_V_INIT ? dl_field_address(v->a) : NULL;
	const struct member *n = NULL;

	if (at)
		n = dl_field_find(e, m, ((const struct dl_type *)at->p)->name,
				  dl_value_field_name(at));
	return !v || (!(n && n->changes) && is_kept(e, m, v->a) && is_kept(e, m, v->b));
}

/* Of what the value is made, nothing is stored to in a second place. */
static bool is_lasting(const struct dl_engine *e, const struct member *m, const struct dl_value *v)
{
	return is_kept(e, m, v) && !has_volatile(v);
}

/* Size is expressed by a member that holds the map's: this much more. */
static bool more_than_beside(const struct end *map, const struct dl_value *size, int64_t *more)
{
	for (size_t i = 0; size && i < map->nbeside; i++)
		if (dl_value_difference(size, map->beside[i], more))
			return true;
	return false;
}

static bool differs_from_beside(const struct end *map, const struct dl_value *size)
{
	for (size_t i = 0; i < map->nbeside; i++)
		if (dl_numbers_differ(map->beside[i], size))
			return true;
	return false;
}

/*
 * Some other unmap has the map's size in the same words: so it is the driver's way to say it, whatever
 * the members in it are set to meanwhile; and this one is off by a constant.
 */
static bool is_off(const struct member *m, const struct end *map, const struct end *u)
{
	int64_t more;

	if (!map->size || !u->size || has_volatile(map->size) ||
	    !dl_value_difference(u->size, map->size, &more) || !more)
		return false;
	for (const struct end *other = m->unmaps; other; other = other->next)
		if (other != u && other->size == map->size)
			return true;
	return false;
}

static bool other_size_than(const struct dl_engine *e, const struct member *m,
			    const struct end *map, const struct end *u)
{
	int64_t more;

	if (more_than_beside(map, u->size, &more))
		return more != 0;
	return differs_from_beside(map, u->size) || is_off(m, map, u) ||
	       (map->size && dl_is_multiple(map->size, u->size) && is_kept(e, m, map->size)) ||
	       (map->size && dl_numbers_differ(map->size, u->size) &&
		is_lasting(e, m, map->size) && is_lasting(e, m, u->size));
}

static const struct end *other_size(const struct dl_engine *e, const struct member *m,
				    const struct end *u)
{
	for (struct end *map = m->maps; map; map = map->next)
		map->differs = u->size && other_size_than(e, m, map, u);
	return dl_field_disagrees(m, u);
}

static bool other_device(const struct end *map, const struct end *unmap)
{
	return dl_same_device(map->dev, unmap->dev) == DL_DIFFERENT;
}

static bool other_attrs(const struct end *map, const struct end *unmap)
{
	return map->attrs != UNKNOWN && unmap->attrs != UNKNOWN &&
	       ((map->attrs ^ unmap->attrs) & DL_ATTR_NO_KERNEL_MAPPING);
}

/* Two members of one record. */
static bool other_pool(const struct end *map, const struct end *unmap)
{
	const struct dl_value *a = map->pool, *b = unmap->pool;

	return a && b && a != b && a->kind == DL_V_INIT && b->kind == DL_V_INIT &&
	       a->a->kind == DL_V_FIELD && b->a->kind == DL_V_FIELD && a->a->a == b->a->a &&
	       a->a->a->kind == DL_V_APPLY;
}

static const struct choice *chosen(const struct end *e, const struct choice *as)
{
	for (const struct choice *c = e->choices; c; c = c->next)
		if (c->question == as->question && c->answer == as->answer)
			return c;
	return NULL;
}

/* Both ask the same, and whatever the answer, they take it to mean different directions. */
static bool other_choice(const struct end *map, const struct end *unmap)
{
	for (const struct choice *c = unmap->choices; c; c = c->next) {
		const struct choice *d = chosen(map, c);

		if (!d || c->dir == UNKNOWN || d->dir == UNKNOWN || c->dir == d->dir)
			return false;
	}
	return unmap->choices && unmap->choices->next;
}

static const char *choice_text(struct dl_engine *e, const struct end *end, const struct choice *as)
{
	return dl_arena_printf(e->arena, "%s", dl_direction_name(chosen(end, as)->dir));
}

static void report_choice(struct dl_engine *e, const struct member *m, const struct end *map,
			  const struct end *u)
{
	const struct choice *c = u->choices;

	dl_report_pair(e, DL_RULE_UNMAP_DIRECTION_MISMATCH, u->unit, u->at->loc, u->function,
		       map->unit, map->at->loc, mapped_here(e, map),
		       "%s() of '%s' in %s with different direction than mapped, chosen the other "
		       "way round [mapped with %s] [unmapped with %s]",
		       dl_call_name(u->at), m->field, m->record, choice_text(e, map, c),
		       choice_text(e, u, c));
}

static void report_size(struct dl_engine *e, const struct member *m, const struct end *map,
			const struct end *u)
{
	dl_report_pair(e, dl_is_memory(map->api) ? DL_RULE_FREE_SIZE_MISMATCH
						 : DL_RULE_UNMAP_SIZE_MISMATCH,
		       u->unit, u->at->loc, u->function, map->unit, map->at->loc,
		       mapped_here(e, map),
		       "%s() of '%s' in %s with different size than mapped [map size=%s] "
		       "[unmap size=%s]",
		       dl_call_name(u->at), m->field, m->record, map->size_text, u->size_text);
}

static void report_device(struct dl_engine *e, const struct member *m, const struct end *map,
			  const struct end *u)
{
	dl_report_pair(e, dl_is_memory(map->api) ? DL_RULE_FREE_DEVICE_MISMATCH
						 : DL_RULE_UNMAP_DEVICE_MISMATCH,
		       u->unit, u->at->loc, u->function, map->unit, map->at->loc,
		       mapped_here(e, map),
		       "%s() of '%s' in %s with another device than mapped [mapped for %s] "
		       "[unmapped for %s]",
		       dl_call_name(u->at), m->field, m->record, map->dev_text, u->dev_text);
}

static void report_attrs(struct dl_engine *e, const struct member *m, const struct end *map,
			 const struct end *u)
{
	bool freed = u->attrs & DL_ATTR_NO_KERNEL_MAPPING, memory = dl_is_memory(map->api);

	dl_report_pair(e, memory ? DL_RULE_FREE_ATTRS_MISMATCH : DL_RULE_UNMAP_ATTRS_MISMATCH,
		       u->unit, u->at->loc, u->function, map->unit, map->at->loc,
		       mapped_here(e, map),
		       "%s() of '%s' in %s %s DMA_ATTR_NO_KERNEL_MAPPING, which was %s %s it",
		       dl_call_name(u->at), m->field, m->record, freed ? "with" : "without",
		       memory ? "allocated" : "mapped", freed ? "without" : "with");
}

static void report_pool(struct dl_engine *e, const struct member *m, const struct end *map,
			const struct end *u)
{
	dl_report_pair(e, DL_RULE_POOL_MISMATCH, u->unit, u->at->loc, u->function, map->unit,
		       map->at->loc, mapped_here(e, map),
		       "%s() of '%s' in %s into another pool than it is from [from %s] "
		       "[freed into %s]",
		       dl_call_name(u->at), m->field, m->record, map->pool_text, u->pool_text);
}

static enum dl_rule handle_rule(const struct dl_api *api)
{
	if (api->machine == DL_MACHINE_POOL_OBJECT)
		return DL_RULE_POOL_FREE_ARGS;
	return dl_is_memory(api) ? DL_RULE_FREE_HANDLE_MISMATCH : DL_RULE_UNMAP_HANDLE_MISMATCH;
}

static void report_inside(struct dl_engine *e, const struct member *m, const struct end *u)
{
	const struct end *map = m->maps;

	dl_report_pair(e, handle_rule(map->api), u->unit, u->at->loc, u->function, map->unit,
		       map->at->loc, mapped_here(e, map),
		       "%s() of %lld bytes behind '%s' in %s, which holds the handle",
		       dl_call_name(u->at), (long long)u->inside, m->field, m->record);
}

static void judge_unmap(struct dl_engine *e, const struct member *m, const struct end *u)
{
	const struct end *map = disagreeing(m, u, other_family);

	if (dl_set_has(&e->fields->misnamed, u->at))
		return;
	if (map) {
		report_kind(e, m, map, u);
		return;
	}
	if (u->inside)
		report_inside(e, m, u);
	if ((map = disagreeing(m, u, other_direction)))
		report_direction(e, m, map, u);
	else if ((map = disagreeing(m, u, other_choice)))
		report_choice(e, m, map, u);
	if ((map = other_size(e, m, u)))
		report_size(e, m, map, u);
	if ((map = disagreeing(m, u, other_device)))
		report_device(e, m, map, u);
	if ((map = disagreeing(m, u, other_attrs)))
		report_attrs(e, m, map, u);
	if ((map = disagreeing(m, u, other_pool)))
		report_pool(e, m, map, u);
}

/* ---- syncs ----------------------------------------------------------------------------------- */

static bool other_sync_direction(const struct end *map, const struct end *sync)
{
	return map->dir != DL_BIDIRECTIONAL && sync->dir != DL_NONE && other_direction(map, sync);
}

static bool other_sync_kind(const struct end *map, const struct end *sync)
{
	return dl_sync_kinds_differ(map->family, sync->family);
}

static bool goes_beyond(const struct end *map, const struct end *sync)
{
	int64_t beyond;

	if (more_than_beside(map, sync->size, &beyond))
		return beyond > 0;
	return map->size && sync->size && dl_value_difference(sync->size, map->size, &beyond) &&
	       beyond > 0;
}

/* The map that the sync is longer than, for certain. */
static const struct end *exceeded(const struct dl_engine *e, const struct member *m,
				  const struct end *u)
{
	bool lasts = is_lasting(e, m, u->size) && is_lasting(e, m, u->offset);

	for (struct end *map = m->maps; map; map = map->next)
		map->differs = lasts && is_lasting(e, m, map->size) && goes_beyond(map, u);
	return dl_field_disagrees(m, u);
}

static bool sizes_last(const struct dl_engine *e, const struct member *m, const struct end *u)
{
	for (const struct end *map = m->maps; map; map = map->next)
		if (!is_lasting(e, m, map->size))
			return false;
	return is_lasting(e, m, u->size) && is_lasting(e, m, u->offset);
}

static bool stops_inside_line(const struct dl_engine *e, const struct member *m,
			      const struct end *u)
{
	for (const struct end *map = m->maps; map; map = map->next)
		if (!map->size || !u->size ||
		    !dl_ends_inside_line(u->size, map->size, e->options.cache_line))
			return false;
	return true;
}

/* Returns true if it spoke. */
static bool judge_alignment(struct dl_engine *e, const struct member *m, const struct end *u)
{
	const struct end *map = m->maps;
	bool start = u->offset && dl_starts_inside_line(u->offset, e->options.cache_line);

	if (!start && !stops_inside_line(e, m, u))
		return false;
	dl_report_pair(e, DL_RULE_SYNC_PARTIAL_UNALIGNED, u->unit, u->at->loc, u->function,
		       map->unit, map->at->loc, mapped_here(e, map),
		       "%s() of a part that does not %s on a cache line [offset=%s] "
		       "[offset+size=%s] [cache line=%lld]",
		       dl_call_name(u->at), start ? "start" : "end", u->offset_text, u->size_text,
		       (long long)e->options.cache_line);
	return true;
}

static void report_range(struct dl_engine *e, const struct end *map, const struct end *u)
{
	dl_report_pair(e, DL_RULE_SYNC_OUT_OF_RANGE, u->unit, u->at->loc, u->function, map->unit,
		       map->at->loc, mapped_here(e, map),
		       "%s() goes beyond the mapping [map size=%s] [sync offset+size=%s]",
		       dl_call_name(u->at), map->size_text, u->size_text);
}

/* Both sides see what the other writes: no sync is due. */
static bool is_coherent(const struct end *made)
{
	return made->api->family == DL_FAMILY_COHERENT || made->api->family == DL_FAMILY_WC ||
	       made->api->family == DL_FAMILY_MANAGED;
}

static void judge_needless(struct dl_engine *e, const struct member *m, const struct end *u)
{
	for (const struct end *made = m->maps; made; made = made->next)
		if (!is_coherent(made))
			return;
	dl_report_pair(e, DL_RULE_SYNC_ON_COHERENT, u->unit, u->at->loc, u->function,
		       m->maps->unit, m->maps->at->loc,
		       dl_arena_printf(e->arena, "allocated here by %s() in %s()",
				       dl_call_name(m->maps->at), m->maps->function),
		       "%s() of '%s' in %s, which is memory that needs no syncs",
		       dl_call_name(u->at), m->field, m->record);
}

static void report_sync_kind(struct dl_engine *e, const struct member *m, const struct end *map,
			     const struct end *u)
{
	dl_report_pair(e, DL_RULE_SYNC_KIND_MISMATCH, u->unit, u->at->loc, u->function, map->unit,
		       map->at->loc, mapped_here(e, map),
		       "%s() of '%s' in %s, which another kind of function has mapped",
		       dl_call_name(u->at), m->field, m->record);
}

static void report_sync_direction(struct dl_engine *e, const struct member *m,
				  const struct end *map, const struct end *u)
{
	dl_report_pair(e, DL_RULE_SYNC_DIRECTION_MISMATCH, u->unit, u->at->loc, u->function,
		       map->unit, map->at->loc, mapped_here(e, map),
		       "%s() of '%s' in %s with different direction than mapped [mapped with %s] "
		       "[synced with %s]",
		       dl_call_name(u->at), m->field, m->record, dl_direction_name(map->dir),
		       dl_direction_name(u->dir));
}

static void report_sync_device(struct dl_engine *e, const struct member *m, const struct end *map,
			       const struct end *u)
{
	dl_report_pair(e, DL_RULE_SYNC_DEVICE_MISMATCH, u->unit, u->at->loc, u->function,
		       map->unit, map->at->loc, mapped_here(e, map),
		       "%s() of '%s' in %s with another device than mapped [mapped for %s] "
		       "[synced for %s]",
		       dl_call_name(u->at), m->field, m->record, map->dev_text, u->dev_text);
}

/* Parts that are not aligned are said once: all of them rest on one belief. */
static void judge_sync(struct dl_engine *e, const struct member *m, const struct end *u,
		       bool *unaligned)
{
	const struct end *map = disagreeing(m, u, other_sync_kind);

	if (map) {	/* and so does the device */
		report_sync_kind(e, m, map, u);
		return;
	}
	if ((map = disagreeing(m, u, other_sync_direction)))
		report_sync_direction(e, m, map, u);
	if ((map = disagreeing(m, u, other_device)))
		report_sync_device(e, m, map, u);
	if ((map = exceeded(e, m, u)))
		report_range(e, map, u);
	else if (sizes_last(e, m, u) && !*unaligned)
		*unaligned = judge_alignment(e, m, u);
}

/* ---- pointers to memory ---------------------------------------------------------------------- */

static const char *allocated_here(struct dl_engine *e, const struct end *made)
{
	return dl_arena_printf(e->arena, "allocated here by %s() in %s()", dl_call_name(made->at),
			       made->function);
}

/* A function that also knows how to give it back rightly asks which of the two is due. */
static bool knows_better(const struct member *m, const struct end *wrong)
{
	for (const struct end *u = m->pointers_freed; u; u = u->next)
		if (u->api && !strcmp(u->function, wrong->function) &&
		    !strcmp(u->pool_text, wrong->pool_text))
			return true;
	return false;
}

/* kfree() and kin of what is always memory of the DMA API. */
static void judge_pointer(struct dl_engine *e, const struct member *m, const struct end *u)
{
	const struct end *made = m->pointers;

	if (u->api || !made || m->other_pointer || knows_better(m, u))
		return;
	dl_report_pair(e, DL_RULE_FREE_KIND_MISMATCH, u->unit, u->at->loc, u->function, made->unit,
		       made->at->loc, allocated_here(e, made),
		       "%s() frees '%s' of %s, which is memory from %s(); it has to be given back "
		       "with %s()",
		       dl_call_name(u->at), m->field, m->record, dl_call_name(made->at),
		       made->api->inverse);
}

/* A pointer that has been aligned is none that can be freed. */
static void judge_derived(struct dl_engine *e, const struct member *m, const struct end *u)
{
	const struct end *made = m->derived;

	if (!u->api || !made || m->underived || m->pointers)
		return;
	dl_report_pair(e, DL_RULE_FREE_CPU_MISMATCH, u->unit, u->at->loc, u->function, made->unit,
		       made->at->loc, allocated_here(e, made),
		       "%s() of '%s' in %s, which is computed from the pointer that %s() returned",
		       dl_call_name(u->at), m->field, m->record, dl_call_name(made->at));
}

/* Some way behind the start of what was allocated. */
static void judge_behind(struct dl_engine *e, const struct member *m, const struct end *u)
{
	const struct end *made = m->pointers;
	bool object = u->api && u->api->machine == DL_MACHINE_POOL_OBJECT;

	if (!u->api || !made || !u->inside || m->derived)
		return;
	dl_report_pair(e, object ? DL_RULE_POOL_FREE_ARGS : DL_RULE_FREE_CPU_MISMATCH, u->unit,
		       u->at->loc, u->function, made->unit, made->at->loc, allocated_here(e, made),
		       "%s() of a place behind '%s' in %s, which is the pointer that %s() returned",
		       dl_call_name(u->at), m->field, m->record, dl_call_name(made->at));
}

void dl_field_judge_ends(struct dl_engine *e, const struct member *m)
{
	bool unaligned = false;

	for (const struct end *u = m->pointers_freed; u; u = u->next) {
		judge_pointer(e, m, u);
		judge_derived(e, m, u);
		judge_behind(e, m, u);
	}
	if (m->other_value || !m->maps)	/* not all that it holds is known */
		return;
	for (const struct end *u = m->unmaps; u; u = u->next)
		judge_unmap(e, m, u);
	for (const struct end *u = m->syncs; u; u = u->next) {
		if (dl_is_memory(m->maps->api))
			judge_needless(e, m, u);
		else
			judge_sync(e, m, u, &unaligned);
	}
}
