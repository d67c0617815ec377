// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * The frame of the scenarios on libdma-shim: runs the one that the command line names as a probe
 * function, then its remove function, then unbinds both devices. Each report is printed as a line
 * "report RULE MESSAGE"; the last line is "end", unless the scenario did not get there.
 */
#include <dma-shim.h>
#include <stdio.h>
#include <string.h>

#include <linux/dma-mapping.h>
#include <linux/pci.h>

#include "scenario.h"
#include "table.h"

#define DEVICES 2

static struct device *devices[DEVICES];

static void print_report(const struct dma_shim_report *report, void *data)
{
	(void)data;
	printf("report %s %s\n", report->rule, report->message);
	fflush(stdout);
}

struct device *scenario_other(struct device *dev)
{
	return devices[dev == devices[0]];
}

void __iomem *scenario_registers(struct device *dev)
{
	static u64 registers[8];

	(void)dev;
	return registers;
}

void scenario_device_write(struct device *dev, dma_addr_t handle, const void *data, size_t len)
{
	dma_shim_device_write(dev, handle, data, len);
}

void scenario_device_read(struct device *dev, dma_addr_t handle, void *data, size_t len)
{
	dma_shim_device_read(dev, handle, data, len);
}

void scenario_fail(struct device *dev, bool on)
{
	(void)dev;
	dma_shim_fail_nth_dma(on);
}

phys_addr_t scenario_fifo(struct device *dev)
{
	(void)dev;
	return 0xf0000000;
}

static const struct scenario_entry *find_scenario(const char *name)
{
	const struct scenario_entry *entry;

	for (entry = scenario_table; entry->name; entry++)
		if (!strcmp(entry->name, name))
			return entry;
	return NULL;
}

/* Lists are merged and handles are wide, so that counts and sizes that are mixed up show. */
static int start(void)
{
	struct dma_shim_settings settings;
	int i;

	dma_shim_get_settings(&settings);
	settings.handles_above_4g = true;
	settings.merge_sg = true;
	settings.min_confidence = DMA_SHIM_LOW;
	if (dma_shim_set_settings(&settings))
		return -1;
	dma_shim_set_hook(print_report, NULL);
	for (i = 0; i < DEVICES; i++) {
		struct pci_dev *pdev = dma_shim_pci_device_new(i ? "other" : "card");

		if (!pdev || dma_set_mask_and_coherent(&pdev->dev, DMA_BIT_MASK(64)))
			return -1;
		devices[i] = &pdev->dev;
	}
	devices[0]->parent = devices[1];
	return 0;
}

static void run(const struct scenario_entry *entry)
{
	int status = entry->run(devices[0]);

	if (!status && entry->remove)
		entry->remove(devices[0]);
	dma_shim_release_device_status(devices[0], status);
	dma_shim_release_device(devices[1]);
}

int main(int argc, char **argv)
{
	const struct scenario_entry *entry = argc == 2 ? find_scenario(argv[1]) : NULL;

	if (!entry || start()) {
		fprintf(stderr, "usage: %s SCENARIO\n", argv[0]);
		return 2;
	}
	run(entry);
	puts("end");
	return 0;
}
