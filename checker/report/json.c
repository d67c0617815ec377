/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * JSON lines: an object for each finding, one for each failure, and one that sums up. Members keep
 * their names, meaning and order; new ones come behind. docs/manual.md, "JSON lines".
 */
#include "checker/report/encode.h"
#include "checker/report/life.h"
#include "checker/report/report.h"
#include "checker/report/text.h"

static json_t *path(const struct dl_report *report, const char *file)
{
	return file ? dl_json_text(dl_text_path(file, report->base)) : json_null();
}

static json_t *step_object(const struct dl_report *report, const struct dl_step *step)
{
	return json_pack("{s:s, s:o, s:I, s:I, s:o}", "kind", dl_step_kind_name(step->kind), "file",
			 path(report, step->file), "line", (json_int_t)step->line, "column",
			 (json_int_t)step->column, "message", dl_json_text(step->text));
}

static json_t *steps_array(const struct dl_report *report, const struct dl_finding *f)
{
	json_t *steps = json_array();

	for (size_t i = 0; i < f->nsteps; i++)
		json_array_append_new(steps, step_object(report, &f->steps[i]));
	return steps;
}

static json_t *life_object(const struct dl_finding *f)
{
	struct dl_life life = dl_life_of(f);

	if (life.kind == DL_LIFE_NONE)
		return json_null();
	return json_pack("{s:s, s:s, s:s}", "of", dl_life_kind_name(life.kind), "from",
			 dl_life_place_name(life.from), "to", dl_life_place_name(life.to));
}

static json_t *suppressed_object(const struct dl_finding *f)
{
	if (f->quiet == DL_QUIET_NOT)
		return json_null();
	return json_pack("{s:s, s:o}", "by", dl_report_quiet(f->quiet),
			 "reason", dl_json_text(f->reason));
}

static json_t *finding_object(const struct dl_report *report, size_t i)
{
	const struct dl_finding *f = &report->findings[i];

	return json_pack("{s:s, s:s, s:s, s:s, s:o, s:I, s:I, s:o, s:o, s:o, s:o, s:o, s:o}",
			 "type",
			 "finding", "rule", dl_rule_info(f->rule)->id, "level",
			 dl_report_level(report, f), "confidence",
			 dl_confidence_name(f->confidence), "file", path(report, f->file), "line",
			 (json_int_t)f->line, "column", (json_int_t)f->column, "function",
			 dl_json_text(f->function), "message", dl_json_text(f->message),
			 "fingerprint", dl_json_fingerprint(report->fingerprints[i]), "life",
			 life_object(f), "steps", steps_array(report, f), "suppressed",
			 suppressed_object(f));
}

static json_t *failure_object(const struct dl_failure *failure)
{
	return json_pack("{s:s, s:o, s:o, s:o}", "type", "failure", "file",
			 dl_json_text(failure->file), "reason", dl_json_text(failure->reason),
			 "details", dl_json_text(failure->details));
}

static json_t *summary_object(const struct dl_report *report)
{
	json_int_t counts[DL_CONFIDENCE_HIGH + 1] = { 0 }, loud = dl_report_loud(report);

	for (size_t i = 0; i < report->count; i++)
		if (report->findings[i].quiet == DL_QUIET_NOT)
			counts[report->findings[i].confidence]++;
	return json_pack("{s:s, s:s, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:b, s:i}", "type", "summary",
			 "version", report->version, "files", (json_int_t)report->files, "findings",
			 loud, "high", counts[DL_CONFIDENCE_HIGH], "medium",
			 counts[DL_CONFIDENCE_MEDIUM], "low", counts[DL_CONFIDENCE_LOW], "suppressed",
			 (json_int_t)report->count - loud, "failures",
			 (json_int_t)report->nfailures, "interrupted", report->signal != 0,
			 "status", report->status);
}

static void print_line(FILE *out, json_t *object)
{
	json_dumpf(object, out, JSON_COMPACT);
	fputc('\n', out);
	json_decref(object);
}

void dl_json_print(FILE *out, const struct dl_report *report)
{
	for (size_t i = 0; i < report->count; i++)
		print_line(out, finding_object(report, i));
	for (size_t i = 0; i < report->nfailures; i++)
		print_line(out, failure_object(&report->failures[i]));
	print_line(out, summary_object(report));
}
