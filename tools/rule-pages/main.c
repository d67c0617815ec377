/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * rule-pages: writes docs/rules from the catalogue and the lit cases, or checks that what is there
 * is what would be written. The check also is the test that no rule is half done: a rule without
 * explanation, source, bad.c, good.c, enough cases in them, or page fails it, and so does a page or a lit directory whose
 * rule is gone.
 *
 *    rule-pages ROOT            writes ROOT/docs/rules/
 *    rule-pages --check ROOT    writes nothing; status 1 if something is missing, stale or left over
 */
#include "tools/rule-pages/rule_pages.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static unsigned complaints;

void complain(const char *path, const char *fmt, ...)
{
	va_list args;

	fprintf(stderr, "%s: error: ", path);
	va_start(args, fmt);
	vfprintf(stderr, fmt, args);
	va_end(args);
	fputc('\n', stderr);
	complaints++;
}

char *read_whole(const char *path)
{
	FILE *in = fopen(path, "r");
	char *text = NULL;
	size_t size = 0;

	if (!in)
		return NULL;
	if (getdelim(&text, &size, '\0', in) < 0) {	/* empty, or unreadable */
		free(text);
		text = ferror(in) ? NULL : strdup("");
	}
	fclose(in);
	return text;
}

static void check_page(const char *path, const char *text)
{
	char *old = read_whole(path);

	if (!old)
		complain(path, "%s (write the pages with: rule-pages ROOT)", strerror(errno));
	else if (strcmp(old, text) != 0)
		complain(path, "is not what the catalogue and the lit cases say "
			       "(write the pages with: rule-pages ROOT)");
	free(old);
}

static void write_page(const char *path, const char *text)
{
	FILE *out = fopen(path, "w");
	bool written = out && fputs(text, out) >= 0;

	if (out && fclose(out) != 0)
		written = false;
	if (!written)
		complain(path, "%s", strerror(errno));
}

/* rule NONE: the index. */
static void do_page(const char *root, enum dl_rule rule, bool check)
{
	const char *name = rule ? dl_rule_info(rule)->id : "README";
	char path[PATH_MAX], *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	if (!out)
		abort();
	if (rule)
		print_page(out, root, rule);
	else
		print_index(out);
	if (fclose(out) != 0)
		abort();
	snprintf(path, sizeof(path), "%s/docs/rules/%s.md", root, name);
	if (check)
		check_page(path, text);
	else
		write_page(path, text);
	free(text);
}

/* Entries of a directory that begin with "dma-" belong to a rule. */
static void check_left_over(const char *root, const char *directory)
{
	char path[PATH_MAX], id[NAME_MAX + 1];
	const struct dirent *entry;
	DIR *dir;

	snprintf(path, sizeof(path), "%s/%s", root, directory);
	dir = opendir(path);
	if (!dir) {
		complain(path, "%s", strerror(errno));
		return;
	}
	while ((entry = readdir(dir))) {
		snprintf(id, sizeof(id), "%.*s", (int)strcspn(entry->d_name, "."), entry->d_name);
		if (!strncmp(id, "dma-", 4) && dl_rule_by_id(id) == DL_RULE_NONE)
			complain(path, "%s is about a rule that does not exist", entry->d_name);
	}
	closedir(dir);
}

int main(int argc, char **argv)
{
	bool check = argc == 3 && !strcmp(argv[1], "--check");
	const char *root = argv[argc - 1];

	if (!check && (argc != 2 || root[0] == '-')) {
		fputs("usage: rule-pages [--check] ROOT\n", stderr);
		return 2;
	}
	for (int rule = DL_RULE_NONE; rule < DL_RULE_COUNT; rule++)
		do_page(root, rule, check);
	for (int rule = DL_RULE_NONE + 1; rule < DL_RULE_COUNT; rule++)
		check_cases(root, rule);
	check_left_over(root, "docs/rules");
	check_left_over(root, "test/lit");
	return complaints ? 1 : 0;
}
