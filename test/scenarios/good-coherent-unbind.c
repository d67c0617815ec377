// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Coherent memory, allocated in probe, freed in remove.
// expect: nothing

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>

#include "scenario.h"

struct card {
	u32 *ring;
	dma_addr_t dma;
};

int scenario(struct device *dev)
{
	struct card *card = devm_kzalloc(dev, sizeof(*card), GFP_KERNEL);

	if (!card)
		return -ENOMEM;
	card->ring = dma_alloc_coherent(dev, 1024, &card->dma, GFP_KERNEL);
	if (!card->ring)
		return -ENOMEM;
	dev_set_drvdata(dev, card);
	writeq(card->dma, scenario_registers(dev));
	return 0;
}

void scenario_remove(struct device *dev)
{
	struct card *card = dev_get_drvdata(dev);

	dma_free_coherent(dev, 1024, card->ring, card->dma);
}
