/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What is left when the outermost function returns: mappings that were never tested, and mappings
 * still alive. Whether that is a leak is for leaks.c to say.
 */
#include "checker/engine/impl.h"

#include <string.h>

enum end { END_UNKNOWN, END_OK, END_ERROR };

#define EBUSY 16
#define EINPROGRESS 115
#define EIOCBQUEUED 529
#define SCSI_MLQUEUE_HOST_BUSY 0x1055
#define SCSI_MLQUEUE_TARGET_BUSY 0x1058

/* "ret != -EBUSY": the number is one of its answers, and does not mean that it failed. */
static bool compares_with(const struct dl_func *func, int64_t number)
{
	dl_for_each_instr(in, func) {
		for (size_t n = 0; in->op == DL_OP_CMP && n < in->nops; n++)
			if (in->ops[n].kind == DL_OPERAND_INT && in->ops[n].imm == number)
				return true;
	}
	return false;
}

/*
 * Returns that say "under way", not "failed". -EBUSY is one of them for those who compare a result
 * with it ("queued behind others"); a driver that fails so writes the constant, and does not ask for
 * it.
 */
static bool is_pending(const struct dl_func *func, const struct dl_value *v, struct dl_range r)
{
	if (r.lo == -EINPROGRESS || r.lo == -EIOCBQUEUED)
		return true;
	return r.lo == -EBUSY && r.hi == -EBUSY &&
	       (v->kind != DL_V_CONST || compares_with(func, -EBUSY));
}

/* What a call returned, as it is: not a number of things done. */
static bool is_status(const struct dl_value *v)
{
	return (v->kind == DL_V_SYMBOL && !v->a) || dl_is_mapping_error(v);
}

static bool is_int(const struct dl_type *t)
{
	return t && t->kind == DL_TYPE_INT && t->bits == 32 && t->is_signed;
}

/* PTR_ERR(p): an address cut down to an int. */
static bool is_error_of_pointer(const struct dl_value *v)
{
	return v->kind == DL_V_CAST && is_int(v->type) && v->a->type &&
	       v->a->type->kind == DL_TYPE_POINTER;
}

static bool returns_status(const struct dl_instr *call)
{
	const struct dl_api *api = dl_call_api(call);

	return call->type && call->type->kind == DL_TYPE_INT && call->type->is_signed &&
	       (!api || api->returns == DL_RET_STATUS);
}

static bool stores_status(const struct dl_operand *op)
{
	const struct dl_instr *in;

	if (op->kind == DL_OPERAND_INT)
		return op->imm <= 0;
	op = dl_ir_uncast(op);
	in = op->kind == DL_OPERAND_VALUE ? op->value : NULL;
	if (in && in->type && in->type->kind == DL_TYPE_POINTER)
		return true;	/* PTR_ERR() */
	return in && in->op == DL_OP_CALL && returns_status(in);
}

/* It only ever gets what calls return, the error of a pointer, or a number that is not above 0. */
static bool gets_status(const struct dl_func *func, const struct dl_local *local)
{
	dl_for_each_instr(in, func) {
		if (in->op == DL_OP_STORE && in->ops[0].kind == DL_OPERAND_LOCAL &&
		    in->ops[0].local == local && !stores_status(&in->ops[1]))
			return false;
	}
	return !local->is_param;
}

/* "ret": the same, or what another such variable has: "ret = irq". */
static bool is_status_variable(const struct dl_func *func, const struct dl_local *local)
{
	dl_for_each_instr(in, func) {
		const struct dl_local *from;

		if (in->op != DL_OP_STORE || in->ops[0].kind != DL_OPERAND_LOCAL ||
		    in->ops[0].local != local || stores_status(&in->ops[1]))
			continue;
		from = dl_ir_loaded_from(&in->ops[1]);
		if (!from || from == local || !is_int(from->type) || !gets_status(func, from))
			return false;
	}
	return !local->is_param;
}

static bool has_local(const struct dl_func *func, const struct dl_local *local)
{
	return local->id < func->nlocals && func->locals[local->id] == local;
}

/* What a call that was followed has returned, on several of its ways. */
static bool is_joined_result(const struct dl_value *v)
{
	const struct dl_instr *in = v->a->kind == DL_V_SYMBOL && !v->a->a ? v->a->p : NULL;

	return in && in->op == DL_OP_CALL && returns_status(in);
}

