/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * DMA addresses that lose their upper half: kept in 32 bits, or written to a register or descriptor
 * of 32 bits with nothing for the rest. No paths here; a module is looked through once. It is right
 * where the mask says that there are no more than 32 bits, and where somebody shifts the upper half
 * down; so masks that are not known, and any such shift, make this silent.
 */
#include "checker/engine/impl.h"

#include <string.h>

#define WORD 32

static bool is_wide_address(const struct dl_type *type)
{
	return dl_is_dma_address(type) && type->bits > WORD;
}

struct module {
	bool narrow;		/* some mask has 32 bits or less, or is not known */
	bool wide;		/* some has more */
	bool splits;		/* an upper half is shifted down somewhere */
	/* members that are addresses in a pool of memory on the chip: below 4 GB wherever there is one */
	const struct dl_instr *on_chip[4];
	size_t nchips;
};

/* ---- masks ----------------------------------------------------------------------------------- */

static void note_mask(struct module *m, const struct dl_instr *call)
{
	const struct dl_api *api = dl_call_api(call);
	const struct dl_operand *mask = dl_call_operand(api, call, DL_ROLE_MASK);

	if (!mask || api->action != DL_ACT_MASK)
		return;
	if (mask->kind == DL_OPERAND_INT && (uint64_t)mask->imm > UINT32_MAX)
		m->wide = true;
	else
		m->narrow = true;
}

/* ---- memory on the chip ---------------------------------------------------------------------- */

static void note_pool(struct module *m, const struct dl_instr *call)
{
	const struct dl_api *api = dl_call_api(call);
	const struct dl_operand *handle = dl_call_operand(api, call, DL_ROLE_HANDLE_OUT);
	size_t max = sizeof(m->on_chip) / sizeof(m->on_chip[0]);

	if (handle && api->family == DL_FAMILY_GENPOOL && dl_ir_member(handle) && m->nchips < max)
		m->on_chip[m->nchips++] = dl_ir_member(handle);
}

/* The address was read from such a member. */
static bool is_on_chip(const struct module *m, const struct dl_instr *load)
{
	const struct dl_instr *member = dl_ir_member(&load->ops[0]);

	for (size_t i = 0; member && i < m->nchips; i++)
		if (!strcmp(m->on_chip[i]->record->name, member->record->name) &&
		    !strcmp(m->on_chip[i]->record->fields[m->on_chip[i]->field].name,
			    member->record->fields[member->field].name))
			return true;
	return false;
}

/* ---- where a value is from ------------------------------------------------------------------- */

/* Read from a variable, or a member. */
static bool is_load(const struct dl_operand *op)
{
	const struct dl_instr *in = op->kind == DL_OPERAND_VALUE ? op->value : NULL;

	return in && in->op == DL_OP_LOAD && is_wide_address(in->type);
}

/* An address is often made a u64 first. */
static bool is_shift(const struct dl_instr *in)
{
	const struct dl_operand *op = &in->ops[0];

	if (in->op != DL_OP_BIN || in->sub != DL_BIN_LSHR || in->ops[1].kind != DL_OPERAND_INT)
		return false;
	op = dl_ir_uncast(op);
	return is_wide_address(in->type) || is_wide_address(op->type);
}

static bool is_masked_shift(const struct dl_instr *in)
{
	const struct dl_operand *op = &in->ops[0];

	if (in->op != DL_OP_BIN || in->sub != DL_BIN_AND || in->ops[1].kind != DL_OPERAND_INT ||
	    in->ops[1].imm == 0)
		return false;
	op = dl_ir_uncast(op);
	return op->kind == DL_OPERAND_VALUE && is_shift(op->value) &&
	       op->value->ops[1].imm + __builtin_ctzll(in->ops[1].imm) >= WORD;
}

/* "addr >> 32", or 16 twice; "(addr >> 12) & 0x3ff00000" takes bits of the upper half, too. */
static bool takes_upper_half(const struct dl_instr *in)
{
	return (is_shift(in) && in->ops[1].imm >= WORD / 2) || is_masked_shift(in);
}

/* ---- what is cut off ------------------------------------------------------------------------- */

