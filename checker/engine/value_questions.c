/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Questions about values that need nothing made: what one is a part of, where an address leads,
 * which shape it has.
 */
#include "checker/engine/value.h"

#include <string.h>

const struct dl_instr *dl_value_call(const struct dl_value *v)
{
	const struct dl_instr *in = v->p;

	return v->kind == DL_V_SYMBOL && !v->a && !v->imm && in->op == DL_OP_CALL ? in : NULL;
}

bool dl_value_contains(const struct dl_value *v, const struct dl_value *needle)
{
	if (v == needle)
		return true;
	if (!v || v->id < needle->id || v->kind == DL_V_SYMBOL)
		return false;
	return (v->a && dl_value_contains(v->a, needle)) ||
	       (v->b && dl_value_contains(v->b, needle));
}

bool dl_value_inside(const struct dl_value *addr, const struct dl_value *base)
{
	while (addr != base) {
		if (addr->kind == DL_V_BIN && addr->op == DL_BIN_ADD &&
		    (dl_value_inside(addr->a, base) || dl_value_inside(addr->b, base)))
			return true;
		if (addr->kind != DL_V_FIELD && addr->kind != DL_V_INDEX)
			return false;
		addr = addr->a;
	}
	return true;
}

const struct dl_value *dl_value_root(const struct dl_value *addr)
{
	for (;;) {
		if (addr->kind == DL_V_FIELD || addr->kind == DL_V_INDEX ||
		    (addr->kind == DL_V_CAST && addr->a))
			addr = addr->a;
		else if (addr->kind == DL_V_BIN && addr->op == DL_BIN_ADD &&
			 (dl_value_is_address(addr->a) || addr->b->kind == DL_V_CONST))
			addr = addr->a;
		else
			return addr;
	}
}

bool dl_value_any_origin(const struct dl_value *v,
			 bool (*test)(const struct dl_block *origin, uint32_t context, void *arg),
			 void *arg)
{
	if (!v || !v->has_origin)
		return false;
	if (v->kind == DL_V_SYMBOL)
		return v->origin && test(v->origin, v->context, arg);
	return dl_value_any_origin(v->a, test, arg) || dl_value_any_origin(v->b, test, arg);
}

bool dl_value_same_shape(const struct dl_value *a, const struct dl_value *b)
{
	if (a == b)
		return true;
	if (a->kind == DL_V_INDEX && b->kind == DL_V_INDEX)
		return dl_value_same_shape(a->a, b->a);
	if (a->kind == DL_V_INDEX)
		return dl_value_same_shape(a->a, b);
	if (b->kind == DL_V_INDEX)
		return dl_value_same_shape(a, b->a);
	if (a->kind == DL_V_FIELD && b->kind == DL_V_FIELD)
		return a->imm == b->imm && dl_value_same_shape(a->a, b->a);
	if (a->kind == DL_V_INIT && b->kind == DL_V_INIT)
		return dl_value_same_shape(a->a, b->a);
	/* an unknown pointer may be anything of its type */
	return a->kind == DL_V_SYMBOL || b->kind == DL_V_SYMBOL || a->kind == DL_V_APPLY ||
	       b->kind == DL_V_APPLY;
}

const char *dl_value_field_name(const struct dl_value *field_addr)
{
	const struct dl_type *record = field_addr->p;

	return record->fields[field_addr->field].name;
}

bool dl_value_is_const(const struct dl_value *v, int64_t *imm)
{
	if (!v || v->kind != DL_V_CONST)
		return false;
	*imm = v->imm;
	return true;
}

const struct dl_value *dl_value_question(const struct dl_value *cond)
{
	while (cond->kind == DL_V_NOT)
		cond = cond->a;
	return cond;
}

const struct dl_value *dl_value_asked_for(const struct dl_value *cond)
{
	cond = dl_value_question(cond);
	if (cond->kind != DL_V_CMP)
		return cond;
	return cond->b->kind == DL_V_CONST   ? cond->a
	       : cond->a->kind == DL_V_CONST ? cond->b
					     : cond;
}

bool dl_value_is_element(const struct dl_value *addr)
{
	for (; addr && (addr->kind == DL_V_FIELD || addr->kind == DL_V_INDEX); addr = addr->a)
		if (addr->kind == DL_V_INDEX)
			return true;
	return false;
}

const struct dl_value *dl_value_member(const struct dl_value *addr)
{
	while (addr && addr->kind == DL_V_INDEX)
		addr = addr->a;
	return addr && addr->kind == DL_V_FIELD ? addr : NULL;
}

bool dl_value_same_member(const struct dl_value *a, const struct dl_value *b)
{
	a = dl_value_member(a);
	b = dl_value_member(b);
	return a && b && a->p == b->p && !strcmp(dl_value_field_name(a), dl_value_field_name(b));
}
