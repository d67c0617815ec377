// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What the formats have in common: the exit status, failures, an empty run, an interrupt, -o, --quiet.
//
// RUN: rm -rf %t && mkdir %t && cp %S/Inputs/bad.c %S/Inputs/good.c %S/Inputs/dma.h %t && cd %t
// RUN: sh -c 'for f in text json sarif html github; do %dma-lint --quiet --format=$f bad.c -- >bad.$f; echo $f $?; done' | FileCheck --check-prefix=FOUND %s
// RUN: sh -c 'for f in text json sarif html github; do %dma-lint --quiet --format=$f good.c -- >good.$f; echo $f $?; done' | FileCheck --check-prefix=CLEAN %s
// RUN: sh -c 'for f in text json sarif html github; do %dma-lint --quiet --format=$f bad.c gone.c -- >fail.$f 2>/dev/null; echo $f $?; done' | FileCheck --check-prefix=FAILED %s
// FOUND: text 1
// FOUND-NEXT: json 1
// FOUND-NEXT: sarif 1
// FOUND-NEXT: html 1
// FOUND-NEXT: github 1
// CLEAN: text 0
// CLEAN-NEXT: json 0
// CLEAN-NEXT: sarif 0
// CLEAN-NEXT: html 0
// CLEAN-NEXT: github 0
// FAILED: text 2
// FAILED-NEXT: json 2
// FAILED-NEXT: sarif 2
// FAILED-NEXT: html 2
// FAILED-NEXT: github 2
//
// The same findings from a unit whose source is not there, and from four workers.
// RUN: not %dma-lint --quiet --format=json bad.c -- >one
// RUN: not %dma-lint --quiet -j 4 --format=json -o four good.c bad.c --
// RUN: grep '"finding"' one >findings && grep '"finding"' four >other && diff findings other
// RUN: %dma-lint --dump-ir bad.c -- >bad.ir && mv bad.c gone.c
// RUN: not %dma-lint --quiet --format=json bad.ir >unit && diff one unit
// RUN: not %dma-lint --quiet --format=sarif bad.ir >/dev/null
// RUN: mv gone.c bad.c
//
// RUN: FileCheck --check-prefix=JSON --input-file=fail.json %s
// JSON: {"type":"finding","rule":"dma-unchecked-map",{{.*}}"file":"bad.c","line":{{[0-9]+}},
// JSON: {"type":"failure","file":"gone.c","reason":"No such file or directory","details":null}
// JSON: {"type":"summary",{{.*}}"files":2,{{.*}}"failures":1,"interrupted":false,"status":2}
// RUN: FileCheck --check-prefix=NONE --input-file=good.json %s
// NONE: {"type":"summary",{{.*}}"findings":0,
// RUN: FileCheck --check-prefix=GITHUB --input-file=fail.github %s
// GITHUB: ::error title=dma-lint::gone.c: No such file or directory
// GITHUB: ::warning file=bad.c,line={{[0-9]+}},col={{[0-9]+}},title=dma-unchecked-map::
// RUN: FileCheck --check-prefix=SARIF --input-file=fail.sarif %s
// SARIF: "executionSuccessful":false,"exitCode":2,"toolExecutionNotifications":[{{.*}}"uri":"gone.c"
// SARIF: {"ruleId":"dma-unchecked-map",
// RUN: %check-html bad.html good.html fail.html
//
// What the compiler said of a file that does not parse is in the report, too.
// RUN: sh -c 'echo "int x = ;" >broken.c; %dma-lint --quiet --format=json broken.c -- 2>/dev/null; true' | FileCheck --check-prefix=BROKEN %s
// BROKEN: {"type":"failure","file":"broken.c","reason":"not checked: it does not parse","details":"broken.c:1:9: error: expected expression"}
//
// Errors by wish.
// RUN: not %dma-lint --quiet --warnings-as-errors='*' --format=github bad.c -- | FileCheck --check-prefix=ERROR %s
// ERROR: ::error file=bad.c
//
// An interrupted run ends its document.
// RUN: printf '#!/bin/sh\ncase "$2" in *good.c) kill -INT $PPID; exec sleep 60;; esac\nexec %dma-lint-worker "$@"\n' >worker && chmod +x worker
// RUN: sh -c 'DMA_LINT_WORKER=%t/worker %dma-lint -j 1 --format=sarif -o int.sarif bad.c good.c -- 2>/dev/null; echo status $?' | FileCheck --check-prefix=SIGNAL %s
// SIGNAL: status 130
// RUN: FileCheck --check-prefix=INTERRUPTED --input-file=int.sarif %s
// INTERRUPTED: "executionSuccessful":false,"exitCode":130,{{.*}}"exitSignalNumber":2
// INTERRUPTED: ]}]}
