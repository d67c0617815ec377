// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The least that a driver needs to map a buffer: what the tests of the command lint.
#pragma once
typedef unsigned long long dma_addr_t;
typedef unsigned long size_t;
struct device;
enum dma_data_direction { DMA_BIDIRECTIONAL, DMA_TO_DEVICE, DMA_FROM_DEVICE, DMA_NONE };
dma_addr_t dma_map_single_attrs(struct device *dev, void *ptr, size_t size,
                                enum dma_data_direction dir, unsigned long attrs);
void dma_unmap_single_attrs(struct device *dev, dma_addr_t addr, size_t size,
                            enum dma_data_direction dir, unsigned long attrs);
int dma_mapping_error(struct device *dev, dma_addr_t addr);
void writel(unsigned int value, volatile void *addr);
#define dma_map_single(d, p, s, r) dma_map_single_attrs(d, p, s, r, 0)
#define dma_unmap_single(d, a, s, r) dma_unmap_single_attrs(d, a, s, r, 0)
