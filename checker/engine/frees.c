/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The arguments of a free against those of the allocation: memory of dma_alloc_* and of pools
 * (dma-api.rst, parts Ia, Ib and II). A free names its memory three times, by pointer, handle and
 * size, and all three are trusted.
 *
 * The pointer decides what a free is about; only if it is none that is known, or for certain another
 * one, do the other arguments tell. What differs for certain is reported, what may be the same is
 * not.
 */
#include "checker/engine/impl.h"

#include <string.h>

/* ---- families -------------------------------------------------------------------------------- */

static bool is_managed(enum dl_family family)
{
	return family == DL_FAMILY_MANAGED || family == DL_FAMILY_POOL_MANAGED;
}

enum dl_rule dl_free_kind_rule(enum dl_family from, enum dl_family by)
{
	if (is_managed(from) && !is_managed(by))
		return DL_RULE_MANAGED_FREED_TWICE;
	if (!is_managed(from) && is_managed(by))
		return DL_RULE_MANAGED_FREE_UNMANAGED;
	return DL_RULE_FREE_KIND_MISMATCH;
}

/* dma_alloc_wc() is dma_alloc_attrs() with an attribute. NONE: that one, or another attribute. */
enum dl_family dl_family_with(const struct dl_api *api, const struct dl_value *attrs)
{
	int64_t a;

	if (api->family != DL_FAMILY_COHERENT || !attrs)
		return api->family;
	return dl_value_is_const(attrs, &a) && (a & DL_ATTR_WRITE_COMBINE) ? DL_FAMILY_WC
								       : DL_FAMILY_NONE;
}

static bool is_coherent(enum dl_family family)
{
	return family == DL_FAMILY_NONE || family == DL_FAMILY_COHERENT || family == DL_FAMILY_WC;
}

bool dl_families_differ(enum dl_family from, enum dl_family by)
{
	if (from == DL_FAMILY_NONE || by == DL_FAMILY_NONE)
		return is_coherent(from) != is_coherent(by);
	return !dl_family_matches(from, by);
}

static bool same_family(const struct dl_object *o, const struct dl_call_args *a)
{
	return !dl_families_differ(dl_family_with(o->api, o->attrs),
				   dl_family_with(a->api, a->by_role[DL_ROLE_ATTRS]));
}

bool dl_has_right_way(const struct dl_run *run, const struct dl_object *o)
{
	const struct dl_func *f = run->func;

	dl_for_each_instr(in, f)
		if (dl_leak_is_release_like(in, o))
			return true;
	return o->context != run->context;
}

/* The same variable, or the same member of the same thing, whatever type it is taken for. */
static bool reads_same(const struct dl_operand *a, const struct dl_operand *b)
{
	a = dl_ir_uncast(a);
	b = dl_ir_uncast(b);
	if (a->kind != b->kind)
		return false;
	if (a->kind == DL_OPERAND_LOCAL)
		return a->local == b->local;
	if (a->kind != DL_OPERAND_VALUE || a->value == b->value)
		return a->kind == DL_OPERAND_VALUE;
	if (a->value->op != b->value->op ||
	    (a->value->op != DL_OP_LOAD && a->value->op != DL_OP_FIELD))
		return false;
	if (a->value->op == DL_OP_FIELD &&
	    (a->value->record != b->value->record || a->value->field != b->value->field))
		return false;
	return reads_same(&a->value->ops[0], &b->value->ops[0]);
}

static bool is_right_free(const struct dl_instr *in, const struct dl_object *o,
			  const struct dl_instr *wrong)
{
	const struct dl_operand *cpu = dl_leak_is_release_like(in, o)
					       ? dl_call_operand(dl_call_api(in), in, DL_ROLE_CPU)
					       : NULL;

	for (size_t i = 1; cpu && i < wrong->nops; i++)
		if (reads_same(cpu, &wrong->ops[i]))
			return true;
	return false;
}

bool dl_free_is_chosen(const struct dl_run *run, const struct dl_object *o,
		       const struct dl_instr *wrong)
{
	if (o->context == run->context)
		return false;
	dl_for_each_instr(in, run->func)
		if (is_right_free(in, o, wrong))
			return true;
	return false;
}

