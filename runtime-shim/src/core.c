/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The beginning and the end of every call of the API, the lock between, and what concerns all of the
 * runtime at once: reset, counting what is alive, a dump.
 *
 * There is one lock. A call costs a microsecond or two; what several locks would gain they would lose
 * again in rules about their order, and a test asks for the same results each time.
 */
#include "shim.h"

#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static const struct dl_api *find_api(struct shim_row *row, const char *name, unsigned int nargs)
{
	const struct dl_api *api = atomic_load_explicit(&row->api, memory_order_acquire);

	if (!api) {
		api = dl_api_find(name, nargs);
		atomic_store_explicit(&row->api, api, memory_order_release);
	}
	return api;
}

/* dma_map_single() is a macro over dma_map_single_attrs(..., 0): the driver wrote the short name. */
static const struct dl_api *find_plain(struct shim_row *row, const struct dl_api *api)
{
	const struct dl_api *plain = atomic_load_explicit(&row->plain, memory_order_acquire);
	size_t len = strlen(api->name);
	char name[64];

	if (plain)
		return plain;
	plain = api;
	if (len > 6 && len < sizeof(name) && !strcmp(api->name + len - 6, "_attrs")) {
		memcpy(name, api->name, len - 6);
		name[len - 6] = '\0';
		if (dl_api_find(name, api->nargs - 1u))
			plain = dl_api_find(name, api->nargs - 1u);
	}
	atomic_store_explicit(&row->plain, plain, memory_order_release);
	return plain;
}

void shim_enter(struct shim_call *call, struct shim_row *row, const char *name, unsigned int nargs,
		unsigned long attrs, void *caller)
{
	call->api = find_api(row, name, nargs);
	call->name = name;
	call->caller = caller;
	if (call->api && !attrs)
		call->api = find_plain(row, call->api);
	if (call->api)
		call->name = call->api->name;
	pthread_mutex_lock(&lock);
}

void shim_leave(void)
{
	pthread_mutex_unlock(&lock);
	shim_deliver();
}

void shim_refuse_null(const char *name, const char *what, void *caller)
{
	struct shim_row row = { 0 };
	struct shim_call call = { 0 };

	shim_enter(&call, &row, name, 0, 0, caller);
	shim_report(&call, SHIM_BAD_ARGUMENT, NULL, "%s() without %s", name, what);
	shim_leave();
}

uint64_t shim_serial(void)
{
	static uint64_t last;

	return ++last;
}

void dma_shim_reset(void)
{
	shim_deferred_reset();
	pthread_mutex_lock(&lock);
	shim_objects_reset();
	shim_mem_reset();
	shim_devices_reset();
	shim_handles_reset();
	shim_failures_reset();
	shim_descriptors_reset();
	shim_locks_reset();
	shim_reports_reset();
	pthread_mutex_unlock(&lock);
}

struct live_count {
	const struct device *dev;
	unsigned long n;
};

static void count_live(struct shim_object *o, void *data)
{
	struct live_count *count = data;

	if (o->machine != DL_MACHINE_NONE && (!count->dev || o->dev == count->dev))
		count->n++;
}

unsigned long dma_shim_live(struct device *dev)
{
	struct live_count count = { dev, 0 };

	pthread_mutex_lock(&lock);
	shim_for_each_live(count_live, &count);
	pthread_mutex_unlock(&lock);
	return count.n;
}

static void dump_one(struct shim_object *o, void *data)
{
	struct dma_shim_stack stack;

	shim_trace_resolve(&o->origin, &stack);
	fprintf(data, "%s: %s() [state=%s] [handle=%#llx] [size=%zu]",
		shim_device_name(o->dev), o->name, dl_state_name(o->state),
		(unsigned long long)o->handle, o->size);
	if (stack.n && stack.frames[0].file)
		fprintf(data, " at %s:%u", stack.frames[0].file, stack.frames[0].line);
	fputc('\n', data);
}

void dma_shim_dump(FILE *out)
{
	pthread_mutex_lock(&lock);
	shim_for_each_live(dump_one, out);
	pthread_mutex_unlock(&lock);
}
