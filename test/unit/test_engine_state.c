/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Path states: memory and what happens to it, what branches say of values, joining. */
#include "test/unit/ir_text.h"

#include "checker/engine/state.h"

static const char text[] =
	"type \"dma_addr_t\" int u64\n"
	"type \"struct list_head\" record 16 { \"next\" \"struct list_head *\" 0 }\n"
	"type \"struct ring\" record 64 {\n"
	"  \"dma\" \"dma_addr_t\" 0 \"len\" \"int\" 64 \"dev\" \"struct device *\" 128\n"
	"  \"list\" \"struct list_head\" 256\n"
	"}\n"
	"decl \"map\" \"dma_addr_t\" (\"int\")\n"
	"func \"f\" \"void\" {\n"
	"  param $x \"int\" param $y \"int\" param $u \"unsigned int\" param $r \"struct ring *\"\n"
	"  param $h \"dma_addr_t\" local $l \"struct ring\" local $m \"struct ring\" local $i \"int\"\n"
	"b0:\n"
	"  call \"dma_addr_t\" @map(0:\"int\")\n"
	"  call \"dma_addr_t\" @map(1:\"int\")\n"
	"  ret\n"
	"}\n";

struct fixture {
	struct dl_unit *unit;
	struct dl_func *func;
	struct dl_arena *arena;
	struct dl_values *vs;
	struct dl_path_state *s;
	const struct dl_type *int_type, *ring, *list;
	const struct dl_value *x, *y, *u, *r, *h, *l, *m, *i;
};

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));
	struct dl_local **locals;

	assert_non_null(f);
	f->unit = read_good(text);
	f->func = f->unit->funcs[0];
	locals = f->func->locals;
	f->arena = dl_arena_new();
	f->vs = dl_values_new(f->arena);
	f->s = dl_state_new(f->arena);
	f->x = dl_value_param(f->vs, locals[0]);
	f->y = dl_value_param(f->vs, locals[1]);
	f->u = dl_value_param(f->vs, locals[2]);
	f->r = dl_value_param(f->vs, locals[3]);
	f->h = dl_value_param(f->vs, locals[4]);
	f->l = dl_value_local(f->vs, locals[5], 0);
	f->m = dl_value_local(f->vs, locals[6], 0);
	f->i = dl_value_local(f->vs, locals[7], 0);
	f->int_type = locals[0]->type;
	f->ring = dl_ir_find_type(f->unit, "struct ring");
	f->list = dl_ir_find_type(f->unit, "struct list_head");
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	dl_arena_free(f->arena);
	dl_ir_unit_free(f->unit);
	free(f);
	return 0;
}

static const struct dl_value *num(struct fixture *f, int64_t imm)
{
	return dl_value_const(f->vs, f->int_type, imm);
}

enum { DMA, LEN, DEV, LIST };

static const struct dl_value *member(struct fixture *f, const struct dl_value *base, uint32_t i)
{
	return dl_value_field(f->vs, base, f->ring, i, f->ring->fields[i].type);
}

static const struct dl_value *len_of(struct fixture *f, const struct dl_value *base)
{
	return member(f, base, LEN);
}

static const struct dl_value *read_int(struct fixture *f, const struct dl_value *addr)
{
	return dl_state_read(f->s, f->vs, addr, f->int_type);
}

/* An unknown of its own: when something happened. */
static const struct dl_value *epoch(struct fixture *f, int64_t n)
{
	return dl_value_symbol(f->vs, NULL, f, NULL, n, 0, f->func->blocks[0]);
}

static const struct dl_value *cmp(struct fixture *f, enum dl_cmp op, const struct dl_value *a,
				  const struct dl_value *b)
{
	return dl_value_cmp(f->vs, op, a, b);
}

static bool assume(struct fixture *f, const struct dl_value *v, bool truth)
{
	return dl_state_assume(f->s, f->vs, v, truth);
}

static int truth(struct fixture *f, const struct dl_value *v)
{
	return dl_state_truth(f->s, v);
}

