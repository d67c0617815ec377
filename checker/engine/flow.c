/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Order and loops. A loop is a retreating edge in the depth-first order and the blocks that reach
 * its source without passing its target; jumps into a loop only make it smaller, which is safe.
 */
#include "checker/engine/flow.h"

#include <string.h>

struct walk {			/* iterative depth-first search */
	const struct dl_func *func;
	struct dl_flow *flow;
	bool *seen;
	const struct dl_block **stack;
	size_t *next;
	size_t depth;
	uint32_t number;
};

static void visit(struct walk *w, const struct dl_block *b)
{
	w->seen[b->id] = true;
	w->stack[w->depth] = b;
	w->next[w->depth++] = 0;
}

static void number_blocks(struct dl_arena *arena, struct dl_flow *flow)
{
	size_t n = flow->func->nblocks;
	struct walk w = { .func = flow->func, .flow = flow, .number = (uint32_t)n };

	w.seen = DL_NEW_ARRAY(arena, bool, n);
	w.stack = DL_NEW_ARRAY(arena, const struct dl_block *, n + 1);
	w.next = DL_NEW_ARRAY(arena, size_t, n + 1);
	visit(&w, flow->func->blocks[0]);
	while (w.depth) {
		const struct dl_instr *t = dl_ir_terminator(w.stack[w.depth - 1]);

		if (w.next[w.depth - 1] < t->ntargets) {
			const struct dl_block *to = t->targets[w.next[w.depth - 1]++];

			if (!w.seen[to->id])
				visit(&w, to);
		} else {
			flow->order[w.stack[--w.depth]->id] = --w.number;
		}
	}
	for (size_t i = 0; i < n; i++)	/* blocks that nothing reaches come first, never visited */
		if (!w.seen[i])
			flow->order[i] = --w.number;
}

static bool retreats(const struct dl_flow *flow, const struct dl_block *from,
		     const struct dl_block *to)
{
	return flow->order[to->id] <= flow->order[from->id];
}

static struct dl_loop *loop_at(struct dl_arena *arena, struct dl_flow *flow,
			       const struct dl_block *head)
{
	struct dl_loop *loop = flow->loop_of_head[head->id];

	if (loop)
		return loop;
	loop = DL_NEW(arena, struct dl_loop);
	loop->head = head;
	loop->body = DL_NEW_ARRAY(arena, bool, flow->func->nblocks);
	loop->body[head->id] = true;
	flow->loop_of_head[head->id] = loop;
	return loop;
}

/* Predecessors as lists of edges, made once. */
struct edges {
	uint32_t *from, *next;
	uint32_t *first;	/* by block id; index + 1 */
};

static struct edges edges_of(struct dl_arena *arena, const struct dl_func *func)
{
	struct edges e;
	uint32_t n = 1;

	for (size_t i = 0; i < func->nblocks; i++)
		n += dl_ir_terminator(func->blocks[i])->ntargets;
	e.from = DL_NEW_ARRAY(arena, uint32_t, n);
	e.next = DL_NEW_ARRAY(arena, uint32_t, n);
	e.first = DL_NEW_ARRAY(arena, uint32_t, func->nblocks);
	n = 1;
	for (size_t i = 0; i < func->nblocks; i++) {
		const struct dl_instr *t = dl_ir_terminator(func->blocks[i]);

		for (size_t k = 0; k < t->ntargets; k++, n++) {
			e.from[n] = (uint32_t)i;
			e.next[n] = e.first[t->targets[k]->id];
			e.first[t->targets[k]->id] = n;
		}
	}
	return e;
}

static void add_to_loop(struct dl_arena *arena, const struct dl_flow *flow, struct dl_loop *loop,
			const struct edges *edges, const struct dl_block *from)
{
	uint32_t *work = DL_NEW_ARRAY(arena, uint32_t, flow->func->nblocks + 1);
	size_t n = 0;

	if (loop->body[from->id])
		return;
	loop->body[from->id] = true;
	work[n++] = from->id;
	while (n) {
		uint32_t b = work[--n];

		for (uint32_t e = edges->first[b]; e; e = edges->next[e])
			if (!loop->body[edges->from[e]] &&
			    flow->order[edges->from[e]] > flow->order[loop->head->id]) {
				loop->body[edges->from[e]] = true;
				work[n++] = edges->from[e];
			}
	}
}

static void find_loops(struct dl_arena *arena, struct dl_flow *flow)
{
	const struct dl_func *func = flow->func;
	struct edges edges = edges_of(arena, func);

	for (size_t i = 0; i < func->nblocks; i++) {
		const struct dl_block *from = func->blocks[i];
		const struct dl_instr *t = dl_ir_terminator(from);

		for (size_t k = 0; k < t->ntargets; k++)
			if (retreats(flow, from, t->targets[k]))
				add_to_loop(arena, flow, loop_at(arena, flow, t->targets[k]),
					    &edges, from);
	}
}

bool dl_flow_is_back_edge(const struct dl_flow *flow, const struct dl_block *from,
			  const struct dl_block *to)
{
	const struct dl_loop *loop = flow->loop_of_head[to->id];

	return loop && loop->body[from->id] && retreats(flow, from, to);
}

