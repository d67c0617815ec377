/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Scatterlists have two counts. The one given to the map is the CPU's: it goes to the unmap, to the
 * syncs and into loops over pages. The one that comes back is the device's: an IOMMU may have merged
 * entries. A struct sg_table keeps both, as orig_nents and nents. Which count a value is, is known
 * by the value; what to call the mistake, by the place it was read from.
 *
 * What is kept in members between functions is compared in fields.c.
 */
#include "checker/engine/impl.h"

#include <string.h>

/* ---- where a count was read from -------------------------------------------------------------- */

static const struct dl_value *place_of(struct dl_run *run, struct dl_path_state *s,
				       const struct dl_call_args *a, enum dl_role role)
{
	const struct dl_operand *op = dl_call_operand(a->api, a->in, role);

	return op ? dl_eval_read_from(run, s, op) : NULL;
}

bool dl_sg_is_table_member(const struct dl_value *place, const char *name)
{
	return place && place->kind == DL_V_FIELD &&
	       !strcmp(((const struct dl_type *)place->p)->name, "struct sg_table") &&
	       !strcmp(dl_value_field_name(place), name);
}

static bool is_member_of(const struct dl_value *v, const struct dl_value *table, const char *name)
{
	return v && v->kind == DL_V_INIT && dl_sg_is_table_member(v->a, name) && v->a->a == table;
}

/* ---- which list, which count ------------------------------------------------------------------ */

/* The list a table holds stands for the table. */
static bool is_list(const struct dl_object *o, const struct dl_value *list)
{
	return o->list == list || is_member_of(list, o->list, "sgl") ||
	       is_member_of(o->list, list, "sgl");
}

struct dl_object *dl_sg_find(struct dl_path_state *s, const struct dl_value *list)
{
	for (size_t i = s->nobjects; list && i-- > 0;)
		if (s->objects[i].list && is_list(&s->objects[i], list))
			return &s->objects[i];
	return NULL;
}

/* The count is what the map returned, and not for certain also what it was given. */
static bool is_returned(struct dl_run *run, struct dl_path_state *s, const struct dl_object *o,
			const struct dl_value *count)
{
	if (!count)
		return false;
	if (o->api->machine == DL_MACHINE_SGTABLE)	/* dma_map_sgtable() sets it */
		return is_member_of(count, o->list, "nents");
	return o->api->machine == DL_MACHINE_SG && dl_uncast(count) == o->result &&
	       dl_same_number(run, s, o->nents, count) != DL_SAME;
}

/* The count is the one given to the map, and may differ from what it returned. */
static bool is_given(struct dl_run *run, struct dl_path_state *s, const struct dl_object *o,
		     const struct dl_value *count)
{
	int64_t n;

	if (!count)
		return false;
	if (o->api->machine == DL_MACHINE_SGTABLE)
		return is_member_of(count, o->list, "orig_nents");
	return o->api->machine == DL_MACHINE_SG && o->nents && o->result &&
	       !(dl_value_is_const(dl_state_settle(s, run->analysis->values, o->nents), &n) &&
		 n == 1) &&		/* one entry cannot become fewer */
	       dl_same_number(run, s, o->nents, count) == DL_SAME &&
	       dl_same_number(run, s, o->result, count) != DL_SAME;
}

enum dl_sg_count dl_sg_count(struct dl_run *run, struct dl_path_state *s, const struct dl_object *o,
			     const struct dl_value *count)
{
	if (is_returned(run, s, o, count))
		return DL_SG_RETURNED;
	return is_given(run, s, o, count) ? DL_SG_GIVEN : DL_SG_OTHER;
}

/* ---- the device's count on the CPU's side ----------------------------------------------------- */

static const char *place_text(struct dl_run *run, const struct dl_value *place)
{
	return dl_text(run, dl_value_init(run->analysis->values, place, NULL, NULL));
}

/*
 * Whether it is mapped on every way that leads here does not matter if its counts are at hand: who
 * uses one of them, or reads DMA addresses, takes it to be mapped.
 */
