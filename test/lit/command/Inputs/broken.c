// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Does not parse.
#include "dma.h"
int broken(struct device *dev { return }
