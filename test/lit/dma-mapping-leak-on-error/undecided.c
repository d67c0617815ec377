// RUN: not %dma-lint --whole-modules %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A question right before an unmap, which does not decide whether the path comes there.

#include <linux/dma-mapping.h>
#include <linux/io.h>

struct page_io {
	struct device *dev;
	void __iomem *regs;
};

struct page_op {
	bool ecc;
};

int enable_ecc(struct page_io *io);
void disable_ecc(struct page_io *io);
int wait_for_page(struct page_io *io);
void tell_address(struct page_io *io, dma_addr_t dma);

/* Others than this path come to the unmap whatever they were told of ecc: that does not decide. */
int write_page_bad(struct page_io *io, const struct page_op *op, void *buf, int len)
{
	dma_addr_t dma;
	int ret;

	dma = dma_map_single(io->dev, buf, len, DMA_TO_DEVICE);
	ret = dma_mapping_error(io->dev, dma);
	if (ret)
		return ret;
	tell_address(io, dma);
	if (op->ecc) {
		ret = enable_ecc(io);
		if (ret)
			goto out;
	}
	ret = wait_for_page(io);
	if (op->ecc)
		disable_ecc(io);
	dma_unmap_single(io->dev, dma, len, DMA_TO_DEVICE);
out:
	writel(0, io->regs);
	return ret;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-leak-on-error]
}

int write_page_good(struct page_io *io, const struct page_op *op, void *buf, int len)
{
	dma_addr_t dma;
	int ret;

	dma = dma_map_single(io->dev, buf, len, DMA_TO_DEVICE);
	ret = dma_mapping_error(io->dev, dma);
	if (ret)
		return ret;
	tell_address(io, dma);
	if (op->ecc) {
		ret = enable_ecc(io);
		if (ret)
			goto unmap;
	}
	ret = wait_for_page(io);
	if (op->ecc)
		disable_ecc(io);
unmap:
	dma_unmap_single(io->dev, dma, len, DMA_TO_DEVICE);
	writel(0, io->regs);
	return ret;
}
