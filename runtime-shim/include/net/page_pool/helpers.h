/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * See types.h.
 */
#ifndef SHIM_NET_PAGE_POOL_HELPERS_H
#define SHIM_NET_PAGE_POOL_HELPERS_H

#include <net/page_pool/types.h>

dma_addr_t page_pool_get_dma_addr(const struct page *page);
enum dma_data_direction page_pool_get_dma_dir(const struct page_pool *pool);
void page_pool_dma_sync_for_cpu(const struct page_pool *pool, const struct page *page, u32 offset,
				u32 dma_sync_size);
void page_pool_put_page(struct page_pool *pool, struct page *page, unsigned int dma_sync_size,
			bool allow_direct);

static inline struct page *page_pool_dev_alloc_pages(struct page_pool *pool)
{
	return page_pool_alloc_pages(pool, GFP_ATOMIC);
}

static inline void page_pool_put_full_page(struct page_pool *pool, struct page *page,
					   bool allow_direct)
{
	page_pool_put_page(pool, page, -1, allow_direct);
}

static inline void page_pool_recycle_direct(struct page_pool *pool, struct page *page)
{
	page_pool_put_full_page(pool, page, true);
}

#endif
