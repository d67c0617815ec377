/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * dma_mapping_error() asked about the wrong thing: another mapping than the one just made, a value
 * that no map returned, or for another device; and a status that is dropped. How results of maps are
 * tested otherwise is in outcomes.c.
 */
#include "checker/engine/impl.h"

/* ---- a status that nobody reads --------------------------------------------------------------- */

static bool reads_local(const struct dl_func *func, const struct dl_operand *local)
{
	dl_for_each_instr(in, func) {
		for (size_t n = 0; n < in->nops; n++)
			if (in->ops[n].kind == DL_OPERAND_LOCAL && in->op != DL_OP_STORE &&
			    in->op != DL_OP_DEAD && in->ops[n].local == local->local)
				return true;
	}
	return false;
}

/* What is stored next, in the same block and before it is read, makes this store of no use. */
static bool is_overwritten(const struct dl_instr *store)
{
	const struct dl_block *b = store->block;
	size_t k = 0;

	while (b->instrs[k] != store)
		k++;
	for (k++; k < b->ninstrs; k++) {
		const struct dl_instr *in = b->instrs[k];

		for (size_t n = 0; n < in->nops; n++)
			if (in->ops[n].kind == DL_OPERAND_LOCAL &&
			    in->ops[n].local == store->ops[0].local)
				return in->op == DL_OP_STORE && n == 0;
	}
	return false;
}

/* A store into a variable that is never read is no use. */
static bool uses(const struct dl_func *func, const struct dl_instr *in, const struct dl_instr *call)
{
	for (size_t n = 0; n < in->nops; n++) {
		if (in->ops[n].kind != DL_OPERAND_VALUE || in->ops[n].value != call)
			continue;
		return in->op != DL_OP_STORE || in->ops[0].kind != DL_OPERAND_LOCAL ||
		       (reads_local(func, &in->ops[0]) && !is_overwritten(in));
	}
	return false;
}

bool dl_is_result_used(const struct dl_func *func, const struct dl_instr *call)
{
	dl_for_each_instr(in, func)
		if (uses(func, in, call))
			return true;
	return false;
}

void dl_check_status(struct dl_run *run, struct dl_path_state *s, const struct dl_call_args *a)
{
	if (!dl_is_result_used(run->func, a->in))
		dl_report(run, s,
			  a->api->machine == DL_MACHINE_ALLOC ? DL_RULE_UNCHECKED_ALLOC
							      : DL_RULE_UNCHECKED_MAP_SGTABLE,
			  DL_CONFIDENCE_HIGH,
			  run->func->unit, a->in->loc, NULL,
			  "status of %s() is ignored; it is not 0 on failure", dl_call_name(a->in));
}

/* ---- dma_mapping_error() ---------------------------------------------------------------------- */

/* The latest mapping that nobody has asked about: the one a test at this place should be for. */
static struct dl_object *untested(struct dl_path_state *s)
{
	for (size_t i = s->nobjects; i-- > 0;) {
		struct dl_object *o = &s->objects[i];

		if (o->api->machine == DL_MACHINE_STREAMING && o->state == DL_STATE_UNCHECKED &&
		    !o->foreign && !o->age && !o->handed_to_tester && !o->wrong_test)
			return o;
	}
	return NULL;
}

/* If the mapping is used without another test, this one was meant for it: said then. */
static void remember(struct dl_object *o, const struct dl_instr *at)
{
	o->wrong_test = DL_RULE_MAPPING_ERROR_WRONG_HANDLE;
	o->wrong_test_at = at;
}

static void pair_device(struct dl_run *run, struct dl_path_state *s, const struct dl_object *o,
			const struct dl_call_args *a)
{
	const struct dl_value *dev = a->by_role[DL_ROLE_DEV];

	if (dl_same_device(o->dev, dev) != DL_DIFFERENT)
		return;
	dl_report(run, s, DL_RULE_MAPPING_ERROR_WRONG_DEVICE,
		  dl_rule_info(DL_RULE_MAPPING_ERROR_WRONG_DEVICE)->confidence, run->func->unit,
		  a->in->loc, o,
		  DL_WORDS_TEST_DEVICE,
		  dl_call_name(a->in), dl_text(run, o->dev), dl_text(run, dev));
}

static const char *how_to_test(const struct dl_object *o)
{
	switch (o->api->fails) {
	case DL_FAILS_NULL:	return "NULL is returned on failure";
	case DL_FAILS_ZERO:	return "0 is returned on failure";
	case DL_FAILS_NONZERO:	return "anything but 0 is returned on failure";
	default:		return "failure shows in what is returned";
	}
}

