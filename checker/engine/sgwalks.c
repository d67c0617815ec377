/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What is done with the entries of a scatterlist: loops over them, addresses and lengths read from
 * them, lists handed to a DMA engine. A loop is looked at where its condition is evaluated for the
 * first time: the bound is a plain value then, and the variable that goes through the list still
 * holds its start. What the body reads is found in its instructions.
 */
#include "checker/engine/impl.h"

#include <string.h>

/* ---- what an entry is read for ---------------------------------------------------------------- */

enum use { USE_NONE, USE_DEVICE, USE_CPU, USE_LENGTH };

static bool is_entry_member(const struct dl_instr *field)
{
	return field->op == DL_OP_FIELD && !strcmp(field->record->name, "struct scatterlist");
}

static enum use use_of_member(const char *name)
{
	if (!strcmp(name, "dma_address") || !strcmp(name, "dma_length"))
		return USE_DEVICE;
	if (!strcmp(name, "length"))
		return USE_LENGTH;
	return !strcmp(name, "page_link") || !strcmp(name, "offset") ? USE_CPU : USE_NONE;
}

static bool is_device_member(const struct dl_instr *in)
{
	return is_entry_member(in) &&
	       use_of_member(in->record->fields[in->field].name) == USE_DEVICE;
}

/* What the instruction reads of an entry; *entry: the operand that is its address. */
static enum use use_of(const struct dl_instr *in, const struct dl_operand **entry)
{
	static const char *const cpu[] = { "sg_page", "sg_virt", "sg_phys" };

	if (in->op == DL_OP_LOAD && in->ops[0].kind == DL_OPERAND_VALUE &&
	    is_entry_member(in->ops[0].value)) {
		const struct dl_instr *f = in->ops[0].value;

		*entry = &f->ops[0];
		return use_of_member(f->record->fields[f->field].name);
	}
	if (!dl_callee(in) || in->nops != 2)
		return USE_NONE;
	for (size_t i = 0; i < sizeof(cpu) / sizeof(cpu[0]); i++) {
		if (strcmp(dl_callee(in)->name, cpu[i]) != 0)
			continue;
		*entry = &in->ops[1];
		return USE_CPU;
	}
	return USE_NONE;
}

/* ---- loops ------------------------------------------------------------------------------------ */

struct walk {
	struct dl_run *run;
	struct dl_path_state *s;
	const struct dl_loop *loop;
	const struct dl_instr *at;	/* the condition */
	const struct dl_value *bound;
	const struct dl_value *place;	/* where the bound was read from, or NULL */
};

typedef bool (*visit)(struct walk *w, const struct dl_instr *in, void *arg);

/* Stops and returns true as soon as f does. */
static bool any_instr(struct walk *w, visit f, void *arg)
{
	const struct dl_func *func = w->run->func;

	for (size_t i = 0; i < func->nblocks; i++) {
		const struct dl_block *b = func->blocks[i];

		for (size_t k = 0; w->loop->body[b->id] && k < b->ninstrs; k++)
			if (f(w, b->instrs[k], arg))
				return true;
	}
	return false;
}

static bool is_call_of(const struct dl_instr *in, const char *name)
{
	const struct dl_decl *callee = dl_callee(in);

	return callee && !strcmp(callee->name, name);
}

/* "sg = sg_next(sg)", "sg++" */
static bool steps(struct walk *w, const struct dl_instr *in, void *arg)
{
	const struct dl_instr *v;

	(void)w;
	if (in->op != DL_OP_STORE || in->ops[0].kind != DL_OPERAND_LOCAL ||
	    in->ops[0].local != arg || in->ops[1].kind != DL_OPERAND_VALUE)
		return false;
	v = in->ops[1].value;
	return is_call_of(v, "sg_next") || v->op == DL_OP_INDEX;
}

static const struct dl_local *variable_of(const struct dl_operand *op)
{
	if (op->kind != DL_OPERAND_VALUE || op->value->op != DL_OP_LOAD ||
	    op->value->ops[0].kind != DL_OPERAND_LOCAL)
		return NULL;
	return op->value->ops[0].local;
}

