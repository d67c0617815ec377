/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Symbolic values: equal things are one pointer, and what the normal forms do to make them so. */
#include "test/unit/ir_text.h"

#include "checker/engine/value.h"

static const char text[] =
	"type \"_Bool\" int u1\n"
	"type \"struct part\" record 16 { \"next\" \"struct ring *\" 0 \"len\" \"int\" 64 }\n"
	"type \"struct ring\" record 64 {\n"
	"  \"dma\" \"unsigned long\" 0 \"part\" \"struct part\" 128 \"slot\" \"struct part\" 256\n"
	"}\n"
	"global \"g\" \"struct ring\"\n"
	"func \"f\" \"void\" {\n"
	"  param $x \"int\" param $y \"int\" param $r \"struct ring *\" local $l \"struct ring\"\n"
	"b0: ret\n}\n"
	"func \"types\" \"void\" {\n"
	"  param $u8 \"unsigned char\" param $s8 \"signed char\" param $u16 \"unsigned short\"\n"
	"  param $s32 \"int\" param $u32 \"unsigned int\" param $u64 \"unsigned long\"\n"
	"  param $bool \"_Bool\" param $char \"char\"\n"
	"b0: ret\n}\n";

struct fixture {
	struct dl_unit *unit;
	struct dl_arena *arena;
	struct dl_values *vs;
	const struct dl_type *int_type, *u64, *u32, *u16, *u8, *byte, *boolean, *ring, *part;
	const struct dl_value *x, *y, *r, *l, *g;
};

static const struct dl_type *type_of_param(const struct dl_unit *unit, size_t i)
{
	return unit->funcs[1]->locals[i]->type;
}

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));
	struct dl_func *func;

	assert_non_null(f);
	f->unit = read_good(text);
	f->arena = dl_arena_new();
	f->vs = dl_values_new(f->arena);
	func = f->unit->funcs[0];
	f->x = dl_value_param(f->vs, func->locals[0]);
	f->y = dl_value_param(f->vs, func->locals[1]);
	f->r = dl_value_param(f->vs, func->locals[2]);
	f->l = dl_value_local(f->vs, func->locals[3], 0);
	f->g = dl_value_object(f->vs, DL_V_GLOBAL, f->unit->globals[0], f->unit->globals[0]->type);
	f->int_type = func->locals[0]->type;
	f->u8 = type_of_param(f->unit, 0);
	f->u16 = type_of_param(f->unit, 2);
	f->u32 = type_of_param(f->unit, 4);
	f->u64 = type_of_param(f->unit, 5);
	f->boolean = type_of_param(f->unit, 6);
	f->byte = type_of_param(f->unit, 7);
	f->ring = dl_ir_find_type(f->unit, "struct ring");
	f->part = dl_ir_find_type(f->unit, "struct part");
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

static const struct dl_value *bin(struct fixture *f, enum dl_bin op, const struct dl_value *a,
				  const struct dl_value *b)
{
	return dl_value_bin(f->vs, op, a, b, f->int_type);
}

static const struct dl_value *plus(struct fixture *f, const struct dl_value *a, int64_t n)
{
	return bin(f, DL_BIN_ADD, a, num(f, n));
}

static const struct dl_value *times(struct fixture *f, const struct dl_value *a, int64_t n)
{
	return bin(f, DL_BIN_MUL, a, num(f, n));
}

static const struct dl_value *cmp(struct fixture *f, enum dl_cmp op, const struct dl_value *a,
				  const struct dl_value *b)
{
	return dl_value_cmp(f->vs, op, a, b);
}

static const struct dl_value *not(struct fixture *f, const struct dl_value *a)
{
	return dl_value_not(f->vs, a);
}

static const struct dl_value *member(struct fixture *f, const struct dl_value *base,
				     const struct dl_type *record, uint32_t i)
{
	return dl_value_field(f->vs, base, record, i, record->fields[i].type);
}

