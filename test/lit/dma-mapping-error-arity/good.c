// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// With the device; and without one where the kernel has it so.

// CHECK-NOT: warning:

#include <linux/types.h>

struct device;

enum dma_data_direction { DMA_BIDIRECTIONAL, DMA_TO_DEVICE };

dma_addr_t dma_map_single(struct device *dev, void *p, size_t n, enum dma_data_direction dir);
void dma_unmap_single(struct device *dev, dma_addr_t a, size_t n, enum dma_data_direction dir);
int dma_mapping_error(dma_addr_t dma);
int pci_dma_mapping_error();

int old_kernel_good(struct device *dev, void *buf)
{
	dma_addr_t dma = dma_map_single(dev, buf, 64, DMA_TO_DEVICE);

	if (dma_mapping_error(dma))
		return -12;
	dma_unmap_single(dev, dma, 64, DMA_TO_DEVICE);
	return 0;
}

int with_device_good(struct device *dev, void *buf)
{
	dma_addr_t dma = dma_map_single(dev, buf, 64, DMA_TO_DEVICE);

	if (pci_dma_mapping_error(dev, dma))
		return -12;
	dma_unmap_single(dev, dma, 64, DMA_TO_DEVICE);
	return 0;
}
