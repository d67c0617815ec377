// RUN: %dma-lint %s -- %shim | count 0
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reading after the sync or the unmap, what the device only reads, what is beside the buffer.

#include <linux/completion.h>
#include <linux/dma-mapping.h>
#include <linux/interrupt.h>
#include <linux/io.h>
#include <linux/skbuff.h>
#include <linux/string.h>

struct status {
	u32 code;
	u32 length;
	u8 data[56];
};

struct request {
	u32 id;
	u8 payload[256] __attribute__((aligned(64)));
	u32 flags __attribute__((aligned(64)));
};

struct chan {
	struct device *dev;
	void __iomem *regs;
	struct completion done;
};

int after_unmap_good(struct chan *c, struct status *st)
{
	dma_addr_t dma = dma_map_single(c->dev, st, sizeof(*st), DMA_FROM_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return st->code;
	writeq(dma, c->regs);
	wait_for_completion(&c->done);
	dma_unmap_single(c->dev, dma, sizeof(*st), DMA_FROM_DEVICE);
	return st->code ? -EIO : 0;
}

int after_sync_good(struct chan *c, struct status *st)
{
	dma_addr_t dma = dma_map_single(c->dev, st, sizeof(*st), DMA_FROM_DEVICE);
	u32 code;

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	wait_for_completion(&c->done);
	dma_sync_single_for_cpu(c->dev, dma, sizeof(*st), DMA_FROM_DEVICE);
	code = st->code;
	dma_unmap_single(c->dev, dma, sizeof(*st), DMA_FROM_DEVICE);
	return code ? -EIO : 0;
}

/* The device reads; the CPU may, too. */
int to_device_good(struct chan *c, struct status *st)
{
	dma_addr_t dma = dma_map_single(c->dev, st, sizeof(*st), DMA_TO_DEVICE);
	u32 code;

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	wait_for_completion(&c->done);
	code = st->code;
	dma_unmap_single(c->dev, dma, sizeof(*st), DMA_TO_DEVICE);
	return code;
}

/* Its length is not in the packet, nor its neighbours in the buffer. */
int beside_good(struct chan *c, struct sk_buff *skb, struct request *r)
{
	dma_addr_t a = dma_map_single(c->dev, skb->data, skb->len, DMA_FROM_DEVICE), b;
	u32 n;

	if (dma_mapping_error(c->dev, a))
		return -ENOMEM;
	b = dma_map_single(c->dev, r->payload, sizeof(r->payload), DMA_FROM_DEVICE);
	if (dma_mapping_error(c->dev, b)) {
		dma_unmap_single(c->dev, a, skb->len, DMA_FROM_DEVICE);
		return -ENOMEM;
	}
	n = skb->len + r->id + r->flags;
	writeq(a, c->regs);
	writeq(b, c->regs);
	wait_for_completion(&c->done);
	dma_unmap_single(c->dev, b, sizeof(r->payload), DMA_FROM_DEVICE);
	dma_unmap_single(c->dev, a, skb->len, DMA_FROM_DEVICE);
	return n;
}

/* The member points to another buffer by the time it is read. */
int moved_on_good(struct chan *c, struct status **cur)
{
	dma_addr_t dma = dma_map_single(c->dev, *cur, sizeof(**cur), DMA_FROM_DEVICE);
	u32 code;

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	(*cur)++;
	code = (*cur)->code;
	wait_for_completion(&c->done);
	dma_unmap_single(c->dev, dma, sizeof(**cur), DMA_FROM_DEVICE);
	return code;
}

void print_hex_dump(const char *level, const char *prefix, int type, int width, int group,
		    const void *buf, size_t len, bool ascii);

/* What goes out is shown before it goes. */
int dump_good(struct chan *c, u8 *key, size_t len)
{
	dma_addr_t dma = dma_map_single(c->dev, key, len, DMA_BIDIRECTIONAL);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	print_hex_dump("", "key: ", 0, 16, 4, key, len, true);
	writeq(dma, c->regs);
	wait_for_completion(&c->done);
	dma_unmap_single(c->dev, dma, len, DMA_BIDIRECTIONAL);
	return 0;
}

struct reader {
	struct device *dev;
	void *buf;
	dma_addr_t dma;
	struct completion done;
	void __iomem *regs;
};

irqreturn_t reader_irq(int irq, void *arg)
{
	struct reader *r = arg;

	dma_unmap_single(r->dev, r->dma, 64, DMA_FROM_DEVICE);
	complete(&r->done);
	return IRQ_HANDLED;
}

/* The interrupt handler has unmapped it when the wait is over. */
int waits_good(struct reader *r, u8 *to)
{
	r->dma = dma_map_single(r->dev, r->buf, 64, DMA_FROM_DEVICE);
	if (dma_mapping_error(r->dev, r->dma))
		return -ENOMEM;
	writeq(r->dma, r->regs);
	wait_for_completion(&r->done);
	memcpy(to, r->buf, 64);
	return 0;
}
