// RUN: %dma-lint %s -- %shim 2>&1 | FileCheck %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A driver that asks twice: what it maps for some kinds it unmaps for the same kinds. Between the two
// the kind is one of a few, and nothing in between them.

// CHECK-NOT: warning:
// CHECK: 0 findings

#include <linux/dma-mapping.h>
#include <linux/io.h>

enum kind { KIND_READ = 1, KIND_RESET, KIND_WRITE, KIND_ABORT, KIND_VENDOR = 200 };

struct command {
	enum kind kind;
	void *buf;
	size_t len;
	void __iomem *regs;
};

int by_switch_good(struct device *dev, struct command *cmd, enum kind kind)
{
	dma_addr_t dma = 0;

	switch (kind) {
	case KIND_READ:
	case KIND_WRITE:
	case KIND_VENDOR:
		dma = dma_map_single(dev, cmd->buf, cmd->len, DMA_BIDIRECTIONAL);
		if (dma_mapping_error(dev, dma))
			return -ENOMEM;
		writel(lower_32_bits(dma), cmd->regs);
		break;
	default:
		break;
	}
	writel(kind, cmd->regs + 4);
	switch (kind) {
	case KIND_VENDOR:
	case KIND_WRITE:
	case KIND_READ:
		dma_unmap_single(dev, dma, cmd->len, DMA_BIDIRECTIONAL);
		break;
	default:
		break;
	}
	return 0;
}

int by_tests_good(struct device *dev, struct command *cmd, unsigned int kind)
{
	dma_addr_t dma = 0;

	if (kind == KIND_READ || kind == KIND_WRITE) {
		dma = dma_map_single(dev, cmd->buf, cmd->len, DMA_BIDIRECTIONAL);
		if (dma_mapping_error(dev, dma))
			return -ENOMEM;
		writel(lower_32_bits(dma), cmd->regs);
		if (kind != KIND_WRITE && kind != KIND_READ)
			return -EINVAL;
		dma_unmap_single(dev, dma, cmd->len, DMA_BIDIRECTIONAL);
	}
	return 0;
}

int by_assignment_good(struct device *dev, struct command *cmd, bool write)
{
	int kind = write ? KIND_WRITE : KIND_READ;
	dma_addr_t dma = dma_map_single(dev, cmd->buf, cmd->len, DMA_BIDIRECTIONAL);

	if (dma_mapping_error(dev, dma))
		return -ENOMEM;
	writel(lower_32_bits(dma), cmd->regs);
	switch (kind) {
	case KIND_READ:
	case KIND_WRITE:
		dma_unmap_single(dev, dma, cmd->len, DMA_BIDIRECTIONAL);
		break;
	}
	return 0;
}
