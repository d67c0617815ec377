/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* What single instructions compute. Results that other blocks use live in the state, by a slot. */
#include "checker/engine/impl.h"

const struct dl_value *dl_eval_fresh(struct dl_run *run, const struct dl_instr *in,
				     const struct dl_type *type, int64_t tag)
{
	return dl_value_symbol(run->analysis->values, type, in, NULL, tag, run->context,
			       in->block);
}

/* Where the state keeps the result of an instruction: an address nothing else has. */
static const struct dl_value *slot(struct dl_run *run, const struct dl_instr *in)
{
	return dl_value_symbol(run->analysis->values, NULL, in, NULL, -1, run->context, NULL);
}

const struct dl_value *dl_eval_operand(struct dl_run *run, struct dl_path_state *s,
				       const struct dl_operand *op)
{
	struct dl_values *vs = run->analysis->values;
	const struct dl_value *v;

	switch (op->kind) {
	case DL_OPERAND_VALUE:
		if (run->flow->crosses[op->value->id]) {
			v = dl_state_bound(s, slot(run, op->value));
			return v ? v : dl_eval_fresh(run, op->value, op->type, -4);
		}
		v = run->results[op->value->id];
		return v ? v : dl_eval_fresh(run, op->value, op->type, -4);
	case DL_OPERAND_INT:
		return dl_value_const(vs, op->type, op->imm);
	case DL_OPERAND_LOCAL:
		return dl_value_local(vs, op->local, run->context);
	case DL_OPERAND_GLOBAL:
		return dl_value_object(vs, DL_V_GLOBAL, op->global, op->global->type);
	case DL_OPERAND_FUNCTION:
		return dl_value_object(vs, DL_V_FUNCTION, op->decl, op->type);
	case DL_OPERAND_STRING:
		return dl_value_object(vs, DL_V_STRING, op->string, op->type);
	default:
		return dl_value_const(vs, op->type, 0);
	}
}

void dl_eval_set(struct dl_run *run, struct dl_path_state *s, const struct dl_instr *in,
		 const struct dl_value *value)
{
	if (run->flow->crosses[in->id])
		dl_state_write(s, slot(run, in), value);
	else
		run->results[in->id] = value;
}

const struct dl_value *dl_eval_read_from(struct dl_run *run, struct dl_path_state *s,
					 const struct dl_operand *op)
{
	op = dl_ir_uncast(op);
	if (op->kind != DL_OPERAND_VALUE || op->value->op != DL_OP_LOAD)
		return NULL;
	return dl_eval_operand(run, s, &op->value->ops[0]);
}

void dl_eval_put_result(struct dl_run *run, struct dl_path_state *s, const struct dl_instr *call,
			const struct dl_value *value)
{
	dl_state_write(s, slot(run, call), value);
}

void dl_eval_take_result(struct dl_run *run, struct dl_path_state *s, const struct dl_instr *call)
{
	run->results[call->id] = dl_state_bound(s, slot(run, call));
	if (!run->flow->crosses[call->id])
		dl_state_forget(s, slot(run, call));
}

static const struct dl_value *load(struct dl_run *run, struct dl_path_state *s,
				   const struct dl_instr *in)
{
	const struct dl_value *addr = dl_eval_operand(run, s, &in->ops[0]);

	dl_check_dereference(run, s, addr, in);
	dl_object_accessed(run, s, addr, DL_READS, in);
	dl_sg_read(run, s, addr, in);
	return dl_state_read(s, run->analysis->values, addr, in->type);
}

/* All that is kept inside from goes to another place, too. */
static void handles_copied(struct dl_run *run, struct dl_path_state *s, const struct dl_instr *in,
			   const struct dl_value *to, const struct dl_value *from)
{
	for (size_t i = 0; i < s->nbindings; i++)
		if (dl_value_inside(s->bindings[i].addr, from))
			dl_object_stored(run, s, to, s->bindings[i].value, in);
	for (size_t i = 0; i < s->nobjects; i++)	/* the copy of a list undoes it as well */
		if (s->objects[i].list &&
		    dl_value_contains(s->objects[i].list, dl_value_root(from)))
			s->objects[i].stored = true;
}

/* A record by value: what another variable holds, or what a call returned. */
static void store_record(struct dl_run *run, struct dl_path_state *s, const struct dl_instr *in,
			 const struct dl_value *to)
{
	const struct dl_operand *value = &in->ops[1];
	const struct dl_value *from;

	if (value->kind != DL_OPERAND_VALUE || value->value->op != DL_OP_LOAD) {
		dl_state_change(s, to, dl_eval_fresh(run, in, NULL, -2), NULL);
		return;
	}
	from = dl_eval_operand(run, s, &value->value->ops[0]);
	handles_copied(run, s, in, to, from);
	dl_state_copy_object(s, run->analysis->values, to, from);
}

