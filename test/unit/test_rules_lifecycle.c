/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The whole transition table against a second statement of what it should say: sentences about
 * states and events here, rows and columns in lifecycle.def. Every machine, state and event is
 * visited; a cell that differs is named.
 */
#include "rules/lifecycle.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))
#define FOR_EACH_CELL(m, s, e) \
	for (enum dl_machine m = DL_MACHINE_NONE + 1; m < DL_MACHINE_COUNT; m++) \
		for (enum dl_state s = 0; s < DL_STATE_COUNT; s++) \
			for (enum dl_event e = 0; e < DL_EVENT_COUNT; e++)

static bool is_mapping(enum dl_machine machine)
{
	return machine == DL_MACHINE_STREAMING || machine == DL_MACHINE_SG ||
	       machine == DL_MACHINE_SGTABLE;
}

static bool is_memory(enum dl_machine machine)
{
	return machine == DL_MACHINE_ALLOC || machine == DL_MACHINE_POOL_OBJECT ||
	       machine == DL_MACHINE_POOL;
}

static enum dl_state mapping_next(enum dl_state state, enum dl_event event)
{
	bool tested = state == DL_STATE_DEVICE || state == DL_STATE_CPU;

	if (event == DL_EVENT_RELEASE)
		return DL_STATE_RELEASED;
	if (state == DL_STATE_RELEASED || state == DL_STATE_FAILED)
		return state;
	switch (event) {
	case DL_EVENT_TEST:
		return tested ? state : DL_STATE_TESTED;
	case DL_EVENT_TEST_OK:
		return tested ? state : DL_STATE_DEVICE;
	case DL_EVENT_TEST_FAILED:
		return DL_STATE_FAILED;
	case DL_EVENT_SYNC_CPU:
		return tested ? DL_STATE_CPU : state;
	case DL_EVENT_SYNC_DEVICE:
	case DL_EVENT_HAND_OVER:
		return tested ? DL_STATE_DEVICE : state;
	default:
		return state;
	}
}

/* The CPU may use the memory at any time; nothing is checked any more once it did. */
static enum dl_state memory_next(enum dl_state state, enum dl_event event)
{
	bool open = state == DL_STATE_UNCHECKED || state == DL_STATE_TESTED;

	/* No event leads here, so there is no row either. */
	if (state == DL_STATE_DEVICE)
		return state;
	/* Freeing NULL is allowed and frees nothing. */
	if (state == DL_STATE_RELEASED || state == DL_STATE_FAILED)
		return state;
	switch (event) {
	case DL_EVENT_RELEASE:
		return DL_STATE_RELEASED;
	case DL_EVENT_TEST:
		return open ? DL_STATE_TESTED : state;
	case DL_EVENT_TEST_OK:
		return DL_STATE_CPU;
	case DL_EVENT_TEST_FAILED:
		return DL_STATE_FAILED;
	case DL_EVENT_ACCESS:
		return state == DL_STATE_UNCHECKED ? DL_STATE_CPU : state;
	default:
		return state;
	}
}

/* A range belongs to the device as long as it is there; a range that there is none of has nothing to free. */
static enum dl_state range_next(enum dl_state state, enum dl_event event)
{
	if (state == DL_STATE_CPU || state == DL_STATE_FAILED)
		return state;
	switch (event) {
	case DL_EVENT_SYNC_CPU:
		return state;
	default:
		return mapping_next(state, event);
	}
}

static enum dl_state expected_next(enum dl_machine machine, enum dl_state state,
				   enum dl_event event)
{
	if (event == DL_EVENT_POOL_GONE)	/* what is from the pool goes with it, nothing else */
		return machine == DL_MACHINE_POOL_OBJECT && state == DL_STATE_CPU
			       ? DL_STATE_RELEASED : state;
	if (is_mapping(machine))
		return mapping_next(state, event);
	if (is_memory(machine))
		return memory_next(state, event);
	return machine == DL_MACHINE_IOVA ? range_next(state, event) : state;
}

