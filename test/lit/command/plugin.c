// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The plugin: the same findings as compiler warnings, under the compiler's own rules.
//
// UNSUPPORTED: sanitized
// RUN: %clang -fplugin=%plugin -c %S/Inputs/bad.c -o %t.o 2>&1 | FileCheck --check-prefix=WARN %s
// RUN: ls %t.o
// RUN: rm -f %t.o
// RUN: not %clang -fplugin=%plugin -Werror -c %S/Inputs/bad.c -o %t.o 2>&1 | FileCheck --check-prefix=ERROR %s
// RUN: not ls %t.o
// RUN: %clang -fplugin=%plugin -w -c %S/Inputs/bad.c -o %t.o 2>&1 | count 0
// RUN: %clang -fplugin=%plugin -Werror -c %S/Inputs/good.c -o %t.o 2>&1 | count 0
// RUN: not %clang -fplugin=%plugin -c %S/Inputs/broken.c -o %t.o 2>&1 | FileCheck --check-prefix=BROKEN %s
// RUN: %clang -fplugin=%plugin -fplugin-arg-dma_lint-checks='-*,dma-unmap-*' -c %S/Inputs/bad.c -o %t.o 2>&1 | FileCheck --check-prefix=UNMAP %s
// RUN: not %clang -fplugin=%plugin -fplugin-arg-dma_lint-frob=1 -c %S/Inputs/good.c -o %t.o 2>&1 | FileCheck --check-prefix=FROB %s
// RUN: not %clang -fplugin=%plugin -fplugin-arg-dma_lint-checks=nope -c %S/Inputs/good.c -o %t.o 2>&1 | FileCheck --check-prefix=NOPE %s
// RUN: not %clang -fplugin=%plugin -fplugin-arg-dma_lint-cache-line=7 -c %S/Inputs/good.c -o %t.o 2>&1 | FileCheck --check-prefix=LINE %s
// RUN: %clang -fplugin=%plugin -fplugin-arg-dma_lint-help -fsyntax-only %S/Inputs/good.c 2>&1 | FileCheck --check-prefix=HELP %s
//
// WARN: bad.c:7:{{[0-9]+}}: warning: {{.*}} [dma-unchecked-map]
// WARN: bad.c:21:{{[0-9]+}}: warning: {{.*}} [dma-unmap-size-mismatch]
// WARN: note:
// WARN: 2 warnings generated.
// ERROR: bad.c:7:{{[0-9]+}}: error: {{.*}} [dma-unchecked-map]
// ERROR: 2 errors generated.
// BROKEN-NOT: [dma-
// BROKEN: {{errors? generated}}.
// UNMAP-NOT: [dma-unchecked-map]
// UNMAP: [dma-unmap-size-mismatch]
// FROB: error: dma-lint: unknown option 'frob=1' (there are: checks=GLOBS, min-confidence=LEVEL, cache-line=BYTES, config=FILE, units=DIR, help)
// NOPE: error: dma-lint: no rule matches 'nope'
// LINE: error: dma-lint: bad cache line size '7'
// HELP: -fplugin-arg-dma_lint-OPTION
