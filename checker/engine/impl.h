/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What the files of the engine share. The way of a function through them:
 *
 *   engine.c  picks functions  -> exec.c   walks blocks, parts and joins paths
 *                                 eval.c   what an instruction computes
 *                                 calls.c  what a call does: the API, the kernel, a body, unknown
 *   objects.c steps the lifecycle <- acquire, release, sync, test
 *   outcomes.c what a condition says: did the map fail?   turns.c objects from turn to turn of a loop
 *   escapes.c what other code gets hold of
 *   pairing.c compares the arguments of the two ends of a mapping
 *   sglists.c which of its two counts a scatterlist gets where
 *   sgwalks.c loops over its entries, and who else gets it
 *   sgpairs.c address and length of an entry, given to a function
 *   tests.c   dma_mapping_error() of the wrong thing
 *   memory.c  coherent memory and pools: which call is about which, words
 *   access.c  who touches a buffer while it is mapped   buffers.c where it comes from
 *   byteorder.c  numbers in the other byte order
 *   among.c   lists of what a value is one of   (state_*.c: memory, facts, joining)
 *   frees.c   the arguments of a free against those of the allocation
 *   unmaps.c  an unmap of another handle than the one that is meant; attributes
 *   holders.c buffers that a structure keeps: freed before the handle beside them is unmapped, ...
 *   syncs.c   syncs that go one way only
 *   synckinds.c  syncs by another family of functions than the map
 *   noncoherent.c  memory that was allocated and needs syncs
 *   includes.c  headers that are not for drivers
 *   packets.c what skb_push() and kin do to a packet's length and data
 *   args.c    one argument of one call, by a table
 *   handles.c what a DMA address is no good for, and what is no DMA address
 *   masks.c   which addresses the device can use, as the driver says
 *   regions.c memory declared for a device, and other things of the 2.6 API
 *   needless.c what is done already, or does nothing
 *   truncated.c addresses that lose their upper half
 *   context.c locks held, interrupts off: where nothing may sleep
 *   enums.c   directions of mappings and of the DMA engine, taken for each other
 *   ends.c    what is left when a function returns
 *   inverted.c  tests of a result that take success for failure
 *   fates.c   what other paths made of what a path loses
 *   leaks.c   whose an unmap was to do, and what its loss is called
 *   undoing.c what only failing paths undo
 *   abandoned.c what a helper that fails leaves to its callers
 *   rounds.c  functions that undo what they make before they succeed
 *   released.c handles that go to the device after their unmap
 *   alone.c   functions that nobody calls, in a file that is all there is
 *   unwinds.c loops that undo all but the first one
 *   cleanups.c functions that clean up behind themselves
 *   teardown.c what is mapped, kept, and never unmapped in a whole module  <- trace.c
 *   unfreed.c memory that a module frees only where its set-up fails
 *   urbs.c    memory that only an URB knows of, and the URB is left to the USB core
 *   givebacks.c  requests of USB gadgets, given back still mapped
 *   never.c   unmaps and syncs of what no path has mapped
 *   overwritten.c handles that a second map is stored over
 *   fields.c  collects the two ends where a structure keeps the mapping in between
 *   fields_values.c  sizes, devices and so on as other functions see them
 *   fields_ways.c  records of one type, told apart by the way to them
 *   fields_ends.c  compares the ends   fields_judge.c  and its counts, its handle
 *   records.c and what a structure says of the mapping with what was mapped
 *   consensus.c  devices and kinds that a module uses everywhere but in one place
 *   facts.c   what the units say as a whole (which fields are tested, unmapped, ...)
 *   fixes.c   what mends a finding for certain
 *   findings.c words
 *   modules.c which units make one module; names of their own
 *   link.c    which modules have to be seen together
 *   sets.c    small sets of what was seen (tested, followed, ...)
 *   cost.c    what it cost: --stats
 */
#ifndef DL_ENGINE_IMPL_H
#define DL_ENGINE_IMPL_H

#include "checker/engine/engine.h"
#include "checker/engine/flow.h"
#include "checker/engine/state.h"
#include "rules/words.h"

struct dl_facts;
struct dl_fields;
struct dl_holders;
struct dl_records;
struct dl_syncs;
struct dl_callbacks;
struct dl_consensus;
struct dl_shared;

/* sets.c: a few pointers, each once */
struct dl_set {
	const void **items;
	size_t n, cap;
};

void dl_set_add(struct dl_arena *arena, struct dl_set *set, const void *item);
bool dl_set_has(const struct dl_set *set, const void *item);

struct dl_engine {
	struct dl_engine_options options;
	struct dl_arena *arena;
	const struct dl_unit **units;
	size_t nunits, cap_units;
	const char **whole;		/* modules of which all units are here */
	size_t nwhole, cap_whole;
	bool all_whole;
	const struct dl_shared *shared;	/* members that modules elsewhere touch, or NULL */
	struct dl_facts *facts;
	struct dl_fields *fields;
	struct dl_holders *holders;
	struct dl_records *records;
	struct dl_syncs *syncs;
	struct dl_callbacks *callbacks;
	struct dl_consensus *consensus;
	struct dl_set for_failure;	/* releases, see undoing.c */
	struct dl_set left_to_callers;	/* calls that map, see abandoned.c */
	struct dl_set undone_by_callers;
	struct dl_set left_and_lost;
	struct dl_finding *findings;
	size_t nfindings, cap_findings;
	struct dl_engine_stats stats;
	struct dl_cost {	/* of the function being analysed */
		unsigned limits;	/* hit, by bit */
		size_t states;		/* of all before */
		double started;		/* seconds */
	} cost;
};

/* A call chain: the call of the innermost function, and the chain of the function it is in. */
struct dl_context {
	uint32_t parent;
	const struct dl_instr *call;
};

/* One exit of the outermost function, kept until all are known. */
struct dl_exit {
	struct dl_path_state *state;
	const struct dl_value *value;	/* NULL: nothing returned */
	const struct dl_instr *ret;
};

struct dl_exits {
	struct dl_exit *items;
	size_t n, cap;
};

struct dl_release_seen {	/* how a path released an object */
	const struct dl_instr *site;
	const struct dl_value *cond;	/* the branch that led there */
	const struct dl_block *after;	/* where the path goes on, NULL if it returns */
	dl_loc ret;			/* the return, if it does */
	const struct dl_instr *at;	/* the release */
	bool asked;			/* memory was asked something between map and release */
	bool wrong;
	struct dl_finding finding;	/* if wrong */
	struct dl_release_seen *next;
};

/* The analysis of one outermost function, with all that is called from it. */
struct dl_analysis {
	struct dl_engine *engine;
	struct dl_arena *arena;
	struct dl_values *values;
	struct dl_context *contexts;	/* [0]: the outermost function */
	size_t ncontexts, cap_contexts;
	size_t budget;			/* block visits left */
	bool follow;			/* bodies of callees too */
	bool cpu_owns;			/* some path has synced for the CPU what others have mapped */
	struct dl_release_seen *releases;	/* latest first */
	const struct dl_object *held;		/* reports about its release are held back */
	const struct dl_value *held_cond;
	const struct dl_instr *held_at;
	bool held_asked, held_wrong;
	const struct dl_instr *inverted;	/* a map whose test is the wrong way round */
	struct dl_set tested;		/* calls whose result some path tests */
	struct dl_fate *fates;		/* of mappings, on any path: see fates.c */
	struct dl_set followed;		/* functions, each at least once */
	struct dl_set undoing;		/* releases of the outermost function */
	struct dl_filled *filled;	/* arrays, see unwinds.c */
};

