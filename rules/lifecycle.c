/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The state machines of lifecycle.def as a table, and one step in it. Pure: who owns an object,
 * where it is kept and when an event happens is for the caller to know.
 */
#include "rules/lifecycle.h"

#include <assert.h>

#define GO(state)	{ DL_STATE_##state, DL_RULE_NONE }
#define BAD(state, rule) { DL_STATE_##state, DL_RULE_##rule }

struct lifecycle_row {
	bool known;
	struct dl_step_result on[DL_EVENT_ROW_COUNT];
};

struct lifecycle_cell {
	enum dl_machine machine;
	enum dl_state state;
	enum dl_event event;
	struct dl_step_result result;
};

/* A row has exactly one cell an event: the order in lifecycle.def is that of enum dl_event. */
#define DL_ROW(machine, state, test, ok, failed, hand_over, access, cpu, device, release, \
	       end_ok, end_error) \
	[DL_MACHINE_##machine][DL_STATE_##state] = { true, { \
		[DL_EVENT_TEST] = test, \
		[DL_EVENT_TEST_OK] = ok, \
		[DL_EVENT_TEST_FAILED] = failed, \
		[DL_EVENT_HAND_OVER] = hand_over, \
		[DL_EVENT_ACCESS] = access, \
		[DL_EVENT_SYNC_CPU] = cpu, \
		[DL_EVENT_SYNC_DEVICE] = device, \
		[DL_EVENT_RELEASE] = release, \
		[DL_EVENT_END_OK] = end_ok, \
		[DL_EVENT_END_ERROR] = end_error, \
	} },
#define DL_CELL(machine, state, event, result)
static const struct lifecycle_row table[DL_MACHINE_COUNT][DL_STATE_COUNT] = {
#include "rules/lifecycle.def"
};
#undef DL_ROW
#undef DL_CELL

#define DL_ROW(...)
#define DL_CELL(machine, state, event, result) \
	{ DL_MACHINE_##machine, DL_STATE_##state, DL_EVENT_##event, result },
static const struct lifecycle_cell cells[] = {
#include "rules/lifecycle.def"
};

static struct dl_step_result step_cell(enum dl_machine machine, enum dl_state state,
				       enum dl_event event)
{
	for (size_t i = 0; i < sizeof(cells) / sizeof(cells[0]); i++)
		if (cells[i].machine == machine && cells[i].state == state &&
		    cells[i].event == event)
			return cells[i].result;
	return (struct dl_step_result){ state, DL_RULE_NONE };
}

struct dl_step_result dl_lifecycle_step(enum dl_machine machine, enum dl_state state,
					enum dl_event event)
{
	const struct lifecycle_row *row;

	assert(machine > DL_MACHINE_NONE && machine < DL_MACHINE_COUNT);
	assert(state < DL_STATE_COUNT && event < DL_EVENT_COUNT);
	if (event >= DL_EVENT_ROW_COUNT)
		return step_cell(machine, state, event);
	row = &table[machine][state];
	if (!row->known)
		return (struct dl_step_result){ state, DL_RULE_NONE };
	return row->on[event];
}

const char *dl_state_name(enum dl_state state)
{
	static const char *const names[DL_STATE_COUNT] = {
		[DL_STATE_UNCHECKED] = "unchecked",
		[DL_STATE_TESTED] = "tested",
		[DL_STATE_FAILED] = "failed",
		[DL_STATE_DEVICE] = "device",
		[DL_STATE_CPU] = "cpu",
		[DL_STATE_RELEASED] = "released",
	};

	assert(state < DL_STATE_COUNT);
	return names[state];
}

const char *dl_event_name(enum dl_event event)
{
	static const char *const names[DL_EVENT_COUNT] = {
		[DL_EVENT_TEST] = "test",
		[DL_EVENT_TEST_OK] = "test-ok",
		[DL_EVENT_TEST_FAILED] = "test-failed",
		[DL_EVENT_HAND_OVER] = "hand-over",
		[DL_EVENT_ACCESS] = "access",
		[DL_EVENT_SYNC_CPU] = "sync-for-cpu",
		[DL_EVENT_SYNC_DEVICE] = "sync-for-device",
		[DL_EVENT_RELEASE] = "release",
		[DL_EVENT_END_OK] = "end-ok",
		[DL_EVENT_END_ERROR] = "end-error",
		[DL_EVENT_POOL_GONE] = "pool-gone",
	};

	assert(event < DL_EVENT_COUNT);
	return names[event];
}

const char *dl_machine_name(enum dl_machine machine)
{
	static const char *const names[DL_MACHINE_COUNT] = {
		[DL_MACHINE_NONE] = "none",
		[DL_MACHINE_STREAMING] = "streaming",
		[DL_MACHINE_SG] = "scatterlist",
		[DL_MACHINE_SGTABLE] = "sg_table",
		[DL_MACHINE_ALLOC] = "alloc",
		[DL_MACHINE_POOL] = "pool",
		[DL_MACHINE_POOL_OBJECT] = "pool-object",
		[DL_MACHINE_REGION] = "region",
		[DL_MACHINE_IOVA] = "iova",
	};

	assert(machine < DL_MACHINE_COUNT);
	return names[machine];
}
