/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Where in a life a finding is. The table in life.c must agree with the lifecycle: a rule that
 * lifecycle.def names has to start in one of the states in which the table names it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "checker/report/life.h"

static struct dl_life life(enum dl_rule rule, enum dl_machine machine, enum dl_state state)
{
	struct dl_finding f = { .rule = rule, .machine = machine, .state = state };

	return dl_life_of(&f);
}

static void expect(struct dl_life is, enum dl_life_kind kind, enum dl_life_place from,
		   enum dl_life_place to)
{
	assert_int_equal(is.kind, kind);
	assert_int_equal(is.from, from);
	assert_int_equal(is.to, to);
}

static void by_rule(void **state)
{
	(void)state;
	expect(life(DL_RULE_UNCHECKED_MAP, DL_MACHINE_NONE, 0), DL_LIFE_MAPPING, DL_LIFE_MADE,
	       DL_LIFE_DEVICE);
	expect(life(DL_RULE_UNMAP_SIZE_MISMATCH, DL_MACHINE_STREAMING, DL_STATE_DEVICE),
	       DL_LIFE_MAPPING, DL_LIFE_DEVICE, DL_LIFE_UNDONE);
	expect(life(DL_RULE_FREE_SIZE_MISMATCH, DL_MACHINE_ALLOC, DL_STATE_CPU), DL_LIFE_MEMORY,
	       DL_LIFE_CPU, DL_LIFE_UNDONE);
	expect(life(DL_RULE_DOUBLE_UNMAP, DL_MACHINE_STREAMING, DL_STATE_RELEASED),
	       DL_LIFE_MAPPING, DL_LIFE_UNDONE, DL_LIFE_UNDONE);
}

/* The state of the object is known better than the rule: this leak is one after a sync. */
static void by_state(void **state)
{
	(void)state;
	expect(life(DL_RULE_MAPPING_LEAK, DL_MACHINE_NONE, 0), DL_LIFE_MAPPING, DL_LIFE_DEVICE,
	       DL_LIFE_END);
	expect(life(DL_RULE_MAPPING_LEAK, DL_MACHINE_SG, DL_STATE_CPU), DL_LIFE_MAPPING,
	       DL_LIFE_CPU, DL_LIFE_END);
}

/* Those that are about nothing that lives are named here, so that none is forgotten in life.c. */
static void every_rule_has_a_picture(void **state)
{
	(void)state;
	for (int rule = DL_RULE_NONE + 1; rule < DL_RULE_COUNT; rule++) {
		if (rule == DL_RULE_INCLUDES_DMA_MAP_OPS)
			continue;
		if (life(rule, DL_MACHINE_NONE, 0).kind == DL_LIFE_NONE)
			fail_msg("%s: which step of a life does it break? (a row in "
				 "checker/report/life.c)", dl_rule_info(rule)->id);
	}
}

/* Is there a cell that names the rule, in the state that the picture starts in? */
static bool is_in_lifecycle(enum dl_rule rule, bool *named)
{
	struct dl_life general = life(rule, DL_MACHINE_NONE, 0);

	for (int m = DL_MACHINE_NONE + 1; m < DL_MACHINE_COUNT; m++)
		for (int s = 0; s < DL_STATE_COUNT; s++)
			for (int e = 0; e < DL_EVENT_COUNT; e++) {
				struct dl_life cell = life(rule, m, s);

				if (dl_lifecycle_step(m, s, e).violation != rule)
					continue;
				*named = true;
				if (cell.kind == general.kind && cell.from == general.from)
					return true;
			}
	return false;
}

static void agrees_with_lifecycle(void **state)
{
	int known = 0;

	(void)state;
	for (int rule = DL_RULE_NONE + 1; rule < DL_RULE_COUNT; rule++) {
		bool named = false, good = is_in_lifecycle(rule, &named);

		if (named && !good)
			fail_msg("%s: life.c and lifecycle.def disagree", dl_rule_info(rule)->id);
		known += named;
	}
	assert_true(known > 15);
}

/* Memory and pools have no owner that changes: pictures of them have no such place. */
static void only_mappings_have_owners(void **state)
{
	(void)state;
	for (int rule = DL_RULE_NONE + 1; rule < DL_RULE_COUNT; rule++)
		for (int m = 0; m < DL_MACHINE_COUNT; m++)
			for (int s = 0; s < DL_STATE_COUNT; s++) {
				struct dl_life is = life(rule, m, s);

				assert_true(is.kind == DL_LIFE_MAPPING ||
					    (is.from != DL_LIFE_DEVICE && is.to != DL_LIFE_DEVICE));
			}
}

static void names(void **state)
{
	(void)state;
	for (int p = 0; p < DL_LIFE_PLACE_COUNT; p++)
		assert_non_null(dl_life_place_name(p));
	for (int k = DL_LIFE_NONE + 1; k < DL_LIFE_KIND_COUNT; k++)
		assert_non_null(dl_life_kind_name(k));
	for (int k = 0; k < DL_STEP_KIND_COUNT; k++)
		assert_non_null(dl_step_kind_name(k));
	assert_string_equal(dl_step_kind_name(DL_STEP_CALL), "call");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(by_rule),
		cmocka_unit_test(by_state),
		cmocka_unit_test(every_rule_has_a_picture),
		cmocka_unit_test(agrees_with_lifecycle),
		cmocka_unit_test(only_mappings_have_owners),
		cmocka_unit_test(names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
