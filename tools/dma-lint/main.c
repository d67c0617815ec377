/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * dma-lint: the command. Sources and their compile commands go to workers, which give back IR; all
 * of it goes to one engine; its findings are printed like a compiler's.
 *
 * Not here: Clang (checker/clang), rules (rules/), how a finding looks (checker/report).
 */
#define _GNU_SOURCE
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "checker/report/report.h"
#include "checker/report/text.h"
#include "tools/dma-lint/configs.h"
#include "tools/dma-lint/fixes.h"
#include "tools/dma-lint/gate.h"
#include "tools/dma-lint/kbuild.h"
#include "tools/dma-lint/lint.h"
#include "tools/dma-lint/list.h"
#include "tools/dma-lint/message.h"
#include "tools/dma-lint/options.h"
#include "tools/dma-lint/output.h"
#include "tools/dma-lint/progress.h"
#include "tools/dma-lint/sources.h"
#include "tools/dma-lint/stats.h"
#include "tools/dma-lint/triage.h"
#include "tools/dma-lint/version.h"

/* What a run has come to, for the summary and the exit status. */
struct run {
	const struct options *options;
	char base[PATH_MAX];		/* the current directory */
	double started, parsed;		/* seconds */
	struct timespec read;		/* when reading sources began */
	size_t files, failed, left_out;
	size_t preambles, shared, again;
	int signal;			/* that interrupted it, or 0 */
	bool unusable;			/* a database was not */
	bool unwritten;
};

static const char *plural(size_t n)
{
	return n == 1 ? "" : "s";
}

/*
 * The worker's own lines ("file:line:col: error: ..."), as paths are printed. The caller frees the
 * text; it is empty if there are none.
 */
static char *said_by(const struct job *job, const char *base)
{
	const char *at = job->said.data, *end = at + job->said.len;
	char *text = NULL;
	size_t len;
	FILE *out = open_memstream(&text, &len);

	if (!out)
		die(NULL, "out of memory");
	while (at < end) {
		const char *eol = memchr(at, '\n', end - at);
		char *line = strndup(at, (eol ? eol : end) - at);

		if (!line)
			die(NULL, "out of memory");
		fprintf(out, "%s%s", dl_text_path(line, base), eol && eol + 1 < end ? "\n" : "");
		free(line);
		at = eol ? eol + 1 : end;
	}
	fclose(out);
	return text;
}

static void report_failure(const struct job *job, const char *base)
{
	char *said = said_by(job, base);

	if (*said)
		fprintf(stderr, "%s\n", said);
	say_error(dl_text_path(job->source->name, base), "%s", job->reason);
	if (*said)
		explain_error(said);
	free(said);
}

static void report_failures(struct run *run, const struct job *jobs, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (jobs[i].outcome == JOB_DONE)
			continue;
		run->failed++;
		if (jobs[i].outcome == JOB_NOT_RUN)
			continue;
		report_failure(&jobs[i], run->base);
	}
}

static bool use_color(const struct options *o)
{
	const char *term = getenv("TERM"), *none = getenv("NO_COLOR");

	if (o->color != WHEN_AUTO)
		return o->color == WHEN_ALWAYS;
	return !o->output && isatty(STDOUT_FILENO) && term && strcmp(term, "dumb") != 0 &&
	       !(none && *none);
}

/* A build goes on over warnings, and over what its checker cannot parse; not over errors. */
static int kbuild_status(const struct run *run, const struct triage *triage)
{
	for (size_t i = 0; i < triage->count; i++)
		if (run->options->as_error[triage->findings[i].rule])
			return STATUS_FINDINGS;
	return STATUS_CLEAN;
}

static int exit_status(const struct run *run, const struct triage *triage)
{
	if (run->signal)
		return 128 + run->signal;
	if (run->options->kbuild)
		return kbuild_status(run, triage);
	if (run->failed || run->unusable || run->unwritten || triage->failed)
		return STATUS_FAILED;
	return triage->count ? STATUS_FINDINGS : STATUS_CLEAN;
}

static void print_report(const struct run *run, const struct triage *triage, FILE *out)
{
	const struct options *o = run->options;
	struct dl_report report = {
		.findings = triage->findings,
		.count = triage->count,
		.files = run->files,
		.status = exit_status(run, triage),
		.signal = run->signal,
		.version = DL_VERSION,
		.base = run->base,
		.root = triage->root,
		.as_error = o->as_error,
		.shows_quiet = o->show_suppressed,
		.color = use_color(o),
		.source = !o->quiet,
	};
	struct dl_finding *all = NULL;
	size_t left_out;

	if (o->show_suppressed)
		report.findings = all = triage_all(triage, &report.count);
	report.failures = said_errors(&report.nfailures);
	left_out = dl_format_print(out, o->format, &report);
	if (left_out)
		fprintf(stderr, "dma-lint: warning: --format=%s holds no more than %zu findings: %zu "
				"of less confidence are left out\n",
			o->format->name, o->format->limit, left_out);
	free(all);
}

/* before: findings before a change, or NULL. */
static void print_results(struct run *run, const struct lint *lint, struct triage *triage,
			  const struct known *before)
{
	struct output output;

	output_open(&output, run->options->output);
	if (run->options->dump_ir) {
		lint_dump(lint, output.file);
	} else {
		triage_run(triage, lint, run->options, before);
		print_report(run, triage, output.file);
	}
	run->unwritten = !output_close(&output);
	if (!run->options->dump_ir && !run->signal)
		run->unwritten |= !fixes_run(lint, triage, run->options, &run->read);
}

