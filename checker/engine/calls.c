/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What a call does. In this order: functions of the API (rules/api.def) are modelled, functions of
 * the kernel that say something about memory (rules/kernel.def) too; a body in the linked units is
 * followed within bounds; anything else is assumed to leave mappings alone, to change what its
 * arguments point to, and to take over the mappings it is handed.
 */
#include "checker/engine/impl.h"

#include <string.h>

#define MAX_ARGS 16
#define CROWD 12	/* states that a callee returns in, before those that differ are joined */
#define MAX_DEPTH 3
#define SMALL 6u		/* blocks of a helper that is followed one step further */
#define MAX_BLOCKS 150	/* of a function that is followed */

struct call {
	struct dl_run *run;
	struct dl_path_state *s;
	const struct dl_instr *in;
	const struct dl_decl *decl;	/* NULL: through a pointer */
	const struct dl_value *args[MAX_ARGS];
	size_t nargs;
	const struct dl_value *result;
};

/* ---- the API --------------------------------------------------------------------------------- */

static struct dl_call_args api_args(const struct call *c, const struct dl_api *api)
{
	struct dl_call_args a = { .api = api, .in = c->in };

	for (size_t i = 0; i < c->nargs && i < DL_API_MAX_ARGS && i < api->nargs; i++) {
		a.values[a.n++] = c->args[i];
		if (!a.by_role[api->args[i]])
			a.by_role[api->args[i]] = c->args[i];
	}
	return a;
}

static void hand_over(struct call *c, const struct dl_value *value)
{
	for (size_t i = 0; i < c->s->nobjects; i++) {
		struct dl_object *o = &c->s->objects[i];

		if (o->handle && dl_value_contains(value, o->handle) &&
		    dl_inverted_hand_over(c->run, c->s, o, NULL, value, c->in))
			dl_object_event(c->run, c->s, o, DL_EVENT_HAND_OVER, c->in);
	}
}

/* Errors in pointers are negative numbers; addresses are not (see dl_value_type_range). */
static const struct dl_value *is_error(const struct call *c, enum dl_cmp op)
{
	struct dl_values *vs = c->run->analysis->values;

	return dl_value_cmp(vs, op, c->args[0], dl_value_const(vs, NULL, 0));
}

/* The result depends on the arguments only: asked twice, the answer is the same. */
static const struct dl_value *pure(const struct call *c, const char *name)
{
	if (c->nargs == 1 && !strcmp(name, "IS_ERR"))
		return is_error(c, DL_CMP_SLT);
	if (c->nargs == 1 && !strcmp(name, "IS_ERR_OR_NULL"))
		return is_error(c, DL_CMP_SLE);
	return dl_value_apply(c->run->analysis->values, name, c->nargs > 0 ? c->args[0] : NULL,
			      c->nargs > 1 ? c->args[1] : NULL, c->in->type);
}

static void call_unknown(struct call *c);

/* A lower layer maps the buffer; for all else the function is as unknown as any. */
static void transfer(struct call *c, const struct dl_call_args *a)
{
	const struct dl_value *size = a->by_role[DL_ROLE_SIZE];
	int64_t n;

	if (a->by_role[DL_ROLE_CPU] && !(dl_value_is_const(size, &n) && n == 0))
		dl_check_stack(c->run, c->s, a->by_role[DL_ROLE_CPU], c->in);
	call_unknown(c);
}

