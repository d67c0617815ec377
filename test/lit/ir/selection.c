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
