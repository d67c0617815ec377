// RUN: %dma-lint --dump-ir %s -- | FileCheck %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Scopes: variables end and cleanup handlers run on every way out.

typedef unsigned long long dma_addr_t;
void put(int *p);
int get(int);
#define __cleanup(f) __attribute__((cleanup(f)))

// What is returned is computed before the handler runs.
// CHECK-LABEL: func "on_return"
// CHECK: %[[#V:]] = load "int" $v
// CHECK-NEXT: call "void" @put($w)
// CHECK-NEXT: dead $w
// CHECK-NEXT: call "void" @put($v)
// CHECK-NEXT: dead $v
// CHECK-NEXT: ret %[[#V]]
int on_return(dma_addr_t d)
{
	int v __cleanup(put) = get(1);
	int w __cleanup(put) = get(2);

	return v;
}

// CHECK-LABEL: func "on_goto"
// CHECK: branch
// CHECK: call "void" @put($inner)
// CHECK-NEXT: dead $inner
// CHECK-NOT: @put
// CHECK: jump [[OUT:b[0-9]+]]
// CHECK: [[OUT]]:
// CHECK-NEXT: %{{[0-9]+}} = call "int" @get(9:"int")
// CHECK: call "void" @put($outer)
int on_goto(dma_addr_t d)
{
	int outer __cleanup(put) = get(1);

	{
		int inner __cleanup(put) = get(2);

		if (inner)
			goto out;
	}
	get(3);
out:
	return get(9);
}

// A jump back over a declaration ends the variable; the next round has a new one.
// CHECK-LABEL: func "on_goto_back"
// CHECK: jump [[AGAIN:b[0-9]+]]
// CHECK: [[AGAIN]]:
// CHECK-NEXT: call "int" @get(1:"int")
// CHECK: call "void" @put($v)
// CHECK-NEXT: dead $v
// CHECK-NEXT: jump [[AGAIN]]
int on_goto_back(dma_addr_t d)
{
	int first = 0;
again:;
	int v __cleanup(put) = get(1);

	if (v)
		goto again;
	return first;
}

// CHECK-LABEL: func "on_break"
// CHECK: call "void" @put($v)
// CHECK-NEXT: dead $v
// CHECK-NEXT: jump [[EXIT:b[0-9]+]]
// CHECK: call "void" @put($v)
// CHECK-NEXT: dead $v
// CHECK: [[EXIT]]:
// CHECK-NEXT: dead $i
// CHECK-NEXT: ret
void on_break(dma_addr_t d, int n)
{
	for (int i = 0; i < n; i++) {
		int v __cleanup(put) = get(i);

		if (v)
			break;
	}
}

// The same name twice is two variables.
// CHECK-LABEL: func "shadow"
// CHECK: local $x "int"
// CHECK-NEXT: local $x.1 "int"
void shadow(dma_addr_t d)
{
	int x = 1;

	{
		int x = 2;

		get(x);
	}
	get(x);
}
