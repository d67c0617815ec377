// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What a driver's own functions do, said in a file: named, or found above the source; on its way to the
// prefilter, the worker, the engine, the cache and the plugin.
//
// RUN: rm -rf %t && mkdir -p %t/above/drv && cp %S/Inputs/config/driver.c %S/Inputs/config/bus.h %t/above/drv
// RUN: cp %S/Inputs/config/driver.yaml %t/named.yaml
// RUN: sh -c '%dma-lint %t/above/drv/driver.c -- 2>&1; echo status $?' | FileCheck --check-prefix=SILENT %s
// RUN: sh -c '%dma-lint --config=%t/named.yaml %t/above/drv/driver.c -- 2>&1; echo status $?' | FileCheck --check-prefix=FOUND %s
//
// SILENT: dma-lint: 1 file, 0 findings
// SILENT: status 0
// FOUND: driver.c:12:2: warning: bus_unmap() with different size than mapped [map size=64] [unmap size=32] [dma-unmap-size-mismatch]
// FOUND: driver.c:7:{{.*}}: note: mapped here by bus_map()
// FOUND: driver.c:23:{{.*}}[dma-map-vmalloc]
// FOUND: dma-lint: 1 file, 2 findings
// FOUND: status 1
//
// Found upward; the nearest counts. In a database, a file is looked at that only the configuration makes one of ours.
// RUN: cp %t/named.yaml %t/above/.dma-lint
// RUN: sh -c 'cd %t/above/drv && %dma-lint driver.c -- 2>&1; echo status $?' | FileCheck --check-prefix=FOUND %s
// RUN: printf '[{"directory":"%t/above/drv","file":"driver.c","command":"gcc -c driver.c"}]' > %t/compile_commands.json
// RUN: sh -c '%dma-lint -p %t 2>&1; echo status $?' | FileCheck --check-prefix=FOUND %s
// RUN: echo 'functions: []' > %t/above/drv/.dma-lint
// RUN: sh -c '%dma-lint -p %t 2>&1; echo status $?' | FileCheck --check-prefix=LEFT-OUT %s
// RUN: sh -c '%dma-lint --config=%t/named.yaml -p %t 2>&1; echo status $?' | FileCheck --check-prefix=FOUND %s
//
// LEFT-OUT: dma-lint: 0 files (1 that do not mention the API left out), 0 findings
// LEFT-OUT: status 0
//
// What is known of a file depends on it.
// RUN: sleep 0.2
// RUN: sh -c '%dma-lint --cache-dir=%t/cache %t/above/drv/driver.c -- 2>&1; echo status $?' | FileCheck --check-prefix=SILENT %s
// RUN: sh -c '%dma-lint --cache-dir=%t/cache --config=%t/named.yaml %t/above/drv/driver.c -- 2>&1; echo status $?' | FileCheck --check-prefix=FOUND %s
// RUN: sh -c '%dma-lint --cache-dir=%t/cache --config=%t/named.yaml --stats %t/above/drv/driver.c -- 2>&1; echo status $?' | FileCheck --check-prefix=KNOWN %s
// KNOWN: 1 of 1 groups of files were in the cache
//
// --dump-config prints it in a form that says the same.
// RUN: rm %t/above/drv/.dma-lint
// RUN: %dma-lint --dump-config %t/above/drv/driver.c > %t/dumped.yaml
// RUN: FileCheck --check-prefix=DUMP %s < %t/dumped.yaml
// RUN: sh -c 'cd %t/above/drv && %dma-lint --dump-config' | cmp - %t/dumped.yaml
// RUN: sh -c '%dma-lint --config=%t/dumped.yaml --dump-config | grep -v "^#" >%t/again; grep -v "^#" %t/dumped.yaml | cmp - %t/again'
// RUN: sh -c 'cd / && %dma-lint --dump-config' | FileCheck --check-prefix=NOTHING %s
// RUN: sh -c '%dma-lint --dump-config %t/gone 2>&1; echo status $?' | FileCheck --check-prefix=GONE %s
//
// DUMP: {{^}}# from {{.*}}above/.dma-lint
// DUMP-NEXT: functions:
// DUMP-NEXT: - name: bus_map
// DUMP-NEXT: like: dma_map_single
// DUMP-NEXT: args: [dev, other, cpu, size, dir]
// DUMP-NEXT: inverse: bus_unmap
// DUMP: name: bus_unmap
// DUMP: inverse: bus_map
// DUMP: name: bus_map_failed
// DUMP-NEXT: like: dma_mapping_error
// DUMP-NEXT: args: [dev, handle]
// DUMP: helpers:
// DUMP-NEXT: - name: arena_alloc
// DUMP-NEXT: action: alloc
// DUMP-NEXT: kind: vmalloc
// DUMP-NEXT: arg: 1
// NOTHING: functions: []
// NOTHING-NEXT: helpers: []
// GONE: dma-lint: error: {{.*}}gone: No such file or directory
// GONE: status 2
//
// A bad one that was found costs itself; a bad one that was named, the run. Two that contradict each other.
// RUN: cp %S/Inputs/bad.c %S/Inputs/dma.h %t/above/drv && printf 'functions:\n  - name: bus_map\n    like: dma_map\n' > %t/above/drv/.dma-lint
// RUN: sh -c 'cd %t/above/drv && %dma-lint bad.c driver.c -- 2>&1; echo status $?' | FileCheck --check-prefix=BAD %s
// RUN: sh -c 'cd %t/above/drv && %dma-lint --config=.dma-lint bad.c -- 2>&1; echo status $?' | FileCheck --check-prefix=NAMED %s
// RUN: printf 'functions:\n  - name: bus_map\n    like: dma_map_single\n' > %t/above/drv/.dma-lint
// RUN: cp %S/Inputs/bad.c %S/Inputs/dma.h %t/above
// RUN: sh -c 'cd %t/above && %dma-lint bad.c drv/bad.c -- 2>&1; echo status $?' | FileCheck --check-prefix=OTHERWISE %s
// RUN: sh -c '%dma-lint --config=%t/gone.yaml %t/above/bad.c -- 2>&1; echo status $?' | FileCheck --check-prefix=NO-FILE %s
//
// BAD: dma-lint: error: {{.*}}drv/.dma-lint:3: 'dma_map' is not a function of the DMA API
// BAD: bad.c:7:{{.*}}[dma-unchecked-map]
// BAD: dma-lint: 2 files, 2 findings
// BAD: status 2
// NAMED-NOT: dma-unchecked-map
// NAMED: dma-lint: error: .dma-lint:3: 'dma_map' is not a function of the DMA API
// NAMED: status 2
// OTHERWISE: dma-lint: error: {{.*}}drv/.dma-lint:2: 'bus_map' is described otherwise at {{.*}}above/.dma-lint:{{[0-9]+}}
// OTHERWISE: 4 findings
// OTHERWISE: status 2
// NO-FILE: dma-lint: error: {{.*}}gone.yaml: No such file or directory
// NO-FILE: status 2
