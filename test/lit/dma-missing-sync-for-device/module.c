// RUN: not %dma-lint --whole-modules %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Mapped by one function, synced and written by another, and handed back by none of the module.

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/string.h>

struct stream {
	struct device *dev;
	void __iomem *regs;
	dma_addr_t keys_dma;
	u8 keys[64];
	u8 *cells;
	dma_addr_t cells_dma;
	u32 *table;
	dma_addr_t table_dma;
	u8 *log;
	dma_addr_t log_dma;
};

int open_keys(struct stream *s)
{
	s->keys_dma = dma_map_single(s->dev, s->keys, sizeof(s->keys), DMA_TO_DEVICE);
	return dma_mapping_error(s->dev, s->keys_dma) ? -ENOMEM : 0;
}

int open_cells(struct stream *s)
{
	s->cells_dma = dma_map_single(s->dev, s->cells, 4096, DMA_FROM_DEVICE);
	return dma_mapping_error(s->dev, s->cells_dma) ? -ENOMEM : 0;
}

int open_table(struct stream *s)
{
	s->table_dma = dma_map_single(s->dev, s->table, 4096, DMA_BIDIRECTIONAL);
	return dma_mapping_error(s->dev, s->table_dma) ? -ENOMEM : 0;
}

int open_log(struct stream *s)
{
	s->log_dma = dma_map_single(s->dev, s->log, 4096, DMA_FROM_DEVICE);
	return dma_mapping_error(s->dev, s->log_dma) ? -ENOMEM : 0;
}

void close_all(struct stream *s)
{
	dma_unmap_single(s->dev, s->keys_dma, sizeof(s->keys), DMA_TO_DEVICE);
	dma_unmap_single(s->dev, s->cells_dma, 4096, DMA_FROM_DEVICE);
	dma_unmap_single(s->dev, s->table_dma, 4096, DMA_BIDIRECTIONAL);
	dma_unmap_single(s->dev, s->log_dma, 4096, DMA_FROM_DEVICE);
}

/* The buffer is a part of the structure. */
void set_keys_bad(struct stream *s, const u8 *key, size_t len)
{
	dma_sync_single_for_cpu(s->dev, s->keys_dma, sizeof(s->keys), DMA_TO_DEVICE);
	memcpy(s->keys, key, len);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}'keys' of struct stream{{.*}}[dma-missing-sync-for-device]
	writel(len, s->regs);
}

/* Cleared, so that new cells can be told from old ones: the zeros may reach memory after the cells. */
void take_cells_bad(struct stream *s, u8 *to)
{
	dma_sync_single_for_cpu(s->dev, s->cells_dma, 4096, DMA_FROM_DEVICE);
	memcpy(to, s->cells, 4096);
	memset(s->cells, 0, 4096);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}'cells' of struct stream{{.*}}[dma-missing-sync-for-device]
	writel(1, s->regs);
}

/* Handed back by another function. */
void change_table_good(struct stream *s, int n, u32 value)
{
	dma_sync_single_for_cpu(s->dev, s->table_dma, 4096, DMA_BIDIRECTIONAL);
	s->table[n] = value;
}

void use_table_good(struct stream *s)
{
	dma_sync_single_for_device(s->dev, s->table_dma, 4096, DMA_BIDIRECTIONAL);
	writel(2, s->regs);
}

/* Read only: nothing has to be handed back. */
void take_log_good(struct stream *s, u8 *to)
{
	dma_sync_single_for_cpu(s->dev, s->log_dma, 4096, DMA_FROM_DEVICE);
	memcpy(to, s->log, 4096);
	writel(3, s->regs);
}