/* One activation of a function on some call chain. */
struct dl_run {
	struct dl_analysis *analysis;
	const struct dl_run *caller;
	const struct dl_func *func;
	const struct dl_flow *flow;
	uint32_t context;
	unsigned depth;
	bool callers_known;		/* outermost, but static and called in its file */
	bool again;			/* an earlier turn of a loop was here and left objects alive */
	const struct dl_value **results;	/* by value id, of the block being walked */
	bool *reached;			/* by block id: on some path */
	struct dl_exits exits;
};

/* modules.c */
struct dl_module {
	const char *name;	/* kbuild's, or a path; not terminated */
	size_t length;
	bool named;		/* by kbuild */
};

/* Of a unit of that name; module may be NULL. */
struct dl_module dl_module_named(const char *unit, const char *module);
struct dl_module dl_module_of(const struct dl_unit *unit);
bool dl_same_module(struct dl_module a, struct dl_module b);
/* Numbers the modules from 0; of: the number for each unit. Returns how many there are. */
size_t dl_modules_number(const struct dl_engine *engine, size_t *of);
/* All units of its module are here. */
bool dl_is_whole_module(const struct dl_engine *engine, const struct dl_unit *unit);
/* Without the last slash; 0 if there is none. */
size_t dl_directory_length(const char *path);
size_t dl_hash_name(const char *s);
size_t dl_hash_text(const char *s, size_t length);

/* link.c: units that are not here touch the member, too. */
bool dl_is_shared(const struct dl_engine *engine, const struct dl_type *record,
		  const struct dl_field *field);

/* cost.c */
void dl_cost_begin(struct dl_engine *engine);
void dl_cost_end(struct dl_engine *engine, const struct dl_func *func);
/* The analysis gives up precision here. */
void dl_cost_limit(struct dl_run *run, enum dl_limit limit);
/* Not all paths of the function being analysed are walked. */
bool dl_cost_is_cut_short(const struct dl_engine *engine);

/* exec.c: walks func from the state given, in which its parameters are bound. */
void dl_exec_function(struct dl_run *run, struct dl_path_state *entry);

/* byteorder.c */

/* v with its bytes swapped, as a number of that type; an unknown stays the same unknown. */
const struct dl_value *dl_byteorder_swap(struct dl_values *vs, const struct dl_value *v,
					 const struct dl_type *type);

/* eval.c */
const struct dl_value *dl_eval_operand(struct dl_run *run, struct dl_path_state *s,
				       const struct dl_operand *op);
void dl_eval_set(struct dl_run *run, struct dl_path_state *s, const struct dl_instr *in,
		 const struct dl_value *value);
/* Where the operand was read from, if that was in this very place; whatever it holds. NULL: not seen. */
const struct dl_value *dl_eval_read_from(struct dl_run *run, struct dl_path_state *s,
					 const struct dl_operand *op);
/* Same for a call: the value travels in the state until take_result picks it up. */
void dl_eval_put_result(struct dl_run *run, struct dl_path_state *s, const struct dl_instr *call,
			const struct dl_value *value);
void dl_eval_take_result(struct dl_run *run, struct dl_path_state *s, const struct dl_instr *call);
/* Everything but calls and terminators. */
void dl_eval_instr(struct dl_run *run, struct dl_path_state *s, const struct dl_instr *in);
/* An unknown made by this instruction on this call chain; tag tells several apart. */
const struct dl_value *dl_eval_fresh(struct dl_run *run, const struct dl_instr *in,
				     const struct dl_type *type, int64_t tag);

/* calls.c: what the API has of the function that a call names; NULL if that is no part of it. */
const struct dl_api *dl_call_api(const struct dl_instr *call);
/* The operand with that role in the API's row; NULL: the row has none, or is NULL itself, or the call has too few. */
const struct dl_operand *dl_call_operand(const struct dl_api *api, const struct dl_instr *call,
					 enum dl_role role);
/* Appends the states after the call to out (one, but for calls that are followed). */
struct dl_states {
	struct dl_path_state **items;
	size_t n, cap;
};

void dl_states_add(struct dl_arena *arena, struct dl_states *states, struct dl_path_state *s);
void dl_call(struct dl_run *run, struct dl_path_state *s, const struct dl_instr *in,
	     struct dl_states *out);

/* objects.c */
struct dl_call_args {		/* a call of a function of the API, evaluated */
	const struct dl_api *api;
	const struct dl_instr *in;
	const struct dl_value *by_role[DL_ROLE_NFRAG + 1];
	const struct dl_value *values[DL_API_MAX_ARGS];
	size_t n;
};

/* A sync of 2.6, for the side that its direction names. */
bool dl_sync_names_no_side(const struct dl_api *api);
/* The question that dma_mapping_error() asks, as a value. */
const struct dl_value *dl_mapping_error(struct dl_run *run, const struct dl_value *handle);
bool dl_is_mapping_error(const struct dl_value *v);
/* The state machine, one event for one object; what it violates is reported at loc. */
void dl_object_event(struct dl_run *run, struct dl_path_state *s, struct dl_object *o,
		     enum dl_event event, const struct dl_instr *at);
const struct dl_value *dl_object_acquire(struct dl_run *run, struct dl_path_state *s,
					 const struct dl_call_args *args);
/* sg_init_one and kin: what the list points to is remembered for when it is mapped. */
void dl_object_fill_list(struct dl_run *run, struct dl_path_state *s,
			 const struct dl_call_args *args);
/* The memory that the list was filled with; NULL if that is not known. */
const struct dl_value *dl_object_in_list(struct dl_run *run, const struct dl_path_state *s,
					 const struct dl_value *list);
void dl_object_release(struct dl_run *run, struct dl_path_state *s,
		       const struct dl_call_args *args);
void dl_object_sync(struct dl_run *run, struct dl_path_state *s, const struct dl_call_args *args);
const struct dl_value *dl_object_test(struct dl_run *run, struct dl_path_state *s,
				      const struct dl_call_args *args);
/* The handles in value reach memory at addr. */
void dl_object_stored(struct dl_run *run, struct dl_path_state *s, const struct dl_value *addr,
		      const struct dl_value *value, const struct dl_instr *at);
bool dl_object_is_kept(const struct dl_path_state *s, const struct dl_value *value);
bool dl_object_is_live(const struct dl_object *o);
/* What it is known by: a handle, a list, a pointer. */
const struct dl_value *dl_object_key(const struct dl_object *o);

/* escapes.c */
/* What was lent to a function that has failed, as this path knows, is ours again. */
void dl_object_take_back(const struct dl_path_state *s, struct dl_object *o);
/*
 * value is an argument of a call whose body is not followed, which returned result. shown: the callee
 * knows nothing of what the driver keeps in its structures.
 */
