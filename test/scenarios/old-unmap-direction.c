// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A buffer is mapped and unmapped by the names of 2.6, in two directions.
// expect: dma-unmap-direction-mismatch
// lint: dma-unmap-direction-mismatch, dma-deprecated-pci-dma -- it says, too, that the names are old
// kernel: not asked -- the old names are gone from 6.12

#include <linux/dma-compat.h>
#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	struct pci_dev *pdev = to_pci_dev(dev);
	void *buf = kzalloc(512, GFP_KERNEL);
	dma_addr_t dma;

	if (!buf)
		return -ENOMEM;
	dma = pci_map_single(pdev, buf, 512, PCI_DMA_FROMDEVICE);
	if (pci_dma_mapping_error(pdev, dma))
		goto free;
	writeq(dma, scenario_registers(dev));
	pci_unmap_single(pdev, dma, 512, PCI_DMA_BIDIRECTIONAL);
free:
	kfree(buf);
	return 0;
}
