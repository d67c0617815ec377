// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The length is in a structure, and has changed before remove.
// expect: dma-unmap-size-mismatch

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>

#include "scenario.h"

struct card {
	void *buf;
	dma_addr_t dma;
};

int scenario(struct device *dev)
{
	struct card *card = devm_kzalloc(dev, sizeof(*card), GFP_KERNEL);

	if (!card)
		return -ENOMEM;
	card->buf = devm_kzalloc(dev, 512, GFP_KERNEL);
	if (!card->buf)
		return -ENOMEM;
	card->dma = dma_map_single(dev, card->buf, 512, DMA_FROM_DEVICE);
	if (dma_mapping_error(dev, card->dma))
		return -EIO;
	dev_set_drvdata(dev, card);
	writeq(card->dma, scenario_registers(dev));
	return 0;
}

void scenario_remove(struct device *dev)
{
	struct card *card = dev_get_drvdata(dev);

	dma_unmap_single(dev, card->dma, 256, DMA_FROM_DEVICE);
}
