// RUN: not %dma-lint --whole-modules %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The error path undoes some of what the function has made and kept, and forgets the rest.

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>

struct link {
	struct device *dev;
	void __iomem *regs;
	void *tx, *rx, *head;
	dma_addr_t tx_dma, rx_dma, head_dma;
	dma_addr_t frag[8];
	int users;
};

static int create(struct link *l)
{
	l->rx_dma = dma_map_single(l->dev, l->rx, 64, DMA_FROM_DEVICE);
	if (dma_mapping_error(l->dev, l->rx_dma))
		return -ENOMEM;
	l->tx_dma = dma_map_single(l->dev, l->tx, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(l->dev, l->tx_dma))
		goto unmap_rx;
	if (!readl(l->regs))
		goto unmap_tx;
	return 0;

unmap_tx:
	;
unmap_rx:
	dma_unmap_single(l->dev, l->rx_dma, 64, DMA_FROM_DEVICE);
	return -EIO;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}dma_map_single(){{.*}}[dma-mapping-leak-on-error]
}

int open_bad(struct link *l)
{
	int ret = create(l);

	l->users++;
	return ret;
}

/* The fragments, and not what is before them. */
static int map_packet(struct link *l, char *bufs, int n)
{
	int i;

	l->head_dma = dma_map_single(l->dev, l->head, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(l->dev, l->head_dma))
		return -ENOMEM;
	for (i = 0; i < n; i++) {
		l->frag[i] = dma_map_single(l->dev, bufs + 64 * i, 64, DMA_TO_DEVICE);
		if (dma_mapping_error(l->dev, l->frag[i]))
			goto unwind;
	}
	return 0;
unwind:
	while (--i >= 0)
		dma_unmap_single(l->dev, l->frag[i], 64, DMA_TO_DEVICE);
	return -ENOMEM;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}dma_map_single(){{.*}}[dma-mapping-leak-on-error]
}

int send_bad(struct link *l, char *bufs, int n)
{
	if (map_packet(l, bufs, n))
		return 0;
	writel(n, l->regs);
	return 1;
}

void close_good(struct link *l, int n)
{
	dma_unmap_single(l->dev, l->tx_dma, 64, DMA_TO_DEVICE);
	dma_unmap_single(l->dev, l->rx_dma, 64, DMA_FROM_DEVICE);
	dma_unmap_single(l->dev, l->head_dma, 64, DMA_TO_DEVICE);
	while (n--)
		dma_unmap_single(l->dev, l->frag[n], 64, DMA_TO_DEVICE);
}
