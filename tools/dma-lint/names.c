/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* The C library's balanced tree, for names. */
#define _GNU_SOURCE
#include "tools/dma-lint/names.h"

#include <search.h>
#include <stdlib.h>
#include <string.h>

#include "tools/dma-lint/message.h"

struct name {
	void *value;
	char text[];
};

static int compare(const void *a, const void *b)
{
	return strcmp(((const struct name *)a)->text, ((const struct name *)b)->text);
}

static struct name *new_name(const char *text)
{
	size_t size = strlen(text) + 1;
	struct name *name = malloc(sizeof(*name) + size);

	if (!name)
		die(NULL, "out of memory");
	name->value = NULL;
	memcpy(name->text, text, size);
	return name;
}

void **names_at(struct names *names, const char *text)
{
	struct name *name = new_name(text);
	struct name **found = tsearch(name, &names->tree, compare);

	if (!found)
		die(NULL, "out of memory");
	if (*found != name)
		free(name);
	return &(*found)->value;
}

bool names_has(const struct names *names, const char *text)
{
	struct name *name = new_name(text);
	bool found = tfind(name, &names->tree, compare);

	free(name);
	return found;
}

struct visit {
	void (*function)(const char *name, void *value, void *data);
	void *data;
};

static void visit_node(const void *node, VISIT which, void *closure)
{
	const struct visit *visit = closure;
	struct name *const *name = node;

	if (which == postorder || which == leaf)
		visit->function((*name)->text, (*name)->value, visit->data);
}

void names_for_each(const struct names *names,
		    void (*function)(const char *name, void *value, void *data), void *data)
{
	struct visit visit = { function, data };

	twalk_r(names->tree, visit_node, &visit);
}

void names_free(struct names *names)
{
	tdestroy(names->tree, free);
	names->tree = NULL;
}
