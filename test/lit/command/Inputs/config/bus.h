// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A bus with its own names for what the DMA API does; their bodies are elsewhere.
#ifndef BUS_H
#define BUS_H

#define TO_DEVICE 1

struct device;

unsigned long long bus_map(struct device *dev, int queue, void *buf, unsigned long len, int dir);
void bus_unmap(struct device *dev, int queue, unsigned long long addr, unsigned long len, int dir);
int bus_map_failed(struct device *dev, unsigned long long addr);
void *arena_alloc(int arena, unsigned long size);
void hw_put(void *reg, unsigned long long value);

#endif
