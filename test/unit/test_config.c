/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Configuration files: what they add to the tables, and what is refused, by its line. The tables are the
 * process's, so the tests run in this order: bad files, which must leave them as they are, come first.
 */
#define _GNU_SOURCE
#include "checker/config/config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "rules/api.h"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static bool read_bytes(const char *bytes, size_t len, struct dl_config_error *error)
{
	int fd = memfd_create("config", MFD_CLOEXEC);
	char path[64];
	bool good;

	assert_true(fd >= 0);
	assert_int_equal(write(fd, bytes, len), len);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	good = dl_config_read(path, error);
	close(fd);
	return good;
}

static size_t rows_added(void)
{
	size_t apis, kernels;

	dl_api_added(&apis);
	dl_kernel_added(&kernels);
	return apis + kernels;
}

#define F "functions:\n"
#define H "helpers:\n"
#define MAP "  - name: my_map\n    like: dma_map_single\n"

static const struct {
	const char *text;
	unsigned line;
	const char *reason;	/* a part of it */
} bad[] = {
	/* not YAML, or more of it than is wanted */
	{ "functions: [\n", 2, "not YAML" },
	{ "functions:\n\t- a\n", 2, "not YAML" },
	{ F "  - name: \"\xff\"\n", 2, "not YAML" },
	{ "a: b\n", 1, "unknown key 'a'" },
	{ F MAP "    inverse: &x y\n", 4, "anchors and aliases" },
	{ F "  - *x\n", 2, "anchors and aliases" },
	{ "&a functions: *a\n", 1, "anchors and aliases" },
	{ F "  - &a\n    name: *a\n", 2, "anchors and aliases" },
	{ "!!python/object functions: []\n", 1, "tags" },
	{ F "  - !!map\n    name: x\n", 2, "tags" },
	{ "functions: []\n---\nfunctions: []\n", 2, "a second document" },
	/* other shapes than the ones that are known */
	{ "hello\n", 1, "the file must be a mapping" },
	{ "- a\n", 1, "the file must be a mapping" },
	{ "functions:\n  a: b\n", 2, "'functions' must be a list" },
	{ F "  - a\n", 2, "a function must be a mapping" },
	{ F "  - [[[[[[[[\n", 2, "a function must be a mapping" },
	{ F "  - name: [x]\n", 2, "'name' must be a word" },
	{ "functoins: []\n", 1, "unknown key 'functoins' of the file (there are: functions, helpers)" },
	{ F MAP "    lik: x\n", 4, "unknown key 'lik' of a function" },
	{ F MAP "    name: x\n", 4, "key 'name' a second time" },
	{ "functions: []\nfunctions: []\n", 2, "key 'functions' a second time" },
	{ F "  - name: x\n", 2, "a function without 'like'" },
	{ F "  - like: dma_map_single\n", 2, "a function without 'name'" },
	{ H "  - name: x\n", 2, "a helper without 'action'" },
	{ F "  - name: \"a\\0b\"\n    like: dma_map_single\n", 2, "NUL" },
	/* words */
	{ F "  - name: 2x\n    like: dma_map_single\n", 2, "is not the name of a function" },
	{ F "  - name: a b\n    like: dma_map_single\n", 2, "is not the name of a function" },
	{ F "  - name: ''\n    like: dma_map_single\n", 2, "is not the name of a function" },
	{ F "  - name: dma_map_sg\n    like: dma_map_single\n", 2, "own tables" },
	{ F "  - name: kmalloc\n    like: dma_map_single\n", 2, "own tables" },
	{ F "  - name: x\n    like: dma_map_singel\n", 3, "'dma_map_singel' is not a function" },
	{ F "  - name: x\n    like: DMA_BIT_MASK\n", 3, "'DMA_BIT_MASK' is not a function" },
	{ F MAP "    args: [dev, cpux]\n", 4, "unknown role 'cpux' (there are: other, dev, cpu," },
	{ F MAP "    args:\n      - dev\n      - size\n      - size\n", 7, "role 'size' a second time" },
	{ F MAP "    args: [dev,cpu,a,b,c,d,e,f,g,h,i]\n", 4, "more than 10" },
	{ F "  - name: x\n    like: dma_unmap_single\n    args: [dev, size, dir]\n", 2,
	  "one of its 'args' must be 'handle'" },
	{ F MAP "    inverse: nowhere\n", 4, "'nowhere' is not described here" },
	{ F MAP "    inverse: dma_unmap_sg\n", 4, "does not undo" },
	{ F MAP "    inverse: my_map\n", 4, "does not undo" },
	{ F MAP MAP, 4, "'my_map' a second time" },
	{ H "  - {name: x, action: eat}\n", 2, "unknown action 'eat' (there are: alloc, free," },
	{ H "  - {name: x, action: alloc}\n", 2, "action 'alloc' needs 'kind'" },
	{ H "  - {name: x, action: alloc, kind: none}\n", 2, "kind 'none' says nothing" },
	{ H "  - {name: x, action: alloc, kind: gold}\n", 2, "unknown kind 'gold'" },
	{ H "  - {name: x, action: free, kind: kmalloc}\n", 2, "action 'free' needs 'arg'" },
	{ H "  - {name: x, action: pure, arg: 0}\n", 2, "action 'pure' has no 'arg'" },
	{ H "  - {name: x, action: same, arg: 0, kind: skb}\n", 2, "action 'same' has no 'kind'" },
	{ H "  - {name: x, action: same, arg: -1}\n", 2, "'arg' is the position" },
	{ H "  - {name: x, action: same, arg: 16}\n", 2, "'arg' is the position" },
	{ H "  - {name: x, action: same, arg: 1x}\n", 2, "'arg' is the position" },
	{ H "  - {name: x, action: pure}\n  - {name: x, action: pure}\n", 3, "'x' a second time" },
	{ F MAP H "  - {name: my_map, action: pure}\n", 5, "among the 'functions', too" },
};

