/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Memory of the CPU as the shim hands it out, for kmalloc() as for dma_alloc_coherent(): with guard zones
 * on both sides, poisoned when it is freed, kept a while after that, and known by every address inside
 * it. So a free knows what is mapped, and a map knows what kind of memory it is given. Also what can
 * be told of memory that is not the shim's: the stack, the program's own.
 */
#include "shim.h"

#include <link.h>
#include <pthread.h>

#define ALIGNMENT 256		/* the longest cache line */
#define GUARD 0xfd
#define POISON 0x6b
#define KEEP_BYTES (64ul << 20)	/* freed memory that is kept */

static struct shim_index index_of_memory;
static struct shim_mem *oldest_freed, *newest_freed;
static size_t freed_bytes;

static size_t round_to(size_t n, size_t align)
{
	return (n + align - 1) & ~(align - 1);
}

struct shim_mem *shim_mem_new(const struct shim_call *call, enum dl_memory kind, size_t size,
			      size_t align, int fill)
{
	struct shim_mem *mem;

	if (align < ALIGNMENT)
		align = ALIGNMENT;
	if (size > SHIM_MAX_SIZE || align > SHIM_MAX_SIZE)
		return NULL;
	mem = calloc(1, sizeof(*mem));
	if (!mem)
		return NULL;
	mem->size = size;
	mem->front = align;
	mem->back = round_to(size + 1, ALIGNMENT) - size;
	if (posix_memalign((void **)&mem->raw, align, mem->front + size + mem->back)) {
		free(mem);
		return NULL;
	}
	mem->start = mem->raw + mem->front;
	mem->kind = kind;
	mem->call = call->name;
	mem->refs = 1;
	memset(mem->raw, GUARD, mem->front);
	memset(mem->start, fill, size);
	memset(mem->start + size, GUARD, mem->back);
	shim_trace_take(&mem->origin, call->caller, shim_settings.stack_depth);
	/* known by its guards, too: whoever runs into them comes from this memory */
	shim_index_add(&index_of_memory, &mem->range, (uintptr_t)mem->raw,
		       mem->front + size + mem->back, mem);
	return mem;
}

struct shim_mem *shim_mem_at(const void *p)
{
	struct shim_range *range = shim_index_at(&index_of_memory, (uintptr_t)p);

	return range ? range->owner : NULL;
}

bool shim_mem_overlaps(const void *p, size_t size)
{
	return shim_index_overlap(&index_of_memory, (uintptr_t)p, size, NULL, NULL) != NULL;
}

struct shim_mem *shim_mem_alive_at(const void *p)
{
	struct shim_mem *mem = shim_mem_at(p);

	return mem && !mem->freed ? mem : NULL;
}

static void forget(struct shim_mem *mem)
{
	shim_index_remove(&index_of_memory, &mem->range);
	free(mem->raw);
	free(mem);
}

static bool is_poisoned(const struct shim_mem *mem)
{
	for (size_t i = 0; i < mem->size; i++)
		if (mem->start[i] != POISON)
			return false;
	return true;
}

/* Memory of the DMA API. What is written to freed memory of kmalloc() is no matter of this. */
static void check_poison(const struct shim_call *call, struct shim_mem *mem)
{
	if (mem->kind != DL_MEMORY_NONE || is_poisoned(mem))
		return;
	shim_report(call, DL_RULE_COHERENT_USE_AFTER_FREE, NULL,
		    "memory from %s() was written to after it was freed [size=%zu]", mem->call,
		    mem->size);
	memset(mem->start, POISON, mem->size);
}

void shim_check_freed(const struct shim_call *call)
{
	for (struct shim_mem *mem = oldest_freed; mem; mem = mem->next)
		check_poison(call, mem);
}

static void forget_oldest(const struct shim_call *call)
{
	struct shim_mem *mem = oldest_freed;

	oldest_freed = mem->next;
	if (!oldest_freed)
		newest_freed = NULL;
	freed_bytes -= mem->size;
	check_poison(call, mem);
	forget(mem);
}

static bool is_filled(const unsigned char *p, size_t n)
{
	while (n && *p == GUARD) {
		p++;
		n--;
	}
	return n == 0;
}

static void check_guards(const struct shim_call *call, const struct shim_mem *mem)
{
	bool before = is_filled(mem->raw, mem->front);
	bool behind = is_filled(mem->start + mem->size, mem->back);

	if (!before || !behind)
		shim_report(call, SHIM_GUARD_ZONE, mem->object,
			    "%s() of memory from %s() that was written to beyond its %s [size=%zu]",
			    call->name, mem->call, before ? "end" : "start", mem->size);
}

void shim_mem_free(const struct shim_call *call, struct shim_mem *mem)
{
	check_guards(call, mem);
	memset(mem->start, POISON, mem->size);
	mem->freed = true;
	mem->object = NULL;
	mem->next = NULL;
	if (newest_freed)
		newest_freed->next = mem;
	else
		oldest_freed = mem;
	newest_freed = mem;
	freed_bytes += mem->size;
	while (oldest_freed != newest_freed && freed_bytes > KEEP_BYTES)
		forget_oldest(call);
}

/* ---- freeing by a function of the kernel ------------------------------------------------------- */

static void lose_memory(struct shim_object *o)
{
	o->mem_gone = true;
	for (unsigned int i = 0; i < o->nsegments; i++)
		shim_segment_unlink_cpu(&o->segments[i]);
}