static void assert_range(struct fixture *f, const struct dl_value *v, int64_t lo, int64_t hi)
{
	struct dl_range r = dl_state_range(f->s, v);

	assert_int_equal(r.lo, lo);
	assert_int_equal(r.hi, hi);
}

/* ---- memory ---------------------------------------------------------------------------------- */

static void memory_not_written_is_what_was_found(void **state)
{
	struct fixture *f = *state;
	const struct dl_value *addr = len_of(f, f->r);

	assert_ptr_equal(read_int(f, addr), dl_value_init(f->vs, addr, NULL, f->int_type));
	assert_ptr_equal(read_int(f, addr), read_int(f, addr));
	assert_null(dl_state_bound(f->s, addr));
}

static void what_is_written_is_read(void **state)
{
	struct fixture *f = *state;

	dl_state_write(f->s, len_of(f, f->r), num(f, 5));
	dl_state_write(f->s, f->i, f->x);
	assert_ptr_equal(read_int(f, len_of(f, f->r)), num(f, 5));
	assert_ptr_equal(read_int(f, f->i), f->x);
	assert_ptr_not_equal(read_int(f, len_of(f, f->l)), num(f, 5));
	dl_state_write(f->s, f->i, f->y);
	assert_ptr_equal(read_int(f, f->i), f->y);
	assert_int_equal(f->s->nbindings, 2);
}

static void many_writes(void **state)
{
	struct fixture *f = *state;

	for (int i = 99; i >= 0; i--)
		dl_state_write(f->s, dl_value_index(f->vs, f->r, num(f, i), f->ring), num(f, i));
	for (int i = 0; i < 100; i++)
		assert_ptr_equal(read_int(f, dl_value_index(f->vs, f->r, num(f, i), f->ring)),
				 num(f, i));
	for (size_t i = 1; i < f->s->nbindings; i++)
		assert_true(f->s->bindings[i - 1].addr->id < f->s->bindings[i].addr->id);
}

static void copies_do_not_share(void **state)
{
	struct fixture *f = *state;
	struct dl_path_state *other;

	dl_state_write(f->s, f->i, f->x);
	other = dl_state_copy(f->s);
	assert_true(dl_state_equal(f->s, other));
	dl_state_write(other, f->i, f->y);
	dl_state_bound_range(other, f->x, (struct dl_range){ 1, 2 });
	dl_state_add_object(other);
	assert_ptr_equal(read_int(f, f->i), f->x);
	assert_range(f, f->x, INT32_MIN, INT32_MAX);
	assert_int_equal(f->s->nobjects, 0);
	assert_false(dl_state_equal(f->s, other));
}

static void zeroed_memory_is_zero(void **state)
{
	struct fixture *f = *state;

	dl_state_write(f->s, len_of(f, f->r), num(f, 5));
	dl_state_write(f->s, len_of(f, f->l), num(f, 6));
	dl_state_zero(f->s, f->r);
	assert_ptr_equal(read_int(f, len_of(f, f->r)), num(f, 0));
	assert_ptr_equal(read_int(f, member(f, f->r, DMA)), num(f, 0));
	assert_ptr_equal(read_int(f, len_of(f, f->l)), num(f, 6));
	dl_state_write(f->s, len_of(f, f->r), num(f, 7));
	assert_ptr_equal(read_int(f, len_of(f, f->r)), num(f, 7));
}

static void zero_does_not_go_through_pointers(void **state)
{
	struct fixture *f = *state;
	const struct dl_value *far = len_of(f, read_int(f, member(f, f->r, DEV)));

	dl_state_zero(f->s, f->r);
	assert_ptr_not_equal(read_int(f, far), num(f, 0));
}