static void test_refused(void **unused)
{
	(void)unused;
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		struct dl_config_error error = { 0 };

		if (read_bytes(bad[i].text, strlen(bad[i].text), &error))
			fail_msg("not refused:\n%s", bad[i].text);
		if (error.line != bad[i].line || !strstr(error.reason, bad[i].reason))
			fail_msg("%s: refused as line %u: %s", bad[i].text, error.line, error.reason);
	}
	assert_int_equal(rows_added(), 0);
}

static void test_refused_files(void **unused)
{
	struct dl_config_error error;
	size_t len = (1 << 20) + 1;
	char *large = malloc(len);

	(void)unused;
	assert_non_null(large);
	memset(large, '#', len);
	assert_false(read_bytes(large, len, &error));
	assert_string_equal(error.reason, "is larger than 1 MiB");
	assert_true(read_bytes(large, len - 1, &error));	/* one comment */
	free(large);
	assert_false(dl_config_read("/", &error));
	assert_string_equal(error.reason, "is not a regular file");
	assert_false(dl_config_read("/dev/zero", &error));
	assert_string_equal(error.reason, "is not a regular file");
	assert_false(dl_config_read("/nowhere/at/all", &error));
	assert_int_equal(error.line, 0);
}

static void test_too_many(void **unused)
{
	struct dl_config_error error;
	size_t len = 0;
	char *text = NULL;
	FILE *out = open_memstream(&text, &len);

	(void)unused;
	fprintf(out, H);
	for (int i = 0; i < 1025; i++)
		fprintf(out, "  - {name: f%d, action: pure}\n", i);
	fclose(out);
	assert_false(read_bytes(text, len, &error));
	assert_int_equal(error.line, 1026);
	assert_string_equal(error.reason, "more than 1024 of 'helpers'");
	free(text);
	assert_int_equal(rows_added(), 0);
}

static void check_added(void)
{
	const struct dl_api *map = dl_api_find("my_map", 5), *unmap = dl_api_find("my_unmap", 4);
	const struct dl_kernel_function *copy = dl_kernel_find("my_copy");

	assert_non_null(map);
	assert_int_equal(map->action, DL_ACT_ACQUIRE);
	assert_int_equal(map->family, DL_FAMILY_SINGLE);
	assert_int_equal(map->fails, DL_FAILS_MAPPING_ERROR);
	assert_int_equal(map->nargs, 5);
	assert_int_equal(dl_api_arg(map, DL_ROLE_CPU), 2);
	assert_int_equal(dl_api_arg(map, DL_ROLE_ATTRS), -1);
	assert_string_equal(map->inverse, "my_unmap");
	assert_string_equal(unmap->inverse, "my_map");
	assert_int_equal(dl_api_arg(unmap, DL_ROLE_HANDLE), 1);
	assert_int_equal(copy->action, DL_KERNEL_READ_BUFFER);
	copy = dl_kernel_next(copy);
	assert_int_equal(copy->action, DL_KERNEL_WRITE_BUFFER);
	assert_int_equal(copy->arg, 0);
	assert_null(dl_kernel_next(copy));
	assert_int_equal(dl_kernel_find("my_alloc")->arg, -1);
	assert_int_equal(dl_kernel_find("my_alloc")->memory, DL_MEMORY_SKB);
	assert_int_equal(rows_added(), 5);
}

