/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Objects: making, finding, stepping through the lifecycle, releasing. What is released stays known, by
 * handle and by key, until so many others were released, or until its place is taken: so a second release, or a
 * use after the first, is told from something that never was.
 */
#include "shim.h"

static struct shim_index by_handle, by_key;
static struct shim_index by_cpu_written, by_cpu_read;	/* by whether the device may write */
static struct shim_object *oldest, *newest;		/* of those released */
static unsigned long nremembered;

/* ---- finding ----------------------------------------------------------------------------------- */

struct shim_segment *shim_segment_at(dma_addr_t handle)
{
	struct shim_range *range = shim_index_at(&by_handle, handle);

	return range ? range->owner : NULL;
}

struct shim_segment *shim_segment_in(dma_addr_t start, size_t len)
{
	struct shim_range *range = shim_index_overlap(&by_handle, start, len, NULL, NULL);

	return range ? range->owner : NULL;
}

static bool is_live_segment(void *owner, void *data)
{
	(void)data;
	return shim_object_is_live(((struct shim_segment *)owner)->object);
}

struct shim_segment *shim_segment_live_in(dma_addr_t start, size_t len)
{
	struct shim_range *range =
		shim_index_overlap(&by_handle, start, len, is_live_segment, NULL);

	return range ? range->owner : NULL;
}

static bool is_live_range(void *owner, void *data)
{
	const struct shim_object *o = owner;

	(void)data;
	return o->machine == DL_MACHINE_IOVA && shim_object_is_live(o);
}

struct shim_object *shim_object_range_in(dma_addr_t start, size_t len)
{
	struct shim_range *range = shim_index_overlap(&by_key, start, len, is_live_range, NULL);

	return range ? range->owner : NULL;
}

struct shim_segment *shim_segment_truncated(dma_addr_t handle)
{
	u32 first, last;

	shim_handle_uppers(&first, &last);
	if (handle >> 32)
		return NULL;
	for (u64 upper = first; upper && upper <= last; upper++) {
		struct shim_segment *s = shim_segment_at(upper << 32 | handle);

		if (s && shim_object_is_live(s->object))
			return s;
	}
	return NULL;
}

static bool is_of_device(void *owner, void *dev)
{
	return !dev || ((struct shim_segment *)owner)->object->dev == dev;
}

struct shim_segment *shim_segment_overlap(const void *cpu, size_t size, bool readers,
					  const struct device *dev)
{
	struct shim_range *range = shim_index_overlap(&by_cpu_written, (uintptr_t)cpu, size,
						      is_of_device, (void *)dev);

	if (!range && readers)
		range = shim_index_overlap(&by_cpu_read, (uintptr_t)cpu, size, is_of_device,
					   (void *)dev);
	return range ? range->owner : NULL;
}

struct shim_segment *shim_segment_of_cpu(const void *cpu)
{
	return shim_segment_overlap(cpu, 1, true, NULL);
}

static enum dl_machine group_of(enum dl_machine machine)
{
	switch (machine) {
	case DL_MACHINE_SGTABLE:
		return DL_MACHINE_SG;
	case DL_MACHINE_POOL_OBJECT:
		return DL_MACHINE_ALLOC;
	default:
		return machine;
	}
}

struct wanted {
	enum dl_machine group;
	uint64_t key;
	bool inside;
};

static bool is_wanted(void *owner, void *data)
{
	const struct shim_object *o = owner;
	const struct wanted *w = data;

	if (group_of(o->machine) != w->group)
		return false;
	return w->inside ? o->by_key.start != w->key && shim_object_is_live(o)
			 : o->by_key.start == w->key;
}

static struct shim_object *find_by_key(enum dl_machine machine, const void *key, bool inside)
{
	struct wanted w = { group_of(machine), (uintptr_t)key, inside };
	struct shim_range *range = shim_index_overlap(&by_key, w.key, 1, is_wanted, &w);

	return range ? range->owner : NULL;
}

struct shim_object *shim_object_find(enum dl_machine machine, const void *key)
{
	return find_by_key(machine, key, false);
}

struct shim_object *shim_object_around(enum dl_machine machine, const void *key)
{
	return find_by_key(machine, key, true);
}

bool shim_object_is_live(const struct shim_object *o)
{
	return o->owner != NULL;
}

