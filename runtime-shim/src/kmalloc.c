/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The kernel's other allocators: slab, pages, vmalloc, device-managed. All are memory.c underneath;
 * what differs is the kind, which is what a map looks at.
 */
#include "shim.h"

#include <errno.h>
#include <linux/highmem.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>

/* n * size, or what no allocator gives. */
static size_t product(size_t n, size_t size)
{
	size_t bytes;

	return __builtin_mul_overflow(n, size, &bytes) ? SIZE_MAX : bytes;
}

/* __VA_ARGS__: parameters. Sleeping where nothing may is not looked at here: these are not the DMA API. */
#define ALLOCATOR(function, kind, bytes, align, zero, ...)				\
void *function(__VA_ARGS__)								\
{											\
	SHIM_CALL(function, 0, .dev = NULL);						\
	void *p = shim_alloc(&call, kind, bytes, align, zero);				\
											\
	shim_leave();									\
	return p;									\
}

#define FREE(function)									\
void function(const void *p)								\
{											\
	SHIM_CALL(function, 0, .dev = NULL);						\
	if (p)										\
		shim_free(&call, p);							\
	shim_leave();									\
}

#define ZERO(flags) ((flags) & __GFP_ZERO)

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-parameter"
ALLOCATOR(kmalloc, DL_MEMORY_KMALLOC, size, 0, ZERO(flags), size_t size, gfp_t flags)
ALLOCATOR(kzalloc, DL_MEMORY_KMALLOC, size, 0, true, size_t size, gfp_t flags)
ALLOCATOR(kmalloc_node, DL_MEMORY_KMALLOC, size, 0, ZERO(flags), size_t size, gfp_t flags, int node)
ALLOCATOR(kzalloc_node, DL_MEMORY_KMALLOC, size, 0, true, size_t size, gfp_t flags, int node)
ALLOCATOR(kmalloc_array, DL_MEMORY_KMALLOC, product(n, size), 0, ZERO(flags), size_t n, size_t size,
	  gfp_t flags)
ALLOCATOR(kcalloc, DL_MEMORY_KMALLOC, product(n, size), 0, true, size_t n, size_t size,
	  gfp_t flags)
/* Up to a page kmalloc() serves it. */
ALLOCATOR(kvmalloc, size > PAGE_SIZE ? DL_MEMORY_VMALLOC : DL_MEMORY_KMALLOC, size, 0, ZERO(flags),
	  size_t size, gfp_t flags)
ALLOCATOR(kvzalloc, size > PAGE_SIZE ? DL_MEMORY_VMALLOC : DL_MEMORY_KMALLOC, size, 0, true,
	  size_t size, gfp_t flags)
ALLOCATOR(kvcalloc, product(n, size) > PAGE_SIZE ? DL_MEMORY_VMALLOC : DL_MEMORY_KMALLOC,
	  product(n, size), 0, true, size_t n, size_t size, gfp_t flags)
ALLOCATOR(vmalloc, DL_MEMORY_VMALLOC, size, PAGE_SIZE, false, unsigned long size)
ALLOCATOR(vzalloc, DL_MEMORY_VMALLOC, size, PAGE_SIZE, true, unsigned long size)
#pragma GCC diagnostic pop

FREE(kfree)
FREE(kfree_sensitive)
FREE(kvfree)
FREE(vfree)

void *kmemdup(const void *src, size_t len, gfp_t flags)
{
	SHIM_CALL(kmemdup, 3, .dev = NULL);
	void *p = src || !len ? shim_alloc(&call, DL_MEMORY_KMALLOC, len, 0, false) : NULL;

	(void)flags;
	if (p && len)
		memcpy(p, src, len);
	else if (!src && len)
		shim_report(&call, SHIM_BAD_ARGUMENT, NULL, "%s() without memory to copy",
			    call.name);
	shim_leave();
	return p;
}

void *krealloc(const void *p, size_t size, gfp_t flags)
{
	SHIM_CALL(krealloc, 3, .dev = NULL);
	const struct shim_mem *old = p ? shim_mem_alive_at(p) : NULL;
	void *q = size ? shim_alloc(&call, DL_MEMORY_KMALLOC, size, 0, ZERO(flags)) : NULL;

	if (q && old && old->start == p)
		memcpy(q, p, old->size < size ? old->size : size);
	if (p && (q || !size))
		shim_free(&call, p);
	shim_leave();
	return q;
}

size_t ksize(const void *p)
{
	SHIM_CALL(ksize, 1, .dev = NULL);
	const struct shim_mem *mem = shim_mem_alive_at(p);
	size_t size = mem ? mem->size : 0;

	shim_leave();
	return size;
}

