/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Handles on their way to the device after their unmap: written to a record that is being filled, or given
 * by their value to a function whose body is not here. What goes to registers, calls.c sees; what goes to
 * descriptors in memory, stored.c.
 *
 * Only what the same path has mapped and unmapped is looked at; a handle that others have unmapped may
 * be kept for many reasons, by which to find its buffer, for one.
 */
#include "checker/engine/impl.h"

#include <string.h>

static bool is_over(const struct dl_object *o)
{
	return o->state == DL_STATE_RELEASED && o->api->machine == DL_MACHINE_STREAMING &&
	       o->handle && !o->was_failed && !o->foreign && !o->shared && !o->vague &&
	       !o->maybe && !o->age && !o->loose;
}

static bool is_told(const struct dl_object *o, const struct dl_value *value)
{
	return is_over(o) && dl_value_contains(value, o->handle);
}

void dl_released_stored(struct dl_run *run, struct dl_path_state *s, struct dl_object *o,
			const struct dl_value *value, const struct dl_instr *at)
{
	if (is_told(o, value))
		dl_object_event(run, s, o, DL_EVENT_HAND_OVER, at);
}

/* Of functions that say something. */
static const char *const talking[] = {
	"trace", "print", "dbg", "debug", "dump", "log", "warn", "err", "report", "show",
};

/* It gives no address to a device: it says something, or forgets what it gets. */
static bool is_harmless(const struct dl_decl *callee)
{
	for (size_t i = 0; i < sizeof(talking) / sizeof(talking[0]); i++)
		if (strstr(callee->name, talking[i]))
			return true;
	return callee->variadic || dl_cleanup_gives_back(callee->name);
}

void dl_released_passed(struct dl_run *run, struct dl_path_state *s, const struct dl_decl *callee,
			const struct dl_value *value, const struct dl_instr *at)
{
	for (size_t i = 0; i < s->nobjects; i++) {
		struct dl_object *o = &s->objects[i];

		if (is_told(o, value) && callee && !is_harmless(callee))
			dl_object_event(run, s, o, DL_EVENT_HAND_OVER, at);
	}
}
