// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Everything that is not C source is named, with a reason; the others are still linted.
//
// RUN: rm -rf %t && mkdir -p %t/dir
// RUN: printf 'int x;\000' > %t/binary.c
// RUN: printf 'text' > %t/notes.txt
// RUN: ln -s gone.c %t/dangling.c
// RUN: sh -c '%dma-lint %t/missing.c %t/dir %t/binary.c %t/notes.txt %t/dangling.c %S/Inputs/bad.c -- 2>&1; echo status $?' | FileCheck %s
//
// CHECK-DAG: dma-lint: error: {{.*}}missing.c: No such file or directory
// CHECK-DAG: dma-lint: error: {{.*}}dir: is a directory
// CHECK-DAG: dma-lint: error: {{.*}}binary.c: is a binary file
// CHECK-DAG: dma-lint: error: {{.*}}notes.txt: is not C source
// CHECK-DAG: dma-lint: error: {{.*}}dangling.c: No such file or directory
// CHECK-DAG: [dma-unchecked-map]
// CHECK-DAG: dma-lint: 6 files, 2 findings (2 high), 5 not checked
// CHECK: status 2