static bool is_map_call(const struct dl_operand *op)
{
	const struct dl_instr *in = op->kind == DL_OPERAND_VALUE ? op->value : NULL;
	const struct dl_api *api = in ? dl_call_api(in) : NULL;

	return api && api->action == DL_ACT_ACQUIRE && api->returns == DL_RET_HANDLE &&
	       is_wide_address(in->type);
}

/* "dma_alloc_coherent(dev, size, &handle, ..)" */
static bool is_handle_out(const struct dl_instr *call, const struct dl_local *local)
{
	const struct dl_api *api = call->op == DL_OP_CALL ? dl_call_api(call) : NULL;
	const struct dl_operand *out = dl_call_operand(api, call, DL_ROLE_HANDLE_OUT);

	return out && api->action == DL_ACT_ACQUIRE && api->family != DL_FAMILY_GENPOOL &&
	       out->kind == DL_OPERAND_LOCAL && out->local == local;
}

/* A variable that is given nothing but what maps and allocations return. */
static bool is_map_variable(const struct dl_func *func, const struct dl_operand *op)
{
	const struct dl_local *local;
	bool mapped = false;

	if (op->kind != DL_OPERAND_VALUE || op->value->op != DL_OP_LOAD ||
	    op->value->ops[0].kind != DL_OPERAND_LOCAL)
		return false;
	local = op->value->ops[0].local;
	dl_for_each_instr(in, func) {
		mapped |= is_handle_out(in, local);
		if (in->op != DL_OP_STORE || in->ops[0].kind != DL_OPERAND_LOCAL ||
		    in->ops[0].local != local)
			continue;
		if (!is_map_call(&in->ops[1]))
			return false;
		mapped = true;
	}
	return mapped && !local->is_param;
}

static bool is_map(const struct dl_func *func, const struct dl_operand *op)
{
	return is_map_call(op) || is_map_variable(func, op);
}

static bool writes_register(const struct dl_instr *call)
{
	const struct dl_decl *callee = dl_callee(call);

	return callee && dl_kernel_find_as(callee->name, DL_KERNEL_WRITE_REGISTER);
}

/* The instruction stores what the cast gives: for longer than the expression, and the function if no locals count. */
static bool stores(const struct dl_instr *in, const struct dl_instr *cast, bool locals_too)
{
	return in->op == DL_OP_STORE && in->ops[1].kind == DL_OPERAND_VALUE &&
	       in->ops[1].value == cast &&
	       (locals_too || in->ops[0].kind != DL_OPERAND_LOCAL);
}

/* Kept for longer than the expression: stored, or written to the device. */
static bool is_kept(const struct dl_func *func, const struct dl_instr *cast, bool locals_too)
{
	dl_for_each_instr(in, func) {
		if (stores(in, cast, locals_too))
			return true;
		if (in->op != DL_OP_CALL || !writes_register(in))
			continue;
		for (size_t n = 1; n < in->nops; n++)
			if (in->ops[n].kind == DL_OPERAND_VALUE && in->ops[n].value == cast)
				return true;
	}
	return false;
}

/* Stored for the driver itself, not for a device that may well know no more bits. */
static bool is_remembered(const struct dl_func *func, const struct dl_instr *cast,
			  bool locals_too)
{
	dl_for_each_instr(in, func)
		if (stores(in, cast, locals_too) && strncmp(in->type->name, "__le", 4) != 0 &&
		    strncmp(in->type->name, "__be", 4) != 0)
			return true;
	return false;
}

/* The whole address goes to 64 bits of a descriptor, elsewhere in the function: two kinds of device. */
static bool keeps_whole(const struct dl_func *func)
{
	dl_for_each_instr(in, func) {
		if (in->op == DL_OP_STORE && in->ops[0].kind != DL_OPERAND_LOCAL &&
		    in->type->kind == DL_TYPE_INT && in->type->bits > WORD &&
		    !is_wide_address(in->type) && is_load(&in->ops[1]))
			return true;
	}
	return false;
}

/* What a store of the cast writes to; NULL: it is not stored in this function. */
static const struct dl_operand *stored_to(const struct dl_func *func, const struct dl_instr *cast)
{
	dl_for_each_instr(in, func)
		if (stores(in, cast, true))
			return &in->ops[0];
	return NULL;
}

