/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Words of the user into options: lists of globs, confidences, cache lines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "checker/report/select.h"

static char error[256];

static bool select_from(bool start, const char *globs, bool enabled[DL_RULE_COUNT])
{
	for (int rule = 0; rule < DL_RULE_COUNT; rule++)
		enabled[rule] = start;
	return dl_select_rules(globs, enabled, error, sizeof(error));
}

static size_t count(const bool enabled[DL_RULE_COUNT])
{
	size_t n = 0;

	for (int rule = DL_RULE_NONE + 1; rule < DL_RULE_COUNT; rule++)
		n += enabled[rule];
	return n;
}

static void later_wins_good(void **state)
{
	bool enabled[DL_RULE_COUNT];

	(void)state;
	assert_true(select_from(true, "-*,dma-map-stack", enabled));
	assert_int_equal(count(enabled), 1);
	assert_true(enabled[DL_RULE_MAP_STACK]);
	assert_true(select_from(true, "dma-map-stack,-*", enabled));
	assert_int_equal(count(enabled), 0);
}

static void globs_good(void **state)
{
	bool enabled[DL_RULE_COUNT];

	(void)state;
	assert_true(select_from(false, "dma-unmap-*-mismatch", enabled));
	assert_true(enabled[DL_RULE_UNMAP_SIZE_MISMATCH]);
	assert_true(enabled[DL_RULE_UNMAP_DIRECTION_MISMATCH]);
	assert_false(enabled[DL_RULE_UNMAP_FAILED_MAP]);
	assert_false(enabled[DL_RULE_FREE_SIZE_MISMATCH]);
}

static void blanks_and_gaps_good(void **state)
{
	bool enabled[DL_RULE_COUNT];

	(void)state;
	assert_true(select_from(true, " -* , dma-map-stack ,,", enabled));
	assert_int_equal(count(enabled), 1);
	assert_true(select_from(true, "", enabled));
	assert_int_equal(count(enabled), DL_RULE_COUNT - 1);
}

static void unknown_bad(void **state)
{
	bool enabled[DL_RULE_COUNT];

	(void)state;
	assert_false(select_from(true, "dma-*,dma-nope", enabled));
	assert_non_null(strstr(error, "'dma-nope'"));
	assert_false(select_from(true, "-", enabled));
	assert_non_null(strstr(error, "'-'"));
}

static void overlong_bad(void **state)
{
	char globs[1000];
	bool enabled[DL_RULE_COUNT];

	(void)state;
	memset(globs, 'x', sizeof(globs) - 1);
	globs[sizeof(globs) - 1] = '\0';
	assert_false(select_from(true, globs, enabled));
}

static void confidence(void **state)
{
	enum dl_confidence c;

	(void)state;
	assert_true(dl_select_confidence("low", &c, error, sizeof(error)));
	assert_int_equal(c, DL_CONFIDENCE_LOW);
	assert_true(dl_select_confidence("high", &c, error, sizeof(error)));
	assert_int_equal(c, DL_CONFIDENCE_HIGH);
	assert_false(dl_select_confidence("High", &c, error, sizeof(error)));
	assert_false(dl_select_confidence("", &c, error, sizeof(error)));
}

static void cache_line(void **state)
{
	static const char *const bad[] = { "", "0", "2", "48", "-64", "64k", " 64", "8192" };
	unsigned bytes;

	(void)state;
	assert_true(dl_select_cache_line("128", &bytes, error, sizeof(error)));
	assert_int_equal(bytes, 128);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_false(dl_select_cache_line(bad[i], &bytes, error, sizeof(error)));
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(later_wins_good),
		cmocka_unit_test(globs_good),
		cmocka_unit_test(blanks_and_gaps_good),
		cmocka_unit_test(unknown_bad),
		cmocka_unit_test(overlong_bad),
		cmocka_unit_test(confidence),
		cmocka_unit_test(cache_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
