// RUN: %dma-lint --dump-ir %s -- | FileCheck %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Whole objects: initialisers, compound literals, copies, records as arguments and results.

typedef unsigned long long dma_addr_t;
struct pair {
	dma_addr_t dma;
	int len;
};
struct many {
	struct pair pairs[3];
	char name[8];
	int last;
};
struct pair make(int);
void take(struct pair p);
void use(struct many *m);

// CHECK-LABEL: func "initialised"
// CHECK: zero "struct many" $m
// CHECK: %[[#PAIRS:]] = field "struct pair (*)[3]" $m, "struct many"."pairs"
// CHECK: %[[#ONE:]] = index "struct pair" %[[#PAIRS]], 1:"int"
// CHECK: %[[#LEN:]] = field "int *" %[[#ONE]], "struct pair"."len"
// CHECK: store "int" %[[#LEN]], 5:"int"
// CHECK-NOT: zero
// CHECK: %[[#NAME:]] = field "char (*)[8]" $m, "struct many"."name"
// CHECK: copy "char [8]" %[[#NAME]], "ring":"char *"
// CHECK: %[[#LAST:]] = field "int *" $m, "struct many"."last"
// CHECK: store "int" %[[#LAST]], 7:"int"
void initialised(dma_addr_t d)
{
	struct many m = { .last = 7, .pairs = { [1].len = 5 }, .name = "ring" };

	use(&m);
}

// The old value is still there while the new one is built.
// CHECK-LABEL: func "literal"
// CHECK: zero "struct pair" $[[T:tmp[.0-9]+]]
// CHECK: load "dma_addr_t"
// CHECK: copy "struct pair" %{{[0-9]+}}, $[[T]]
void literal(struct pair *p, dma_addr_t d)
{
	*p = (struct pair){ .dma = p->dma + 1 };
}

// CHECK-LABEL: func "copied"
// CHECK: %[[#P:]] = load "struct pair *" $p
// CHECK: %[[#Q:]] = load "struct pair *" $q
// CHECK: copy "struct pair" %[[#P]], %[[#Q]]
void copied(struct pair *p, struct pair *q, dma_addr_t d)
{
	*p = *q;
}

// CHECK-LABEL: func "passed"
// CHECK: %[[#R:]] = call "struct pair" @make(1:"int")
// CHECK-NEXT: store "struct pair" $p, %[[#R]]
// CHECK-NEXT: %[[#V:]] = load "struct pair" $p
// CHECK-NEXT: call "void" @take(%[[#V]])
// CHECK: %[[#S:]] = call "struct pair" @make(2:"int")
// CHECK-NEXT: store "struct pair" $[[T:tmp[.0-9]+]], %[[#S]]
// CHECK-NEXT: field "dma_addr_t *" $[[T]], "struct pair"."dma"
dma_addr_t passed(void)
{
	struct pair p = make(1);

	take(p);
	return make(2).dma;
}

// CHECK-LABEL: func "chosen"
// CHECK: branch
// CHECK: copy "struct pair" $r, $a
// CHECK: copy "struct pair" $r, $b
// CHECK: ret %{{[0-9]+}}
struct pair chosen(struct pair a, struct pair b, int n, dma_addr_t d)
{
	struct pair r = n ? a : b;

	return r;
}

// CHECK-LABEL: func "from_statements"
// CHECK: copy "struct pair" $r, $inner
// CHECK-NEXT: dead $inner
void from_statements(struct pair *p, dma_addr_t d)
{
	struct pair r = ({ struct pair inner = *p; inner; });

	take(r);
}
