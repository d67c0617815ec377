/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Devices for tests, of the buses that drivers are written for, and the ends of their lives: probe
 * and remove. A bus gives its devices a DMA mask of 32 bits, as the kernel does.
 */
#include "shim.h"

#include <errno.h>
#include <linux/netdevice.h>
#include <linux/pci.h>
#include <linux/of.h>
#include <linux/platform_device.h>
#include <linux/spi/spi.h>
#include <linux/usb.h>
#include <rdma/ib_verbs.h>

/* What stands behind every device made here. */
struct made {
	char name[48];
	struct device_dma_parameters parms;
	u64 mask;
	bool usb;		/* the host controller does its DMA */
};

void dma_shim_device_init(struct device *dev, const char *name, u64 *dma_mask)
{
	memset(dev, 0, sizeof(*dev));
	dev->init_name = name;
	dev->dma_mask = dma_mask;
	dev->coherent_dma_mask = dma_mask ? *dma_mask : 0;
}

/* Takes what the last device at this address left behind. */
static bool make(struct device *dev, const char *name)
{
	struct made *made = calloc(1, sizeof(*made));

	if (!made)
		return false;
	snprintf(made->name, sizeof(made->name), "%s", name ? name : "device");
	made->mask = DMA_BIT_MASK(32);
	dma_shim_device_init(dev, made->name, &made->mask);
	dev->dma_parms = &made->parms;
	dev->shim = made;
	return true;
}

static void unmake(struct device *dev)
{
	dma_shim_release_device(dev);
	free(dev->shim);
}

struct device *dma_shim_device_new(const char *name)
{
	struct device *dev = calloc(1, sizeof(*dev));

	if (dev && make(dev, name))
		return dev;
	free(dev);
	return NULL;
}

void dma_shim_device_free(struct device *dev)
{
	if (dev)
		unmake(dev);
	free(dev);
}

bool shim_device_is_usb(const struct device *dev)
{
	const struct device *up = dev->parent;

	return (dev->shim && ((struct made *)dev->shim)->usb) ||	/* its interfaces, too */
	       (up && up->shim && ((struct made *)up->shim)->usb);
}

/* For structures that hold a struct device called dev. */
#define DEVICE_FUNCTIONS(type, infix)							\
struct type *dma_shim_##infix##_new(const char *name)					\
{											\
	struct type *p = calloc(1, sizeof(*p));						\
											\
	if (p && make(&p->dev, name))							\
		return p;								\
	free(p);									\
	return NULL;									\
}											\
void dma_shim_##infix##_free(struct type *p)						\
{											\
	if (p)										\
		unmake(&p->dev);							\
	free(p);									\
}

DEVICE_FUNCTIONS(pci_dev, pci_device)
DEVICE_FUNCTIONS(platform_device, platform_device)

struct usb_device *dma_shim_usb_device_new(const char *name)
{
	struct usb_device *udev = calloc(1, sizeof(*udev));
	struct usb_bus *bus = calloc(1, sizeof(*bus));
	struct device *host = dma_shim_device_new("usb-host");

	if (!udev || !bus || !host || !make(&udev->dev, name)) {
		free(udev);
		free(bus);
		dma_shim_device_free(host);
		return NULL;
	}
	bus->controller = bus->sysdev = host;
	((struct made *)udev->dev.shim)->usb = true;
	udev->bus = bus;
	udev->dev.parent = host;
	return udev;
}

void dma_shim_usb_device_free(struct usb_device *udev)
{
	if (!udev)
		return;
	unmake(&udev->dev);
	dma_shim_device_free(udev->bus->sysdev);
	free(udev->bus);
	free(udev);
}

/* It does no DMA itself: no mask. */
struct spi_device *dma_shim_spi_device_new(const char *name)
{
	struct spi_device *spi = calloc(1, sizeof(*spi));
	struct device *controller = dma_shim_device_new("spi-controller");

	if (!spi || !controller || !make(&spi->dev, name)) {
		free(spi);
		dma_shim_device_free(controller);
		return NULL;
	}
	spi->dev.dma_mask = NULL;
	spi->dev.parent = controller;
	return spi;
}

void dma_shim_spi_device_free(struct spi_device *spi)
{
	struct device *controller;

	if (!spi)
		return;
	controller = spi->dev.parent;
	unmake(&spi->dev);
	dma_shim_device_free(controller);
	free(spi);
}

/* It does no DMA itself: no mask. */
struct net_device *dma_shim_net_device_new(struct device *parent, const char *name,
					   size_t priv_size)
{
	struct net_device *ndev = calloc(1, sizeof(*ndev));

	if (!ndev)
		return NULL;
	ndev->priv = calloc(1, priv_size ? priv_size : 1);
	if (!ndev->priv) {
		free(ndev);
		return NULL;
	}
	snprintf(ndev->name, sizeof(ndev->name), "%s", name ? name : "eth0");
	dma_shim_device_init(&ndev->dev, ndev->name, NULL);
	ndev->dev.parent = parent;
	ndev->mtu = 1500;
	return ndev;
}

void dma_shim_net_device_free(struct net_device *ndev)
{
	if (!ndev)
		return;
	dma_shim_release_device(&ndev->dev);
	free(ndev->priv);
	free(ndev);
}

