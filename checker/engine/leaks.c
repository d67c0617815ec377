/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Mappings and memory that get lost: whose they were to undo, and what the loss is called. The
 * events come from the ends of functions (ends.c) and from stores over the last copy of a handle.
 *
 * Whose job an unmap is cannot always be seen. What lives in locals only is this function's. What
 * is kept in a structure, or in a scatterlist, is this function's if another path of the same
 * function undoes it, or if the list is in locals; else nothing is claimed here (teardown.c asks the
 * whole module).
 */
#include "checker/engine/impl.h"

#include <string.h>

/* What a loss is called, by what is lost. 0: that loss is not looked for. */
struct names {
	struct {
		enum dl_rule rule;
		const char *sentence;
	} of[DL_LOSSES];
};

static const struct names mapping = { {
	[DL_LOST_ON_SUCCESS] = { DL_RULE_MAPPING_LEAK,
		DL_WORDS_MAPPING_LEAK },
	[DL_LOST_ON_ERROR] = { DL_RULE_MAPPING_LEAK_ON_ERROR,
		DL_WORDS_MAPPING_LEAK_ON_ERROR },
	[DL_LOST_IN_LOOP] = { DL_RULE_MAPPING_LEAK_IN_LOOP,
		"failure is returned while memory that earlier turns of the loop mapped by %s() is "
		"still mapped" },
} };

static const struct names memory = { {
	[DL_LOST_ON_SUCCESS] = { DL_RULE_COHERENT_LEAK,
		DL_WORDS_COHERENT_LEAK },
	[DL_LOST_ON_ERROR] = { DL_RULE_COHERENT_LEAK_ON_ERROR,
		DL_WORDS_COHERENT_LEAK_ON_ERROR },
	[DL_LOST_IN_LOOP] = { DL_RULE_COHERENT_LEAK_ON_ERROR,
		"failure is returned while memory that earlier turns of the loop got from %s() is "
		"still allocated" },
} };

static const struct names pool = { {
	[DL_LOST_ON_SUCCESS] = { DL_RULE_POOL_LEAK,
		DL_WORDS_POOL_LEAK },
	[DL_LOST_ON_ERROR] = { DL_RULE_POOL_LEAK,
		"failure is returned and the pool that %s() has made is not destroyed" },
	[DL_LOST_IN_LOOP] = { DL_RULE_POOL_LEAK,
		"failure is returned and the pools that earlier turns of the loop made by %s() are "
		"not destroyed" },
} };

static const struct names *const names_of[DL_MACHINE_COUNT] = {
	[DL_MACHINE_STREAMING] = &mapping,
	[DL_MACHINE_SG] = &mapping,
	[DL_MACHINE_SGTABLE] = &mapping,
	[DL_MACHINE_ALLOC] = &memory,
	[DL_MACHINE_POOL_OBJECT] = &memory,
	[DL_MACHINE_POOL] = &pool,
};

/* ---- what the path went by ------------------------------------------------------------------- */

bool dl_leak_is_release_like(const struct dl_instr *in, const struct dl_object *o)
{
	const struct dl_api *api = dl_call_api(in);

	return api && api->action == DL_ACT_RELEASE && api->machine == o->api->machine &&
	       dl_family_matches(o->api->family, api->family);
}

/* The function means to undo it where it never gets: behind a helper that cannot fail here. */
static bool undone_out_of_reach(const struct dl_run *run, const struct dl_object *o)
{
	const struct dl_func *f = run->func;

	for (size_t i = 0; run->reached && o->context == run->context && i < f->nblocks; i++)
		for (size_t k = 0; !run->reached[i] && k < f->blocks[i]->ninstrs; k++)
			if (dl_leak_is_release_like(f->blocks[i]->instrs[k], o))
				return true;
	return false;
}

static bool is_number(const struct dl_value *v)
{
	return v->type && v->type->kind == DL_TYPE_INT && !dl_value_is_address(v);
}

/* A loop ended that goes by pointers, or around a ring: how many turns it took is not known. */
static bool has_run_blindly(const struct dl_path_state *s, const struct dl_object *o)
{
	for (const struct dl_trail *t = s->trail; t && t != o->acquire_trail; t = t->prev) {
		const struct dl_value *cond = dl_value_question(t->cond);

		if (!t->at->loop || cond->kind != DL_V_CMP)
			continue;
		if (!is_number(cond->a) ||
		    (cond->op == DL_CMP_EQ && cond->b->kind != DL_V_CONST))
			return true;
	}
	return false;
}

/* ---- whose it is ----------------------------------------------------------------------------- */

