/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Look-ups in the catalogue of rules. The texts are in catalog.def. */
#include "rules/catalog.h"

#include <assert.h>
#include <string.h>

static const struct dl_rule_info rules[DL_RULE_COUNT] = {
#define DL_RULE(NAME, id, confidence, summary, explanation, source) \
	[DL_RULE_##NAME] = { id, DL_CONFIDENCE_##confidence, summary, explanation, source },
#include "rules/catalog.def"
#undef DL_RULE
};

const struct dl_rule_info *dl_rule_info(enum dl_rule rule)
{
	assert(rule > DL_RULE_NONE && rule < DL_RULE_COUNT);
	return &rules[rule];
}

enum dl_rule dl_rule_by_id(const char *id)
{
	for (enum dl_rule rule = DL_RULE_NONE + 1; rule < DL_RULE_COUNT; rule++)
		if (!strcmp(rules[rule].id, id))
			return rule;
	return DL_RULE_NONE;
}

const char *dl_confidence_name(enum dl_confidence confidence)
{
	static const char *const names[] = {
		[DL_CONFIDENCE_LOW] = "low",
		[DL_CONFIDENCE_MEDIUM] = "medium",
		[DL_CONFIDENCE_HIGH] = "high",
	};

	assert(confidence <= DL_CONFIDENCE_HIGH);
	return names[confidence];
}
