// RUN: %dma-lint --dump-ir %s -- | FileCheck %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// goto, asm goto and computed goto.

typedef unsigned long long dma_addr_t;
int act(int);

// CHECK-LABEL: func "ladder"
// CHECK: branch %{{[0-9]+}}, [[ERR1:b[0-9]+]],
// CHECK: branch %{{[0-9]+}}, [[ERR2:b[0-9]+]],
// CHECK: ret 0:"int"
// CHECK: [[ERR2]]:
// CHECK-NEXT: call "int" @act(2:"int")
// CHECK-NEXT: jump [[ERR1]]
// CHECK: [[ERR1]]:
// CHECK-NEXT: call "int" @act(1:"int")
// CHECK: ret -12:"int"
int ladder(dma_addr_t d)
{
	if (act(10))
		goto err1;
	if (act(20))
		goto err2;
	return 0;
err2:
	act(2);
err1:
	act(1);
	return -12;
}

// CHECK-LABEL: func "asm_goto"
// CHECK: %[[#N:]] = load "int" $n
// CHECK: opaque "int" (%[[#N]])
// CHECK-NEXT: any [[NEXT:b[0-9]+]], [[YES:b[0-9]+]]
// CHECK: ret 0:"int"
// CHECK: [[YES]]:
// CHECK: ret 1:"int"
int asm_goto(dma_addr_t d, int n)
{
	asm goto("# %0 %l1" : : "r"(n) : : yes);
	return 0;
yes:
	return 1;
}

// CHECK-LABEL: func "computed"
// CHECK: any [[A:b[0-9]+]], [[B:b[0-9]+]]
int computed(dma_addr_t d, int n)
{
	void *to = n ? &&a : &&b;

	goto *to;
a:
	return act(1);
b:
	return act(2);
}
