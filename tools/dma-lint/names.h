/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* A set of names, each perhaps with a value. */
#ifndef DL_NAMES_H
#define DL_NAMES_H

#include <stdbool.h>
#include <stddef.h>

struct names {
	void *tree;
};

/* Where the value of a name is kept, NULL at first. */
void **names_at(struct names *names, const char *name);
bool names_has(const struct names *names, const char *name);
/* In the order of their bytes. */
void names_for_each(const struct names *names,
		    void (*visit)(const char *name, void *value, void *data), void *data);
void names_free(struct names *names);

#endif
