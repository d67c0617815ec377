// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// RUN: not %dma-lint --whole-modules %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// No mask is set, so the device gets 32 bits on most machines. But half of an address is all that the driver
// itself has when it undoes the mapping.

#include <linux/dma-mapping.h>
#include <linux/io.h>

struct hw {
	struct device *dev;
	void *buf, *fw;
	u32 buf_dma, fw_dma;
	u32 desc[4];
};

int map_bad(struct hw *h)
{
	dma_addr_t dma = dma_map_single(h->dev, h->buf, 4096, DMA_TO_DEVICE);

	if (dma_mapping_error(h->dev, dma))
		return -ENOMEM;
	h->buf_dma = dma;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-addr-truncated]
	return 0;
}

void unmap(struct hw *h)
{
	dma_unmap_single(h->dev, h->buf_dma, 4096, DMA_TO_DEVICE);
}

int alloc_bad(struct hw *h)
{
	dma_addr_t dma;

	h->fw = dma_alloc_coherent(h->dev, 4096, &dma, GFP_KERNEL);
	if (!h->fw)
		return -ENOMEM;
	h->fw_dma = dma;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-addr-truncated]
	return 0;
}

void release(struct hw *h)
{
	dma_free_coherent(h->dev, 4096, h->fw, h->fw_dma);
}
