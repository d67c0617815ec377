// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A file that belongs to no module, so that others may be there: what it does with the memory itself is enough.

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/string.h>

struct decoder {
	struct device *dev;
	void __iomem *regs;
	u8 *table;
	dma_addr_t table_dma;
};

int decoder_open_bad(struct decoder *d)
{
	d->table = dma_alloc_noncoherent(d->dev, 8192, &d->table_dma, DMA_FROM_DEVICE, GFP_KERNEL);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: nothing in this module syncs {{.*}}[dma-noncoherent-no-sync]
	return d->table ? 0 : -ENOMEM;
}

void decoder_run(struct decoder *d, u8 *out)
{
	writeq(d->table_dma, d->regs);
	memcpy(out, d->table, 8192);
}

void decoder_close(struct decoder *d)
{
	dma_free_noncoherent(d->dev, 8192, d->table, d->table_dma, DMA_FROM_DEVICE);
}

struct encoder {
	struct device *dev;
	u8 *table;
	dma_addr_t table_dma;
};

/* Nobody here looks into it. */
int encoder_open_good(struct encoder *e)
{
	e->table = dma_alloc_noncoherent(e->dev, 8192, &e->table_dma, DMA_FROM_DEVICE, GFP_KERNEL);
	return e->table ? 0 : -ENOMEM;
}

void encoder_close(struct encoder *e)
{
	dma_free_noncoherent(e->dev, 8192, e->table, e->table_dma, DMA_FROM_DEVICE);
}
