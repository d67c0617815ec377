/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The words of a page: what the catalogue says, wrapped as Markdown, and an example of each kind.
 * The groups of the index are here, too: globs over ids, because what a rule is about is its name.
 */
#include "tools/rule-pages/rule_pages.h"

#include <ctype.h>
#include <errno.h>
#include <fnmatch.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#define COLUMNS 100
#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static const char header[] =
	"<!-- SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception -->\n"
	"<!-- Written by tools/rule-pages from rules/catalog.def and test/lit. Change those. -->\n";

/* The first glob that matches decides. */
static const struct {
	const char *glob, *group;
} groups[] = {
	{ "dma-free-*-atomic", "Where it is called" },
	{ "dma-pool-*-atomic", "Where it is called" },
	{ "dma-cache-sync-*", "The API of old kernels" },
	{ "dma-mapping-error-arity", "The API of old kernels" },
	{ "dma-unchecked-*", "Failure that nobody notices" },
	{ "dma-map-error-*", "Failure that nobody notices" },
	{ "dma-map-sg-negative-test", "Failure that nobody notices" },
	{ "dma-mapping-error-*", "Failure that nobody notices" },
	{ "dma-sync-*", "Ownership and syncs" },
	{ "dma-sg-sync-*", "Ownership and syncs" },
	{ "dma-free-*", "The two ends of a mapping" },
	{ "dma-*-mismatch", "The two ends of a mapping" },
	{ "dma-sg-*-returned-count", "The two ends of a mapping" },
	{ "dma-cpu-*", "Ownership and syncs" },
	{ "dma-missing-sync-*", "Ownership and syncs" },
	{ "dma-noncoherent-*", "Ownership and syncs" },
	{ "dma-bidirectional-*", "Ownership and syncs" },
	{ "dma-includes-*", "Addresses for the CPU and for the device" },
	{ "dma-free-while-*", "The life of a mapping" },
	{ "dma-sg-*", "Scatterlists and their counts" },
	{ "dma-sgt-*", "Scatterlists and their counts" },
	{ "dma-managed-*", "Memory of the DMA API" },
	{ "dma-pool-*", "Memory of the DMA API" },
	{ "dma-coherent-*", "Memory of the DMA API" },
	{ "dma-double-*", "The life of a mapping" },
	{ "dma-remap-*", "The life of a mapping" },
	{ "dma-unmap-failed-map", "The life of a mapping" },
	{ "dma-unmap-never-mapped", "The life of a mapping" },
	{ "dma-use-after-*", "The life of a mapping" },
	{ "dma-*-leak*", "The life of a mapping" },
	{ "dma-mask-*", "What the device can reach" },
	{ "dma-addr-*", "Addresses for the CPU and for the device" },
	{ "dma-virt-to-bus", "Addresses for the CPU and for the device" },
	{ "dma-alloc-*-atomic", "Where it is called" },
	{ "dma-declare-*", "The API of old kernels" },
	{ "dma-release-declared-*", "The API of old kernels" },
	{ "dma-deprecated-*", "The API of old kernels" },
	{ "dma-gfp-*", "Memory of the DMA API" },
	{ "dma-redundant-zeroing", "Memory of the DMA API" },
	{ "dma-null-device", "What is mapped, and how" },
	{ "dma-map-*", "What is mapped, and how" },
	{ "*", "Other" },
};

static const char *group_of(enum dl_rule rule)
{
	size_t i = 0;

	while (fnmatch(groups[i].glob, dl_rule_info(rule)->id, 0) != 0)
		i++;
	return groups[i].group;
}

/* ---- Markdown -------------------------------------------------------------------------------- */

