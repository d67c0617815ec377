// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What the command says of its rules and of itself.
//
// RUN: %dma-lint --list-checks | FileCheck --check-prefix=LIST %s
// RUN: %dma-lint --list-checks --checks='-*,dma-map-stack' | count 1
// RUN: %dma-lint --explain=dma-unchecked-map | FileCheck --check-prefix=EXPLAIN %s
// RUN: sh -c '%dma-lint --explain=dma-no-such 2>&1; echo status $?' | FileCheck --check-prefix=UNKNOWN %s
// RUN: %dma-lint --version | FileCheck --check-prefix=VERSION %s
// RUN: %dma-lint --help | FileCheck --check-prefix=HELP %s
//
// LIST: {{^}}dma-unchecked-map high {{.+}}
// LIST: {{^}}dma-unmap-size-mismatch high {{.+}}
// EXPLAIN: dma-unchecked-map (high confidence)
// EXPLAIN: dma_mapping_error
// EXPLAIN: What one sees:
// EXPLAIN-NEXT: IOMMU faults
// EXPLAIN: Source: {{.+}}
// UNKNOWN: dma-lint: error: dma-no-such: no such rule
// UNKNOWN: status 2
// VERSION: dma-lint {{[0-9.]+}} (LLVM {{[0-9]+\.[0-9.]+.*}})
// HELP: --checks=GLOBS
// HELP: Exit status: 0 nothing to report, 1 findings, 2 something could not be done.
