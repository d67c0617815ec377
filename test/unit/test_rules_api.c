/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * api.def agrees with itself, with a list of names kept apart from it (api-names.txt), and with
 * signatures that are known by heart; the look-ups find what is in it.
 */
#include "rules/api.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))
#define ANY SIZE_MAX
#define CHECK(row, condition) \
	do { \
		if (!(condition)) \
			fail_msg("%s/%d: %s", (row)->name, (row)->nargs, #condition); \
	} while (0)
#define FOR_EACH_ROW(row) \
	for (const struct dl_api *row = rows; row < rows + nrows; row++)

static const struct dl_api *rows;
static size_t nrows;

static bool has(const struct dl_api *row, enum dl_role role)
{
	return dl_api_arg(row, role) >= 0;
}

static void test_rows_are_unique(void **unused)
{
	(void)unused;
	FOR_EACH_ROW(row)
		for (const struct dl_api *other = rows; other < row; other++)
			CHECK(row, strcmp(row->name, other->name) || row->nargs != other->nargs);
}

static void test_eras(void **unused)
{
	(void)unused;
	FOR_EACH_ROW(row) {
		CHECK(row, !row->since || !row->until || row->since < row->until);
		/* Of two forms of one name, one at least belongs to an era. */
		for (const struct dl_api *other = rows; other < row; other++)
			CHECK(row, strcmp(row->name, other->name) || row->since || row->until ||
			      other->since || other->until);
	}
}

/* What undoes what. */
static enum dl_action opposite(enum dl_action action)
{
	switch (action) {
	case DL_ACT_ACQUIRE:
	case DL_ACT_DECLARE:
		return DL_ACT_RELEASE;
	case DL_ACT_SYNC_CPU:
		return DL_ACT_SYNC_DEVICE;
	case DL_ACT_SYNC_DEVICE:
		return DL_ACT_SYNC_CPU;
	case DL_ACT_STATE_GET:
		return DL_ACT_STATE_SET;
	case DL_ACT_STATE_SET:
		return DL_ACT_STATE_GET;
	case DL_ACT_VMAP:
		return DL_ACT_VUNMAP;
	case DL_ACT_VUNMAP:
		return DL_ACT_VMAP;
	case DL_ACT_LINK:
		return DL_ACT_UNLINK;
	case DL_ACT_UNLINK:
		return DL_ACT_LINK;
	case DL_ACT_SG_INIT:
		return DL_ACT_NONE;
	case DL_ACT_NONE:
		return DL_ACT_SG_INIT;
	default:
		return action;
	}
}

static void test_inverses(void **unused)
{
	(void)unused;
	FOR_EACH_ROW(row) {
		const struct dl_api *inverse;

		if (!row->inverse)
			continue;
		inverse = dl_api_find(row->inverse, ANY);
		CHECK(row, inverse);
		CHECK(row, inverse != row);
		CHECK(row, inverse->machine == row->machine);
		if (row->action == DL_ACT_RELEASE)
			CHECK(row, inverse->action == DL_ACT_ACQUIRE ||
			      inverse->action == DL_ACT_DECLARE);
		else
			CHECK(row, inverse->action == opposite(row->action));
		if (row->action != DL_ACT_SG_INIT)
			CHECK(row, dl_family_matches(row->family, inverse->family));
	}
}

static void test_acquire_rows(void **unused)
{
	(void)unused;
	FOR_EACH_ROW(row) {
		if (row->action != DL_ACT_ACQUIRE)
			continue;
		CHECK(row, row->machine != DL_MACHINE_NONE);
		CHECK(row, row->family != DL_FAMILY_NONE);
		CHECK(row, row->fails != DL_FAILS_NEVER);
		CHECK(row, row->returns != DL_RET_NOTHING);
		CHECK(row, row->inverse);
		CHECK(row, !has(row, DL_ROLE_HANDLE));
		CHECK(row, !has(row, DL_ROLE_NMAPPED));
	}
}

static void test_release_rows(void **unused)
{
	(void)unused;
	FOR_EACH_ROW(row) {
		if (row->action != DL_ACT_RELEASE)
			continue;
		CHECK(row, row->machine != DL_MACHINE_NONE);
		CHECK(row, row->family != DL_FAMILY_NONE);
		CHECK(row, row->inverse);
		CHECK(row, row->returns == DL_RET_NOTHING || row->returns == DL_RET_STATUS);
		CHECK(row, !has(row, DL_ROLE_HANDLE_OUT));
		CHECK(row, !has(row, DL_ROLE_GFP));
		CHECK(row, !has(row, DL_ROLE_NMAPPED));
	}
}

static void test_streaming_rows(void **unused)
{
	(void)unused;
	FOR_EACH_ROW(row) {
		if (row->machine != DL_MACHINE_STREAMING)
			continue;
		if (row->action == DL_ACT_ACQUIRE) {
			CHECK(row, row->returns == DL_RET_HANDLE);
			CHECK(row, row->fails == DL_FAILS_MAPPING_ERROR);
			CHECK(row, has(row, DL_ROLE_CPU) + has(row, DL_ROLE_PAGE) +
			      has(row, DL_ROLE_PHYS) + has(row, DL_ROLE_NFRAG) == 1);
			CHECK(row, has(row, DL_ROLE_SIZE) || has(row, DL_ROLE_NFRAG));
			/* A page is not enough to say where. */
			CHECK(row, !has(row, DL_ROLE_PAGE) || has(row, DL_ROLE_OFFSET));
		} else {
			CHECK(row, has(row, DL_ROLE_HANDLE));
		}
		if (row->action != DL_ACT_TEST) {
			CHECK(row, has(row, DL_ROLE_DEV));
			CHECK(row, has(row, DL_ROLE_DIR));
		}
		if (row->action != DL_ACT_TEST && row->action != DL_ACT_ACQUIRE)
			CHECK(row, has(row, DL_ROLE_SIZE));
	}
}

/* A handle that is returned and may be invalid is a streaming mapping; nothing else is. */
static void test_failing_handles_are_streaming(void **unused)
{
	(void)unused;
	FOR_EACH_ROW(row)
		CHECK(row, (row->fails == DL_FAILS_MAPPING_ERROR) ==
		      (row->action == DL_ACT_ACQUIRE && row->machine == DL_MACHINE_STREAMING));
}

static void test_lists(void **unused)
{
	(void)unused;
	FOR_EACH_ROW(row) {
		bool owned = has(row, DL_ROLE_OWNER);

		if (row->machine == DL_MACHINE_SG && row->action != DL_ACT_HANDLE_GET) {
			CHECK(row, owned || has(row, DL_ROLE_SG));
			CHECK(row, owned || has(row, DL_ROLE_NENTS));
		}
		if (row->machine == DL_MACHINE_SG && row->action == DL_ACT_ACQUIRE)
			CHECK(row, row->returns == DL_RET_COUNT);
		if (row->machine == DL_MACHINE_SGTABLE)
			CHECK(row, owned || has(row, DL_ROLE_SGT));
		if (row->returns == DL_RET_COUNT)
			CHECK(row, row->machine == DL_MACHINE_SG);
	}
}

static void test_memory_rows(void **unused)
{
	(void)unused;
	FOR_EACH_ROW(row) {
		bool returns_memory = row->returns == DL_RET_CPU || row->returns == DL_RET_PAGE;

		if (row->action == DL_ACT_ACQUIRE && returns_memory)
			CHECK(row, row->machine == DL_MACHINE_ALLOC ||
			      row->machine == DL_MACHINE_POOL_OBJECT);
		if (row->action == DL_ACT_ACQUIRE && row->fails == DL_FAILS_NULL && returns_memory)
			CHECK(row, has(row, DL_ROLE_HANDLE_OUT));
		if (row->machine == DL_MACHINE_POOL_OBJECT)
			CHECK(row, dl_api_arg(row, DL_ROLE_POOL) == 0);
		if (has(row, DL_ROLE_HANDLE_OUT))
			CHECK(row, row->action == DL_ACT_ACQUIRE);
	}
}

static void test_syncs_touch_an_object(void **unused)
{
	(void)unused;
	FOR_EACH_ROW(row)
		if (row->action == DL_ACT_SYNC_CPU || row->action == DL_ACT_SYNC_DEVICE)
			CHECK(row, row->machine != DL_MACHINE_NONE);
}

/* Names, one a line; '#' begins a comment. */
static void test_every_name_is_known(void **unused)
{
	FILE *file = fopen(TEST_DIR "/api-names.txt", "r");
	char line[256];
	size_t n = 0;

	(void)unused;
	assert_non_null(file);
	while (fgets(line, sizeof(line), file)) {
		line[strcspn(line, "\n")] = '\0';
		if (line[0] == '\0' || line[0] == '#')
			continue;
		n++;
		if (!dl_api_find(line, ANY))
			fail_msg("%s is not in api.def", line);
	}
	fclose(file);
	assert_true(n > 200);
}

#define R(r) DL_ROLE_##r
static const struct {
	const char *name;
	size_t nargs;
	enum dl_role args[DL_API_MAX_ARGS];
} signatures[] = {
	{ "dma_map_single", 4, { R(DEV), R(CPU), R(SIZE), R(DIR) } },
	{ "dma_map_single_attrs", 5, { R(DEV), R(CPU), R(SIZE), R(DIR), R(ATTRS) } },
	{ "dma_map_page_attrs", 6, { R(DEV), R(PAGE), R(OFFSET), R(SIZE), R(DIR), R(ATTRS) } },
	{ "dma_map_resource", 5, { R(DEV), R(PHYS), R(SIZE), R(DIR), R(ATTRS) } },
	{ "skb_frag_dma_map", 5, { R(DEV), R(NFRAG), R(OFFSET), R(SIZE), R(DIR) } },
	{ "dma_unmap_page_attrs", 5, { R(DEV), R(HANDLE), R(SIZE), R(DIR), R(ATTRS) } },
	{ "dma_mapping_error", 2, { R(DEV), R(HANDLE) } },
	{ "dma_mapping_error", 1, { R(HANDLE) } },
	{ "dma_map_sg_attrs", 5, { R(DEV), R(SG), R(NENTS), R(DIR), R(ATTRS) } },
	{ "dma_map_sgtable", 4, { R(DEV), R(SGT), R(DIR), R(ATTRS) } },
	{ "__dma_sync_sg_for_device", 4, { R(DEV), R(SG), R(NENTS), R(DIR) } },
	{ "dma_sync_single_range_for_cpu", 5,
	  { R(DEV), R(HANDLE), R(OFFSET), R(SIZE), R(DIR) } },
	{ "dma_sync_single_range", 5, { R(DEV), R(HANDLE), R(OFFSET), R(SIZE), R(DIR) } },
	{ "dma_cache_sync", 3, { R(CPU), R(SIZE), R(DIR) } },
	{ "dma_cache_sync", 4, { R(DEV), R(CPU), R(SIZE), R(DIR) } },
	{ "dma_alloc_attrs", 5, { R(DEV), R(SIZE), R(HANDLE_OUT), R(GFP), R(ATTRS) } },
	{ "dma_free_attrs", 5, { R(DEV), R(SIZE), R(CPU), R(HANDLE), R(ATTRS) } },
	{ "dma_alloc_noncoherent", 4, { R(DEV), R(SIZE), R(HANDLE_OUT), R(GFP) } },
	{ "dma_alloc_noncoherent", 5, { R(DEV), R(SIZE), R(HANDLE_OUT), R(DIR), R(GFP) } },
	{ "dma_free_noncoherent", 4, { R(DEV), R(SIZE), R(CPU), R(HANDLE) } },
	{ "dma_free_pages", 5, { R(DEV), R(SIZE), R(PAGE), R(HANDLE), R(DIR) } },
	{ "dma_pool_create", 5, { R(NAME), R(DEV), R(SIZE), R(ALIGN), R(BOUNDARY) } },
	{ "dma_pool_alloc", 3, { R(POOL), R(GFP), R(HANDLE_OUT) } },
	{ "usb_alloc_coherent", 4, { R(DEV), R(SIZE), R(GFP), R(HANDLE_OUT) } },
	{ "pci_alloc_consistent", 3, { R(DEV), R(SIZE), R(HANDLE_OUT) } },
	{ "dma_declare_coherent_memory", 5,
	  { R(DEV), R(PHYS), R(HANDLE), R(SIZE), R(FLAGS) } },
	{ "dma_get_cache_alignment", 0, { R(OTHER) } },
};

static void test_signatures(void **unused)
{
	(void)unused;
	for (size_t i = 0; i < COUNT_OF(signatures); i++) {
		const struct dl_api *row = dl_api_find(signatures[i].name, signatures[i].nargs);

		assert_non_null(row);
		CHECK(row, row->nargs == signatures[i].nargs);
		for (size_t k = 0; k < row->nargs; k++)
			CHECK(row, row->args[k] == signatures[i].args[k]);
	}
}

static void test_find(void **unused)
{
	(void)unused;
	FOR_EACH_ROW(row)
		assert_ptr_equal(dl_api_find(row->name, row->nargs), row);
	/* No row with so many arguments: the first of that name. */
	assert_int_equal(dl_api_find("dma_mapping_error", 7)->nargs, 2);
	assert_null(dl_api_find("dma_no_such_function", 4));
	assert_null(dl_api_find("", 0));
	assert_null(dl_api_find("dma_map_singl", 4));
}

static void test_arg(void **unused)
{
	const struct dl_api *map = dl_api_find("dma_map_page", 5);
	const struct dl_api *none = dl_api_find("dma_get_cache_alignment", 0);

	(void)unused;
	assert_int_equal(dl_api_arg(map, DL_ROLE_DEV), 0);
	assert_int_equal(dl_api_arg(map, DL_ROLE_DIR), 4);
	assert_int_equal(dl_api_arg(map, DL_ROLE_ATTRS), -1);
	/* Behind the last argument there is nothing, not even OTHER. */
	assert_int_equal(dl_api_arg(none, DL_ROLE_OTHER), -1);
}

static const enum dl_family one_code[][2] = {
	{ DL_FAMILY_SINGLE, DL_FAMILY_PAGE }, { DL_FAMILY_SINGLE, DL_FAMILY_PHYS },
	{ DL_FAMILY_PAGE, DL_FAMILY_PHYS }, { DL_FAMILY_SG, DL_FAMILY_SGTABLE },
	{ DL_FAMILY_IB_SINGLE, DL_FAMILY_IB_PAGE }, { DL_FAMILY_IB_SG, DL_FAMILY_IB_SGTABLE },
};

static bool expected_match(enum dl_family a, enum dl_family b)
{
	if (a == b)
		return true;
	for (size_t i = 0; i < COUNT_OF(one_code); i++)
		if ((one_code[i][0] == a && one_code[i][1] == b) ||
		    (one_code[i][0] == b && one_code[i][1] == a))
			return true;
	return false;
}

static void test_families(void **unused)
{
	(void)unused;
	for (enum dl_family a = 0; a < DL_FAMILY_COUNT; a++) {
		assert_non_null(dl_family_name(a));
		for (enum dl_family b = 0; b < DL_FAMILY_COUNT; b++) {
			if (dl_family_matches(a, b) != expected_match(a, b))
				fail_msg("%s by %s", dl_family_name(a), dl_family_name(b));
			if (a != b)
				assert_string_not_equal(dl_family_name(a), dl_family_name(b));
		}
	}
}

static void test_directions(void **unused)
{
	(void)unused;
	assert_string_equal(dl_direction_name(0), "DMA_BIDIRECTIONAL");
	assert_string_equal(dl_direction_name(1), "DMA_TO_DEVICE");
	assert_string_equal(dl_direction_name(2), "DMA_FROM_DEVICE");
	assert_string_equal(dl_direction_name(3), "DMA_NONE");
	assert_null(dl_direction_name(4));
	assert_null(dl_direction_name(-1));
	assert_null(dl_direction_name(INT64_MIN));
}

static void test_headers(void **unused)
{
	(void)unused;
	assert_true(dl_api_is_inner_header("linux/dma-map-ops.h"));
	assert_true(dl_api_is_inner_header("linux/dma-direct.h"));
	assert_false(dl_api_is_inner_header("linux/dma-mapping.h"));
	assert_false(dl_api_is_inner_header("linux/dma-direct"));
	assert_false(dl_api_is_inner_header(""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows_are_unique),
		cmocka_unit_test(test_eras),
		cmocka_unit_test(test_inverses),
		cmocka_unit_test(test_acquire_rows),
		cmocka_unit_test(test_release_rows),
		cmocka_unit_test(test_streaming_rows),
		cmocka_unit_test(test_failing_handles_are_streaming),
		cmocka_unit_test(test_lists),
		cmocka_unit_test(test_memory_rows),
		cmocka_unit_test(test_syncs_touch_an_object),
		cmocka_unit_test(test_every_name_is_known),
		cmocka_unit_test(test_signatures),
		cmocka_unit_test(test_find),
		cmocka_unit_test(test_arg),
		cmocka_unit_test(test_families),
		cmocka_unit_test(test_directions),
		cmocka_unit_test(test_headers),
	};

	rows = dl_api_table(&nrows);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
