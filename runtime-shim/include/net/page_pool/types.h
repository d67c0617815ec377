/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Pools of pages for receive rings. With PP_FLAG_DMA_MAP the pool maps them; what the device wrote is synced by
 * the driver.
 */
#ifndef SHIM_NET_PAGE_POOL_TYPES_H
#define SHIM_NET_PAGE_POOL_TYPES_H

#include <linux/dma-mapping.h>
#include <linux/mm.h>
#include <linux/types.h>

#define PP_FLAG_DMA_MAP		1
#define PP_FLAG_DMA_SYNC_DEV	2

struct net_device;
struct napi_struct;

struct page_pool_params {
	unsigned int order;
	unsigned int pool_size;
	int nid;
	struct device *dev;
	struct napi_struct *napi;
	enum dma_data_direction dma_dir;
	unsigned int max_len;
	unsigned int offset;
	struct net_device *netdev;
	unsigned int flags;
};

struct page_pool;

struct page_pool *page_pool_create(const struct page_pool_params *params);
/* Pages that are out are unmapped when they come back. */
void page_pool_destroy(struct page_pool *pool);
struct page *page_pool_alloc_pages(struct page_pool *pool, gfp_t gfp);

#endif
