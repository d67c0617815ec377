/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * SARIF 2.1.0 (OASIS), one run, within the limits of GitHub's code scanning: 25,000 results, 20
 * tags of a rule, and a document that packs well below 10 MB. All rules are described, not only
 * those that occur, so that a service knows which ones had nothing to say. A result is a line, and
 * is written before the next one is made.
 *
 * Numbers in comments are sections of the standard.
 */
#define _GNU_SOURCE
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "checker/report/encode.h"
#include "checker/ir/arena.h"
#include "checker/report/life.h"
#include "checker/report/report.h"
#include "checker/report/sources.h"
#include "checker/report/text.h"

#define SCHEMA "https://json.schemastore.org/sarif-2.1.0.json"
#define DOCS   "https://docs.kernel.org/core-api/"
#define ROOT   "SRCROOT"	/* 3.14.14: what relative paths start from */
#define TOOL   "dma-lint"

struct writer {
	FILE *out;
	const struct dl_report *report;
	struct dl_sources sources;
};

static json_t *message(const char *text)
{
	return json_pack("{s:o}", "text", dl_json_text(text));
}

/* ---- rules ----------------------------------------------------------------------------------- */

static const char *level_of(enum dl_confidence confidence)
{
	static const char *const levels[] = { "note", "warning", "error" };

	return levels[confidence];
}

/* What GitHub sorts by. */
static const char *severity_of(enum dl_confidence confidence)
{
	static const char *const severities[] = { "recommendation", "warning", "error" };

	return severities[confidence];
}

/* "dma-unchecked-map" is DmaUncheckedMap to people: 3.49.7. */
static json_t *readable_name(const char *id)
{
	char name[128];
	size_t n = 0;

	for (bool upper = true; *id && n < sizeof(name); upper = *id++ == '-')
		if (*id != '-')
			name[n++] = upper ? toupper((unsigned char)*id) : *id;
	return json_stringn(name, n);
}

/* The page of the kernel's documentation that the rule is taken from, or the one on the API. */
static const char *help_uri(const struct dl_rule_info *info)
{
	const char *howto = strstr(info->source, "core-api/dma-api-howto.rst");
	const char *api = strstr(info->source, "core-api/dma-api.rst");

	return howto && (!api || howto < api) ? DOCS "dma-api-howto.html" : DOCS "dma-api.html";
}

/* A list of lines, as text and as Markdown. The caller frees it. */
static char *symptoms(const struct dl_rule_info *info)
{
	json_t *array = dl_json_symptoms(info), *one;
	char *text = NULL;
	size_t len, i;
	FILE *out = dl_checked(open_memstream(&text, &len));

	json_array_foreach(array, i, one) fprintf(out, "\n- %s", json_string_value(one));
	fclose(out);
	json_decref(array);
	return text;
}

static json_t *help(const struct dl_rule_info *info)
{
	char *explanation = dl_markdown(info->explanation), *source = dl_markdown(info->source);
	char *seen = symptoms(info);
	json_t *text = json_sprintf("%s\n\nWhat one sees:%s\n\nSource: %s", info->explanation, seen,
				    info->source);
	json_t *markdown = json_sprintf("%s\n\n**What one sees:**\n%s\n\n**Source:** %s",
					explanation, seen, source);

	free(explanation);
	free(source);
	free(seen);
	return json_pack("{s:o, s:o}", "text", text, "markdown", markdown);
}

static json_t *tags(enum dl_rule rule)
{
	struct dl_finding any = { .rule = rule };
	struct dl_life life = dl_life_of(&any);
	json_t *tags = json_pack("[s, s]", "linux-kernel", "dma");

	if (life.kind != DL_LIFE_NONE)
		json_array_append_new(tags, json_string(dl_life_kind_name(life.kind)));
	return tags;
}

/* The first paragraph. */
static json_t *beginning(const char *explanation)
{
	const char *end = strstr(explanation, "\n\n");

	return dl_json_text_n(explanation,
			      end ? (size_t)(end - explanation) : strlen(explanation));
}

static json_t *rule_object(enum dl_rule rule)
{
	const struct dl_rule_info *info = dl_rule_info(rule);

	return json_pack("{s:s, s:o, s:{s:s}, s:{s:o}, s:o, s:s, s:{s:s}, s:{s:o, s:s, s:s}}", "id",
			 info->id, "name", readable_name(info->id), "shortDescription", "text",
			 info->summary, "fullDescription", "text", beginning(info->explanation),
			 "help", help(info), "helpUri", help_uri(info), "defaultConfiguration",
			 "level", level_of(info->confidence), "properties", "tags", tags(rule),
			 "precision", dl_confidence_name(info->confidence), "problem.severity",
			 severity_of(info->confidence));
}

