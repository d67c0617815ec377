/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#include <linux/compiler.h>
#include <linux/types.h>

struct device;

struct baz {
	struct device *dev;
	void __iomem *regs;
	u8 *scratch;
	dma_addr_t scratch_dma;
};
