/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Buffers that a structure keeps, beside the handle or without one, while functions come and go:
 * the one that fills in the member knows where the memory is from, the one that maps it or frees
 * it does not. What is seen on paths is collected here and put together once all are walked.
 *
 * Two members go together if some path keeps a handle in the one and its buffer in the other. Where
 * one is freed and the other unmapped, they also have to be of one slot: beside each other in one
 * structure, elements of one index of two arrays, or the one found by way of the other. As in
 * fields.c, members are told apart within one module.
 */
#include "checker/engine/impl.h"

#include <string.h>

#define BUCKETS 1024
#define FREED_AT (-7)	/* tag of the unknowns that name the call that freed something */
#define SYNCED_AT (-8)	/* and of those that name the sync for the CPU */

static const char freed[] = "freed", synced[] = "synced for the CPU";

struct member {
	const struct dl_unit *unit;	/* one of its module */
	const char *record, *field;
};

struct beside {			/* the handle of what "buffer" points to is kept in "handle" */
	struct member handle, buffer;
	struct beside *next;
};

struct late {			/* freed first, unmapped then */
	struct member handle, buffer;
	const struct dl_instr *free, *unmap;
	bool sent;		/* the device has only read it */
	const struct dl_unit *unit;
	const char *function;
	struct late *next;
};

struct overwrite {		/* synced for the CPU, which then writes to it */
	struct member handle, buffer;
	const struct dl_instr *write, *sync;
	const struct dl_unit *unit;
	const char *function;
	bool said;
	struct overwrite *next;
};

struct origin {			/* what is ever stored in a member that is a pointer */
	struct member member;
	const struct dl_instr *call;	/* the allocation, if it is always of this kind */
	enum dl_rule rule;		/* that mapping it would violate */
	bool mixed;
	struct origin *next;
};

struct use {			/* memory that a member points to is mapped */
	struct member member;
	const struct dl_instr *at;
	const struct dl_unit *unit;
	const char *function;
	struct use *next;
};

struct dl_holders {
	struct dl_arena *arena;
	struct beside *besides;
	struct late *lates;
	struct overwrite *overwrites;
	struct origin *origins[BUCKETS];
	struct use *uses;
};

struct dl_holders *dl_holders_new(struct dl_arena *arena)
{
	struct dl_holders *h = DL_NEW(arena, struct dl_holders);

	h->arena = arena;
	return h;
}

/* ---- members --------------------------------------------------------------------------------- */

static bool same_member(const struct member *a, const struct member *b)
{
	return !strcmp(a->field, b->field) && !strcmp(a->record, b->record) &&
	       dl_same_module(dl_module_of(a->unit), dl_module_of(b->unit));
}

/* Of base.field, base.field[i] or base[i].field: the FIELD; what is taken off are the elements. */
static const struct dl_value *field_of(const struct dl_value *addr, const struct dl_value **index)
{
	*index = NULL;
	if (addr->kind == DL_V_INDEX) {
		*index = addr->b;
		addr = addr->a;
	}
	return addr->kind == DL_V_FIELD && *dl_value_field_name(addr) ? addr : NULL;
}

static bool member_at(const struct dl_unit *unit, const struct dl_value *addr, struct member *m)
{
	const struct dl_value *index, *field = field_of(addr, &index);

	if (!field || dl_value_root(field)->kind == DL_V_LOCAL)
		return false;
	*m = (struct member){ unit, ((const struct dl_type *)field->p)->name,
			      dl_value_field_name(field) };
	return true;
}

static bool are_beside(const struct dl_value *a, const struct dl_value *b)
{
	const struct dl_value *i, *j, *x = field_of(a, &i), *y = field_of(b, &j);

	return x && y && x != y && x->a == y->a && i == j;
}

/* The element of an array that the address is in. */
static const struct dl_value *element_of(const struct dl_value *addr)
{
	while (addr && addr->kind != DL_V_INDEX)
		addr = addr->kind == DL_V_FIELD || addr->kind == DL_V_INIT ? addr->a : NULL;
	return addr;
}

/* Parts of one structure, of which the one or the other is in a structure, or union, of its own. */
static bool are_within_one(const struct dl_value *a, const struct dl_value *b)
{
	if (a->kind != DL_V_FIELD || b->kind != DL_V_FIELD || a->p == b->p)
		return false;
	while (a->kind == DL_V_FIELD)
		a = a->a;
	while (b->kind == DL_V_FIELD)
		b = b->a;
	return a == b;
}

/* The handle found at a is that of what the pointer p, found in a place, points to. */
static bool are_of_one_slot(const struct dl_value *a, const struct dl_value *p)
{
	const struct dl_value *x = element_of(a), *y = element_of(p->a);

	if (are_beside(a, p->a) || are_within_one(a, p->a) || dl_value_contains(a, p))
		return true;
	return x && y && x != y && x->b == y->b;	/* gp->ring[i].addr and gp->skbs[i] */
}

