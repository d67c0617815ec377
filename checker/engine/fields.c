/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Pairing by field. Most drivers map in one function and unmap in another, with the handle, the
 * list and the count kept in a structure in between. For each member that ever holds one, every
 * map and every unmap seen on any path is collected; what disagrees with *all* maps is reported.
 *
 * Members are told apart by record and name, within one module (its name where known, else the
 * directory): fields of the kernel's common structures mean something else in each driver.
 */
#include "checker/engine/impl.h"
#include "checker/engine/shape.h"

#include <string.h>

#define UNKNOWN (-1)

#define MOST_BESIDE 4

struct end {			/* a map, an unmap or a sync of what the member holds */
	const struct dl_instr *at;
	const struct dl_unit *unit;
	const char *function;
	const struct dl_api *api;
	enum dl_family family;
	int64_t dir;		/* constant, or UNKNOWN */
	struct dl_shape size, dev;
	struct dl_shape beside[MOST_BESIDE];	/* members of the same record that hold a map's size */
	size_t nbeside;
	int64_t inside;		/* added to the handle */
	struct end *next;
};

struct count_use {		/* the member is used as the number of entries: by an unmap, in a loop */
	const struct dl_instr *at;
	const struct dl_unit *unit;
	const char *function;
	enum dl_rule rule;
	const char *list;	/* for the device: the member beside it that is the list; else NULL */
	struct count_use *next;
};

struct partner {		/* the member beside it that holds, or is taken for, the handle */
	const char *handle;
	const struct dl_api *api;
	const struct dl_instr *at;
	const struct dl_unit *unit;
	const char *function;
	struct partner *next;
};

struct member {
	const char *module;	/* or the unit's name, of which the directory counts */
	size_t module_length;
	const char *record, *field;
	struct end *maps, *unmaps, *syncs;
	const struct dl_instr *counted_at;	/* a map whose returned count it holds */
	const struct dl_unit *counted_unit;
	bool overwritten;	/* it had held the count given to that map */
	const struct dl_instr *given_to;	/* a map that gets it, and returns its count elsewhere */
	const struct dl_unit *given_unit;
	const char *given_in;	/* the function */
	const char *given_list;	/* the member beside it that was mapped then, or NULL */
	const struct dl_instr *list_at;	/* a map of the list that it is the start of */
	const struct dl_unit *list_unit;
	bool list_later;	/* some map begins at a later entry */
	bool other_value;	/* something else that is not a constant is stored in it, too */
	struct count_use *uses;
	struct partner *allocated, *freed;	/* as the pointer */
	struct member *next;
};

#define BUCKETS 512

struct dl_fields {
	struct dl_arena *arena;
	struct member *buckets[BUCKETS];
};

struct dl_fields *dl_fields_new(struct dl_arena *arena)
{
	struct dl_fields *f = DL_NEW(arena, struct dl_fields);

	f->arena = arena;
	return f;
}

static size_t hash(const char *s)
{
	size_t h = 5381;

	while (*s)
		h = h * 33 + (unsigned char)*s++;
	return h;
}

static size_t bucket(const char *record, const char *field)
{
	return (hash(record) * 31 + hash(field)) % BUCKETS;
}

/* The member an address is in, elements of arrays taken as one; NULL if it is in none. */
static const struct dl_value *member_address(const struct dl_value *addr)
{
	while (addr && addr->kind == DL_V_INDEX)
		addr = addr->a;
	return addr && addr->kind == DL_V_FIELD && *dl_value_field_name(addr) ? addr : NULL;
}

/* "struct sg_table" in one module, "nents" */
static struct member *member_named(struct dl_run *run, const char *record, const char *field)
{
	struct dl_fields *f = run->analysis->engine->fields;
	const struct dl_unit *unit = run->func->unit;
	const char *module = unit->module ? unit->module : unit->name;
	const char *slash = unit->module ? NULL : strrchr(module, '/');
	size_t length = slash ? (size_t)(slash - module) : strlen(module);
	size_t h = bucket(record, field);
	struct member *m;

	for (m = f->buckets[h]; m; m = m->next)
		if (m->module_length == length && !strncmp(m->module, module, length) &&
		    !strcmp(m->record, record) && !strcmp(m->field, field))
			return m;
	m = DL_NEW(f->arena, struct member);
	*m = (struct member){ .module = module, .module_length = length, .record = record,
			      .field = field, .next = f->buckets[h] };
	f->buckets[h] = m;
	return m;
}

