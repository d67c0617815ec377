/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The IR: what is left of a translation unit once Clang has gone.
 *
 * A unit holds types, globals, declarations and those functions that matter. A function is a list of
 * locals (parameters first) and a control-flow graph of blocks. Every variable lives in memory: a
 * local is an address ($name), reading it is a load, writing it a store. Instruction results (%N)
 * are assigned once and used only in blocks that the defining block dominates. There are no phis:
 * the front end writes a temporary variable on each way and reads it after the join.
 *
 * The text form is a first-class input: dl_ir_print() and dl_ir_read() are inverse to each other,
 * and the engine's tests are written in it. docs/ir.md has the grammar.
 *
 * Not here: anything about Clang, about the DMA API, or about rules.
 *
 * Ownership: a unit owns an arena; everything reachable from it lives as long as the unit.
 */
#ifndef DL_IR_H
#define DL_IR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "checker/ir/arena.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A place in the source: an index into the unit's table. 0 is "nowhere". */
typedef uint32_t dl_loc;

struct dl_place {
	const char *file;	/* as the compiler names it; interned in the unit */
	uint32_t line, column;	/* from 1 */
};

enum dl_type_kind {
	DL_TYPE_VOID,
	DL_TYPE_INT,		/* integers, enums, bool */
	DL_TYPE_FLOAT,
	DL_TYPE_POINTER,
	DL_TYPE_RECORD,		/* struct or union */
	DL_TYPE_ARRAY,
	DL_TYPE_FUNCTION,
};

struct dl_type;

/* A member of a record. Only members that the unit's functions touch are listed. */
struct dl_field {
	const char *name;	/* "" for an unnamed struct or union member */
	const struct dl_type *type;
	uint64_t bit_offset;	/* from the start of the record */
	uint32_t bit_width;	/* 0: not a bit-field */
};

struct dl_type {
	enum dl_type_kind kind;
	const char *name;	/* C spelling: "dma_addr_t", "struct ring *"; unique within a unit */
	uint64_t size;		/* bytes, 0 if incomplete or flexible */
	uint32_t bits;		/* INT, FLOAT: width */
	bool is_signed;		/* INT */
	bool is_enum;		/* INT: declared as an enum */
	bool is_union;		/* RECORD */
	bool to_const;		/* POINTER: what it points to is const */
	const struct dl_type *elem;	/* POINTER: pointee; ARRAY: element */
	uint64_t count;		/* ARRAY: elements, 0 if flexible */
	struct dl_field *fields;	/* RECORD */
	size_t nfields, cap_fields;
};

/* A variable with static storage. */
struct dl_global {
	const char *name;
	const struct dl_type *type;
	bool is_static, is_const;
};

/* A function that is called: all that is known of it from its declaration. */
struct dl_decl {
	const char *name;
	const struct dl_type *ret;
	const struct dl_type **params;
	size_t nparams;
	bool variadic, noreturn;
	bool defined;		/* has a body in this unit (lowered only if it matters) */
	bool listed;		/* what a variable of the file starts with points to it: a table of operations */
	struct dl_func *func;	/* the lowered body, or NULL */
};

struct dl_local {
	const char *name;	/* unique in the function: "len", "len.1"; front-end temporaries "tmp.3" */
	const struct dl_type *type;
	bool is_param;
	uint32_t id;		/* index in func->locals */
};

enum dl_operand_kind {
	DL_OPERAND_NONE,
	DL_OPERAND_VALUE,	/* result of an instruction */
	DL_OPERAND_INT,		/* constant; also null (a pointer type, 0) */
	DL_OPERAND_LOCAL,	/* address of a local */
	DL_OPERAND_GLOBAL,	/* address of a global */
	DL_OPERAND_FUNCTION,	/* address of a function; the callee of a direct call */
	DL_OPERAND_STRING,	/* address of a string literal */
};

struct dl_operand {
	enum dl_operand_kind kind;
	/* Of the value: for LOCAL and GLOBAL that of the *object*; NULL for a direct call's callee. */
	const struct dl_type *type;
	union {
		const struct dl_instr *value;
		int64_t imm;		/* sign- or zero-extended from its type */
		const struct dl_local *local;
		const struct dl_global *global;
		const struct dl_decl *decl;
		const char *string;
	};
};

enum dl_op {
#define DL_OP(NAME, text, nops, result, term) DL_OP_##NAME,
#include "checker/ir/ops.def"
#undef DL_OP
	DL_OP_COUNT
};

