/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Where handles and pointers go: a store may keep them, hand them to the device, or overwrite what was kept. */
#include "checker/engine/impl.h"

static bool is_bookkeeping(const struct dl_instr *at)
{
	return dl_is_dma_address(at->type);
}

static bool is_composite(const struct dl_local *local)
{
	return local->type->kind == DL_TYPE_RECORD || local->type->kind == DL_TYPE_ARRAY;
}

static void stored_in(struct dl_run *run, struct dl_path_state *s, struct dl_object *o,
		      const struct dl_value *addr, const struct dl_value *value,
		      const struct dl_instr *at)
{
	const struct dl_value *key =
		o->api->fails == DL_FAILS_MAPPING_ERROR ? o->handle : o->result;
	bool local = dl_value_root(addr)->kind == DL_V_LOCAL;

	if (value == key)
		dl_unwind_kept(run, o, addr, at);
	o->copied |= o->first_place && o->first_place != addr;
	o->first_place = addr;
	if (value == key && (!o->holder || local || is_bookkeeping(at) ||
			     dl_value_root(o->holder)->kind == DL_V_LOCAL))
		o->holder = addr;	/* rather the driver's records than a descriptor */
	if (local) {
		o->in_record |= addr->kind != DL_V_LOCAL || is_composite(addr->p);
		if (addr->kind != DL_V_LOCAL)
			dl_released_stored(run, s, o, value, at);
		return;
	}
	dl_released_stored(run, s, o, value, at);
	if (value == o->handle)
		dl_records_kept(run, s, o, addr, at);
	if (dl_uncast(value) == dl_fields_key(o))	/* a descriptor may have room for 32 bits only */
		dl_fields_map(run, s, o, addr);
	o->stored = true;
	if (dl_is_memory(o->api) && value == o->handle)
		o->handle_place = addr;
	if (dl_is_memory(o->api) && (value == o->handle || value == o->result))
		dl_fields_made(run, o);
	if (value == o->result)
		o->kept_in = run->context;
	dl_fate_note(run, s, o, DL_FATE_KEPT, at);
	if (addr->kind == DL_V_PARAM && (is_bookkeeping(at) || value == o->result))
		o->out_param = o->api->fails != DL_FAILS_MAPPING_ERROR || is_bookkeeping(at);
	if (o->handle && dl_value_contains(value, o->handle) && !is_bookkeeping(at) &&
	    dl_inverted_hand_over(run, s, o, addr, value, at))
		dl_object_event(run, s, o, DL_EVENT_HAND_OVER, at);
}

/* The pointer itself, or one into the memory; not what was read there. */
static bool carries(const struct dl_value *v, const struct dl_value *pointer)
{
	return v == pointer || (v && v->kind != DL_V_INIT && v->kind != DL_V_SYMBOL &&
				(carries(v->a, pointer) || carries(v->b, pointer)));
}

/* "ok = p != NULL": who reads that later has tested it. A handle has a function for it. */
static bool is_answer(const struct dl_object *o, const struct dl_value *value)
{
	value = dl_uncast(value);
	while (value->kind == DL_V_NOT)
		value = dl_uncast(value->a);
	return o->api->fails != DL_FAILS_MAPPING_ERROR && o->result && value->kind == DL_V_CMP &&
	       dl_uncast(value->a) == o->result;
}

void dl_object_stored(struct dl_run *run, struct dl_path_state *s, const struct dl_value *addr,
		      const struct dl_value *value, const struct dl_instr *at)
{
	dl_fields_store(run, s, addr, value, at);
	dl_records_store(run, s, addr, value, at);
	for (size_t i = 0; i < s->nobjects; i++) {
		struct dl_object *o = &s->objects[i];

		dl_holders_kept(run, s, o, addr, value);
		o->handed_to_tester |= is_answer(o, value);
		if ((o->handle && dl_value_contains(value, o->handle)) ||
		    (o->result && carries(value, o->result)))
			stored_in(run, s, o, addr, value, at);
		if (o->foreign && dl_is_memory(o->api))
			dl_memory_replaced(o, addr);
	}
}
