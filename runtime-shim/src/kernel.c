/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What drivers call besides: the log, registers, interrupts. Registers are plain memory that ioremap()
 * gives; a test reads there what the driver wrote.
 */
#include "shim.h"

#include <errno.h>
#include <linux/bug.h>
#include <linux/dev_printk.h>
#include <linux/interrupt.h>
#include <linux/io.h>
#include <linux/netdevice.h>
#include <linux/printk.h>
#include <linux/spinlock.h>

/* ---- the log ----------------------------------------------------------------------------------- */

static void log_line(const char *who, const char *level, const char *fmt, va_list args)
{
	char text[1024];

	vsnprintf(text, sizeof(text), fmt, args);
	fprintf(stderr, "%s%s%s%s%s", who ? who : "", who ? ": " : "", level, text,
		*text && text[strlen(text) - 1] == '\n' ? "" : "\n");
}

int _printk(const char *fmt, ...)
{
	va_list args;

	if (fmt[0] >= '0' && fmt[0] <= '7')	/* KERN_ERR and its kin */
		fmt++;
	va_start(args, fmt);
	log_line(NULL, "", fmt, args);
	va_end(args);
	return 0;
}

#define DEV_LOG(function, type, name, level)						\
void function(const type *dev, const char *fmt, ...)					\
{											\
	va_list args;									\
											\
	va_start(args, fmt);								\
	log_line(dev ? name : "(null)", level, fmt, args);				\
	va_end(args);									\
}

DEV_LOG(_dev_err, struct device, shim_device_name(dev), "error: ")
DEV_LOG(_dev_warn, struct device, shim_device_name(dev), "warning: ")
DEV_LOG(_dev_info, struct device, shim_device_name(dev), "")
DEV_LOG(netdev_err, struct net_device, dev->name, "error: ")
DEV_LOG(netdev_warn, struct net_device, dev->name, "warning: ")
DEV_LOG(netdev_info, struct net_device, dev->name, "")

void netdev_dbg(const struct net_device *dev, const char *fmt, ...)
{
	(void)dev;
	(void)fmt;
}

void _dev_dbg(const struct device *dev, const char *fmt, ...)
{
	(void)dev;
	(void)fmt;
}

int dev_err_probe(const struct device *dev, int err, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	if (err != -EPROBE_DEFER)
		log_line(shim_device_name(dev), "error: ", fmt, args);
	va_end(args);
	return err;
}

const char *dev_name(const struct device *dev)
{
	return shim_device_name(dev);
}

void dma_shim_warn(const char *file, int line)
{
	fprintf(stderr, "WARNING: at %s:%d\n", file, line);
}

void dma_shim_bug(const char *file, int line)
{
	fprintf(stderr, "kernel BUG at %s:%d!\n", file, line);
	abort();
}

/* ---- registers --------------------------------------------------------------------------------- */

#define REGISTER(type, read, write)							\
type read(const volatile void *addr)							\
{											\
	return *(const volatile type *)addr;						\
}											\
void write(type value, volatile void *addr)						\
{											\
	*(volatile type *)addr = value;							\
}

REGISTER(u8, readb, writeb)
REGISTER(u16, readw, writew)
REGISTER(u32, readl, writel)
REGISTER(u64, readq, writeq)
REGISTER(u32, readl_relaxed, writel_relaxed)

unsigned int ioread32(const void *addr)
{
	return readl(addr);
}

void iowrite32(u32 value, void *addr)
{
	writel(value, addr);
}

void *ioremap(phys_addr_t offset, size_t size)
{
	(void)offset;
	return size && size < SHIM_MAX_SIZE ? calloc(1, size) : NULL;
}

void iounmap(volatile void *addr)
{
	free((void *)addr);
}

unsigned long virt_to_bus(volatile void *address)
{
	SHIM_CALL(virt_to_bus, 1, .dev = NULL);

	shim_report(&call, DL_RULE_VIRT_TO_BUS, NULL,
		    "%s() knows nothing of an IOMMU, nor of memory out of the device's reach",
		    call.name);
	shim_leave();
	return virt_to_phys(address);
}

