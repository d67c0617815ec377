/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Coherent memory, pools and what comes out of pools: objects that are known by the pointer that
 * was returned, not by the handle beside it. Which call is about which of them, what happens to the
 * contents of a pool, and the words for what lifecycle.def says of all three (dma-api.rst, parts Ia,
 * Ib and II).
 *
 * Not here: the arguments of a free against those of the allocation (frees.c).
 */
#include "checker/engine/impl.h"

#include <string.h>

#define PAGE 4096
#define MAX_FOREIGN 3	/* each doubles the states of a function that frees behind conditions */

bool dl_is_memory(const struct dl_api *api)
{
	return api->machine == DL_MACHINE_ALLOC || api->machine == DL_MACHINE_POOL_OBJECT ||
	       api->machine == DL_MACHINE_POOL;
}

/* ---- which call is about which object -------------------------------------------------------- */

const struct dl_value *dl_memory_arg(const struct dl_call_args *a)
{
	static const enum dl_role roles[] = { DL_ROLE_CPU, DL_ROLE_PAGE, DL_ROLE_SGT };

	if (a->api->machine == DL_MACHINE_POOL)
		return a->by_role[DL_ROLE_POOL];
	for (size_t i = 0; i < sizeof(roles) / sizeof(roles[0]); i++)
		if (a->by_role[roles[i]])
			return a->by_role[roles[i]];
	/* known by itself, not by what it is of */
	return a->api->family == DL_FAMILY_DMAENGINE ? a->by_role[DL_ROLE_OWNER] : NULL;
}

bool dl_memory_is_about(const struct dl_object *o, const struct dl_call_args *a)
{
	const struct dl_value *v = dl_memory_arg(a), *h = a->by_role[DL_ROLE_HANDLE];

	if ((o->api->machine == DL_MACHINE_POOL) != (a->api->machine == DL_MACHINE_POOL))
		return false;
	if (v)
		return o->result == v;
	/* an unmap of a handle may be about a mapping that this memory has nothing to do with */
	return h && o->handle == h &&
	       (a->api->action != DL_ACT_RELEASE || (!o->foreign && dl_object_is_live(o)));
}

void dl_memory_limit_foreign(struct dl_path_state *s)
{
	size_t n = 0, foreign = 0;

	for (size_t i = 0; i < s->nobjects; i++)
		foreign += s->objects[i].foreign && dl_is_memory(s->objects[i].api);
	for (size_t i = 0; i < s->nobjects; i++) {
		const struct dl_object *o = &s->objects[i];

		if (foreign > MAX_FOREIGN && o->foreign && dl_is_memory(o->api))
			foreign--;
		else
			s->objects[n++] = *o;
	}
	s->nobjects = n;
}

/* ---- what is known of it --------------------------------------------------------------------- */

void dl_memory_valid(struct dl_run *run, struct dl_path_state *s, const struct dl_object *o)
{
	/* no small number that some take for NULL */
	dl_state_bound_range(s, o->result, (struct dl_range){ PAGE, INT64_MAX });
	if (o->handle)		/* "if (!dma_mapping_error(..)) free" */
		dl_state_assume(s, run->analysis->values, dl_mapping_error(run, o->handle), false);
}

static bool is_plain_test(const struct dl_value *cond, const struct dl_value *v)
{
	while (cond->kind == DL_V_NOT)
		cond = cond->a;
	return cond == v ||
	       (cond->kind == DL_V_CMP && cond->a == v && cond->b->kind == DL_V_CONST);
}

/* What was read from memory at p says nothing of p. */
static bool is_made_of(const struct dl_value *v, const struct dl_value *p)
{
	if (v == p)
		return true;
	if (!v || v->kind == DL_V_INIT || v->kind == DL_V_SYMBOL || v->id < p->id)
		return false;
	return is_made_of(v->a, p) || is_made_of(v->b, p);
}

/*
 * "if (p & 255) fail", "if (virt_to_phys(p) > limit)": what never happens, or a pointer that is known
 * under another name. "if (p->status)" is no such thing, but where p is NULL.
 */
void dl_memory_asked(struct dl_object *o, const struct dl_value *cond)
{
	if (!is_plain_test(cond, o->result) &&
	    (o->state == DL_STATE_FAILED || is_made_of(cond, o->result)))
		o->vague = true;
}

void dl_memory_replaced(struct dl_object *o, const struct dl_value *addr)
{
	if (o->result->kind == DL_V_INIT && o->result->a == addr)
		dl_object_share(o);
}

/* ---- pools ----------------------------------------------------------------------------------- */

void dl_pool_used(struct dl_run *run, struct dl_path_state *s, const struct dl_call_args *a)
{
	for (size_t i = 0; i < s->nobjects; i++) {
		struct dl_object *o = &s->objects[i];

		if (o->api->machine == DL_MACHINE_POOL && o->result == a->by_role[DL_ROLE_POOL])
			dl_object_event(run, s, o, DL_EVENT_ACCESS, a->in);
	}
}

void dl_pool_destroyed(struct dl_run *run, struct dl_path_state *s, const struct dl_call_args *a)
{
	for (size_t i = 0; i < s->nobjects; i++) {
		struct dl_object *o = &s->objects[i];

		if (o->pool && o->pool == a->by_role[DL_ROLE_POOL] && !o->age &&
		    !(o->stored && o->context != run->context))
			dl_object_event(run, s, o, DL_EVENT_POOL_GONE, a->in);
	}
}

/* ---- words ----------------------------------------------------------------------------------- */

static void report_reuse(struct dl_run *run, struct dl_path_state *s, const struct dl_object *o,
			 enum dl_rule rule, const struct dl_instr *at)
{
	const struct dl_unit *unit = run->func->unit;
	const char *name = dl_call_name(at);

	if (rule == DL_RULE_POOL_USE_AFTER_DESTROY)
		dl_report(run, s, rule, DL_CONFIDENCE_HIGH, unit, at->loc, o,
			  DL_WORDS_POOL_USE_AFTER_DESTROY, name,
			  dl_text(run, o->result));
	else if (rule == DL_RULE_POOL_DESTROY_BUSY)
		dl_report(run, s, rule, DL_CONFIDENCE_HIGH, unit, at->loc, o,
			  DL_WORDS_POOL_DESTROY_BUSY, name,
			  dl_call_name(o->site));
	else if (rule == DL_RULE_COHERENT_USE_AFTER_FREE)
		dl_report(run, s, rule, DL_CONFIDENCE_HIGH, unit, at->loc, o,
			  DL_WORDS_USE_AFTER_FREE,
			  dl_text(run, o->result));
	else
		dl_report(run, s, rule, DL_CONFIDENCE_HIGH, unit, at->loc, o,
			  DL_WORDS_DOUBLE_FREE, name,
			  dl_text(run, o->result));
}

void dl_memory_violation(struct dl_run *run, struct dl_path_state *s, struct dl_object *o,
			 enum dl_rule rule, const struct dl_instr *at)
{
	if (o->api->family == DL_FAMILY_DMAENGINE)
		return;		/* counted: dma_set_unmap() takes a reference, and a second put is its */
	if (!o->shared && !o->vague)
		report_reuse(run, s, o, rule, at);
}

bool dl_is_dma_address(const struct dl_type *type)
{
	return type && type->kind == DL_TYPE_INT && !strcmp(type->name, "dma_addr_t");
}