/* What such a variable holds where paths meet, each of them with another result. */
static bool is_some_status(const struct dl_run *run, const struct dl_value *v)
{
	const struct dl_set *followed = &run->analysis->followed;
	const struct dl_local *local = v->kind == DL_V_SYMBOL && v->a && v->a->kind == DL_V_LOCAL ?
					       v->a->p :
					       NULL;

	if (!local)
		return v->kind == DL_V_SYMBOL && v->a && is_joined_result(v);
	if (has_local(run->func, local))
		return is_status_variable(run->func, local);
	for (size_t i = 0; i < followed->n; i++)
		if (has_local(followed->items[i], local))
			return is_status_variable(followed->items[i], local);
	return false;
}

/* What queuecommand() tells the SCSI core: it did not take the command. */
static bool is_refusal(struct dl_range r)
{
	return r.lo >= SCSI_MLQUEUE_HOST_BUSY && r.hi <= SCSI_MLQUEUE_TARGET_BUSY;
}

/* A function that returns nothing of use: failure shows in what happened on the path. */
static bool result_says_nothing(const struct dl_func *func)
{
	return func->ret->kind == DL_TYPE_VOID;
}

bool dl_ends_is_transmit(const struct dl_func *func)
{
	return !strcmp(func->ret->name, "netdev_tx_t") || !strcmp(func->ret->name, "enum netdev_tx");
}

/* scsi_host_template.queuecommand: 0 says that the command was taken; that it failed, it says itself. */
static bool is_queuecommand(const struct dl_func *func)
{
	return func->nparams == 2 && !strcmp(func->decl->params[0]->name, "struct Scsi_Host *") &&
	       !strcmp(func->decl->params[1]->name, "struct scsi_cmnd *");
}

/* iscsi_transport.alloc_pdu: the core calls cleanup_task for a task that it could not set up, too. */
static bool is_cleaned_up_after(const struct dl_func *func)
{
	return func->nparams == 2 && func->is_static &&
	       !strcmp(func->decl->params[0]->name, "struct iscsi_task *") &&
	       func->decl->params[1]->kind == DL_TYPE_INT;
}

bool dl_ends_same_failure(const struct dl_run *run, const struct dl_path_state *a,
			  const struct dl_path_state *b)
{
	for (; run && a->failure_seen != b->failure_seen; run = run->caller)
		if (result_says_nothing(run->func) || dl_ends_is_transmit(run->func))
			return false;
	return true;
}

static bool has_done_something(const struct dl_exit *e)
{
	for (size_t i = 0; i < e->state->nobjects; i++) {
		const struct dl_object *o = &e->state->objects[i];

		if (!o->foreign && (dl_object_is_live(o) ||
				    (o->state == DL_STATE_RELEASED && !o->was_failed)))
			return true;
	}
	return false;
}

/*
 * Some other exit returns a pointer that is not NULL, or true and has done what it should: 0 means
 * failure then. Where nothing is ever mapped when true is returned, it may mean "busy".
 */
static bool zero_is_failure(const struct dl_run *run)
{
	const struct dl_type *ret = run->func->ret;
	bool candidate = ret->kind == DL_TYPE_POINTER ||
			 (ret->kind == DL_TYPE_INT && ret->bits == 1);	/* not blk_status_t */

	for (size_t i = 0; candidate && i < run->exits.n; i++) {
		const struct dl_exit *e = &run->exits.items[i];

		if (e->value && dl_state_truth(e->state, e->value) == 1 &&
		    (ret->kind == DL_TYPE_POINTER || has_done_something(e)))
			return true;
	}
	return false;
}

/* "if (ret)": a result that is not 0. */
static bool is_nonzero_status(const struct dl_run *run, const struct dl_exit *e)
{
	return dl_state_nonzero(e->state, e->value) &&
	       (is_status(e->value) || is_some_status(run, e->value));
}

/* Who asked whether it is below 0, and found that it is not, knows better. */
static bool returns_error(const struct dl_run *run, const struct dl_exit *e, struct dl_range r)
{
	bool open = (r.lo < 0 && r.hi == INT32_MAX) || r.hi == UINT32_MAX;

	return is_error_of_pointer(e->value) || (open && is_nonzero_status(run, e));
}

/* ERR_PTR(ret): a number is returned as a pointer. 0 would be NULL, and that was not it. */
static bool is_error_pointer(const struct dl_run *run, const struct dl_exit *e)
{
	return run->func->ret->kind == DL_TYPE_POINTER && is_int(e->value->type) &&
	       is_nonzero_status(run, e);
}

/* blk_mq_ops.queue_rq and what it calls: all but BLK_STS_OK, which is 0. */
static bool is_block_error(const struct dl_run *run, const struct dl_exit *e)
{
	return !strcmp(run->func->ret->name, "blk_status_t") &&
	       dl_state_nonzero(e->state, e->value);
}

