// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Comments that keep findings quiet, those of no use, and those that are wrong. The plugin obeys, too.
//
// RUN: not %dma-lint %s -- -I%S/Inputs >%t.out 2>%t.err
// RUN: FileCheck --input-file=%t.out %s
// RUN: FileCheck --check-prefix=ERR --input-file=%t.err %s
// RUN: %dma-lint --checks=-*,dma-double-unmap %s -- -I%S/Inputs 2>&1 | FileCheck --check-prefix=OFF %s
// RUN: %dma-lint --checks=-*,dma-map-* %s -- -I%S/Inputs -DNONE 2>&1 | FileCheck --check-prefix=UNUSED %s
// RUN: %clang -fplugin=%plugin -fsyntax-only -I%S/Inputs %s 2>&1 | FileCheck --check-prefix=PLUGIN %s
// RUN: rm -rf %t && mkdir -p %t && cp %s %S/Inputs/dma.h %t
// RUN: sh -c 'cd %t && echo "[{\"directory\":\"%t\",\"file\":\"suppress.c\",\"arguments\":[\"cc\",\"-DNONE\",\"suppress.c\"]},{\"directory\":\"%t\",\"file\":\"other.c\",\"arguments\":[\"cc\",\"other.c\"]}]" >compile_commands.json && echo "int x;" >other.c'
// RUN: sh -c 'cd %t && %dma-lint suppress.c 2>&1' | FileCheck --check-prefix=PART %s
// RUN: sh -c 'cd %t && %dma-lint suppress.c other.c 2>&1' | FileCheck --check-prefix=ERR-WHOLE %s
//
// CHECK-NOT: warning:
// CHECK: suppress.c:[[#@LINE+40]]:{{.*}} [dma-unchecked-map]
// CHECK-NOT: warning:
//
// ERR: suppress.c:[[#@LINE+37]]:67: warning: no rule is called 'dma-unchecked-maps' [dma-lint: ignore]
// ERR: suppress.c:[[#@LINE+45]]:2: warning: a reason is missing behind ignore[dma-unchecked-map] [dma-lint: ignore]
// ERR: suppress.c:[[#@LINE+53]]:1: note: there is nothing to ignore here [dma-map-stack]
// ERR: dma-lint: 1 file, 1 finding (1 high), 3 ignored in the source, {{[0-9.]+}} s
//
// OFF-NOT: nothing to ignore
// UNUSED: note: there is nothing to ignore here [dma-map-stack]
// PLUGIN-NOT: warning:
// PLUGIN: [[#@LINE+29]]:{{.*}} [dma-unchecked-map]
// PLUGIN-NOT: warning: {{.*}} [dma-
// PART-NOT: nothing to ignore
// ERR-WHOLE: note: there is nothing to ignore here [dma-map-stack]
#include "dma.h"

#ifndef NONE
int behind(struct device *dev, void *buf, volatile void *reg)
{
	dma_addr_t handle = dma_map_single(dev, buf, 64, DMA_TO_DEVICE); // dma-lint: ignore[dma-unchecked-map] ISA only

	writel(handle, reg);
	dma_unmap_single(dev, handle, 64, DMA_TO_DEVICE);
	return 0;
}

int above(struct device *dev, void *buf, volatile void *reg)
{
	/* dma-lint: ignore[dma-unchecked-*] this bus has no IOMMU */
	dma_addr_t handle =
		dma_map_single(dev, buf, 64, DMA_TO_DEVICE);

	writel(handle, reg);
	dma_unmap_single(dev, handle, 64, DMA_TO_DEVICE);
	return 0;
}

int mistyped(struct device *dev, void *buf, volatile void *reg)
{
	dma_addr_t handle = dma_map_single(dev, buf, 64, DMA_TO_DEVICE); /* dma-lint: ignore[dma-unchecked-maps] why */

	writel(handle, reg);
	dma_unmap_single(dev, handle, 64, DMA_TO_DEVICE);
	return 0;
}

int without_reason(struct device *dev, void *buf, volatile void *reg)
{
	/* dma-lint: ignore[dma-unchecked-map] */
	dma_addr_t handle = dma_map_single(dev, buf, 64, DMA_TO_DEVICE);

	writel(handle, reg);
	dma_unmap_single(dev, handle, 64, DMA_TO_DEVICE);
	return 0;
}
#endif

/* dma-lint: ignore[dma-map-stack] it was one once */
int nothing(void);
