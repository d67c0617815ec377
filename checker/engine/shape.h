/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Sizes and devices as they can be compared when the analysis they come from is gone: shape.c */
#ifndef DL_SHAPE_H
#define DL_SHAPE_H

#include "checker/engine/value.h"

enum dl_shape_kind {
	DL_SHAPE_UNKNOWN,
	DL_SHAPE_CONST,		/* add */
	DL_SHAPE_HELD,		/* what a member holds, times factor, plus add */
	DL_SHAPE_INSIDE,	/* the address of a member */
};

struct dl_shape {
	enum dl_shape_kind kind;
	const char *record, *field;
	int64_t factor, add;
	bool parent;		/* of a device: the parent of that one */
};

struct dl_shape dl_shape_of(const struct dl_value *value);
bool dl_shape_same_member(const struct dl_shape *a, const struct dl_shape *b);
/* DIFFERENT for certain only. */
enum dl_same dl_shape_same_number(const struct dl_shape *a, const struct dl_shape *b);
enum dl_same dl_shape_same_device(const struct dl_shape *a, const struct dl_shape *b);
const char *dl_shape_text(struct dl_arena *arena, const struct dl_shape *shape);

#endif
