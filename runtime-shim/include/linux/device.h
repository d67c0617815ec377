/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Devices and memory that goes with them.
 */
#ifndef SHIM_LINUX_DEVICE_H
#define SHIM_LINUX_DEVICE_H

#include <linux/dev_printk.h>
#include <linux/gfp.h>
#include <linux/ioport.h>
#include <linux/kernel.h>
#include <linux/mod_devicetable.h>
#include <linux/types.h>

struct device_driver {
	const char *name;
	const struct of_device_id *of_match_table;
};

struct device_dma_parameters {
	unsigned int max_segment_size;
	unsigned int min_align_mask;
	unsigned long segment_boundary_mask;
};

struct device {
	struct device *parent;
	const char *init_name;
	struct device_driver *driver;
	void *driver_data;
	void *platform_data;
	u64 *dma_mask;
	u64 coherent_dma_mask;
	struct device_dma_parameters *dma_parms;
	void *shim;		/* the runtime's own */
};

static inline void *dev_get_drvdata(const struct device *dev)
{
	return dev->driver_data;
}

static inline void dev_set_drvdata(struct device *dev, void *data)
{
	dev->driver_data = data;
}

const char *dev_name(const struct device *dev);
void *devm_kmalloc(struct device *dev, size_t size, gfp_t gfp);
void *devm_kzalloc(struct device *dev, size_t size, gfp_t gfp);
void *devm_kcalloc(struct device *dev, size_t n, size_t size, gfp_t flags);
void devm_kfree(struct device *dev, const void *p);
int __devm_add_action(struct device *dev, void (*action)(void *), void *data, const char *name);
int __devm_add_action_or_reset(struct device *dev, void (*action)(void *), void *data,
			       const char *name);

#define devm_add_action(dev, action, data) __devm_add_action(dev, action, data, #action)
#define devm_add_action_or_reset(dev, action, data) \
	__devm_add_action_or_reset(dev, action, data, #action)

#endif
