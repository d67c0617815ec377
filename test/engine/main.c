/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * dma-lint-ir: the engine by itself, on IR text. Reads units from files, analyses them together and
 * prints the findings as dma-lint does. For tests, fuzzing and profiling; not installed.
 *
 *    dma-lint-ir [--stats] [--whole-modules] [--min-confidence=low] [--fingerprints] FILE.ir...
 */
#include <errno.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>

#include "checker/engine/engine.h"
#include "checker/engine/link.h"
#include "checker/report/fingerprint.h"

static char *read_file(const char *name, size_t *len)
{
	FILE *f = fopen(name, "rb");
	char *text = NULL;
	size_t cap = 0;

	*len = 0;
	if (!f)
		return NULL;
	do {
		if (*len == cap) {
			cap = cap ? cap * 2 : 1 << 16;
			text = realloc(text, cap);
			if (!text)
				abort();
		}
		*len += fread(text + *len, 1, cap - *len, f);
	} while (!feof(f) && !ferror(f));
	fclose(f);
	return text;
}

static struct dl_unit *read_unit(const char *name)
{
	char message[256];
	struct dl_unit *unit;
	size_t len;
	char *text = read_file(name, &len);

	if (!text) {
		fprintf(stderr, "dma-lint-ir: error: %s: %s\n", name, strerror(errno));
		return NULL;
	}
	unit = dl_ir_read(text, len, message, sizeof(message));
	if (unit && !dl_ir_verify(unit, message, sizeof(message))) {
		dl_ir_unit_free(unit);
		unit = NULL;
	}
	if (!unit)
		fprintf(stderr, "dma-lint-ir: error: %s: %s\n", name, message);
	free(text);
	return unit;
}

struct run {
	struct dl_engine_options options;
	struct dl_arena *arena;
	struct dl_unit **units;
	const struct dl_summary **summaries;
	struct dl_engine **engines;	/* one for each group */
	size_t nunits, ngroups;
	bool print_stats, whole, fingerprints, bad;
};

static void read_option(struct run *r, const char *word)
{
	if (!strcmp(word, "--stats"))
		r->print_stats = true;
	else if (!strcmp(word, "--whole-modules"))
		r->whole = true;
	else if (!strcmp(word, "--fingerprints"))
		r->fingerprints = true;
	else if (!strcmp(word, "--min-confidence=low"))
		r->options.min_confidence = DL_CONFIDENCE_LOW;
	else
		r->bad = true;
}

static void read_argument(struct run *r, const char *name)
{
	struct dl_unit *unit;

	if (name[0] == '-') {
		read_option(r, name);
		return;
	}
	unit = read_unit(name);
	if (!unit) {
		r->bad = true;
		return;
	}
	r->summaries[r->nunits] = dl_summarize(unit, r->arena);
	r->units[r->nunits++] = unit;
}

static void analyse(struct run *r)
{
	struct dl_groups groups = dl_link(r->summaries, r->nunits, r->arena);
	struct dl_shared *shared = dl_link_shared(r->summaries, r->nunits, &groups, r->arena);

	r->ngroups = groups.count;
	r->engines = DL_NEW_ARRAY(r->arena, struct dl_engine *, groups.count + 1);
	for (size_t g = 0; g < groups.count; g++) {
		r->engines[g] = dl_engine_new(&r->options);
		dl_engine_shared(r->engines[g], &shared[g]);
		if (r->whole)
			dl_engine_whole_module(r->engines[g], NULL);
	}
	for (size_t i = 0; i < r->nunits; i++)
		dl_engine_add(r->engines[groups.of[i]], r->units[i]);
	for (size_t g = 0; g < groups.count; g++)
		dl_engine_run(r->engines[g]);
}

static struct dl_finding *all_findings(const struct run *r, size_t *count)
{
	struct dl_finding *all = NULL;
	size_t n = 0, capacity = 0, more;

	for (size_t g = 0; g < r->ngroups; g++) {
		const struct dl_finding *f = dl_engine_findings(r->engines[g], &more);

		for (size_t i = 0; i < more; i++) {
			all = dl_arena_reserve(r->arena, all, n, &capacity, sizeof(*all));
			all[n++] = f[i];
		}
	}
	*count = dl_findings_sort(all, n);
	return all;
}

static void print_findings(const struct dl_finding *f, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		printf("%s:%u:%u: warning: %s [%s]\n", f[i].file, f[i].line, f[i].column,
		       f[i].message, dl_rule_info(f[i].rule)->id);
		for (size_t k = 0; k < f[i].nsteps; k++)
			printf("%s:%u:%u: note: %s\n", f[i].steps[k].file, f[i].steps[k].line,
			       f[i].steps[k].column, f[i].steps[k].text);
	}
}

/* What tells them apart, one a line. */
static void print_fingerprints(const struct dl_finding *f, size_t n)
{
	struct dl_identity *ids = dl_identities(f, n, NULL);
	uint64_t *numbers = dl_fingerprints(ids, n);

	for (size_t i = 0; i < n; i++)
		printf("%016llx %s %s %s | %s | %s\n", (unsigned long long)numbers[i],
		       dl_rule_info(f[i].rule)->id, ids[i].path, ids[i].function, ids[i].words,
		       ids[i].object);
	free(numbers);
	dl_identities_free(ids, n);
}

static void print_stats(const struct run *r)
{
	struct dl_engine_stats sum = { 0 };

	for (size_t g = 0; g < r->ngroups; g++) {
		struct dl_engine_stats stats = dl_engine_stats(r->engines[g]);

		dl_engine_stats_add(&sum, &stats);
	}
	fprintf(stderr, "%zu functions, %zu states, %zu capped\n", sum.functions, sum.states,
		sum.capped);
}

int main(int argc, char **argv)
{
	struct run r = { .arena = dl_arena_new() };
	const struct dl_finding *findings;
	size_t n;

	mallopt(M_MMAP_THRESHOLD, 64 << 20);	/* as the command does */
	mallopt(M_TRIM_THRESHOLD, 256 << 20);
	dl_engine_default_options(&r.options);
	r.units = DL_NEW_ARRAY(r.arena, struct dl_unit *, argc);
	r.summaries = DL_NEW_ARRAY(r.arena, const struct dl_summary *, argc);
	for (int i = 1; i < argc; i++)
		read_argument(&r, argv[i]);
	analyse(&r);
	findings = all_findings(&r, &n);
	if (r.fingerprints)
		print_fingerprints(findings, n);
	else
		print_findings(findings, n);
	if (r.print_stats)
		print_stats(&r);
	for (size_t g = 0; g < r.ngroups; g++)
		dl_engine_free(r.engines[g]);
	while (r.nunits--)
		dl_ir_unit_free(r.units[r.nunits]);
	dl_arena_free(r.arena);
	return r.bad ? 2 : n > 0;
}