static void changed_memory_is_unknown(void **state)
{
	struct fixture *f = *state;
	const struct dl_value *before = read_int(f, len_of(f, f->r)), *after;

	dl_state_write(f->s, member(f, f->r, DEV), f->y);
	dl_state_change(f->s, f->r, epoch(f, 1), NULL);
	after = read_int(f, len_of(f, f->r));
	assert_ptr_not_equal(after, before);
	assert_ptr_equal(after, read_int(f, len_of(f, f->r)));
	assert_ptr_not_equal(read_int(f, member(f, f->r, DEV)), f->y);
	dl_state_change(f->s, f->r, epoch(f, 2), NULL);
	assert_ptr_not_equal(read_int(f, len_of(f, f->r)), after);
}

static void change_goes_through_pointers(void **state)
{
	struct fixture *f = *state;
	const struct dl_value *far = len_of(f, read_int(f, member(f, f->r, DEV)));

	dl_state_write(f->s, far, num(f, 5));
	dl_state_write(f->s, len_of(f, f->l), num(f, 6));
	dl_state_change(f->s, f->r, epoch(f, 1), NULL);
	assert_null(dl_state_bound(f->s, far));
	assert_ptr_equal(read_int(f, len_of(f, f->l)), num(f, 6));
}

static bool keep_five(const struct dl_path_state *s, const struct dl_value *value)
{
	(void)s;
	return value->kind == DL_V_CONST && value->imm == 5;
}

static void change_keeps_what_it_is_told(void **state)
{
	struct fixture *f = *state;

	dl_state_write(f->s, len_of(f, f->r), num(f, 5));
	dl_state_write(f->s, member(f, f->r, DMA), num(f, 6));
	dl_state_change(f->s, f->r, epoch(f, 1), keep_five);
	assert_ptr_equal(read_int(f, len_of(f, f->r)), num(f, 5));
	assert_null(dl_state_bound(f->s, member(f, f->r, DMA)));
}

static void members_that_were_tested_keep_their_value(void **state)
{
	struct fixture *f = *state;
	const struct dl_value *len = read_int(f, len_of(f, f->r));
	const struct dl_type *u64 = f->ring->fields[DMA].type;
	const struct dl_value *dma = dl_state_read(f->s, f->vs, member(f, f->r, DMA), u64);

	assert_true(assume(f, len, true));
	assert_true(assume(f, dma, true));
	dl_state_change(f->s, f->r, epoch(f, 1), NULL);
	assert_ptr_equal(read_int(f, len_of(f, f->r)), len);
	/* but not handles */
	assert_ptr_not_equal(dl_state_read(f->s, f->vs, member(f, f->r, DMA), u64), dma);
}

static void the_latest_word_counts(void **state)
{
	struct fixture *f = *state;
	const struct dl_value *addr = len_of(f, f->r);

	dl_state_change(f->s, f->r, epoch(f, 1), NULL);
	dl_state_zero(f->s, f->r);
	assert_ptr_equal(read_int(f, addr), num(f, 0));
	dl_state_change(f->s, f->r, epoch(f, 2), NULL);
	assert_ptr_not_equal(read_int(f, addr), num(f, 0));
	dl_state_zero(f->s, addr);
	assert_ptr_equal(read_int(f, addr), num(f, 0));
	assert_ptr_not_equal(read_int(f, member(f, f->r, DMA)), num(f, 0));
}

static void records_are_copied(void **state)
{
	struct fixture *f = *state;

	dl_state_write(f->s, len_of(f, f->l), f->x);
	dl_state_write(f->s, member(f, f->m, DMA), f->y);
	dl_state_copy_object(f->s, f->vs, f->m, f->l);
	assert_ptr_equal(read_int(f, len_of(f, f->m)), f->x);
	assert_ptr_equal(read_int(f, len_of(f, f->l)), f->x);
	assert_ptr_not_equal(read_int(f, member(f, f->m, DMA)), f->y);
}

static void zeroed_records_are_copied_as_zero(void **state)
{
	struct fixture *f = *state;

	dl_state_zero(f->s, f->l);
	dl_state_copy_object(f->s, f->vs, f->m, f->l);
	assert_ptr_equal(read_int(f, len_of(f, f->m)), num(f, 0));
}