/* ---- a buffer beside its handle -------------------------------------------------------------- */

/* The pointer that is kept for a buffer: of packets and pages it is theirs. */
static const struct dl_value *kept_for(const struct dl_value *cpu)
{
	const struct dl_value *start = dl_value_root(cpu);

	if (start->kind == DL_V_APPLY)
		return start->a;
	if (start->kind == DL_V_INIT && start->a->kind == DL_V_FIELD &&
	    dl_buffer_is_packet_data(start, start->a->a))
		return start->a->a;
	return start;
}

static void add_beside(struct dl_run *run, const struct dl_value *handle_at,
		       const struct dl_value *buffer_at)
{
	struct dl_holders *h = run->analysis->engine->holders;
	struct member handle, buffer;
	struct beside *b;

	if (!member_at(run->func->unit, handle_at, &handle) ||
	    !member_at(run->func->unit, buffer_at, &buffer))
		return;
	for (b = h->besides; b; b = b->next)
		if (same_member(&b->handle, &handle) && same_member(&b->buffer, &buffer))
			return;
	b = DL_NEW(h->arena, struct beside);
	*b = (struct beside){ handle, buffer, h->besides };
	h->besides = b;
}

/* value, the handle or the buffer of o, has been put where the other one is kept already. */
static void keep(struct dl_run *run, const struct dl_path_state *s, const struct dl_value *handle,
		 const struct dl_value *kept, const struct dl_value *addr,
		 const struct dl_value *value)
{
	if (value == handle && kept->kind == DL_V_INIT)
		add_beside(run, addr, kept->a);
	for (size_t i = 0; i < s->nbindings; i++) {
		if (value == handle && s->bindings[i].value == kept)
			add_beside(run, addr, s->bindings[i].addr);
		if (value == kept && s->bindings[i].value == handle)
			add_beside(run, s->bindings[i].addr, addr);
	}
}

void dl_holders_kept(struct dl_run *run, const struct dl_path_state *s, const struct dl_object *o,
		     const struct dl_value *addr, const struct dl_value *value)
{
	const struct dl_value *kept = o->cpu ? kept_for(o->cpu) : NULL;

	if (kept && value == o->handle && dl_field_address(o->cpu))
		add_beside(run, addr, dl_field_address(o->cpu));
	if (kept && o->handle && !o->foreign && o->api->machine == DL_MACHINE_STREAMING &&
	    (value == o->handle || value == kept))
		keep(run, s, o->handle, kept, addr, value);
}

void dl_holders_freed(struct dl_run *run, struct dl_path_state *s, const struct dl_value *p,
		      const struct dl_instr *at)
{
	struct dl_values *vs = run->analysis->values;

	if (p->kind == DL_V_INIT && !run->func->in_header)
		dl_state_write(s, dl_value_apply(vs, freed, p, NULL, NULL),
			       dl_value_symbol(vs, NULL, at, NULL, FREED_AT, run->context, NULL));
}

/* What one turn of a loop has freed, the next one knows by the same names as what it unmaps. */
void dl_holders_next_turn(struct dl_path_state *s,
			  bool (*in_loop)(const struct dl_block *, uint32_t, void *), void *arg)
{
	size_t n = 0;

	for (size_t i = 0; i < s->nbindings; i++) {
		const struct dl_value *what = s->bindings[i].addr, *by = s->bindings[i].value;

		if (what->kind != DL_V_APPLY || what->p != freed || by->kind != DL_V_SYMBOL ||
		    by->imm != FREED_AT ||
		    !in_loop(((const struct dl_instr *)by->p)->block, by->context, arg))
			s->bindings[n++] = s->bindings[i];
	}
	s->nbindings = n;
}

static void add_late(struct dl_run *run, const struct dl_value *handle_at,
		     const struct dl_value *buffer_at, const struct dl_instr *free,
		     const struct dl_instr *unmap, bool sent)
{
	struct dl_holders *h = run->analysis->engine->holders;
	struct late l = { .free = free, .unmap = unmap, .unit = run->func->unit,
			  .function = run->func->name, .next = h->lates };

	l.sent = sent;
	if (!member_at(run->func->unit, handle_at, &l.handle) ||
	    !member_at(run->func->unit, buffer_at, &l.buffer))
		return;
	for (const struct late *old = h->lates; old; old = old->next)
		if (old->free == free && old->unmap == unmap)
			return;
	h->lates = DL_NEW(h->arena, struct late);
	*h->lates = l;
}