/* " (2 high, 1 medium)", or nothing. */
static void print_confidences(const struct triage *triage)
{
	const char *separator = " (";
	size_t counts[DL_CONFIDENCE_HIGH + 1] = { 0 };

	for (size_t i = 0; i < triage->count; i++)
		counts[triage->findings[i].confidence]++;
	for (int c = DL_CONFIDENCE_HIGH; c >= DL_CONFIDENCE_LOW; c--) {
		if (counts[c] == 0)
			continue;
		fprintf(stderr, "%s%zu %s", separator, counts[c], dl_confidence_name(c));
		separator = ", ";
	}
	if (triage->count)
		fputc(')', stderr);
}

static void print_quiet_ones(const struct triage *triage)
{
	if (triage->ignored)
		fprintf(stderr, ", %zu ignored in the source", triage->ignored);
	if (triage->known)
		fprintf(stderr, ", %zu known", triage->known);
	if (triage->as_before)
		fprintf(stderr, ", %zu as before", triage->as_before);
	if (triage->gone)
		fprintf(stderr, ", %zu gone", triage->gone);
}

static void print_summary(const struct run *run, const struct triage *triage)
{
	if (run->options->quiet || run->options->kbuild)
		return;
	fprintf(stderr, "dma-lint: %zu file%s", run->files, plural(run->files));
	if (run->left_out)
		fprintf(stderr, " (%zu that do not mention the API left out)", run->left_out);
	if (!run->options->dump_ir) {
		fprintf(stderr, ", %zu %sfinding%s", triage->count,
			run->options->scope ? "new " : "", plural(triage->count));
		print_confidences(triage);
		print_quiet_ones(triage);
	}
	if (run->failed)
		fprintf(stderr, ", %zu not checked", run->failed);
	fprintf(stderr, ", %.1f s%s\n", now() - run->started,
		run->signal ? " (interrupted)" : "");
}

static void report_cost(const struct run *run, const struct lint *lint)
{
	if (!run->options->stats || !lint->analysed)
		return;
	print_stats(&lint->stats, &(struct cost){ .parsing = run->parsed - run->started,
					    .analysis = now() - run->parsed,
					    .jobs = run->options->jobs, .base = run->base,
					    .preambles = run->preambles, .shared = run->shared,
					    .again = run->again,
					    .files = run->files, .known_units = lint->parse->known,
					    .groups = lint->groups,
					    .known_groups = lint->known_groups });
}

static void note_parse(struct run *run, const struct parse *parse)
{
	run->files = parse->sources.count + parse->sources.refused;
	run->failed += parse->sources.refused;
	run->left_out = parse->sources.left_out;
	run->unusable = parse->sources.unusable || configs_failed(run->options->configs);
	run->preambles = parse->preambles;
	run->shared = parse->shared;
	run->again = parse->again;
	run->signal = parse->signal;
}

/* gate: what was there before a change, or NULL. */
static int lint_sources(const struct options *options, const struct gate *gate)
{
	struct run run = { .options = options, .started = gate ? gate->started : now() };
	struct triage triage = { 0 };
	struct parse parse;
	struct lint lint;

	if (!getcwd(run.base, sizeof(run.base)))
		run.base[0] = '\0';
	clock_gettime(CLOCK_REALTIME, &run.read);
	run.failed = gate ? gate->failed : 0;
	parse_run(&parse, options, gate ? &gate->parse : NULL);
	note_parse(&run, &parse);
	if (gate && gate->parse.sources.refused > parse.sources.refused)	/* said once */
		run.failed += gate->parse.sources.refused - parse.sources.refused;
	progress_clear();
	lint_read(&lint, &parse);
	run.parsed = now();
	if (!options->dump_ir)
		lint_run(&lint, options, options->whole);
	progress_clear();
	run.signal = jobs_interrupted();
	report_failures(&run, parse.jobs, parse.sources.count);
	print_results(&run, &lint, &triage, gate ? &gate->known : NULL);
	report_cost(&run, &lint);
	print_summary(&run, &triage);

	int status = exit_status(&run, &triage);

	triage_free(&triage);
	lint_free(&lint);
	parse_free(&parse);
	return status;
}

static int lint_change(const struct options *options)
{
	struct gate gate;
	int status = STATUS_FAILED;

	if (!gate_open(&gate, options)) {
		/* said */
	} else if (jobs_interrupted()) {
		fprintf(stderr, "dma-lint: interrupted before the change could be judged\n");
		status = 128 + jobs_interrupted();
	} else {
		status = lint_sources(&gate.options, &gate);
	}
	gate_close(&gate);
	return status;
}

static int lint(const struct options *options)
{
	int status;

	progress_enable(options);
	status = options->patch || options->diff ? lint_change(options) :
						   lint_sources(options, NULL);
	forget_errors();
	return status;
}

static int dump_commands(const struct options *options)
{
	struct output output;
	bool good;

	output_open(&output, options->output);
	good = kbuild_write_commands(options, output.file);
	return output_close(&output) && good ? STATUS_CLEAN : STATUS_FAILED;
}

static int dump_config(const struct options *options)
{
	struct output output;
	bool good;

	output_open(&output, options->output);
	good = configs_dump(options->configs, options, output.file);
	good &= output_close(&output);
	forget_errors();
	return good ? STATUS_CLEAN : STATUS_FAILED;
}

/* What needs the configuration. */
static int configured(struct options *options)
{
	int status;

	options->configs = configs_open(options);
	status = options->dump_config ? dump_config(options) : lint(options);
	configs_close(options->configs);
	return status;
}

int main(int argc, char **argv)
{
	struct options options;
	int status;

	options_parse(&options, argc, argv);
	if (options.explain)
		status = explain_rule(options.explain);
	else if (options.list_checks)
		status = list_checks(options.engine.enabled);
	else if (options.dump_commands)
		status = dump_commands(&options);
	else
		status = configured(&options);
	free(options.files);
	free(options.make_args);
	return status;
}
