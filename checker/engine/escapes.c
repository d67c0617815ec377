/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Mappings that other code gets hold of: passed to a function whose body is not followed, as a
 * handle, in a structure, or with a list. Whether that function keeps the mapping, undoes it or
 * only looks at it is not known; so nothing is claimed of leaks and double unmaps any more, unless
 * the function itself says that it did nothing.
 */
#include "checker/engine/impl.h"

#include <string.h>

static bool reaches(const struct dl_value *from, const struct dl_value *to)
{
	return from && to->kind != DL_V_CONST && dl_value_contains(from, to);
}

/* Memory that value reaches holds v. */
static bool is_behind(const struct dl_path_state *s, const struct dl_value *v,
		      const struct dl_value *value)
{
	for (size_t i = 0; v && value->kind != DL_V_CONST && i < s->nbindings; i++)
		if (s->bindings[i].value == v && dl_value_contains(s->bindings[i].addr, value))
			return true;
	return false;
}

/* dev->ring where ring->desc holds it. Not what a device is bound to: all of the kernel gets that. */
static bool is_two_steps_behind(const struct dl_path_state *s, const struct dl_object *o,
				const struct dl_value *value)
{
	const struct dl_value *root = o->holder ? dl_value_root(o->holder) : NULL;

	for (size_t i = 0; root && value->kind != DL_V_CONST && i < s->nbindings; i++) {
		const struct dl_value *addr = s->bindings[i].addr;

		if (s->bindings[i].value == root && dl_value_contains(addr, value) &&
		    !(addr->kind == DL_V_FIELD &&
		      !strcmp(dl_value_field_name(addr), "driver_data")))
			return true;
	}
	return false;
}

/* Memory that value reaches holds the handle or the pointer, or the pointer to the list. */
static bool is_kept_behind(const struct dl_path_state *s, const struct dl_object *o,
			   const struct dl_value *value)
{
	if (!dl_is_memory(o->api))
		return is_behind(s, o->list ? o->list : o->handle, value);
	return is_behind(s, o->result, value) || is_behind(s, o->handle, value) ||
	       is_two_steps_behind(s, o, value);
}

/*
 * A function without a body here may keep it. If it then says that it failed it has not: see
 * dl_object_take_back(). One that is known to undo something may have done so although it failed;
 * one that got the structure around the handle may have written there what clean-ups ask.
 */
static void lend(struct dl_object *o, const struct dl_value *result, int reach)
{
	const struct dl_value *before = o->lent_to;
	bool first = !o->shared;

	dl_object_share(o);
	if (reach < 0 && (first || before == result))
		o->lent_to = result;
}

static bool says_failure(const struct dl_path_state *s, const struct dl_value *result)
{
	struct dl_range r = dl_state_range(s, result);

	if (!result->type)
		return false;
	if (result->type->kind == DL_TYPE_POINTER)
		return r.hi < 0 || dl_state_truth(s, result) == 0;
	return result->type->kind == DL_TYPE_INT && result->type->bits == 32 &&
	       (r.hi < 0 || (r.lo <= 1 && r.hi >= INT32_MAX && dl_state_nonzero(s, result)));
}

void dl_object_take_back(const struct dl_path_state *s, struct dl_object *o)
{
	if (!o->lent_to || !dl_object_is_live(o) || !says_failure(s, o->lent_to))
		return;
	o->lent_to = NULL;
	dl_object_unshare(o);
}

/* Memory is given to whoever writes to it; that does not make it his to free. */
static bool is_filled(const struct dl_object *o, const struct dl_value *value)
{
	return dl_is_memory(o->api) && o->api->machine != DL_MACHINE_POOL &&
	       dl_value_contains(value, o->result);
}

/* Memory can be freed by who has its pointer; a handle alone is for the device. */
static bool is_given(const struct dl_object *o, const struct dl_value *value)
{
	bool handle = o->handle && dl_value_contains(value, o->handle);

	if (o->result && dl_value_contains(value, o->result))
		return true;
	return handle && !(dl_is_memory(o->api) && o->result && !o->foreign);
}

static void escape(struct dl_run *run, const struct dl_path_state *s, struct dl_object *o,
		   const struct dl_value *value, int reach, const struct dl_value *result,
		   bool answers, bool shown)
{
	bool by_value = is_given(o, value);
	bool by_holder = reaches(o->holder, value);
	bool by_list = reaches(o->list, value) || (o->foreign && reaches(o->handle, value)) ||
		       (o->foreign && reaches(o->result, value)) || is_kept_behind(s, o, value);
	bool embedded = o->stored && o->holder && value != o->holder &&
			dl_value_is_address(value) &&
			dl_value_root(o->holder) == dl_value_root(value);
	bool may_renew = reach > 0 && o->state == DL_STATE_RELEASED;

	if (embedded && !shown)
		o->taken = true;	/* who knows the structure finds the rest of it */
	o->known |= o->handle && dl_value_contains(value, o->handle);
	if (!by_value && !by_holder && !by_list)
		return;
	if (shown && (o->stored || o->list) && value != o->list &&
	    (!by_value || is_filled(o, value)))
		dl_object_show(o);
	else if ((by_value || value == o->list) && result)
		lend(o, result, reach);
	else if (by_value || reach < 0 || (reach & DL_REACH_RELEASE) || may_renew)
		dl_object_share(o);
	if (by_value)
		dl_fate_note(run, s, o, DL_FATE_KEPT, NULL);
	if ((by_value || by_holder) && reach > 0 && (reach & DL_REACH_TEST))
		o->handed_to_tester = true;
	if (by_value && answers && o->api->fails != DL_FAILS_MAPPING_ERROR)
		o->handed_to_tester = true;	/* a count or a pointer can be tested anywhere */
}

void dl_object_escapes(struct dl_run *run, struct dl_path_state *s, const struct dl_value *value,
		       const struct dl_decl *callee, const struct dl_value *result, bool shown)
{
	const struct dl_facts *facts = run->analysis->engine->facts;
	int reach = callee ? dl_facts_reach(facts, callee, run->func->unit) : -1;
	bool answers = !callee || callee->ret->kind != DL_TYPE_VOID;

	if (callee && strstr(callee->name, "_or_reset"))
		result = NULL;	/* devm_add_action_or_reset(): undone if it fails */
	for (size_t i = 0; i < s->nobjects; i++)
		escape(run, s, &s->objects[i], value, reach, result, answers, shown);
}

void dl_object_linked(struct dl_path_state *s, const struct dl_value *value)
{
	const struct dl_value *root = dl_value_root(value);

	for (size_t i = 0; i < s->nobjects; i++)
		if (s->objects[i].holder && dl_value_root(s->objects[i].holder) == root)
			dl_object_share(&s->objects[i]);
}