enum dl_bin {
#define DL_OP(NAME, text, nops, result, term)
#define DL_BIN(NAME, text) DL_BIN_##NAME,
#include "checker/ir/ops.def"
#undef DL_BIN
#undef DL_OP
	DL_BIN_COUNT
};

enum dl_cmp {
#define DL_OP(NAME, text, nops, result, term)
#define DL_CMP(NAME, text) DL_CMP_##NAME,
#include "checker/ir/ops.def"
#undef DL_CMP
#undef DL_OP
	DL_CMP_COUNT
};

struct dl_case {		/* SWITCH: value in [lo, hi] goes to the target of the same index */
	int64_t lo, hi;
};

struct dl_instr {
	enum dl_op op;
	uint8_t sub;			/* enum dl_bin or enum dl_cmp */
	bool loop;			/* BRANCH: condition of for, while or do */
	const struct dl_type *type;	/* of the result; of the object for STORE, COPY, ZERO; of the element for INDEX */
	dl_loc loc;
	uint32_t id;			/* %id if it has a result; unique in the function */
	const struct dl_type *record;	/* FIELD */
	uint32_t field;			/* FIELD: index into record->fields */
	const char *as;			/* CALL: the macro the user wrote, if another name than the callee's */
	struct dl_operand *ops;
	size_t nops;
	struct dl_block **targets;	/* terminators; SWITCH: ncases targets, then the default */
	size_t ntargets;
	struct dl_case *cases;		/* SWITCH */
	size_t ncases;
	struct dl_block *block;
};

struct dl_block {
	uint32_t id;			/* index in func->blocks; 0 is the entry */
	struct dl_instr **instrs;	/* the last one is the terminator */
	size_t ninstrs, cap_instrs;
};

struct dl_func {
	const char *name;
	struct dl_decl *decl;
	const struct dl_type *ret;
	bool is_static, in_header;
	dl_loc loc, end;		/* of the name; of the closing brace */
	struct dl_local **locals;	/* parameters first */
	size_t nlocals, cap_locals, nparams;
	struct dl_block **blocks;
	size_t nblocks, cap_blocks;
	uint32_t nvalues;		/* ids handed out so far */
	struct dl_unit *unit;
};

/* A function that was not lowered tests this member, or this variable, for being 0. */
struct dl_tested {
	const struct dl_type *record;	/* NULL: a global */
	uint32_t field;			/* index into record->fields */
	const struct dl_global *global;
};

/* The main source file includes a header that rules/ has a word about. */
struct dl_include {
	const char *name;		/* as it is written: linux/dma-direct.h */
	dl_loc loc;
};

struct dl_unit {
	struct dl_arena *arena;
	const char *name;		/* the main source file */
	const char *module;		/* kbuild's module, or NULL */
	struct dl_place *places;	/* [0] is "nowhere" */
	size_t nplaces, cap_places;
	struct dl_type **types;
	size_t ntypes, cap_types;
	struct dl_global **globals;
	size_t nglobals, cap_globals;
	struct dl_decl **decls;
	size_t ndecls, cap_decls;
	struct dl_tested *tested;
	size_t ntested, cap_tested;
	struct dl_include *includes;
	size_t nincludes, cap_includes;
	struct dl_func **funcs;
	size_t nfuncs, cap_funcs;
	struct dl_ir_index *index;	/* private to checker/ir: names to entries */
};

/* ---- building (build.c) --------------------------------------------------------------------- */

struct dl_unit *dl_ir_unit_new(const char *name);
void dl_ir_unit_free(struct dl_unit *unit);

/* The same string as one pointer per unit. */
const char *dl_ir_intern(struct dl_unit *unit, const char *s);
dl_loc dl_ir_loc(struct dl_unit *unit, const char *file, uint32_t line, uint32_t column);
const struct dl_place *dl_ir_place(const struct dl_unit *unit, dl_loc loc);

/* Types are made once per name: asking again returns the first one. find returns NULL if unknown. */
struct dl_type *dl_ir_find_type(struct dl_unit *unit, const char *name);
struct dl_type *dl_ir_type_void(struct dl_unit *unit);
struct dl_type *dl_ir_type_int(struct dl_unit *unit, const char *name, uint32_t bits,
			       bool is_signed, bool is_enum);
struct dl_type *dl_ir_type_float(struct dl_unit *unit, const char *name, uint32_t bits);
struct dl_type *dl_ir_type_pointer(struct dl_unit *unit, const char *name,
				   const struct dl_type *elem, bool to_const);