static void relinking_forgets_links_only(void **state)
{
	struct fixture *f = *state;
	const struct dl_value *list = member(f, f->r, LIST);
	const struct dl_value *link = dl_value_field(f->vs, list, f->list, 0, NULL);
	const struct dl_value *next = dl_state_read(f->s, f->vs, link, NULL);

	dl_state_write(f->s, len_of(f, f->r), num(f, 5));
	assert_ptr_equal(dl_state_read(f->s, f->vs, link, NULL), next);
	dl_state_relink(f->s, epoch(f, 1));
	assert_ptr_not_equal(dl_state_read(f->s, f->vs, link, NULL), next);
	assert_ptr_equal(read_int(f, len_of(f, f->r)), num(f, 5));
	dl_state_write(f->s, link, f->l);
	assert_ptr_equal(dl_state_read(f->s, f->vs, link, NULL), f->l);
	dl_state_relink(f->s, epoch(f, 2));
	assert_null(dl_state_bound(f->s, link));
}

static void variables_out_of_scope(void **state)
{
	struct fixture *f = *state;

	dl_state_write(f->s, len_of(f, f->l), num(f, 5));
	dl_state_write(f->s, len_of(f, f->m), num(f, 6));
	dl_state_forget(f->s, f->l);
	assert_null(dl_state_bound(f->s, len_of(f, f->l)));
	assert_ptr_equal(dl_state_bound(f->s, len_of(f, f->m)), num(f, 6));
}

/* ---- facts ----------------------------------------------------------------------------------- */

static void what_is_assumed_is_true(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(truth(f, f->x), -1);
	assert_true(assume(f, f->x, true));
	assert_int_equal(truth(f, f->x), 1);
	assert_true(dl_state_nonzero(f->s, f->x));
	assert_int_equal(truth(f, dl_value_not(f->vs, f->x)), 0);
	assert_false(assume(f, f->x, false));
	assert_false(assume(f, cmp(f, DL_CMP_EQ, f->x, num(f, 0)), true));
	assert_int_equal(truth(f, f->y), -1);
}

static void what_is_false_is_zero(void **state)
{
	struct fixture *f = *state;

	assert_true(assume(f, f->x, false));
	assert_range(f, f->x, 0, 0);
	assert_int_equal(truth(f, f->x), 0);
	assert_ptr_equal(dl_state_settle(f->s, f->vs, f->x), num(f, 0));
	assert_false(assume(f, f->x, true));
}

static void equal_to_a_constant(void **state)
{
	struct fixture *f = *state;

	assert_true(assume(f, cmp(f, DL_CMP_EQ, f->x, num(f, 7)), true));
	assert_range(f, f->x, 7, 7);
	assert_ptr_equal(dl_state_settle(f->s, f->vs, f->x), num(f, 7));
	assert_int_equal(truth(f, cmp(f, DL_CMP_EQ, f->x, num(f, 8))), 0);
	assert_int_equal(truth(f, cmp(f, DL_CMP_SLT, f->x, num(f, 8))), 1);
	assert_false(assume(f, cmp(f, DL_CMP_SGT, f->x, num(f, 7)), true));
}

static void not_equal_to_a_constant(void **state)
{
	struct fixture *f = *state;
	const struct dl_value *is = cmp(f, DL_CMP_EQ, f->x, num(f, 7));

	assert_true(assume(f, is, false));
	assert_int_equal(truth(f, is), 0);
	assert_false(assume(f, is, true));
	assert_true(assume(f, cmp(f, DL_CMP_SGE, f->x, num(f, 7)), true));
	assert_true(assume(f, cmp(f, DL_CMP_NE, f->x, num(f, 7)), true));
}

static void the_same_condition_again(void **state)
{
	struct fixture *f = *state;
	const struct dl_value *less = cmp(f, DL_CMP_SLT, f->x, f->y);

	assert_int_equal(truth(f, less), -1);
	assert_true(assume(f, less, true));
	assert_int_equal(truth(f, less), 1);
	assert_int_equal(truth(f, cmp(f, DL_CMP_SGE, f->x, f->y)), 0);
	assert_false(assume(f, cmp(f, DL_CMP_SGE, f->x, f->y), true));
}

