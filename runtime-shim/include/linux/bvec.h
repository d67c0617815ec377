/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * A piece of a page, as the block layer hands it down; and its map (in the kernel: linux/blkdev.h).
 */
#ifndef SHIM_LINUX_BVEC_H
#define SHIM_LINUX_BVEC_H

#include <linux/dma-mapping.h>

struct bio_vec {
	struct page *bv_page;
	unsigned int bv_len;
	unsigned int bv_offset;
};

#define dma_map_bvec(dev, bv, dir, attrs) \
	dma_map_page_attrs(dev, (bv)->bv_page, (bv)->bv_offset, (bv)->bv_len, (dir), (attrs))

#endif
