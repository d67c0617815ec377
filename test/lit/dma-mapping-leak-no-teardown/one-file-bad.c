// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// RUN: %dma-lint %s -- %shim -DKBUILD_MODNAME='"baz"' | count 0
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The main file of a module that shares no header with another file: it is all there is. With the name of a module
// it may be one of several.

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/platform_device.h>
#include <linux/slab.h>

struct baz {
	struct device *dev;
	void __iomem *regs;
	u8 *scratch;
	dma_addr_t scratch_dma;
};

static int baz_probe_bad(struct platform_device *pdev)
{
	struct baz *b = devm_kzalloc(&pdev->dev, sizeof(*b), GFP_KERNEL);

	if (!b)
		return -ENOMEM;
	b->dev = &pdev->dev;
	b->regs = devm_platform_ioremap_resource(pdev, 0);
	if (IS_ERR(b->regs))
		return PTR_ERR(b->regs);
	b->scratch = devm_kzalloc(&pdev->dev, PAGE_SIZE, GFP_KERNEL);
	if (!b->scratch)
		return -ENOMEM;
	b->scratch_dma = dma_map_single(b->dev, b->scratch, PAGE_SIZE, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-leak-no-teardown]
	if (dma_mapping_error(b->dev, b->scratch_dma))
		return -ENOMEM;
	writel(lower_32_bits(b->scratch_dma), b->regs);
	writel(upper_32_bits(b->scratch_dma), b->regs);
	platform_set_drvdata(pdev, b);
	return 0;
}

static void baz_remove(struct platform_device *pdev)
{
	struct baz *b = platform_get_drvdata(pdev);

	writel(0, b->regs);
}

static struct platform_driver baz_driver = {
	.probe = baz_probe_bad,
	.remove = baz_remove,
	.driver = { .name = "baz" },
};
module_platform_driver(baz_driver);
MODULE_LICENSE("GPL");