static const struct dl_value *element(struct fixture *f, const struct dl_value *base,
				      const struct dl_value *n)
{
	return dl_value_index(f->vs, base, n, f->ring);
}

static const struct dl_value *held(struct fixture *f, const struct dl_value *addr)
{
	return dl_value_init(f->vs, addr, NULL, NULL);
}

static void assert_const(const struct dl_value *v, int64_t expected)
{
	int64_t imm = 0;

	assert_true(dl_value_is_const(v, &imm));
	assert_int_equal(imm, expected);
}

static void assert_difference(const struct dl_value *a, const struct dl_value *b, int64_t expected)
{
	int64_t d = 0;

	assert_true(dl_value_difference(a, b, &d));
	assert_int_equal(d, expected);
}

/* ---- identity -------------------------------------------------------------------------------- */

static void the_same_is_one_pointer(void **state)
{
	struct fixture *f = *state;

	assert_ptr_equal(num(f, 7), num(f, 7));
	assert_ptr_not_equal(num(f, 7), num(f, 8));
	assert_ptr_equal(f->x, dl_value_param(f->vs, f->unit->funcs[0]->locals[0]));
	assert_ptr_not_equal(f->x, f->y);
	assert_ptr_equal(member(f, f->r, f->ring, 0), member(f, f->r, f->ring, 0));
	assert_ptr_not_equal(member(f, f->r, f->ring, 0), member(f, f->r, f->ring, 1));
	assert_ptr_equal(element(f, f->r, f->x), element(f, f->r, f->x));
	assert_ptr_equal(held(f, f->r), held(f, f->r));
	assert_ptr_not_equal(held(f, f->r), dl_value_init(f->vs, f->r, f->x, NULL));
}

static void types_do_not_tell_numbers_apart(void **state)
{
	struct fixture *f = *state;

	assert_ptr_equal(dl_value_const(f->vs, f->u64, 7), num(f, 7));
	assert_ptr_equal(dl_value_const(f->vs, NULL, 7), num(f, 7));
}

static void locals_belong_to_a_call_chain(void **state)
{
	struct fixture *f = *state;
	const struct dl_local *l = f->unit->funcs[0]->locals[3];

	assert_ptr_equal(f->l, dl_value_local(f->vs, l, 0));
	assert_ptr_not_equal(f->l, dl_value_local(f->vs, l, 1));
}

static void symbols_are_named_by_their_key(void **state)
{
	struct fixture *f = *state;
	const struct dl_value *s = dl_value_symbol(f->vs, NULL, f, f->x, 1, 0, NULL);

	assert_ptr_equal(s, dl_value_symbol(f->vs, NULL, f, f->x, 1, 0, NULL));
	assert_ptr_not_equal(s, dl_value_symbol(f->vs, NULL, f->vs, f->x, 1, 0, NULL));
	assert_ptr_not_equal(s, dl_value_symbol(f->vs, NULL, f, f->y, 1, 0, NULL));
	assert_ptr_not_equal(s, dl_value_symbol(f->vs, NULL, f, f->x, 2, 0, NULL));
	assert_ptr_not_equal(s, dl_value_symbol(f->vs, NULL, f, f->x, 1, 3, NULL));
}

static void the_table_grows(void **state)
{
	struct fixture *f = *state;
	const struct dl_value *first[5000];

	for (int i = 0; i < 5000; i++)
		first[i] = plus(f, f->x, i + 1);
	for (int i = 0; i < 5000; i++)
		assert_ptr_equal(plus(f, f->x, i + 1), first[i]);
}

static void operands_come_before_what_is_made_of_them(void **state)
{
	struct fixture *f = *state;
	const struct dl_value *v = bin(f, DL_BIN_AND, bin(f, DL_BIN_OR, f->x, f->y), f->r);

	assert_true(v->a->id < v->id && v->b->id < v->id);
	assert_true(v->depth > v->a->depth && v->depth > v->b->depth);
}

