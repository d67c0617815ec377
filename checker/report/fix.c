/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * From a fix to the bytes that change. The IR knows where a call or a condition starts, not where its parts are: the
 * source is cut into tokens, and the parts are found from there. What is not one of a few plain forms is left alone.
 *
 * Not here: whether the change is right. That the engine knows (checker/engine/fixes.c).
 */
#define _GNU_SOURCE
#include "checker/report/fix.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "checker/ir/arena.h"

struct token {
	const char *at;
	size_t len;
	bool blank_before;
};

struct tokens {
	const char *text;
	struct token *items;
	size_t n, cap;
};

struct span {		/* tokens [from, to) */
	size_t from, to;
};

/* ---- tokens ---------------------------------------------------------------------------------- */

static bool is_word_byte(char c)
{
	return isalnum((unsigned char)c) || c == '_' || c == '$';
}

/* Behind the literal that starts at p; one without an end (in words of #error) ends with its line. */
static const char *skip_literal(const char *p, const char *end)
{
	char quote = *p++;

	while (p < end && *p != quote && *p != '\n')
		p += *p == '\\' && p + 1 < end ? 2 : 1;
	return p < end && *p == quote ? p + 1 : p;
}

/* Behind blanks and comments. */
static const char *skip_blanks(const char *p, const char *end)
{
	while (p < end) {
		const char *close;

		if (isspace((unsigned char)*p)) {
			p++;
		} else if (end - p > 1 && p[0] == '/' && p[1] == '*') {
			close = memmem(p + 2, end - p - 2, "*/", 2);
			p = close ? close + 2 : end;
		} else if (end - p > 1 && p[0] == '/' && p[1] == '/') {
			close = memchr(p, '\n', end - p);
			p = close ? close : end;
		} else {
			break;
		}
	}
	return p;
}

/* Operators of more than one character, as far as they matter here; the longer before the shorter. */
static const char *const operators[] = { "<<=", ">>=", "...", "->", "<<", ">>", "<=", ">=", "==",
					 "!=",  "&&",  "||",  "++", "--" };

static size_t token_length(const char *p, const char *end)
{
	const char *q = p;

	if (*p == '"' || *p == '\'')
		return skip_literal(p, end) - p;
	while (q < end && is_word_byte(*q))
		q++;
	if (q > p)
		return q - p;
	for (size_t i = 0; i < sizeof(operators) / sizeof(operators[0]); i++) {
		size_t len = strlen(operators[i]);

		if ((size_t)(end - p) >= len && memcmp(p, operators[i], len) == 0)
			return len;
	}
	return 1;
}

static void add_token(struct tokens *t, struct token token)
{
	t->items = dl_reserve(t->items, t->n, &t->cap, sizeof(t->items[0]));
	t->items[t->n++] = token;
}

static void cut(struct tokens *t, const char *text, size_t len)
{
	const char *end = text + len, *p = text, *next;

	t->text = text;
	while ((next = skip_blanks(p, end)) < end) {
		struct token token = { next, token_length(next, end), next > p };

		add_token(t, token);
		p = token.at + token.len;
	}
}

static bool is(const struct tokens *t, size_t i, const char *word)
{
	return i < t->n && t->items[i].len == strlen(word) &&
	       memcmp(t->items[i].at, word, t->items[i].len) == 0;
}

static bool is_one_of(const struct tokens *t, size_t i, const char *const *words)
{
	for (; *words; words++)
		if (is(t, i, *words))
			return true;
	return false;
}

static bool is_word(const struct tokens *t, size_t i)
{
	return i < t->n && is_word_byte(t->items[i].at[0]);
}

/* The token that starts there, or the number of tokens. */
static size_t find_token(const struct tokens *t, const char *at)
{
	size_t low = 0, high = t->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (t->items[middle].at < at)
			low = middle + 1;
		else
			high = middle;
	}
	return low < t->n && t->items[low].at == at ? low : t->n;
}

