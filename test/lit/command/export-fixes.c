// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// --export-fixes writes what --fix would do, in the YAML of clang-apply-replacements.
//
// REQUIRES: clang-apply-replacements
// RUN: rm -rf %t && mkdir -p "%t/it's" %t/none %t/fixes && sed '/^\/\//d' %S/fix.c > "%t/it's/a.c" && cp "%t/it's/a.c" %t/b.c && cp %t/b.c %t/old.c
// RUN: sh -c 'cd %t && %dma-lint --export-fixes=fixes/x.yaml "it'"'"'s/a.c" -- %shim 2>&1 >/dev/null; echo status $?; cmp "it'"'"'s/a.c" old.c && echo equal' | FileCheck %s
// RUN: sh -c 'cd %t && clang-apply-replacements fixes && %dma-lint --fix b.c -- %shim >/dev/null 2>&1; cmp b.c "it'"'"'s/a.c" && ! cmp -s b.c old.c && echo applied' | FileCheck --check-prefix=APPLIED %s
// Nothing to mend is a document, too:
// RUN: %dma-lint --export-fixes=%t/none.yaml %t/b.c -- %shim && FileCheck --check-prefix=NONE --input-file=%t/none.yaml %s
// RUN: sh -c '%dma-lint --export-fixes=%t/no/such %t/b.c -- %shim 2>&1; echo status $?' | FileCheck --check-prefix=UNWRITTEN %s
//
// The plugin gives the same to Clang:
// RUN: %clang -fsyntax-only -fplugin=%plugin -fdiagnostics-parseable-fixits %t/old.c %shim 2>&1 | FileCheck --check-prefix=PLUGIN %s
// PLUGIN-COUNT-10: fix-it:"{{.*}}old.c":{
//
// CHECK: 10 findings
// CHECK: status 1
// CHECK: equal
// APPLIED: applied
// NONE: MainSourceFile: ""
// NONE-NEXT: Diagnostics: []
// UNWRITTEN: error: {{.*}}no/such: cannot be written
// UNWRITTEN: status 2
