/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* What the files of rule-pages share: text in, text out; only main.c touches docs/rules. */
#ifndef DL_RULE_PAGES_H
#define DL_RULE_PAGES_H

#include <stdbool.h>
#include <stdio.h>

#include "rules/catalog.h"

/* Says what is wrong, in the manner of a compiler, and counts it. */
void complain(const char *path, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* The whole of a file, to be freed; NULL if it cannot be read, errno says why. */
char *read_whole(const char *path);

/*
 * example.c: prints the first function of a lit case without its CHECK lines; lines that these are
 * about are marked if mark is not NULL. Returns false if there is no function.
 */
bool print_example(FILE *out, const char *source, const char *mark);

/* cases.c: complains if the lit cases of the rule are too few. */
void check_cases(const char *root, enum dl_rule rule);

/* page.c: the page of a rule; root is the source tree. */
void print_page(FILE *out, const char *root, enum dl_rule rule);
/* page.c: docs/rules/README.md. */
void print_index(FILE *out);

#endif
