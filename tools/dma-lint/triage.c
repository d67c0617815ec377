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
#include "tools/dma-lint/scope.h"
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
	struct dl_arena *arena;
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

static void keep_quiet(struct triage *t, const struct dl_finding *f, enum dl_quiet why,
		       const char *reason)
{
	struct dl_finding *quiet = &t->quiet[t->nquiet++];

	*quiet = *f;
	quiet->quiet = why;
	quiet->reason = reason ? strdup(reason) : NULL;
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

	if (!s)
		return false;
	s->used = true;
	keep_quiet(desk->triage, f, DL_QUIET_COMMENT, s->reason);
	return true;
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

/* For a change, only those of what it touches. */
static bool is_of_interest(const struct desk *desk, const char *path)
{
	const struct scope *scope = desk->options->scope;

	return !scope || names_has(&scope->touched, path);
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
		struct file *file = file_at(desk, lint_name(desk->lint, i));

		file->whole = lint_is_whole(desk->lint, i, desk->options->whole);
		if (!is_of_interest(desk, file->path))
			continue;
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
		if (strcmp(dl_text_path(lint_name(desk->lint, i), desk->root), id->path) == 0)
			return lint_is_whole(desk->lint, i, desk->options->whole);
	snprintf(path, sizeof(path), "%s%s%s", *id->path == '/' ? "" : desk->root,
		 *id->path == '/' ? "" : "/", id->path);
	return access(path, F_OK) != 0 && errno == ENOENT;
}

static void say_gone(struct desk *desk, const struct dl_identity *id)
{
	desk->triage->gone++;
	progress_clear();
	fprintf(stderr, "dma-lint: gone: %s: %s(): %s [%s]\n", id->path, id->function, id->words,
		dl_rule_info(id->rule)->id);
}

/* Returns how many were dropped. */
static size_t drop_known(struct triage *t, const bool *known, enum dl_quiet why)
{
	size_t n = 0, dropped;

	for (size_t i = 0; i < t->count; i++) {
		if (known[i])
			keep_quiet(t, &t->findings[i], why, NULL);
		else
			t->findings[n++] = t->findings[i];
	}
	dropped = t->count - n;
	t->count = n;
	return dropped;
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
	for (size_t i = 0; i < baseline.count && !desk->options->scope; i++)
		if (!kept[i] && can_be_gone(desk, &baseline.list[i]))
			say_gone(desk, &baseline.list[i]);
	t->known = drop_known(t, known, DL_QUIET_BASELINE);
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
	for (size_t i = 0; i < count; i++)
		keep_quiet(desk->triage, &desk->triage->findings[i], DL_QUIET_BASELINE, NULL);
	desk->triage->known = count;	/* from now on */
	desk->triage->count = 0;
}

/* ---- a change -------------------------------------------------------------------------------- */

/* The line of the source without blanks, so that reindenting does not change it. */
static const char *hint(struct desk *desk, const struct dl_finding *f)
{
	size_t len = 0, n = 0;
	const char *text = dl_sources_line(&desk->sources, f->file, f->line, &len);
	char *line;

	if (!text)
		return "";
	line = dl_arena_strndup(desk->arena, text, len);
	for (size_t i = 0; i < len; i++)
		if (text[i] != ' ' && text[i] != '\t')
			line[n++] = text[i];
	line[n] = '\0';
	return line;
}

static void add_hints(struct desk *desk, struct dl_identity *ids)
{
	for (size_t i = 0; i < desk->triage->count; i++)
		ids[i].hint = hint(desk, &desk->triage->findings[i]);
}

static void compare(struct desk *desk, const struct known *before, struct dl_identity *now)
{
	struct triage *t = desk->triage;
	bool *kept = allocate(before->count, sizeof(kept[0]));
	bool *known = allocate(t->count, sizeof(known[0]));

	add_hints(desk, now);
	dl_identities_match(before->list, before->count, kept, now, t->count, known);
	for (size_t i = 0; i < before->count; i++)
		if (!kept[i])
			say_gone(desk, &before->list[i]);
	t->as_before = drop_known(t, known, DL_QUIET_BEFORE);
	free(kept);
	free(known);
}

/* ---- all of it ------------------------------------------------------------------------------- */

static void open_desk(struct desk *desk, struct triage *triage)
{
	const struct options *o = desk->options;
	size_t n = desk->lint->nfindings;

	*triage = (struct triage){ .findings = allocate(n, sizeof(struct dl_finding)),
				   .quiet = allocate(n, sizeof(struct dl_finding)) };
	desk->triage = triage;
	desk->arena = dl_arena_new();
	if (!getcwd(desk->base, sizeof(desk->base)))
		desk->base[0] = '\0';
	if (o->scope)
		snprintf(desk->root, sizeof(desk->root), "%s", o->scope->change->root);
	else
		root_of(desk->lint->nunits ? lint_name(desk->lint, 0) : "", desk->root);
	triage->root = strdup(desk->root);
	ignore_findings(desk);
}

void triage_before(struct known *known, const struct lint *lint, const struct options *options)
{
	struct desk desk = { .lint = lint, .options = options };
	struct triage triage;

	open_desk(&desk, &triage);
	known->count = triage.count;
	known->list = dl_identities(triage.findings, triage.count, desk.root);
	add_hints(&desk, known->list);
	known->arena = desk.arena;
	free_files(&desk);
	triage_free(&triage);
}

void triage_forget(struct known *known)
{
	dl_identities_free(known->list, known->count);
	dl_arena_free(known->arena);
}

/* before is NULL without a change. */
static void use_answers(struct desk *desk, const struct known *before)
{
	struct triage *t = desk->triage;
	size_t count = t->count;
	struct dl_identity *now = dl_identities(t->findings, count, desk->root);

	if (before)
		compare(desk, before, now);
	dl_identities_free(now, count);
	count = t->count;
	now = dl_identities(t->findings, count, desk->root);
	if (desk->options->baseline)
		use_baseline(desk, now);
	if (desk->options->write_baseline)
		write_baseline(desk, now, count);
	dl_identities_free(now, count);
}

void triage_run(struct triage *triage, const struct lint *lint, const struct options *options,
		const struct known *before)
{
	struct desk desk = { .lint = lint, .options = options };

	open_desk(&desk, triage);
	review_comments(&desk);
	use_answers(&desk, before);
	free_files(&desk);
	dl_arena_free(desk.arena);
}

struct dl_finding *triage_all(const struct triage *triage, size_t *count)
{
	struct dl_finding *all = allocate(triage->count + triage->nquiet, sizeof(*all));

	if (triage->count)
		memcpy(all, triage->findings, triage->count * sizeof(*all));
	if (triage->nquiet)
		memcpy(all + triage->count, triage->quiet, triage->nquiet * sizeof(*all));
	*count = dl_findings_sort(all, triage->count + triage->nquiet);
	return all;
}

void triage_free(struct triage *triage)
{
	for (size_t i = 0; i < triage->nquiet; i++)
		free((char *)triage->quiet[i].reason);
	free(triage->quiet);
	free(triage->root);
	free(triage->findings);
}
