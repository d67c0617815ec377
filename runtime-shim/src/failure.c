/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Failures on demand: the n-th map or allocation from now on. Error paths hardly ever run by
 * themselves; here each of them can be walked.
 */
#include "shim.h"

static unsigned long left;	/* until the failure: 1 is the next; 0: none is asked for */
static bool dma_only, used;

bool shim_should_fail(bool dma)
{
	if (!left || (dma_only && !dma) || --left)
		return false;
	used = true;
	return true;
}

void shim_failures_reset(void)
{
	left = 0;
	used = false;
}

static void ask_for(unsigned long n, bool dma)
{
	left = n;
	dma_only = dma;
	used = false;
}

void dma_shim_fail_nth(unsigned long n)
{
	SHIM_CALL(dma_shim_fail_nth, 1, .dev = NULL);
	ask_for(n, false);
	shim_leave();
}

void dma_shim_fail_nth_dma(unsigned long n)
{
	SHIM_CALL(dma_shim_fail_nth_dma, 1, .dev = NULL);
	ask_for(n, true);
	shim_leave();
}

bool dma_shim_failure_used(void)
{
	SHIM_CALL(dma_shim_failure_used, 0, .dev = NULL);
	bool was = used;

	shim_leave();
	return was;
}

unsigned long dma_shim_for_each_failure(int (*fn)(void *ctx), void *ctx)
{
	for (unsigned long n = 1;; n++) {
		SHIM_CALL(dma_shim_for_each_failure, 2, .dev = NULL);
		uint64_t serial = shim_serial();
		bool reached;
		int status;

		ask_for(n, false);
		shim_leave();
		status = fn(ctx);
		shim_enter(&call, &shim_row, "dma_shim_for_each_failure", 2, 0, call.caller);
		reached = used;
		shim_failures_reset();
		if (status < 0)
			shim_release_after(&call, NULL, serial, status);
		shim_leave();
		if (!reached)
			return n - 1;
	}
}