/* Returns true if the arguments mean the same on both sides. */
static bool check_kind(struct dl_run *run, struct dl_path_state *s, struct dl_object *o,
		       const struct dl_call_args *a)
{
	enum dl_rule rule = dl_free_kind_rule(o->api->family, a->api->family);
	const char *name = dl_call_name(a->in), *made = dl_call_name(o->site);

	if (same_family(o, a))
		return true;
	/* flags that choose the right way go astray with the holder, if there is a right way */
	if ((o->shared && (o->age || dl_has_right_way(run, o))) ||
	    dl_free_is_chosen(run, o, a->in))
		return false;
	if (rule == DL_RULE_MANAGED_FREED_TWICE)
		dl_report(run, s, rule, dl_rule_info(rule)->confidence, run->func->unit,
			  a->in->loc, o,
			  DL_WORDS_MANAGED_FREED_TWICE,
			  name, made);
	else if (rule == DL_RULE_MANAGED_FREE_UNMANAGED)
		dl_report(run, s, rule, dl_rule_info(rule)->confidence, run->func->unit,
			  a->in->loc, o, DL_WORDS_MANAGED_FREE_UNMANAGED, name,
			  made);
	else
		dl_report(run, s, rule, dl_rule_info(rule)->confidence, run->func->unit,
			  a->in->loc, o, DL_WORDS_UNMAP_KIND, name,
			  made, o->api->inverse ? o->api->inverse : "another function");
	o->vague = true;	/* what else is done to it goes by the same belief */
	return false;
}

/* ---- pointer and handle ---------------------------------------------------------------------- */

/* v is known to be what another object has: its pointer, or its handle. */
static const struct dl_object *owner_of(const struct dl_path_state *s, const struct dl_object *not,
					const struct dl_value *v)
{
	for (size_t i = 0; i < s->nobjects; i++) {
		const struct dl_object *p = &s->objects[i];

		if (p != not && !p->foreign && !p->age && (p->handle == v || p->result == v))
			return p;
	}
	return NULL;
}

/* Not what it should be, for certain. */
static bool is_another(const struct dl_path_state *s, const struct dl_object *o,
		       const struct dl_value *is, const struct dl_value *should)
{
	int64_t d;

	if (!is || !should || is == should || o->age)
		return false;
	if (dl_value_difference(is, should, &d))
		return d != 0;
	if (dl_value_is_const(is, &d))
		return d == 0 && dl_state_nonzero(s, should);
	return owner_of(s, o, is) != NULL || is == o->result || is == o->handle;
}

static enum dl_rule arg_rule(const struct dl_object *o, enum dl_rule rule)
{
	return o->api->machine == DL_MACHINE_POOL_OBJECT ? DL_RULE_POOL_FREE_ARGS : rule;
}

static void report_arg(struct dl_run *run, struct dl_path_state *s, struct dl_object *o,
		       const struct dl_call_args *a, enum dl_rule rule, const char *what,
		       const struct dl_value *is)
{
	dl_report(run, s, rule, dl_rule_info(rule)->confidence, run->func->unit, a->in->loc, o,
		  "%s() with another %s than %s() returned [%s=%s]", dl_call_name(a->in), what,
		  dl_call_name(o->site), what, dl_text(run, is));
}

/* Pointer for handle, handle for pointer, handle for size: casts hide it from the compiler. */
static bool is_swapped(const struct dl_object *o, const struct dl_call_args *a)
{
	const struct dl_value *p = dl_memory_arg(a), *h = a->by_role[DL_ROLE_HANDLE];

	return o->handle && (p == o->handle || (h && h == o->result && p != o->result) ||
			     a->by_role[DL_ROLE_SIZE] == o->handle);
}

static void check_handle(struct dl_run *run, struct dl_path_state *s, struct dl_object *o,
			 const struct dl_call_args *a)
{
	const struct dl_value *h = a->by_role[DL_ROLE_HANDLE];

	if (is_another(s, o, h, o->handle))
		report_arg(run, s, o, a, arg_rule(o, DL_RULE_FREE_HANDLE_MISMATCH), "handle", h);
}

static bool is_kept_in_member(const struct dl_object *o)
{
	return o->holder && o->holder->kind != DL_V_LOCAL;
}

static bool fits(const struct dl_path_state *s, const struct dl_object *o,
		 const struct dl_call_args *a)
{
	const struct dl_value *p = dl_memory_arg(a), *h = a->by_role[DL_ROLE_HANDLE];
	int64_t d;

	if (is_swapped(o, a))
		return true;
	if (p && o->result && dl_value_difference(p, o->result, &d) && d)
		return true;
	/* nobody else has it: this is what is meant, wherever a loop has moved the pointer */
	return h && h == o->handle &&
	       ((!o->shared && p && p->kind != DL_V_INIT && !is_kept_in_member(o)) ||
		is_another(s, o, p, o->result));
}

struct dl_object *dl_free_misnamed(struct dl_path_state *s, const struct dl_call_args *a)
{
	for (size_t i = s->nobjects; i-- > 0;) {
		struct dl_object *o = &s->objects[i];

		if (dl_is_memory(o->api) && o->api->machine == a->api->machine && !o->foreign &&
		    !o->age && dl_object_is_live(o) && fits(s, o, a))
			return o;
	}
	return NULL;
}

