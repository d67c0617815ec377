/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Mappings that a whole module never undoes. A handle that is kept in a structure is unmapped by
 * whoever takes it from there; if all units of the module are known and none of them can, it stays
 * mapped for good.
 *
 * No paths here: "never" needs all that may be. The handle is followed from the map through stores
 * and copies to the places that keep it; places are members of records, or variables of a file. One
 * of them unmapped anywhere, given to code that is not here, known to another module, or an unmap
 * in this module of a value that nobody knows: and nothing is said. An unmap by the function that
 * maps, on its way to failure, is none of those that undo what is left by success.
 */
#include "checker/engine/trace.h"

#include <string.h>

#define BUDGET 400	/* steps of one question */

struct node {			/* a place, or a map */
	struct dl_place_key place;
	const struct dl_instr *map;	/* NULL: a place */
	const struct dl_func *func;	/* of the map */
	const struct dl_instr *kept_at;	/* the first store into the place */
	const struct dl_func *kept_in;
	bool done;		/* unmapped, or out of sight */
	bool given;		/* code that is not here was told its value: it may be elsewhere, too */
	bool unmapped;
	bool seen;
	struct edge *to;
	struct node *next;
};

struct edge {			/* what is here may also be there */
	struct node *node;
	struct edge *next;
};

struct module {
	struct dl_engine *engine;
	struct dl_arena *arena;
	const struct dl_unit **units;
	size_t nunits;
	struct node *nodes;
	bool blind;		/* some unmap may be of anything */
	bool lossy;		/* some unmap is of a place that no map is seen to reach */
};

static bool same_module(const struct dl_unit *a, const struct dl_unit *b)
{
	return dl_same_module(dl_module_of(a), dl_module_of(b));
}

/* ---- the graph ------------------------------------------------------------------------------- */

static struct node *new_node(struct module *m, const struct node *init)
{
	struct node *n = DL_NEW(m->arena, struct node);

	*n = *init;
	n->next = m->nodes;
	m->nodes = n;
	return n;
}

static bool is_place(const struct node *n, const struct dl_place_key *p)
{
	return !n->map && !strcmp(n->place.record, p->record) && !strcmp(n->place.field, p->field);
}

static struct node *node_of(struct module *m, const struct dl_origin *o)
{
	struct node init = { .place = o->place, .map = o->map };

	for (struct node *n = m->nodes; n; n = n->next)
		if (o->kind == DL_ORIGIN_MAP ? n->map == o->map : is_place(n, &o->place))
			return n;
	return new_node(m, &init);
}

/* The answers to one question. */
struct answers {
	struct module *module;
	struct node *nodes[32];
	size_t n;
	bool unknown;
};

static void found(void *arg, const struct dl_origin *o)
{
	struct answers *a = arg;
	struct node *n;

	if (o->kind == DL_ORIGIN_UNKNOWN || a->n == sizeof(a->nodes) / sizeof(a->nodes[0])) {
		a->unknown = true;
		return;
	}
	n = node_of(a->module, o);
	for (size_t i = 0; i < a->n; i++)
		if (a->nodes[i] == n)
			return;
	a->nodes[a->n++] = n;
}

static struct answers ask(struct module *m, const struct dl_func *func, const struct dl_operand *op,
			  bool memory)
{
	struct answers a = { .module = m };
	struct dl_tracer t = { .facts = m->engine->facts, .units = m->units, .nunits = m->nunits,
			       .found = found, .arg = &a, .budget = BUDGET };

	if (memory)
		dl_trace_memory(&t, func, op);
	else
		dl_trace_value(&t, func, op);
	return a;
}

static void finish_all(const struct answers *a)
{
	for (size_t i = 0; i < a->n; i++)
		a->nodes[i]->done = true;
}

static void give_all(const struct answers *a)
{
	for (size_t i = 0; i < a->n; i++)
		a->nodes[i]->given = true;
}

/* ---- what instructions say ------------------------------------------------------------------- */

static bool may_hold_handle(const struct dl_type *t)
{
	return t && t->kind == DL_TYPE_INT && t->bits >= 32 && !t->is_enum;
}

static void add_edge(struct module *m, struct node *from, struct node *to)
{
	struct edge *e = DL_NEW(m->arena, struct edge);

	*e = (struct edge){ to, from->to };
	from->to = e;
}