static void signed_bounds(void **state)
{
	struct fixture *f = *state;

	assert_true(assume(f, cmp(f, DL_CMP_SGE, f->x, num(f, 1)), true));
	assert_true(assume(f, cmp(f, DL_CMP_SLE, f->x, num(f, 16)), true));
	assert_range(f, f->x, 1, 16);
	assert_int_equal(truth(f, f->x), 1);
	assert_int_equal(truth(f, cmp(f, DL_CMP_SLT, f->x, num(f, 17))), 1);
	assert_int_equal(truth(f, cmp(f, DL_CMP_SLT, f->x, num(f, 1))), 0);
	assert_int_equal(truth(f, cmp(f, DL_CMP_SLT, f->x, num(f, 16))), -1);
	assert_true(assume(f, cmp(f, DL_CMP_SLT, f->x, num(f, 2)), true));
	assert_ptr_equal(dl_state_settle(f->s, f->vs, f->x), num(f, 1));
}

static void unsigned_bounds(void **state)
{
	struct fixture *f = *state;

	assert_true(assume(f, cmp(f, DL_CMP_ULT, f->u, num(f, 4)), true));
	assert_range(f, f->u, 0, 3);
	assert_true(assume(f, cmp(f, DL_CMP_UGE, f->u, num(f, 3)), true));
	assert_range(f, f->u, 3, 3);
	/* a signed number below an unsigned bound is not negative */
	assert_true(assume(f, cmp(f, DL_CMP_ULT, f->x, num(f, 10)), true));
	assert_range(f, f->x, 0, 9);
}

static void sums_are_bounded_by_their_parts(void **state)
{
	struct fixture *f = *state;
	const struct dl_value *sum = dl_value_bin(f->vs, DL_BIN_ADD, f->x, num(f, 10), f->int_type);

	assert_true(dl_state_bound_range(f->s, f->x, (struct dl_range){ 1, 4 }));
	assert_range(f, sum, 11, 14);
	assert_int_equal(truth(f, sum), 1);
}

static void either_of_two(void **state)
{
	struct fixture *f = *state;
	const struct dl_value *any = dl_value_bin(f->vs, DL_BIN_OR, f->x, f->y, f->int_type);

	assert_true(assume(f, any, false));
	assert_int_equal(truth(f, f->x), 0);
	assert_int_equal(truth(f, f->y), 0);
}

static void either_of_two_is_true_if_one_is(void **state)
{
	struct fixture *f = *state;
	const struct dl_value *any = dl_value_bin(f->vs, DL_BIN_OR, f->x, f->y, f->int_type);

	assert_int_equal(truth(f, any), -1);
	assert_true(assume(f, f->y, true));
	assert_int_equal(truth(f, any), 1);
	assert_false(assume(f, any, false));
}

static void addresses_are_true(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(truth(f, f->l), 1);
	assert_int_equal(truth(f, member(f, f->r, LEN)), 1);
	assert_int_equal(truth(f, f->r), -1);
	assert_false(assume(f, f->l, false));
}

static void empty_ranges_are_impossible(void **state)
{
	struct fixture *f = *state;

	assert_true(dl_state_bound_range(f->s, f->x, (struct dl_range){ 1, 4 }));
	assert_false(dl_state_bound_range(f->s, f->x, (struct dl_range){ 5, 9 }));
	assert_true(dl_state_bound_range(f->s, num(f, 5), (struct dl_range){ 5, 9 }));
	assert_false(dl_state_bound_range(f->s, num(f, 4), (struct dl_range){ 5, 9 }));
}

/* ---- objects and joins ----------------------------------------------------------------------- */

static struct dl_object *add_object(struct fixture *f, struct dl_path_state *s, size_t site,
				    const struct dl_value *handle, enum dl_state state)
{
	struct dl_object *o = dl_state_add_object(s);

	o->site = f->func->blocks[0]->instrs[site];
	o->handle = o->result = handle;
	o->state = state;
	return o;
}

