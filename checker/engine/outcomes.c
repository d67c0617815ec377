/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What a condition says of an object: whether the call that made it failed on this path, and whether
 * the condition is a test of that at all. Calls that test (dma_mapping_error()) are in objects.c;
 * calls of the wrong one are in tests.c.
 */
#include "checker/engine/impl.h"

/* What a condition must be about to say something of the object. */
static const struct dl_value *subject(struct dl_run *run, const struct dl_object *o)
{
	return o->api->fails == DL_FAILS_MAPPING_ERROR ? dl_mapping_error(run, o->handle)
						       : o->result;
}

/* 1: the path is one on which the call failed; 0: it succeeded; -1: may be either. */
static int failed(const struct dl_path_state *s, const struct dl_object *o,
		  const struct dl_value *v)
{
	struct dl_range r = dl_state_range(s, v);
	int zero = dl_state_truth(s, v) < 0 ? -1 : !dl_state_truth(s, v);

	switch (o->api->fails) {
	case DL_FAILS_ZERO:
	case DL_FAILS_NULL:
		return zero;
	case DL_FAILS_MAPPING_ERROR:
	case DL_FAILS_NONZERO:
		return zero < 0 ? -1 : !zero;
	case DL_FAILS_NEGATIVE:
		return r.hi < 0 ? 1 : r.lo >= 0 ? 0 : -1;
	case DL_FAILS_IS_ERR:	/* IS_ERR_OR_NULL() as well */
		return r.hi <= 0 && r.lo < 0 ? 1 : r.lo >= 0 ? 0 : -1;
	case DL_FAILS_NOT_POSITIVE:
		return r.hi <= 0 ? 1 : r.lo > 0 ? 0 : -1;
	default:
		return -1;
	}
}

static bool is_compare(const struct dl_value *cond, enum dl_cmp op, const struct dl_value *with,
		       int64_t imm)
{
	int64_t x;

	while (cond->kind == DL_V_NOT)
		cond = cond->a;
	return cond->kind == DL_V_CMP && cond->op == op && cond->a == with &&
	       dl_value_is_const(cond->b, &x) && x == imm;
}

/* "c < 0", "c == -ENOMEM", IS_ERR_VALUE(c): none is ever true of a count. */
static bool is_negative_test(const struct dl_value *cond, const struct dl_value *count)
{
	int64_t x;

	while (cond->kind == DL_V_NOT)
		cond = cond->a;
	return cond->kind == DL_V_CMP && cond->a == count && dl_value_is_const(cond->b, &x) &&
	       (x < 0 || (x == 0 && cond->op == DL_CMP_SLT));
}

static bool is_zero_test(const struct dl_value *cond, const struct dl_value *handle)
{
	return cond == handle || is_compare(cond, DL_CMP_EQ, handle, 0);
}

/* "if (dma != virt_to_phys(table))" */
static bool is_another_name(const struct dl_value *cond, const struct dl_value *handle)
{
	while (cond->kind == DL_V_NOT)
		cond = cond->a;
	return cond->kind == DL_V_CMP && cond->op == DL_CMP_EQ &&
	       ((cond->a == handle && cond->b->kind != DL_V_CONST) || cond->b == handle);
}

/* "count > limit": 0 passes. */
static bool is_upper_limit(const struct dl_value *cond, const struct dl_value *count)
{
	while (cond->kind == DL_V_NOT)
		cond = cond->a;
	return cond->kind == DL_V_CMP && cond->op != DL_CMP_EQ && cond->b == count &&
	       cond->a->kind != DL_V_CONST;
}

/* "status > 0" or "<= 0": never, and always true of a status, which is 0 for success. */
static bool is_positive_test(const struct dl_value *cond, const struct dl_value *status)
{
	int64_t x;

	while (cond->kind == DL_V_NOT)
		cond = cond->a;
	return cond->kind == DL_V_CMP && cond->op == DL_CMP_SLT && cond->b == status &&
	       dl_value_is_const(cond->a, &x) && x == 0;
}

static void report_positive_test(struct dl_run *run, struct dl_path_state *s, struct dl_object *o,
				 const struct dl_instr *at)
{
	dl_report(run, s, DL_RULE_MAP_SG_NEGATIVE_TEST, DL_CONFIDENCE_HIGH, run->func->unit,
		  at->loc, o, "result of %s() tested as if it were a count; it is 0 on success",
		  dl_call_name(o->site));
	o->vague = true;
	dl_object_share(o);
	o->state = DL_STATE_TESTED;
}

static void remember_wrong_test(struct dl_object *o, enum dl_rule rule, const struct dl_instr *at)
{
	if (o->state != DL_STATE_UNCHECKED || o->wrong_test)
		return;
	o->wrong_test = rule;
	o->wrong_test_at = at;
}

/* Guards like "if (dma) unmap" hold for valid handles, and "dma == DMA_MAPPING_ERROR" does not. */
static void know_valid(struct dl_run *run, struct dl_path_state *s, const struct dl_value *handle)
{
	struct dl_values *vs = run->analysis->values;
	const struct dl_value *invalid = dl_value_const(vs, handle->type, -1);

	dl_state_assume(s, vs, dl_value_not(vs, dl_value_not(vs, handle)), true);
	dl_state_assume(s, vs, dl_value_cmp(vs, DL_CMP_EQ, handle, invalid), false);
}

