/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* The engine from outside: units in, every function once as the outermost one, findings out. */
#include "checker/engine/impl.h"

#include <stdlib.h>
#include <string.h>

#define DEFAULT_CACHE_LINE 64
#define BUDGET 4000	/* block visits for one outermost function with all it calls */

void dl_engine_default_options(struct dl_engine_options *options)
{
	memset(options, 0, sizeof(*options));
	options->cache_line = DEFAULT_CACHE_LINE;
	options->min_confidence = DL_CONFIDENCE_MEDIUM;
	for (int r = DL_RULE_NONE + 1; r < DL_RULE_COUNT; r++)
		options->enabled[r] = true;
}

struct dl_engine *dl_engine_new(const struct dl_engine_options *options)
{
	struct dl_arena *arena = dl_arena_new();
	struct dl_engine *e = DL_NEW(arena, struct dl_engine);

	e->arena = arena;
	e->options = *options;
	if (!e->options.cache_line)
		e->options.cache_line = DEFAULT_CACHE_LINE;
	return e;
}

void dl_engine_free(struct dl_engine *e)
{
	if (e)
		dl_arena_free(e->arena);
}

void dl_engine_add(struct dl_engine *e, const struct dl_unit *unit)
{
	e->units = dl_arena_reserve(e->arena, e->units, e->nunits, &e->cap_units,
				    sizeof(*e->units));
	e->units[e->nunits++] = unit;
}

void dl_engine_whole_module(struct dl_engine *e, const char *module)
{
	if (!module) {
		e->all_whole = true;
		return;
	}
	e->whole = dl_arena_reserve(e->arena, e->whole, e->nwhole, &e->cap_whole,
				    sizeof(*e->whole));
	e->whole[e->nwhole++] = dl_arena_strndup(e->arena, module, strlen(module));
}

static void bind_params(struct dl_run *run, struct dl_path_state *s)
{
	struct dl_values *vs = run->analysis->values;

	for (size_t i = 0; i < run->func->nparams; i++) {
		const struct dl_local *l = run->func->locals[i];

		if (l->type->kind != DL_TYPE_RECORD && l->type->kind != DL_TYPE_ARRAY)
			dl_state_write(s, dl_value_local(vs, l, 0), dl_value_param(vs, l));
	}
}

/* Returns false if the budget did not suffice. */
static bool analyse(struct dl_engine *e, const struct dl_func *func, bool follow)
{
	struct dl_analysis an = { .engine = e, .arena = dl_arena_new(), .budget = BUDGET,
				  .follow = follow };
	struct dl_run run = { .analysis = &an, .func = func };
	struct dl_path_state *s = dl_state_new(an.arena);
	bool done;

	an.values = dl_values_new(an.arena);
	an.cap_contexts = 16;
	an.contexts = DL_NEW_ARRAY(an.arena, struct dl_context, an.cap_contexts);
	an.ncontexts = 1;
	run.flow = dl_flow_new(an.arena, func);
	bind_params(&run, s);
	dl_context_enter(&run, s);
	dl_exec_function(&run, s);
	done = an.budget > 0;
	if (done)
		dl_undoing_finish(&run);
	for (size_t i = 0; i < an.followed.n; i++)
		dl_facts_note_followed(e->facts, an.followed.items[i], done);
	/* A helper that was followed wherever it is called has been judged by its callers. */
	run.callers_known = dl_facts_called_only(e->facts, func);
	if ((done || !follow) &&
	    (!run.callers_known || !dl_facts_always_followed(e->facts, func)))
		dl_ends(&run);
	else if (done)
		dl_ends_half_undone(&run);
	if (done && !dl_cost_is_cut_short(e))
		dl_unwind_finish(&run);
	dl_settle_held(&an);
	dl_arena_free(an.arena);
	return done;
}

void dl_engine_run(struct dl_engine *e)
{
	const struct dl_func *const *order;
	size_t n;

	e->facts = dl_facts_new(e->arena, e->units, e->nunits);
	dl_callbacks_find(e);
	e->fields = dl_fields_new(e->arena);
	e->holders = dl_holders_new(e->arena);
	e->syncs = dl_syncs_new(e->arena);
	e->records = dl_records_new(e->arena);
	e->consensus = dl_consensus_new(e->arena);
	order = dl_facts_order(e->facts, &n);
	for (size_t i = 0; i < n; i++) {
		dl_cost_begin(e);
		if (!analyse(e, order[i], true))
			analyse(e, order[i], false);
		dl_cost_end(e, order[i]);
	}
	dl_fields_finish(e);
	dl_holders_finish(e);
	dl_syncs_finish(e);
	dl_teardown(e);
	dl_urbs_finish(e);
	dl_givebacks_finish(e);
	dl_records_finish(e);
	dl_masks_finish(e);
	dl_truncated_finish(e);
	dl_consensus_finish(e);
	dl_includes_finish(e);
	dl_findings_finish(e);
}

const struct dl_finding *dl_engine_findings(const struct dl_engine *e, size_t *count)
{
	*count = e->nfindings;
	return e->findings;
}

struct dl_engine_stats dl_engine_stats(const struct dl_engine *e)
{
	struct dl_engine_stats stats = e->stats;

	stats.followed = e->facts ? dl_facts_count_followed(e->facts) : 0;
	return stats;
}
