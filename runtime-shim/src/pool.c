/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Pools of small coherent memory. Each piece is an allocation of its own here, with guard zones and an
 * address range that nothing else is near: what one piece is written beyond its end does not land in the
 * next. dma-api.rst, part Ib.
 */
#include "shim.h"

/* What a struct dma_pool is; the driver's pointer is only ever compared, never followed. */
struct dma_pool {
	char name[32];
	size_t align;
};

static const char *pool_name(const struct shim_object *o)
{
	return ((struct dma_pool *)o->extra)->name;
}

static bool geometry_refused(const struct shim_call *call, size_t align, size_t boundary)
{
	const char *words = NULL, *fact = NULL;
	size_t value = 0;

	if (align & (align - 1)) {
		words = "with an alignment that is no power of two, and returns NULL";
		fact = "align";
		value = align;
	} else if (!call->size || call->size > INT32_MAX) {
		words = "of objects of a size that cannot be, and returns NULL";
		fact = "size";
		value = call->size;
	} else if (boundary && (boundary < call->size || boundary & (boundary - 1))) {
		words = "with a boundary that no object fits into, and returns NULL";
		fact = "boundary";
		value = boundary;
	}
	if (words)
		shim_report(call, DL_RULE_POOL_BAD_GEOMETRY, NULL, "%s() %s [%s=%zu]", call->name,
			    words, fact, value);
	return words != NULL;
}

static struct dma_pool *create(struct shim_call *call, const char *name, size_t align,
			       size_t boundary)
{
	struct shim_object *o;
	struct dma_pool *pool;

	shim_check_sleep(call, DL_RULE_POOL_CREATE_ATOMIC, GFP_KERNEL);
	if (shim_device_refused(call) || geometry_refused(call, align, boundary) ||
	    shim_should_fail(true))
		return NULL;
	o = shim_object_new(call, 0);
	pool = o ? calloc(1, sizeof(*pool)) : NULL;
	if (!pool) {
		free(o);
		return NULL;
	}
	snprintf(pool->name, sizeof(pool->name), "%s", name ? name : "?");
	pool->align = align ? align : 1;
	o->extra = pool;
	o->cpu = pool;
	shim_object_add(o, pool, sizeof(*pool));
	shim_step(call, o, DL_EVENT_TEST_OK);
	return pool;
}

/* The pool, if it can be used. */
static struct shim_object *usable(const struct shim_call *call, const struct dma_pool *pool,
				  enum dl_event event)
{
	struct shim_object *o = pool ? shim_object_find(DL_MACHINE_POOL, pool) : NULL;

	if (!o)
		shim_report(call, SHIM_BAD_ARGUMENT, NULL,
			    "%s() on what is no pool [pool=%p]", call->name, (const void *)pool);
	else if (!shim_object_is_live(o))
		shim_step(call, o, event);
	else
		return o;
	return NULL;
}

static void *take(struct shim_call *call, struct dma_pool *pool, gfp_t gfp, dma_addr_t *handle,
		  int fill)
{
	struct shim_object *from = usable(call, pool, DL_EVENT_ACCESS), *o;
	u64 mask;

	if (from && !handle)
		shim_report(call, SHIM_BAD_ARGUMENT, NULL, "%s() without a place for the address",
			    call->name);
	if (!from || !handle)
		return NULL;
	call->dev = from->dev;
	call->size = from->size;
	shim_check_sleep(call, DL_RULE_ALLOC_SLEEP_IN_ATOMIC, gfp);
	o = shim_should_fail(true) ? NULL : shim_object_new(call, 1);
	if (!o)
		return shim_fail_alloc(call, handle);
	o->pool = from;
	o->mem = shim_mem_new(call, DL_MEMORY_NONE, o->size, pool->align, fill);
	if (!o->mem || !shim_dma_mask(o->dev, true, &mask) ||
	    !shim_handle_take(mask, 0, o->size, pool->align < PAGE_SIZE ? PAGE_SIZE : pool->align,
			      &o->one.handle)) {
		if (o->mem)
			shim_mem_free(call, o->mem);
		shim_object_discard(o);
		return shim_fail_alloc(call, handle);
	}
	o->mem->object = o;
	o->cpu = o->one.cpu = o->mem->start;
	o->one.size = o->size;
	*handle = o->handle = o->one.handle;
	shim_object_add(o, o->cpu, o->size);
	shim_step(call, o, DL_EVENT_TEST_OK);
	return o->cpu;
}

static void give_live(const struct shim_call *call, struct shim_object *pool,
		      struct shim_object *o)
{
	if (o->machine != DL_MACHINE_POOL_OBJECT)
		shim_report(call, DL_RULE_FREE_KIND_MISMATCH, o,
			    DL_WORDS_FREE_KIND,
			    call->name, o->name, o->api->inverse);
	else if (o->pool != pool)
		shim_report(call, DL_RULE_POOL_MISMATCH, o,
			    DL_WORDS_POOL_MISMATCH,
			    call->name, pool_name(o->pool), pool_name(pool));
	else
		shim_compare(call, o);
	shim_step(call, o, DL_EVENT_RELEASE);
	shim_object_retire(call, o);
}

