/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Streaming mappings of one piece: dma_map_single(), _page(), _phys(), _resource() and their ends.
 * dma-api.rst, part Id. What kind of memory may be mapped is buffer.c.
 */
#include "shim.h"

#include <errno.h>

bool shim_direction_refused(const struct shim_call *call)
{
	if (call->dir == DMA_BIDIRECTIONAL || call->dir == DMA_TO_DEVICE ||
	    call->dir == DMA_FROM_DEVICE)
		return false;
	shim_report(call, DL_RULE_MAP_DIRECTION_NONE, NULL,
		    "%s() with %s, which is no direction and stops the kernel", call->name,
		    shim_direction(call->dir));
	return true;
}

bool shim_size_refused(const struct shim_call *call)
{
	if (call->size && call->size <= SHIM_MAX_SIZE)
		return false;
	if (!call->size)
		shim_report(call, DL_RULE_MAP_ZERO_SIZE, NULL, "%s() of nothing [size=0]",
			    call->name);
	else
		shim_report(call, SHIM_BAD_ARGUMENT, NULL, "%s() of more than there is [size=%zu]",
			    call->name, call->size);
	return true;
}

static dma_addr_t fail(const struct shim_call *call)
{
	struct shim_device *device = call->dev ? shim_device(call->dev) : NULL;

	if (device) {
		shim_trace_take(&device->failed, call->caller, shim_settings.stack_depth);
		device->failed_call = call->name;
		device->failed_api = call->api;
	}
	return DMA_MAPPING_ERROR;
}

static bool is_refused(const struct shim_call *call)
{
	if (shim_device_refused(call) || shim_direction_refused(call))
		return true;
	if (!call->size || call->api->family == DL_FAMILY_RESOURCE || call->attrs & DMA_ATTR_MMIO)
		return shim_size_refused(call);
	return shim_buffer_refused(call);
}

/* Gives the segment an address and its copies. */
bool shim_segment_map(const struct shim_call *call, struct shim_segment *s, void *cpu, size_t size)
{
	bool memory = call->api->family != DL_FAMILY_RESOURCE && !(call->attrs & DMA_ATTR_MMIO);
	u64 mask;

	s->cpu = memory ? cpu : NULL;
	if (memory && !shim_copy_make(&s->copy, cpu, size, shim_mem_alive_at(cpu))) {
		shim_report(call, DL_RULE_MAP_NULL, NULL,
			    "%s() maps memory that may not be there [from=%p]", call->name, cpu);
		return false;
	}
	if (!shim_dma_mask(call->dev, false, &mask) ||
	    !shim_handle_take(mask, offset_in_page(cpu), size, PAGE_SIZE, &s->handle)) {
		shim_copy_drop(&s->copy);
		return false;
	}
	s->size = size;
	if (!(call->attrs & DMA_ATTR_SKIP_CPU_SYNC))
		shim_copy_to_device(&s->copy, 0, size);
	return true;
}

dma_addr_t shim_map(struct shim_call *call)
{
	struct shim_object *o;

	if (is_refused(call) || shim_should_fail(true))
		return fail(call);
	o = shim_object_new(call, 1);
	if (!o)
		return fail(call);
	if (!shim_segment_map(call, &o->one, call->cpu, call->size)) {
		shim_object_discard(o);
		return fail(call);
	}
	o->handle = o->one.handle;
	shim_object_add(o, NULL, 0);
	return o->handle;
}

/* ---- the test ---------------------------------------------------------------------------------- */

static void test_wrong(const struct shim_call *call, const struct shim_segment *s)
{
	const struct shim_object *o = s->object;

	if (shim_is_memory(o))
		shim_report(call, DL_RULE_MAPPING_ERROR_NOT_MAPPED, o,
			    "%s() of the address of memory allocated by %s(); NULL is returned on failure",
			    call->name, o->name);
	else if (o->machine != DL_MACHINE_STREAMING)
		shim_report(call, DL_RULE_MAPPING_ERROR_NOT_MAPPED, o,
			    "%s() of an address of the list mapped by %s(); 0 is returned on failure",
			    call->name, o->name);
	else
		shim_report(call, DL_RULE_MAPPING_ERROR_AFTER_ARITH, o,
			    "%s() of an address that something was done to [value=%#llx]",
			    call->name, (unsigned long long)call->handle);
}

