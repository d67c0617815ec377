/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Kernel look-alike: what a loop that waits does meanwhile. */
#ifndef SHIM_ASM_PROCESSOR_H
#define SHIM_ASM_PROCESSOR_H

#define cpu_relax()	__asm__ __volatile__("" : : : "memory")

#endif
