// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Knows the DMA API by the names of bus.h only.
#include "bus.h"

int size_bad(struct device *dev, void *reg, void *buf)
{
	unsigned long long addr = bus_map(dev, 0, buf, 64, TO_DEVICE);

	if (bus_map_failed(dev, addr))
		return -12;
	hw_put(reg, addr);
	bus_unmap(dev, 0, addr, 32, TO_DEVICE);
	return 0;
}

int vmalloc_bad(struct device *dev, void *reg)
{
	void *buf = arena_alloc(1, 64);
	unsigned long long addr;

	if (!buf)
		return -12;
	addr = bus_map(dev, 0, buf, 64, TO_DEVICE);
	if (bus_map_failed(dev, addr))
		return -12;
	hw_put(reg, addr);
	bus_unmap(dev, 0, addr, 64, TO_DEVICE);
	return 0;
}

int all_good(struct device *dev, void *reg, void *buf)
{
	unsigned long long addr = bus_map(dev, 0, buf, 64, TO_DEVICE);

	if (bus_map_failed(dev, addr))
		return -12;
	hw_put(reg, addr);
	bus_unmap(dev, 0, addr, 64, TO_DEVICE);
	return 0;
}
