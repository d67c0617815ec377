// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What the files of a directory include in addition is parsed once for them, too. A source for which these headers
// would have been others is parsed without them, and nobody sees any of that from the findings.
//
// RUN: rm -rf %t && split-file %s %t && mkdir -p %t/include/linux && cp %S/Inputs/dma.h %t/include/linux/dma-mapping.h
// RUN: sh -c 'cd %t && for i in 1 2; do cp a/plain.c a/plain$i.c; done && rm a/plain.c && for f in a/*.c; do cat a/end >>$f; done && python3 commands.py'
// RUN: sh -c 'cd %t && %dma-lint --stats -j 1 -p . >with 2>cost; %dma-lint --no-pch -p . >without; true'
// RUN: cmp %t/with %t/without
// RUN: FileCheck --input-file=%t/with %s
// RUN: FileCheck --input-file=%t/cost --check-prefix=COST %s
// RUN: sh -c 'cd %t && %dma-lint --dump-ir -p . >with.ir && %dma-lint --dump-ir --no-pch -p . >without.ir && cmp with.ir without.ir'
//
// CHECK-DAG: {{a.again\.c.*}}[map size=64] [unmap size=4]
// CHECK-DAG: {{a.defines\.c.*}}[map size=64] [unmap size=8]
// CHECK-DAG: {{a.forgets\.c.*}}[map size=64] [unmap size=32]
// CHECK-DAG: {{a.late\.c.*}}[map size=64] [unmap size=40]
// CHECK-DAG: {{a.once\.c.*}}[map size=64] [unmap size=24]
// CHECK-DAG: {{a.plain1\.c.*}}[map size=64] [unmap size=16]
// CHECK-DAG: {{a.plain2\.c.*}}[map size=64] [unmap size=16]
// CHECK-DAG: {{a.tests\.c.*}}[map size=64] [unmap size=48]
//
// One for all and one for a; that for b is given up, as its headers have no order that is right. Five files in a want
// them otherwise: again.c, defines.c, forgets.c, late.c, tests.c.
// COST: s parsing (-j 1; 2 preambles for 12 of 12 files, 5 times in vain)

//--- commands.py
import glob, json, os
command = ["gcc", "-I" + os.path.abspath("include"), "-c"]
json.dump([dict(directory=os.getcwd(), file=name, arguments=command + [name]) for name in sorted(glob.glob("[ab]/*.c"))],
          open("compile_commands.json", "w"))

//--- a/end
int map(struct device *dev, void *buf, volatile void *reg)
{
	dma_addr_t handle = dma_map_single(dev, buf, 64, DMA_TO_DEVICE);

	if (dma_mapping_error(dev, handle))
		return -12;
	writel(handle, reg);
	dma_unmap_single(dev, handle, UNMAPPED, DMA_TO_DEVICE);
	return 0;
}

//--- a/wide.h
#ifndef WIDE_H
#define WIDE_H
#define WIDE
#endif

//--- a/size.h
#ifndef SIZE_H
#define SIZE_H
#ifdef SMALL
#define SIZE 8
#elif defined(WIDE)
#define SIZE 16
#else
#define SIZE 32
#endif
#endif

//--- a/plain.c
#include <linux/dma-mapping.h>
#include "wide.h"
#include "size.h"
#define UNMAPPED SIZE

//--- a/forgets.c
// Not wide.h, whose macro size.h asks for.
#include <linux/dma-mapping.h>
#include "size.h"
#define UNMAPPED SIZE

//--- a/defines.c
#include <linux/dma-mapping.h>
#define SMALL
#include "wide.h"
#include "size.h"
#define UNMAPPED SIZE

//--- a/tests.c
// Asks for a macro of a header that it does not include.
#include <linux/dma-mapping.h>
#ifndef WIDE
#define LENGTH 48
#else
#define LENGTH 12
#endif
#define UNMAPPED LENGTH

//--- a/early.h
#ifndef EARLY_H
#define EARLY_H
#ifdef FOR_EARLY
#define EARLY 40
#else
#define EARLY 64
#endif
#endif

//--- a/other.h
#ifndef OTHER_H
#define OTHER_H
#define FOR_EARLY
#endif

//--- a/good.c
#include <linux/dma-mapping.h>
#include "early.h"
#include "other.h"
#include "width.h"
#define UNMAPPED EARLY

//--- a/late.c
// The headers of good.c, the other way round.
#include <linux/dma-mapping.h>
#include "other.h"
#include "early.h"
#define UNMAPPED EARLY

//--- a/function.h
static inline int function_size(void)
{
	return 24;
}
#define FUNCTION_SIZE 24

//--- a/width.h
#undef WIDTH
#ifdef NARROW
#define WIDTH 4
#else
#define WIDTH 64
#endif

//--- a/once.c
// Nothing keeps function.h from being read again.
#include <linux/dma-mapping.h>
#include "function.h"
#define UNMAPPED FUNCTION_SIZE

//--- a/again.c
// Reads width.h twice.
#include <linux/dma-mapping.h>
#include "function.h"
#include "width.h"
#define NARROW
#include "width.h"
#define UNMAPPED WIDTH

//--- b/able.h
#ifndef ABLE_H
#define ABLE_H
int use(struct thing *thing);
#endif

//--- b/between.h
#ifndef BETWEEN_H
#define BETWEEN_H
#endif

//--- b/thing.h
#ifndef THING_H
#define THING_H
struct thing {
	int member;
};
#endif

//--- b/first.c
#include <linux/dma-mapping.h>
#include "able.h"
#include "between.h"
int first(struct device *dev, dma_addr_t handle) { return dma_mapping_error(dev, handle); }

//--- b/second.c
#include <linux/dma-mapping.h>
#include "between.h"
#include "thing.h"
int second(struct device *dev, dma_addr_t handle) { return dma_mapping_error(dev, handle); }

//--- b/third.c
#include <linux/dma-mapping.h>
#include "thing.h"
#include "able.h"
int third(struct device *dev, dma_addr_t handle, struct thing *thing)
{
	return use(thing) ? dma_mapping_error(dev, handle) : 0;
}
