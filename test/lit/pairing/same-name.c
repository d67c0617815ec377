// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Two drivers have a record of the same name. One tests its handle, the other one does not.
//
// RUN: rm -rf %t && mkdir -p %t/a %t/b && cp %s %t/a/a.c && cp %s %t/b/b.c
// RUN: %dma-lint --dump-ir -o %t/a.ir %t/a/a.c -- %shim -DTESTS '-DKBUILD_MODNAME="a"'
// RUN: %dma-lint --dump-ir -o %t/b.ir %t/b/b.c -- %shim '-DKBUILD_MODNAME="b"'
// RUN: not %dma-lint-ir %t/a.ir %t/b.ir | FileCheck %s --implicit-check-not=warning:
// CHECK: b.c:{{[0-9]+}}:{{[0-9]+}}: warning: {{.*}}[dma-unchecked-map]

#include <linux/dma-mapping.h>
#include <linux/errno.h>

struct ring_info {
	void *data;
	dma_addr_t mapping;
};

#ifdef TESTS
int check(struct device *dev, struct ring_info *ri)
{
	return dma_mapping_error(dev, ri->mapping) ? -ENOMEM : 0;
}
#endif

void fill(struct device *dev, struct ring_info *ri)
{
	ri->mapping = dma_map_single(dev, ri->data, 64, DMA_FROM_DEVICE);
}

void drain(struct device *dev, struct ring_info *ri)
{
	dma_unmap_single(dev, ri->mapping, 64, DMA_FROM_DEVICE);
}
