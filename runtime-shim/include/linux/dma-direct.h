/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Addresses without an IOMMU: for those who implement the DMA API. Here it is for tests of drivers
 * that include it and should not.
 */
#ifndef SHIM_LINUX_DMA_DIRECT_H
#define SHIM_LINUX_DMA_DIRECT_H

#include <linux/dma-map-ops.h>

phys_addr_t dma_to_phys(struct device *dev, dma_addr_t dma_addr);
dma_addr_t phys_to_dma(struct device *dev, phys_addr_t phys);

#endif