static struct member *member_of(struct dl_run *run, const struct dl_value *addr)
{
	addr = member_address(addr);
	if (!addr)
		return NULL;
	return member_named(run, ((const struct dl_type *)addr->p)->name,
			    dl_value_field_name(addr));
}

static int64_t constant(const struct dl_value *v)
{
	int64_t imm;

	return dl_value_is_const(v, &imm) ? imm : UNKNOWN;
}

static void merge(struct dl_shape *old, const struct dl_shape *new,
		  enum dl_same (*same)(const struct dl_shape *, const struct dl_shape *))
{
	if (same(old, new) != DL_SAME)
		old->kind = DL_SHAPE_UNKNOWN;
}

/* One entry a place; if paths differ in an argument it is not known. */
static struct end *add_end(struct dl_fields *f, struct end **list, const struct end *e)
{
	struct end *new;

	for (struct end *old = *list; old; old = old->next) {
		if (old->at != e->at)
			continue;
		if (old->dir != e->dir)
			old->dir = UNKNOWN;
		if (old->inside != e->inside)
			old->inside = 0;
		merge(&old->size, &e->size, dl_shape_same_number);
		merge(&old->dev, &e->dev, dl_shape_same_device);
		return old;
	}
	new = memcpy(dl_arena_alloc(f->arena, sizeof(*e)), e, sizeof(*e));
	new->next = *list;
	*list = new;
	return new;
}

static void add_beside(struct end *e, const struct dl_value *addr)
{
	const struct dl_value *m = member_address(addr);
	struct dl_shape s = { .kind = DL_SHAPE_HELD, .factor = 1 };

	s.record = ((const struct dl_type *)m->p)->name;
	s.field = dl_value_field_name(m);
	for (size_t i = 0; i < e->nbeside; i++)
		if (dl_shape_same_member(&e->beside[i], &s))
			return;
	if (e->nbeside < MOST_BESIDE)
		e->beside[e->nbeside++] = s;
}

static const struct dl_value *record_of(const struct dl_value *addr)
{
	const struct dl_value *m = member_address(addr);

	return m ? m->a : NULL;
}

static const struct dl_value *without_cast(const struct dl_value *v)
{
	return v && v->kind == DL_V_CAST ? v->a : v;
}

const struct dl_value *dl_fields_key(const struct dl_object *o)
{
	return o->api->machine == DL_MACHINE_POOL ? o->result : o->handle;
}

/* Inlines of a header serve files that are not here, and members that these fill: left out. */
void dl_fields_map(struct dl_run *run, const struct dl_path_state *s, const struct dl_object *o,
		   const struct dl_value *addr)
{
	struct member *m = run->func->in_header ? NULL : member_of(run, addr);
	struct end e = { .at = o->site, .unit = o->unit, .function = run->func->name,
			 .api = o->api, .family = dl_family_with(o->api, o->attrs),
			 .dir = constant(o->dir), .size = dl_shape_of(o->size),
			 .dev = dl_shape_of(o->dev) };
	struct end *map;

	if (!m)
		return;
	map = add_end(run->analysis->engine->fields, &m->maps, &e);
	for (size_t i = 0; o->size && i < s->nbindings; i++)
		if (without_cast(s->bindings[i].value) == without_cast(o->size) &&
		    record_of(s->bindings[i].addr) == record_of(addr))
			add_beside(map, s->bindings[i].addr);
}

/* value is what was mapped there, plus a constant that is put into *inside. */
static const struct dl_value *kept_handle(const struct dl_value *v, int64_t *inside)
{
	*inside = 0;
	if (v && v->kind == DL_V_BIN && v->op == DL_BIN_ADD && dl_value_is_const(v->b, inside))
		v = v->a;
	return v && v->kind == DL_V_INIT ? v : NULL;
}

static void add_call(struct dl_run *run, const struct dl_call_args *a, const struct dl_value *what,
		     bool sync)
{
	int64_t inside;
	const struct dl_value *handle = kept_handle(what, &inside);
	struct member *m = handle && !run->func->in_header ? member_of(run, handle->a) : NULL;
	struct end e = { .at = a->in, .unit = run->func->unit, .function = run->func->name,
			 .api = a->api,
			 .family = dl_family_with(a->api, a->by_role[DL_ROLE_ATTRS]),
			 .dir = constant(a->by_role[DL_ROLE_DIR]),
			 .size = dl_shape_of(a->by_role[DL_ROLE_SIZE]),
			 .dev = dl_shape_of(a->by_role[DL_ROLE_DEV]), .inside = inside };

	if (m)
		add_end(run->analysis->engine->fields, sync ? &m->syncs : &m->unmaps, &e);
}