/* ---- arguments of a call --------------------------------------------------------------------- */

static bool opens(const struct tokens *t, size_t i)
{
	return is(t, i, "(") || is(t, i, "[") || is(t, i, "{");
}

static bool closes(const struct tokens *t, size_t i)
{
	return is(t, i, ")") || is(t, i, "]") || is(t, i, "}");
}

/* Behind the argument that starts at i: at its comma, or where the call ends. Not over directives. */
static size_t argument_end(const struct tokens *t, size_t i)
{
	for (size_t depth = 0; i < t->n; i++) {
		if (is(t, i, "#") || is(t, i, "\\") || is(t, i, ";"))
			return t->n;
		if (depth == 0 && (is(t, i, ",") || closes(t, i)))
			return i;
		if (opens(t, i))
			depth++;
		else if (closes(t, i))
			depth--;
	}
	return t->n;
}

/* call: the token with its name. */
static bool find_argument(const struct tokens *t, size_t call, const char *name, uint32_t argument,
			  struct span *span)
{
	if (!is(t, call, name) || !is(t, call + 1, "("))
		return false;
	*span = (struct span){ call + 2, argument_end(t, call + 2) };
	while (argument-- && is(t, span->to, ","))
		*span = (struct span){ span->to + 1, argument_end(t, span->to + 1) };
	return argument == UINT32_MAX && span->from < span->to && span->to < t->n;
}

/* Names, members and numbers: what says the same wherever it is read, and has no effects. */
static bool is_plain(const struct tokens *t, struct span span)
{
	static const char *const links[] = { "->", ".", NULL };
	size_t i = span.from + is(t, span.from, "&");

	if (span.from >= span.to || !is_word(t, i))
		return false;
	for (i++; i < span.to; i += 2)
		if (!is_one_of(t, i, links) || i + 1 >= span.to || !is_word(t, i + 1))
			return false;
	return true;
}

static bool has_blanks(const struct tokens *t, struct span span)
{
	for (size_t i = span.from + 1; i < span.to; i++)
		if (t->items[i].blank_before)
			return true;
	return false;
}

/* As it stands in the source: nothing but its tokens, so that it can stand in another line. */
static char *text_of(const struct tokens *t, struct span span)
{
	const struct token *last = &t->items[span.to - 1];
	const char *from = t->items[span.from].at;

	if (!is_plain(t, span) || has_blanks(t, span))
		return NULL;
	return strndup(from, last->at + last->len - from);
}

static bool replace(const struct tokens *t, struct span span, char *text, struct dl_edit *edit)
{
	const struct token *last = &t->items[span.to - 1];
	const char *from = t->items[span.from].at;

	if (!text)
		return false;
	*edit = (struct dl_edit){ from - t->text, last->at + last->len - from, text };
	return true;
}

/* ---- the kinds of fixes ---------------------------------------------------------------------- */

struct work {
	struct dl_sources *sources;
	const struct dl_finding *finding;
	const struct dl_fix *fix;
	struct tokens tokens;
};

static size_t token_at(struct work *w, uint32_t line, uint32_t column)
{
	size_t len;
	const char *text = dl_sources_line(w->sources, w->finding->file, line, &len);

	if (!text || column == 0 || column > len)
		return w->tokens.n;
	return find_token(&w->tokens, text + column - 1);
}

/* Of the other call that the fix names. */
static char *other_argument(struct work *w)
{
	const struct dl_fix *fix = w->fix;
	size_t call = token_at(w, fix->other_line, fix->other_column);
	struct span span;

	if (!fix->other_name ||
	    !find_argument(&w->tokens, call, fix->other_name, fix->other_argument, &span))
		return NULL;
	return text_of(&w->tokens, span);
}

static bool fix_argument(struct work *w, size_t at, struct dl_edit *edit)
{
	const struct dl_fix *fix = w->fix;
	struct span span;

	if (!find_argument(&w->tokens, at, fix->name, fix->argument, &span) ||
	    !is_plain(&w->tokens, span))
		return false;
	if (fix->now && !(span.to == span.from + 1 && is(&w->tokens, span.from, fix->now)))
		return false;
	return replace(&w->tokens, span, fix->text ? strdup(fix->text) : other_argument(w), edit);
}