static void what_grows_without_bound_becomes_unknown(void **state)
{
	struct fixture *f = *state;
	const struct dl_value *v = f->r;

	for (int i = 0; i < 100; i++)
		v = held(f, member(f, v, f->part, 0));
	assert_true(v->depth < 32);
	assert_false(dl_value_contains(v, f->r));
}

/* ---- sums ------------------------------------------------------------------------------------ */

static void constants_fold(void **state)
{
	struct fixture *f = *state;

	assert_const(plus(f, num(f, 40), 2), 42);
	assert_const(bin(f, DL_BIN_SUB, num(f, 2), num(f, 3)), -1);
	assert_const(times(f, num(f, 6), 7), 42);
	assert_const(bin(f, DL_BIN_SDIV, num(f, -7), num(f, 2)), -3);
	assert_const(bin(f, DL_BIN_UREM, num(f, 7), num(f, 4)), 3);
	assert_const(bin(f, DL_BIN_SHL, num(f, 1), num(f, 12)), 4096);
	assert_const(bin(f, DL_BIN_AND, num(f, 0xff), num(f, 0x3c)), 0x3c);
	assert_const(bin(f, DL_BIN_XOR, num(f, 5), num(f, 3)), 6);
}

static void folding_wraps_in_the_type(void **state)
{
	struct fixture *f = *state;

	assert_const(plus(f, num(f, INT32_MAX), 1), INT32_MIN);
	assert_const(dl_value_bin(f->vs, DL_BIN_SUB, num(f, 0), num(f, 1), f->u32), UINT32_MAX);
	assert_const(dl_value_bin(f->vs, DL_BIN_ADD, num(f, 255), num(f, 1), f->u8), 0);
}

static void what_has_no_result_is_left_alone(void **state)
{
	struct fixture *f = *state;
	int64_t imm;

	assert_false(dl_value_is_const(bin(f, DL_BIN_SDIV, num(f, 1), num(f, 0)), &imm));
	assert_false(dl_value_is_const(bin(f, DL_BIN_UREM, num(f, 1), num(f, 0)), &imm));
	assert_false(dl_value_is_const(bin(f, DL_BIN_SREM, num(f, INT64_MIN), num(f, -1)), &imm));
	assert_false(dl_value_is_const(bin(f, DL_BIN_SHL, num(f, 1), num(f, 64)), &imm));
}

static void sums_have_one_order(void **state)
{
	struct fixture *f = *state;

	assert_ptr_equal(bin(f, DL_BIN_ADD, f->x, f->y), bin(f, DL_BIN_ADD, f->y, f->x));
	assert_ptr_equal(plus(f, plus(f, f->x, 1), 2), plus(f, f->x, 3));
	assert_ptr_equal(bin(f, DL_BIN_ADD, plus(f, f->x, 1), f->y),
			 plus(f, bin(f, DL_BIN_ADD, f->y, f->x), 1));
	assert_ptr_equal(bin(f, DL_BIN_ADD, f->x, f->x), times(f, f->x, 2));
	assert_ptr_equal(times(f, plus(f, f->x, 3), 4), plus(f, times(f, f->x, 4), 12));
	assert_ptr_equal(times(f, times(f, f->x, 2), 3), times(f, f->x, 6));
	assert_ptr_equal(bin(f, DL_BIN_SHL, f->x, num(f, 3)), times(f, f->x, 8));
}

static void sums_cancel(void **state)
{
	struct fixture *f = *state;

	assert_const(bin(f, DL_BIN_SUB, f->x, f->x), 0);
	assert_ptr_equal(bin(f, DL_BIN_SUB, plus(f, f->x, 5), num(f, 5)), f->x);
	assert_ptr_equal(bin(f, DL_BIN_SUB, bin(f, DL_BIN_ADD, f->x, f->y), f->x), f->y);
	assert_ptr_equal(times(f, f->x, 1), f->x);
}