void dl_fields_unmap(struct dl_run *run, const struct dl_call_args *a, const struct dl_value *what)
{
	add_call(run, a, what, false);
}

void dl_fields_sync(struct dl_run *run, const struct dl_call_args *a)
{
	add_call(run, a, a->by_role[DL_ROLE_HANDLE], true);
}

/* The length that a live mapping was made with is put beside its handle. */
static void store_size(struct dl_run *run, const struct dl_path_state *s,
		       const struct dl_value *addr, const struct dl_value *value)
{
	const struct dl_value *record = record_of(addr);
	struct member *m;

	for (size_t i = 0; record && i < s->nobjects; i++) {
		const struct dl_object *o = &s->objects[i];

		if (!o->size || !o->holder || record_of(o->holder) != record ||
		    without_cast(o->size) != without_cast(value))
			continue;
		m = member_of(run, o->holder);
		for (struct end *e = m ? m->maps : NULL; e; e = e->next)
			if (e->at == o->site)
				add_beside(e, addr);
	}
}

/*
 * What another record has in the same member; what callers in this file pass, who are followed into
 * this function.
 */
static bool is_known_elsewhere(struct dl_run *run, const struct member *m,
			       const struct dl_value *value)
{
	if (value->kind == DL_V_PARAM)
		return run->callers_known;
	return value->kind == DL_V_INIT && member_of(run, value->a) == m;
}

void dl_fields_store(struct dl_run *run, const struct dl_path_state *s, const struct dl_value *addr,
		     const struct dl_value *value)
{
	struct member *m;
	const struct dl_object *count = NULL;

	store_size(run, s, addr, value);
	if (value->kind == DL_V_CONST || dl_value_root(addr)->kind == DL_V_LOCAL)
		return;
	m = member_of(run, addr);
	if (!m)
		return;
	for (size_t i = 0; i < s->nobjects; i++) {
		if (dl_fields_key(&s->objects[i]) == value && !s->objects[i].foreign)
			return;		/* dl_fields_map() knows */
		if (dl_is_memory(s->objects[i].api) && s->objects[i].result == value)
			return;		/* dl_fields_made() does */
		if (s->objects[i].result == value && s->objects[i].api->returns == DL_RET_COUNT &&
		    s->objects[i].api->machine == DL_MACHINE_SG)
			count = &s->objects[i];
	}
	if (!count) {
		m->other_value |= !is_known_elsewhere(run, m, value);
	} else if (dl_same_number(run, (struct dl_path_state *)s, count->nents, value) != DL_SAME) {
		m->counted_at = count->site;
		m->counted_unit = count->unit;
		m->overwritten = m->given_to == count->site;
		if (m->overwritten)
			m->given_to = NULL;
	}
}

/* The member that the pointer is in, if the handle is in one beside it. */
static struct member *beside(struct dl_run *run, const struct dl_value *pointer,
			     const struct dl_value *handle)
{
	pointer = member_address(pointer);
	handle = member_address(handle);
	return pointer && handle && pointer != handle && pointer->a == handle->a &&
			       !run->func->in_header
		       ? member_of(run, pointer)
		       : NULL;
}

static void add_partner(struct dl_run *run, struct partner **list, const struct dl_value *handle,
			const struct dl_api *api, const struct dl_instr *at,
			const struct dl_unit *unit)
{
	const char *name = dl_value_field_name(member_address(handle));
	struct partner *p;

	for (p = *list; p; p = p->next)
		if (p->at == at && !strcmp(p->handle, name))
			return;
	p = DL_NEW(run->analysis->engine->fields->arena, struct partner);
	*p = (struct partner){ name, api, at, unit, run->func->name, *list };
	*list = p;
}

void dl_fields_made(struct dl_run *run, const struct dl_object *o)
{
	struct member *m = o->handle_place ? beside(run, o->holder, o->handle_place) : NULL;

	if (m)
		add_partner(run, &m->allocated, o->handle_place, o->api, o->site, o->unit);
}

