// RUN: not %dma-lint %s -- %shim 2>&1 | FileCheck %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Constructs of GNU C around the API that nobody thinks of: computed goto, _Generic, nested designated
// initialisers, compound literals, struct assignment, statement expressions that return, cleanup
// handlers, atomics, va_arg, ranges of designators, bit-fields as flags. What they carry is not lost
// on the way: the bad ones are found.

// CHECK-NOT: warning:
// CHECK: :[[#COMPOUND:]]:2: warning: dma_unmap_single() with different size than mapped {{.*}}[dma-unmap-size-mismatch]
// CHECK: :[[#COMPOUND]]:2: warning: dma_unmap_single() with different direction than mapped {{.*}}[dma-unmap-direction-mismatch]
// CHECK: : warning: dma_unmap_single() with different size than mapped [map size=64] [unmap size=128] [dma-unmap-size-mismatch]
// CHECK-NOT: warning:
// CHECK: 3 findings

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>
#include <linux/list.h>
#include <linux/scatterlist.h>
struct desc { __le64 addr; u32 len; struct { u16 a, b; } in; unsigned flag : 1, rest : 31; };
struct buf { dma_addr_t dma; size_t len; struct list_head node; void *p; struct { enum dma_data_direction dir; } m; };

int computed_goto_good(struct device *dev, void *p, int op, void __iomem *r)
{
	static void *const to[] = { &&map, &&out };
	dma_addr_t dma;

	goto *to[op & 1];
map:
	dma = dma_map_single(dev, p, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(dev, dma))
		return -ENOMEM;
	writel(dma, r);
	dma_unmap_single(dev, dma, 64, DMA_TO_DEVICE);
out:
	return 0;
}

int generic_good(struct device *dev, void *p, void __iomem *r)
{
	dma_addr_t dma = _Generic(p, char *: 0ull, default: dma_map_single(dev, p, 64, DMA_TO_DEVICE));
	if (_Generic(dma, u64: dma_mapping_error(dev, dma), default: 0))
		return -ENOMEM;
	writel(dma, r);
	dma_unmap_single(dev, dma, 64, DMA_TO_DEVICE);
	return 0;
}

static struct device *the_dev;
int compound_good(struct device *dev, void *p, void __iomem *r)
{
	struct buf c, b = {
		.dma = dma_map_single(dev, p, 64, DMA_TO_DEVICE),
		.m.dir = DMA_TO_DEVICE,
		.len = 64,
	};

	if (dma_mapping_error(dev, b.dma))
		return -ENOMEM;
	c = b;
	writel(c.dma, r);
	b = (struct buf) { .dma = c.dma, .len = c.len, .m = { .dir = c.m.dir } };
	dma_unmap_single(dev, b.dma, b.len, b.m.dir);
	return 0;
}

int compound_bad(struct device *dev, void *p, void __iomem *r)
{
	struct buf c, b = {
		.dma = dma_map_single(dev, p, 64, DMA_TO_DEVICE),
		.m.dir = DMA_FROM_DEVICE,
		.len = 32,
	};

	if (dma_mapping_error(dev, b.dma))
		return -ENOMEM;
	c = b;
	writel(c.dma, r);
	b = (struct buf) { .dma = c.dma, .len = c.len, .m = { .dir = c.m.dir } };
	dma_unmap_single(dev, b.dma, b.len, b.m.dir);
	return 0;
}

int stmt_expr_good(struct device *dev, void *p, void __iomem *r)
{
	dma_addr_t dma = ({
		dma_addr_t x = dma_map_single(dev, p, 64, DMA_TO_DEVICE);

		if (dma_mapping_error(dev, x))
			return -ENOMEM;
		x;
	});

	writel(dma, r);
	dma_unmap_single(dev, dma, 64, DMA_TO_DEVICE);
	return 0;
}

int stmt_expr_bad(struct device *dev, void *p, void __iomem *r)
{
	dma_addr_t dma = ({
		dma_addr_t x = dma_map_single(dev, p, 64, DMA_TO_DEVICE);

		if (dma_mapping_error(dev, x))
			return -ENOMEM;
		x;
	});

	writel(dma, r);
	dma_unmap_single(dev, dma, 128, DMA_TO_DEVICE);
	return 0;
}

static inline void undo(struct buf **b) 
{
	if (*b)
		dma_unmap_single(the_dev, (*b)->dma, 64, DMA_TO_DEVICE);
}

int cleanup_good(void *p, void __iomem *r, struct buf *mine)
{
	struct buf *b __attribute__((cleanup(undo))) = NULL;

	mine->dma = dma_map_single(the_dev, p, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(the_dev, mine->dma))
		return -ENOMEM;
	b = mine;
	writel(mine->dma, r);
	return 0;
}

int atomics_good(struct device *dev, void *p, void __iomem *r, _Atomic int *state, int *plain)
{
	dma_addr_t dma;
	int old = 0;

	if (__atomic_compare_exchange_n(plain, &old, 1, 0, 5, 5) && __sync_bool_compare_and_swap(plain, 0, 1))
		return -EBUSY;
	*state += 1;
	dma = dma_map_single(dev, p, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(dev, dma)) {
		__atomic_store_n(plain, 0, 5);
		return -ENOMEM;
	}
	writel(dma, r);
	dma_unmap_single(dev, dma, 64, DMA_TO_DEVICE);
	return 0;
}

int varargs_good(struct device *dev, int n, ...)
{
	__builtin_va_list ap;

	__builtin_va_start(ap, n);
	while (n--) {
		dma_addr_t dma = __builtin_va_arg(ap, dma_addr_t);
		dma_unmap_single(dev, dma, 64, DMA_TO_DEVICE);
	}
	__builtin_va_end(ap);
	return 0;
}

void bits_good(struct device *dev, struct buf *b, unsigned long mask, struct desc *d)
{
	for (unsigned bit = 0; bit = __builtin_ffsl(mask), bit; mask &= ~(1ul << (bit - 1)))
		dma_unmap_single(dev, b[bit - 1].dma, b[bit - 1].len, DMA_TO_DEVICE);
	*d = (struct desc) { .in = { .b = 3 }, .flag = 1 };
	d->flag ^= 1;
}

int bitfield_good(struct device *dev, void *p, struct desc *d, void __iomem *r)
{
	struct desc local = { .flag = 0 };
	dma_addr_t dma = 0;

	if (d->len) {
		dma = dma_map_single(dev, p, 64, DMA_TO_DEVICE);
		if (dma_mapping_error(dev, dma))
			return -ENOMEM;
		local.flag = 1;
		writel(dma, r);
	}
	if (local.flag)
		dma_unmap_single(dev, dma, 64, DMA_TO_DEVICE);
	return 0;
}
int designator_range_good(struct device *dev, void *p, int n, void __iomem *r)
{
	enum dma_data_direction dir[] = { [0 ... 1] = DMA_TO_DEVICE, [2] = DMA_FROM_DEVICE };
	dma_addr_t dma = dma_map_single(dev, p, 64, dir[2]);
	if (dma_mapping_error(dev, dma))
		return -ENOMEM;
	writel(dma, r);
	dma_unmap_single(dev, dma, 64, DMA_FROM_DEVICE);
	return 0;
}
