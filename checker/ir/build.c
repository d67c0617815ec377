/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Building units: types, names, places, and instructions appended to blocks. Every name is interned
 * and looked up in the unit's index, so that asking again is cheap. Nothing here judges what it is
 * given: verify.c does.
 */
#include "checker/ir/ir.h"

#include <string.h>

#include "checker/ir/internal.h"

const struct dl_op_info dl_ir_op_info[DL_OP_COUNT] = {
#define DL_OP(NAME, text, nops, result, term) [DL_OP_##NAME] = {nops, result, term},
#include "checker/ir/ops.def"
#undef DL_OP
};

/* Makes room for one more element in an array that lives in the arena. */
#define PUSH(arena, array, n, cap)                                                                 \
	((array) = dl_ir_grow((arena), (array), (n), &(cap), sizeof(*(array))), &(array)[(n)++])

void *dl_ir_grow(struct dl_arena *arena, void *array, size_t n, size_t *cap, size_t size)
{
	void *larger;

	if (n < *cap)
		return array;
	*cap = *cap ? *cap * 2 : 4;
	larger = dl_arena_alloc(arena, *cap * size);
	if (n)
		memcpy(larger, array, n * size);
	return larger;
}

static void *copy_array(struct dl_arena *arena, const void *array, size_t n, size_t size)
{
	void *copy;

	if (!n)
		return NULL;
	copy = dl_arena_alloc(arena, n * size);
	memcpy(copy, array, n * size);
	return copy;
}

static uintptr_t find_named(const struct dl_unit *unit, enum dl_key_kind kind, const char *name)
{
	const char *known = dl_index_find_string(unit->index, name, strlen(name));

	return known ? dl_index_get(unit->index, (struct dl_key){.kind = kind, .a = known}) : 0;
}

static void set_named(struct dl_unit *unit, enum dl_key_kind kind, const char *name, void *entry)
{
	dl_index_set(unit->index, (struct dl_key){.kind = kind, .a = name}, (uintptr_t)entry);
}

/* ---- units, strings, places ------------------------------------------------------------------ */

struct dl_unit *dl_ir_unit_new(const char *name)
{
	struct dl_arena *arena = dl_arena_new();
	struct dl_unit *unit = DL_NEW(arena, struct dl_unit);
	struct dl_place *nowhere;

	unit->arena = arena;
	unit->index = dl_index_new(arena);
	unit->name = dl_ir_intern(unit, name);
	nowhere = PUSH(arena, unit->places, unit->nplaces, unit->cap_places);
	*nowhere = (struct dl_place){.file = dl_ir_intern(unit, "")};
	return unit;
}

void dl_ir_unit_free(struct dl_unit *unit)
{
	if (unit)
		dl_arena_free(unit->arena);
}

const char *dl_ir_intern(struct dl_unit *unit, const char *s)
{
	return dl_index_intern(unit->index, s, strlen(s));
}

dl_loc dl_ir_loc(struct dl_unit *unit, const char *file, uint32_t line, uint32_t column)
{
	struct dl_key key = {.kind = DL_KEY_PLACE, .b = line, .c = column};
	struct dl_place *place;
	dl_loc loc;

	if (!file)
		return 0;
	key.a = file = dl_ir_intern(unit, file);
	loc = (dl_loc)dl_index_get(unit->index, key);
	if (loc)
		return loc;
	loc = (dl_loc)unit->nplaces;
	place = PUSH(unit->arena, unit->places, unit->nplaces, unit->cap_places);
	*place = (struct dl_place){.file = file, .line = line, .column = column};
	dl_index_set(unit->index, key, loc);
	return loc;
}

const struct dl_place *dl_ir_place(const struct dl_unit *unit, dl_loc loc)
{
	return &unit->places[loc < unit->nplaces ? loc : 0];
}

/* ---- types ----------------------------------------------------------------------------------- */

struct dl_type *dl_ir_find_type(struct dl_unit *unit, const char *name)
{
	return (struct dl_type *)find_named(unit, DL_KEY_TYPE, name);
}