struct dl_type *dl_ir_type_array(struct dl_unit *unit, const char *name, const struct dl_type *elem,
				 uint64_t count);
struct dl_type *dl_ir_type_record(struct dl_unit *unit, const char *name, uint64_t size,
				  bool is_union);
struct dl_type *dl_ir_type_function(struct dl_unit *unit, const char *name);
/* Index of the member, added if it is not listed yet (same name and offset is the same member;
 * unnamed members of a union differ by type). */
uint32_t dl_ir_record_field(struct dl_unit *unit, struct dl_type *record, const char *name,
			    const struct dl_type *type, uint64_t bit_offset, uint32_t bit_width);

struct dl_global *dl_ir_global(struct dl_unit *unit, const char *name, const struct dl_type *type,
			       bool is_static, bool is_const);
/* Said once for each: see struct dl_tested. */
void dl_ir_tested_member(struct dl_unit *unit, const struct dl_type *record, uint32_t field);
void dl_ir_tested_global(struct dl_unit *unit, const struct dl_global *global);
void dl_ir_include(struct dl_unit *unit, const char *name, dl_loc loc);
/* Looked up by name; params are copied at the first call. */
struct dl_decl *dl_ir_decl(struct dl_unit *unit, const char *name, const struct dl_type *ret,
			   const struct dl_type *const *params, size_t nparams, bool variadic);
struct dl_decl *dl_ir_find_decl(const struct dl_unit *unit, const char *name);

/* A function body for a declaration; its first block (the entry) has to be made by the caller. */
struct dl_func *dl_ir_func(struct dl_unit *unit, struct dl_decl *decl, bool is_static,
			   bool in_header, dl_loc loc, dl_loc end);
/* Parameters first and in order. The name is made unique by a suffix. */
struct dl_local *dl_ir_local(struct dl_func *func, const char *name, const struct dl_type *type,
			     bool is_param);
struct dl_block *dl_ir_block(struct dl_func *func);

/* The function that a call names; NULL behind a pointer, and if it is no call. */
static inline const struct dl_decl *dl_callee(const struct dl_instr *instr)
{
	return instr->op == DL_OP_CALL && instr->ops[0].kind == DL_OPERAND_FUNCTION
		       ? instr->ops[0].decl
		       : NULL;
}

/* The operand without the casts around it. */
const struct dl_operand *dl_ir_uncast(const struct dl_operand *op);
/* The local variable that it was loaded from, casts aside; NULL: none. */
const struct dl_local *dl_ir_loaded_from(const struct dl_operand *op);

/* The field instruction that gives the address; NULL: it is not one of a member. */
const struct dl_instr *dl_ir_member(const struct dl_operand *addr);
/* Two such instructions of one unit. */
bool dl_ir_same_member(const struct dl_instr *a, const struct dl_instr *b);

/* It is what the instruction results in, casts aside. */
bool dl_ir_is_result(const struct dl_operand *op, const struct dl_instr *in);

/* All instructions of a function (NULL: none), block by block; break leaves them all. */
#define dl_for_each_instr(in, f)                                                                   \
	for (struct dl_instrs all_ = { .func = (f) }; all_.func; all_.func = NULL)                  \
		for (const struct dl_instr *in; (in = dl_ir_next(&all_));)

struct dl_instrs {
	const struct dl_func *func;
	size_t block, index;	/* of the next one */
};
/* NULL: that was the last one. */
static inline const struct dl_instr *dl_ir_next(struct dl_instrs *at)
{
	for (; at->block < at->func->nblocks; at->block++, at->index = 0)
		if (at->index < at->func->blocks[at->block]->ninstrs)
			return at->func->blocks[at->block]->instrs[at->index++];
	return NULL;
}

struct dl_operand dl_ir_value(const struct dl_instr *instr);
struct dl_operand dl_ir_int(const struct dl_type *type, int64_t imm);
struct dl_operand dl_ir_local_addr(const struct dl_local *local);
struct dl_operand dl_ir_global_addr(const struct dl_global *global);
struct dl_operand dl_ir_function_addr(const struct dl_decl *decl, const struct dl_type *type);
struct dl_operand dl_ir_string(struct dl_unit *unit, const struct dl_type *type, const char *s);

/* Each appends one instruction to the block. Operand arrays are copied. */
struct dl_instr *dl_ir_load(struct dl_block *b, struct dl_func *f, const struct dl_type *type,
			    struct dl_operand addr, dl_loc loc);
