/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* The order of blocks, loops and what they change, values that leave their block. */
#include "test/unit/ir_text.h"

#include "checker/engine/flow.h"

struct fixture {
	struct dl_unit *unit;
	struct dl_arena *arena;
	const struct dl_flow *flow;
};

/* body: of a function with the locals a, b, c (int), d (a direction) and r (a record). */
static struct fixture flow_of(const char *body)
{
	struct fixture f = { .arena = dl_arena_new() };
	char text[4096];

	snprintf(text, sizeof(text),
		 "type \"struct ring\" record 16 { \"dma\" \"unsigned long\" 0 \"n\" \"int\" 64 }\n"
		 "decl \"take\" \"void\" (\"int *\")\n"
		 "decl \"map\" \"void\" (\"int\", \"enum dma_data_direction\")\n"
		 "func \"f\" \"int\" {\n"
		 "  param $a \"int\" local $b \"int\" local $c \"int\"\n"
		 "  local $d \"enum dma_data_direction\" local $r \"struct ring\"\n%s}\n",
		 body);
	f.unit = read_good(text);
	f.flow = dl_flow_new(f.arena, f.unit->funcs[0]);
	return f;
}

static void drop(struct fixture *f)
{
	dl_arena_free(f->arena);
	dl_ir_unit_free(f->unit);
}

static const struct dl_block *block(const struct fixture *f, size_t i)
{
	return f->unit->funcs[0]->blocks[i];
}

static const struct dl_loop *loop_at(const struct fixture *f, size_t i)
{
	return f->flow->loop_of_head[i];
}

static bool is_back_edge(const struct fixture *f, size_t from, size_t to)
{
	return dl_flow_is_back_edge(f->flow, block(f, from), block(f, to));
}

static size_t loops(const struct fixture *f)
{
	size_t n = 0;

	for (size_t i = 0; i < f->unit->funcs[0]->nblocks; i++)
		n += f->flow->loop_of_head[i] != NULL;
	return n;
}

/* ---- order ----------------------------------------------------------------------------------- */

static void before_their_successors(void **state)
{
	struct fixture f = flow_of("b0: %0 = load \"int\" $a branch %0, b2, b1\n"
				   "b1: jump b3\n"
				   "b2: jump b3\n"
				   "b3: ret 0:\"int\"\n");
	const uint32_t *order = f.flow->order;

	(void)state;
	assert_int_equal(order[0], 0);
	assert_true(order[1] < order[3] && order[2] < order[3]);
	assert_int_equal(order[3], 3);
	assert_int_equal(loops(&f), 0);
	drop(&f);
}

static void every_block_has_its_own_number(void **state)
{
	struct fixture f = flow_of("b0: any b1, b3\n"
				   "b1: jump b1\n"
				   "b2: jump b3\n" /* nothing gets here */
				   "b3: ret 0:\"int\"\n");
	bool seen[4] = { false };

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		assert_true(f.flow->order[i] < 4);
		assert_false(seen[f.flow->order[i]]);
		seen[f.flow->order[i]] = true;
	}
	drop(&f);
}

static void text_order_does_not_matter(void **state)
{
	struct fixture f = flow_of("b0: jump b3\n"
				   "b1: ret 0:\"int\"\n"
				   "b2: jump b1\n"
				   "b3: jump b2\n");

	(void)state;
	assert_int_equal(f.flow->order[3], 1);
	assert_int_equal(f.flow->order[2], 2);
	assert_int_equal(f.flow->order[1], 3);
	drop(&f);
}

/* ---- loops ----------------------------------------------------------------------------------- */

static void a_loop_has_a_head_and_a_body(void **state)
{
	struct fixture f = flow_of("b0: jump b1\n"
				   "b1: %0 = load \"int\" $a branch %0, b2, b3 loop\n"
				   "b2: store \"int\" $a, 0:\"int\" jump b1\n"
				   "b3: ret 0:\"int\"\n");
	const struct dl_loop *loop = loop_at(&f, 1);

	(void)state;
	assert_int_equal(loops(&f), 1);
	assert_non_null(loop);
	assert_ptr_equal(loop->head, block(&f, 1));
	assert_false(loop->body[0]);
	assert_true(loop->body[1] && loop->body[2]);
	assert_false(loop->body[3]);
	assert_true(is_back_edge(&f, 2, 1));
	assert_false(is_back_edge(&f, 0, 1));
	assert_false(is_back_edge(&f, 1, 2));
	drop(&f);
}

static void a_block_may_be_its_own_loop(void **state)
{
	struct fixture f = flow_of("b0: jump b1\n"
				   "b1: %0 = load \"int\" $a branch %0, b1, b2\n"
				   "b2: ret 0:\"int\"\n");

	(void)state;
	assert_int_equal(loops(&f), 1);
	assert_true(is_back_edge(&f, 1, 1));
	assert_false(loop_at(&f, 1)->body[2]);
	drop(&f);
}

static void the_entry_may_be_a_head(void **state)
{
	struct fixture f = flow_of("b0: %0 = load \"int\" $a branch %0, b1, b2\n"
				   "b1: jump b0\n"
				   "b2: ret 0:\"int\"\n");

	(void)state;
	assert_true(loop_at(&f, 0)->body[1]);
	assert_true(is_back_edge(&f, 1, 0));
	drop(&f);
}

