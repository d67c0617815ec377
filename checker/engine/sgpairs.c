/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * An entry of a mapped list, given to a function by its DMA address and by sg->length: dma_map_sg()
 * joins entries where it can, and sg_dma_len() says how long such an entry has become for the device.
 * Loops over lists are for sgwalks.c. A list of one entry has nothing to join; and of an entry that a
 * structure keeps, the driver may have set the length itself, if nobody maps it here.
 */
#include "checker/engine/impl.h"

#include <string.h>

/* The entry that the operand was read from, if it is that member of one; else NULL. */
static const struct dl_value *entry_read(struct dl_run *run, struct dl_path_state *s,
					 const struct dl_operand *op, const char *member)
{
	const struct dl_instr *field;

	op = dl_ir_uncast(op);
	if (op->kind != DL_OPERAND_VALUE || op->value->op != DL_OP_LOAD ||
	    op->value->ops[0].kind != DL_OPERAND_VALUE)
		return NULL;
	field = op->value->ops[0].value;
	if (field->op != DL_OP_FIELD || strcmp(field->record->name, "struct scatterlist") != 0 ||
	    strcmp(field->record->fields[field->field].name, member) != 0)
		return NULL;
	return dl_eval_operand(run, s, &field->ops[0]);
}

/* What a call returned, or a variable has come to: scsi_sglist(), sg_next(). Not what memory keeps. */
static bool is_walked_to(const struct dl_value *entry)
{
	return entry->kind == DL_V_APPLY ||
	       (entry->kind == DL_V_SYMBOL && (!entry->a || entry->a->kind == DL_V_LOCAL));
}

/* Of a list that may have others. */
static bool is_one_of_many(struct dl_path_state *s, const struct dl_value *entry)
{
	const struct dl_object *o = dl_sg_find(s, entry);
	int64_t n;

	if (!o)
		return is_walked_to(entry);
	return !(o->nents && dl_value_is_const(o->nents, &n) && n == 1);
}

/* The place in the call of the length of that entry; 0: there is none. */
static size_t length_beside(struct dl_run *run, struct dl_path_state *s,
			    const struct dl_instr *call, const struct dl_value *entry)
{
	for (size_t i = 1; i < call->nops; i++)
		if (entry_read(run, s, &call->ops[i], "length") == entry)
			return i;
	return 0;
}

void dl_sg_given(struct dl_run *run, struct dl_path_state *s, const struct dl_instr *call)
{
	enum dl_rule rule = DL_RULE_SG_LENGTH_AS_DMA_LENGTH;

	for (size_t i = 1; i < call->nops; i++) {
		const struct dl_value *entry = entry_read(run, s, &call->ops[i], "dma_address");
		size_t at = entry ? length_beside(run, s, call, entry) : 0;

		if (!at || !is_one_of_many(s, entry) || dl_fills_lists(run->func->unit))
			continue;
		dl_report(run, s, rule, dl_rule_info(rule)->confidence, run->func->unit,
			  dl_ir_uncast(&call->ops[at])->value->loc, NULL,
			  "length of the entry beside its DMA address; the device needs sg_dma_len()");
		return;
	}
}
