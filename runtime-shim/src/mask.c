/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What a device can address, and what a mapping for it may look like: masks, segment limits,
 * alignment. dma-api.rst, part Ic. The masks set here bound the handles that maps return.
 */
#include "shim.h"

#include <errno.h>

/* Fewer bits and no page of memory would be left. */
#define SMALLEST_MASK 0xffffffull

static int set_mask(struct shim_call *call, u64 mask, bool streaming, bool coherent)
{
	struct device *dev = call->dev;

	if (!dev) {
		shim_report(call, DL_RULE_NULL_DEVICE, NULL, "%s() without a device [device=NULL]",
			    call->name);
		return -EIO;
	}
	if (shim_device_is_usb(dev))
		shim_report(call, DL_RULE_MASK_ON_USB, NULL,
			    "%s() of a USB device: its host controller does the DMA [device=%s]",
			    call->name, shim_device_name(dev));
	shim_device(dev)->mask_set = true;
	if (mask < SMALLEST_MASK || (streaming && !dev->dma_mask))
		return -EIO;
	if (streaming)
		*dev->dma_mask = mask;
	if (coherent)
		dev->coherent_dma_mask = mask;
	return 0;
}

int valid_dma_direction(enum dma_data_direction dir)
{
	return dir == DMA_BIDIRECTIONAL || dir == DMA_TO_DEVICE || dir == DMA_FROM_DEVICE;
}

int dma_set_mask(struct device *dev, u64 mask)
{
	SHIM_CALL(dma_set_mask, 2, .dev = dev);
	int error = set_mask(&call, mask, true, false);

	shim_leave();
	return error;
}

int dma_set_coherent_mask(struct device *dev, u64 mask)
{
	SHIM_CALL(dma_set_coherent_mask, 2, .dev = dev);
	int error = set_mask(&call, mask, false, true);

	shim_leave();
	return error;
}

int dma_set_mask_and_coherent(struct device *dev, u64 mask)
{
	SHIM_CALL(dma_set_mask_and_coherent, 2, .dev = dev);
	int error = set_mask(&call, mask, true, true);

	shim_leave();
	return error;
}

int dma_coerce_mask_and_coherent(struct device *dev, u64 mask)
{
	SHIM_CALL(dma_coerce_mask_and_coherent, 2, .dev = dev);
	int error;

	if (dev)
		dev->dma_mask = &dev->coherent_dma_mask;
	error = set_mask(&call, mask, true, true);
	shim_leave();
	return error;
}

int dma_supported(struct device *dev, u64 mask)
{
	(void)dev;
	return mask >= SMALLEST_MASK;
}

u64 dma_get_mask(struct device *dev)
{
	return dev && dev->dma_mask && *dev->dma_mask ? *dev->dma_mask : DMA_BIT_MASK(32);
}

/* The least that reaches every handle there may be. */
u64 dma_get_required_mask(struct device *dev)
{
	struct dma_shim_settings settings;

	(void)dev;
	dma_shim_get_settings(&settings);
	return settings.handles_above_4g ? DMA_BIT_MASK(44) : DMA_BIT_MASK(32);
}

bool dma_addressing_limited(struct device *dev)
{
	return dma_get_mask(dev) < dma_get_required_mask(dev);
}

size_t dma_max_mapping_size(struct device *dev)
{
	(void)dev;
	return SIZE_MAX;
}

size_t dma_opt_mapping_size(struct device *dev)
{
	return dma_max_mapping_size(dev);
}

unsigned long dma_get_merge_boundary(struct device *dev)
{
	(void)dev;
	return PAGE_SIZE - 1;
}

int dma_get_cache_alignment(void)
{
	struct dma_shim_settings settings;

	dma_shim_get_settings(&settings);
	return (int)settings.cache_line;
}

bool dma_pci_p2pdma_supported(struct device *dev)
{
	(void)dev;
	return false;
}

bool dma_coherent_ok(struct device *dev, phys_addr_t phys, size_t size)
{
	return dev && size && phys + size - 1 >= phys && phys + size - 1 <= dev->coherent_dma_mask;
}

bool dma_dev_need_sync(const struct device *dev)
{
	(void)dev;
	return true;
}

bool dma_need_sync(struct device *dev, dma_addr_t dma_addr)
{
	(void)dev;
	(void)dma_addr;
	return true;
}

bool __dma_need_sync(struct device *dev, dma_addr_t dma_addr)
{
	return dma_need_sync(dev, dma_addr);
}

bool dma_need_unmap(struct device *dev)
{
	(void)dev;
	return true;
}

bool dma_can_mmap(struct device *dev)
{
	(void)dev;
	return true;
}

/* ---- limits ------------------------------------------------------------------------------------ */

/* They are kept in a structure that the bus or the driver has to provide. */
static struct device_dma_parameters *parms_of(const struct shim_call *call)
{
	if (!call->dev)
		shim_report(call, DL_RULE_NULL_DEVICE, NULL, "%s() without a device [device=NULL]",
			    call->name);
	else if (!call->dev->dma_parms)
		shim_report(call, SHIM_BAD_ARGUMENT, NULL, "%s() for a device without dma_parms",
			    call->name);
	else
		return call->dev->dma_parms;
	return NULL;
}

#define SET(function, type, member)							\
void function(struct device *dev, type value)						\
{											\
	SHIM_CALL(function, 2, .dev = dev);						\
	struct device_dma_parameters *parms = parms_of(&call);				\
											\
	if (parms)									\
		parms->member = value;							\
	shim_leave();									\
}

#define GET(function, type, member, otherwise)						\
type function(struct device *dev)							\
{											\
	if (dev && dev->dma_parms && dev->dma_parms->member)				\
		return dev->dma_parms->member;						\
	return otherwise;								\
}

SET(dma_set_max_seg_size, unsigned int, max_segment_size)
SET(dma_set_seg_boundary, unsigned long, segment_boundary_mask)
SET(dma_set_min_align_mask, unsigned int, min_align_mask)
GET(dma_get_max_seg_size, unsigned int, max_segment_size, 65536)
GET(dma_get_seg_boundary, unsigned long, segment_boundary_mask, 0xffffffff)
GET(dma_get_min_align_mask, unsigned int, min_align_mask, 0)

unsigned long dma_get_seg_boundary_nr_pages(struct device *dev, unsigned int page_shift)
{
	return dev ? (dma_get_seg_boundary(dev) >> page_shift) + 1
		   : (0xfffffffful >> page_shift) + 1;
}