static void call_api(struct call *c, const struct dl_api *api)
{
	struct dl_call_args a = api_args(c, api);

	dl_check_arguments(c->run, c->s, &a);
	dl_check_context(c->run, c->s, &a);
	dl_consensus_call(c->run, &a);
	switch (api->action) {
	case DL_ACT_ACQUIRE:
		dl_check_direction(c->run, c->s, &a);
		dl_check_acquire(c->run, c->s, &a);
		c->result = dl_object_acquire(c->run, c->s, &a);
		break;
	case DL_ACT_DECLARE:
		c->result = dl_eval_fresh(c->run, c->in, c->in->type, 0);
		dl_region_declared(c->run, c->s, &a, c->result);
		break;
	case DL_ACT_RELEASE:
		if (api->machine == DL_MACHINE_REGION)
			dl_region_released(c->run, c->s, &a);
		dl_object_release(c->run, c->s, &a);
		break;
	case DL_ACT_TEST:
		dl_check_arity(c->run, c->s, &a);
		c->result = dl_object_test(c->run, c->s, &a);
		break;
	case DL_ACT_SYNC_CPU:
	case DL_ACT_SYNC_DEVICE:
		if (api->machine == DL_MACHINE_IOVA)
			dl_check_status(c->run, c->s, &a);
		dl_check_sync_need(c->run, c->s, &a);
		dl_check_cache_sync(c->run, c->s, &a);
		dl_object_sync(c->run, c->s, &a);
		break;
	case DL_ACT_LINK:
		dl_check_status(c->run, c->s, &a);
		break;
	case DL_ACT_HAND_OVER:
		if (a.by_role[DL_ROLE_HANDLE])
			hand_over(c, a.by_role[DL_ROLE_HANDLE]);
		if (a.by_role[DL_ROLE_SG])
			dl_sg_prep(c->run, c->s, c->in, dl_call_name(c->in), a.by_role[DL_ROLE_SG],
				   a.by_role[DL_ROLE_NMAPPED]);
		break;
	case DL_ACT_TRANSFER:
		transfer(c, &a);
		break;
	case DL_ACT_SG_INIT:
		if (c->nargs)
			dl_state_change(c->s, c->args[0], dl_eval_fresh(c->run, c->in, NULL, -2),
					dl_object_is_kept);
		dl_object_fill_list(c->run, c->s, &a);
		break;
	case DL_ACT_MASK:
		c->result = dl_eval_fresh(c->run, c->in, c->in->type, 0);
		dl_mask_set(c->run, c->s, &a, c->result);
		break;
	case DL_ACT_QUERY:
	case DL_ACT_HANDLE_GET:
	case DL_ACT_STATE_GET:
		c->result = pure(c, api->name);
		break;
	default:
		break;
	}
}

/* ---- the kernel ------------------------------------------------------------------------------ */

static const struct dl_value *arg_of(const struct call *c, const struct dl_kernel_function *k)
{
	return k->arg >= 0 && (size_t)k->arg < c->nargs ? c->args[k->arg] : NULL;
}

static void allocate(struct call *c, const struct dl_kernel_function *k)
{
	c->result = dl_eval_fresh(c->run, c->in, c->in->type, 0);
	dl_buffer_allocated(c->run, c->s, c->result, k, c->args, c->nargs);
	if (strstr(k->name, "zalloc") || strstr(k->name, "calloc"))
		dl_state_zero(c->s, c->result);
	if (!strncmp(k->name, "kmemdup", strlen("kmemdup")) && c->nargs)
		dl_state_copy_object(c->s, c->run->analysis->values, c->result, c->args[0]);
}

static bool is_pointer(const struct call *c, size_t i)
{
	const struct dl_type *t = c->in->ops[i + 1].type;

	return t && t->kind == DL_TYPE_POINTER;
}

/*
 * put_unaligned_le64(dma, p), writel(dma, &descriptor->addr): memory, not a register. But memcpy():
 * what a pointer points to is written, not the pointer.
 */
static void handle_written(struct call *c, const struct dl_value *target)
{
	for (size_t i = 0; i < c->nargs; i++)
		if (c->args[i] != target && !is_pointer(c, i))
			dl_object_stored(c->run, c->s, target, c->args[i], c->in);
}

static void write_register(struct call *c, const struct dl_value *value)
{
	hand_over(c, value);
	dl_check_address_written(c->run, c->s, value, c->in);
	for (size_t i = 0; i < c->nargs; i++)
		if (c->args[i] != value && c->args[i]->kind == DL_V_FIELD)
			handle_written(c, c->args[i]);
}