struct dl_type *dl_ir_new_type(struct dl_unit *unit, enum dl_type_kind kind, const char *name)
{
	struct dl_type *type = DL_NEW(unit->arena, struct dl_type);

	type->kind = kind;
	type->name = dl_ir_intern(unit, name);
	*PUSH(unit->arena, unit->types, unit->ntypes, unit->cap_types) = type;
	set_named(unit, DL_KEY_TYPE, type->name, type);
	return type;
}

struct dl_type *dl_ir_type_void(struct dl_unit *unit)
{
	struct dl_type *type = dl_ir_find_type(unit, "void");

	return type ? type : dl_ir_new_type(unit, DL_TYPE_VOID, "void");
}

struct dl_type *dl_ir_type_int(struct dl_unit *unit, const char *name, uint32_t bits,
			       bool is_signed, bool is_enum)
{
	struct dl_type *type = dl_ir_find_type(unit, name);

	if (type)
		return type;
	type = dl_ir_new_type(unit, DL_TYPE_INT, name);
	type->bits = bits;
	type->size = ((uint64_t)bits + 7) / 8;
	type->is_signed = is_signed;
	type->is_enum = is_enum;
	return type;
}

struct dl_type *dl_ir_type_float(struct dl_unit *unit, const char *name, uint32_t bits)
{
	struct dl_type *type = dl_ir_find_type(unit, name);

	if (type)
		return type;
	type = dl_ir_new_type(unit, DL_TYPE_FLOAT, name);
	type->bits = bits;
	type->size = ((uint64_t)bits + 7) / 8;
	return type;
}

struct dl_type *dl_ir_type_pointer(struct dl_unit *unit, const char *name,
				   const struct dl_type *elem, bool to_const)
{
	struct dl_type *type = dl_ir_find_type(unit, name);

	if (type)
		return type;
	type = dl_ir_new_type(unit, DL_TYPE_POINTER, name);
	type->size = 8;
	type->elem = elem;
	type->to_const = to_const;
	return type;
}

uint64_t dl_ir_array_size(const struct dl_type *array)
{
	uint64_t size;

	if (!array->elem || __builtin_mul_overflow(array->elem->size, array->count, &size))
		return 0;
	return size;
}

struct dl_type *dl_ir_type_array(struct dl_unit *unit, const char *name, const struct dl_type *elem,
				 uint64_t count)
{
	struct dl_type *type = dl_ir_find_type(unit, name);

	if (type)
		return type;
	type = dl_ir_new_type(unit, DL_TYPE_ARRAY, name);
	type->elem = elem;
	type->count = count;
	type->size = dl_ir_array_size(type);
	return type;
}

struct dl_type *dl_ir_type_record(struct dl_unit *unit, const char *name, uint64_t size,
				  bool is_union)
{
	struct dl_type *type = dl_ir_find_type(unit, name);

	if (!type) {
		type = dl_ir_new_type(unit, DL_TYPE_RECORD, name);
		type->is_union = is_union;
	}
	if (!type->size) /* new, or declared before it was defined */
		type->size = size;
	return type;
}

struct dl_type *dl_ir_type_function(struct dl_unit *unit, const char *name)
{
	struct dl_type *type = dl_ir_find_type(unit, name);

	return type ? type : dl_ir_new_type(unit, DL_TYPE_FUNCTION, name);
}

/* Remembers the member by name alone too, for the text form. */
static void index_member(struct dl_unit *unit, const struct dl_type *record, const char *name,
			 size_t i)
{
	struct dl_key key = {.kind = DL_KEY_MEMBER, .a = record, .b = (uintptr_t)name};
	bool taken = dl_index_get(unit->index, key) != 0;

	dl_index_set(unit->index, key, taken ? DL_MEMBER_AMBIGUOUS : i + 1);
}

