// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The bits above 32 travel in a word that has other things in it, shifted by less than 32.

// CHECK-NOT: warning:

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/pci.h>

#define UPPER_BITS(addr) ((u32)(((addr) >> 12) & 0x3ff00000))

struct mailbox {
	struct pci_dev *pdev;
	dma_addr_t buf;
	u32 words[3];
};

int probe(struct mailbox *m)
{
	return dma_set_mask_and_coherent(&m->pdev->dev, DMA_BIT_MASK(42));
}

void packed_good(struct mailbox *m, u32 command)
{
	m->words[0] = command;
	m->words[1] = UPPER_BITS(m->buf) | 1;
	m->words[2] = (u32)m->buf;
}
