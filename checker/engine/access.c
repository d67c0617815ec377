/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Who touches a mapped buffer while the device owns it: the CPU reading, the CPU writing, the
 * allocator that gets it back. A touch is noted when it happens and judged later: a write is
 * harmless if a sync for the device follows, and an unmap that comes after a touch proves that the
 * buffer was still mapped. Where a buffer comes from is in buffers.c.
 */
#include "checker/engine/impl.h"

#include <string.h>

/* ---- is it the mapped buffer? ---------------------------------------------------------------- */

/* Kernel and device may both look at memory that was mapped without a need for syncs. */
static bool is_streaming(const struct dl_object *o)
{
	return o->api->machine == DL_MACHINE_STREAMING || o->api->machine == DL_MACHINE_SG;
}

/* One mapping, known to be there, of which this function has the say. */
static bool is_certain(const struct dl_object *o)
{
	return is_streaming(o) && !o->foreign && !o->age && o->cpu && dl_object_is_live(o) &&
	       !o->vague && !o->maybe && (o->state == DL_STATE_DEVICE || o->state == DL_STATE_CPU ||
			     !o->handed_to_tester);
}

/* "data + bytes", of which bytes are mapped: the parity, the checksum of what the device has read. */
static bool is_behind(struct dl_run *run, const struct dl_object *o, const struct dl_value *addr)
{
	struct dl_values *vs = run->analysis->values;
	const struct dl_type *elem = addr->p;
	int64_t d;

	if (addr->kind != DL_V_INDEX || addr->a != o->cpu || !o->size)
		return false;
	return dl_value_difference(dl_value_bin(vs, DL_BIN_MUL, addr->b,
						dl_value_const(vs, NULL, elem && elem->size
									 ? (int64_t)elem->size : 1),
						NULL),
				   o->size, &d) && d >= 0;
}

/*
 * Where the size is not a constant, what comes behind a member that is mapped may be another
 * member.
 */
static bool is_within(struct dl_run *run, const struct dl_object *o, const struct dl_value *addr)
{
	int64_t at, size;

	if (dl_value_root(o->cpu)->kind == DL_V_LOCAL || dl_buffer_unfit(dl_value_root(o->cpu)))
		return false;	/* it should not have been mapped at all, which was said */
	if (!dl_value_difference(addr, o->cpu, &at))
		return dl_value_inside(addr, o->cpu) && !is_behind(run, o, addr);
	if (!dl_value_is_const(o->size, &size))
		return at >= 0 && dl_value_inside(addr, o->cpu);
	return at >= 0 && at < size;
}

/* Inlines of headers do what they are told: the place is where the driver called. */
static struct dl_touch *new_touch(const struct dl_run *run, const struct dl_instr *at)
{
	struct dl_touch *t = DL_NEW(run->analysis->arena, struct dl_touch);

	for (; run->func->in_header && run->caller; run = run->caller)
		at = run->analysis->contexts[run->context].call;
	*t = (struct dl_touch){ .at = at, .func = run->func };
	return t;
}

/* ---- noted ----------------------------------------------------------------------------------- */

static bool moves(const struct dl_object *o, enum dl_direction one_way)
{
	int64_t dir;

	return dl_value_is_const(o->dir, &dir) && (dir == one_way || dir == DL_BIDIRECTIONAL);
}

/* Drivers keep the DMA address of a structure in the structure. */
static bool is_own_address(const struct dl_instr *at)
{
	return dl_is_dma_address(at->type);
}

/* Shown before the device starts as often as after it. */
static bool is_debug_dump(const struct dl_object *o, const struct dl_instr *at)
{
	return at->op == DL_OP_CALL && o->dir->imm == DL_BIDIRECTIONAL &&
	       strstr(dl_call_name(at), "hex_dump");
}

static void note_access(struct dl_run *run, struct dl_object *o, enum dl_access how,
			const struct dl_instr *at)
{
	if (how == DL_WRITES && o->synced) {
		if (!o->written_synced && moves(o, DL_TO_DEVICE))
			o->written_synced = new_touch(run, at);
	} else if (o->synced) {
		return;
	} else if (how == DL_WRITES) {
		if (!o->written && moves(o, DL_TO_DEVICE))
			o->written = new_touch(run, at);
	} else if (!o->read && moves(o, DL_FROM_DEVICE) && !is_debug_dump(o, at)) {
		o->read = new_touch(run, at);
	}
}

void dl_object_accessed(struct dl_run *run, struct dl_path_state *s, const struct dl_value *addr,
			enum dl_access how, const struct dl_instr *at)
{
	if (how == DL_WRITES)
		dl_holders_written(run, s, addr, at);
	for (size_t i = 0; i < s->nobjects; i++) {
		struct dl_object *o = &s->objects[i];

		if (dl_is_memory(o->api) && o->result && dl_value_root(addr) == o->result &&
		    (o->state == DL_STATE_UNCHECKED || o->state == DL_STATE_RELEASED ||
		     o->state == DL_STATE_FAILED))
			dl_object_event(run, s, o, DL_EVENT_ACCESS, at);
		dl_noncoherent_accessed(run, s, o, addr, how, at);
		if (is_certain(o) && is_within(run, o, addr) && !is_own_address(at))
			note_access(run, o, how, at);
	}
}