/* What an operand of the body is worth before the first turn; NULL if that is not plain to see. */
static const struct dl_value *before(struct walk *w, const struct dl_operand *op, int depth)
{
	struct dl_values *vs = w->run->analysis->values;
	const struct dl_instr *in = op->kind == DL_OPERAND_VALUE ? op->value : NULL;
	const struct dl_value *a;

	if (!in)
		return op->kind == DL_OPERAND_LOCAL || op->kind == DL_OPERAND_GLOBAL
			       ? dl_eval_operand(w->run, w->s, op)
			       : NULL;
	if (!depth || (in->op != DL_OP_LOAD && in->op != DL_OP_FIELD && in->op != DL_OP_CAST))
		return NULL;
	a = before(w, &in->ops[0], depth - 1);
	if (!a || in->op == DL_OP_CAST)
		return a;
	return in->op == DL_OP_LOAD
		       ? dl_state_read(w->s, vs, a, in->type)
		       : dl_value_field(vs, a, in->record, in->field,
					in->record->fields[in->field].type);
}

/* The list whose entries the operand stands for, one a turn; NULL if it does not. */
static const struct dl_value *list_of_entry(struct walk *w, const struct dl_operand *entry)
{
	const struct dl_local *var = variable_of(entry);

	if (var)
		return any_instr(w, steps, (void *)var) ? before(w, entry, 1) : NULL;
	if (entry->kind != DL_OPERAND_VALUE || entry->value->op != DL_OP_INDEX ||
	    entry->value->ops[1].kind == DL_OPERAND_INT)
		return NULL;
	return before(w, &entry->value->ops[0], 4);
}

/* Both name the same entry: the same variable, or the same element. */
static bool same_entry(const struct dl_operand *a, const struct dl_operand *b)
{
	const struct dl_local *x = variable_of(a), *y = variable_of(b);

	if (x || y)
		return x == y;
	return a->kind == DL_OPERAND_VALUE && b->kind == DL_OPERAND_VALUE &&
	       a->value->op == DL_OP_INDEX && b->value->op == DL_OP_INDEX &&
	       variable_of(&a->value->ops[1]) &&
	       variable_of(&a->value->ops[1]) == variable_of(&b->value->ops[1]) &&
	       variable_of(&a->value->ops[0]) == variable_of(&b->value->ops[0]);
}

static bool reads_dma_length(struct walk *w, const struct dl_instr *in, void *arg)
{
	const struct dl_operand *entry;

	(void)w;
	if (use_of(in, &entry) != USE_DEVICE || !same_entry(entry, arg))
		return false;
	in = in->ops[0].value;
	return !strcmp(in->record->fields[in->field].name, "dma_length");
}

static bool reads_for_device(struct walk *w, const struct dl_instr *in, void *arg)
{
	const struct dl_operand *entry;

	(void)w;
	return use_of(in, &entry) == USE_DEVICE && same_entry(entry, arg);
}

static bool reads_length(struct walk *w, const struct dl_instr *in, void *arg)
{
	const struct dl_operand *entry;

	(void)w;
	return use_of(in, &entry) == USE_LENGTH && same_entry(entry, arg);
}

/* Both lengths: an entry is printed, or the driver knows the difference. */
static bool reads_both_lengths(struct walk *w, const struct dl_operand *entry)
{
	return any_instr(w, reads_dma_length, (void *)entry) &&
	       any_instr(w, reads_length, (void *)entry);
}

/* ---- what a loop does wrong ------------------------------------------------------------------- */

static const struct dl_instr *made_by(const struct dl_operand *op)
{
	return op->kind == DL_OPERAND_VALUE ? op->value : NULL;
}

/* The driver puts addresses into lists itself, and knows how many: an exporter, an IOMMU. */
bool dl_fills_lists(const struct dl_unit *unit)
{
	for (size_t f = 0; f < unit->nfuncs; f++) {
		const struct dl_func *func = unit->funcs[f];

		dl_for_each_instr(in, func) {
			if (in->op == DL_OP_STORE && made_by(&in->ops[0]) &&
			    is_device_member(made_by(&in->ops[0])))
				return true;
		}
	}
	return false;
}

/* Does the loop take something off this variable? */
static bool counts_down(const struct dl_func *f, const struct dl_loop *l,
			const struct dl_local *local)
{
	for (size_t b = 0; b < f->nblocks; b++)
		for (size_t i = 0; l->body[f->blocks[b]->id] && i < f->blocks[b]->ninstrs; i++) {
			const struct dl_instr *in = f->blocks[b]->instrs[i];
			bool store = in->op == DL_OP_STORE;
			const struct dl_instr *v = store ? made_by(&in->ops[1]) : NULL;

			while (v && v->op == DL_OP_CAST)
				v = made_by(&v->ops[0]);
			if (v && v->op == DL_OP_BIN && v->sub == DL_BIN_SUB &&
			    in->ops[0].kind == DL_OPERAND_LOCAL && in->ops[0].local == local)
				return true;
		}
	return false;
}

