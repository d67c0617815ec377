/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Registers and barriers.
 */
#ifndef SHIM_LINUX_IO_H
#define SHIM_LINUX_IO_H

#include <asm/byteorder.h>
#include <linux/compiler.h>
#include <linux/types.h>

u8 readb(const volatile void __iomem *addr);
u16 readw(const volatile void __iomem *addr);
u32 readl(const volatile void __iomem *addr);
u64 readq(const volatile void __iomem *addr);
void writeb(u8 value, volatile void __iomem *addr);
void writew(u16 value, volatile void __iomem *addr);
void writel(u32 value, volatile void __iomem *addr);
void writeq(u64 value, volatile void __iomem *addr);
u32 readl_relaxed(const volatile void __iomem *addr);
void writel_relaxed(u32 value, volatile void __iomem *addr);
unsigned int ioread32(const void __iomem *addr);
void iowrite32(u32 value, void __iomem *addr);
void __iomem *ioremap(phys_addr_t offset, size_t size);
void iounmap(volatile void __iomem *addr);

phys_addr_t virt_to_phys(volatile void *addr);
void *phys_to_virt(phys_addr_t addr);

#define mb()		__sync_synchronize()
#define rmb()		__sync_synchronize()
#define wmb()		__sync_synchronize()
#define dma_rmb()	barrier()
#define dma_wmb()	barrier()

#endif
