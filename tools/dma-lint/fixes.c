/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What mends findings goes into the sources, or into a file in the YAML of clang-apply-replacements. A header is never
 * mended: other sources include it. Nor is a file that has changed since the run began.
 */
#define _GNU_SOURCE
#include "tools/dma-lint/fixes.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "checker/report/encode.h"
#include "checker/report/fix.h"
#include "checker/report/text.h"
#include "tools/dma-lint/message.h"
#include "tools/dma-lint/output.h"
#include "tools/dma-lint/progress.h"

struct fix {
	const struct dl_finding *finding;
	struct dl_edit edit;
	bool dropped;
};

struct fixes {
	const struct timespec *since;
	char base[PATH_MAX];
	struct dl_sources sources;
	struct fix *list;	/* by file */
	size_t count, done, files;
	bool failed;
};

/* ---- which there are ------------------------------------------------------------------------- */

/* Sources that were parsed in this run: units from files are of who knows which text. */
static void note_sources(const struct lint *lint, struct names *parsed)
{
	for (size_t i = 0; i < lint->nunits; i++)
		if (lint->units[i].job->source->command)
			*names_at(parsed, lint_name(lint, i)) = &lint->units[i];
}

static void collect(struct fixes *fixes, const struct lint *lint, const struct triage *triage)
{
	struct names parsed = { 0 };

	note_sources(lint, &parsed);
	fixes->list = calloc(triage->count + 1, sizeof(fixes->list[0]));
	if (!fixes->list)
		die(NULL, "out of memory");
	for (size_t i = 0; i < triage->count; i++) {
		struct fix *fix = &fixes->list[fixes->count];

		fix->finding = &triage->findings[i];
		if (names_has(&parsed, fix->finding->file) &&
		    dl_fix_find(&fixes->sources, fix->finding, &fix->edit))
			fixes->count++;
	}
	names_free(&parsed);
}

static bool is_later(const struct timespec *a, const struct timespec *b)
{
	return a->tv_sec > b->tv_sec || (a->tv_sec == b->tv_sec && a->tv_nsec >= b->tv_nsec);
}

/* ---- into the sources ------------------------------------------------------------------------ */

static int compare_edits(const void *a, const void *b)
{
	const struct fix *x = a, *y = b;

	return (x->edit.offset > y->edit.offset) - (x->edit.offset < y->edit.offset);
}

/* The first one stays. Returns how many are left. */
static size_t drop_overlapping(const struct fixes *fixes, struct fix *list, size_t count)
{
	size_t end = 0, left = 0;

	qsort(list, count, sizeof(list[0]), compare_edits);
	for (size_t i = 0; i < count; i++) {
		const struct dl_finding *f = list[i].finding;

		list[i].dropped = i && list[i].edit.offset < end;
		if (!list[i].dropped) {
			end = list[i].edit.offset + list[i].edit.length;
			left++;
			continue;
		}
		progress_clear();
		fprintf(stderr, "%s:%u:%u: note: not fixed: another fix changes the same words [%s]\n",
			dl_text_path(f->file, fixes->base), f->line, f->column,
			dl_rule_info(f->rule)->id);
	}
	return left;
}

static char *mended(const char *text, size_t len, const struct fix *list, size_t count,
		    size_t *new_len)
{
	char *result = NULL;
	size_t at = 0;
	FILE *out = open_memstream(&result, new_len);

	if (!out)
		die(NULL, "out of memory");
	for (size_t i = 0; i < count; i++) {
		if (list[i].dropped)
			continue;
		fwrite(text + at, 1, list[i].edit.offset - at, out);
		fputs(list[i].edit.text, out);
		at = list[i].edit.offset + list[i].edit.length;
	}
	fwrite(text + at, 1, len - at, out);
	fclose(out);
	return result;
}

static void fail(struct fixes *fixes, const char *file, const char *reason)
{
	say_error(dl_text_path(file, fixes->base), "not fixed: %s", reason);
	fixes->failed = true;
}

