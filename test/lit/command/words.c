// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Which files of a database mention the API: wrappers are functions of their headers, not words that stand before some
// parenthesis there; and what a source includes as "piece.c" is its own.
//
// RUN: rm -rf %t && mkdir -p %t/b && cp -r %S/Inputs/words %S/Inputs/dma.h %t/
// RUN: printf '[{"directory": "%%s", "file": "../words/whole.c", "command": "cc -c ../words/whole.c"},{"directory": "%%s", "file": "../words/bystander.c", "command": "cc -c ../words/bystander.c"},{"directory": "%%s", "file": "../words/user.c", "command": "cc -c ../words/user.c"}]' %t/b %t/b %t/b > %t/compile_commands.json
// RUN: sh -c 'cd %t && %dma-lint -p . 2>&1; echo status $?' | FileCheck %s
// CHECK-DAG: words/piece.c:5:{{.*}}[dma-unchecked-map]
// CHECK-DAG: words/words.h:20:{{.*}}[dma-unchecked-map]
// CHECK: dma-lint: 2 files (1 that do not mention the API left out), 2 findings
// CHECK: status 1
