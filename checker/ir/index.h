/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Private to checker/ir: hashed look-up of everything that has a name. */
#ifndef DL_IR_INDEX_H
#define DL_IR_INDEX_H

#include <stddef.h>
#include <stdint.h>

#include "checker/ir/arena.h"

/* What an entry is about, and what a, b and c of its key are. */
enum dl_key_kind {
	DL_KEY_TYPE,   /* name */
	DL_KEY_GLOBAL, /* name */
	DL_KEY_DECL,   /* name */
	DL_KEY_PLACE,  /* file, line, column */
	DL_KEY_LOCAL,  /* func, name */
	DL_KEY_SUFFIX, /* func, name: next number to make the name unique */
	DL_KEY_FIELD,  /* record, name, bit offset (^ type if unnamed): index + 1 */
	DL_KEY_MEMBER, /* record, name: index + 1, or DL_MEMBER_AMBIGUOUS */
	DL_KEY_LABEL,  /* name (reader) */
	DL_KEY_VALUE,  /* -, id (reader) */
};

#define DL_MEMBER_AMBIGUOUS UINTPTR_MAX

struct dl_key {
	enum dl_key_kind kind;
	const void *a; /* names are interned: the pointer is the name */
	uint64_t b, c;
};

struct dl_ir_index;

struct dl_ir_index *dl_index_new(struct dl_arena *arena);
/* The same bytes as one pointer. len bytes, none of them 0. */
const char *dl_index_intern(struct dl_ir_index *index, const char *s, size_t len);
/* 0 if there is no entry. */
uintptr_t dl_index_get(const struct dl_ir_index *index, struct dl_key key);
void dl_index_set(struct dl_ir_index *index, struct dl_key key, uintptr_t value);
/* The interned string, or NULL if it was never interned (then nothing has that name). */
const char *dl_index_find_string(const struct dl_ir_index *index, const char *s, size_t len);

#endif
