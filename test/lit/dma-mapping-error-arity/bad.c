// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A declaration of its own hides the device.

#include <linux/types.h>

struct device;

enum dma_data_direction { DMA_BIDIRECTIONAL, DMA_TO_DEVICE };

dma_addr_t dma_map_single(struct device *dev, void *p, size_t n, enum dma_data_direction dir);
void dma_unmap_single(struct device *dev, dma_addr_t a, size_t n, enum dma_data_direction dir);
int dma_mapping_error();

int handle_only_bad(struct device *dev, void *buf)
{
	dma_addr_t dma = dma_map_single(dev, buf, 64, DMA_TO_DEVICE);

	if (dma_mapping_error(dma))
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-error-arity]
		return -12;
	dma_unmap_single(dev, dma, 64, DMA_TO_DEVICE);
	return 0;
}

int kept_bad(struct device *dev, void *buf, dma_addr_t *out)
{
	*out = dma_map_single(dev, buf, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(*out))
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-error-arity]
		return -12;
	return 0;
}