static void note_uses(struct dl_flow *flow, const struct dl_instr *in)
{
	for (size_t i = 0; i < in->nops; i++)
		if (in->ops[i].kind == DL_OPERAND_VALUE && in->ops[i].value->block != in->block)
			flow->crosses[in->ops[i].value->id] = true;
	if (in->op != DL_OP_RET || !in->nops || in->ops[0].kind != DL_OPERAND_VALUE ||
	    in->ops[0].value->op != DL_OP_LOAD)
		return;
	if (in->ops[0].value->ops[0].kind == DL_OPERAND_LOCAL)
		flow->returned[flow->nreturned++] = in->ops[0].value->ops[0].local;
}

static bool is_direction(const struct dl_type *type)
{
	return type && type->is_enum && !strcmp(type->name, "enum dma_data_direction");
}

/* The local that a value was read from, casts aside. */
static void mark_direction(struct dl_flow *flow, const struct dl_operand *op)
{
	const struct dl_local *local = dl_ir_loaded_from(op);

	if (local)
		flow->directs[local->id] = true;
}

static void note_directions(struct dl_flow *flow, const struct dl_instr *in)
{
	const struct dl_decl *callee = dl_callee(in);

	if (in->op == DL_OP_STORE && is_direction(in->type))
		mark_direction(flow, &in->ops[1]);
	for (size_t i = 0; callee && i < callee->nparams && i + 1 < in->nops; i++)
		if (is_direction(callee->params[i]))
			mark_direction(flow, &in->ops[i + 1]);
}

static bool is_nested(const struct dl_flow *flow, const struct dl_loop *loop)
{
	for (size_t i = 0; i < flow->func->nblocks; i++) {
		const struct dl_loop *l = flow->loop_of_head[i];

		if (l && l != loop && (l->body[loop->head->id] || loop->body[l->head->id]))
			return true;
	}
	return false;
}

/* "i < n" and "j < m" of loops of which one is in the other. */
static void note_counters(struct dl_flow *flow, const struct dl_loop *loop)
{
	const struct dl_block *head = loop->head;
	const struct dl_instr *last = head->ninstrs ? head->instrs[head->ninstrs - 1] : NULL;
	const struct dl_local *local;
	const struct dl_instr *cmp;

	if (!last || last->op != DL_OP_BRANCH || last->ops[0].kind != DL_OPERAND_VALUE ||
	    last->ops[0].value->op != DL_OP_CMP || !is_nested(flow, loop))
		return;
	cmp = last->ops[0].value;
	local = dl_ir_loaded_from(&cmp->ops[0]);
	if (local)
		flow->counts[local->id] = true;
}

const struct dl_flow *dl_flow_new(struct dl_arena *arena, const struct dl_func *func)
{
	struct dl_flow *flow = DL_NEW(arena, struct dl_flow);

	flow->func = func;
	flow->order = DL_NEW_ARRAY(arena, uint32_t, func->nblocks);
	flow->loop_of_head = DL_NEW_ARRAY(arena, struct dl_loop *, func->nblocks);
	flow->crosses = DL_NEW_ARRAY(arena, bool, func->nvalues + 1);
	flow->returned = DL_NEW_ARRAY(arena, const struct dl_local *, func->nblocks);
	number_blocks(arena, flow);
	find_loops(arena, flow);
	dl_for_each_instr(in, func)
		note_uses(flow, in);
	flow->directs = DL_NEW_ARRAY(arena, bool, func->nlocals);
	flow->counts = DL_NEW_ARRAY(arena, bool, func->nlocals);
	for (size_t i = 0; i < func->nblocks; i++)
		if (flow->loop_of_head[i])
			note_counters(flow, flow->loop_of_head[i]);
	for (size_t i = 0; i < func->nlocals; i++)
		flow->directs[i] = is_direction(func->locals[i]->type);
	dl_for_each_instr(in, func)
		note_directions(flow, in);
	return flow;
}

bool dl_flow_in_loop(const struct dl_flow *flow, const struct dl_block *block)
{
	for (size_t i = 0; i < flow->func->nblocks; i++)
		if (flow->loop_of_head[i] && flow->loop_of_head[i]->body[block->id])
			return true;
	return false;
}

void dl_flow_mark(const struct dl_block *b, bool *marked)
{
	const struct dl_instr *end = dl_ir_terminator(b);

	if (marked[b->id])
		return;
	marked[b->id] = true;
	for (size_t i = 0; i < end->ntargets; i++)
		dl_flow_mark(end->targets[i], marked);
}

/* The block is on some way on from b, loops run once. */
static bool comes_to(const struct dl_flow *flow, const struct dl_block *b,
		     const struct dl_block *to, bool *seen)
{
	const struct dl_instr *end = b->ninstrs ? b->instrs[b->ninstrs - 1] : NULL;

	if (b == to)
		return true;
	seen[b->id] = true;
	for (size_t i = 0; end && i < end->ntargets; i++)
		if (!seen[end->targets[i]->id] && !dl_flow_is_back_edge(flow, b, end->targets[i]) &&
		    comes_to(flow, end->targets[i], to, seen))
			return true;
	return false;
}

bool dl_flow_decides(struct dl_arena *arena, const struct dl_flow *flow,
		     const struct dl_block *from, const struct dl_block *to)
{
	const struct dl_instr *end = from->instrs[from->ninstrs - 1];

	for (size_t i = 0; i < end->ntargets; i++) {
		bool *seen = DL_NEW_ARRAY(arena, bool, flow->func->nblocks);

		if (!comes_to(flow, end->targets[i], to, seen))
			return true;
	}
	return false;
}