static bool is_same_place(const struct dl_operand *a, const struct dl_operand *b)
{
	const struct dl_instr *x = dl_ir_member(a), *y = dl_ir_member(b);

	if (x && y)
		return dl_ir_same_member(x, y);
	return a->kind == DL_OPERAND_LOCAL && b->kind == DL_OPERAND_LOCAL && a->local == b->local;
}

static bool is_shared_memory(const struct dl_operand *op)
{
	const struct dl_instr *in = op->kind == DL_OPERAND_VALUE ? op->value : NULL;
	const struct dl_api *api = in ? dl_call_api(in) : NULL;

	return api && api->action == DL_ACT_ACQUIRE && dl_is_memory(api);
}

/* It is that, or was read from a variable that the function has given it. */
static bool is_from_shared_memory(const struct dl_func *func, const struct dl_operand *op)
{
	const struct dl_local *local = dl_ir_loaded_from(op);

	if (!local)
		return is_shared_memory(dl_ir_uncast(op));
	dl_for_each_instr(in, func) {
		if (in->op == DL_OP_STORE && in->ops[0].kind == DL_OPERAND_LOCAL &&
		    in->ops[0].local == local &&
		    is_shared_memory(dl_ir_uncast(&in->ops[1])))
			return true;
	}
	return false;
}

/* Such records stand in memory that the device reads, too. */
static bool is_in_shared_memory(const struct dl_unit *unit, const struct dl_type *record)
{
	for (size_t i = 0; i < unit->nfuncs; i++) {
		dl_for_each_instr(in, unit->funcs[i]) {
			if (in->op == DL_OP_STORE && in->type->kind == DL_TYPE_POINTER &&
			    in->type->elem == record &&
			    is_from_shared_memory(unit->funcs[i], &in->ops[1]))
				return true;
		}
	}
	return false;
}

/* A variable, or a member of a structure with pointers: not of a descriptor, which the device reads. */
static bool is_drivers_own(const struct dl_unit *unit, const struct dl_operand *place)
{
	const struct dl_instr *member = dl_ir_member(place);

	if (!member)
		return place->kind == DL_OPERAND_LOCAL;
	for (size_t i = 0; i < member->record->nfields; i++)
		if (member->record->fields[i].type->kind == DL_TYPE_POINTER)
			return !is_in_shared_memory(unit, member->record);
	return false;
}

/* What is left of the address is all that the driver has when it undoes the mapping. */
static bool is_given_back(const struct dl_func *func, const struct dl_instr *cast)
{
	const struct dl_operand *place = stored_to(func, cast), *handle;

	if (!place || !is_drivers_own(func->unit, place))
		return false;
	for (size_t i = 0; i < func->unit->nfuncs; i++) {
		dl_for_each_instr(in, func->unit->funcs[i]) {
			const struct dl_api *api = in->op == DL_OP_CALL ? dl_call_api(in) : NULL;

			handle = dl_call_operand(api, in, DL_ROLE_HANDLE);
			if (!handle || api->action != DL_ACT_RELEASE)
				continue;
			handle = dl_ir_uncast(handle);
			if (handle->kind == DL_OPERAND_VALUE && handle->value->op == DL_OP_LOAD &&
			    is_same_place(&handle->value->ops[0], place))
				return true;
		}
	}
	return false;
}

/* The finding that the test of what this call maps is one of an address that was cut off. */
static bool is_of_test(const struct dl_finding *f, const struct dl_place *map)
{
	if (f->rule != DL_RULE_MAPPING_ERROR_AFTER_ARITH || strcmp(f->file, map->file) != 0)
		return false;
	for (size_t i = 0; i < f->nsteps; i++)
		if (f->steps[i].line == map->line && !strcmp(f->steps[i].file, map->file))
			return true;
	return false;
}

static bool is_said_by_test(const struct dl_engine *e, const struct dl_func *func)
{
	const struct dl_place *at = dl_ir_place(func->unit, func->loc);

	for (size_t i = 0; i < e->nfindings; i++)
		if (e->findings[i].rule == DL_RULE_MAPPING_ERROR_AFTER_ARITH &&
		    !strcmp(e->findings[i].function, func->name) &&
		    !strcmp(e->findings[i].file, at->file))
			return true;
	return false;
}

