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

static void print_findings(const struct dl_engine *engine)
{
	size_t n;
	const struct dl_finding *f = dl_engine_findings(engine, &n);

	for (size_t i = 0; i < n; i++) {
		printf("%s:%u:%u: warning: %s [%s]\n", f[i].file, f[i].line, f[i].column,
		       f[i].message, dl_rule_info(f[i].rule)->id);
		for (size_t k = 0; k < f[i].nsteps; k++)
			printf("%s:%u:%u: note: %s\n", f[i].steps[k].file, f[i].steps[k].line,
			       f[i].steps[k].column, f[i].steps[k].text);
	}
}

/* What tells them apart, one a line. */
static void print_fingerprints(const struct dl_engine *engine)
{
	size_t n;
	const struct dl_finding *f = dl_engine_findings(engine, &n);
	struct dl_identity *ids = dl_identities(f, n, NULL);
	uint64_t *numbers = dl_fingerprints(ids, n);

	for (size_t i = 0; i < n; i++)
		printf("%016llx %s %s %s | %s | %s\n", (unsigned long long)numbers[i],
		       dl_rule_info(f[i].rule)->id, ids[i].path, ids[i].function, ids[i].words,
		       ids[i].object);
	free(numbers);
	dl_identities_free(ids, n);
}

static const char low[] = "--min-confidence=low";

int main(int argc, char **argv)
{
	struct dl_unit **units = calloc((size_t)argc, sizeof(*units));
	struct dl_engine_options options;
	struct dl_engine_stats stats;
	struct dl_engine *engine;
	bool print_stats = false, fingerprints = false;
	size_t n = 0, findings;
	int status = 0;

	if (!units)
		abort();
	mallopt(M_MMAP_THRESHOLD, 64 << 20);	/* as the command does */
	mallopt(M_TRIM_THRESHOLD, 256 << 20);
	dl_engine_default_options(&options);
	for (int i = 1; i < argc; i++)
		if (!strcmp(argv[i], low))
			options.min_confidence = DL_CONFIDENCE_LOW;
	engine = dl_engine_new(&options);
	for (int i = 1; i < argc; i++) {
		if (!strcmp(argv[i], "--stats")) {
			print_stats = true;
			continue;
		}
		if (!strcmp(argv[i], "--whole-modules")) {
			dl_engine_whole_module(engine, NULL);
			continue;
		}
		if (!strcmp(argv[i], "--fingerprints")) {
			fingerprints = true;
			continue;
		}
		if (!strcmp(argv[i], low))
			continue;
		units[n] = read_unit(argv[i]);
		if (units[n])
			dl_engine_add(engine, units[n++]);
		else
			status = 2;
	}
	dl_engine_run(engine);
	if (fingerprints)
		print_fingerprints(engine);
	else
		print_findings(engine);
	stats = dl_engine_stats(engine);
	if (print_stats)
		fprintf(stderr, "%zu functions, %zu states, %zu capped\n", stats.functions,
			stats.states, stats.capped);
	dl_engine_findings(engine, &findings);
	dl_engine_free(engine);
	while (n--)
		dl_ir_unit_free(units[n]);
	free(units);
	return status ? status : findings > 0;
}
