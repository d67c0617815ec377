/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The data model of the runtime, and what its files offer each other.
 *
 * Every function of the API that a driver calls makes a struct shim_call (shim_enter(), which also
 * takes the one lock), does its work on objects, and ends with shim_leave(), which gives the lock
 * back and only then delivers what was reported: a hook may call the API again. Functions that are
 * declared here want the lock held, unless they say otherwise.
 *
 * A struct shim_object is one mapping, list, allocation or pool, from the call that made it to its
 * release and for a while after, so that a second release is known for what it is. Its life is
 * rules/lifecycle.def, stepped by shim_step(); what the table cannot hold, arguments that have to
 * agree, is compare.c. The names of functions, and what their arguments mean, are rules/api.def.
 */
#ifndef SHIM_H
#define SHIM_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#define DMA_SHIM_ITSELF	/* not looked at when it copies */

#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dma-shim.h>
#include <linux/dma-mapping.h>
#include <linux/dmapool.h>
#include <linux/gfp.h>
#include <linux/mm.h>
#include <linux/scatterlist.h>

#include "rules/api.h"
#include "rules/catalog.h"
#include "rules/lifecycle.h"
#include "rules/words.h"

#pragma GCC visibility push(hidden)

/* ---- ranges: index.c --------------------------------------------------------------------------- */

struct shim_link {
	struct shim_link *next, **pprev;
	struct shim_range *range;
	struct shim_chunk *chunk;
};

/* An interval in an index. len is at least 1 while it is in one. */
struct shim_range {
	uint64_t start, len;
	void *owner;
	struct shim_link *links;	/* one for each chunk that it touches */
	struct shim_link first[2];	/* where links points if they suffice */
	uint16_t nlinks;		/* 0: in no index */
	uint8_t level;
};

#define SHIM_LEVELS 10

/* Intervals by address. Cost does not depend on how many there are. */
struct shim_index {
	struct shim_chunk **buckets;
	size_t nbuckets, nchunks;
	struct shim_chunk *spare;
	size_t in_level[SHIM_LEVELS];
};

void shim_index_add(struct shim_index *index, struct shim_range *range, uint64_t start,
		    uint64_t len, void *owner);
/* Does nothing if range is in no index. */
void shim_index_remove(struct shim_index *index, struct shim_range *range);
/* Some interval around addr, or NULL. */
struct shim_range *shim_index_at(const struct shim_index *index, uint64_t addr);
/* Some interval that has a byte in common with [start, start + len), or NULL. */
struct shim_range *shim_index_overlap(const struct shim_index *index, uint64_t start,
				      uint64_t len, bool (*wanted)(void *owner, void *data),
				      void *data);

/* ---- places: stack.c --------------------------------------------------------------------------- */

struct shim_trace {
	unsigned int n;
	void *pcs[DMA_SHIM_FRAMES];
};

/* The stack from the caller of the API on. Needs no lock. */
void shim_trace_take(struct shim_trace *trace, void *caller, unsigned int depth);
/* Functions, files and lines. Takes a lock of its own; the strings live as long as the program. */
void shim_trace_resolve(const struct shim_trace *trace, struct dma_shim_stack *stack);

/* ---- a call of the API: core.c ----------------------------------------------------------------- */

struct shim_call {
	const struct dl_api *api;	/* NULL for functions outside of the DMA API */
	const char *name;		/* as the driver wrote it: without _attrs if attrs is 0 */
	void *caller;
	const struct shim_trace *at;	/* reported as the place, instead of this call's */
	struct device *dev;
	/* By role; what the function has no argument for is 0. */
	void *cpu;			/* also the page's address */
	dma_addr_t handle;
	size_t offset, size;
	enum dma_data_direction dir;
	unsigned long attrs;
	int nents;
	struct scatterlist *sg;
	struct sg_table *sgt;
};

/* A row of api.def found once for each place that asks. */
struct shim_row {
	_Atomic(const struct dl_api *) api, plain;
};

void shim_enter(struct shim_call *call, struct shim_row *row, const char *name, unsigned int nargs,
		unsigned long attrs, void *caller);
void shim_leave(void);

