/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Arena: a list of chunks, each filled from its start. Chunks double in size up to a limit, so that
 * a small unit stays small and a large one needs few calls to the system. An object that does not
 * fit a chunk gets one of its own.
 */
#include "checker/ir/arena.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_CHUNK = 8 << 10, LAST_CHUNK = 1 << 20 };

struct chunk {
	struct chunk *next;
	size_t size, used;
	max_align_t data[];
};

struct dl_arena {
	struct chunk *chunks; /* the first one is being filled */
	size_t chunk_size;    /* of the next chunk */
	size_t used;
};

void *dl_checked(void *memory)
{
	if (memory)
		return memory;
	fputs("dma-lint: error: out of memory\n", stderr);
	exit(2);
}

void *dl_reserve(void *array, size_t n, size_t *cap, size_t size)
{
	if (n < *cap)
		return array;
	*cap = *cap ? 2 * *cap : 16;
	return dl_checked(reallocarray(array, *cap, size));
}

static void *memory(size_t size)
{
	return dl_checked(malloc(size));
}

struct dl_arena *dl_arena_new(void)
{
	struct dl_arena *arena = memory(sizeof(*arena));

	*arena = (struct dl_arena){ .chunk_size = FIRST_CHUNK };
	return arena;
}

void dl_arena_free(struct dl_arena *arena)
{
	struct chunk *chunk, *next;

	if (!arena)
		return;
	for (chunk = arena->chunks; chunk; chunk = next) {
		next = chunk->next;
		free(chunk);
	}
	free(arena);
}

/* A chunk with room for size bytes. A very large object must not end the chunk being filled. */
static struct chunk *add_chunk(struct dl_arena *arena, size_t size)
{
	size_t room = size > arena->chunk_size ? size : arena->chunk_size;
	struct chunk *chunk = memory(sizeof(*chunk) + room);

	chunk->size = room;
	chunk->used = 0;
	if (arena->chunks && size > arena->chunk_size) {
		chunk->next = arena->chunks->next;
		arena->chunks->next = chunk;
		return chunk;
	}
	chunk->next = arena->chunks;
	arena->chunks = chunk;
	if (arena->chunk_size < LAST_CHUNK)
		arena->chunk_size *= 2;
	return chunk;
}

/* Not zeroed. */
static void *take(struct dl_arena *arena, size_t size)
{
	const size_t align = _Alignof(max_align_t);
	struct chunk *chunk = arena->chunks;
	void *p;

	if (size > PTRDIFF_MAX / 2)
		dl_checked(NULL);
	size = (size + align - 1) / align * align;
	if (!size)
		size = align;
	if (!chunk || chunk->size - chunk->used < size)
		chunk = add_chunk(arena, size);
	p = (char *)chunk->data + chunk->used;
	chunk->used += size;
	arena->used += size;
	return p;
}

void *dl_arena_alloc(struct dl_arena *arena, size_t size)
{
	return memset(take(arena, size), 0, size);	/* not the whole chunk: most of it may never be used */
}

void *dl_arena_copy(struct dl_arena *arena, const void *from, size_t size)
{
	void *copy = take(arena, size);

	if (size)
		memcpy(copy, from, size);
	return copy;
}

char *dl_arena_strndup(struct dl_arena *arena, const char *s, size_t len)
{
	char *copy = dl_arena_alloc(arena, len + 1);

	if (len)
		memcpy(copy, s, len);
	return copy;
}

char *dl_arena_printf(struct dl_arena *arena, const char *fmt, ...)
{
	va_list args;
	char *s;
	int len;

	assert(fmt);
	va_start(args, fmt);
	len = vsnprintf(NULL, 0, fmt, args);
	va_end(args);
	if (len < 0)
		len = 0;
	s = dl_arena_alloc(arena, (size_t)len + 1);
	va_start(args, fmt);
	vsnprintf(s, (size_t)len + 1, fmt, args);
	va_end(args);
	return s;
}

size_t dl_arena_used(const struct dl_arena *arena)
{
	return arena->used;
}

void *dl_arena_reserve(struct dl_arena *arena, void *array, size_t n, size_t *cap, size_t size)
{
	void *bigger;

	if (n < *cap)
		return array;
	*cap = *cap ? *cap * 2 : 8;
	bigger = take(arena, *cap * size);
	if (n)
		memcpy(bigger, array, n * size);
	memset((char *)bigger + n * size, 0, (*cap - n) * size);
	return bigger;
}