bool shim_is_memory(const struct shim_object *o)
{
	return o->machine == DL_MACHINE_ALLOC || o->machine == DL_MACHINE_POOL_OBJECT;
}

/* ---- making ------------------------------------------------------------------------------------ */

struct shim_object *shim_object_new(const struct shim_call *call, unsigned int n)
{
	struct shim_object *o = calloc(1, sizeof(*o));

	if (!o)
		return NULL;
	o->api = call->api;
	o->name = call->name;
	o->machine = call->api->machine;
	o->family = call->api->family;
	o->dev = call->dev;
	o->cpu = call->cpu;
	o->handle = call->handle;
	o->size = call->size;
	o->dir = call->dir;
	o->attrs = call->attrs;
	o->nents = call->nents;
	o->sgt = call->sgt;
	o->serial = shim_serial();
	o->nsegments = n;
	o->segments = n > 1 ? calloc(n, sizeof(*o->segments)) : &o->one;
	if (!o->segments) {
		free(o);
		return NULL;
	}
	for (unsigned int i = 0; i < n; i++)
		o->segments[i].object = o;
	shim_trace_take(&o->origin, call->caller, shim_settings.stack_depth);
	return o;
}

static void add_to_device(struct shim_object *o)
{
	struct shim_device *device = shim_device(o->dev);

	o->owner = device;
	o->next = NULL;
	o->prev = device->last;
	if (device->last)
		device->last->next = o;
	else
		device->first = o;
	device->last = o;
	device->live++;
}

static void take_from_device(struct shim_object *o)
{
	struct shim_device *device = o->owner;

	*(o->prev ? &o->prev->next : &device->first) = o->next;
	*(o->next ? &o->next->prev : &device->last) = o->prev;
	o->next = o->prev = NULL;
	device->live--;
	o->owner = NULL;
}

static bool is_streaming(const struct shim_object *o)
{
	return group_of(o->machine) == DL_MACHINE_SG || o->machine == DL_MACHINE_STREAMING;
}

static void add_segment(struct shim_segment *s)
{
	const struct shim_object *o = s->object;

	if (s->size)
		shim_index_add(&by_handle, &s->by_handle, s->handle, s->size, s);
	if (!s->cpu || !is_streaming(o))
		return;
	shim_access_watch(s->cpu, s->size, true);
	shim_index_add(o->dir == DMA_TO_DEVICE ? &by_cpu_read : &by_cpu_written, &s->by_cpu,
		       (uintptr_t)s->cpu, s->size, s);
}

void shim_segment_unlink_cpu(struct shim_segment *s)
{
	if (s->by_cpu.nlinks)
		shim_access_watch(s->cpu, s->size, false);
	shim_index_remove(s->object->dir == DMA_TO_DEVICE ? &by_cpu_read : &by_cpu_written,
			  &s->by_cpu);
	shim_copy_drop(&s->copy);
}

/* One of a kind is enough to know it by. */
static void forget_namesake(const struct shim_object *o, const void *key)
{
	struct shim_object *old = shim_object_find(o->machine, key);

	if (old && !shim_object_is_live(old))
		shim_object_forget(old);
}

void shim_object_add(struct shim_object *o, const void *key, size_t extent)
{
	add_to_device(o);
	if (key) {
		forget_namesake(o, key);
		shim_index_add(&by_key, &o->by_key, (uintptr_t)key, extent ? extent : 1, o);
	}
	for (unsigned int i = 0; i < o->nsegments; i++)
		add_segment(&o->segments[i]);
}

/* ---- the lifecycle ----------------------------------------------------------------------------- */

/* What stands in the sentence, in order. */
enum word { END, CALL, MADE, HANDLE, POINTER, FAILURE };

