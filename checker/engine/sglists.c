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

const struct dl_value *dl_sg_count_place(struct dl_run *run, struct dl_path_state *s,
					 const struct dl_call_args *a)
{
	int arg = dl_api_arg(a->api, DL_ROLE_NENTS);
	const struct dl_operand *op;

	if (arg < 0 || (size_t)arg + 1 >= a->in->nops)
		return NULL;
	op = &a->in->ops[arg + 1];
	while (op->kind == DL_OPERAND_VALUE && op->value->op == DL_OP_CAST)
		op = &op->value->ops[0];
	if (op->kind != DL_OPERAND_VALUE || op->value->op != DL_OP_LOAD)
		return NULL;
	return dl_eval_operand(run, s, &op->value->ops[0]);
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

/* ---- counts ----------------------------------------------------------------------------------- */

/* The count is what the map returned, and not for certain also what it was given. */
static bool is_returned(struct dl_run *run, struct dl_path_state *s, const struct dl_object *o,
			const struct dl_value *count)
{
	if (!count)
		return false;
	if (o->api->machine == DL_MACHINE_SGTABLE)	/* dma_map_sgtable() sets it */
		return is_member_of(count, o->list, "nents");
	return o->api->machine == DL_MACHINE_SG && count == o->result &&
	       dl_same_number(run, s, o->nents, count) != DL_SAME;
}

static const char *place_text(struct dl_run *run, const struct dl_value *place)
{
	return dl_text(run, dl_value_init(run->analysis->values, place, NULL, NULL));
}

static void report_returned(struct dl_run *run, struct dl_path_state *s, struct dl_object *o,
			    const struct dl_call_args *a, enum dl_rule rule)
{
	const struct dl_value *place = dl_sg_count_place(run, s, a);
	const char *name = dl_call_name(a->in), *map = dl_call_name(o->site);

	if (dl_sg_is_table_member(place, "nents"))
		dl_report(run, s, DL_RULE_SGT_NENTS_CONFUSION, DL_CONFIDENCE_HIGH, run->func->unit,
			  a->in->loc, o,
			  "%s() with nents of the table, which counts what the device was given; "
			  "it takes orig_nents",
			  name);
	else if (place && place == o->nents_place)
		dl_report(run, s, DL_RULE_SG_NENTS_OVERWRITTEN, DL_CONFIDENCE_HIGH, run->func->unit,
			  a->in->loc, o,
			  "%s() with '%s', in which the count that %s() returned has overwritten "
			  "the one given to it",
			  name, place_text(run, place), map);
	else
		dl_report(run, s, rule, DL_CONFIDENCE_HIGH, run->func->unit, a->in->loc, o,
			  "%s() with the count that %s() returned; it takes the count given to the "
			  "map [nents=%s]",
			  name, map, o->nents ? dl_text(run, o->nents) : "of the map");
}

void dl_sg_pair_count(struct dl_run *run, struct dl_path_state *s, struct dl_object *o,
		      const struct dl_call_args *a, enum dl_rule rule)
{
	if (is_returned(run, s, o, a->by_role[DL_ROLE_NENTS]))
		report_returned(run, s, o, a, rule);
}

void dl_sg_mapped(struct dl_run *run, struct dl_path_state *s, struct dl_object *o,
		  const struct dl_call_args *a)
{
	if (!o->list)
		return;
	o->nents_place = dl_sg_count_place(run, s, a);
	if (a->api->returns == DL_RET_STATUS)	/* 0 or an error, never more */
		dl_state_bound_range(s, o->result, (struct dl_range){ -4095, 0 });
	dl_fields_sg_map(run, o);
}
