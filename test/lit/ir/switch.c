// RUN: %dma-lint --dump-ir %s -- | FileCheck %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// switch: ranges, shared blocks, cases inside of other statements, constant values.

typedef unsigned long long dma_addr_t;
int act(int);

// CHECK-LABEL: func "ranges"
// CHECK: switch %{{[0-9]+}} { 1..1: [[ONE:b[0-9]+]], 2..2: [[ONE]], -9..-5: [[MANY:b[0-9]+]], default: [[NONE:b[0-9]+]] }
// CHECK: [[ONE]]:
// CHECK-NEXT: call "int" @act(1:"int")
// CHECK-NEXT: jump [[MANY]]
// CHECK: [[MANY]]:
// CHECK-NEXT: call "int" @act(2:"int")
// CHECK: [[NONE]]:
// CHECK-NEXT: call "int" @act(3:"int")
void ranges(dma_addr_t d, int n)
{
	switch (n) {
	case 1:
	case 2:
		act(1);
		/* fall through */
	case -9 ... -5:
		act(2);
		break;
	default:
		act(3);
	}
}

// CHECK-LABEL: func "duff"
// CHECK: switch %{{[0-9]+}} { 0..0: [[ZERO:b[0-9]+]], 1..1: [[ONE:b[0-9]+]], default: {{b[0-9]+}} }
// CHECK: [[ZERO]]:
// CHECK-NEXT: call "int" @act(0:"int")
// CHECK-NEXT: jump [[ONE]]
// CHECK: [[ONE]]:
// CHECK-NEXT: call "int" @act(1:"int")
// CHECK: branch %{{[0-9]+}}, [[ZERO]], {{b[0-9]+}} loop
void duff(dma_addr_t d, int n)
{
	switch (n & 1) {
	case 0:
		do {
			act(0);
	case 1:
			act(1);
		} while (--n > 0);
	}
}

// CHECK-LABEL: func "constant"
// CHECK-NOT: switch %
// CHECK-NOT: @act(4
// CHECK: call "int" @act(8:"int")
// CHECK-NOT: @act
// CHECK: ret
void constant(dma_addr_t d)
{
	switch (sizeof(d)) {
	case 4:
		act(4);
		break;
	case 8:
		act(8);
		break;
	default:
		act(0);
	}
}

// continue passes the switch by.
// CHECK-LABEL: func "in_loop"
// CHECK: jump [[HEAD:b[0-9]+]]
// CHECK: [[HEAD]]:
// CHECK: branch {{.*}} loop
// CHECK: switch %{{[0-9]+}} { 1..1: [[HEAD]], default:
void in_loop(dma_addr_t d, int n)
{
	while (n) {
		switch (act(n)) {
		case 1:
			continue;
		default:
			break;
		}
		n--;
	}
}
