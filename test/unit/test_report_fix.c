/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Fixes to edits: what stands where, what is refused, and texts that end anywhere. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "checker/report/fix.h"

/* In line 2, behind a map in line 1. */
static const char map[] = "h = map(&d->dev, p, n.of);\n";

static const struct dl_fix direction = { .kind = DL_FIX_ARGUMENT, .name = "unmap", .argument = 2,
					 .now = "FROM", .text = "TO" };
static const struct dl_fix count = { .kind = DL_FIX_ARGUMENT, .name = "unmap", .argument = 1,
				     .other_name = "map", .other_line = 1, .other_column = 5,
				     .other_argument = 2 };
static const struct dl_fix number = { .kind = DL_FIX_COUNT_TEST, .name = "n" };
static const struct dl_fix handle = { .kind = DL_FIX_HANDLE_TEST, .name = "h",
				      .text = "map_error", .other_name = "map", .other_line = 1,
				      .other_column = 5, .other_argument = 0 };

static const struct {
	const struct dl_fix *fix;
	uint32_t column;
	const char *line, *result;	/* NULL: refused */
} cases[] = {
	{ &direction, 1, "unmap(a, b, FROM);", "unmap(a, b, TO);" },
	{ &direction, 3, "  unmap(f(1, 2), \")\", /*,*/FROM/**/);", "  unmap(f(1, 2), \")\", /*,*/TO/**/);" },
	{ &direction, 1, "unmap(a[b, c], ',', FROM, 0);", "unmap(a[b, c], ',', TO, 0);" },
	{ &direction, 1, "unmap(a, b, BOTH);", NULL },
	{ &direction, 1, "unmap(a, b, (FROM));", NULL },
	{ &direction, 1, "unmap(a, b);", NULL },
	{ &direction, 1, "UNMAP(a, b, FROM);", NULL },
	{ &direction, 2, "unmap(a, b, FROM);", NULL },
	{ &direction, 99, "unmap(a, b, FROM);", NULL },
	{ &direction, 4, "/* unmap(a, b, FROM); */", NULL },
	{ &direction, 1, "unmap(a,\n#if X\n b, FROM);", NULL },
	{ &count, 1, "unmap(a, h->n, FROM);", "unmap(a, n.of, FROM);" },
	{ &count, 1, "unmap(a, f(n), FROM);", NULL },
	{ &count, 1, "unmap(a, n++, FROM);", NULL },
	{ &number, 7, "if (n < 0)", "if (n == 0)" },
	{ &number, 7, "if (n<0)", NULL },
	{ &number, 6, "if (n<0)", "if (n==0)" },
	{ &number, 12, "if (a && n >= 0 || b)", "if (a && n > 0 || b)" },
	{ &number, 5, "if (unlikely(n < 0))", "if (unlikely(n == 0))" },
	{ &number, 7, "if (n < 1)", NULL },
	{ &number, 9, "if (m+n < 0)", NULL },
	{ &number, 7, "if (n <= 0)", NULL },
	{ &number, 7, "if (m < 0)", NULL },
	{ &number, 7, "if (n < 0 == a)", NULL },
	{ &handle, 6, "if (!h)", "if (map_error(&d->dev, h))" },
	{ &handle, 5, "if (h)", "if (!map_error(&d->dev, h))" },
	{ &handle, 7, "if (h == 0)", "if (map_error(&d->dev, h))" },
	{ &handle, 7, "if (h != 0 && a)", "if (!map_error(&d->dev, h) && a)" },
	{ &handle, 5, "if (likely(h))", "if (likely(!map_error(&d->dev, h)))" },
	{ &handle, 7, "if (h == 1)", NULL },
	{ &handle, 7, "if (!!h)", NULL },
	{ &handle, 5, "if (h->x)", NULL },
};

/* Writes len bytes of the text; the caller removes the file and frees its name. */
static char *write_file(const char *text, size_t len)
{
	char *name = strdup("/tmp/dma-lint-fix.XXXXXX");
	int fd = mkstemp(name);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, len), len);
	close(fd);
	return name;
}

/* The text mended, or NULL. */
static char *try(size_t i, const char *text, size_t len)
{
	char *name = write_file(text, len), *result = NULL;
	struct dl_finding finding = { .file = name, .line = 2, .column = cases[i].column,
				      .fix = cases[i].fix };
	struct dl_sources sources = { 0 };
	struct dl_edit edit;

	if (dl_fix_find(&sources, &finding, &edit)) {
		assert_true(edit.offset <= len && edit.length <= len - edit.offset);
		result = calloc(1, len + strlen(edit.text) + 1);
		memcpy(result, text, edit.offset);
		strcat(result, edit.text);
		strncat(result, text + edit.offset + edit.length,
			len - edit.offset - edit.length);
		dl_edit_free(&edit);
	}
	dl_sources_free(&sources);
	unlink(name);
	free(name);
	return result;
}

static void mends_what_reads_as_expected(void **state)
{
	char text[256], *result;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		snprintf(text, sizeof(text), "%s%s\n", map, cases[i].line);
		result = try(i, text, strlen(text));
		if (!result != !cases[i].result)
			print_error("%s\n", cases[i].line);
		assert_int_equal(!result, !cases[i].result);
		if (result) {
			snprintf(text, sizeof(text), "%s%s\n", map, cases[i].result);
			assert_string_equal(result, text);
		}
		free(result);
	}
}

static void text_may_end_anywhere(void **state)
{
	char text[256];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		snprintf(text, sizeof(text), "%s%s\n", map, cases[i].line);
		for (size_t len = 0; len < strlen(text); len++)
			free(try(i, text, len));
	}
}

static void without_a_fix_or_a_file_there_is_none(void **state)
{
	struct dl_finding finding = { .file = "/nowhere/at/all.c", .line = 1, .column = 1 };
	struct dl_sources sources = { 0 };
	struct dl_edit edit;

	(void)state;
	assert_false(dl_fix_find(&sources, &finding, &edit));
	finding.fix = &direction;
	assert_false(dl_fix_find(&sources, &finding, &edit));
	dl_sources_free(&sources);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(mends_what_reads_as_expected),
		cmocka_unit_test(text_may_end_anywhere),
		cmocka_unit_test(without_a_fix_or_a_file_there_is_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