static enum end classify(const struct dl_run *run, const struct dl_exit *e)
{
	struct dl_range r;

	if (result_says_nothing(run->func))
		return e->state->failure_seen ? END_ERROR : END_OK;
	if (!e->value)
		return END_UNKNOWN;
	r = dl_state_range(e->state, e->value);
	if (dl_ends_is_transmit(run->func) || is_queuecommand(run->func))
		return r.lo > 0 || e->state->failure_seen ? END_ERROR : END_OK;
	if (r.hi < 0)
		return is_pending(run->func, e->value, r) ? END_OK : END_ERROR;
	if (is_refusal(r) || is_error_pointer(run, e) || is_block_error(run, e))
		return END_ERROR;
	if (r.lo == 0 && r.hi == 0)
		return zero_is_failure(run) ? END_ERROR : END_OK;
	return is_int(run->func->ret) && returns_error(run, e, r) ? END_ERROR : END_OK;
}

bool dl_ends_above_failure(const struct dl_run *run, const struct dl_exit *e)
{
	struct dl_range r;

	if (!e->value || !is_int(run->func->ret))
		return false;
	r = dl_state_range(e->state, e->value);
	return r.lo >= 0 && r.hi == INT32_MAX && is_nonzero_status(run, e);
}

bool dl_ends_in_failure(const struct dl_run *run, const struct dl_exit *e)
{
	return classify(run, e) == END_ERROR;
}

/* "return resp->status": what stands in the memory, in fewer bits than an address has. */
static bool is_content(const struct dl_value *v, const struct dl_object *o)
{
	while (v->kind == DL_V_CAST)
		v = v->a;
	return v->kind == DL_V_INIT && v->type && v->type->kind == DL_TYPE_INT &&
	       v->type->bits <= 32 && dl_is_memory(o->api);
}

static bool returns_it(const struct dl_exit *e, const struct dl_object *o)
{
	if (!e->value || is_content(e->value, o))
		return false;
	return (o->handle && dl_value_contains(e->value, o->handle)) ||
	       (o->result && dl_value_contains(e->value, o->result));
}

/* "for (i = 0; i < count; i++)" has had turns: the count that was mapped was not 0 on this path. */
static bool has_proved_itself(const struct dl_path_state *s, const struct dl_object *o)
{
	return o->state == DL_STATE_UNCHECKED && o->api->machine == DL_MACHINE_SG &&
	       o->api->fails == DL_FAILS_ZERO && !o->wrong_test && o->result &&
	       dl_state_nonzero(s, o->result);
}

/*
 * "if (!rx && !tx) return -ENOMEM": where rx is there, nobody asks for tx. Other ways to succeed do ask,
 * or say it in what they return, so it was meant. A bool says "done" or "failed", who knows which.
 * ends: of the function's exits; NULL: not known yet.
 */
static bool is_tested_elsewhere(const struct dl_run *run, const enum end *ends,
				const struct dl_object *o)
{
	for (size_t i = 0; ends && i < run->exits.n; i++) {
		const struct dl_exit *e = &run->exits.items[i];

		for (size_t k = 0; k < e->state->nobjects; k++) {
			const struct dl_object *other = &e->state->objects[k];

			if (other->site != o->site || !dl_object_is_live(other))
				continue;
			if (returns_it(e, other) ||
			    ((ends[i] == END_OK || zero_is_failure(run)) &&
			     other->state != DL_STATE_UNCHECKED))
				return true;
		}
	}
	return false;
}

/* What was never tested is told once, whoever undoes it. */
static void end_success(struct dl_run *run, const enum end *ends, struct dl_path_state *s,
			struct dl_object *o, const struct dl_instr *ret)
{
	if (o->state == DL_STATE_UNCHECKED && dl_is_memory(o->api) &&
	    is_tested_elsewhere(run, ends, o))
		return;
	if (has_proved_itself(s, o) && !dl_leak_is_ours(run, s, o, DL_LOST_ON_SUCCESS))
		return;
	if (!dl_object_is_live(o) || o->state == DL_STATE_UNCHECKED ||
	    dl_leak_is_ours(run, s, o, DL_LOST_ON_SUCCESS))
		dl_object_event(run, s, o, DL_EVENT_END_OK, ret);
}

/* A list of which no path asks whether the map has failed: so it is mapped, and lost like others. */
static bool is_believed_mapped(const struct dl_run *run, const struct dl_path_state *s,
			       const struct dl_object *o)
{
	for (const struct dl_trail *t = s->trail; t && t != o->acquire_trail; t = t->prev)
		if (o->nents && dl_value_contains(t->cond, o->nents))
			return false;	/* the wrong count was asked for */
	return o->list && o->state == DL_STATE_UNCHECKED && !o->wrong_test && !o->out_param &&
	       !o->handed_to_tester && !dl_set_has(&run->analysis->tested, o->site);
}

