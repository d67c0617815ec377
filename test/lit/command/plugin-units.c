// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The unit that the plugin leaves: one file a source, whole or not at all.
//
// UNSUPPORTED: sanitized
// RUN: rm -rf %t && mkdir -p %t/src/drivers/a %t/src/drivers/a+b && touch %t/file
// RUN: cp %S/Inputs/dma.h %t/src && cp %S/Inputs/bad.c %t/src/drivers/a_b.c
// RUN: sed 's/dma.h/..\/dma.h/' %S/Inputs/bad.c > %t/src/drivers/a/b.c
// RUN: cp %t/src/drivers/a/b.c %t/src/drivers/a+b/b.c
// RUN: cp %t/src/drivers/a/b.c %t/src/drivers/a+b.c
// RUN: sh -c 'cd %t/src && for f in drivers/a_b.c drivers/a/b.c drivers/a+b/b.c drivers/a+b.c; do %clang -fplugin=%plugin -fplugin-arg-dma_lint-units=%t/new/units -I. -Idrivers -DKBUILD_MODNAME=\"mod\" -fsyntax-only $f; done 2>&1' | count 0
// RUN: sh -c 'cd %t/new/units && ls -A' | FileCheck --check-prefix=NAMES %s
// RUN: ls -A %t/new/units | count 4
// RUN: sh -c 'cat %t/new/units/*a_b.c.ir' | FileCheck --check-prefix=TEXT %s
//
// A source that has nothing to link any more loses its unit.
// RUN: sh -c 'echo "int x;" > %t/src/drivers/a_b.c'
// RUN: %clang -fplugin=%plugin -fplugin-arg-dma_lint-units=%t/new/units -fsyntax-only %t/src/drivers/a_b.c
// RUN: ls -A %t/new/units | count 3
//
// What goes wrong is said and stops the build; a compiler that is ended while it writes leaves nothing.
// RUN: not %clang -fplugin=%plugin -fplugin-arg-dma_lint-units=%t/file -fsyntax-only %S/Inputs/bad.c 2>&1 | FileCheck --check-prefix=FILE %s
// RUN: not sh -c 'ulimit -c 0; ulimit -f 0; %clang -fno-crash-diagnostics -fplugin=%plugin -fplugin-arg-dma_lint-units=%t/full -fsyntax-only %S/Inputs/bad.c >/dev/null 2>&1'
// RUN: ls -A %t/full | count 0
// RUN: not %clang -fplugin=%plugin -fplugin-arg-dma_lint-units= -fsyntax-only %S/Inputs/bad.c 2>&1 | FileCheck --check-prefix=EMPTY %s
//
// NAMES-DAG: {{^[^+.].*}}+src+drivers+a+b.c.ir
// NAMES-DAG: {{^[^+.].*}}+src+drivers+a_b.c.ir
// NAMES-DAG: {{^[^+.].*}}+src+drivers+a%2Bb+b.c.ir
// NAMES-DAG: {{^[^+.].*}}+src+drivers+a%2Bb.c.ir
// TEXT: unit "/{{.*}}/src/drivers/a_b.c"
// TEXT: module "mod"
// TEXT: func "bad_unchecked" "int" at "/{{.*}}/src/drivers/a_b.c":5:5
// FILE: error: dma-lint: the unit '{{.*}}file/{{.*}}bad.c.ir' cannot be written: Not a directory
// EMPTY: error: dma-lint: unknown option 'units='
