/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Pairing by field. Most drivers map in one function and unmap in another, with the handle, the
 * list and the count kept in a structure in between. For each member that ever holds one, every
 * map and every unmap seen on any path is collected; what disagrees with *all* maps is reported.
 *
 * Members are told apart by record and name, within one module (its name where known, else the
 * directory): fields of the kernel's common structures mean something else in each driver.
 */
#include "checker/engine/fields_impl.h"

#include <string.h>

struct dl_fields *dl_fields_new(struct dl_arena *arena)
{
	struct dl_fields *f = DL_NEW(arena, struct dl_fields);

	f->arena = arena;
	f->values = dl_values_new(arena);
	return f;
}

static size_t bucket(const char *record, const char *field)
{
	return (dl_hash_name(record) * 31 + dl_hash_name(field)) % BUCKETS;
}

const struct dl_value *dl_field_address(const struct dl_value *addr)
{
	while (addr && addr->kind == DL_V_INDEX)
		addr = addr->a;
	return addr && addr->kind == DL_V_FIELD && *dl_value_field_name(addr) ? addr : NULL;
}

/* "struct sg_table" in one module, "nents" */
static struct member *member_named(struct dl_run *run, const char *record, const char *field)
{
	struct dl_fields *f = run->analysis->engine->fields;
	struct dl_module module = dl_module_of(run->func->unit);
	size_t h = bucket(record, field);
	struct member *m;

	for (m = f->buckets[h]; m; m = m->next)
		if (dl_same_module(m->module, module) && !strcmp(m->record, record) &&
		    !strcmp(m->field, field))
			return m;
	m = DL_NEW(f->arena, struct member);
	*m = (struct member){ .module = module, .record = record, .field = field,
			      .next = f->buckets[h] };
	f->buckets[h] = m;
	return m;
}

static struct member *member_of(struct dl_run *run, const struct dl_value *addr)
{
	addr = dl_field_address(addr);
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

/* ---- ends ------------------------------------------------------------------------------------ */

static void agree(const struct dl_value **old, const struct dl_value *v)
{
	if (*old != v)
		*old = NULL;
}

static void add_choice(struct dl_fields *f, struct end *e, const struct choice *c)
{
	for (struct choice *old = e->choices; old; old = old->next) {
		if (old->question != c->question || old->answer != c->answer)
			continue;
		if (old->dir != c->dir)
			old->dir = UNKNOWN;
		return;
	}
	c = memcpy(dl_arena_alloc(f->arena, sizeof(*c)), c, sizeof(*c));
	((struct choice *)c)->next = e->choices;
	e->choices = (struct choice *)c;
}

/* One entry a place; if paths differ in an argument it is not known. */
static struct end *add_end(struct dl_run *run, struct end **list, const struct end *e)
{
	struct end *old;

