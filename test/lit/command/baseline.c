// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A baseline: what is known stays quiet, wherever it moves to; what is new is reported, what is gone is listed.
//
// RUN: rm -rf %t && mkdir -p %t/sub %t/.git && cp %S/Inputs/dma.h %t && sed '/^\/\//d' %s > %t/a.c
// RUN: sh -c 'cd %t && %dma-lint --write-baseline=known a.c -- 2>&1; echo status $?' | FileCheck --check-prefix=WRITE %s
// RUN: FileCheck --check-prefix=FILE --input-file=%t/known %s
// RUN: sh -c 'cd %t && %dma-lint --baseline=known a.c -- 2>&1; echo status $?' | FileCheck --check-prefix=SAME %s
// RUN: sh -c 'cd %t/sub && %dma-lint --baseline=../known ../a.c -- 2>&1; echo status $?' | FileCheck --check-prefix=SAME %s
//
// Edits elsewhere, other names of variables, another indentation:
// RUN: sh -c 'cd %t && cp a.c old.c && sed "s/handle/mapped/g; s/^\t/    /; 1i int before;\n" old.c > a.c'
// RUN: sh -c 'cd %t && %dma-lint --baseline=known a.c -- 2>&1; echo status $?' | FileCheck --check-prefix=SAME %s
// The function moves to another file, and the file to another name:
// RUN: sh -c 'cd %t && mv old.c sub/new.c && %dma-lint --baseline=known sub/new.c -- -I. 2>&1; echo status $?' | FileCheck --check-prefix=SAME %s
// One more of the same kind is new, and nothing else is:
// RUN: sh -c 'cd %t && cp sub/new.c a.c && (cat a.c; sed -n "/^int one/,/^}/{s/int one/int three/;p}" a.c) > b.c && mv b.c a.c'
// RUN: sh -c 'cd %t && %dma-lint --baseline=known a.c -- 2>&1; echo status $?' | FileCheck --check-prefix=NEW %s
// One is mended:
// RUN: sh -c 'cd %t && sed "/^int two/,/^}/d" sub/new.c > a.c && %dma-lint --baseline=known a.c -- 2>&1; echo status $?' | FileCheck --check-prefix=GONE %s
// ... and is not called gone where its rule did not run:
// RUN: sh -c 'cd %t && %dma-lint --checks=-*,dma-map-* --baseline=known a.c -- 2>&1; echo status $?' | FileCheck --check-prefix=OFF %s
// Both options: the old one decides, the new one is written.
// RUN: sh -c 'cd %t && cp sub/new.c a.c && head -2 known > none && %dma-lint --baseline=none --write-baseline=none a.c -- >/dev/null 2>&1; echo status $? && cmp known none && echo equal' | FileCheck --check-prefix=BOTH %s
// What is none is said, and hides nothing:
// RUN: sh -c 'cd %t && printf "<<<<<<< ours\n" >> none && %dma-lint --baseline=none a.c -- 2>&1; echo status $?' | FileCheck --check-prefix=BAD %s
// RUN: sh -c 'cd %t && %dma-lint --baseline=missing a.c -- 2>&1; echo status $?' | FileCheck --check-prefix=MISSING %s
// RUN: sh -c 'cd %t && %dma-lint --write-baseline=no/such/file a.c -- 2>&1; echo status $?' | FileCheck --check-prefix=UNWRITTEN %s
//
// WRITE-NOT: warning:
// WRITE: dma-lint: 1 file, 0 findings, 2 known, {{[0-9.]+}} s
// WRITE: status 0
//
// FILE: # dma-lint baseline 1:
// FILE: {{^}}dma-unchecked-map{{	}}a.c{{	}}one{{	}}result of dma_map_single() is used without a test by dma_mapping_error(){{	}}dma_map_single(struct ring.buf){{$}}
// FILE-NEXT: {{^}}dma-unmap-size-mismatch{{	}}a.c{{	}}two{{	.*$}}
// FILE-NOT: {{.}}
//
// SAME-NOT: warning:
// SAME-NOT: gone:
// SAME: dma-lint: 1 file, 0 findings, 2 known, {{[0-9.]+}} s
// SAME: status 0
//
// NEW: a.c:{{[0-9]+}}:{{.*}} [dma-unchecked-map]
// NEW-NEXT: handle = dma_map_single(
// NEW: dma-lint: 1 file, 1 finding (1 high), 2 known, {{[0-9.]+}} s
// NEW: status 1
//
// GONE: dma-lint: gone: a.c: two(): dma_unmap_single() with different size than mapped [dma-unmap-size-mismatch]
// GONE-NOT: gone:
// GONE: dma-lint: 1 file, 0 findings, 1 known, 1 gone, {{[0-9.]+}} s
// GONE: status 0
//
// OFF-NOT: gone:
// OFF: dma-lint: 1 file, 0 findings, {{[0-9.]+}} s
//
// BOTH: status 1
// BOTH-NEXT: equal
//
// BAD: dma-lint: error: none: not a baseline: line 5: a finding has five parts
// BAD: [dma-unchecked-map]
// BAD: status 2
// MISSING: dma-lint: error: missing: no baseline can be read from it: No such file or directory
// MISSING: [dma-unchecked-map]
// MISSING: status 2
// UNWRITTEN: dma-lint: error: no/such/file: cannot be written: No such file or directory
// UNWRITTEN: status 2
#include "dma.h"

struct ring {
	struct device *dev;
	void *buf;
};

int one(struct ring *ring, volatile void *reg)
{
	dma_addr_t handle = dma_map_single(ring->dev, ring->buf, 64, DMA_TO_DEVICE);

	writel(handle, reg);
	dma_unmap_single(ring->dev, handle, 64, DMA_TO_DEVICE);
	return 0;
}

int two(struct ring *ring, volatile void *reg)
{
	dma_addr_t handle = dma_map_single(ring->dev, ring->buf, 64, DMA_TO_DEVICE);

	if (dma_mapping_error(ring->dev, handle))
		return -12;
	writel(handle, reg);
	dma_unmap_single(ring->dev, handle, 32, DMA_TO_DEVICE);
	return 0;
}
