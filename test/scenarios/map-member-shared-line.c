// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A member is mapped that shares its line with others.
// expect: dma-map-shared-cacheline
// kernel: nothing -- it knows mappings, not what the CPU keeps beside them

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>

#include "scenario.h"

struct card {
	int users;
	u8 status[16];
	int errors;
};

int scenario(struct device *dev)
{
	struct card *card = kzalloc(sizeof(*card), GFP_KERNEL);
	dma_addr_t dma;

	if (!card)
		return -ENOMEM;
	dma = dma_map_single(dev, card->status, sizeof(card->status), DMA_FROM_DEVICE);
	if (dma_mapping_error(dev, dma))
		goto free;
	writeq(dma, scenario_registers(dev));
	card->errors = 1;
	dma_unmap_single(dev, dma, sizeof(card->status), DMA_FROM_DEVICE);
free:
	kfree(card);
	return 0;
}
