/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Is this memory that a device may be given? What it is made of, whether it is all there, and what
 * else is in its cache lines or mapped already. dma-api-howto.rst, "What memory is DMA'able?".
 */
#include "shim.h"

static bool device_writes(enum dma_data_direction dir)
{
	return dir != DMA_TO_DEVICE;
}

static bool refuse_null(const struct shim_call *call)
{
	bool page = dl_api_arg(call->api, DL_ROLE_PAGE) >= 0;

	shim_report(call, DL_RULE_MAP_NULL, NULL,
		    page ? "%s() maps a page that may not be there [from=NULL]"
			 : "%s() maps memory that may not be there [from=NULL]",
		    call->name);
	return true;
}

static bool refuse_beyond(const struct shim_call *call, const struct shim_mem *mem, size_t end)
{
	shim_report(call, DL_RULE_MAP_EXCEEDS_OBJECT, mem ? mem->object : NULL,
		    "%s() maps more than there is of %s() [offset+size=%zu] [object=%zu]", call->name,
		    mem ? mem->call : "memory", end, mem ? mem->size : 0);
	return true;
}

static bool refuse_freed(const struct shim_call *call, const struct shim_mem *mem)
{
	shim_report(call, SHIM_BAD_ARGUMENT, NULL, "%s() maps memory that is freed [from=%s()]",
		    call->name, mem->call);
	return true;
}

/* Of the program: not the shim's. */
static bool place_refused(const struct shim_call *call)
{
	switch (shim_place(call->cpu)) {
	case SHIM_STACK:
		shim_report(call, DL_RULE_MAP_STACK, NULL,
			    "%s() maps memory on the stack [variable=%p]", call->name, call->cpu);
		return false;
	case SHIM_CONST:
		if (device_writes(call->dir)) {
			shim_report(call, DL_RULE_MAP_CONST_FROM_DEVICE, NULL,
				    "%s() lets the device write to memory that is const [buffer=%p]",
				    call->name, call->cpu);
			return true;
		}
		/* fall through */
	case SHIM_STATIC:
		shim_report(call, DL_RULE_MAP_STATIC, NULL,
			    "%s() maps memory of the kernel's image or of a module [buffer=%p]",
			    call->name, call->cpu);
		return false;
	default:
		return false;
	}
}

static bool kind_refused(const struct shim_call *call, const struct shim_mem *mem)
{
	if (mem->kind == DL_MEMORY_VMALLOC) {
		shim_report(call, DL_RULE_MAP_VMALLOC, NULL,
			    DL_WORDS_MAP_VMALLOC,
			    call->name, mem->call);
		return true;
	}
	if (mem->windows && dl_api_arg(call->api, DL_ROLE_PAGE) < 0 && !call->sg)
		shim_report(call, DL_RULE_MAP_KMAP, NULL,
			    "%s() maps an address that is good for the CPU only, and for a while [from=kmap()]",
			    call->name);
	if (mem->kind == DL_MEMORY_NONE)
		shim_report(call, DL_RULE_MAP_COHERENT, mem->object,
			    DL_WORDS_MAP_COHERENT, call->name,
			    mem->call);
	return false;
}

/* Bytes of the same memory before or behind the buffer, in its first or last line. */
static bool shares_lines(const struct shim_mem *mem, size_t offset, size_t size)
{
	size_t line = shim_settings.cache_line, end = offset + size;

	if (mem->kind == DL_MEMORY_SKB)		/* its headroom is for that */
		return false;
	return offset % line || (end % line && end < mem->size);
}

static void look_at_lines(const struct shim_call *call, const struct shim_mem *mem, size_t offset)
{
	size_t line = shim_settings.cache_line;

	if (!device_writes(call->dir) || !shares_lines(mem, offset, call->size))
		return;
	if (dl_api_arg(call->api, DL_ROLE_PAGE) >= 0 || mem->kind == DL_MEMORY_PAGES)
		shim_report(call, DL_RULE_MAP_PARTIAL_UNALIGNED, NULL,
			    "%s() lets the device write from the middle of a cache line on [offset=%zu]",
			    call->name, offset);
	else
		shim_report(call, DL_RULE_MAP_SHARED_CACHELINE, NULL,
			    "%s() lets the device write to a member that shares its cache lines [member=at byte %zu of %s(), line of %zu]",
			    call->name, offset, mem->call, line);
}

static void look_at_others(const struct shim_call *call, const struct shim_mem *mem)
{
	uintptr_t line = shim_settings.cache_line, start = (uintptr_t)call->cpu;
	uintptr_t first = start & ~(line - 1), last = (start + call->size + line - 1) & ~(line - 1);
	const struct shim_segment *s =
		shim_segment_overlap(call->cpu, call->size, device_writes(call->dir), call->dev);

	if (s) {
		shim_report(call, DL_RULE_REMAP_MAPPED_BUFFER, s->object,
			    "%s() maps memory that is mapped already [buffer=%s()]", call->name,
			    mem ? mem->call : "?");
		return;
	}
	s = mem ? shim_segment_overlap((void *)first, last - first, device_writes(call->dir),
				       call->dev)
		: NULL;
	if (s && shim_mem_at(s->cpu) == mem)
		shim_report(call, DL_RULE_MAP_SHARED_CACHELINE, s->object,
			    "%s() maps memory in a cache line with what is mapped already, and the device writes to it [line of %zu]",
			    call->name, (size_t)line);
}

static bool foreign_refused(const struct shim_call *call)
{
	if (place_refused(call))
		return true;
	look_at_others(call, NULL);
	return false;
}

bool shim_buffer_refused(const struct shim_call *call)
{
	uintptr_t start = (uintptr_t)call->cpu;
	const struct shim_mem *mem;
	size_t offset;

	if (start < PAGE_SIZE)
		return refuse_null(call);
	if (start + call->size < start || call->size > SHIM_MAX_SIZE)
		return refuse_beyond(call, NULL, call->size);
	mem = shim_mem_at(call->cpu);
	if (!mem && shim_mem_overlaps(call->cpu, call->size))
		return refuse_beyond(call, NULL, call->size);
	if (!mem)
		return foreign_refused(call);
	if (mem->freed)
		return refuse_freed(call, mem);
	offset = start - (uintptr_t)mem->start;
	if (start < (uintptr_t)mem->start || offset > mem->size || call->size > mem->size - offset)
		return refuse_beyond(call, mem, offset + call->size);
	if (kind_refused(call, mem))
		return true;
	look_at_others(call, mem);
	look_at_lines(call, mem, offset);
	return false;
}
