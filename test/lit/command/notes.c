// RUN: not %dma-lint --quiet %s -- %shim | FileCheck %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Notes come in the order of the path: the branches before the map, the map, those behind it.

#include <linux/device.h>
#include <linux/dma-mapping.h>

int kick(struct device *dev);

int straight(struct device *dev, void *buf, size_t len, int asleep)
{
	dma_addr_t dma;

	if (asleep)
		return -EAGAIN;
	dma = dma_map_single(dev, buf, len, DMA_TO_DEVICE);
	if (dma_mapping_error(dev, dma))
		return -ENOMEM;
	if (kick(dev) < 0)
		return -EIO;
	dma_unmap_single(dev, dma, len, DMA_TO_DEVICE);
	return 0;
}

// CHECK: notes.c:21:3: warning: {{.*}}[dma-mapping-leak-on-error]
// CHECK-NEXT: notes.c:15:6: note: assuming 'asleep' is 0
// CHECK-NEXT: notes.c:17:8: note: mapped here by dma_map_single
// CHECK-NEXT: notes.c:18:6: note: assuming the mapping succeeded
// CHECK-NEXT: notes.c:20:16: note: assuming 'kick() < 0'
