// RUN: not %dma-lint %s -- %shim >%t 2>%t.err; FileCheck %s --implicit-check-not=warning: <%t
// RUN: FileCheck %s --check-prefix=STATUS <%t.err
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A driver of 2.6.26 in a tree with the two arguments. It does not compile; what it does apart from that is checked all the
// same.
// STATUS-NOT: not checked

#include <linux/dma-mapping.h>
#include <linux/io.h>

int handle_only_bad(struct device *dev, void *buf, void __iomem *regs)
{
	dma_addr_t dma = dma_map_single(dev, buf, 64, DMA_TO_DEVICE);

	if (dma_mapping_error(dma))
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}without a device{{.*}}[dma-mapping-error-arity]
		return -ENOMEM;
	writeq(dma, regs);
	dma_unmap_single(dev, dma, 64, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unmap-direction-mismatch]
	return 0;
}

int asked_for_success_bad(struct device *dev, void *buf, void __iomem *regs)
{
	dma_addr_t dma = dma_map_single(dev, buf, 64, DMA_TO_DEVICE);

	if (!dma_mapping_error(dma)) {
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-error-arity]
		writeq(dma, regs);
		dma_unmap_single(dev, dma, 64, DMA_TO_DEVICE);
		return 0;
	}
	return -ENOMEM;
}
