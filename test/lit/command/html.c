// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The HTML report of a source that does not want to be one: names and lines with markup, no UTF-8, bare carriage
// returns, a line that is very long, a "source" that is a device.
//
// RUN: rm -rf %t && mkdir -p "%t/<script>alert(1)<!--" && cd "%t/<script>alert(1)<!--"
// RUN: cp %S/Inputs/dma.h .
// RUN: printf '#include "dma.h"\n/* </script><script>alert(2)</script> \377\376 <!-- */\nvoid f(struct device *d, void *p)\n{\n\tdma_addr_t a = dma_map_single(d, p, 8, 1); /* ]]> \r <img src=x onerror=alert(3)> */\n\n\twritel(a, p);\n}\n' >'a<script>&"b.c'
// RUN: printf '#include "dma.h"\nvoid g(struct device *d, void *p)\n{\n\twritel(dma_map_single(d, p, 8, 1), p);\n}\n' >zero.c
// RUN: %dma-lint --dump-ir zero.c -- 2>/dev/null | sed -e 's|"[^"]*/zero.c"|"/dev/zero"|' >zero.ir
// RUN: not %dma-lint --quiet --format=html -o out.html 'a<script>&"b.c' zero.ir --
// RUN: %check-html out.html
// RUN: FileCheck --input-file=out.html %s
// CHECK: <title>dma-lint: 2 findings</title>
// CHECK: a&#60;script&#62;&#38;&#34;b.c:5</td>
// (The files come in the order of their absolute paths: which is first depends on where this test lies.)
// CHECK-DAG: {"path":"/dev/zero","chunks":[]}
// CHECK-DAG: {"path":"a\u003cscript>&\"b.c","chunks":{{\[\[}}1,["#include \"dma.h\"","/* \u003c/script>
//
// check-html checks: an element of its own, a file that is not there.
// RUN: sed -e 's/<main/<img src="x"><main/' out.html >img.html
// RUN: not %check-html img.html | FileCheck --check-prefix=IMG %s
// IMG: <img src='x'>
// RUN: sed -e 's/"f":0/"f":7/' out.html >file.html
// RUN: not %check-html file.html | FileCheck --check-prefix=FILE %s
// FILE: finding {{[01]}}: no file 7
