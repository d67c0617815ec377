/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* From options to IR. */
#include "tools/dma-lint/parse.h"

#include <string.h>

#include "tools/dma-lint/names.h"
#include "tools/dma-lint/pch.h"

/* Precompiles what sources have in common. What cannot be is no failure. */
static void precompile(struct parse *parse, struct pchs *pchs, const struct options *options)
{
	struct job *jobs;

	pchs_plan(pchs, &parse->sources);
	jobs = jobs_new(NULL, pchs->count);
	for (size_t i = 0; i < pchs->count; i++) {
		jobs[i].source = &pchs->list[i].header;
		jobs[i].makes = &pchs->list[i];
	}
	parse->signal = jobs_run(jobs, pchs->count, options);
	for (size_t i = 0; i < pchs->count; i++) {
		if (jobs[i].outcome == JOB_DONE)
			parse->pchs++;
		else
			pchs_drop(&parse->sources, &pchs->list[i]);
	}
	for (size_t i = 0; i < parse->sources.count; i++)
		parse->with_pch += parse->sources.list[i].pch != NULL;
	jobs_free(jobs, pchs->count);
}

static void adopt(struct job *job, const struct job *from)
{
	job->outcome = from->outcome;
	buffer_copy(&job->ir, &from->ir);
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
		const struct source *source = &parse->sources.list[i];

		if (!source->affected && source->command && names_has(&done, source->path))
			adopt(&parse->jobs[i], *names_at(&done, source->path));
	}
	names_free(&done);
}

void parse_run(struct parse *parse, const struct options *options, const struct parse *earlier)
{
	struct pchs pchs = { 0 };

	*parse = (struct parse){ 0 };
	sources_collect(&parse->sources, options);
	parse->jobs = jobs_new(parse->sources.list, parse->sources.count);
	if (earlier)
		adopt_all(parse, earlier);
	if (!options->no_pch)
		precompile(parse, &pchs, options);
	if (!parse->signal)
		parse->signal = jobs_run(parse->jobs, parse->sources.count, options);
	pchs_free(&pchs);
}

void parse_free(struct parse *parse)
{
	jobs_free(parse->jobs, parse->sources.count);
	sources_free(&parse->sources);
}