static void long_sums_are_still_values(void **state)
{
	struct fixture *f = *state;
	const struct dl_value *sum = f->x;
	int64_t d;

	for (int i = 0; i < 20; i++)
		sum = bin(f, DL_BIN_ADD, sum,
			  dl_value_symbol(f->vs, f->int_type, f, NULL, i, 0, NULL));
	assert_int_equal(sum->kind, DL_V_BIN);
	assert_false(dl_value_difference(sum, f->x, &d));
	assert_difference(sum, sum, 0);
}

static void FN_times_zero_is_zero(void **state)
{
	struct fixture *f = *state;
	int64_t imm;

	if (!dl_value_is_const(times(f, f->x, 0), &imm))
		skip();	/* known gap: a term with factor 0 stays */
	assert_int_equal(imm, 0);
}

static void bits_have_a_normal_form(void **state)
{
	struct fixture *f = *state;

	assert_ptr_equal(bin(f, DL_BIN_OR, f->x, f->y), bin(f, DL_BIN_OR, f->y, f->x));
	assert_ptr_equal(bin(f, DL_BIN_OR, f->x, f->x), f->x);
	assert_ptr_equal(bin(f, DL_BIN_OR, num(f, 0), f->x), f->x);
	assert_const(bin(f, DL_BIN_AND, f->x, num(f, 0)), 0);
	assert_ptr_equal(bin(f, DL_BIN_LSHR, f->x, num(f, 0)), f->x);
	assert_ptr_equal(bin(f, DL_BIN_AND, num(f, 15), f->x),
			 bin(f, DL_BIN_AND, f->x, num(f, 15)));
}

/* ---- comparisons ----------------------------------------------------------------------------- */

static void bits_that_were_set_are_set(void **state)
{
	struct fixture *f = *state;
	const struct dl_value *v = bin(f, DL_BIN_OR, f->y, bin(f, DL_BIN_OR, f->x, num(f, 12)));
	int64_t imm;

	assert_const(bin(f, DL_BIN_AND, v, num(f, 8)), 8);
	assert_false(dl_value_is_const(bin(f, DL_BIN_AND, v, num(f, 9)), &imm));
	assert_false(dl_value_is_const(bin(f, DL_BIN_AND, f->x, num(f, 8)), &imm));
	assert_const(dl_value_cmp(f->vs, DL_CMP_EQ, v, num(f, 0)), 0);
	assert_const(dl_value_cmp(f->vs, DL_CMP_NE, bin(f, DL_BIN_AND, v, num(f, 9)), num(f, 0)),
		     1);
}

static void comparisons_are_eq_slt_ult_and_not(void **state)
{
	struct fixture *f = *state;

	assert_ptr_equal(cmp(f, DL_CMP_NE, f->x, f->y), not(f, cmp(f, DL_CMP_EQ, f->x, f->y)));
	assert_ptr_equal(cmp(f, DL_CMP_EQ, f->x, f->y), cmp(f, DL_CMP_EQ, f->y, f->x));
	assert_ptr_equal(cmp(f, DL_CMP_SGT, f->x, f->y), cmp(f, DL_CMP_SLT, f->y, f->x));
	assert_ptr_equal(cmp(f, DL_CMP_SGE, f->x, f->y), not(f, cmp(f, DL_CMP_SLT, f->x, f->y)));
	assert_ptr_equal(cmp(f, DL_CMP_SLE, f->x, f->y), not(f, cmp(f, DL_CMP_SLT, f->y, f->x)));
	assert_ptr_equal(cmp(f, DL_CMP_UGT, f->x, f->y), cmp(f, DL_CMP_ULT, f->y, f->x));
	assert_ptr_equal(cmp(f, DL_CMP_UGE, f->x, f->y), not(f, cmp(f, DL_CMP_ULT, f->x, f->y)));
	assert_ptr_equal(cmp(f, DL_CMP_ULE, f->x, f->y), not(f, cmp(f, DL_CMP_ULT, f->y, f->x)));
}

