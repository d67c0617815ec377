/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Findings as text: the words, the order, the caret, the paths. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "checker/report/text.h"

static struct dl_step steps[] = { { DL_STEP_ACQUIRED, "/k/drivers/a.c", 3, 5, "mapped here" } };

static struct dl_finding finding(const char *file, uint32_t line, uint32_t column)
{
	return (struct dl_finding){
		.rule = DL_RULE_MAP_STACK, .confidence = DL_CONFIDENCE_HIGH, .file = file,
		.line = line, .column = column, .message = "a message", .steps = steps, .nsteps = 1,
	};
}

/* The caller frees it. */
static char *printed(struct dl_finding f, const struct dl_text_options *options)
{
	char *text = NULL;
	size_t len = 0;
	FILE *out = open_memstream(&text, &len);

	assert_non_null(out);
	dl_text_print(out, &f, 1, options);
	fclose(out);
	return text;
}

static void expect(struct dl_finding f, const struct dl_text_options *options, const char *text)
{
	char *is = printed(f, options);

	assert_string_equal(is, text);
	free(is);
}

static void paths_below_base(void **state)
{
	struct dl_text_options options = { .base = "/k" };

	(void)state;
	expect(finding("/k/drivers/a.c", 7, 2), &options,
	       "drivers/a.c:7:2: warning: a message [dma-map-stack]\n"
	       "drivers/a.c:3:5: note: mapped here\n");
	assert_string_equal(dl_text_path("/kk/a.c", "/k"), "/kk/a.c");
	assert_string_equal(dl_text_path("/k/a.c", "/k/"), "a.c");
	assert_string_equal(dl_text_path("/a.c", NULL), "/a.c");
}

static void errors_and_unknown_places(void **state)
{
	struct dl_text_options options = { .as_error = { [DL_RULE_MAP_STACK] = true } };

	(void)state;
	expect(finding("x.c", 0, 0), &options, "x.c: error: a message [dma-map-stack]\n"
						"/k/drivers/a.c:3:5: note: mapped here\n");
	expect(finding(NULL, 0, 0), &options, "error: a message [dma-map-stack]\n"
					       "/k/drivers/a.c:3:5: note: mapped here\n");
}

/* Tabs before the column are kept, so that the caret is below it at any width. */
static void caret_below_tabs(void **state)
{
	struct dl_text_options options = { .source = true };
	char name[] = "/tmp/dl-text-XXXXXX";
	char expected[256];
	int fd = mkstemp(name);
	FILE *source = fdopen(fd, "w");

	(void)state;
	assert_non_null(source);
	fputs("first\n\tx = y;\r\nlast", source);
	fclose(source);
	snprintf(expected, sizeof(expected),
		 "%s:2:6: warning: a message [dma-map-stack]\n\tx = y;\n\t    ^\n"
		 "/k/drivers/a.c:3:5: note: mapped here\n", name);
	expect(finding(name, 2, 6), &options, expected);
	snprintf(expected, sizeof(expected),
		 "%s:9:1: warning: a message [dma-map-stack]\n"
		 "/k/drivers/a.c:3:5: note: mapped here\n", name);
	expect(finding(name, 9, 1), &options, expected);
	remove(name);
}

static void color(void **state)
{
	struct dl_text_options options = { .color = true };
	char *text = printed(finding("x.c", 1, 1), &options);

	(void)state;
	assert_non_null(strstr(text, "\033[1;35mwarning:\033[0m"));
	assert_non_null(strstr(text, "\033[1;36mnote:\033[0m"));
	free(text);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(paths_below_base),
		cmocka_unit_test(errors_and_unknown_places),
		cmocka_unit_test(caret_below_tabs),
		cmocka_unit_test(color),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