static const struct violation {
	enum dl_machine machine;
	enum dl_state state;
	enum dl_event event;
	enum dl_rule rule;
} violations[] = {
#define MACHINE(m) DL_MACHINE_##m
#define V(machine, state, event, rule) \
	{ MACHINE(machine), DL_STATE_##state, DL_EVENT_##event, DL_RULE_##rule }
#define MAPPING(machine) \
	V(machine, FAILED, RELEASE, UNMAP_FAILED_MAP), \
	V(machine, FAILED, SYNC_CPU, SYNC_UNMAPPED), \
	V(machine, FAILED, SYNC_DEVICE, SYNC_UNMAPPED), \
	V(machine, DEVICE, END_ERROR, MAPPING_LEAK_ON_ERROR), \
	V(machine, CPU, END_ERROR, MAPPING_LEAK_ON_ERROR), \
	V(machine, DEVICE, END_OK, MAPPING_LEAK), \
	V(machine, CPU, END_OK, MAPPING_LEAK), \
	V(machine, RELEASED, HAND_OVER, USE_AFTER_UNMAP), \
	V(machine, RELEASED, SYNC_CPU, SYNC_AFTER_UNMAP), \
	V(machine, RELEASED, SYNC_DEVICE, SYNC_AFTER_UNMAP), \
	V(machine, RELEASED, RELEASE, DOUBLE_UNMAP)
#define UNTESTED(machine, rule) \
	V(machine, UNCHECKED, RELEASE, rule), \
	V(machine, UNCHECKED, END_OK, rule)
#define MEMORY(machine, again) \
	V(machine, UNCHECKED, ACCESS, UNCHECKED_ALLOC), \
	V(machine, FAILED, ACCESS, UNCHECKED_ALLOC), \
	V(machine, UNCHECKED, END_OK, UNCHECKED_ALLOC), \
	V(machine, CPU, END_OK, COHERENT_LEAK), \
	V(machine, CPU, END_ERROR, COHERENT_LEAK_ON_ERROR), \
	V(machine, RELEASED, HAND_OVER, COHERENT_USE_AFTER_FREE), \
	V(machine, RELEASED, ACCESS, COHERENT_USE_AFTER_FREE), \
	V(machine, RELEASED, SYNC_CPU, COHERENT_USE_AFTER_FREE), \
	V(machine, RELEASED, SYNC_DEVICE, COHERENT_USE_AFTER_FREE), \
	V(machine, RELEASED, RELEASE, again)
	MAPPING(STREAMING), UNTESTED(STREAMING, UNCHECKED_MAP),
	V(STREAMING, FAILED, HAND_OVER, UNCHECKED_MAP),
	MAPPING(SG), UNTESTED(SG, UNCHECKED_MAP_SG),
	MAPPING(SGTABLE), UNTESTED(SGTABLE, UNCHECKED_MAP_SGTABLE),
	MEMORY(ALLOC, COHERENT_DOUBLE_FREE), MEMORY(POOL_OBJECT, POOL_DOUBLE_FREE),
	V(POOL_OBJECT, CPU, POOL_GONE, POOL_DESTROY_BUSY),
	V(IOVA, DEVICE, END_ERROR, MAPPING_LEAK_ON_ERROR),
	V(IOVA, DEVICE, END_OK, MAPPING_LEAK),
	V(IOVA, RELEASED, HAND_OVER, USE_AFTER_UNMAP),
	V(IOVA, RELEASED, SYNC_CPU, SYNC_AFTER_UNMAP),
	V(IOVA, RELEASED, SYNC_DEVICE, SYNC_AFTER_UNMAP),
	V(IOVA, RELEASED, RELEASE, DOUBLE_UNMAP),
	V(POOL, UNCHECKED, ACCESS, UNCHECKED_ALLOC),
	V(POOL, CPU, END_OK, POOL_LEAK),
	V(POOL, CPU, END_ERROR, POOL_LEAK),
	V(POOL, RELEASED, ACCESS, POOL_USE_AFTER_DESTROY),
	V(POOL, RELEASED, RELEASE, POOL_USE_AFTER_DESTROY),
};

static enum dl_rule expected_violation(enum dl_machine machine, enum dl_state state,
				       enum dl_event event)
{
	for (size_t i = 0; i < COUNT_OF(violations); i++) {
		const struct violation *v = &violations[i];

		if (v->machine == machine && v->state == state && v->event == event)
			return v->rule;
	}
	return DL_RULE_NONE;
}

static void fail_cell(enum dl_machine machine, enum dl_state state, enum dl_event event,
		      const char *what)
{
	fail_msg("%s: %s on %s: %s", dl_machine_name(machine), dl_state_name(state),
		 dl_event_name(event), what);
}

static void test_next_state(void **unused)
{
	(void)unused;
	FOR_EACH_CELL(m, s, e) {
		enum dl_state next = dl_lifecycle_step(m, s, e).next;

		if (next >= DL_STATE_COUNT)
			fail_cell(m, s, e, "not a state");
		if (next != expected_next(m, s, e))
			fail_cell(m, s, e, dl_state_name(next));
	}
}

static void test_violations(void **unused)
{
	size_t found = 0;

	(void)unused;
	FOR_EACH_CELL(m, s, e) {
		enum dl_rule rule = dl_lifecycle_step(m, s, e).violation;

		if (rule != expected_violation(m, s, e))
			fail_cell(m, s, e, rule ? dl_rule_info(rule)->id : "no violation");
		found += rule != DL_RULE_NONE;
	}
	assert_int_equal(found, COUNT_OF(violations));
}

static void test_released_absorbs(void **unused)
{
	(void)unused;
	FOR_EACH_CELL(m, s, e)
		if (s == DL_STATE_RELEASED)
			assert_int_equal(dl_lifecycle_step(m, s, e).next, DL_STATE_RELEASED);
}

static void test_failed_is_left_by_release_only(void **unused)
{
	(void)unused;
	FOR_EACH_CELL(m, s, e)
		if (s == DL_STATE_FAILED && e != DL_EVENT_RELEASE)
			assert_int_equal(dl_lifecycle_step(m, s, e).next, DL_STATE_FAILED);
}

/* Without a test known to have failed, nothing fails. */
static void test_only_a_failed_test_fails(void **unused)
{
	(void)unused;
	FOR_EACH_CELL(m, s, e)
		if (s != DL_STATE_FAILED && e != DL_EVENT_TEST_FAILED)
			assert_int_not_equal(dl_lifecycle_step(m, s, e).next, DL_STATE_FAILED);
}

static void test_memory_never_belongs_to_the_device(void **unused)
{
	(void)unused;
	FOR_EACH_CELL(m, s, e)
		if (is_memory(m) && s != DL_STATE_DEVICE)
			assert_int_not_equal(dl_lifecycle_step(m, s, e).next, DL_STATE_DEVICE);
}

struct life {
	enum dl_machine machine;
	enum dl_event events[8];
	size_t nevents;
	enum dl_rule violation;	/* at the last event, or none at all */
};

#define EV(e) DL_EVENT_##e
static const struct life lives[] = {
	/* As dma-api.rst wants it. */
	{ DL_MACHINE_STREAMING, { EV(TEST_OK), EV(HAND_OVER), EV(SYNC_CPU), EV(ACCESS),
	  EV(SYNC_DEVICE), EV(RELEASE), EV(END_OK) }, 7, DL_RULE_NONE },
	{ DL_MACHINE_STREAMING, { EV(TEST_FAILED), EV(END_ERROR) }, 2, DL_RULE_NONE },
	{ DL_MACHINE_STREAMING, { EV(HAND_OVER), EV(TEST_OK), EV(RELEASE) }, 3, DL_RULE_NONE },
	{ DL_MACHINE_SG, { EV(TEST_OK), EV(HAND_OVER), EV(RELEASE) }, 3, DL_RULE_NONE },
	{ DL_MACHINE_SGTABLE, { EV(TEST_FAILED), EV(END_ERROR) }, 2, DL_RULE_NONE },
	{ DL_MACHINE_ALLOC, { EV(TEST_FAILED), EV(RELEASE), EV(END_ERROR) }, 3, DL_RULE_NONE },
	{ DL_MACHINE_ALLOC, { EV(TEST_OK), EV(ACCESS), EV(RELEASE) }, 3, DL_RULE_NONE },
	{ DL_MACHINE_POOL, { EV(TEST_FAILED), EV(RELEASE), EV(RELEASE) }, 3, DL_RULE_NONE },
	/* And as it does not. */
	{ DL_MACHINE_STREAMING, { EV(HAND_OVER), EV(END_OK) }, 2, DL_RULE_UNCHECKED_MAP },
	{ DL_MACHINE_STREAMING, { EV(TEST_OK), EV(RELEASE), EV(RELEASE) }, 3,
	  DL_RULE_DOUBLE_UNMAP },
	{ DL_MACHINE_STREAMING, { EV(TEST_OK), EV(RELEASE), EV(HAND_OVER) }, 3,
	  DL_RULE_USE_AFTER_UNMAP },
	{ DL_MACHINE_STREAMING, { EV(TEST_FAILED), EV(RELEASE) }, 2, DL_RULE_UNMAP_FAILED_MAP },
	{ DL_MACHINE_STREAMING, { EV(TEST_OK), EV(RELEASE), EV(SYNC_CPU) }, 3,
	  DL_RULE_SYNC_AFTER_UNMAP },
	{ DL_MACHINE_STREAMING, { EV(TEST_OK), EV(END_ERROR) }, 2,
	  DL_RULE_MAPPING_LEAK_ON_ERROR },
	{ DL_MACHINE_STREAMING, { EV(TEST_OK), EV(SYNC_CPU), EV(END_OK) }, 3,
	  DL_RULE_MAPPING_LEAK },
	{ DL_MACHINE_SG, { EV(HAND_OVER), EV(RELEASE) }, 2, DL_RULE_UNCHECKED_MAP_SG },
	{ DL_MACHINE_ALLOC, { EV(ACCESS) }, 1, DL_RULE_UNCHECKED_ALLOC },
	{ DL_MACHINE_ALLOC, { EV(TEST_OK), EV(RELEASE), EV(ACCESS) }, 3,
	  DL_RULE_COHERENT_USE_AFTER_FREE },
	{ DL_MACHINE_POOL_OBJECT, { EV(TEST_OK), EV(POOL_GONE) }, 2, DL_RULE_POOL_DESTROY_BUSY },
	{ DL_MACHINE_POOL, { EV(TEST_OK), EV(ACCESS), EV(RELEASE), EV(RELEASE) }, 4,
	  DL_RULE_POOL_USE_AFTER_DESTROY },
};

static void test_lives(void **unused)
{
	(void)unused;
	for (size_t i = 0; i < COUNT_OF(lives); i++) {
		const struct life *life = &lives[i];
		struct dl_step_result at = { DL_STATE_UNCHECKED, DL_RULE_NONE };

		for (size_t k = 0; k < life->nevents; k++) {
			assert_int_equal(at.violation, DL_RULE_NONE);
			at = dl_lifecycle_step(life->machine, at.next, life->events[k]);
		}
		assert_int_equal(at.violation, life->violation);
	}
}

#define CHECK_NAMES(count, name_of) \
	do { \
		for (int i = 0; i < (int)(count); i++) { \
			assert_non_null(name_of(i)); \
			assert_true(name_of(i)[0]); \
			for (int k = 0; k < i; k++) \
				assert_string_not_equal(name_of(i), name_of(k)); \
		} \
	} while (0)

static void test_names(void **unused)
{
	(void)unused;
	CHECK_NAMES(DL_STATE_COUNT, dl_state_name);
	CHECK_NAMES(DL_EVENT_COUNT, dl_event_name);
	CHECK_NAMES(DL_MACHINE_COUNT, dl_machine_name);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_next_state),
		cmocka_unit_test(test_violations),
		cmocka_unit_test(test_released_absorbs),
		cmocka_unit_test(test_failed_is_left_by_release_only),
		cmocka_unit_test(test_only_a_failed_test_fails),
		cmocka_unit_test(test_memory_never_belongs_to_the_device),
		cmocka_unit_test(test_lives),
		cmocka_unit_test(test_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
