/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What is done with a DMA address that no DMA address is for: dereferenced, asked as a pointer for
 * an error, compared with the value that means failure, tested after something was added to it, used
 * before it was tested; and physical addresses that pass for one. Values tell, not names: dma_addr_t
 * is a type that C forgets in every sum, so a value counts that came from memory of that type, or
 * from a map. Who may unmap a handle is not asked here, nor which test is missing (objects.c).
 */
#include "checker/engine/impl.h"

#include <string.h>

static void report(struct dl_run *run, const struct dl_path_state *s, enum dl_rule rule,
		   enum dl_confidence confidence, const struct dl_instr *at, const char *what,
		   const char *value)
{
	dl_report(run, s, rule, confidence, run->func->unit, at->loc, NULL, "%s [value=%s]", what,
		  value);
}

/* ---- for the CPU it is no address ------------------------------------------------------------ */

/* Read from a member that is one, given or returned as one. What joins call a type is a guess. */
static bool is_handle(const struct dl_path_state *s, const struct dl_value *v)
{
	for (size_t i = 0; i < s->nobjects; i++)
		if (s->objects[i].handle == v)
			return true;
	if (v->kind == DL_V_INIT && v->a->kind == DL_V_FIELD)
		return dl_is_dma_address(
			((const struct dl_type *)v->a->p)->fields[v->a->field].type);
	return v->kind == DL_V_PARAM && dl_is_dma_address(((const struct dl_local *)v->p)->type);
}

/* A DMA address, perhaps with something added; NULL: not known to be one. */
static const struct dl_value *handle_in(const struct dl_path_state *s, const struct dl_value *v)
{
	if (v->kind == DL_V_BIN && v->op == DL_BIN_ADD)
		v = is_handle(s, v->a) ? v->a : v->b;
	return is_handle(s, v) ? v : NULL;
}

/* An argument of a function that handed it on as another type: callers may have put a pointer in. */
static bool is_handed_on(const struct dl_run *run, const struct dl_value *v)
{
	for (size_t i = 0; v->kind == DL_V_PARAM && i < run->func->nparams; i++)
		if (run->func->locals[i] == v->p)
			return false;
	return v->kind == DL_V_PARAM;
}

void dl_check_dereference(struct dl_run *run, const struct dl_path_state *s,
			  const struct dl_value *addr, const struct dl_instr *at)
{
	const struct dl_value *handle = handle_in(s, dl_value_root(addr));

	if (handle)
		report(run, s, DL_RULE_ADDR_DEREF,
		       is_handed_on(run, handle) ? DL_CONFIDENCE_LOW
						 : dl_rule_info(DL_RULE_ADDR_DEREF)->confidence,
		       at, "a DMA address is used as a pointer", dl_text(run, handle));
}

/* page_to_phys() has been of the type of DMA addresses: the number of a page, shifted. */
static bool is_of_frame(const struct dl_value *v)
{
	return v->kind == DL_V_BIN && (v->op == DL_BIN_MUL || v->op == DL_BIN_SHL) &&
	       v->b->kind == DL_V_CONST;
}

static void check_conversion(struct dl_run *run, const struct dl_path_state *s,
			     const struct dl_instr *call, const struct dl_value *arg)
{
	if (dl_is_dma_address(call->ops[1].type) && !is_of_frame(arg))
		report(run, s, DL_RULE_ADDR_DEREF, DL_CONFIDENCE_MEDIUM, call,
		       dl_arena_printf(run->analysis->arena, "%s() of a DMA address, which is "
				       "no physical one", dl_call_name(call)),
		       dl_text(run, arg));
}

/* ---- physical addresses for a device --------------------------------------------------------- */

static bool makes_physical(const char *name)
{
	static const char *const makers[] = { "virt_to_phys", "__phys_addr", "__virt_to_phys" };

	for (size_t i = 0; i < sizeof(makers) / sizeof(makers[0]); i++)
		if (!strcmp(name, makers[i]))
			return true;
	return false;
}

static bool is_physical(const struct dl_value *v)
{
	while (v->kind == DL_V_CAST || (v->kind == DL_V_BIN && v->b && v->b->kind == DL_V_CONST))
		v = v->a;
	return v->kind == DL_V_APPLY && makes_physical(v->p);
}

