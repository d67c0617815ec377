// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Two pools in one structure; what was called in between has not exchanged them.

#include <linux/dma-mapping.h>
#include <linux/dmapool.h>
#include <linux/errno.h>

struct host {
	struct dma_pool *cmds, *chaps;
	void *buf;
};

int ask(struct host *h, dma_addr_t dma);

int read_config_bad(struct host *h)
{
	dma_addr_t dma;
	void *buf = dma_pool_alloc(h->cmds, GFP_KERNEL, &dma);
	int err;

	if (!buf)
		return -ENOMEM;
	err = ask(h, dma);
	dma_pool_free(h->chaps, buf, dma);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-pool-mismatch]
	return err;
}

int retry_bad(struct host *h, int times)
{
	dma_addr_t dma;
	void *buf = dma_pool_alloc(h->chaps, GFP_KERNEL, &dma);
	int err;

	if (!buf)
		return -ENOMEM;
	do {
		err = ask(h, dma);
	} while (err && times--);
	dma_pool_free(h->cmds, buf, dma);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-pool-mismatch]
	return err;
}
