// RUN: %dma-lint --dump-ir %s -- | FileCheck %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Calls: macros over the API, functions that don't return, pointers, builtins, assembly.

typedef unsigned long long dma_addr_t;
typedef unsigned long size_t;
enum dma_data_direction { DMA_BIDIRECTIONAL, DMA_TO_DEVICE };
struct device;
dma_addr_t dma_map_single_attrs(struct device *dev, void *p, size_t n,
				enum dma_data_direction dir, unsigned long attrs);
#define dma_map_single(d, a, s, r) dma_map_single_attrs(d, a, s, r, 0)
#define MY_MAP(d, a, s) dma_map_single(d, a, s, DMA_TO_DEVICE)
#define CHECKED(x) ((x) != 0)
int dma_mapping_error(struct device *dev, dma_addr_t dma);
void panic(const char *fmt, ...) __attribute__((noreturn));
static int counter;
struct ops {
	int (*start)(struct device *dev, dma_addr_t dma);
};

// CHECK: global "counter" "int" static
// CHECK: decl "dma_map_single_attrs" "dma_addr_t" ({{.*}})
// CHECK: decl "panic" "void" ("const char *") {{.*}}noreturn

// The name that the user wrote, if it is one of the API's; the place is where it was written.
// CHECK-LABEL: func "macros"
// CHECK: call "dma_addr_t" @dma_map_single_attrs({{.*}}) as "dma_map_single" at [[#@LINE+8]]:19
// CHECK: call "dma_addr_t" @dma_map_single_attrs({{.*}}) as "dma_map_single" at [[#@LINE+10]]:6
// CHECK: call "dma_addr_t" @dma_map_single_attrs({{.*}}) as "dma_map_single" at [[#@LINE+11]]:7
// CHECK: call "int" @dma_mapping_error({{[^)]*}}) at [[#@LINE+12]]:14
// CHECK: call "dma_addr_t" @dma_map_single_attrs({{[^)]*}}) at [[#@LINE+13]]:9
dma_addr_t macros(struct device *dev, void *p)
{

	dma_addr_t one = dma_map_single(dev, p, 1, DMA_TO_DEVICE), two, three;

	two =
	    MY_MAP(dev, p, 2);
	if (CHECKED(three =
		    dma_map_single(dev, p, 3, DMA_TO_DEVICE)))
		return two;
	if (CHECKED(dma_mapping_error(dev, one)))
		return three;
	return dma_map_single_attrs(dev, p, 4, DMA_TO_DEVICE, 0);
}

// CHECK-LABEL: func "no_return"
// CHECK: call "void" @panic("bad %d":"{{.*}}char *", %{{[0-9]+}})
// CHECK-NEXT: unreachable
// CHECK: ret
int no_return(dma_addr_t d, int n)
{
	if (n)
		panic("bad %d", n);
	return n;
}

// CHECK-LABEL: func "indirect"
// CHECK: %[[#SLOT:]] = field "{{.*}}" %{{[0-9]+}}, "struct ops"."start"
// CHECK: %[[#FN:]] = load "{{.*}}" %[[#SLOT]]
// CHECK: call "int" %[[#FN]](%{{[0-9]+}}, %{{[0-9]+}})
int indirect(const struct ops *ops, struct device *dev, dma_addr_t d)
{
	return ops->start(dev, d);
}

// CHECK-LABEL: func "builtins"
// CHECK: call "void *" @memcpy(%{{[0-9]+}}, %{{[0-9]+}}, 16:"unsigned long")
// CHECK: call "{{.*}}" @__builtin_bswap32
// CHECK: %[[#M:]] = bin mul "int"
// CHECK: store "int" %{{[0-9]+}}, %[[#M]]
// CHECK: opaque "_Bool"
int builtins(dma_addr_t d, void *p, void *q, int *n)
{
	__builtin_memcpy(p, q, 16);
	*n = __builtin_bswap32(*n);
	return __builtin_mul_overflow(*n, 3, n);
}

// CHECK-LABEL: func "assembly"
// CHECK: %[[#IN:]] = load "int" $n
// CHECK: %[[#OUT:]] = opaque "int" ({{.*}}%[[#IN]])
// CHECK: store "int" $r, %[[#OUT]]
int assembly(dma_addr_t d, int n)
{
	int r;

	asm volatile("# %0 %1" : "=r"(r) : "r"(n) : "memory");
	return r + counter++;
}

// A variable inside of a function that outlives it.
// CHECK-LABEL: func "statics"
// CHECK: load "int" {{.*}}statics.calls
int statics(dma_addr_t d)
{
	static int calls = 3;

	return calls;
}

// CHECK-LABEL: func "old_style"
// CHECK: call "int" @undeclared(%{{[0-9]+}})
int old_style(dma_addr_t d)
{
	int undeclared();

	return undeclared(d);
}