int64_t dl_ir_find_member(const struct dl_unit *unit, const struct dl_type *record,
			  const char *name)
{
	struct dl_key key = {.kind = DL_KEY_MEMBER, .a = record, .b = (uintptr_t)name};
	uintptr_t found = dl_index_get(unit->index, key);

	return found == DL_MEMBER_AMBIGUOUS ? -2 : (int64_t)found - 1;
}

uint32_t dl_ir_record_field(struct dl_unit *unit, struct dl_type *record, const char *name,
			    const struct dl_type *type, uint64_t bit_offset, uint32_t bit_width)
{
	struct dl_key key = {.kind = DL_KEY_FIELD, .a = record, .c = bit_offset};
	struct dl_field *field;
	uintptr_t i;

	name = dl_ir_intern(unit, name);
	/* The unnamed members of a union share name and offset; their types tell them apart. */
	key.b = *name ? (uintptr_t)name : (uintptr_t)type;
	i = dl_index_get(unit->index, key);
	if (i)
		return (uint32_t)(i - 1);
	i = record->nfields;
	field = PUSH(unit->arena, record->fields, record->nfields, record->cap_fields);
	*field = (struct dl_field){name, type, bit_offset, bit_width};
	dl_index_set(unit->index, key, i + 1);
	index_member(unit, record, name, i);
	return (uint32_t)i;
}

/* ---- globals, functions, locals, blocks ------------------------------------------------------ */

struct dl_global *dl_ir_find_global(const struct dl_unit *unit, const char *name)
{
	return (struct dl_global *)find_named(unit, DL_KEY_GLOBAL, name);
}

struct dl_global *dl_ir_global(struct dl_unit *unit, const char *name, const struct dl_type *type,
			       bool is_static, bool is_const)
{
	struct dl_global *global = dl_ir_find_global(unit, name);

	if (global)
		return global;
	global = DL_NEW(unit->arena, struct dl_global);
	*global = (struct dl_global){dl_ir_intern(unit, name), type, is_static, is_const};
	*PUSH(unit->arena, unit->globals, unit->nglobals, unit->cap_globals) = global;
	set_named(unit, DL_KEY_GLOBAL, global->name, global);
	return global;
}

void dl_ir_tested_member(struct dl_unit *unit, const struct dl_type *record, uint32_t field)
{
	*PUSH(unit->arena, unit->tested, unit->ntested, unit->cap_tested) =
		(struct dl_tested){.record = record, .field = field};
}

void dl_ir_tested_global(struct dl_unit *unit, const struct dl_global *global)
{
	*PUSH(unit->arena, unit->tested, unit->ntested, unit->cap_tested) =
		(struct dl_tested){.global = global};
}

void dl_ir_include(struct dl_unit *unit, const char *name, dl_loc loc)
{
	*PUSH(unit->arena, unit->includes, unit->nincludes, unit->cap_includes) =
		(struct dl_include){.name = dl_ir_intern(unit, name), .loc = loc};
}

struct dl_decl *dl_ir_find_decl(const struct dl_unit *unit, const char *name)
{
	return (struct dl_decl *)find_named(unit, DL_KEY_DECL, name);
}

struct dl_decl *dl_ir_decl(struct dl_unit *unit, const char *name, const struct dl_type *ret,
			   const struct dl_type *const *params, size_t nparams, bool variadic)
{
	struct dl_decl *decl = dl_ir_find_decl(unit, name);

	if (decl)
		return decl;
	decl = DL_NEW(unit->arena, struct dl_decl);
	decl->name = dl_ir_intern(unit, name);
	decl->ret = ret;
	decl->params = copy_array(unit->arena, params, nparams, sizeof(*params));
	decl->nparams = nparams;
	decl->variadic = variadic;
	*PUSH(unit->arena, unit->decls, unit->ndecls, unit->cap_decls) = decl;
	set_named(unit, DL_KEY_DECL, decl->name, decl);
	return decl;
}

