/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* The rules that dma-lint knows: one row of catalog.def each. */
#ifndef DL_CATALOG_H
#define DL_CATALOG_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

enum dl_rule {
	DL_RULE_NONE,
#define DL_RULE(NAME, ...) DL_RULE_##NAME,
#include "rules/catalog.def"
#undef DL_RULE
	DL_RULE_COUNT
};

enum dl_confidence {
	DL_CONFIDENCE_LOW,	/* style or portability */
	DL_CONFIDENCE_MEDIUM,	/* a real driver may have a reason */
	DL_CONFIDENCE_HIGH,	/* would stand in review as a bug */
};

/* What the user sees who does not look for the mistake. */
enum dl_symptom {
	DL_SYMPTOM_CORRUPTION,
	DL_SYMPTOM_FAULT,
	DL_SYMPTOM_OVERWRITE,
	DL_SYMPTOM_OOPS,
	DL_SYMPTOM_HANG,
	DL_SYMPTOM_EXHAUSTED,
	DL_SYMPTOM_MEMORY,
	DL_SYMPTOM_NOT_WORKING,
	DL_SYMPTOM_MACHINE,
	DL_SYMPTOM_DEBUG,
	DL_SYMPTOM_BUILD,
	DL_SYMPTOM_SLOW,
	DL_SYMPTOM_COUNT
};

struct dl_rule_info {
	const char *id;			/* "dma-unchecked-map" */
	enum dl_confidence confidence;	/* of a finding, unless the engine lowers it */
	unsigned symptoms;		/* 1 << enum dl_symptom, joined */
	const char *summary;		/* one line */
	const char *explanation;	/* paragraphs: what, why it matters on hardware, what to do */
	const char *source;		/* the documents and sections that say so */
	const char *since, *until;	/* kernel versions: "5.10"; NULL: always */
};

/* rule must be a real one: not NONE, below COUNT. */
const struct dl_rule_info *dl_rule_info(enum dl_rule rule);
/* DL_RULE_NONE if there is no such id. */
enum dl_rule dl_rule_by_id(const char *id);
/* "data is corrupted now and then" */
const char *dl_symptom_text(enum dl_symptom symptom);
const char *dl_confidence_name(enum dl_confidence confidence);

#ifdef __cplusplus
}
#endif
#endif