static void comparisons_fold(void **state)
{
	struct fixture *f = *state;

	assert_const(cmp(f, DL_CMP_SLT, num(f, -1), num(f, 0)), 1);
	assert_const(cmp(f, DL_CMP_ULT, num(f, -1), num(f, 0)), 0);
	assert_const(cmp(f, DL_CMP_EQ, f->x, f->x), 1);
	assert_const(cmp(f, DL_CMP_EQ, plus(f, f->x, 1), f->x), 0);
	assert_const(cmp(f, DL_CMP_SLT, f->x, plus(f, f->x, 1)), 1);
	assert_const(cmp(f, DL_CMP_ULT, f->x, num(f, 0)), 0);
	assert_const(cmp(f, DL_CMP_EQ, f->l, num(f, 0)), 0);
	assert_const(cmp(f, DL_CMP_EQ, member(f, f->r, f->ring, 1), num(f, 0)), 0);
}

static void comparisons_with_zero(void **state)
{
	struct fixture *f = *state;
	const struct dl_value *zero = cmp(f, DL_CMP_EQ, f->x, num(f, 0));

	assert_ptr_equal(not(f, f->x), zero);
	assert_ptr_equal(cmp(f, DL_CMP_ULT, f->x, num(f, 1)), zero);
	assert_ptr_equal(cmp(f, DL_CMP_ULT, num(f, 0), f->x), not(f, zero));
	assert_ptr_equal(cmp(f, DL_CMP_EQ, plus(f, f->x, 2), num(f, 2)), zero);
	assert_ptr_equal(cmp(f, DL_CMP_EQ, zero, num(f, 0)), not(f, zero));
	assert_ptr_equal(cmp(f, DL_CMP_EQ, zero, num(f, 1)), zero);
	assert_ptr_equal(cmp(f, DL_CMP_NE, zero, num(f, 0)), zero);
}

static void not_not_is_the_same(void **state)
{
	struct fixture *f = *state;
	const struct dl_value *less = cmp(f, DL_CMP_SLT, f->x, f->y);

	assert_ptr_equal(not(f, not(f, less)), less);
	assert_ptr_equal(not(f, not(f, f->x)), cmp(f, DL_CMP_NE, f->x, num(f, 0)));
	assert_const(not(f, num(f, 0)), 1);
	assert_const(not(f, num(f, 5)), 0);
}

/* ---- casts ----------------------------------------------------------------------------------- */

static const struct dl_value *cast(struct fixture *f, const struct dl_value *v,
				   const struct dl_type *type)
{
	return dl_value_cast(f->vs, v, type);
}

static void widening_and_signedness_are_dropped(void **state)
{
	struct fixture *f = *state;

	assert_ptr_equal(cast(f, f->x, f->u64), f->x);
	assert_ptr_equal(cast(f, f->x, f->u32), f->x);
	assert_ptr_equal(cast(f, f->r, dl_ir_find_type(f->unit, "struct ring *")), f->r);
	assert_ptr_equal(cast(f, cmp(f, DL_CMP_EQ, f->x, f->y), f->u8),
			 cmp(f, DL_CMP_EQ, f->x, f->y));
}

static void narrowing_is_kept(void **state)
{
	struct fixture *f = *state;
	const struct dl_value *narrow = cast(f, f->x, f->u8);

	assert_int_equal(narrow->kind, DL_V_CAST);
	assert_ptr_equal(narrow, cast(f, f->x, f->u8));
	assert_ptr_not_equal(narrow, cast(f, f->x, f->u16));
	assert_ptr_equal(cast(f, narrow, f->int_type), narrow);
	assert_ptr_equal(cast(f, bin(f, DL_BIN_AND, f->x, num(f, 15)), f->u8),
			 bin(f, DL_BIN_AND, f->x, num(f, 15)));
}

