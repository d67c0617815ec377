/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What a scenario defines, and what it may call besides the kernel's own functions. Behind these
 * names stand two frames: kernel.c in a module, and shim.c over libdma-shim. The checker sees
 * declarations only.
 */
#ifndef SCENARIO_H
#define SCENARIO_H

#include <linux/compiler.h>
#include <linux/types.h>

struct device;

/* Defined by each scenario: what a probe function does, with its result. The device has its masks set. */
int scenario(struct device *dev);

/* May be defined: what the remove function does. Whatever is mapped afterwards has leaked. */
void scenario_remove(struct device *dev);

/*
 * A second device, bound to the same driver. dev->parent is one more: the wrong one, for a checker that
 * has to assume that two functions may return the same.
 */
struct device *scenario_other(struct device *dev);

/* Registers of the device, for readl(), writeq() and so on. They keep nothing. */
void __iomem *scenario_registers(struct device *dev);

/* The device moves data, for at most len bytes. Nothing happens in the kernel: it has no hardware. */
void scenario_device_write(struct device *dev, dma_addr_t handle, const void *data, size_t len);
void scenario_device_read(struct device *dev, dma_addr_t handle, void *data, size_t len);

/* While on, mappings and allocations for the device fail as they do out of reach of its mask. */
void scenario_fail(struct device *dev, bool on);

/* The physical address of a FIFO among them, for dma_map_resource(). */
phys_addr_t scenario_fifo(struct device *dev);

#endif