struct dl_func *dl_ir_func(struct dl_unit *unit, struct dl_decl *decl, bool is_static,
			   bool in_header, dl_loc loc, dl_loc end)
{
	struct dl_func *func = DL_NEW(unit->arena, struct dl_func);

	func->name = decl->name;
	func->decl = decl;
	func->ret = decl->ret;
	func->is_static = is_static;
	func->in_header = in_header;
	func->loc = loc;
	func->end = end;
	func->unit = unit;
	decl->defined = true;
	if (!decl->func) /* a second body is for dl_ir_verify() to report */
		decl->func = func;
	*PUSH(unit->arena, unit->funcs, unit->nfuncs, unit->cap_funcs) = func;
	return func;
}

static struct dl_key local_key(enum dl_key_kind kind, const struct dl_func *func, const char *name)
{
	return (struct dl_key){.kind = kind, .a = func, .b = (uintptr_t)name};
}

struct dl_local *dl_ir_find_local(const struct dl_func *func, const char *name)
{
	const struct dl_ir_index *index = func->unit->index;
	const char *known = dl_index_find_string(index, name, strlen(name));

	if (!known)
		return NULL;
	return (struct dl_local *)dl_index_get(index, local_key(DL_KEY_LOCAL, func, known));
}

/* The name itself if it is free in the function, else the first of name.1, name.2, ... that is. */
static const char *unique_name(struct dl_func *func, const char *name)
{
	struct dl_unit *unit = func->unit;
	struct dl_key key = local_key(DL_KEY_SUFFIX, func, dl_ir_intern(unit, name));
	uintptr_t n = dl_index_get(unit->index, key);
	const char *candidate = (const char *)(uintptr_t)key.b;

	while (dl_ir_find_local(func, candidate))
		candidate = dl_ir_intern(unit, dl_arena_printf(unit->arena, "%s.%zu", name, ++n));
	if (n)
		dl_index_set(unit->index, key, n);
	return candidate;
}

struct dl_local *dl_ir_local(struct dl_func *func, const char *name, const struct dl_type *type,
			     bool is_param)
{
	struct dl_unit *unit = func->unit;
	struct dl_local *local = DL_NEW(unit->arena, struct dl_local);

	local->name = unique_name(func, name);
	local->type = type;
	local->is_param = is_param;
	local->id = (uint32_t)func->nlocals;
	*PUSH(unit->arena, func->locals, func->nlocals, func->cap_locals) = local;
	func->nparams += is_param;
	dl_index_set(unit->index, local_key(DL_KEY_LOCAL, func, local->name), (uintptr_t)local);
	return local;
}

void dl_ir_attach_block(struct dl_func *func, struct dl_block *block)
{
	block->id = (uint32_t)func->nblocks;
	*PUSH(func->unit->arena, func->blocks, func->nblocks, func->cap_blocks) = block;
}

struct dl_block *dl_ir_block(struct dl_func *func)
{
	struct dl_block *block = DL_NEW(func->unit->arena, struct dl_block);

	dl_ir_attach_block(func, block);
	return block;
}

/* ---- operands -------------------------------------------------------------------------------- */

const struct dl_operand *dl_ir_uncast(const struct dl_operand *op)
{
	while (op->kind == DL_OPERAND_VALUE && op->value->op == DL_OP_CAST)
		op = &op->value->ops[0];
	return op;
}

const struct dl_local *dl_ir_loaded_from(const struct dl_operand *op)
{
	op = dl_ir_uncast(op);
	return op->kind == DL_OPERAND_VALUE && op->value->op == DL_OP_LOAD &&
			       op->value->ops[0].kind == DL_OPERAND_LOCAL
		       ? op->value->ops[0].local
		       : NULL;
}

const struct dl_instr *dl_ir_member(const struct dl_operand *addr)
{
	return addr->kind == DL_OPERAND_VALUE && addr->value->op == DL_OP_FIELD ? addr->value
										: NULL;
}

bool dl_ir_same_member(const struct dl_instr *a, const struct dl_instr *b)
{
	return a->field == b->field && !strcmp(a->record->name, b->record->name);
}

