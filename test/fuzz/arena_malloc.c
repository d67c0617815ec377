/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The arena for fuzzing: one malloc for each object, so that AddressSanitizer sees an access that
 * leaves it. Same interface as checker/ir/arena.c.
 */
#include "checker/ir/arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct object {
	struct object *next;
	max_align_t data[];
};

struct dl_arena {
	struct object *objects;
	size_t used;
};

struct dl_arena *dl_arena_new(void)
{
	struct dl_arena *arena = calloc(1, sizeof(*arena));

	if (!arena)
		abort();
	return arena;
}

void dl_arena_free(struct dl_arena *arena)
{
	if (!arena)
		return;
	while (arena->objects) {
		struct object *o = arena->objects;

		arena->objects = o->next;
		free(o);
	}
	free(arena);
}

void *dl_arena_alloc(struct dl_arena *arena, size_t size)
{
	struct object *o = calloc(1, sizeof(*o) + size);

	if (!o)
		abort();
	o->next = arena->objects;
	arena->objects = o;
	arena->used += size;
	return o->data;
}

char *dl_arena_strndup(struct dl_arena *arena, const char *s, size_t len)
{
	char *copy = dl_arena_alloc(arena, len + 1);

	memcpy(copy, s, len);
	return copy;
}

char *dl_arena_printf(struct dl_arena *arena, const char *fmt, ...)
{
	va_list args;
	char *text;
	int n;

	va_start(args, fmt);
	n = vsnprintf(NULL, 0, fmt, args);
	va_end(args);
	text = dl_arena_alloc(arena, (size_t)n + 1);
	va_start(args, fmt);
	vsnprintf(text, (size_t)n + 1, fmt, args);
	va_end(args);
	return text;
}

size_t dl_arena_used(const struct dl_arena *arena)
{
	return arena->used;
}