/* The variable that a condition is, or is compared with a constant. */
static const struct dl_local *asked_for(const struct dl_operand *op)
{
	const struct dl_instr *in = made_by(op);

	while (in && (in->op == DL_OP_CAST || in->op == DL_OP_CMP))
		in = made_by(&in->ops[0]);
	return in && in->op == DL_OP_LOAD && in->ops[0].kind == DL_OPERAND_LOCAL ? in->ops[0].local
										 : NULL;
}

/* "if (!left) break;": the loop ends with the data, whatever the count says. */
static bool ends_with_data(const struct walk *w)
{
	const struct dl_func *f = w->run->func;
	const struct dl_loop *l = w->loop;

	for (size_t b = 0; l && b < f->nblocks; b++) {
		const struct dl_instr *t = dl_ir_terminator(f->blocks[b]);
		const struct dl_local *left;

		if (!l->body[f->blocks[b]->id] || f->blocks[b] == l->head ||
		    t->op != DL_OP_BRANCH ||
		    (l->body[t->targets[0]->id] && l->body[t->targets[1]->id]))
			continue;
		left = asked_for(&t->ops[0]);
		if (left && counts_down(f, l, left))
			return true;
	}
	return false;
}

static void device_walk(struct walk *w, const struct dl_value *list)
{
	struct dl_object certain, *o = dl_sg_certain(dl_sg_find(w->s, list), &certain);
	bool table = dl_sg_is_table_member(w->place, "orig_nents");

	if (!o && !table)
		dl_fields_device_count(w->run, w->at, DL_RULE_SG_ITERATE_WRONG_COUNT, list,
				       w->bound);
	if (o && (!dl_object_is_live(o) ||
		  dl_sg_count(w->run, w->s, o, w->bound) != DL_SG_GIVEN))
		return;
	if (!o && !(table && list->kind == DL_V_INIT && dl_sg_is_table_member(list->a, "sgl") &&
		    list->a->a == w->place->a && !dl_fills_lists(w->run->func->unit)))
		return;
	if (table)
		dl_report(w->run, w->s, DL_RULE_SGT_NENTS_CONFUSION, DL_CONFIDENCE_HIGH,
			  w->run->func->unit, w->at->loc, o,
			  "loop over orig_nents of the table reads DMA addresses; only nents "
			  "entries have one");
	else
		dl_report(w->run, w->s, DL_RULE_SG_ITERATE_WRONG_COUNT,
			  ends_with_data(w) ? DL_CONFIDENCE_LOW : DL_CONFIDENCE_HIGH,
			  w->run->func->unit, w->at->loc, o,
			  "loop reads DMA addresses of as many entries as were given to %s(), not "
			  "of as many as it returned [nents=%s]",
			  dl_call_name(o->site), dl_text(w->run, o->nents));
}

static void cpu_walk(struct walk *w, const struct dl_value *list)
{
	struct dl_object *o = dl_sg_find(w->s, list);

	if (o && o->state != DL_STATE_FAILED &&
	    dl_sg_count(w->run, w->s, o, w->bound) == DL_SG_RETURNED)
		dl_sg_report_returned(w->run, w->s, o, "loop of the CPU over the list", w->at->loc,
				      w->place);
}

/* "total + len" is bookkeeping; "len - 1" and "flags | len" are still the length. */
static bool carries_on(const struct dl_instr *in)
{
	if (in->op != DL_OP_BIN)
		return in->op == DL_OP_CAST;
	return (in->sub != DL_BIN_ADD && in->sub != DL_BIN_SUB) ||
	       in->ops[1].kind == DL_OPERAND_INT;
}

#define STEPS 10	/* from the length to where it goes; min() alone takes five */

/* Does the value get out of the function: into memory, a register, another function? */
static bool goes_out(const struct dl_func *func, const struct dl_instr *value, int depth);

