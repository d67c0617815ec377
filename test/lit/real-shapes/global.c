// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Memory kept in a variable of the file: who uses it asks whether it is there.
//
// RUN: %dma-lint %s -- %shim | count 0

#include <linux/dma-mapping.h>
#include <linux/string.h>

static void *flash;
static dma_addr_t flash_dma;

int init_good(struct device *dev, int wanted)
{
	if (wanted && !flash)
		flash = dma_alloc_coherent(dev, 4096, &flash_dma, GFP_KERNEL);
	return 0;
}

void drop_good(struct device *dev, void *last)
{
	if (!flash)
		return;
	memcpy(last, flash, 4096);
	dma_free_coherent(dev, 4096, flash, flash_dma);
	flash = NULL;
}
