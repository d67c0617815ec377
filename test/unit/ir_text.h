/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Helpers of the IR's unit tests: units from text and back, with cmocka's assertions. */
#ifndef DL_TEST_IR_TEXT_H
#define DL_TEST_IR_TEXT_H

#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "checker/ir/ir.h"

/* malloc'ed */
static inline char *print_unit(const struct dl_unit *unit)
{
	char *text = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&text, &size);

	assert_non_null(out);
	dl_ir_print(out, unit);
	fclose(out);
	return text;
}

static inline struct dl_unit *read_text(const char *text)
{
	char message[200] = "";
	struct dl_unit *unit = dl_ir_read(text, strlen(text), message, sizeof(message));

	if (!unit)
		fail_msg("not read: %s\n%s", message, text);
	return unit;
}

/* A unit that is read and well formed. */
static inline struct dl_unit *read_good(const char *text)
{
	struct dl_unit *unit = read_text(text);
	char message[400] = "";

	if (!dl_ir_verify(unit, message, sizeof(message)))
		fail_msg("not well formed: %s\n%s", message, text);
	return unit;
}

/* print(read(print(u))) == print(u) */
static inline void assert_round_trip(const struct dl_unit *unit)
{
	char *first = print_unit(unit);
	struct dl_unit *again = read_text(first);
	char *second = print_unit(again);

	assert_string_equal(first, second);
	dl_ir_unit_free(again);
	free(first);
	free(second);
}

static inline void assert_contains(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("\"%s\" is not in: %s", part, text);
}

#endif
