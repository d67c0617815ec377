// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A worker that crashes, hangs, is killed, or is not there costs what it was to do, nothing else.
//
// RUN: rm -rf %t && mkdir %t && cp %S/Inputs/good.c %S/Inputs/dma.h %t
// RUN: printf '#!/bin/sh\nkill -SEGV $$\n' > %t/crash && printf '#!/bin/sh\nexec sleep 60\n' > %t/hang
// RUN: printf '#!/bin/sh\nprintf "file.c\\0\\0nonsense" >&3\n' > %t/nonsense && printf '#!/bin/sh\necho short >&3\n' > %t/short && chmod +x %t/short && chmod +x %t/crash %t/hang %t/nonsense
// RUN: sh -c 'DMA_LINT_WORKER=%t/crash %dma-lint %t/good.c -- 2>&1; echo status $?' | FileCheck --check-prefix=CRASH %s
// RUN: sh -c 'DMA_LINT_WORKER=%t/hang %dma-lint --timeout=1 %t/good.c -- 2>&1; echo status $?' | FileCheck --check-prefix=HANG %s
// RUN: sh -c 'DMA_LINT_WORKER=%t/nonsense %dma-lint %t/good.c -- 2>&1; echo status $?' | FileCheck --check-prefix=NONSENSE %s
// RUN: sh -c 'DMA_LINT_WORKER=%t/short %dma-lint %t/good.c -- 2>&1; echo status $?' | FileCheck --check-prefix=SHORT %s
// RUN: sh -c 'DMA_LINT_WORKER=%t/gone %dma-lint %t/good.c -- 2>&1; echo status $?' | FileCheck --check-prefix=GONE %s
//
// CRASH: dma-lint: error: {{.*}}good.c: not checked: the worker crashed (Segmentation fault)
// CRASH: dma-lint: 1 file, 0 findings, 1 not checked
// CRASH: status 2
// HANG: dma-lint: error: {{.*}}good.c: not checked: not done after 1 s (--timeout)
// HANG: status 2
// NONSENSE: dma-lint: error: {{.*}}good.c: not checked: bad IR, line 1
// NONSENSE: status 2
// SHORT: dma-lint: error: {{.*}}good.c: not checked: bad IR, it has no end
// SHORT: status 2
// GONE: gone: No such file or directory
// GONE: status 2
