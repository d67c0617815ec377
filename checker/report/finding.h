/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* A finding: what the engine says and every reader (text, plugin, later JSON) prints. */
#ifndef DL_FINDING_H
#define DL_FINDING_H

#include <stdint.h>
#include <stddef.h>

#include "rules/catalog.h"

#ifdef __cplusplus
extern "C" {
#endif

struct dl_step {		/* a note: one thing that happened on the way */
	const char *file;
	uint32_t line, column;
	const char *text;
};

struct dl_finding {
	enum dl_rule rule;
	enum dl_confidence confidence;
	const char *file;
	uint32_t line, column;
	const char *function;
	const char *message;	/* lower case, facts in brackets, without the rule id */
	struct dl_step *steps;
	size_t nsteps;
};

#ifdef __cplusplus
}
#endif
#endif
