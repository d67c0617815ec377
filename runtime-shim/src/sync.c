/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Handing a mapping to and fro: dma_sync_single_*(), of the whole or of a part, and dma_sync_sg_*(). This
 * is where the two copies meet. dma-api.rst, part Id.
 */
#include "shim.h"

bool shim_is_synced_memory(const struct shim_object *o)
{
	return o->family == DL_FAMILY_PAGES || o->family == DL_FAMILY_NONCOHERENT ||
	       o->family == DL_FAMILY_NONCONTIGUOUS;
}

static bool moves_data(const struct shim_object *o, bool for_cpu)
{
	return o->dir == DMA_BIDIRECTIONAL || (o->dir == DMA_FROM_DEVICE) == for_cpu;
}

void shim_sync_segment(const struct shim_call *call, struct shim_segment *s, bool for_cpu,
		       size_t offset, size_t size)
{
	if (for_cpu && call->dir != DMA_TO_DEVICE)
		shim_copy_to_cpu(&s->copy, offset, size);
	else if (!for_cpu && call->dir != DMA_FROM_DEVICE)
		shim_copy_to_device(&s->copy, offset, size);
	else if (!for_cpu)
		shim_copy_remember(&s->copy, offset, size);
}

void shim_before_sync(const struct shim_call *call, struct shim_object *o, bool for_cpu)
{
	if (for_cpu)
		shim_judge_writes(call, o);
	if (call->dir != o->dir)	/* said already, and says nothing of the way that was meant */
		return;
	if (moves_data(o, for_cpu))
		o->useful_syncs++;
	else
		o->useless_syncs++;
}

void shim_after_sync(const struct shim_call *call, struct shim_object *o, bool for_cpu, bool whole)
{
	enum shim_sync now = for_cpu ? SHIM_SYNC_CPU : SHIM_SYNC_DEVICE;

	if (whole && o->last_sync == now)
		shim_report(call, DL_RULE_SYNC_REDUNDANT, o, DL_WORDS_SYNC_REDUNDANT,
			    call->name, for_cpu ? "CPU" : "device");
	o->last_sync = whole ? now : SHIM_SYNC_NONE;
	o->written.n = 0;
	if (!for_cpu)
		o->wrote = o->read = false;
	o->synced_cpu |= for_cpu;
	o->synced_device |= !for_cpu;
	shim_step(call, o, for_cpu ? DL_EVENT_SYNC_CPU : DL_EVENT_SYNC_DEVICE);
}

static void look_at_range(const struct shim_call *call, const struct shim_segment *s, size_t offset)
{
	const struct shim_object *o = s->object;
	size_t line = shim_settings.cache_line, end = offset + call->size;
	bool starts = offset % line, ends = end % line && end != s->size;

	if (starts || ends)
		shim_report(call, DL_RULE_SYNC_PARTIAL_UNALIGNED, o,
			    "%s() of a part that does not %s on a cache line [offset=%zu] [offset+size=%zu] [cache line=%zu]",
			    call->name, starts ? "begin" : "end", offset, end, line);
}

/* An entry of a list may be synced alone and moves the right bytes; it is not how a list is handed over. */
static void look_at_kind(const struct shim_call *call, const struct shim_object *o)
{
	if (o->machine == DL_MACHINE_SG)
		shim_report(call, DL_RULE_SYNC_KIND_MISMATCH, o,
			    "%s() of an address that was mapped as a list, by %s()", call->name,
			    o->name);
}

/* False if nothing can be synced. */
static bool range_is_inside(const struct shim_call *call, const struct shim_segment *s,
			    size_t offset)
{
	if (offset <= s->size && call->size <= s->size - offset)
		return true;
	shim_report(call, DL_RULE_SYNC_OUT_OF_RANGE, s->object,
		    "%s() goes beyond the mapping [map size=%zu] [sync offset+size=%zu]", call->name,
		    s->size, offset + call->size);
	return false;
}

