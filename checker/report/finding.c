/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* The order of findings: that of the source, whatever order they were found in. */
#include "checker/report/finding.h"

#include <stdlib.h>
#include <string.h>

#include "checker/ir/arena.h"

static int compare(const struct dl_finding *x, const struct dl_finding *y)
{
	int c = strcmp(x->file, y->file);

	if (c)
		return c;
	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	if (x->column != y->column)
		return x->column < y->column ? -1 : 1;
	return (int)x->rule - (int)y->rule;
}

struct ranked {			/* a sort of the C library is not stable by itself */
	struct dl_finding finding;
	size_t rank;
};

static int compare_ranked(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;
	int c = compare(&x->finding, &y->finding);

	return c ? c : x->rank < y->rank ? -1 : 1;
}

size_t dl_findings_sort(struct dl_finding *findings, size_t count)
{
	struct ranked *ranked = dl_checked(calloc(count + 1, sizeof(*ranked)));
	size_t n = 0;

	for (size_t i = 0; i < count; i++)
		ranked[i] = (struct ranked){ findings[i], i };
	qsort(ranked, count, sizeof(*ranked), compare_ranked);
	for (size_t i = 0; i < count; i++)
		if (!n || compare(&findings[n - 1], &ranked[i].finding) != 0)
			findings[n++] = ranked[i].finding;
	free(ranked);
	return n;
}