static void note_store(struct module *m, const struct dl_func *func, const struct dl_instr *in)
{
	struct answers from, to;

	if (!may_hold_handle(in->type) || in->ops[1].kind != DL_OPERAND_VALUE ||
	    in->ops[0].kind == DL_OPERAND_LOCAL)
		return;
	from = ask(m, func, &in->ops[1], false);
	if (!from.n)
		return;
	to = ask(m, func, &in->ops[0], true);
	if (to.unknown)
		finish_all(&from);
	for (size_t i = 0; i < from.n; i++)
		for (size_t k = 0; k < to.n; k++) {
			add_edge(m, from.nodes[i], to.nodes[k]);
			if (!to.nodes[k]->kept_at && from.nodes[i]->map) {
				to.nodes[k]->kept_at = in;
				to.nodes[k]->kept_in = func;
			}
		}
}

/*
 * Everything that a record keeps is in the hands of code that knows its type and is not here; or of
 * a function of the unit that comes to nothing of the API: it may copy, but not unmap.
 */
static void finish_record(struct module *m, const struct dl_type *pointer, bool in_unit)
{
	const struct dl_type *record = pointer->kind == DL_TYPE_POINTER ? pointer->elem : NULL;
	struct dl_origin o = { .kind = DL_ORIGIN_PLACE, .place = { NULL, NULL } };

	if (!record || record->kind != DL_TYPE_RECORD || pointer->to_const)
		return;
	o.place.record = record->name;
	for (size_t i = 0; i < record->nfields; i++) {
		o.place.field = record->is_union ? "*" : record->fields[i].name;
		*(in_unit ? &node_of(m, &o)->given : &node_of(m, &o)->done) = true;
	}
}

static void note_release(struct module *m, const struct dl_func *func, const struct dl_instr *in,
			 const struct dl_api *api)
{
	for (size_t i = 0; i < api->nargs && i + 1 < in->nops; i++) {
		struct answers a;

		if (api->args[i] == DL_ROLE_OWNER && i < dl_callee(in)->nparams)
			finish_record(m, dl_callee(in)->params[i], false);	/* all that it holds */
		if (api->args[i] != DL_ROLE_HANDLE || dl_is_memory(api))
			continue;	/* a free is no unmap: the member keeps handles of both kinds */
		a = ask(m, func, &in->ops[i + 1], false);
		finish_all(&a);
		for (size_t k = 0; api->machine == DL_MACHINE_STREAMING && k < a.n; k++)
			a.nodes[k]->unmapped = true;
		if (api->machine == DL_MACHINE_STREAMING && (a.unknown || !a.n))
			m->blind = true;
	}
}

/* A number says nothing of where it is kept: whoever gets it would have to be asked to unmap it. */
static void note_number(const struct answers *a, const struct dl_decl *decl)
{
	if (decl && !decl->defined && dl_cleanup_gives_back(decl->name))
		finish_all(a);
	else
		give_all(a);
}

static void note_outside(struct module *m, const struct dl_func *func, const struct dl_instr *in)
{
	const struct dl_decl *decl = dl_callee(in);

	for (size_t i = 1; i < in->nops; i++) {
		const struct dl_operand *op = &in->ops[i];
		struct answers a;

		if (op->kind != DL_OPERAND_VALUE)
			continue;
		if (may_hold_handle(op->type)) {
			a = ask(m, func, op, false);
			note_number(&a, decl);
		} else if (op->value->op == DL_OP_FIELD) {
			a = ask(m, func, op, true);
			finish_all(&a);
		}
		if (decl && i - 1 < decl->nparams)
			finish_record(m, decl->params[i - 1], decl->defined);
	}
}

static void note_call(struct module *m, const struct dl_func *func, const struct dl_instr *in)
{
	const struct dl_decl *decl = dl_callee(in);
	const struct dl_api *api = dl_call_api(in);
	struct dl_origin o = { .kind = DL_ORIGIN_MAP, .map = in };

	if (api && api->action == DL_ACT_RELEASE) {
		if (!dl_undoing_is_for_failure(m->engine, in))
			note_release(m, func, in, api);
	} else if (api && api->action == DL_ACT_ACQUIRE &&
		   api->machine == DL_MACHINE_STREAMING && api->returns == DL_RET_HANDLE) {
		node_of(m, &o)->func = func;
	} else if (!api && !(decl && (dl_kernel_find(decl->name) ||
				      dl_facts_body(m->engine->facts, decl, func->unit)))) {
		note_outside(m, func, in);
	}
}

