/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* The catalogue is complete: no rule is half done, no text is malformed. */
#include "rules/catalog.h"

#include <ctype.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#define FOR_EACH_RULE(rule) \
	for (enum dl_rule rule = DL_RULE_NONE + 1; rule < DL_RULE_COUNT; rule++)

static void test_ids(void **unused)
{
	(void)unused;
	FOR_EACH_RULE(rule) {
		const char *id = dl_rule_info(rule)->id;

		assert_memory_equal(id, "dma-", 4);
		assert_int_equal(strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-"), strlen(id));
		for (enum dl_rule other = DL_RULE_NONE + 1; other < rule; other++)
			assert_string_not_equal(id, dl_rule_info(other)->id);
	}
}

/* UNMAP_SIZE_MISMATCH and "dma-unmap-size-mismatch" say the same. */
static void test_names_are_the_ids(void **unused)
{
	static const char *const names[DL_RULE_COUNT] = {
#define DL_RULE(NAME, ...) [DL_RULE_##NAME] = #NAME,
#include "rules/catalog.def"
#undef DL_RULE
	};

	(void)unused;
	FOR_EACH_RULE(rule) {
		const char *id = dl_rule_info(rule)->id + strlen("dma-");
		const char *name = names[rule];

		assert_int_equal(strlen(name), strlen(id));
		for (; *id; id++, name++)
			assert_int_equal(*name == '_' ? '-' : tolower(*name), *id);
	}
}

static void test_find_by_id(void **unused)
{
	(void)unused;
	FOR_EACH_RULE(rule)
		assert_int_equal(dl_rule_by_id(dl_rule_info(rule)->id), rule);
	assert_int_equal(dl_rule_by_id("dma-no-such-rule"), DL_RULE_NONE);
	assert_int_equal(dl_rule_by_id("dma-unchecked"), DL_RULE_NONE);
	assert_int_equal(dl_rule_by_id(""), DL_RULE_NONE);
}

static void test_summaries(void **unused)
{
	(void)unused;
	FOR_EACH_RULE(rule) {
		const char *summary = dl_rule_info(rule)->summary;
		size_t len = strlen(summary);

		assert_in_range(len, 20, 100);
		assert_null(strchr(summary, '\n'));
		assert_int_not_equal(summary[len - 1], '.');
		assert_true(islower((unsigned char)summary[0]) || !memcmp(summary, "DMA", 3));
	}
}

static void test_every_misuse_has_a_rule(void **unused)
{
	static const char *const misuses[] = {
#define MISUSE(id) id,
#include "test/unit/misuses.def"
#undef MISUSE
	};

	(void)unused;
	for (size_t i = 0; i < sizeof(misuses) / sizeof(misuses[0]); i++)
		if (dl_rule_by_id(misuses[i]) == DL_RULE_NONE)
			fail_msg("%s is no rule", misuses[i]);
}

static size_t paragraphs(const char *text)
{
	size_t n = 1;

	while ((text = strstr(text, "\n\n"))) {
		n++;
		text += 2;
	}
	return n;
}

static void test_explanations(void **unused)
{
	(void)unused;
	FOR_EACH_RULE(rule) {
		const char *text = dl_rule_info(rule)->explanation;
		size_t len = strlen(text);

		assert_in_range(paragraphs(text), 2, 4);
		assert_true(len > 300);
		assert_int_equal(text[len - 1], '.');
		assert_null(strstr(text, "  "));
		assert_null(strstr(text, "\n\n\n"));
		assert_null(strstr(text, " \n"));
	}
}

/* A source names a file of the kernel tree, and where in it to look. */
static void test_sources(void **unused)
{
	(void)unused;
	FOR_EACH_RULE(rule) {
		const char *source = dl_rule_info(rule)->source;

		/* what went with 2.6 is in the document of that time only */
		assert_true(strstr(source, "Documentation/core-api/dma-api") ||
			    !strncmp(source, "DMA-API.txt, ", strlen("DMA-API.txt, ")));
		assert_non_null(strpbrk(source, ",("));
		assert_null(strstr(source, "  "));
	}
}

/* Each rule shows itself somehow, but does not show everything; and no symptom is for nothing. */
static void test_symptoms(void **unused)
{
	unsigned all = 0;

	(void)unused;
	FOR_EACH_RULE(rule) {
		unsigned symptoms = dl_rule_info(rule)->symptoms, n = 0;

		for (unsigned rest = symptoms; rest; rest &= rest - 1)
			n++;
		assert_in_range(n, 1, 3);
		all |= symptoms;
	}
	assert_int_equal(all, (1u << DL_SYMPTOM_COUNT) - 1);
	for (enum dl_symptom symptom = 0; symptom < DL_SYMPTOM_COUNT; symptom++)
		assert_in_range(strlen(dl_symptom_text(symptom)), 20, 70);
}

static bool is_version(const char *s)
{
	return !s || (*s && !s[strspn(s, "0123456789.")] && isdigit((unsigned char)*s));
}

static void test_eras(void **unused)
{
	(void)unused;
	FOR_EACH_RULE(rule) {
		assert_true(is_version(dl_rule_info(rule)->since));
		assert_true(is_version(dl_rule_info(rule)->until));
	}
}

static void test_confidence(void **unused)
{
	(void)unused;
	FOR_EACH_RULE(rule)
		assert_in_range(dl_rule_info(rule)->confidence, DL_CONFIDENCE_LOW,
				DL_CONFIDENCE_HIGH);
	assert_string_equal(dl_confidence_name(DL_CONFIDENCE_LOW), "low");
	assert_string_equal(dl_confidence_name(DL_CONFIDENCE_MEDIUM), "medium");
	assert_string_equal(dl_confidence_name(DL_CONFIDENCE_HIGH), "high");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ids),
		cmocka_unit_test(test_names_are_the_ids),
		cmocka_unit_test(test_find_by_id),
		cmocka_unit_test(test_summaries),
		cmocka_unit_test(test_explanations),
		cmocka_unit_test(test_sources),
		cmocka_unit_test(test_every_misuse_has_a_rule),
		cmocka_unit_test(test_symptoms),
		cmocka_unit_test(test_eras),
		cmocka_unit_test(test_confidence),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
