/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Values as text. For messages: as close to what the user wrote as the value still knows. For telling
 * findings apart from one version of a source to the next: without what renaming a variable or adding an
 * element changes. What is not known is "?".
 */
#include "checker/engine/value.h"

#include <string.h>

struct writer {
	struct dl_arena *arena;
	bool shape;	/* types for variables, nothing for indices */
};

static const char *text(const struct writer *w, const struct dl_value *v);
static const char *symbol_text(const struct writer *w, const struct dl_value *v);

static const char *type_name(const struct dl_type *type)
{
	return type && type->name ? type->name : "?";
}

/* Temporaries of the front end have no name that a user knows. */
static const char *local_text(const struct writer *w, const struct dl_local *local)
{
	if (w->shape)
		return dl_arena_printf(w->arena, "(%s)", type_name(local->type));
	return strncmp(local->name, "tmp.", 4) ? local->name : "?";
}

/* Bytes before a member that is not known to be one. */
static bool is_container(const struct dl_value *addr)
{
	return ((const struct dl_type *)addr->p)->size <= 1 && addr->b->kind == DL_V_CONST &&
	       addr->b->imm < 0;
}

/* The object at an address, as an lvalue: "buf->len", "ring[i].dma". */
static const char *lvalue_text(const struct writer *w, const struct dl_value *addr)
{
	const struct dl_value *base = addr->a;
	const char *sep = ".";

	switch (addr->kind) {
	case DL_V_LOCAL:
		return local_text(w, addr->p);
	case DL_V_GLOBAL:
		return ((const struct dl_global *)addr->p)->name;
	case DL_V_FIELD:
		if (!*dl_value_field_name(addr))
			return lvalue_text(w, base);
		if (!dl_value_is_address(base)) {
			sep = "->";
			return dl_arena_printf(w->arena, "%s%s%s", text(w, base), sep,
					       dl_value_field_name(addr));
		}
		return dl_arena_printf(w->arena, "%s%s%s", lvalue_text(w, base), sep,
				       dl_value_field_name(addr));
	case DL_V_INDEX:
		if (is_container(addr))
			return dl_arena_printf(w->arena, "container_of(%s)",
					       text(w, base));
		return dl_arena_printf(w->arena, "%s[%s]",
				       dl_value_is_address(base) ? lvalue_text(w, base)
								 : text(w, base),
				       w->shape ? "" : text(w, addr->b));
	default:
		return dl_arena_printf(w->arena, "*%s", text(w, addr));
	}
}

static const char *bin_text(const struct writer *w, const struct dl_value *v)
{
	static const char *const signs[DL_BIN_COUNT] = {
		[DL_BIN_ADD] = "+", [DL_BIN_SUB] = "-", [DL_BIN_MUL] = "*", [DL_BIN_SDIV] = "/",
		[DL_BIN_UDIV] = "/", [DL_BIN_SREM] = "%", [DL_BIN_UREM] = "%", [DL_BIN_SHL] = "<<",
		[DL_BIN_ASHR] = ">>", [DL_BIN_LSHR] = ">>", [DL_BIN_AND] = "&", [DL_BIN_OR] = "|",
		[DL_BIN_XOR] = "^",
	};
	const char *left = text(w, v->a);

	if (v->op == DL_BIN_ADD && v->b->kind == DL_V_CONST && v->b->imm < 0)
		return dl_arena_printf(w->arena, "%s - %lld", left, -(long long)v->b->imm);
	return dl_arena_printf(w->arena, "%s %s %s", left, signs[v->op],
			       text(w, v->b));
}

static const char *text(const struct writer *w, const struct dl_value *v)
{
	static const char *const compare[DL_CMP_COUNT] = {
		[DL_CMP_EQ] = "==", [DL_CMP_SLT] = "<", [DL_CMP_ULT] = "<",
	};

	if (!v)
		return "?";
	switch (v->kind) {
	case DL_V_CONST:
		return dl_arena_printf(w->arena, "%lld", (long long)v->imm);
	case DL_V_PARAM:
		return local_text(w, v->p);
	case DL_V_SYMBOL:
		return symbol_text(w, v);
	case DL_V_FUNCTION:
		return ((const struct dl_decl *)v->p)->name;
	case DL_V_STRING:
		return "string literal";
	case DL_V_LOCAL:
	case DL_V_GLOBAL:
	case DL_V_FIELD:
	case DL_V_INDEX:
		return dl_arena_printf(w->arena, "&%s", lvalue_text(w, v));
	case DL_V_INIT:
		return lvalue_text(w, v->a);
	case DL_V_BIN:
		return bin_text(w, v);
	case DL_V_CMP:
		return dl_arena_printf(w->arena, "%s %s %s", text(w, v->a),
				       compare[v->op], text(w, v->b));
	case DL_V_NOT:
		return dl_arena_printf(w->arena, "!(%s)", text(w, v->a));
	case DL_V_CAST:
		return dl_arena_printf(w->arena, "(%s)%s", v->type->name, text(w, v->a));
	case DL_V_APPLY:
		return dl_arena_printf(w->arena, "%s(%s)", (const char *)v->p,
				       v->a ? text(w, v->a) : "");
	}
	return "?";
}

/* The instruction that an unknown is the result of, if it is one. */
static const struct dl_instr *maker(const struct dl_value *v)
{
	bool result = (v->imm == 0 || v->imm == 1) && v->origin;

	return !v->a && (result || v->imm <= -100) ? v->p : NULL;
}

/* Unknowns carry the address or the local they were made for, or the call they come from. */
static const char *symbol_text(const struct writer *w, const struct dl_value *v)
{
	const struct dl_instr *in = maker(v);

	if (in && in->op == DL_OP_CALL && in->as)
		return dl_arena_printf(w->arena, "%s()", in->as);
	if (in && dl_callee(in))
		return dl_arena_printf(w->arena, "%s()", dl_callee(in)->name);
	if (v->a && dl_value_is_address(v->a))
		return lvalue_text(w, v->a);
	return v->a ? text(w, v->a) : "?";
}

const char *dl_value_text(struct dl_arena *arena, const struct dl_value *v)
{
	return text(&(struct writer){ .arena = arena }, v);
}

const char *dl_value_shape(struct dl_arena *arena, const struct dl_value *v)
{
	return text(&(struct writer){ .arena = arena, .shape = true }, v);
}
