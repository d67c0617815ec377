// RUN: %dma-lint --dump-ir %s -- | FileCheck %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Conditions are branches; constants decide at once; as values they go through a temporary.

typedef unsigned long long dma_addr_t;
int act(int);
#define unlikely(x) __builtin_expect(!!(x), 0)

// CHECK-LABEL: func "short_circuit"
// CHECK: %[[#A:]] = load "int" $a
// CHECK-NEXT: branch %[[#A]], [[SECOND:b[0-9]+]], [[ELSE:b[0-9]+]]
// CHECK: [[SECOND]]:
// CHECK-NEXT: %[[#B:]] = load "int" $b
// CHECK-NEXT: branch %[[#B]], [[ELSE]], [[THEN:b[0-9]+]]
// CHECK: [[THEN]]:
// CHECK-NEXT: call "int" @act(1:"int")
int short_circuit(dma_addr_t d, int a, int b)
{
	if (a && !b)
		return act(1);
	return 0;
}

// The test behind unlikely(!!x) is the test of x itself.
// CHECK-LABEL: func "hinted"
// CHECK: %[[#X:]] = load "dma_addr_t" $d
// CHECK-NEXT: %[[#C:]] = cmp eq "int" %[[#X]], 0:"{{.*}}"
// CHECK-NEXT: branch %[[#C]],
int hinted(dma_addr_t d)
{
	return unlikely(d == 0) ? act(1) : act(2);
}

// CHECK-LABEL: func "pruned"
// CHECK-NOT: @act(1
// CHECK-NOT: branch
// CHECK: call "int" @act(2:"int")
// CHECK-NOT: branch
// CHECK: ret
int pruned(dma_addr_t d, int n)
{
	if (0 && n)
		act(1);
	if (__builtin_constant_p(n) && n < 8)
		act(1);
	do {
		act(2);
	} while (0);
	return sizeof(d) == 4 ? act(1) : 3;
}

// The label keeps what nothing falls into.
// CHECK-LABEL: func "label_in_dead_code"
// CHECK: call "int" @act(1:"int")
int label_in_dead_code(dma_addr_t d, int n)
{
	if (n)
		goto inside;
	if (0) {
		act(9);
inside:
		act(1);
	}
	return 0;
}

// CHECK-LABEL: func "as_value"
// CHECK: store "int" $[[T:tmp[.0-9]+]], 1:"int"
// CHECK: store "int" $[[T]], 0:"int"
// CHECK: %[[#V:]] = load "int" $[[T]]
// CHECK: ret %[[#V]]
int as_value(dma_addr_t d, int a, int b)
{
	return a || b;
}

// CHECK-LABEL: func "no_middle"
// CHECK: %[[#V:]] = call "int" @act(1:"int")
// CHECK-NEXT: branch %[[#V]], [[YES:b[0-9]+]],
// CHECK: [[YES]]:
// CHECK-NEXT: store "int" $[[T:tmp[.0-9]+]], %[[#V]]
// CHECK: %[[#W:]] = call "int" @act(2:"int")
// CHECK-NEXT: store "int" $[[T]], %[[#W]]
int no_middle(dma_addr_t d)
{
	return act(1) ?: act(2);
}

// CHECK-LABEL: func "not_not"
// CHECK: cmp ne "int" %{{[0-9]+}}, 0:"int"
// CHECK-NEXT: ret
int not_not(dma_addr_t d, int a)
{
	return !!a;
}
