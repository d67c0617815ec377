/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The events that step an object's machine (rules/lifecycle.def), and what is said when the machine has no step for
 * one. Which object an event is about is decided in objects.c.
 */
#include "checker/engine/impl.h"

/* Is a missing test of this object somebody else's to do, as far as one can see? */
static bool tested_elsewhere(const struct dl_run *run, const struct dl_object *o)
{
	const struct dl_facts *facts = run->analysis->engine->facts;

	if (o->handed_to_tester || o->out_param)
		return true;
	if (!o->holder)
		return false;
	if (o->api->fails == DL_FAILS_MAPPING_ERROR)
		return dl_facts_field_tested(facts, o->holder, o->unit);
	return dl_facts_field_compared(facts, o->holder, o->unit);
}

static void report_unchecked(struct dl_run *run, struct dl_path_state *s, struct dl_object *o,
			     enum dl_rule rule, const struct dl_instr *at)
{
	const char *name = dl_call_name(o->site);
	dl_loc test = o->wrong_test_at ? o->wrong_test_at->loc : 0;
	struct dl_finding *f;
	bool asked = o->wrong_test && o->wrong_test != DL_RULE_MAPPING_ERROR_WRONG_HANDLE;

	if (o->state == DL_STATE_FAILED) {
		dl_inverted_used(run, s, o, rule, at);
		return;
	}
	if (!asked && tested_elsewhere(run, o))
		return;
	if (rule == DL_RULE_UNCHECKED_MAP_SG && o->api->fails == DL_FAILS_NEGATIVE)
		rule = DL_RULE_UNCHECKED_MAP_SGTABLE;
	switch (o->wrong_test) {
	case DL_RULE_MAP_ERROR_COMPARE_ZERO:
		f = dl_report(run, s, o->wrong_test, DL_CONFIDENCE_HIGH, o->unit, test, o,
			  "result of %s() compared with zero, which can be a valid DMA address; "
			  "test it with dma_mapping_error()",
			  name);
		dl_fix_test(run, f, o);
		return;
	case DL_RULE_MAP_SG_NEGATIVE_TEST:
		f = dl_report(run, s, o->wrong_test, DL_CONFIDENCE_HIGH, o->unit, test, o,
			  "result of %s() tested for a negative value; it is 0 on failure, never "
			  "negative",
			  name);
		dl_fix_test(run, f, o);
		return;
	case DL_RULE_MAPPING_ERROR_WRONG_HANDLE:
		dl_report(run, s, o->wrong_test, DL_CONFIDENCE_HIGH, o->unit, test, o,
			  "another value is tested here than %s() returned, which is used untested",
			  name);
		return;
	default:
		break;
	}
	if (rule == DL_RULE_UNCHECKED_MAP)
		dl_report(run, s, rule, DL_CONFIDENCE_HIGH, o->unit, o->site->loc, NULL,
			  DL_WORDS_UNCHECKED_MAP, name);
	else if (rule == DL_RULE_UNCHECKED_MAP_SG)
		dl_report(run, s, rule, DL_CONFIDENCE_HIGH, o->unit, o->site->loc, NULL,
			  DL_WORDS_UNCHECKED_MAP_SG, name);
	else if (rule == DL_RULE_UNCHECKED_MAP_SGTABLE)
		dl_report(run, s, rule, DL_CONFIDENCE_HIGH, o->unit, o->site->loc, NULL,
			  DL_WORDS_UNCHECKED_MAP_SGTABLE, name,
			  o->api->fails == DL_FAILS_NEGATIVE ? "negative" : "not 0");
	else
		dl_report(run, s, rule, DL_CONFIDENCE_HIGH, o->unit, o->site->loc, NULL,
			  DL_WORDS_UNCHECKED_ALLOC, name);
}

/* The list was mapped before, too, and perhaps nobody has undone that: then the unmap is for it. */
static bool is_mapped_otherwise(const struct dl_path_state *s, const struct dl_object *o)
{
	for (size_t i = 0; o->list && i < s->nobjects; i++)
		if (&s->objects[i] != o && s->objects[i].list == o->list &&
		    dl_object_is_live(&s->objects[i]))
			return true;
	return false;
}

static void report_violation(struct dl_run *run, struct dl_path_state *s, struct dl_object *o,
			     enum dl_rule rule, const struct dl_instr *at)
{
	const struct dl_unit *unit = run->func->unit;
	const char *name = dl_call_name(at), *what = dl_text(run, o->handle ? o->handle : o->list);