static bool local_goes_out(const struct dl_func *func, const struct dl_local *local, int depth)
{
	for (size_t i = 0; i < func->nblocks; i++) {
		const struct dl_block *b = func->blocks[i];

		for (size_t k = 0; k < b->ninstrs; k++)
			if (b->instrs[k]->op == DL_OP_LOAD &&
			    b->instrs[k]->ops[0].kind == DL_OPERAND_LOCAL &&
			    b->instrs[k]->ops[0].local == local &&
			    goes_out(func, b->instrs[k], depth))
				return true;
	}
	return false;
}

static bool use_goes_out(const struct dl_func *func, const struct dl_instr *in, size_t n, int depth)
{
	if (in->op == DL_OP_CALL)
		return n > 0;
	if (in->op == DL_OP_STORE && n == 1)
		return in->ops[0].kind != DL_OPERAND_LOCAL ||
		       local_goes_out(func, in->ops[0].local, depth - 1);
	return carries_on(in) && goes_out(func, in, depth - 1);
}

static bool goes_out(const struct dl_func *func, const struct dl_instr *value, int depth)
{
	const struct dl_block *b = value->block;

	for (size_t k = 0; depth && k < b->ninstrs; k++)
		for (size_t n = 0; n < b->instrs[k]->nops; n++)
			if (made_by(&b->instrs[k]->ops[n]) == value &&
			    use_goes_out(func, b->instrs[k], n, depth))
				return true;
	return false;
}

static bool is_written(const struct dl_func *func, const struct dl_instr *value)
{
	const struct dl_block *b = value->block;

	for (size_t k = 0; k < b->ninstrs; k++) {
		const struct dl_instr *in = b->instrs[k];
		const struct dl_decl *callee = dl_callee(in);
		bool reg = callee && dl_kernel_find_as(callee->name, DL_KERNEL_WRITE_REGISTER);
		bool wire = in->op == DL_OP_STORE && in->ops[0].kind != DL_OPERAND_LOCAL;

		for (size_t n = reg || wire ? 1 : in->nops; n < in->nops; n++)
			if (made_by(&in->ops[n]) == value)
				return true;
		if (in->op == DL_OP_CAST && made_by(&in->ops[0]) == value && is_written(func, in))
			return true;
	}
	return false;
}

/* The physical address of an entry, given to the device by who walks as many as the map returned. */
static bool check_physical(struct walk *w, const struct dl_instr *in, const struct dl_value *list)
{
	const struct dl_object *o = dl_sg_find(w->s, list);

	if (!is_call_of(in, "sg_phys") || !o || o->state == DL_STATE_FAILED ||
	    dl_sg_count(w->run, w->s, o, w->bound) != DL_SG_RETURNED ||
	    !is_written(w->run->func, in))
		return false;
	dl_report(w->run, w->s, DL_RULE_SG_LENGTH_AS_DMA_LENGTH,
		  dl_rule_info(DL_RULE_SG_LENGTH_AS_DMA_LENGTH)->confidence, w->run->func->unit,
		  in->loc, NULL,
		  "physical address of a mapped entry; the device needs sg_dma_address()");
	return true;
}

/* Returns true if it spoke: once is enough. */
static bool check_length(struct walk *w, const struct dl_instr *in)
{
	if (!goes_out(w->run->func, in, STEPS) || dl_fills_lists(w->run->func->unit))
		return false;
	dl_report(w->run, w->s, DL_RULE_SG_LENGTH_AS_DMA_LENGTH,
		  dl_rule_info(DL_RULE_SG_LENGTH_AS_DMA_LENGTH)->confidence, w->run->func->unit,
		  in->loc, NULL,
		  "length of the entry beside its DMA address; the device needs sg_dma_len()");
	return true;
}

/* The count: for every use. */
static bool check_count(struct walk *w, const struct dl_instr *in, void *arg)
{
	const struct dl_operand *entry;
	enum use use = use_of(in, &entry);
	const struct dl_value *list = use ? list_of_entry(w, entry) : NULL;

	(void)arg;
	if (list && use == USE_DEVICE && !reads_both_lengths(w, entry))
		device_walk(w, list);
	else if (list && use == USE_CPU && check_physical(w, in, list))
		return true;
	else if (list && use != USE_DEVICE && !any_instr(w, reads_for_device, (void *)entry))
		cpu_walk(w, list);
	return false;
}

