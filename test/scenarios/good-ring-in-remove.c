// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A ring is mapped in probe and unmapped in remove.
// expect: nothing

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>

#include "scenario.h"

#define SLOTS 4

struct card {
	u8 *bufs;
	dma_addr_t dma[SLOTS];
	int filled;
};

static void empty_ring(struct device *dev, struct card *card)
{
	while (card->filled--)
		dma_unmap_single(dev, card->dma[card->filled], 256, DMA_FROM_DEVICE);
}

int scenario(struct device *dev)
{
	struct card *card = devm_kzalloc(dev, sizeof(*card), GFP_KERNEL);
	dma_addr_t dma;

	if (!card)
		return -ENOMEM;
	card->bufs = devm_kzalloc(dev, SLOTS * 256, GFP_KERNEL);
	if (!card->bufs)
		return -ENOMEM;
	for (card->filled = 0; card->filled < SLOTS; card->filled++) {
		dma = dma_map_single(dev, card->bufs + card->filled * 256, 256, DMA_FROM_DEVICE);
		if (dma_mapping_error(dev, dma)) {
			empty_ring(dev, card);
			return -ENOMEM;
		}
		card->dma[card->filled] = dma;
		writeq(dma, scenario_registers(dev));
	}
	dev_set_drvdata(dev, card);
	return 0;
}

void scenario_remove(struct device *dev)
{
	empty_ring(dev, dev_get_drvdata(dev));
}
