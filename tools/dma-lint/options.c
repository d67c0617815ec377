/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The command line. Everything behind "--" belongs to the compiler and is cut off before argp
 * sees it. So is everything behind "--kbuild", of which the last word is the file: kbuild calls its
 * checker like that (make C=1 CHECK=...), with sparse's flags and the compiler's.
 */
#define _GNU_SOURCE
#include "tools/dma-lint/options.h"

#include <argp.h>
#include <ctype.h>
#include <sched.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "checker/report/select.h"
#include "tools/dma-lint/message.h"
#include "tools/dma-lint/version.h"

enum key {
	KEY_SHOW_SUPPRESSED = 256,
	KEY_CHECKS, KEY_AS_ERRORS, KEY_CONFIDENCE, KEY_CACHE_LINE, KEY_FORMAT, KEY_COLOR,
	KEY_QUIET, KEY_STATS, KEY_TIMEOUT, KEY_LIST, KEY_EXPLAIN, KEY_DUMP_IR,
	KEY_WHOLE, KEY_KERNEL, KEY_BUILD, KEY_MAKE_ARG, KEY_ALL, KEY_DUMP_COMMANDS,
	KEY_PROGRESS, KEY_NO_PCH, KEY_KBUILD, KEY_BASELINE, KEY_WRITE_BASELINE,
	KEY_PATCH, KEY_DIFF, KEY_FIX, KEY_EXPORT_FIXES,
	KEY_CACHE_DIR, KEY_CACHE_SIZE, KEY_NO_CACHE, KEY_CONFIG, KEY_DUMP_CONFIG,
};

static const struct argp_option table[] = {
	{ .doc = "What to lint:", .group = 1 },
	{ NULL, 'p', "DIR", 0, "directory of compile_commands.json (default: searched upward from each file)", 1 },
	{ "kernel", KEY_KERNEL, "DIR", 0, "a kernel tree, configured but not built: FILEs and directories in it, or a module's outside", 1 },
	{ "build", KEY_BUILD, "DIR", 0, "where that tree is configured (make's O=; default: in itself)", 1 },
	{ "make-arg", KEY_MAKE_ARG, "ARG", 0, "one more argument for the kernel's make (ARCH=arm64); may be repeated", 1 },
	{ "all", KEY_ALL, NULL, 0, "also files of a database or directory that do not mention the API", 1 },
	{ "kbuild", KEY_KBUILD, NULL, 0, "last, in make C=1 CHECK='dma-lint --kbuild': kbuild adds flags and file", 1 },
	{ "whole-modules", KEY_WHOLE, NULL, 0, "these files are all of their modules (default: as the database says)", 1 },
	{ .doc = "What to report:", .group = 2 },
	{ "checks", KEY_CHECKS, "GLOBS", 0, "rules: a comma list, '-' removes, later wins (--checks='-*,dma-unmap-*')", 2 },
	{ "min-confidence", KEY_CONFIDENCE, "LEVEL", 0, "high, medium (default) or low", 2 },
	{ "config", KEY_CONFIG, "FILE", 0, "what functions of the driver do (default: .dma-lint, searched upward from each file)", 2 },
	{ "cache-line", KEY_CACHE_LINE, "BYTES", 0, "of the machine the driver is for (default 64)", 2 },
	{ "warnings-as-errors", KEY_AS_ERRORS, "GLOBS", 0, "rules whose findings say \"error\"", 2 },
	{ "patch", KEY_PATCH, "FILE", 0, "only what this patch, mail or mailbox brings in ('-': stdin)", 2 },
	{ "diff", KEY_DIFF, "BASE[..HEAD]", 0, "only what is new since BASE, in HEAD or in the work tree", 2 },
	{ "baseline", KEY_BASELINE, "FILE", 0, "findings that are known: only others are reported", 2 },
	{ "write-baseline", KEY_WRITE_BASELINE, "FILE", 0, "write all findings there; they are known from now on", 2 },
	{ "fix", KEY_FIX, NULL, 0, "mend in the sources what can be mended for certain", 2 },
	{ "export-fixes", KEY_EXPORT_FIXES, "FILE", 0, "write these changes there, for clang-apply-replacements", 2 },
	{ .doc = "How:", .group = 3 },
	{ "format", KEY_FORMAT, "FORMAT", 0, "text (default), json, sarif, html or github", 3 },
	{ "show-suppressed", KEY_SHOW_SUPPRESSED, NULL, 0, "also what comments and the baseline keep quiet, marked (json, sarif, html)", 3 },
	{ NULL, 'o', "FILE", 0, "write findings there instead of stdout", 3 },
	{ "color", KEY_COLOR, "WHEN", 0, "auto (default), always or never", 3 },
	{ "progress", KEY_PROGRESS, "WHEN", 0, "on stderr: auto (default: on a terminal), always or never", 3 },
	{ "quiet", KEY_QUIET, NULL, 0, "no source lines, no summary", 3 },
	{ "stats", KEY_STATS, NULL, 0, "say what the engine did, on stderr", 3 },
	{ NULL, 'j', "N", 0, "workers at once (default: processors)", 3 },
	{ "no-pch", KEY_NO_PCH, NULL, 0, "parse every header for every file (slow; the findings are the same)", 3 },
	{ "cache-dir", KEY_CACHE_DIR, "DIR", 0, "what is known of files that have not changed (default: ~/.cache/dma-lint)", 3 },
	{ "cache-size", KEY_CACHE_SIZE, "MIB", 0, "the most that may be there (default 2048)", 3 },
	{ "no-cache", KEY_NO_CACHE, NULL, 0, "parse and analyse everything anew", 3 },
	{ "timeout", KEY_TIMEOUT, "SECONDS", 0, "give up on a file after that long (default 120)", 3 },
	{ .doc = "Instead of linting:", .group = 4 },
	{ "list-checks", KEY_LIST, NULL, 0, "the rules that --checks leaves enabled", 4 },
	{ "explain", KEY_EXPLAIN, "RULE", 0, "what a rule is about", 4 },
	{ "dump-commands", KEY_DUMP_COMMANDS, NULL, 0, "with --kernel: a compile_commands.json of these files", 4 },
	{ "dump-config", KEY_DUMP_CONFIG, NULL, 0, "what --config or .dma-lint says for FILEs, or for the current directory", 4 },
	{ "dump-ir", KEY_DUMP_IR, NULL, 0, "what the engine would see of each file", 4 },
	{ 0 }
};