static void report_swapped(struct dl_run *run, struct dl_path_state *s, struct dl_object *o,
			   const struct dl_call_args *a)
{
	enum dl_rule rule = arg_rule(o, DL_RULE_FREE_ARGS_SWAPPED);

	dl_report(run, s, rule, dl_rule_info(rule)->confidence, run->func->unit, a->in->loc, o,
		  "%s() with %s exchanged", dl_call_name(a->in),
		  a->by_role[DL_ROLE_SIZE] == o->handle ? "size and handle"
							: "pointer and handle");
}

/* "p++", "p += n", of the variable itself: by 1; to anything else: 0; to something before it: -1. */
static int way_of(const struct dl_instr *store, const struct dl_local *local)
{
	const struct dl_operand *op = dl_ir_uncast(&store->ops[1]);

	if (op->kind != DL_OPERAND_VALUE || op->value->op != DL_OP_INDEX ||
	    dl_ir_loaded_from(&op->value->ops[0]) != local)
		return 0;
	return op->value->ops[1].kind == DL_OPERAND_INT && op->value->ops[1].imm > 0 ? 1 : -1;
}

static bool gives_address(const struct dl_instr *in, const struct dl_local *local)
{
	size_t first = in->op == DL_OP_STORE || in->op == DL_OP_LOAD ? 1 : 0;

	for (size_t n = first; in->op != DL_OP_DEAD && n < in->nops; n++)
		if (in->ops[n].kind == DL_OPERAND_LOCAL && in->ops[n].local == local)
			return true;
	return false;
}

/* "while (n--) *out++ = *p++;": set once, and from then on only ever moved forward, in a loop. */
static bool is_walked_away(const struct dl_func *func, const struct dl_operand *op)
{
	const struct dl_local *local = op ? dl_ir_loaded_from(op) : NULL;
	size_t set = 0, moved = 0;

	if (!local)
		return false;
	dl_for_each_instr(in, func) {
		int way;

		if (gives_address(in, local))
			return false;
		if (in->op != DL_OP_STORE || in->ops[0].kind != DL_OPERAND_LOCAL ||
		    in->ops[0].local != local)
			continue;
		way = way_of(in, local);
		if (way < 0)
			return false;
		moved += way > 0;
		set += way == 0;
	}
	return set == 1 && moved > 0 && !local->is_param;
}

static bool is_lost_in_loop(const struct dl_run *run, const struct dl_object *o,
			    const struct dl_call_args *a, const struct dl_value *p)
{
	return p && p->kind == DL_V_SYMBOL && p != o->result && o->context == run->context &&
	       a->by_role[DL_ROLE_HANDLE] == o->handle &&
	       is_walked_away(run->func, dl_call_operand(a->api, a->in, DL_ROLE_CPU));
}

/* The pointer is not the object's; something else said what is meant. */
static void check_pointer(struct dl_run *run, struct dl_path_state *s, struct dl_object *o,
			  const struct dl_call_args *a)
{
	const struct dl_value *p = dl_memory_arg(a);

	if (is_another(s, o, p, o->result) || is_lost_in_loop(run, o, a, p))
		report_arg(run, s, o, a, arg_rule(o, DL_RULE_FREE_CPU_MISMATCH), "pointer", p);
}

/* ---- the rest -------------------------------------------------------------------------------- */

static void check_device(struct dl_run *run, struct dl_path_state *s, struct dl_object *o,
			 const struct dl_call_args *a)
{
	const struct dl_value *dev = a->by_role[DL_ROLE_DEV];

	if (dl_same_device(o->dev, dev) != DL_DIFFERENT)
		return;
	dl_report(run, s, DL_RULE_FREE_DEVICE_MISMATCH,
		  dl_rule_info(DL_RULE_FREE_DEVICE_MISMATCH)->confidence, run->func->unit,
		  a->in->loc, o,
		  DL_WORDS_FREE_DEVICE,
		  dl_call_name(a->in), dl_text(run, o->dev), dl_text(run, dev));
}

static void check_direction(struct dl_run *run, struct dl_path_state *s, struct dl_object *o,
			    const struct dl_call_args *a)
{
	const struct dl_value *dir = a->by_role[DL_ROLE_DIR];
	int64_t d;

	if ((dl_value_is_const(dir, &d) && d == DL_NONE) ||	/* reported for itself */
	    dl_same_number(run, s, o->dir, dir) != DL_DIFFERENT)
		return;
	dl_report(run, s, DL_RULE_FREE_DIRECTION_MISMATCH, DL_CONFIDENCE_HIGH, run->func->unit,
		  a->in->loc, o,
		  DL_WORDS_FREE_DIRECTION,
		  dl_call_name(a->in), dl_direction_text(run, o->dir),
		  dl_direction_text(run, dir));
}