struct dl_instr *dl_ir_store(struct dl_block *b, struct dl_func *f, const struct dl_type *type,
			     struct dl_operand addr, struct dl_operand value, dl_loc loc);
/* type: of the resulting pointer (pointer to the member). */
struct dl_instr *dl_ir_field(struct dl_block *b, struct dl_func *f, const struct dl_type *type,
			     struct dl_operand addr, const struct dl_type *record, uint32_t field,
			     dl_loc loc);
/* type: of the element. The result is a pointer like addr. */
struct dl_instr *dl_ir_index(struct dl_block *b, struct dl_func *f, const struct dl_type *type,
			     struct dl_operand addr, struct dl_operand n, dl_loc loc);
struct dl_instr *dl_ir_bin(struct dl_block *b, struct dl_func *f, enum dl_bin op,
			   const struct dl_type *type, struct dl_operand x, struct dl_operand y,
			   dl_loc loc);
struct dl_instr *dl_ir_cmp(struct dl_block *b, struct dl_func *f, enum dl_cmp op,
			   const struct dl_type *type, struct dl_operand x, struct dl_operand y,
			   dl_loc loc);
struct dl_instr *dl_ir_cast(struct dl_block *b, struct dl_func *f, const struct dl_type *type,
			    struct dl_operand value, dl_loc loc);
/* as: the macro the user wrote, or NULL. */
struct dl_instr *dl_ir_call(struct dl_block *b, struct dl_func *f, const struct dl_type *type,
			    struct dl_operand callee, const struct dl_operand *args, size_t nargs,
			    const char *as, dl_loc loc);
struct dl_instr *dl_ir_copy(struct dl_block *b, struct dl_func *f, const struct dl_type *type,
			    struct dl_operand to, struct dl_operand from, dl_loc loc);
struct dl_instr *dl_ir_zero(struct dl_block *b, struct dl_func *f, const struct dl_type *type,
			    struct dl_operand addr, dl_loc loc);
struct dl_instr *dl_ir_opaque(struct dl_block *b, struct dl_func *f, const struct dl_type *type,
			      const struct dl_operand *inputs, size_t n, dl_loc loc);
struct dl_instr *dl_ir_dead(struct dl_block *b, struct dl_func *f, const struct dl_local *local,
			    dl_loc loc);
struct dl_instr *dl_ir_jump(struct dl_block *b, struct dl_func *f, struct dl_block *to, dl_loc loc);
struct dl_instr *dl_ir_branch(struct dl_block *b, struct dl_func *f, struct dl_operand cond,
			      struct dl_block *yes, struct dl_block *no, bool loop, dl_loc loc);
struct dl_instr *dl_ir_switch(struct dl_block *b, struct dl_func *f, struct dl_operand value,
			      const struct dl_case *cases, struct dl_block *const *targets,
			      size_t ncases, struct dl_block *otherwise, dl_loc loc);
struct dl_instr *dl_ir_any(struct dl_block *b, struct dl_func *f, struct dl_block *const *targets,
			   size_t n, dl_loc loc);
/* value: kind NONE for a plain return. */
struct dl_instr *dl_ir_ret(struct dl_block *b, struct dl_func *f, struct dl_operand value,
			   dl_loc loc);
struct dl_instr *dl_ir_unreachable(struct dl_block *b, struct dl_func *f, dl_loc loc);

/* The terminator, or NULL while the block is being filled. */
struct dl_instr *dl_ir_terminator(const struct dl_block *block);

/* Removes blocks that the entry does not reach and renumbers the others, in order. */
void dl_ir_drop_unreachable(struct dl_func *func);

/* ---- text (print.c, read.c) and checking (verify.c) ----------------------------------------- */

void dl_ir_print(FILE *out, const struct dl_unit *unit);

/* Reads what dl_ir_print wrote. On error returns NULL and fills message with "line N: reason". */
struct dl_unit *dl_ir_read(const char *text, size_t len, char *message, size_t message_size);

/*
 * True if the unit is well formed: every block ends in its only terminator, operands are defined
 * before use, counts and types fit the instruction. Otherwise message says what is wrong and where.
 */
bool dl_ir_verify(const struct dl_unit *unit, char *message, size_t message_size);

const char *dl_ir_op_name(enum dl_op op);
const char *dl_ir_bin_name(enum dl_bin op);
const char *dl_ir_cmp_name(enum dl_cmp op);

#ifdef __cplusplus
}
#endif
#endif
