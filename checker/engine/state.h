/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What is true at one point of one path (or of several paths that agree on every mapping): memory,
 * what the branches taken say of values, and the objects of the DMA API that are alive.
 *
 * States are copied when paths part. Everything is in the arena of the function being analysed.
 */
#ifndef DL_STATE_H
#define DL_STATE_H

#include "checker/engine/among.h"
#include "checker/engine/value.h"
#include "rules/api.h"
#include "rules/lifecycle.h"

struct dl_binding {		/* memory at addr holds value; sorted by addr->id */
	const struct dl_value *addr, *value;
};

struct dl_fact {		/* v is in [lo, hi], and not 0 if nonzero; sorted by v->id */
	const struct dl_value *v;
	struct dl_range range;
	bool nonzero;
	const struct dl_among *among;	/* and one of these; NULL: nothing known */
};

enum dl_region_kind {
	DL_REGION_ZERO,		/* filled with zero bytes: covers the object itself */
	DL_REGION_CHANGED,	/* may have been written: covers all that is reachable from it */
	DL_REGION_COPY,		/* copied from "from": covers the object itself */
	DL_REGION_LINKS,	/* a list was relinked: covers the links of every list; base is unused */
};

struct dl_region {		/* the latest word on memory that has no binding */
	const struct dl_value *base;
	enum dl_region_kind kind;
	const struct dl_value *epoch;
	const struct dl_value *from;
};

struct dl_trail {		/* branches taken, latest first */
	const struct dl_trail *prev;
	const struct dl_instr *at;
	const struct dl_unit *unit;
	uint32_t context;
	const struct dl_value *cond;
	bool taken;
};

struct dl_touch {		/* the CPU touched a mapped buffer */
	const struct dl_instr *at;
	const struct dl_func *func;	/* of at */
	bool undone_nothing;		/* a free: the path had come to no release before */
};

/* A mapping, a mapped list, a piece of coherent memory: an instance of a lifecycle machine. */
struct dl_object {
	const struct dl_instr *site;	/* the call that made it; for foreign ones the one that released it */
	const struct dl_unit *unit;	/* of site */
	uint32_t context;
	uint8_t age;			/* 0: of this iteration; 1: all older ones of the site */
	bool foreign;			/* made elsewhere: known only since its release */
	const struct dl_api *api;
	enum dl_state state;

	const struct dl_value *handle;	/* STREAMING, ALLOC: the DMA address */
	const struct dl_value *result;	/* what the call returned: handle, count, status, pointer */
	const struct dl_value *cpu;	/* buffer given to the map, memory returned by the alloc */
	const struct dl_value *list;	/* SG, SGTABLE */
	const struct dl_value *dev, *size, *dir, *nents;	/* as given; NULL if unknown */
	const struct dl_value *nents_place;	/* where nents was read from, or NULL */
	const struct dl_value *handle_place;	/* memory: where the handle was stored last */
	uint32_t kept_in;		/* memory: the call chain on which the pointer was kept */
	const struct dl_value *attrs, *pool;	/* the same; pool: of a POOL_OBJECT */

	bool shared;		/* something else may unmap it: nothing is claimed of leaks or doubles */
	bool taken;		/* shared, and more than the structure around it was shown to outsiders */
	bool loose;		/* since it was made, something was undone that may have been this */
	bool known;		/* a function without a body here was told its handle */
	const struct dl_value *lent_to;	/* shared by one call only, with this result; else NULL */
	bool vague;		/* the analysis lost track of a copy of the handle */
	bool maybe;		/* there on some of the ways that were joined only: nothing is claimed */
	bool stored;		/* kept in memory that outlives the function */
	bool in_record;		/* kept in a local array or structure, of which copies may be made */
	bool out_param;		/* written through a pointer parameter: the caller's to test */
	bool handed_to_tester;	/* passed to code that may test it */
	bool holder_freed;	/* the memory that kept the handle has been freed */
	bool copied;		/* was stored in more than one place */
	const struct dl_value *first_place;	/* the only one if not copied; NULL: none yet */
	const struct dl_value *holder;	/* the address where it was stored last */

	enum dl_rule wrong_test;	/* a test that does not test: MAP_ERROR_COMPARE_ZERO and kin */
	const struct dl_instr *wrong_test_at;
	const struct dl_instr *released_at;
	const struct dl_trail *acquire_trail, *release_trail;	/* the branches that led there */
	bool was_failed;	/* released although it had failed */
	const struct dl_instr *left_at;	/* where a followed function returned failure, keeping it alive */
	const struct dl_unit *left_unit;
	bool left_freed;	/* and had freed what kept it */
	bool left_by_maker;	/* and had made it itself */

	bool awaited;		/* others had time to unmap what is stored */
	bool synced;		/* the CPU has it until it is synced for the device */
	const struct dl_touch *read, *written, *freed;	/* while the device had it: the first each */
	const struct dl_touch *written_synced;		/* while the CPU had it */
};