static void test_unknown(const struct shim_call *call)
{
	const struct shim_segment *s = shim_segment_truncated(call->handle);

	if (s)
		shim_report(call, DL_RULE_MAPPING_ERROR_AFTER_ARITH, s->object,
			    "%s() of an address that was cut off [value=%#llx]", call->name,
			    (unsigned long long)call->handle);
	else
		shim_report(call, DL_RULE_MAPPING_ERROR_NOT_MAPPED, NULL,
			    "%s() of what no map returned [value=%#llx]", call->name,
			    (unsigned long long)call->handle);
}

int shim_mapping_error(struct shim_call *call)
{
	struct shim_segment *s;

	if (shim_device_refused(call) || call->handle == DMA_MAPPING_ERROR)
		return -ENOMEM;
	s = shim_segment_at(call->handle);
	if (!s) {
		test_unknown(call);
		return 0;
	}
	if (s->object->machine != DL_MACHINE_STREAMING || s->handle != call->handle) {
		test_wrong(call, s);
		if (s->object->machine == DL_MACHINE_STREAMING)	/* it was meant */
			shim_step(call, s->object, DL_EVENT_TEST_OK);
		return 0;
	}
	if (s->object->dev != call->dev)
		shim_report(call, DL_RULE_MAPPING_ERROR_WRONG_DEVICE, s->object,
			    DL_WORDS_TEST_DEVICE,
			    call->name, shim_device_name(s->object->dev),
			    shim_device_name(call->dev));
	shim_step(call, s->object, DL_EVENT_TEST_OK);
	return 0;
}

/* ---- the end ----------------------------------------------------------------------------------- */

/* What a map that failed left behind: no object, but an event has a place in its life. */
void shim_step_failed(const struct shim_call *call, enum dl_event event)
{
	const struct shim_device *device = shim_device(call->dev);
	struct shim_object o = {
		.api = device->failed_api ? device->failed_api : call->api,
		.name = device->failed_call ? device->failed_call : call->name,
		.machine = DL_MACHINE_STREAMING,
		.state = DL_STATE_FAILED,
		.dev = call->dev,
		.handle = DMA_MAPPING_ERROR,
		.origin = device->failed,
	};

	shim_step(call, &o, event);
}

static void unmap_misnamed(const struct shim_call *call, struct shim_object *o, const char *what)
{
	shim_report(call, DL_RULE_UNMAP_HANDLE_MISMATCH, o,
		    "%s() of %s instead of the handle that %s() returned [handle=%#llx]",
		    call->name, what, o->name, (unsigned long long)call->handle);
	shim_object_retire(call, o);
}

static void unmap_unknown(const struct shim_call *call)
{
	struct shim_segment *s = shim_segment_truncated(call->handle);

	if (s) {
		shim_report(call, DL_RULE_ADDR_TRUNCATED, s->object,
			    "%s() of a DMA address of 64 bits that was cut off to 32 [handle=%#llx]",
			    call->name, (unsigned long long)call->handle);
		shim_object_retire(call, s->object);
		return;
	}
	s = call->handle ? shim_segment_of_cpu((void *)(uintptr_t)call->handle) : NULL;
	if (s && s->object->machine == DL_MACHINE_STREAMING)
		unmap_misnamed(call, s->object, "the address of the buffer");
	else if (call->handle && (s = shim_segment_live_in(call->handle & PAGE_MASK, PAGE_SIZE)) &&
		 s->object->machine == DL_MACHINE_STREAMING)	/* no two share a page */
		unmap_misnamed(call, s->object, "an address in the same page");
	else if (call->handle)
		shim_report(call, DL_RULE_UNMAP_NEVER_MAPPED, NULL,
			    "%s() of a handle that no map has returned [handle=%#llx]", call->name,
			    (unsigned long long)call->handle);
	else
		shim_report(call, DL_RULE_UNMAP_NEVER_MAPPED, NULL,
			    "%s() of a handle that is 0: nothing has been mapped", call->name);
}

/* The rule goes by what there is, not by what is done to it. */
void shim_report_kind(const struct shim_call *call, const struct shim_object *o)
{
	shim_report(call,
		    shim_is_memory(o) ? DL_RULE_FREE_KIND_MISMATCH : DL_RULE_UNMAP_KIND_MISMATCH, o,
		    DL_WORDS_UNMAP_KIND, call->name, o->name,
		    o->api->inverse ? o->api->inverse : "another function");
}