static void end_failure(struct dl_run *run, struct dl_path_state *s, struct dl_object *o,
			const struct dl_instr *ret)
{
	if (o->stored && is_cleaned_up_after(run->func))
		return;
	if (!dl_leak_is_ours(run, s, o, DL_LOST_ON_ERROR))
		return;
	if (is_believed_mapped(run, s, o))
		o->state = DL_STATE_DEVICE;
	dl_object_event(run, s, o, DL_EVENT_END_ERROR, ret);
}

static void end_object(struct dl_run *run, const enum end *ends, size_t i, struct dl_object *o)
{
	struct dl_exit *e = &run->exits.items[i];

	if (o->foreign)
		return;
	if (dl_inverted_test(run, e, o)) {
		dl_inverted_report(run, e, o);
		return;
	}
	if (dl_leak_is_ours(run, e->state, o,
			    ends[i] == END_ERROR ? DL_LOST_ON_ERROR : DL_LOST_ON_SUCCESS))
		o->freed = NULL;	/* the leak says it all */
	dl_access_end(run, e->state, o);
	if (returns_it(e, o)) {
		if (ends[i] == END_ERROR || !dl_leak_is_own_list(run, e->state, o))
			return;
		if (o->state == DL_STATE_UNCHECKED)	/* the caller tests it, and undoes nothing */
			o->state = DL_STATE_DEVICE;
	}
	if (ends[i] == END_ERROR)
		end_failure(run, e->state, o, e->ret);
	else
		end_success(run, ends, e->state, o, e->ret);
}

void dl_ends(struct dl_run *run)
{
	enum end *ends = DL_NEW_ARRAY(run->analysis->arena, enum end, run->exits.n);

	for (size_t i = 0; i < run->exits.n; i++)
		ends[i] = classify(run, &run->exits.items[i]);
	for (size_t i = 0; i < run->exits.n; i++)
		dl_abandoned_at_end(run, &run->exits.items[i]);
	for (size_t i = 0; i < run->exits.n; i++) {
		struct dl_path_state *s = run->exits.items[i].state;

		for (size_t k = 0; k < s->nobjects; k++)
			end_object(run, ends, i, &s->objects[k]);
	}
}

void dl_ends_half_undone(struct dl_run *run)
{
	for (size_t i = 0; i < run->exits.n; i++) {
		struct dl_exit *e = &run->exits.items[i];

		for (size_t k = 0; dl_ends_in_failure(run, e) && k < e->state->nobjects; k++) {
			struct dl_object *o = &e->state->objects[k];

			if (dl_object_is_live(o) && !returns_it(e, o) &&
			    dl_leak_is_half_undone(run, e->state, o))
				end_failure(run, e->state, o, e->ret);
		}
	}
}

bool dl_ends_made_in(const struct dl_run *callee, const struct dl_object *o)
{
	uint32_t context = o->context;

	while (context != callee->context && context)
		context = callee->analysis->contexts[context].parent;
	return context == callee->context;
}

static bool is_held(const struct dl_path_state *s, const struct dl_object *o)
{
	for (size_t i = 0; i < s->nbindings; i++) {
		const struct dl_value *v = s->bindings[i].value;

		if ((o->handle && dl_value_contains(v, o->handle)) ||
		    (o->result && dl_value_contains(v, o->result)))
			return true;
	}
	return false;
}

void dl_ends_followed(struct dl_run *callee, struct dl_exit *e)
{
	struct dl_path_state *s = e->state;
	enum end end = classify(callee, e);
	size_t n = 0;

	for (size_t i = 0; i < s->nobjects; i++) {
		struct dl_object *o = &s->objects[i];

		if (o->foreign || !dl_ends_made_in(callee, o) || o->list || o->stored ||
		    (o->age && callee->again) || returns_it(e, o) || is_held(s, o)) {
			if (end == END_ERROR && !o->left_at && dl_ends_made_in(callee, o)) {
				o->left_at = e->ret;
				o->left_freed = o->holder_freed;
				o->left_by_maker = callee->context == o->context;
				o->left_unit = callee->func->unit;
			}
			s->objects[n++] = *o;
			continue;
		}
		dl_access_end(callee, s, o);
		if (end == END_ERROR)
			end_failure(callee, s, o, e->ret);
		else
			end_success(callee, NULL, s, o, e->ret);
	}
	s->nobjects = n;
}
