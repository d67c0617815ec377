// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A page's number within the lower half is no upper half.

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/pci.h>

struct mailbox {
	struct pci_dev *pdev;
	dma_addr_t buf;
	u32 words[3];
};

int probe(struct mailbox *m)
{
	return dma_set_mask_and_coherent(&m->pdev->dev, DMA_BIT_MASK(42));
}

void page_bad(struct mailbox *m, u32 command)
{
	m->words[0] = command;
	m->words[1] = (u32)((m->buf >> 12) & 0xfff) | 1;
	m->words[2] = (u32)m->buf;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-addr-truncated]
}