void dl_object_escapes(struct dl_run *run, struct dl_path_state *s, const struct dl_value *value,
		       const struct dl_decl *callee, const struct dl_value *result, bool shown);
/* The structure that value points into can be found by others from now on. */
void dl_object_linked(struct dl_path_state *s, const struct dl_value *value);

/* outcomes.c */
/* A condition has been evaluated on this path: which objects does it test, with what outcome? */
void dl_object_branch(struct dl_run *run, struct dl_path_state *s, const struct dl_value *cond,
		      bool truth, const struct dl_instr *at);

static inline bool dl_is_in(const struct dl_func *func, const struct dl_instr *in)
{
	return in->block->id < func->nblocks && func->blocks[in->block->id] == in->block;
}

/* The function of the unit that the instruction is in; NULL: none. */
const struct dl_func *dl_func_of(const struct dl_unit *unit, const struct dl_instr *in);

/* undoing.c */
/* The path has come to this call, which undoes something. */
void dl_undoing_passed(struct dl_run *run, struct dl_path_state *s, const struct dl_instr *release);
/* All its ends are known. */
void dl_undoing_finish(struct dl_run *run);
/* Only failing paths of its function pass it, and its success leaves such things behind. */
bool dl_undoing_is_for_failure(const struct dl_engine *e, const struct dl_instr *release);
/* A failing end that has passed this call, if no other end has; NULL: none, or that is not known. */
const struct dl_exit *dl_undoing_failure_by(const struct dl_run *run,
					    const struct dl_instr *release);
/* The path may have come to this call; true also where nobody knows. */
bool dl_undoing_has_passed(const struct dl_run *run, const struct dl_path_state *s,
			   const struct dl_instr *release);
/* The path may have come to any. */
bool dl_undoing_any(const struct dl_run *run, const struct dl_path_state *s);
/* On its way to failure the path has undone something, in the function that made o. */
bool dl_undoing_seen(const struct dl_run *run, const struct dl_path_state *s,
		     const struct dl_object *o);

/* abandoned.c */
/* It is released. */
void dl_abandoned_undone(struct dl_run *run, const struct dl_object *o);
/* The outermost function ends; once all its exits are known. */
void dl_abandoned_at_end(struct dl_run *run, const struct dl_exit *exit);
/* Where its function has failed, some caller undoes it, or goes on without. */
bool dl_abandoned_to_callers(const struct dl_run *run, const struct dl_object *o);
/* Where its function has failed, all callers fail, too, and leave it. */
bool dl_abandoned_by_all(const struct dl_run *run, const struct dl_object *o);

/* Where its function has failed, some caller undoes it. */
bool dl_abandoned_is_undone(const struct dl_run *run, const struct dl_object *o);

/* rounds.c: the function undoes o wherever it succeeds; one of its failing ends has it. */
bool dl_round_is_broken(const struct dl_run *run, const struct dl_object *o);

/* unwinds.c */
/* What makes o known has been put to addr. */
void dl_unwind_kept(struct dl_run *run, const struct dl_object *o, const struct dl_value *addr,
		    const struct dl_instr *at);
/* Something is released: o, or NULL if that is not known. */
void dl_unwind_released(struct dl_run *run, struct dl_path_state *s, const struct dl_object *o,
			const struct dl_call_args *args);
/* Where the thing that is released was read from, in this very place; NULL: not seen. */
const struct dl_value *dl_release_place(struct dl_run *run, struct dl_path_state *s,
					const struct dl_call_args *a);
/* Both are addresses of members, and of different ones. */
bool dl_is_another_member(const struct dl_value *a, const struct dl_value *b);
/* All ends of the outermost function are known. */
void dl_unwind_finish(struct dl_run *run);

/* turns.c */
/* Forgets objects that are over and that nothing refers to any more. */
void dl_object_prune(struct dl_path_state *s);
/* The loop with this test for origins starts again: objects made in it become older ones. */
void dl_object_age(struct dl_run *run, struct dl_path_state *s,
		   bool (*in_loop)(const struct dl_block *, uint32_t, void *), void *arg);
/* What is wrong with it has been said: nothing more is. */
void dl_object_forget(struct dl_object *o);

/* memory.c: objects that are known by the pointer that was returned: memory, pools, what is in them */
bool dl_is_memory(const struct dl_api *api);
/* What a call that gives memory back (or a pool) gives back; NULL if it says so by the handle only. */
const struct dl_value *dl_memory_arg(const struct dl_call_args *args);
bool dl_memory_is_about(const struct dl_object *o, const struct dl_call_args *args);
void dl_memory_violation(struct dl_run *run, struct dl_path_state *s, struct dl_object *o,
			 enum dl_rule rule, const struct dl_instr *at);
/* The allocation succeeded on this path: what is known of its results? */
void dl_memory_valid(struct dl_run *run, struct dl_path_state *s, const struct dl_object *o);
/* A condition is about the pointer. */
void dl_memory_asked(struct dl_object *o, const struct dl_value *cond);
/* Something is stored at addr: where memory made elsewhere was read from, it is no longer. */
void dl_memory_replaced(struct dl_object *foreign, const struct dl_value *addr);
/* The call takes something out of a pool or puts it back. */
void dl_pool_used(struct dl_run *run, struct dl_path_state *s, const struct dl_call_args *args);
/* The call destroys a pool: what is from it? */
void dl_pool_destroyed(struct dl_run *run, struct dl_path_state *s,
		       const struct dl_call_args *args);
/* No more than a few pieces of memory that were made elsewhere are remembered after their release. */
void dl_memory_limit_foreign(struct dl_path_state *s);

/* access.c */
enum dl_access { DL_READS, DL_WRITES };

/* The CPU touches memory at addr. */
void dl_object_accessed(struct dl_run *run, struct dl_path_state *s, const struct dl_value *addr,
			enum dl_access how, const struct dl_instr *at);
/* Memory at p is given back to the allocator of that kind. */
void dl_object_buffer_freed(struct dl_run *run, struct dl_path_state *s, const struct dl_value *p,
			    enum dl_memory memory, const struct dl_instr *at);
/* The driver looks after the caches for addr itself, by means of the architecture. */
void dl_object_cache_flushed(struct dl_path_state *s, const struct dl_value *addr);
/* o has just been made: what was written to its buffer before is in memory now. */
void dl_access_mapped(struct dl_path_state *s, const struct dl_object *o);
/* A sync of a handle that is not known: whose buffer it is about, neither. */
void dl_access_synced_unknown(struct dl_path_state *s, const struct dl_call_args *args);
/* The event has just stepped the object. */
void dl_access_event(struct dl_run *run, struct dl_path_state *s, struct dl_object *o,
		     enum dl_event event, const struct dl_instr *at);
/* A function without a body was called: it may have waited for others. */
void dl_access_called(struct dl_path_state *s, const char *function);
/* The outermost function returns, or the one that is responsible does. */
void dl_access_end(struct dl_run *run, struct dl_path_state *s, struct dl_object *o);

/* holders.c */
struct dl_holders *dl_holders_new(struct dl_arena *arena);
/* value is put to addr: the handle or the buffer of o? */
void dl_holders_kept(struct dl_run *run, const struct dl_path_state *s, const struct dl_object *o,
		     const struct dl_value *addr, const struct dl_value *value);
