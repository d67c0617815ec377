/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * A unit as text: the grammar of docs/ir.md, in the order of the unit's tables, so that reading it
 * back and printing again gives the same bytes. Whatever is not a plain name is quoted.
 */
#include <inttypes.h>
#include <string.h>

#include "checker/ir/internal.h"
#include "checker/ir/ir.h"

const char *const dl_ir_format[DL_OP_COUNT] = {
	[DL_OP_LOAD] = " T o",	   [DL_OP_STORE] = " T o, o",
	[DL_OP_FIELD] = " T o, f", [DL_OP_INDEX] = " T o, o",
	[DL_OP_BIN] = " b T o, o", [DL_OP_CMP] = " c T o, o",
	[DL_OP_CAST] = " T o",	   [DL_OP_CALL] = " T oam",
	[DL_OP_COPY] = " T o, o",  [DL_OP_ZERO] = " T o",
	[DL_OP_OPAQUE] = " T a",   [DL_OP_DEAD] = " o",
	[DL_OP_JUMP] = " t",	   [DL_OP_BRANCH] = " o, t, tl",
	[DL_OP_SWITCH] = " o s",   [DL_OP_ANY] = " n",
	[DL_OP_RET] = "r",	   [DL_OP_UNREACHABLE] = "",
};

static const char *const op_names[] = {
#define DL_OP(NAME, text, nops, result, term) [DL_OP_##NAME] = text,
#include "checker/ir/ops.def"
#undef DL_OP
};

#define DL_OP(NAME, text, nops, result, term)
static const char *const bin_names[] = {
#define DL_BIN(NAME, text) [DL_BIN_##NAME] = text,
#include "checker/ir/ops.def"
#undef DL_BIN
};
static const char *const cmp_names[] = {
#define DL_CMP(NAME, text) [DL_CMP_##NAME] = text,
#include "checker/ir/ops.def"
#undef DL_CMP
};
#undef DL_OP

const char *dl_ir_op_name(enum dl_op op)
{
	return (unsigned)op < DL_OP_COUNT ? op_names[op] : "?";
}

const char *dl_ir_bin_name(enum dl_bin op)
{
	return (unsigned)op < DL_BIN_COUNT ? bin_names[op] : "?";
}

const char *dl_ir_cmp_name(enum dl_cmp op)
{
	return (unsigned)op < DL_CMP_COUNT ? cmp_names[op] : "?";
}

struct printer {
	FILE *out;
	const struct dl_unit *unit;
	const char *file; /* places in this file are printed without it */
};

/* ---- words ----------------------------------------------------------------------------------- */

static void print_quoted(FILE *out, const char *s)
{
	putc('"', out);
	for (; *s; s++) {
		unsigned char c = (unsigned char)*s;

		if (c == '"' || c == '\\')
			fprintf(out, "\\%c", c);
		else if (c == '\n')
			fputs("\\n", out);
		else if (c < ' ' || c > '~')
			fprintf(out, "\\x%02x", c);
		else
			putc(c, out);
	}
	putc('"', out);
}

static bool is_plain(const char *s)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "0123456789_.";

	return *s && !s[strspn(s, plain)];
}

static void print_name(FILE *out, char sigil, const char *name)
{
	putc(sigil, out);
	if (is_plain(name))
		fputs(name, out);
	else
		print_quoted(out, name);
}

static void print_type(FILE *out, const struct dl_type *type)
{
	print_quoted(out, type ? type->name : "?");
}

static void print_loc(const struct printer *p, const char *before, dl_loc loc)
{
	const struct dl_place *place = dl_ir_place(p->unit, loc);

	if (!loc)
		return;
	fprintf(p->out, " %s ", before);
	if (!p->file || strcmp(place->file, p->file) != 0) {
		print_quoted(p->out, place->file);
		putc(':', p->out);
	}
	fprintf(p->out, "%" PRIu32 ":%" PRIu32, place->line, place->column);
}

/* ---- types, globals, declarations ------------------------------------------------------------ */

static void print_members(FILE *out, const struct dl_type *type)
{
	fprintf(out, "%s %" PRIu64 " {", type->is_union ? "union" : "record", type->size);
	for (size_t i = 0; i < type->nfields; i++) {
		const struct dl_field *field = &type->fields[i];

		fputs("\n  ", out);
		print_quoted(out, field->name);
		putc(' ', out);
		print_type(out, field->type);
		fprintf(out, " %" PRIu64, field->bit_offset);
		if (field->bit_width)
			fprintf(out, ":%" PRIu32, field->bit_width);
	}
	fputs(type->nfields ? "\n}" : " }", out);
}

