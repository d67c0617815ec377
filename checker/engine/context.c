/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Where may code sleep, and are interrupts on? A path counts the locks that it took and the times it
 * switched interrupts off, in two numbers that it remembers as if there were memory for them; a
 * function that others call back in an interrupt starts with what that means. Where two ways that
 * differ have met, nothing is known, and nothing is said. Which lock it is does not matter.
 */
#include "checker/engine/impl.h"

#include <stdlib.h>
#include <string.h>

#define GFP_DIRECT_RECLAIM 0x400

/* ---- who changes what ------------------------------------------------------------------------ */

static const struct lock_function {
	const char *name;
	signed char depth;	/* no sleeping: once more, once less */
	signed char irqs;	/* interrupts off */
} functions[] = {		/* sorted by name */
	{ "_raw_read_lock", 1, 0 },
	{ "_raw_read_lock_bh", 1, 0 },
	{ "_raw_read_lock_irq", 1, 1 },
	{ "_raw_read_lock_irqsave", 1, 1 },
	{ "_raw_read_unlock", -1, 0 },
	{ "_raw_read_unlock_bh", -1, 0 },
	{ "_raw_read_unlock_irq", -1, -1 },
	{ "_raw_read_unlock_irqrestore", -1, -1 },
	{ "_raw_spin_lock", 1, 0 },
	{ "_raw_spin_lock_bh", 1, 0 },
	{ "_raw_spin_lock_irq", 1, 1 },
	{ "_raw_spin_lock_irqsave", 1, 1 },
	{ "_raw_spin_unlock", -1, 0 },
	{ "_raw_spin_unlock_bh", -1, 0 },
	{ "_raw_spin_unlock_irq", -1, -1 },
	{ "_raw_spin_unlock_irqrestore", -1, -1 },
	{ "_raw_write_lock", 1, 0 },
	{ "_raw_write_lock_bh", 1, 0 },
	{ "_raw_write_lock_irq", 1, 1 },
	{ "_raw_write_lock_irqsave", 1, 1 },
	{ "_raw_write_unlock", -1, 0 },
	{ "_raw_write_unlock_bh", -1, 0 },
	{ "_raw_write_unlock_irq", -1, -1 },
	{ "_raw_write_unlock_irqrestore", -1, -1 },
	{ "arch_local_irq_disable", 1, 1 },
	{ "arch_local_irq_enable", -1, -1 },
	{ "arch_local_irq_restore", -1, -1 },
	{ "arch_local_irq_save", 1, 1 },
	{ "class_raw_spinlock_constructor", 1, 0 },
	{ "class_raw_spinlock_destructor", -1, 0 },
	{ "class_raw_spinlock_irqsave_constructor", 1, 1 },
	{ "class_raw_spinlock_irqsave_destructor", -1, -1 },
	{ "class_spinlock_bh_constructor", 1, 0 },
	{ "class_spinlock_bh_destructor", -1, 0 },
	{ "class_spinlock_constructor", 1, 0 },
	{ "class_spinlock_destructor", -1, 0 },
	{ "class_spinlock_irq_constructor", 1, 1 },
	{ "class_spinlock_irq_destructor", -1, -1 },
	{ "class_spinlock_irqsave_constructor", 1, 1 },
	{ "class_spinlock_irqsave_destructor", -1, -1 },
	{ "local_bh_disable", 1, 0 },
	{ "local_bh_enable", -1, 0 },
	{ "local_irq_disable", 1, 1 },
	{ "local_irq_enable", -1, -1 },
	{ "local_irq_restore", -1, -1 },
	{ "local_irq_save", 1, 1 },
	{ "rcu_read_lock", 1, 0 },
	{ "rcu_read_unlock", -1, 0 },
	{ "read_lock", 1, 0 },
	{ "read_unlock", -1, 0 },
	{ "spin_lock", 1, 0 },
	{ "spin_lock_bh", 1, 0 },
	{ "spin_lock_irq", 1, 1 },
	{ "spin_unlock", -1, 0 },
	{ "spin_unlock_bh", -1, 0 },
	{ "spin_unlock_irq", -1, -1 },
	{ "spin_unlock_irqrestore", -1, -1 },
	{ "write_lock", 1, 0 },
	{ "write_unlock", -1, 0 },
};

