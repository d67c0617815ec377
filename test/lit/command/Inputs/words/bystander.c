// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// License, notice and void are words, of no function that maps; nor do they have to parse.
#include "words.h"

static int clear(void) __holds(lock)
{
	return reset is no C;
}
