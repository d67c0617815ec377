/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Findings as bytes: from the process that found them to the one that prints them, and in the cache.
 * For the same build on the same machine only. Whatever bytes are read, nothing but a "bad" comes of
 * those that make no sense.
 */
#ifndef DL_REPORT_PACK_H
#define DL_REPORT_PACK_H

#include <stdbool.h>
#include <stdio.h>

#include "checker/ir/arena.h"
#include "checker/report/finding.h"

struct dl_reader {
	const char *at, *end;
	bool bad;		/* there was less than was asked for, or something else */
};

void dl_pack_number(FILE *out, uint64_t number);
void dl_pack_string(FILE *out, const char *string);	/* may be NULL */
void dl_pack_findings(FILE *out, const struct dl_finding *findings, size_t count);

/* 0, NULL, none: if it is bad. What is read belongs to the arena. */
uint64_t dl_unpack_number(struct dl_reader *in);
/* A number of things that are each at least so many bytes long, behind it. */
size_t dl_unpack_count(struct dl_reader *in, size_t bytes);
const char *dl_unpack_string(struct dl_reader *in, struct dl_arena *arena);
struct dl_finding *dl_unpack_findings(struct dl_reader *in, struct dl_arena *arena, size_t *count);

#endif
