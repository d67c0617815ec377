// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Every option is in the manual, the man page and the completions; the tutorial does what it says; bash completes what it should.
//
// RUN: %docs/../test/docs/check-options %dma-lint %docs/..
// RUN: %docs/../test/docs/run-tutorial %docs/tutorial.md %dma-lint %docs/..
//
// RUN: %docs/../test/docs/try-completion %docs/../tools/completion/dma-lint.bash %dma-lint --fo | FileCheck --check-prefix=OPTION %s
// OPTION: {{^}}--format={{$}}
// RUN: %docs/../test/docs/try-completion %docs/../tools/completion/dma-lint.bash %dma-lint --format=ht | FileCheck --check-prefix=JOINED %s
// JOINED: {{^}}--format=html{{$}}
// RUN: %docs/../test/docs/try-completion %docs/../tools/completion/dma-lint.bash %dma-lint --format = s | FileCheck --check-prefix=APART %s
// APART: {{^}}sarif{{$}}
// RUN: %docs/../test/docs/try-completion %docs/../tools/completion/dma-lint.bash %dma-lint --min-confidence = | FileCheck --check-prefix=EMPTY %s
// EMPTY: high
// EMPTY-NEXT: low
// EMPTY-NEXT: medium
// RUN: %docs/../test/docs/try-completion %docs/../tools/completion/dma-lint.bash %dma-lint --explain = dma-double | FileCheck --check-prefix=RULE %s
// RULE: {{^}}dma-double-unmap{{$}}
// RUN: %docs/../test/docs/try-completion %docs/../tools/completion/dma-lint.bash %dma-lint "--checks=-*,dma-map-st" | FileCheck --check-prefix=GLOBS %s
// GLOBS: {{^}}--checks=-*,dma-map-stack{{$}}
// RUN: %docs/../test/docs/try-completion %docs/../tools/completion/dma-lint.bash %dma-lint --checks = dma-map-stack,-dma-map-sta | FileCheck --check-prefix=LESS %s
// LESS: {{^}}dma-map-stack,-dma-map-stack{{$}}
// LESS-NEXT: {{^}}dma-map-stack,-dma-map-static{{$}}
// RUN: cd %S/Inputs && %docs/../test/docs/try-completion %docs/../tools/completion/dma-lint.bash %dma-lint x.c -- goo | FileCheck --check-prefix=FILE %s
// FILE: {{^}}good.c{{$}}
