/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* kernel.def agrees with itself and with a few signatures, and is found row by row. */
#include "rules/api.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))
#define CHECK(row, condition) \
	do { \
		if (!(condition)) \
			fail_msg("%s: %s", (row)->name, #condition); \
	} while (0)
#define FOR_EACH_ROW(row) \
	for (const struct dl_kernel_function *row = rows; row < rows + nrows; row++)

static const struct dl_kernel_function *rows;
static size_t nrows;

static bool wants_argument(enum dl_kernel_action action)
{
	switch (action) {
	case DL_KERNEL_FREE:
	case DL_KERNEL_WRITE_REGISTER:
	case DL_KERNEL_SAME:
	case DL_KERNEL_SWAP:
	case DL_KERNEL_REFERENCE:
	case DL_KERNEL_CACHE:
	case DL_KERNEL_READ_BUFFER:
	case DL_KERNEL_WRITE_BUFFER:
		return true;
	default:
		return false;
	}
}

static bool wants_memory(enum dl_kernel_action action)
{
	return action == DL_KERNEL_ALLOC || action == DL_KERNEL_FREE;
}

static void test_columns(void **unused)
{
	(void)unused;
	FOR_EACH_ROW(row) {
		CHECK(row, row->name[0]);
		if (row->action == DL_KERNEL_ALLOC)
			CHECK(row, row->arg >= -1 && row->arg <= 7);
		else if (wants_argument(row->action))
			CHECK(row, row->arg >= 0 && row->arg <= 7);
		else
			CHECK(row, row->arg == -1);
		CHECK(row, wants_memory(row->action) == (row->memory != DL_MEMORY_NONE));
	}
}

/* Two rows of one name say two things, both of which can be true. */
static void test_rows_of_one_name(void **unused)
{
	(void)unused;
	FOR_EACH_ROW(row) {
		for (const struct dl_kernel_function *other = rows; other < row; other++) {
			if (strcmp(row->name, other->name))
				continue;
			CHECK(row, wants_argument(row->action) && wants_argument(other->action));
			CHECK(row, row->arg != other->arg || row->action != other->action);
		}
	}
}

static void test_not_of_the_api(void **unused)
{
	(void)unused;
	FOR_EACH_ROW(row)
		CHECK(row, !dl_api_find(row->name, 0));
}

/* find and next visit exactly the rows of a name, in the order of the table. */
static void test_find_and_next(void **unused)
{
	(void)unused;
	FOR_EACH_ROW(row) {
		const struct dl_kernel_function *at = dl_kernel_find(row->name);

		for (const struct dl_kernel_function *r = rows; r < rows + nrows; r++) {
			if (strcmp(r->name, row->name))
				continue;
			assert_ptr_equal(at, r);
			at = dl_kernel_next(at);
		}
		assert_null(at);
	}
	assert_null(dl_kernel_find("dma_map_single"));
	assert_null(dl_kernel_find(""));
	assert_null(dl_kernel_find("kmallo"));
}

static const struct dl_kernel_function known[] = {
	{ "kmalloc", DL_KERNEL_ALLOC, 0, DL_MEMORY_KMALLOC },
	{ "kmalloc_noprof", DL_KERNEL_ALLOC, 0, DL_MEMORY_KMALLOC },
	{ "vmalloc_noprof", DL_KERNEL_ALLOC, 0, DL_MEMORY_VMALLOC },
	{ "__kvmalloc_node_noprof", DL_KERNEL_ALLOC, 0, DL_MEMORY_KVMALLOC },
	{ "get_free_pages_noprof", DL_KERNEL_ALLOC, -1, DL_MEMORY_PAGES },
	{ "__netdev_alloc_skb", DL_KERNEL_ALLOC, -1, DL_MEMORY_SKB },
	{ "kmap_local_page", DL_KERNEL_ALLOC, -1, DL_MEMORY_KMAP },
	{ "devm_kzalloc", DL_KERNEL_ALLOC, 1, DL_MEMORY_MANAGED },
	{ "kfree", DL_KERNEL_FREE, 0, DL_MEMORY_KMALLOC },
	{ "kmem_cache_free", DL_KERNEL_FREE, 1, DL_MEMORY_CACHE },
	{ "sk_skb_reason_drop", DL_KERNEL_FREE, 1, DL_MEMORY_SKB },
	{ "dev_kfree_skb_any_reason", DL_KERNEL_FREE, 0, DL_MEMORY_SKB },
	{ "devm_kfree", DL_KERNEL_FREE, 1, DL_MEMORY_MANAGED },
	{ "writel", DL_KERNEL_WRITE_REGISTER, 0, DL_MEMORY_NONE },
	{ "out_be32", DL_KERNEL_WRITE_REGISTER, 1, DL_MEMORY_NONE },
	{ "regmap_write", DL_KERNEL_WRITE_REGISTER, 2, DL_MEMORY_NONE },
	{ "regmap_update_bits_base", DL_KERNEL_WRITE_REGISTER, 3, DL_MEMORY_NONE },
	{ "put_unaligned_le32", DL_KERNEL_WRITE_REGISTER, 0, DL_MEMORY_NONE },
	{ "put_unaligned_le32", DL_KERNEL_WRITE_BUFFER, 1, DL_MEMORY_NONE },
	{ "IS_ERR", DL_KERNEL_PURE, -1, DL_MEMORY_NONE },
	{ "ERR_PTR", DL_KERNEL_SAME, 0, DL_MEMORY_NONE },
	{ "dev_err_probe", DL_KERNEL_SAME, 1, DL_MEMORY_NONE },
	{ "__fswab32", DL_KERNEL_SWAP, 0, DL_MEMORY_NONE },
	{ "_dev_err", DL_KERNEL_NO_EFFECT, -1, DL_MEMORY_NONE },
	{ "_raw_spin_unlock_irqrestore", DL_KERNEL_NO_EFFECT, -1, DL_MEMORY_NONE },
	{ "panic", DL_KERNEL_NORETURN, -1, DL_MEMORY_NONE },
	{ "memcpy", DL_KERNEL_WRITE_BUFFER, 0, DL_MEMORY_NONE },
	{ "memcpy", DL_KERNEL_READ_BUFFER, 1, DL_MEMORY_NONE },
	{ "memset", DL_KERNEL_WRITE_BUFFER, 0, DL_MEMORY_NONE },
	{ "print_hex_dump", DL_KERNEL_READ_BUFFER, 5, DL_MEMORY_NONE },
	{ "set_bit", DL_KERNEL_WRITE_BUFFER, 1, DL_MEMORY_NONE },
};

static bool says(const struct dl_kernel_function *row)
{
	const struct dl_kernel_function *at;

	for (at = dl_kernel_find(row->name); at; at = dl_kernel_next(at))
		if (at->action == row->action && at->arg == row->arg && at->memory == row->memory)
			return true;
	return false;
}

static void test_known_functions(void **unused)
{
	(void)unused;
	for (size_t i = 0; i < COUNT_OF(known); i++)
		if (!says(&known[i]))
			fail_msg("%s, argument %d", known[i].name, known[i].arg);
}

/* What may unmap behind our back must not be called harmless. */
static void test_unknown_by_intention(void **unused)
{
	static const char *const names[] = {
		"wait_for_completion", "wait_for_completion_timeout", "unregister_netdev",
		"cancel_work_sync", "free_irq", "napi_disable", "usb_submit_urb", "scsi_done",
	};

	(void)unused;
	for (size_t i = 0; i < COUNT_OF(names); i++)
		assert_null(dl_kernel_find(names[i]));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_columns),
		cmocka_unit_test(test_rows_of_one_name),
		cmocka_unit_test(test_not_of_the_api),
		cmocka_unit_test(test_find_and_next),
		cmocka_unit_test(test_known_functions),
		cmocka_unit_test(test_unknown_by_intention),
	};

	rows = dl_kernel_table(&nrows);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
