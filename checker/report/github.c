/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Annotations: what a workflow of GitHub prints, and GitHub then shows beside the lines of a pull
 * request. GitHub's documentation, "Workflow commands for GitHub Actions". It shows the first ten
 * of each kind for a step, so what is most certain comes first.
 */
#include <string.h>

#include "checker/report/report.h"
#include "checker/report/text.h"

/* In a property, what ends it is escaped, too. */
static void print_escaped(FILE *out, const char *text, const char *special)
{
	for (; *text; text++) {
		if (strchr(special, *text))
			fprintf(out, "%%%02X", (unsigned char)*text);
		else
			fputc(*text, out);
	}
}

static void print_property(FILE *out, const char *text)
{
	print_escaped(out, text, "%\r\n:,");
}

static void print_data(FILE *out, const char *text)
{
	print_escaped(out, text, "%\r\n");
}

static const char *kind(const struct dl_report *report, const struct dl_finding *f)
{
	if (report->as_error[f->rule])
		return "error";
	return f->confidence == DL_CONFIDENCE_LOW ? "notice" : "warning";
}

static void print_step(FILE *out, const struct dl_step *step, const char *base)
{
	fputs("%0A", out);
	if (step->file) {
		print_data(out, dl_text_path(step->file, base));
		fprintf(out, ":%u: ", step->line);
	}
	print_data(out, step->text);
}

static void print_finding(FILE *out, const struct dl_report *report, const struct dl_finding *f)
{
	fprintf(out, "::%s ", kind(report, f));
	if (f->file) {
		fputs("file=", out);
		print_property(out, dl_text_path(f->file, report->base));
		if (f->line)
			fprintf(out, ",line=%u", f->line);
		if (f->line && f->column)
			fprintf(out, ",col=%u", f->column);
		fputc(',', out);
	}
	fprintf(out, "title=%s::", dl_rule_info(f->rule)->id);
	print_data(out, f->message);
	for (size_t i = 0; i < f->nsteps; i++)
		print_step(out, &f->steps[i], report->base);
	fputc('\n', out);
}

static void print_failure(FILE *out, const struct dl_failure *failure)
{
	fputs("::error title=dma-lint::", out);
	if (failure->file) {
		print_data(out, failure->file);
		fputs(": ", out);
	}
	print_data(out, failure->reason);
	if (failure->details) {
		fputs("%0A", out);
		print_data(out, failure->details);
	}
	fputc('\n', out);
}

void dl_github_print(FILE *out, const struct dl_report *report)
{
	for (size_t i = 0; i < report->nfailures; i++)
		print_failure(out, &report->failures[i]);
	for (int c = DL_CONFIDENCE_HIGH; c >= DL_CONFIDENCE_LOW; c--)
		for (size_t i = 0; i < report->count; i++)
			if (report->findings[i].confidence == (enum dl_confidence)c)
				print_finding(out, report, &report->findings[i]);
}