bool dl_ir_is_result(const struct dl_operand *op, const struct dl_instr *in)
{
	op = dl_ir_uncast(op);
	return op->kind == DL_OPERAND_VALUE && op->value == in;
}

struct dl_operand dl_ir_value(const struct dl_instr *instr)
{
	struct dl_operand op = {.kind = DL_OPERAND_VALUE, .type = instr->type};

	op.value = instr;
	if (instr->op == DL_OP_INDEX) /* the instruction says the element, the value is a pointer */
		op.type = instr->ops[0].type;
	return op;
}

struct dl_operand dl_ir_int(const struct dl_type *type, int64_t imm)
{
	struct dl_operand op = {.kind = DL_OPERAND_INT, .type = type};

	op.imm = imm;
	return op;
}

struct dl_operand dl_ir_local_addr(const struct dl_local *local)
{
	struct dl_operand op = {.kind = DL_OPERAND_LOCAL, .type = local->type};

	op.local = local;
	return op;
}

struct dl_operand dl_ir_global_addr(const struct dl_global *global)
{
	struct dl_operand op = {.kind = DL_OPERAND_GLOBAL, .type = global->type};

	op.global = global;
	return op;
}

struct dl_operand dl_ir_function_addr(const struct dl_decl *decl, const struct dl_type *type)
{
	struct dl_operand op = {.kind = DL_OPERAND_FUNCTION, .type = type};

	op.decl = decl;
	return op;
}

struct dl_operand dl_ir_string(struct dl_unit *unit, const struct dl_type *type, const char *s)
{
	struct dl_operand op = {.kind = DL_OPERAND_STRING, .type = type};

	op.string = dl_ir_intern(unit, s);
	return op;
}

/* ---- instructions ---------------------------------------------------------------------------- */

struct dl_instr *dl_ir_append(struct dl_block *b, struct dl_func *f, const struct dl_instr *proto)
{
	struct dl_arena *arena = f->unit->arena;
	struct dl_instr *instr = DL_NEW(arena, struct dl_instr);

	*instr = *proto;
	instr->ops = copy_array(arena, proto->ops, proto->nops, sizeof(*proto->ops));
	instr->targets =
		copy_array(arena, proto->targets, proto->ntargets, sizeof(*proto->targets));
	instr->cases = copy_array(arena, proto->cases, proto->ncases, sizeof(*proto->cases));
	instr->block = b;
	if (dl_ir_op_info[instr->op].result)
		instr->id = f->nvalues++;
	*PUSH(arena, b->instrs, b->ninstrs, b->cap_instrs) = instr;
	return instr;
}

/* The common shape: an operation, a type, and one or two operands. */
static struct dl_instr *append(struct dl_block *b, struct dl_func *f, enum dl_op op, int sub,
			       const struct dl_type *type, struct dl_operand x, struct dl_operand y,
			       dl_loc loc)
{
	struct dl_operand ops[] = {x, y};
	struct dl_instr proto = {
		.op = op,
		.sub = (uint8_t)sub,
		.type = type,
		.loc = loc,
		.ops = ops,
		.nops = (size_t)(x.kind != DL_OPERAND_NONE) + (y.kind != DL_OPERAND_NONE),
	};

	return dl_ir_append(b, f, &proto);
}

static const struct dl_operand none = {.kind = DL_OPERAND_NONE};

struct dl_instr *dl_ir_load(struct dl_block *b, struct dl_func *f, const struct dl_type *type,
			    struct dl_operand addr, dl_loc loc)
{
	return append(b, f, DL_OP_LOAD, 0, type, addr, none, loc);
}

struct dl_instr *dl_ir_store(struct dl_block *b, struct dl_func *f, const struct dl_type *type,
			     struct dl_operand addr, struct dl_operand value, dl_loc loc)
{
	return append(b, f, DL_OP_STORE, 0, type, addr, value, loc);
}

