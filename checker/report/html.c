/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The HTML report: html/page.html with its parts put in, in one file that needs no network. The
 * findings are in it as JSON; its script makes the page of them, row by row as they are looked at.
 * Without a script the page still is a table.
 *
 * Sources and file names are anybody's text. In the JSON no '<' is left, so that nothing there can
 * end the element it is in (HTML, 13.2.5.4); the script makes text nodes only.
 */
#include "checker/report/html.h"

#include <string.h>
#include <stdlib.h>

#include "checker/report/encode.h"
#include "checker/report/life.h"
#include "checker/report/text.h"

struct page {
	FILE *out;
	const struct dl_report *report;
	struct dl_sources sources;
	struct dl_excerpts *excerpts;
};

/* ---- JSON ------------------------------------------------------------------------------------ */

static int write_safely(const char *text, size_t len, void *data)
{
	for (FILE *out = data; len; text++, len--) {
		if (*text == '<')
			fputs("\\u003c", out);
		else
			fputc(*text, out);
	}
	return 0;
}

static void print_json(FILE *out, json_t *json)
{
	json_dump_callback(json, write_safely, out, JSON_COMPACT | JSON_ENCODE_ANY);
	json_decref(json);
}

static json_t *life_array(const struct dl_finding *f)
{
	struct dl_life life = dl_life_of(f);

	if (life.kind == DL_LIFE_NONE)
		return json_null();
	return json_pack("[s, s, s]", dl_life_kind_name(life.kind), dl_life_place_name(life.from),
			 dl_life_place_name(life.to));
}

static json_t *column(struct page *p, const char *file, uint32_t line, uint32_t column)
{
	return json_integer(dl_sources_column(&p->sources, file, line, column));
}

static json_t *steps_array(struct page *p, const struct dl_finding *f)
{
	json_t *steps = json_array();

	for (size_t i = 0; i < f->nsteps; i++) {
		const struct dl_step *s = &f->steps[i];

		json_array_append_new(steps, json_pack("[s, o, I, o, o]", dl_step_kind_name(s->kind),
						       dl_excerpts_index(p->excerpts, s->file),
						       (json_int_t)s->line,
						       column(p, s->file, s->line, s->column),
						       dl_json_text(s->text)));
	}
	return steps;
}

/* Names are short, because there are many findings: page.js knows what they mean. */
static json_t *finding_object(struct page *p, size_t i)
{
	const struct dl_finding *f = &p->report->findings[i];

	return json_pack("{s:s, s:s, s:o, s:I, s:o, s:o, s:o, s:o, s:o, s:o, s:o*}", "r",
			 dl_rule_info(f->rule)->id, "c", dl_confidence_name(f->confidence), "f",
			 dl_excerpts_index(p->excerpts, f->file), "l", (json_int_t)f->line, "k",
			 column(p, f->file, f->line, f->column), "n", dl_json_text(f->function), "m",
			 dl_json_text(f->message), "p",
			 dl_json_fingerprint(p->report->fingerprints[i]), "v", life_array(f), "s",
			 steps_array(p, f), "q",
			 f->quiet == DL_QUIET_NOT ? NULL : dl_json_text(dl_report_reason(f)));
}

static json_t *rules_object(const struct dl_report *report)
{
	json_t *rules = json_object();

	for (size_t i = 0; i < report->count; i++) {
		const struct dl_rule_info *info = dl_rule_info(report->findings[i].rule);

		if (!json_object_get(rules, info->id))
			json_object_set_new(rules, info->id,
					    json_pack("{s:s, s:s, s:s, s:o}", "summary",
						      info->summary, "explanation",
						      info->explanation, "source", info->source,
						      "symptoms", dl_json_symptoms(info)));
	}
	return rules;
}

static json_t *failures_array(const struct dl_report *report)
{
	json_t *failures = json_array();

	for (size_t i = 0; i < report->nfailures; i++)
		json_array_append_new(failures,
				      json_pack("[o, o, o]", dl_json_text(report->failures[i].file),
						dl_json_text(report->failures[i].reason),
						dl_json_text(report->failures[i].details)));
	return failures;
}

static void print_list(struct page *p, const char *name, size_t count,
		       json_t *(*one)(struct page *p, size_t i))
{
	fprintf(p->out, ",\n\"%s\":[", name);
	for (size_t i = 0; i < count; i++) {
		fputs(i ? ",\n" : "\n", p->out);
		print_json(p->out, one(p, i));
	}
	fputs("]", p->out);
}