static void loops_nest(void **state)
{
	struct fixture f = flow_of("b0: jump b1\n"
				   "b1: %0 = load \"int\" $a branch %0, b2, b5\n"
				   "b2: store \"int\" $b, 0:\"int\" jump b3\n"
				   "b3: %1 = load \"int\" $b branch %1, b4, b1\n"
				   "b4: store \"int\" $c, 1:\"int\" jump b3\n"
				   "b5: ret 0:\"int\"\n");
	const struct dl_loop *outer = loop_at(&f, 1), *inner = loop_at(&f, 3);

	(void)state;
	assert_int_equal(loops(&f), 2);
	assert_true(outer->body[2] && outer->body[3] && outer->body[4]);
	assert_false(inner->body[1] || inner->body[2]);
	assert_true(inner->body[4]);
	drop(&f);
}

static void two_ways_back_are_one_loop(void **state)
{
	struct fixture f = flow_of("b0: jump b1\n"
				   "b1: %0 = load \"int\" $a branch %0, b2, b4\n"
				   "b2: %1 = load \"int\" $b branch %1, b1, b3\n"
				   "b3: jump b1\n"
				   "b4: ret 0:\"int\"\n");

	(void)state;
	assert_int_equal(loops(&f), 1);
	assert_true(is_back_edge(&f, 2, 1) && is_back_edge(&f, 3, 1));
	drop(&f);
}

static void a_way_out_is_not_in_the_loop(void **state)
{
	struct fixture f = flow_of("b0: jump b1\n"
				   "b1: %0 = load \"int\" $a branch %0, b2, b4\n"
				   "b2: %1 = load \"int\" $b branch %1, b3, b1\n"
				   "b3: store \"int\" $c, 1:\"int\" jump b4\n"
				   "b4: ret 0:\"int\"\n");

	(void)state;
	assert_false(loop_at(&f, 1)->body[3]);
	drop(&f);
}

static void a_jump_into_a_loop(void **state)
{
	/* b1 and b2 go round; the entry reaches both */
	struct fixture f = flow_of("b0: %0 = load \"int\" $a branch %0, b1, b2\n"
				   "b1: %1 = load \"int\" $b branch %1, b2, b3\n"
				   "b2: jump b1\n"
				   "b3: ret 0:\"int\"\n");

	(void)state;
	assert_int_equal(loops(&f), 1);
	assert_true(is_back_edge(&f, 2, 1) != is_back_edge(&f, 1, 2));
	for (size_t i = 0; i < 4; i++)
		if (loop_at(&f, i))
			assert_false(loop_at(&f, i)->body[0] || loop_at(&f, i)->body[3]);
	drop(&f);
}

/* ---- uses ------------------------------------------------------------------------------------ */

static void values_that_leave_their_block(void **state)
{
	struct fixture f = flow_of("b0: %0 = load \"int\" $a %1 = load \"int\" $b\n"
				   "  %2 = bin add \"int\" %0, 1:\"int\" branch %2, b1, b2\n"
				   "b1: store \"int\" $c, %1 jump b2\n"
				   "b2: ret %0\n");

	(void)state;
	assert_true(f.flow->crosses[0]);
	assert_true(f.flow->crosses[1]);
	assert_false(f.flow->crosses[2]);
	drop(&f);
}

static void what_is_returned(void **state)
{
	struct fixture f = flow_of("b0: %0 = load \"int\" $a branch %0, b1, b2\n"
				   "b1: %1 = load \"int\" $b ret %1\n"
				   "b2: %2 = cmp eq \"int\" %0, 1:\"int\" branch %2, b3, b4\n"
				   "b3: ret %2\n"
				   "b4: ret -5:\"int\"\n");

	(void)state;
	assert_int_equal(f.flow->nreturned, 1);
	assert_string_equal(f.flow->returned[0]->name, "b");
	drop(&f);
}

static void what_holds_a_direction(void **state)
{
	struct fixture f = flow_of(
		"b0:\n"
		"  %0 = load \"int\" $b\n"
		"  %1 = cast \"enum dma_data_direction\" %0\n"
		"  store \"enum dma_data_direction\" $d, %1\n"
		"  %2 = load \"int\" $a\n"
		"  %3 = load \"int\" $c\n"
		"  call \"void\" @map(%2, %3)\n"
		"  ret 0:\"int\"\n");

	(void)state;
	assert_false(f.flow->directs[0]);	/* a: another argument */
	assert_true(f.flow->directs[1]);	/* b: stored to one */
	assert_true(f.flow->directs[2]);	/* c: passed as one */
	assert_true(f.flow->directs[3]);	/* d: declared as one */
	drop(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(before_their_successors),
		cmocka_unit_test(every_block_has_its_own_number),
		cmocka_unit_test(text_order_does_not_matter),
		cmocka_unit_test(a_loop_has_a_head_and_a_body),
		cmocka_unit_test(a_block_may_be_its_own_loop),
		cmocka_unit_test(the_entry_may_be_a_head),
		cmocka_unit_test(loops_nest),
		cmocka_unit_test(two_ways_back_are_one_loop),
		cmocka_unit_test(a_way_out_is_not_in_the_loop),
		cmocka_unit_test(a_jump_into_a_loop),
		cmocka_unit_test(values_that_leave_their_block),
		cmocka_unit_test(what_is_returned),
		cmocka_unit_test(what_holds_a_direction),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