/* A mapping that was synced, and never the way that moves data in its direction. */
void shim_judge_syncs(const struct shim_call *call, const struct shim_object *o)
{
	const char *last = o->dir == DMA_FROM_DEVICE ? "for_device" : "for_cpu";

	if (o->useless_syncs && !o->useful_syncs && o->dir != DMA_BIDIRECTIONAL)
		shim_report(call, DL_RULE_SYNC_WRONG_WAY, o,
			    "dma_sync_*_%s() with %s moves no data, and nothing else has synced what %s() mapped",
			    last, shim_direction(o->dir), o->name);
	if (o->dir == DMA_BIDIRECTIONAL && o->synced_cpu != o->synced_device)
		shim_report(call, DL_RULE_BIDIRECTIONAL_SINGLE_SYNC, o,
			    "what %s() mapped with DMA_BIDIRECTIONAL was never synced for the %s",
			    o->name, o->synced_cpu ? "device" : "CPU");
}

/* Nobody brings the CPU what the device has written. */
void shim_judge_attrs(const struct shim_call *call, const struct shim_object *o)
{
	if ((call->attrs & ~o->attrs) & DMA_ATTR_SKIP_CPU_SYNC && o->dir != DMA_TO_DEVICE &&
	    o->state != DL_STATE_CPU)
		shim_report(call, DL_RULE_UNMAP_ATTRS_MISMATCH, o,
			    DL_WORDS_UNMAP_SKIP_SYNC,
			    call->name);
}

/* The CPU has written where the device was the owner, or what it has written comes to nobody. */
void shim_judge_writes(const struct shim_call *now, struct shim_object *o)
{
	struct shim_call then = *now, *call = &then;
	const char *buffer = "?";

	if (o->wrote || o->state == DL_STATE_CPU)
		return;
	then.at = &o->written;
	for (unsigned int i = 0; i < o->nsegments && !o->wrote; i++) {
		const struct shim_segment *s = &o->segments[i];
		const struct shim_mem *mem = s->cpu ? shim_mem_at(s->cpu) : NULL;

		o->wrote = o->written.n || shim_copy_changed(&s->copy, s->size);
		buffer = mem ? mem->call : "?";
	}
	if (o->wrote && o->dir == DMA_FROM_DEVICE)
		shim_report(call, DL_RULE_CPU_WRITE_FROM_DEVICE, o,
			    DL_WORDS_WRITE_FROM_DEVICE);
	else if (o->wrote)
		shim_report(call, DL_RULE_CPU_WRITE_WHILE_MAPPED, o,
			    "the CPU writes to a mapped buffer, and no sync for the device follows [buffer=%s()] [direction=%s]",
			    buffer, shim_direction(o->dir));
}

/* What an unmap does to the data, as it was told. */
void shim_finish_data(const struct shim_call *call, struct shim_object *o)
{
	if (call->attrs & DMA_ATTR_SKIP_CPU_SYNC || call->dir == DMA_TO_DEVICE || o->mem_gone)
		return;
	for (unsigned int i = 0; i < o->nsegments; i++) {
		struct shim_segment *s = &o->segments[i];

		shim_copy_to_cpu(&s->copy, 0, call->size && call->size < s->size &&
						      o->nsegments == 1 ? call->size : s->size);
	}
}

static void unmap_object(struct shim_call *call, struct shim_object *o)
{
	if (!dl_family_matches(o->family, call->api->family)) {
		shim_report_kind(call, o);
		if (shim_is_memory(o)) {
			if (shim_object_is_live(o))
				shim_object_retire(call, o);
			return;
		}
		o->quiet = true;
	} else if (shim_object_is_live(o)) {
		shim_compare(call, o);
		shim_judge_attrs(call, o);
		shim_judge_writes(call, o);
		shim_judge_syncs(call, o);
	}
	shim_step(call, o, DL_EVENT_RELEASE);
	shim_finish_data(call, o);
	shim_object_retire(call, o);
}