static struct dl_path_state *join(struct fixture *f, const struct dl_path_state *a,
				  const struct dl_path_state *b)
{
	return dl_state_join(a, b, f->vs, f->func->blocks[0], f->func->blocks[0], 0,
			     DL_RANGES_JOIN, DL_AGREE);
}

static void objects_keep_their_order(void **state)
{
	struct fixture *f = *state;

	for (size_t i = 0; i < 20; i++)
		add_object(f, f->s, 0, num(f, (int64_t)i), DL_STATE_DEVICE);
	assert_int_equal(f->s->nobjects, 20);
	for (size_t i = 0; i < 20; i++)
		assert_ptr_equal(f->s->objects[i].handle, num(f, (int64_t)i));
}

static void agreeing_objects_join(void **state)
{
	struct fixture *f = *state;
	struct dl_path_state *b, *j;

	add_object(f, f->s, 0, f->h, DL_STATE_DEVICE)->size = f->x;
	b = dl_state_copy(f->s);
	b->objects[0].size = f->y;
	b->objects[0].dev = f->r;
	j = join(f, f->s, b);
	assert_non_null(j);
	assert_int_equal(j->nobjects, 1);
	assert_null(j->objects[0].size);	/* unknown: the two differ */
	assert_ptr_equal(f->s->objects[0].size, f->x);
}

static void disagreeing_objects_stay_apart(void **state)
{
	struct fixture *f = *state;
	struct dl_path_state *none = dl_state_copy(f->s), *mapped, *released, *aged;

	add_object(f, f->s, 0, f->h, DL_STATE_DEVICE);
	mapped = dl_state_copy(f->s);
	released = dl_state_copy(f->s);
	released->objects[0].state = DL_STATE_RELEASED;
	aged = dl_state_copy(f->s);
	aged->objects[0].age = 1;
	assert_null(join(f, mapped, none));
	assert_null(join(f, none, mapped));
	assert_null(join(f, mapped, released));
	assert_null(join(f, mapped, aged));
	assert_non_null(join(f, mapped, f->s));
}

static void in_a_crowd_what_differs_is_blurred(void **state)
{
	struct fixture *f = *state;
	struct dl_path_state *none = dl_state_copy(f->s), *mapped, *released, *j;

	add_object(f, f->s, 0, f->h, DL_STATE_DEVICE);
	mapped = dl_state_copy(f->s);
	released = dl_state_copy(f->s);
	released->objects[0].state = DL_STATE_RELEASED;
	j = dl_state_join(none, mapped, f->vs, f, f->func->blocks[0], 0, DL_RANGES_JOIN,
			  DL_AGREE_ON_NOTHING);
	assert_int_equal(j->nobjects, 1);
	assert_true(j->objects[0].maybe);
	j = dl_state_join(mapped, released, f->vs, f, f->func->blocks[0], 0, DL_RANGES_JOIN,
			  DL_AGREE_ON_NOTHING);
	assert_int_equal(j->nobjects, 1);
	assert_true(j->objects[0].maybe);
	assert_int_equal(j->objects[0].state, DL_STATE_RELEASED);
	j = dl_state_join(mapped, f->s, f->vs, f, f->func->blocks[0], 0, DL_RANGES_JOIN,
			  DL_AGREE_ON_NOTHING);
	assert_false(j->objects[0].maybe);
}

/* Of what is made of a handle, nothing is needed while both keep the handle itself. */
static void copies_join_where_the_handle_is_kept(void **state)
{
	struct fixture *f = *state;
	struct dl_path_state *b;

	add_object(f, f->s, 0, f->h, DL_STATE_DEVICE);
	dl_state_write(f->s, member(f, f->r, DMA), f->h);
	b = dl_state_copy(f->s);
	dl_state_write(f->s, f->i, dl_value_bin(f->vs, DL_BIN_ADD, f->h, num(f, 8), NULL));
	dl_state_write(b, f->i, num(f, 0));
	assert_non_null(join(f, f->s, b));
	dl_state_write(f->s, member(f, f->r, DMA), num(f, 0));
	dl_state_write(b, member(f, f->r, DMA), num(f, 0));
	assert_null(join(f, f->s, b));
}

