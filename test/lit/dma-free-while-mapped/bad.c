// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A buffer goes back to the allocator while the device may still use it.

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/mm.h>
#include <linux/skbuff.h>
#include <linux/slab.h>
#include <linux/string.h>

struct chan {
	struct device *dev;
	void __iomem *regs;
	dma_addr_t ring[16];
};

int wait_for_device(struct chan *c);

int kfree_before_unmap_bad(struct chan *c, size_t len)
{
	void *buf = kmalloc(len, GFP_KERNEL);
	dma_addr_t dma;

	if (!buf)
		return -ENOMEM;
	dma = dma_map_single(c->dev, buf, len, DMA_FROM_DEVICE);
	if (dma_mapping_error(c->dev, dma)) {
		kfree(buf);
		return -ENOMEM;
	}
	writeq(dma, c->regs);
	kfree(buf);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}kfree(){{.*}}[dma-free-while-mapped]
	// CHECK: note: mapped here by dma_map_single()
	// CHECK: note: unmapped here by dma_unmap_single()
	dma_unmap_single(c->dev, dma, len, DMA_FROM_DEVICE);
	return 0;
}

/* The packet goes at once; the descriptor stays until the interrupt. */
int xmit_bad(struct chan *c, struct sk_buff *skb, int n)
{
	dma_addr_t dma = dma_map_single(c->dev, skb->data, skb->len, DMA_TO_DEVICE);

	if (dma_mapping_error(c->dev, dma)) {
		dev_kfree_skb_any(skb);
		return 0;
	}
	c->ring[n] = dma;
	writeq(dma, c->regs);
	dev_kfree_skb_any(skb);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-free-while-mapped]
	return 0;
}

struct request {
	u32 id;
	u8 payload[512] __attribute__((aligned(64)));
};

/* On the way out for errors the order is wrong. */
int member_bad(struct chan *c, u32 id)
{
	struct request *r = kzalloc(sizeof(*r), GFP_KERNEL);
	dma_addr_t dma;
	int ret;

	if (!r)
		return -ENOMEM;
	r->id = id;
	dma = dma_map_single(c->dev, r->payload, sizeof(r->payload), DMA_FROM_DEVICE);
	if (dma_mapping_error(c->dev, dma)) {
		kfree(r);
		return -ENOMEM;
	}
	writeq(dma, c->regs);
	ret = wait_for_device(c);
	if (ret) {
		kfree(r);
		// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-free-while-mapped]
		goto unmap;
	}
	dma_unmap_single(c->dev, dma, sizeof(r->payload), DMA_FROM_DEVICE);
	kfree(r);
	return 0;
unmap:
	dma_unmap_single(c->dev, dma, sizeof(r->payload), DMA_FROM_DEVICE);
	return ret;
}

int page_bad(struct chan *c)
{
	struct page *page = alloc_page(GFP_KERNEL);
	dma_addr_t dma;

	if (!page)
		return -ENOMEM;
	dma = dma_map_page(c->dev, page, 0, PAGE_SIZE, DMA_FROM_DEVICE);
	if (dma_mapping_error(c->dev, dma)) {
		__free_page(page);
		return -ENOMEM;
	}
	writeq(dma, c->regs);
	__free_page(page);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-free-while-mapped]
	dma_unmap_page(c->dev, dma, PAGE_SIZE, DMA_FROM_DEVICE);
	return 0;
}

struct entry {
	struct sk_buff *skb;
	dma_addr_t dma;
	u32 len;
};

struct ring {
	struct device *dev;
	void __iomem *regs;
	struct entry entry[64];
};

int queue(struct ring *r, struct sk_buff *skb, int n)
{
	struct entry *e = &r->entry[n];

	e->dma = dma_map_single(r->dev, skb->data, skb->len, DMA_TO_DEVICE);
	if (dma_mapping_error(r->dev, e->dma))
		return -ENOMEM;
	e->skb = skb;
	e->len = skb->len;
	writeq(e->dma, r->regs);
	return 0;
}

/* Where the packets that were sent are reaped. */
void reap_bad(struct ring *r, int n)
{
	struct entry *e = &r->entry[n];

	dev_kfree_skb_any(e->skb);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}'skb' of struct entry{{.*}}[dma-free-while-mapped]
	// CHECK: note: unmapped here by dma_unmap_single()
	dma_unmap_single(r->dev, e->dma, e->len, DMA_TO_DEVICE);
	e->skb = NULL;
}

/* The handle is kept where the device reads it, the packet in an array of its own. */
struct rx_desc {
	__le64 addr;
	__le32 len;
};

struct rx {
	struct device *dev;
	void __iomem *regs;
	struct rx_desc *desc;
	struct sk_buff *skbs[64];
};

int rx_fill(struct rx *r, struct sk_buff *skb, int i)
{
	dma_addr_t dma = dma_map_single(r->dev, skb->data, 2048, DMA_FROM_DEVICE);

	if (dma_mapping_error(r->dev, dma))
		return -ENOMEM;
	r->skbs[i] = skb;
	r->desc[i].addr = cpu_to_le64(dma);
	return 0;
}

void rx_clean_bad(struct rx *r)
{
	int i;

	for (i = 0; i < 64; i++) {
		struct sk_buff *skb = r->skbs[i];
		dma_addr_t dma = le64_to_cpu(r->desc[i].addr);

		if (!skb)
			continue;
		dev_kfree_skb_any(skb);
		// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}'skbs' of struct rx{{.*}}[dma-free-while-mapped]
		dma_unmap_single(r->dev, dma, 2048, DMA_FROM_DEVICE);
		r->skbs[i] = NULL;
	}
}

/* The map is in one function with what fills the structure, on a path that goes on. */
struct table {
	struct device *dev;
	void *sgl;
	dma_addr_t sgl_dma;
};

int table_start(struct table *t, size_t len)
{
	void *sgl = kmalloc(len, GFP_KERNEL);
	dma_addr_t dma;

	if (!sgl)
		return -ENOMEM;
	dma = dma_map_single(t->dev, sgl, 4096, DMA_BIDIRECTIONAL);
	if (dma_mapping_error(t->dev, dma)) {
		kfree(sgl);
		return -ENOMEM;
	}
	t->sgl = sgl;
	t->sgl_dma = dma;
	return 0;
}

void table_stop_bad(struct table *t)
{
	kfree(t->sgl);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}'sgl' of struct table{{.*}}[dma-free-while-mapped]
	dma_unmap_single(t->dev, t->sgl_dma, 4096, DMA_BIDIRECTIONAL);
	t->sgl = NULL;
}

/* The packet is in a union, the handle in a structure of its own. */
struct tx_slot {
	union {
		struct sk_buff *skb;
		void *frame;
	};
	struct {
		dma_addr_t addr;
		u32 len;
	} vector;
};

int tx_queue(struct device *dev, struct tx_slot *t, struct sk_buff *skb)
{
	t->vector.addr = dma_map_single(dev, skb->data, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(dev, t->vector.addr))
		return -ENOMEM;
	t->skb = skb;
	return 0;
}

void tx_reap_bad(struct device *dev, struct tx_slot *t, int n)
{
	int i;

	for (i = 0; i < n; i++) {
		dev_kfree_skb_any(t[i].skb);
		// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}'skb' of {{.*}}[dma-free-while-mapped]
		dma_unmap_single(dev, t[i].vector.addr, 64, DMA_TO_DEVICE);
		t[i].skb = NULL;
	}
}
