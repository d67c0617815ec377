/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The words of the text form as the reader asks for them: "the next one must be a string". After an
 * error the text is at its end and every request is answered with nothing, so that callers need not
 * look after each.
 */
#include "checker/ir/read.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

void dl_fail_at(struct reader *r, uint32_t line, const char *fmt, ...)
{
	size_t size = r->message_size;
	va_list args;
	int n;

	if (!r->failed && size) {
		n = snprintf(r->message, size, "line %" PRIu32 ": ", line);
		va_start(args, fmt);
		if (n >= 0 && (size_t)n < size)
			vsnprintf(r->message + n, size - (size_t)n, fmt, args);
		va_end(args);
	}
	r->failed = true;
	r->lexer.pos = r->lexer.end;
	r->tok.kind = DL_TOKEN_END;
}

void dl_next(struct reader *r)
{
	if (r->failed)
		return;
	r->tok = dl_lex(&r->lexer);
	if (r->tok.kind == DL_TOKEN_ERROR)
		fail(r, "%s", r->tok.text);
}

void dl_seek(struct reader *r, struct dl_lexer at)
{
	if (r->failed)
		return;
	r->lexer = at;
	dl_next(r);
}

bool dl_at_punct(const struct reader *r, char c)
{
	return r->tok.kind == DL_TOKEN_PUNCT && r->tok.punct == c;
}

bool dl_accept_punct(struct reader *r, char c)
{
	bool found = dl_at_punct(r, c);

	if (found)
		dl_next(r);
	return found;
}

void dl_expect_punct(struct reader *r, char c)
{
	if (!dl_accept_punct(r, c))
		fail(r, "'%c' expected", c);
}

bool dl_same_text(const struct dl_token *token, const char *s)
{
	return token->len == strlen(s) && !memcmp(token->text, s, token->len);
}

bool dl_accept_word(struct reader *r, const char *word)
{
	bool found = r->tok.kind == DL_TOKEN_WORD && dl_same_text(&r->tok, word);

	if (found)
		dl_next(r);
	return found;
}

/* An unsigned number up to max. */
uint64_t dl_expect_number(struct reader *r, uint64_t max)
{
	uint64_t number = r->tok.number;

	if (r->tok.kind != DL_TOKEN_NUMBER) {
		fail(r, "number expected");
		return 0;
	}
	if (r->tok.negative || number > max) {
		fail(r, "number out of range");
		return 0;
	}
	dl_next(r);
	return number;
}

/* Any 64 bits, as signed or as unsigned number. */
int64_t dl_expect_imm(struct reader *r)
{
	uint64_t number = r->tok.number;

	if (r->tok.kind != DL_TOKEN_NUMBER) {
		fail(r, "number expected");
		return 0;
	}
	if (r->tok.negative)
		number = -number;
	dl_next(r);
	return (int64_t)number;
}

/* The interned text of a token of that kind; "" on error. */
const char *dl_expect_text(struct reader *r, enum dl_token_kind kind, const char *what)
{
	const char *text;

	if (r->tok.kind != kind) {
		fail(r, "%s expected", what);
		return "";
	}
	text = dl_index_intern(r->unit->index, r->tok.text, r->tok.len);
	dl_next(r);
	return text;
}

const char *dl_expect_string(struct reader *r, const char *what)
{
	return dl_expect_text(r, DL_TOKEN_STRING, what);
}
