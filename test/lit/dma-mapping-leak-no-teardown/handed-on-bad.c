// RUN: not %dma-lint --whole-modules %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Forgotten at the end, although others were told the address, and although the error path has not
// forgotten it.

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>

struct other {
	u64 id;
	dma_addr_t dma;		/* the same name in another place */
};

struct unit {
	struct device *dev;
	void __iomem *regs;
	void *status, *fence;
	u32 flags;
	dma_addr_t status_dma;
	dma_addr_t fence_dma;
	dma_addr_t cmd_dma;
	dma_addr_t dma;
	struct other *other;
	const struct unit_ops *ops;
};

struct unit_ops {
	u64 (*entry)(struct unit *u, dma_addr_t dma);
};

void post_command(struct device *dev, u64 address, u32 len);

/* Nothing of the API in here. */
static int is_ready(struct unit *u)
{
	return u->flags & 1;
}

/* What the error path of this function undoes is not what remove() has to. */
int probe_bad(struct unit *u)
{
	u->status_dma = dma_map_single(u->dev, u->status, 64, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}'status_dma' of struct unit{{.*}}[dma-mapping-leak-no-teardown]
	if (dma_mapping_error(u->dev, u->status_dma))
		return -ENOMEM;
	writeq(u->status_dma, u->regs);
	if (!is_ready(u)) {
		dma_unmap_single(u->dev, u->status_dma, 64, DMA_FROM_DEVICE);
		return -EIO;
	}
	return 0;
}

/* Told to the firmware, by a call that has only the number. */
int start_bad(struct unit *u, void *cmd)
{
	u->cmd_dma = dma_map_single(u->dev, cmd, 64, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}'cmd_dma' of struct unit{{.*}}[dma-mapping-leak-no-teardown]
	if (dma_mapping_error(u->dev, u->cmd_dma))
		return -ENOMEM;
	post_command(u->dev, u->cmd_dma, 64);
	return 0;
}

/* The same by way of an operation; and a member of that name elsewhere is no other name for this. */
int table_bad(struct unit *u, void *table)
{
	u->dma = dma_map_single(u->dev, table, 64, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}'dma' of struct unit{{.*}}[dma-mapping-leak-no-teardown]
	if (dma_mapping_error(u->dev, u->dma))
		return -ENOMEM;
	writeq(u->ops->entry(u, u->dma), u->regs);
	return 0;
}

int other_good(struct unit *u, void *data)
{
	u->other->dma = dma_map_single(u->dev, data, 64, DMA_TO_DEVICE);
	return dma_mapping_error(u->dev, u->other->dma);
}

void remove_bad(struct unit *u)
{
	writeq(0, u->regs);
	dma_unmap_single(u->dev, u->other->dma, 64, DMA_TO_DEVICE);
	kfree(u->status);
}
