// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A buffer that goes both ways is only ever synced for the device.
// expect: dma-bidirectional-single-sync
// shim: dma-bidirectional-single-sync, dma-cpu-read-while-mapped -- the read itself is seen, too

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "scenario.h"

struct card {
	u8 *box;
	dma_addr_t dma;
};

static u8 ask(struct device *dev, struct card *card)
{
	memset(card->box, 1, 512);
	dma_sync_single_for_device(dev, card->dma, 512, DMA_BIDIRECTIONAL);
	writeq(card->dma, scenario_registers(dev));
	scenario_device_write(dev, card->dma, "data", 4);
	return card->box[0];
}

int scenario(struct device *dev)
{
	struct card *card = devm_kzalloc(dev, sizeof(*card), GFP_KERNEL);

	if (!card)
		return -ENOMEM;
	card->box = devm_kzalloc(dev, 512, GFP_KERNEL);
	if (!card->box)
		return -ENOMEM;
	card->dma = dma_map_single(dev, card->box, 512, DMA_BIDIRECTIONAL);
	if (dma_mapping_error(dev, card->dma))
		return -EIO;
	dev_set_drvdata(dev, card);
	return 0;
}

void scenario_remove(struct device *dev)
{
	struct card *card = dev_get_drvdata(dev);

	writel(ask(dev, card), scenario_registers(dev));
	dma_unmap_single(dev, card->dma, 512, DMA_BIDIRECTIONAL);
}
