/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Suppression comments: where they are found, what they are for, what is wrong with them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "checker/report/standin.h"
#include "checker/report/suppress.h"

/* Of a source that is exactly as long as it has to be: what reads behind it is seen by sanitizers. */
static struct dl_suppressions read_source(const char *text)
{
	size_t len = strlen(text);
	char *exact = malloc(len ? len : 1);
	struct dl_suppressions s;

	assert_non_null(exact);
	memcpy(exact, text, len);
	dl_suppressions_read(&s, exact, len);
	free(exact);
	return s;
}

static void expect_lines(const char *text, uint32_t first, uint32_t last)
{
	struct dl_suppressions s = read_source(text);

	assert_int_equal(s.count, 1);
	assert_int_equal(s.list[0].first, first);
	assert_int_equal(s.list[0].last, last);
	assert_null(s.list[0].problem);
	if (first) {
		assert_ptr_equal(dl_suppressions_find(&s, DL_RULE_MAP_STACK, first), &s.list[0]);
		assert_ptr_equal(dl_suppressions_find(&s, DL_RULE_MAP_STACK, last), &s.list[0]);
		assert_null(dl_suppressions_find(&s, DL_RULE_MAP_NULL, first));
		assert_null(dl_suppressions_find(&s, DL_RULE_MAP_STACK, first - 1));
	}
	assert_null(dl_suppressions_find(&s, DL_RULE_MAP_STACK, last + 1));
	dl_suppressions_free(&s);
}

static void lines(void **state)
{
	(void)state;
	expect_lines("f(); /* dma-lint: ignore[dma-map-stack] why */\ng();\n", 1, 1);
	expect_lines("f(); // dma-lint: ignore[dma-map-stack] why\ng();\n", 1, 1);
	expect_lines("/* dma-lint: ignore[dma-map-stack] why */\ng();\nh();\n", 2, 2);
	expect_lines("\n\t// dma-lint: ignore[dma-map-stack] why\n\n/* and */\n  g();\nh();\n", 5, 5);
	expect_lines("// dma-lint: ignore[dma-map-stack] why\nx =\n  g(1,\n    2);\nh();\n", 2, 4);
	expect_lines("// dma-lint: ignore[dma-map-stack] why\nif (g())\n{\nh();\n", 2, 3);
	expect_lines("/* dma-lint: ignore[dma-map-stack] why */ g();\nh();\n", 1, 1);
	expect_lines("f(); /* dma-lint: ignore[dma-map-stack] why,\n * more */ g();\n", 1, 1);
	expect_lines("f();\n/** dma-lint: ignore[dma-map-stack] why */", 0, 0);
	expect_lines("/* dma-lint: ignore[dma-map-stack] not closed", 0, 0);
	expect_lines("// dma-lint: ignore[dma-map-stack] x\nf(\";\", ';', '\\'',\n1);\n", 2, 3);
}

static void no_comments(void **state)
{
	static const char *const texts[] = {
		"", "/", "a/", "/*", "//", "\"/* dma-lint: ignore[dma-map-stack] no */\"",
		"'\"' \"// dma-lint: ignore[dma-map-stack] no\"",
		"\"\\\" /* dma-lint: ignore[dma-map-stack] no */\"",
		"/* see dma-lint: ignore[dma-map-stack] no */",
		"\"dma-lint:", "'dma-lint:\\",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct dl_suppressions s = read_source(texts[i]);

		assert_int_equal(s.count, 0);
		dl_suppressions_free(&s);
	}
}

static void expect_problem(const char *text, const char *problem)
{
	struct dl_suppressions s = read_source(text);

	assert_int_equal(s.count, 1);
	assert_string_equal(s.list[0].problem, problem);
	dl_suppressions_free(&s);
}

static void problems(void **state)
{
	(void)state;
	expect_problem("/* dma-lint: ignore[dma-map-stack] */", "a reason is missing behind ignore[dma-map-stack]");
	expect_problem("// dma-lint: ignore[dma-map-stakc] why", "no rule is called 'dma-map-stakc'");
	expect_problem("// dma-lint: ignore[] why", "no rule is called ''");
	expect_problem("// dma-lint: ignore[dma-map-stack,] why", "no rule is called ''");
	expect_problem("// dma-lint: ignore[dma-map-stack why", "a ']' is missing behind the rules");
	expect_problem("// dma-lint: ignore dma-map-stack", "'ignore[RULE] reason' is all that may stand behind 'dma-lint:'");
	expect_problem("// dma-lint:", "'ignore[RULE] reason' is all that may stand behind 'dma-lint:'");
}

static void rules_and_reasons(void **state)
{
	struct dl_suppressions s = read_source(
		"  /*\n   * dma-lint: ignore[dma-map-*, dma-double-unmap] the device\n   * is  coherent\n   */\nf();");

	(void)state;
	assert_int_equal(s.count, 1);
	assert_int_equal(s.list[0].line, 1);
	assert_int_equal(s.list[0].column, 3);
	assert_string_equal(s.list[0].reason, "the device is coherent");
	assert_true(s.list[0].rules[DL_RULE_MAP_STACK]);
	assert_true(s.list[0].rules[DL_RULE_MAP_NULL]);
	assert_true(s.list[0].rules[DL_RULE_DOUBLE_UNMAP]);
	assert_false(s.list[0].rules[DL_RULE_MAPPING_LEAK]);
	assert_int_equal(s.list[0].first, 5);
	dl_suppressions_free(&s);
	s = read_source("// dma-lint: ignore[dma-map-stakc,dma-map-stack] why\nf();");
	assert_non_null(dl_suppressions_find(&s, DL_RULE_MAP_STACK, 2));
	dl_suppressions_free(&s);
}

static void two_of_them(void **state)
{
	struct dl_suppressions s = read_source("// dma-lint: ignore[dma-map-stack] a\n"
					       "// dma-lint: ignore[dma-map-null] b\nf();\n");

	(void)state;
	assert_int_equal(s.count, 2);
	assert_ptr_equal(dl_suppressions_find(&s, DL_RULE_MAP_STACK, 3), &s.list[0]);
	assert_ptr_equal(dl_suppressions_find(&s, DL_RULE_MAP_NULL, 3), &s.list[1]);
	dl_suppressions_free(&s);
}

static void stand_ins(void **state)
{
	(void)state;
	dl_stand_in("/k/a.c", "/tmp/x");
	dl_stand_in("/k/gone.c", NULL);
	assert_string_equal(dl_stand_in_for("/k/a.c"), "/tmp/x");
	assert_string_equal(dl_stand_in_for("/k/b.c"), "/k/b.c");
	assert_null(dl_stand_in_for("/k/gone.c"));
	dl_stand_in_clear();
	assert_string_equal(dl_stand_in_for("/k/a.c"), "/k/a.c");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines),
		cmocka_unit_test(no_comments),
		cmocka_unit_test(problems),
		cmocka_unit_test(rules_and_reasons),
		cmocka_unit_test(two_of_them),
		cmocka_unit_test(stand_ins),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
