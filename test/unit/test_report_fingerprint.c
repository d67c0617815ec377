/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Findings of two versions of a source: which are the same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "checker/report/fingerprint.h"

static const struct dl_identity leak = {
	DL_RULE_MAPPING_LEAK, "drivers/a.c", "a_probe", "it leaks", "dma_map_single(struct a.buf)", "",
};

/* How many of now are known, and whether as many of before are kept. */
static size_t known(const struct dl_identity *before, size_t nbefore, const struct dl_identity *now,
		    size_t nnow, bool *which)
{
	bool kept[8];
	size_t n = 0, m = 0;

	dl_identities_match(before, nbefore, kept, now, nnow, which);
	for (size_t i = 0; i < nnow; i++)
		n += which[i];
	for (size_t i = 0; i < nbefore; i++)
		m += kept[i];
	assert_int_equal(n, m);
	return n;
}

static bool same(struct dl_identity a, struct dl_identity b)
{
	bool which[1];

	return known(&a, 1, &b, 1, which) == 1;
}

static void words_have_no_facts(void **state)
{
	static const char *const pairs[][2] = {
		{ "a leak", "a leak" },
		{ "a leak [size=4] [buffer=ring[i].dma + x[3]]", "a leak" },
		{ "with the lock of line 1201 held", "with the lock of line held" },
		{ "unclosed [buffer=x", "unclosed" },
		{ "unmaps 'dma' of struct ring [map size=4], really", "unmaps 'dma' of struct ring, really" },
		{ "", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		char *words = dl_identity_words(pairs[i][0]);

		assert_string_equal(words, pairs[i][1]);
		free(words);
	}
}

static void moved_and_renamed(void **state)
{
	struct dl_identity id = leak;

	(void)state;
	assert_true(same(leak, id));
	id.path = "drivers/b.c";
	assert_true(same(leak, id));
	id.function = "b_probe";
	assert_true(same(leak, id));
	id.path = leak.path;
	assert_true(same(leak, id));
	id = leak;
	id.object = "dma_map_single(struct renamed.other)";
	assert_true(same(leak, id));
}

static void other_findings(void **state)
{
	struct dl_identity id = leak, plain = leak;

	(void)state;
	id.rule = DL_RULE_MAPPING_LEAK_ON_ERROR;
	assert_false(same(leak, id));
	id = leak;
	id.object = "dma_map_page(struct a.buf)";
	assert_false(same(leak, id));
	id = leak;
	id.function = "b_probe";
	id.object = "dma_map_single(struct a.other)";
	assert_false(same(leak, id));
	/* "void *" says nothing: another function's is another one */
	plain.object = "dma_map_single((void *))";
	id = plain;
	id.function = "b_probe";
	assert_false(same(plain, id));
}

static void one_more_of_a_kind(void **state)
{
	struct dl_identity before[2] = { leak, leak }, now[3] = { leak, leak, leak };
	bool which[3];

	(void)state;
	assert_int_equal(known(before, 2, now, 3, which), 2);
	assert_false(which[2]);
	before[0].hint = now[1].hint = "ret = -EIO;";
	before[1].hint = now[2].hint = "return -ENOMEM;";
	now[0].hint = "return -EBUSY;";
	assert_int_equal(known(before, 2, now, 3, which), 2);
	assert_false(which[0]);
	assert_int_equal(known(now, 3, before, 2, which), 2);
	assert_int_equal(known(before, 0, now, 3, which), 0);
}

static void exact_ones_win(void **state)
{
	struct dl_identity moved = leak, before[1] = { leak }, now[2];
	bool which[2];

	(void)state;
	moved.path = "drivers/0.c";
	now[0] = moved;
	now[1] = leak;
	assert_int_equal(known(before, 1, now, 2, which), 1);
	assert_true(which[1]);
}

static void numbers(void **state)
{
	struct dl_identity ids[3] = { leak, leak, leak };
	uint64_t *n, *again;

	(void)state;
	ids[1].function = "b_probe";
	n = dl_fingerprints(ids, 3);
	assert_true(n[0] != n[1] && n[1] != n[2] && n[0] != n[2]);
	again = dl_fingerprints(ids + 1, 2);
	assert_true(again[0] == n[1] && again[1] == n[0]);
	/* Written into other people's databases: must never change. */
	assert_true(n[0] == UINT64_C(0x6d4b073b1ff2a161));
	free(n);
	free(again);
}

static void identity_of_a_finding(void **state)
{
	struct dl_finding f = { .rule = DL_RULE_MAPPING_LEAK, .file = "/k/drivers/a.c", .line = 7,
				.function = "a_probe", .message = "it leaks [size=4]",
				.object = leak.object };
	struct dl_identity *ids = dl_identities(&f, 1, "/k");

	(void)state;
	assert_string_equal(ids->path, "drivers/a.c");
	assert_true(same(leak, *ids));
	dl_identities_free(ids, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_have_no_facts),
		cmocka_unit_test(moved_and_renamed),
		cmocka_unit_test(other_findings),
		cmocka_unit_test(one_more_of_a_kind),
		cmocka_unit_test(exact_ones_win),
		cmocka_unit_test(numbers),
		cmocka_unit_test(identity_of_a_finding),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