/* Functions that are given one to call back: which argument, and are interrupts off then? */
static const struct callback {
	const char *name;
	unsigned char arg;
	bool irqs;
} callbacks[] = {
	{ "request_irq", 1, true },
	{ "request_threaded_irq", 1, true },
	{ "devm_request_irq", 2, true },
	{ "devm_request_threaded_irq", 2, true },
	{ "pci_request_irq", 2, true },
	{ "request_percpu_irq", 1, true },
	{ "tasklet_init", 1, false },
	{ "tasklet_setup", 1, false },
	{ "init_timer_key", 1, false },
	{ "timer_setup", 1, false },
	{ "netif_napi_add", 2, false },
	{ "netif_napi_add_weight", 2, false },
};

static int by_name(const void *name, const void *row)
{
	return strcmp(name, ((const struct lock_function *)row)->name);
}

static const struct lock_function *lock_function(const char *name)
{
	return bsearch(name, functions, sizeof(functions) / sizeof(functions[0]),
		       sizeof(functions[0]), by_name);
}

/* ---- callbacks ------------------------------------------------------------------------------- */

struct dl_callbacks {
	struct dl_set irqs_off, others;	/* struct dl_func */
};

static const struct callback *callback_of(const struct dl_instr *call)
{
	const struct dl_decl *callee = dl_callee(call);

	for (size_t i = 0; callee && i < sizeof(callbacks) / sizeof(callbacks[0]); i++)
		if (!strcmp(callee->name, callbacks[i].name))
			return &callbacks[i];
	return NULL;
}

static void note_callback(struct dl_engine *e, const struct dl_func *func,
			  const struct dl_instr *call)
{
	const struct callback *c = callback_of(call);
	const struct dl_operand *op;
	const struct dl_func *body;

	if (!c || c->arg + 1u >= call->nops)
		return;
	op = &call->ops[c->arg + 1];
	if (op->kind != DL_OPERAND_FUNCTION)
		return;
	body = dl_facts_body(e->facts, op->decl, func->unit);
	if (body)
		dl_set_add(e->arena, c->irqs ? &e->callbacks->irqs_off : &e->callbacks->others,
			   body);
}

void dl_callbacks_find(struct dl_engine *e)
{
	size_t n;
	const struct dl_func *const *funcs = dl_facts_order(e->facts, &n);

	e->callbacks = DL_NEW(e->arena, struct dl_callbacks);
	for (size_t i = 0; i < n; i++)
		dl_for_each_instr(in, funcs[i])
			if (in->op == DL_OP_CALL)
				note_callback(e, funcs[i], in);
}

/* ndo_start_xmit(): the queue is locked, and interrupts of software are off */
static bool is_transmit(const struct dl_engine *e, const struct dl_func *func)
{
	return !strcmp(func->ret->name, "netdev_tx_t") && !dl_facts_called(e->facts, func);
}

/* ---- the two numbers ------------------------------------------------------------------------- */

static const struct dl_value *depth_place(struct dl_run *run)
{
	return dl_value_apply(run->analysis->values, "locks held", NULL, NULL, NULL);
}

static const struct dl_value *irqs_place(struct dl_run *run)
{
	return dl_value_apply(run->analysis->values, "interrupts off", NULL, NULL, NULL);
}

/* Where it began: a place in the unit, as a number. */
static const struct dl_value *since_place(struct dl_run *run)
{
	return dl_value_apply(run->analysis->values, "locked by", NULL, NULL, NULL);
}

static bool read_number(const struct dl_path_state *s, const struct dl_value *place, int64_t *n)
{
	const struct dl_value *v = dl_state_bound(s, place);

	*n = 0;
	return !v || dl_value_is_const(v, n);
}

static void add(struct dl_run *run, struct dl_path_state *s, const struct dl_value *place, int by)
{
	int64_t n;

	if (by && read_number(s, place, &n))
		dl_state_write(s, place, dl_value_const(run->analysis->values, NULL, n + by));
}