static json_t *tool_object(const char *version)
{
	json_t *rules = json_array();

	for (int rule = DL_RULE_NONE + 1; rule < DL_RULE_COUNT; rule++)
		json_array_append_new(rules, rule_object(rule));
	return json_pack("{s:{s:s, s:s, s:{s:s}, s:o, s:[{s:s, s:{s:s}}, {s:s, s:{s:s}}]}}",
			 "driver", "name", TOOL, "semanticVersion", version, "shortDescription",
			 "text", "finds misuse of the Linux DMA mapping API", "rules", rules,
			 "notifications", "id", "not-done", "shortDescription", "text",
			 "something could not be done", "id", "left-out", "shortDescription",
			 "text", "findings are left out, because there are too many");
}

/* ---- places ---------------------------------------------------------------------------------- */

/* 3.4: relative to the root if it is below it. */
static json_t *artifact(const struct dl_report *report, const char *file)
{
	const char *path = dl_text_path(file, report->base);
	char *uri = dl_uri(path);
	json_t *location = json_pack("{s:s}", "uri", uri);

	if (path[0] != '/' && report->base && *report->base)
		json_object_set_new(location, "uriBaseId", json_string(ROOT));
	free(uri);
	return location;
}

static json_t *region(struct writer *w, const char *file, uint32_t line, uint32_t column)
{
	json_t *region = json_pack("{s:I}", "startLine", (json_int_t)line);

	if (column)
		json_object_set_new(region, "startColumn",
				    json_integer(dl_sources_column(&w->sources, file, line,
								   column)));
	return region;
}

/* 3.28; text and function may be NULL. */
static json_t *location_object(struct writer *w, const char *file, uint32_t line, uint32_t column,
			       const char *text, const char *function)
{
	json_t *location = json_object(), *physical;

	if (file) {
		physical = json_pack("{s:o}", "artifactLocation", artifact(w->report, file));
		if (line)
			json_object_set_new(physical, "region", region(w, file, line, column));
		json_object_set_new(location, "physicalLocation", physical);
	}
	if (text)
		json_object_set_new(location, "message", message(text));
	if (function)
		json_object_set_new(location, "logicalLocations",
				    json_pack("[{s:o, s:s}]", "name", dl_json_text(function),
					      "kind", "function"));
	return location;
}

/* ---- results --------------------------------------------------------------------------------- */

/* The words of 3.38.8. */
static json_t *flow_kinds(enum dl_step_kind kind)
{
	static const char *const kinds[DL_STEP_KIND_COUNT][2] = {
		[DL_STEP_NOTE] = { "value", NULL },
		[DL_STEP_ACQUIRED] = { "acquire", "resource" },
		[DL_STEP_KEPT] = { "memory", NULL },
		[DL_STEP_SYNCED] = { "resource", NULL },
		[DL_STEP_RELEASED] = { "release", "resource" },
		[DL_STEP_BRANCH] = { "branch", NULL },
		[DL_STEP_CALL] = { "call", "function" },
	};
	json_t *array = json_array();

	for (size_t i = 0; i < 2 && kinds[kind][i]; i++)
		json_array_append_new(array, json_string(kinds[kind][i]));
	return array;
}

/* The steps, and the finding itself as the last: 3.36 to 3.38. */
static json_t *code_flows(struct writer *w, const struct dl_finding *f)
{
	json_t *flow = json_array(), *at;

	for (size_t i = 0; i < f->nsteps; i++) {
		const struct dl_step *s = &f->steps[i];

		at = location_object(w, s->file, s->line, s->column, s->text, NULL);
		json_array_append_new(flow, json_pack("{s:o, s:o, s:s}", "location", at, "kinds",
						      flow_kinds(s->kind), "importance",
						      "important"));
	}
	at = location_object(w, f->file, f->line, f->column, f->message, f->function);
	json_array_append_new(flow, json_pack("{s:o, s:[s], s:s}", "location", at, "kinds", "danger",
					      "importance", "essential"));
	return json_pack("[{s:[{s:o}]}]", "threadFlows", "locations", flow);
}

static json_t *related(struct writer *w, const struct dl_finding *f)
{
	json_t *array = json_array();

	for (size_t i = 0; i < f->nsteps; i++) {
		const struct dl_step *s = &f->steps[i];
		json_t *at = location_object(w, s->file, s->line, s->column, s->text, NULL);

		json_object_set_new(at, "id", json_integer(i + 1));
		json_array_append_new(array, at);
	}
	return array;
}

/* 3.35. None is not the same as unknown: 3.27.23. */
static json_t *suppressions(const struct dl_finding *f)
{
	json_t *array = json_array(), *one;

	if (f->quiet == DL_QUIET_NOT)
		return array;
	one = json_pack("{s:s}", "kind", f->quiet == DL_QUIET_COMMENT ? "inSource" : "external");
	json_object_set_new(one, "justification", dl_json_text(dl_report_reason(f)));
	json_array_append_new(array, one);
	return array;
}

