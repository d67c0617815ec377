// RUN: not %dma-lint --whole-modules %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The two syncs differ in a word, and only one of them moves data.

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/string.h>

struct stream {
	struct device *dev;
	void __iomem *regs;
	u8 *in;
	dma_addr_t in_dma;
	u8 *out;
	dma_addr_t out_dma;
	u8 *log;
	dma_addr_t log_dma;
};

int stream_open(struct stream *s)
{
	s->in_dma = dma_map_single(s->dev, s->in, 4096, DMA_FROM_DEVICE);
	if (dma_mapping_error(s->dev, s->in_dma))
		return -ENOMEM;
	s->out_dma = dma_map_single(s->dev, s->out, 4096, DMA_TO_DEVICE);
	if (dma_mapping_error(s->dev, s->out_dma)) {
		dma_unmap_single(s->dev, s->in_dma, 4096, DMA_FROM_DEVICE);
		return -ENOMEM;
	}
	s->log_dma = dma_map_single(s->dev, s->log, 4096, DMA_FROM_DEVICE);
	if (dma_mapping_error(s->dev, s->log_dma)) {
		dma_unmap_single(s->dev, s->out_dma, 4096, DMA_TO_DEVICE);
		dma_unmap_single(s->dev, s->in_dma, 4096, DMA_FROM_DEVICE);
		return -ENOMEM;
	}
	return 0;
}

void stream_close(struct stream *s)
{
	dma_unmap_single(s->dev, s->log_dma, 4096, DMA_FROM_DEVICE);
	dma_unmap_single(s->dev, s->out_dma, 4096, DMA_TO_DEVICE);
	dma_unmap_single(s->dev, s->in_dma, 4096, DMA_FROM_DEVICE);
}

void stream_received_bad(struct stream *s, u8 *to, size_t len)
{
	dma_sync_single_for_device(s->dev, s->in_dma, len, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}'in_dma' of struct stream for the CPU [dma-sync-wrong-way]
	memcpy(to, s->in, len);
}

void stream_send_bad(struct stream *s, const u8 *from, size_t len)
{
	memcpy(s->out, from, len);
	dma_sync_single_for_cpu(s->dev, s->out_dma, len, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}'out_dma' of struct stream for the device [dma-sync-wrong-way]
	writel(len, s->regs);
}

/* The order is right, the names are not: twice the same. */
void stream_log_bad(struct stream *s, u8 *to, size_t len)
{
	dma_sync_single_range_for_device(s->dev, s->log_dma, 64, len, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}'log_dma' of struct stream for the CPU [dma-sync-wrong-way]
	memcpy(to, s->log + 64, len);
	dma_sync_single_range_for_device(s->dev, s->log_dma, 64, len, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}'log_dma' of struct stream for the CPU [dma-sync-wrong-way]
}
