// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Correct loops that an independent tester found us speaking on: flags set beside an unmap, the head
// of a packet mapped before the loop over its fragments.
//
// RUN: %dma-lint %s -- %shim | count 0

#include <linux/dma-mapping.h>
#include <linux/io.h>

struct piece {
	dma_addr_t dma;
	u32 len;
};

int flag_ends_loop_good(struct device *dev, void *buf, void __iomem *regs)
{
	dma_addr_t dma = dma_map_single(dev, buf, 64, DMA_TO_DEVICE);
	bool done = false;

	if (dma_mapping_error(dev, dma))
		return -ENOMEM;
	while (!done) {
		if (readl(regs)) {
			dma_unmap_single(dev, dma, 64, DMA_TO_DEVICE);
			done = true;
		}
	}
	return 0;
}

int state_machine_good(struct device *dev, void *buf, void __iomem *regs)
{
	dma_addr_t dma = dma_map_single(dev, buf, 64, DMA_TO_DEVICE);
	bool mapped = true;

	if (dma_mapping_error(dev, dma))
		return -ENOMEM;
	for (;;) {
		u32 event = readl(regs);

		if (event == 1 && mapped) {
			dma_unmap_single(dev, dma, 64, DMA_TO_DEVICE);
			mapped = false;
		}
		if (event == 2)
			break;
	}
	if (mapped)
		dma_unmap_single(dev, dma, 64, DMA_TO_DEVICE);
	return 0;
}

/* The usual transmit: linear part first, then the fragments, one unwind for both. */
int head_and_fragments_good(struct device *dev, void **p, struct piece *t, int n, u64 *hw)
{
	int i;
	dma_addr_t dma = dma_map_single(dev, p[0], 64, DMA_TO_DEVICE);

	if (dma_mapping_error(dev, dma))
		return -ENOMEM;
	t[0].dma = dma;
	t[0].len = 64;
	hw[0] = dma;
	for (i = 1; i < n; i++) {
		dma = dma_map_single(dev, p[i], 32, DMA_TO_DEVICE);
		if (dma_mapping_error(dev, dma))
			goto unwind;
		t[i].dma = dma;
		t[i].len = 32;
		hw[i] = dma;
	}
	return 0;
unwind:
	while (i--)
		dma_unmap_single(dev, t[i].dma, t[i].len, DMA_TO_DEVICE);
	return -ENOMEM;
}
