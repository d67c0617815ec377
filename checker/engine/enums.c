/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Two enumerations name directions: enum dma_data_direction, for mappings, and enum
 * dma_transfer_direction, for the DMA engine. C lets one pass for the other. What the source named
 * is in the type of a constant, or in that of what a cast converts; nothing here depends on paths.
 */
#include "checker/engine/impl.h"

#include <string.h>

static const char data_direction[] = "enum dma_data_direction";
static const char transfer_direction[] = "enum dma_transfer_direction";

/* The type that the source gave the value, before it became what the place wants. */
static const struct dl_type *written_type(const struct dl_operand *op)
{
	const struct dl_instr *in = op->kind == DL_OPERAND_VALUE ? op->value : NULL;

	if (!in || in->op != DL_OP_CAST)
		return op->type;
	return in->ops[0].type;
}

static bool is_named(const struct dl_type *type, const char *name)
{
	return type && !strcmp(type->name, name);
}

static bool is_bool(const struct dl_type *type)
{
	return is_named(type, "bool") || is_named(type, "_Bool");
}

/* What is written where the other is wanted; NULL if it is right, or cannot be told. */
static const char *mistaken(const struct dl_type *wanted, const struct dl_operand *op)
{
	const struct dl_type *type = written_type(op);

	if (is_named(wanted, data_direction))
		return is_named(type, transfer_direction) ? transfer_direction
		       : is_bool(type)			  ? "bool"
							  : NULL;
	if (is_named(wanted, transfer_direction) && is_named(type, data_direction))
		return data_direction;
	return NULL;
}

static void report(struct dl_run *run, const struct dl_path_state *s, const struct dl_instr *at,
		   const char *to, const char *given, const struct dl_type *wanted)
{
	dl_report(run, s, DL_RULE_MAP_DIRECTION_ENUM,
		  dl_rule_info(DL_RULE_MAP_DIRECTION_ENUM)->confidence, run->func->unit, at->loc,
		  NULL, "%s gets a direction of another kind [wanted=%s] [given=%s]", to,
		  wanted->name, given);
}

void dl_check_enum_arguments(struct dl_run *run, const struct dl_path_state *s,
			     const struct dl_instr *in, const struct dl_decl *decl)
{
	for (size_t i = 0; i < decl->nparams && i + 1 < in->nops; i++) {
		const char *given = mistaken(decl->params[i], &in->ops[i + 1]);

		if (given)
			report(run, s, in,
			       dl_arena_printf(run->analysis->arena, "%s()", dl_call_name(in)),
			       given, decl->params[i]);
	}
}

void dl_check_enum_store(struct dl_run *run, const struct dl_path_state *s,
			 const struct dl_instr *in)
{
	const char *given = mistaken(in->type, &in->ops[1]);

	if (given)
		report(run, s, in, "a variable", given, in->type);
}
