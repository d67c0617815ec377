/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The text of a baseline. Tabs, line ends and backslashes of file names are escaped, so that a line is a finding
 * whatever it is called. Lines that begin with '#' are remarks.
 */
#define _GNU_SOURCE
#include "checker/report/baseline.h"

#include <stdlib.h>
#include <string.h>

#include "checker/ir/arena.h"

enum { PARTS = 5 };

static const char head[] =
	"# dma-lint baseline 1: findings that are known and stay quiet (dma-lint --baseline=FILE).\n"
	"# rule, file, function, what is said, of what. Lines may be removed, and merged in any order.\n";

/* ---- writing --------------------------------------------------------------------------------- */

static void print_escaped(FILE *out, const char *text)
{
	static const char special[] = "\\\t\n\r", letters[] = "\\tnr";

	for (; *text; text++) {
		const char *which = strchr(special, *text);

		if (which)
			fprintf(out, "\\%c", letters[which - special]);
		else
			fputc(*text, out);
	}
}

static char *line_of(const struct dl_identity *id)
{
	const char *const parts[PARTS] = { dl_rule_info(id->rule)->id, id->path, id->function,
					   id->words, id->object };
	char *line = NULL;
	size_t len = 0;
	FILE *out = dl_checked(open_memstream(&line, &len));

	for (size_t i = 0; i < PARTS; i++) {
		if (i)
			fputc('\t', out);
		print_escaped(out, parts[i]);
	}
	fclose(out);
	return dl_checked(line);
}

static int compare_lines(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

void dl_baseline_write(FILE *out, const struct dl_identity *identities, size_t count)
{
	char **lines = dl_checked(calloc(count + 1, sizeof(lines[0])));

	for (size_t i = 0; i < count; i++)
		lines[i] = line_of(&identities[i]);
	qsort(lines, count, sizeof(lines[0]), compare_lines);
	fputs(head, out);
	for (size_t i = 0; i < count; i++) {
		fprintf(out, "%s\n", lines[i]);
		free(lines[i]);
	}
	free(lines);
}

/* ---- reading --------------------------------------------------------------------------------- */

/* In place. False if a backslash stands before something else than print_escaped() writes. */
static bool unescape(char *text)
{
	static const char special[] = "\\\t\n\r", letters[] = "\\tnr";
	char *to = text;

	for (const char *at = text; *at; at++) {
		const char *which = *at == '\\' && at[1] ? strchr(letters, at[1]) : NULL;

		if (*at == '\\' && !which)
			return false;
		*to++ = which ? special[which - letters] : *at;
		at += which != NULL;
	}
	*to = '\0';
	return true;
}

/* NULL, or what is wrong with the line. */
static const char *read_line(struct dl_identity *id, char *line)
{
	char *parts[PARTS], *rest = line;

	line[strcspn(line, "\r")] = '\0';
	for (size_t i = 0; i < PARTS; i++) {
		parts[i] = strsep(&rest, "\t");
		if (!parts[i])
			return "a finding has five parts with tabs between them";
		if (!unescape(parts[i]))
			return "a backslash that means nothing";
	}
	if (rest)
		return "a finding has five parts with tabs between them";
	*id = (struct dl_identity){ .rule = dl_rule_by_id(parts[0]), .path = parts[1],
				    .function = parts[2], .words = parts[3], .object = parts[4],
				    .hint = "" };
	return id->rule == DL_RULE_NONE ? "no such rule" : NULL;
}

static size_t count_lines(const char *text)
{
	size_t n = 1;

	for (; *text; text++)
		n += *text == '\n';
	return n;
}

bool dl_baseline_read(struct dl_baseline *b, const char *text, size_t len, char *error,
		      size_t error_size)
{
	const char *complaint = memchr(text, '\0', len) ? "a NUL byte" : NULL;
	size_t number = 0;
	char *rest;

	*b = (struct dl_baseline){ .text = dl_checked(strndup(text, len)) };
	b->list = dl_checked(calloc(count_lines(b->text), sizeof(b->list[0])));
	rest = b->text;
	if (!complaint && strncmp(rest, head, strcspn(head, ":")) != 0)
		complaint = "it does not begin with '# dma-lint baseline 1'";
	while (rest && !complaint) {
		char *line = strsep(&rest, "\n");

		number++;
		if (*line && *line != '#' && *line != '\r')
			complaint = read_line(&b->list[b->count++], line);
	}
	if (!complaint)
		return true;
	snprintf(error, error_size, "line %zu: %s", number ? number : 1, complaint);
	dl_baseline_free(b);
	return false;
}

void dl_baseline_free(struct dl_baseline *baseline)
{
	free(baseline->list);
	free(baseline->text);
	*baseline = (struct dl_baseline){ 0 };
}
