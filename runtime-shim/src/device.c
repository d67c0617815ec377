/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What the runtime knows of a device: what is alive for it, its masks, what goes with it when it is
 * unbound. Known by its address; any struct device will do, made by the runtime or not.
 */
#include "shim.h"

#define NBUCKETS 256

static struct shim_device *buckets[NBUCKETS], *all;

static size_t bucket_of(const struct device *dev)
{
	return ((uintptr_t)dev >> 4) * 0x9e3779b97f4a7c15ull >> 56;
}

struct shim_device *shim_device(struct device *dev)
{
	struct shim_device **bucket = &buckets[bucket_of(dev)], *d = *bucket;

	while (d && d->dev != dev)
		d = d->next;
	if (d)
		return d;
	d = calloc(1, sizeof(*d));
	if (!d) {
		fputs("dma-shim: out of memory\n", stderr);
		abort();
	}
	d->dev = dev;
	d->next = *bucket;
	*bucket = d;
	d->next_of_all = all;
	all = d;
	return d;
}

void shim_for_each_device(void (*fn)(struct shim_device *device, void *data), void *data)
{
	for (struct shim_device *d = all; d; d = d->next_of_all)
		fn(d, data);
}

const char *shim_device_name(const struct device *dev)
{
	return !dev ? "(none)" : dev->init_name ? dev->init_name : "(unnamed)";
}

void shim_devices_reset(void)
{
	struct shim_device *d = all, *next;

	all = NULL;
	memset(buckets, 0, sizeof(buckets));
	for (; d; d = next) {
		next = d->next_of_all;
		while (d->devres) {
			struct shim_devres *r = d->devres;

			d->devres = r->next;
			free(r);
		}
		free(d);
	}
}

bool shim_dma_mask(const struct device *dev, bool coherent, u64 *mask)
{
	if (coherent)
		*mask = dev->coherent_dma_mask;
	else
		*mask = dev->dma_mask ? *dev->dma_mask : 0;
	return *mask != 0;
}

bool shim_device_refused(const struct shim_call *call)
{
	const struct dl_api *api = call->api;
	bool acquires = api && api->action == DL_ACT_ACQUIRE;
	struct shim_device *device;
	u64 mask;

	if (!call->dev) {
		shim_report(call, DL_RULE_NULL_DEVICE, NULL, "%s() without a device [device=NULL]",
			    call->name);
		return true;
	}
	if (!acquires)
		return false;
	device = shim_device(call->dev);
	if (!device->mask_set && !device->mask_missed) {
		device->mask_missed = true;
		shim_report(call, DL_RULE_MASK_UNSET, NULL,
			    "%s() for a device whose DMA mask nobody has set", call->name);
	}
	if (shim_dma_mask(call->dev, api->machine == DL_MACHINE_ALLOC ||
				     api->machine == DL_MACHINE_POOL_OBJECT ||
				     api->machine == DL_MACHINE_POOL, &mask))
		return false;
	shim_report(call, SHIM_BAD_ARGUMENT, NULL, "%s() for a device that has no DMA mask",
		    call->name);
	return true;
}

/* ---- what goes with a device ------------------------------------------------------------------- */

void shim_devres_add(struct device *dev, void (*release)(void *), void *data, const char *name)
{
	struct shim_device *device = shim_device(dev);
	struct shim_devres *r = malloc(sizeof(*r));

	if (!r) {
		fputs("dma-shim: out of memory\n", stderr);
		abort();
	}
	*r = (struct shim_devres){ device->devres, release, data, name };
	device->devres = r;
}

bool shim_devres_remove(struct device *dev, void (*release)(void *), const void *data)
{
	for (struct shim_devres **p = &shim_device(dev)->devres; *p; p = &(*p)->next) {
		struct shim_devres *r = *p;

		if (r->release != release || r->data != data)
			continue;
		*p = r->next;
		free(r);
		return true;
	}
	return false;
}

/* Its actions call the API themselves: without the lock. */
static bool run_newest_devres(struct device *dev)
{
	SHIM_CALL(dma_shim_release_device, 1, .dev = dev);
	struct shim_device *device = shim_device(dev);
	struct shim_devres *r = device->devres;

	if (r)
		device->devres = r->next;
	shim_leave();
	if (!r)
		return false;
	r->release(r->data);
	free(r);
	return true;
}

static unsigned long release_device(struct device *dev, int status, void *caller)
{
	struct shim_row row = { 0 };
	struct shim_call call = { .dev = dev };
	unsigned long n;

	if (!dev)
		return 0;
	while (run_newest_devres(dev))
		;
	shim_enter(&call, &row, "dma_shim_release_device", 1, 0, caller);
	shim_check_freed(&call);
	n = shim_release_after(&call, dev, 0, status);
	shim_device(dev)->mask_set = shim_device(dev)->mask_missed = false;
	shim_leave();
	return n;
}

unsigned long dma_shim_release_device(struct device *dev)
{
	return release_device(dev, 0, __builtin_return_address(0));
}

unsigned long dma_shim_release_device_status(struct device *dev, int status)
{
	return release_device(dev, status, __builtin_return_address(0));
}