static const char good[] =
	F "  - {name: my_map, like: dma_map_single, args: [dev, other, cpu, size, dir]}\n"
	  "  - name: my_unmap\n    like: dma_unmap_single\n    inverse: my_map\n"
	H "  - {name: my_copy, action: read-buffer, arg: 1}\n"
	  "  - {name: my_copy, action: write-buffer, arg: 0}\n"
	  "  - {name: my_alloc, action: alloc, kind: skb}\n";

/* Read, written, read again: the same rows, and no more. */
static void test_good(void **unused)
{
	struct dl_config_error error = { 0 };
	char *dump = NULL, *again = NULL;
	size_t len, len_again;
	FILE *out;

	(void)unused;
	if (!read_bytes(good, strlen(good), &error))
		fail_msg("line %u: %s", error.line, error.reason);
	check_added();
	out = open_memstream(&dump, &len);
	dl_config_write(out);
	fclose(out);
	if (!read_bytes(dump, len, &error))
		fail_msg("line %u: %s in:\n%s", error.line, error.reason, dump);
	check_added();
	out = open_memstream(&again, &len_again);
	dl_config_write(out);
	fclose(out);
	assert_string_equal(dump, again);
	free(dump);
	free(again);
	assert_true(read_bytes("", 0, &error));
	assert_true(read_bytes("# nothing\n", 10, &error));
}

static void test_contradicted(void **unused)
{
	static const struct {
		const char *text, *reason;
	} others[] = {
		{ F MAP, "'my_map' is described otherwise at /proc/self/fd/" },
		{ F "  - {name: my_map, like: dma_map_page, args: [dev, other, page, size, dir]}\n",
		  "'my_map' is described otherwise" },
		{ F "  - {name: my_copy, like: dma_map_single}\n", "'my_copy' is a helper at" },
		{ H "  - {name: my_map, action: pure}\n", "'my_map' is no helper at" },
		{ H "  - {name: my_copy, action: pure}\n", "'my_copy' is described otherwise" },
	};
	struct dl_config_error error;

	(void)unused;
	for (size_t i = 0; i < COUNT_OF(others); i++) {
		assert_false(read_bytes(others[i].text, strlen(others[i].text), &error));
		assert_int_equal(error.line, 2);
		if (!strstr(error.reason, others[i].reason))
			fail_msg("%s: %s", others[i].text, error.reason);
	}
	check_added();
}

static void test_words(void **unused)
{
	(void)unused;
	assert_string_equal(dl_role_words[DL_ROLE_HANDLE_OUT], "handle-out");
	assert_string_equal(dl_kernel_action_words[DL_KERNEL_WRITE_BUFFER], "write-buffer");
	assert_string_equal(dl_memory_words[DL_MEMORY_MANAGED], "managed");
	assert_null(dl_memory_words[DL_MEMORY_MANAGED + 1]);
}

static void test_find(void **unused)
{
	char top[] = "/tmp/dma-lint-config-XXXXXX", path[PATH_MAX], expected[PATH_MAX], found[PATH_MAX];
	FILE *file;

	(void)unused;
	assert_non_null(mkdtemp(top));
	snprintf(path, sizeof(path), "%s/a", top);
	assert_int_equal(mkdir(path, 0777), 0);
	snprintf(expected, sizeof(expected), "%s/" DL_CONFIG_NAME, top);
	assert_false(dl_config_find(path, found) && strncmp(found, top, strlen(top)) == 0);
	file = fopen(expected, "w");
	assert_non_null(file);
	fclose(file);
	assert_true(dl_config_find(path, found));
	assert_string_equal(found, expected);
	strcat(path, "//");
	assert_true(dl_config_find(path, found));
	assert_string_equal(found, expected);
	assert_true(dl_config_find(top, found));
	unlink(expected);
	rmdir(path);
	rmdir(top);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_refused_files),
		cmocka_unit_test(test_too_many),
		cmocka_unit_test(test_good),
		cmocka_unit_test(test_contradicted),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_find),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