void *bus_to_virt(unsigned long address)
{
	SHIM_CALL(bus_to_virt, 1, .dev = NULL);

	shim_report(&call, DL_RULE_VIRT_TO_BUS, NULL,
		    "%s() knows nothing of an IOMMU, nor of memory out of the device's reach",
		    call.name);
	shim_leave();
	return phys_to_virt(address);
}

/* ---- interrupts -------------------------------------------------------------------------------- */

#define MAX_HANDLERS 64

static struct handler {
	unsigned int irq;
	irq_handler_t fn, thread;
	void *data;
} handlers[MAX_HANDLERS];

/* What a handler of NULL stands for. */
static irqreturn_t wake_thread(int irq, void *data)
{
	(void)irq;
	(void)data;
	return IRQ_WAKE_THREAD;
}

int request_threaded_irq(unsigned int irq, irq_handler_t handler, irq_handler_t thread_fn,
			 unsigned long flags, const char *name, void *dev)
{
	SHIM_CALL(request_threaded_irq, 6, .dev = NULL);
	int error = handler || thread_fn ? -EBUSY : -EINVAL;

	(void)flags;
	(void)name;
	for (int i = 0; i < MAX_HANDLERS && error == -EBUSY; i++) {
		if (!handlers[i].fn) {
			handlers[i] = (struct handler){ irq, handler ? handler : wake_thread,
							thread_fn, dev };
			error = 0;
		}
	}
	shim_leave();
	return error;
}

int request_irq(unsigned int irq, irq_handler_t handler, unsigned long flags, const char *name,
		void *data)
{
	return request_threaded_irq(irq, handler, NULL, flags, name, data);
}

const void *free_irq(unsigned int irq, void *data)
{
	SHIM_CALL(free_irq, 2, .dev = NULL);

	for (int i = 0; i < MAX_HANDLERS; i++)
		if (handlers[i].fn && handlers[i].irq == irq && handlers[i].data == data)
			handlers[i] = (struct handler){ 0 };
	shim_leave();
	return NULL;
}

struct managed_irq {
	unsigned int irq;
	void *data;
};

static void free_managed_irq(void *data)
{
	struct managed_irq *m = data;

	free_irq(m->irq, m->data);
	free(m);
}

int devm_request_threaded_irq(struct device *dev, unsigned int irq, irq_handler_t handler,
			      irq_handler_t thread_fn, unsigned long flags, const char *name,
			      void *data)
{
	int error = request_threaded_irq(irq, handler, thread_fn, flags, name, data);
	struct managed_irq *m;

	if (error)
		return error;
	m = malloc(sizeof(*m));
	if (!m)
		return -ENOMEM;
	*m = (struct managed_irq){ irq, data };
	return devm_add_action_or_reset(dev, free_managed_irq, m);
}

int devm_request_irq(struct device *dev, unsigned int irq, irq_handler_t handler,
		     unsigned long flags, const char *name, void *data)
{
	return devm_request_threaded_irq(dev, irq, handler, NULL, flags, name, data);
}

/* Whether a test raises them is its own affair; a handler is never on its way meanwhile. */
void disable_irq(unsigned int irq)
{
	(void)irq;
}

void disable_irq_nosync(unsigned int irq)
{
	(void)irq;
}

void enable_irq(unsigned int irq)
{
	(void)irq;
}

void synchronize_irq(unsigned int irq)
{
	(void)irq;
}

int dma_shim_raise_irq(unsigned int irq)
{
	int n = 0;

	for (int i = 0; i < MAX_HANDLERS; i++) {
		struct handler h;
		SHIM_CALL(dma_shim_raise_irq, 1, .dev = NULL);

		h = handlers[i];
		shim_leave();
		if (h.fn && h.irq == irq) {
			irqreturn_t said;

			local_irq_disable();
			said = h.fn((int)irq, h.data);
			local_irq_enable();
			if (said == IRQ_WAKE_THREAD && h.thread)
				h.thread((int)irq, h.data);
			n += said != IRQ_NONE;
		}
	}
	return n;
}
