/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Baselines: what is written is read back; what is none is said with its line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "checker/report/baseline.h"

#define HEAD "# dma-lint baseline 1: x\n"

static const struct dl_identity ids[] = {
	{ DL_RULE_MAP_STACK, "drivers/b.c", "f", "it maps", "o", "" },
	{ DL_RULE_MAP_STACK, "drivers/a\tb\n\\c.c", "f", "it maps", "", "" },
	{ DL_RULE_MAP_STACK, "drivers/b.c", "f", "it maps", "o", "hint" },
	{ DL_RULE_MAP_NULL, "", "", "", "", "" },
};

static char *written(const struct dl_identity *list, size_t n, size_t *len)
{
	char *text = NULL;
	FILE *out = open_memstream(&text, len);

	assert_non_null(out);
	dl_baseline_write(out, list, n);
	fclose(out);
	return text;
}

static void there_and_back(void **state)
{
	bool kept[4], known[4];
	struct dl_baseline b;
	char error[128], *text, *again;
	size_t len;

	(void)state;
	text = written(ids, 4, &len);
	assert_true(dl_baseline_read(&b, text, len, error, sizeof(error)));
	assert_int_equal(b.count, 4);
	dl_identities_match(b.list, 4, kept, ids, 4, known);
	for (size_t i = 0; i < 4; i++)
		assert_true(kept[i] && known[i]);
	again = written(b.list, 4, &len);
	assert_string_equal(text, again);
	dl_baseline_free(&b);
	free(again);
	free(text);
}

static void order_does_not_matter(void **state)
{
	struct dl_identity turned[] = { ids[3], ids[1], ids[0], ids[2] };
	size_t len;
	char *text = written(ids, 4, &len), *other = written(turned, 4, &len);

	(void)state;
	assert_string_equal(text, other);
	free(text);
	free(other);
}

static void expect_error(const char *text, size_t len, const char *error)
{
	struct dl_baseline b;
	char is[128] = "";

	assert_false(dl_baseline_read(&b, text, len, is, sizeof(is)));
	assert_string_equal(is, error);
	assert_null(b.list);
}

static void bad_ones(void **state)
{
	static const char *const bad[][2] = {
		{ "", "line 1: it does not begin with '# dma-lint baseline 1'" },
		{ "dma-map-stack\ta\tb\tc\td\n", "line 1: it does not begin with '# dma-lint baseline 1'" },
		{ HEAD "dma-map-stack\ta\tb\tc\n", "line 2: a finding has five parts with tabs between them" },
		{ HEAD "dma-map-stack\ta\tb\tc\td\te\n", "line 2: a finding has five parts with tabs between them" },
		{ HEAD "\n#\n<<<<<<< ours\n", "line 4: a finding has five parts with tabs between them" },
		{ HEAD "dma-map-stakc\ta\tb\tc\td\n", "line 2: no such rule" },
		{ HEAD "dma-map-stack\ta\\x\tb\tc\td\n", "line 2: a backslash that means nothing" },
		{ HEAD "dma-map-stack\ta\\", "line 2: a backslash that means nothing" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		expect_error(bad[i][0], strlen(bad[i][0]), bad[i][1]);
	expect_error(HEAD "\0", sizeof(HEAD), "line 1: a NUL byte");
}

static void remarks_and_line_ends(void **state)
{
	static const char text[] = HEAD "\r\n# mine\r\n\ndma-map-stack\ta.c\tf\tw\to\r\n";
	struct dl_baseline b;
	char error[128];

	(void)state;
	assert_true(dl_baseline_read(&b, text, strlen(text), error, sizeof(error)));
	assert_int_equal(b.count, 1);
	assert_string_equal(b.list[0].object, "o");
	dl_baseline_free(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(there_and_back),
		cmocka_unit_test(order_does_not_matter),
		cmocka_unit_test(bad_ones),
		cmocka_unit_test(remarks_and_line_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