void shim_check_unmapped(const struct shim_call *call, const void *p, size_t size)
{
	struct shim_segment *segment;

	while ((segment = shim_segment_overlap(p, size, true, NULL))) {
		struct shim_object *o = segment->object;
		const struct shim_mem *mem = shim_mem_at(p);

		shim_report(call, DL_RULE_FREE_WHILE_MAPPED, o,
			    "%s() frees a buffer that is still mapped [buffer=%s()] [direction=%s]",
			    call->name, mem ? mem->call : "?", shim_direction(o->dir));
		lose_memory(o);
	}
}

void shim_free_managed(const struct shim_call *call, void *p)
{
	const struct shim_mem *mem = shim_mem_alive_at(p);
	struct shim_segment *segment;

	while (mem && (segment = shim_segment_overlap(mem->start, mem->size, true, NULL)))
		lose_memory(segment->object);
	shim_free(call, p);
}

/* Memory of the DMA API: it has a free of its own. */
static void refuse_object(const struct shim_call *call, const struct shim_mem *mem)
{
	const struct shim_object *o = mem->object;

	shim_report(call, DL_RULE_FREE_KIND_MISMATCH, o,
		    DL_WORDS_FREE_KIND, call->name,
		    mem->call, o && o->api->inverse ? o->api->inverse : "another function");
}

void shim_free(const struct shim_call *call, const void *p)
{
	struct shim_mem *mem = shim_mem_at(p);

	if (!mem)
		shim_report(call, SHIM_BAD_FREE, NULL, "%s() of memory that no allocator gave [pointer=%p]",
			    call->name, p);
	else if (mem->freed)
		shim_report(call, SHIM_BAD_FREE, NULL,
			    "%s() frees what is already freed [from=%s()] [pointer=%p]", call->name,
			    mem->call, p);
	else if (mem->kind == DL_MEMORY_NONE)
		refuse_object(call, mem);
	else if (mem->start != p)
		shim_report(call, SHIM_BAD_FREE, NULL,
			    "%s() of an address inside of the memory [from=%s()] [offset=%td]",
			    call->name, mem->call, (const unsigned char *)p - mem->start);
	else {
		shim_check_unmapped(call, mem->start, mem->size);
		shim_mem_free(call, mem);
	}
}

void shim_free_list(const struct shim_call *call, const struct scatterlist *sgl)
{
	struct shim_object *o = shim_object_find(DL_MACHINE_SG, sgl);

	if (o && shim_object_is_live(o))
		shim_report(call, DL_RULE_FREE_WHILE_MAPPED, o,
			    "%s() frees a list that is still mapped [list=%p] [direction=%s]",
			    call->name, (const void *)sgl, shim_direction(o->dir));
	shim_free(call, sgl);
}

void *shim_alloc(const struct shim_call *call, enum dl_memory kind, size_t size, size_t align,
		 bool zero)
{
	struct shim_mem *mem;

	if (shim_should_fail(false))
		return NULL;
	mem = shim_mem_new(call, kind, size, align, zero ? 0 : 0x5a);
	return mem ? mem->start : NULL;
}

/* ---- other memory ------------------------------------------------------------------------------ */

struct place {
	uintptr_t p;
	enum shim_place found;
};

static int look_at_object(struct dl_phdr_info *info, size_t size, void *data)
{
	struct place *place = data;

	(void)size;
	for (int i = 0; i < info->dlpi_phnum; i++) {
		const ElfW(Phdr) *h = &info->dlpi_phdr[i];
		uintptr_t start = info->dlpi_addr + h->p_vaddr;

		if (h->p_type == PT_LOAD && place->p >= start && place->p - start < h->p_memsz) {
			place->found = h->p_flags & PF_W ? SHIM_STATIC : SHIM_CONST;
			return 1;
		}
	}
	return 0;
}

/* AddressSanitizer keeps variables elsewhere, to find uses after the return. */
void *__asan_get_current_fake_stack(void) __attribute__((weak));
void *__asan_addr_is_in_fake_stack(void *fake, void *addr, void **start, void **end)
	__attribute__((weak));

static bool is_on_fake_stack(uintptr_t p)
{
	void *start, *end;

	return __asan_get_current_fake_stack && __asan_addr_is_in_fake_stack &&
	       __asan_get_current_fake_stack() &&
	       __asan_addr_is_in_fake_stack(__asan_get_current_fake_stack(), (void *)p, &start,
					    &end);
}

static bool is_on_stack(uintptr_t p)
{
	static __thread uintptr_t low, high;
	pthread_attr_t attr;
	void *start;
	size_t size;

	if (!high && !pthread_getattr_np(pthread_self(), &attr)) {
		if (!pthread_attr_getstack(&attr, &start, &size)) {
			low = (uintptr_t)start;
			high = low + size;
		}
		pthread_attr_destroy(&attr);
	}
	return (p >= low && p < high) || is_on_fake_stack(p);
}

enum shim_place shim_place(const void *p)
{
	struct place place = { (uintptr_t)p, SHIM_ELSEWHERE };

	if (is_on_stack(place.p))
		return SHIM_STACK;
	dl_iterate_phdr(look_at_object, &place);
	return place.found;
}

/* ---- reset ------------------------------------------------------------------------------------- */

static bool any(void *owner, void *data)
{
	(void)owner;
	(void)data;
	return true;
}

void shim_mem_reset(void)
{
	struct shim_range *range;

	oldest_freed = newest_freed = NULL;
	freed_bytes = 0;
	while ((range = shim_index_overlap(&index_of_memory, 0, UINT64_MAX, any, NULL)))
		forget(range->owner);
}
