// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Progress: not into a pipe, unless it is wanted; on a terminal a line that goes away again.
//
// RUN: sh -c '%dma-lint %S/Inputs/good.c %S/Inputs/bad.c -- 2>&1; true' | FileCheck --check-prefix=NONE %s
// RUN: sh -c '%dma-lint --progress=always %S/Inputs/good.c -- 2>&1' | FileCheck --check-prefix=LOG %s
// RUN: sh -c 'script -qec "%dma-lint %S/Inputs/good.c --" /dev/null' | FileCheck --check-prefix=TERMINAL %s
// RUN: sh -c 'script -qec "%dma-lint --progress=never %S/Inputs/good.c --" /dev/null' | FileCheck --check-prefix=NONE %s
// RUN: sh -c '%dma-lint --progress=maybe %S/Inputs/good.c -- 2>&1; echo status $?' | FileCheck --check-prefix=MAYBE %s
//
// NONE-NOT: 0 of
// NONE-NOT: groups of
// NONE: dma-lint: {{[12]}} file{{s?}}, {{[02]}} findings
// LOG: {{^}}dma-lint: 0 of 1 files{{$}}
// LOG: {{^}}dma-lint: 0 of 1 groups of files analysed{{$}}
// LOG: {{^}}dma-lint: 1 file, 0 findings
// TERMINAL: dma-lint: 0 of 1 files{{.}}{{.}}[Kdma-lint: 0 of 1 groups of files analysed{{.}}{{.}}[Kdma-lint: 1 file, 0 findings
// MAYBE: unknown --progress 'maybe' (auto, always or never)
// MAYBE: status 2