struct dl_object *dl_sg_certain(const struct dl_object *o, struct dl_object *copy)
{
	if (!o)
		return NULL;
	*copy = *o;
	copy->maybe = false;
	return copy;
}

bool dl_sg_report_returned(struct dl_run *run, struct dl_path_state *s, struct dl_object *o,
			   const char *who, dl_loc loc, const struct dl_value *place)
{
	if (dl_sg_is_table_member(place, "nents")) {
		dl_report(run, s, DL_RULE_SGT_NENTS_CONFUSION, DL_CONFIDENCE_HIGH, run->func->unit,
			  loc, o,
			  "%s with nents of the table, which counts what the device is given; "
			  "it takes orig_nents",
			  who);
		return true;
	}
	if (!place || place != o->nents_place)
		return false;
	dl_report(run, s, DL_RULE_SG_NENTS_OVERWRITTEN, DL_CONFIDENCE_HIGH, run->func->unit, loc, o,
		  "%s with '%s', in which the count that %s() returned has overwritten the one "
		  "given to it",
		  who, place_text(run, place), dl_call_name(o->site));
	return true;
}

/*
 * dma_map_sg() of nents entries of a table. Right as long as nothing but the table's constructor has
 * set it; no longer if the driver itself takes orig_nents when it undoes the map.
 */
static void report_table_map(struct dl_run *run, struct dl_path_state *s, const struct dl_object *o,
			     enum dl_confidence confidence)
{
	if (o->api->machine == DL_MACHINE_SG && dl_sg_is_table_member(o->nents_place, "nents"))
		dl_report(run, s, DL_RULE_SGT_NENTS_CONFUSION, confidence, o->unit, o->site->loc,
			  NULL,
			  DL_WORDS_MAP_TABLE_NENTS,
			  dl_call_name(o->site));
}

/* Neither count: the list would be left in the middle, or walked beyond its end. */
static void pair_other_count(struct dl_run *run, struct dl_path_state *s, struct dl_object *o,
			     const struct dl_call_args *a, enum dl_rule rule)
{
	const struct dl_value *count = a->by_role[DL_ROLE_NENTS];

	if (o->api->machine != DL_MACHINE_SG ||
	    dl_same_number(run, s, o->nents, count) != DL_DIFFERENT)
		return;
	dl_report(run, s, rule, DL_CONFIDENCE_HIGH, run->func->unit, a->in->loc, o,
		  "%s() with another count than %s() was given [map nents=%s] [nents=%s]",
		  dl_call_name(a->in), dl_call_name(o->site), dl_text(run, o->nents),
		  dl_text(run, count));
}

void dl_sg_pair_count(struct dl_run *run, struct dl_path_state *s, struct dl_object *mapped,
		      const struct dl_call_args *a, enum dl_rule rule)
{
	struct dl_object certain, *o = dl_sg_certain(mapped, &certain);
	const char *who = dl_arena_printf(run->analysis->engine->arena, "%s()",
					  dl_call_name(a->in));
	struct dl_finding *f;

	if (dl_sg_is_table_member(place_of(run, s, a, DL_ROLE_NENTS), "orig_nents"))
		report_table_map(run, s, o, DL_CONFIDENCE_MEDIUM);
	if (!is_returned(run, s, o, a->by_role[DL_ROLE_NENTS])) {
		pair_other_count(run, s, mapped, a, rule);
		return;
	}
	if (dl_sg_report_returned(run, s, o, who, a->in->loc, place_of(run, s, a, DL_ROLE_NENTS)))
		return;
	f = dl_report(run, s, rule, DL_CONFIDENCE_HIGH, run->func->unit, a->in->loc, o,
		  "%s with the count that %s() returned; it takes the count given to the map "
		  "[nents=%s]",
		  who, dl_call_name(o->site), o->nents ? dl_text(run, o->nents) : "of the map");
	dl_fix_count(run, s, f, o, a);
}

