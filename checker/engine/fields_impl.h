/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What the files of the pairing by field share: fields.c collects, fields_values.c says it in terms
 * that functions have in common, fields_ways.c tells records of one type apart, fields_judge.c and fields_ends.c judge once all are walked.
 */
#ifndef DL_FIELDS_IMPL_H
#define DL_FIELDS_IMPL_H

#include "checker/engine/impl.h"

#define UNKNOWN (-1)

#define MOST_BESIDE 4

#define MOST_STEPS 3

struct way_step {
	const char *record, *field;
};

struct way {			/* to the record with the member, from inside out: fields_ways.c */
	struct way_step steps[MOST_STEPS];
	size_t n;
	bool known;		/* else some other call of the function tells */
};

struct end {			/* a map, an unmap or a sync of what the member holds */
	const struct dl_instr *at;
	const struct dl_unit *unit;
	const char *function;
	const struct dl_api *api;
	enum dl_family family;
	int64_t dir, attrs;	/* constants, or UNKNOWN */
	/* The rest is in terms of the record (fields_values.c), NULL if paths differ in it. */
	const struct dl_value *size;	/* of a sync: where it ends */
	const struct dl_value *offset;	/* of a sync, or NULL */
	const struct dl_value *dev, *pool;
	bool said;		/* what the function calls them: */
	const char *size_text, *offset_text, *dev_text;
	const char *pool_text;	/* of a pointer that is freed: the pointer */
	const struct dl_value *beside[MOST_BESIDE];	/* members that hold the size of a map, too */
	size_t nbeside;
	int64_t inside;		/* of an unmap: added to the handle */
	struct choice *choices;	/* how the direction was chosen */
	struct way way;
	bool differs;		/* of a map: from the end that is looked at */
	struct end *next;
};

struct choice {			/* the direction, if the last question asked is answered so */
	const struct dl_value *question;
	bool answer;
	int64_t dir;
	struct choice *next;
};

struct count_use {		/* the member is used as the number of entries: by an unmap, in a loop */
	const struct dl_instr *at;
	const struct dl_unit *unit;
	const char *function;
	enum dl_rule rule;
	const char *list;	/* for the device: the member beside it that is the list; else NULL */
	struct count_use *next;
};

struct partner {		/* the member beside it that holds, or is taken for, the handle */
	const char *handle;
	const struct dl_api *api;
	const struct dl_instr *at;
	const struct dl_unit *unit;
	const char *function;
	struct partner *next;
};

struct member {
	struct dl_module module;
	const char *record, *field;
	struct end *maps, *unmaps, *syncs;
	struct end *pointers;	/* allocations of which it holds the CPU's pointer */
	struct end *pointers_freed;	/* frees of that, as coherent memory or as something else */
	struct end *derived;	/* allocations of which it holds the pointer, aligned */
	bool underived;		/* and something that is not */
	bool other_pointer;	/* something that is known not to be memory that was allocated */
	const struct dl_instr *stored_at;	/* the first place that stores something in it */
	bool changes;		/* there are others, or it is added to */
	const struct dl_instr *counted_at;	/* a map whose returned count it holds */
	const struct dl_unit *counted_unit;
	bool overwritten;	/* it had held the count given to that map */
	const struct dl_instr *given_to;	/* a map that gets it, and returns its count elsewhere */
	const struct dl_unit *given_unit;
	const char *given_in;	/* the function */
	const char *given_list;	/* the member beside it that was mapped then, or NULL */
	const struct dl_instr *list_at;	/* a map of the list that it is the start of */
	const struct dl_unit *list_unit;
	bool list_later;	/* some map begins at a later entry */
	bool moved;		/* it is given what another one has, of a record of that type */
	bool other_value;	/* something else that is not a constant is stored in it, too */
	struct count_use *uses;
	struct partner *allocated, *freed;	/* as the pointer */
	struct member *next;
};

struct known_name {		/* equal names are one pointer */
	const char *name;
	struct known_name *next;
};

#define BUCKETS 512

struct dl_fields {
	struct dl_arena *arena;
	struct dl_values *values;	/* in terms of records */
	struct known_name *names;
	int64_t unknowns;		/* made so far */
	struct member *buckets[BUCKETS];
	struct dl_set misnamed;		/* frees with the handle of another: nothing else is said of them */
};

/* fields.c: a member in the module of another one; NULL if nothing is known of it */
const struct member *dl_field_find(const struct dl_engine *e, const struct member *m,
				   const char *record, const char *field);

/*
 * fields_values.c: the value relative to the record that place is in, so that two functions that
 * find the record in different ways say the same. What only this function knows is an unknown.
 */
const struct dl_value *dl_field_value(struct dl_run *run, const struct dl_path_state *s,
				      const struct dl_value *place, const struct dl_value *v);
/* What the member at addr holds, whatever that is by now. */
const struct dl_value *dl_field_held(struct dl_run *run, const struct dl_path_state *s,
				     const struct dl_value *place, const struct dl_value *addr,
				     const struct dl_type *type);

/* fields_ways.c: the way to the member at addr */
struct way dl_field_way(const struct dl_path_state *s, const struct dl_value *addr);
/* Keeps what both have in common. */
void dl_field_way_join(struct way *old, const struct way *w);

/*
 * A map that u disagrees with, if it does with all that may be about the same mapping: with every
 * one, or with all on its way and on ways that are not known. NULL if there is none. Which maps
 * differ from u is marked in them.
 */
const struct end *dl_field_disagrees(const struct member *m, const struct end *u);

/* fields_ends.c: unmaps, syncs and frees of what the member holds */
void dl_field_judge_ends(struct dl_engine *e, const struct member *m);

#endif
