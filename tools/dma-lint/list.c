/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* What the catalogue of rules says, for a reader. */
#include "tools/dma-lint/list.h"

#include <stdio.h>
#include <string.h>

#include "tools/dma-lint/message.h"
#include "tools/dma-lint/options.h"

static int widest_id(void)
{
	size_t widest = 0;

	for (int rule = DL_RULE_NONE + 1; rule < DL_RULE_COUNT; rule++) {
		size_t len = strlen(dl_rule_info(rule)->id);

		if (len > widest)
			widest = len;
	}
	return widest;
}

int list_checks(const bool enabled[DL_RULE_COUNT])
{
	int width = widest_id();

	for (int rule = DL_RULE_NONE + 1; rule < DL_RULE_COUNT; rule++) {
		const struct dl_rule_info *info = dl_rule_info(rule);

		if (enabled[rule])
			printf("%-*s  %-6s  %s\n", width, info->id,
			       dl_confidence_name(info->confidence), info->summary);
	}
	return STATUS_CLEAN;
}

static void print_symptoms(const struct dl_rule_info *info)
{
	printf("What one sees:\n");
	for (enum dl_symptom symptom = 0; symptom < DL_SYMPTOM_COUNT; symptom++)
		if (info->symptoms & (1u << symptom))
			printf("  %s\n", dl_symptom_text(symptom));
}

static void print_era(const struct dl_rule_info *info)
{
	if (info->since)
		printf("Since: Linux %s\n", info->since);
	if (info->until)
		printf("Until: Linux %s\n", info->until);
}

int explain_rule(const char *id)
{
	enum dl_rule rule = dl_rule_by_id(id);
	const struct dl_rule_info *info;

	if (rule == DL_RULE_NONE) {
		say_error(id, "no such rule (--list-checks names them)");
		return STATUS_FAILED;
	}
	info = dl_rule_info(rule);
	printf("%s (%s confidence)\n%s\n\n%s\n\n", info->id,
	       dl_confidence_name(info->confidence), info->summary, info->explanation);
	print_symptoms(info);
	print_era(info);
	printf("Source: %s\n", info->source);
	return STATUS_CLEAN;
}
