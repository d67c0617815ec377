/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* What the user asked for: the command line as a struct. */
#ifndef DL_OPTIONS_H
#define DL_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "checker/engine/engine.h"
#include "checker/report/report.h"

enum {
	STATUS_CLEAN = 0,
	STATUS_FINDINGS = 1,
	STATUS_FAILED = 2,	/* something could not be done; wins over findings */
};

struct scope;
struct configs;

enum when { WHEN_AUTO, WHEN_ALWAYS, WHEN_NEVER };

struct options {
	char **files;
	size_t nfiles;
	char **flags;			/* after "--"; NULL if there was none */
	size_t nflags;
	const char *database;		/* -p, or NULL */
	const char *kernel, *build;	/* --kernel, --build, or NULL */
	char **make_args;		/* --make-arg */
	size_t nmake_args;
	bool all;			/* --all */
	bool kbuild;			/* make C=1 calls: the exit status is that of a build step */
	struct dl_engine_options engine;
	bool as_error[DL_RULE_COUNT];	/* --warnings-as-errors */
	const char *output;		/* -o, or NULL */
	const struct dl_format *format;
	bool show_suppressed;
	enum when color, progress;
	unsigned jobs, timeout;
	bool list_checks, dump_ir, dump_commands, stats, quiet;
	bool whole;			/* --whole-modules */
	const char *config;		/* --config, or NULL */
	struct configs *configs;	/* of the run */
	bool dump_config;
	const char *patch, *diff;	/* --patch, --diff, or NULL */
	struct scope *scope;		/* of that change; NULL: what the command line names */
	const char *overlay;		/* for workers (checker/clang/protocol.h), or NULL */
	bool no_pch, no_cache;
	const char *cache_dir;		/* --cache-dir, or NULL */
	unsigned cache_size;		/* MiB */
	const char *baseline, *write_baseline;	/* files, or NULL */
	bool fix;
	const char *export_fixes;	/* a file, or NULL */
	const char *explain;		/* --explain, or NULL */
};

/* Exits with status 2 and a message if the command line makes no sense. argv must stay alive. */
void options_parse(struct options *options, int argc, char **argv);

#endif
