// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The output does not depend on how many workers run, and a header's finding is printed once.
//
// RUN: rm -rf %t && mkdir %t && cp %S/Inputs/bad.c %t/a.c && cp %S/Inputs/bad.c %t/b.c
// RUN: cp %S/Inputs/bad.c %t/inline.h && cp %S/Inputs/dma.h %t && cp %S/Inputs/broken.c %t/c.c
// RUN: sed -i 's/^int bad/static inline int bad/; s/bad_/inline_/' %t/inline.h
// RUN: printf '#include "inline.h"\nint call_d(struct device *d, void *b, volatile void *r) { return inline_unchecked(d, b, r) + inline_size(d, b, r); }\n' > %t/d.c
// RUN: printf '#include "inline.h"\nint call_e(struct device *d, void *b, volatile void *r) { return inline_unchecked(d, b, r) + inline_size(d, b, r); }\n' > %t/e.c
// RUN: not %dma-lint -j 1 %t/c.c %t/b.c %t/a.c %t/d.c %t/e.c -- -I%t >%t/one 2>%t/one.err
// RUN: not %dma-lint -j 4 %t/c.c %t/b.c %t/a.c %t/d.c %t/e.c -- -I%t >%t/four 2>%t/four.err
// RUN: cmp %t/one %t/four
// RUN: sed -i 's/[0-9.]* s$//' %t/one.err %t/four.err && cmp %t/one.err %t/four.err
// RUN: FileCheck --input-file=%t/four %s
//
// CHECK: a.c:7:{{.*}}[dma-unchecked-map]
// CHECK: a.c:21:{{.*}}[dma-unmap-size-mismatch]
// CHECK: b.c:7:{{.*}}[dma-unchecked-map]
// CHECK: b.c:21:{{.*}}[dma-unmap-size-mismatch]
// CHECK-NOT: a.c:{{.*}}warning
// CHECK: inline.h:7:{{.*}}[dma-unchecked-map]
// CHECK-NOT: inline.h:7:{{.*}}warning
// CHECK: inline.h:21:{{.*}}[dma-unmap-size-mismatch]
// CHECK-NOT: warning