static void write_buffer(struct call *c, const struct dl_value *target)
{
	handle_written(c, target);
	dl_check_dereference(c->run, c->s, target, c->in);
	dl_object_accessed(c->run, c->s, target, DL_WRITES, c->in);
	dl_check_write_from_device(c->run, c->s, target, c->in);
	if (strstr(c->decl->name, "memset") && c->nargs > 1 && c->args[1]->kind == DL_V_CONST &&
	    c->args[1]->imm == 0) {
		dl_check_zeroing(c->run, c->s, target, c->in);
		dl_state_zero(c->s, target);
	} else {
		dl_state_change(c->s, target, dl_eval_fresh(c->run, c->in, NULL, -2), NULL);
	}
}

/* Returns false if the call does not come back. */
static bool call_kernel(struct call *c, const struct dl_kernel_function *k)
{
	const struct dl_value *arg;

	if (c->nargs)
		dl_check_handle_call(c->run, c->s, c->in, k->name, c->args[0]);
	for (; k; k = dl_kernel_next(k)) {
		arg = arg_of(c, k);
		switch (k->action) {
		case DL_KERNEL_ALLOC:
			allocate(c, k);
			break;
		case DL_KERNEL_FREE:
			dl_cleanup_note(c->s, c->in);
			if (arg)
				dl_object_buffer_freed(c->run, c->s, arg, k->memory, c->in);
			break;
		case DL_KERNEL_WRITE_REGISTER:
			if (arg)
				write_register(c, arg);
			break;
		case DL_KERNEL_PURE:
			c->result = pure(c, k->name);
			break;
		case DL_KERNEL_SAME:
			c->result = arg;
			break;
		case DL_KERNEL_SWAP:
			if (arg)
				c->result = dl_byteorder_swap(c->run->analysis->values, arg,
							      c->in->type);
			break;
		case DL_KERNEL_NORETURN:
			return false;
		case DL_KERNEL_READ_BUFFER:
			if (!arg)
				break;
			dl_check_dereference(c->run, c->s, arg, c->in);
			dl_object_accessed(c->run, c->s, arg, DL_READS, c->in);
			break;
		case DL_KERNEL_WRITE_BUFFER:
			if (arg)
				write_buffer(c, arg);
			break;
		case DL_KERNEL_REFERENCE:
			if (arg)
				dl_buffer_referenced(c->run, c->s, arg);
			break;
		case DL_KERNEL_CACHE:
			if (arg)
				dl_object_cache_flushed(c->s, arg);
			break;
		case DL_KERNEL_NO_EFFECT:
			break;
		}
	}
	return true;
}

/* ---- unknown functions ----------------------------------------------------------------------- */

static bool is_pointer_to_const(const struct call *c, size_t i)
{
	return c->decl && i < c->decl->nparams && c->decl->params[i]->kind == DL_TYPE_POINTER &&
	       c->decl->params[i]->to_const;
}

static bool in_loop(const struct dl_run *run, const struct dl_block *b)
{
	for (; run; b = run->analysis->contexts[run->context].call->block, run = run->caller) {
		if (dl_flow_in_loop(run->flow, b))
			return true;
		if (!run->caller)
			break;
	}
	return false;
}

/* "hv_is_isolation_supported()": what the machine is does not change in between. */
static bool is_fixed_fact(const struct dl_decl *d)
{
	return d->ret->kind == DL_TYPE_INT && d->ret->bits <= 8 &&
	       (strstr(d->name, "_supported") || strstr(d->name, "_enabled"));
}

/*
 * A predicate: its body is known to be of no interest and it is given nothing to write to. Asked
 * twice the same, it answers the same: drivers rely on that when they undo what they did. One that
 * looks through pointers may be polling, though, where a loop calls it.
 */
