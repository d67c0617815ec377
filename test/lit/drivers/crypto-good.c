// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A cipher driver: source and destination lists that may be one, an IV beside them.

// CHECK-NOT: warning:

#include <linux/completion.h>
#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>

struct request {
	struct scatterlist *src, *dst;
	unsigned int cryptlen;
	u8 *iv;
};

struct context {
	struct device *dev;
	void __iomem *regs;
	struct completion done;
	int src_nents, dst_nents;
	u32 *key;
	unsigned int keylen;
};

int cipher_good(struct context *c, struct request *rq)
{
	dma_addr_t key_dma, iv_dma = 0;
	int nents, mapped_src, mapped_dst, i, ret = 0;
	struct scatterlist *sg;
	u8 *backup = NULL;

	nents = sg_nents_for_len(rq->src, rq->cryptlen);
	if (nents < 0)
		return nents;
	key_dma = dma_map_single(c->dev, c->key, c->keylen, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, key_dma)) {
		dev_err(c->dev, "cannot map the key\n");
		ret = -EFAULT;
		goto out;
	}
	if (rq->iv) {
		backup = kmemdup(rq->iv, 16, GFP_KERNEL);
		if (!backup) {
			ret = -ENOMEM;
			goto unmap_key;
		}
		iv_dma = dma_map_single(c->dev, backup, 16, DMA_TO_DEVICE);
		if (dma_mapping_error(c->dev, iv_dma)) {
			ret = -ENOMEM;
			goto free_iv;
		}
		writeq(iv_dma, c->regs);
	}
	if (rq->src == rq->dst) {
		mapped_src = dma_map_sg(c->dev, rq->src, nents, DMA_BIDIRECTIONAL);
		if (mapped_src <= 0) {
			ret = -EINVAL;
			goto unmap_iv;
		}
		mapped_dst = mapped_src;
	} else {
		mapped_src = dma_map_sg(c->dev, rq->src, nents, DMA_TO_DEVICE);
		if (mapped_src <= 0) {
			ret = -EINVAL;
			goto unmap_iv;
		}
		mapped_dst = dma_map_sg(c->dev, rq->dst, nents, DMA_FROM_DEVICE);
		if (mapped_dst <= 0) {
			dma_unmap_sg(c->dev, rq->src, nents, DMA_TO_DEVICE);
			ret = -EINVAL;
			goto unmap_iv;
		}
	}
	for_each_sg(rq->src, sg, mapped_src, i)
		writeq(sg_dma_address(sg), c->regs + 16 + 8 * i);
	for_each_sg(rq->dst, sg, mapped_dst, i)
		writeq(sg_dma_address(sg), c->regs + 256 + 8 * i);
	writeq(key_dma, c->regs + 8);
	if (!wait_for_completion_timeout(&c->done, HZ))
		ret = -ETIMEDOUT;

	if (rq->src == rq->dst) {
		dma_unmap_sg(c->dev, rq->src, nents, DMA_BIDIRECTIONAL);
	} else {
		dma_unmap_sg(c->dev, rq->src, nents, DMA_TO_DEVICE);
		dma_unmap_sg(c->dev, rq->dst, nents, DMA_FROM_DEVICE);
	}
unmap_iv:
	if (rq->iv)
		dma_unmap_single(c->dev, iv_dma, 16, DMA_TO_DEVICE);
free_iv:
	kfree(backup);
unmap_key:
	dma_unmap_single(c->dev, key_dma, c->keylen, DMA_TO_DEVICE);
out:
	return ret;
}

int hash_good(struct context *c, struct request *rq, u8 *digest, unsigned int len)
{
	u8 *out = kzalloc(len, GFP_KERNEL);
	dma_addr_t dma;
	int ret = -ENOMEM, nents;

	if (!out)
		return -ENOMEM;
	nents = sg_nents(rq->src);
	c->src_nents = dma_map_sg(c->dev, rq->src, nents, DMA_TO_DEVICE);
	if (!c->src_nents)
		goto free;
	dma = dma_map_single(c->dev, out, len, DMA_FROM_DEVICE);
	if (dma_mapping_error(c->dev, dma))
		goto unmap_src;
	writel(c->src_nents, c->regs);
	writeq(dma, c->regs + 8);
	ret = wait_for_completion_timeout(&c->done, HZ) ? 0 : -ETIMEDOUT;
	dma_unmap_single(c->dev, dma, len, DMA_FROM_DEVICE);
	if (!ret)
		__builtin_memcpy(digest, out, len);
unmap_src:
	dma_unmap_sg(c->dev, rq->src, nents, DMA_TO_DEVICE);
free:
	kfree(out);
	return ret;
}
