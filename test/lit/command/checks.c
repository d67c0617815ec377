// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Which rules are checked, and how their findings are called.
//
// RUN: not %dma-lint --checks='-*,dma-unmap-*' %S/Inputs/bad.c -- 2>/dev/null | FileCheck --check-prefix=UNMAP %s
// RUN: not %dma-lint --checks='-dma-unmap-*' %S/Inputs/bad.c -- 2>/dev/null | FileCheck --check-prefix=OTHERS %s
// RUN: %dma-lint --checks='-dma-un*,-*' --checks=dma-map-stack %S/Inputs/bad.c -- | count 0
// RUN: not %dma-lint --warnings-as-errors='*,-dma-unmap-*' %S/Inputs/bad.c -- 2>/dev/null | FileCheck --check-prefix=ERRORS %s
// RUN: sh -c '%dma-lint --checks=dma-unchecked-map,dma-no-such-* %S/Inputs/bad.c -- 2>&1; echo status $?' | FileCheck --check-prefix=UNKNOWN %s
// RUN: sh -c '%dma-lint --warnings-as-errors=nope %S/Inputs/bad.c -- 2>&1; echo status $?' | FileCheck --check-prefix=NOPE %s
// RUN: sh -c '%dma-lint --checks=-* %S/Inputs/bad.c -- 2>&1; echo status $?' | FileCheck --check-prefix=NOTHING %s
// RUN: sh -c '%dma-lint --min-confidence=huge %S/Inputs/bad.c -- 2>&1; echo status $?' | FileCheck --check-prefix=HUGE %s
// RUN: sh -c '%dma-lint --cache-line=48 %S/Inputs/bad.c -- 2>&1; echo status $?' | FileCheck --check-prefix=LINE %s
// RUN: sh -c '%dma-lint --format=xml %S/Inputs/bad.c -- 2>&1; echo status $?' | FileCheck --check-prefix=FORMAT %s
// RUN: sh -c '%dma-lint -j 0 %S/Inputs/bad.c -- 2>&1; echo status $?' | FileCheck --check-prefix=JOBS %s
// RUN: sh -c '%dma-lint --frobnicate %S/Inputs/bad.c -- 2>&1; echo status $?' | FileCheck --check-prefix=FROB %s
//
// UNMAP-NOT: [dma-unchecked-map]
// UNMAP: [dma-unmap-size-mismatch]
// OTHERS-NOT: [dma-unmap-size-mismatch]
// OTHERS: [dma-unchecked-map]
// ERRORS: error: {{.*}} [dma-unchecked-map]
// ERRORS: warning: {{.*}} [dma-unmap-size-mismatch]
// UNKNOWN: dma-lint: error: no rule matches 'dma-no-such-*' (--list-checks names them)
// UNKNOWN: status 2
// NOPE: dma-lint: error: no rule matches 'nope'
// NOPE: status 2
// NOTHING: dma-lint: error: --checks leaves no rule to check
// NOTHING: status 2
// HUGE: dma-lint: error: unknown confidence 'huge' (high, medium or low)
// HUGE: status 2
// LINE: dma-lint: error: bad cache line size '48' (a power of two, 4 to 4096)
// LINE: status 2
// FORMAT: dma-lint: error: unknown --format 'xml' (text, json, sarif, html or github)
// FORMAT: status 2
// JOBS: dma-lint: error: -j '0' is not a number from 1 to 1024
// JOBS: status 2
// FROB: unrecognized option '--frobnicate'
// FROB: status 2
