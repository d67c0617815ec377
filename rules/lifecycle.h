/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The life of a mapping as one state machine, stepped by the checker with symbolic values and by
 * the runtime with real ones. The table is lifecycle.def; stepping is a pure look-up.
 */
#ifndef DL_LIFECYCLE_H
#define DL_LIFECYCLE_H

#include "rules/api.h"
#include "rules/catalog.h"

#ifdef __cplusplus
extern "C" {
#endif

enum dl_state {
	DL_STATE_UNCHECKED,	/* acquired, result not tested yet */
	DL_STATE_TESTED,	/* tested, the outcome is not known on this path */
	DL_STATE_FAILED,	/* known to have failed: there is no object */
	DL_STATE_DEVICE,	/* valid, the device owns the memory */
	DL_STATE_CPU,		/* valid, the CPU owns the memory (after a sync; always for coherent memory) */
	DL_STATE_RELEASED,	/* unmapped, freed, destroyed */
	DL_STATE_COUNT
};

enum dl_event {
	DL_EVENT_TEST,		/* the result is tested, outcome unknown */
	DL_EVENT_TEST_OK,
	DL_EVENT_TEST_FAILED,
	DL_EVENT_HAND_OVER,	/* the handle reaches a register, a descriptor, another function */
	DL_EVENT_ACCESS,	/* the CPU touches memory through the address that was returned */
	DL_EVENT_SYNC_CPU,
	DL_EVENT_SYNC_DEVICE,
	DL_EVENT_RELEASE,
	DL_EVENT_END_OK,	/* the responsible function returns success */
	DL_EVENT_END_ERROR,	/* the responsible function returns failure */
	DL_EVENT_ROW_COUNT,	/* so many are columns of a row; the others are single cells */
	DL_EVENT_POOL_GONE = DL_EVENT_ROW_COUNT,	/* the pool that the object is from is destroyed */
	DL_EVENT_COUNT
};

struct dl_step_result {
	enum dl_state next;
	enum dl_rule violation;	/* DL_RULE_NONE: nothing wrong */
};

/* Pure. machine must not be NONE. Machines without a row of their own never leave their state. */
struct dl_step_result dl_lifecycle_step(enum dl_machine machine, enum dl_state state,
					enum dl_event event);
const char *dl_state_name(enum dl_state state);
const char *dl_event_name(enum dl_event event);
const char *dl_machine_name(enum dl_machine machine);

#ifdef __cplusplus
}
#endif
#endif
