// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Loaded into any other Clang of this machine, the plugin says so instead of crashing or naming a
// symbol; loaded into its own, it says nothing.
//
// UNSUPPORTED: sanitized
// RUN: %clang -fplugin=%plugin -c %S/Inputs/good.c -o %t.o 2>&1 | count 0
// RUN: sh %S/Inputs/other-clangs.sh %clang %plugin %S/Inputs/good.c > %t.out
// RUN: FileCheck --allow-empty --input-file=%t.out %s
//
// CHECK-NOT: symbol
// CHECK-NOT: Stack dump
// CHECK-NOT: unexpected