static void give(struct shim_call *call, struct dma_pool *pool)
{
	struct shim_object *into = usable(call, pool, DL_EVENT_ACCESS), *o;

	if (!into)
		return;
	call->dev = into->dev;
	o = call->cpu ? shim_object_find(DL_MACHINE_ALLOC, call->cpu) : NULL;
	if (!o)
		shim_free_unknown(call);
	else if (shim_object_is_live(o))
		give_live(call, into, o);
	else
		shim_step(call, o, DL_EVENT_RELEASE);
}

/* ---- the end ----------------------------------------------------------------------------------- */

/* The first piece of the pool that is out, or NULL. */
static struct shim_object *busy(const struct shim_object *pool)
{
	struct shim_object *o = pool->owner->first;

	while (o && o->pool != pool)
		o = o->next;
	return o;
}

static void retire(const struct shim_call *call, struct shim_object *pool, bool say)
{
	struct shim_object *o;

	for (; (o = busy(pool)); say = false) {
		if (say)
			shim_step(call, o, DL_EVENT_POOL_GONE);
		shim_object_retire(call, o);
	}
	shim_object_retire(call, pool);
}

void shim_pool_retire(const struct shim_call *call, struct shim_object *pool)
{
	retire(call, pool, pool->family == DL_FAMILY_POOL_MANAGED);
}

static void destroy(struct shim_call *call, struct dma_pool *pool)
{
	bool managed = call->api->family == DL_FAMILY_POOL_MANAGED;
	struct shim_object *o;

	shim_check_sleep(call, DL_RULE_POOL_CREATE_ATOMIC, GFP_KERNEL);
	o = pool ? usable(call, pool, DL_EVENT_RELEASE) : NULL;
	if (!o)
		return;
	call->dev = o->dev;
	if (!managed && o->family == DL_FAMILY_POOL_MANAGED)
		shim_report(call, DL_RULE_MANAGED_FREED_TWICE, o,
			    "%s() destroys a pool of %s(), which is destroyed again when the driver is unbound",
			    call->name, o->name);
	else if (managed && o->family == DL_FAMILY_POOL)
		shim_report(call, DL_RULE_MANAGED_FREE_UNMANAGED, o,
			    "%s() of a pool from %s(), which is not managed", call->name, o->name);
	shim_step(call, o, DL_EVENT_RELEASE);
	retire(call, o, true);
}

/* ---- the functions ----------------------------------------------------------------------------- */

#define CREATE(function)								\
struct dma_pool *function(const char *name, struct device *dev, size_t size, size_t align, \
			  size_t boundary)						\
{											\
	SHIM_CALL(function, 5, .dev = dev, .size = size);				\
	struct dma_pool *pool = create(&call, name, align, boundary);			\
											\
	shim_leave();									\
	return pool;									\
}

#define DESTROY(function)								\
void function(struct dma_pool *pool)							\
{											\
	SHIM_CALL(function, 1, .cpu = pool);						\
	destroy(&call, pool);								\
	shim_leave();									\
}

CREATE(dma_pool_create)
CREATE(dmam_pool_create)
DESTROY(dma_pool_destroy)
DESTROY(dmam_pool_destroy)

struct dma_pool *dma_pool_create_node(const char *name, struct device *dev, size_t size,
				      size_t align, size_t boundary, int node)
{
	SHIM_CALL(dma_pool_create_node, 6, .dev = dev, .size = size);
	struct dma_pool *pool = create(&call, name, align, boundary);

	(void)node;
	shim_leave();
	return pool;
}

void *dma_pool_alloc(struct dma_pool *pool, gfp_t mem_flags, dma_addr_t *handle)
{
	SHIM_CALL(dma_pool_alloc, 3, .dev = NULL);
	void *cpu = take(&call, pool, mem_flags, handle, mem_flags & __GFP_ZERO ? 0 : 0xa7);

	shim_leave();
	return cpu;
}

void *dma_pool_zalloc(struct dma_pool *pool, gfp_t mem_flags, dma_addr_t *handle)
{
	SHIM_CALL(dma_pool_zalloc, 3, .dev = NULL);
	void *cpu = take(&call, pool, mem_flags, handle, 0);

	shim_leave();
	return cpu;
}

void dma_pool_free(struct dma_pool *pool, void *vaddr, dma_addr_t addr)
{
	SHIM_CALL(dma_pool_free, 3, .cpu = vaddr, .handle = addr);
	give(&call, pool);
	shim_leave();
}
