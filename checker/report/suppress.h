/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Comments in the source that keep findings quiet:
 *
 *    dma-lint: ignore[dma-map-stack, dma-unmap-*] the reason why
 *
 * first in a comment of either kind. Behind code on its line, it is for that line; else for the
 * statement that follows, up to its ';' or brace.
 */
#ifndef DL_REPORT_SUPPRESS_H
#define DL_REPORT_SUPPRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "rules/catalog.h"

#ifdef __cplusplus
extern "C" {
#endif

struct dl_suppression {
	uint32_t line, column;	/* of the comment */
	uint32_t first, last;	/* lines it is for; first is 0: for none, the file ends before */
	bool rules[DL_RULE_COUNT];
	char *ids;		/* the rules as they are written; "" */
	char *reason;		/* "" if there is none */
	char *problem;		/* what is wrong with it, or NULL; what is right of it holds */
	bool used;		/* for the caller to set */
};

struct dl_suppressions {
	struct dl_suppression *list;	/* by line */
	size_t count, capacity;
};

/* Reads a source. Nothing that is written in it makes this fail. */
void dl_suppressions_read(struct dl_suppressions *suppressions, const char *text, size_t len);
/* The first one that keeps a finding of that rule at that line quiet, or NULL. */
struct dl_suppression *dl_suppressions_find(const struct dl_suppressions *suppressions,
					    enum dl_rule rule, uint32_t line);
void dl_suppressions_free(struct dl_suppressions *suppressions);

#ifdef __cplusplus
}
#endif
#endif
