/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Symbolic values: what an expression is worth on a path, in terms of parameters, of memory as it
 * was found, and of results of calls. Hash-consed: equal values are one pointer, so identity is
 * comparison and correlated branches come for free.
 *
 * Addresses are values too: a field of what a pointer points to is DL_V_FIELD, whatever it holds
 * on entry is DL_V_INIT of that address.
 *
 * Integers are mathematical: casts that widen are dropped, overflow is not modelled. That is enough
 * to compare sizes and counts, and it is documented where it matters.
 */
#ifndef DL_VALUE_H
#define DL_VALUE_H

#include "checker/ir/ir.h"

enum dl_value_kind {
	DL_V_CONST,	/* imm */
	DL_V_PARAM,	/* what the outermost function got; p: struct dl_local */
	DL_V_SYMBOL,	/* unknown; p: what it stands for, see dl_value_symbol */
	DL_V_LOCAL,	/* address of a local; p: struct dl_local */
	DL_V_GLOBAL,	/* p: struct dl_global */
	DL_V_FUNCTION,	/* p: struct dl_decl */
	DL_V_STRING,
	DL_V_FIELD,	/* address of a member: a, imm: bits into the record; p, field: as first seen */
	DL_V_INDEX,	/* address of an element: a[b], p: element type */
	DL_V_INIT,	/* what memory at address a held; b: since when, NULL: from the start */
	DL_V_BIN,	/* op: enum dl_bin */
	DL_V_CMP,	/* op: EQ, SLT or ULT only; the others are expressed by these and NOT */
	DL_V_NOT,	/* 1 if a is 0 */
	DL_V_CAST,	/* narrowing: a, type */
	DL_V_APPLY,	/* result of a pure function: p: interned name, a, b: arguments */
};

struct dl_value {
	enum dl_value_kind kind;
	uint32_t id;			/* operands have smaller ids than what is made of them */
	uint8_t op;
	uint8_t depth;
	uint16_t weight;		/* values it is made of, shared ones counted each time */
	bool has_origin;		/* some part of it was made in a known block */
	uint32_t context;		/* SYMBOL, LOCAL: the call chain it belongs to */
	uint32_t field;			/* FIELD: index in the record p, not part of identity */
	const struct dl_type *type;	/* may be NULL */
	const struct dl_value *a, *b;
	const void *p;
	int64_t imm;
	const struct dl_block *origin;	/* SYMBOL: where it was made; NULL: outside any loop */
	struct dl_value *next;		/* hash chain */
};

struct dl_values;

#define DL_MAX_ERRNO 4095	/* errors are -1 to -4095, in pointers too */

struct dl_range {
	int64_t lo, hi;
};

/* Three answers. UNKNOWN is never a reason to report. */
enum dl_same { DL_SAME, DL_DIFFERENT, DL_UNKNOWN };

struct dl_values *dl_values_new(struct dl_arena *arena);

const struct dl_value *dl_value_const(struct dl_values *vs, const struct dl_type *type,
				      int64_t imm);
const struct dl_value *dl_value_param(struct dl_values *vs, const struct dl_local *local);
/*
 * An unknown, the same one for the same key. key and salt say what it stands for (an instruction,
 * a variable at a join); origin is the block that made it, so that a loop can forget it.
 */
const struct dl_value *dl_value_symbol(struct dl_values *vs, const struct dl_type *type,
				       const void *key, const struct dl_value *salt, int64_t tag,
				       uint32_t context, const struct dl_block *origin);
const struct dl_value *dl_value_local(struct dl_values *vs, const struct dl_local *local,
				      uint32_t context);
const struct dl_value *dl_value_object(struct dl_values *vs, enum dl_value_kind kind, const void *p,
				       const struct dl_type *type);
const struct dl_value *dl_value_field(struct dl_values *vs, const struct dl_value *base,
				      const struct dl_type *record, uint32_t field,
				      const struct dl_type *type);
const struct dl_value *dl_value_index(struct dl_values *vs, const struct dl_value *base,
				      const struct dl_value *n, const struct dl_type *elem);