static unsigned number(const char *option, const char *word, unsigned long max)
{
	char *end;
	unsigned long value = strtoul(word, &end, 10);

	if (!isdigit((unsigned char)word[0]) || *end != '\0' || value < 1 || value > max)
		die(NULL, "%s '%s' is not a number from 1 to %lu", option, word, max);
	return value;
}

static enum when when(const char *option, const char *word)
{
	static const char *const names[] = { "auto", "always", "never" };

	for (size_t i = 0; i < 3; i++)
		if (strcmp(word, names[i]) == 0)
			return i;
	die(NULL, "unknown %s '%s' (auto, always or never)", option, word);
}

static const struct dl_format *format(const char *word)
{
	const struct dl_format *format = dl_format_find(word), *all;
	char names[128] = "";
	size_t count, len = 0;

	if (format)
		return format;
	all = dl_format_table(&count);
	for (size_t i = 0; i < count; i++)
		len += snprintf(names + len, sizeof(names) - len, "%s%s",
				i == 0 ? "" : i + 1 == count ? " or " : ", ", all[i].name);
	die(NULL, "unknown --format '%s' (%s)", word, names);
}

static void add_file(struct options *o, char *name)
{
	o->files[o->nfiles++] = name;	/* as long as argv: see options_parse */
}

/* Options that choose what is reported; their words are shared with the plugin. */
static error_t parse_selection(int key, const char *word, struct options *o)
{
	char error[256] = "";
	bool good = true;

	switch (key) {
	case KEY_CHECKS:
		good = dl_select_rules(word, o->engine.enabled, error, sizeof(error));
		break;
	case KEY_AS_ERRORS:
		good = dl_select_rules(word, o->as_error, error, sizeof(error));
		break;
	case KEY_CONFIDENCE:
		good = dl_select_confidence(word, &o->engine.min_confidence, error, sizeof(error));
		break;
	case KEY_CACHE_LINE:
		good = dl_select_cache_line(word, &o->engine.cache_line, error, sizeof(error));
		break;
	default:
		return ARGP_ERR_UNKNOWN;
	}
	if (!good)
		die(NULL, "%s", error);
	return 0;
}

