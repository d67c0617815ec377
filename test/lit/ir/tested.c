// RUN: %dma-lint --dump-ir %s -- | FileCheck %s
// RUN: %dma-lint --checks='-*,dma-unchecked-*' %s -- 2>&1 | FileCheck --check-prefix=CLEAN %s
// RUN: not %dma-lint --checks='-*,dma-unchecked-*' %s -- -DNOBODY 2>&1 | FileCheck --check-prefix=FOUND %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What functions test that are not lowered: allocations of one function are checked in another.

// CHECK-NOT: tested {{.*}}"(other|filled|flag|narrow|in_loop|negative)"
// CHECK: tested &table{{$}}
// CHECK-NEXT: tested "struct ring"."desc"
// CHECK-NEXT: tested "struct ring"."buf"
// CHECK-NEXT: tested "struct ring"."count"
// CHECK-NEXT: tested "struct ring"."later"
// CHECK-NEXT: decl
// CHECK-NOT: func "is_ready"
// CLEAN-NOT: warning
// FOUND: tested.c:{{[0-9]+}}:15: warning: {{.*}}[dma-unchecked-alloc]

typedef unsigned long long dma_addr_t;
typedef unsigned long size_t;
struct device;
void *dma_alloc_coherent(struct device *dev, size_t size, dma_addr_t *dma, unsigned int gfp);
void dma_free_coherent(struct device *dev, size_t size, void *cpu, dma_addr_t dma);
#define unlikely(x) __builtin_expect(!!(x), 0)
#define WARN_ON(c) ({ int __ret = !!(c); if (unlikely(__ret)) stop(); unlikely(__ret); })
void stop(void);

struct ring {
	struct device *dev;
	void *desc;
	dma_addr_t dma;
	void *buf[2];
	int count;
	void *later, *filled, *in_loop;
	unsigned int flag : 1;
	unsigned char narrow;
};

struct other {
	void *other;
};

static void *table;

void ring_start(struct ring *ring, volatile unsigned *reg)
{
	*reg = (unsigned)ring->dma;
	*(int *)ring->desc = 1;
}

void ring_alloc(struct ring *ring)
{

	ring->desc = dma_alloc_coherent(ring->dev, 64, &ring->dma, 0);
	table = ring->desc;
}

void ring_free(struct ring *ring)
{
	dma_free_coherent(ring->dev, 64, ring->desc, ring->dma);
}

#ifndef NOBODY
int is_ready(struct ring *ring, struct other *other, int i)
{
	void *later = ring->later;

	if (table && !ring->desc)
		return 0;
	if (unlikely(!ring->buf[i]) || WARN_ON(ring->count == 0))
		return 0;
	ring->filled = later;
	if (ring->filled || ring->flag || ring->narrow || other->other)
		return 0;
	while (ring->in_loop)
		stop();
	return later ? 1 : 2;
}
#endif