/* Functions that go through a list as the CPU sees it. */
static const struct {
	const char *name;
	uint8_t list, count;	/* positions of the arguments */
} cpu_walks[] = {
	{ "sg_copy_to_buffer", 0, 1 }, { "sg_copy_from_buffer", 0, 1 },
	{ "sg_pcopy_to_buffer", 0, 1 }, { "sg_pcopy_from_buffer", 0, 1 },
	{ "sg_copy_buffer", 0, 1 },	{ "sg_zero_buffer", 0, 1 },
	{ "sg_miter_start", 1, 2 },
};

void dl_sg_call(struct dl_run *run, struct dl_path_state *s, const struct dl_instr *in,
		const char *name)
{
	for (size_t i = 0; i < sizeof(cpu_walks) / sizeof(cpu_walks[0]); i++) {
		const struct dl_operand *count = &in->ops[cpu_walks[i].count + 1];
		struct dl_object *o;

		if (strcmp(name, cpu_walks[i].name) || in->nops <= cpu_walks[i].count + 1u)
			continue;
		o = dl_sg_find(s, dl_eval_operand(run, s, &in->ops[cpu_walks[i].list + 1]));
		if (o && o->state != DL_STATE_FAILED &&
		    is_returned(run, s, o, dl_eval_operand(run, s, count)))
			dl_sg_report_returned(run, s, o,
					      dl_arena_printf(run->analysis->engine->arena, "%s()",
							      name),
					      in->loc, dl_eval_read_from(run, s, count));
	}
}

/* ---- a list is mapped ------------------------------------------------------------------------- */

/* Where the table keeps that count, if something of the table is known; else NULL. */
static const struct dl_value *mapped_count(struct dl_run *run, const struct dl_path_state *s,
					   const struct dl_object *o)
{
	const struct dl_type *record = NULL;

	for (size_t i = 0; o->list && !record && i < s->nbindings; i++) {
		const struct dl_value *addr = s->bindings[i].addr;

		if (addr->kind == DL_V_FIELD && addr->a == o->list &&
		    dl_sg_is_table_member(addr, dl_value_field_name(addr)))
			record = addr->p;
	}
	for (uint32_t i = 0; record && i < record->nfields; i++)
		if (!strcmp(record->fields[i].name, "nents"))
			return dl_value_field(run->analysis->values, o->list, record, i,
					      record->fields[i].type);
	return NULL;
}

void dl_sg_table_succeeded(struct dl_run *run, struct dl_path_state *s, const struct dl_object *o)
{
	const struct dl_value *count = mapped_count(run, s, o);

	if (count && dl_state_bound(s, count))
		dl_state_assume(s, run->analysis->values, dl_state_bound(s, count), true);
}

/* The table is the function's own, the entries in it are somebody else's. */
static bool is_around_others(const struct dl_path_state *s, const struct dl_object *o)
{
	for (size_t i = 0; i < s->nbindings; i++)
		if (s->bindings[i].addr->a == o->list &&
		    dl_sg_is_table_member(s->bindings[i].addr, "sgl") &&
		    dl_value_root(s->bindings[i].value)->kind != DL_V_LOCAL)
			return true;
	return false;
}

void dl_sg_mapped(struct dl_run *run, struct dl_path_state *s, struct dl_object *o,
		  const struct dl_call_args *a)
{
	const struct dl_value *count;

	if (!o->list)
		return;
	o->nents_place = place_of(run, s, a, DL_ROLE_NENTS);
	o->stored |= is_around_others(s, o);
	count = mapped_count(run, s, o);
	if (count && o->api->machine == DL_MACHINE_SGTABLE)
		dl_state_write(s, count, dl_eval_fresh(run, a->in, count->type, 2));
	if (a->api->returns == DL_RET_STATUS)	/* 0 or an error, never more */
		dl_state_bound_range(s, o->result, (struct dl_range){ -DL_MAX_ERRNO, 0 });
	report_table_map(run, s, o, DL_CONFIDENCE_LOW);
	dl_fields_sg_map(run, o, place_of(run, s, a, DL_ROLE_SG));
	dl_sg_check_read_before(run, s, o);
}