/* ---- freed ----------------------------------------------------------------------------------- */

/* kfree() and kin on coherent memory. Flags that choose the right way go astray with the holder. */
static void report_wrong_free(struct dl_run *run, struct dl_path_state *s, struct dl_object *o,
			      const struct dl_instr *at)
{
	if ((o->shared && run->analysis->held_asked) || dl_free_is_chosen(run, o, at))
		return;
	dl_report(run, s, DL_RULE_FREE_KIND_MISMATCH, DL_CONFIDENCE_HIGH, run->func->unit, at->loc,
		  o, DL_WORDS_FREE_KIND,
		  dl_call_name(at), dl_call_name(o->site), o->api->inverse);
	o->vague = true;
}

/* The mapped memory goes with p, which is freed as memory of that kind. */
static bool goes_with(struct dl_run *run, const struct dl_object *o, const struct dl_value *p,
		      enum dl_memory memory)
{
	const struct dl_value *start = dl_value_root(o->cpu);

	if (memory == DL_MEMORY_KMAP || start->kind == DL_V_LOCAL)
		return false;
	if (memory == DL_MEMORY_SKB)
		return dl_buffer_is_packet_data(start, p);
	if (memory == DL_MEMORY_PAGES && start == dl_buffer_of_page(run, p))
		return true;
	return dl_value_inside(o->cpu, p);
}

/*
 * A packet is mapped into several slots of a ring, and undone by a loop around it: that the path has
 * come to no turn of that loop says little.
 */
static const struct dl_touch *new_free(struct dl_run *run, const struct dl_path_state *s,
				       const struct dl_object *o, enum dl_memory memory,
				       const struct dl_instr *at)
{
	struct dl_touch *t = new_touch(run, at);

	t->undone_nothing = memory != DL_MEMORY_SKB && !dl_undoing_any(run, s) && !o->loose;
	return t;
}

void dl_object_buffer_freed(struct dl_run *run, struct dl_path_state *s, const struct dl_value *p,
			    enum dl_memory memory, const struct dl_instr *at)
{
	bool last = !dl_buffer_is_referenced(run, s, p);

	if (memory == DL_MEMORY_KMALLOC || memory == DL_MEMORY_VMALLOC ||
	    memory == DL_MEMORY_KVMALLOC)
		dl_fields_buffer_freed(run, p, at);
	if (last && memory != DL_MEMORY_KMAP)
		dl_holders_freed(run, s, p, at);
	for (size_t i = 0; i < s->nobjects; i++) {
		struct dl_object *o = &s->objects[i];

		if (dl_is_memory(o->api) && o->result == p && o->state == DL_STATE_RELEASED)
			dl_object_event(run, s, o, DL_EVENT_RELEASE, at);
		if (dl_is_memory(o->api) && o->result == p && dl_object_is_live(o)) {
			dl_hold_reports(run, s, o, at);
			report_wrong_free(run, s, o, at);
			dl_object_event(run, s, o, DL_EVENT_RELEASE, at);
			dl_release_reports(run);
		}
		if (is_certain(o) && last && !o->freed && goes_with(run, o, p, memory))
			o->freed = new_free(run, s, o, memory, at);
		if (o->holder && dl_value_inside(o->holder, p) && o->holder != p)
			o->holder_freed = true;
		if (o->list && dl_value_root(o->list) == p)
			o->holder_freed = true;
	}
}

/* ---- judged ---------------------------------------------------------------------------------- */

/* The finding is about where it happened, which may be a function that was followed. */
static struct dl_run run_of(const struct dl_run *run, const struct dl_touch *t)
{
	struct dl_run there = *run;

	there.func = t->func;
	return there;
}

static const char *doer(const struct dl_touch *t)
{
	return t->at->op == DL_OP_CALL ? dl_call_name(t->at) : NULL;
}

static const char *direction_of(const struct dl_object *o)
{
	int64_t dir = DL_NONE;

	dl_value_is_const(o->dir, &dir);
	return dl_direction_name(dir);
}

static void report_touch(struct dl_run *run, const struct dl_path_state *s, struct dl_object *o,
			 enum dl_rule rule, const struct dl_touch *t, const char *what)
{
	struct dl_run there = run_of(run, t);
	const char *name = doer(t);

	dl_report(&there, s, rule, dl_rule_info(rule)->confidence, t->func->unit, t->at->loc, o,
		  "%s%s %s [buffer=%s] [direction=%s]", name ? name : "the CPU",
		  name ? "()" : "", what, dl_text(run, o->cpu), direction_of(o));
}