static void constants_are_cast(void **state)
{
	struct fixture *f = *state;

	assert_const(cast(f, num(f, -1), f->u8), 255);
	assert_const(cast(f, num(f, 0x1ff), f->u8), 255);
	assert_const(cast(f, num(f, UINT32_MAX), f->int_type), -1);
}

static void FN_constants_to_bool_are_tests(void **state)
{
	struct fixture *f = *state;
	int64_t imm = -1;

	dl_value_is_const(cast(f, num(f, 2), f->boolean), &imm);
	if (imm == 0)
		skip();	/* known gap: the last bit is taken; the front end writes "!= 0" instead */
	assert_int_equal(imm, 1);
}

static void to_bool_is_a_test(void **state)
{
	struct fixture *f = *state;

	assert_ptr_equal(cast(f, f->x, f->boolean), cmp(f, DL_CMP_NE, f->x, num(f, 0)));
}

/* ---- addresses ------------------------------------------------------------------------------- */

static void indices_add_up(void **state)
{
	struct fixture *f = *state;

	assert_ptr_equal(element(f, f->r, num(f, 0)), f->r);
	assert_ptr_equal(element(f, element(f, f->r, f->x), num(f, 1)),
			 element(f, f->r, plus(f, f->x, 1)));
	assert_ptr_equal(element(f, element(f, f->r, num(f, 3)), num(f, -3)), f->r);
}

/* A number is one value whatever type it was first seen with, so its type says nothing. */
static void indices_have_no_type(void **state)
{
	static const struct dl_type boolean = { .kind = DL_TYPE_INT, .name = "bool", .bits = 1,
						.size = 1 };
	struct fixture *f = *state;
	const struct dl_value *one = dl_value_const(f->vs, &boolean, 1);

	assert_ptr_equal(element(f, element(f, f->r, one), one), element(f, f->r, num(f, 2)));
}

static void container_of_goes_back(void **state)
{
	struct fixture *f = *state;
	const struct dl_value *part = member(f, f->r, f->ring, 1);
	const struct dl_value *len = member(f, part, f->part, 1);

	assert_ptr_equal(dl_value_index(f->vs, part, num(f, -16), f->byte), f->r);
	assert_ptr_equal(dl_value_index(f->vs, len, num(f, -8), f->byte), part);
	assert_ptr_equal(dl_value_index(f->vs, len, num(f, -24), f->byte), f->r);
	assert_int_equal(dl_value_index(f->vs, part, num(f, -4), f->byte)->kind, DL_V_INDEX);
	assert_int_equal(dl_value_index(f->vs, f->r, num(f, -16), f->byte)->kind, DL_V_INDEX);
}

static void addresses_are_never_null(void **state)
{
	struct fixture *f = *state;

	assert_true(dl_value_is_address(f->l));
	assert_true(dl_value_is_address(f->g));
	assert_true(dl_value_is_address(member(f, f->r, f->ring, 0)));
	assert_true(dl_value_is_address(element(f, f->l, f->x)));
	assert_false(dl_value_is_address(f->r));
	assert_true(dl_value_is_address(element(f, f->r, f->x)));	/* nobody counts on from NULL */
	assert_false(dl_value_is_address(held(f, f->l)));
}

static void parts_of_objects(void **state)
{
	struct fixture *f = *state;
	const struct dl_value *part = member(f, element(f, f->r, f->x), f->ring, 1);

	assert_ptr_equal(dl_value_root(part), f->r);
	assert_true(dl_value_inside(part, f->r));
	assert_true(dl_value_inside(part, part));
	assert_false(dl_value_inside(f->r, part));
	assert_false(dl_value_inside(held(f, part), f->r));
	assert_true(dl_value_contains(held(f, part), f->r));
	assert_true(dl_value_contains(held(f, part), f->x));
	assert_false(dl_value_contains(held(f, part), f->y));
}

