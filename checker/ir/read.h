/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Private to the reader: its state, the words of the text as read_words.c gives them, and what
 * read.c, read_types.c and read_body.c call of each other.
 */
#ifndef DL_IR_READ_H
#define DL_IR_READ_H

#include <string.h>

#include "checker/ir/internal.h"
#include "checker/ir/ir.h"
#include "checker/ir/lex.h"

enum { MAX_BITS = 1 << 16 };

enum { SIZED, CHAINED }; /* the text says the size; size_arrays() has been there */

enum item_kind { ITEM_UNIT, ITEM_MODULE, ITEM_TYPE, ITEM_GLOBAL, ITEM_DECL,
		 ITEM_INCLUDE, ITEM_TESTED, ITEM_FUNC, ITEM_NONE };

/* What the text consists of. */
struct item {
	enum item_kind kind;
	struct dl_lexer at;   /* before its first word */
	struct dl_type *type; /* TYPE */
	struct dl_decl *decl; /* FUNC */
	bool implied;	      /* FUNC: nothing but the body declares it */
};

struct label {
	struct dl_block *block;
	const char *name;
	uint32_t line; /* of the first use */
	bool placed;
};

struct use { /* of a value */
	struct dl_operand *op;
	uint32_t id, line;
};

/* What the reader knows: of the text, of a body, of an instruction. */
struct reader {
	struct dl_lexer lexer;
	struct dl_token tok; /* the next word */
	struct dl_unit *unit;
	bool failed;
	char *message;
	size_t message_size;
	struct dl_arena *arena; /* for the whole text */
	struct item *items;
	size_t nitems, cap_items;
	struct dl_ir_index *marks; /* types: b = SIZED or CHAINED */

	/* of the body being read */
	struct dl_func *func;
	struct dl_block *block;
	const char *file;
	struct dl_arena *scratch;
	struct dl_ir_index *names; /* labels and values */
	struct label **labels;
	size_t nlabels, cap_labels;
	struct use *uses;
	size_t nuses, cap_uses;
	struct dl_instr **unnumbered;
	size_t nunnumbered, cap_unnumbered;
	uint32_t next_id; /* above all ids seen */

	/* of the instruction being read */
	struct dl_operand *ops;
	struct dl_block **targets;
	struct dl_case *cases;
	size_t cap_ops, cap_targets, cap_cases;
};

/* Room for one more element in an array of the arena. */
#define RESERVE(arena, array, n, cap)                                                              \
	((array) = dl_ir_grow((arena), (array), (n), &(cap), sizeof(*(array))))

/* ---- read_words.c ---- */

/* Keeps the first error and ends the text. */
__attribute__((format(printf, 3, 4))) void dl_fail_at(struct reader *r, uint32_t line,
						      const char *fmt, ...);

#define fail(r, ...) dl_fail_at((r), (r)->tok.line, __VA_ARGS__)

/* A name for messages: what is there, cut to a readable length. */
#define SHOWN(token) (int)((token).len < 60 ? (token).len : 60), (token).text

void dl_next(struct reader *r);
void dl_seek(struct reader *r, struct dl_lexer at);
bool dl_at_punct(const struct reader *r, char c);
bool dl_accept_punct(struct reader *r, char c);
void dl_expect_punct(struct reader *r, char c);
bool dl_same_text(const struct dl_token *token, const char *s);
bool dl_accept_word(struct reader *r, const char *word);
/* An unsigned number up to max. */
uint64_t dl_expect_number(struct reader *r, uint64_t max);
/* Any 64 bits, as signed or as unsigned number. */
int64_t dl_expect_imm(struct reader *r);
/* The interned text of a token of that kind; "" on error. */
const char *dl_expect_text(struct reader *r, enum dl_token_kind kind, const char *what);
const char *dl_expect_string(struct reader *r, const char *what);

/* ---- read_types.c ---- */

/* The type that a string names; NULL on error. */
struct dl_type *dl_expect_type(struct reader *r);
/* Fills a type that scan() made; the next word is "type". */
void dl_read_type(struct reader *r, struct dl_type *type);
/* Gives arrays their sizes, once all types are read. */
void dl_size_arrays(struct reader *r);

/* ---- read.c, read_body.c ---- */

/* An item has to be followed by the next one, or by the end. */
void dl_expect_item_end(struct reader *r);
/* [file:]line:column; without a file, it is that one. */
dl_loc dl_read_loc(struct reader *r, const char *file);
void dl_define_func(struct reader *r, struct item *item);
/* "record"."member" or "record"."member"[number in the record] */
void dl_read_member(struct reader *r, const struct dl_type **record, uint32_t *field);

#endif