void dl_fields_freed(struct dl_run *run, const struct dl_call_args *a)
{
	const struct dl_value *p = dl_memory_arg(a), *h = a->by_role[DL_ROLE_HANDLE];
	struct member *m;

	if (!p || !h || p->kind != DL_V_INIT || h->kind != DL_V_INIT)
		return;
	m = beside(run, p->a, h->a);
	if (m)
		add_partner(run, &m->freed, h->a, a->api, a->in, run->func->unit);
}

/* The member that holds the list, if it is in the record that holds the count. Addresses of both. */
static const char *list_beside(const struct dl_value *list, const struct dl_value *count)
{
	list = member_address(list);
	count = member_address(count);
	return list && count && list->a == count->a ? dl_value_field_name(list) : NULL;
}

static void add_use(struct dl_run *run, struct member *m, const struct dl_instr *at,
		    enum dl_rule rule, const char *list)
{
	struct count_use *u;

	for (u = m->uses; u; u = u->next)
		if (u->at == at && u->rule == rule)
			return;
	u = DL_NEW(run->analysis->engine->arena, struct count_use);
	*u = (struct count_use){ at, run->func->unit, run->func->name, rule, list, m->uses };
	m->uses = u;
}

static void note_list(struct dl_run *run, const struct dl_object *o, const struct dl_value *place)
{
	const struct dl_value *list = o->list;
	bool later = list->kind == DL_V_APPLY && !strcmp(list->p, "sg_next");
	struct member *m;

	if (later)
		place = list->a->kind == DL_V_INIT ? list->a->a : NULL;
	m = member_of(run, place);
	if (!m)
		return;
	m->list_later |= later;
	m->list_at = o->site;
	m->list_unit = o->unit;
}

void dl_fields_wrong_list(struct dl_run *run, const struct dl_instr *at,
			  const struct dl_value *start)
{
	struct member *m = start && start->kind == DL_V_INIT ? member_of(run, start->a) : NULL;

	if (m && !run->func->in_header)
		add_use(run, m, at, DL_RULE_SG_UNMAP_WRONG_LIST, NULL);
}

void dl_fields_sg_map(struct dl_run *run, const struct dl_object *o,
		      const struct dl_value *list_place)
{
	bool table = o->api->family == DL_FAMILY_SGTABLE || o->api->family == DL_FAMILY_IB_SGTABLE;
	struct member *m;

	if (run->func->in_header)
		return;
	note_list(run, o, list_place);
	m = table ? member_named(run, "struct sg_table", "nents") : member_of(run, o->nents_place);
	if (table) {
		m->counted_at = o->site;
		m->counted_unit = o->unit;
	} else if (m && m->counted_at != o->site) {
		m->given_to = o->site;
		m->given_unit = o->unit;
		m->given_in = run->func->name;
		m->given_list = list_beside(list_place, o->nents_place);
	}
}

/* A count that is kept as size_t is an int to the API. */
static const struct dl_value *narrowed(const struct dl_value *v)
{
	return v && v->kind == DL_V_CAST ? v->a : v;
}

void dl_fields_count(struct dl_run *run, const struct dl_call_args *a, enum dl_rule rule)
{
	const struct dl_value *n = narrowed(a->by_role[DL_ROLE_NENTS]);
	struct member *m = n && n->kind == DL_V_INIT ? member_of(run, n->a) : NULL;

	if (m)
		add_use(run, m, a->in, rule, NULL);
}

void dl_fields_device_count(struct dl_run *run, const struct dl_instr *at, enum dl_rule rule,
			    const struct dl_value *list, const struct dl_value *count)
{
	const struct dl_value *n = narrowed(count);
	const char *beside = n && n->kind == DL_V_INIT && list->kind == DL_V_INIT
				     ? list_beside(list->a, n->a)
				     : NULL;

	if (beside && !run->func->in_header)
		add_use(run, member_of(run, n->a), at, rule, beside);
}

/* ---- at the end ------------------------------------------------------------------------------ */

static bool is_table_count(const struct member *m)
{
	return !strcmp(m->record, "struct sg_table") && !strcmp(m->field, "nents");
}

static enum dl_rule count_rule(const struct member *m, const struct count_use *u)
{
	if (is_table_count(m))
		return DL_RULE_SGT_NENTS_CONFUSION;
	return m->overwritten ? DL_RULE_SG_NENTS_OVERWRITTEN : u->rule;
}

