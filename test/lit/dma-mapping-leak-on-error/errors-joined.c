// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Several failures come to one label, each with another result: what is returned there is one of them.

#include <linux/dma-mapping.h>
#include <linux/err.h>
#include <linux/errno.h>

struct part;

struct card {
	struct device *dev;
	void *tx, *rx;
	dma_addr_t tx_dma, rx_dma;
	struct part *part;
};

int card_reset(struct device *dev);
int card_power(struct device *dev);
struct part *card_part(struct device *dev);
void card_done(struct device *dev);

int joined_bad(struct card *c)
{
	int ret;

	c->rx_dma = dma_map_single(c->dev, c->rx, 256, DMA_FROM_DEVICE);
	if (dma_mapping_error(c->dev, c->rx_dma))
		return -ENOMEM;
	c->tx_dma = dma_map_single(c->dev, c->tx, 256, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, c->tx_dma)) {
		ret = -ENOMEM;
		goto unmap_rx;
	}
	ret = card_reset(c->dev);
	if (ret)
		goto unmap_rx;
	ret = card_power(c->dev);
	if (ret)
		goto unmap_rx;
	return 0;
unmap_rx:
	dma_unmap_single(c->dev, c->rx_dma, 256, DMA_FROM_DEVICE);
	return ret;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: failure is returned while memory mapped by dma_map_single() is still mapped {{.*}}[dma-mapping-leak-on-error]
}

int error_of_pointer_bad(struct card *c)
{
	dma_addr_t dma = dma_map_single(c->dev, c->tx, 256, DMA_TO_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	c->part = card_part(c->dev);
	if (IS_ERR(c->part))
		return PTR_ERR(c->part);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: failure is returned while memory mapped by dma_map_single() is still mapped {{.*}}[dma-mapping-leak-on-error]
	card_done(c->dev);
	dma_unmap_single(c->dev, dma, 256, DMA_TO_DEVICE);
	return 0;
}

/* A result above 0 is none of failure, where somebody asks. */
int above_good(struct card *c, dma_addr_t *kept)
{
	int ret;

	*kept = dma_map_single(c->dev, c->tx, 256, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, *kept))
		return -ENOMEM;
	ret = card_reset(c->dev);
	if (ret)
		goto out;
	ret = card_power(c->dev);
out:
	if (ret < 0)
		dma_unmap_single(c->dev, *kept, 256, DMA_TO_DEVICE);
	return ret;
}

/* A variable that counts is no status: what is left behind by a good end is not lost. */
int counts_good(struct card *c, int n)
{
	int done = 0, ret;

	c->tx_dma = dma_map_single(c->dev, c->tx, 256, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, c->tx_dma))
		return -ENOMEM;
	ret = card_reset(c->dev);
	if (ret < 0) {
		dma_unmap_single(c->dev, c->tx_dma, 256, DMA_TO_DEVICE);
		return ret;
	}
	if (n > 4)
		done = n;
	else
		done = card_power(c->dev);
	return done ? done : 1;
}

void card_stop(struct card *c)
{
	dma_unmap_single(c->dev, c->tx_dma, 256, DMA_TO_DEVICE);
	dma_unmap_single(c->dev, c->rx_dma, 256, DMA_FROM_DEVICE);
}
