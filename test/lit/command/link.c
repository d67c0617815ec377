// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The plugin writes a unit for each file it compiles and says nothing; the command links them and
// finds what neither file shows by itself.
//
// UNSUPPORTED: sanitized
// RUN: rm -rf %t && mkdir -p %t/src/module && cp %S/Inputs/dma.h %t/src && cp %S/Inputs/module/* %t/src/module
// RUN: %dma-lint %t/src/module/fill.c -- 2>&1 | FileCheck --check-prefix=ALONE %s
// RUN: %dma-lint %t/src/module/empty.c -- 2>&1 | FileCheck --check-prefix=ALONE %s
// RUN: sh -c 'cd %t/src/module && %clang -fplugin=%plugin -fplugin-arg-dma_lint-units=../../units -c fill.c -o fill.o 2>&1' | count 0
// RUN: sh -c 'cd %t/src/module && %clang -fplugin=%plugin -fplugin-arg-dma_lint-units=../../units -c empty.c -o empty.o 2>&1' | count 0
// RUN: ls -A %t/units | count 2
// RUN: not sh -c 'cd %t && %dma-lint units 2>&1' | FileCheck --check-prefix=LINK %s
//
// The order does not matter, a file by its source replaces its unit, and twice is once.
// RUN: not sh -c '%dma-lint --quiet %t/units/*+empty.c.ir %t/units/*+fill.c.ir' >%t/two
// RUN: not sh -c '%dma-lint --quiet %t/units %t/units/*+fill.c.ir' >%t/three
// RUN: not sh -c '%dma-lint --quiet %t/units %t/src/module/empty.c --' >%t/four
// RUN: cmp %t/two %t/three
// RUN: cmp %t/two %t/four
// RUN: sh -c 'sed -i s/DMA_TO_DEVICE/DMA_FROM_DEVICE/ %t/src/module/empty.c; %dma-lint %t/units %t/src/module/empty.c -- 2>&1' | FileCheck --check-prefix=MENDED %s
//
// What --dump-ir wrote is a unit as well, or several.
// RUN: %dma-lint --dump-ir -o %t/all.ir %t/src/module/fill.c %t/src/module/empty.c %S/Inputs/bad.c --
// RUN: not %dma-lint %t/all.ir 2>&1 | FileCheck --check-prefix=DUMP %s
//
// ALONE-NOT: warning
// ALONE: 1 file, 0 findings
// LINK: {{^}}src/module/empty.c:7:{{.*}} [dma-unmap-direction-mismatch]
// LINK: {{^}}src/module/fill.c:7:{{[0-9]+}}: note:
// LINK: dma-lint: 2 files, 1 finding
// MENDED-NOT: warning
// MENDED: dma-lint: 3 files, 0 findings
// DUMP-DAG: bad.c:7:{{.*}} [dma-unchecked-map]
// DUMP-DAG: bad.c:21:{{.*}} [dma-unmap-size-mismatch]
// DUMP: dma-lint: 1 file, 2 findings
