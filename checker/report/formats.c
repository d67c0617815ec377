/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* The table of formats, and what they have in common. A new format is a row here and a file. */
#include "checker/report/report.h"

#include <stdlib.h>
#include <string.h>

#include "checker/ir/arena.h"
#include "checker/report/fingerprint.h"
#include "checker/report/text.h"

#define SARIF_LIMIT 25000	/* of results in a run, in GitHub's code scanning */

static void print_text(FILE *out, const struct dl_report *report)
{
	struct dl_text_options options = {
		.color = report->color,
		.source = report->source,
		.base = report->base,
	};

	memcpy(options.as_error, report->as_error, sizeof(options.as_error));
	dl_text_print(out, report->findings, report->count, &options);
}

static const struct dl_format formats[] = {
	{ "text",   "as compilers print warnings",		  false, 0,	      print_text },
	{ "json",   "one JSON object a line",			  true,	 0,	      dl_json_print },
	{ "sarif",  "SARIF 2.1.0, for code scanning services",	  true,	 SARIF_LIMIT, dl_sarif_print },
	{ "html",   "one page for a browser, with the paths drawn", true, 0,	      dl_html_print },
	{ "github", "annotations of a GitHub workflow",		  false, 0,	      dl_github_print },
};

const struct dl_format *dl_format_table(size_t *count)
{
	*count = sizeof(formats) / sizeof(formats[0]);
	return formats;
}

const struct dl_format *dl_format_find(const char *name)
{
	for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++)
		if (strcmp(formats[i].name, name) == 0)
			return &formats[i];
	return NULL;
}

const char *dl_report_quiet(enum dl_quiet quiet)
{
	static const char *const names[DL_QUIET_COUNT] = { NULL, "comment", "baseline", "before" };

	return names[quiet];
}

const char *dl_report_reason(const struct dl_finding *finding)
{
	static const char *const reasons[DL_QUIET_COUNT] = {
		NULL, "by a comment", "it is in the baseline", "it was there before the change",
	};

	return finding->reason && *finding->reason ? finding->reason : reasons[finding->quiet];
}

size_t dl_report_loud(const struct dl_report *report)
{
	size_t n = 0;

	for (size_t i = 0; i < report->count; i++)
		n += report->findings[i].quiet == DL_QUIET_NOT;
	return n;
}

const char *dl_report_level(const struct dl_report *report, const struct dl_finding *finding)
{
	return report->as_error[finding->rule] ? "error" : "warning";
}

static uint64_t *fingerprints(const struct dl_report *report)
{
	const char *root = report->root ? report->root : report->base;
	struct dl_identity *ids = dl_identities(report->findings, report->count, root);
	uint64_t *prints = dl_fingerprints(ids, report->count);

	dl_identities_free(ids, report->count);
	return prints;
}

/* Those that are most certain, in their order. */
static void cut(struct dl_report *report, size_t limit, struct dl_finding *kept, uint64_t *prints)
{
	size_t room[DL_CONFIDENCE_HIGH + 1] = { 0 }, n = 0;

	for (size_t i = 0; i < report->count; i++)
		room[report->findings[i].confidence]++;
	for (int c = DL_CONFIDENCE_HIGH; c >= DL_CONFIDENCE_LOW; c--) {
		if (room[c] > limit - n)
			room[c] = limit - n;
		n += room[c];
	}
	n = 0;
	for (size_t i = 0; i < report->count; i++) {
		if (!room[report->findings[i].confidence])
			continue;
		room[report->findings[i].confidence]--;
		prints[n] = report->fingerprints[i];
		kept[n++] = report->findings[i];
	}
	report->left_out = report->count - limit;
	report->findings = kept;
	report->fingerprints = prints;
	report->count = limit;
}

size_t dl_format_print(FILE *out, const struct dl_format *format, const struct dl_report *all)
{
	size_t limit = format->limit && format->limit < all->count ? format->limit : 0;
	struct dl_finding *kept = dl_checked(calloc(limit + 1, sizeof(*kept)));
	uint64_t *prints = fingerprints(all);
	uint64_t *kept_prints = dl_checked(calloc(limit + 1, sizeof(*kept_prints)));
	struct dl_report report = *all;

	report.fingerprints = prints;
	if (limit)
		cut(&report, limit, kept, kept_prints);
	format->print(out, &report);
	free(kept);
	free(kept_prints);
	free(prints);
	return report.left_out;
}