static void shapes_do_not_know_indices(void **state)
{
	struct fixture *f = *state;
	const struct dl_value *at_x = member(f, element(f, f->r, f->x), f->ring, 0);
	const struct dl_value *at_y = member(f, element(f, f->r, f->y), f->ring, 0);

	assert_true(dl_value_same_shape(at_x, at_y));
	assert_true(dl_value_same_shape(at_x, member(f, f->r, f->ring, 0)));
	assert_false(dl_value_same_shape(at_x, member(f, element(f, f->r, f->x), f->ring, 1)));
	assert_false(dl_value_same_shape(at_x, member(f, element(f, f->l, f->x), f->ring, 0)));
	assert_true(dl_value_same_shape(held(f, at_x), held(f, at_y)));
	assert_true(dl_value_same_shape(dl_value_symbol(f->vs, NULL, f, NULL, 0, 0, NULL), f->r));
}

/* ---- questions ------------------------------------------------------------------------------- */

static void differences(void **state)
{
	struct fixture *f = *state;
	int64_t d;

	assert_difference(num(f, 7), num(f, 3), 4);
	assert_difference(f->x, f->x, 0);
	assert_difference(plus(f, f->x, 2), f->x, 2);
	assert_difference(plus(f, times(f, f->x, 4), 1), plus(f, times(f, f->x, 4), 3), -2);
	assert_false(dl_value_difference(f->x, f->y, &d));
	assert_false(dl_value_difference(times(f, f->x, 2), f->x, &d));
	assert_false(dl_value_difference(f->x, num(f, 0), &d));
}

static void differences_of_addresses_are_bytes(void **state)
{
	struct fixture *f = *state;
	int64_t d;

	assert_difference(member(f, f->r, f->ring, 1), f->r, 16);
	assert_difference(member(f, member(f, f->r, f->ring, 2), f->part, 1), f->r, 40);
	assert_difference(element(f, f->r, num(f, 2)), f->r, 128);
	assert_difference(member(f, element(f, f->r, num(f, 1)), f->ring, 1),
			  member(f, f->r, f->ring, 2), 48);
	assert_false(dl_value_difference(element(f, f->r, f->x), f->r, &d));
	assert_false(dl_value_difference(member(f, f->r, f->ring, 1), f->l, &d));
}

static void remainders(void **state)
{
	struct fixture *f = *state;
	int64_t r;

	assert_true(dl_value_remainder(num(f, 130), 64, &r));
	assert_int_equal(r, 2);
	assert_true(dl_value_remainder(num(f, -1), 64, &r));
	assert_int_equal(r, 63);
	assert_true(dl_value_remainder(plus(f, times(f, f->x, 256), 20), 64, &r));
	assert_int_equal(r, 20);
	assert_true(dl_value_remainder(bin(f, DL_BIN_AND, f->x, num(f, ~63)), 64, &r));
	assert_int_equal(r, 0);
	assert_true(dl_value_remainder(plus(f, bin(f, DL_BIN_AND, f->x, num(f, ~63)), 2), 64, &r));
	assert_int_equal(r, 2);
	assert_false(dl_value_remainder(f->x, 64, &r));
	assert_false(dl_value_remainder(times(f, f->x, 32), 64, &r));
	assert_false(dl_value_remainder(bin(f, DL_BIN_AND, f->x, num(f, ~15)), 64, &r));
}

static void replacing_rebuilds(void **state)
{
	struct fixture *f = *state;
	const struct dl_value *sum = plus(f, times(f, f->x, 4), 1);
	const struct dl_value *addr = member(f, element(f, f->r, f->x), f->ring, 0);

	assert_ptr_equal(dl_value_replace(f->vs, f->x, f->x, f->y), f->y);
	assert_ptr_equal(dl_value_replace(f->vs, f->y, f->x, f->r), f->y);
	assert_ptr_equal(dl_value_replace(f->vs, sum, f->x, f->y), plus(f, times(f, f->y, 4), 1));
	assert_const(dl_value_replace(f->vs, sum, f->x, num(f, 2)), 9);
	assert_ptr_equal(dl_value_replace(f->vs, held(f, addr), f->r, f->l),
			 held(f, member(f, element(f, f->l, f->x), f->ring, 0)));
	assert_ptr_equal(dl_value_replace(f->vs, addr, f->x, num(f, 0)),
			 member(f, f->r, f->ring, 0));
	assert_const(dl_value_replace(f->vs, cmp(f, DL_CMP_EQ, f->x, f->y), f->x, f->y), 1);
}

