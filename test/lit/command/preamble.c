// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// System headers are parsed once for many files; nobody sees that from the findings.
//
// Eight drivers are alike; two of these do without, which shows when they are parsed: one defines a macro that a
// header asks for, one has a function that a header has.
// RUN: rm -rf %t && mkdir %t && cp -r %S/Inputs/preamble/include %t && cp %S/Inputs/dma.h %t/include/linux/dma-mapping.h
// RUN: sh -c 'cd %t && for i in 1 2 3 4 5 6 7 8; do cp %S/Inputs/preamble/driver.c driver$i.c; done'
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
// COST: s parsing (-j {{[0-9]+}}; 1 preamble for 6 of 8 files, 2 times in vain)
// WARM: s parsing (-j {{[0-9]+}}; 8 files were in the cache)
// NOCOST: s parsing (-j {{[0-9]+}}){{$}}
// NOCOST: dma-lint: 8 files, 8 findings (8 high)
//
// A header that does not parse without another before it: there is no preamble, nothing is lost.
// RUN: sh -c 'cd %t && echo "extern dma_addr_t alone;" >include/linux/alone.h && sed -i "s/#include <linux.dma.*/&\n#include <linux\/alone.h>/" driver?.c'
// RUN: sh -c 'cd %t && %dma-lint --stats -p . 2>&1; true' | FileCheck --check-prefix=ALONE %s
// ALONE: driver3.c:15:{{.*}}[map size=64] [unmap size=32]
// ALONE-NOT: preamble
// ALONE: dma-lint: 8 files, 8 findings (8 high)

// What only one driver's command has: a macro that a header asks for is as if the driver defined it (driver3; driver7, where
// the header stands in the command, too), any other one is the driver's own, and so is a directory of headers behind the kernel's (driver4). What a driver defines matters only for
// headers that it includes (driver5), and where it stands makes no difference (driver6).
// RUN: rm -rf %t && mkdir %t && cp -r %S/Inputs/preamble/include %t && cp %S/Inputs/dma.h %t/include/linux/dma-mapping.h
// RUN: printf '#ifdef LESS\n#define FIRST_SIZE 20\n#else\n#define FIRST_SIZE 32\n#endif\n' >%t/include/first.h
// RUN: sh -c 'cd %t && mkdir own && echo "#define OWN_SIZE (8 + OWN_MORE)" >own/own.h && for i in 1 2 3 4 5 6 7; do cp %S/Inputs/preamble/driver.c driver$i.c; done && sed -i s/HELPER_SIZE/FIRST_SIZE/ driver7.c'
// RUN: sed -i 's/#include <linux.helper.h>/&\n#include "own.h"/; s/HELPER_SIZE/OWN_SIZE/' %t/driver4.c
// RUN: sh -c 'cd %t && printf "%%s\n" "#pragma once" "static inline int other(int first_word) { return first_word; }" >include/linux/other.h && sed -i "4i #include <linux/other.h>" driver1.c driver2.c'
// RUN: sed -i '3i #define first_word last_word' %t/driver5.c
// RUN: sh -c 'cd %t && echo "#define SHORT_NAMES" >own/names.h && sed -i "3i #include \"own/names.h\"" driver6.c'
// RUN: sh -c 'cd %t && python3 -c "import json; print(json.dumps([dict(directory=\".\", file=\"driver%%d.c\" %% i, arguments=[\"gcc\", \"-Iinclude\", \"-include\", \"include/first.h\"] + {3: [\"-DSHORT_NAMES\"], 4: [\"-Iown\", \"-DOWN_MORE=4\"], 7: [\"-DLESS\"]}.get(i, []) + [\"-DKBUILD_MODNAME=\\\"m%%d\\\"\" %% i, \"-c\", \"driver%%d.c\" %% i]) for i in range(1, 8)]))" > compile_commands.json'
// RUN: sh -c 'cd %t && sed -i "s#\"directory\": \".\"#\"directory\": \"$PWD\"#g" compile_commands.json'
// RUN: sh -c 'cd %t && %dma-lint --stats -p . >with 2>cost; %dma-lint --stats --no-pch -p . >without; cmp with without'
// RUN: FileCheck --input-file=%t/with --check-prefix=OWN %s
// RUN: FileCheck --input-file=%t/cost --check-prefix=OWNCOST %s
// OWN-DAG: driver3.c:14:{{.*}}[map size=64] [unmap size=16]
// OWN-DAG: driver4.c:15:{{.*}}[map size=64] [unmap size=12]
// OWN-DAG: driver5.c:15:{{.*}}[map size=64] [unmap size=32]
// OWN-DAG: driver6.c:15:{{.*}}[map size=64] [unmap size=16]
// OWN-DAG: driver7.c:14:{{.*}}[map size=64] [unmap size=20]
// OWNCOST: ; 1 preamble for 4 of 7 files, 3 times in vain)
//
// A server that dies, before it is ready or when it is asked, costs time only.
// RUN: printf '#!/bin/sh\ncase " $* " in *" --serve "*) exit 7;; esac\nexec "$REAL" "$@"\n' >%t/early && chmod +x %t/early
// RUN: printf '#!/usr/bin/env python3\nimport os, socket, sys\nif "--serve" not in sys.argv:\n    os.execv(os.environ["REAL"], sys.argv)\nsocket.socket(fileno=4).send(bytes(4))\n' >%t/late && chmod +x %t/late
// RUN: sh -c 'cd %t && REAL=%dma-lint-worker DMA_LINT_WORKER=./early %dma-lint --stats -p . >early.out 2>early.cost; cmp with early.out && grep -v preamble early.cost'
// RUN: sh -c 'cd %t && REAL=%dma-lint-worker DMA_LINT_WORKER=./late %dma-lint --stats -p . >late.out 2>late.cost; cmp with late.out && grep "1 preamble for 0 of 7 files" late.cost'
