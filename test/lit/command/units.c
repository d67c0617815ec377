// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Units in files are not trusted: what is no good is named with the reason, the others are linked.
//
// RUN: rm -rf %t && mkdir -p %t/units %t/none %t/two && touch %t/none/driver.c %t/units/empty.ir
// RUN: %dma-lint --dump-ir -o %t/units/good.ir %S/Inputs/bad.c -- 2>/dev/null
// RUN: echo 'unit "x.c" nonsense' > %t/units/bad-text.ir
// RUN: printf 'unit "y.c"\nfunc "f" "int" {\nb0:\n  %%%%0 = load "int" $gone\n  ret %%%%0\n}\n' > %t/units/bad-name.ir
// RUN: printf 'unit "z.c"\nfunc "f" "void" {\nb0:\n}\n' > %t/units/bad-block.ir
// RUN: sh -c '(cat %t/units/good.ir; printf "unit \"two.c\"\nfunc \"f\" \"void\" {\nb0:\n}\n") | sed 's/Inputs.bad.c/other.c/' > %t/units/second.ir'
// RUN: printf 'unit "w.c"\000' > %t/units/binary.ir
// RUN: sh -c 'cd %t && %dma-lint units none missing.ir 2>&1; echo status $?' | FileCheck %s
// RUN: cp %t/units/good.ir %t/two/a.ir && cp %t/units/good.ir %t/two/b.ir
// RUN: sh -c 'cd %t && %dma-lint two 2>&1; echo status $?' | FileCheck --check-prefix=TWICE %s
//
// CHECK-DAG: dma-lint: error: units/bad-block.ir: not linked: no good IR: {{.+}}
// CHECK-DAG: dma-lint: error: units/bad-name.ir: not linked: no good IR: line 4: {{.+}}
// CHECK-DAG: dma-lint: error: units/bad-text.ir: not linked: no good IR: line 1: {{.+}}
// CHECK-DAG: dma-lint: error: units/binary.ir: is a binary file
// CHECK-DAG: dma-lint: error: units/empty.ir: not linked: it is empty
// CHECK-DAG: dma-lint: error: units/second.ir: not linked: no good IR: unit 2 of it: {{.+}}
// CHECK-DAG: dma-lint: error: none: is a directory without units
// CHECK-DAG: dma-lint: error: missing.ir: No such file or directory
// CHECK-DAG: bad.c:7:{{.*}} [dma-unchecked-map]
// CHECK-DAG: bad.c:21:{{.*}} [dma-unmap-size-mismatch]
// CHECK: dma-lint: 9 files, {{[0-9]}} findings{{.*}}, 8 not checked
// CHECK: status 2
// TWICE: dma-lint: error: two/b.ir: not linked: the unit of {{.*}}bad.c, like two/a.ir
// TWICE: status 2