static const char *what_it_is(const struct dl_object *o, const struct dl_value *h)
{
	if (o->result != h)
		return o->list ? "an address of the list mapped" : "the address of memory allocated";
	if (o->api->fails == DL_FAILS_NULL)
		return "the memory allocated";
	return o->api->returns == DL_RET_COUNT ? "the count returned" : "the status returned";
}

/*
 * Only instead of the right test: handles that start as DMA_MAPPING_ERROR are asked later on whether
 * there is anything to undo. The driver takes the answer for that of the call, and so do we from
 * here on; else it would be said again.
 */
static void report_not_mapped(struct dl_run *run, struct dl_path_state *s, struct dl_object *o,
			      const struct dl_call_args *a)
{
	if (o->state != DL_STATE_UNCHECKED)
		return;
	dl_report(run, s, DL_RULE_MAPPING_ERROR_NOT_MAPPED, DL_CONFIDENCE_HIGH, run->func->unit,
		  a->in->loc, o, "%s() of %s by %s(); %s", dl_call_name(a->in),
		  what_it_is(o, a->by_role[DL_ROLE_HANDLE]), dl_call_name(o->site), how_to_test(o));
	o->state = DL_STATE_TESTED;
	dl_object_share(o);
}

static void report_cpu_address(struct dl_run *run, struct dl_path_state *s, struct dl_object *o,
			       const struct dl_call_args *a)
{
	dl_report(run, s, DL_RULE_MAPPING_ERROR_WRONG_HANDLE, DL_CONFIDENCE_HIGH, run->func->unit,
		  a->in->loc, o,
		  "%s() of the buffer's CPU address instead of the address that %s() returned",
		  dl_call_name(a->in), dl_call_name(o->site));
	o->state = DL_STATE_TESTED;
	dl_object_share(o);
}

/* Something else that a call made: the count, the status, the CPU address. */
static struct dl_object *result_of(struct dl_path_state *s, const struct dl_value *h)
{
	for (size_t i = s->nobjects; i-- > 0;) {
		struct dl_object *o = &s->objects[i];

		if (!o->foreign && o->result == h && o->api->machine != DL_MACHINE_STREAMING)
			return o;
	}
	return NULL;
}

static bool is_plain(const struct dl_value *h)
{
	return h->kind == DL_V_INIT || h->kind == DL_V_PARAM || h->kind == DL_V_CONST;
}

static void test_of_unknown(struct dl_run *run, struct dl_path_state *s,
			    const struct dl_call_args *a, bool possible)
{
	const struct dl_value *h = a->by_role[DL_ROLE_HANDLE];
	struct dl_object *made = result_of(s, h), *meant = untested(s);

	if (meant && meant->cpu == h && meant->result != h)
		report_cpu_address(run, s, meant, a);
	else if (made)
		report_not_mapped(run, s, made, a);
	else if (dl_value_is_address(h))
		dl_report(run, s, DL_RULE_MAPPING_ERROR_NOT_MAPPED, DL_CONFIDENCE_HIGH,
			  run->func->unit, a->in->loc, NULL,
			  "%s() of a pointer, not of what a map returned [value=%s]",
			  dl_call_name(a->in), dl_text(run, h));
	else if (meant && is_plain(h) && !possible)
		remember(meant, a->in);
}

void dl_check_test(struct dl_run *run, struct dl_path_state *s, struct dl_object *o,
		   const struct dl_call_args *a, bool possible)
{
	struct dl_object *meant;

	if (!o) {
		test_of_unknown(run, s, a, possible);
		return;
	}
	if (o->foreign)
		return;
	if (o->api->machine == DL_MACHINE_STREAMING && o->state == DL_STATE_UNCHECKED) {
		pair_device(run, s, o, a);
		return;
	}
	meant = untested(s);
	if (meant)
		remember(meant, a->in);
	else if (o->api->machine != DL_MACHINE_STREAMING)
		report_not_mapped(run, s, o, a);
}

void dl_check_branch(struct dl_run *run, struct dl_path_state *s, const struct dl_instr *at)
{
	const struct dl_instr *cmp = at->ops[0].kind == DL_OPERAND_VALUE ? at->ops[0].value : NULL;
	const struct dl_value *count;

	if (!cmp || cmp->op != DL_OP_CMP || cmp->sub != DL_CMP_ULT ||
	    cmp->ops[1].kind != DL_OPERAND_INT || cmp->ops[1].imm != 0)
		return;
	count = dl_eval_operand(run, s, &cmp->ops[0]);
	for (size_t i = 0; i < s->nobjects; i++) {
		struct dl_object *o = &s->objects[i];

		if (o->foreign || o->result != count || o->api->fails != DL_FAILS_ZERO ||
		    o->state != DL_STATE_UNCHECKED || o->wrong_test)
			continue;
		o->wrong_test = DL_RULE_MAP_SG_NEGATIVE_TEST;
		o->wrong_test_at = at;
	}
}
