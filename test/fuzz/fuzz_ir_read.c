/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Any bytes into the reader. What is read goes through the verifier; what is well formed is
 * printed, must be read back, and must print the same.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "checker/ir/ir.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char *print_unit(const struct dl_unit *unit, size_t *size)
{
	char *text = NULL;
	FILE *out = open_memstream(&text, size);

	if (!out)
		abort();
	dl_ir_print(out, unit);
	fclose(out);
	return text;
}

static void check_round_trip(const struct dl_unit *unit)
{
	char message[256], *first, *second;
	size_t first_size, second_size;
	struct dl_unit *again;

	first = print_unit(unit, &first_size);
	again = dl_ir_read(first, first_size, message, sizeof(message));
	if (!again || !dl_ir_verify(again, message, sizeof(message))) {
		fprintf(stderr, "%s\n%s", message, first);
		abort();
	}
	second = print_unit(again, &second_size);
	if (first_size != second_size || memcmp(first, second, first_size) != 0) {
		fprintf(stderr, "printed differently\n%s\n%s", first, second);
		abort();
	}
	dl_ir_unit_free(again);
	free(first);
	free(second);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char message[64];
	struct dl_unit *unit = dl_ir_read((const char *)data, size, message, sizeof(message));

	if (!unit)
		return 0;
	if (dl_ir_verify(unit, message, sizeof(message)))
		check_round_trip(unit);
	dl_ir_unit_free(unit);
	return 0;
}
