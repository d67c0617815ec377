/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Mapped scatterlists: dma_map_sg(), dma_map_sgtable(), their ends and syncs. Entries that follow each
 * other in memory become one for the device if the settings say so: then the count that comes back is not the
 * one that went in, and whoever mixes them up is found. dma-api.rst, part Id.
 */
#include "shim.h"

#include <errno.h>

/* ---- mapping ----------------------------------------------------------------------------------- */

static struct shim_mem *table_of(const struct scatterlist *sg)
{
	struct shim_mem *mem = shim_mem_alive_at(sg);

	return mem && mem->entries && mem->start == (const unsigned char *)sg ? mem : NULL;
}

/* Nothing in it can be followed. */
static bool is_freed(const struct shim_call *call)
{
	const struct shim_mem *table = call->sgt ? shim_mem_at(call->sgt) : NULL;
	const struct shim_mem *list = shim_mem_at(call->sg);

	if ((!table || !table->freed) && (!list || !list->freed))
		return false;
	shim_report(call, SHIM_BAD_ARGUMENT, NULL, "%s() of a list that is freed [list=%p]",
		    call->name, (void *)call->sg);
	return true;
}

/* How far the list can be followed: to where nents says, or its end, or an entry that is not filled in. */
static int entries_of(struct scatterlist *sg, int nents)
{
	int n = 0;

	for (; sg && n < nents && sg->page_link & ~3ul; sg = sg_next(sg))
		n++;
	return n;
}

static bool list_refused(const struct shim_call *call)
{
	const struct shim_mem *table;

	if (shim_device_refused(call) || shim_direction_refused(call))
		return true;
	if (!call->sg || call->nents <= 0) {
		shim_report(call, call->sg ? DL_RULE_MAP_ZERO_SIZE : DL_RULE_MAP_NULL, NULL,
			    call->sg ? "%s() of no entry, or of less [nents=%d]"
				     : "%s() maps memory that may not be there [from=NULL] [nents=%d]",
			    call->name, call->nents);
		return true;
	}
	if (is_freed(call))
		return true;
	table = table_of(call->sg);
	if (table && table->mapped_entries && (unsigned int)call->nents == table->mapped_entries)
		shim_report(call, DL_RULE_SGT_NENTS_CONFUSION, NULL,
			    DL_WORDS_MAP_TABLE_NENTS,
			    call->name);
	return false;
}

static bool entry_refused(const struct shim_call *call, const struct scatterlist *sg, int i)
{
	struct shim_call one = *call;

	if (!sg) {
		shim_report(call, DL_RULE_MAP_EXCEEDS_OBJECT, NULL,
			    "%s() maps more than there is of the list [nents=%d] [entries=%d]",
			    call->name, call->nents, i);
		return true;
	}
	one.cpu = sg->page_link & ~3ul ? sg_virt((struct scatterlist *)sg) : NULL;
	one.size = sg->length;
	if (!one.size) {
		shim_report(call, DL_RULE_MAP_ZERO_SIZE, NULL, "%s() of nothing [length=0]",
			    call->name);
		return true;
	}
	return shim_buffer_refused(&one);
}

static bool follows(const struct shim_segment *s, void *cpu, size_t size, size_t limit)
{
	return shim_settings.merge_sg && s->size && (char *)s->cpu + s->size == (char *)cpu &&
	       s->size + size <= limit && shim_mem_at(s->cpu) == shim_mem_at(cpu);
}

/* What the device is given: pieces of memory, merged or not. How many; 0: an entry is refused. */
static unsigned int collect(const struct shim_call *call, struct shim_object *o)
{
	size_t limit = call->dev->dma_parms && call->dev->dma_parms->max_segment_size
			       ? call->dev->dma_parms->max_segment_size
			       : 65536;
	struct scatterlist *sg = call->sg;
	unsigned int n = 0;

	for (int i = 0; i < call->nents; i++, sg = sg_next(sg)) {
		if (entry_refused(call, sg, i))
			return 0;
		if (n && follows(&o->segments[n - 1], sg_virt(sg), sg->length, limit)) {
			o->segments[n - 1].size += sg->length;
			continue;
		}
		o->segments[n].cpu = sg_virt(sg);
		o->segments[n++].size = sg->length;
	}
	return n;
}

static bool map_segments(const struct shim_call *call, struct shim_object *o)
{
	for (unsigned int i = 0; i < o->nsegments; i++) {
		struct shim_segment *s = &o->segments[i];
		size_t size = s->size;

		s->size = 0;		/* has no address yet */
		if (!shim_segment_map(call, s, s->cpu, size)) {
			while (++i < o->nsegments)
				o->segments[i].size = 0;
			return false;
		}
	}
	return true;
}

/* Entries beyond those mapped get what no device can use. */
static void fill_list(struct scatterlist *sg, int nents, const struct shim_object *o)
{
	for (int i = 0; i < nents && sg; i++, sg = sg_next(sg)) {
		bool mapped = (unsigned int)i < o->nsegments;

		sg->dma_address = mapped ? o->segments[i].handle : DMA_MAPPING_ERROR;
		sg->dma_length = mapped ? (unsigned int)o->segments[i].size : 0;
	}
}

