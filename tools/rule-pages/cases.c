/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Are the lit cases of a rule enough? Two functions that have to be found and two that must not, in
 * whatever files its directory has; and a line that says that it is this rule by which one is found
 * (what is said of a module is said once).
 */
#include "tools/rule-pages/rule_pages.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#define ENOUGH 2

struct cases {
	unsigned bad, good;	/* functions, by their names */
	unsigned checks;	/* CHECK lines that end in the rule's id */
};

/* A definition begins in column 0; calls are indented. */
static bool defines(const char *line, size_t len, const char *suffix)
{
	return isalpha((unsigned char)*line) && memmem(line, len, suffix, strlen(suffix));
}

static void count(struct cases *c, const char *text, const char *mark)
{
	size_t len;

	for (; *text; text += len + (text[len] == '\n')) {
		len = strcspn(text, "\n");
		c->bad += defines(text, len, "_bad(");
		c->good += defines(text, len, "_good(");
		c->checks += memmem(text, len, "CHECK", strlen("CHECK")) &&
			     memmem(text, len, mark, strlen(mark));
	}
}

static void count_file(struct cases *c, const char *directory, const char *name, const char *mark)
{
	size_t len = strlen(name);
	char path[PATH_MAX], *text;

	if (len < 2 || strcmp(name + len - 2, ".c") != 0)
		return;
	if ((size_t)snprintf(path, sizeof(path), "%s/%s", directory, name) >= sizeof(path))
		return;
	text = read_whole(path);
	if (text)
		count(c, text, mark);
	else
		complain(path, "%s", strerror(errno));
	free(text);
}

void check_cases(const char *root, enum dl_rule rule)
{
	const char *id = dl_rule_info(rule)->id;
	char directory[PATH_MAX / 2], mark[NAME_MAX];
	struct cases c = { 0 };
	const struct dirent *entry;
	DIR *dir;

	snprintf(directory, sizeof(directory), "%s/test/lit/%s", root, id);
	snprintf(mark, sizeof(mark), "[%s]", id);
	dir = opendir(directory);
	if (!dir) {
		complain(directory, "%s (a rule has cases there)", strerror(errno));
		return;
	}
	while ((entry = readdir(dir)))
		count_file(&c, directory, entry->d_name, mark);
	closedir(dir);
	if (c.bad < ENOUGH || c.good < ENOUGH || !c.checks)
		complain(directory, "%u functions *_bad, %u *_good, %u CHECK lines with %s: the least "
			 "are %d, %d and 1", c.bad, c.good, c.checks, mark, ENOUGH, ENOUGH);
}
