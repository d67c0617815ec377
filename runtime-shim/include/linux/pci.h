/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * PCI devices and drivers.
 */
#ifndef SHIM_LINUX_PCI_H
#define SHIM_LINUX_PCI_H

#include <linux/device.h>
#include <linux/io.h>
#include <linux/module.h>
#include <linux/types.h>

struct pci_dev {
	unsigned short vendor;
	unsigned short device;
	unsigned int irq;
	u8 revision;
	u64 dma_mask;
	struct device dev;
};

struct pci_device_id {
	__u32 vendor, device, subvendor, subdevice, class, class_mask;
	unsigned long driver_data;
};

struct pci_driver {
	const char *name;
	const struct pci_device_id *id_table;
	int (*probe)(struct pci_dev *dev, const struct pci_device_id *id);
	void (*remove)(struct pci_dev *dev);
	void (*shutdown)(struct pci_dev *dev);
};

#define PCI_ANY_ID		(~0)
#define PCI_DEVICE(vend, dev)	.vendor = (vend), .device = (dev), \
				.subvendor = PCI_ANY_ID, .subdevice = PCI_ANY_ID

static inline void *pci_get_drvdata(struct pci_dev *pdev)
{
	return dev_get_drvdata(&pdev->dev);
}

static inline void pci_set_drvdata(struct pci_dev *pdev, void *data)
{
	dev_set_drvdata(&pdev->dev, data);
}

#define to_pci_dev(n) container_of(n, struct pci_dev, dev)

int pci_enable_device(struct pci_dev *dev);
void pci_disable_device(struct pci_dev *dev);
int pcim_enable_device(struct pci_dev *pdev);
void pci_set_master(struct pci_dev *dev);
void pci_clear_master(struct pci_dev *dev);
int pci_request_regions(struct pci_dev *pdev, const char *name);
void pci_release_regions(struct pci_dev *pdev);
void __iomem *pci_iomap(struct pci_dev *dev, int bar, unsigned long max);
void __iomem *pcim_iomap(struct pci_dev *pdev, int bar, unsigned long maxlen);
void pci_iounmap(struct pci_dev *dev, void __iomem *addr);
void __iomem *pci_ioremap_bar(struct pci_dev *pdev, int bar);
int pci_register_driver(struct pci_driver *driver);
void pci_unregister_driver(struct pci_driver *driver);

#define module_pci_driver(drv) module_driver(drv, pci_register_driver, pci_unregister_driver)

#endif