static void report_count(struct dl_engine *e, const struct member *m, const struct count_use *u)
{
	dl_report_pair(e, count_rule(m, u), u->unit, u->at->loc, u->function, m->counted_unit,
		       m->counted_at->loc,
		       dl_arena_printf(e->arena, "mapped here by %s(), which returns the count",
				       dl_call_name(m->counted_at)),
		       "%s() with '%s' of %s, which holds the count that %s() returned; it takes "
		       "the count given to the map",
		       dl_call_name(u->at), m->field, m->record, dl_call_name(m->counted_at));
}

static bool all_differ(const struct end *maps, const struct end *u,
		       bool (*differs)(const struct end *map, const struct end *unmap))
{
	for (; maps; maps = maps->next)
		if (!differs(maps, u))
			return false;
	return true;
}

static bool other_direction(const struct end *map, const struct end *unmap)
{
	return map->dir != UNKNOWN && unmap->dir != UNKNOWN && map->dir != unmap->dir;
}

/* What lies beside the handle is the size of the map. */
static bool is_beside(const struct end *map, const struct dl_shape *size)
{
	for (size_t i = 0; i < map->nbeside; i++)
		if (dl_shape_same_member(&map->beside[i], size))
			return true;
	return false;
}

static bool other_size(const struct end *map, const struct end *unmap)
{
	if (is_beside(map, &unmap->size))
		return unmap->size.add || unmap->size.factor != 1;
	return dl_shape_same_number(&map->size, &unmap->size) == DL_DIFFERENT;
}

static bool other_device(const struct end *map, const struct end *unmap)
{
	return dl_shape_same_device(&map->dev, &unmap->dev) == DL_DIFFERENT;
}

/* The same for a sync, which need not have the direction of a mapping for both, nor all of it. */
static bool other_sync_direction(const struct end *map, const struct end *sync)
{
	return map->dir != DL_BIDIRECTIONAL && other_direction(map, sync);
}