	for (old = *list; old; old = old->next) {
		if (old->at != e->at)
			continue;
		if (old->dir != e->dir)
			old->dir = UNKNOWN;
		if (old->attrs != e->attrs)
			old->attrs = UNKNOWN;
		if (old->inside != e->inside)
			old->inside = 0;
		agree(&old->size, e->size);
		agree(&old->offset, e->offset);
		agree(&old->dev, e->dev);
		agree(&old->pool, e->pool);
		dl_field_way_join(&old->way, &e->way);
		return old;
	}
	old = DL_NEW(run->analysis->engine->fields->arena, struct end);
	*old = *e;
	old->next = *list;
	*list = old;
	return old;
}

/* Once an end: what its arguments were called by the function. */
static void say(struct dl_run *run, struct end *e, const struct dl_value *size,
		const struct dl_value *dev, const struct dl_value *pool)
{
	if (e->said)
		return;
	e->said = true;
	e->size_text = dl_text(run, size);
	e->dev_text = dl_text(run, dev);
	e->pool_text = dl_text(run, pool);
}

static void say_call(struct dl_run *run, struct end *e, const struct dl_call_args *a)
{
	say(run, e, a->by_role[DL_ROLE_SIZE], a->by_role[DL_ROLE_DEV], a->by_role[DL_ROLE_POOL]);
}

/* The last branch taken asked something of the record, and the direction may be the answer. */
static void note_choice(struct dl_run *run, const struct dl_path_state *s, struct end *e,
			const struct dl_value *place, const struct dl_value *dir)
{
	const struct dl_value *question = dl_last_question(s);
	struct choice c = { .dir = constant(dir) };

	if (!question)
		return;
	c.answer = s->trail->taken;
	for (const struct dl_value *v = s->trail->cond; v != question; v = v->a)
		c.answer = !c.answer;
	c.question = dl_field_value(run, s, place, question);
	add_choice(run->analysis->engine->fields, e, &c);
}

static int64_t attrs_of(const struct dl_value *v)
{
	return v ? constant(v) : 0;
}

const struct dl_value *dl_fields_key(const struct dl_object *o)
{
	return o->api->machine == DL_MACHINE_POOL ? o->result : o->handle;
}

/* A helper has shown its ways where its callers were walked, and followed it; by itself it knows none. */
static struct way way_to(const struct dl_run *run, const struct dl_path_state *s,
			 const struct dl_value *place)
{
	if (!run->caller && dl_facts_called_only(run->analysis->engine->facts, run->func))
		return (struct way){ .known = false };
	return dl_field_way(s, place);
}

static struct end made_end(struct dl_run *run, const struct dl_path_state *s,
			   const struct dl_object *o, const struct dl_value *place)
{
	return (struct end){
		.at = o->site, .unit = o->unit, .function = run->func->name, .api = o->api,
		.family = dl_family_with(o->api, o->attrs), .dir = constant(o->dir),
		.attrs = attrs_of(o->attrs),
		.size = dl_field_value(run, s, place, dl_uncast(o->size)),
		.dev = dl_field_value(run, s, place, o->dev),
		.pool = dl_field_value(run, s, place, o->pool),
		.way = way_to(run, s, place),
	};
}

static struct end call_end(struct dl_run *run, const struct dl_path_state *s,
			   const struct dl_call_args *a, const struct dl_value *place)
{
	const struct dl_value *const *v = a->by_role;

	return (struct end){
		.at = a->in, .unit = run->func->unit, .function = run->func->name, .api = a->api,
		.family = dl_family_with(a->api, v[DL_ROLE_ATTRS]),
		.dir = constant(v[DL_ROLE_DIR]), .attrs = attrs_of(v[DL_ROLE_ATTRS]),
		.size = dl_field_value(run, s, place, dl_uncast(v[DL_ROLE_SIZE])),
		.dev = dl_field_value(run, s, place, v[DL_ROLE_DEV]),
		.pool = dl_field_value(run, s, place, v[DL_ROLE_POOL]),
		.way = way_to(run, s, place),
	};
}

static const struct dl_value *record_of(const struct dl_value *addr)
{
	const struct dl_value *m = dl_field_address(addr);

	return m ? m->a : NULL;
}

/* The size of the map is held at addr, too, beside the handle at place. */
static void add_beside(struct dl_run *run, const struct dl_path_state *s, struct end *e,
		       const struct dl_value *place, const struct dl_value *addr)
{
	const struct dl_value *v;

	if (addr->kind != DL_V_FIELD || record_of(addr) != record_of(place))
		return;
	v = dl_field_held(run, s, place, addr, NULL);
	for (size_t i = 0; i < e->nbeside; i++)
		if (e->beside[i] == v)
			return;
	if (e->nbeside < MOST_BESIDE)
		e->beside[e->nbeside++] = v;
}

/* Inlines of a header serve files that are not here, and members that these fill: left out. */
void dl_fields_map(struct dl_run *run, const struct dl_path_state *s, const struct dl_object *o,
		   const struct dl_value *addr)
{
	struct member *m = run->func->in_header ? NULL : member_of(run, addr);
	struct end e, *end;

	if (!m)
		return;
	e = made_end(run, s, o, addr);
	end = add_end(run, &m->maps, &e);
	say(run, end, o->size, o->dev, o->pool);
	note_choice(run, s, end, addr, o->dir);
	for (size_t i = 0; o->size && i < s->nbindings; i++)
		if (dl_uncast(s->bindings[i].value) == dl_uncast(o->size))
			add_beside(run, s, end, addr, s->bindings[i].addr);
}

/* The member that v was found in, or NULL. */
static struct member *found_in(struct dl_run *run, const struct dl_value *v)
{
	return v && v->kind == DL_V_INIT && !run->func->in_header ? member_of(run, v->a) : NULL;
}

/* The handle in memory that h is, or is an offset to; NULL if there is none. */
static const struct dl_value *handle_in(const struct dl_value *h)
{
	if (h && h->kind == DL_V_BIN && h->op == DL_BIN_ADD)
		h = h->a->kind == DL_V_INIT ? h->a : h->b;
	return h && h->kind == DL_V_INIT ? h : NULL;
}

static void pointer_freed(struct dl_run *run, const struct dl_path_state *s,
			  const struct dl_call_args *a)
{
	const struct dl_value *p = dl_is_memory(a->api) ? dl_memory_arg(a) : NULL;
	int64_t inside = 0;
	struct member *m;
	struct end e;

	if (p && p->kind == DL_V_INDEX && dl_value_is_const(p->b, &inside))
		p = p->a;
	m = found_in(run, p);
	if (!m)
		return;
	e = call_end(run, s, a, p->a);
	e.inside = inside;
	say(run, add_end(run, &m->pointers_freed, &e), NULL, NULL, p);
}

void dl_fields_unmap(struct dl_run *run, const struct dl_path_state *s,
		     const struct dl_call_args *a, const struct dl_value *what)
{
	const struct dl_value *in = handle_in(what);
	int64_t inside = 0;
	struct member *m = in && dl_value_difference(what, in, &inside) ? found_in(run, in) : NULL;
	struct end e, *end;

	if (m) {
		e = call_end(run, s, a, in->a);
		e.inside = inside;
		end = add_end(run, &m->unmaps, &e);
		say_call(run, end, a);
		note_choice(run, s, end, in->a, a->by_role[DL_ROLE_DIR]);
	}
	pointer_freed(run, s, a);
}

void dl_fields_sync(struct dl_run *run, const struct dl_path_state *s, const struct dl_call_args *a)
{
	struct dl_values *vs = run->analysis->values;
	const struct dl_value *h = a->by_role[DL_ROLE_HANDLE], *in = handle_in(h), *offset, *size;
	struct member *m = found_in(run, in);
	struct end e, *end;

	size = a->by_role[DL_ROLE_SIZE];
	if (!m || !size)
		return;
	offset = dl_value_bin(vs, DL_BIN_SUB, h, in, NULL);
	if (a->by_role[DL_ROLE_OFFSET])
		offset = dl_value_bin(vs, DL_BIN_ADD, offset, a->by_role[DL_ROLE_OFFSET], NULL);
	size = dl_value_bin(vs, DL_BIN_ADD, offset, size, NULL);
	e = call_end(run, s, a, in->a);
	e.size = dl_field_value(run, s, in->a, size);
	e.offset = dl_field_value(run, s, in->a, offset);
	end = add_end(run, &m->syncs, &e);
	say(run, end, size, a->by_role[DL_ROLE_DEV], NULL);
	if (!end->offset_text)
		end->offset_text = dl_text(run, offset);
}

void dl_fields_buffer_freed(struct dl_run *run, const struct dl_value *p, const struct dl_instr *at)
{
	struct member *m = found_in(run, p);
	struct end e = { .at = at, .unit = run->func->unit, .function = run->func->name };

	if (m)
		say(run, add_end(run, &m->pointers_freed, &e), NULL, NULL, p);
}

/* ---- what is stored -------------------------------------------------------------------------- */

/* The pointer to memory that was allocated reaches the member. */
static bool keeps_memory(struct dl_run *run, const struct dl_path_state *s, struct member *m,
			 const struct dl_object *o, const struct dl_value *addr,
			 const struct dl_value *value)
{
	struct end e;

	if (!dl_is_memory(o->api) || o->result != value)
		return false;
	e = made_end(run, s, o, addr);
	if (!o->foreign && !run->func->in_header)
		add_end(run, &m->pointers, &e);
	return true;
}

static bool is_aligned(const struct dl_value *v)
{
	return v && ((v->kind == DL_V_BIN && v->op == DL_BIN_AND) || is_aligned(v->a) ||
		     is_aligned(v->b));
}

/* The length that a live mapping was made with is put beside its handle. */
static void store_size(struct dl_run *run, const struct dl_path_state *s,
		       const struct dl_value *addr, const struct dl_value *value)
{
	struct member *m;

	for (size_t i = 0; i < s->nobjects; i++) {
		const struct dl_object *o = &s->objects[i];

		if (!o->size || !o->holder || dl_uncast(o->size) != dl_uncast(value) ||
		    !record_of(addr) || record_of(o->holder) != record_of(addr))
			continue;
		m = member_of(run, o->holder);
		for (struct end *e = m ? m->maps : NULL; e; e = e->next)
			if (e->at == o->site)
				add_beside(run, s, e, o->holder, addr);
	}
}

/* What a record of the same type has in the same member. */
static bool is_another_ones(struct dl_run *run, const struct member *m,
			    const struct dl_value *value)
{
	return value->kind == DL_V_INIT && member_of(run, value->a) == m;
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
	return is_another_ones(run, m, value);
}

/* A pointer that is that, aligned. */
static bool is_derived(struct dl_run *run, const struct dl_path_state *s, struct member *m,
		       const struct dl_value *addr, const struct dl_value *value)
{
	struct end e;

	for (size_t i = 0; i < s->nobjects; i++) {
		const struct dl_object *o = &s->objects[i];

		if (!dl_is_memory(o->api) || o->foreign || !o->result ||
		    !dl_value_contains(value, o->result) || !is_aligned(value))
			continue;
		e = made_end(run, s, o, addr);
		add_end(run, &m->derived, &e);
		return true;
	}
	return false;
}

static bool is_of_memory(const struct dl_path_state *s, const struct dl_value *value)
{
	for (size_t i = 0; i < s->nobjects; i++)
		if (dl_is_memory(s->objects[i].api) && s->objects[i].result &&
		    dl_value_contains(value, s->objects[i].result))
			return true;
	return false;
}

/* The value is made of what the memory at addr held before. */
static bool reads(const struct dl_value *v, const struct dl_value *addr)
{
	return v && (v->kind == DL_V_INIT && dl_value_same_shape(v->a, addr)
			     ? true
			     : reads(v->a, addr) || reads(v->b, addr));
}

void dl_fields_store(struct dl_run *run, const struct dl_path_state *s, const struct dl_value *addr,
		     const struct dl_value *value, const struct dl_instr *at)
{
	struct member *m;
	const struct dl_object *count = NULL;

	store_size(run, s, addr, value);
	if (value->kind == DL_V_CONST || dl_value_root(addr)->kind == DL_V_LOCAL)
		return;
	m = member_of(run, addr);
	if (!m)
		return;
	m->moved |= is_another_ones(run, m, value);
	m->changes |= (m->stored_at && m->stored_at != at) || reads(value, addr);
	m->stored_at = at;
	for (size_t i = 0; i < s->nobjects; i++) {
		if (dl_fields_key(&s->objects[i]) == dl_uncast(value) && !s->objects[i].foreign)
			return;		/* dl_fields_map() knows */
		if (keeps_memory(run, s, m, &s->objects[i], addr, value))
			return;
		if (s->objects[i].result == dl_uncast(value) &&
		    s->objects[i].api->returns == DL_RET_COUNT &&
		    s->objects[i].api->machine == DL_MACHINE_SG)
			count = &s->objects[i];
	}
	if (!count) {
		m->other_value |= !is_known_elsewhere(run, m, value);
		m->underived |= !is_derived(run, s, m, addr, value);
		m->other_pointer |= !is_known_elsewhere(run, m, value) && !is_of_memory(s, value);
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
	pointer = dl_field_address(pointer);
	handle = dl_field_address(handle);
	return pointer && handle && pointer != handle && pointer->a == handle->a &&
			       !run->func->in_header
		       ? member_of(run, pointer)
		       : NULL;
}

static void add_partner(struct dl_run *run, struct partner **list, const struct dl_value *handle,
			const struct dl_api *api, const struct dl_instr *at,
			const struct dl_unit *unit)
{
	const char *name = dl_value_field_name(dl_field_address(handle));
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
	list = dl_field_address(list);
	count = dl_field_address(count);
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

/* ---- looking up ------------------------------------------------------------------------------ */

bool dl_field_is_mapped(const struct dl_engine *e, const struct dl_unit *unit, const char *record,
			const char *field)
{
	const struct member key = { .module = dl_module_of(unit) };
	const struct member *m = dl_field_find(e, &key, record, field);

	return m && m->maps;
}

const struct member *dl_field_find(const struct dl_engine *e, const struct member *m,
				   const char *record, const char *field)
{
	const struct member *n = e->fields->buckets[bucket(record, field)];

	for (; n; n = n->next)
		if (dl_same_module(n->module, m->module) &&
		    !strcmp(n->record, record) && !strcmp(n->field, field))
			return n;
	return NULL;
}
