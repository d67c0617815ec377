// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Address and length of one entry, side by side to a function: outside of loops, or through min().

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/minmax.h>
#include <linux/scatterlist.h>

struct request {
	struct scatterlist *sg;
	unsigned int sg_len;
};

struct host {
	struct device *dev;
	__le32 *descs;
};

void set_transfer(struct host *h, dma_addr_t addr, u32 len, int dir);

int start_bad(struct host *h, struct request *r)
{
	int count = dma_map_sg(h->dev, r->sg, r->sg_len, DMA_TO_DEVICE);

	if (count != 1)
		return -EINVAL;
	set_transfer(h, sg_dma_address(r->sg), r->sg->length, 1);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: length of the entry beside its DMA address{{.*}}[dma-sg-length-as-dma-length]
	return 0;
}

int fill_bad(struct host *h, struct request *r, unsigned int bytes)
{
	int count = dma_map_sg(h->dev, r->sg, r->sg_len, DMA_TO_DEVICE);
	struct scatterlist *sg;
	unsigned int todo;
	int i;

	if (!count)
		return -EIO;
	for_each_sg(r->sg, sg, count, i) {
		h->descs[2 * i] = cpu_to_le32(lower_32_bits(sg_dma_address(sg)));
		todo = min(bytes, sg->length);
		// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: length of the entry beside its DMA address{{.*}}[dma-sg-length-as-dma-length]
		h->descs[2 * i + 1] = cpu_to_le32(todo / 4);
		bytes -= todo;
	}
	return 0;
}