/* Options whose word is kept as it is. */
static const struct {
	int key;
	size_t at;
} words[] = {
	{ 'p', offsetof(struct options, database) },
	{ 'o', offsetof(struct options, output) },
	{ KEY_CACHE_DIR, offsetof(struct options, cache_dir) },
	{ KEY_KERNEL, offsetof(struct options, kernel) },
	{ KEY_BUILD, offsetof(struct options, build) },
	{ KEY_CONFIG, offsetof(struct options, config) },
	{ KEY_PATCH, offsetof(struct options, patch) },
	{ KEY_DIFF, offsetof(struct options, diff) },
	{ KEY_BASELINE, offsetof(struct options, baseline) },
	{ KEY_WRITE_BASELINE, offsetof(struct options, write_baseline) },
	{ KEY_EXPORT_FIXES, offsetof(struct options, export_fixes) },
	{ KEY_EXPLAIN, offsetof(struct options, explain) },
};

/* Options without a word. */
static const struct {
	int key;
	size_t at;
} flags[] = {
	{ KEY_SHOW_SUPPRESSED, offsetof(struct options, show_suppressed) },
	{ KEY_NO_PCH, offsetof(struct options, no_pch) },
	{ KEY_NO_CACHE, offsetof(struct options, no_cache) },
	{ KEY_QUIET, offsetof(struct options, quiet) },
	{ KEY_WHOLE, offsetof(struct options, whole) },
	{ KEY_ALL, offsetof(struct options, all) },
	{ KEY_DUMP_COMMANDS, offsetof(struct options, dump_commands) },
	{ KEY_DUMP_CONFIG, offsetof(struct options, dump_config) },
	{ KEY_FIX, offsetof(struct options, fix) },
	{ KEY_STATS, offsetof(struct options, stats) },
	{ KEY_LIST, offsetof(struct options, list_checks) },
	{ KEY_DUMP_IR, offsetof(struct options, dump_ir) },
};

/* Other than that they are in the tables. */
static error_t parse_one(int key, char *word, struct options *o)
{
	switch (key) {
	case 'j':
		o->jobs = number("-j", word, 1024);
		return 0;
	case KEY_TIMEOUT:
		o->timeout = number("--timeout", word, 1000000);
		return 0;
	case KEY_CACHE_SIZE:
		o->cache_size = number("--cache-size", word, 1 << 20);
		return 0;
	case KEY_FORMAT:
		o->format = format(word);
		return 0;
	case KEY_COLOR:
		o->color = when("--color", word);
		return 0;
	case KEY_PROGRESS:
		o->progress = when("--progress", word);
		return 0;
	case KEY_MAKE_ARG:
		o->make_args[o->nmake_args++] = word;	/* as long as argv: see options_parse */
		return 0;
	case ARGP_KEY_ARG:
		add_file(o, word);
		return 0;
	default:
		return parse_selection(key, word, o);
	}
}

static error_t parse(int key, char *word, struct argp_state *state)
{
	struct options *o = state->input;

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (words[i].key == key) {
			*(const char **)((char *)o + words[i].at) = word;
			return 0;
		}
	for (size_t i = 0; i < sizeof(flags) / sizeof(flags[0]); i++)
		if (flags[i].key == key) {
			*(bool *)((char *)o + flags[i].at) = true;
			return 0;
		}
	return parse_one(key, word, o);
}

static unsigned processors(void)
{
	cpu_set_t set;

	if (sched_getaffinity(0, sizeof(set), &set) != 0)
		return 1;
	return CPU_COUNT(&set);
}

/* Cuts the compiler's flags off argv; returns what is left of argc. */
static int cut_flags(struct options *o, int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		o->kbuild = strcmp(argv[i], "--kbuild") == 0;
		if (!o->kbuild && strcmp(argv[i], "--") != 0)
			continue;
		o->flags = argv + i + 1;
		o->nflags = argc - i - 1;
		if (o->kbuild && o->nflags)
			add_file(o, o->flags[--o->nflags]);
		return i;
	}
	return argc;
}

