/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Lines of sources, and what must not be read for one. */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "checker/report/sources.h"

static char directory[] = "/tmp/dl-sources-XXXXXX";

static const char *file_of(const char *text, size_t len)
{
	static char name[64];
	FILE *out;

	snprintf(name, sizeof(name), "%s/x.c", directory);
	out = fopen(name, "w");
	assert_non_null(out);
	assert_int_equal(fwrite(text, 1, len, out), len);
	fclose(out);
	return name;
}

static void expect_line(struct dl_sources *s, const char *name, uint32_t line, const char *text)
{
	size_t len;
	const char *is = dl_sources_line(s, name, line, &len);

	assert_non_null(is);
	assert_int_equal(len, strlen(text));
	assert_memory_equal(is, text, len);
}

static void lines(void **state)
{
	struct dl_sources s = { NULL };
	const char *name = file_of("one\r\n\n\tthree", 12);
	size_t len;

	(void)state;
	assert_int_equal(dl_sources_count(&s, name), 3);
	expect_line(&s, name, 1, "one");
	expect_line(&s, name, 2, "");
	expect_line(&s, name, 3, "\tthree");
	assert_null(dl_sources_line(&s, name, 0, &len));
	assert_null(dl_sources_line(&s, name, 4, &len));
	dl_sources_free(&s);
	name = file_of("", 0);
	assert_int_equal(dl_sources_count(&s, name), 0);
	dl_sources_free(&s);
}

/* "#line 1 "/dev/zero"" is a line that anybody may write. */
static void only_regular_files(void **state)
{
	struct dl_sources s = { NULL };
	char fifo[64];
	size_t len;

	(void)state;
	snprintf(fifo, sizeof(fifo), "%s/fifo", directory);
	assert_int_equal(mkfifo(fifo, 0600), 0);
	assert_null(dl_sources_line(&s, fifo, 1, &len));
	assert_null(dl_sources_line(&s, "/dev/zero", 1, &len));
	assert_null(dl_sources_line(&s, directory, 1, &len));
	assert_null(dl_sources_line(&s, "<built-in>", 1, &len));
	assert_null(dl_sources_line(&s, NULL, 1, &len));
	unlink(fifo);
	dl_sources_free(&s);
}

/* A column counts bytes for Clang, characters for a reader. */
static void columns(void **state)
{
	struct dl_sources s = { NULL };
	const char *name = file_of("/* \xc3\xa4\xe2\x82\xac */ x;\nabc\n", 20);

	(void)state;
	assert_int_equal(dl_sources_column(&s, name, 1, 1), 1);
	assert_int_equal(dl_sources_column(&s, name, 1, 13), 10);
	assert_int_equal(dl_sources_column(&s, name, 2, 3), 3);
	assert_int_equal(dl_sources_column(&s, name, 2, 99), 99);
	assert_int_equal(dl_sources_column(&s, "gone.c", 2, 7), 7);
	assert_int_equal(dl_sources_column(&s, name, 2, 0), 0);
	dl_sources_free(&s);
}

static int make_directory(void **state)
{
	(void)state;
	return mkdtemp(directory) ? 0 : -1;
}

static int remove_directory(void **state)
{
	(void)state;
	unlink(file_of("", 0));
	return rmdir(directory);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines),
		cmocka_unit_test(only_regular_files),
		cmocka_unit_test(columns),
	};

	return cmocka_run_group_tests(tests, make_directory, remove_directory);
}
