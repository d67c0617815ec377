/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Look-ups in the catalogue of rules. The texts are in catalog.def. */
#include "rules/catalog.h"

#include <assert.h>
#include <string.h>

#define SHOWS(symptom) (1u << DL_SYMPTOM_##symptom)
#define SINCE(version) .since = (version)
#define UNTIL(version) .until = (version)

static const struct dl_rule_info rules[DL_RULE_COUNT] = {
#define DL_RULE(NAME, name, how_sure, shown_by, line, words, from, ...)				 \
	[DL_RULE_##NAME] = { .id = name, .confidence = DL_CONFIDENCE_##how_sure,		 \
			     .symptoms = shown_by, .summary = line, .explanation = words,	 \
			     .source = from, __VA_ARGS__ },
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

const char *dl_symptom_text(enum dl_symptom symptom)
{
	static const char *const texts[DL_SYMPTOM_COUNT] = {
		[DL_SYMPTOM_CORRUPTION] = "data is stale or corrupted now and then",
		[DL_SYMPTOM_FAULT] = "IOMMU faults; the device stops, or has to be reset",
		[DL_SYMPTOM_OVERWRITE] = "memory of others is overwritten; crashes in unrelated code",
		[DL_SYMPTOM_OOPS] = "an oops, a BUG, a panic in the driver or in the DMA core",
		[DL_SYMPTOM_HANG] = "a hang; \"sleeping function called from invalid context\"",
		[DL_SYMPTOM_EXHAUSTED] = "out of DMA space after hours or days; requests fail then",
		[DL_SYMPTOM_MEMORY] = "less and less free memory",
		[DL_SYMPTOM_NOT_WORKING] = "it never works: probe fails, or no transfer succeeds",
		[DL_SYMPTOM_MACHINE] = "it works on one machine and not on another",
		[DL_SYMPTOM_DEBUG] = "a message \"DMA-API: ...\" or a warning of the DMA core",
		[DL_SYMPTOM_BUILD] = "it does not build on another kernel, or with warnings",
		[DL_SYMPTOM_SLOW] = "nothing breaks: needless work, or a belief that breaks elsewhere",
	};

	assert(symptom < DL_SYMPTOM_COUNT);
	return texts[symptom];
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
