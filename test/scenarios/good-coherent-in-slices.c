// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One piece of coherent memory serves as two rings; the device gets an address for each.
// expect: nothing

#include <linux/dma-mapping.h>
#include <linux/io.h>

#include "scenario.h"

struct ring {
	__le64 *desc;
	dma_addr_t dma;
};

int scenario(struct device *dev)
{
	struct ring tx, rx;

	tx.desc = dma_alloc_coherent(dev, 2048, &tx.dma, GFP_KERNEL);
	if (!tx.desc)
		return -ENOMEM;
	rx.desc = tx.desc + 128;
	rx.dma = tx.dma + 1024;
	rx.desc[0] = cpu_to_le64(1);
	writeq(tx.dma, scenario_registers(dev));
	writeq(rx.dma, scenario_registers(dev));
	dma_free_coherent(dev, 2048, tx.desc, tx.dma);
	return 0;
}
