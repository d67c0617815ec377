// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is to be sent is synced for the CPU.
// expect: dma-sync-wrong-way
// shim: dma-cpu-write-while-mapped, dma-sync-wrong-way -- the write, too, happens while the device
//   owns the buffer; the checker does not follow the state from probe to remove
// kernel: nothing -- a sync in the direction of the map passes, whatever it moves

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "scenario.h"

struct card {
	u8 *buf;
	dma_addr_t dma;
};

static void send(struct device *dev, struct card *card)
{
	memset(card->buf, 2, 512);
	dma_sync_single_for_cpu(dev, card->dma, 512, DMA_TO_DEVICE);
	writeq(card->dma, scenario_registers(dev));
}

int scenario(struct device *dev)
{
	struct card *card = devm_kzalloc(dev, sizeof(*card), GFP_KERNEL);

	if (!card)
		return -ENOMEM;
	card->buf = devm_kzalloc(dev, 512, GFP_KERNEL);
	if (!card->buf)
		return -ENOMEM;
	card->dma = dma_map_single(dev, card->buf, 512, DMA_TO_DEVICE);
	if (dma_mapping_error(dev, card->dma))
		return -EIO;
	dev_set_drvdata(dev, card);
	return 0;
}

void scenario_remove(struct device *dev)
{
	struct card *card = dev_get_drvdata(dev);

	send(dev, card);
	dma_unmap_single(dev, card->dma, 512, DMA_TO_DEVICE);
}
