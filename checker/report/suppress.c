/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Suppression comments, found in the text of a source: by its comments, strings and line ends, nothing else of C.
 * It is read when findings are reported, so that it makes no difference how the source was parsed, or when.
 */
#define _GNU_SOURCE
#include "checker/report/suppress.h"

#include <ctype.h>
#include <fnmatch.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "checker/ir/arena.h"

#define MAX_GLOB 128

static const char mark[] = "dma-lint:";

struct scan {
	struct dl_suppressions *found;
	const char *at, *end;
	const char *line_start;
	uint32_t line;
	bool code;		/* on this line, before here */
	size_t closed;		/* of those found: their last line is known */
};

/* ---- what a comment says --------------------------------------------------------------------- */

struct comment {
	const char *at, *end;	/* what is left of its text */
};

static bool is_blank(char c)
{
	return isspace((unsigned char)c);
}

static void skip_blanks(struct comment *c)
{
	while (c->at < c->end && is_blank(*c->at))
		c->at++;
}

static bool accept(struct comment *c, const char *word)
{
	size_t len = strlen(word);

	skip_blanks(c);
	if ((size_t)(c->end - c->at) < len || memcmp(c->at, word, len) != 0)
		return false;
	c->at += len;
	return true;
}

__attribute__((format(printf, 2, 3))) static void complain(struct dl_suppression *s,
							    const char *format, ...)
{
	va_list args;

	if (s->problem)
		return;
	va_start(args, format);
	if (vasprintf(&s->problem, format, args) < 0)
		dl_checked(NULL);
	va_end(args);
}

static void add_rules(struct dl_suppression *s, const char *id, size_t len)
{
	char glob[MAX_GLOB];
	bool any = false;

	while (len && is_blank(*id))
		id++, len--;
	while (len && is_blank(id[len - 1]))
		len--;
	snprintf(glob, sizeof(glob), "%.*s", (int)(len < MAX_GLOB ? len : MAX_GLOB - 1), id);
	for (int rule = DL_RULE_NONE + 1; rule < DL_RULE_COUNT; rule++) {
		if (fnmatch(glob, dl_rule_info(rule)->id, 0) != 0)
			continue;
		s->rules[rule] = true;
		any = true;
	}
	if (!any)
		complain(s, "no rule is called '%s'", glob);
}

static void read_ids(struct dl_suppression *s, struct comment *c)
{
	const char *close = memchr(c->at, ']', c->end - c->at);
	const char *at = c->at, *end = close ? close : c->end;

	if (!close)
		complain(s, "a ']' is missing behind the rules");
	s->ids = dl_checked(strndup(at, end - at));
	while (at <= end) {
		const char *comma = memchr(at, ',', end - at);
		const char *stop = comma ? comma : end;

		add_rules(s, at, stop - at);
		at = stop + 1;
	}
	c->at = close ? close + 1 : c->end;
}

/* In one line, without the stars that lines of a comment begin with. */
static void read_reason(struct dl_suppression *s, struct comment *c)
{
	bool line_start = false, gap = false;
	char *to;

	skip_blanks(c);
	to = s->reason = dl_checked(strndup(c->at, c->end - c->at));
	for (const char *at = s->reason; *at; at++) {
		line_start |= *at == '\n';
		if (is_blank(*at) || (line_start && *at == '*')) {
			gap = to > s->reason;
			continue;
		}
		if (gap)
			*to++ = ' ';
		*to++ = *at;
		line_start = gap = false;
	}
	*to = '\0';
	if (!*s->reason)
		complain(s, "a reason is missing behind ignore[%s]", s->ids);
}

/* False if the comment is none of ours. */
static bool read_comment(struct dl_suppression *s, struct comment c)
{
	if (!accept(&c, mark))
		return false;
	if (accept(&c, "ignore") && accept(&c, "[")) {
		read_ids(s, &c);
		read_reason(s, &c);
		return true;
	}
	complain(s, "'ignore[RULE] reason' is all that may stand behind '%s'", mark);
	s->ids = dl_checked(strndup("", 0));
	s->reason = dl_checked(strndup("", 0));
	return true;
}