struct dl_path_state {
	struct dl_arena *arena;
	struct dl_binding *bindings;
	size_t nbindings, cap_bindings;
	struct dl_fact *facts;
	size_t nfacts, cap_facts;
	struct dl_region *regions;
	size_t nregions, cap_regions;
	struct dl_object *objects;
	size_t nobjects, cap_objects;
	const struct dl_trail *trail;
	const struct dl_trail *cleaned;	/* how the path got to where it gave back something last */
	const struct dl_instr *cleaned_at;	/* that call; NULL: none, or it depends */
	uint32_t undone;	/* which releases the path may have passed, see undoing.c */
	bool failure_seen;	/* a map or an allocation is known to have failed on this path */
};

struct dl_path_state *dl_state_new(struct dl_arena *arena);
struct dl_path_state *dl_state_copy(const struct dl_path_state *s);

/* Memory. read gives a value in any case; type is that of the scalar. */
const struct dl_value *dl_state_read(struct dl_path_state *s, struct dl_values *vs,
				     const struct dl_value *addr, const struct dl_type *type);
/* NULL if nothing was written to exactly this address. */
const struct dl_value *dl_state_bound(const struct dl_path_state *s, const struct dl_value *addr);
/* The same for one address after the other, in the order of bindings; at: 0 at first. */
const struct dl_value *dl_state_next_bound(const struct dl_path_state *s, size_t *at,
					   const struct dl_value *addr);
void dl_state_write(struct dl_path_state *s, const struct dl_value *addr,
		    const struct dl_value *value);
/* All bindings inside base go; reads of it give 0, or new unknowns told apart by epoch. */
void dl_state_zero(struct dl_path_state *s, const struct dl_value *base);
/* keep(value) true: the binding survives (handles do: an unknown function rarely changes them). */
void dl_state_change(struct dl_path_state *s, const struct dl_value *base,
		     const struct dl_value *epoch,
		     bool (*keep)(const struct dl_path_state *s, const struct dl_value *value));
void dl_state_copy_object(struct dl_path_state *s, struct dl_values *vs, const struct dl_value *to,
			  const struct dl_value *from);
/* Does the value depend on memory that the region is about? */
bool dl_region_affects(const struct dl_region *r, const struct dl_value *v);
/* Some list was relinked: no pointer from one list element to the next is known any more. */
void dl_state_relink(struct dl_path_state *s, const struct dl_value *epoch);
/* A local goes out of scope. */
void dl_state_forget(struct dl_path_state *s, const struct dl_value *base);

/* Something has been written through the pointer p: it is not NULL. */
bool dl_state_written_through(const struct dl_path_state *s, const struct dl_value *p);

/* Facts. assume returns false if the path is impossible. */
struct dl_range dl_state_range(const struct dl_path_state *s, const struct dl_value *v);
bool dl_state_nonzero(const struct dl_path_state *s, const struct dl_value *v);
/* 1 true, 0 false, -1 unknown */
int dl_state_truth(const struct dl_path_state *s, const struct dl_value *v);
bool dl_state_assume(struct dl_path_state *s, struct dl_values *vs, const struct dl_value *cond,
		     bool truth);
bool dl_state_bound_range(struct dl_path_state *s, const struct dl_value *v, struct dl_range r);
/* Of a value that has bounds: it is one of these (NULL: nothing is said). */
void dl_state_bound_among(struct dl_path_state *s, const struct dl_value *v,
			  const struct dl_among *among);
/* The only value it can have on this path, or v itself. */
const struct dl_value *dl_state_settle(const struct dl_path_state *s, struct dl_values *vs,
				       const struct dl_value *v);

static inline void dl_object_share(struct dl_object *o)
{
	o->shared = true;
	o->taken = true;
	o->lent_to = NULL;
}

/* The structure that keeps it was passed to code that does not know the driver. */
static inline void dl_object_show(struct dl_object *o)
{
	o->shared = true;
	o->lent_to = NULL;
}

/* Nobody else has it any more. */
static inline void dl_object_unshare(struct dl_object *o)
{
	o->shared = false;
	o->taken = false;
}

struct dl_object *dl_state_add_object(struct dl_path_state *s);

/* What is known of a value that differs between two states that are joined. */
enum dl_ranges {
	DL_RANGES_JOIN,		/* what bounds both */
	DL_RANGES_WIDEN,	/* a bound of a that b does not break: at loop heads, else it would creep */
};

enum dl_agreement {
	DL_AGREE,		/* on every object, and no handle would be lost */
	DL_AGREE_ON_NOTHING,	/* too many states: what differs is blurred, and little claimed of it */
};

/*
 * Joins b into a copy of a. NULL: they do not agree as they should and stay apart. key names the
 * unknowns of this join, made in origin.
 */
struct dl_path_state *dl_state_join(const struct dl_path_state *a, const struct dl_path_state *b,
				    struct dl_values *vs, const void *key,
				    const struct dl_block *origin, uint32_t context,
				    enum dl_ranges ranges, enum dl_agreement agreement);
bool dl_state_equal(const struct dl_path_state *a, const struct dl_path_state *b);

/* The path went through that point: branches that were joined since then do not say so. */
bool dl_trail_has(const struct dl_trail *trail, const struct dl_trail *point);

#endif
