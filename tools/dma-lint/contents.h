/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* What is in files, as hashes: each file is read once in a run, however many units depend on it. */
#ifndef DL_CONTENTS_H
#define DL_CONTENTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Of 128 bits, not against an enemy: who can write the files can write the findings. */
struct hash {
	uint64_t low, high;
};

struct contents;

/*
 * overlay: a list as in checker/clang/protocol.h, or NULL. What it lays over is hashed as those who read through it
 * see it.
 */
struct contents *contents_new(const char *overlay);
void contents_free(struct contents *contents);
/*
 * The hash of the file, as it was when it was first asked for; zero if it could not be read then. path: absolute,
 * len bytes.
 */
struct hash contents_of(struct contents *contents, const char *path, size_t len);
/* Now, as files are dated: seconds since 1970. */
double contents_clock(void);
/* The file has not changed since it was hashed, nor from time (seconds since 1970) until then. */
bool contents_unchanged(struct contents *contents, const char *path, size_t len, double time);

struct hash hash_bytes(const void *bytes, size_t len);
/* Of a file, at once; zero if it cannot be read. */
struct hash hash_file(const char *path);
bool hash_same(struct hash a, struct hash b);

#endif