static json_t *file_object(struct page *p, size_t i)
{
	return dl_excerpts_object(p->excerpts, i);
}

static void print_data(struct page *p)
{
	const struct dl_report *report = p->report;

	fputs("{\"version\":", p->out);
	print_json(p->out, dl_json_text(report->version));
	fprintf(p->out, ",\"count\":%zu,\"interrupted\":%s,\n\"failures\":", report->files,
		report->signal ? "true" : "false");
	print_json(p->out, failures_array(report));
	fputs(",\n\"rules\":", p->out);
	print_json(p->out, rules_object(report));
	print_list(p, "files", dl_excerpts_count(p->excerpts), file_object);
	print_list(p, "findings", report->count, finding_object);
	fputs("}\n", p->out);
}

/* ---- HTML ------------------------------------------------------------------------------------ */

static void print_text(FILE *out, const char *text)
{
	json_t *utf8 = dl_json_text(text);

	for (const char *at = json_string_value(utf8); *at; at++) {
		if (strchr("<>&\"'", *at))
			fprintf(out, "&#%d;", *at);
		else
			fputc(*at, out);
	}
	json_decref(utf8);
}

static void print_title(struct page *p)
{
	size_t loud = dl_report_loud(p->report);

	fprintf(p->out, "%zu finding%s", loud, loud == 1 ? "" : "s");
}

static void print_row(struct page *p, const struct dl_finding *f)
{
	fprintf(p->out, "<tr><td>%s</td><td>", dl_confidence_name(f->confidence));
	print_text(p->out, f->file ? dl_text_path(f->file, p->report->base) : "?");
	fprintf(p->out, ":%u</td><td>", f->line);
	print_text(p->out, f->message);
	fputs(f->quiet == DL_QUIET_NOT ? "" : " (suppressed)", p->out);
	fprintf(p->out, "</td><td>%s</td></tr>\n", dl_rule_info(f->rule)->id);
}

static void print_table(struct page *p)
{
	const struct dl_report *report = p->report;

	fputs("<p>Without JavaScript, this is a list.</p>\n", p->out);
	for (size_t i = 0; i < report->nfailures; i++) {
		fputs("<p>Could not be done: ", p->out);
		print_text(p->out, report->failures[i].file ? report->failures[i].file : "");
		fputs(" ", p->out);
		print_text(p->out, report->failures[i].reason);
		fputs("</p>\n", p->out);
	}
	fputs("<table><tr><th>confidence</th><th>place</th><th>what is wrong</th><th>rule</th></tr>\n",
	      p->out);
	for (size_t i = 0; i < report->count; i++)
		print_row(p, &report->findings[i]);
	fputs("</table>", p->out);
}

static void print_css(struct page *p)
{
	fputs((const char *)dl_html_page_css, p->out);
}

static void print_drawing(struct page *p)
{
	fputs((const char *)dl_html_draw_js, p->out);
}

static void print_script(struct page *p)
{
	fputs((const char *)dl_html_page_js, p->out);
}

/* What stands in the template as @NAME@. */
static const struct {
	const char *name;
	void (*print)(struct page *p);
} parts[] = {
	{ "@TITLE@", print_title },	{ "@page.css@", print_css },
	{ "@NOSCRIPT@", print_table },	{ "@DATA@", print_data },
	{ "@draw.js@", print_drawing },	{ "@page.js@", print_script },
};

/* Prints the part that stands there; returns its length in the template, or 0. */
static size_t print_part(struct page *p, const char *at)
{
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		size_t len = strlen(parts[i].name);

		if (strncmp(at, parts[i].name, len) == 0) {
			parts[i].print(p);
			return len;
		}
	}
	return 0;
}

void dl_html_print(FILE *out, const struct dl_report *report)
{
	struct page p = { .out = out, .report = report };
	const char *at = (const char *)dl_html_page_html;

	p.excerpts = dl_excerpts_new(report, &p.sources);
	while (*at) {
		size_t len = *at == '@' ? print_part(&p, at) : 0;

		if (!len)
			fputc(*at, out);
		at += len ? len : 1;
	}
	dl_excerpts_free(p.excerpts);
	dl_sources_free(&p.sources);
}
