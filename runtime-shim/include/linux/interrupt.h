/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Interrupts.
 */
#ifndef SHIM_LINUX_INTERRUPT_H
#define SHIM_LINUX_INTERRUPT_H

#include <linux/types.h>

struct device;

enum irqreturn {
	IRQ_NONE = 0,
	IRQ_HANDLED = 1,
	IRQ_WAKE_THREAD = 2,
};

typedef enum irqreturn irqreturn_t;
typedef irqreturn_t (*irq_handler_t)(int irq, void *data);

#define IRQF_SHARED 0x80

int request_irq(unsigned int irq, irq_handler_t handler, unsigned long flags, const char *name,
		void *data);
int devm_request_irq(struct device *dev, unsigned int irq, irq_handler_t handler,
		     unsigned long flags, const char *name, void *data);
const void *free_irq(unsigned int irq, void *data);

#endif