static void handles_are_not_lost_in_a_join(void **state)
{
	struct fixture *f = *state;
	struct dl_path_state *b;

	add_object(f, f->s, 0, f->h, DL_STATE_DEVICE);
	b = dl_state_copy(f->s);
	dl_state_write(f->s, member(f, f->r, DMA), f->h);
	assert_null(join(f, f->s, b));
	assert_null(join(f, b, f->s));
	dl_state_write(b, member(f, f->r, DMA), f->h);
	assert_non_null(join(f, f->s, b));
}

static void different_values_become_unknown(void **state)
{
	struct fixture *f = *state;
	struct dl_path_state *b, *j;
	const struct dl_value *v;

	dl_state_write(f->s, f->i, num(f, 1));
	dl_state_write(f->s, len_of(f, f->l), f->x);
	b = dl_state_copy(f->s);
	dl_state_write(b, f->i, num(f, 4));
	j = join(f, f->s, b);
	assert_non_null(j);
	v = dl_state_bound(j, f->i);
	assert_int_equal(v->kind, DL_V_SYMBOL);
	assert_int_equal(dl_state_range(j, v).lo, 1);
	assert_int_equal(dl_state_range(j, v).hi, 4);
	assert_ptr_equal(dl_state_bound(j, len_of(f, f->l)), f->x);
	/* the same join of the same place gives the same unknown */
	assert_ptr_equal(dl_state_bound(join(f, b, f->s), f->i), v);
}

static void ranges_are_not_kept_when_told(void **state)
{
	struct fixture *f = *state;
	struct dl_path_state *b, *j;

	dl_state_write(f->s, f->i, num(f, 1));
	b = dl_state_copy(f->s);
	dl_state_write(b, f->i, num(f, 4));
	j = dl_state_join(f->s, b, f->vs, f, f->func->blocks[0], 0, DL_RANGES_WIDEN,
			  DL_AGREE);
	assert_non_null(j);
	assert_int_equal(dl_state_range(j, dl_state_bound(j, f->i)).hi, INT32_MAX);
}

static void written_on_one_way_only(void **state)
{
	struct fixture *f = *state;
	struct dl_path_state *b = dl_state_copy(f->s), *j;

	dl_state_write(f->s, len_of(f, f->r), num(f, 3));
	j = join(f, f->s, b);
	assert_int_equal(dl_state_bound(j, len_of(f, f->r))->kind, DL_V_SYMBOL);
	j = join(f, b, f->s);
	assert_int_equal(dl_state_bound(j, len_of(f, f->r))->kind, DL_V_SYMBOL);
}

static void facts_of_both_survive(void **state)
{
	struct fixture *f = *state;
	struct dl_path_state *b = dl_state_copy(f->s), *j;

	assert_true(assume(f, cmp(f, DL_CMP_EQ, f->x, num(f, 2)), true));
	assert_true(assume(f, f->y, true));
	assert_true(dl_state_assume(b, f->vs, cmp(f, DL_CMP_EQ, f->x, num(f, 5)), true));
	j = join(f, f->s, b);
	assert_int_equal(dl_state_range(j, f->x).lo, 2);
	assert_int_equal(dl_state_range(j, f->x).hi, 5);
	assert_int_equal(dl_state_truth(j, f->x), 1);
	assert_int_equal(dl_state_truth(j, f->y), -1);
}

static void memory_that_changed_on_one_way(void **state)
{
	struct fixture *f = *state;
	struct dl_path_state *b = dl_state_copy(f->s), *j;
	const struct dl_value *before = read_int(f, len_of(f, f->r)), *after;

	dl_state_change(f->s, f->r, epoch(f, 1), NULL);
	j = join(f, b, f->s);
	after = dl_state_read(j, f->vs, len_of(f, f->r), f->int_type);
	assert_ptr_not_equal(after, before);
	assert_ptr_not_equal(after, read_int(f, len_of(f, f->r)));
}

