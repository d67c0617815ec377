// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Unmapped by something else than the handle.

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>

struct xfer {
	struct device *dev;
	void *buf, *cmd;
	dma_addr_t dma;
	void __iomem *regs;
};

int offset_bad(struct xfer *x, size_t len)
{
	dma_addr_t dma = dma_map_single(x->dev, x->buf, len, DMA_TO_DEVICE);

	if (dma_mapping_error(x->dev, dma))
		return -ENOMEM;
	dma += 14;
	writeq(dma, x->regs);
	dma_unmap_single(x->dev, dma, len, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unmap-handle-mismatch]
	return 0;
}

int buffer_bad(struct xfer *x)
{
	dma_addr_t dma = dma_map_single(x->dev, x->buf, 64, DMA_TO_DEVICE);

	if (dma_mapping_error(x->dev, dma))
		return -ENOMEM;
	writeq(dma, x->regs);
	dma_unmap_single(x->dev, (dma_addr_t)(uintptr_t)x->buf, 64, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unmap-handle-mismatch]
	return 0;
}

/* Copied from the line above, and not changed everywhere. */
int copied_line_bad(struct xfer *x)
{
	dma_addr_t cmd, data;

	cmd = dma_map_single(x->dev, x->cmd, 16, DMA_TO_DEVICE);
	if (dma_mapping_error(x->dev, cmd))
		return -ENOMEM;
	data = dma_map_single(x->dev, x->buf, 512, DMA_FROM_DEVICE);
	if (dma_mapping_error(x->dev, data)) {
		dma_unmap_single(x->dev, cmd, 16, DMA_TO_DEVICE);
		return -ENOMEM;
	}
	writeq(cmd, x->regs);
	writeq(data, x->regs);
	dma_unmap_single(x->dev, cmd, 16, DMA_TO_DEVICE);
	dma_unmap_single(x->dev, cmd, 512, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unmap-handle-mismatch]
	return 0;
}

/* The device is told about the piece behind, too, with the same variable. */
int moved_on_bad(struct xfer *x, size_t len)
{
	dma_addr_t dma = dma_map_single(x->dev, x->buf, len, DMA_TO_DEVICE);

	if (dma_mapping_error(x->dev, dma))
		return -ENOMEM;
	writeq(dma, x->regs);
	dma += len;
	writeq(dma, x->regs);
	dma_unmap_single(x->dev, dma, len, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unmap-handle-mismatch]
	return 0;
}