struct dl_instr *dl_ir_field(struct dl_block *b, struct dl_func *f, const struct dl_type *type,
			     struct dl_operand addr, const struct dl_type *record, uint32_t field,
			     dl_loc loc)
{
	struct dl_instr proto = {
		.op = DL_OP_FIELD,
		.type = type,
		.loc = loc,
		.record = record,
		.field = field,
		.ops = &addr,
		.nops = 1,
	};

	return dl_ir_append(b, f, &proto);
}

struct dl_instr *dl_ir_index(struct dl_block *b, struct dl_func *f, const struct dl_type *type,
			     struct dl_operand addr, struct dl_operand n, dl_loc loc)
{
	return append(b, f, DL_OP_INDEX, 0, type, addr, n, loc);
}

struct dl_instr *dl_ir_bin(struct dl_block *b, struct dl_func *f, enum dl_bin op,
			   const struct dl_type *type, struct dl_operand x, struct dl_operand y,
			   dl_loc loc)
{
	return append(b, f, DL_OP_BIN, (int)op, type, x, y, loc);
}

struct dl_instr *dl_ir_cmp(struct dl_block *b, struct dl_func *f, enum dl_cmp op,
			   const struct dl_type *type, struct dl_operand x, struct dl_operand y,
			   dl_loc loc)
{
	return append(b, f, DL_OP_CMP, (int)op, type, x, y, loc);
}

struct dl_instr *dl_ir_cast(struct dl_block *b, struct dl_func *f, const struct dl_type *type,
			    struct dl_operand value, dl_loc loc)
{
	return append(b, f, DL_OP_CAST, 0, type, value, none, loc);
}

struct dl_instr *dl_ir_call(struct dl_block *b, struct dl_func *f, const struct dl_type *type,
			    struct dl_operand callee, const struct dl_operand *args, size_t nargs,
			    const char *as, dl_loc loc)
{
	struct dl_operand few[8];
	struct dl_operand *ops = few;
	struct dl_instr proto = {.op = DL_OP_CALL, .type = type, .loc = loc, .nops = nargs + 1};

	if (proto.nops > sizeof(few) / sizeof(few[0]))
		ops = DL_NEW_ARRAY(f->unit->arena, struct dl_operand, proto.nops);
	ops[0] = callee;
	if (callee.kind == DL_OPERAND_FUNCTION)
		ops[0].type = NULL; /* the declaration says it all */
	if (nargs)
		memcpy(ops + 1, args, nargs * sizeof(*args));
	proto.ops = ops;
	proto.as = as ? dl_ir_intern(f->unit, as) : NULL;
	return dl_ir_append(b, f, &proto);
}

struct dl_instr *dl_ir_copy(struct dl_block *b, struct dl_func *f, const struct dl_type *type,
			    struct dl_operand to, struct dl_operand from, dl_loc loc)
{
	return append(b, f, DL_OP_COPY, 0, type, to, from, loc);
}

struct dl_instr *dl_ir_zero(struct dl_block *b, struct dl_func *f, const struct dl_type *type,
			    struct dl_operand addr, dl_loc loc)
{
	return append(b, f, DL_OP_ZERO, 0, type, addr, none, loc);
}

struct dl_instr *dl_ir_opaque(struct dl_block *b, struct dl_func *f, const struct dl_type *type,
			      const struct dl_operand *inputs, size_t n, dl_loc loc)
{
	struct dl_instr proto = {
		.op = DL_OP_OPAQUE,
		.type = type,
		.loc = loc,
		.ops = (struct dl_operand *)inputs,
		.nops = n,
	};

	return dl_ir_append(b, f, &proto);
}

struct dl_instr *dl_ir_dead(struct dl_block *b, struct dl_func *f, const struct dl_local *local,
			    dl_loc loc)
{
	return append(b, f, DL_OP_DEAD, 0, NULL, dl_ir_local_addr(local), none, loc);
}

