// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "card.h"

/* Nothing of the API: does not even parse. */
int idle(void)
{
	return this is no C;
}