static bool is_too_long(const struct end *map, const struct end *sync)
{
	struct dl_shape size = map->size;

	if (is_beside(map, &sync->size))
		return sync->size.add > 0 && sync->size.factor == 1;
	return dl_shape_same_number(&size, &sync->size) == DL_DIFFERENT && size.factor == 1 &&
	       sync->size.factor == 1 && sync->size.add > size.add && sync->size.add > 0;
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

static void report_kind(struct dl_engine *e, const struct member *m, const struct end *u)
{
	const struct end *map = m->maps;
	enum dl_rule rule = dl_is_memory(map->api) ? dl_free_kind_rule(map->family, u->family)
						   : DL_RULE_UNMAP_KIND_MISMATCH;

	dl_report_pair(e, rule, u->unit, u->at->loc, u->function, map->unit, map->at->loc,
		       mapped_here(e, map),
		       "%s() of '%s' in %s, which is made by %s() and has to be undone by %s()%s",
		       dl_call_name(u->at), m->field, m->record, dl_call_name(map->at),
		       map->api->inverse ? map->api->inverse : "another function",
		       rule == DL_RULE_MANAGED_FREED_TWICE ? ", or by nobody" : "");
}

static void report_direction(struct dl_engine *e, const struct member *m, const struct end *u)
{
	const struct end *map = m->maps;

	dl_report_pair(e, dl_is_memory(map->api) ? DL_RULE_FREE_DIRECTION_MISMATCH
						 : DL_RULE_UNMAP_DIRECTION_MISMATCH,
		       u->unit, u->at->loc, u->function, map->unit, map->at->loc,
		       mapped_here(e, map),
		       "%s() of '%s' in %s with different direction than mapped [mapped with %s] "
		       "[unmapped with %s]",
		       dl_call_name(u->at), m->field, m->record, dl_direction_name(map->dir),
		       dl_direction_name(u->dir));
}

static const char *map_size_text(struct dl_engine *e, const struct end *map, const struct end *use)
{
	struct dl_shape plain = use->size;

	if (!is_beside(map, &use->size))
		return dl_shape_text(e->arena, &map->size);
	plain.add = 0;
	plain.factor = 1;
	return dl_shape_text(e->arena, &plain);
}

static void report_unmap(struct dl_engine *e, const struct member *m, const struct end *u)
{
	const struct end *map = m->maps;
	bool memory = dl_is_memory(map->api);
	enum dl_rule size = memory ? DL_RULE_FREE_SIZE_MISMATCH : DL_RULE_UNMAP_SIZE_MISMATCH;

	if (all_differ(map, u, other_family)) {
		report_kind(e, m, u);
		return;
	}
	if (u->inside)
		dl_report_pair(e, memory ? DL_RULE_FREE_HANDLE_MISMATCH
					 : DL_RULE_UNMAP_HANDLE_MISMATCH,
			       u->unit, u->at->loc, u->function, map->unit, map->at->loc,
			       mapped_here(e, map),
			       "%s() of %lld bytes behind '%s' in %s, which holds the handle",
			       dl_call_name(u->at), (long long)u->inside, m->field, m->record);
	if (all_differ(map, u, other_direction))
		report_direction(e, m, u);
	if (all_differ(map, u, other_size))
		dl_report_pair(e, size, u->unit, u->at->loc, u->function,
			       map->unit, map->at->loc, mapped_here(e, map),
			       "%s() of '%s' in %s with different size than mapped [map size=%s] "
			       "[unmap size=%s]",
			       dl_call_name(u->at), m->field, m->record, map_size_text(e, map, u),
			       dl_shape_text(e->arena, &u->size));
	if (all_differ(map, u, other_device))
		dl_report_pair(e, memory ? DL_RULE_FREE_DEVICE_MISMATCH
					 : DL_RULE_UNMAP_DEVICE_MISMATCH,
			       u->unit, u->at->loc, u->function, map->unit, map->at->loc,
			       mapped_here(e, map),
			       "%s() of '%s' in %s with another device than mapped [mapped for %s] "
			       "[unmapped for %s]",
			       dl_call_name(u->at), m->field, m->record,
			       dl_shape_text(e->arena, &map->dev),
			       dl_shape_text(e->arena, &u->dev));
}

static void report_sync(struct dl_engine *e, const struct member *m, const struct end *u)
{
	const struct end *map = m->maps;

	if (dl_is_memory(map->api))
		return;
	if (all_differ(map, u, other_sync_direction))
		dl_report_pair(e, DL_RULE_SYNC_DIRECTION_MISMATCH, u->unit, u->at->loc, u->function,
			       map->unit, map->at->loc, mapped_here(e, map),
			       "%s() of '%s' in %s with different direction than mapped [mapped "
			       "with %s] [synced with %s]",
			       dl_call_name(u->at), m->field, m->record,
			       dl_direction_name(map->dir), dl_direction_name(u->dir));
	if (all_differ(map, u, is_too_long))
		dl_report_pair(e, DL_RULE_SYNC_OUT_OF_RANGE, u->unit, u->at->loc, u->function,
			       map->unit, map->at->loc, mapped_here(e, map),
			       "%s() of '%s' in %s goes beyond the mapping [map size=%s] [sync "
			       "size=%s]",
			       dl_call_name(u->at), m->field, m->record, map_size_text(e, map, u),
			       dl_shape_text(e->arena, &u->size));
	if (all_differ(map, u, other_device))
		dl_report_pair(e, DL_RULE_SYNC_DEVICE_MISMATCH, u->unit, u->at->loc, u->function,
			       map->unit, map->at->loc, mapped_here(e, map),
			       "%s() of '%s' in %s with another device than mapped [mapped for %s] "
			       "[synced for %s]",
			       dl_call_name(u->at), m->field, m->record,
			       dl_shape_text(e->arena, &map->dev),
			       dl_shape_text(e->arena, &u->dev));
}

/*
 * The device is shown the list by the count that all maps of it were given. A function that maps it
 * on another path knows why not on this one: somebody else has done it.
 */
static void report_given(struct dl_engine *e, const struct member *m, const struct count_use *u)
{
	if (m->counted_at || !m->given_list || strcmp(m->given_list, u->list) != 0 ||
	    !strcmp(m->given_in, u->function))
		return;
	dl_report_pair(e, u->rule, u->unit, u->at->loc, u->function, m->given_unit,
		       m->given_to->loc,
		       dl_arena_printf(e->arena, "mapped here by %s(), which returns the count",
				       dl_call_name(m->given_to)),
		       "%s '%s' of %s entries, as many as were given to %s(), not as many as it "
		       "returned",
		       u->rule == DL_RULE_SG_PREP_WRONG_COUNT ? "the DMA engine is given"
							      : "loop reads DMA addresses of",
		       m->field, m->record, dl_call_name(m->given_to));
}

static void report_list(struct dl_engine *e, const struct member *m, const struct count_use *u)
{
	if (!m->list_at || m->list_later)
		return;
	dl_report_pair(e, u->rule, u->unit, u->at->loc, u->function, m->list_unit,
		       m->list_at->loc,
		       dl_arena_printf(e->arena, "mapped here by %s()", dl_call_name(m->list_at)),
		       "%s() of an entry further on than '%s' of %s, at which the list mapped starts",
		       dl_call_name(u->at), m->field, m->record);
}

/* A table's count that some map is given is the original one there. */
static bool is_counted(const struct member *m)
{
	return m->counted_at && !m->given_to;
}

/* Another member of the same record. */
static const struct member *sibling(const struct dl_engine *e, const struct member *m,
				    const char *field)
{
	const struct member *n = e->fields->buckets[bucket(m->record, field)];

	for (; n; n = n->next)
		if (n->module_length == m->module_length &&
		    !strncmp(n->module, m->module, m->module_length) &&
		    !strcmp(n->record, m->record) && !strcmp(n->field, field))
			return n;
	return NULL;
}

/* All maps of tables take orig_nents, and this unmap or sync takes nents. */
static void report_table(struct dl_engine *e, const struct member *m, const struct count_use *u)
{
	const struct member *orig = is_table_count(m) ? sibling(e, m, "orig_nents") : NULL;

	if (!orig || !orig->given_to || m->given_to)
		return;
	dl_report_pair(e, DL_RULE_SGT_NENTS_CONFUSION, u->unit, u->at->loc, u->function,
		       orig->given_unit, orig->given_to->loc,
		       dl_arena_printf(e->arena, "mapped here by %s(), with orig_nents",
				       dl_call_name(orig->given_to)),
		       "%s() with nents of the table, which was mapped with orig_nents",
		       dl_call_name(u->at));
}

static void judge_use(struct dl_engine *e, const struct member *m, const struct count_use *u)
{
	if (u->rule == DL_RULE_SG_UNMAP_WRONG_LIST)
		report_list(e, m, u);
	else if (u->list)
		report_given(e, m, u);
	else if (is_counted(m) && !m->other_value)
		report_count(e, m, u);
	else
		report_table(e, m, u);
}

static const struct member *find_beside(const struct dl_fields *f, const struct member *m,
					const char *field)
{
	const struct member *b = f->buckets[(hash(m->record) * 31 + hash(field)) % BUCKETS];

	for (; b; b = b->next)
		if (b->module_length == m->module_length && !strcmp(b->field, field) &&
		    !strcmp(b->record, m->record) &&
		    !strncmp(b->module, m->module, m->module_length))
			return b;
	return NULL;
}

/* The handle that is freed is one, but never that of this pointer. */
static void judge_partner(struct dl_engine *e, const struct member *m, const struct partner *f)
{
	const struct member *h = find_beside(e->fields, m, f->handle);
	const struct partner *made = m->allocated;
	bool object = f->api->machine == DL_MACHINE_POOL_OBJECT;

	for (const struct partner *p = made; p; p = p->next)
		if (!strcmp(p->handle, f->handle))
			return;
	if (!h || !h->maps || h->other_value)
		return;
	dl_report_pair(e, object ? DL_RULE_POOL_FREE_ARGS : DL_RULE_FREE_HANDLE_MISMATCH, f->unit,
		       f->at->loc, f->function, made->unit, made->at->loc,
		       dl_arena_printf(e->arena, "allocated here in %s(), with the handle in '%s'",
				       made->function, made->handle),
		       "%s() of '%s' in %s with the handle in '%s', which is another's",
		       dl_call_name(f->at), m->field, m->record, f->handle);
}

void dl_fields_finish(struct dl_engine *e)
{
	for (size_t i = 0; i < BUCKETS; i++) {
		for (const struct member *m = e->fields->buckets[i]; m; m = m->next) {
			for (const struct count_use *u = m->uses; u; u = u->next)
				judge_use(e, m, u);
			if (m->other_value)	/* not all that it holds is known */
				continue;
			for (const struct partner *f = m->allocated ? m->freed : NULL; f;
			     f = f->next)
				judge_partner(e, m, f);
			for (const struct end *u = m->maps ? m->unmaps : NULL; u; u = u->next)
				report_unmap(e, m, u);
			for (const struct end *u = m->maps ? m->syncs : NULL; u; u = u->next)
				report_sync(e, m, u);
		}
	}
}
