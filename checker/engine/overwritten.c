/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Handles that are written over while their mapping lives: a second map into the same variable or
 * member, and the address that the unmap of the first needs is gone.
 *
 * Only handles that were made on this path and that were never anywhere but in that one place.
 * Arrays are told apart by index; what a loop has made, or stores over, in its turns is left alone,
 * since where a pointer that runs along an array has got to is not known.
 */
#include "checker/engine/impl.h"

static bool is_held_elsewhere(const struct dl_path_state *s, const struct dl_value *handle,
			      const struct dl_value *addr)
{
	for (size_t i = 0; i < s->nbindings; i++)
		if (s->bindings[i].addr != addr &&
		    dl_value_contains(s->bindings[i].value, handle))
			return true;
	return false;
}

static const struct dl_object *mapped_as(const struct dl_path_state *s, const struct dl_value *v)
{
	for (size_t i = 0; i < s->nobjects; i++) {
		const struct dl_object *o = &s->objects[i];

		if (o->api->machine == DL_MACHINE_STREAMING && !o->foreign && o->handle == v)
			return o;
	}
	return NULL;
}

static bool is_lost(const struct dl_path_state *s, const struct dl_object *o,
		    const struct dl_value *addr)
{
	return o->api->machine == DL_MACHINE_STREAMING && o->handle && !o->copied &&
	       dl_buffer_is_believed_mapped(o) && dl_state_bound(s, addr) == o->handle &&
	       !is_held_elsewhere(s, o->handle, addr);
}

static const char *name_of_place(struct dl_run *run, const struct dl_value *addr)
{
	const char *text = dl_text(run, addr);

	return *text == '&' ? text + 1 : text;
}

void dl_check_overwritten(struct dl_run *run, struct dl_path_state *s,
			  const struct dl_value *addr, const struct dl_value *value,
			  const struct dl_instr *at)
{
	const struct dl_object *made = mapped_as(s, value);

	for (size_t i = 0; made && i < s->nobjects; i++) {
		struct dl_object *o = &s->objects[i];

		if (o == made || o->handle == value || !is_lost(s, o, addr) ||
		    dl_fate_in_other_loop(run, o, at))
			continue;
		dl_report(run, s, DL_RULE_MAPPING_LEAK_OVERWRITTEN,
			  dl_rule_info(DL_RULE_MAPPING_LEAK_OVERWRITTEN)->confidence,
			  run->func->unit, at->loc, o,
			  "the DMA address of memory that is still mapped is overwritten with that "
			  "of another mapping [written over=%s]",
			  name_of_place(run, addr));
		dl_object_forget(o);
	}
}
