// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// As kbuild calls its checker: sparse's flags, the compiler's, the file; status 0 but for errors.
//
// RUN: rm -rf %t && mkdir %t && cp %S/Inputs/*.c %S/Inputs/dma.h %t
// RUN: sh -c 'cd %t && %dma-lint --kbuild -D__linux__ -Dlinux -Wbitwise -Wno-return-void -Wno-unknown-attribute --arch=x86 -mlittle-endian -m64 -Wp,-MMD,.bad.o.d -fconserve-stack -D__KERNEL__ bad.c 2>&1; echo status $?' | FileCheck --check-prefix=BAD %s
// RUN: not ls %t/.bad.o.d
// RUN: sh -c 'cd %t && %dma-lint --min-confidence=high --kbuild -D__KERNEL__ good.c 2>&1; echo status $?' | FileCheck --check-prefix=GOOD %s
// RUN: sh -c 'cd %t && %dma-lint --warnings-as-errors="dma-unmap-*" --kbuild -D__KERNEL__ bad.c 2>&1; echo status $?' | FileCheck --check-prefix=ERROR %s
// RUN: sh -c 'cd %t && %dma-lint --kbuild broken.c 2>&1; echo status $?' | FileCheck --check-prefix=BROKEN %s
// RUN: sh -c 'cd %t && %dma-lint --kbuild 2>&1; echo status $?' | FileCheck --check-prefix=NOTHING %s
//
// BAD: {{^}}bad.c:7:{{.*}}warning:{{.*}}[dma-unchecked-map]
// BAD-NOT: dma-lint:
// BAD: status 0
// GOOD-NOT: {{.}}
// GOOD: status 0
// ERROR: warning:{{.*}}[dma-unchecked-map]
// ERROR: error:{{.*}}[dma-unmap-size-mismatch]
// ERROR: status 1
// BROKEN: broken.c: not checked: it does not parse
// BROKEN: status 0
// NOTHING: --kbuild stands last
// NOTHING: status 2