static void sync_known(struct shim_call *call, struct shim_segment *s, size_t offset, bool for_cpu)
{
	struct shim_object *o = s->object;
	bool whole = offset == 0 && call->size == s->size;

	if (!shim_object_is_live(o)) {
		shim_step(call, o, for_cpu ? DL_EVENT_SYNC_CPU : DL_EVENT_SYNC_DEVICE);
		return;
	}
	if (shim_is_memory(o) && !shim_is_synced_memory(o)) {
		shim_report(call, DL_RULE_SYNC_ON_COHERENT, o,
			    "%s() of memory that needs no syncs, from %s()", call->name, o->name);
		return;
	}
	look_at_kind(call, o);
	shim_compare(call, o);
	if (range_is_inside(call, s, offset))
		look_at_range(call, s, offset);
	shim_before_sync(call, o, for_cpu);
	shim_sync_segment(call, s, for_cpu, offset, call->size);
	shim_after_sync(call, o, for_cpu, whole && o->nsegments == 1);
}

static void sync_unknown(const struct shim_call *call, bool for_cpu)
{
	const struct shim_segment *s = shim_segment_truncated(call->handle);

	if (call->handle == DMA_MAPPING_ERROR)
		shim_step_failed(call, for_cpu ? DL_EVENT_SYNC_CPU : DL_EVENT_SYNC_DEVICE);
	else if (s)
		shim_report(call, DL_RULE_ADDR_TRUNCATED, s->object,
			    "%s() of a DMA address of 64 bits that was cut off to 32 [handle=%#llx]",
			    call->name, (unsigned long long)call->handle);
	else
		shim_report(call, DL_RULE_SYNC_UNMAPPED, NULL,
			    "%s() of an address that no map has returned [handle=%#llx]",
			    call->name, (unsigned long long)call->handle);
}

/* The handle may lie inside of the mapping, and an offset may come on top. */
void shim_sync(struct shim_call *call, bool for_cpu)
{
	struct shim_segment *s;

	if (shim_device_refused(call) || shim_direction_refused(call))
		return;
	s = call->handle == DMA_MAPPING_ERROR ? NULL : shim_segment_at(call->handle);
	if (s)
		sync_known(call, s, call->handle - s->handle + call->offset, for_cpu);
	else
		sync_unknown(call, for_cpu);
}

/* ---- the functions ----------------------------------------------------------------------------- */

#define SYNC_SINGLE(function, for_cpu)							\
void function(struct device *dev, dma_addr_t addr, size_t size, enum dma_data_direction dir) \
{											\
	SHIM_CALL(function, 4, .dev = dev, .handle = addr, .size = size, .dir = dir);	\
	shim_sync(&call, for_cpu);							\
	shim_leave();									\
}

#define SYNC_RANGE(function, for_cpu)							\
void function(struct device *dev, dma_addr_t addr, unsigned long offset, size_t size,	\
	      enum dma_data_direction dir)						\
{											\
	SHIM_CALL(function, 5, .dev = dev, .handle = addr, .offset = offset, .size = size, \
		  .dir = dir);								\
	shim_sync(&call, for_cpu);							\
	shim_leave();									\
}

#define SYNC_SG(function, for_cpu)							\
void function(struct device *dev, struct scatterlist *sg, int nelems,			\
	      enum dma_data_direction dir)						\
{											\
	SHIM_CALL(function, 4, .dev = dev, .sg = sg, .nents = nelems, .dir = dir);	\
	shim_sync_list(&call, for_cpu);							\
	shim_leave();									\
}

#define SYNC_SGTABLE(function, for_cpu)							\
void function(struct device *dev, struct sg_table *sgt, enum dma_data_direction dir)	\
{											\
	SHIM_CALL(function, 3, .dev = dev, .sgt = sgt, .sg = sgt ? sgt->sgl : NULL,	\
		  .nents = sgt ? (int)sgt->orig_nents : 0, .dir = dir);			\
	shim_sync_list(&call, for_cpu);							\
	shim_leave();									\
}

SYNC_SINGLE(dma_sync_single_for_cpu, true)
SYNC_SINGLE(dma_sync_single_for_device, false)
SYNC_SINGLE(__dma_sync_single_for_cpu, true)
SYNC_SINGLE(__dma_sync_single_for_device, false)
SYNC_RANGE(dma_sync_single_range_for_cpu, true)
SYNC_RANGE(dma_sync_single_range_for_device, false)
SYNC_SG(dma_sync_sg_for_cpu, true)
SYNC_SG(dma_sync_sg_for_device, false)
SYNC_SG(__dma_sync_sg_for_cpu, true)
SYNC_SG(__dma_sync_sg_for_device, false)
SYNC_SGTABLE(dma_sync_sgtable_for_cpu, true)
SYNC_SGTABLE(dma_sync_sgtable_for_device, false)
