/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What is known of a function's control-flow graph before any path is walked: an order to visit
 * blocks in, and its loops.
 */
#ifndef DL_FLOW_H
#define DL_FLOW_H

#include "checker/ir/ir.h"

struct dl_loop {
	const struct dl_block *head;
	bool *body;			/* by block id, head included */
};

struct dl_flow {
	const struct dl_func *func;
	uint32_t *order;		/* reverse postorder number by block id */
	struct dl_loop **loop_of_head;	/* by block id, NULL if no loop starts there */
	bool *crosses;			/* by value id: used in another block than its own */
	const struct dl_local **returned;	/* locals that a return statement reads */
	size_t nreturned;
	bool *directs;			/* by local id: a DMA direction, or becomes one */
	bool *counts;			/* by local id: the test of a loop that is in or around another asks it */
};

const struct dl_flow *dl_flow_new(struct dl_arena *arena, const struct dl_func *func);
/* True if the edge goes back to the head of a loop that from is part of. */
bool dl_flow_is_back_edge(const struct dl_flow *flow, const struct dl_block *from,
			  const struct dl_block *to);
/*
 * What the branch at the end of "from" decides: whether the path comes to "to" or not. False: it does on
 * both sides, in the same turn of a loop.
 */
bool dl_flow_decides(struct dl_arena *arena, const struct dl_flow *flow,
		     const struct dl_block *from, const struct dl_block *to);
/* Marks the block, and all that can come after it and is not marked yet, by id. */
void dl_flow_mark(const struct dl_block *b, bool *marked);
/* True if the block is part of any loop. */
bool dl_flow_in_loop(const struct dl_flow *flow, const struct dl_block *block);

#endif