/* A result that nobody in the module picks up is for others. */
static void note_return(struct module *m, const struct dl_func *func, const struct dl_instr *in)
{
	struct answers a;

	if (!in->nops || !may_hold_handle(func->ret) ||
	    (dl_facts_called(m->engine->facts, func) &&
	     !dl_facts_address_taken(m->engine->facts, func)))
		return;
	a = ask(m, func, &in->ops[0], false);
	finish_all(&a);
}

static void note_instr(struct module *m, const struct dl_func *func, const struct dl_instr *in)
{
	struct answers a;

	switch (in->op) {
	case DL_OP_STORE:
		note_store(m, func, in);
		if (in->ops[1].kind == DL_OPERAND_VALUE && in->ops[1].value->op == DL_OP_FIELD &&
		    in->ops[0].kind != DL_OPERAND_LOCAL) {	/* the address of a member is kept */
			a = ask(m, func, &in->ops[1], true);
			finish_all(&a);
		}
		break;
	case DL_OP_CALL:
		note_call(m, func, in);
		break;
	case DL_OP_RET:
		note_return(m, func, in);
		break;
	default:
		break;
	}
}

/* ---- the verdict ----------------------------------------------------------------------------- */

static const struct dl_field *field_of(const struct dl_type *record, const char *name)
{
	for (size_t i = 0; i < record->nfields; i++)
		if (record->is_union || !strcmp(record->fields[i].name, name))
			return &record->fields[i];
	return NULL;
}

static const struct dl_type *record_in(const struct dl_unit *unit, const char *name)
{
	return dl_ir_find_type((struct dl_unit *)unit, name);
}

/* The record as the module itself sees it. */
static const struct dl_type *own_record(const struct module *m, const char *name)
{
	const struct dl_type *record = NULL;

	for (size_t i = 0; i < m->nunits && !record; i++)
		record = record_in(m->units[i], name);
	return record;
}

/* Another module touches the member as well: of the same record, or of one that looks the same. */
static bool is_common(const struct module *m, const struct dl_place_key *p)
{
	const struct dl_engine *e = m->engine;
	const struct dl_type *mine = *p->record ? own_record(m, p->record) : NULL;
	const struct dl_field *field = mine ? field_of(mine, p->field) : NULL;

	if (field && dl_is_shared(e, mine, field))
		return true;
	for (size_t i = 0; field && i < e->nunits; i++) {
		const struct dl_type *other = record_in(e->units[i], p->record);
		const struct dl_field *same = other ? field_of(other, p->field) : NULL;

		if (same && !same_module(e->units[i], m->units[0]) && other->size == mine->size &&
		    same->bit_offset == field->bit_offset)
			return true;
	}
	return false;
}

static const struct dl_field *member(const struct module *m, const struct dl_place_key *p)
{
	const struct dl_type *record = *p->record ? own_record(m, p->record) : NULL;

	return record ? field_of(record, p->field) : NULL;
}

/* One memory may be seen as two types: "struct cmd_desc" and "struct desc", with members alike. */
static bool is_done_elsewhere(const struct module *m, const struct node *place)
{
	const struct dl_field *mine = member(m, &place->place), *other;

	for (const struct node *n = m->nodes; n; n = n->next) {
		if (n->map || !n->done || strcmp(n->place.field, place->place.field) != 0)
			continue;
		other = member(m, &n->place);
		if (!mine || !other || mine->bit_offset == other->bit_offset)
			return true;
	}
	return false;
}

/* Some place that the handle reaches is done with, or not a place of this module alone. */
static bool is_undone(struct module *m, struct node *n)
{
	if (n->seen)
		return false;
	n->seen = true;
	if (n->done || (n->given && m->lossy) ||
	    (!n->map && (is_done_elsewhere(m, n) || is_common(m, &n->place))))
		return true;
	for (const struct edge *e = n->to; e; e = e->next)
		if (is_undone(m, e->node))
			return true;
	return false;
}