/* The length: once a loop. */
static bool check_lengths(struct walk *w, const struct dl_instr *in, void *arg)
{
	const struct dl_operand *entry;

	(void)arg;
	return use_of(in, &entry) == USE_LENGTH && list_of_entry(w, entry) &&
	       any_instr(w, reads_for_device, (void *)entry) && !reads_both_lengths(w, entry) &&
	       check_length(w, in);
}

/* "i < n" with i = 0, "n > 0", "n--": the bound of a loop whose first turn is to be decided. */
static bool find_bound(struct walk *w)
{
	const struct dl_operand *op = &w->at->ops[0];
	const struct dl_value *a, *b;
	int64_t n;

	if (op->kind != DL_OPERAND_VALUE)
		return false;
	if (op->value->op == DL_OP_CMP) {
		const struct dl_instr *cmp = op->value;

		a = dl_eval_operand(w->run, w->s, &cmp->ops[0]);
		b = dl_eval_operand(w->run, w->s, &cmp->ops[1]);
		if (dl_value_is_const(a, &n) && n == 0)
			op = &cmp->ops[1];
		else if (dl_value_is_const(b, &n) && n == 0)
			op = &cmp->ops[0];
		else
			return false;
	}
	w->bound = dl_eval_operand(w->run, w->s, op);
	w->place = dl_eval_read_from(w->run, w->s, op);
	return true;
}

void dl_sg_loop(struct dl_run *run, struct dl_path_state *s, const struct dl_instr *at)
{
	struct walk w = { .run = run, .s = s, .loop = run->flow->loop_of_head[at->block->id],
			  .at = at };

	if (!w.loop || !find_bound(&w))
		return;
	any_instr(&w, check_count, NULL);
	any_instr(&w, check_lengths, NULL);
}

/* ---- entries read too early ------------------------------------------------------------------- */

/* Where the engine notes that the DMA address of an entry was read. */
static const struct dl_value *read_mark(struct dl_run *run, const struct dl_value *list)
{
	return dl_value_apply(run->analysis->values, "sg read", list, NULL, NULL);
}

static const struct dl_value *entry_of(const struct dl_value *addr)
{
	if (addr->kind != DL_V_FIELD ||
	    strcmp(((const struct dl_type *)addr->p)->name, "struct scatterlist") != 0 ||
	    use_of_member(dl_value_field_name(addr)) != USE_DEVICE)
		return NULL;
	return addr->a;
}

void dl_sg_read(struct dl_run *run, struct dl_path_state *s, const struct dl_value *addr,
		const struct dl_instr *at)
{
	const struct dl_value *entry = entry_of(addr);
	struct dl_object *o = entry ? dl_sg_find(s, entry) : NULL;

	if (!entry || dl_state_bound(s, addr))	/* the driver has set it itself */
		return;
	if (!o && !dl_state_bound(s, read_mark(run, entry))) {
		const struct dl_value *mark = dl_eval_fresh(run, at, NULL, -5);

		dl_state_write(s, read_mark(run, entry), mark);
		if (entry->kind == DL_V_INIT && dl_sg_is_table_member(entry->a, "sgl"))
			dl_state_write(s, read_mark(run, entry->a->a), mark);
	} else if (o && o->state == DL_STATE_FAILED && !o->shared && !o->vague &&
		   !(o->nents && dl_state_truth(s, o->nents) == 0)) {	/* nothing to map */
		o->vague = true;	/* said once */
		dl_report(run, s, DL_RULE_SG_DMA_BEFORE_MAP, DL_CONFIDENCE_HIGH, run->func->unit,
			  at->loc, o,
			  "DMA address or length of an entry is read although %s() failed",
			  dl_call_name(o->site));
	}
}

void dl_sg_check_read_before(struct dl_run *run, struct dl_path_state *s, struct dl_object *o)
{
	const struct dl_value *list = o->list, *mark = dl_state_bound(s, read_mark(run, list));
	const struct dl_instr *at;

	if (!mark || mark->kind != DL_V_SYMBOL || mark->a || mark->context != run->context)
		return;
	at = mark->p;
	dl_report(run, s, DL_RULE_SG_DMA_BEFORE_MAP, DL_CONFIDENCE_HIGH, run->func->unit, at->loc,
		  o, "DMA address or length of an entry is read before %s() sets it",
		  dl_call_name(o->site));
}

void dl_sg_forget_read(struct dl_run *run, struct dl_path_state *s, const struct dl_value *list)
{
	dl_state_forget(s, read_mark(run, list));
}