void dl_holders_freed(struct dl_run *run, struct dl_path_state *s, const struct dl_value *p,
		      const struct dl_instr *at);
/* The loop starts again. */
void dl_holders_next_turn(struct dl_path_state *s,
			  bool (*in_loop)(const struct dl_block *, uint32_t, void *), void *arg);
/* A handle that was made elsewhere is unmapped. */
void dl_holders_unmapped(struct dl_run *run, struct dl_path_state *s,
			 const struct dl_call_args *args);
/* It is synced; and the CPU writes to memory at addr. */
void dl_holders_synced(struct dl_run *run, struct dl_path_state *s,
		       const struct dl_call_args *args);
void dl_holders_written(struct dl_run *run, const struct dl_path_state *s,
			const struct dl_value *addr, const struct dl_instr *at);
/* Once judged: what is wrong behind this sync is that the CPU writes, and no other one follows. */
bool dl_holders_say_written(const struct dl_engine *engine, const struct dl_instr *sync);
void dl_holders_stored(struct dl_run *run, const struct dl_value *addr,
		       const struct dl_value *value, const struct dl_instr *at);
/* Memory at start is mapped. */
void dl_holders_used(struct dl_run *run, const struct dl_value *start, const struct dl_instr *at);
void dl_holders_finish(struct dl_engine *engine);

/* syncs.c */
struct dl_syncs *dl_syncs_new(struct dl_arena *arena);
/* o: what it is about, or NULL. */
void dl_syncs_seen(struct dl_run *run, const struct dl_path_state *s, const struct dl_object *o,
		   const struct dl_call_args *args);
/* Some sync for the device in the module may be about what that member keeps. */
bool dl_syncs_for_device(const struct dl_engine *engine, const struct dl_unit *unit,
			 const char *record, const char *field);
void dl_syncs_finish(struct dl_engine *engine);

/* Memory that needs syncs is allocated: o. */
bool dl_sync_went_wrong(struct dl_run *run, const struct dl_path_state *s,
			const struct dl_object *o, enum dl_direction dir);
void dl_syncs_needed(struct dl_run *run, const struct dl_object *o);

/* synckinds.c: o is what the sync is about, or NULL. True if it spoke. */
bool dl_check_sync_kind(struct dl_run *run, const struct dl_path_state *s,
			const struct dl_object *o, const struct dl_call_args *args);
/* What one family has mapped is not for the other one to sync. */
bool dl_sync_kinds_differ(enum dl_family mapped, enum dl_family synced);

/* noncoherent.c */
bool dl_needs_syncs(const struct dl_object *o);
/* The event has just stepped the object; the CPU touches memory at addr, which may be of it. */
void dl_noncoherent_event(struct dl_run *run, struct dl_path_state *s, const struct dl_object *o,
			  enum dl_event event, const struct dl_instr *at);
void dl_noncoherent_accessed(struct dl_run *run, struct dl_path_state *s,
			     const struct dl_object *o, const struct dl_value *addr,
			     enum dl_access how, const struct dl_instr *at);

/* includes.c: once all units are known */
void dl_includes_finish(struct dl_engine *engine);

/* args.c: what is wrong with one argument, or with the function itself */
void dl_check_arguments(struct dl_run *run, struct dl_path_state *s,
			const struct dl_call_args *args);

/* handles.c: memory at addr is read or written */
void dl_check_dereference(struct dl_run *run, const struct dl_path_state *s,
			  const struct dl_value *addr, const struct dl_instr *at);
/* value is stored at addr by the instruction; or is written to a register by the call. */
void dl_check_address_stored(struct dl_run *run, const struct dl_path_state *s,
			     const struct dl_value *addr, const struct dl_value *value,
			     const struct dl_instr *at);
void dl_check_address_written(struct dl_run *run, const struct dl_path_state *s,
			      const struct dl_value *value, const struct dl_instr *at);
/* A function of the kernel gets arg first: IS_ERR() of what is no pointer? */
void dl_check_handle_call(struct dl_run *run, struct dl_path_state *s, const struct dl_instr *call,
			  const char *name, const struct dl_value *arg);
/* The first operand of a comparison is a. */
void dl_check_compare(struct dl_run *run, struct dl_path_state *s, const struct dl_instr *cmp,
		      const struct dl_value *a);
/* dma_mapping_error() of what was computed from a handle: true if that was said. */
bool dl_check_test_value(struct dl_run *run, struct dl_path_state *s,
			 const struct dl_call_args *args);
/* The handle of o goes to the device; and it is tested. */
void dl_note_handed_over(struct dl_run *run, struct dl_path_state *s, const struct dl_object *o,
			 const struct dl_instr *at);
void dl_check_late_test(struct dl_run *run, struct dl_path_state *s, const struct dl_object *o,
			const struct dl_instr *at);

/* masks.c: a call of dma_set_mask() and kin, which returned result */
void dl_mask_set(struct dl_run *run, struct dl_path_state *s, const struct dl_call_args *args,
		 const struct dl_value *result);
/* Which modules never set one? */
void dl_masks_finish(struct dl_engine *engine);

/* context.c: functions that are called back in interrupts, once the facts are known */
void dl_callbacks_find(struct dl_engine *engine);
/* The outermost function begins. */
void dl_context_enter(struct dl_run *run, struct dl_path_state *s);
/* Any call by name: it may be a lock. */
void dl_context_call(struct dl_run *run, struct dl_path_state *s, const struct dl_instr *call,
		     const char *name);
/* May the function of the API be called here? */
void dl_check_context(struct dl_run *run, struct dl_path_state *s,
		      const struct dl_call_args *args);

/* needless.c: memset(memory, 0) */
void dl_check_zeroing(struct dl_run *run, struct dl_path_state *s, const struct dl_value *memory,
		      const struct dl_instr *at);
void dl_check_sync_need(struct dl_run *run, struct dl_path_state *s,
			const struct dl_call_args *args);
/* The CPU writes at addr. */
void dl_check_write_from_device(struct dl_run *run, struct dl_path_state *s,
				const struct dl_value *addr, const struct dl_instr *at);

/* regions.c: dma_declare_coherent_memory() and kin returned result; the region is given back */
void dl_region_declared(struct dl_run *run, struct dl_path_state *s,
			const struct dl_call_args *args, const struct dl_value *result);
void dl_region_released(struct dl_run *run, struct dl_path_state *s,
			const struct dl_call_args *args);
void dl_check_cache_sync(struct dl_run *run, struct dl_path_state *s,
			 const struct dl_call_args *args);
/* dma_mapping_error(): with a device? */
void dl_check_arity(struct dl_run *run, struct dl_path_state *s, const struct dl_call_args *args);

/* truncated.c: once all units are known, and all else is said */
void dl_truncated_finish(struct dl_engine *engine);

/* packets.c: true if the call is one of these; result: what it returns, NULL if that is unknown. */
bool dl_packet_changed(struct dl_run *run, struct dl_path_state *s, const struct dl_instr *call,
		       const struct dl_value *const *args, size_t nargs,
		       const struct dl_value **result);

/* enums.c */
void dl_check_enum_arguments(struct dl_run *run, const struct dl_path_state *s,
			     const struct dl_instr *call, const struct dl_decl *decl);
