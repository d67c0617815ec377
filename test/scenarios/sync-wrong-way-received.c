// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What has arrived is synced for the device, and then read.
// expect: dma-sync-wrong-way
// shim: dma-cpu-read-while-mapped, dma-sync-wrong-way -- the read itself is seen, too
// kernel: nothing -- a sync in the direction of the map passes, whatever it moves

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>

#include "scenario.h"

struct card {
	u8 *buf;
	dma_addr_t dma;
};

static u8 receive(struct device *dev, struct card *card)
{
	dma_sync_single_for_device(dev, card->dma, 512, DMA_FROM_DEVICE);
	return card->buf[0];
}

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
	scenario_device_write(dev, card->dma, "data", 4);
	writel(receive(dev, card), scenario_registers(dev));
	return 0;
}

void scenario_remove(struct device *dev)
{
	struct card *card = dev_get_drvdata(dev);

	dma_unmap_single(dev, card->dma, 512, DMA_FROM_DEVICE);
}
