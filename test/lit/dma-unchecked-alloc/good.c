// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Allocations that are tested, in the shapes of probe functions.

// CHECK-NOT: warning:

#include <linux/dma-compat.h>
#include <linux/io.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/usb.h>

struct desc {
	__le64 addr;
	__le32 len, flags;
};

struct ring {
	struct device *dev;
	struct desc *tx, *rx;
	dma_addr_t tx_dma, rx_dma;
	unsigned int count;
	struct dma_pool *pool;
};

int ladder_good(struct ring *r)
{
	size_t size = r->count * sizeof(*r->tx);
	int ret = -ENOMEM;

	r->tx = dma_alloc_coherent(r->dev, size, &r->tx_dma, GFP_KERNEL);
	if (!r->tx)
		goto out;
	r->rx = dma_alloc_coherent(r->dev, size, &r->rx_dma, GFP_KERNEL);
	if (!r->rx)
		goto free_tx;
	r->pool = dma_pool_create("ring", r->dev, 64, 64, 0);
	if (!r->pool)
		goto free_rx;
	memset(r->tx, 0, size);
	r->rx[0].flags = cpu_to_le32(1);
	return 0;

free_rx:
	dma_free_coherent(r->dev, size, r->rx, r->rx_dma);
free_tx:
	dma_free_coherent(r->dev, size, r->tx, r->tx_dma);
out:
	return ret;
}

int both_at_once_good(struct ring *r)
{
	r->tx = dma_alloc_coherent(r->dev, 4096, &r->tx_dma, GFP_KERNEL);
	r->rx = dma_alloc_coherent(r->dev, 4096, &r->rx_dma, GFP_KERNEL);
	if (!r->tx || !r->rx) {
		dma_free_coherent(r->dev, 4096, r->tx, r->tx_dma);
		dma_free_coherent(r->dev, 4096, r->rx, r->rx_dma);
		return -ENOMEM;
	}
	r->tx->flags = 0;
	r->rx->flags = 0;
	return 0;
}

/* One of the two, as the other is: where rx is there, nothing is asked about tx. */
int either_good(struct ring *r, bool send)
{
	if (send)
		r->tx = dma_alloc_coherent(r->dev, 4096, &r->tx_dma, GFP_KERNEL);
	else
		r->rx = dma_alloc_coherent(r->dev, 4096, &r->rx_dma, GFP_KERNEL);
	if (!r->rx && !r->tx)
		return -ENOMEM;
	r->count = 4096 / sizeof(struct desc);
	return 0;
}

/* True says that it failed; the caller frees what there is. */
bool failed_good(struct ring *r, struct desc *other)
{
	r->rx = other;
	r->tx = dma_alloc_coherent(r->dev, 4096, &r->tx_dma, GFP_KERNEL);
	return !r->rx || !r->tx;
}

void *returned_good(struct ring *r)
{
	return dma_alloc_coherent(r->dev, 4096, &r->tx_dma, GFP_KERNEL);
}

int status_good(struct ring *r)
{
	r->tx = dma_alloc_wc(r->dev, 4096, &r->tx_dma, GFP_KERNEL);
	return r->tx ? 0 : -ENOMEM;
}

int smaller_each_time_good(struct ring *r)
{
	size_t size = 65536;

	while (size >= 4096) {
		r->tx = dma_alloc_coherent(r->dev, size, &r->tx_dma, GFP_KERNEL | __GFP_NOWARN);
		if (r->tx)
			break;
		size >>= 1;
	}
	if (!r->tx)
		return -ENOMEM;
	r->tx->flags = 0;
	r->count = size;
	return 0;
}

int pool_in_condition_good(struct ring *r, u32 value)
{
	dma_addr_t dma;
	__le32 *cmd;

	if (unlikely((cmd = dma_pool_zalloc(r->pool, GFP_ATOMIC, &dma)) == NULL))
		return -ENOMEM;
	cmd[0] = cpu_to_le32(value);
	dma_pool_free(r->pool, cmd, dma);
	return 0;
}

int usb_good(struct usb_device *udev, struct urb *urb, const void *src)
{
	void *buf = usb_alloc_coherent(udev, 512, GFP_KERNEL, &urb->transfer_dma);

	if (WARN_ON(!buf))
		return -ENOMEM;
	memcpy(buf, src, 512);
	urb->transfer_buffer = buf;
	return 0;
}

int only_when_asked_good(struct ring *r, bool want)
{
	struct desc *d = NULL;
	dma_addr_t dma = 0;

	if (want) {
		d = dma_alloc_coherent(r->dev, 256, &dma, GFP_KERNEL);
		if (!d)
			return -ENOMEM;
	}
	if (d)
		d->flags = 0;
	if (want)
		dma_free_coherent(r->dev, 256, d, dma);
	return 0;
}

struct buffer {
	struct device *dev;
	void *va;
	dma_addr_t dma;
	bool ok;
};

/* Whoever reads it knows. */
void noted_good(struct buffer *b)
{
	b->va = dma_alloc_coherent(b->dev, 4096, &b->dma, GFP_KERNEL);
	b->ok = b->va != NULL;
}
