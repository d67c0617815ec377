// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The pointer is not the one that was returned.

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>

struct ring {
	struct device *dev;
	u32 *desc;
	dma_addr_t dma;
	void **shadow;
	void __iomem *regs;
};

/* Walked through, and freed where the walk ended. */
int moved_on_bad(struct ring *r)
{
	dma_addr_t dma;
	u32 *p = dma_alloc_coherent(r->dev, 4096, &dma, GFP_KERNEL);

	if (!p)
		return -ENOMEM;
	*p++ = 1;
	*p++ = 2;
	writeq(dma, r->regs);
	dma_free_coherent(r->dev, 4096, p, dma);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-free-cpu-mismatch]
	return 0;
}

int of_the_other_bad(struct ring *r)
{
	dma_addr_t cmd_dma, rsp_dma;
	u32 *cmd = dma_alloc_coherent(r->dev, 256, &cmd_dma, GFP_KERNEL), *rsp;

	if (!cmd)
		return -ENOMEM;
	rsp = dma_alloc_coherent(r->dev, 256, &rsp_dma, GFP_KERNEL);
	if (!rsp) {
		dma_free_coherent(r->dev, 256, cmd, cmd_dma);
		return -ENOMEM;
	}
	writeq(cmd_dma, r->regs);
	writeq(rsp_dma, r->regs);
	dma_free_coherent(r->dev, 256, rsp, rsp_dma);
	dma_free_coherent(r->dev, 256, rsp, cmd_dma);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-free-cpu-mismatch]
	return 0;
}

/* The header in front was skipped for the user of the buffer. */
int header_bad(struct ring *r)
{
	char *p = dma_alloc_wc(r->dev, 4096, &r->dma, GFP_KERNEL), *data;

	if (!p)
		return -ENOMEM;
	data = p + 64;
	data[0] = 1;
	writeq(r->dma + 64, r->regs);
	dma_free_wc(r->dev, 4096, data, r->dma);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-free-cpu-mismatch]
	return 0;
}

/* The same, by a loop whose end nobody knows. */
int read_out_bad(struct ring *r, u8 *out, size_t len)
{
	dma_addr_t dma;
	u8 *p = dma_alloc_coherent(r->dev, 512, &dma, GFP_KERNEL);

	if (!p)
		return -ENOMEM;
	while (len--)
		*out++ = *p++;
	dma_free_coherent(r->dev, 512, p, dma);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-free-cpu-mismatch]
	return 0;
}

int counted_walk_bad(struct ring *r, u8 *out)
{
	dma_addr_t dma;
	u8 *p = dma_alloc_coherent(r->dev, 512, &dma, GFP_KERNEL);
	int i;

	if (!p)
		return -ENOMEM;
	writeq(dma, r->regs);
	for (i = 0; i < 512; i++)
		out[i] = *p++;
	dma_free_coherent(r->dev, 512, p, dma);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-free-cpu-mismatch]
	return 0;
}