static bool joins_words(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

/* dma_alloc_* is no emphasis, "<= 0" no tag; between backticks nothing is. code: is it? */
static bool needs_escape(const char *text, size_t i, bool *code)
{
	if (text[i] == '`')
		*code = !*code;
	if (*code)
		return false;
	if (text[i] == '*' || text[i] == '<' || text[i] == '[')
		return true;
	return text[i] == '_' && !(i && joins_words(text[i - 1]) && joins_words(text[i + 1]));
}

static void print_escaped(FILE *out, const char *text)
{
	bool code = false;

	for (size_t i = 0; text[i]; i++)
		fprintf(out, needs_escape(text, i, &code) ? "\\%c" : "%c", text[i]);
}

static void print_words(FILE *out, const char *text)
{
	size_t column = 0;
	bool code = false;

	while (*text) {
		size_t len = strcspn(text, " \n");

		if (column && column + 1 + len > COLUMNS) {
			fputc('\n', out);
			column = 0;
		}
		if (column)
			fputc(' ', out);
		column += len + (column > 0);
		for (size_t i = 0; i < len; i++)
			fprintf(out, needs_escape(text, i, &code) ? "\\%c" : "%c", text[i]);
		text += len;
		if (!strncmp(text, "\n\n", 2)) {
			fputs("\n\n", out);
			column = 0;
		}
		text += strspn(text, " \n");
	}
	fputc('\n', out);
}

/* ---- a page ---------------------------------------------------------------------------------- */

static void print_case(FILE *out, const char *root, const char *id, const char *name,
		       const char *mark)
{
	char path[PATH_MAX];
	char *source;

	snprintf(path, sizeof(path), "%s/test/lit/%s/%s", root, id, name);
	source = read_whole(path);
	if (!source) {
		complain(path, "%s (a rule has a bad.c and a good.c)", strerror(errno));
		return;
	}
	fprintf(out, "From [test/lit/%s/%s](../../test/lit/%s/%s):\n\n```c\n", id, name, id, name);
	if (!print_example(out, source, mark))
		complain(path, "no function in it");
	fputs("```\n", out);
	free(source);
}

static void print_symptoms(FILE *out, const struct dl_rule_info *info)
{
	fputs("\n## What one sees\n\n", out);
	for (enum dl_symptom symptom = 0; symptom < DL_SYMPTOM_COUNT; symptom++)
		if (info->symptoms & (1u << symptom))
			fprintf(out, "- %s\n", dl_symptom_text(symptom));
}

static void print_era(FILE *out, const struct dl_rule_info *info)
{
	if (info->since)
		fprintf(out, " Since Linux %s.", info->since);
	if (info->until)
		fprintf(out, " Until Linux %s.", info->until);
}

void print_page(FILE *out, const char *root, enum dl_rule rule)
{
	const struct dl_rule_info *info = dl_rule_info(rule);

	if (!*info->explanation || !*info->source)
		complain("rules/catalog.def", "%s has no explanation or no source", info->id);
	fprintf(out, "%s# %s\n\n", header, info->id);
	print_words(out, info->summary);
	fprintf(out, "\nConfidence: %s. Group: %s.", dl_confidence_name(info->confidence),
		group_of(rule));
	print_era(out, info);
	fputs("\n\n", out);
	print_words(out, info->explanation);
	print_symptoms(out, info);
	fputs("\n## Bad\n\n", out);
	print_case(out, root, info->id, "bad.c", "\t/* <- reported here */");
	fputs("\n## Good\n\n", out);
	print_case(out, root, info->id, "good.c", NULL);
	fputs("\n## Source\n\n", out);
	print_words(out, info->source);
	fprintf(out,
		"\nAll rules: [README.md](README.md). More cases: "
		"[test/lit/%s](../../test/lit/%s).\n",
		info->id, info->id);
}

/* ---- the index ------------------------------------------------------------------------------- */

static void print_row(FILE *out, enum dl_rule rule)
{
	const struct dl_rule_info *info = dl_rule_info(rule);

	fprintf(out, "| [%s](%s.md) | %s | ", info->id, info->id,
		dl_confidence_name(info->confidence));
	print_escaped(out, info->summary);
	fputs(" |\n", out);
}

static void print_group(FILE *out, const char *group)
{
	bool first = true;

	for (int rule = DL_RULE_NONE + 1; rule < DL_RULE_COUNT; rule++) {
		if (strcmp(group_of(rule), group) != 0)
			continue;
		if (first)
			fprintf(out, "\n## %s\n\n| rule | confidence | what is wrong |\n|---|---|---|\n",
				group);
		first = false;
		print_row(out, rule);
	}
}

static void print_item(FILE *out, const struct dl_rule_info *info)
{
	fprintf(out, "- [%s](%s.md): ", info->id, info->id);
	print_escaped(out, info->summary);
	fputc('\n', out);
}

/* Rules that show themselves this way, the surest first. */
static void print_symptom(FILE *out, enum dl_symptom symptom)
{
	fprintf(out, "\n### %s\n\n", dl_symptom_text(symptom));
	for (int confidence = DL_CONFIDENCE_HIGH; confidence >= DL_CONFIDENCE_LOW; confidence--) {
		for (int rule = DL_RULE_NONE + 1; rule < DL_RULE_COUNT; rule++) {
			const struct dl_rule_info *info = dl_rule_info(rule);

			if ((int)info->confidence == confidence &&
			    (info->symptoms & (1u << symptom)))
				print_item(out, info);
		}
	}
}

/* "## Words of a title" as a link within the page. */
static void print_link(FILE *out, const char *title)
{
	fprintf(out, "- [%s](#", title);
	for (; *title; title++) {
		if (isalnum((unsigned char)*title) || *title == '-')
			fputc(tolower((unsigned char)*title), out);
		else if (*title == ' ')
			fputc('-', out);
	}
	fputs(")\n", out);
}

static bool is_first_of_group(size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (!strcmp(groups[k].group, groups[i].group))
			return false;
	return true;
}

void print_index(FILE *out)
{
	fprintf(out,
		"%s# The rules\n\n"
		"%d rules. `dma-lint --list-checks` prints this list, `dma-lint --explain=RULE` a page. "
		"What confidence\nmeans and how to choose rules: [the manual](../manual.md).\n\n"
		"By what goes wrong:\n\n",
		header, DL_RULE_COUNT - 1);
	for (enum dl_symptom symptom = 0; symptom < DL_SYMPTOM_COUNT; symptom++)
		print_link(out, dl_symptom_text(symptom));
	fputs("\nBy what it is about:\n\n", out);
	for (size_t i = 0; i < COUNT_OF(groups); i++)
		if (is_first_of_group(i) && strcmp(groups[i].group, "Other") != 0)
			print_link(out, groups[i].group);
	fputs("\n## By what goes wrong\n\nOf the rules for each, any may be the cause; those of high "
	      "confidence come first.\n", out);
	for (enum dl_symptom symptom = 0; symptom < DL_SYMPTOM_COUNT; symptom++)
		print_symptom(out, symptom);
	for (size_t i = 0; i < COUNT_OF(groups); i++)
		if (is_first_of_group(i))
			print_group(out, groups[i].group);
}
