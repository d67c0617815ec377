/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* From units to findings. A unit from a file is read with care: anybody may have written it. */
#define _GNU_SOURCE
#include "tools/dma-lint/lint.h"

#include <errno.h>
#include <stdarg.h>
#include <malloc.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

static void reserve(struct lint *lint)
{
	if (lint->nunits < lint->capacity)
		return;
	lint->capacity = lint->capacity ? 2 * lint->capacity : 64;
	lint->units = reallocarray(lint->units, lint->capacity, sizeof(lint->units[0]));
	lint->from = reallocarray(lint->from, lint->capacity, sizeof(lint->from[0]));
	if (!lint->units || !lint->from)
		die(NULL, "out of memory");
}

static void add_unit(struct lint *lint, struct job *job, struct dl_unit *unit)
{
	/* Its number, from 1. Units without a name are all different. */
	void **known = *unit->name ? names_at(&lint->names, unit->name) : NULL;
	size_t i = known && *known ? (uintptr_t)*known - 1 : lint->nunits;

	if (i < lint->nunits && is_file(job)) {
		if (is_file(lint->from[i]))
			fail_job(job, "not linked: the unit of %.100s, like %.140s",
				 unit->name, lint->from[i]->source->name);
		dl_ir_unit_free(unit);
		return;
	}
	reserve(lint);
	if (i < lint->nunits)
		dl_ir_unit_free(lint->units[i]);
	else
		lint->nunits++;
	if (known)
		*known = (void *)(uintptr_t)(i + 1);
	lint->units[i] = unit;
	lint->from[i] = job;
}

/* number: of the unit in its text. */
static void read_unit(struct lint *lint, struct job *job, const char *text, size_t len,
		      unsigned number)
{
	char message[96], where[32] = "";
	struct dl_unit *unit = dl_ir_read(text, len, message, sizeof(message));

	if (unit && (!is_file(job) || dl_ir_verify(unit, message, sizeof(message)))) {
		add_unit(lint, job, unit);
		return;
	}
	if (unit)
		dl_ir_unit_free(unit);
	if (number > 1)
		snprintf(where, sizeof(where), "unit %u of it: ", number);
	if (is_file(job))
		fail_job(job, "not linked: no good IR: %s%s", where, message);
	else
		fail_job(job, "not checked: bad IR, %s", message);
}

static void read_job(struct lint *lint, struct job *job)
{
	const char *at = job->ir.data;
	size_t left = job->ir.len;
	unsigned number = 0;

	do {
		size_t len = is_file(job) ? units_first_length(at, left) : left;

		read_unit(lint, job, at, len, ++number);
		at += len;
		left -= len;
	} while (left);
	buffer_free(&job->ir);
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

void lint_read(struct lint *lint, struct job *jobs, size_t count)
{
	*lint = (struct lint){ .jobs = jobs, .njobs = count };
	for (size_t i = 0; i < count; i++) {
		if (is_file(&jobs[i]))
			load(&jobs[i]);
		if (jobs[i].outcome == JOB_DONE)
			read_job(lint, &jobs[i]);
	}
}

static bool is_stopped(void)
{
	return jobs_interrupted() != 0;
}

/* All of the unit's module was to be linted, and nothing of it failed. */
static bool is_whole(const struct lint *lint, size_t unit)
{
	const struct source *source = lint->from[unit]->source;

	if (!source->whole || !source->module)
		return false;
	for (size_t i = 0; i < lint->njobs; i++)
		if (lint->jobs[i].outcome != JOB_DONE && lint->jobs[i].source->module &&
		    strcmp(lint->jobs[i].source->module, source->module) == 0)
			return false;
	return true;
}

bool lint_is_whole(const struct lint *lint, size_t unit, bool all)
{
	const struct source *source = lint->from[unit]->source;

	return all || (source->command && !source->module) || is_whole(lint, unit);
}

static void add_units(struct lint *lint, bool whole)
{
	for (size_t i = 0; i < lint->nunits; i++) {
		dl_engine_add(lint->engine, lint->units[i]);
		if (is_whole(lint, i))
			dl_engine_whole_module(lint->engine, lint->from[i]->source->module);
	}
	if (whole)
		dl_engine_whole_module(lint->engine, NULL);
}

void lint_run(struct lint *lint, const struct dl_engine_options *options, bool whole)
{
	struct dl_engine_options mine = *options;

	/* What one function needed the next one needs, too: not back to the system in between. */
	mallopt(M_MMAP_THRESHOLD, 64 << 20);
	mallopt(M_TRIM_THRESHOLD, 256 << 20);

	/* After a signal during parsing, what was parsed is still analysed; a second signal kills. */
	if (!is_stopped())
		mine.stopped = is_stopped;
	lint->engine = dl_engine_new(&mine);
	add_units(lint, whole);
	dl_engine_run(lint->engine);
	lint->findings = dl_engine_findings(lint->engine, &lint->nfindings);
}

void lint_free(struct lint *lint)
{
	if (lint->engine)
		dl_engine_free(lint->engine);
	for (size_t i = 0; i < lint->nunits; i++)
		dl_ir_unit_free(lint->units[i]);
	names_free(&lint->names);
	free(lint->units);
	free(lint->from);
}