/* A function that returns nothing of use: failure shows in what happened on the path. */
static bool result_says_nothing(const struct dl_func *func)
{
	return func->ret->kind == DL_TYPE_VOID;
}

/* The driver core frees what dmam_* made. */
static bool is_managed(const struct dl_api *api)
{
	return api->family == DL_FAMILY_MANAGED || api->family == DL_FAMILY_POOL_MANAGED;
}

/* The structure around it was shown to others, who can't know how to undo what is in it. */
static bool is_shown_only(const struct dl_run *run, const struct dl_object *o)
{
	return !o->taken && !o->age && dl_alone_is_all_there(run->analysis->engine, o->unit);
}

static bool is_out_of_sight(const struct dl_run *run, const struct dl_object *o, enum dl_loss loss)
{
	return o->foreign || o->vague ||
	       (o->shared && (loss != DL_LOST_ON_ERROR || !is_shown_only(run, o))) ||
	       (o->out_param && dl_is_memory(o->api)) ||
	       is_managed(o->api);
}

/*
 * Kept in memory of devm_kzalloc(): that goes when the probe fails, and nobody looks into it. Mappings
 * are made by what is called later, too, which may use devm_kzalloc() where it should not.
 */
static bool dies_with_probe(const struct dl_run *run, const struct dl_object *o)
{
	const struct dl_value *root = o->holder ? dl_value_root(o->holder) : NULL;
	const struct dl_instr *made = root ? dl_value_call(root) : NULL;
	const struct dl_kernel_function *k;

	if (run->caller || run->callers_known || !made || !dl_callee(made) ||
	    !(dl_is_memory(o->api) || dl_cleanup_is_entry(run)))
		return false;
	k = dl_kernel_find(dl_callee(made)->name);
	return k && k->action == DL_KERNEL_ALLOC && k->memory == DL_MEMORY_MANAGED;
}

/* ---- what this path undid of the same structure ---------------------------------------------- */

/* "if (ring->size) return; ring->desc = alloc(size); ring->size = size": the size tells that it is there. */
static bool tells_of(const struct dl_path_state *s, const struct dl_object *o,
		     const struct dl_value *asked)
{
	const struct dl_value *beside = asked->a, *now;

	if (!beside || beside->kind != DL_V_FIELD || !o->holder ||
	    o->holder->kind != DL_V_FIELD || beside->a != o->holder->a)
		return false;
	now = dl_state_bound(s, beside);
	return now && now != asked;
}

/* "if (!ring->desc) ring->desc = alloc()": may be there from before, and stay. */
static bool was_asked_for(const struct dl_path_state *s, const struct dl_object *o)
{
	bool before = false;

	for (const struct dl_trail *t = s->trail; t; t = t->prev) {
		const struct dl_value *v = dl_value_asked_for(t->cond);

		before |= t == o->acquire_trail;
		if (v->kind == DL_V_INIT && (v->a == o->holder || v->a == o->handle_place ||
					     (before && tells_of(s, o, v))))
			return true;
	}
	return false;
}

static bool is_left_by(const struct dl_exit *e, const struct dl_object *o)
{
	for (size_t i = 0; i < e->state->nobjects; i++) {
		const struct dl_object *x = &e->state->objects[i];

		if (x->site == o->site && x->context == o->context && x->stored && !x->maybe &&
		    dl_object_is_live(x))
			return true;
	}
	return false;
}

/* Both are there, and kept, when the function has succeeded. */
static bool are_its_work(const struct dl_run *run, const struct dl_object *a,
			 const struct dl_object *b)
{
	for (size_t i = 0; i < run->exits.n; i++) {
		const struct dl_exit *e = &run->exits.items[i];

		if (!dl_ends_in_failure(run, e) && is_left_by(e, a) && is_left_by(e, b))
			return true;
	}
	return false;
}

/*
 * Made by this function for the same structure, and undone on this path after o was made: so the
 * function does see itself responsible.
 */
static bool is_undone_sibling(const struct dl_run *run, const struct dl_object *x,
			      const struct dl_object *o)
{
	return x != o && x->state == DL_STATE_RELEASED && !x->foreign && !x->was_failed &&
	       !x->maybe && !x->vague && !x->age && x->stored && x->holder &&
	       dl_value_root(x->holder) == dl_value_root(o->holder) &&
	       x->release_trail != o->acquire_trail &&
	       dl_trail_has(x->release_trail, o->acquire_trail) && are_its_work(run, x, o);
}

static bool has_undone_sibling(const struct dl_run *run, const struct dl_path_state *s,
			       const struct dl_object *o)
{
	if (!o->holder || dl_value_is_element(o->holder) || o->age || o->maybe ||
	    was_asked_for(s, o))
		return false;
	for (size_t i = 0; i < s->nobjects; i++)
		if (is_undone_sibling(run, &s->objects[i], o))
			return true;
	return false;
}

