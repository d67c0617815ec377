/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* A structure with a handle makes nobody a user of the API; a wrapper does. */
#ifndef CARD_H
#define CARD_H
#include "../card/card.h"
#include <linux/dma-mapping.h>
#define CARD_NAME "a { in a string"

struct card {
	dma_addr_t handle;
};

static inline dma_addr_t card_map(struct device *dev, void *buf)
{
	return dma_map_single(dev, buf, 64, DMA_TO_DEVICE);
}

#define CARD_SEND(dev, buf, reg) \
	writel(card_map(dev, buf), reg)
#endif
