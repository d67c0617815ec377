// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// --stats: counts, the same in every run, then times.
//
// RUN: sh -c 'cd %S && %dma-lint --stats -j 1 Inputs/bad.c stats.c -- >%t.out 2>%t.1; true'
// RUN: sh -c 'cd %S && %dma-lint --stats -j 2 Inputs/bad.c stats.c -- >%t.out 2>%t.2; true'
// RUN: FileCheck --input-file=%t.1 %s --strict-whitespace
// RUN: sed '/time (differs/,$d' %t.1 > %t.a
// RUN: sed '/time (differs/,$d' %t.2 > %t.b
// RUN: cmp %t.a %t.b
//
// CHECK:{{^}}dma-lint: cost of the analysis (the same in every run):
// CHECK-NEXT:{{^}}  functions analysed                        9{{$}}
// CHECK-NEXT:{{^}}  functions followed from others            5{{$}}
// CHECK-NEXT:{{^}}  calls followed                {{ +[1-9][0-9]*$}}
// CHECK-NEXT:{{^}}  path states                   {{ +[1-9][0-9]*$}}
// CHECK-NEXT:{{^}}  functions cut short                       0{{$}}
// CHECK-NEXT:{{^}}  hit limit: states at a block              0{{$}}
// CHECK-NEXT:{{^}}  hit limit: visits of blocks               0{{$}}
// CHECK-NEXT:{{^}}  hit limit: depth of calls                 1{{$}}
// CHECK-NEXT:{{^}}  hit limit: size of a callee               0{{$}}
// CHECK-NEXT:{{^}}dma-lint: time (differs from run to run):
// CHECK-NEXT:{{^}}  {{ *[0-9]+\.[0-9]+}} s parsing (-j 1){{$}}
// CHECK-NEXT:{{^}}  {{ *[0-9]+\.[0-9]+}} s analysis, of which the slowest functions:{{$}}
// CHECK-NEXT:{{^}}  {{ *[0-9]+\.[0-9]+}} s {{ *[0-9]+}} states  {{[a-z_0-9]+}} ({{Inputs/bad|stats}}.c){{$}}
// CHECK-COUNT-4: states  {{[a-z_0-9]+}} (
// CHECK-NOT: states
// CHECK: dma-lint: 2 files
#include "Inputs/dma.h"

static void undo(struct device *dev, dma_addr_t handle)
{
	dma_unmap_single(dev, handle, 64, DMA_TO_DEVICE);
}

static void three(struct device *dev, dma_addr_t handle)
{
	undo(dev, handle);
}

static void two(struct device *dev, dma_addr_t handle)
{
	three(dev, handle);
}

static void two_and_a_half(struct device *dev, dma_addr_t handle)
{
	two(dev, handle);
}

static void one(struct device *dev, dma_addr_t handle)
{
	two_and_a_half(dev, handle);
}

void outermost(struct device *dev, dma_addr_t handle)
{
	one(dev, handle);
}

int nothing(dma_addr_t handle)
{
	return handle != 0;
}