static void memory_zeroed_on_one_way_is_not_zero(void **state)
{
	struct fixture *f = *state;
	struct dl_path_state *b = dl_state_copy(f->s), *j;

	dl_state_zero(f->s, f->r);
	j = join(f, f->s, b);
	assert_int_not_equal(dl_state_read(j, f->vs, len_of(f, f->r), f->int_type)->kind,
			     DL_V_CONST);
	j = join(f, f->s, dl_state_copy(f->s));
	assert_ptr_equal(dl_state_read(j, f->vs, len_of(f, f->r), f->int_type), num(f, 0));
}

static void joining_a_copy_changes_nothing(void **state)
{
	struct fixture *f = *state;

	dl_state_write(f->s, f->i, f->x);
	dl_state_zero(f->s, f->r);
	dl_state_change(f->s, f->l, epoch(f, 1), NULL);
	assert_true(assume(f, f->y, true));
	add_object(f, f->s, 0, f->h, DL_STATE_DEVICE);
	assert_true(dl_state_equal(join(f, f->s, dl_state_copy(f->s)), f->s));
}

static void equality(void **state)
{
	struct fixture *f = *state;
	struct dl_path_state *b;

	add_object(f, f->s, 0, f->h, DL_STATE_DEVICE);
	b = dl_state_copy(f->s);
	assert_true(dl_state_equal(f->s, b));
	b->objects[0].shared = true;
	assert_false(dl_state_equal(f->s, b));
	b = dl_state_copy(f->s);
	dl_state_write(b, f->i, f->x);
	assert_false(dl_state_equal(f->s, b));
	b = dl_state_copy(f->s);
	assert_true(dl_state_assume(b, f->vs, f->x, true));
	assert_false(dl_state_equal(f->s, b));
	b = dl_state_copy(f->s);
	dl_state_zero(b, f->r);
	assert_false(dl_state_equal(f->s, b));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(memory_not_written_is_what_was_found),
		TEST(what_is_written_is_read),
		TEST(many_writes),
		TEST(copies_do_not_share),
		TEST(zeroed_memory_is_zero),
		TEST(zero_does_not_go_through_pointers),
		TEST(changed_memory_is_unknown),
		TEST(change_goes_through_pointers),
		TEST(change_keeps_what_it_is_told),
		TEST(members_that_were_tested_keep_their_value),
		TEST(the_latest_word_counts),
		TEST(records_are_copied),
		TEST(zeroed_records_are_copied_as_zero),
		TEST(relinking_forgets_links_only),
		TEST(variables_out_of_scope),
		TEST(what_is_assumed_is_true),
		TEST(what_is_false_is_zero),
		TEST(equal_to_a_constant),
		TEST(not_equal_to_a_constant),
		TEST(the_same_condition_again),
		TEST(signed_bounds),
		TEST(unsigned_bounds),
		TEST(sums_are_bounded_by_their_parts),
		TEST(either_of_two),
		TEST(either_of_two_is_true_if_one_is),
		TEST(addresses_are_true),
		TEST(empty_ranges_are_impossible),
		TEST(objects_keep_their_order),
		TEST(agreeing_objects_join),
		TEST(disagreeing_objects_stay_apart),
		TEST(in_a_crowd_what_differs_is_blurred),
		TEST(copies_join_where_the_handle_is_kept),
		TEST(handles_are_not_lost_in_a_join),
		TEST(different_values_become_unknown),
		TEST(ranges_are_not_kept_when_told),
		TEST(written_on_one_way_only),
		TEST(facts_of_both_survive),
		TEST(memory_that_changed_on_one_way),
		TEST(memory_zeroed_on_one_way_is_not_zero),
		TEST(joining_a_copy_changes_nothing),
		TEST(equality),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