static const struct node *keeper(const struct node *n)
{
	for (const struct edge *e = n->to; e; e = e->next)
		if (e->node->kept_at && (!*e->node->place.record ||
					 !strncmp(e->node->place.record, "struct ", 7)))
			return e->node;
	return NULL;
}

static void report(struct module *m, const struct node *map, const struct node *kept)
{
	struct dl_engine *e = m->engine;
	bool named = *kept->place.record && kept->place.record[strlen("struct ")] != '(';
	const char *of = named ? " of " : "", *record = named ? kept->place.record : "";

	dl_report_after(e, DL_RULE_MAPPING_LEAK_NO_TEARDOWN, map->func->unit, map->map->loc,
			map->func->name, DL_STEP_KEPT, kept->kept_in->unit, kept->kept_at->loc,
			dl_arena_printf(e->arena, "kept here in '%s'%s%s", kept->place.field, of,
					record),
			"what %s() maps is kept in '%s'%s%s, and nothing in this module unmaps it",
			dl_call_name(map->map), kept->place.field, of, record);
}

static void forget_seen(struct module *m)
{
	for (struct node *n = m->nodes; n; n = n->next)
		n->seen = false;
}

static void reach(struct node *n)
{
	if (n->seen)
		return;
	n->seen = true;
	for (const struct edge *e = n->to; e; e = e->next)
		reach(e->node);
}

/* How a handle got to where it is unmapped must be seen, or it may have got there by other ways. */
static bool is_lossy(struct module *m)
{
	forget_seen(m);
	for (struct node *n = m->nodes; n; n = n->next)
		if (n->map)
			reach(n);
	for (const struct node *n = m->nodes; n; n = n->next)
		if (!n->map && n->unmapped && !n->seen)
			return true;
	return false;
}

static void judge(struct module *m, struct node *map)
{
	const struct node *kept = keeper(map);

	forget_seen(m);
	if (kept && map->func && !map->func->in_header && !is_undone(m, map))
		report(m, map, kept);
}

/* ---- lists ----------------------------------------------------------------------------------- */

static bool is_about_list(const struct dl_api *api)
{
	return api && (api->machine == DL_MACHINE_SG || api->machine == DL_MACHINE_SGTABLE);
}

/* Code that is not here gets a table, or a list of which it may keep the address. */
static bool gives_table_away(const struct module *m, const struct dl_func *func,
			     const struct dl_instr *in)
{
	const struct dl_decl *decl = dl_callee(in);
	const struct dl_type *t;

	if (in->op != DL_OP_CALL || dl_call_api(in) ||
	    (decl && (decl->defined || dl_kernel_find(decl->name) ||
		      !strncmp(decl->name, "sg_", 3) || !strncmp(decl->name, "__sg_", 5) ||
		      dl_facts_body(m->engine->facts, decl, func->unit))))
		return false;
	for (size_t i = 1; i < in->nops; i++) {
		t = in->ops[i].type;
		if (t && t->kind == DL_TYPE_POINTER && t->elem && !t->to_const &&
		    !strcmp(t->elem->name, "struct sg_table"))
			return true;
	}
	return false;
}

/* The list is the function's own, which ends.c sees to, or its caller's to know. */
static bool is_of_module(const struct dl_func *func, const struct dl_instr *map)
{
	const struct dl_api *api = dl_call_api(map);
	int at = dl_api_arg(api, api->machine == DL_MACHINE_SG ? DL_ROLE_SG : DL_ROLE_SGT);

	return at >= 0 && !func->in_header && map->ops[at + 1].kind == DL_OPERAND_VALUE;
}

/* The caller's list, in a function that nobody here calls: its caller may unmap it, whoever that is. */
static bool is_of_stranger(const struct module *m, const struct dl_func *func,
			   const struct dl_instr *map)
{
	const struct dl_api *api = dl_call_api(map);
	int at = dl_api_arg(api, api->machine == DL_MACHINE_SG ? DL_ROLE_SG : DL_ROLE_SGT);
	const struct dl_local *list = dl_ir_loaded_from(&map->ops[at + 1]);
	const struct dl_facts *facts = m->engine->facts;

	return list && list->is_param && !func->is_static && !dl_facts_called(facts, func) &&
	       !dl_facts_address_taken(facts, func);
}