static json_t *result_object(struct writer *w, size_t i)
{
	const struct dl_finding *f = &w->report->findings[i];
	json_t *result = json_pack(
		"{s:s, s:i, s:s, s:o, s:[o], s:{s:o}, s:{s:s}}", "ruleId", dl_rule_info(f->rule)->id,
		"ruleIndex", f->rule - DL_RULE_NONE - 1, "level",
		w->report->as_error[f->rule] ? "error" : level_of(f->confidence), "message",
		message(f->message), "locations",
		location_object(w, f->file, f->line, f->column, NULL, f->function),
		"partialFingerprints", "dmaLint/v1",
		dl_json_fingerprint(w->report->fingerprints[i]), "properties",
		"confidence", dl_confidence_name(f->confidence));

	if (w->report->shows_quiet)
		json_object_set_new(result, "suppressions", suppressions(f));
	if (f->nsteps) {
		json_object_set_new(result, "relatedLocations", related(w, f));
		json_object_set_new(result, "codeFlows", code_flows(w, f));
	}
	return result;
}

/* ---- the run --------------------------------------------------------------------------------- */

static json_t *notification(const char *id, const char *level, json_t *text)
{
	return json_pack("{s:{s:s}, s:s, s:{s:o}}", "descriptor", "id", id, "level", level,
			 "message", "text", text);
}

static json_t *reason_text(const struct dl_failure *failure)
{
	json_t *reason = dl_json_text(failure->reason), *details, *both;

	if (!failure->details)
		return reason;
	details = dl_json_text(failure->details);
	both = json_sprintf("%s\n%s", json_string_value(reason), json_string_value(details));
	json_decref(reason);
	json_decref(details);
	return both;
}

static json_t *notifications(struct writer *w)
{
	const struct dl_report *report = w->report;
	json_t *array = json_array();

	for (size_t i = 0; i < report->nfailures; i++) {
		const struct dl_failure *failure = &report->failures[i];
		json_t *n = notification("not-done", "error", reason_text(failure));

		if (failure->file)
			json_object_set_new(n, "locations",
					    json_pack("[o]", location_object(w, failure->file, 0, 0,
									     NULL, NULL)));
		json_array_append_new(array, n);
	}
	if (report->left_out)
		json_array_append_new(array,
				      notification("left-out", "warning",
						   json_sprintf("%zu findings are left out: a "
								"service takes %zu",
								report->left_out, report->count)));
	return array;
}

static json_t *invocation(struct writer *w)
{
	const struct dl_report *report = w->report;
	json_t *invocation = json_pack("{s:b, s:i, s:o}", "executionSuccessful",
				       report->status == 0 || report->status == 1, "exitCode",
				       report->status, "toolExecutionNotifications",
				       notifications(w));

	if (report->signal)
		json_object_set_new(invocation, "exitSignalNumber", json_integer(report->signal));
	return invocation;
}

static json_t *uri_bases(const char *base)
{
	char *uri = dl_uri(base);
	json_t *root = json_sprintf("%s%s", uri, uri[strlen(uri) - 1] == '/' ? "" : "/");

	free(uri);
	return json_pack("{s:{s:o}}", ROOT, "uri", root);
}

static void print_member(FILE *out, const char *name, json_t *value)
{
	fprintf(out, ",\n\"%s\":", name);
	json_dumpf(value, out, JSON_COMPACT);
	json_decref(value);
}

static void print_results(struct writer *w)
{
	fputs(",\n\"results\":[", w->out);
	for (size_t i = 0; i < w->report->count; i++) {
		json_t *result = result_object(w, i);

		fputs(i ? ",\n" : "\n", w->out);
		json_dumpf(result, w->out, JSON_COMPACT);
		json_decref(result);
	}
	fputs("]", w->out);
}

void dl_sarif_print(FILE *out, const struct dl_report *report)
{
	struct writer w = { .out = out, .report = report };

	fprintf(out, "{\"$schema\":\"%s\",\n\"version\":\"2.1.0\",\n\"runs\":[{\n"
		     "\"columnKind\":\"unicodeCodePoints\"", SCHEMA);
	print_member(out, "automationDetails", json_pack("{s:s}", "id", TOOL "/"));
	print_member(out, "tool", tool_object(report->version));
	print_member(out, "invocations", json_pack("[o]", invocation(&w)));
	if (report->base && *report->base)
		print_member(out, "originalUriBaseIds", uri_bases(report->base));
	print_results(&w);
	fputs("}]}\n", out);
	dl_sources_free(&w.sources);
}