static void judge(struct dl_run *run, struct dl_path_state *s, struct dl_object *o)
{
	bool touched = o->written || o->read;
	bool said = touched &&
		    dl_sync_went_wrong(run, s, o, o->written ? DL_TO_DEVICE : DL_FROM_DEVICE);

	if (o->written && !said)	/* reads mostly come with it, "flags |= MORE" for one */
		report_touch(run, s, o, DL_RULE_CPU_WRITE_WHILE_MAPPED, o->written,
			     "writes to a mapped buffer, and no sync for the device follows");
	else if (o->read && !said)
		report_touch(run, s, o, DL_RULE_CPU_READ_WHILE_MAPPED, o->read,
			     "reads a mapped buffer without a sync for the CPU");
	o->read = o->written = NULL;
}

static void judge_free(struct dl_run *run, struct dl_path_state *s, struct dl_object *o)
{
	if (o->freed)
		report_touch(run, s, o, DL_RULE_FREE_WHILE_MAPPED, o->freed,
			     "frees a buffer that is still mapped");
	o->freed = NULL;
}

static void report_handed_back(struct dl_run *run, struct dl_path_state *s, struct dl_object *o,
			       const struct dl_instr *at)
{
	dl_report(run, s, DL_RULE_MISSING_SYNC_FOR_DEVICE,
		  dl_rule_info(DL_RULE_MISSING_SYNC_FOR_DEVICE)->confidence, run->func->unit,
		  at->loc, o,
		  "the device gets a buffer back that the CPU has written to since it was synced "
		  "for the CPU [buffer=%s] [direction=%s]",
		  dl_text(run, o->cpu), direction_of(o));
	o->written_synced = NULL;
}

/* Else flags choose the right way, and choose the syncs, too. */
static bool is_right_release(const struct dl_object *o)
{
	const struct dl_api *api = dl_call_api(o->released_at);

	return api && dl_family_matches(o->api->family, api->family);
}

void dl_access_event(struct dl_run *run, struct dl_path_state *s, struct dl_object *o,
		     enum dl_event event, const struct dl_instr *at)
{
	switch (event) {
	case DL_EVENT_SYNC_CPU:
		o->synced = true;
		break;
	case DL_EVENT_HAND_OVER:
		if (o->written_synced && !o->shared)
			report_handed_back(run, s, o, at);
		break;
	case DL_EVENT_SYNC_DEVICE:
		o->synced = false;
		o->written = o->written_synced = NULL;
		break;
	case DL_EVENT_RELEASE:
		if (is_streaming(o) && !o->foreign && !o->was_failed && !o->vague &&
		    is_right_release(o)) {
			judge_free(run, s, o);
			judge(run, s, o);
		}
		break;
	default:
		break;
	}
}

void dl_access_mapped(struct dl_path_state *s, const struct dl_object *o)
{
	for (size_t i = 0; o->cpu && i < s->nobjects; i++) {
		struct dl_object *old = &s->objects[i];

		if (old != o && is_streaming(old) && old->cpu &&
		    (dl_value_inside(o->cpu, old->cpu) || dl_value_inside(old->cpu, o->cpu)))
			old->written = old->written_synced = NULL;
	}
}

/* A handle that is computed anew, or found in the page it is of, has another name than at the map. */
void dl_access_synced_unknown(struct dl_path_state *s, const struct dl_call_args *a)
{
	for (size_t i = 0; i < s->nobjects; i++) {
		struct dl_object *o = &s->objects[i];

		if (!is_streaming(o) || o->foreign || !dl_object_is_live(o))
			continue;
		if (a->api->action == DL_ACT_SYNC_CPU)
			o->read = NULL;
		else
			o->written = o->written_synced = NULL;
	}
}

/* What a loop over the ring unmaps is not always known to be this one. */
static bool may_unmap(const struct dl_run *run, const struct dl_touch *t)
{
	const struct dl_facts *facts = run->analysis->engine->facts;

	return (dl_facts_reach(facts, t->func->decl, t->func->unit) & DL_REACH_RELEASE) ||
	       (dl_facts_reach(facts, run->func->decl, run->func->unit) & DL_REACH_RELEASE);
}

void dl_object_cache_flushed(struct dl_path_state *s, const struct dl_value *addr)
{
	for (size_t i = 0; i < s->nobjects; i++) {
		struct dl_object *o = &s->objects[i];

		if (o->cpu && dl_value_inside(addr, o->cpu)) {
			o->cpu = NULL;
			o->read = o->written = o->written_synced = NULL;
		}
	}
}

/* wait_for_completion(): the interrupt handler has unmapped what it finds in the structure by then. */
void dl_access_called(struct dl_path_state *s, const char *function)
{
	for (size_t i = 0; strstr(function, "wait") && i < s->nobjects; i++)
		s->objects[i].awaited |= s->objects[i].stored;
}

void dl_access_end(struct dl_run *run, struct dl_path_state *s, struct dl_object *o)
{
	if (!is_certain(o) || o->shared)
		return;
	if (o->freed && (o->stored || !o->in_record) && !o->holder_freed &&
	    (o->freed->undone_nothing || !may_unmap(run, o->freed)))
		judge_free(run, s, o);
	if (!o->awaited)
		judge(run, s, o);
}
