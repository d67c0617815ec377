/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Findings that somebody has already answered are kept from the reader: by a comment in the source, or by a
 * line in a baseline. What answers nothing is said, because a comment that outlives its finding hides the next one.
 *
 * That a comment is of no use is known only if its file was checked, with all rules that it names, together with the
 * rest of its module. The same holds for a line of a baseline.
 */
#define _GNU_SOURCE
#include "tools/dma-lint/triage.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "checker/report/baseline.h"
#include "checker/report/sources.h"
#include "checker/report/suppress.h"
#include "checker/report/text.h"
#include "tools/dma-lint/message.h"
#include "tools/dma-lint/output.h"
#include "tools/dma-lint/progress.h"
#include "tools/dma-lint/root.h"
#include "tools/dma-lint/units.h"

/* A source and its comments. */
struct file {
	const char *path;
	struct dl_suppressions suppressions;
	bool whole;		/* its module was checked */
	struct file *next;
};

struct desk {
	struct triage *triage;
	const struct lint *lint;
	const struct options *options;
	struct dl_sources sources;
	struct file *files;
	struct names names;	/* of files, to themselves */
	char base[PATH_MAX], root[PATH_MAX];
};

static void *allocate(size_t count, size_t size)
{
	void *p = calloc(count + 1, size);

	if (!p)
		die(NULL, "out of memory");
	return p;
}

static bool rule_ran(const struct desk *desk, enum dl_rule rule)
{
	return desk->options->engine.enabled[rule] &&
	       dl_rule_info(rule)->confidence >= desk->options->engine.min_confidence;
}

/* ---- comments -------------------------------------------------------------------------------- */

static struct file *file_at(struct desk *desk, const char *path)
{
	void **known = names_at(&desk->names, path);
	const char *text;
	struct file *file;
	size_t len;

	if (*known)
		return *known;
	file = *known = allocate(1, sizeof(*file));
	file->path = path;
	file->next = desk->files;
	desk->files = file;
	text = dl_sources_text(&desk->sources, path, &len);
	if (text)
		dl_suppressions_read(&file->suppressions, text, len);
	return file;
}

static bool is_ignored(struct desk *desk, const struct dl_finding *f)
{
	struct file *file = file_at(desk, f->file);
	struct dl_suppression *s = dl_suppressions_find(&file->suppressions, f->rule, f->line);

	if (s)
		s->used = true;
	return s != NULL;
}

static void ignore_findings(struct desk *desk)
{
	struct triage *t = desk->triage;

	for (size_t i = 0; i < desk->lint->nfindings; i++) {
		if (is_ignored(desk, &desk->lint->findings[i]))
			t->ignored++;
		else
			t->findings[t->count++] = desk->lint->findings[i];
	}
}

static bool has_run(const struct desk *desk, const struct dl_suppression *s)
{
	for (int rule = DL_RULE_NONE + 1; rule < DL_RULE_COUNT; rule++)
		if (s->rules[rule] && !rule_ran(desk, rule))
			return false;
	return true;
}

static void say_of(const struct desk *desk, const struct file *file,
		   const struct dl_suppression *s, const char *kind, const char *words)
{
	progress_clear();
	fprintf(stderr, "%s:%u:%u: %s: %s\n", dl_text_path(file->path, desk->base), s->line, s->column,
		kind, words);
}

static void review(const struct desk *desk, const struct file *file, const struct dl_suppression *s)
{
	char words[512];

	if (s->problem) {
		snprintf(words, sizeof(words), "%s [dma-lint: ignore]", s->problem);
		say_of(desk, file, s, "warning", words);
	} else if (!s->used && file->whole && has_run(desk, s)) {
		snprintf(words, sizeof(words), "there is nothing to ignore here [%s]", s->ids);
		say_of(desk, file, s, "note", words);
	}
}

static void review_comments(struct desk *desk)
{
	for (size_t i = 0; i < desk->lint->nunits; i++) {
		struct file *file = file_at(desk, desk->lint->units[i].summary->unit);

		file->whole = lint_is_whole(desk->lint, i, desk->options->whole);
		for (size_t k = 0; k < file->suppressions.count; k++)
			review(desk, file, &file->suppressions.list[k]);
	}
}

