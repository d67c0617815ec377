// RUN: not %dma-lint --whole-modules %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Many errors come to the end of a probe, each from somewhere else: a number that was tested under
// another name, the error of a pointer, a status. All of them are failure; and the last one that gives
// the controller back frees it without asking the driver.

#include <linux/dma-mapping.h>
#include <linux/dmaengine.h>
#include <linux/err.h>
#include <linux/module.h>
#include <linux/platform_device.h>

struct spi_controller {
	struct device dev;
};

struct clk;

struct spi_controller *spi_alloc_host(struct device *dev, unsigned int size);
void *spi_controller_get_devdata(struct spi_controller *host);
int spi_register_controller(struct spi_controller *host);
void spi_unregister_controller(struct spi_controller *host);
void spi_controller_put(struct spi_controller *host);
struct clk *devm_clk_get(struct device *dev, const char *id);
int of_read(struct device *dev, const char *name, u32 *value);

struct qspi {
	struct device *dev;
	struct clk *clk;
	void *bounce;
	dma_addr_t bounce_dma;
	u32 speed;
};

static int probe_bad(struct platform_device *pdev)
{
	struct spi_controller *host = spi_alloc_host(&pdev->dev, sizeof(struct qspi));
	struct qspi *q;
	int ret, irq;

	if (!host)
		return -ENOMEM;
	q = spi_controller_get_devdata(host);
	q->dev = &pdev->dev;
	platform_set_drvdata(pdev, host);
	irq = platform_get_irq(pdev, 0);
	if (irq < 0) {
		ret = irq;
		goto put;
	}
	q->clk = devm_clk_get(&pdev->dev, "fck");
	if (IS_ERR(q->clk)) {
		ret = PTR_ERR(q->clk);
		goto put;
	}
	ret = of_read(&pdev->dev, "speed", &q->speed);
	if (ret)
		goto put;
	q->bounce = dma_alloc_coherent(q->dev, 4096, &q->bounce_dma, GFP_KERNEL);
	if (!q->bounce) {
		ret = -ENOMEM;
		goto put;
	}
	ret = spi_register_controller(host);
	if (!ret)
		return 0;
put:
	spi_controller_put(host);
	return ret;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-coherent-leak-on-error]
}

static int probe_good(struct platform_device *pdev)
{
	struct spi_controller *host = spi_alloc_host(&pdev->dev, sizeof(struct qspi));
	struct qspi *q;
	int ret, irq;

	if (!host)
		return -ENOMEM;
	q = spi_controller_get_devdata(host);
	q->dev = &pdev->dev;
	platform_set_drvdata(pdev, host);
	irq = platform_get_irq(pdev, 0);
	if (irq < 0) {
		ret = irq;
		goto put;
	}
	q->clk = devm_clk_get(&pdev->dev, "fck");
	if (IS_ERR(q->clk)) {
		ret = PTR_ERR(q->clk);
		goto put;
	}
	q->bounce = dma_alloc_coherent(q->dev, 4096, &q->bounce_dma, GFP_KERNEL);
	if (!q->bounce) {
		ret = -ENOMEM;
		goto put;
	}
	ret = spi_register_controller(host);
	if (!ret)
		return 0;
	dma_free_coherent(q->dev, 4096, q->bounce, q->bounce_dma);
put:
	spi_controller_put(host);
	return ret;
}

static void qspi_remove(struct platform_device *pdev)
{
	struct spi_controller *host = platform_get_drvdata(pdev);
	struct qspi *q = spi_controller_get_devdata(host);

	spi_unregister_controller(host);
	dma_free_coherent(q->dev, 4096, q->bounce, q->bounce_dma);
	spi_controller_put(host);
}

static struct platform_driver one = { .probe = probe_bad, .remove = qspi_remove };
static struct platform_driver two = { .probe = probe_good, .remove = qspi_remove };

int qspi_init(void)
{
	return platform_driver_register(&one) ?: platform_driver_register(&two);
}
