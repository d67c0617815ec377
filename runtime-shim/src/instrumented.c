/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What code calls that is compiled with -fsanitize=thread: a function for each access to memory. Linked
 * with this library instead of the compiler's, such code tells the runtime where it touches a buffer,
 * to the line. Atomic operations are done as they are asked for; the order is always the strictest.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <dma-shim.h>

#define HERE __builtin_return_address(0)

#define ACCESS(suffix, size)								\
void __tsan_read##suffix(void *p);							\
void __tsan_write##suffix(void *p);							\
void __tsan_volatile_read##suffix(void *p);						\
void __tsan_volatile_write##suffix(void *p);						\
void __tsan_read##suffix(void *p)							\
{											\
	dma_shim_cpu_access(p, size, false, HERE);					\
}											\
void __tsan_write##suffix(void *p)							\
{											\
	dma_shim_cpu_access(p, size, true, HERE);					\
}											\
void __tsan_volatile_read##suffix(void *p)						\
{											\
	dma_shim_cpu_access(p, size, false, HERE);					\
}											\
void __tsan_volatile_write##suffix(void *p)						\
{											\
	dma_shim_cpu_access(p, size, true, HERE);					\
}

#define UNALIGNED(size)									\
void __tsan_unaligned_read##size(void *p);						\
void __tsan_unaligned_write##size(void *p);						\
void __tsan_unaligned_read##size(void *p)						\
{											\
	dma_shim_cpu_access(p, size, false, HERE);					\
}											\
void __tsan_unaligned_write##size(void *p)						\
{											\
	dma_shim_cpu_access(p, size, true, HERE);					\
}

ACCESS(1, 1)
ACCESS(2, 2)
ACCESS(4, 4)
ACCESS(8, 8)
ACCESS(16, 16)
UNALIGNED(2)
UNALIGNED(4)
UNALIGNED(8)
UNALIGNED(16)

/* Reads and writes at once: an increment. */
#define READ_WRITE(name, size)								\
void __tsan_##name(void *p);								\
void __tsan_##name(void *p)								\
{											\
	dma_shim_cpu_access(p, size, false, HERE);					\
	dma_shim_cpu_access(p, size, true, HERE);					\
}

READ_WRITE(read_write1, 1)
READ_WRITE(read_write2, 2)
READ_WRITE(read_write4, 4)
READ_WRITE(read_write8, 8)
READ_WRITE(read_write16, 16)
READ_WRITE(unaligned_read_write2, 2)
READ_WRITE(unaligned_read_write4, 4)
READ_WRITE(unaligned_read_write8, 8)
READ_WRITE(unaligned_read_write16, 16)

void __tsan_read_range(void *p, size_t size);
void __tsan_write_range(void *p, size_t size);
void *__tsan_memcpy(void *to, const void *from, size_t n);
void *__tsan_memmove(void *to, const void *from, size_t n);
void *__tsan_memset(void *to, int c, size_t n);
void __tsan_init(void);
void __tsan_func_entry(void *pc);
void __tsan_func_exit(void);
void __tsan_atomic_thread_fence(int order);
void __tsan_atomic_signal_fence(int order);

void __tsan_read_range(void *p, size_t size)
{
	dma_shim_cpu_access(p, size, false, HERE);
}

void __tsan_write_range(void *p, size_t size)
{
	dma_shim_cpu_access(p, size, true, HERE);
}

void *__tsan_memcpy(void *to, const void *from, size_t n)
{
	dma_shim_cpu_access(from, n, false, HERE);
	dma_shim_cpu_access(to, n, true, HERE);
	return memcpy(to, from, n);
}

void *__tsan_memmove(void *to, const void *from, size_t n)
{
	dma_shim_cpu_access(from, n, false, HERE);
	dma_shim_cpu_access(to, n, true, HERE);
	return memmove(to, from, n);
}

void *__tsan_memset(void *to, int c, size_t n)
{
	dma_shim_cpu_access(to, n, true, HERE);
	return memset(to, c, n);
}

void __tsan_init(void)
{
}

void __tsan_func_entry(void *pc)
{
	(void)pc;
}

void __tsan_func_exit(void)
{
}

/* ---- atomics ----------------------------------------------------------------------------------- */

void __tsan_atomic_thread_fence(int order)
{
	(void)order;
	__atomic_thread_fence(__ATOMIC_SEQ_CST);
}

void __tsan_atomic_signal_fence(int order)
{
	(void)order;
	__atomic_signal_fence(__ATOMIC_SEQ_CST);
}

#define FETCH(bits, type, op)								\
type __tsan_atomic##bits##_fetch_##op(volatile type *p, type v, int order);		\
type __tsan_atomic##bits##_fetch_##op(volatile type *p, type v, int order)		\
{											\
	(void)order;									\
	return __atomic_fetch_##op(p, v, __ATOMIC_SEQ_CST);				\
}

#define COMPARE(bits, type, kind)							\
int __tsan_atomic##bits##_compare_exchange_##kind(volatile type *p, type *c, type v,	\
						  int order, int otherwise);		\
int __tsan_atomic##bits##_compare_exchange_##kind(volatile type *p, type *c, type v,	\
						  int order, int otherwise)		\
{											\
	(void)order;									\
	(void)otherwise;								\
	return __atomic_compare_exchange_n(p, c, v, false, __ATOMIC_SEQ_CST,		\
					   __ATOMIC_SEQ_CST);				\
}

#define ATOMIC(bits, type)								\
type __tsan_atomic##bits##_load(const volatile type *p, int order);			\
void __tsan_atomic##bits##_store(volatile type *p, type v, int order);			\
type __tsan_atomic##bits##_exchange(volatile type *p, type v, int order);		\
type __tsan_atomic##bits##_load(const volatile type *p, int order)			\
{											\
	(void)order;									\
	return __atomic_load_n(p, __ATOMIC_SEQ_CST);					\
}											\
void __tsan_atomic##bits##_store(volatile type *p, type v, int order)			\
{											\
	(void)order;									\
	__atomic_store_n(p, v, __ATOMIC_SEQ_CST);					\
}											\
type __tsan_atomic##bits##_exchange(volatile type *p, type v, int order)		\
{											\
	(void)order;									\
	return __atomic_exchange_n(p, v, __ATOMIC_SEQ_CST);				\
}											\
FETCH(bits, type, add)									\
FETCH(bits, type, sub)									\
FETCH(bits, type, and)									\
FETCH(bits, type, or)									\
FETCH(bits, type, xor)									\
COMPARE(bits, type, strong)								\
COMPARE(bits, type, weak)

ATOMIC(8, uint8_t)
ATOMIC(16, uint16_t)
ATOMIC(32, uint32_t)
ATOMIC(64, uint64_t)