	switch (rule) {
	case DL_RULE_UNCHECKED_MAP:
	case DL_RULE_UNCHECKED_MAP_SG:
	case DL_RULE_UNCHECKED_MAP_SGTABLE:
	case DL_RULE_UNCHECKED_ALLOC:
		report_unchecked(run, s, o, rule, at);
		return;
	case DL_RULE_DOUBLE_UNMAP:
		if (!o->shared && !o->vague)
			dl_report(run, s, rule, dl_rule_info(rule)->confidence, unit, at->loc, o,
				  DL_WORDS_DOUBLE_UNMAP, name, what);
		return;
	case DL_RULE_UNMAP_FAILED_MAP:
		if (!o->shared && !o->vague && !dl_unmap_is_asked_for(s, o) &&
		    !is_mapped_otherwise(s, o))
			dl_report(run, s, rule, DL_CONFIDENCE_HIGH, unit, at->loc, o,
				  DL_WORDS_ON_FAILED_MAP, name);
		return;
	case DL_RULE_USE_AFTER_UNMAP:
		if (!o->shared && !o->vague)
			dl_report(run, s, rule, DL_CONFIDENCE_HIGH, unit, at->loc, o,
				  DL_WORDS_USE_AFTER_UNMAP, what);
		return;
	case DL_RULE_SYNC_UNMAPPED:
		if (!o->shared && !o->vague)
			dl_report(run, s, rule, dl_rule_info(rule)->confidence, unit, at->loc, o,
				  DL_WORDS_ON_FAILED_MAP, name);
		return;
	case DL_RULE_SYNC_AFTER_UNMAP:
		if (!o->shared && !o->vague)
			dl_report(run, s, rule, DL_CONFIDENCE_HIGH, unit, at->loc, o,
				  DL_WORDS_SYNC_AFTER_UNMAP, name, what);
		return;
	case DL_RULE_MAPPING_LEAK:
	case DL_RULE_COHERENT_LEAK:
		dl_leak_report(run, s, o, DL_LOST_ON_SUCCESS, unit, at);
		return;
	case DL_RULE_MAPPING_LEAK_ON_ERROR:
	case DL_RULE_COHERENT_LEAK_ON_ERROR:
	case DL_RULE_POOL_LEAK:
		if (o->left_at) {
			unit = o->left_unit;
			at = o->left_at;
		}
		dl_leak_report(run, s, o, DL_LOST_ON_ERROR, unit, at);
		return;
	default:
		if (dl_is_memory(o->api))
			dl_memory_violation(run, s, o, rule, at);
		return;
	}
}

/*
 * An object that is there on some ways only: that it was never tested can be said if no path tests
 * what this site makes. Else the test may stand behind a condition that tells the ways apart.
 */
static bool is_certain(const struct dl_run *run, const struct dl_object *o, enum dl_event event)
{
	if (!o->maybe)
		return true;
	return o->api->machine == DL_MACHINE_STREAMING && o->state == DL_STATE_UNCHECKED &&
	       event == DL_EVENT_END_OK && !dl_set_has(&run->analysis->tested, o->site);
}

static bool is_test(enum dl_event event)
{
	return event == DL_EVENT_TEST || event == DL_EVENT_TEST_OK ||
	       event == DL_EVENT_TEST_FAILED;
}

void dl_object_event(struct dl_run *run, struct dl_path_state *s, struct dl_object *o,
		     enum dl_event event, const struct dl_instr *at)
{
	struct dl_step_result r = dl_lifecycle_step(o->api->machine, o->state, event);
	bool was_released = o->state == DL_STATE_RELEASED;

	if (event == DL_EVENT_HAND_OVER)
		dl_note_handed_over(run, s, o, at);
	if (event == DL_EVENT_TEST)
		dl_check_late_test(run, s, o, at);
	if (is_test(event))
		dl_set_add(run->analysis->arena, &run->analysis->tested, o->site);
	if (r.violation && is_certain(run, o, event))
		report_violation(run, s, o, r.violation, at);
	if (r.next == DL_STATE_FAILED && o->state != DL_STATE_FAILED)
		s->failure_seen = true;
	if (r.next == DL_STATE_RELEASED && o->state != DL_STATE_RELEASED) {
		o->was_failed = o->state == DL_STATE_FAILED;
		o->released_at = at;
		o->release_trail = s->trail;
		dl_fate_note(run, s, o, DL_FATE_UNDONE, at);
		dl_abandoned_undone(run, o);
	}
	o->state = r.next;
	dl_access_event(run, s, o, event, at);
	dl_noncoherent_event(run, s, o, event, at);
	if (r.violation && was_released)
		o->vague = true;	/* said once */
}