/* ---- where comments are ---------------------------------------------------------------------- */

static struct dl_suppression *add(struct dl_suppressions *s)
{
	s->list = dl_reserve(s->list, s->count, &s->capacity, sizeof(s->list[0]));
	return &s->list[s->count++];
}

static void note_comment(struct scan *scan, const char *text, const char *end)
{
	struct dl_suppression s = { .line = scan->line };

	while (text < end && (is_blank(*text) || *text == '*' || *text == '/' || *text == '!'))
		text++;
	if (!read_comment(&s, (struct comment){ text, end }))
		return;
	s.column = scan->at - scan->line_start + 1;
	if (scan->code)
		s.first = s.last = scan->line;
	*add(scan->found) = s;
	if (scan->code)
		scan->closed = scan->found->count;
}

/* Those that wait for code get it; a statement ends at its semicolon or brace. */
static void note_code(struct scan *scan, char c)
{
	scan->code = true;
	for (size_t i = scan->closed; i < scan->found->count; i++) {
		struct dl_suppression *s = &scan->found->list[i];

		s->first = s->first ? s->first : scan->line;
		s->last = scan->line;
	}
	if (c == ';' || c == '{' || c == '}')
		scan->closed = scan->found->count;
}

static void step(struct scan *scan)
{
	if (*scan->at++ != '\n')
		return;
	scan->line++;
	scan->line_start = scan->at;
	scan->code = false;
}

static void skip_quoted(struct scan *scan)
{
	char quote = *scan->at;

	note_code(scan, quote);
	step(scan);
	for (; scan->at < scan->end && *scan->at != quote && *scan->at != '\n'; step(scan))
		if (*scan->at == '\\' && scan->at + 1 < scan->end)
			step(scan);
	if (scan->at < scan->end && *scan->at == quote)
		step(scan);
}

/* At a slash. False if no comment begins here. */
static bool skip_comment(struct scan *scan)
{
	const char *text = scan->at + 2, *end;
	bool block = text <= scan->end && scan->at[1] == '*';

	if (text > scan->end || (!block && scan->at[1] != '/'))
		return false;
	end = block ? memmem(text, scan->end - text, "*/", 2)
		    : memchr(text, '\n', scan->end - text);
	if (!end)
		end = scan->end;
	note_comment(scan, text, end);
	if (block && end < scan->end)
		end += 2;
	while (scan->at < end)
		step(scan);
	return true;
}

void dl_suppressions_read(struct dl_suppressions *suppressions, const char *text, size_t len)
{
	struct scan scan = { suppressions, text, text + len, text, 1, false, 0 };

	*suppressions = (struct dl_suppressions){ 0 };
	if (!len || !memmem(text, len, mark, strlen(mark)))
		return;
	while (scan.at < scan.end) {
		if (*scan.at == '"' || *scan.at == '\'') {
			skip_quoted(&scan);
		} else if (*scan.at != '/' || !skip_comment(&scan)) {
			if (!is_blank(*scan.at))
				note_code(&scan, *scan.at);
			step(&scan);
		}
	}
}

struct dl_suppression *dl_suppressions_find(const struct dl_suppressions *suppressions,
					    enum dl_rule rule, uint32_t line)
{
	for (size_t i = 0; i < suppressions->count; i++) {
		struct dl_suppression *s = &suppressions->list[i];

		if (s->rules[rule] && s->first && s->first <= line && line <= s->last)
			return s;
	}
	return NULL;
}

void dl_suppressions_free(struct dl_suppressions *suppressions)
{
	for (size_t i = 0; i < suppressions->count; i++) {
		free(suppressions->list[i].ids);
		free(suppressions->list[i].reason);
		free(suppressions->list[i].problem);
	}
	free(suppressions->list);
	*suppressions = (struct dl_suppressions){ 0 };
}
