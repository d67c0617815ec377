// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The handle is kept in 32 bits.
// expect: dma-addr-truncated

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>

#include "scenario.h"

struct card {
	void *buf;
	u32 dma;
};

int scenario(struct device *dev)
{
	struct card *card = devm_kzalloc(dev, sizeof(*card), GFP_KERNEL);
	dma_addr_t dma;

	if (!card || dma_set_mask_and_coherent(dev, DMA_BIT_MASK(64)))
		return -ENOMEM;
	card->buf = devm_kzalloc(dev, 512, GFP_KERNEL);
	if (!card->buf)
		return -ENOMEM;
	dma = dma_map_single(dev, card->buf, 512, DMA_TO_DEVICE);
	if (dma_mapping_error(dev, dma))
		return -EIO;
	card->dma = dma;
	writel(card->dma, scenario_registers(dev));
	dma_unmap_single(dev, card->dma, 512, DMA_TO_DEVICE);
	return 0;
}
