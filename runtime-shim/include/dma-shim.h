/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What a test says to the runtime, beside the kernel's own functions: settings, reports, the device's
 * side of a transfer, failures on demand, devices to map for, and the end of a device. Link with
 * libdma-shim. Everything here may be called from any thread.
 *
 * A short test:
 *
 *	struct pci_dev *pdev = dma_shim_pci_device_new("card");
 *	void *buf = kmalloc(64, GFP_KERNEL);
 *	dma_addr_t dma = dma_map_single(&pdev->dev, buf, 64, DMA_FROM_DEVICE);
 *
 *	assert(!dma_mapping_error(&pdev->dev, dma));
 *	dma_shim_device_write(&pdev->dev, dma, "hello", 6);
 *	dma_unmap_single(&pdev->dev, dma, 64, DMA_FROM_DEVICE);
 *	assert(!strcmp(buf, "hello"));
 *	kfree(buf);
 *	assert(dma_shim_release_device(&pdev->dev) == 0);
 *	assert(dma_shim_count(NULL) == 0);
 *	dma_shim_pci_device_free(pdev);
 */
#ifndef DMA_SHIM_H
#define DMA_SHIM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include <linux/types.h>

#ifdef __cplusplus
extern "C" {
#endif

struct device;
struct dma_buf;
struct ib_device;
struct net_device;
struct pci_dev;
struct pci_driver;
struct platform_device;
struct platform_driver;
struct spi_device;
struct usb_device;

/* ---- reports ----------------------------------------------------------------------------------- */

#define DMA_SHIM_FRAMES 12

/* A place in the program. function and file are NULL, line is 0, where debug information lacks them. */
struct dma_shim_frame {
	const void *pc;
	const char *function;
	const char *file;
	unsigned int line;
};

/* Innermost first: frames[0] is the driver's (or the test's) call of an API function. */
struct dma_shim_stack {
	unsigned int n;
	struct dma_shim_frame frames[DMA_SHIM_FRAMES];
};

enum dma_shim_confidence { DMA_SHIM_LOW, DMA_SHIM_MEDIUM, DMA_SHIM_HIGH };

/* Valid, with all that it points to, as long as the hook runs. */
struct dma_shim_report {
	/*
	 * "dma-unmap-size-mismatch": an id of `dma-lint --list-checks`; or, for what only running can
	 * show, one of the ids that begin with "shim-" (docs/runtime-shim.md).
	 */
	const char *rule;
	enum dma_shim_confidence confidence;
	const char *message;		/* one line, without the rule */
	const char *call;		/* the function that was called: "dma_unmap_single" */
	const char *device;		/* dev_name(), or NULL */
	struct dma_shim_stack event;	/* where it was seen */
	const char *origin_call;	/* what made the object: "dma_map_single", or NULL */
	const char *origin_message;	/* "mapped here by dma_map_single() [size=64] [direction=..]" */
	struct dma_shim_stack origin;	/* where it was made; n is 0 if there is no object */
};

typedef void dma_shim_hook(const struct dma_shim_report *report, void *data);

enum dma_shim_action {
	DMA_SHIM_LOG,		/* print the report (the default) */
	DMA_SHIM_ABORT,		/* print it and abort() */
	DMA_SHIM_CALLBACK,	/* call the hook and print nothing */
};

enum dma_shim_format { DMA_SHIM_TEXT, DMA_SHIM_JSON };	/* JSON: one object a line */

/*
 * What is done with a report. The environment sets the start values: DMA_SHIM_ACTION=log|abort|callback,
 * DMA_SHIM_FORMAT=text|json. dma_shim_set_hook() also sets the action: CALLBACK, or LOG if hook is NULL.
 * The hook is called without locks held, in the thread of the call that is reported, before that
 * call returns; it may call anything here.
 */
void dma_shim_set_hook(dma_shim_hook *hook, void *data);
void dma_shim_set_action(enum dma_shim_action action);
void dma_shim_set_format(enum dma_shim_format format);
/* Where LOG prints; stderr at first. The caller keeps the stream open. */
void dma_shim_set_output(FILE *out);

/* How many reports of a rule there were since the start or the last reset; NULL: of all rules. */
unsigned long dma_shim_count(const char *rule);
/* The rules that were reported, with their numbers, in the order of the catalog. */
void dma_shim_for_each_count(void (*fn)(const char *rule, unsigned long count, void *data),
			     void *data);

/*
 * Forgets everything: live mappings and allocations (memory is given back, nothing is reported), counters,
 * what was released, failures asked for, the state of locks. Settings, the hook and devices made
 * by dma_shim_*_new() stay. For between two tests.
 */
void dma_shim_reset(void);

/* ---- settings ---------------------------------------------------------------------------------- */

struct dma_shim_settings {
	unsigned int cache_line;	/* 16, 32, 64 (default), 128 or 256 bytes */
	bool handles_above_4g;		/* finds truncation; devices with a narrow mask stay below */
	bool merge_sg;			/* entries that follow each other become one for the device */
	bool iommu;			/* dma_iova_try_alloc() gives ranges of addresses */
	enum dma_shim_confidence min_confidence;	/* reports below are dropped; MEDIUM as dma-lint */
	unsigned int stack_depth;	/* frames kept of each map, default 6; 0: no places at all */
	unsigned int remember;		/* released mappings that are still known: default 65536 */
};

/*
 * Environment: DMA_SHIM_CACHE_LINE, DMA_SHIM_ABOVE_4G=1, DMA_SHIM_MERGE_SG=1, DMA_SHIM_IOMMU=1,
 * DMA_SHIM_MIN_CONFIDENCE=low, DMA_SHIM_STACK_DEPTH, DMA_SHIM_REMEMBER. What is mapped keeps the settings it was mapped under.
 */
void dma_shim_get_settings(struct dma_shim_settings *settings);
/* 0, or -EINVAL if a value is out of range: then nothing is changed. */
int dma_shim_set_settings(const struct dma_shim_settings *settings);

/* ---- the device's side ------------------------------------------------------------------------- */

/*
 * What the device does on the bus. It sees its own copy of a mapped buffer, which meets the CPU's at map, sync
 * and unmap only. The range has to lie in one mapping (or entry of a list) of that device, which
 * owns it and may go that way. 0; or -EFAULT, after a report: nothing is transferred then, and a read
 * fills buf with 0xff, as a bus does.
 */
int dma_shim_device_read(struct device *dev, dma_addr_t handle, void *buf, size_t len);
int dma_shim_device_write(struct device *dev, dma_addr_t handle, const void *buf, size_t len);

/*
 * What the CPU does with memory. Plain C code is not seen doing it: where a test wants a read of a buffer
 * that the device has to be reported (dma-cpu-read-while-mapped), or a write named by its place, it says
 * so here; or the driver is compiled with -fsanitize=thread and linked, without that flag, with
 * libdma-shim-access: then each of its accesses is looked at (docs/runtime-shim.md).
 */
void dma_shim_cpu_read(const void *p, size_t len);
void dma_shim_cpu_write(const void *p, size_t len);
/* The same for instrumentation: caller is the address that the call comes back to. */
void dma_shim_cpu_access(const void *p, size_t len, bool write, void *caller);

/* ---- failures on demand ------------------------------------------------------------------------ */

/* The n-th map or allocation from now on fails, once (1: the next one; 0: none). For all threads. */
void dma_shim_fail_nth(unsigned long n);
/* As above, for DMA functions only: kmalloc() and its kin always succeed. */
void dma_shim_fail_nth_dma(unsigned long n);
/* Has the failure asked for last happened? */
bool dma_shim_failure_used(void);

/*
 * Calls fn(ctx) with the 1st, 2nd, 3rd ... map or allocation failing, until a run gets by without
 * reaching its failure; returns how many runs had one. Where fn returns a negative number, what it mapped
 * or allocated and did not undo is reported (dma-mapping-leak-on-error, dma-coherent-leak-on-error) and
 * released, so that each run starts clean.
 */
unsigned long dma_shim_for_each_failure(int (*fn)(void *ctx), void *ctx);

/* ---- devices ----------------------------------------------------------------------------------- */

/*
 * Devices for tests, with a 32-bit DMA mask as the kernel gives it. The name is copied. NULL if there
 * is no memory. The free functions release the device first.
 */
struct device *dma_shim_device_new(const char *name);
void dma_shim_device_free(struct device *dev);
struct pci_dev *dma_shim_pci_device_new(const char *name);
void dma_shim_pci_device_free(struct pci_dev *pdev);
struct platform_device *dma_shim_platform_device_new(const char *name);
void dma_shim_platform_device_free(struct platform_device *pdev);
/* A USB device behind a host controller, which is the device that does DMA (bus->sysdev). */
struct usb_device *dma_shim_usb_device_new(const char *name);
void dma_shim_usb_device_free(struct usb_device *udev);
/* A network interface of dev (its dev.parent), with priv_size zeroed bytes behind netdev_priv(). */
struct net_device *dma_shim_net_device_new(struct device *parent, const char *name,
					   size_t priv_size);
void dma_shim_net_device_free(struct net_device *ndev);
/* A device on an SPI bus of a controller, which is its parent and does DMA. */
struct spi_device *dma_shim_spi_device_new(const char *name);
void dma_shim_spi_device_free(struct spi_device *spi);
/* A buffer that drivers share, zeroed; its end is the last dma_buf_put(). NULL if there is no memory. */
struct dma_buf *dma_shim_dma_buf_new(size_t size);
struct ib_device *dma_shim_ib_device_new(struct device *dma_device, const char *name);
void dma_shim_ib_device_free(struct ib_device *ibdev);

/* For a struct device that a test keeps itself: name (not copied) and mask (NULL: none, maps fail). */
void dma_shim_device_init(struct device *dev, const char *name, u64 *dma_mask);

/*
 * Unbind: runs devm actions, gives managed memory back, and reports whatever else is still mapped or
 * allocated for the device, of any bus; it is released then. Returns how much there was.
 */
unsigned long dma_shim_release_device(struct device *dev);
/* The same, after a probe that returned status: negative makes it a leak on an error path. */
unsigned long dma_shim_release_device_status(struct device *dev, int status);

/*
 * A driver's probe() with a device; a failing probe is followed by a release. The number that probe()
 * returned. And remove(), followed by a release; the number of leaks.
 */
int dma_shim_pci_probe(struct pci_driver *driver, struct pci_dev *pdev);
unsigned long dma_shim_pci_remove(struct pci_driver *driver, struct pci_dev *pdev);
int dma_shim_platform_probe(struct platform_driver *driver, struct platform_device *pdev);
unsigned long dma_shim_platform_remove(struct platform_driver *driver,
				       struct platform_device *pdev);

/* Calls the handlers of request_irq() with interrupts off; how many of them said it was theirs. */
int dma_shim_raise_irq(unsigned int irq);

/*
 * Runs what was put off until now, in order: work, timers (whatever they wait for), tasklets, polls of
 * interfaces; not what these put off in turn. How many there were. Timers, tasklets and polls may not sleep.
 */
unsigned int dma_shim_run_deferred(void);

/* ---- what is there ----------------------------------------------------------------------------- */

/* Mappings (a list counts once) and DMA allocations that are alive; of all devices if dev is NULL. */
unsigned long dma_shim_live(struct device *dev);
/* Prints them, oldest first. */
void dma_shim_dump(FILE *out);

#ifdef __cplusplus
}
#endif
#endif