/* Only what this function freed: of another one the place would be in another file. */
void dl_holders_unmapped(struct dl_run *run, struct dl_path_state *s,
			 const struct dl_call_args *a)
{
	const struct dl_value *handle = a->by_role[DL_ROLE_HANDLE];
	int64_t dir;
	bool sent = dl_value_is_const(a->by_role[DL_ROLE_DIR], &dir) && dir == DL_TO_DEVICE;

	if (!handle || handle->kind != DL_V_INIT || a->api->machine != DL_MACHINE_STREAMING)
		return;
	dl_state_forget(s, dl_value_apply(run->analysis->values, synced, handle, NULL, NULL));
	for (size_t i = 0; i < s->nbindings; i++) {
		const struct dl_value *what = s->bindings[i].addr, *by = s->bindings[i].value;

		if (what->kind == DL_V_APPLY && what->p == freed && by->kind == DL_V_SYMBOL &&
		    by->imm == FREED_AT && by->context == run->context &&
		    are_of_one_slot(handle->a, what->a))
			add_late(run, handle->a, what->a->a, by->p, a->in, sent);
	}
}

/* ---- written by the CPU, whose it is since a sync --------------------------------------------- */

void dl_holders_synced(struct dl_run *run, struct dl_path_state *s, const struct dl_call_args *a)
{
	struct dl_values *vs = run->analysis->values;
	const struct dl_value *handle = a->by_role[DL_ROLE_HANDLE], *mark;

	if (!handle || handle->kind != DL_V_INIT || run->func->in_header)
		return;
	mark = dl_value_apply(vs, synced, handle, NULL, NULL);
	dl_state_forget(s, mark);
	if (a->api->action != DL_ACT_SYNC_CPU)
		return;
	dl_state_write(s, mark,
		       dl_value_symbol(vs, NULL, a->in, NULL, SYNCED_AT, run->context, NULL));
	run->analysis->cpu_owns = true;
}

static void add_overwrite(struct dl_run *run, const struct dl_value *handle_at,
			  const struct dl_value *buffer_at, const struct dl_instr *sync,
			  const struct dl_instr *write)
{
	struct dl_holders *h = run->analysis->engine->holders;
	struct overwrite w = { .write = write, .sync = sync, .unit = run->func->unit,
			       .function = run->func->name, .next = h->overwrites };

	if (!member_at(run->func->unit, handle_at, &w.handle) ||
	    !member_at(run->func->unit, buffer_at, &w.buffer))
		return;
	for (const struct overwrite *old = h->overwrites; old; old = old->next)
		if (old->sync == sync && same_member(&old->buffer, &w.buffer))
			return;		/* the first write says it all */
	h->overwrites = DL_NEW(h->arena, struct overwrite);
	*h->overwrites = w;
}

/* The member that keeps the buffer which addr is in, if "handle" is of one slot with it. */
static const struct dl_value *buffer_place(const struct dl_value *handle_at,
					   const struct dl_value *addr)
{
	const struct dl_value *p = dl_value_root(addr);

	if (p->kind == DL_V_INIT && are_of_one_slot(handle_at, p))
		return p->a;
	for (; addr->kind == DL_V_FIELD || addr->kind == DL_V_INDEX; addr = addr->a)
		if (addr->kind == DL_V_FIELD && are_beside(handle_at, addr))
			return addr;	/* the buffer itself */
	return NULL;
}

/* Only in the function that has synced: of another one the place would be in another file. */
void dl_holders_written(struct dl_run *run, const struct dl_path_state *s,
			const struct dl_value *addr, const struct dl_instr *at)
{
	const struct dl_value *place;

	for (size_t i = 0; run->analysis->cpu_owns && i < s->nbindings; i++) {
		const struct dl_value *what = s->bindings[i].addr, *by = s->bindings[i].value;

		if (what->kind != DL_V_APPLY || what->p != synced || by->kind != DL_V_SYMBOL ||
		    by->imm != SYNCED_AT || by->context != run->context)
			continue;
		place = buffer_place(what->a->a, addr);
		if (place)
			add_overwrite(run, what->a->a, place, by->p, at);
	}
}

bool dl_holders_say_written(const struct dl_engine *e, const struct dl_instr *sync)
{
	for (const struct overwrite *w = e->holders->overwrites; w; w = w->next)
		if (w->said && w->sync == sync)
			return true;
	return false;
}

/* ---- where what a member points to comes from ------------------------------------------------ */

static struct origin **bucket_of(struct dl_holders *h, const struct member *m)
{
	return &h->origins[(dl_hash_name(m->record) * 31 + dl_hash_name(m->field)) % BUCKETS];
}

static struct origin *origin_of(struct dl_holders *h, const struct member *m)
{
	struct origin *o;

	for (o = *bucket_of(h, m); o; o = o->next)
		if (same_member(&o->member, m))
			return o;
	return NULL;
}