void dl_check_enum_store(struct dl_run *run, const struct dl_path_state *s,
			 const struct dl_instr *store);

/* buffers.c */
/* The CPU's address of what a call maps; NULL if there is none. */
const struct dl_value *dl_buffer_mapped(struct dl_run *run, const struct dl_call_args *args);
const struct dl_value *dl_buffer_of_page(struct dl_run *run, const struct dl_value *page);
/* True if data at start is that of a struct sk_buff. */
bool dl_buffer_is_packet_data(const struct dl_value *start, const struct dl_value *packet);
/* An allocator returned p: how large it is, if the row says which argument tells. */
void dl_buffer_allocated(struct dl_run *run, struct dl_path_state *s, const struct dl_value *p,
			 const struct dl_kernel_function *k, const struct dl_value *const *args,
			 size_t nargs);
/* True if the mapping is there for certain, and nobody else may have undone it. */
bool dl_buffer_is_mapped_now(const struct dl_object *o);
/* The same, also of one whose outcome nobody has asked for: the driver takes it to be mapped. */
bool dl_buffer_is_believed_mapped(const struct dl_object *o);
/* Is what a map gets memory that may be mapped, and is it as large as the call says? */
void dl_check_acquire(struct dl_run *run, struct dl_path_state *s, const struct dl_call_args *args);
/* The rule that mapping this memory violates because of where it comes from; NONE: not known. */
enum dl_rule dl_buffer_unfit(const struct dl_value *start);
/* The same for memory at cpu, of a size that is not known. */
void dl_check_buffer(struct dl_run *run, struct dl_path_state *s, const struct dl_value *cpu,
		     const struct dl_instr *at);
/* A function that is given nothing but p says yes or no. */
void dl_buffer_asked(struct dl_run *run, struct dl_path_state *s, const struct dl_value *p,
		     const struct dl_value *answer);
/* Only whether it is on the stack. */
void dl_check_stack(struct dl_run *run, struct dl_path_state *s, const struct dl_value *cpu,
		    const struct dl_instr *at);
/* get_page(), skb_get(): freeing p once does not free it. */
void dl_buffer_referenced(struct dl_run *run, struct dl_path_state *s, const struct dl_value *p);
bool dl_buffer_is_referenced(struct dl_run *run, const struct dl_path_state *s,
			     const struct dl_value *p);

/* frees.c */
void dl_pair_free(struct dl_run *run, struct dl_path_state *s, struct dl_object *o,
		  const struct dl_call_args *args);
/* What a free is meant for although its pointer is not the one; NULL if nothing is, for certain. */
struct dl_object *dl_free_misnamed(struct dl_path_state *s, const struct dl_call_args *args);
/* The arguments by themselves, where nothing is known of the memory. */
void dl_check_free(struct dl_run *run, struct dl_path_state *s, const struct dl_call_args *args);
/* Of the kernel's DMA_ATTR_*, those that matter here. */
#define DL_ATTR_WRITE_COMBINE		(1 << 2)
#define DL_ATTR_NO_KERNEL_MAPPING	(1 << 4)
#define DL_ATTR_SKIP_CPU_SYNC		(1 << 5)
#define DL_ATTR_MMIO			(1 << 10)

/* The family of a call with these attributes: dma_alloc_attrs() does what several do. */
enum dl_family dl_family_with(const struct dl_api *api, const struct dl_value *attrs);
/* For certain not from the one to be undone by the other. */
bool dl_families_differ(enum dl_family from, enum dl_family by);
/* Somewhere in this function what is of that family is undone as it should be, or o is a caller's. */
bool dl_has_right_way(const struct dl_run *run, const struct dl_object *o);
/*
 * A helper that did not make o has the right free of the same pointer, too: it goes by what the one
 * that made it went by, and only that is not known any more.
 */
bool dl_free_is_chosen(const struct dl_run *run, const struct dl_object *o,
		       const struct dl_instr *wrong);
/* Memory of one family is freed by another that does not match: which rule is violated? */
enum dl_rule dl_free_kind_rule(enum dl_family from, enum dl_family by);

/* unmaps.c: both report the handle */
/* The mapping that an unmap of something that is no handle is meant for, or NULL. */
struct dl_object *dl_unmap_misnamed(struct dl_run *run, struct dl_path_state *s,
				    const struct dl_call_args *args);
/* The handle is one already released; the mapping that the other arguments are those of, or NULL. */
struct dl_object *dl_unmap_meant(struct dl_run *run, struct dl_path_state *s,
				 const struct dl_object *released, const struct dl_call_args *args);
/*
 * "if (slot->len) unmap(slot->dma)": what the structure says of itself beside the handle o led here. It
 * may well know that the mapping failed.
 */
bool dl_unmap_is_asked_for(const struct dl_path_state *s, const struct dl_object *o);
void dl_pair_attrs(struct dl_run *run, struct dl_path_state *s, struct dl_object *o,
		   const struct dl_call_args *args);

/* pairing.c */
void dl_pair_size(struct dl_run *run, struct dl_path_state *s, struct dl_object *o,
		  const struct dl_call_args *args);
const char *dl_direction_text(struct dl_run *run, const struct dl_value *dir);
/* The value without narrowing casts: counts and sizes that are kept in wider types. */
const struct dl_value *dl_uncast(const struct dl_value *v);
enum dl_same dl_same_number(struct dl_run *run, struct dl_path_state *s, const struct dl_value *a,
			    const struct dl_value *b);
/* Whatever the unknowns in them are. */
bool dl_numbers_differ(const struct dl_value *a, const struct dl_value *b);
/* n and 2 * n, n * 4 and n * 8. */
bool dl_is_multiple(const struct dl_value *a, const struct dl_value *b);
/* The part from offset to end does not start, or does not end where the mapping does, on a line. */
bool dl_starts_inside_line(const struct dl_value *offset, int64_t line);
bool dl_ends_inside_line(const struct dl_value *end, const struct dl_value *size, int64_t line);
enum dl_same dl_same_device(const struct dl_value *a, const struct dl_value *b);
void dl_pair_release(struct dl_run *run, struct dl_path_state *s, struct dl_object *o,
		     const struct dl_call_args *args);
void dl_pair_sync(struct dl_run *run, struct dl_path_state *s, struct dl_object *o,
		  const struct dl_call_args *args, const struct dl_value *offset);
void dl_check_direction(struct dl_run *run, const struct dl_path_state *s,
			const struct dl_call_args *args);

/* sglists.c */
enum dl_sg_count {
	DL_SG_OTHER,
	DL_SG_GIVEN,		/* what the map was given: for the CPU */
	DL_SG_RETURNED,		/* what it returned: for the device */
};

/* place is the member "name" of some struct sg_table. */
bool dl_sg_is_table_member(const struct dl_value *place, const char *name);
/* The mapping of the list, or of the table that it is in; NULL if there is none. */
struct dl_object *dl_sg_find(struct dl_path_state *s, const struct dl_value *list);
/* A copy of it that is there for certain; NULL if o is. */
struct dl_object *dl_sg_certain(const struct dl_object *o, struct dl_object *copy);
enum dl_sg_count dl_sg_count(struct dl_run *run, struct dl_path_state *s, const struct dl_object *o,
			     const struct dl_value *count);
