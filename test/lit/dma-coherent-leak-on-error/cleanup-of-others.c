// RUN: not %dma-lint --whole-modules %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Clean-ups of which it is not seen what they undo: buffers, or memory? Unmaps of buffers free no ring.

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>

#define ENTRIES 16

struct descriptor {
	__le32 addr, flags;
};

struct nic {
	struct device *dev;
	struct descriptor *tx, *rx;
	dma_addr_t tx_dma, rx_dma;
	void *bufs[ENTRIES];
};

struct nic_ops {
	int (*open)(struct nic *n);
	void (*stop)(struct nic *n);
};

int start_nic(struct nic *n);

static void clear_rx(struct nic *n)
{
	for (int i = 0; i < ENTRIES; i++)
		if (n->bufs[i]) {
			dma_unmap_single(n->dev, le32_to_cpu(n->rx[i].addr), 256, DMA_FROM_DEVICE);
			kfree(n->bufs[i]);
			n->bufs[i] = NULL;
		}
}

static void free_rings(struct nic *n)
{
	struct descriptor *d = n->tx;

	n->tx = NULL;
	if (d)
		dma_free_coherent(n->dev, 4096, d, n->tx_dma);
	dma_free_coherent(n->dev, 4096, n->rx, n->rx_dma);
}

/* What is behind the label frees one ring of two. */
static int open_bad(struct nic *n)
{
	int ret = -ENOMEM;

	n->tx = dma_alloc_coherent(n->dev, 4096, &n->tx_dma, GFP_KERNEL);
	if (!n->tx)
		return -ENOMEM;
	n->rx = dma_alloc_coherent(n->dev, 4096, &n->rx_dma, GFP_KERNEL);
	if (!n->rx) {
		dma_free_coherent(n->dev, 4096, n->tx, n->tx_dma);
		return -ENOMEM;
	}
	ret = start_nic(n);
	if (ret < 0)
		goto clear;
	return 0;

clear:
	clear_rx(n);
	dma_free_coherent(n->dev, 4096, n->rx, n->rx_dma);
	return ret;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-coherent-leak-on-error]
}

/* Here the clean-up frees memory, and it may be this. */
static int open_good(struct nic *n)
{
	int ret = -ENOMEM;

	n->tx = dma_alloc_coherent(n->dev, 4096, &n->tx_dma, GFP_KERNEL);
	if (!n->tx)
		return -ENOMEM;
	n->rx = dma_alloc_coherent(n->dev, 4096, &n->rx_dma, GFP_KERNEL);
	if (!n->rx) {
		dma_free_coherent(n->dev, 4096, n->tx, n->tx_dma);
		return -ENOMEM;
	}
	ret = start_nic(n);
	if (ret < 0)
		goto clear;
	return 0;

clear:
	clear_rx(n);
	free_rings(n);
	return ret;
}

static void stop(struct nic *n)
{
	clear_rx(n);
	free_rings(n);
}

const struct nic_ops ops[] = { { open_bad, stop }, { open_good, stop } };
