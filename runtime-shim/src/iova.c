/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Ranges of addresses that are taken first and filled later (6.16): only an IOMMU can do that, and a
 * driver has to live without. This machine has none: dma_iova_try_alloc() says so, and whoever goes on
 * with a range that it did not get is told.
 */
#include "shim.h"

#include <errno.h>

bool dma_iova_try_alloc(struct device *dev, struct dma_iova_state *state, phys_addr_t phys,
			size_t size)
{
	SHIM_CALL(dma_iova_try_alloc, 4, .dev = dev, .size = size);

	(void)phys;
	if (!shim_device_refused(&call) && !state)
		shim_report(&call, SHIM_BAD_ARGUMENT, NULL, "%s() without a place for the range",
			    call.name);
	shim_leave();
	if (state)
		memset(state, 0, sizeof(*state));
	return false;
}

bool dma_use_iova(struct dma_iova_state *state)
{
	return !SHIM_MISSING(state, "a range") && state->__size != 0;
}

static int refuse(const struct shim_call *call)
{
	if (!shim_device_refused(call))
		shim_report(call, SHIM_BAD_ARGUMENT, NULL,
			    "%s() of a range that dma_iova_try_alloc() did not give", call->name);
	return -EINVAL;
}

int dma_iova_link(struct device *dev, struct dma_iova_state *state, phys_addr_t phys,
		  size_t offset, size_t size, enum dma_data_direction dir, unsigned long attrs)
{
	SHIM_CALL(dma_iova_link, 7, .dev = dev, .offset = offset, .size = size, .dir = dir,
		  .attrs = attrs);
	int error = refuse(&call);

	(void)state;
	(void)phys;
	shim_leave();
	return error;
}

int dma_iova_sync(struct device *dev, struct dma_iova_state *state, size_t offset, size_t size)
{
	SHIM_CALL(dma_iova_sync, 4, .dev = dev, .offset = offset, .size = size);
	int error = refuse(&call);

	(void)state;
	shim_leave();
	return error;
}

void dma_iova_unlink(struct device *dev, struct dma_iova_state *state, size_t offset, size_t size,
		     enum dma_data_direction dir, unsigned long attrs)
{
	SHIM_CALL(dma_iova_unlink, 6, .dev = dev, .offset = offset, .size = size, .dir = dir,
		  .attrs = attrs);
	(void)state;
	refuse(&call);
	shim_leave();
}

void dma_iova_free(struct device *dev, struct dma_iova_state *state)
{
	SHIM_CALL(dma_iova_free, 2, .dev = dev);
	(void)state;
	refuse(&call);
	shim_leave();
}

void dma_iova_destroy(struct device *dev, struct dma_iova_state *state, size_t mapped_len,
		      enum dma_data_direction dir, unsigned long attrs)
{
	SHIM_CALL(dma_iova_destroy, 5, .dev = dev, .size = mapped_len, .dir = dir, .attrs = attrs);
	(void)state;
	refuse(&call);
	shim_leave();
}