struct net_device *alloc_etherdev(int sizeof_priv)
{
	return dma_shim_net_device_new(NULL, NULL, (size_t)sizeof_priv);
}

void free_netdev(struct net_device *dev)
{
	dma_shim_net_device_free(dev);
}

struct ib_device *dma_shim_ib_device_new(struct device *dma_device, const char *name)
{
	struct ib_device *ibdev = calloc(1, sizeof(*ibdev));

	if (!ibdev)
		return NULL;
	snprintf(ibdev->name, sizeof(ibdev->name), "%s", name ? name : "ib0");
	ibdev->dma_device = dma_device;
	return ibdev;
}

void dma_shim_ib_device_free(struct ib_device *ibdev)
{
	free(ibdev);
}

/* ---- probe and remove -------------------------------------------------------------------------- */

int dma_shim_pci_probe(struct pci_driver *driver, struct pci_dev *pdev)
{
	int status = driver->probe(pdev, driver->id_table);

	if (status < 0)
		dma_shim_release_device_status(&pdev->dev, status);
	return status;
}

unsigned long dma_shim_pci_remove(struct pci_driver *driver, struct pci_dev *pdev)
{
	if (driver->remove)
		driver->remove(pdev);
	return dma_shim_release_device(&pdev->dev);
}

int dma_shim_platform_probe(struct platform_driver *driver, struct platform_device *pdev)
{
	int status;

	pdev->dev.driver = &driver->driver;
	status = driver->probe(pdev);
	if (status < 0)
		dma_shim_release_device_status(&pdev->dev, status);
	return status;
}

unsigned long dma_shim_platform_remove(struct platform_driver *driver,
				       struct platform_device *pdev)
{
	if (driver->remove)
		driver->remove(pdev);
	return dma_shim_release_device(&pdev->dev);
}

/* ---- what the buses offer ---------------------------------------------------------------------- */

#define BAR_SIZE 65536

int pci_enable_device(struct pci_dev *dev)
{
	return dev ? 0 : -EINVAL;
}

int pcim_enable_device(struct pci_dev *pdev)
{
	return pci_enable_device(pdev);
}

void pci_disable_device(struct pci_dev *dev)
{
	(void)dev;
}

void pci_set_master(struct pci_dev *dev)
{
	(void)dev;
}

void pci_clear_master(struct pci_dev *dev)
{
	(void)dev;
}

int pci_request_regions(struct pci_dev *pdev, const char *name)
{
	(void)pdev;
	(void)name;
	return 0;
}

void pci_release_regions(struct pci_dev *pdev)
{
	(void)pdev;
}

void __iomem *pci_iomap(struct pci_dev *dev, int bar, unsigned long max)
{
	(void)dev;
	(void)bar;
	return ioremap(0, max ? max : BAR_SIZE);
}

void pci_iounmap(struct pci_dev *dev, void __iomem *addr)
{
	(void)dev;
	iounmap(addr);
}

void __iomem *pci_ioremap_bar(struct pci_dev *pdev, int bar)
{
	return pci_iomap(pdev, bar, 0);
}

/* Unmapped when the driver lets the device go. */
void __iomem *pcim_iomap(struct pci_dev *pdev, int bar, unsigned long maxlen)
{
	(void)bar;
	return devm_kzalloc(&pdev->dev, maxlen ? maxlen : BAR_SIZE, GFP_KERNEL);
}

/* A driver meets its devices by dma_shim_pci_probe(). */
int pci_register_driver(struct pci_driver *driver)
{
	return driver && driver->probe ? 0 : -EINVAL;
}

void pci_unregister_driver(struct pci_driver *driver)
{
	(void)driver;
}

int platform_driver_register(struct platform_driver *driver)
{
	return driver && driver->probe ? 0 : -EINVAL;
}

void platform_driver_unregister(struct platform_driver *driver)
{
	(void)driver;
}

/* There is no device tree: a device that a test binds to its driver is the first that this knows. */
const void *of_device_get_match_data(const struct device *dev)
{
	const struct of_device_id *ids;

	if (SHIM_MISSING(dev, "a device"))
		return NULL;
	ids = dev->driver ? dev->driver->of_match_table : NULL;
	return ids ? ids->data : NULL;
}

const void *device_get_match_data(const struct device *dev)
{
	return of_device_get_match_data(dev);
}

/* What a test has put into the device. */
struct resource *platform_get_resource(struct platform_device *dev, unsigned int type,
				       unsigned int num)
{
	for (u32 i = 0; i < dev->num_resources; i++)
		if (dev->resource[i].flags & type && !num--)
			return &dev->resource[i];
	return NULL;
}

/* USB devices meet their drivers in a test that calls probe(). */
int usb_register(struct usb_driver *driver)
{
	return driver && driver->probe ? 0 : -EINVAL;
}

void usb_deregister(struct usb_driver *driver)
{
	(void)driver;
}

int platform_get_irq(struct platform_device *dev, unsigned int num)
{
	(void)dev;
	return 32 + (int)num;
}

void *devm_platform_ioremap_resource(struct platform_device *pdev, unsigned int index)
{
	(void)index;
	return devm_kzalloc(&pdev->dev, BAR_SIZE, GFP_KERNEL);
}
