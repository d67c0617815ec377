/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Where a value may come from, without following paths: through locals, casts, arithmetic, helpers
 * that return it, callers that pass it. Everything that may be is named; what cannot be named is
 * said to be unknown. That is enough to say "never", which is what it is for.
 */
#ifndef DL_TRACE_H
#define DL_TRACE_H

#include "checker/engine/impl.h"

/* A member of a record, elements of arrays and all instances as one; a variable of a file: no record. */
struct dl_place_key {
	const char *record, *field;
};

enum dl_origin_kind {
	DL_ORIGIN_PLACE,	/* read from there */
	DL_ORIGIN_MAP,		/* returned by this call of the API */
	DL_ORIGIN_UNKNOWN,
};

struct dl_origin {
	enum dl_origin_kind kind;
	struct dl_place_key place;
	const struct dl_instr *map;
};

struct dl_tracer {
	struct dl_facts *facts;
	const struct dl_unit *const *units;	/* of the module: callers are looked for here */
	size_t nunits;
	void (*found)(void *arg, const struct dl_origin *origin);
	void *arg;
	size_t budget;			/* steps left for one question; used up: unknown */
	unsigned depth;
};

/* Calls found() for each origin of the value, at least once. */
void dl_trace_value(struct dl_tracer *t, const struct dl_func *func, const struct dl_operand *op);
/* The same for the memory that an address means: the place itself, not what it holds. */
void dl_trace_memory(struct dl_tracer *t, const struct dl_func *func, const struct dl_operand *op);

#endif
