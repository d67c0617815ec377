/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Platform devices and drivers.
 */
#ifndef SHIM_LINUX_PLATFORM_DEVICE_H
#define SHIM_LINUX_PLATFORM_DEVICE_H

#include <linux/device.h>
#include <linux/module.h>
#include <linux/types.h>

struct platform_device {
	const char *name;
	int id;
	struct device dev;
	u32 num_resources;
	struct resource *resource;
};

struct platform_driver {
	int (*probe)(struct platform_device *pdev);
	void (*remove)(struct platform_device *pdev);
	struct device_driver driver;
};

static inline void *platform_get_drvdata(const struct platform_device *pdev)
{
	return dev_get_drvdata(&pdev->dev);
}

static inline void platform_set_drvdata(struct platform_device *pdev, void *data)
{
	dev_set_drvdata(&pdev->dev, data);
}

struct resource *platform_get_resource(struct platform_device *dev, unsigned int type,
				       unsigned int num);
int platform_get_irq(struct platform_device *dev, unsigned int num);
void *devm_platform_ioremap_resource(struct platform_device *pdev, unsigned int index);
int platform_driver_register(struct platform_driver *driver);
void platform_driver_unregister(struct platform_driver *driver);

#define module_platform_driver(drv) \
	module_driver(drv, platform_driver_register, platform_driver_unregister)

#endif