struct lists {			/* what a module does with lists */
	const struct dl_instr *map;	/* the first; NULL: none */
	const struct dl_func *mapped_in;
	bool undone;			/* some are unmapped, or may be by others */
};

static void note_list(const struct module *m, const struct dl_func *func, const struct dl_instr *in,
		      struct lists *l)
{
	const struct dl_api *api = dl_call_api(in);

	l->undone |= gives_table_away(m, func, in) ||
		     (is_about_list(api) && api->action == DL_ACT_RELEASE);
	if (l->map || !is_about_list(api) || api->action != DL_ACT_ACQUIRE ||
	    !is_of_module(func, in) || is_of_stranger(m, func, in))
		return;
	l->map = in;
	l->mapped_in = func;
}

/*
 * A module that maps lists, and has no call at all that would unmap one. Which list a call is about
 * is often not seen; here nothing has to be.
 */
static void judge_lists(struct module *m, const struct lists *l)
{
	if (l->map && !l->undone)
		dl_report_pair(m->engine, DL_RULE_MAPPING_LEAK_NO_TEARDOWN, l->mapped_in->unit,
			       l->map->loc, l->mapped_in->name, NULL, 0, NULL,
			       "%s() maps a list, and nothing in this module unmaps any",
			       dl_call_name(l->map));
}

static bool maps_anything(const struct dl_unit *unit)
{
	for (size_t i = 0; i < unit->ndecls; i++) {
		const struct dl_api *api = dl_api_find(unit->decls[i]->name,
						       unit->decls[i]->nparams);

		if (api && api->action == DL_ACT_ACQUIRE && api->machine == DL_MACHINE_STREAMING)
			return true;
	}
	return false;
}

/* Each instruction of the module, for both questions. */
static void note_module(struct module *m, struct lists *l)
{
	bool maps = false;

	for (size_t u = 0; u < m->nunits; u++)
		maps |= maps_anything(m->units[u]);
	for (size_t u = 0; u < m->nunits; u++) {
		for (size_t i = 0; i < m->units[u]->nfuncs; i++) {
			const struct dl_func *f = m->units[u]->funcs[i];

			dl_for_each_instr(in, f) {
				note_list(m, f, in, l);
				if (maps && !m->blind)
					note_instr(m, f, in);
			}
		}
	}
}

static void run_module(struct module *m)
{
	struct lists l = { .map = NULL };

	note_module(m, &l);
	m->lossy = !m->blind && is_lossy(m);
	for (struct node *n = m->blind ? NULL : m->nodes; n; n = n->next)
		if (n->map)
			judge(m, n);
	judge_lists(m, &l);
}

static void note_releases(struct module *m, const struct dl_func *f)
{
	dl_for_each_instr(in, f) {
		const struct dl_api *api = dl_call_api(in);

		if (!m->blind && api && api->action == DL_ACT_RELEASE)
			note_release(m, f, in, api);
	}
}

bool dl_unit_is_blind(struct dl_engine *e, const struct dl_unit *unit)
{
	struct module m = { .engine = e, .arena = dl_arena_new(), .units = &unit, .nunits = 1 };

	for (size_t i = 0; i < unit->nfuncs; i++)
		note_releases(&m, unit->funcs[i]);
	dl_arena_free(m.arena);
	return m.blind;
}

void dl_teardown(struct dl_engine *e)
{
	struct dl_arena *arena = dl_arena_new();
	const struct dl_unit **units = DL_NEW_ARRAY(arena, const struct dl_unit *, e->nunits);
	bool *taken = DL_NEW_ARRAY(arena, bool, e->nunits);

	for (size_t i = 0; i < e->nunits; i++) {
		struct module m = { .engine = e, .arena = arena, .units = units };

		if (taken[i] || !dl_is_whole_module(e, e->units[i]))
			continue;
		for (size_t k = i; k < e->nunits; k++)
			if (!taken[k] && same_module(e->units[i], e->units[k])) {
				units[m.nunits++] = e->units[k];
				taken[k] = true;
			}
		run_module(&m);
		dl_unfreed_module(e, units, m.nunits);
	}
	dl_arena_free(arena);
}
