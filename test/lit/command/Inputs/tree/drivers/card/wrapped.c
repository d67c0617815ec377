// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Maps by a macro over a function, both of a header.
#include "card.h"

void wrapped_bad(struct device *dev, void *buf, volatile void *reg)
{
	CARD_SEND(dev, buf, reg);
}
