// RUN: %dma-lint --dump-ir %s -- | FileCheck %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Values: constants and their types, statement expressions, conversions, pointers, members.

typedef unsigned long long dma_addr_t;
typedef unsigned int u32;
typedef unsigned long size_t;
enum dma_data_direction { DMA_BIDIRECTIONAL, DMA_TO_DEVICE, DMA_FROM_DEVICE, DMA_NONE };
enum dma_transfer_direction { DMA_MEM_TO_MEM, DMA_MEM_TO_DEV };
void dir(enum dma_data_direction direction);
void *get(void);
#define offsetof(type, member) __builtin_offsetof(type, member)
#define container_of(ptr, type, member) ({			\
	void *__mptr = (void *)(ptr);				\
	((type *)(__mptr - offsetof(type, member))); })
#define READ_ONCE(x) (*(const volatile typeof(x) *)&(x))
#define WRITE_ONCE(x, v) do { *(volatile typeof(x) *)&(x) = (v); } while (0)

struct node {
	struct node *next;
	union {
		struct {
			u32 lo;
			u32 hi;
		};
		dma_addr_t dma;
	};
	u32 flag : 3, state : 5;
	char data[];
};

// CHECK: type "struct node" record 24 {
// CHECK-DAG: "" "union ({{.*}}values.c:[[#]]:[[#]])" 64
// CHECK-DAG: "state" "u32" 131:5
// CHECK-DAG: "data" "char []" 136

// An enumerator shows which enum it comes from, also where C converts it.
// CHECK-LABEL: func "directions"
// CHECK: call "void" @dir(1:"enum dma_data_direction")
// CHECK: call "void" @dir(1:"enum dma_transfer_direction")
// CHECK: call "void" @dir(2:"enum dma_data_direction")
void directions(dma_addr_t d)
{
	dir(DMA_TO_DEVICE);
	dir(DMA_MEM_TO_DEV);
	dir(2);
}

// CHECK-LABEL: func "constants"
// CHECK: ret 28:"unsigned long"
size_t constants(dma_addr_t d)
{
	return sizeof(struct node) + __builtin_choose_expr(sizeof(d) == 8, 4, get());
}

// CHECK-LABEL: func "outer"
// CHECK: %[[#P:]] = load "void *" $__mptr
// CHECK-NEXT: index "char" %[[#P]], -8:"long"
// CHECK-NEXT: dead $__mptr
struct node *outer(dma_addr_t *p)
{
	return container_of(p, struct node, dma);
}

// CHECK-LABEL: func "members"
// CHECK: %[[#U:]] = field "union {{.*}} *" %{{[0-9]+}}, "struct node".""
// CHECK: %[[#S:]] = field "struct {{.*}} *" %[[#U]], "union {{.*}}".""
// CHECK: %[[#LO:]] = field "u32 *" %[[#S]], "struct {{.*}}"."lo"
// CHECK: store "u32" %[[#LO]], 7:"u32"
// CHECK: %[[#ST:]] = field "u32 *" %{{[0-9]+}}, "struct node"."state"
// CHECK: store "u32" %[[#ST]],
// CHECK: %[[#DATA:]] = field "char (*)[]" %{{[0-9]+}}, "struct node"."data"
// CHECK: index "char" %[[#DATA]], 3:"int"
void members(struct node *n, dma_addr_t d)
{
	n->lo = 7;
	n->state |= 2;
	n->data[3] = 'x';
}

// CHECK-LABEL: func "once"
// CHECK: %[[#F:]] = field "dma_addr_t *"
// CHECK: %[[#V:]] = load "dma_addr_t" %[[#F]]
// CHECK: store "dma_addr_t" $d, %[[#V]]
// CHECK: store "dma_addr_t" %{{[0-9]+}}, 0:"dma_addr_t"
// CHECK: ret
dma_addr_t once(struct node *n)
{
	dma_addr_t d = READ_ONCE(n->dma);

	WRITE_ONCE(n->dma, 0);
	return d;
}

// CHECK-LABEL: func "conversions"
// CHECK: cast "u32" %{{[0-9]+}}
// CHECK: cmp ne "_Bool" %{{[0-9]+}}, 0:"dma_addr_t"
// CHECK: cast "size_t" %{{[0-9]+}}
// CHECK-NOT: cast
// CHECK: ret
void conversions(dma_addr_t d, u32 *out, void *p)
{
	_Bool set;
	unsigned int same;

	*out = d;
	set = d;
	*(size_t *)out = (size_t)p;
	same = *out;
	p = (struct node *)p;
}

// CHECK-LABEL: func "arithmetic"
// CHECK: %[[#A:]] = index "struct node *" %{{[0-9]+}}, 1:"int"
// CHECK: %[[#M:]] = bin sub "long" 0:"long", %{{[0-9]+}}
// CHECK: index "char" %{{[0-9]+}}, %[[#M]]
// CHECK: bin ashr "long"
// CHECK: bin lshr "dma_addr_t"
// CHECK: opaque "long"
void arithmetic(struct node **p, void *q, long n, dma_addr_t d)
{
	p = p + 1;
	q -= n;
	n >>= 2;
	d >>= 2;
	n = p - (struct node **)q;
}

// CHECK-LABEL: func "steps"
// CHECK: %[[#OLD:]] = load "int" $i
// CHECK: %[[#NEW:]] = bin sub "int" %[[#OLD]], 1:"int"
// CHECK: store "int" $i, %[[#NEW]]
// CHECK: branch %[[#OLD]], {{b[0-9]+}}, {{b[0-9]+}} loop
// CHECK: %[[#O2:]] = load "int" $i
// CHECK: %[[#N2:]] = bin sub "int" %[[#O2]], 1:"int"
// CHECK: cmp sge "int" %[[#N2]], 0:"int"
void steps(dma_addr_t d, int i)
{
	while (i--)
		get();
	while (--i >= 0)
		get();
}

// CHECK-LABEL: func "generic"
// CHECK: ret 2:"int"
int generic(dma_addr_t d)
{
	return _Generic(d, int: 1, default: 2);
}

// CHECK-LABEL: func "floating"
// CHECK: opaque "double"
// CHECK: opaque "int"
int floating(dma_addr_t d, double x)
{
	return x * 2 > 1.0 ? 1 : 0;
}