static bool any_rule(const bool enabled[DL_RULE_COUNT])
{
	for (int rule = DL_RULE_NONE + 1; rule < DL_RULE_COUNT; rule++)
		if (enabled[rule])
			return true;
	return false;
}

/* A change names what to lint itself. */
static void check_change(const struct options *o)
{
	const char *option = o->patch ? "--patch" : "--diff";

	if (o->patch && o->diff)
		die(NULL, "--patch and --diff exclude each other");
	if (o->kbuild || o->dump_ir || o->dump_commands || o->write_baseline)
		die(NULL, "%s excludes %s", option, o->kbuild	     ? "--kbuild" :
						    o->dump_ir	     ? "--dump-ir" :
						    o->dump_commands ? "--dump-commands" :
								       "--write-baseline");
	if (o->fix || o->export_fixes)
		die(NULL, "%s excludes %s: what is linted need not be what the files hold", option,
		    o->fix ? "--fix" : "--export-fixes");
	if (o->nfiles && !o->kernel && !o->flags)
		die(NULL, "%s says which files to lint; naming others is for --kernel and for flags "
			  "after --", option);
}

static void check_combination(const struct options *o)
{
	if (o->list_checks || o->explain || o->dump_config)
		return;
	if (o->show_suppressed && !o->format->marks)
		die(NULL, "--show-suppressed: --format=%s cannot mark what is suppressed (json, sarif and html can)",
		    o->format->name);
	if (!any_rule(o->engine.enabled))
		die(NULL, "--checks leaves no rule to check");
	if (o->kbuild && (o->nfiles != 1 || o->kernel || o->database))
		die(NULL, "--kbuild stands last, in make C=1 CHECK='dma-lint --kbuild': kbuild adds "
			  "the flags and the file");
	if (o->flags && o->database)
		die(NULL, "-p and flags after -- exclude each other");
	if (o->kernel && (o->database || o->flags))
		die(NULL, "--kernel excludes %s", o->database ? "-p" : "flags after --");
	if (!o->kernel && (o->build || o->nmake_args || o->dump_commands))
		die(NULL, "%s needs --kernel=DIR", o->build	 ? "--build" :
						   o->nmake_args ? "--make-arg" :
								   "--dump-commands");
	if (o->patch || o->diff) {
		check_change(o);
		return;
	}
	if (o->kernel && o->nfiles == 0)
		die(NULL, "nothing to lint: name files or directories of the tree "
			  "(drivers/net/, or . for all of it)");
	if (o->nfiles == 0 && !o->database)
		die(NULL, "nothing to lint: name files, or -p DIR (--help says more)");
}

void options_parse(struct options *o, int argc, char **argv)
{
	static const struct argp argp = {
		.options = table,
		.parser = parse,
		.args_doc = "FILE... -- FLAGS\n-p DIR [FILE...]\n--kernel=DIR FILE...\nFILE...",
		.doc = "Finds misuse of the Linux DMA mapping API in C source.\v"
		       "A FILE that ends in .ir, or all such in a directory, are units: what the "
		       "plugin (units=DIR) or --dump-ir wrote. They are linked with the others.\n\n"
		       "Exit status: 0 nothing to report, 1 findings, 2 something could not be done.",
	};

	argp_program_version = "dma-lint " DL_VERSION " (LLVM " DL_LLVM_VERSION ")";
	argp_err_exit_status = STATUS_FAILED;
	*o = (struct options){ .jobs = processors(), .timeout = 120, .cache_size = 2048,
				   .format = format("text") };
	dl_engine_default_options(&o->engine);
	o->files = calloc(argc, sizeof(o->files[0]));
	o->make_args = calloc(argc, sizeof(o->make_args[0]));
	if (!o->files || !o->make_args)
		die(NULL, "out of memory");
	argc = cut_flags(o, argc, argv);
	argp_parse(&argp, argc, argv, 0, NULL, o);
	check_combination(o);
}