/* The table of o is mapped for certain: its nents is not 0. */
void dl_sg_table_succeeded(struct dl_run *run, struct dl_path_state *s, const struct dl_object *o);
/* o has just been made by this call; nothing is done if it is no list. */
void dl_sg_mapped(struct dl_run *run, struct dl_path_state *s, struct dl_object *o,
		  const struct dl_call_args *args);
/* The count given to an unmap or a sync. rule: what is wrong with it if the map returned it. */
void dl_sg_pair_count(struct dl_run *run, struct dl_path_state *s, struct dl_object *o,
		      const struct dl_call_args *args, enum dl_rule rule);
/* Somebody ("dma_unmap_sg()") takes the returned count from this place. False if it was not said. */
bool dl_sg_report_returned(struct dl_run *run, struct dl_path_state *s, struct dl_object *o,
			   const char *who, dl_loc loc, const struct dl_value *place);
/* Any call, by name: sg_copy_to_buffer and kin go through a list as the CPU sees it. */
void dl_sg_call(struct dl_run *run, struct dl_path_state *s, const struct dl_instr *in,
		const char *name);

/* sgpairs.c: a function is called that is none of the API. */
void dl_sg_given(struct dl_run *run, struct dl_path_state *s, const struct dl_instr *call);

/* sgwalks.c */
/* The condition of a loop. */
void dl_sg_loop(struct dl_run *run, struct dl_path_state *s, const struct dl_instr *at);
/* Memory at addr is read: the DMA address of an entry? */
void dl_sg_read(struct dl_run *run, struct dl_path_state *s, const struct dl_value *addr,
		const struct dl_instr *at);
void dl_sg_check_read_before(struct dl_run *run, struct dl_path_state *s, struct dl_object *o);
void dl_sg_forget_read(struct dl_run *run, struct dl_path_state *s, const struct dl_value *list);
/* The list is given to a DMA engine as count entries long. */
void dl_sg_prep(struct dl_run *run, struct dl_path_state *s, const struct dl_instr *at,
		const char *name, const struct dl_value *list, const struct dl_value *count);
/* An unmap or a sync of a list that is not known to be mapped. */
void dl_sg_wrong_list(struct dl_run *run, struct dl_path_state *s, const struct dl_call_args *args);

/* The unit stores DMA addresses into lists itself. */
bool dl_fills_lists(const struct dl_unit *unit);

/* tests.c: o is what the test is about, or NULL; possible: it may be about some object. */
void dl_check_test(struct dl_run *run, struct dl_path_state *s, struct dl_object *o,
		   const struct dl_call_args *args, bool possible);
/* "count < 0" of an unsigned variable: never, so that no value of it is a condition. */
void dl_check_branch(struct dl_run *run, struct dl_path_state *s, const struct dl_instr *at);
/* Does the function do anything with what the call returned? */
bool dl_is_result_used(const struct dl_func *func, const struct dl_instr *call);
/* A call that makes no object and returns a status. */
void dl_check_status(struct dl_run *run, struct dl_path_state *s, const struct dl_call_args *args);

/* ends.c */
/* Both or neither saw a failure, or the results of all functions on the chain tell which did. */
bool dl_ends_same_failure(const struct dl_run *run, const struct dl_path_state *a,
			  const struct dl_path_state *b);
/* It sends a packet: NETDEV_TX_OK says nothing of success. */
bool dl_ends_is_transmit(const struct dl_func *func);
void dl_ends(struct dl_run *run);
/* The same where callers judge: what they need not see to. */
void dl_ends_half_undone(struct dl_run *run);
/* Does the function tell of failure at this exit? Once all its exits are known. */
bool dl_ends_in_failure(const struct dl_run *run, const struct dl_exit *e);
/* A result that is not 0 is above 0 here: what means failure in most functions, and is none that is told so. */
bool dl_ends_above_failure(const struct dl_run *run, const struct dl_exit *e);
/* By the function or by one that it called. */
bool dl_ends_made_in(const struct dl_run *callee, const struct dl_object *o);
/*
 * A function that was followed returns to its caller in this state, its own variables gone: mappings
 * that nobody holds any more end here.
 */
void dl_ends_followed(struct dl_run *callee, struct dl_exit *e);

/* inverted.c: o is alive where the function ends; has its test taken success for failure? */
bool dl_inverted_test(const struct dl_run *run, const struct dl_exit *e, const struct dl_object *o);
void dl_inverted_report(struct dl_run *run, const struct dl_exit *e, const struct dl_object *o);
/* A value with the handle of o goes to this place, or to a function (NULL): is that a use of it? */
bool dl_inverted_hand_over(struct dl_run *run, const struct dl_path_state *s,
			   const struct dl_object *o, const struct dl_value *to,
			   const struct dl_value *value, const struct dl_instr *at);
/* What is known to have failed is used at this place. */
void dl_inverted_used(struct dl_run *run, struct dl_path_state *s, struct dl_object *o,
		      enum dl_rule rule, const struct dl_instr *at);

/* fates.c: what some path did with what a call made; a leak of another path is judged by it */
enum dl_fate_kind {
	DL_FATE_UNDONE,
	DL_FATE_PERHAPS,	/* an unmap may have been about it */
	DL_FATE_KEPT,		/* the handle was stored away */
};

void dl_fate_note(struct dl_run *run, const struct dl_path_state *s, const struct dl_object *o,
		  enum dl_fate_kind kind, const struct dl_instr *at);
/* Is at in a loop that the call that made o is not in? */
bool dl_fate_in_other_loop(const struct dl_run *run, const struct dl_object *o,
			   const struct dl_instr *at);
/*
 * Does some path of this function undo what the site of o made? A helper that cleans up behind itself
 * says nothing of who has to when it has succeeded.
 */
bool dl_fate_undone_here(const struct dl_run *run, const struct dl_object *o);
/* Some path undoes it, or may do so. */
bool dl_fate_undone_anywhere(const struct dl_run *run, const struct dl_object *o);
/* The same for certain, on the call chain, but not by the function that made it. */
bool dl_fate_undone_by_callers(const struct dl_run *run, const struct dl_object *o);
/* The helper that made it and failed undoes it itself on other paths. */
bool dl_fate_undone_by_maker(const struct dl_run *run, const struct dl_object *o);
/* A clean-up function frees it on other paths: on this one it has its reasons not to. */
bool dl_fate_undone_by_another(const struct dl_run *run, const struct dl_object *o);
/* Where the function that made it undoes it on its way to failure only; NULL: nowhere. */
const struct dl_instr *dl_fate_undone_by_failure(const struct dl_run *run,
						 const struct dl_object *o);
/* Some path stores it away: then it is kept, and the other paths know why they do not. */
bool dl_fate_kept(const struct dl_run *run, const struct dl_object *o);
/*
 * Another path undoes it behind a question to memory ("if (slot->mapped)"), and this one has asked
 * the same: the driver knows what it did. The same if that unmap need not be about this mapping.
 */
bool dl_fate_decided_by_memory(const struct dl_run *run, const struct dl_path_state *s,
			       const struct dl_object *o);
/*
 * A walk over the array undoes what it finds there, by marks that each element has: one that it has
 * passed by was not taken for mapped.
 */
