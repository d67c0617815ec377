// RUN: %dma-lint --dump-ir %s -- | FileCheck %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Loops: conditions of loops are marked, break and continue leave the right scopes.

typedef unsigned long long dma_addr_t;
int more(int);

// CHECK-LABEL: func "for_loop"
// CHECK: store "int" $i, 0:"int"
// CHECK-NEXT: jump [[HEAD:b[0-9]+]]
// CHECK: [[HEAD]]:
// CHECK: branch %{{[0-9]+}}, {{b[0-9]+}}, [[EXIT:b[0-9]+]] loop
// CHECK: dead $x
// CHECK-NEXT: jump [[NEXT:b[0-9]+]]
// CHECK: dead $x
// CHECK-NEXT: jump [[EXIT]]
// CHECK: [[NEXT]]:
// CHECK: bin add "int"
// CHECK: jump [[HEAD]]
// CHECK: [[EXIT]]:
// CHECK-NEXT: dead $i
void for_loop(dma_addr_t d, int n)
{
	for (int i = 0; i < n; i++) {
		int x = more(i);

		if (x == 1)
			continue;
		if (x == 2)
			break;
		more(x);
	}
}

// Both halves of the condition belong to the loop.
// CHECK-LABEL: func "while_loop"
// CHECK: branch {{.*}} loop
// CHECK: branch {{.*}} loop
void while_loop(dma_addr_t d, int n)
{
	while (n-- && more(n))
		;
}

// CHECK-LABEL: func "do_loop"
// CHECK: jump [[BODY:b[0-9]+]]
// CHECK: [[BODY]]:
// CHECK: %[[#R:]] = call "int" @more
// CHECK-NEXT: branch %[[#R]], [[BODY]], {{b[0-9]+}} loop
void do_loop(dma_addr_t d, int n)
{
	do {
		n++;
	} while (more(n));
}

// CHECK-LABEL: func "endless"
// CHECK-NOT: {{b[0-9]+}} loop
// CHECK: branch %{{[0-9]+}}, [[OUT:b[0-9]+]], {{b[0-9]+}} at
// CHECK-NOT: {{b[0-9]+}} loop
// CHECK: ret 1:"int"
int endless(dma_addr_t d, int n)
{
	for (;;) {
		if (more(n))
			return 1;
	}
}