/* The kind and what belongs to it. Returns the size that a reader assumes without a "size". */
static uint64_t print_kind(FILE *out, const struct dl_type *type)
{
	switch (type->kind) {
	case DL_TYPE_VOID:
		fputs("void", out);
		return 0;
	case DL_TYPE_INT:
		fprintf(out, "%s %c%" PRIu32, type->is_enum ? "enum" : "int",
			type->is_signed ? 's' : 'u', type->bits);
		return ((uint64_t)type->bits + 7) / 8;
	case DL_TYPE_FLOAT:
		fprintf(out, "float %" PRIu32, type->bits);
		return ((uint64_t)type->bits + 7) / 8;
	case DL_TYPE_POINTER:
		fputs(type->to_const ? "ptr const " : "ptr ", out);
		print_type(out, type->elem);
		return 8;
	case DL_TYPE_RECORD:
		print_members(out, type);
		return type->size;
	case DL_TYPE_ARRAY:
		fputs("array ", out);
		print_type(out, type->elem);
		fprintf(out, " %" PRIu64, type->count);
		return dl_ir_array_size(type);
	case DL_TYPE_FUNCTION:
		break;
	}
	fputs("func", out);
	return 0;
}

static void print_type_item(FILE *out, const struct dl_type *type)
{
	uint64_t usual;

	fputs("type ", out);
	print_type(out, type);
	putc(' ', out);
	usual = print_kind(out, type);
	if (usual != type->size)
		fprintf(out, " size %" PRIu64, type->size);
	putc('\n', out);
}

static void print_global_item(FILE *out, const struct dl_global *global)
{
	fputs("global ", out);
	print_quoted(out, global->name);
	putc(' ', out);
	print_type(out, global->type);
	fputs(global->is_static ? " static" : "", out);
	fputs(global->is_const ? " const\n" : "\n", out);
}

static void print_decl_item(FILE *out, const struct dl_decl *decl)
{
	fputs("decl ", out);
	print_quoted(out, decl->name);
	putc(' ', out);
	print_type(out, decl->ret);
	fputs(" (", out);
	for (size_t i = 0; i < decl->nparams; i++) {
		fputs(i ? ", " : "", out);
		print_type(out, decl->params[i]);
	}
	fprintf(out, ")%s%s%s%s\n", decl->defined ? " defined" : "", decl->listed ? " listed" : "",
		decl->noreturn ? " noreturn" : "", decl->variadic ? " variadic" : "");
}

/* ---- functions ------------------------------------------------------------------------------- */

static void print_operand(FILE *out, const struct dl_operand *op)
{
	switch (op->kind) {
	case DL_OPERAND_NONE:
		fputs("none", out);
		return;
	case DL_OPERAND_VALUE:
		fprintf(out, "%%%" PRIu32, op->value ? op->value->id : UINT32_MAX);
		return;
	case DL_OPERAND_LOCAL:
		print_name(out, '$', op->local->name);
		return;
	case DL_OPERAND_GLOBAL:
		print_name(out, '&', op->global->name);
		return;
	case DL_OPERAND_INT:
		fprintf(out, "%" PRId64, op->imm);
		break;
	case DL_OPERAND_FUNCTION:
		print_name(out, '@', op->decl->name);
		break;
	case DL_OPERAND_STRING:
		print_quoted(out, op->string);
		break;
	}
	if (!op->type) /* the callee of a direct call */
		return;
	putc(':', out);
	print_type(out, op->type);
}

/* Prints the member by name, with its number in the record when the name alone won't do. */
static void print_member(const struct printer *p, const struct dl_type *record, uint32_t field)
{
	const char *name = "";

	if (record && field < record->nfields)
		name = record->fields[field].name;
	print_type(p->out, record);
	putc('.', p->out);
	print_quoted(p->out, name);
	if (!record || dl_ir_find_member(p->unit, record, name) != field)
		fprintf(p->out, "[%" PRIu32 "]", field);
}

static void print_tested(const struct printer *p, const struct dl_tested *tested)
{
	fputs("tested ", p->out);
	if (tested->global)
		print_name(p->out, '&', tested->global->name);
	else
		print_member(p, tested->record, tested->field);
	putc('\n', p->out);
}

static void print_include(const struct printer *p, const struct dl_include *include)
{
	fputs("include ", p->out);
	print_quoted(p->out, include->name);
	print_loc(p, "at", include->loc);
	putc('\n', p->out);
}

static void print_target(FILE *out, const struct dl_instr *instr, size_t i)
{
	if (i < instr->ntargets)
		fprintf(out, "b%" PRIu32, instr->targets[i]->id);
	else
		putc('?', out);
}

static void print_cases(FILE *out, const struct dl_instr *instr)
{
	fputs("{ ", out);
	for (size_t i = 0; i < instr->ncases; i++) {
		fprintf(out, "%" PRId64 "..%" PRId64 ": ", instr->cases[i].lo, instr->cases[i].hi);
		print_target(out, instr, i);
		fputs(", ", out);
	}
	fputs("default: ", out);
	print_target(out, instr, instr->ncases);
	fputs(" }", out);
}

