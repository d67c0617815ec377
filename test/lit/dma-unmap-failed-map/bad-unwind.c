// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The unwinding loop starts at the element that failed.

#include <linux/dma-mapping.h>

struct slot {
	void *buf;
	dma_addr_t dma;
};

struct ring {
	struct device *dev;
	struct slot slot[16];
};

int includes_failed_bad(struct ring *r)
{
	int i;

	for (i = 0; i < 16; i++) {
		r->slot[i].dma = dma_map_single(r->dev, r->slot[i].buf, 2048, DMA_FROM_DEVICE);
		if (dma_mapping_error(r->dev, r->slot[i].dma))
			goto unwind;
	}
	return 0;
unwind:
	for (; i >= 0; i--)
		dma_unmap_single(r->dev, r->slot[i].dma, 2048, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unmap-failed-map]
	return -ENOMEM;
}
