// RUN: not %dma-lint --whole-modules %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a result says, and what a flag in the device's byte order says of what is mapped.

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>

#define HAS_TABLE 0x00080000

struct order {
	struct device *dev;
	void *command;
	dma_addr_t command_dma;
	dma_addr_t table_dma;
	__be32 flags;
	char table[512];
};

struct ring {
	struct device *dev;
	void __iomem *regs;
	unsigned int used, next;
	dma_addr_t slots[64];
};

int count_parts(struct order *o);

static int map_table(struct order *o)
{
	int n = count_parts(o);

	if (n == 1)
		return 0;
	o->table_dma = dma_map_single(o->dev, o->table, sizeof(o->table), DMA_TO_DEVICE);
	if (dma_mapping_error(o->dev, o->table_dma))
		return -ENOMEM;
	o->flags |= cpu_to_be32(HAS_TABLE | n);
	return 0;
}

static void unmap_table(struct order *o)
{
	if (o->flags & cpu_to_be32(HAS_TABLE))
		dma_unmap_single(o->dev, o->table_dma, sizeof(o->table), DMA_TO_DEVICE);
}

/* The flag was set as a part of a number that was swapped as a whole. */
int send_good(struct device *dev, void __iomem *regs, void *command)
{
	struct order *o = kzalloc(sizeof(*o), GFP_KERNEL);
	int ret = -ENOMEM;

	if (!o)
		return -ENOMEM;
	o->dev = dev;
	if (map_table(o))
		goto out;
	o->command_dma = dma_map_single(dev, command, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(dev, o->command_dma)) {
		unmap_table(o);
		goto out;
	}
	writeq(o->command_dma, regs);
	while (!readl(regs))
		;
	dma_unmap_single(dev, o->command_dma, 64, DMA_TO_DEVICE);
	unmap_table(o);
	ret = 0;
out:
	kfree(o);
	return ret;
}

/* The same, where the flag is asked for that nobody sets. */
int send_bad(struct device *dev, void __iomem *regs, void *command)
{
	struct order *o = kzalloc(sizeof(*o), GFP_KERNEL);
	int ret = -ENOMEM;

	if (!o)
		return -ENOMEM;
	o->table_dma = dma_map_single(dev, o->table, sizeof(o->table), DMA_TO_DEVICE);
	if (dma_mapping_error(dev, o->table_dma))
		goto out;
	o->flags = cpu_to_be32(1);
	o->command_dma = dma_map_single(dev, command, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(dev, o->command_dma)) {
		if (o->flags & cpu_to_be32(HAS_TABLE))
			dma_unmap_single(dev, o->table_dma, sizeof(o->table), DMA_TO_DEVICE);
		goto out;
	}
	writeq(o->command_dma, regs);
	while (!readl(regs))
		;
	dma_unmap_single(dev, o->command_dma, 64, DMA_TO_DEVICE);
	dma_unmap_single(dev, o->table_dma, sizeof(o->table), DMA_TO_DEVICE);
	ret = 0;
out:
	kfree(o);
	return ret;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-leak-on-error]
}

/* True is "busy, come again", and false is not a failure: the ring has the mapping. */
bool is_full_good(struct ring *r, void *data, int len)
{
	dma_addr_t a;
	dma_addr_t *slot;

	if (r->used >= 64)
		return true;
	a = dma_map_single(r->dev, data, len, DMA_TO_DEVICE);
	if (dma_mapping_error(r->dev, a))
		return false;
	slot = &r->slots[r->next];
	*slot = a;
	writeq(a, r->regs);
	if (readl(r->regs) == 0xdead) {
		dma_unmap_single(r->dev, *slot, len, DMA_TO_DEVICE);
		return false;
	}
	r->used++;
	return false;
}

/* True where it is mapped: here false is the failure. */
bool try_bad(struct ring *r, void *data, int len)
{
	dma_addr_t a = dma_map_single(r->dev, data, len, DMA_TO_DEVICE);

	if (dma_mapping_error(r->dev, a))
		return false;
	if (readl(r->regs) == 0xdead)
		return false;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-leak-on-error]
	writeq(a, r->regs);
	while (!readl(r->regs))
		;
	dma_unmap_single(r->dev, a, len, DMA_TO_DEVICE);
	return true;
}