static const struct sentence {
	enum dl_rule rule;
	const char *fmt;
	enum word words[3];
} sentences[] = {
	{ DL_RULE_UNCHECKED_MAP, DL_WORDS_UNCHECKED_MAP,
	  { MADE } },
	{ DL_RULE_UNCHECKED_MAP_SG, DL_WORDS_UNCHECKED_MAP_SG,
	  { MADE } },
	{ DL_RULE_UNCHECKED_MAP_SGTABLE, DL_WORDS_UNCHECKED_MAP_SGTABLE,
	  { MADE, FAILURE } },
	{ DL_RULE_UNCHECKED_ALLOC, DL_WORDS_UNCHECKED_ALLOC, { MADE } },
	{ DL_RULE_DOUBLE_UNMAP, DL_WORDS_DOUBLE_UNMAP,
	  { CALL, HANDLE } },
	{ DL_RULE_UNMAP_FAILED_MAP, DL_WORDS_ON_FAILED_MAP, { CALL } },
	{ DL_RULE_USE_AFTER_UNMAP, DL_WORDS_USE_AFTER_UNMAP,
	  { HANDLE } },
	{ DL_RULE_SYNC_UNMAPPED, DL_WORDS_ON_FAILED_MAP, { CALL } },
	{ DL_RULE_SYNC_AFTER_UNMAP, DL_WORDS_SYNC_AFTER_UNMAP,
	  { CALL, HANDLE } },
	{ DL_RULE_MAPPING_LEAK, DL_WORDS_MAPPING_LEAK,
	  { MADE } },
	{ DL_RULE_MAPPING_LEAK_ON_ERROR,
	  DL_WORDS_MAPPING_LEAK_ON_ERROR, { MADE } },
	{ DL_RULE_COHERENT_LEAK, DL_WORDS_COHERENT_LEAK,
	  { MADE } },
	{ DL_RULE_COHERENT_LEAK_ON_ERROR,
	  DL_WORDS_COHERENT_LEAK_ON_ERROR, { MADE } },
	{ DL_RULE_COHERENT_DOUBLE_FREE, DL_WORDS_DOUBLE_FREE,
	  { CALL, POINTER } },
	{ DL_RULE_POOL_DOUBLE_FREE, DL_WORDS_DOUBLE_FREE,
	  { CALL, POINTER } },
	{ DL_RULE_COHERENT_USE_AFTER_FREE, DL_WORDS_USE_AFTER_FREE,
	  { POINTER } },
	{ DL_RULE_POOL_DESTROY_BUSY,
	  DL_WORDS_POOL_DESTROY_BUSY, { CALL, MADE } },
	{ DL_RULE_POOL_LEAK, DL_WORDS_POOL_LEAK,
	  { MADE } },
	{ DL_RULE_POOL_USE_AFTER_DESTROY, DL_WORDS_POOL_USE_AFTER_DESTROY,
	  { CALL, POINTER } },
};

static const char *word_text(enum word word, const struct shim_call *call,
			     const struct shim_object *o, char *number, size_t size)
{
	switch (word) {
	case CALL:
		return call->name;
	case MADE:
		return o->name;
	case HANDLE:
		snprintf(number, size, "%#llx", (unsigned long long)o->handle);
		return number;
	case POINTER:
		snprintf(number, size, "%p", o->cpu);
		return number;
	case FAILURE:
		return o->api->fails == DL_FAILS_NEGATIVE ? "negative" : "not 0";
	default:
		return "";
	}
}

static void report_violation(const struct shim_call *call, const struct shim_object *o,
			     enum dl_rule rule)
{
	char numbers[3][24];
	const char *words[3], *fmt = dl_rule_info(rule)->summary;

	for (size_t i = 0; i < sizeof(sentences) / sizeof(sentences[0]); i++) {
		if (sentences[i].rule != rule)
			continue;
		fmt = sentences[i].fmt;
		for (int k = 0; k < 3; k++)
			words[k] = word_text(sentences[i].words[k], call, o, numbers[k],
					     sizeof(numbers[k]));
		shim_report(call, rule, o, fmt, words[0], words[1], words[2]);
		return;
	}
	shim_report(call, rule, o, "%s() [%s]", call->name, fmt);
}

bool shim_step(const struct shim_call *call, struct shim_object *o, enum dl_event event)
{
	struct dl_step_result step = dl_lifecycle_step(o->machine, o->state, event);

	o->state = step.next;
	if (step.violation == DL_RULE_NONE || o->quiet)
		return true;
	report_violation(call, o, step.violation);
	return false;
}

/* ---- releasing --------------------------------------------------------------------------------- */

static void free_object(struct shim_object *o)
{
	for (unsigned int i = 0; i < o->nsegments; i++) {
		shim_index_remove(&by_handle, &o->segments[i].by_handle);
		shim_segment_unlink_cpu(&o->segments[i]);
	}
	shim_index_remove(&by_key, &o->by_key);
	if (o->segments != &o->one)
		free(o->segments);
	free(o->extra);
	free(o);
}