/* No argument for attributes: none. */
static bool attr_of(const struct dl_value *attrs, int64_t bit, bool *set)
{
	int64_t a = 0;

	if (attrs && !dl_value_is_const(attrs, &a))
		return false;
	*set = a & bit;
	return true;
}

static void check_attrs(struct dl_run *run, struct dl_path_state *s, struct dl_object *o,
			const struct dl_call_args *a)
{
	bool made, freed;

	if (!attr_of(dl_state_settle(s, run->analysis->values, o->attrs), DL_ATTR_NO_KERNEL_MAPPING,
		     &made) ||
	    !attr_of(dl_state_settle(s, run->analysis->values, a->by_role[DL_ROLE_ATTRS]),
		     DL_ATTR_NO_KERNEL_MAPPING, &freed) ||
	    made == freed)
		return;
	dl_report(run, s, DL_RULE_FREE_ATTRS_MISMATCH,
		  dl_rule_info(DL_RULE_FREE_ATTRS_MISMATCH)->confidence, run->func->unit,
		  a->in->loc, o,
		  DL_WORDS_FREE_NO_MAPPING,
		  dl_call_name(a->in), freed ? "with" : "without", made ? "with" : "without");
}

/*
 * Two pools made here, two parameters, two members of one structure: whatever has been called since
 * then, nobody puts the pool of the one into the other.
 */
static enum dl_confidence other_pool(const struct dl_path_state *s, const struct dl_value *a,
				     const struct dl_value *b)
{
	if (owner_of(s, NULL, a) && owner_of(s, NULL, b))
		return DL_CONFIDENCE_HIGH;
	if (a->kind == DL_V_PARAM && b->kind == DL_V_PARAM)
		return DL_CONFIDENCE_HIGH;
	if (a->kind != DL_V_INIT || b->kind != DL_V_INIT || a->a->kind != b->a->kind ||
	    a->a == b->a)
		return DL_CONFIDENCE_LOW;
	if (a->a->kind == DL_V_GLOBAL)
		return DL_CONFIDENCE_MEDIUM;
	return a->a->kind == DL_V_FIELD && a->a->a == b->a->a ? DL_CONFIDENCE_MEDIUM
							      : DL_CONFIDENCE_LOW;
}

static void check_pool(struct dl_run *run, struct dl_path_state *s, struct dl_object *o,
		       const struct dl_call_args *a)
{
	const struct dl_value *pool = a->by_role[DL_ROLE_POOL];
	enum dl_confidence confidence;

	if (!o->pool || !pool || o->pool == pool)
		return;
	confidence = other_pool(s, o->pool, pool);
	if (confidence == DL_CONFIDENCE_LOW)	/* may be one and the same */
		return;
	dl_report(run, s, DL_RULE_POOL_MISMATCH, confidence, run->func->unit, a->in->loc, o,
		  DL_WORDS_POOL_MISMATCH,
		  dl_call_name(a->in), dl_text(run, o->pool), dl_text(run, pool));
}

void dl_pair_free(struct dl_run *run, struct dl_path_state *s, struct dl_object *o,
		  const struct dl_call_args *a)
{
	if (!check_kind(run, s, o, a))
		return;
	if (is_swapped(o, a)) {
		report_swapped(run, s, o, a);
	} else {
		if (dl_memory_is_about(o, a))
			check_handle(run, s, o, a);
		else
			check_pointer(run, s, o, a);
		dl_pair_size(run, s, o, a);
	}
	check_device(run, s, o, a);
	check_direction(run, s, o, a);
	check_attrs(run, s, o, a);
	check_pool(run, s, o, a);
}

/* ---- memory that was made elsewhere ---------------------------------------------------------- */

static bool holds_handle(const struct dl_value *v)
{
	return v && v->kind == DL_V_INIT && dl_is_dma_address(v->type);
}

static bool holds_pointer(const struct dl_value *v)
{
	return v && v->kind == DL_V_INIT && v->type && v->type->kind == DL_TYPE_POINTER;
}

void dl_check_free(struct dl_run *run, struct dl_path_state *s, const struct dl_call_args *a)
{
	const struct dl_value *p = dl_memory_arg(a), *h = a->by_role[DL_ROLE_HANDLE];
	enum dl_rule rule = a->api->machine == DL_MACHINE_POOL_OBJECT ? DL_RULE_POOL_FREE_ARGS
								      : DL_RULE_FREE_ARGS_SWAPPED;

	if (!dl_is_memory(a->api) || !holds_handle(p) || !holds_pointer(h))
		return;
	dl_report(run, s, rule, dl_rule_info(rule)->confidence, run->func->unit, a->in->loc, NULL,
		  "%s() with pointer and handle exchanged [pointer=%s] [handle=%s]",
		  dl_call_name(a->in), dl_text(run, p), dl_text(run, h));
}
