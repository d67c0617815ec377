/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What fields.c has collected, judged: counts that are not the one that a map was given, handles of
 * another allocation than the pointer's. The two ends of a mapping are for fields_ends.c.
 */
#include "checker/engine/fields_impl.h"

#include <string.h>

static bool is_table_count(const struct member *m)
{
	return !strcmp(m->record, "struct sg_table") && !strcmp(m->field, "nents");
}

static enum dl_rule count_rule(const struct member *m, const struct count_use *u)
{
	if (is_table_count(m))
		return DL_RULE_SGT_NENTS_CONFUSION;
	return m->overwritten ? DL_RULE_SG_NENTS_OVERWRITTEN : u->rule;
}

static void report_count(struct dl_engine *e, const struct member *m, const struct count_use *u)
{
	dl_report_pair(e, count_rule(m, u), u->unit, u->at->loc, u->function, m->counted_unit,
		       m->counted_at->loc,
		       dl_arena_printf(e->arena, "mapped here by %s(), which returns the count",
				       dl_call_name(m->counted_at)),
		       "%s() with '%s' of %s, which holds the count that %s() returned; it takes "
		       "the count given to the map",
		       dl_call_name(u->at), m->field, m->record, dl_call_name(m->counted_at));
}

/*
 * The device is shown the list by the count that all maps of it were given. A function that maps it
 * on another path knows why not on this one: somebody else has done it.
 */
static void report_given(struct dl_engine *e, const struct member *m, const struct count_use *u)
{
	if (m->counted_at || !m->given_list || strcmp(m->given_list, u->list) != 0 ||
	    !strcmp(m->given_in, u->function))
		return;
	dl_report_pair(e, u->rule, u->unit, u->at->loc, u->function, m->given_unit,
		       m->given_to->loc,
		       dl_arena_printf(e->arena, "mapped here by %s(), which returns the count",
				       dl_call_name(m->given_to)),
		       "%s '%s' of %s entries, as many as were given to %s(), not as many as it "
		       "returned",
		       u->rule == DL_RULE_SG_PREP_WRONG_COUNT ? "the DMA engine is given"
							      : "loop reads DMA addresses of",
		       m->field, m->record, dl_call_name(m->given_to));
}

static void report_list(struct dl_engine *e, const struct member *m, const struct count_use *u)
{
	if (!m->list_at || m->list_later)
		return;
	dl_report_pair(e, u->rule, u->unit, u->at->loc, u->function, m->list_unit,
		       m->list_at->loc,
		       dl_arena_printf(e->arena, "mapped here by %s()", dl_call_name(m->list_at)),
		       "%s() of an entry further on than '%s' of %s, at which the list mapped starts",
		       dl_call_name(u->at), m->field, m->record);
}

/* A table's count that some map is given is the original one there. */
static bool is_counted(const struct member *m)
{
	return m->counted_at && !m->given_to;
}

/* All maps of tables take orig_nents, and this unmap or sync takes nents. */
static void report_table(struct dl_engine *e, const struct member *m, const struct count_use *u)
{
	const struct member *orig = is_table_count(m) ? dl_field_find(e, m, m->record, "orig_nents") : NULL;

	if (!orig || !orig->given_to || m->given_to)
		return;
	dl_report_pair(e, DL_RULE_SGT_NENTS_CONFUSION, u->unit, u->at->loc, u->function,
		       orig->given_unit, orig->given_to->loc,
		       dl_arena_printf(e->arena, "mapped here by %s(), with orig_nents",
				       dl_call_name(orig->given_to)),
		       "%s() with nents of the table, which was mapped with orig_nents",
		       dl_call_name(u->at));
}

static void judge_use(struct dl_engine *e, const struct member *m, const struct count_use *u)
{
	if (u->rule == DL_RULE_SG_UNMAP_WRONG_LIST)
		report_list(e, m, u);
	else if (u->list)
		report_given(e, m, u);
	else if (is_counted(m) && !m->other_value)
		report_count(e, m, u);
	else
		report_table(e, m, u);
}

/* The handle that is freed is one, but never that of this pointer. */
static void judge_partner(struct dl_engine *e, const struct member *m, const struct partner *f)
{
	const struct member *h = dl_field_find(e, m, m->record, f->handle);
	const struct partner *made = m->allocated;
	bool object = f->api->machine == DL_MACHINE_POOL_OBJECT;

	for (const struct partner *p = made; p; p = p->next)
		if (!strcmp(p->handle, f->handle))
			return;
	if (!h || !h->maps || h->other_value)
		return;
	dl_set_add(e->fields->arena, &e->fields->misnamed, f->at);
	dl_report_pair(e, object ? DL_RULE_POOL_FREE_ARGS : DL_RULE_FREE_HANDLE_MISMATCH, f->unit,
		       f->at->loc, f->function, made->unit, made->at->loc,
		       dl_arena_printf(e->arena, "allocated here in %s(), with the handle in '%s'",
				       made->function, made->handle),
		       "%s() of '%s' in %s with the handle in '%s', which is another's",
		       dl_call_name(f->at), m->field, m->record, f->handle);
}

static void judge_uses(struct dl_engine *e, const struct member *m)
{
	for (const struct count_use *u = m->uses; u; u = u->next)
		judge_use(e, m, u);
	dl_field_judge_ends(e, m);
}

static void judge_partners(struct dl_engine *e, const struct member *m)
{
	if (m->other_value)	/* not all that it holds is known */
		return;
	for (const struct partner *f = m->allocated ? m->freed : NULL; f; f = f->next)
		judge_partner(e, m, f);
}

static void each_member(struct dl_engine *e,
			void (*judge)(struct dl_engine *, const struct member *))
{
	for (size_t i = 0; i < BUCKETS; i++)
		for (const struct member *m = e->fields->buckets[i]; m; m = m->next)
			judge(e, m);
}

void dl_fields_finish(struct dl_engine *e)
{
	each_member(e, judge_partners);
	each_member(e, judge_uses);
}
