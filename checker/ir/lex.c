/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The text form cut into words. Space and comments (# or ; to the end of the line) separate words
 * and mean nothing else. Any bytes may come in: what is no word is an ERROR token with a reason.
 */
#include "checker/ir/lex.h"

#include <string.h>

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/* The value of a digit in any base up to 16, else 16. */
static unsigned digit_value(char c)
{
	if (is_digit(c))
		return (unsigned)(c - '0');
	if (c >= 'a' && c <= 'f')
		return (unsigned)(c - 'a') + 10;
	if (c >= 'A' && c <= 'F')
		return (unsigned)(c - 'A') + 10;
	return 16;
}

/* The byte n places ahead; 0 at the end. */
static char peek(const struct dl_lexer *lexer, size_t n)
{
	return (size_t)(lexer->end - lexer->pos) > n ? lexer->pos[n] : '\0';
}

static void skip_space(struct dl_lexer *lexer)
{
	bool comment = false;

	for (; lexer->pos < lexer->end; lexer->pos++) {
		char c = *lexer->pos;

		if (c == '\n') {
			lexer->line++;
			comment = false;
		} else if (c == '#' || c == ';') {
			comment = true;
		} else if (!comment && c != ' ' && c != '\t' && c != '\r') {
			return;
		}
	}
}

static void set_error(struct dl_token *token, const char *reason)
{
	token->kind = DL_TOKEN_ERROR;
	token->text = reason;
	token->len = strlen(reason);
}

static void lex_number(struct dl_lexer *lexer, struct dl_token *token)
{
	unsigned base = 10;
	bool overflow = false;

	token->kind = DL_TOKEN_NUMBER;
	token->negative = peek(lexer, 0) == '-';
	lexer->pos += token->negative;
	if (peek(lexer, 0) == '0' && peek(lexer, 1) == 'x' && digit_value(peek(lexer, 2)) < 16) {
		base = 16;
		lexer->pos += 2;
	}
	for (; digit_value(peek(lexer, 0)) < base; lexer->pos++) {
		overflow |= __builtin_mul_overflow(token->number, base, &token->number);
		overflow |= __builtin_add_overflow(token->number, digit_value(*lexer->pos),
						   &token->number);
	}
	if (token->negative && token->number > (uint64_t)INT64_MAX + 1)
		overflow = true;
	if (is_letter(peek(lexer, 0)))
		set_error(token, "letters after a number");
	else if (overflow)
		set_error(token, "number does not fit 64 bits");
}

/* The byte that an escape stands for, or -1. Leaves pos after it. */
static int lex_escape(struct dl_lexer *lexer)
{
	char c = peek(lexer, 1);
	unsigned byte;

	lexer->pos += 2;
	if (c == '"' || c == '\\')
		return c;
	if (c == 'n')
		return '\n';
	if (c != 'x' || digit_value(peek(lexer, 0)) > 15 || digit_value(peek(lexer, 1)) > 15)
		return -1;
	byte = digit_value(peek(lexer, 0)) * 16 + digit_value(peek(lexer, 1));
	lexer->pos += 2;
	return byte ? (int)byte : -1;
}

/* pos is at the opening quote, end at the closing one. */
static void decode_string(struct dl_lexer *lexer, struct dl_token *token, const char *end)
{
	char *text = dl_arena_alloc(lexer->scratch, (size_t)(end - lexer->pos));
	size_t len = 0;

	lexer->pos++;
	while (lexer->pos < end) {
		int c = (unsigned char)*lexer->pos;

		if (c == '\\')
			c = lex_escape(lexer);
		else
			lexer->pos++;
		if (c < 0) {
			set_error(token, "unknown escape in a string");
			return;
		}
		text[len++] = (char)c;
	}
	token->text = text;
	token->len = len;
}

static void lex_string(struct dl_lexer *lexer, struct dl_token *token)
{
	const char *end = lexer->pos + 1;
	bool escapes = false;

	for (; end < lexer->end && *end != '"' && *end != '\n' && *end; end++) {
		if (*end == '\\') {
			escapes = true;
			if (++end == lexer->end || *end == '\n')
				break;
		}
	}
	if (end >= lexer->end || *end != '"') {
		set_error(token, "string without end");
		return;
	}
	token->text = lexer->pos + 1;
	token->len = (size_t)(end - token->text);
	if (escapes)
		decode_string(lexer, token, end);
	lexer->pos = end + 1;
}

static void lex_word(struct dl_lexer *lexer, struct dl_token *token, bool dots)
{
	token->text = lexer->pos;
	while (is_letter(peek(lexer, 0)) || is_digit(peek(lexer, 0)) ||
	       (dots && peek(lexer, 0) == '.'))
		lexer->pos++;
	token->len = (size_t)(lexer->pos - token->text);
}

/* What follows $, & or @: a plain name or a string. */
static void lex_name(struct dl_lexer *lexer, struct dl_token *token, enum dl_token_kind kind)
{
	lexer->pos++;
	token->kind = kind;
	if (peek(lexer, 0) == '"') {
		lex_string(lexer, token);
		return;
	}
	lex_word(lexer, token, true);
	if (!token->len)
		set_error(token, "name expected after $, & or @");
}

static void lex_value(struct dl_lexer *lexer, struct dl_token *token)
{
	lexer->pos++;
	if (!is_digit(peek(lexer, 0))) {
		set_error(token, "number expected after %");
		return;
	}
	lex_number(lexer, token);
	if (token->kind == DL_TOKEN_NUMBER)
		token->kind = DL_TOKEN_VALUE;
}

static void lex_punct(struct dl_lexer *lexer, struct dl_token *token)
{
	char c = *lexer->pos;

	if (!c || !strchr("{}()[],:=.", c)) {
		set_error(token, "byte that belongs to no word");
		return;
	}
	if (c == '.' && peek(lexer, 1) == '.') {
		token->kind = DL_TOKEN_RANGE;
		lexer->pos += 2;
		return;
	}
	token->kind = DL_TOKEN_PUNCT;
	token->punct = c;
	lexer->pos++;
}

struct dl_token dl_lex(struct dl_lexer *lexer)
{
	struct dl_token token = {.kind = DL_TOKEN_END};
	char c;

	skip_space(lexer);
	token.line = lexer->line;
	token.start = lexer->pos;
	if (lexer->pos == lexer->end)
		return token;
	c = *lexer->pos;
	if (is_digit(c) || (c == '-' && is_digit(peek(lexer, 1)))) {
		lex_number(lexer, &token);
	} else if (is_letter(c)) {
		token.kind = DL_TOKEN_WORD;
		lex_word(lexer, &token, false);
	} else if (c == '"') {
		token.kind = DL_TOKEN_STRING;
		lex_string(lexer, &token);
	} else if (c == '%') {
		lex_value(lexer, &token);
	} else if (c == '$') {
		lex_name(lexer, &token, DL_TOKEN_LOCAL);
	} else if (c == '&') {
		lex_name(lexer, &token, DL_TOKEN_GLOBAL);
	} else if (c == '@') {
		lex_name(lexer, &token, DL_TOKEN_FUNCTION);
	} else {
		lex_punct(lexer, &token);
	}
	return token;
}
