// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Each status of the command, and that 2 wins over 1 while findings are still printed.
//
// RUN: %dma-lint %S/Inputs/good.c -- 2>%t.err
// RUN: FileCheck --check-prefix=GOOD --input-file=%t.err %s
// RUN: not %dma-lint %S/Inputs/bad.c -- >%t.out 2>%t.err
// RUN: FileCheck --check-prefix=BAD --input-file=%t.out %s
// RUN: FileCheck --check-prefix=BAD-SUM --input-file=%t.err %s
// RUN: sh -c '%dma-lint %S/Inputs/bad.c -- >/dev/null 2>&1; echo status $?' | FileCheck --check-prefix=ONE %s
// RUN: sh -c '%dma-lint %S/Inputs/broken.c %S/Inputs/bad.c -- 2>&1; echo status $?' | FileCheck --check-prefix=BOTH %s
// RUN: sh -c '%dma-lint --quiet %S/Inputs/bad.c -- 2>&1; echo status $?' | FileCheck --check-prefix=QUIET %s
//
// GOOD: dma-lint: 1 file, 0 findings, {{[0-9.]+}} s
//
// BAD: bad.c:7:{{[0-9]+}}: warning: {{.*}} [dma-unchecked-map]
// BAD-NEXT: dma_addr_t handle = dma_map_single(
// BAD-NEXT: {{^[[:space:]]+}}^
// BAD: bad.c:21:{{[0-9]+}}: warning: {{.*}} [dma-unmap-size-mismatch]
// BAD: bad.c:{{[0-9]+}}:{{[0-9]+}}: note:
// BAD-SUM: dma-lint: 1 file, 2 findings (2 high), {{[0-9.]+}} s
//
// ONE: status 1
//
// BOTH-NOT: errors generated
// BOTH-DAG: broken.c:4:{{[0-9]+}}: error:
// BOTH-DAG: dma-lint: error: {{.*}}broken.c: not checked: it does not parse
// BOTH-DAG: bad.c:7:{{[0-9]+}}: warning: {{.*}} [dma-unchecked-map]
// BOTH-DAG: dma-lint: 2 files, 2 findings (2 high), 1 not checked, {{[0-9.]+}} s
// BOTH: status 2
//
// QUIET-NOT: dma_addr_t
// QUIET-NOT: dma-lint: 1 file
// QUIET: [dma-unmap-size-mismatch]
// QUIET: status 1