bool is_vmalloc_addr(const void *p)
{
	SHIM_CALL(is_vmalloc_addr, 1, .dev = NULL);
	const struct shim_mem *mem = shim_mem_alive_at(p);
	bool is = mem && mem->kind == DL_MEMORY_VMALLOC;

	shim_leave();
	return is;
}

/* ---- caches ------------------------------------------------------------------------------------ */

struct kmem_cache {
	unsigned int size, align;
	void (*ctor)(void *);
};

struct kmem_cache *kmem_cache_create(const char *name, unsigned int size, unsigned int align,
				     slab_flags_t flags, void (*ctor)(void *))
{
	struct kmem_cache *cache = malloc(sizeof(*cache));

	(void)name;
	(void)flags;
	if (cache)
		*cache = (struct kmem_cache){ size, align, ctor };
	return cache;
}

void kmem_cache_destroy(struct kmem_cache *cache)
{
	free(cache);
}

void *kmem_cache_alloc(struct kmem_cache *cache, gfp_t flags)
{
	SHIM_CALL(kmem_cache_alloc, 2, .dev = NULL);
	void *p = shim_alloc(&call, DL_MEMORY_CACHE, cache->size, cache->align, ZERO(flags));

	shim_leave();
	if (p && cache->ctor)	/* may call the API itself */
		cache->ctor(p);
	return p;
}

void *kmem_cache_zalloc(struct kmem_cache *cache, gfp_t flags)
{
	return kmem_cache_alloc(cache, flags | __GFP_ZERO);
}

void kmem_cache_free(struct kmem_cache *cache, void *p)
{
	SHIM_CALL(kmem_cache_free, 2, .dev = NULL);

	(void)cache;
	if (p)
		shim_free(&call, p);
	shim_leave();
}

/* ---- pages ------------------------------------------------------------------------------------- */

/* As on x86-64: a table of 64 bytes a page, at addresses that nothing can be at in a program. */
#define VMEMMAP 0xffffea0000000000ul
/* Physical addresses are no virtual ones: whoever mixes them up shall not get away with it. */
#define PHYS_OFFSET 0x0001000000000000ul

struct page *virt_to_page(const void *addr)
{
	return (struct page *)(VMEMMAP + ((unsigned long)addr >> PAGE_SHIFT) * sizeof(struct page));
}

void *page_address(const struct page *page)
{
	return (void *)(((unsigned long)page - VMEMMAP) / sizeof(struct page) << PAGE_SHIFT);
}

struct page *vmalloc_to_page(const void *addr)
{
	return virt_to_page(addr);
}

phys_addr_t virt_to_phys(volatile void *addr)
{
	return (unsigned long)addr + PHYS_OFFSET;
}

void *phys_to_virt(phys_addr_t addr)
{
	return (void *)(addr - PHYS_OFFSET);
}

phys_addr_t page_to_phys(const struct page *page)
{
	return virt_to_phys(page_address(page));
}

struct page *phys_to_page(phys_addr_t phys)
{
	return virt_to_page(phys_to_virt(phys));
}

int remap_pfn_range(struct vm_area_struct *vma, unsigned long addr, unsigned long pfn,
		    unsigned long size, pgprot_t prot)
{
	(void)pfn, (void)prot;
	if (SHIM_MISSING(vma, "an area") || !size || addr < vma->vm_start || addr > vma->vm_end ||
	    PAGE_ALIGN(size) > vma->vm_end - addr)
		return -EINVAL;
	return 0;
}

int get_order(unsigned long size)
{
	int order = 0;

	while (PAGE_SIZE << order < size)
		order++;
	return order;
}

static void *get_pages(struct shim_call *call, gfp_t gfp, unsigned int order)
{
	if (order > 20)
		return NULL;
	return shim_alloc(call, DL_MEMORY_PAGES, PAGE_SIZE << order, PAGE_SIZE, ZERO(gfp));
}

struct page *alloc_pages(gfp_t gfp, unsigned int order)
{
	SHIM_CALL(alloc_pages, 2, .dev = NULL);
	void *p = get_pages(&call, gfp, order);

	shim_leave();
	return p ? virt_to_page(p) : NULL;
}

unsigned long __get_free_pages(gfp_t gfp, unsigned int order)
{
	SHIM_CALL(__get_free_pages, 2, .dev = NULL);
	void *p = get_pages(&call, gfp, order);

	shim_leave();
	return (unsigned long)p;
}

unsigned long get_zeroed_page(gfp_t gfp)
{
	SHIM_CALL(get_zeroed_page, 1, .dev = NULL);
	void *p = get_pages(&call, gfp | __GFP_ZERO, 0);

	shim_leave();
	return (unsigned long)p;
}

/* One owner less; the last one frees. */
static void put_pages(struct shim_call *call, const void *p)
{
	struct shim_mem *mem = shim_mem_alive_at(p);

	if (mem && mem->kind == DL_MEMORY_PAGES && mem->refs > 1)
		mem->refs--;
	else
		shim_free(call, mem && mem->kind == DL_MEMORY_PAGES ? mem->start : p);
}

void __free_pages(struct page *page, unsigned int order)
{
	SHIM_CALL(__free_pages, 2, .dev = NULL);

	(void)order;
	if (page)
		put_pages(&call, page_address(page));
	shim_leave();
}

void free_pages(unsigned long addr, unsigned int order)
{
	SHIM_CALL(free_pages, 2, .dev = NULL);

	(void)order;
	if (addr)
		put_pages(&call, (void *)addr);
	shim_leave();
}

void get_page(struct page *page)
{
	SHIM_CALL(get_page, 1, .dev = NULL);
	struct shim_mem *mem = shim_mem_alive_at(page_address(page));

	if (mem)
		mem->refs++;
	shim_leave();
}

void put_page(struct page *page)
{
	SHIM_CALL(put_page, 1, .dev = NULL);
	put_pages(&call, page_address(page));
	shim_leave();
}

/*
 * Memory is all low here, and the window is the page itself. On a machine with high memory it is not, so it is
 * counted who looks through one: buffer.c.
 */
static void *open_window(struct page *page)
{
	SHIM_CALL(kmap, 1, .dev = NULL);
	struct shim_mem *mem = page ? shim_mem_alive_at(page_address(page)) : NULL;

	if (mem)
		mem->windows++;
	shim_leave();
	return page ? page_address(page) : NULL;
}

static void close_window(const void *addr)
{
	SHIM_CALL(kunmap, 1, .dev = NULL);
	struct shim_mem *mem = addr ? shim_mem_alive_at(addr) : NULL;

	if (mem && mem->windows)
		mem->windows--;
	shim_leave();
}

void *kmap(struct page *page)
{
	return open_window(page);
}

void *kmap_local_page(struct page *page)
{
	return open_window(page);
}

void *kmap_atomic(struct page *page)
{
	return open_window(page);
}

void kunmap(struct page *page)
{
	close_window(page ? page_address(page) : NULL);
}

void kunmap_local(const void *addr)
{
	close_window(addr);
}

void kunmap_atomic(void *addr)
{
	close_window(addr);
}

/* ---- managed by a device ----------------------------------------------------------------------- */

static void free_managed(void *p)
{
	SHIM_CALL(devm_kfree, 2, .cpu = p);
	shim_free_managed(&call, p);
	shim_leave();
}

static void *devm_alloc(struct shim_call *call, size_t size, bool zero)
{
	void *p = NULL;

	if (!call->dev)
		shim_report(call, SHIM_BAD_ARGUMENT, NULL, "%s() without a device", call->name);
	else
		p = shim_alloc(call, DL_MEMORY_MANAGED, size, 0, zero);
	if (p)
		shim_devres_add(call->dev, free_managed, p, call->name);
	return p;
}

void *devm_kmalloc(struct device *dev, size_t size, gfp_t gfp)
{
	SHIM_CALL(devm_kmalloc, 3, .dev = dev);
	void *p = devm_alloc(&call, size, ZERO(gfp));

	shim_leave();
	return p;
}

void *devm_kzalloc(struct device *dev, size_t size, gfp_t gfp)
{
	SHIM_CALL(devm_kzalloc, 3, .dev = dev);
	void *p = devm_alloc(&call, size, true);

	(void)gfp;
	shim_leave();
	return p;
}

void *devm_kcalloc(struct device *dev, size_t n, size_t size, gfp_t flags)
{
	SHIM_CALL(devm_kcalloc, 4, .dev = dev);
	void *p = devm_alloc(&call, product(n, size), true);

	(void)flags;
	shim_leave();
	return p;
}

void devm_kfree(struct device *dev, const void *p)
{
	SHIM_CALL(devm_kfree, 2, .dev = dev);

	if (p && dev && shim_devres_remove(dev, free_managed, p))
		shim_free(&call, p);
	else if (p)
		shim_report(&call, SHIM_BAD_FREE, NULL,
			    "%s() of what this device does not own [pointer=%p]", call.name, p);
	shim_leave();
}

int __devm_add_action(struct device *dev, void (*action)(void *), void *data, const char *name)
{
	SHIM_CALL(devm_add_action, 3, .dev = dev);
	bool fails = !dev || shim_should_fail(false);

	if (!fails)
		shim_devres_add(dev, action, data, name);
	shim_leave();
	return fails ? -ENOMEM : 0;
}

int __devm_add_action_or_reset(struct device *dev, void (*action)(void *), void *data,
			       const char *name)
{
	int error = __devm_add_action(dev, action, data, name);

	if (error)
		action(data);
	return error;
}
