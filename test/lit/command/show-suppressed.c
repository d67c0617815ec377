// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// --show-suppressed: what a comment or the baseline keeps quiet is in the document, marked, and changes no status.
//
// RUN: rm -rf %t && mkdir %t && cp %S/Inputs/dma.h %t && cd %t && cp %s x.c
// RUN: sh -c '%dma-lint --quiet --write-baseline=known -o /dev/null x.c -- && grep -v second known >less && mv less known'
// RUN: sh -c '%dma-lint --quiet --baseline=known --format=json x.c --; echo status $?' | FileCheck --check-prefix=QUIET %s --implicit-check-not=first
// RUN: sh -c '%dma-lint --quiet --baseline=known --show-suppressed --format=json x.c --; echo status $?' | FileCheck %s
// RUN: sh -c '%dma-lint --quiet --show-suppressed --format=html -o all.html x.c --; echo status $?' | FileCheck --check-prefix=STATUS %s
// RUN: %check-html all.html
// RUN: grep -c '"q":"because I say so"' all.html | grep -x 1
// RUN: sh -c '%dma-lint --show-suppressed x.c -- 2>&1; echo status $?' | FileCheck --check-prefix=TEXT %s
#include "dma.h"

void first(struct device *dev, void *buf, volatile void *reg)
{
	writel(dma_map_single(dev, buf, 64, DMA_TO_DEVICE), reg);
}

void second(struct device *dev, void *buf, volatile void *reg)
{
	writel(dma_map_single(dev, buf, 64, DMA_TO_DEVICE), reg);
}

void third(struct device *dev, void *buf, volatile void *reg)
{
	/* dma-lint: ignore[dma-unchecked-map] because I say so */
	writel(dma_map_single(dev, buf, 64, DMA_TO_DEVICE), reg);
}

// QUIET: "function":"second",{{.*}}"suppressed":null}
// QUIET-NEXT: "findings":1,{{.*}}"suppressed":0,{{.*}}"status":1}
// QUIET: status 1
// CHECK: "function":"first",{{.*}}"suppressed":{"by":"baseline","reason":null}}
// CHECK-NEXT: "function":"second",{{.*}}"suppressed":null}
// CHECK-NEXT: "function":"third",{{.*}}"suppressed":{"by":"comment","reason":"because I say so"}}
// CHECK-NEXT: "findings":1,{{.*}}"suppressed":2,{{.*}}"status":1}
// CHECK: status 1
// STATUS: status 1
// TEXT: dma-lint: error: --show-suppressed: --format=text cannot mark what is suppressed (json, sarif and html can)
// TEXT: status 2
