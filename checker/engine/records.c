/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What a driver writes down beside a handle for the day it undoes the mapping: the size in
 * "ring->bytes" next to "ring->dma". The place that unmaps takes both from the record and cannot be
 * wrong about what is in there; the place that mapped can have written down something else.
 *
 * For every mapping kept in a member, each other member of the same record that gets a value at
 * that place is noted, with whether it is what the mapping was made with. At the end the unmaps
 * tell which of these members are taken for the size or the direction.
 */
#include "checker/engine/impl.h"

#include <string.h>

struct noted {			/* a place that maps, and what it writes down */
	const struct dl_instr *site, *at;
	const struct dl_unit *unit;
	const char *function;
	enum dl_rule rule;
	const char *made_with, *written;	/* for the reader */
	bool differs;				/* for certain, and whenever it was seen */
	struct noted *next;
};

struct used {			/* a place that unmaps with it */
	const struct dl_instr *at;
	const struct dl_unit *unit;
	const char *function;
	struct used *next;
};

/* Two members of one record in one module: the handle, and what it is taken to be about. */
struct entry {
	struct dl_module module;
	const char *record, *handle, *member;
	enum dl_role role;
	struct noted *noted;
	struct used *used;
	struct entry *next;
};

#define BUCKETS 1024

struct dl_records {
	struct entry *entries[BUCKETS];
};

static const enum dl_role roles[] = { DL_ROLE_SIZE, DL_ROLE_DIR };

struct dl_records *dl_records_new(struct dl_arena *arena)
{
	return DL_NEW(arena, struct dl_records);
}

static bool is_member(const struct dl_value *addr)
{
	return addr->kind == DL_V_FIELD && *dl_value_field_name(addr);
}

static struct entry *entry_of(struct dl_run *run, const struct dl_value *handle,
			      const struct dl_value *member, enum dl_role role)
{
	struct entry n = { .module = dl_module_of(run->func->unit), .role = role,
			   .record = ((const struct dl_type *)handle->p)->name,
			   .handle = dl_value_field_name(handle),
			   .member = dl_value_field_name(member) };
	struct entry **list = run->analysis->engine->records->entries, *e;

	list += ((dl_hash_name(n.record) * 31 + dl_hash_name(n.handle)) * 31 +
		 dl_hash_name(n.member)) %
		BUCKETS;
	for (e = *list; e; e = e->next)
		if (e->role == role && dl_same_module(e->module, n.module) &&
		    !strcmp(e->record, n.record) && !strcmp(e->handle, n.handle) &&
		    !strcmp(e->member, n.member))
			return e;
	e = DL_NEW(run->analysis->engine->arena, struct entry);
	*e = n;
	e->next = *list;
	*list = e;
	return e;
}

static enum dl_rule rule_of(const struct dl_object *o, enum dl_role role)
{
	if (role == DL_ROLE_DIR)
		return DL_RULE_UNMAP_DIRECTION_MISMATCH;
	return o->api->fails == DL_FAILS_NULL ? DL_RULE_FREE_SIZE_MISMATCH
					      : DL_RULE_UNMAP_SIZE_MISMATCH;
}

static const char *word(struct dl_run *run, enum dl_role role, const struct dl_value *v)
{
	int64_t d;

	if (role == DL_ROLE_DIR && dl_value_is_const(v, &d) && dl_direction_name(d))
		return dl_direction_name(d);
	return dl_text(run, v);
}

/* Made of what memory or the caller says. */
static bool is_computed(const struct dl_value *v)
{
	if (!v || v->kind == DL_V_APPLY)
		return false;
	return v->kind == DL_V_INIT || v->kind == DL_V_PARAM ||
	       (v->kind != DL_V_SYMBOL && (is_computed(v->a) || is_computed(v->b)));
}

/* Different for certain; or a constant for a size that was computed, which then was in vain. */
static bool is_other(struct dl_run *run, struct dl_path_state *s, const struct dl_value *made_with,
		     const struct dl_value *written, enum dl_role role)
{
	int64_t c;

	if (!made_with || dl_same_number(run, s, made_with, written) != DL_UNKNOWN)
		return made_with && dl_same_number(run, s, made_with, written) == DL_DIFFERENT;
	return role == DL_ROLE_SIZE && dl_value_is_const(written, &c) &&
	       made_with->kind == DL_V_BIN && is_computed(made_with);
}

static void note(struct dl_run *run, struct dl_path_state *s, const struct dl_object *o,
		 const struct dl_value *handle, const struct dl_value *member,
		 const struct dl_value *value, enum dl_role role, const struct dl_instr *at)
{
	const struct dl_value *mine = role == DL_ROLE_SIZE ? o->size : o->dir;
	struct entry *e = entry_of(run, handle, member, role);
	bool differs = is_other(run, s, mine, value, role);
	struct noted *n;

	for (n = e->noted; n; n = n->next)
		if (n->site == o->site) {
			n->differs &= differs;
			return;
		}
	n = DL_NEW(run->analysis->engine->arena, struct noted);
	*n = (struct noted){ .site = o->site, .at = at, .unit = run->func->unit,
			     .function = run->func->name, .rule = rule_of(o, role),
			     .differs = differs, .next = e->noted };
	if (differs) {
		n->made_with = word(run, role, mine);
		n->written = word(run, role, value);
	}
	e->noted = n;
}