bool dl_fate_perhaps_among(const struct dl_run *run, const struct dl_object *o);

/* leaks.c: how a mapping or memory gets lost */
enum dl_loss {
	DL_LOST_ON_SUCCESS,
	DL_LOST_ON_ERROR,
	DL_LOST_IN_LOOP,	/* failure in a later turn loses what earlier ones made */
	DL_LOSSES
};

/* A mapped list that nobody else can undo, and no path of this function does. */
bool dl_leak_is_own_list(const struct dl_run *run, const struct dl_path_state *s,
			 const struct dl_object *o);
/* The call would undo what o is, by its family. */
bool dl_leak_is_release_like(const struct dl_instr *in, const struct dl_object *o);
/* Is it this function's to undo, and the loss looked for? */
bool dl_leak_is_ours(const struct dl_run *run, const struct dl_path_state *s,
		     const struct dl_object *o, enum dl_loss loss);
/* It failed, and began to undo what it had made: o is left, whoever called. */
bool dl_leak_is_half_undone(const struct dl_run *run, const struct dl_path_state *s,
			    const struct dl_object *o);
void dl_leak_report(struct dl_run *run, struct dl_path_state *s, const struct dl_object *o,
		    enum dl_loss loss, const struct dl_unit *unit, const struct dl_instr *at);

/* cleanups.c */
/*
 * A function of the kernel that knows nothing of the driver and does not call back to undo things, or
 * one of the driver that never gets to the API.
 */
bool dl_cleanup_is_outsider(const struct dl_run *run, const struct dl_decl *callee);
/*
 * A call by name. A function that does nothing but undo is taken to know what it leaves; and where a
 * reference to a structure is put, whoever puts the last one undoes what it keeps.
 */
void dl_cleanup_called(struct dl_run *run, struct dl_path_state *s, const struct dl_decl *callee,
		       const struct dl_value *const *args, size_t nargs);
/* The path undoes a mapping, or memory, and nobody knows which. */
void dl_cleanup_loosen(struct dl_path_state *s, bool memory);
/* The kernel's functions of such names give something back. */
bool dl_cleanup_gives_back(const char *name);
/* A call by name whose body is not followed: the path may give something back. */
void dl_cleanup_note(struct dl_path_state *s, const struct dl_instr *call);
/* On its way to this exit, and only on failing ones, the path gave something back after o was made. */
bool dl_cleanup_seen(const struct dl_run *run, const struct dl_path_state *s,
		     const struct dl_object *o);
/* The kernel calls it through a pointer; nobody in the module does by name. */
bool dl_cleanup_is_entry(const struct dl_run *run);

/* never.c: an unmap that is about no mapping of this path */
void dl_check_never_mapped(struct dl_run *run, struct dl_path_state *s,
			   const struct dl_call_args *args);
/* The same for a sync of what is not known to be mapped. */
void dl_check_sync_unmapped(struct dl_run *run, struct dl_path_state *s,
			    const struct dl_call_args *args);

/* overwritten.c: value is about to be stored at addr. Whose last handle was there? */
void dl_check_overwritten(struct dl_run *run, struct dl_path_state *s,
			  const struct dl_value *addr, const struct dl_value *value,
			  const struct dl_instr *at);

/* facts.c */
enum dl_reach {
	DL_REACH_ACQUIRE = 1,
	DL_REACH_TEST = 2,
	DL_REACH_UNMAP = 4,
	DL_REACH_FREE = 8,	/* memory, pools */
	DL_REACH_RELEASE = DL_REACH_UNMAP | DL_REACH_FREE
};

/* released.c: value is stored to a record, and o was unmapped before; or the function gets it. */
void dl_released_stored(struct dl_run *run, struct dl_path_state *s, struct dl_object *o,
			const struct dl_value *value, const struct dl_instr *at);
void dl_released_passed(struct dl_run *run, struct dl_path_state *s, const struct dl_decl *callee,
			const struct dl_value *value, const struct dl_instr *at);

/* ---- alone.c --------------------------------------------------------------------------------- */

/* The whole module is known; a file that kbuild does not count to any is one, if it is alone. */
bool dl_alone_is_all_there(const struct dl_engine *e, const struct dl_unit *unit);
/* Nobody can undo what the function leaves, but those who use what it leaves when it has succeeded. */
bool dl_alone_is_uncalled(const struct dl_run *run);
/* Its exit at s is one of its successes, too: "return a && b ? 0 : -ENOMEM". */
bool dl_alone_is_verdict(const struct dl_run *run, const struct dl_path_state *s);
/* Some function of the object's file may release what is kept where it is kept. */
bool dl_alone_is_undone_in_file(const struct dl_object *o);

struct dl_facts *dl_facts_new(struct dl_arena *arena, const struct dl_unit *const *units, size_t n);
/* What a function that is called may do to mappings, itself or through others; -1: no body known. */
int dl_facts_reach(const struct dl_facts *facts, const struct dl_decl *decl,
		   const struct dl_unit *from);
/* The body of what is called, in any unit; NULL if there is none or it did not matter. */
const struct dl_func *dl_facts_body(const struct dl_facts *facts, const struct dl_decl *decl,
				    const struct dl_unit *from);
/*
 * Some function does this to values read from this member, or variable of the file: in the module or
 * the directory of the unit, or above or below it.
 */
bool dl_facts_field_tested(const struct dl_facts *facts, const struct dl_value *addr,
			   const struct dl_unit *from);
bool dl_facts_field_compared(const struct dl_facts *facts, const struct dl_value *addr,
			     const struct dl_unit *from);
/* Every function with a body, callers before callees. */
const struct dl_func *const *dl_facts_order(const struct dl_facts *facts, size_t *count);
/* Static, and every use of it is a direct call. */
bool dl_facts_address_taken(const struct dl_facts *facts, const struct dl_func *func);
bool dl_facts_called(const struct dl_facts *facts, const struct dl_func *func);
/* Some call through a pointer, in the unit's module or near it, passes what func takes. */
bool dl_facts_called_by_pointer(const struct dl_facts *facts, const struct dl_func *func);
bool dl_facts_called_only(const struct dl_facts *facts, const struct dl_func *func);
void dl_facts_note_followed(struct dl_facts *facts, const struct dl_func *func, bool followed);
bool dl_facts_always_followed(const struct dl_facts *facts, const struct dl_func *func);
size_t dl_facts_count_followed(const struct dl_facts *facts);

/* fields.c: the address of the member that addr is, or is an element of; NULL if it is none. */
const struct dl_value *dl_field_address(const struct dl_value *addr);

/* Some map of the module is seen to fill this member. */
bool dl_field_is_mapped(const struct dl_engine *engine, const struct dl_unit *unit,
			const char *record, const char *field);

/* fields*.c: what is seen on paths is collected here, and judged once all functions are walked. */
struct dl_fields *dl_fields_new(struct dl_arena *arena);
/* Pointer and handle of o are kept: beside each other? */
void dl_fields_made(struct dl_run *run, const struct dl_object *o);
/* Memory that was made elsewhere is freed. */
void dl_fields_freed(struct dl_run *run, const struct dl_call_args *args);
/* What pairing goes by: the handle, or the pool. */
const struct dl_value *dl_fields_key(const struct dl_object *o);
/* The handle or list of o is kept at addr. */
void dl_fields_map(struct dl_run *run, const struct dl_path_state *s, const struct dl_object *o,
		   const struct dl_value *addr);