static bool is_predicate(const struct call *c)
{
	const struct dl_decl *d = c->decl;
	bool pointers = false;

	if (d && !d->nparams && is_fixed_fact(d))
		return true;
	if (!d || !d->defined || !c->nargs || c->nargs > 2 || d->nparams != c->nargs ||
	    c->in->type->kind != DL_TYPE_INT)
		return false;
	for (size_t i = 0; i < d->nparams; i++) {
		if (dl_object_is_kept(c->s, c->args[i]))	/* it may well keep the handle */
			return false;
		if (d->params[i]->kind == DL_TYPE_POINTER && !d->params[i]->to_const)
			return false;
		pointers |= d->params[i]->kind == DL_TYPE_POINTER;
	}
	return !pointers || (c->in->type->bits <= 8 && !in_loop(c->run, c->in->block));
}

/* list_add, list_del and all that take a list or an element of one. */
static bool relinks(const struct call *c)
{
	for (size_t i = 0; c->decl && i < c->decl->nparams; i++) {
		const struct dl_type *t = c->decl->params[i];

		if (t->kind == DL_TYPE_POINTER && !t->to_const && t->elem &&
		    (!strcmp(t->elem->name, "struct list_head") ||
		     strstr(t->elem->name, "struct hlist_") ||
		     strstr(t->elem->name, "struct llist_")))
			return true;
	}
	return false;
}

/* The variable that a structure passed by value was read from; NULL if it is none. */
static const struct dl_value *passed_record(const struct call *c, size_t i)
{
	const struct dl_operand *op = &c->in->ops[i + 1];

	if (op->kind != DL_OPERAND_VALUE || op->value->op != DL_OP_LOAD ||
	    op->value->type->kind != DL_TYPE_RECORD)
		return NULL;
	return dl_eval_operand(c->run, c->s, &op->value->ops[0]);
}

/* All that is in a structure passed by value. */
static void record_escapes(struct call *c, const struct dl_value *record)
{
	for (size_t i = 0; i < c->s->nbindings; i++)
		if (dl_value_inside(c->s->bindings[i].addr, record))
			dl_object_escapes(c->run, c->s, c->s->bindings[i].value, c->decl,
					  NULL, false);
}

/* list_add(&request->list, &queue): who walks the queue finds what the request holds. */
static bool is_linked(const struct call *c)
{
	return c->nargs > 1 && relinks(c) &&
	       (strstr(c->decl->name, "add") || strstr(c->decl->name, "move") ||
		strstr(c->decl->name, "splice"));
}

static void call_unknown(struct call *c)
{
	const struct dl_value *epoch = dl_eval_fresh(c->run, c->in, NULL, -2);
	bool shown = dl_cleanup_is_outsider(c->run, c->decl);

	if (c->decl) {
		dl_cleanup_note(c->s, c->in);
		dl_access_called(c->s, c->decl->name);
	}
	if (relinks(c))
		dl_state_relink(c->s, epoch);
	if (is_predicate(c)) {
		c->result = pure(c, c->decl->name);
		return;
	}
	if (is_linked(c))
		dl_object_linked(c->s, c->args[0]);
	c->result = dl_eval_fresh(c->run, c->in, c->in->type, 0);
	for (size_t i = 0; i < c->nargs; i++) {
		const struct dl_value *v = c->args[i];

		if (passed_record(c, i))
			record_escapes(c, passed_record(c, i));
		if (v->kind == DL_V_CONST || v->kind == DL_V_STRING)
			continue;
		dl_consensus_kept(c->run, v);
		dl_released_passed(c->run, c->s, c->decl, v, c->in);
		dl_object_escapes(c->run, c->s, v, is_pointer_to_const(c, i) ? NULL : c->decl,
				  c->result, shown);
		if ((v->type && v->type->kind == DL_TYPE_INT && !dl_value_is_address(v)) ||
		    is_pointer_to_const(c, i))
			continue;
		if (dl_state_bound(c->s, v))	/* "&handle": it is written, or why pass it? */
			dl_state_forget(c->s, v);
		dl_state_change(c->s, v, epoch, dl_object_is_kept);
	}
	if (c->nargs == 1)
		dl_buffer_asked(c->run, c->s, c->args[0], c->result);
}

/* ---- following a body ------------------------------------------------------------------------ */