static void begin_callback(struct dl_run *run, struct dl_path_state *s, bool irqs)
{
	add(run, s, depth_place(run), 1);
	add(run, s, irqs_place(run), irqs);
}

void dl_context_enter(struct dl_run *run, struct dl_path_state *s)
{
	const struct dl_engine *e = run->analysis->engine;

	if (dl_set_has(&e->callbacks->irqs_off, run->func))
		begin_callback(run, s, true);
	else if (dl_set_has(&e->callbacks->others, run->func) || is_transmit(e, run->func))
		begin_callback(run, s, false);
}

/* A helper of the driver that is not followed, by its name: "card_unlock(card)" */
static bool may_unlock(const char *name)
{
	return strstr(name, "unlock") || strstr(name, "irqrestore");
}

static void forget(struct dl_run *run, struct dl_path_state *s, const struct dl_instr *call)
{
	const struct dl_value *unknown = dl_eval_fresh(run, call, NULL, -6);

	dl_state_write(s, depth_place(run), unknown);
	dl_state_write(s, irqs_place(run), unknown);
}

void dl_context_call(struct dl_run *run, struct dl_path_state *s, const struct dl_instr *call,
		     const char *name)
{
	const struct lock_function *f = lock_function(name);
	int64_t line = dl_ir_place(run->func->unit, call->loc)->line;

	if (!f && may_unlock(name))
		forget(run, s, call);
	if (!f)
		return;
	add(run, s, depth_place(run), f->depth);
	add(run, s, irqs_place(run), f->irqs);
	if (f->depth < 0)
		line = 0;
	dl_state_write(s, since_place(run), dl_value_const(run->analysis->values, NULL, line));
}

/* ---- what must not be ------------------------------------------------------------------------ */

static bool is_positive(const struct dl_path_state *s, const struct dl_value *place)
{
	int64_t n;

	return read_number(s, place, &n) && n > 0;
}

static void report(struct dl_run *run, const struct dl_path_state *s, enum dl_rule rule,
		   const struct dl_instr *at, const char *words)
{
	const char *where = "where interrupts or preemption are off";
	int64_t line;

	if (read_number(s, since_place(run), &line) && line)
		where = dl_arena_printf(run->analysis->arena, "with the lock of line %lld held",
					(long long)line);
	dl_report(run, s, rule, dl_rule_info(rule)->confidence, run->func->unit, at->loc, NULL,
		  "%s() %s %s", dl_call_name(at), words, where);
}

static bool may_sleep(const struct dl_call_args *a)
{
	int64_t gfp;

	return a->by_role[DL_ROLE_GFP] && dl_value_is_const(a->by_role[DL_ROLE_GFP], &gfp) &&
	       (gfp & GFP_DIRECT_RECLAIM);
}

static bool warns_without_irqs(const struct dl_api *api)
{
	return api->family == DL_FAMILY_COHERENT || api->family == DL_FAMILY_WC ||
	       api->family == DL_FAMILY_MANAGED;
}

void dl_check_context(struct dl_run *run, struct dl_path_state *s, const struct dl_call_args *a)
{
	bool acquires = a->api->action == DL_ACT_ACQUIRE, releases = a->api->action ==
								     DL_ACT_RELEASE;
	enum dl_machine m = a->api->machine;

	if ((!acquires && !releases) || !is_positive(s, depth_place(run)))
		return;
	if (m == DL_MACHINE_POOL && (a->api->family == DL_FAMILY_POOL ||
				     a->api->family == DL_FAMILY_POOL_MANAGED))
		report(run, s, DL_RULE_POOL_CREATE_ATOMIC, a->in, "may sleep, and is called");
	if (acquires && (m == DL_MACHINE_ALLOC || m == DL_MACHINE_POOL_OBJECT) && may_sleep(a))
		report(run, s, DL_RULE_ALLOC_SLEEP_IN_ATOMIC, a->in,
		       "with flags that let it sleep, and is called");
	if (releases && m == DL_MACHINE_ALLOC && warns_without_irqs(a->api) &&
	    is_positive(s, irqs_place(run)))
		report(run, s, DL_RULE_FREE_COHERENT_ATOMIC, a->in,
		       "needs interrupts, and is called");
}