static void settle_outcome(struct dl_run *run, struct dl_path_state *s, struct dl_object *o,
			   int bad, const struct dl_instr *at)
{
	if (bad == 1 && (o->state == DL_STATE_UNCHECKED || o->state == DL_STATE_TESTED)) {
		dl_object_event(run, s, o, DL_EVENT_TEST_FAILED, at);
		if (o->api->fails == DL_FAILS_IS_ERR)	/* an errno, in any width */
			dl_state_bound_range(s, o->result, (struct dl_range){ -DL_MAX_ERRNO, 0 });
	} else if (bad == 0 && (o->state == DL_STATE_UNCHECKED || o->state == DL_STATE_TESTED)) {
		dl_object_event(run, s, o, DL_EVENT_TEST_OK, at);
		if (o->api->machine == DL_MACHINE_SGTABLE)
			dl_sg_table_succeeded(run, s, o);
		if (o->nents)	/* nobody maps nothing; clean-ups ask that way */
			dl_state_assume(s, run->analysis->values, o->nents, true);
		if (o->size && !dl_state_assume(s, run->analysis->values, o->size, true))
			dl_object_share(o);	/* this path is none: nothing is claimed on it */
		if (dl_is_memory(o->api))
			dl_memory_valid(run, s, o);
		if (o->handle)
			know_valid(run, s, o->handle);
		if (o->cpu && o->api->machine == DL_MACHINE_STREAMING)
			dl_state_assume(s, run->analysis->values, o->cpu, true);
		if (o->list)
			dl_state_assume(s, run->analysis->values, o->list, true);
	}
}

/* Conditions on the handle itself instead of dma_mapping_error(). */
static void branch_on_handle(struct dl_run *run, struct dl_path_state *s, struct dl_object *o,
			     const struct dl_value *cond, bool truth, const struct dl_instr *at)
{
	bool negated = cond->kind == DL_V_NOT;

	if (is_zero_test(cond, o->handle)) {
		remember_wrong_test(o, DL_RULE_MAP_ERROR_COMPARE_ZERO, at);
		if (dl_state_truth(s, o->handle) == 0)
			o->vague = true;	/* the driver believes it failed */
	} else if (is_compare(cond, DL_CMP_EQ, o->handle, -1)) {	/* DMA_MAPPING_ERROR */
		settle_outcome(run, s, o, truth != negated, at);
	} else if (is_another_name(cond, o->handle)) {
		o->vague = true;	/* it can be computed anew where it is to be unmapped */
	}
}

/* scsi_dma_map() of a command without data: 0, nothing is mapped, and nothing failed. */
static bool is_nothing(const struct dl_path_state *s, const struct dl_object *o,
		       const struct dl_value *v)
{
	return o->api->fails == DL_FAILS_NEGATIVE && o->api->returns == DL_RET_COUNT &&
	       dl_state_range(s, v).hi == 0 && dl_state_range(s, v).lo == 0;
}

static void branch_on_object(struct dl_run *run, struct dl_path_state *s, struct dl_object *o,
			     const struct dl_value *cond, bool truth, const struct dl_instr *at)
{
	const struct dl_value *v = subject(run, o);

	if (o->api->fails == DL_FAILS_MAPPING_ERROR && dl_value_contains(cond, o->handle) &&
	    !dl_value_contains(cond, v))
		branch_on_handle(run, s, o, cond, truth, at);
	if (!dl_value_contains(cond, v))
		return;
	if (dl_is_memory(o->api))
		dl_memory_asked(o, cond);
	if (o->api->fails == DL_FAILS_ZERO && is_negative_test(cond, v)) {
		remember_wrong_test(o, DL_RULE_MAP_SG_NEGATIVE_TEST, at);
		return;
	}
	if (o->api->returns == DL_RET_STATUS && o->state == DL_STATE_UNCHECKED &&
	    is_positive_test(cond, v)) {
		report_positive_test(run, s, o, at);
		return;
	}
	if (o->api->fails == DL_FAILS_NEGATIVE && is_zero_test(cond, v) && failed(s, o, v) < 0)
		return;		/* whether there is data at all */
	if (o->api->fails == DL_FAILS_ZERO && is_upper_limit(cond, v))
		return;
	if (is_nothing(s, o, v))
		dl_object_share(o);
	if (o->state == DL_STATE_UNCHECKED)
		dl_object_event(run, s, o, DL_EVENT_TEST, at);
	settle_outcome(run, s, o, failed(s, o, v), at);
}

void dl_object_branch(struct dl_run *run, struct dl_path_state *s, const struct dl_value *cond,
		      bool truth, const struct dl_instr *at)
{
	for (size_t i = 0; i < s->nobjects; i++) {
		struct dl_object *o = &s->objects[i];

		if (!o->foreign && o->result)
			branch_on_object(run, s, o, cond, truth, at);
		dl_object_take_back(s, o);
	}
}