static void store(struct dl_run *run, struct dl_path_state *s, const struct dl_instr *in)
{
	const struct dl_value *addr = dl_eval_operand(run, s, &in->ops[0]);
	const struct dl_value *value = dl_eval_operand(run, s, &in->ops[1]);

	dl_check_dereference(run, s, addr, in);
	dl_check_address_stored(run, s, addr, value, in);
	dl_object_accessed(run, s, addr, DL_WRITES, in);
	dl_check_write_from_device(run, s, addr, in);
	dl_check_enum_store(run, s, in);
	dl_holders_stored(run, addr, value, in);
	if (dl_value_root(addr)->kind != DL_V_LOCAL)
		dl_consensus_kept(run, value);
	if (in->type->kind == DL_TYPE_RECORD || in->type->kind == DL_TYPE_ARRAY) {
		store_record(run, s, in, addr);
		return;
	}
	dl_check_overwritten(run, s, addr, value, in);
	dl_object_stored(run, s, addr, value, in);
	dl_state_write(s, addr, value);
}

static void copy(struct dl_run *run, struct dl_path_state *s, const struct dl_instr *in)
{
	const struct dl_value *to = dl_eval_operand(run, s, &in->ops[0]);
	const struct dl_value *from = dl_eval_operand(run, s, &in->ops[1]);

	dl_object_accessed(run, s, to, DL_WRITES, in);
	dl_object_accessed(run, s, from, DL_READS, in);
	handles_copied(run, s, in, to, from);
	dl_state_copy_object(s, run->analysis->values, to, from);
}

static const struct dl_value *field(struct dl_run *run, struct dl_path_state *s,
				    const struct dl_instr *in)
{
	return dl_value_field(run->analysis->values, dl_eval_operand(run, s, &in->ops[0]),
			      in->record, in->field, in->record->fields[in->field].type);
}

/*
 * "int ret = readl(regs); if (ret < 0)", or a status word of a descriptor, whose top bit says whose it
 * is: casts of signedness alone are dropped, and the number that is left is never negative. Here it
 * may be.
 */
static const struct dl_value *as_signed(struct dl_run *run, const struct dl_path_state *s,
					const struct dl_instr *in, const struct dl_value *v)
{
	const struct dl_type *as = in->ops[0].type;
	const struct dl_operand *than = &in->ops[1];

	if (in->sub != DL_CMP_SLT && in->sub != DL_CMP_SGE)
		return v;
	if (than->kind != DL_OPERAND_INT || than->imm != 0 || as->kind != DL_TYPE_INT ||
	    !as->is_signed || !v->type || v->type->kind != DL_TYPE_INT || v->type->is_signed)
		return v;
	if ((v->kind != DL_V_SYMBOL && v->kind != DL_V_INIT) || as->bits != v->type->bits ||
	    as->bits >= 64 ||
	    dl_state_range(s, v).hi < 1ll << (as->bits - 1))
		return v;
	return dl_value_wrap(run->analysis->values, v, as);
}

static const struct dl_value *compare(struct dl_run *run, struct dl_path_state *s,
				      const struct dl_instr *in)
{
	const struct dl_value *a = dl_eval_operand(run, s, &in->ops[0]);
	const struct dl_value *b = dl_eval_operand(run, s, &in->ops[1]);

	dl_check_compare(run, s, in, a);
	return dl_value_cmp(run->analysis->values, in->sub, as_signed(run, s, in, a), b);
}

void dl_eval_instr(struct dl_run *run, struct dl_path_state *s, const struct dl_instr *in)
{
	struct dl_values *vs = run->analysis->values;
	const struct dl_value *v = NULL;

	switch (in->op) {
	case DL_OP_LOAD:
		v = load(run, s, in);
		break;
	case DL_OP_STORE:
		store(run, s, in);
		return;
	case DL_OP_FIELD:
		v = field(run, s, in);
		break;
	case DL_OP_INDEX:
		v = dl_value_index(vs, dl_eval_operand(run, s, &in->ops[0]),
				   dl_eval_operand(run, s, &in->ops[1]), in->type);
		break;
	case DL_OP_BIN:
		v = dl_value_bin(vs, in->sub, dl_eval_operand(run, s, &in->ops[0]),
				 dl_eval_operand(run, s, &in->ops[1]), in->type);
		break;
	case DL_OP_CMP:
		v = compare(run, s, in);
		break;
	case DL_OP_CAST:
		v = dl_value_cast(vs, dl_eval_operand(run, s, &in->ops[0]), in->type);
		break;
	case DL_OP_COPY:
		copy(run, s, in);
		return;
	case DL_OP_ZERO:
		dl_state_zero(s, dl_eval_operand(run, s, &in->ops[0]));
		return;
	case DL_OP_OPAQUE:
		v = dl_eval_fresh(run, in, in->type, 0);
		break;
	case DL_OP_DEAD:
		dl_state_forget(s, dl_eval_operand(run, s, &in->ops[0]));
		return;
	default:
		return;
	}
	dl_eval_set(run, s, in, v);
}
