// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// An interrupt ends the workers, prints what was found so far, and leaves no file behind.
//
// RUN: rm -rf %t && mkdir %t && cp %S/Inputs/bad.c %S/Inputs/good.c %S/Inputs/dma.h %t
// RUN: printf '#!/bin/sh\ncase "$2" in *good.c) echo $$ > %t/pid; kill -INT $PPID; exec sleep 60;; esac\nexec %dma-lint-worker "$@"\n' > %t/worker && chmod +x %t/worker
// RUN: sh -c 'DMA_LINT_WORKER=%t/worker %dma-lint -j 1 -o %t/out %t/bad.c %t/good.c -- 2>&1; echo status $?' | FileCheck %s
// RUN: FileCheck --check-prefix=OUT --input-file=%t/out %s
// RUN: not sh -c 'kill -0 $(cat %t/pid) 2>/dev/null'
// RUN: ls %t | count 6
//
// CHECK: dma-lint: 2 files, 2 findings (2 high), 1 not checked, {{[0-9.]+}} s (interrupted)
// CHECK: status 130
// OUT: [dma-unchecked-map]
