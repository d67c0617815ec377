// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The IR, which is also what the engine's own tests are written in.
//
// RUN: %dma-lint --dump-ir %S/Inputs/bad.c %S/Inputs/good.c -- -DKBUILD_MODNAME='"mod"' 2>%t.err | FileCheck %s
// RUN: FileCheck --check-prefix=ERR --input-file=%t.err %s
//
// CHECK: unit "{{.*}}bad.c"
// CHECK: func "bad_unchecked"
// CHECK: unit "{{.*}}good.c"
// CHECK: func "good"
// ERR-NOT: finding
// ERR: dma-lint: 2 files, {{[0-9.]+}} s