/*
 * Since it was made, the path has asked for something that the engine can't match with it: whether a
 * member like its own holds anything, or how far a pointer or a ring has got.
 */
static bool is_answered_blindly(const struct dl_path_state *s, const struct dl_object *o)
{
	for (const struct dl_trail *t = s->trail; t && t != o->acquire_trail; t = t->prev) {
		const struct dl_value *v = dl_value_asked_for(t->cond);

		if (v->kind == DL_V_INIT &&
		    (dl_value_same_member(v->a, o->holder) ||
		     dl_value_same_member(v->a, o->handle_place)))
			return true;
		if (v->kind == DL_V_CMP && !is_number(v->a) && v->b->kind != DL_V_CONST)
			return true;
	}
	return o->stored && has_run_blindly(s, o);
}

/*
 * It is there for certain, made here or by a helper that has failed itself, and no code that may have undone it
 * was on the path.
 */
static bool is_untouched(const struct dl_run *run, const struct dl_path_state *s,
			 const struct dl_object *o)
{
	return !o->taken && !o->maybe && !was_asked_for(s, o) &&
	       (o->context == run->context || o->left_at) && !o->loose &&
	       !is_answered_blindly(s, o) && !dl_fate_undone_by_another(run, o);
}

/* It has all that it kept in a structure still, and nobody else has heard of that. */
static bool is_left_alone(const struct dl_run *run, const struct dl_path_state *s,
			  const struct dl_object *o)
{
	return dl_alone_is_uncalled(run) && !o->shared && !o->list && is_untouched(run, s, o) &&
	       !dl_ends_is_transmit(run->func) && !dl_alone_is_verdict(run, s) &&
	       (dl_alone_is_undone_in_file(o) ||
		!dl_is_whole_module(run->analysis->engine, o->unit));
}

/* It is there, untouched, in a structure, and all who could undo it are here. */
static bool is_certain(const struct dl_run *run, const struct dl_path_state *s,
		       const struct dl_object *o)
{
	return o->stored && !o->age && is_untouched(run, s, o) &&
	       dl_alone_is_all_there(run->analysis->engine, o->unit);
}

/* Others saw the structure around it; but the function is seen to clean up. */
static bool is_lost_though_shown(const struct dl_run *run, const struct dl_path_state *s,
				 const struct dl_object *o)
{
	return is_certain(run, s, o) &&
	       (o->holder_freed || dl_cleanup_seen(run, s, o) || has_undone_sibling(run, s, o) ||
		(dl_fate_undone_by_maker(run, o) && !dl_ends_is_transmit(run->func)) ||
		(dl_fate_undone_here(run, o) && o->context == run->context &&
		 !dl_ends_is_transmit(run->func)));
}

/* The path cleans up, or nobody in the module would: what it kept in a structure is lost. */
static bool is_entrys(const struct dl_run *run, const struct dl_path_state *s,
		      const struct dl_object *o)
{
	const struct dl_facts *facts = run->analysis->engine->facts;

	if (!dl_cleanup_is_entry(run) || !is_certain(run, s, o))
		return false;
	if (dl_cleanup_seen(run, s, o))
		return !dl_is_memory(o->api) || !dl_facts_called_by_pointer(facts, run->func);
	return !dl_is_memory(o->api) && !o->shared && !dl_ends_is_transmit(run->func);
}

/* "host->uses_dma = 1": a flag was set that later functions may go by when they undo things. */
static bool has_set_flag(const struct dl_path_state *s)
{
	int64_t n;

	for (size_t i = 0; i < s->nbindings; i++)
		if (s->bindings[i].addr->kind == DL_V_FIELD &&
		    dl_value_root(s->bindings[i].addr)->kind != DL_V_LOCAL &&
		    dl_value_is_const(s->bindings[i].value, &n) && n == 1)
			return true;
	return false;
}

/*
 * Another failing path of the function that made it undoes it, and no successful one does; or all
 * callers fail with it as it is. Memory is freed by callers more often than not.
 */
static bool is_undone_by_failure(const struct dl_run *run, const struct dl_path_state *s,
				 const struct dl_object *o)
{
	const struct dl_instr *at;

	if (dl_is_memory(o->api) || o->context != run->context || result_says_nothing(run->func) ||
	    dl_ends_is_transmit(run->func) || dl_abandoned_to_callers(run, o) ||
	    has_set_flag(s))
		return false;
	if (dl_abandoned_by_all(run, o))
		return true;
	at = dl_fate_undone_by_failure(run, o);
	return at ? !dl_undoing_has_passed(run, s, at) : undone_out_of_reach(run, o);
}

