/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* From units to findings. A unit from a file is read with care: anybody may have written it. */
#define _GNU_SOURCE
#include "tools/dma-lint/lint.h"

#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tools/dma-lint/analysis.h"
#include "tools/dma-lint/included.h"
#include "tools/dma-lint/message.h"
#include "tools/dma-lint/units.h"

static bool is_file(const struct job *job)
{
	return !job->source->command;
}

__attribute__((format(printf, 2, 3))) static void fail_job(struct job *job, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(job->reason, sizeof(job->reason), format, args);
	va_end(args);
	job->outcome = JOB_FAILED;
}

static size_t *number_at(struct lint *lint, const char *name)
{
	return (size_t *)names_at(&lint->names, name);
}

static void add_unit(struct lint *lint, const struct lint_unit *unit)
{
	/* Its number, from 1. Units without a name are all different. */
	size_t *known = *unit->summary->unit ? number_at(lint, unit->summary->unit) : NULL;
	struct lint_unit *other = known && *known ? &lint->units[*known - 1] : NULL;

	if (other && is_file(unit->job)) {
		if (is_file(other->job))
			fail_job(unit->job, "not linked: the unit of %.100s, like %.140s",
				 unit->summary->unit, other->job->source->name);
		return;
	}
	if (other) {
		*other = *unit;
		return;
	}
	lint->units = dl_arena_reserve(lint->arena, lint->units, lint->nunits, &lint->capacity,
				       sizeof(lint->units[0]));
	lint->units[lint->nunits++] = *unit;
	if (known)
		*known = lint->nunits;
}

/* number: of the unit in its file. */
static void read_unit(struct lint *lint, struct job *job, const char *text, size_t len,
		      unsigned number)
{
	char message[96], where[32] = "";
	struct dl_unit *unit = dl_ir_read(text, len, message, sizeof(message));

	if (number > 1)
		snprintf(where, sizeof(where), "unit %u of it: ", number);
	if (unit && dl_ir_verify(unit, message, sizeof(message)))
		add_unit(lint, &(struct lint_unit){ job, dl_summarize(unit, lint->arena), text,
						    len });
	else
		fail_job(job, "not linked: no good IR: %s%s", where, message);
	if (unit)
		dl_ir_unit_free(unit);
}

static void read_file(struct lint *lint, struct job *job)
{
	const char *at = job->ir.data;
	size_t left = job->ir.len;
	unsigned number = 0;

	do {
		size_t len = units_first_length(at, left);

		read_unit(lint, job, at, len, ++number);
		at += len;
		left -= len;
	} while (left);
}

static void load(struct job *job)
{
	if (jobs_interrupted())
		return;
	job->outcome = JOB_DONE;
	if (!units_load(job->source->path, &job->ir))
		fail_job(job, "%s", strerror(errno));
	else if (job->ir.len == 0)
		fail_job(job, "not linked: it is empty");
}

void lint_read(struct lint *lint, const struct parse *parse)
{
	*lint = (struct lint){ .arena = dl_arena_new(), .parse = parse };
	for (size_t i = 0; i < parse->sources.count; i++) {
		struct job *job = &parse->jobs[i];

		if (is_file(job))
			load(job);
		if (job->outcome == JOB_DONE && is_file(job))
			read_file(lint, job);
		else if (job->outcome == JOB_DONE)
			add_unit(lint, &(struct lint_unit){ job, job->summary, job->text,
							    job->text_len });
	}
}

/* All of the unit's module was to be linted, and nothing of it failed. */
static bool is_whole(const struct lint *lint, const struct lint_unit *unit)
{
	const struct source *source = unit->job->source;

	if (!source->whole || !source->module)
		return false;
	for (size_t i = 0; i < lint->parse->sources.count; i++) {
		const struct job *job = &lint->parse->jobs[i];

		if (job->outcome != JOB_DONE && job->source->module &&
		    strcmp(job->source->module, source->module) == 0)
			return false;
	}
	return true;
}

