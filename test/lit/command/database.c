// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Compile commands from compile_commands.json: given, searched upward, incomplete, broken.
//
// RUN: rm -rf %t && mkdir -p %t/sub %t/empty %t/cut %t/none %t/nothing
// RUN: cp %S/Inputs/bad.c %S/Inputs/good.c %S/Inputs/dma.h %t && cp %S/Inputs/bad.c %t/sub/extra.c
//
// Two entries for bad.c: only the first can be compiled. An assembly file is not for us.
// RUN: printf '[{"directory":"%t","file":"good.c","command":"gcc -c good.c"},{"directory":"%t","file":"bad.c","arguments":["gcc","-c","-o","bad.o","bad.c"]},{"directory":"%t","file":"%t/bad.c","command":"gcc -include nonexistent.h -c bad.c"},{"directory":"%t","file":"entry.S","command":"gcc -c entry.S"}]' > %t/compile_commands.json
// RUN: sh -c '%dma-lint -p %t 2>&1; echo status $?' | FileCheck --check-prefix=ALL %s
// RUN: sh -c 'cd %t/sub && %dma-lint ../bad.c 2>&1; echo status $?' | FileCheck --check-prefix=UP %s
// RUN: sh -c '%dma-lint -p %t %t/good.c 2>&1; echo status $?' | FileCheck --check-prefix=GOOD %s
// RUN: sh -c '%dma-lint -p %t %t/sub/extra.c %t/bad.c 2>&1; echo status $?' | FileCheck --check-prefix=EXTRA %s
// RUN: not ls %t/bad.o
//
// ALL-NOT: error
// ALL: bad.c:7:{{.*}}[dma-unchecked-map]
// ALL: dma-lint: 2 files, 2 findings
// ALL: status 1
// UP: {{^}}{{.*}}bad.c:7:
// UP: dma-lint: 1 file, 2 findings
// UP: status 1
// GOOD: dma-lint: 1 file, 0 findings
// GOOD: status 0
// EXTRA-DAG: dma-lint: error: {{.*}}extra.c: not in the compilation database
// EXTRA-DAG: bad.c:7:{{.*}}[dma-unchecked-map]
// EXTRA-DAG: dma-lint: 2 files, 2 findings (2 high), 1 not checked
// EXTRA: status 2
//
// RUN: touch %t/empty/compile_commands.json
// RUN: printf '[{"directory":"/","file":' > %t/cut/compile_commands.json
// RUN: printf '[]' > %t/nothing/compile_commands.json
// RUN: sh -c '%dma-lint -p %t/empty 2>&1; echo status $?' | FileCheck --check-prefix=EMPTY %s
// RUN: sh -c '%dma-lint -p %t/cut 2>&1; echo status $?' | FileCheck --check-prefix=CUT %s
// RUN: sh -c '%dma-lint -p %t/nothing 2>&1; echo status $?' | FileCheck --check-prefix=NOTHING %s
// RUN: sh -c '%dma-lint -p %t/none %t/bad.c 2>&1; echo status $?' | FileCheck --check-prefix=NONE %s
// RUN: sh -c '%dma-lint -p %t/bad.c 2>&1; echo status $?' | FileCheck --check-prefix=FILE %s
// RUN: sh -c '%dma-lint -p %t/gone 2>&1; echo status $?' | FileCheck --check-prefix=GONE %s
//
// EMPTY: dma-lint: error: {{.*}}empty: compile_commands.json in it is empty
// EMPTY: status 2
// CUT: dma-lint: error: {{.*}}cut: compile_commands.json in it cannot be read: {{.*}}(is it whole?)
// CUT-NOT: LIBCLANG
// CUT: status 2
// NOTHING: dma-lint: error: {{.*}}nothing: compile_commands.json in it has no entries
// NOTHING: status 2
// NONE: dma-lint: error: {{.*}}none: has no compile_commands.json
// NONE: dma-lint: error: {{.*}}bad.c: not checked: its compilation database cannot be used
// NONE: status 2
// FILE: dma-lint: error: {{.*}}bad.c: is not a directory
// FILE: status 2
// GONE: dma-lint: error: {{.*}}gone: No such file or directory
// GONE: status 2