static bool on_chain(const struct dl_run *run, const struct dl_func *func)
{
	for (; run; run = run->caller)
		if (run->func == func)
			return true;
	return false;
}

/* A few lines around a release of the API: that is what clean-ups in deep chains come down to. */
static bool is_small_release(const struct dl_func *body)
{
	bool releases = false;

	if (body->nblocks > SMALL)
		return false;
	dl_for_each_instr(in, body) {
		const struct dl_api *api = dl_call_api(in);

		releases |= api && api->action == DL_ACT_RELEASE;
	}
	return releases;
}

static bool can_follow(const struct call *c, const struct dl_func *body)
{
	if (!body || !c->run->analysis->follow || c->nargs < body->nparams ||
	    !c->run->analysis->budget || on_chain(c->run, body))
		return false;
	if (c->run->depth >= MAX_DEPTH + (is_small_release(body) ? 1u : 0u))
		dl_cost_limit(c->run, DL_LIMIT_DEPTH);
	else if (body->nblocks > MAX_BLOCKS)
		dl_cost_limit(c->run, DL_LIMIT_SIZE);
	else
		return true;
	return false;
}

static uint32_t context_of(struct dl_analysis *an, uint32_t parent, const struct dl_instr *in)
{
	for (size_t i = 1; i < an->ncontexts; i++)
		if (an->contexts[i].parent == parent && an->contexts[i].call == in)
			return (uint32_t)i;
	an->contexts = dl_arena_reserve(an->arena, an->contexts, an->ncontexts, &an->cap_contexts,
					sizeof(*an->contexts));
	an->contexts[an->ncontexts] = (struct dl_context){ parent, in };
	return (uint32_t)an->ncontexts++;
}

static void drop_locals(struct dl_path_state *s, uint32_t context)
{
	size_t n = 0;

	for (size_t i = 0; i < s->nbindings; i++) {
		const struct dl_value *root = dl_value_root(s->bindings[i].addr);
		bool own = (root->kind == DL_V_LOCAL || root->kind == DL_V_SYMBOL) &&
			   root->context == context;

		/* slots of results are symbols of the context, too; memory made there lives on */
		if (!own || (root->kind == DL_V_SYMBOL && root->imm != -1))
			s->bindings[n++] = s->bindings[i];
	}
	s->nbindings = n;
}

/* 0: may be anything; success and failure of a callee stay apart, and values that are known. */
static bool same_result(const struct dl_path_state *a, const struct dl_value *x,
			const struct dl_path_state *b, const struct dl_value *y)
{
	struct dl_range p, q;

	if (x == y || !x || !y)
		return x == y;
	p = dl_state_range(a, x);
	q = dl_state_range(b, y);
	return (p.hi < 0) == (q.hi < 0) && (p.lo == 0 && p.hi == 0) == (q.lo == 0 && q.hi == 0) &&
	       dl_state_nonzero(a, x) == dl_state_nonzero(b, y);
}

/* Does the callee tell of failure by NULL or ERR_PTR(-ENOMEM), at some other exit? */
static bool fails_by_constant(const struct dl_run *callee)
{
	for (size_t i = 0; i < callee->exits.n; i++) {
		const struct dl_value *v = callee->exits.items[i].value;

		if (v && v->kind == DL_V_CONST && v->imm <= 0)
			return true;
	}
	return false;
}

/*
 * Then a pointer that it returns elsewhere is neither, although nothing says so: computed, or tested
 * for one of the two. What another call returned may be either.
 */
static void know_pointer(struct call *c, const struct dl_run *callee, struct dl_exit *e)
{
	struct dl_values *vs = c->run->analysis->values;

	if (callee->func->ret->kind != DL_TYPE_POINTER || e->value->kind == DL_V_CONST ||
	    dl_state_range(e->state, e->value).hi < 0 ||
	    dl_state_truth(e->state, e->value) == 0 || !fails_by_constant(callee))
		return;
	if (e->value->kind == DL_V_SYMBOL && !dl_state_nonzero(e->state, e->value))
		return;
	dl_state_assume(e->state, vs, e->value, true);
	dl_state_assume(e->state, vs, dl_value_cmp(vs, DL_CMP_SLT, e->value,
						   dl_value_const(vs, NULL, 0)), false);
}

