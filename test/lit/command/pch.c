// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// System headers are parsed once for many files; nobody sees that from the findings.
//
// Eight drivers are alike; two of these do without: one defines a macro that a header asks for, one has
// a function that a header has, which shows when it is parsed.
// RUN: rm -rf %t && mkdir %t && cp -r %S/Inputs/pch/include %t && cp %S/Inputs/dma.h %t/include/linux/dma-mapping.h
// RUN: sh -c 'cd %t && for i in 1 2 3 4 5 6 7 8; do cp %S/Inputs/pch/driver.c driver$i.c; done'
// RUN: sed -i '3i #define SHORT_NAMES' %t/driver1.c
// RUN: sed -i 's/#include <linux.helper.h>/static int helper(void) { return 0; }/; s/HELPER_SIZE/24/' %t/driver2.c
// RUN: sh -c 'cd %t && python3 -c "import json; print(json.dumps([dict(directory=\".\", file=\"driver%%d.c\" %% i, arguments=[\"gcc\", \"-Iinclude\", \"-DKBUILD_MODNAME=\\\"m%%d\\\"\" %% i, \"-Wall\", \"-c\", \"-o\", \"driver%%d.o\" %% i, \"driver%%d.c\" %% i]) for i in range(1, 9)]))" > compile_commands.json'
// RUN: sh -c 'cd %t && sed -i "s#\"directory\": \".\"#\"directory\": \"$PWD\"#g" compile_commands.json'
// RUN: sh -c 'cd %t && %dma-lint --stats -p . >with 2>cost; %dma-lint --stats --no-pch -p . >without 2>cost2; true'
// RUN: cmp %t/with %t/without
// RUN: FileCheck --input-file=%t/with %s
// RUN: FileCheck --input-file=%t/cost --check-prefix=COST %s
// RUN: FileCheck --input-file=%t/cost2 --check-prefix=NOCOST %s
// RUN: sh -c 'cd %t && %dma-lint --dump-ir -p . >with.ir && %dma-lint --dump-ir --no-pch -p . >without.ir && cmp with.ir without.ir'
// RUN: sh -c 'cd %t && %dma-lint --cache-dir=cache --stats -p . >cold 2>/dev/null; %dma-lint --cache-dir=cache --stats -p . >warm 2>cost3; true'
// RUN: cmp %t/with %t/cold
// RUN: cmp %t/with %t/warm
// RUN: FileCheck --input-file=%t/cost3 --check-prefix=WARM %s
//
// CHECK-DAG: driver1.c:15:{{.*}}[map size=64] [unmap size=16]
// CHECK-DAG: driver2.c:14:{{.*}}[map size=64] [unmap size=24]
// CHECK-DAG: driver3.c:14:{{.*}}[map size=64] [unmap size=32]
// CHECK-DAG: driver8.c:14:{{.*}}[map size=64] [unmap size=32]
// COST: s parsing (-j {{[0-9]+}}; 1 precompiled header for 7 of 8 files)
// WARM: s parsing (-j {{[0-9]+}}; 8 files were in the cache)
// NOCOST: s parsing (-j {{[0-9]+}}){{$}}
// NOCOST: dma-lint: 8 files, 8 findings (8 high)
//
// A header that does not parse without another before it: no header is precompiled, nothing is lost.
// RUN: sh -c 'cd %t && echo "extern dma_addr_t alone;" >include/linux/alone.h && sed -i "s/#include <linux.dma.*/&\n#include <linux\/alone.h>/" driver?.c'
// RUN: sh -c 'cd %t && %dma-lint --stats -p . 2>&1; true' | FileCheck --check-prefix=ALONE %s
// ALONE: driver3.c:15:{{.*}}[map size=64] [unmap size=32]
// ALONE-NOT: precompiled
// ALONE: dma-lint: 8 files, 8 findings (8 high)
