/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Private to checker/ir: the words of the text form. */
#ifndef DL_IR_LEX_H
#define DL_IR_LEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "checker/ir/arena.h"

enum dl_token_kind {
	DL_TOKEN_END,
	DL_TOKEN_ERROR, /* text says what is wrong */
	DL_TOKEN_WORD,	/* load, b0, s32 */
	DL_TOKEN_NUMBER,
	DL_TOKEN_STRING,   /* "..." */
	DL_TOKEN_VALUE,	   /* %number */
	DL_TOKEN_LOCAL,	   /* $name, $"name" */
	DL_TOKEN_GLOBAL,   /* &name */
	DL_TOKEN_FUNCTION, /* @name */
	DL_TOKEN_RANGE,	   /* .. */
	DL_TOKEN_PUNCT,	   /* one of {}()[],:=. */
};

struct dl_token {
	enum dl_token_kind kind;
	char punct;
	bool negative;	  /* NUMBER: had a minus sign; number is without it */
	uint64_t number;  /* NUMBER, VALUE */
	const char *text; /* of WORD, STRING, names: not terminated; may point into the source */
	size_t len;
	const char *start; /* in the source */
	uint32_t line;
};

struct dl_lexer {
	const char *pos, *end;
	uint32_t line;
	struct dl_arena *scratch; /* for strings with escapes */
};

struct dl_token dl_lex(struct dl_lexer *lexer);

#endif