/* Returns a DMA address, or a physical one where the device is known to want that. */
static bool decides(const struct dl_func *f)
{
	bool physical = false, maps = false;

	for (size_t i = 0; dl_is_dma_address(f->ret) && i < f->nblocks; i++) {
		for (size_t k = 0; k < f->blocks[i]->ninstrs; k++) {
			const struct dl_instr *in = f->blocks[i]->instrs[k];
			const struct dl_api *api = dl_call_api(in);

			physical |= in->op == DL_OP_CALL && dl_callee(in) &&
				    makes_physical(dl_callee(in)->name);
			maps |= api && api->action == DL_ACT_ACQUIRE &&
				api->machine == DL_MACHINE_STREAMING;
		}
	}
	return physical && maps;
}

static bool is_decided(const struct dl_unit *unit)
{
	for (size_t i = 0; i < unit->nfuncs; i++)
		if (decides(unit->funcs[i]))
			return true;
	return false;
}

static void report_physical(struct dl_run *run, const struct dl_path_state *s,
			    const struct dl_instr *at, const char *where, const struct dl_value *v)
{
	if (is_decided(run->func->unit))
		return;
	dl_report(run, s, DL_RULE_VIRT_TO_BUS, DL_CONFIDENCE_MEDIUM, run->func->unit, at->loc,
		  NULL, "a physical address is %s; a device takes what a map returned [value=%s]",
		  where, dl_text(run, v));
}

/* Of a known byte order: a device reads it. */
static bool is_wire_type(const struct dl_type *type)
{
	return type && (!strncmp(type->name, "__le", 4) || !strncmp(type->name, "__be", 4));
}

void dl_check_address_stored(struct dl_run *run, const struct dl_path_state *s,
			     const struct dl_value *addr, const struct dl_value *value,
			     const struct dl_instr *at)
{
	if (addr->kind != DL_V_FIELD || run->func->in_header || !is_physical(value))
		return;
	if (dl_is_dma_address(at->type))
		report_physical(run, s, at, "kept as a DMA address", value);
	else if (is_wire_type(at->type))
		report_physical(run, s, at, "written to a descriptor", value);
}

void dl_check_address_written(struct dl_run *run, const struct dl_path_state *s,
			      const struct dl_value *value, const struct dl_instr *at)
{
	if (is_physical(value) && !run->func->in_header)
		report_physical(run, s, at, "written to a register", value);
}

/* ---- IS_ERR() -------------------------------------------------------------------------------- */

/* Failure of what the call made shows otherwise than by an error in a pointer. */
static bool is_mistaken(const struct dl_object *o, const struct dl_value *v)
{
	if (o->foreign || o->state != DL_STATE_UNCHECKED)
		return false;
	return (o->api->fails == DL_FAILS_NULL && o->result == v) ||
	       (o->api->fails == DL_FAILS_MAPPING_ERROR && o->handle == v) ||
	       (o->api->machine == DL_MACHINE_ALLOC && o->handle == v);
}

static void check_is_err(struct dl_run *run, struct dl_path_state *s, const struct dl_value *v,
			 const char *asked, const struct dl_instr *at)
{
	for (size_t i = 0; i < s->nobjects; i++) {
		struct dl_object *o = &s->objects[i];

		if (!is_mistaken(o, v))
			continue;
		dl_report(run, s, DL_RULE_MAP_ERROR_IS_ERR, DL_CONFIDENCE_HIGH, run->func->unit,
			  at->loc, o, "%s of what %s() returned, which is %s on failure", asked,
			  dl_call_name(o->site),
			  o->api->fails == DL_FAILS_NULL ? "NULL"
							 : "for dma_mapping_error() to tell");
		o->state = DL_STATE_TESTED;	/* the driver believes so */
		dl_object_share(o);
	}
}

void dl_check_handle_call(struct dl_run *run, struct dl_path_state *s, const struct dl_instr *call,
			  const char *name, const struct dl_value *arg)
{
	if (!strcmp(name, "IS_ERR") || !strcmp(name, "PTR_ERR_OR_ZERO"))
		check_is_err(run, s, arg,
			     dl_arena_printf(run->analysis->arena, "%s()", name), call);
	else if (!strcmp(name, "phys_to_virt"))
		check_conversion(run, s, call, arg);
}

/* ---- comparisons ----------------------------------------------------------------------------- */

