// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Command lines that leave open what to lint, or how.
//
// RUN: cp %S/Inputs/bad.c %t.c
// RUN: sh -c '%dma-lint /dev/null 2>&1; echo status $?' | FileCheck --check-prefix=DEVICE %s
// RUN: sh -c '%dma-lint 2>&1; echo status $?' | FileCheck --check-prefix=NOTHING %s
// RUN: sh -c '%dma-lint -p . %t.c -- -O2 2>&1; echo status $?' | FileCheck --check-prefix=BOTH %s
//
// DEVICE: dma-lint: error: /dev/null: is not a regular file
// DEVICE: status 2
// NOTHING: dma-lint: error: nothing to lint: name files, or -p DIR
// NOTHING: status 2
// BOTH: dma-lint: error: -p and flags after -- exclude each other
// BOTH: status 2
