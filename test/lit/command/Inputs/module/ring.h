/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* What the two files of a small module share. */
#include "../dma.h"

struct slot {
	void *buf;
	dma_addr_t dma;
};

int slot_fill(struct device *dev, struct slot *slot);
void slot_empty(struct device *dev, struct slot *slot);