/* The values that IS_ERR_VALUE() and DMA_MAPPING_ERROR expand to. */
void dl_check_compare(struct dl_run *run, struct dl_path_state *s, const struct dl_instr *cmp,
		      const struct dl_value *a)
{
	const struct dl_operand *with = &cmp->ops[1];

	if (with->kind != DL_OPERAND_INT || run->func->in_header)
		return;
	if (cmp->sub == DL_CMP_UGE && with->imm == -DL_MAX_ERRNO)
		check_is_err(run, s, a, "IS_ERR_VALUE()", cmp);
	if ((cmp->sub == DL_CMP_EQ || cmp->sub == DL_CMP_NE) && with->imm == -1 &&
	    dl_is_dma_address(cmp->ops[0].type))
		report(run, s, DL_RULE_MAP_ERROR_DIRECT_COMPARE,
		       dl_rule_info(DL_RULE_MAP_ERROR_DIRECT_COMPARE)->confidence, cmp,
		       "a DMA address is compared with DMA_MAPPING_ERROR instead of being given to "
		       "dma_mapping_error()", dl_text(run, a));
}

/* ---- dma_mapping_error() of something made of the handle ------------------------------------- */

static bool is_made_of(const struct dl_value *v, const struct dl_value *handle)
{
	int64_t n;

	if (v->kind == DL_V_CAST)
		return v->a == handle;
	return v != handle && dl_value_contains(v, handle) &&
	       (v->kind == DL_V_BIN || (dl_value_difference(v, handle, &n) && n));
}

bool dl_check_test_value(struct dl_run *run, struct dl_path_state *s, const struct dl_call_args *a)
{
	const struct dl_value *v = a->by_role[DL_ROLE_HANDLE];

	for (size_t i = s->nobjects; v && i-- > 0;) {
		struct dl_object *o = &s->objects[i];

		if (o->foreign || o->state != DL_STATE_UNCHECKED || !o->handle ||
		    o->api->fails != DL_FAILS_MAPPING_ERROR || !is_made_of(v, o->handle))
			continue;
		dl_report(run, s, DL_RULE_MAPPING_ERROR_AFTER_ARITH,
			  v->kind == DL_V_CAST ? DL_CONFIDENCE_MEDIUM : DL_CONFIDENCE_HIGH,
			  run->func->unit, a->in->loc, o,
			  v->kind == DL_V_CAST
				  ? "%s() of an address that was cut off [value=%s]"
				  : "%s() of an address that something was done to [value=%s]",
			  dl_call_name(a->in), dl_text(run, v));
		o->state = DL_STATE_TESTED;
		dl_object_share(o);
		return true;
	}
	return false;
}

/* ---- used first, tested then ----------------------------------------------------------------- */

/* Where the path notes how the handle went to the device: the descriptor, or 1 for a register. */
static const struct dl_value *use_place(struct dl_run *run, const struct dl_value *handle)
{
	return dl_value_apply(run->analysis->values, "handed over", handle, NULL, NULL);
}

static bool is_late(const struct dl_object *o)
{
	return o->handle && !o->foreign && !o->age && o->state == DL_STATE_UNCHECKED &&
	       o->api->fails == DL_FAILS_MAPPING_ERROR;
}

void dl_note_handed_over(struct dl_run *run, struct dl_path_state *s, const struct dl_object *o,
			 const struct dl_instr *at)
{
	const struct dl_value *to = NULL;

	if (!is_late(o))
		return;
	if (at->op == DL_OP_STORE && is_wire_type(at->type))	/* else it may be a record */
		to = dl_eval_operand(run, s, &at->ops[0]);
	else if (at->op == DL_OP_CALL)
		to = dl_value_const(run->analysis->values, NULL, 1);
	if (to && to->kind == DL_V_FIELD)
		to = to->a;
	if (to)
		dl_state_write(s, use_place(run, o->handle), to);
}

/* The rest of the descriptor is filled in, too: it may well be the device's by now. */
static bool is_complete(const struct dl_path_state *s, const struct dl_value *to,
			const struct dl_value *handle)
{
	if (to->kind == DL_V_CONST)
		return true;
	for (size_t i = 0; i < s->nbindings; i++) {
		const struct dl_binding *b = &s->bindings[i];

		if (b->addr->kind == DL_V_FIELD && b->addr->a == to &&
		    !dl_value_contains(b->value, handle))
			return true;
	}
	return false;
}

void dl_check_late_test(struct dl_run *run, struct dl_path_state *s, const struct dl_object *o,
			const struct dl_instr *at)
{
	const struct dl_value *to;

	if (!is_late(o))
		return;
	to = dl_state_bound(s, use_place(run, o->handle));
	if (!to || !is_complete(s, to, o->handle))
		return;
	dl_report(run, s, DL_RULE_MAPPING_ERROR_LATE,
		  dl_rule_info(DL_RULE_MAPPING_ERROR_LATE)->confidence, run->func->unit, at->loc, o,
		  "%s() after the address went to a descriptor or a register", dl_call_name(at));
}