/* What the function undoes itself where it succeeds. */
static bool is_broken_round(const struct dl_run *run, const struct dl_path_state *s,
			    const struct dl_object *o)
{
	return !is_managed(o->api) && dl_round_is_broken(run, o) &&
	       !dl_fate_decided_by_memory(run, s, o) && !is_answered_blindly(s, o);
}

/* A helper of several steps: one has failed, and it has begun to undo the others. */
static bool is_half_undone(const struct dl_run *run, const struct dl_path_state *s,
			   const struct dl_object *o)
{
	return (o->stored || o->list) && !o->age && !o->vague && !o->foreign && !o->out_param &&
	       !is_managed(o->api) && dl_is_whole_module(run->analysis->engine, o->unit) &&
	       is_untouched(run, s, o) && !dl_fate_decided_by_memory(run, s, o) &&
	       !(o->stored && dl_abandoned_is_undone(run, o)) &&
	       (dl_undoing_seen(run, s, o) || is_undone_by_failure(run, s, o));
}

bool dl_leak_is_half_undone(const struct dl_run *run, const struct dl_path_state *s,
			    const struct dl_object *o)
{
	return is_broken_round(run, s, o) || is_half_undone(run, s, o);
}

/*
 * "ring->desc = NULL": the place that kept it is marked as empty, and no other one knows of it. To free
 * memory takes its pointer; the DMA address alone is no help.
 */
static bool is_forgotten(const struct dl_path_state *s, const struct dl_object *o)
{
	bool overwritten = false;
	int64_t n;

	if (!o->stored || o->list || o->shared || o->age || o->maybe || o->vague || !o->result ||
	    o->state == DL_STATE_UNCHECKED)
		return false;
	for (size_t i = 0; i < s->nbindings; i++) {
		const struct dl_binding *b = &s->bindings[i];

		overwritten |= b->addr == o->holder && dl_value_is_const(b->value, &n);
		if (dl_value_root(b->addr)->kind != DL_V_LOCAL &&
		    (dl_value_contains(b->value, o->result) ||
		     (o->handle && !dl_is_memory(o->api) &&
		      dl_value_contains(b->value, o->handle))))
			return false;
	}
	return overwritten;
}

/* What it is kept in tells that this function, and no other one, should have undone it. */
static bool is_nobody_elses(const struct dl_run *run, const struct dl_path_state *s,
			    const struct dl_object *o)
{
	return has_undone_sibling(run, s, o) || is_entrys(run, s, o) || is_left_alone(run, s, o);
}

static bool is_ours_on_error(const struct dl_run *run, const struct dl_path_state *s,
			     const struct dl_object *o)
{
	if (o->shared && !is_lost_though_shown(run, s, o))
		return false;
	if (o->age && !o->holder_freed && (dl_fate_kept(run, o) || o->stored) &&
	    !dl_fate_undone_here(run, o) && !is_left_alone(run, s, o) && !dies_with_probe(run, o))
		return false;
	if (dl_fate_decided_by_memory(run, s, o) || dl_fate_perhaps_among(run, o) ||
	    ((o->age || o->stored || o->in_record) && has_run_blindly(s, o)))
		return false;
	if (o->holder_freed || (!o->stored && !o->list))
		return true;
	if (dies_with_probe(run, o))
		return true;
	return !run->callers_known && !result_says_nothing(run->func) &&
	       !(o->stored && dl_abandoned_is_undone(run, o)) &&
	       (dl_fate_undone_here(run, o) || undone_out_of_reach(run, o) ||
		is_nobody_elses(run, s, o));
}

/* By the function that ends, or by one that it called from a loop. */
static bool is_made_in_loop(const struct dl_run *run, const struct dl_object *o)
{
	const struct dl_context *contexts = run->analysis->contexts;
	const struct dl_block *block = o->site->block;

	for (uint32_t c = o->context; c != run->context; c = contexts[c].parent) {
		if (!c)		/* made by a caller */
			return true;
		block = contexts[c].call->block;
	}
	return dl_flow_in_loop(run->flow, block);
}

/*
 * Memory lives longer than mappings and is kept deeper: what a helper put into a structure, or a
 * loop into an array, is torn down by functions that see the whole.
 */
static bool is_out_of_hand(const struct dl_run *run, const struct dl_path_state *s,
			   const struct dl_object *o)
{
	if (o->age)
		return o->stored || dl_fate_kept(run, o);
	if (is_nobody_elses(run, s, o))
		return false;
	if (o->holder_freed && o->left_freed)
		return false;
	if (o->holder_freed)
		return o->kept_in != run->context && dl_fate_undone_by_another(run, o);
	return o->stored && (o->kept_in != run->context ||
			     is_made_in_loop(run, o));
}

