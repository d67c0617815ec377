/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * See linux/io.h; and what is not the DMA API, though it looks like it.
 */
#ifndef SHIM_ASM_IO_H
#define SHIM_ASM_IO_H

#include <linux/io.h>

unsigned long virt_to_bus(volatile void *address);
void *bus_to_virt(unsigned long address);

#define isa_virt_to_bus(address) virt_to_bus(address)

#endif
