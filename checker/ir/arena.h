/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Arena: bump allocation, dropped all at once. Everything the IR and the engine allocate lives in
 * one; nobody frees a single object. Out of memory is fatal with a word on stderr.
 */
#ifndef DL_ARENA_H
#define DL_ARENA_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct dl_arena;

struct dl_arena *dl_arena_new(void);
void dl_arena_free(struct dl_arena *arena);
/* Zeroed memory, aligned for any object; never NULL. A size of 0 gives a valid, unusable pointer. */
void *dl_arena_alloc(struct dl_arena *arena, size_t size);
/* Of size bytes, which may be 0. */
void *dl_arena_copy(struct dl_arena *arena, const void *from, size_t size);
char *dl_arena_strndup(struct dl_arena *arena, const char *s, size_t len);
char *dl_arena_printf(struct dl_arena *arena, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
/*
 * Room for one more element of size bytes behind the n that an array has: the array itself, or a
 * larger copy. Arenas do not reallocate, so the old array is left behind.
 */
void *dl_arena_reserve(struct dl_arena *arena, void *array, size_t n, size_t *cap, size_t size);
/* Memory from elsewhere, or a stream: itself; NULL is fatal like here. */
void *dl_checked(void *memory);
/* Like dl_arena_reserve(), of an array that is to be freed; the array may move. */
void *dl_reserve(void *array, size_t n, size_t *cap, size_t size);
/* Bytes handed out so far: for --stats and for bounds on work. */
size_t dl_arena_used(const struct dl_arena *arena);

#define DL_NEW(arena, type) ((type *)dl_arena_alloc((arena), sizeof(type)))
#define DL_NEW_ARRAY(arena, type, n) ((type *)dl_arena_alloc((arena), sizeof(type) * (n)))

#ifdef __cplusplus
}
#endif
#endif
