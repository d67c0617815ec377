// RUN: not %dma-lint --whole-modules %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Handles that are kept in descriptors of 32 bits are handles, too.

#include <linux/dma-mapping.h>
#include <linux/io.h>

struct rx_desc {
	__le32 addr, size;
};

struct tx_desc {
	__le32 addr, size;
};

struct nic {
	struct device *dev;
	struct rx_desc *rx;
	struct tx_desc *tx;
};

int fill_good(struct nic *n, int i, void *buf)
{
	dma_addr_t dma = dma_map_single(n->dev, buf, 256, DMA_FROM_DEVICE);

	if (dma_mapping_error(n->dev, dma))
		return -ENOMEM;
	n->rx[i].addr = cpu_to_le32(dma);
	n->rx[i].size = cpu_to_le32(256);
	return 0;
}

void reap_bad(struct nic *n, int i)
{
	dma_unmap_single(n->dev, le32_to_cpu(n->rx[i].addr), 256, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}'addr' in struct rx_desc{{.*}}[dma-unmap-direction-mismatch]
}

int send_good(struct nic *n, int i, void *buf)
{
	dma_addr_t dma = dma_map_single(n->dev, buf, 256, DMA_TO_DEVICE);

	if (dma_mapping_error(n->dev, dma))
		return -ENOMEM;
	n->tx[i].addr = cpu_to_le32(dma);
	return 0;
}

void sent_good(struct nic *n, int i)
{
	dma_unmap_single(n->dev, le32_to_cpu(n->tx[i].addr), 256, DMA_TO_DEVICE);
}