struct dl_instr *dl_ir_jump(struct dl_block *b, struct dl_func *f, struct dl_block *to, dl_loc loc)
{
	struct dl_instr proto = {.op = DL_OP_JUMP, .loc = loc, .targets = &to, .ntargets = 1};

	return dl_ir_append(b, f, &proto);
}

struct dl_instr *dl_ir_branch(struct dl_block *b, struct dl_func *f, struct dl_operand cond,
			      struct dl_block *yes, struct dl_block *no, bool loop, dl_loc loc)
{
	struct dl_block *targets[] = {yes, no};
	struct dl_instr proto = {
		.op = DL_OP_BRANCH,
		.loop = loop,
		.loc = loc,
		.ops = &cond,
		.nops = 1,
		.targets = targets,
		.ntargets = 2,
	};

	return dl_ir_append(b, f, &proto);
}

struct dl_instr *dl_ir_switch(struct dl_block *b, struct dl_func *f, struct dl_operand value,
			      const struct dl_case *cases, struct dl_block *const *targets,
			      size_t ncases, struct dl_block *otherwise, dl_loc loc)
{
	struct dl_block **all = DL_NEW_ARRAY(f->unit->arena, struct dl_block *, ncases + 1);
	struct dl_instr proto = {
		.op = DL_OP_SWITCH,
		.loc = loc,
		.ops = &value,
		.nops = 1,
		.targets = all,
		.ntargets = ncases + 1,
		.cases = (struct dl_case *)cases,
		.ncases = ncases,
	};

	if (ncases)
		memcpy(all, targets, ncases * sizeof(*targets));
	all[ncases] = otherwise;
	return dl_ir_append(b, f, &proto);
}

struct dl_instr *dl_ir_any(struct dl_block *b, struct dl_func *f, struct dl_block *const *targets,
			   size_t n, dl_loc loc)
{
	struct dl_instr proto = {
		.op = DL_OP_ANY,
		.loc = loc,
		.targets = (struct dl_block **)targets,
		.ntargets = n,
	};

	return dl_ir_append(b, f, &proto);
}

struct dl_instr *dl_ir_ret(struct dl_block *b, struct dl_func *f, struct dl_operand value,
			   dl_loc loc)
{
	return append(b, f, DL_OP_RET, 0, NULL, value, none, loc);
}

struct dl_instr *dl_ir_unreachable(struct dl_block *b, struct dl_func *f, dl_loc loc)
{
	return append(b, f, DL_OP_UNREACHABLE, 0, NULL, none, none, loc);
}

struct dl_instr *dl_ir_terminator(const struct dl_block *block)
{
	struct dl_instr *last = block->ninstrs ? block->instrs[block->ninstrs - 1] : NULL;

	return last && dl_ir_op_info[last->op].terminator ? last : NULL;
}

/* Marks what the entry reaches, by block id. */
static void mark_reachable(const struct dl_func *func, bool *seen, struct dl_block **stack)
{
	size_t depth = 0;

	stack[depth++] = func->blocks[0];
	seen[0] = true;
	while (depth) {
		const struct dl_instr *term = dl_ir_terminator(stack[--depth]);

		for (size_t i = 0; term && i < term->ntargets; i++) {
			if (seen[term->targets[i]->id])
				continue;
			seen[term->targets[i]->id] = true;
			stack[depth++] = term->targets[i];
		}
	}
}

void dl_ir_drop_unreachable(struct dl_func *func)
{
	struct dl_arena *scratch = dl_arena_new();
	bool *seen = DL_NEW_ARRAY(scratch, bool, func->nblocks);
	size_t kept = 0;

	if (func->nblocks)
		mark_reachable(func, seen, DL_NEW_ARRAY(scratch, struct dl_block *, func->nblocks));
	for (size_t i = 0; i < func->nblocks; i++) {
		if (!seen[i])
			continue;
		func->blocks[i]->id = (uint32_t)kept;
		func->blocks[kept++] = func->blocks[i];
	}
	func->nblocks = kept;
	dl_arena_free(scratch);
}
