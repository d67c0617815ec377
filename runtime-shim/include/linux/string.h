/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Memory and strings.
 */
#ifndef SHIM_LINUX_STRING_H
#define SHIM_LINUX_STRING_H

#include <linux/types.h>

void *memcpy(void *to, const void *from, size_t n);
void *memmove(void *to, const void *from, size_t n);
void *memset(void *to, int c, size_t n);
int memcmp(const void *a, const void *b, size_t n);
size_t strlen(const char *s);
int strcmp(const char *a, const char *b);

/* Of instrumented code, what the C library does for it is looked at as well: libdma-shim-access. */
#ifndef __has_feature
#define __has_feature(x) 0
#endif
#if !defined(DMA_SHIM_ITSELF) && \
	(defined(__SANITIZE_THREAD__) || __has_feature(thread_sanitizer))
void *dma_shim_memcpy(void *to, const void *from, size_t n);
void *dma_shim_memmove(void *to, const void *from, size_t n);
void *dma_shim_memset(void *to, int c, size_t n);
int dma_shim_memcmp(const void *a, const void *b, size_t n);

#define memcpy(to, from, n)	dma_shim_memcpy(to, from, n)
#define memmove(to, from, n)	dma_shim_memmove(to, from, n)
#define memset(to, c, n)	dma_shim_memset(to, c, n)
#define memcmp(a, b, n)		dma_shim_memcmp(a, b, n)
#endif

#endif
