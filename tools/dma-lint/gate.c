/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The side before a change. Both sides are linted with the same other files of their modules, because what is mapped
 * in one file may be undone in another; these are parsed once.
 */
#define _GNU_SOURCE
#include "tools/dma-lint/gate.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "checker/report/text.h"
#include "tools/dma-lint/message.h"
#include "tools/dma-lint/progress.h"
#include "tools/dma-lint/units.h"

/* ---- what to ask kbuild for ------------------------------------------------------------------ */

/* The nearest directory that is there: the change may make others. */
static const char *directory_there(struct gate *gate, const char *path)
{
	char *directory = dl_arena_printf(gate->change.arena, "%s", path);

	do
		*strrchr(directory, '/') = '\0';
	while (!units_is_directory(directory) && strchr(directory, '/'));
	return directory;
}

/* Of no directory that is built. */
static bool is_common_header(const struct gate *gate, const char *path)
{
	const char *below = path + strlen(gate->change.root) + 1;
	size_t len = strlen(path);

	return path[len - 1] == 'h' && (strncmp(below, "include/", 8) == 0 ||
					strstr(below, "/include/") != NULL);
}

/* Directories of what is touched, and what the user names besides. */
static bool name_directories(struct gate *gate, const struct options *o)
{
	char **files = DL_NEW_ARRAY(gate->change.arena, char *, o->nfiles + gate->change.count + 1);
	struct names seen = { 0 };
	size_t n = 0;

	for (size_t i = 0; i < o->nfiles; i++)
		files[n++] = o->files[i];
	for (size_t i = 0; i < gate->change.count; i++) {
		const char *path = gate->change.files[i].path, *directory;

		if (!gate->change.files[i].touched || is_common_header(gate, path))
			continue;
		directory = directory_there(gate, path);
		if (!names_has(&seen, directory))
			files[n++] = (char *)directory;
		names_at(&seen, directory);
	}
	names_free(&seen);
	gate->options.files = files;
	gate->options.nfiles = n;
	if (n == 0)
		say_error(NULL, "the change touches only headers that are everybody's: name directories "
				"in which to look for sources that include them");
	return n != 0;
}

/* ---- the side before ------------------------------------------------------------------------- */

static void take_side(struct gate *gate, enum side side)
{
	change_take_side(&gate->change, side);
	gate->options.overlay = gate->change.lists[side];
}

/* Sources that the change affects and of which nothing is known; the others' failures will be said once, later. */
static void say_failures(struct gate *gate)
{
	char base[PATH_MAX];

	if (!getcwd(base, sizeof(base)))
		base[0] = '\0';
	for (size_t i = 0; i < gate->parse.sources.count; i++) {
		const struct job *job = &gate->parse.jobs[i];

		if (job->outcome != JOB_FAILED || !job->source->affected)
			continue;
		gate->failed++;
		say_error(dl_text_path(job->source->name, base), "before the change: %s",
			  job->reason);
	}
}

static void lint_before(struct gate *gate)
{
	struct options *o = &gate->options;

	take_side(gate, BEFORE);
	parse_run(&gate->parse, o, NULL);
	lint_read(&gate->lint, &gate->parse);
	lint_run(&gate->lint, o, o->whole);
	triage_before(&gate->known, &gate->lint, o);
	say_failures(gate);
	if (gate->scope.left)
		fprintf(stderr, "dma-lint: %zu more files include a header that is touched: they are not "
				"looked at\n", gate->scope.left);
}

bool gate_open(struct gate *gate, const struct options *options)
{
	*gate = (struct gate){ .options = *options, .started = now() };
	if (!change_open(&gate->change, options))
		return false;
	scope_open(&gate->scope, &gate->change);
	gate->options.scope = &gate->scope;
	if (options->kernel && !gate->change.outside && gate->change.touched &&
	    !name_directories(gate, options))
		return false;
	lint_before(gate);
	take_side(gate, AFTER);
	return true;
}

void gate_close(struct gate *gate)
{
	if (gate->options.scope)
		scope_close(&gate->scope);
	if (gate->parse.jobs) {
		triage_forget(&gate->known);
		lint_free(&gate->lint);
		parse_free(&gate->parse);
	}
	change_close(&gate->change);
}