const struct dl_value *dl_value_init(struct dl_values *vs, const struct dl_value *addr,
				     const struct dl_value *epoch, const struct dl_type *type);
const struct dl_value *dl_value_bin(struct dl_values *vs, enum dl_bin op, const struct dl_value *a,
				    const struct dl_value *b, const struct dl_type *type);
const struct dl_value *dl_value_cmp(struct dl_values *vs, enum dl_cmp op, const struct dl_value *a,
				    const struct dl_value *b);
const struct dl_value *dl_value_not(struct dl_values *vs, const struct dl_value *a);
const struct dl_value *dl_value_cast(struct dl_values *vs, const struct dl_value *a,
				     const struct dl_type *type);
/* A cast that is not dropped: the number may be another one. */
const struct dl_value *dl_value_wrap(struct dl_values *vs, const struct dl_value *a,
				     const struct dl_type *type);
const struct dl_value *dl_value_apply(struct dl_values *vs, const char *name,
				      const struct dl_value *a, const struct dl_value *b,
				      const struct dl_type *type);

/* The call that an unknown is the result of; NULL if it is not one, or the result of a later round. */
const struct dl_instr *dl_value_call(const struct dl_value *v);

/* True if needle is v or a part of it, addresses of memory read included. */
bool dl_value_contains(const struct dl_value *v, const struct dl_value *needle);
/* True if addr is base or the address of a part of the object at base. */
bool dl_value_inside(const struct dl_value *addr, const struct dl_value *base);
/* The address with its members and elements taken off: where the object starts. */
const struct dl_value *dl_value_root(const struct dl_value *addr);
/* The address leads through an array. */
bool dl_value_is_element(const struct dl_value *addr);
/* A condition without the NOTs around it; and what it compares with a constant, or is itself. */
const struct dl_value *dl_value_question(const struct dl_value *cond);
const struct dl_value *dl_value_asked_for(const struct dl_value *cond);
/* The member at an address, elements of arrays taken as one; NULL: none, or no address. */
const struct dl_value *dl_value_member(const struct dl_value *addr);
/* The same member of what may be the same structure, reached on another way; either may be NULL. */
bool dl_value_same_member(const struct dl_value *a, const struct dl_value *b);
/* True if some unknown that v is made of satisfies test(origin block, context, arg). */
bool dl_value_any_origin(const struct dl_value *v,
			 bool (*test)(const struct dl_block *origin, uint32_t context, void *arg),
			 void *arg);
/* The value with every occurrence of from replaced by to. */
const struct dl_value *dl_value_replace(struct dl_values *vs, const struct dl_value *v,
					const struct dl_value *from, const struct dl_value *to);
/* True if both are addresses of the same shape: equal but for array indices and unknown parts. */
bool dl_value_same_shape(const struct dl_value *a, const struct dl_value *b);

/* The name of the member at a FIELD. */
const char *dl_value_field_name(const struct dl_value *field_addr);
/* What the type alone says. */
struct dl_range dl_value_type_range(const struct dl_value *v);
/* a - b, if that is a constant whatever the unknowns are. */
bool dl_value_difference(const struct dl_value *a, const struct dl_value *b, int64_t *difference);
/* True if v % modulus is known; the remainder is in [0, modulus). */
bool dl_value_remainder(const struct dl_value *v, int64_t modulus, int64_t *remainder);
bool dl_value_is_const(const struct dl_value *v, int64_t *imm);
/* True if it is the address of something, so never NULL. */
bool dl_value_is_address(const struct dl_value *v);

/* C-like text for messages, in the arena: "buf->len + 2". */
const char *dl_value_text(struct dl_arena *arena, const struct dl_value *v);
/*
 * The same without names of variables and without indices, which come and go: "(struct ring *)->bufs[].dma".
 * For what a finding is about (struct dl_finding).
 */
const char *dl_value_shape(struct dl_arena *arena, const struct dl_value *v);

#endif