static bool is_allocated_here(const struct dl_value *root)
{
	const struct dl_instr *made = dl_value_call(root);
	const struct dl_kernel_function *k = made && dl_callee(made) ?
						     dl_kernel_find(dl_callee(made)->name) :
						     NULL;

	return k && k->action == DL_KERNEL_ALLOC && k->memory != DL_MEMORY_MANAGED;
}

/* Something that outlives the function knows the list, or an address that was read from it. */
static bool is_known_outside(const struct dl_path_state *s, const struct dl_value *root)
{
	for (size_t i = 0; i < s->nbindings; i++) {
		const struct dl_value *kept_at = dl_value_root(s->bindings[i].addr);

		if (kept_at->kind != DL_V_LOCAL && kept_at->kind != DL_V_APPLY && kept_at != root &&
		    dl_value_contains(s->bindings[i].value, root))
			return true;
	}
	return false;
}

/* What has to go for the list to be lost: the list itself, or the table it is in. */
static const struct dl_value *list_root(const struct dl_value *list)
{
	const struct dl_value *root = list ? dl_value_root(list) : NULL;

	return root && root->kind == DL_V_INIT && dl_sg_is_table_member(root->a, "sgl") ?
		       dl_value_root(root->a) :
		       root;
}

bool dl_leak_is_own_list(const struct dl_run *run, const struct dl_path_state *s,
			 const struct dl_object *o)
{
	const struct dl_value *root = list_root(o->list);

	if (!root || o->shared || o->stored || o->left_at || o->age || o->foreign || o->vague ||
	    o->maybe || !(root->kind == DL_V_LOCAL || (o->holder_freed && is_allocated_here(root))))
		return false;
	return !is_known_outside(s, root) && !dl_fate_decided_by_memory(run, s, o) &&
	       !dl_unit_is_blind(run->analysis->engine, o->unit);
}

bool dl_leak_is_ours(const struct dl_run *run, const struct dl_path_state *s,
		     const struct dl_object *o, enum dl_loss loss)
{
	const struct names *names = names_of[o->api->machine];

	if (!names || !names->of[loss].rule)
		return false;
	if (loss == DL_LOST_ON_ERROR && is_broken_round(run, s, o))
		return true;
	if (is_out_of_sight(run, o, loss))
		return false;
	if (loss == DL_LOST_ON_ERROR && (is_half_undone(run, s, o) || is_forgotten(s, o)))
		return true;
	if (dl_is_memory(o->api) && is_out_of_hand(run, s, o))
		return false;
	if (loss == DL_LOST_ON_SUCCESS && o->holder_freed && dl_is_memory(o->api))
		return !dl_fate_decided_by_memory(run, s, o);
	if (loss == DL_LOST_ON_SUCCESS && o->holder_freed && !o->copied && !o->age &&
	    !o->list)
		return !o->shared && !dl_fate_decided_by_memory(run, s, o);
	if (loss == DL_LOST_ON_SUCCESS && o->known && dl_is_memory(o->api) &&
	    dl_fate_undone_anywhere(run, o))
		return false;	/* given to firmware for good, and freed only if that fails */
	if (loss == DL_LOST_ON_SUCCESS)
		return !o->age && !o->stored && !o->in_record &&
		       (!o->list || dl_leak_is_own_list(run, s, o)) && !dl_fate_kept(run, o) &&
		       !dl_unit_is_blind(run->analysis->engine, o->unit);
	return is_ours_on_error(run, s, o);
}

void dl_leak_report(struct dl_run *run, struct dl_path_state *s, const struct dl_object *o,
		    enum dl_loss loss, const struct dl_unit *unit, const struct dl_instr *at)
{
	const struct names *names = names_of[o->api->machine];
	enum dl_confidence confidence;
	enum dl_rule rule;

	if (loss == DL_LOST_ON_ERROR && o->age)
		loss = DL_LOST_IN_LOOP;
	rule = names->of[loss].rule;
	confidence = dl_rule_info(rule)->confidence;
	if (confidence == DL_CONFIDENCE_HIGH && o->stored && !o->holder_freed &&
	    !dl_fate_undone_here(run, o) && !undone_out_of_reach(run, o))
		confidence = DL_CONFIDENCE_MEDIUM;	/* the caller might see to it */
	dl_report(run, s, rule, confidence, unit, at->loc, o,
		  names->of[loss].sentence, dl_call_name(o->site));
}