/* ---- lists that something else gets ----------------------------------------------------------- */

/* The call, in the function that mapped the list if it passes the count down from there. */
static const struct dl_instr *passed_at(struct dl_run **run, struct dl_path_state *s,
					const struct dl_object *o, const struct dl_value *count,
					const struct dl_instr *at)
{
	struct dl_run *r = *run;

	while (r->context != o->context && r->caller) {
		const struct dl_instr *call = r->analysis->contexts[r->context].call;
		bool passed = false;

		r = (struct dl_run *)r->caller;
		for (size_t i = 1; i < call->nops; i++)
			passed |= dl_eval_operand(r, s, &call->ops[i]) == count;
		if (!passed)
			break;
		at = call;
		*run = r;
	}
	return at;
}

void dl_sg_prep(struct dl_run *run, struct dl_path_state *s, const struct dl_instr *at,
		const char *name, const struct dl_value *list, const struct dl_value *count)
{
	struct dl_object certain, *o = dl_sg_certain(dl_sg_find(s, list), &certain);

	if (!o)
		dl_fields_device_count(run, at, DL_RULE_SG_PREP_WRONG_COUNT, list, count);
	if (!o || !dl_object_is_live(o) || dl_sg_count(run, s, o, count) != DL_SG_GIVEN)
		return;
	at = passed_at(&run, s, o, count, at);
	dl_report(run, s, DL_RULE_SG_PREP_WRONG_COUNT, DL_CONFIDENCE_HIGH, run->func->unit, at->loc,
		  o,
		  "%s() is given the count that went into %s(), not the one that it returned "
		  "[nents=%s]",
		  name, dl_call_name(o->site), dl_text(run, count));
}

/* Made by a join or a loop. */
static bool is_blurred(const struct dl_value *v)
{
	return v->kind == DL_V_SYMBOL && v->a;
}

/* "sg" after a loop over the list: what is left in the variable is no list that was mapped. */
static bool is_advanced(const struct dl_run *run, const struct dl_value *list)
{
	const struct dl_local *var;

	if (list->kind == DL_V_APPLY)
		return !strcmp(list->p, "sg_next");
	if (!is_blurred(list) || list->a->kind != DL_V_LOCAL)
		return false;
	var = list->a->p;
	for (size_t i = 0; i < run->func->nblocks; i++) {
		const struct dl_block *b = run->func->blocks[i];

		for (size_t k = 0; k < b->ninstrs; k++)
			if (steps(NULL, b->instrs[k], (void *)var))
				return true;
	}
	return false;
}

/* The start of the list that was gone on from; NULL if a loop went on and it is not known. */
static const struct dl_value *start_of(const struct dl_value *list)
{
	while (list->kind == DL_V_APPLY && !strcmp(list->p, "sg_next"))
		list = list->a;
	return is_blurred(list) ? NULL : list;
}

/* By the start of the list, or else by the count. */
static bool is_list_of(struct dl_run *run, struct dl_path_state *s, const struct dl_object *o,
		       const struct dl_call_args *a)
{
	const struct dl_value *start = start_of(a->by_role[DL_ROLE_SG]);
	const struct dl_value *count = a->by_role[DL_ROLE_NENTS];

	if (o->api->machine != DL_MACHINE_SG || o->foreign || o->age || !dl_object_is_live(o))
		return false;
	if (start)
		return o->list == start;
	return o->context == run->context &&
	       (count == o->result || dl_same_number(run, s, o->nents, count) == DL_SAME);
}

void dl_sg_wrong_list(struct dl_run *run, struct dl_path_state *s, const struct dl_call_args *a)
{
	const struct dl_value *list = a->by_role[DL_ROLE_SG];

	if (!list || !is_advanced(run, list))
		return;
	for (size_t i = s->nobjects; i-- > 0;) {
		struct dl_object *o = &s->objects[i];

		if (!is_list_of(run, s, o, a))
			continue;
		dl_report(run, s, DL_RULE_SG_UNMAP_WRONG_LIST, DL_CONFIDENCE_HIGH, run->func->unit,
			  a->in->loc, o,
			  "%s() of an entry further on; it takes the start of the list, as %s() "
			  "did [list=%s]",
			  dl_call_name(a->in), dl_call_name(o->site), dl_text(run, o->list));
		return;
	}
	dl_fields_wrong_list(run, a->in, start_of(list));
}
