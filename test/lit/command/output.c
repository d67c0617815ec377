// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// -o writes the file whole, replaces what was there, leaves nothing else, and can write to a device.
//
// RUN: rm -rf %t && mkdir %t && echo old > %t/out
// RUN: not %dma-lint -o %t/out %S/Inputs/bad.c -- 2>&1 | FileCheck --check-prefix=STDOUT %s
// RUN: FileCheck --input-file=%t/out %s
// RUN: ls %t | count 1
// RUN: not %dma-lint -o /dev/null %S/Inputs/bad.c --
// RUN: test -c /dev/null
// RUN: sh -c '%dma-lint -o %t/gone/out %S/Inputs/good.c -- 2>&1; echo status $?' | FileCheck --check-prefix=GONE %s
// RUN: sh -c '%dma-lint %S/Inputs/bad.c -- 2>&1 >/dev/full; echo status $?' | FileCheck --check-prefix=FULL %s
// RUN: not %dma-lint --color=always %S/Inputs/bad.c -- 2>/dev/null | FileCheck --check-prefix=COLOR %s
// RUN: not sh -c 'cd %S && %dma-lint Inputs/bad.c -- 2>/dev/null' | FileCheck --check-prefix=RELATIVE %s
//
// STDOUT-NOT: warning
// STDOUT: dma-lint: 1 file, 2 findings
// CHECK-NOT: old
// CHECK: [dma-unchecked-map]
// GONE: dma-lint: error: {{.*}}out: cannot be written: No such file or directory
// GONE: status 2
// FULL: dma-lint: error: stdout: cannot be written: No space left on device
// FULL: status 2
// COLOR: {{.*}}warning:{{.}}[0m
// RELATIVE: {{^}}Inputs/bad.c:7:
