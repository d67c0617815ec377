/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* What the user asks for, as words, into the engine's options. */
#include "checker/report/select.h"

#include <ctype.h>
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define GLOB_MAX 128

/* True if the glob matches at least one rule. */
static bool apply_glob(const char *glob, bool add, bool enabled[DL_RULE_COUNT])
{
	bool matched = false;

	for (int rule = DL_RULE_NONE + 1; rule < DL_RULE_COUNT; rule++) {
		if (fnmatch(glob, dl_rule_info(rule)->id, 0) != 0)
			continue;
		enabled[rule] = add;
		matched = true;
	}
	return matched;
}

/* One element of the list, blanks around it taken off. */
static bool apply_element(const char *start, size_t len, bool enabled[DL_RULE_COUNT], char *error,
			  size_t error_size)
{
	char glob[GLOB_MAX];
	bool add = true;

	while (len && isspace((unsigned char)start[0]))
		start++, len--;
	while (len && isspace((unsigned char)start[len - 1]))
		len--;
	if (len && start[0] == '-') {
		add = false;
		start++, len--;
	}
	if (len == 0)
		return add;	/* "a,,b" and "a," are harmless, a lone "-" is not */
	snprintf(glob, sizeof(glob), "%.*s", (int)(len < GLOB_MAX ? len : GLOB_MAX - 1), start);
	if (apply_glob(glob, add, enabled))
		return true;
	snprintf(error, error_size, "no rule matches '%s' (--list-checks names them)", glob);
	return false;
}

bool dl_select_rules(const char *globs, bool enabled[DL_RULE_COUNT], char *error,
		     size_t error_size)
{
	snprintf(error, error_size, "'-' without a rule in '%s'", globs);
	while (true) {
		size_t len = strcspn(globs, ",");

		if (!apply_element(globs, len, enabled, error, error_size))
			return false;
		if (globs[len] == '\0')
			break;
		globs += len + 1;
	}
	error[0] = '\0';
	return true;
}

bool dl_select_confidence(const char *word, enum dl_confidence *confidence, char *error,
			  size_t error_size)
{
	for (int c = DL_CONFIDENCE_LOW; c <= DL_CONFIDENCE_HIGH; c++) {
		if (strcmp(word, dl_confidence_name(c)) == 0) {
			*confidence = c;
			return true;
		}
	}
	snprintf(error, error_size, "unknown confidence '%s' (high, medium or low)", word);
	return false;
}

bool dl_select_cache_line(const char *word, unsigned *bytes, char *error, size_t error_size)
{
	char *end;
	unsigned long value = strtoul(word, &end, 10);

	if (isdigit((unsigned char)word[0]) && *end == '\0' && value >= 4 && value <= 4096 &&
	    (value & (value - 1)) == 0) {
		*bytes = value;
		return true;
	}
	snprintf(error, error_size, "bad cache line size '%s' (a power of two, 4 to 4096)", word);
	return false;
}
