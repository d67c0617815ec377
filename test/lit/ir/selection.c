// RUN: %dma-lint --dump-ir %s -- | FileCheck %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which functions are lowered: those that reach the API or handle a DMA address.

typedef unsigned long long dma_addr_t;
struct device;
struct slot {
	dma_addr_t dma;
	int len;
};
int dma_mapping_error(struct device *dev, dma_addr_t dma);
static inline int dma_supported(struct device *dev, unsigned long long mask)
{
	return mask != 0;
}
static int later(struct device *dev);

// CHECK-NOT: func "plain"
// CHECK-NOT: func "length"
// CHECK-NOT: func "dma_supported"
// CHECK: func "member"
// CHECK: func "parameter"
// CHECK: func "above"
// CHECK: func "later"
// CHECK: func "by_cleanup"
// CHECK-NOT: func "{{release|last}}"
int plain(int n)
{
	return n + 1;
}

int length(struct slot *s)
{
	return s->len;
}

void member(struct slot *s)
{
	s->dma = 0;
}

void parameter(dma_addr_t *d)
{
}

int above(struct device *dev)
{
	return later(dev) + plain(1);
}

static int later(struct device *dev)
{
	return dma_supported(dev, 3);
}

static inline void release(int *n)
{
}

static inline void check(struct device **dev)
{
	dma_supported(*dev, 1);
}

void by_cleanup(struct device *dev)
{
	struct device *held __attribute__((cleanup(check))) = dev;
}

int last(int n)
{
	int m __attribute__((cleanup(release))) = n;

	return m;
}

// A small predicate that such a function asks is lowered too: branches on it belong together.
// CHECK: func "is_slave"
// CHECK: func "asks"
static inline int is_slave(int direction)
{
	return direction == 1 || direction == 2;
}

int asks(struct device *dev, int direction)
{
	return is_slave(direction) && dma_supported(dev, 3);
}

// So are functions that only free what another one has from the API, or has mapped, and those that
// put other memory in its place; others that free are not.
// CHECK: func "keeps"
// CHECK: func "frees"
// CHECK: func "frees_copy"
// CHECK: func "frees_mapped"
// CHECK: func "replaces"
// CHECK: func "calls_it"
// CHECK-NOT: func "{{frees_other|forgets}}"
void *dma_alloc_attrs(struct device *dev, unsigned long size, dma_addr_t *dma, unsigned int gfp,
		      unsigned long attrs);
dma_addr_t dma_map_page_attrs(struct device *dev, void *page, unsigned long offset,
			      unsigned long size, int dir, unsigned long attrs);
void kfree(const void *p);
void vfree(const void *p);
void put_page(void *page);

struct ring {
	struct device *dev;
	void *desc, *shadow[4], *other, *page;
};

int keeps(struct ring *r, dma_addr_t *dma)
{
	void *p = dma_alloc_attrs(r->dev, 64, dma, 0, 0);

	r->shadow[1] = p;
	r->desc = dma_alloc_attrs(r->dev, 64, dma, 0, 0);
	*dma = dma_map_page_attrs(r->dev, r->page, 0, 64, 1, 0);
	return 0;
}

void frees(struct ring *r)
{
	kfree(r->desc);
}

void frees_copy(struct ring *r)
{
	void *p = r->shadow[2];

	vfree(p);
}

void frees_mapped(struct ring *r)
{
	put_page(r->page);
}

void replaces(struct ring *r, void *p)
{
	r->desc = p;
}

void calls_it(struct ring *r)
{
	frees(r);
}

void frees_other(struct ring *r)
{
	kfree(r->other);
}

void forgets(struct ring *r)
{
	r->desc = 0;
}
