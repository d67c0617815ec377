/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* From what the workers wrote to findings. */
#include "tools/dma-lint/lint.h"

#include <stdio.h>
#include <stdlib.h>

#include "tools/dma-lint/message.h"

static struct dl_unit *read_unit(struct job *job)
{
	char message[96];
	struct dl_unit *unit = dl_ir_read(job->ir.data, job->ir.len, message, sizeof(message));

	buffer_free(&job->ir);
	if (!unit) {
		job->outcome = JOB_FAILED;
		snprintf(job->reason, sizeof(job->reason), "not checked: bad IR, %s", message);
	}
	return unit;
}

void lint_read(struct lint *lint, struct job *jobs, size_t count)
{
	*lint = (struct lint){ .units = calloc(count + 1, sizeof(lint->units[0])) };
	if (!lint->units)
		die(NULL, "out of memory");
	for (size_t i = 0; i < count; i++) {
		struct dl_unit *unit = jobs[i].outcome == JOB_DONE ? read_unit(&jobs[i]) : NULL;

		if (unit)
			lint->units[lint->nunits++] = unit;
	}
}

static bool is_stopped(void)
{
	return jobs_interrupted() != 0;
}

void lint_run(struct lint *lint, const struct dl_engine_options *options)
{
	struct dl_engine_options mine = *options;

	/* After a signal during parsing, what was parsed is still analysed; a second signal kills. */
	if (!is_stopped())
		mine.stopped = is_stopped;
	lint->engine = dl_engine_new(&mine);
	for (size_t i = 0; i < lint->nunits; i++)
		dl_engine_add(lint->engine, lint->units[i]);
	dl_engine_run(lint->engine);
	lint->findings = dl_engine_findings(lint->engine, &lint->nfindings);
}

void lint_free(struct lint *lint)
{
	if (lint->engine)
		dl_engine_free(lint->engine);
	for (size_t i = 0; i < lint->nunits; i++)
		dl_ir_unit_free(lint->units[i]);
	free(lint->units);
}