/*
 * One mistake, one finding. Where the whole address is never kept, cutting it off is the mistake, and not
 * the test of what is left: that is taken back.
 */
static bool is_said(struct dl_engine *e, const struct dl_func *func, const struct dl_instr *cast)
{
	const struct dl_operand *of = &cast->ops[0];
	const struct dl_place *map = dl_ir_place(func->unit, of->value->loc);
	size_t kept = 0, n = e->nfindings;
	bool direct = is_map_call(of);

	for (size_t i = 0; i < n; i++)
		if (!direct || !is_of_test(&e->findings[i], map))
			e->findings[kept++] = e->findings[i];
	e->nfindings = kept;
	return is_said_by_test(e, func);
}

static void report(struct dl_engine *e, const struct dl_func *func, const struct dl_instr *in,
		   enum dl_confidence confidence)
{
	size_t before = e->nfindings;

	if (confidence < e->options.min_confidence)
		return;
	dl_report_pair(e, DL_RULE_ADDR_TRUNCATED, func->unit, in->loc, func->name, NULL, 0, NULL,
		       "a DMA address of %u bits is cut off to %u [type=%s]", in->ops[0].type->bits,
		       in->type->bits, in->type->name);
	if (e->nfindings > before)
		e->findings[before].confidence = confidence;
}

/*
 * Without any mask the bus gives 32 bits, as a rule; but for a file of a module that is not here as
 * a whole, the mask may be set elsewhere. And a handle that is given back to the API is to be kept as one.
 */
static void check_cast(struct dl_engine *e, const struct module *m, const struct dl_func *func,
		       const struct dl_instr *in)
{
	bool map = is_map_call(&in->ops[0]);
	bool part = !m->wide && !dl_is_whole_module(e, func->unit);

	if (in->type->kind != DL_TYPE_INT || in->type->bits > WORD || in->type->bits < 8 ||
	    m->narrow || m->splits || !is_kept(func, in, map) || keeps_whole(func))
		return;
	part = (part || is_given_back(func, in)) && is_map(func, &in->ops[0]) &&
	       is_remembered(func, in, map);
	if ((map && m->wide) || part) {
		if (!is_said(e, func, in))
			report(e, func, in, dl_rule_info(DL_RULE_ADDR_TRUNCATED)->confidence);
	} else if (map && !is_said_by_test(e, func))
		report(e, func, in, DL_CONFIDENCE_LOW);
	else if (m->wide && is_load(&in->ops[0]) && !is_on_chip(m, in->ops[0].value))
		report(e, func, in, dl_rule_info(DL_RULE_ADDR_TRUNCATED)->confidence);
}

/* ---- all modules ----------------------------------------------------------------------------- */

typedef void visitor(struct dl_engine *e, struct module *m, const struct dl_func *func,
		     const struct dl_instr *in);

static void note(struct dl_engine *e, struct module *m, const struct dl_func *func,
		 const struct dl_instr *in)
{
	(void)e;
	(void)func;
	if (in->op == DL_OP_CALL) {
		note_mask(m, in);
		note_pool(m, in);
	}
	m->splits |= takes_upper_half(in);
}

static void check(struct dl_engine *e, struct module *m, const struct dl_func *func,
		  const struct dl_instr *in)
{
	if (in->op == DL_OP_CAST && is_wide_address(in->ops[0].type) && !func->in_header)
		check_cast(e, m, func, in);
}

static void visit(struct dl_engine *e, struct module *m, const struct dl_unit *unit, visitor *f)
{
	for (size_t i = 0; i < unit->nfuncs; i++)
		dl_for_each_instr(in, unit->funcs[i])
			f(e, m, unit->funcs[i], in);
}

void dl_truncated_finish(struct dl_engine *e)
{
	size_t *of = DL_NEW_ARRAY(e->arena, size_t, e->nunits + 1);
	struct module *modules = DL_NEW_ARRAY(e->arena, struct module,
					      dl_modules_number(e, of) + 1);

	for (size_t i = 0; i < e->nunits; i++)
		visit(e, &modules[of[i]], e->units[i], note);
	for (size_t i = 0; i < e->nunits; i++)
		visit(e, &modules[of[i]], e->units[i], check);
}