void shim_object_forget(struct shim_object *o)
{
	*(o->prev ? &o->prev->next : &oldest) = o->next;
	*(o->next ? &o->next->prev : &newest) = o->prev;
	nremembered--;
	free_object(o);
}

static void remember(struct shim_object *o)
{
	o->next = NULL;
	o->prev = newest;
	*(newest ? &newest->next : &oldest) = o;
	newest = o;
	nremembered++;
	while (nremembered > shim_settings.remember + 1ul)	/* the caller still looks at this one */
		shim_object_forget(oldest);
}

static void give_handles(struct shim_object *o)
{
	if (o->machine == DL_MACHINE_IOVA && o->handle)
		shim_handle_give(o->handle, o->size);
	if (o->region_pages || o->family == DL_FAMILY_IOVA)	/* the region's, the range's */
		return;
	for (unsigned int i = 0; i < o->nsegments; i++)
		if (o->segments[i].size)
			shim_handle_give(o->segments[i].handle, o->segments[i].size);
}

void shim_object_retire(const struct shim_call *call, struct shim_object *o)
{
	if (!shim_object_is_live(o))
		return;
	if (o->region_pages)
		shim_region_give(o);
	if (o->machine == DL_MACHINE_REGION)
		o->owner->region = NULL;
	take_from_device(o);
	give_handles(o);
	if (o->state != DL_STATE_FAILED)
		o->state = DL_STATE_RELEASED;
	for (unsigned int i = 0; i < o->nsegments; i++)
		shim_segment_unlink_cpu(&o->segments[i]);
	if (o->mem)
		shim_mem_free(call, o->mem);
	o->mem = NULL;
	remember(o);
}

void shim_object_discard(struct shim_object *o)
{
	give_handles(o);
	free_object(o);
}

/* What the device is unbound from takes this with it. */
static bool is_managed(const struct shim_object *o)
{
	return o->family == DL_FAMILY_MANAGED || o->family == DL_FAMILY_POOL_MANAGED;
}

/* Memory of a pool that is lost, and the like, go with it: one cause, one report. */
static bool goes_along(const struct shim_object *o, uint64_t serial)
{
	return (o->pool && o->pool->serial > serial) || o->machine == DL_MACHINE_NONE ||
	       o->machine == DL_MACHINE_REGION;
}

static unsigned long release_of(const struct shim_call *call, struct shim_device *device,
				uint64_t serial, int status)
{
	enum dl_event event = status < 0 ? DL_EVENT_END_ERROR : DL_EVENT_END_OK;
	unsigned long n = 0;
	struct shim_object *o, *next;

	for (o = device->first; o; o = next) {
		next = o->next;
		if (o->serial <= serial)
			continue;
		if (!is_managed(o) && !goes_along(o, serial)) {
			shim_step(call, o, event);
			n++;
		}
		if (o->machine == DL_MACHINE_POOL) {
			shim_pool_retire(call, o);
			next = device->first;	/* its memory went along */
		} else {
			shim_object_retire(call, o);
		}
	}
	return n;
}

struct release {
	const struct shim_call *call;
	uint64_t serial;
	int status;
	unsigned long n;
};

static void release_one(struct shim_device *device, void *data)
{
	struct release *r = data;

	r->n += release_of(r->call, device, r->serial, r->status);
}

unsigned long shim_release_after(const struct shim_call *call, struct device *dev,
				 uint64_t serial, int status)
{
	struct release r = { call, serial, status, 0 };

	if (dev)
		return release_of(call, shim_device(dev), serial, status);
	shim_for_each_device(release_one, &r);
	return r.n;
}

/* ---- all of them ------------------------------------------------------------------------------- */

struct each {
	void (*fn)(struct shim_object *o, void *data);
	void *data;
};

static void each_of(struct shim_device *device, void *data)
{
	const struct each *each = data;
	struct shim_object *next;

	for (struct shim_object *o = device->first; o; o = next) {
		next = o->next;
		each->fn(o, each->data);
	}
}

void shim_for_each_live(void (*fn)(struct shim_object *o, void *data), void *data)
{
	struct each each = { fn, data };

	shim_for_each_device(each_of, &each);
}

static void drop(struct shim_object *o, void *data)
{
	(void)data;
	take_from_device(o);
	free_object(o);
}

void shim_objects_reset(void)
{
	shim_for_each_live(drop, NULL);
	while (oldest)
		shim_object_forget(oldest);
}
