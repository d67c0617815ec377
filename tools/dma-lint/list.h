/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* What the catalogue of rules says, for a reader. */
#ifndef DL_LIST_H
#define DL_LIST_H

#include <stdbool.h>

#include "rules/catalog.h"

/* One aligned line a rule: id, confidence, summary. Returns the exit status. */
int list_checks(const bool enabled[DL_RULE_COUNT]);
/* Returns the exit status. */
int explain_rule(const char *id);

#endif