const char *lint_name(const struct lint *lint, size_t unit)
{
	return lint->units[unit].summary->unit;
}

bool lint_is_whole(const struct lint *lint, size_t unit, bool all)
{
	const struct lint_unit *u = &lint->units[unit];
	const struct source *source = u->job->source;

	return all || (source->command && !source->module) || is_whole(lint, u);
}

/* ---- a module of one file -------------------------------------------------------------------- */

/* "#include "driver.h"": others may have it, too, and with it all that the file shares. */
static bool includes_own_header(const char *line)
{
	line = included_directive(line, line + strlen(line));
	if (!line || strncmp(line, "include", strlen("include")) != 0)
		return false;
	line += strlen("include");
	return line[strspn(line, " \t")] == '"';
}

/* A module says once who may use it, however many files it has. */
static bool is_main_file(const char *path)
{
	static const char licence[] = "MODULE_LICENSE(";
	FILE *file = fopen(path, "r");
	char line[512];
	bool main_file = false;

	while (file && fgets(line, sizeof(line), file)) {
		if (includes_own_header(line)) {
			main_file = false;
			break;
		}
		main_file |= strncmp(line, licence, strlen(licence)) == 0;
	}
	if (file)
		fclose(file);
	return main_file;
}

static size_t directory_length(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? (size_t)(slash - path) : 0;
}

/*
 * No compile command says what module it belongs to; but it is a module's main file, includes nothing that
 * another file could share with it, and is alone in its directory. The engine knows it by the directory.
 */
static const char *one_file_module(const struct lint *lint, const struct lint_unit *unit)
{
	const struct source *source = unit->job->source;
	const char *name = unit->summary->unit;
	size_t len = directory_length(name);

	if (!source->command || source->module || !is_main_file(source->path))
		return NULL;
	for (size_t i = 0; i < lint->nunits; i++) {
		const char *other = lint->units[i].summary->unit;

		if (lint->units[i].summary != unit->summary && directory_length(other) == len &&
		    strncmp(other, name, len) == 0)
			return NULL;
	}
	return len ? dl_arena_strndup(lint->arena, name, len) : name;
}

static struct analysis_unit *units_of(const struct lint *lint)
{
	struct analysis_unit *units =
		DL_NEW_ARRAY(lint->arena, struct analysis_unit, lint->nunits);

	for (size_t i = 0; i < lint->nunits; i++) {
		const struct lint_unit *u = &lint->units[i];
		const char *module = is_whole(lint, u) ? u->job->source->module
						 : one_file_module(lint, u);

		units[i] = (struct analysis_unit){ u->summary, u->text, u->len, module };
	}
	return units;
}

void lint_run(struct lint *lint, const struct options *options, bool whole)
{
	struct analysis analysis = { .units = units_of(lint), .nunits = lint->nunits,
				     .options = &options->engine, .jobs = options->jobs,
				     .whole = whole, .arena = lint->arena,
				     .cache = lint->parse->cache };

	analysis_run(&analysis);
	for (size_t i = 0; i < lint->nunits; i++)
		if (analysis.lost[i])
			fail_job(lint->units[i].job, "not analysed: the engine crashed on it and what "
						     "is linked with it, which is a bug in dma-lint");
	lint->analysed = true;
	lint->findings = analysis.findings;
	lint->nfindings = analysis.nfindings;
	lint->stats = analysis.stats;
	lint->groups = analysis.groups;
	lint->known_groups = analysis.known;
}

void lint_dump(const struct lint *lint, FILE *out)
{
	char message[96];

	for (size_t i = 0; i < lint->nunits; i++) {
		const struct lint_unit *u = &lint->units[i];
		struct dl_unit *unit = dl_ir_read(u->text, u->len, message, sizeof(message));

		dl_ir_print(out, unit);
		dl_ir_unit_free(unit);
	}
}

void lint_free(struct lint *lint)
{
	names_free(&lint->names);
	dl_arena_free(lint->arena);
}
