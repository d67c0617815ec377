/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What the user asks for, as words, into the engine's options. The command and the plugin take the
 * same words, so they are read in one place.
 *
 * Each function returns false and fills error (lower case, without a prefix) if the words make no
 * sense; the result is then undefined.
 */
#ifndef DL_SELECT_H
#define DL_SELECT_H

#include <stdbool.h>
#include <stddef.h>

#include "rules/catalog.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Changes a selection of rules by a comma list of globs over rule ids ('*' and '?'). Each adds the
 * rules it matches, or removes them if it begins with '-'; later ones win. A glob that matches no
 * rule is an error.
 */
bool dl_select_rules(const char *globs, bool enabled[DL_RULE_COUNT], char *error,
		     size_t error_size);
/* "high", "medium", "low" */
bool dl_select_confidence(const char *word, enum dl_confidence *confidence, char *error,
			  size_t error_size);
/* A power of two, 4 to 4096. */
bool dl_select_cache_line(const char *word, unsigned *bytes, char *error, size_t error_size);

#ifdef __cplusplus
}
#endif
#endif
