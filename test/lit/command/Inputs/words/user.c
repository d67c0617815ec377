// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "words.h"

void user_bad(struct device *dev, void *buf, volatile void *reg)
{
	writel(words_map(dev, buf, 0), reg);
}
