/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * An example out of a lit case: its first function, as kernel style lays one out. The signature
 * starts in column 0 after an empty line, "{" and "}" stand alone in column 0. No C is parsed.
 */
#include "tools/rule-pages/rule_pages.h"

#include <stdlib.h>
#include <string.h>

#define MAX_LINES 200	/* of one function */

struct line {
	const char *text;
	size_t len;
	bool marked;
};

static const char *next_line(const char *p)
{
	const char *end = strchr(p, '\n');

	return end ? end + 1 : p + strlen(p);
}

static struct line line_at(const char *p)
{
	return (struct line){ .text = p, .len = strcspn(p, "\n") };
}

static bool is_line(const char *p, const char *text)
{
	return !strncmp(p, text, strlen(text)) && (p[strlen(text)] == '\n' || !p[strlen(text)]);
}

/* Where the first function begins: after the last empty line before the first lone "{". */
static const char *first_function(const char *p)
{
	const char *start = p;

	for (; *p; p = next_line(p)) {
		if (is_line(p, "{"))
			return start;
		if (is_line(p, ""))
			start = next_line(p);
	}
	return NULL;
}

/* "// CHECK: :[[@LINE-1]]:..." is about the line before it. */
static void mark_line(struct line *lines, size_t n, const char *check, size_t len)
{
	const char *at = memmem(check, len, "[[@LINE-", strlen("[[@LINE-"));
	unsigned long back = at ? strtoul(at + strlen("[[@LINE-"), NULL, 10) : 0;

	if (back && back <= n)
		lines[n - back].marked = true;
}

static bool is_check(const struct line *line)
{
	return memmem(line->text, line->len, "// CHECK", strlen("// CHECK")) != NULL;
}

static size_t collect(struct line *lines, const char *p)
{
	size_t n = 0;
	bool last = false;

	for (; *p && !last && n < MAX_LINES; p = next_line(p)) {
		struct line line = line_at(p);

		last = is_line(p, "}");
		if (is_check(&line))
			mark_line(lines, n, line.text, line.len);
		else
			lines[n++] = line;
	}
	return last ? n : 0;
}

bool print_example(FILE *out, const char *source, const char *mark)
{
	const char *start = first_function(source);
	struct line lines[MAX_LINES];
	size_t n = start ? collect(lines, start) : 0;

	for (size_t i = 0; i < n; i++) {
		fprintf(out, "%.*s", (int)lines[i].len, lines[i].text);
		if (lines[i].marked && mark)
			fprintf(out, "%s", mark);
		fputc('\n', out);
	}
	return n > 0;
}
