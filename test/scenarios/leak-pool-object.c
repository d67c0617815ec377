// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// An object of a pool that lives on is left.
// expect: dma-coherent-leak
// shim: dma-pool-destroy-busy -- the object is found when its pool goes

#include <linux/dma-mapping.h>
#include <linux/dmapool.h>
#include <linux/slab.h>

#include "scenario.h"

struct card {
	struct dma_pool *pool;
};

static int send(struct card *card)
{
	dma_addr_t dma;
	u32 *desc = dma_pool_alloc(card->pool, GFP_KERNEL, &dma);

	if (!desc)
		return -ENOMEM;
	desc[0] = 1;
	return 0;
}

int scenario(struct device *dev)
{
	struct card *card = devm_kzalloc(dev, sizeof(*card), GFP_KERNEL);

	if (!card)
		return -ENOMEM;
	card->pool = dmam_pool_create("commands", dev, 64, 64, 0);
	if (!card->pool)
		return -ENOMEM;
	return send(card);
}