/* The callee has undone something: what it made itself, or what was there (see add_foreign()). */
static bool has_undone_something(const struct dl_run *callee, const struct dl_path_state *s)
{
	for (size_t i = 0; i < s->nobjects; i++)
		if (s->objects[i].state == DL_STATE_RELEASED &&
		    dl_ends_made_in(callee, &s->objects[i]))
			return true;
	return false;
}

/*
 * "if (ret) goto undo; ... undo: unmap(); return ret;": such a status is negative, although only its
 * not being 0 was asked, and callers who ask for less than 0 see the failure.
 */
static void know_status(struct call *c, const struct dl_run *callee, struct dl_exit *e)
{
	struct dl_values *vs = c->run->analysis->values;

	if (e->value->kind != DL_V_SYMBOL || callee->func->ret->kind != DL_TYPE_INT ||
	    callee->func->ret->bits != 32 || !dl_state_nonzero(e->state, e->value) ||
	    !has_undone_something(callee, e->state))
		return;
	dl_state_assume(e->state, vs, dl_value_cmp(vs, DL_CMP_SLT, e->value,
						   dl_value_const(vs, NULL, 0)), true);
}

static bool join_exit(struct call *c, struct dl_exit *e, const struct dl_value *v,
		      struct dl_states *out, const struct dl_value **results)
{
	for (size_t i = 0; i < out->n; i++) {
		enum dl_agreement agreement = i < CROWD ? DL_AGREE : DL_AGREE_ON_NOTHING;
		struct dl_path_state *j;

		if (!same_result(out->items[i], results[i], e->state, v) ||
		    !dl_ends_same_failure(c->run, out->items[i], e->state))
			continue;
		j = dl_state_join(out->items[i], e->state, c->run->analysis->values, c->in,
				  c->in->block, c->run->context, DL_RANGES_JOIN, agreement);
		if (j) {
			out->items[i] = j;
			return true;
		}
	}
	return false;
}

static void add_exit(struct call *c, struct dl_run *callee, struct dl_exit *e,
		     struct dl_states *out, const struct dl_value **results)
{
	const struct dl_value *v = e->value ? e->value
					    : dl_eval_fresh(c->run, c->in, c->in->type, 0);

	if (e->value) {
		know_pointer(c, callee, e);
		know_status(c, callee, e);
	}
	drop_locals(e->state, callee->context);
	dl_ends_followed(callee, e);
	dl_eval_put_result(c->run, e->state, c->in, v);
	if (join_exit(c, e, v, out, results))
		return;
	results[out->n] = v;
	dl_states_add(c->run->analysis->arena, out, e->state);
}

static void pass_argument(struct call *c, size_t i, const struct dl_value *param)
{
	const struct dl_value *record = passed_record(c, i);

	if (record)
		dl_state_copy_object(c->s, c->run->analysis->values, param, record);
	else
		dl_state_write(c->s, param, c->args[i]);
}

static void follow(struct call *c, const struct dl_func *body, struct dl_states *out)
{
	struct dl_analysis *an = c->run->analysis;
	struct dl_run callee = { .analysis = an, .caller = c->run, .func = body,
				 .depth = c->run->depth + 1 };
	bool failure_seen = c->s->failure_seen;	/* before: says nothing of how the callee ends */
	const struct dl_value **results;

	an->engine->stats.calls++;
	callee.flow = dl_flow_new(an->arena, body);
	callee.context = context_of(an, c->run->context, c->in);
	for (size_t i = 0; i < body->nparams; i++)
		pass_argument(c, i, dl_value_local(an->values, body->locals[i], callee.context));
	for (size_t i = 0; i < c->s->nobjects; i++)
		callee.again |= dl_ends_made_in(&callee, &c->s->objects[i]);
	c->s->failure_seen = false;
	dl_exec_function(&callee, c->s);
	results = DL_NEW_ARRAY(an->arena, const struct dl_value *, callee.exits.n + 1);
	for (size_t i = 0; i < callee.exits.n; i++)
		add_exit(c, &callee, &callee.exits.items[i], out, results);
	for (size_t i = 0; i < out->n; i++)
		out->items[i]->failure_seen |= failure_seen;
}