static void print_operands(FILE *out, const struct dl_instr *instr, size_t from)
{
	putc('(', out);
	for (size_t i = from; i < instr->nops; i++) {
		fputs(i > from ? ", " : "", out);
		print_operand(out, &instr->ops[i]);
	}
	putc(')', out);
}

static void print_targets(FILE *out, const struct dl_instr *instr)
{
	for (size_t i = 0; i < instr->ntargets; i++) {
		fputs(i ? ", " : "", out);
		print_target(out, instr, i);
	}
}

/* One letter of the instruction's format; op and target count what has been printed of each. */
static void print_part(const struct printer *p, const struct dl_instr *instr, char part, size_t *op,
		       size_t *target)
{
	switch (part) {
	case 'b':
		fputs(dl_ir_bin_name((enum dl_bin)instr->sub), p->out);
		break;
	case 'c':
		fputs(dl_ir_cmp_name((enum dl_cmp)instr->sub), p->out);
		break;
	case 'T':
		print_type(p->out, instr->type);
		break;
	case 'r':
		if (instr->nops)
			putc(' ', p->out);
		/* fall through */
	case 'o':
		if (*op < instr->nops)
			print_operand(p->out, &instr->ops[(*op)++]);
		break;
	case 'a':
		print_operands(p->out, instr, *op);
		break;
	case 'f':
		print_member(p, instr->record, instr->field);
		break;
	case 'm':
		if (instr->as) {
			fputs(" as ", p->out);
			print_quoted(p->out, instr->as);
		}
		break;
	case 't':
		print_target(p->out, instr, (*target)++);
		break;
	case 'n':
		print_targets(p->out, instr);
		break;
	case 's':
		print_cases(p->out, instr);
		break;
	case 'l':
		fputs(instr->loop ? " loop" : "", p->out);
		break;
	default:
		putc(part, p->out);
	}
}

static void print_instr(const struct printer *p, const struct dl_instr *instr)
{
	size_t op = 0, target = 0;

	fputs("  ", p->out);
	if (dl_ir_has_value(instr))
		fprintf(p->out, "%%%" PRIu32 " = ", instr->id);
	fputs(dl_ir_op_name(instr->op), p->out);
	for (const char *part = dl_ir_format[instr->op]; *part; part++)
		print_part(p, instr, *part, &op, &target);
	print_loc(p, "at", instr->loc);
	putc('\n', p->out);
}

static void print_locals(const struct printer *p, const struct dl_func *func)
{
	for (size_t i = 0; i < func->nlocals; i++) {
		const struct dl_local *local = func->locals[i];

		fputs(local->is_param ? "  param " : "  local ", p->out);
		print_name(p->out, '$', local->name);
		putc(' ', p->out);
		print_type(p->out, local->type);
		putc('\n', p->out);
	}
}

static void print_func(struct printer *p, const struct dl_func *func)
{
	fputs("func ", p->out);
	print_quoted(p->out, func->name);
	putc(' ', p->out);
	print_type(p->out, func->ret);
	fputs(func->is_static ? " static" : "", p->out);
	fputs(func->in_header ? " header" : "", p->out);
	p->file = NULL;
	print_loc(p, "at", func->loc);
	p->file = func->loc ? dl_ir_place(p->unit, func->loc)->file : p->unit->name;
	print_loc(p, "end", func->end);
	fputs(" {\n", p->out);
	print_locals(p, func);
	for (size_t i = 0; i < func->nblocks; i++) {
		fprintf(p->out, "b%" PRIu32 ":\n", func->blocks[i]->id);
		for (size_t j = 0; j < func->blocks[i]->ninstrs; j++)
			print_instr(p, func->blocks[i]->instrs[j]);
	}
	fputs("}\n", p->out);
}

void dl_ir_print(FILE *out, const struct dl_unit *unit)
{
	struct printer p = {.out = out, .unit = unit};

	fputs("unit ", out);
	print_quoted(out, unit->name);
	putc('\n', out);
	if (unit->module) {
		fputs("module ", out);
		print_quoted(out, unit->module);
		putc('\n', out);
	}
	for (size_t i = 0; i < unit->nincludes; i++)
		print_include(&p, &unit->includes[i]);
	for (size_t i = 0; i < unit->ntypes; i++)
		print_type_item(out, unit->types[i]);
	for (size_t i = 0; i < unit->nglobals; i++)
		print_global_item(out, unit->globals[i]);
	for (size_t i = 0; i < unit->ntested; i++)
		print_tested(&p, &unit->tested[i]);
	for (size_t i = 0; i < unit->ndecls; i++)
		print_decl_item(out, unit->decls[i]);
	for (size_t i = 0; i < unit->nfuncs; i++)
		print_func(&p, unit->funcs[i]);
}