void shim_unmap(struct shim_call *call)
{
	struct shim_segment *s;

	if (shim_device_refused(call) || shim_direction_refused(call))
		return;
	if (call->handle == DMA_MAPPING_ERROR) {
		shim_step_failed(call, DL_EVENT_RELEASE);
		return;
	}
	s = shim_segment_at(call->handle);
	if (!s)
		unmap_unknown(call);
	else if (s->handle == call->handle || !shim_object_is_live(s->object) ||
		 s->object->machine != DL_MACHINE_STREAMING)
		unmap_object(call, s->object);
	else
		unmap_misnamed(call, s->object, "an address inside the mapping");
}

/* ---- the functions ----------------------------------------------------------------------------- */

dma_addr_t dma_map_single_attrs(struct device *dev, void *ptr, size_t size,
				enum dma_data_direction dir, unsigned long attrs)
{
	SHIM_CALL(dma_map_single_attrs, 5, .dev = dev, .cpu = ptr, .size = size, .dir = dir,
		  .attrs = attrs);
	dma_addr_t handle = shim_map(&call);

	shim_leave();
	return handle;
}

void dma_unmap_single_attrs(struct device *dev, dma_addr_t addr, size_t size,
			    enum dma_data_direction dir, unsigned long attrs)
{
	SHIM_CALL(dma_unmap_single_attrs, 5, .dev = dev, .handle = addr, .size = size, .dir = dir,
		  .attrs = attrs);
	shim_unmap(&call);
	shim_leave();
}

/* NULL stays NULL, whatever the offset. In numbers: it may be no pointer to anything. */
void *shim_in_page(const struct page *page, size_t offset)
{
	return page ? (void *)((uintptr_t)page_address(page) + offset) : NULL;
}

dma_addr_t dma_map_page_attrs(struct device *dev, struct page *page, size_t offset, size_t size,
			      enum dma_data_direction dir, unsigned long attrs)
{
	SHIM_CALL(dma_map_page_attrs, 6, .dev = dev, .cpu = shim_in_page(page, offset),
		  .offset = offset, .size = size, .dir = dir, .attrs = attrs);
	dma_addr_t handle = shim_map(&call);

	shim_leave();
	return handle;
}

void dma_unmap_page_attrs(struct device *dev, dma_addr_t addr, size_t size,
			  enum dma_data_direction dir, unsigned long attrs)
{
	SHIM_CALL(dma_unmap_page_attrs, 5, .dev = dev, .handle = addr, .size = size, .dir = dir,
		  .attrs = attrs);
	shim_unmap(&call);
	shim_leave();
}

dma_addr_t dma_map_resource(struct device *dev, phys_addr_t phys_addr, size_t size,
			    enum dma_data_direction dir, unsigned long attrs)
{
	SHIM_CALL(dma_map_resource, 5, .dev = dev, .cpu = (void *)(uintptr_t)phys_addr,
		  .size = size, .dir = dir, .attrs = attrs);
	dma_addr_t handle = shim_map(&call);

	shim_leave();
	return handle;
}

void dma_unmap_resource(struct device *dev, dma_addr_t addr, size_t size,
			enum dma_data_direction dir, unsigned long attrs)
{
	SHIM_CALL(dma_unmap_resource, 5, .dev = dev, .handle = addr, .size = size, .dir = dir,
		  .attrs = attrs);
	shim_unmap(&call);
	shim_leave();
}

dma_addr_t dma_map_phys(struct device *dev, phys_addr_t phys, size_t size,
			enum dma_data_direction dir, unsigned long attrs)
{
	SHIM_CALL(dma_map_phys, 5, .dev = dev, .cpu = phys_to_virt(phys), .size = size, .dir = dir,
		  .attrs = attrs);
	dma_addr_t handle = shim_map(&call);

	shim_leave();
	return handle;
}

void dma_unmap_phys(struct device *dev, dma_addr_t addr, size_t size, enum dma_data_direction dir,
		    unsigned long attrs)
{
	SHIM_CALL(dma_unmap_phys, 5, .dev = dev, .handle = addr, .size = size, .dir = dir,
		  .attrs = attrs);
	shim_unmap(&call);
	shim_leave();
}

int dma_mapping_error(struct device *dev, dma_addr_t dma_addr)
{
	SHIM_CALL(dma_mapping_error, 2, .dev = dev, .handle = dma_addr);
	int error = shim_mapping_error(&call);

	shim_leave();
	return error;
}