/* A list that could not be mapped is remembered, with addresses that tell when a device gets them. */
static int fail_list(const struct shim_call *call)
{
	struct shim_object *o = shim_object_new(call, 1);

	if (!o)
		return 0;
	o->state = DL_STATE_FAILED;
	if (shim_handle_take(0xffffffff, 0, PAGE_SIZE, PAGE_SIZE, &o->one.handle))
		o->one.size = PAGE_SIZE;
	o->handle = o->one.handle;
	shim_object_add(o, call->sg, sizeof(*call->sg));
	fill_list(call->sg, 1, o);
	shim_object_retire(call, o);
	return 0;
}

static int mapped_already(const struct shim_call *call, struct shim_object *o)
{
	shim_report(call, DL_RULE_REMAP_MAPPED_SG, o,
		    "%s() maps a scatterlist that is mapped already [list=%p]", call->name,
		    (void *)call->sg);
	o->quiet = true;	/* what follows goes by the same belief */
	return o->nmapped;
}

static int add_list(const struct shim_call *call, struct shim_object *o)
{
	struct shim_mem *table = table_of(call->sg);

	o->nmapped = (int)o->nsegments;
	o->handle = o->segments[0].handle;
	fill_list(call->sg, call->nents, o);
	shim_object_add(o, call->sg, (size_t)call->nents * sizeof(*call->sg));
	if (table && o->nmapped < call->nents)
		table->mapped_entries = o->nmapped;
	shim_step(call, o, DL_EVENT_TEST_OK);	/* 0 is known to the caller or not: no event tells */
	return o->nmapped;
}

int shim_map_list(struct shim_call *call)
{
	struct shim_object *o;
	unsigned int n;

	if (list_refused(call))
		return 0;
	o = shim_object_find(DL_MACHINE_SG, call->sg);
	if (o && shim_object_is_live(o))
		return mapped_already(call, o);
	if (shim_should_fail(true))
		return fail_list(call);
	o = shim_object_new(call, (unsigned int)entries_of(call->sg, call->nents) + 1);
	if (!o)
		return fail_list(call);
	n = collect(call, o);
	o->nsegments = n;
	if (!n || !map_segments(call, o)) {
		if (!n)
			o->nsegments = 0;
		shim_object_discard(o);
		return fail_list(call);
	}
	return add_list(call, o);
}

/* ---- counts ------------------------------------------------------------------------------------ */

static void compare_count(const struct shim_call *call, const struct shim_object *o, int rule)
{
	if (dl_api_arg(call->api, DL_ROLE_NENTS) < 0 || call->nents == o->nents)
		return;
	if (call->nents == o->nmapped && table_of(call->sg))
		shim_report(call, DL_RULE_SGT_NENTS_CONFUSION, o,
			    "%s() with nents of the table, which counts what the device is given; it takes orig_nents",
			    call->name);
	else if (call->nents == o->nmapped)
		shim_report(call, rule, o,
			    "%s() with the count that %s() returned; it takes the count given to the map [nents=%d]",
			    call->name, o->name, call->nents);
	else
		shim_report(call, rule, o,
			    "%s() with another count than %s() was given [map nents=%d] [nents=%d]",
			    call->name, o->name, o->nents, call->nents);
}

/* ---- the end ----------------------------------------------------------------------------------- */

static struct shim_object *find_list(const struct shim_call *call)
{
	struct shim_object *o = shim_object_find(DL_MACHINE_SG, call->sg);

	return !o && call->sgt ? shim_object_find(DL_MACHINE_ALLOC, call->sgt) : o;
}

/* An entry of a list that is mapped, or nothing that is. */
static struct shim_object *find_wrong_list(const struct shim_call *call)
{
	struct shim_object *o =
		call->sg ? shim_object_around(DL_MACHINE_SG, call->sg) : NULL;

	if (o)
		shim_report(call, DL_RULE_SG_UNMAP_WRONG_LIST, o,
			    "%s() of an entry further on; it takes the start of the list, as %s() did [list=%p]",
			    call->name, o->name, (void *)call->sg);
	return o;
}

static void unmap_live_list(struct shim_call *call, struct shim_object *o)
{
	if (!dl_family_matches(o->family, call->api->family)) {
		shim_report_kind(call, o);
		if (shim_is_memory(o)) {
			if (shim_object_is_live(o))
				shim_object_retire(call, o);
			return;
		}
	} else {
		shim_compare(call, o);
		compare_count(call, o, DL_RULE_SG_UNMAP_RETURNED_COUNT);
		shim_judge_attrs(call, o);
		shim_judge_writes(call, o);
		shim_judge_syncs(call, o);
	}
	shim_step(call, o, DL_EVENT_RELEASE);
	shim_finish_data(call, o);
	shim_object_retire(call, o);
}

