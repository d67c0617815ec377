// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Consistent memory is freed with another size.
// expect: dma-free-size-mismatch
// lint: dma-free-size-mismatch, dma-deprecated-pci-dma -- it says, too, that the names are old
// kernel: not asked -- the old names are gone from 6.12

#include <linux/dma-compat.h>
#include <linux/dma-mapping.h>
#include <linux/io.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	struct pci_dev *pdev = to_pci_dev(dev);
	dma_addr_t dma;
	void *cpu = pci_alloc_consistent(pdev, 1024, &dma);

	if (!cpu)
		return -ENOMEM;
	writeq(dma, scenario_registers(dev));
	pci_free_consistent(pdev, 512, cpu, dma);
	return 0;
}