static void free_files(struct desk *desk)
{
	struct file *next;

	for (struct file *file = desk->files; file; file = next) {
		next = file->next;
		dl_suppressions_free(&file->suppressions);
		free(file);
	}
	names_free(&desk->names);
	dl_sources_free(&desk->sources);
}

/* ---- the baseline ---------------------------------------------------------------------------- */

static bool read_baseline(struct desk *desk, struct dl_baseline *baseline)
{
	const char *name = desk->options->baseline;
	struct buffer text = { 0 };
	char error[160];
	bool good = false;

	if (!units_load(name, &text))
		say_error(name, "no baseline can be read from it: %s", strerror(errno));
	else if (!dl_baseline_read(baseline, text.len ? text.data : "", text.len, error,
				   sizeof(error)))
		say_error(name, "not a baseline: %s", error);
	else
		good = true;
	buffer_free(&text);
	desk->triage->failed |= !good;
	return good;
}

/* Of a file that was checked, or is no more. */
static bool can_be_gone(const struct desk *desk, const struct dl_identity *id)
{
	char path[2 * PATH_MAX];

	if (!rule_ran(desk, id->rule))
		return false;
	for (size_t i = 0; i < desk->lint->nunits; i++)
		if (strcmp(dl_text_path(desk->lint->units[i].summary->unit, desk->root),
			   id->path) == 0)
			return lint_is_whole(desk->lint, i, desk->options->whole);
	snprintf(path, sizeof(path), "%s%s%s", *id->path == '/' ? "" : desk->root,
		 *id->path == '/' ? "" : "/", id->path);
	return access(path, F_OK) != 0 && errno == ENOENT;
}

static void list_gone(struct desk *desk, const struct dl_baseline *b, const bool *kept)
{
	for (size_t i = 0; i < b->count; i++) {
		const struct dl_identity *id = &b->list[i];

		if (kept[i] || !can_be_gone(desk, id))
			continue;
		desk->triage->gone++;
		fprintf(stderr, "dma-lint: gone: %s: %s(): %s [%s]\n", id->path, id->function,
			id->words, dl_rule_info(id->rule)->id);
	}
}

static void drop_known(struct triage *t, const bool *known)
{
	size_t n = 0;

	for (size_t i = 0; i < t->count; i++) {
		if (known[i])
			t->known++;
		else
			t->findings[n++] = t->findings[i];
	}
	t->count = n;
}

static void use_baseline(struct desk *desk, const struct dl_identity *now)
{
	struct triage *t = desk->triage;
	struct dl_baseline baseline;
	bool *kept, *known;

	if (!read_baseline(desk, &baseline))
		return;
	kept = allocate(baseline.count, sizeof(kept[0]));
	known = allocate(t->count, sizeof(known[0]));
	dl_identities_match(baseline.list, baseline.count, kept, now, t->count, known);
	progress_clear();
	list_gone(desk, &baseline, kept);
	drop_known(t, known);
	free(kept);
	free(known);
	dl_baseline_free(&baseline);
}

static void write_baseline(struct desk *desk, const struct dl_identity *now, size_t count)
{
	struct output output;

	output_open(&output, desk->options->write_baseline);
	dl_baseline_write(output.file, now, count);
	desk->triage->failed |= !output_close(&output);
	if (desk->options->baseline)
		return;
	desk->triage->known = count;	/* from now on */
	desk->triage->count = 0;
}

/* ---- all of it ------------------------------------------------------------------------------- */

void triage_run(struct triage *triage, const struct lint *lint, const struct options *options)
{
	struct desk desk = { .triage = triage, .lint = lint, .options = options };
	struct dl_identity *now;
	size_t count;

	*triage = (struct triage){ .findings = allocate(lint->nfindings, sizeof(struct dl_finding)) };
	if (!getcwd(desk.base, sizeof(desk.base)))
		desk.base[0] = '\0';
	root_of(lint->nunits ? lint->units[0].summary->unit : "", desk.root);
	ignore_findings(&desk);
	review_comments(&desk);
	count = triage->count;
	now = dl_identities(triage->findings, count, desk.root);
	if (options->baseline)
		use_baseline(&desk, now);
	if (options->write_baseline)
		write_baseline(&desk, now, count);
	dl_identities_free(now, count);
	free_files(&desk);
}

void triage_free(struct triage *triage)
{
	free(triage->findings);
}
