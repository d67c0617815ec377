// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The plugin reads the same configuration files.
//
// UNSUPPORTED: sanitized
// RUN: rm -rf %t && mkdir -p %t/above/drv && cp %S/Inputs/config/driver.c %S/Inputs/config/bus.h %t/above/drv
// RUN: cp %S/Inputs/config/driver.yaml %t/named.yaml
// RUN: %clang -fplugin=%plugin -fsyntax-only %t/above/drv/driver.c 2>&1 | count 0
// RUN: %clang -fplugin=%plugin -fplugin-arg-dma_lint-config=%t/named.yaml -fsyntax-only %t/above/drv/driver.c 2>&1 | FileCheck %s
// RUN: cp %t/named.yaml %t/above/.dma-lint
// RUN: sh -c 'cd %t/above/drv && %clang -fplugin=%plugin -fsyntax-only driver.c 2>&1' | FileCheck %s
// RUN: echo 'functions: no' > %t/above/.dma-lint
// RUN: not %clang -fplugin=%plugin -fsyntax-only %t/above/drv/driver.c 2>&1 | FileCheck --check-prefix=BAD %s
// RUN: not %clang -fplugin=%plugin -fplugin-arg-dma_lint-config=%t/gone.yaml -fsyntax-only %t/above/drv/driver.c 2>&1 | FileCheck --check-prefix=GONE %s
//
// CHECK: driver.c:12:2: warning: {{.*}}[dma-unmap-size-mismatch]
// CHECK: driver.c:23:{{.*}}[dma-map-vmalloc]
// CHECK: 2 warnings generated.
// BAD: error: dma-lint: {{.*}}above/.dma-lint:1: 'functions' must be a list
// GONE: error: dma-lint: {{.*}}gone.yaml: No such file or directory
