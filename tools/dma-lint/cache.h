/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Results of earlier runs: bytes under a key, one file each, in a directory that many runs may use at
 * once. Nothing here is needed: whatever goes wrong costs time, and is said once.
 */
#ifndef DL_CACHE_H
#define DL_CACHE_H

#include "tools/dma-lint/contents.h"
#include "tools/dma-lint/options.h"

struct cache;

/* As the options say; NULL: none is wanted, or none can be had. All configuration files have been read. */
struct cache *cache_open(const struct options *options);
/* Brings it back to its size, if something was added. cache may be NULL. */
void cache_close(struct cache *cache);
/* The program that is running, its worker, Clang, and the configuration: part of every key. */
struct hash cache_build(const struct cache *cache);
/* bytes: NULL if there is none, or none that is whole; valid until cache_close(). */
const char *cache_get(struct cache *cache, struct hash key, size_t *len);
void cache_put(struct cache *cache, struct hash key, const char *bytes, size_t len);

#endif