static void types_bound_values(void **state)
{
	struct fixture *f = *state;
	const struct dl_value *small =
		dl_value_param(f->vs, f->unit->funcs[1]->locals[0]);
	const struct dl_value *negative =
		dl_value_param(f->vs, f->unit->funcs[1]->locals[1]);

	assert_int_equal(dl_value_type_range(small).lo, 0);
	assert_int_equal(dl_value_type_range(small).hi, 255);
	assert_int_equal(dl_value_type_range(negative).lo, -128);
	assert_int_equal(dl_value_type_range(negative).hi, 127);
	assert_int_equal(dl_value_type_range(f->x).hi, INT32_MAX);
	assert_int_equal(dl_value_type_range(num(f, 9)).lo, 9);
	assert_int_equal(dl_value_type_range(cmp(f, DL_CMP_EQ, f->x, f->y)).hi, 1);
	assert_int_equal(dl_value_type_range(bin(f, DL_BIN_AND, f->x, num(f, 7))).hi, 7);
	assert_int_equal(dl_value_type_range(plus(f, f->x, 1)).hi, INT64_MAX);
}

static bool is_block(const struct dl_block *origin, uint32_t context, void *arg)
{
	return origin == arg && context == 5;
}

static void origins_are_found_inside(void **state)
{
	struct fixture *f = *state;
	struct dl_block *b = f->unit->funcs[0]->blocks[0], *other = f->unit->funcs[1]->blocks[0];
	const struct dl_value *s = dl_value_symbol(f->vs, f->int_type, f, NULL, 0, 5, b);
	const struct dl_value *v = held(f, element(f, f->r, plus(f, s, 1)));

	assert_true(dl_value_any_origin(v, is_block, b));
	assert_false(dl_value_any_origin(v, is_block, other));
	assert_false(dl_value_any_origin(f->x, is_block, b));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_same_is_one_pointer),
		TEST(types_do_not_tell_numbers_apart),
		TEST(locals_belong_to_a_call_chain),
		TEST(symbols_are_named_by_their_key),
		TEST(the_table_grows),
		TEST(operands_come_before_what_is_made_of_them),
		TEST(what_grows_without_bound_becomes_unknown),
		TEST(constants_fold),
		TEST(folding_wraps_in_the_type),
		TEST(what_has_no_result_is_left_alone),
		TEST(sums_have_one_order),
		TEST(sums_cancel),
		TEST(long_sums_are_still_values),
		TEST(FN_times_zero_is_zero),
		TEST(bits_have_a_normal_form),
		TEST(bits_that_were_set_are_set),
		TEST(comparisons_are_eq_slt_ult_and_not),
		TEST(comparisons_fold),
		TEST(comparisons_with_zero),
		TEST(not_not_is_the_same),
		TEST(widening_and_signedness_are_dropped),
		TEST(narrowing_is_kept),
		TEST(constants_are_cast),
		TEST(FN_constants_to_bool_are_tests),
		TEST(to_bool_is_a_test),
		TEST(indices_add_up),
		TEST(indices_have_no_type),
		TEST(container_of_goes_back),
		TEST(addresses_are_never_null),
		TEST(parts_of_objects),
		TEST(shapes_do_not_know_indices),
		TEST(differences),
		TEST(differences_of_addresses_are_bytes),
		TEST(remainders),
		TEST(replacing_rebuilds),
		TEST(types_bound_values),
		TEST(origins_are_found_inside),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
