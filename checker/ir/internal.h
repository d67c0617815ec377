/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Private to checker/ir: what build.c offers to print.c, read.c and verify.c beyond ir.h. */
#ifndef DL_IR_INTERNAL_H
#define DL_IR_INTERNAL_H

#include "checker/ir/index.h"
#include "checker/ir/ir.h"

/*
 * How an instruction is written after its name, one letter a part; spaces and commas stand for
 * themselves. Printer and reader both walk it, so that they can't disagree.
 *
 *    b, c  name of the bin or cmp        T  type            o  next operand
 *    f     record and member (FIELD)     a  (the remaining operands)
 *    m     [as "macro"]                  r  [operand]       l  [loop]
 *    t     next target                   n  all targets     s  { cases }
 */
extern const char *const dl_ir_format[DL_OP_COUNT];

struct dl_op_info {
	int nops; /* -1: any number */
	bool result, terminator;
};

extern const struct dl_op_info dl_ir_op_info[DL_OP_COUNT];

/* A result of type void is no value: it is printed without %id and can't be an operand. */
static inline bool dl_ir_has_value(const struct dl_instr *instr)
{
	return dl_ir_op_info[instr->op].result && instr->type && instr->type->kind != DL_TYPE_VOID;
}

/* The array itself, or a larger copy, with room for more than n elements of that size. */
void *dl_ir_grow(struct dl_arena *arena, void *array, size_t n, size_t *cap, size_t size);
/* A type that is not in the unit yet, of this kind, with nothing else set. */
struct dl_type *dl_ir_new_type(struct dl_unit *unit, enum dl_type_kind kind, const char *name);
struct dl_global *dl_ir_find_global(const struct dl_unit *unit, const char *name);
struct dl_local *dl_ir_find_local(const struct dl_func *func, const char *name);
/* Index of the record's only member with that (interned) name, or -1: none, -2: several. */
int64_t dl_ir_find_member(const struct dl_unit *unit, const struct dl_type *record,
			  const char *name);
/* Size in bytes that an array has unless it says otherwise. */
uint64_t dl_ir_array_size(const struct dl_type *array);
/* Makes the block the last one of the function. */
void dl_ir_attach_block(struct dl_func *func, struct dl_block *block);
/* Appends a copy of the prototype and of its arrays; gives it an id if it has a result. */
struct dl_instr *dl_ir_append(struct dl_block *b, struct dl_func *f, const struct dl_instr *proto);

#endif