void dl_holders_stored(struct dl_run *run, const struct dl_value *addr,
		       const struct dl_value *value, const struct dl_instr *at)
{
	struct dl_holders *h = run->analysis->engine->holders;
	enum dl_rule rule = dl_buffer_unfit(value);
	struct member m;
	struct origin *o;

	if (at->type->kind != DL_TYPE_POINTER || value->kind == DL_V_CONST ||
	    !member_at(run->func->unit, addr, &m))
		return;
	o = origin_of(h, &m);
	if (!o) {
		o = DL_NEW(h->arena, struct origin);
		*o = (struct origin){ .member = m, .rule = rule, .next = *bucket_of(h, &m) };
		o->call = rule ? value->p : NULL;
		*bucket_of(h, &m) = o;
	}
	o->mixed |= !rule || o->rule != rule;
}

void dl_holders_used(struct dl_run *run, const struct dl_value *start, const struct dl_instr *at)
{
	struct dl_holders *h = run->analysis->engine->holders;
	struct member m;
	struct use *u;

	if (start->kind != DL_V_INIT || !member_at(run->func->unit, start->a, &m))
		return;
	for (u = h->uses; u; u = u->next)
		if (u->at == at && same_member(&u->member, &m))
			return;
	u = DL_NEW(h->arena, struct use);
	*u = (struct use){ m, at, run->func->unit, run->func->name, h->uses };
	h->uses = u;
}

/* ---- at the end ------------------------------------------------------------------------------ */

/* What was sent is not written to by the unmap: whoever gets the memory next has luck. */
static void lower_confidence(struct dl_engine *e, size_t from)
{
	for (size_t i = from; i < e->nfindings; i++)
		e->findings[i].confidence = DL_CONFIDENCE_MEDIUM;
}

/* Records without a name are called by their place, which nobody wants to read. */
static const char *record_of(const struct late *l)
{
	return strstr(l->buffer.record, " (") ? l->handle.record : l->buffer.record;
}

static void judge_late(struct dl_engine *e, const struct late *l)
{
	size_t n = e->nfindings;

	if (l->sent && e->options.min_confidence > DL_CONFIDENCE_MEDIUM)
		return;
	for (const struct beside *b = e->holders->besides; b; b = b->next) {
		if (!same_member(&b->buffer, &l->buffer) || !same_member(&b->handle, &l->handle))
			continue;
		dl_report_after(e, DL_RULE_FREE_WHILE_MAPPED, l->unit, l->free->loc, l->function,
				DL_STEP_RELEASED, l->unit, l->unmap->loc,
				dl_arena_printf(e->arena, "unmapped here by %s()",
						dl_call_name(l->unmap)),
				"%s() frees '%s' of %s, which is still mapped [handle='%s']",
				dl_call_name(l->free), l->buffer.field, record_of(l),
			       l->handle.field);
		if (l->sent)
			lower_confidence(e, n);
		return;
	}
}

static void judge_overwrite(struct dl_engine *e, struct overwrite *w)
{
	const struct beside *b;

	for (b = e->holders->besides; b; b = b->next)
		if (same_member(&b->buffer, &w->buffer) && same_member(&b->handle, &w->handle))
			break;
	if (!b || !dl_alone_is_all_there(e, w->unit) ||
	    dl_syncs_for_device(e, w->unit, w->handle.record, w->handle.field))
		return;
	w->said = true;
	dl_report_after(e, DL_RULE_MISSING_SYNC_FOR_DEVICE, w->unit, w->write->loc, w->function,
			DL_STEP_SYNCED, w->unit, w->sync->loc, "the CPU is the owner since here",
			"the CPU writes to '%s' of %s after a sync, and nothing in this module "
			"syncs it for the device [handle='%s']",
			w->buffer.field, w->buffer.record, w->handle.field);
}

static void judge_use(struct dl_engine *e, const struct use *u)
{
	const struct origin *o = origin_of(e->holders, &u->member);

	if (!o || o->mixed)
		return;
	dl_report_pair(e, o->rule, u->unit, u->at->loc, u->function, o->member.unit, o->call->loc,
		       dl_arena_printf(e->arena, "allocated here by %s()", dl_call_name(o->call)),
		       "%s() maps what '%s' of %s points to, which is memory from %s()",
		       dl_call_name(u->at), u->member.field, u->member.record,
		       dl_call_name(o->call));
}

void dl_holders_finish(struct dl_engine *e)
{
	for (const struct late *l = e->holders->lates; l; l = l->next)
		judge_late(e, l);
	for (struct overwrite *w = e->holders->overwrites; w; w = w->next)
		judge_overwrite(e, w);
	for (const struct use *u = e->holders->uses; u; u = u->next)
		judge_use(e, u);
}