const struct dl_api *dl_call_api(const struct dl_instr *call)
{
	const struct dl_decl *callee = dl_callee(call);

	return callee ? dl_api_find(callee->name, call->nops - 1) : NULL;
}

const struct dl_operand *dl_call_operand(const struct dl_api *api, const struct dl_instr *call,
					 enum dl_role role)
{
	int arg = api ? dl_api_arg(api, role) : -1;

	return arg >= 0 && (size_t)arg + 1 < call->nops ? &call->ops[arg + 1] : NULL;
}

/* ---- all together ---------------------------------------------------------------------------- */

static void call_by_name(struct call *c, struct dl_states *out, bool *followed)
{
	struct dl_facts *facts = c->run->analysis->engine->facts;
	const struct dl_api *api = dl_api_find(c->decl->name, c->nargs);
	const struct dl_kernel_function *k = api ? NULL : dl_kernel_find(c->decl->name);
	bool packet = !api && dl_packet_changed(c->run, c->s, c->in, c->args, c->nargs, &c->result);
	const struct dl_func *body;

	dl_sg_call(c->run, c->s, c->in, c->decl->name);
	dl_context_call(c->run, c->s, c->in, c->decl->name);
	if (api) {
		call_api(c, api);
		return;
	}
	if (k) {
		*followed = !call_kernel(c, k);	/* nothing comes back */
		return;
	}
	if (packet)
		return;
	if (c->decl->noreturn) {
		*followed = true;
		return;
	}
	body = dl_facts_body(facts, c->decl, c->run->func->unit);
	if (!c->decl->variadic)
		dl_sg_given(c->run, c->s, c->in);
	dl_cleanup_called(c->run, c->s, c->decl, c->args, c->nargs);
	if (can_follow(c, body)) {
		dl_set_add(c->run->analysis->arena, &c->run->analysis->followed, body);
		follow(c, body, out);
		*followed = true;
		return;
	}
	if (body)
		dl_facts_note_followed(facts, body, false);
	call_unknown(c);
}

/* "chan->device->device_prep_slave_sg(...)" is what dmaengine_prep_slave_sg() does. */
static void call_pointer(struct call *c)
{
	const struct dl_operand *op = &c->in->ops[0];
	const struct dl_instr *member = NULL;

	if (op->kind == DL_OPERAND_VALUE && op->value->op == DL_OP_LOAD &&
	    op->value->ops[0].kind == DL_OPERAND_VALUE)
		member = op->value->ops[0].value;
	if (member && member->op == DL_OP_FIELD && c->nargs > 2 &&
	    !strcmp(member->record->fields[member->field].name, "device_prep_slave_sg"))
		dl_sg_prep(c->run, c->s, c->in, "device_prep_slave_sg", c->args[1], c->args[2]);
	dl_sg_given(c->run, c->s, c->in);
	call_unknown(c);
}

void dl_call(struct dl_run *run, struct dl_path_state *s, const struct dl_instr *in,
	     struct dl_states *out)
{
	struct call c = { .run = run, .s = s, .in = in, .decl = dl_callee(in) };
	bool followed = false;

	for (size_t i = 1; i < in->nops && c.nargs < MAX_ARGS; i++)
		c.args[c.nargs++] = dl_eval_operand(run, s, &in->ops[i]);
	if (c.decl)
		dl_check_enum_arguments(run, s, in, c.decl);
	if (c.decl)
		call_by_name(&c, out, &followed);
	else
		call_pointer(&c);
	if (followed)
		return;
	if (!c.result)
		c.result = dl_eval_fresh(run, in, in->type, 0);
	dl_eval_put_result(run, s, in, c.result);
	dl_states_add(run->analysis->arena, out, s);
}