/* what: a handle or a list that was found in memory. */
void dl_fields_unmap(struct dl_run *run, const struct dl_path_state *s,
		     const struct dl_call_args *args, const struct dl_value *what);
/* A sync of what is not known to be mapped. */
void dl_fields_sync(struct dl_run *run, const struct dl_path_state *s,
		    const struct dl_call_args *args);
/* Memory at p, which was not seen to be allocated, is given back as what it may not be. */
void dl_fields_buffer_freed(struct dl_run *run, const struct dl_value *p,
			    const struct dl_instr *at);
void dl_fields_store(struct dl_run *run, const struct dl_path_state *s, const struct dl_value *addr,
		     const struct dl_value *value, const struct dl_instr *at);
/* The count given to an unmap or a sync. rule: what is wrong with it if the map returned it. */
void dl_fields_count(struct dl_run *run, const struct dl_call_args *args, enum dl_rule rule);
/* A loop that reads DMA addresses, or a DMA engine, takes the list to be of this count. */
void dl_fields_device_count(struct dl_run *run, const struct dl_instr *at, enum dl_rule rule,
			    const struct dl_value *list, const struct dl_value *count);
/* An unmap or a sync of an entry behind the one at start. */
void dl_fields_wrong_list(struct dl_run *run, const struct dl_instr *at,
			  const struct dl_value *start);
/* A list, read from list_place if not NULL, or a table was mapped: o. */
void dl_fields_sg_map(struct dl_run *run, const struct dl_object *o,
		      const struct dl_value *list_place);
void dl_fields_finish(struct dl_engine *engine);

/* givebacks.c: once all units are known */
void dl_givebacks_finish(struct dl_engine *engine);

/* urbs.c: once all units are known */
void dl_urbs_finish(struct dl_engine *engine);

/* unfreed.c: once all units are known; these are of one module, all of it */
void dl_unfreed_module(struct dl_engine *engine, const struct dl_unit *const *units, size_t n);

/* teardown.c: once all units are known */
void dl_teardown(struct dl_engine *engine);
/* Some unmap in the unit gets an address that nobody knows: it may be of anything. */
bool dl_unit_is_blind(struct dl_engine *engine, const struct dl_unit *unit);

/* records.c: what is written down beside a handle, for the unmap to be taken from there. */
struct dl_records *dl_records_new(struct dl_arena *arena);
/* The handle of o is kept at addr. */
void dl_records_kept(struct dl_run *run, struct dl_path_state *s, const struct dl_object *o,
		     const struct dl_value *addr, const struct dl_instr *at);
void dl_records_store(struct dl_run *run, struct dl_path_state *s, const struct dl_value *addr,
		      const struct dl_value *value, const struct dl_instr *at);
/* Of something mapped elsewhere. */
void dl_records_unmap(struct dl_run *run, const struct dl_call_args *args);
void dl_records_finish(struct dl_engine *engine);

/* consensus.c */
struct dl_consensus *dl_consensus_new(struct dl_arena *arena);
void dl_consensus_call(struct dl_run *run, const struct dl_call_args *args);
/* The value goes where it is not followed: into memory, to a function that is not known. */
void dl_consensus_kept(struct dl_run *run, const struct dl_value *value);
void dl_consensus_finish(struct dl_engine *engine);

/* subject.c: what a finding at that place with that message is about (struct dl_finding) */
const char *dl_subject(struct dl_run *run, const struct dl_path_state *s,
		       const struct dl_object *about, const struct dl_unit *unit, dl_loc loc,
		       const char *message);

/*
 * fixes.c: adds to the finding, which may be NULL, what mends it, if that is certain. The argument of the second call
 * is to be that of the map; or the test that went wrong (o->wrong_test) another one.
 */
void dl_fix_direction(struct dl_run *run, struct dl_finding *f, const struct dl_object *o,
		      const struct dl_call_args *a);
void dl_fix_count(struct dl_run *run, struct dl_path_state *s, struct dl_finding *f,
		  const struct dl_object *o, const struct dl_call_args *a);
void dl_fix_test(struct dl_run *run, struct dl_finding *f, const struct dl_object *o);

/* findings.c */
/* The finding, until the next is reported; NULL if nothing new is said. */
struct dl_finding *dl_report(struct dl_run *run, const struct dl_path_state *s, enum dl_rule rule,
			     enum dl_confidence confidence, const struct dl_unit *unit, dl_loc loc,
			     const struct dl_object *about, const char *fmt, ...)
	__attribute__((format(printf, 8, 9)));
/* "dma_set_mask() " and these words, of a call that is wrong by itself, as sure as the rule is. */
void dl_report_call(struct dl_run *run, const struct dl_path_state *s, enum dl_rule rule,
		    const struct dl_instr *call, const struct dl_object *about, const char *words);
/*
 * Between these two, reports about the release of an object are held back: if the last branch taken
 * asked something of memory ("if (buf->mapped_as_page)"), the other way releases the object as it
 * should and the two go on together, then the driver knows what it does and the report is dropped.
 * The same if one call releases it rightly or wrongly as memory says ("ring->is_tx ? TO : FROM").
 */
void dl_hold_reports(struct dl_run *run, const struct dl_path_state *s, const struct dl_object *o,
		     const struct dl_instr *at);
void dl_release_reports(struct dl_run *run);
/* Made of what memory and parameters held, not of what calls returned. */
bool dl_asks_memory(const struct dl_value *v);
/* The last branch, if it asked something of memory: "if (buf->mapped_as_page)". */
const struct dl_value *dl_last_question(const struct dl_path_state *s);
/* Has the path asked memory anything since then, loops aside? */
bool dl_asked_since(const struct dl_path_state *s, const struct dl_trail *since);
/* At the end of an analysis: what was held back and stands is reported. */
void dl_settle_held(struct dl_analysis *an);
/*
 * The same without a path: two ends, seen in different functions; note is about the second place,
 * where the thing was made. NULL if there is none.
 */
void dl_report_pair(struct dl_engine *engine, enum dl_rule rule, const struct dl_unit *unit,
		    dl_loc loc, const char *function, const struct dl_unit *other_unit,
		    dl_loc other_loc, const char *note, const char *fmt, ...)
	__attribute__((format(printf, 9, 10)));
/* The same with a second place of another kind. */
void dl_report_after(struct dl_engine *engine, enum dl_rule rule, const struct dl_unit *unit,
		     dl_loc loc, const char *function, enum dl_step_kind kind,
		     const struct dl_unit *other_unit, dl_loc other_loc, const char *note,
		     const char *fmt, ...) __attribute__((format(printf, 10, 11)));
/* dma_addr_t, by the name that it has in C. */
bool dl_is_dma_address(const struct dl_type *type);
const char *dl_call_name(const struct dl_instr *call);
const char *dl_text(struct dl_run *run, const struct dl_value *v);
/* Sorts, and drops what is said twice. */
void dl_findings_finish(struct dl_engine *engine);

#endif
