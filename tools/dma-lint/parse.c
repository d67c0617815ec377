/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* From options to IR. */
#include "tools/dma-lint/parse.h"

#include <stdio.h>
#include <string.h>

#include "tools/dma-lint/cached_units.h"
#include "tools/dma-lint/names.h"
#include "tools/dma-lint/preambles.h"

/* Behind the names of the files, of which the last one is empty. NULL: they have no end. */
static const char *end_of_files(const struct job *job)
{
	const char *at = job->ir.data, *end = at + job->ir.len, *zero;

	while (at < end && *at) {
		zero = memchr(at, '\0', end - at);
		at = zero ? zero + 1 : end;
	}
	return at < end ? at + 1 : NULL;
}

/* For jobs_run(): reads what a worker wrote, and keeps it in the cache. */
static void take(struct job *job, void *data)
{
	char message[96] = "it has no end";
	struct parse *parse = data;
	struct dl_unit *unit = NULL;

	job->files = job->ir.data;
	job->text = end_of_files(job);
	if (job->text) {
		job->text_len = job->ir.data + job->ir.len - job->text;
		unit = dl_ir_read(job->text, job->text_len, message, sizeof(message));
	}
	if (!unit) {
		job->outcome = JOB_FAILED;
		snprintf(job->reason, sizeof(job->reason), "not checked: bad IR, %s", message);
		return;
	}
	job->summary = dl_summarize(unit, parse->arena);
	dl_ir_unit_free(unit);
	if (parse->cache)
		cached_unit_add(parse->cache, parse->contents, job);
}

static void look_up(struct parse *parse)
{
	for (size_t i = 0; parse->cache && i < parse->sources.count; i++) {
		struct source *source = &parse->sources.list[i];
		struct job *job = &parse->jobs[i];

		if (!source->command || job->outcome != JOB_NOT_RUN)
			continue;
		source->known =
			cached_unit_find(parse->cache, parse->contents, parse->arena, job);
		parse->known += source->known;
	}
}

static void adopt(struct job *job, const struct job *from)
{
	job->outcome = from->outcome;
	job->text = from->text;
	job->text_len = from->text_len;
	job->summary = from->summary;
	buffer_copy(&job->said, &from->said);
	memcpy(job->reason, from->reason, sizeof(job->reason));
}

/* What the change does not affect is as it was. */
static void adopt_all(struct parse *parse, const struct parse *earlier)
{
	struct names done = { 0 };

	for (size_t i = 0; i < earlier->sources.count; i++)
		*names_at(&done, earlier->sources.list[i].path) = &earlier->jobs[i];
	for (size_t i = 0; i < parse->sources.count; i++) {
		struct source *source = &parse->sources.list[i];

		if (source->affected || !source->command || !names_has(&done, source->path))
			continue;
		adopt(&parse->jobs[i], *names_at(&done, source->path));
		source->known = true;
	}
	names_free(&done);
}

void parse_run(struct parse *parse, const struct options *options, const struct parse *earlier)
{
	struct preambles preambles = { 0 };

	*parse = (struct parse){ .arena = dl_arena_new(),
				 .contents = contents_new(options->overlay) };
	sources_collect(&parse->sources, options);
	parse->cache = cache_open(options);	/* what is known depends on the configuration */
	parse->jobs = jobs_new(parse->sources.list, parse->sources.count);
	if (earlier)
		adopt_all(parse, earlier);
	look_up(parse);
	if (!options->no_pch)
		preambles_plan(&preambles, &parse->sources);
	parse->signal = jobs_run(parse->jobs, parse->sources.count, options, take, parse);
	for (size_t i = 0; i < parse->sources.count; i++) {
		parse->shared += parse->jobs[i].shares;
		parse->again += parse->jobs[i].again;
	}
	parse->preambles = preambles_used(&preambles);
}

void parse_free(struct parse *parse)
{
	jobs_free(parse->jobs, parse->sources.count);
	sources_free(&parse->sources);
	contents_free(parse->contents);
	cache_close(parse->cache);
	dl_arena_free(parse->arena);
}
