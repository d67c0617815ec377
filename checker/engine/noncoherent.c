/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Memory that needs syncs although it was allocated, not mapped: dma_alloc_pages(),
 * dma_alloc_noncoherent(), dma_alloc_noncontiguous() (dma-api.rst, part II). The CPU's writes have to
 * be synced for the device before that gets the address, and what the device wrote for the CPU.
 *
 * On a path, who had the memory last is kept as a number at an address that nothing else has. Where
 * one function allocates and others use it, only this can be said: nothing in the module syncs it.
 */
#include "checker/engine/impl.h"

#include <string.h>

enum turn { NOT_KNOWN, CPU_WROTE, DEVICE_HAS, SYNCED };

bool dl_needs_syncs(const struct dl_object *o)
{
	return o->api->machine == DL_MACHINE_ALLOC &&
	       (o->api->family == DL_FAMILY_NONCOHERENT || o->api->family == DL_FAMILY_PAGES ||
		o->api->family == DL_FAMILY_NONCONTIGUOUS);
}

static bool is_certain(const struct dl_object *o)
{
	return dl_needs_syncs(o) && o->result && o->handle && !o->foreign && !o->age &&
	       !o->maybe && !o->vague && dl_object_is_live(o);
}

static const struct dl_value *turn_place(struct dl_run *run, const struct dl_object *o)
{
	return dl_value_apply(run->analysis->values, "whose turn", o->handle, NULL, NULL);
}

static enum turn turn_of(struct dl_run *run, const struct dl_path_state *s,
			 const struct dl_object *o)
{
	const struct dl_value *v = dl_state_bound(s, turn_place(run, o));
	int64_t turn;

	return v && dl_value_is_const(v, &turn) ? (enum turn)turn : NOT_KNOWN;
}

static void set_turn(struct dl_run *run, struct dl_path_state *s, const struct dl_object *o,
		     enum turn turn)
{
	dl_state_write(s, turn_place(run, o), dl_value_const(run->analysis->values, NULL, turn));
}

static bool goes(const struct dl_object *o, enum dl_direction one_way)
{
	int64_t dir;

	return !o->dir || !dl_value_is_const(o->dir, &dir) || dir == one_way ||
	       dir == DL_BIDIRECTIONAL;
}

static void report(struct dl_run *run, const struct dl_path_state *s, const struct dl_object *o,
		   const struct dl_instr *at, const char *words)
{
	dl_report(run, s, DL_RULE_NONCOHERENT_NO_SYNC, DL_CONFIDENCE_HIGH, run->func->unit, at->loc,
		  o, "%s [allocated by %s()]", words, dl_call_name(o->site));
}

void dl_noncoherent_event(struct dl_run *run, struct dl_path_state *s, const struct dl_object *o,
			  enum dl_event event, const struct dl_instr *at)
{
	if (!is_certain(o))
		return;
	if (event == DL_EVENT_SYNC_CPU || event == DL_EVENT_SYNC_DEVICE) {
		set_turn(run, s, o, SYNCED);
	} else if (event == DL_EVENT_HAND_OVER && at->op == DL_OP_CALL) {
		/* what is stored, in a descriptor or elsewhere, may be synced before it is used */
		if (turn_of(run, s, o) == CPU_WROTE && goes(o, DL_TO_DEVICE) && !o->shared)
			report(run, s, o, at,
			       "the device gets memory that the CPU has written to, without a "
			       "sync for the device");
		set_turn(run, s, o, DEVICE_HAS);
	}
}

/* page_address(page), by whatever name */
static bool is_address_of(const struct dl_value *start, const struct dl_value *page)
{
	return start->kind == DL_V_APPLY && start->a == page && strstr(start->p, "page_address");
}

static bool is_in(const struct dl_object *o, const struct dl_value *addr)
{
	const struct dl_value *start = dl_value_root(addr);

	if (o->api->returns == DL_RET_PAGE)
		return is_address_of(start, o->result);
	return o->api->returns == DL_RET_CPU && start == o->result;
}

void dl_noncoherent_accessed(struct dl_run *run, struct dl_path_state *s,
			     const struct dl_object *o, const struct dl_value *addr,
			     enum dl_access how, const struct dl_instr *at)
{
	if (!is_certain(o) || !is_in(o, addr))
		return;
	if (how == DL_WRITES) {
		set_turn(run, s, o, CPU_WROTE);
	} else if (turn_of(run, s, o) == DEVICE_HAS && goes(o, DL_FROM_DEVICE) && !o->shared) {
		report(run, s, o, at,
		       "the CPU reads memory that the device may have written to, without a sync "
		       "for the CPU");
		set_turn(run, s, o, SYNCED);
	}
}
