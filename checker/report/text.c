/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Findings as a compiler would print them, so that editors and CI logs that know compilers know
 * what to do with them. The source line is shown for the finding only: its notes are many, and
 * most of them lie within a screen of it.
 */
#include "checker/report/text.h"

#include <string.h>

#include "checker/report/sources.h"

#define BOLD   "\033[1m"
#define RED    "\033[1;31m"
#define PURPLE "\033[1;35m"
#define CYAN   "\033[1;36m"
#define GREEN  "\033[1;32m"
#define RESET  "\033[0m"

struct printer {
	FILE *out;
	const struct dl_text_options *options;
	struct dl_sources sources;
};

static const char *paint(const struct printer *p, const char *color)
{
	return p->options->color ? color : "";
}

const char *dl_text_path(const char *path, const char *base)
{
	size_t len = base ? strlen(base) : 0;

	while (len && base[len - 1] == '/')
		len--;
	if (len && strncmp(path, base, len) == 0 && path[len] == '/')
		return path + len + 1;
	return path;
}

static void print_place(const struct printer *p, const char *file, uint32_t line, uint32_t column)
{
	if (!file)
		return;
	fprintf(p->out, "%s%s", paint(p, BOLD), dl_text_path(file, p->options->base));
	if (line)
		fprintf(p->out, ":%u", line);
	if (line && column)
		fprintf(p->out, ":%u", column);
	fprintf(p->out, ":%s ", paint(p, RESET));
}

static void print_head(const struct printer *p, const struct dl_finding *f)
{
	bool error = p->options->as_error[f->rule];

	print_place(p, f->file, f->line, f->column);
	fprintf(p->out, "%s%s%s %s%s [%s]%s\n", paint(p, error ? RED : PURPLE),
		error ? "error:" : "warning:", paint(p, RESET), paint(p, BOLD), f->message,
		dl_rule_info(f->rule)->id, paint(p, RESET));
}

static void print_step(const struct printer *p, const struct dl_step *step)
{
	print_place(p, step->file, step->line, step->column);
	fprintf(p->out, "%snote:%s %s\n", paint(p, CYAN), paint(p, RESET), step->text);
}

/* A caret under the column; tabs stay tabs, so that it stands right however wide they are. */
static void print_caret(const struct printer *p, const char *text, size_t len, uint32_t column)
{
	for (uint32_t i = 1; i < column && i <= len; i++)
		fputc(text[i - 1] == '\t' ? '\t' : ' ', p->out);
	fprintf(p->out, "%s^%s\n", paint(p, GREEN), paint(p, RESET));
}

static void print_source(struct printer *p, const struct dl_finding *f)
{
	size_t len;
	const char *text = dl_sources_line(&p->sources, f->file, f->line, &len);

	if (!text)
		return;
	fprintf(p->out, "%.*s\n", (int)len, text);
	if (f->column)
		print_caret(p, text, len, f->column);
}

static void print_finding(struct printer *p, const struct dl_finding *f)
{
	print_head(p, f);
	if (p->options->source)
		print_source(p, f);
	for (size_t i = 0; i < f->nsteps; i++)
		print_step(p, &f->steps[i]);
}

void dl_text_print(FILE *out, const struct dl_finding *findings, size_t count,
		   const struct dl_text_options *options)
{
	struct printer p = { .out = out, .options = options };

	for (size_t i = 0; i < count; i++)
		print_finding(&p, &findings[i]);
	dl_sources_free(&p.sources);
}
