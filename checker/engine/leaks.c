/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Mappings and memory that get lost: whose they were to undo, and what the loss is called. The
 * events come from the ends of functions (ends.c) and from stores over the last copy of a handle.
 *
 * Whose job an unmap is cannot always be seen. What lives in locals only is this function's. What
 * is kept in a structure, or in a scatterlist, is this function's if another path of the same
 * function undoes it; else nothing is claimed here (teardown.c asks the whole module).
 */
#include "checker/engine/impl.h"

/* What a loss is called, by what is lost. 0: that loss is not looked for. */
struct names {
	struct {
		enum dl_rule rule;
		const char *sentence;
	} of[DL_LOSSES];
};

static const struct names mapping = { {
	[DL_LOST_ON_SUCCESS] = { DL_RULE_MAPPING_LEAK,
		"this path ends and nobody can undo what %s() has mapped" },
	[DL_LOST_ON_ERROR] = { DL_RULE_MAPPING_LEAK_ON_ERROR,
		"failure is returned while memory mapped by %s() is still mapped" },
	[DL_LOST_IN_LOOP] = { DL_RULE_MAPPING_LEAK_IN_LOOP,
		"failure is returned while memory that earlier turns of the loop mapped by %s() is "
		"still mapped" },
} };

static const struct names memory = { {
	[DL_LOST_ON_SUCCESS] = { DL_RULE_COHERENT_LEAK,
		"this path ends and nobody can free the memory from %s()" },
	[DL_LOST_ON_ERROR] = { DL_RULE_COHERENT_LEAK_ON_ERROR,
		"failure is returned while memory from %s() is still allocated" },
	[DL_LOST_IN_LOOP] = { DL_RULE_COHERENT_LEAK_ON_ERROR,
		"failure is returned while memory that earlier turns of the loop got from %s() is "
		"still allocated" },
} };

static const struct names pool = { {
	[DL_LOST_ON_SUCCESS] = { DL_RULE_POOL_LEAK,
		"this path ends and nobody can destroy the pool that %s() has made" },
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

/* Does some path of this function undo what this site made? */
static bool undone_here(const struct dl_run *run, const struct dl_object *o)
{
	return dl_site_has(run->analysis, o->site, DL_DEED_UNDOES);
}

/* Does some path store it away? Then it is kept, and the other paths know why they do not. */
static bool kept_here(const struct dl_run *run, const struct dl_object *o)
{
	return dl_site_has(run->analysis, o->site, DL_DEED_KEEPS);
}

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

static bool is_out_of_sight(const struct dl_object *o)
{
	return o->foreign || o->shared || o->vague || o->out_param || is_managed(o->api);
}

bool dl_leak_is_ours(const struct dl_run *run, const struct dl_object *o, enum dl_loss loss)
{
	const struct names *names = names_of[o->api->machine];

	if (!names || !names->of[loss].rule || is_out_of_sight(o) || (o->age && o->stored))
		return false;
	if (o->holder_freed && dl_is_memory(o->api))
		return true;
	if (loss == DL_LOST_ON_SUCCESS)
		return !o->age && !o->stored && !o->in_record && !o->list && !kept_here(run, o);
	if (o->holder_freed || (!o->stored && !o->list))
		return true;
	return !run->callers_known && !result_says_nothing(run->func) && undone_here(run, o);
}

void dl_leak_report(struct dl_run *run, struct dl_path_state *s, const struct dl_object *o,
		    enum dl_loss loss, const struct dl_unit *unit, const struct dl_instr *at)
{
	const struct names *names = names_of[o->api->machine];
	enum dl_rule rule;

	if (loss == DL_LOST_ON_ERROR && o->age)
		loss = DL_LOST_IN_LOOP;
	rule = names->of[loss].rule;
	dl_report(run, s, rule, dl_rule_info(rule)->confidence, unit, at->loc, o,
		  names->of[loss].sentence, dl_call_name(o->site));
}
