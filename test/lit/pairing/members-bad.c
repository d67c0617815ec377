// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Mapped in one function, unmapped in another: arguments that are expressions over members of the
// record that keeps the handle.
//
// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:

#include <linux/dma-mapping.h>
#include <linux/dmapool.h>
#include <linux/netdevice.h>
#include <linux/pci.h>
#include <linux/slab.h>

#define HEADROOM 64

struct entry {
	void *buf;
	dma_addr_t dma;
};

struct word {
	u64 addr;
	u32 len, flags;
};

struct ring {
	struct device *dev;
	struct net_device *netdev;
	struct pci_dev *pdev;
	struct entry e[16];
	unsigned int bufsz, n;
	bool send;
	struct word *word;
	void *cookie, *raw, *aligned, *stat, *one, *data;
	dma_addr_t word_dma, cookie_dma, raw_dma, aligned_dma, stat_dma, one_dma, data_dma, dev_dma;
	struct dma_pool *small, *large;
};

int map_rx(struct ring *r, int i)
{
	struct entry *e = &r->e[i];

	e->dma = dma_map_single(r->dev, e->buf, r->bufsz + 2, DMA_FROM_DEVICE);
	return dma_mapping_error(r->dev, e->dma);
}

void size_bad(struct ring *ring)
{
	for (int k = 0; k < 16; k++)
		dma_unmap_single(ring->dev, ring->e[k].dma, ring->bufsz, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[map size=r->bufsz + 2] [unmap size=ring->bufsz] [dma-unmap-size-mismatch]
	// CHECK: note: mapped here by dma_map_single() in map_rx()
}

int alloc_words(struct ring *r, unsigned int n)
{
	r->n = n;
	r->word = dma_alloc_coherent(r->dev, n * sizeof(*r->word), &r->word_dma, GFP_KERNEL);
	return r->word ? 0 : -ENOMEM;
}

void size_of_pointer_bad(struct ring *r)
{
	dma_free_coherent(r->dev, r->n * sizeof(r->word), r->word, r->word_dma);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[unmap size=r->n * 8] [dma-free-size-mismatch]
}

int map_data(struct ring *r, void *p)
{
	r->data_dma = dma_map_single(r->dev, p, 512, r->send ? DMA_TO_DEVICE : DMA_FROM_DEVICE);
	return dma_mapping_error(r->dev, r->data_dma);
}

void inverted_bad(struct ring *r)
{
	dma_unmap_single(r->dev, r->data_dma, 512, !r->send ? DMA_TO_DEVICE : DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unmap-direction-mismatch]
}

int map_for_pci(struct ring *r, void *p)
{
	r->dev_dma = dma_map_single(&r->pdev->dev, p, 512, DMA_TO_DEVICE);
	return dma_mapping_error(&r->pdev->dev, r->dev_dma);
}

void netdev_bad(struct ring *r)
{
	dma_unmap_single(&r->netdev->dev, r->dev_dma, 512, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[mapped for &r->pdev->dev] [unmapped for &r->netdev->dev] [dma-unmap-device-mismatch]
}

int alloc_stat(struct ring *r)
{
	r->stat = dma_alloc_coherent(r->dev->parent, 64, &r->stat_dma, GFP_KERNEL);
	return r->stat ? 0 : -ENOMEM;
}

void parent_bad(struct ring *r)
{
	dma_free_coherent(r->dev, 64, r->stat, r->stat_dma);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-free-device-mismatch]
}

int alloc_cookie(struct ring *r)
{
	r->cookie = dma_alloc_attrs(r->dev, 8192, &r->cookie_dma, GFP_KERNEL,
				    DMA_ATTR_NO_KERNEL_MAPPING);
	return r->cookie ? 0 : -ENOMEM;
}

void attrs_bad(struct ring *r)
{
	dma_free_attrs(r->dev, 8192, r->cookie, r->cookie_dma, 0);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-free-attrs-mismatch]
}

int alloc_one(struct ring *r)
{
	r->one = dma_pool_alloc(r->small, GFP_KERNEL, &r->one_dma);
	return r->one ? 0 : -ENOMEM;
}

void pool_bad(struct ring *r)
{
	dma_pool_free(r->large, r->one, r->one_dma);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[from r->small] [freed into r->large] [dma-pool-mismatch]
}

int alloc_aligned(struct ring *r)
{
	r->raw = dma_alloc_coherent(r->dev, 4096 + 8, &r->raw_dma, GFP_KERNEL);
	if (!r->raw)
		return -ENOMEM;
	r->aligned_dma = (r->raw_dma + 7) & ~7ULL;
	r->aligned = r->raw + (r->aligned_dma - r->raw_dma);
	return 0;
}

void aligned_bad(struct ring *r)
{
	dma_free_coherent(r->dev, 4096 + 8, r->aligned, r->aligned_dma);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-free-cpu-mismatch]
}

struct text {
	struct device *dev;
	void *p, *mapped;
	dma_addr_t dma, mapped_dma;
};

int alloc_text(struct text *t)
{
	t->p = dma_alloc_coherent(t->dev, 128, &t->dma, GFP_KERNEL);
	if (!t->p)
		return -ENOMEM;
	t->mapped_dma = dma_map_single(t->dev, t->mapped, 128, DMA_TO_DEVICE);
	return dma_mapping_error(t->dev, t->mapped_dma);
}

void kfree_bad(struct text *t)
{
	dma_unmap_single(t->dev, t->mapped_dma, 128, DMA_TO_DEVICE);
	kfree(t->p);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-free-kind-mismatch]
}

struct slot {
	struct device *dev;
	u8 *buf;
	dma_addr_t dma;
};

int arm(struct slot *s)
{
	s->dma = dma_map_single(s->dev, s->buf + HEADROOM, 2048 - HEADROOM, DMA_FROM_DEVICE);
	return dma_mapping_error(s->dev, s->dma);
}

void sync_direction_bad(struct slot *s)
{
	dma_sync_single_for_cpu(s->dev, s->dma, 2048 - HEADROOM, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sync-direction-mismatch]
}

void sync_range_bad(struct slot *s)
{
	dma_sync_single_range_for_cpu(s->dev, s->dma, HEADROOM, 2048 - HEADROOM, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[map size=1984] [sync offset+size=2048] [dma-sync-out-of-range]
}

void sync_offset_bad(struct slot *s)
{
	dma_sync_single_for_cpu(s->dev, s->dma + 100, 64, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[offset=100] [offset+size=164] [cache line=64] [dma-sync-partial-unaligned]
}

void disarm(struct slot *s)
{
	dma_unmap_single(s->dev, s->dma, 2048 - HEADROOM, DMA_FROM_DEVICE);
}
