/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Findings to bytes and back, and bytes that are none. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "checker/report/pack.h"

static struct dl_step steps[] = {
	{ DL_STEP_ACQUIRED, "a.c", 3, 4, "mapped here" },
	{ DL_STEP_BRANCH, "b.h", 5, 6, "" },
};

static const struct dl_fix fix = { DL_FIX_HANDLE_TEST, "dma", 1, NULL, "dma_mapping_error",
				   "dma_map_single", 9, 10, 2 };

static const struct dl_finding samples[] = {
	{ .rule = DL_RULE_DOUBLE_UNMAP, .confidence = DL_CONFIDENCE_HIGH, .file = "a.c", .line = 7,
	  .column = 8, .function = "f\xff", .message = "twice\n", .object = "x",
	  .machine = DL_MACHINE_SG, .state = DL_STATE_RELEASED, .steps = steps, .nsteps = 2,
	  .fix = &fix },
	{ .rule = DL_RULE_UNCHECKED_MAP, .confidence = DL_CONFIDENCE_LOW, .file = "", .line = 0,
	  .column = UINT32_MAX, .message = "", .steps = NULL },
};

struct packed {
	char *bytes;
	size_t len;
};

static struct packed pack(void)
{
	struct packed p;
	FILE *out = open_memstream(&p.bytes, &p.len);

	assert_non_null(out);
	dl_pack_findings(out, samples, 2);
	fclose(out);
	return p;
}

static void assert_same(const char *a, const char *b)
{
	assert_int_equal(!a, !b);
	if (a)
		assert_string_equal(a, b);
}

static void assert_same_step(const struct dl_step *a, const struct dl_step *b)
{
	assert_int_equal(a->kind, b->kind);
	assert_same(a->file, b->file);
	assert_int_equal(a->line, b->line);
	assert_int_equal(a->column, b->column);
	assert_same(a->text, b->text);
}

static void assert_same_fix(const struct dl_fix *a, const struct dl_fix *b)
{
	assert_int_equal(!a, !b);
	if (!a)
		return;
	assert_int_equal(a->kind, b->kind);
	assert_same(a->name, b->name);
	assert_int_equal(a->argument, b->argument);
	assert_same(a->now, b->now);
	assert_same(a->text, b->text);
	assert_same(a->other_name, b->other_name);
	assert_int_equal(a->other_line, b->other_line);
	assert_int_equal(a->other_column, b->other_column);
	assert_int_equal(a->other_argument, b->other_argument);
}

static void assert_same_finding(const struct dl_finding *a, const struct dl_finding *b)
{
	assert_int_equal(a->rule, b->rule);
	assert_int_equal(a->confidence, b->confidence);
	assert_same(a->file, b->file);
	assert_int_equal(a->line, b->line);
	assert_int_equal(a->column, b->column);
	assert_same(a->function, b->function);
	assert_same(a->message, b->message);
	assert_same(a->object, b->object);
	assert_int_equal(a->machine, b->machine);
	assert_int_equal(a->state, b->state);
	assert_same_fix(a->fix, b->fix);
	assert_int_equal(a->nsteps, b->nsteps);
	for (size_t i = 0; i < a->nsteps; i++)
		assert_same_step(&a->steps[i], &b->steps[i]);
}

static void comes_back_as_it_was(void **state)
{
	struct dl_arena *arena = dl_arena_new();
	struct packed p = pack();
	struct dl_reader in = { p.bytes, p.bytes + p.len, false };
	size_t n;
	struct dl_finding *back = dl_unpack_findings(&in, arena, &n);

	(void)state;
	assert_false(in.bad);
	assert_ptr_equal(in.at, in.end);
	assert_int_equal(n, 2);
	for (size_t i = 0; i < 2; i++)
		assert_same_finding(&samples[i], &back[i]);
	free(p.bytes);
	dl_arena_free(arena);
}

static void cut_off_anywhere_it_is_bad(void **state)
{
	struct packed p = pack();

	(void)state;
	for (size_t len = 0; len < p.len; len++) {
		struct dl_arena *arena = dl_arena_new();
		char *copy = malloc(len ? len : 1);	/* a sanitizer sees reads behind its end */
		struct dl_reader in = { copy, copy + len, false };
		size_t n;

		memcpy(copy, p.bytes, len);
		dl_unpack_findings(&in, arena, &n);
		assert_true(in.bad);
		assert_int_equal(n, 0);
		free(copy);
		dl_arena_free(arena);
	}
	free(p.bytes);
}

/* Each byte changed in turn: it may be read as something else, and must not be read as more. */
static void changed_anywhere_it_stays_inside(void **state)
{
	struct packed p = pack();

	(void)state;
	for (size_t i = 0; i < p.len; i++) {
		struct dl_arena *arena = dl_arena_new();
		struct dl_reader in = { p.bytes, p.bytes + p.len, false };
		size_t n;

		p.bytes[i] ^= 0x80;
		dl_unpack_findings(&in, arena, &n);
		assert_true(in.bad || n <= p.len);
		p.bytes[i] ^= 0x80;
		dl_arena_free(arena);
	}
	free(p.bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(comes_back_as_it_was),
		cmocka_unit_test(cut_off_anywhere_it_is_bad),
		cmocka_unit_test(changed_anywhere_it_stays_inside),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
