// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Flags of a kernel that was configured for gcc, and flags that would write files or load code.
//
// RUN: rm -rf %t && mkdir %t && cd %t
// RUN: not %dma-lint %S/Inputs/bad.c -- -Wp,-MMD,%t/a.d -MD -MF %t/b.d -MT x -fconserve-stack -mpreferred-stack-boundary=3 -mindirect-branch=thunk-extern -mrecord-mcount -fno-allow-store-data-races -fplugin=/nonexistent.so -fplugin-arg-structleak_plugin-verbose --param=allow-store-data-races=0 --param asan-stack=1 -Wa,-gdwarf-5 -Wl,-r -Werror -Wimaginary -Werror=maybe-uninitialized -fsanitize=kernel-address -fasan-shadow-offset=0xdffffc0000000000 -fsanitize-coverage=trace-pc -fprofile-arcs -ftest-coverage -fstack-usage -fdump-rtl-expand -save-temps -g3 -gsplit-dwarf -flto -pg -mfentry -fmin-function-alignment=16 -ftrivial-auto-var-init=zero -march=imaginary-cpu -std=gnu11 -o %t/a.o -c 2>%t/err | FileCheck %s
// RUN: FileCheck --check-prefix=ERR --input-file=%t/err %s
// RUN: ls %t | count 1
//
// CHECK: [dma-unchecked-map]
// ERR-NOT: error
// ERR: dma-lint: 1 file, 2 findings
//
// Macros and include paths count however they are spelled, and the compiler's name says the target.
// RUN: printf '#include "dma.h"\n#if !defined(A) || !defined(B) || !defined(__SANITIZE_ADDRESS__)\n#error macros\n#endif\n' > %t/macros.c
// RUN: %dma-lint %t/macros.c -- -DA -Wp,-DB=1,-MD,%t/c.d -I%S/Inputs -fsanitize=kernel-address
// RUN: printf '#ifndef __aarch64__\n#error target\n#endif\n' > %t/target.c
// RUN: printf '[{"directory":"%t","file":"target.c","command":"aarch64-linux-gnu-gcc -mlittle-endian -mgeneral-regs-only -mabi=lp64 -c target.c"}]' > %t/compile_commands.json
// RUN: %dma-lint -p %t
