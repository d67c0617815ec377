/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What those who implement the DMA API see of it. Here it is for tests of drivers that include it and
 * should not.
 */
#ifndef SHIM_LINUX_DMA_MAP_OPS_H
#define SHIM_LINUX_DMA_MAP_OPS_H

#include <linux/dma-mapping.h>

struct dma_map_ops;

const struct dma_map_ops *get_dma_ops(struct device *dev);

#endif