static void note_roles(struct dl_run *run, struct dl_path_state *s, const struct dl_object *o,
		       const struct dl_value *handle, const struct dl_value *member,
		       const struct dl_value *value, const struct dl_instr *at)
{
	if (value->type && value->type->kind != DL_TYPE_INT)
		return;
	for (size_t i = 0; i < sizeof(roles) / sizeof(roles[0]); i++)
		note(run, s, o, handle, member, value, roles[i], at);
}

static bool is_written_down(const struct dl_run *run, const struct dl_object *o)
{
	return !run->func->in_header && !o->foreign && !o->age && o->handle;
}

/* Both ends of what a variable holds are in one function: pairing.c sees them. */
static bool is_local(const struct dl_value *addr)
{
	return dl_value_root(addr)->kind == DL_V_LOCAL;
}

void dl_records_kept(struct dl_run *run, struct dl_path_state *s, const struct dl_object *o,
		     const struct dl_value *addr, const struct dl_instr *at)
{
	if (!is_member(addr) || is_local(addr) || !is_written_down(run, o))
		return;
	for (size_t i = 0; i < s->nbindings; i++) {
		const struct dl_binding *b = &s->bindings[i];
		int64_t zero;

		if (dl_value_is_const(b->value, &zero) && zero == 0)
			continue;	/* not written down yet */
		if (is_member(b->addr) && b->addr->a == addr->a && b->addr != addr &&
		    b->value != o->handle)
			note_roles(run, s, o, addr, b->addr, b->value, at);
	}
}

void dl_records_store(struct dl_run *run, struct dl_path_state *s, const struct dl_value *addr,
		      const struct dl_value *value, const struct dl_instr *at)
{
	int64_t zero;

	if (!is_member(addr) || is_local(addr) || (dl_value_is_const(value, &zero) && zero == 0))
		return;
	for (size_t i = 0; i < s->nbindings; i++) {
		const struct dl_value *kept = s->bindings[i].addr;

		if (!is_member(kept) || kept->a != addr->a || kept == addr)
			continue;
		for (size_t k = 0; k < s->nobjects; k++)
			if (s->objects[k].handle == s->bindings[i].value &&
			    is_written_down(run, &s->objects[k]))
				note_roles(run, s, &s->objects[k], kept, addr, value, at);
	}
}

void dl_records_unmap(struct dl_run *run, const struct dl_call_args *a)
{
	const struct dl_value *h = a->by_role[DL_ROLE_HANDLE], *v;

	if (!h || h->kind != DL_V_INIT || !is_member(h->a) || run->func->in_header)
		return;
	for (size_t i = 0; i < sizeof(roles) / sizeof(roles[0]); i++) {
		struct used *u;
		struct entry *e;

		v = dl_uncast(a->by_role[roles[i]]);
		if (!v || v->kind != DL_V_INIT || !is_member(v->a) || v->a->a != h->a->a)
			continue;
		e = entry_of(run, h->a, v->a, roles[i]);
		for (u = e->used; u && u->at != a->in; u = u->next)
			;
		if (u)
			continue;
		u = DL_NEW(run->analysis->engine->arena, struct used);
		*u = (struct used){ a->in, run->func->unit, run->func->name, e->used };
		e->used = u;
	}
}

static bool all_differ(const struct entry *e)
{
	for (const struct noted *n = e->noted; n; n = n->next)
		if (!n->differs)
			return false;
	return true;
}

/* If every map disagrees with what it writes down, it is the unmap that should not take it. */
static void report(struct dl_engine *engine, const struct entry *e, const struct noted *n)
{
	const char *what = e->role == DL_ROLE_SIZE ? "size" : "direction";
	const struct used *u = e->used;

	if (all_differ(e))
		dl_report_after(engine, n->rule, u->unit, u->at->loc, u->function, DL_STEP_KEPT,
				n->unit, n->at->loc, "written down here",
				"%s() of '%s' in %s with the %s in '%s', which is not that of the "
				"mapping [made with %s] [in '%s'=%s]",
				dl_call_name(u->at), e->handle, e->record, what, e->member,
				n->made_with, e->member, n->written);
	else
		dl_report_after(engine, n->rule, n->unit, n->at->loc, n->function, DL_STEP_RELEASED,
				u->unit, u->at->loc, "undone here with it",
				"another %s is written down in '%s' of %s than %s() was given, and "
				"'%s' is undone with it [made with %s] [in '%s'=%s]",
				what, e->member, e->record, dl_call_name(n->site), e->handle,
				n->made_with, e->member, n->written);
}

void dl_records_finish(struct dl_engine *engine)
{
	for (size_t i = 0; i < BUCKETS; i++)
		for (const struct entry *e = engine->records->entries[i]; e; e = e->next)
			for (const struct noted *n = e->used ? e->noted : NULL; n; n = n->next)
				if (n->differs)
					report(engine, e, n);
}