/*
 * Begins a function of the API: SHIM_CALL(dma_map_page_attrs, 6, .dev = dev, .dir = dir ...);
 * the name is that of a row of api.def or of any other function.
 */
#define SHIM_CALL(function, nargs_, ...)						\
	static struct shim_row shim_row;						\
	struct shim_call call = { __VA_ARGS__ };					\
	shim_enter(&call, &shim_row, #function, nargs_, call.attrs, __builtin_return_address(0))

/* ---- reports: report.c ------------------------------------------------------------------------- */

/* What only running shows; the others are in the catalog. */
enum shim_rule {
	SHIM_DEVICE_UNMAPPED = DL_RULE_COUNT,
	SHIM_DEVICE_RANGE,
	SHIM_DEVICE_DIRECTION,
	SHIM_GUARD_ZONE,
	SHIM_BAD_ARGUMENT,
	SHIM_BAD_FREE,
	SHIM_RULE_COUNT
};

struct shim_object;
struct shim_mem;

/* Formats and counts; delivered by shim_leave(). origin may be NULL. */
void shim_report(const struct shim_call *call, int rule, const struct shim_object *origin,
		 const char *fmt, ...) __attribute__((format(printf, 4, 5)));
/* The same with another confidence than the catalog's. */
void shim_report_as(const struct shim_call *call, int rule, enum dl_confidence confidence,
		    const struct shim_object *origin, const char *fmt, ...)
	__attribute__((format(printf, 5, 6)));
/* Needs no lock: sends what this thread has reported. */
void shim_deliver(void);
void shim_reports_reset(void);
/* A name for a direction, also for a wrong one: valid until the thread's next call. */
const char *shim_direction(enum dma_data_direction dir);

/* ---- settings: settings.c ---------------------------------------------------------------------- */

extern struct dma_shim_settings shim_settings;

/* ---- devices: device.c ------------------------------------------------------------------------- */

struct shim_device {
	struct shim_device *next, *next_of_all;	/* in its bucket; of all */
	struct device *dev;
	struct shim_object *first, *last;	/* alive, oldest first */
	unsigned long live;
	struct shim_trace failed;	/* the last map that failed: DMA_MAPPING_ERROR is its handle */
	const char *failed_call;
	const struct dl_api *failed_api;
	bool mask_set, mask_missed;
	struct shim_devres *devres;	/* newest first */
	struct shim_object *region;	/* declared memory */
};

/* Never NULL for a device that is not. */
struct shim_device *shim_device(struct device *dev);
const char *shim_device_name(const struct device *dev);
/* The device cannot do DMA (NULL, no mask), which is reported. */
bool shim_device_refused(const struct shim_call *call);
/* A USB device or its interface: one that dma_shim_usb_device_new() has made, or below it. */
bool shim_device_is_usb(const struct device *dev);
bool shim_dma_mask(const struct device *dev, bool coherent, u64 *mask);
void shim_devices_reset(void);
void shim_for_each_device(void (*fn)(struct shim_device *device, void *data), void *data);

struct shim_devres {
	struct shim_devres *next;
	void (*release)(void *data);
	void *data;
	const char *name;
};

void shim_devres_add(struct device *dev, void (*release)(void *), void *data, const char *name);
/* Takes it off the list without running it; false if it is not there. */
bool shim_devres_remove(struct device *dev, void (*release)(void *), const void *data);

/* ---- the two copies of a buffer: copies.c ------------------------------------------------------ */

struct shim_copy {
	unsigned char *cpu;	/* the first whole cache line; NULL: there is no memory behind */
	size_t len, before;	/* bytes of whole lines; of them, before the buffer begins */
	unsigned char *device;	/* what the device sees: len bytes */
	unsigned char *seen;	/* the CPU's bytes when it last gave them away */
	unsigned int line;
	bool foreign;			/* not the shim's memory: it may not be there, or be read-only */
	bool written;			/* by the device */
};

/*
 * Copies for the buffer of size bytes at cpu, within mem (or foreign if NULL). False: no memory for
 * them, or none at cpu.
 */
bool shim_copy_make(struct shim_copy *copy, void *cpu, size_t size, const struct shim_mem *mem);
void shim_copy_drop(struct shim_copy *copy);
/* The CPU's bytes from offset on, in whole lines, go to the device; or the other way. */
void shim_copy_to_device(struct shim_copy *copy, size_t offset, size_t size);
void shim_copy_to_cpu(struct shim_copy *copy, size_t offset, size_t size);
/* Remembers the CPU's bytes, and whether they are still the same. */
void shim_copy_remember(struct shim_copy *copy, size_t offset, size_t size);
bool shim_copy_changed(const struct shim_copy *copy, size_t size);

/* ---- objects: object.c ------------------------------------------------------------------------- */

struct shim_segment {
	struct shim_object *object;
	dma_addr_t handle;
	size_t size;
	void *cpu;
	struct shim_copy copy;
	struct shim_range by_handle, by_cpu;
};

enum shim_sync { SHIM_SYNC_NONE, SHIM_SYNC_CPU, SHIM_SYNC_DEVICE };

struct shim_object {
	const struct dl_api *api;
	const char *name;		/* of the function that made it */
	enum dl_machine machine;
	enum dl_family family;		/* with the attributes: dma_alloc_attrs() may be DL_FAMILY_WC */
	enum dl_state state;
	struct shim_device *owner;
	struct shim_object *next, *prev;	/* of the device; or of those released */
	struct shim_range by_key;	/* what a list, memory or a pool is known by, and how far it goes */
	uint64_t serial;
	struct device *dev;
	void *cpu;
	dma_addr_t handle;
	size_t size;
	enum dma_data_direction dir;
	unsigned long attrs;
	int nents, nmapped;
	struct sg_table *sgt;
	struct shim_mem *mem;		/* memory that belongs to the object */
	struct shim_object *pool;	/* of a pool's memory; the range that something is linked into */
	struct shim_object *list;	/* a vmap's */
	void *extra;			/* a pool's or a region's own */
	size_t region_pages;		/* from memory declared for the device: so many, */
	uint64_t region_serial;		/* of that declaration: another one may have come since */
	struct shim_segment *segments;
	unsigned int nsegments;
	struct shim_trace origin;
	struct shim_segment one;	/* where segments points if there is one */
	enum shim_sync last_sync;	/* of the whole; SHIM_SYNC_NONE after any access */
	unsigned int useful_syncs, useless_syncs;
	bool synced_cpu, synced_device;	/* ever */
	bool wrote, mem_gone, quiet;
	bool pending;			/* linked into a range, and dma_iova_sync() is still to come */
	bool read;			/* by the CPU while the device had it: said */
	struct shim_trace written;	/* where the CPU did first since it gave it away, if that is known */
};

/* By handle: alive, released or failed. */
struct shim_segment *shim_segment_at(dma_addr_t handle);
/* A live segment whose handle has the same lower 32 bits and more above: this one was cut off. */
struct shim_segment *shim_segment_truncated(dma_addr_t handle);
/* By CPU address: a live streaming mapping around it. */
struct shim_segment *shim_segment_of_cpu(const void *cpu);
/* Its memory is gone: no copy meets it again. */
void shim_segment_unlink_cpu(struct shim_segment *segment);
/* Some live streaming segment in the bytes; those that only TO_DEVICE reads too if readers. */
struct shim_segment *shim_segment_overlap(const void *cpu, size_t size, bool readers,
					  const struct device *dev);
/* Live segments or remembered ones whose handles lie there. */
struct shim_segment *shim_segment_in(dma_addr_t start, size_t len);
/* The same, of what is alive only. */
struct shim_segment *shim_segment_live_in(dma_addr_t start, size_t len);
/* A range of dma_iova_try_alloc() that lies there, alive. */
struct shim_object *shim_object_range_in(dma_addr_t start, size_t len);
/*
 * By what it is known by: a list (also of a table), memory (also of a pool), a pool. The newest that
 * has this key; or, if inside, a live one that has it further on.
 */
struct shim_object *shim_object_find(enum dl_machine machine, const void *key);
struct shim_object *shim_object_around(enum dl_machine machine, const void *key);

/* Zeroed but for what the call says. NULL: no memory. n segments. */
struct shim_object *shim_object_new(const struct shim_call *call, unsigned int n);
/* Known from now on, by extent bytes from key if it has one; its segments have handles and copies. */
void shim_object_add(struct shim_object *o, const void *key, size_t extent);
/* One event of its life; reports a violation in the checker's words. False if there was one. */
bool shim_step(const struct shim_call *call, struct shim_object *o, enum dl_event event);
/* No longer alive (or never, if it failed), remembered for a while. Copies are dropped, memory that belongs to it is freed. */
void shim_object_retire(const struct shim_call *call, struct shim_object *o);
/* Forgotten at once: what could not be made. */
void shim_object_discard(struct shim_object *o);
bool shim_object_is_live(const struct shim_object *o);
bool shim_is_memory(const struct shim_object *o);
void shim_objects_reset(void);
uint64_t shim_serial(void);
/* All that is alive and was made after serial, of dev or of all: reported as lost, and released. */
unsigned long shim_release_after(const struct shim_call *call, struct device *dev,
				 uint64_t serial, int status);
void shim_for_each_live(void (*fn)(struct shim_object *o, void *data), void *data);

/* ---- handles: handles.c ------------------------------------------------------------------------ */

/* A range of addresses below mask that nothing else has. False if there is none. */
bool shim_handle_take(u64 mask, size_t offset, size_t size, size_t align, dma_addr_t *handle);
void shim_handle_give(dma_addr_t handle, size_t size);
void shim_handles_reset(void);
/* Upper halves that handles had so far: for shim_segment_truncated(). */
void shim_handle_uppers(u32 *first, u32 *last);
/* Forgets what is remembered: handles.c, where it stands in the way. */
void shim_object_forget(struct shim_object *o);

/* ---- comparing: compare.c ---------------------------------------------------------------------- */

/* The arguments of a release or sync with what was recorded. Reports; true if all agree. */
bool shim_compare(const struct shim_call *call, struct shim_object *o);

/* ---- memory of the CPU: memory.c --------------------------------------------------------------- */

struct shim_mem {
	struct shim_mem *next;		/* of those freed */
	unsigned char *start, *raw;
	size_t size, front, back;	/* guard zones before and behind */
	enum dl_memory kind;		/* DL_MEMORY_NONE: coherent memory, the object's */
	const char *call;		/* "kmalloc" */
	struct shim_object *object;
	int refs;			/* pages */
	unsigned int windows;		/* pages: so many kmap() and not yet kunmap() */
	unsigned int entries;		/* the list of a table: how many, and how many the last map */
	unsigned int mapped_entries;	/* gave back, if that was less */
	bool freed;
	struct shim_trace origin;
	struct shim_range range;
};

/* NULL if there is no memory, also for sizes that overflow. Filled with fill. */
struct shim_mem *shim_mem_new(const struct shim_call *call, enum dl_memory kind, size_t size,
			      size_t align, int fill);
struct shim_mem *shim_mem_at(const void *p);
/* Some of it is in the bytes. */
bool shim_mem_overlaps(const void *p, size_t size);
/* NULL also for memory that was freed. */
struct shim_mem *shim_mem_alive_at(const void *p);
/* Checks guards, poisons; the memory itself is kept for a while. */
void shim_mem_free(const struct shim_call *call, struct shim_mem *mem);
void shim_mem_reset(void);
/* What a function that frees memory does: reports foreign, mapped, freed memory and frees the rest. */
void shim_free(const struct shim_call *call, const void *p);
/* sg_init_table() of at least one entry that is there. */
void shim_init_list(struct scatterlist *sg, unsigned int nents);
void shim_free_list(const struct shim_call *call, const struct scatterlist *sgl);
/* Reports mappings that lie in the memory. */
void shim_check_unmapped(const struct shim_call *call, const void *p, size_t size);
/* At unbinding: what is mapped of it is reported as left behind, right after. */
void shim_free_managed(const struct shim_call *call, void *p);
/* Reports freed memory of the DMA API that was written to since. */
void shim_check_freed(const struct shim_call *call);
/* Allocates for kmalloc() and its kin; NULL also when a failure is due. */
void *shim_alloc(const struct shim_call *call, enum dl_memory kind, size_t size, size_t align,
		 bool zero);

enum shim_place { SHIM_HEAP, SHIM_STACK, SHIM_STATIC, SHIM_CONST, SHIM_ELSEWHERE };
/* Where memory is that is not the shim's. Needs no lock. */
enum shim_place shim_place(const void *p);

/* ---- accesses of the CPU: access.c -------------------------------------------------------------- */

/* Accesses to this memory are looked at from now on, or no longer. Counts. */
void shim_access_watch(const void *cpu, size_t size, bool on);

/* ---- failures: failure.c ----------------------------------------------------------------------- */

bool shim_should_fail(bool dma);
void shim_failures_reset(void);
void shim_descriptors_reset(void);
/* Wants no lock held. */
void shim_deferred_reset(void);

/* ---- the DMA functions for each other ---------------------------------------------------------- */

#define SHIM_MAX_SIZE (1ul << 40)

bool shim_direction_refused(const struct shim_call *call);
/* Of nothing, or of more than any machine has. */
bool shim_size_refused(const struct shim_call *call);
/* Says that the function was given NULL where it needs what is named. Wants no lock held. */
void shim_refuse_null(const char *name, const char *what, void *caller);
#define SHIM_MISSING(p, what) \
	(!(p) && (shim_refuse_null(__func__, what, __builtin_return_address(0)), true))
bool shim_buffer_refused(const struct shim_call *call);
bool shim_segment_map(const struct shim_call *call, struct shim_segment *s, void *cpu,
		      size_t size);
void shim_step_failed(const struct shim_call *call, enum dl_event event);
void shim_report_kind(const struct shim_call *call, const struct shim_object *o);
void shim_judge_attrs(const struct shim_call *call, const struct shim_object *o);
void shim_judge_syncs(const struct shim_call *call, const struct shim_object *o);
void shim_judge_writes(const struct shim_call *call, struct shim_object *o);
void shim_finish_data(const struct shim_call *call, struct shim_object *o);
dma_addr_t shim_map(struct shim_call *call);
void *shim_in_page(const struct page *page, size_t offset);
void shim_unmap(struct shim_call *call);
int shim_map_list(struct shim_call *call);
void shim_unmap_list(struct shim_call *call);
void shim_sync(struct shim_call *call, bool for_cpu);
void shim_sync_list(struct shim_call *call, bool for_cpu);
/* Before a sync: has the CPU written what nobody will see? The copies of a part meet. After it. */
/* What needs syncs though it was allocated. */
bool shim_is_synced_memory(const struct shim_object *o);
void shim_before_sync(const struct shim_call *call, struct shim_object *o, bool for_cpu);
void shim_sync_segment(const struct shim_call *call, struct shim_segment *s, bool for_cpu,
		       size_t offset, size_t size);
void shim_after_sync(const struct shim_call *call, struct shim_object *o, bool for_cpu,
		     bool whole);
int shim_mapping_error(struct shim_call *call);
void *shim_alloc_coherent(struct shim_call *call, dma_addr_t *handle, gfp_t gfp);
void shim_free_coherent(struct shim_call *call);
enum dl_family shim_family_of(const struct shim_call *call);
bool shim_flags_refused(const struct shim_call *call, gfp_t gfp);
void *shim_fail_alloc(const struct shim_call *call, dma_addr_t *handle);
void shim_free_unknown(const struct shim_call *call);
/* An address for the object from memory declared for its device, if there is any. */
bool shim_region_take(struct shim_object *o, dma_addr_t *handle);
void shim_region_give(const struct shim_object *o);
/* Sleeping or freeing where neither may be: locks are held, interrupts off. */
void shim_check_sleep(const struct shim_call *call, int rule, gfp_t gfp);
bool shim_interrupts_are_off(void);
void shim_locks_reset(void);
/* With all that is from it; a busy one that goes by itself (managed) is reported. */
void shim_pool_retire(const struct shim_call *call, struct shim_object *pool);

#pragma GCC visibility pop
#endif
