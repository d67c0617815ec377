/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The CPU's side: does it read or write a buffer that the device has? An access by itself is no call of
 * the API, so somebody has to tell: the test, by dma_shim_cpu_read() and _write(); or the compiler, for
 * code that was built with -fsanitize=thread (instrumented.c). A filter, hashed by page, keeps those
 * accesses cheap that meet no mapping: nearly all.
 */
#include "shim.h"

#define FILTER_SIZE 65536
#define MANY_PAGES 256

static _Atomic unsigned int filter[FILTER_SIZE];
static _Atomic unsigned int large;	/* mappings of too many pages to count each */

static size_t slot_of(uintptr_t page)
{
	return (page * 0x9e3779b97f4a7c15ull) >> 48;
}

void shim_access_watch(const void *cpu, size_t size, bool on)
{
	uintptr_t first = (uintptr_t)cpu >> PAGE_SHIFT;
	uintptr_t last = ((uintptr_t)cpu + size - 1) >> PAGE_SHIFT;
	unsigned int by = on ? 1 : -1u;

	if (last - first >= MANY_PAGES) {
		atomic_fetch_add_explicit(&large, by, memory_order_relaxed);
		return;
	}
	for (uintptr_t page = first; page <= last; page++)
		atomic_fetch_add_explicit(&filter[slot_of(page)], by, memory_order_relaxed);
}

/* False: no mapping is there. */
static bool may_be_mapped(uintptr_t start, size_t size)
{
	uintptr_t last = (start + size - 1) >> PAGE_SHIFT;

	if (atomic_load_explicit(&large, memory_order_relaxed) ||
	    last - (start >> PAGE_SHIFT) >= MANY_PAGES)
		return true;
	for (uintptr_t page = start >> PAGE_SHIFT; page <= last; page++)
		if (atomic_load_explicit(&filter[slot_of(page)], memory_order_relaxed))
			return true;
	return false;
}

static void look_at_read(const struct shim_call *call, struct shim_object *o)
{
	const struct shim_mem *mem = shim_mem_at(call->cpu);

	if (o->dir == DMA_TO_DEVICE || o->state == DL_STATE_CPU || o->read)
		return;
	o->read = true;
	shim_report(call, DL_RULE_CPU_READ_WHILE_MAPPED, o,
		    "the CPU reads a mapped buffer without a sync for the CPU [buffer=%s%s] [direction=%s]",
		    mem ? mem->call : "?", mem ? "()" : "", shim_direction(o->dir));
}

/* Wrong or not, the next sync or the unmap tells; this is the place that is named then. */
static void note_write(const struct shim_call *call, struct shim_object *o)
{
	if (o->written.n)
		return;
	shim_trace_take(&o->written, call->caller, DMA_SHIM_FRAMES);
}

void dma_shim_cpu_access(const void *p, size_t size, bool write, void *caller)
{
	static struct shim_row row;
	struct shim_call call = { .cpu = (void *)p, .size = size };
	struct shim_segment *s;

	if (!size || !may_be_mapped((uintptr_t)p, size))
		return;
	shim_enter(&call, &row, write ? "dma_shim_cpu_write" : "dma_shim_cpu_read", 2, 0, caller);
	s = shim_segment_overlap(p, size, true, NULL);
	if (s && write)
		note_write(&call, s->object);
	else if (s)
		look_at_read(&call, s->object);
	shim_leave();
}

void dma_shim_cpu_read(const void *p, size_t len)
{
	dma_shim_cpu_access(p, len, false, __builtin_return_address(0));
}

void dma_shim_cpu_write(const void *p, size_t len)
{
	dma_shim_cpu_access(p, len, true, __builtin_return_address(0));
}

/* ---- what the C library does for instrumented code: linux/string.h ----------------------------- */

void *dma_shim_memcpy(void *to, const void *from, size_t n)
{
	dma_shim_cpu_access(from, n, false, __builtin_return_address(0));
	dma_shim_cpu_access(to, n, true, __builtin_return_address(0));
	return memcpy(to, from, n);
}

void *dma_shim_memmove(void *to, const void *from, size_t n)
{
	dma_shim_cpu_access(from, n, false, __builtin_return_address(0));
	dma_shim_cpu_access(to, n, true, __builtin_return_address(0));
	return memmove(to, from, n);
}

void *dma_shim_memset(void *to, int c, size_t n)
{
	dma_shim_cpu_access(to, n, true, __builtin_return_address(0));
	return memset(to, c, n);
}

int dma_shim_memcmp(const void *a, const void *b, size_t n)
{
	dma_shim_cpu_access(a, n, false, __builtin_return_address(0));
	dma_shim_cpu_access(b, n, false, __builtin_return_address(0));
	return memcmp(a, b, n);
}
