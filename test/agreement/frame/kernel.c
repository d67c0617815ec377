// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * The frame of the scenarios in a kernel: a PCI bus that exists in memory only, two devices on it
 * and one driver. When both are bound, the scenario runs that the parameter "run" names. PCI, because
 * dma-debug reports what is left at unbinding for this bus and no other that is at hand.
 *
 * The LLVM exception allows the combination with the kernel, whose licence the module then has.
 */
#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/logic_iomem.h>
#include <linux/module.h>
#include <linux/pci.h>

#include "scenario.h"
#include "table.h"

#define VENDOR		0x1d1a
#define DEVICES		2

static char *run = "";
module_param(run, charp, 0);
MODULE_PARM_DESC(run, "name of the scenario");

static const struct scenario_entry *chosen;
static struct pci_bus *bus;
static int status;	/* what the scenario returned */

/* Registers that can be written and read as zero; the architecture sends readl() and writel() here. */
static struct resource registers_resource = DEFINE_RES_MEM_NAMED(0xe0000000, PAGE_SIZE, "scenario");
static void __iomem *registers;

static unsigned long read_register(void *data, unsigned int offset, int size)
{
	return 0;
}

static void write_register(void *data, unsigned int offset, int size, unsigned long value)
{
}

static const struct logic_iomem_ops register_ops = {
	.read = read_register,
	.write = write_register,
};

static long map_registers(unsigned long offset, size_t size, const struct logic_iomem_ops **ops,
			  void **data)
{
	*ops = &register_ops;
	return 0;
}

static const struct logic_iomem_region_ops region_ops = {
	.map = map_registers,
};

static int start_registers(void)
{
	int ret = logic_iomem_add_region(&registers_resource, &region_ops);

	if (ret)
		return ret;
	registers = ioremap(registers_resource.start, PAGE_SIZE);
	return registers ? 0 : -ENOMEM;
}

static int read_config(struct pci_bus *bus, unsigned int devfn, int where, int size, u32 *value)
{
	bool present = PCI_SLOT(devfn) < DEVICES && !PCI_FUNC(devfn);
	u32 word = 0;

	if (!present)
		word = ~0;
	else if ((where & ~3) == PCI_VENDOR_ID)
		word = VENDOR | PCI_SLOT(devfn) << 16;
	else if ((where & ~3) == PCI_CLASS_REVISION)
		word = PCI_CLASS_OTHERS << 24;
	*value = word >> 8 * (where & 3);
	if (size < 4)
		*value &= (1U << 8 * size) - 1;
	return PCIBIOS_SUCCESSFUL;
}

static int write_config(struct pci_bus *bus, unsigned int devfn, int where, int size, u32 value)
{
	return PCIBIOS_SUCCESSFUL;
}

static struct pci_ops config_space = {
	.read = read_config,
	.write = write_config,
};

static int probe(struct pci_dev *pdev, const struct pci_device_id *id)
{
	return dma_set_mask_and_coherent(&pdev->dev, DMA_BIT_MASK(64));
}

static void remove(struct pci_dev *pdev)
{
	if (PCI_SLOT(pdev->devfn) == 0 && !status && chosen->remove)
		chosen->remove(&pdev->dev);
}

static const struct pci_device_id ids[] = {
	{ PCI_DEVICE(VENDOR, PCI_ANY_ID) },
	{}
};

static struct pci_driver driver = {
	.name = "scenario",
	.id_table = ids,
	.probe = probe,
	.remove = remove,
};

struct device *scenario_other(struct device *dev)
{
	struct pci_dev *pdev = pci_get_slot(bus, PCI_DEVFN(1, 0));

	pci_dev_put(pdev);	/* it stays as long as the bus does */
	return &pdev->dev;
}

void __iomem *scenario_registers(struct device *dev)
{
	return registers;
}

void scenario_device_write(struct device *dev, dma_addr_t handle, const void *data, size_t len)
{
}

void scenario_device_read(struct device *dev, dma_addr_t handle, void *data, size_t len)
{
}

void scenario_fail(struct device *dev, bool on)
{
	*dev->dma_mask = on ? 1 : DMA_BIT_MASK(64);
	dev->coherent_dma_mask = *dev->dma_mask;
}

phys_addr_t scenario_fifo(struct device *dev)
{
	return registers_resource.start;
}

static const struct scenario_entry *find_scenario(const char *name)
{
	const struct scenario_entry *entry;

	for (entry = scenario_table; entry->name; entry++)
		if (!strcmp(entry->name, name))
			return entry;
	return NULL;
}

static int start_bus(void)
{
	LIST_HEAD(resources);

	bus = pci_scan_root_bus(NULL, 0, &config_space, NULL, &resources);
	if (!bus)
		return -ENOMEM;
	pci_bus_add_devices(bus);
	return 0;
}

static void stop_bus(void)
{
	pci_lock_rescan_remove();
	pci_stop_root_bus(bus);
	pci_remove_root_bus(bus);
	pci_unlock_rescan_remove();
}

/*
 * The scenario runs when both devices are bound: probe() itself can't wait for its neighbour.
 * Unbinding comes in the same call, so that a scenario that stops the kernel ends the process.
 */
static int run_scenario(void)
{
	struct pci_dev *pdev = pci_get_slot(bus, PCI_DEVFN(0, 0));

	if (!pdev)
		return -ENODEV;
	pr_info("scenario: begin %s\n", chosen->name);
	status = chosen->run(&pdev->dev);
	pr_info("scenario: unbind %s\n", chosen->name);
	pci_dev_put(pdev);
	return 0;
}

static int __init frame_init(void)
{
	int ret;

	chosen = find_scenario(run);
	if (!chosen)
		return -ENOENT;
	ret = start_registers();
	if (ret)
		return ret;
	ret = start_bus();
	if (ret)
		return ret;
	ret = pci_register_driver(&driver);
	if (!ret)
		ret = run_scenario();
	if (!ret)
		pci_unregister_driver(&driver);
	stop_bus();
	pr_info("scenario: end %s\n", chosen->name);
	return ret;
}

static void __exit frame_exit(void)
{
}

module_init(frame_init);
module_exit(frame_exit);
MODULE_DESCRIPTION("Runs one scenario of DMA API use");
MODULE_LICENSE("GPL");