void shim_unmap_list(struct shim_call *call)
{
	struct shim_object *o;

	if (shim_device_refused(call) || shim_direction_refused(call))
		return;
	o = find_list(call);
	if (o && shim_object_is_live(o)) {
		unmap_live_list(call, o);
	} else if (o) {
		shim_step(call, o, DL_EVENT_RELEASE);
	} else {
		o = find_wrong_list(call);
		if (o)
			shim_object_retire(call, o);
		else
			shim_report(call, DL_RULE_UNMAP_NEVER_MAPPED, NULL,
				    "%s() of a list that nothing has mapped [list=%p]", call->name,
				    (void *)call->sg);
	}
}

/* ---- syncs ------------------------------------------------------------------------------------- */

/* As many bytes as the entries that are named have. */
static size_t length_of(const struct shim_call *call, const struct shim_object *o)
{
	struct scatterlist *sg = call->sg;
	size_t bytes = 0;

	if (call->nents >= o->nents || dl_api_arg(call->api, DL_ROLE_NENTS) < 0)
		return SIZE_MAX;
	for (int i = 0; i < call->nents && sg; i++, sg = sg_next(sg))
		bytes += sg->length;
	return bytes;
}

static void sync_segments(const struct shim_call *call, struct shim_object *o, bool for_cpu)
{
	size_t left = length_of(call, o);

	for (unsigned int i = 0; i < o->nsegments && left; i++) {
		struct shim_segment *s = &o->segments[i];
		size_t n = s->size < left ? s->size : left;

		shim_sync_segment(call, s, for_cpu, 0, n);
		left -= n;
	}
}

static void sync_live_list(struct shim_call *call, struct shim_object *o, bool for_cpu)
{
	shim_compare(call, o);
	if (!shim_is_memory(o))
		compare_count(call, o, DL_RULE_SG_SYNC_RETURNED_COUNT);
	shim_before_sync(call, o, for_cpu);
	sync_segments(call, o, for_cpu);
	shim_after_sync(call, o, for_cpu, call->nents >= o->nents);
}

static bool holds_mapped_buffer(const struct shim_call *call)
{
	const struct shim_segment *s =
		call->sg && call->nents > 0 && !shim_object_around(DL_MACHINE_SG, call->sg)
			? shim_segment_of_cpu(sg_virt(call->sg))
			: NULL;

	return s && s->object->machine == DL_MACHINE_STREAMING;
}

void shim_sync_list(struct shim_call *call, bool for_cpu)
{
	enum dl_event event = for_cpu ? DL_EVENT_SYNC_CPU : DL_EVENT_SYNC_DEVICE;
	struct shim_object *o;

	if (shim_device_refused(call) || shim_direction_refused(call))
		return;
	o = find_list(call);
	if (o && shim_object_is_live(o))
		sync_live_list(call, o, for_cpu);
	else if (o)
		shim_step(call, o, event);
	else if (is_freed(call))
		return;
	else if (holds_mapped_buffer(call))
		shim_report(call, DL_RULE_SYNC_KIND_MISMATCH, NULL,
			    "%s() of a list that was never mapped: its buffer was, by itself [list=%p]",
			    call->name, (void *)call->sg);
	else if (!find_wrong_list(call))
		shim_report(call, DL_RULE_SYNC_UNMAPPED, NULL,
			    "%s() of a list that nothing has mapped [list=%p]", call->name,
			    (void *)call->sg);
}

/* ---- the functions ----------------------------------------------------------------------------- */

unsigned int dma_map_sg_attrs(struct device *dev, struct scatterlist *sg, int nents,
			      enum dma_data_direction dir, unsigned long attrs)
{
	SHIM_CALL(dma_map_sg_attrs, 5, .dev = dev, .sg = sg, .nents = nents, .dir = dir,
		  .attrs = attrs);
	int n = shim_map_list(&call);

	shim_leave();
	return (unsigned int)n;
}

void dma_unmap_sg_attrs(struct device *dev, struct scatterlist *sg, int nents,
			enum dma_data_direction dir, unsigned long attrs)
{
	SHIM_CALL(dma_unmap_sg_attrs, 5, .dev = dev, .sg = sg, .nents = nents, .dir = dir,
		  .attrs = attrs);
	shim_unmap_list(&call);
	shim_leave();
}

int dma_map_sgtable(struct device *dev, struct sg_table *sgt, enum dma_data_direction dir,
		    unsigned long attrs)
{
	SHIM_CALL(dma_map_sgtable, 4, .dev = dev, .sgt = sgt, .sg = sgt ? sgt->sgl : NULL,
		  .nents = sgt ? (int)sgt->orig_nents : 0, .dir = dir, .attrs = attrs);
	int n = shim_map_list(&call);

	if (n)
		sgt->nents = (unsigned int)n;
	shim_leave();
	return n ? 0 : -ENOMEM;
}

void dma_unmap_sgtable(struct device *dev, struct sg_table *sgt, enum dma_data_direction dir,
		       unsigned long attrs)
{
	SHIM_CALL(dma_unmap_sgtable, 4, .dev = dev, .sgt = sgt, .sg = sgt ? sgt->sgl : NULL,
		  .nents = sgt ? (int)sgt->orig_nents : 0, .dir = dir, .attrs = attrs);
	shim_unmap_list(&call);
	shim_leave();
}
