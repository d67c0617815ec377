/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What a driver does that is done already, or that does nothing: zeroes memory that comes zeroed,
 * syncs memory that needs none, or syncs twice; and the CPU's writes to a buffer that only the device
 * writes to. None of it breaks by itself; each tells of a belief that breaks something elsewhere.
 */
#include "checker/engine/impl.h"

static void report(struct dl_run *run, const struct dl_path_state *s, enum dl_rule rule,
		   const struct dl_instr *at, const struct dl_object *about, const char *words,
		   const char *name)
{
	dl_report(run, s, rule, dl_rule_info(rule)->confidence, run->func->unit, at->loc, about,
		  "%s() %s %s()", dl_call_name(at), words, name);
}

static bool is_coherent(const struct dl_object *o)
{
	if (o->foreign || o->age || o->maybe || !dl_object_is_live(o))
		return false;
	if (o->api->machine == DL_MACHINE_POOL_OBJECT)
		return o->api->returns == DL_RET_CPU;
	return o->api->family == DL_FAMILY_COHERENT || o->api->family == DL_FAMILY_WC ||
	       o->api->family == DL_FAMILY_MANAGED;
}

/* ---- memset() -------------------------------------------------------------------------------- */

/* Somebody wrote there since it was allocated, or may have. */
static bool is_written(const struct dl_path_state *s, const struct dl_value *memory)
{
	for (size_t i = 0; i < s->nbindings; i++)
		if (dl_value_inside(s->bindings[i].addr, memory))
			return true;
	for (size_t i = 0; i < s->nregions; i++)
		if (s->regions[i].base && s->regions[i].kind == DL_REGION_CHANGED &&
		    dl_value_inside(s->regions[i].base, memory))
			return true;
	return false;
}

void dl_check_zeroing(struct dl_run *run, struct dl_path_state *s, const struct dl_value *memory,
		      const struct dl_instr *at)
{
	for (size_t i = 0; i < s->nobjects; i++) {
		const struct dl_object *o = &s->objects[i];

		if (is_coherent(o) && o->result == memory && o->context == run->context &&
		    !is_written(s, memory))
			report(run, s, DL_RULE_REDUNDANT_ZEROING, at, o,
			       o->api->machine == DL_MACHINE_POOL_OBJECT
				       ? "zeroes what the zeroing form would return zeroed, of"
				       : "zeroes what comes zeroed from",
			       dl_call_name(o->site));
	}
}

/* ---- syncs ----------------------------------------------------------------------------------- */

/* Where the path keeps which sync of the handle was the last: the place of the call, as a number. */
static const struct dl_value *last_sync(struct dl_run *run, const struct dl_object *o)
{
	return dl_value_apply(run->analysis->values, "last sync", o->handle, NULL, NULL);
}

static bool is_whole(const struct dl_object *o, const struct dl_call_args *a)
{
	return o->handle == a->by_role[DL_ROLE_HANDLE] && o->size == a->by_role[DL_ROLE_SIZE] &&
	       !a->by_role[DL_ROLE_OFFSET];
}

static void check_twice(struct dl_run *run, struct dl_path_state *s, const struct dl_object *o,
			const struct dl_call_args *a)
{
	const struct dl_value *before = dl_state_bound(s, last_sync(run, o));
	bool cpu = a->api->action == DL_ACT_SYNC_CPU;
	int64_t now = (int64_t)a->in->loc * 2 + cpu, then;

	if (before && dl_value_is_const(before, &then) && then != now && (then & 1) == cpu &&
	    o->context == run->context)
		dl_report(run, s, DL_RULE_SYNC_REDUNDANT,
			  dl_rule_info(DL_RULE_SYNC_REDUNDANT)->confidence, run->func->unit,
			  a->in->loc, o, DL_WORDS_SYNC_REDUNDANT,
			  dl_call_name(a->in), cpu ? "CPU" : "device");
	dl_state_write(s, last_sync(run, o), dl_value_const(run->analysis->values, NULL, now));
}

void dl_check_sync_need(struct dl_run *run, struct dl_path_state *s, const struct dl_call_args *a)
{
	const struct dl_value *h = a->by_role[DL_ROLE_HANDLE];
	int64_t n;

	for (size_t i = 0; h && i < s->nobjects; i++) {
		const struct dl_object *o = &s->objects[i];

		if (!o->handle || !dl_value_difference(h, o->handle, &n))
			continue;
		if (is_coherent(o) && a->api->machine == DL_MACHINE_STREAMING)
			report(run, s, DL_RULE_SYNC_ON_COHERENT, a->in, o,
			       "of memory that needs no syncs, from", dl_call_name(o->site));
		if (o->api->machine == DL_MACHINE_STREAMING && !o->foreign && !o->age &&
		    !o->maybe && is_whole(o, a))
			check_twice(run, s, o, a);
	}
}

/* ---- the CPU's part in a buffer that the device fills ---------------------------------------- */

static bool is_filled_by_device(const struct dl_object *o)
{
	int64_t dir;

	return o->api->machine == DL_MACHINE_STREAMING && !o->foreign && !o->age && !o->maybe &&
	       !o->vague && !o->shared && o->state == DL_STATE_DEVICE && o->cpu && o->dir &&
	       dl_value_is_const(o->dir, &dir) && dir == DL_FROM_DEVICE;
}

static bool is_within(const struct dl_object *o, const struct dl_value *addr)
{
	int64_t at, size;

	return dl_value_root(o->cpu)->kind != DL_V_LOCAL &&
	       dl_value_difference(addr, o->cpu, &at) && at >= 0 &&
	       dl_value_is_const(o->size, &size) && at < size;
}

void dl_check_write_from_device(struct dl_run *run, struct dl_path_state *s,
				const struct dl_value *addr, const struct dl_instr *at)
{
	if (at->type && at->op == DL_OP_STORE && at->ops[0].kind == DL_OPERAND_LOCAL)
		return;
	for (size_t i = 0; i < s->nobjects; i++)
		if (is_filled_by_device(&s->objects[i]) && is_within(&s->objects[i], addr))
			dl_report(run, s, DL_RULE_CPU_WRITE_FROM_DEVICE,
				  dl_rule_info(DL_RULE_CPU_WRITE_FROM_DEVICE)->confidence,
				  run->func->unit, at->loc, &s->objects[i],
				  DL_WORDS_WRITE_FROM_DEVICE);
}
