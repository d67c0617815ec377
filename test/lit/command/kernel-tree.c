// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A kernel tree that was never built: kbuild is asked, here a Makefile that prints what it would.
//
// RUN: rm -rf %t && mkdir -p %t/b/include/config %t/tmp && cp -r %S/Inputs/tree %t/tree && mv %t/tree/outside %t/outside
// RUN: mkdir -p %t/tree/include/linux && cp %S/Inputs/dma.h %t/tree/include/linux/dma-mapping.h
// RUN: printf '\nifneq "$(SRCARCH)" "arm64"\n$(autoconfig): FORCE\nendif\nifneq "$(NM)" "llvm-nm-99"\nendif\n' > %t/b/include/config/auto.conf.cmd
//
// Not configured, and then: its headers are made, once.
// RUN: sh -c '%dma-lint --kernel %t/tree drivers/card 2>&1; echo status $?' | FileCheck --check-prefix=BARE %s
// RUN: touch %t/b/.config
// RUN: sh -c 'TMPDIR=%t/tmp %dma-lint --kernel %t/tree --build %t/b drivers/card/ 2>&1; echo status $?' | FileCheck --check-prefixes=FIRST,ALL %s
// RUN: sh -c '%dma-lint --kernel %t/tree --build %t/b . 2>&1; echo status $?' | FileCheck --check-prefix=ALL %s
// RUN: ls %t/b/include/generated/asm-offsets.h
// RUN: not ls %t/tmp/*
//
// BARE: tree: is not configured (it has no .config). For example: make -C {{.*}}tree O=DIR allmodconfig
// BARE: status 2
// FIRST: dma-lint: no generated headers yet, making them: make -C {{.*}} ARCH=arm64 LLVM=-99 modules_prepare
// ALL-NOT: making them
// ALL-DAG: probe.c:12:{{.*}}[dma-unchecked-map]
// ALL-DAG: ring.c:12:{{.*}}[dma-unmap-size-mismatch]
// ALL-DAG: card.h:15:{{.*}}[dma-unchecked-map]
// ALL: dma-lint: 3 files (1 that do not mention the API left out), 3 findings
// ALL: status 1
//
// One file; a directory without a Makefile; everything, wanted or not.
// RUN: sh -c '%dma-lint --kernel %t/tree --build %t/b drivers/card/probe.c 2>&1; echo status $?' | FileCheck --check-prefix=FILE %s
// RUN: sh -c 'cd %t/tree/drivers && %dma-lint --kernel .. --build %t/b card/parts 2>&1; echo status $?' | FileCheck --check-prefix=PARTS %s
// RUN: sh -c '%dma-lint --all --kernel %t/tree --build %t/b drivers/card 2>&1; echo status $?' | FileCheck --check-prefix=EVERY %s
// FILE: probe.c:12:
// FILE: dma-lint: 1 file, 1 finding (1 high)
// FILE: status 1
// PARTS: {{^}}card/parts/ring.c:12:
// PARTS: dma-lint: 1 file, 1 finding (1 high)
// PARTS: status 1
// EVERY: idle.c:7:{{.*}}error:
// EVERY: dma-lint: 4 files, 3 findings (3 high), 1 not checked
// EVERY: status 2
//
// A module outside of the tree.
// RUN: sh -c 'cd %t && %dma-lint --kernel tree --build b outside 2>&1; echo status $?' | FileCheck --check-prefix=OUTSIDE %s
// RUN: sh -c 'cd %t && %dma-lint --kernel tree --build b outside drivers/card 2>&1; echo status $?' | FileCheck --check-prefix=BOTH %s
// OUTSIDE: {{^}}outside/mine.c:7:{{.*}}[dma-unchecked-map]
// OUTSIDE: dma-lint: 1 file, 1 finding
// OUTSIDE: status 1
// BOTH: some files are in the kernel tree and some are not
// BOTH: status 2
//
// The commands alone: libclang reads them as it reads any.
// RUN: %dma-lint --kernel %t/tree --build %t/b --dump-commands drivers/card -o %t/compile_commands.json
// RUN: grep -c '"file"' %t/compile_commands.json | FileCheck --check-prefix=COUNT %s
// RUN: sh -c '%dma-lint -p %t %t/tree/drivers/card/probe.c 2>&1; echo status $?' | FileCheck --check-prefix=FILE %s
// COUNT: {{^}}4
//
// Bad input.
// RUN: sh -c '%dma-lint --kernel %t/gone x 2>&1; echo status $?' | FileCheck --check-prefix=GONE %s
// RUN: sh -c '%dma-lint --kernel %t/outside x 2>&1; echo status $?' | FileCheck --check-prefix=NOTREE %s
// RUN: sh -c '%dma-lint --kernel %t/tree --build %t/b drivers/gone 2>&1; echo status $?' | FileCheck --check-prefix=NOFILE %s
// RUN: sh -c '%dma-lint --kernel %t/tree --build %t/b Makefile 2>&1; echo status $?' | FileCheck --check-prefix=NOTC %s
// RUN: sh -c '%dma-lint --kernel %t/tree --build %t/b include/ 2>&1; echo status $?' | FileCheck --check-prefix=NOTHING %s
// RUN: sh -c '%dma-lint --kernel %t/tree --build %t/b 2>&1; echo status $?' | FileCheck --check-prefix=NONE %s
// RUN: sh -c '%dma-lint --build %t/b x.c 2>&1; echo status $?' | FileCheck --check-prefix=ALONE %s
// RUN: sh -c '%dma-lint --kernel %t/tree -p %t x.c 2>&1; echo status $?' | FileCheck --check-prefix=TWO %s
// GONE: gone: No such file or directory
// GONE: status 2
// NOTREE: outside: is no kernel tree (it has no Makefile)
// NOTREE: status 2
// NOFILE: drivers/gone: neither in {{.*}}tree nor here
// NOFILE: status 2
// NOTC: Makefile: is neither a directory of the tree nor C source
// NOTC: status 2
// NOTHING: include/: kbuild compiles nothing below it
// NOTHING: status 2
// NONE: nothing to lint: name files or directories of the tree
// NONE: status 2
// ALONE: --build needs --kernel=DIR
// ALONE: status 2
// TWO: --kernel excludes -p
// TWO: status 2
