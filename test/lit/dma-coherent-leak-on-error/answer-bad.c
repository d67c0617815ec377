// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the device answered, in the memory itself, decides: a question that is not about the pointer.

#include <linux/dma-mapping.h>
#include <linux/io.h>

struct answer {
	u32 status;
	u32 ports;
};

struct mem {
	void *virt;
	dma_addr_t phys;
	size_t size;
};

struct card {
	struct device *dev;
	void __iomem *regs;
	u32 ports;
};

int ask_bad(struct card *c)
{
	struct answer *answer;
	struct mem data;

	data.size = sizeof(*answer);
	data.virt = dma_alloc_coherent(c->dev, data.size, &data.phys, GFP_KERNEL);
	if (!data.virt)
		return -ENOMEM;
	writeq(data.phys, c->regs);
	if (!readl(c->regs)) {
		dma_free_coherent(c->dev, data.size, data.virt, data.phys);
		return -EIO;
	}
	answer = data.virt;
	if (answer->status)
		return -EIO;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}dma_alloc_coherent(){{.*}}[dma-coherent-leak-on-error]
	c->ports = answer->ports;
	dma_free_coherent(c->dev, data.size, data.virt, data.phys);
	return 0;
}

int ask_good(struct card *c)
{
	struct answer *answer;
	struct mem data;
	int ret = 0;

	data.size = sizeof(*answer);
	data.virt = dma_alloc_coherent(c->dev, data.size, &data.phys, GFP_KERNEL);
	if (!data.virt)
		return -ENOMEM;
	writeq(data.phys, c->regs);
	answer = data.virt;
	if (answer->status)
		ret = -EIO;
	else
		c->ports = answer->ports;
	dma_free_coherent(c->dev, data.size, data.virt, data.phys);
	return ret;
}
