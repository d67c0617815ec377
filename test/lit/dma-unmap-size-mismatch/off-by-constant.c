// RUN: not %dma-lint --whole-modules %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The driver maps a bit more than the size that it keeps, and unmaps that at most places. And the top bit
// of a status word says who owns a descriptor.

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>

#define PADDING 16

struct desc {
	__le32 status;
};

struct nic {
	struct device *dev;
	struct desc *head;
	unsigned int mtu, buf_size;
	void *bufs[32];
	dma_addr_t dma[32];
	unsigned int next;
};

void set_size_good(struct nic *n)
{
	if (n->mtu <= 1500)
		n->buf_size = 1536;
	else
		n->buf_size = n->mtu + 36;
}

int refill_good(struct nic *n, int i)
{
	unsigned int size = n->buf_size + PADDING;

	n->bufs[i] = kmalloc(size, GFP_KERNEL);
	if (!n->bufs[i])
		return -ENOMEM;
	n->dma[i] = dma_map_single(n->dev, n->bufs[i], size, DMA_FROM_DEVICE);
	if (dma_mapping_error(n->dev, n->dma[i])) {
		kfree(n->bufs[i]);
		n->bufs[i] = NULL;
		return -ENOMEM;
	}
	return 0;
}

void drain_good(struct nic *n)
{
	for (int i = 0; i < 32; i++) {
		if (!n->bufs[i])
			continue;
		dma_unmap_single(n->dev, n->dma[i], n->buf_size + PADDING, DMA_FROM_DEVICE);
		kfree(n->bufs[i]);
	}
}

void receive_bad(struct nic *n, void (*up)(void *buf))
{
	unsigned int size = n->buf_size;
	s32 status = le32_to_cpu(n->head->status);

	while (status < 0) {
		int i = n->next++ % 32;

		dma_unmap_single(n->dev, n->dma[i], size, DMA_FROM_DEVICE);
		// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unmap-size-mismatch]
		up(n->bufs[i]);
		n->bufs[i] = NULL;
		status = le32_to_cpu(n->head->status);
	}
}

/* The size is kept beside the handle. */
struct sent {
	struct device *dev;
	dma_addr_t dma;
	unsigned int len;
};

int send_good(struct sent *s, void *data, unsigned int len)
{
	s->dma = dma_map_single(s->dev, data, len, DMA_TO_DEVICE);
	if (dma_mapping_error(s->dev, s->dma))
		return -ENOMEM;
	s->len = len;
	return 0;
}

void sent_good(struct sent *s)
{
	dma_unmap_single(s->dev, s->dma, s->len, DMA_TO_DEVICE);
}