static const char *const before_test[] = { "(", "&&", "||", NULL };
static const char *const behind_test[] = { ")", "&&", "||", NULL };

/* The variable that the condition at this token asks, be it inside of unlikely(); else the number of tokens. */
static size_t find_variable(const struct work *w, size_t at)
{
	static const char *const hints[] = { "likely", "unlikely", NULL };
	static const char *const compares[] = { "==", "!=", "<", ">=", NULL };
	const struct tokens *t = &w->tokens;

	if (is_one_of(t, at, hints) && is(t, at + 1, "("))
		at += 2;
	if (is(t, at, "!"))
		at++;
	else if (at > 0 && is_one_of(t, at, compares))
		at--;
	return at > 1 && is(t, at, w->fix->name) ? at : t->n;
}

static bool stands_alone(const struct tokens *t, struct span span)
{
	return span.from > 0 && is_one_of(t, span.from - 1, before_test) &&
	       is_one_of(t, span.to, behind_test);
}

/* "n < 0" becomes "n == 0", and "n >= 0" becomes "n > 0". */
static bool fix_count_test(struct work *w, size_t at, struct dl_edit *edit)
{
	const struct tokens *t = &w->tokens;
	size_t v = find_variable(w, at), op = v + 1;

	if (v >= t->n || !(is(t, op, "<") || is(t, op, ">=")) || !is(t, op + 1, "0") ||
	    !stands_alone(t, (struct span){ v, op + 2 }))
		return false;
	return replace(t, (struct span){ op, op + 1 }, strdup(is(t, op, "<") ? "==" : ">"), edit);
}

/* "!dma" and "dma == 0" become "dma_mapping_error(dev, dma)"; "dma" and "dma != 0" its contrary. */
static bool fix_handle_test(struct work *w, size_t at, struct dl_edit *edit)
{
	const struct tokens *t = &w->tokens;
	size_t v = find_variable(w, at);
	struct span span = { v, v + 1 };
	bool is_zero = false;
	char *device, *text = NULL;

	if (v >= t->n || !w->fix->text)
		return false;
	if (is(t, v - 1, "!")) {
		span.from--;
		is_zero = true;
	} else if ((is(t, v + 1, "==") || is(t, v + 1, "!=")) && is(t, v + 2, "0")) {
		span.to += 2;
		is_zero = is(t, v + 1, "==");
	}
	device = stands_alone(t, span) ? other_argument(w) : NULL;
	if (device && asprintf(&text, "%s%s(%s, %s)", is_zero ? "" : "!", w->fix->text, device,
			       w->fix->name) < 0)
		dl_checked(NULL);
	free(device);
	return replace(t, span, text, edit);
}

bool dl_fix_find(struct dl_sources *sources, const struct dl_finding *finding,
		 struct dl_edit *edit)
{
	static bool (*const kinds[DL_FIX_KIND_COUNT])(struct work *, size_t, struct dl_edit *) = {
		[DL_FIX_ARGUMENT] = fix_argument,
		[DL_FIX_COUNT_TEST] = fix_count_test,
		[DL_FIX_HANDLE_TEST] = fix_handle_test,
	};
	struct work w = { .sources = sources, .finding = finding, .fix = finding->fix };
	const char *text;
	size_t len, at;
	bool good;

	text = finding->fix ? dl_sources_text(sources, finding->file, &len) : NULL;
	if (!text)
		return false;
	cut(&w.tokens, text, len);
	at = token_at(&w, finding->line, finding->column);
	good = at < w.tokens.n && kinds[finding->fix->kind](&w, at, edit);
	free(w.tokens.items);
	return good;
}

void dl_edit_free(struct dl_edit *edit)
{
	free(edit->text);
}