static void mend_file(struct fixes *fixes, struct fix *list, size_t count)
{
	const char *file = list[0].finding->file, *text;
	size_t len, new_len, left;
	struct stat st;
	char *result;

	text = dl_sources_text(&fixes->sources, file, &len);
	if (stat(file, &st) != 0) {
		fail(fixes, file, strerror(errno));
		return;
	}
	if (is_later(&st.st_mtim, fixes->since) || is_later(&st.st_ctim, fixes->since) ||
	    (size_t)st.st_size != len) {
		fail(fixes, file, "it has changed since it was read");
		return;
	}
	left = drop_overlapping(fixes, list, count);
	result = mended(text, len, list, count, &new_len);
	if (output_replace(file, result, new_len, st.st_mode & 07777)) {
		fixes->done += left;
		fixes->files++;
	} else {
		fail(fixes, file, strerror(errno));
	}
	free(result);
}

static void mend(struct fixes *fixes, const struct options *options)
{
	for (size_t from = 0, to; from < fixes->count; from = to) {
		for (to = from + 1; to < fixes->count; to++)
			if (strcmp(fixes->list[to].finding->file, fixes->list[from].finding->file))
				break;
		mend_file(fixes, fixes->list + from, to - from);
	}
	if (!options->quiet)
		fprintf(stderr, "dma-lint: %zu fix%s in %zu file%s\n", fixes->done,
			fixes->done == 1 ? "" : "es", fixes->files, fixes->files == 1 ? "" : "s");
}

/* ---- into a file ----------------------------------------------------------------------------- */

/* A string of JSON is one of YAML. */
static void print_text(FILE *out, const char *key, const char *text)
{
	json_t *string = dl_json_text(text);

	fprintf(out, "%s: ", key);
	json_dumpf(string, out, JSON_ENCODE_ANY);
	fputc('\n', out);
	json_decref(string);
}

static void print_fix(struct fixes *fixes, FILE *out, const struct fix *fix)
{
	const struct dl_finding *f = fix->finding;
	size_t len;
	const char *line = dl_sources_line(&fixes->sources, f->file, f->line, &len);
	const char *text = dl_sources_text(&fixes->sources, f->file, &len);

	print_text(out, "  - DiagnosticName", dl_rule_info(f->rule)->id);
	fprintf(out, "    DiagnosticMessage:\n");
	print_text(out, "      Message", f->message);
	print_text(out, "      FilePath", f->file);
	fprintf(out, "      FileOffset: %zu\n", (size_t)(line - text) + f->column - 1);
	fprintf(out, "      Replacements:\n");
	print_text(out, "        - FilePath", f->file);
	fprintf(out, "          Offset: %zu\n          Length: %zu\n", fix->edit.offset,
		fix->edit.length);
	print_text(out, "          ReplacementText", fix->edit.text);
	fprintf(out, "    Level: Warning\n");
}

static void export(struct fixes *fixes, const char *name)
{
	struct output output;

	output_open(&output, name);
	fprintf(output.file, "---\n");
	print_text(output.file, "MainSourceFile", fixes->count ? fixes->list[0].finding->file : "");
	fprintf(output.file, "Diagnostics:%s\n", fixes->count ? "" : " []");
	for (size_t i = 0; i < fixes->count; i++)
		print_fix(fixes, output.file, &fixes->list[i]);
	fprintf(output.file, "...\n");
	fixes->failed |= !output_close(&output);
}

bool fixes_run(const struct lint *lint, const struct triage *triage, const struct options *options,
	       const struct timespec *since)
{
	struct fixes fixes = { .since = since };

	if (!options->fix && !options->export_fixes)
		return true;
	if (!getcwd(fixes.base, sizeof(fixes.base)))
		fixes.base[0] = '\0';
	collect(&fixes, lint, triage);
	if (options->export_fixes)
		export(&fixes, options->export_fixes);
	if (options->fix)
		mend(&fixes, options);
	for (size_t i = 0; i < fixes.count; i++)
		dl_edit_free(&fixes.list[i].edit);
	free(fixes.list);
	dl_sources_free(&fixes.sources);
	return !fixes.failed;
}
