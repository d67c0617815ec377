/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Units made through the building functions: look-ups, names, and the way through text and back. */
#include "test/unit/ir_text.h"

static void test_arena_gives_zeroed_aligned_memory(void **state)
{
	struct dl_arena *arena = dl_arena_new();
	size_t total = 0;

	(void)state;
	for (size_t size = 0; size < 5000; size += 7) {
		unsigned char *p = dl_arena_alloc(arena, size);

		assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
		for (size_t i = 0; i < size; i++)
			assert_int_equal(p[i], 0);
		memset(p, 0xff, size);
		total += size;
	}
	memset(dl_arena_alloc(arena, 3 << 20), 1, 3 << 20);
	assert_true(dl_arena_used(arena) >= total + (3 << 20));
	assert_string_equal(dl_arena_strndup(arena, "abcdef", 3), "abc");
	assert_string_equal(dl_arena_printf(arena, "%s.%d", "len", 12), "len.12");
	dl_arena_free(arena);
	dl_arena_free(NULL);
}

static void test_names_are_found_again(void **state)
{
	struct dl_unit *unit = dl_ir_unit_new("a.c");
	struct dl_type *integer = dl_ir_type_int(unit, "int", 32, true, false);
	char name[32];

	(void)state;
	assert_ptr_equal(dl_ir_intern(unit, "abc"), dl_ir_intern(unit, "abc"));
	assert_null(dl_ir_find_type(unit, "t0"));
	assert_null(dl_ir_find_decl(unit, "f0"));
	for (int i = 0; i < 3000; i++) {
		snprintf(name, sizeof(name), "t%d", i);
		dl_ir_type_record(unit, name, 8, false);
		snprintf(name, sizeof(name), "f%d", i);
		dl_ir_decl(unit, name, integer, NULL, 0, false);
		snprintf(name, sizeof(name), "g%d", i);
		dl_ir_global(unit, name, integer, false, false);
		assert_int_equal(dl_ir_loc(unit, "a.c", (uint32_t)i, 3), i + 1);
	}
	assert_string_equal(dl_ir_find_type(unit, "t2999")->name, "t2999");
	assert_ptr_equal(dl_ir_type_record(unit, "t7", 99, true), unit->types[8]);
	assert_int_equal(dl_ir_find_type(unit, "t7")->size, 8);
	assert_ptr_equal(dl_ir_find_decl(unit, "f1234"), unit->decls[1234]);
	assert_ptr_equal(dl_ir_global(unit, "g5", NULL, true, true), unit->globals[5]);
	assert_int_equal(dl_ir_loc(unit, "a.c", 100, 3), 101);
	assert_int_equal(dl_ir_place(unit, 101)->line, 100);
	assert_int_equal(dl_ir_place(unit, 999999)->line, 0);
	assert_int_equal(dl_ir_loc(unit, NULL, 1, 1), 0);
	dl_ir_unit_free(unit);
	dl_ir_unit_free(NULL);
}

static void test_types_are_made_once(void **state)
{
	struct dl_unit *unit = dl_ir_unit_new("a.c");
	struct dl_type *integer = dl_ir_type_int(unit, "int", 32, true, false);
	struct dl_type *record = dl_ir_type_record(unit, "struct s", 0, false);

	(void)state;
	assert_ptr_equal(dl_ir_type_int(unit, "int", 64, false, true), integer);
	assert_int_equal(integer->size, 4);
	assert_int_equal(dl_ir_type_array(unit, "int[4]", integer, 4)->size, 16);
	assert_int_equal(dl_ir_type_array(unit, "int[]", integer, 0)->size, 0);
	assert_int_equal(dl_ir_type_array(unit, "huge", integer, UINT64_MAX)->size, 0);
	assert_int_equal(dl_ir_type_pointer(unit, "int *", integer, false)->size, 8);
	assert_int_equal(dl_ir_type_float(unit, "double", 64)->size, 8);
	assert_ptr_equal(dl_ir_type_void(unit), dl_ir_type_void(unit));
	assert_int_equal(dl_ir_type_function(unit, "int (void)")->kind, DL_TYPE_FUNCTION);
	/* declared first, defined later */
	assert_ptr_equal(dl_ir_type_record(unit, "struct s", 24, false), record);
	assert_int_equal(record->size, 24);
	dl_ir_unit_free(unit);
}

static void test_members_differ_by_name_and_offset(void **state)
{
	struct dl_unit *unit = dl_ir_unit_new("a.c");
	struct dl_type *integer = dl_ir_type_int(unit, "int", 32, true, false);
	struct dl_type *x = dl_ir_type_record(unit, "struct x", 4, false);
	struct dl_type *y = dl_ir_type_record(unit, "struct y", 4, false);
	struct dl_type *u = dl_ir_type_record(unit, "union u", 4, true);

	(void)state;
	assert_int_equal(dl_ir_record_field(unit, u, "a", integer, 0, 0), 0);
	assert_int_equal(dl_ir_record_field(unit, u, "b", integer, 0, 0), 1);
	assert_int_equal(dl_ir_record_field(unit, u, "a", integer, 0, 0), 0);
	assert_int_equal(dl_ir_record_field(unit, u, "", x, 0, 0), 2);
	assert_int_equal(dl_ir_record_field(unit, u, "", y, 0, 0), 3);
	assert_int_equal(dl_ir_record_field(unit, u, "", x, 0, 0), 2);
	assert_int_equal(u->nfields, 4);
	dl_ir_unit_free(unit);
}

static void test_locals_get_unique_names(void **state)
{
	struct dl_unit *unit = dl_ir_unit_new("a.c");
	struct dl_type *integer = dl_ir_type_int(unit, "int", 32, true, false);
	struct dl_decl *decl = dl_ir_decl(unit, "f", integer, NULL, 0, false);
	struct dl_func *func = dl_ir_func(unit, decl, false, false, 0, 0);

	(void)state;
	assert_string_equal(dl_ir_local(func, "len", integer, true)->name, "len");
	assert_string_equal(dl_ir_local(func, "len.2", integer, false)->name, "len.2");
	assert_string_equal(dl_ir_local(func, "len", integer, false)->name, "len.1");
	assert_string_equal(dl_ir_local(func, "len", integer, false)->name, "len.3");
	assert_string_equal(dl_ir_local(func, "", integer, false)->name, "");
	assert_int_equal(func->nparams, 1);
	assert_int_equal(func->locals[3]->id, 3);
	assert_true(decl->defined);
	assert_ptr_equal(decl->func, func);
	dl_ir_unit_free(unit);
}

/* One instruction of each kind. */
static void build_all(struct dl_unit *unit)
{
	struct dl_type *integer = dl_ir_type_int(unit, "int", 32, true, false);
	struct dl_type *word = dl_ir_type_int(unit, "u64", 64, false, false);
	struct dl_type *nothing = dl_ir_type_void(unit);
	struct dl_type *record = dl_ir_type_record(unit, "struct ring", 24, false);
	struct dl_type *ring = dl_ir_type_pointer(unit, "struct ring *", record, false);
	struct dl_type *int_ptr = dl_ir_type_pointer(unit, "int *", integer, false);
	struct dl_type *text = dl_ir_type_pointer(
		unit, "const char *", dl_ir_type_int(unit, "char", 8, true, false), true);
	const struct dl_type *params[] = {ring, word};
	struct dl_decl *decl = dl_ir_decl(unit, "f", integer, params, 1, false);
	struct dl_decl *callee = dl_ir_decl(unit, "g", integer, params, 2, true);
	struct dl_decl *quiet = dl_ir_decl(unit, "quiet", nothing, NULL, 0, false);
	struct dl_global *table = dl_ir_global(unit, "table", record, true, true);
	dl_loc here = dl_ir_loc(unit, "a.c", 3, 4), there = dl_ir_loc(unit, "a b.h", 1, 2);
	struct dl_func *f = dl_ir_func(unit, decl, true, true, here, dl_ir_loc(unit, "a.c", 9, 1));
	struct dl_local *p = dl_ir_local(f, "r", ring, true);
	struct dl_local *x = dl_ir_local(f, "x y", integer, false);
	struct dl_block *b[5];
	struct dl_operand zero = dl_ir_int(integer, 0), args[3];
	struct dl_case cases[] = {{0, 0}, {INT64_MIN, -3}};
	struct dl_instr *load, *field, *index, *sum;

	decl->noreturn = decl->listed = true;
	unit->module = dl_ir_intern(unit, "mod");
	for (int i = 0; i < 5; i++)
		b[i] = dl_ir_block(f);
	load = dl_ir_load(b[0], f, ring, dl_ir_local_addr(p), here);
	dl_ir_record_field(unit, record, "", integer, 0, 0);
	dl_ir_record_field(unit, record, "", integer, 64, 3);
	field = dl_ir_field(b[0], f, int_ptr, dl_ir_value(load), record, 1, there);
	assert_ptr_equal(dl_ir_value(field).type, int_ptr);
	index = dl_ir_index(b[0], f, record, dl_ir_value(load), zero, 0);
	assert_ptr_equal(dl_ir_value(index).type, ring);
	assert_ptr_equal(
		dl_ir_value(dl_ir_index(b[0], f, record, dl_ir_global_addr(table), zero, 0)).type,
		record);
	dl_ir_store(b[0], f, integer, dl_ir_value(field), dl_ir_int(integer, INT64_MIN), here);
	sum = dl_ir_bin(b[0], f, DL_BIN_ASHR, word, dl_ir_int(word, -1), zero, here);
	dl_ir_cmp(b[0], f, DL_CMP_UGE, integer, dl_ir_value(sum), zero, here);
	dl_ir_cast(b[0], f, text, dl_ir_string(unit, text, "a\"\\\n\t\x80z"), here);
	args[0] = dl_ir_value(load);
	args[1] = dl_ir_function_addr(quiet, text);
	args[2] = dl_ir_string(unit, text, "%d\n");
	dl_ir_call(b[0], f, integer, dl_ir_function_addr(callee, text), args, 3, "g_macro", here);
	dl_ir_call(b[0], f, nothing, dl_ir_function_addr(quiet, NULL), NULL, 0, NULL, here);
	dl_ir_call(b[0], f, integer, dl_ir_value(load), args, 1, NULL, here);
	dl_ir_copy(b[0], f, record, dl_ir_global_addr(table), dl_ir_value(index), here);
	dl_ir_zero(b[0], f, record, dl_ir_value(load), here);
	dl_ir_opaque(b[0], f, integer, args, 2, here);
	dl_ir_opaque(b[0], f, nothing, NULL, 0, here);
	dl_ir_dead(b[0], f, x, here);
	dl_ir_branch(b[0], f, dl_ir_value(sum), b[1], b[2], true, here);
	dl_ir_jump(b[1], f, b[2], here);
	dl_ir_switch(b[2], f, dl_ir_value(load), cases, (struct dl_block *[]){b[3], b[1]}, 2, b[4],
		     here);
	dl_ir_any(b[3], f, (struct dl_block *[]){b[4], b[1]}, 2, here);
	dl_ir_ret(b[4], f, dl_ir_int(integer, -12), here);
	f = dl_ir_func(unit, quiet, false, false, 0, 0);
	dl_ir_ret(dl_ir_block(f), f, (struct dl_operand){.kind = DL_OPERAND_NONE}, 0);
	dl_ir_unreachable(dl_ir_block(f), f, 0);
}

static void test_every_instruction_round_trips(void **state)
{
	struct dl_unit *unit = dl_ir_unit_new("a.c");
	char message[300] = "";
	char *text;

	(void)state;
	build_all(unit);
	if (!dl_ir_verify(unit, message, sizeof(message)))
		fail_msg("%s", message);
	assert_round_trip(unit);
	text = print_unit(unit);
	assert_contains(text, "module \"mod\"\n");
	assert_contains(text, "decl \"g\" \"int\" (\"struct ring *\", \"u64\") variadic\n");
	assert_contains(text, "decl \"f\" \"int\" (\"struct ring *\") defined listed noreturn\n");
	assert_contains(text, "func \"f\" \"int\" static header at \"a.c\":3:4 end 9:1 {\n");
	assert_contains(text, "  local $\"x y\" \"int\"\n");
	assert_contains(text,
			"%1 = field \"int *\" %0, \"struct ring\".\"\"[1] at \"a b.h\":1:2\n");
	assert_contains(text, "store \"int\" %1, -9223372036854775808:\"int\" at 3:4\n");
	assert_contains(text, "bin ashr \"u64\" -1:\"u64\", 0:\"int\" at 3:4\n");
	assert_contains(text, "\"a\\\"\\\\\\n\\x09\\x80z\":\"const char *\"");
	assert_contains(text,
			"call \"int\" @g(%0, @quiet:\"const char *\", \"%d\\n\":\"const char *\")"
			" as \"g_macro\" at 3:4\n");
	assert_contains(text, "\n  call \"void\" @quiet() at 3:4\n");
	assert_contains(text, "call \"int\" %0(%0) at 3:4\n");
	assert_contains(text, "branch %4, b1, b2 loop at 3:4\n");
	assert_contains(
		text, "switch %0 { 0..0: b3, -9223372036854775808..-3: b1, default: b4 } at 3:4\n");
	assert_contains(text, "any b4, b1 at 3:4\n");
	free(text);
	dl_ir_unit_free(unit);
}

static void test_sizes_the_kind_does_not_say_round_trip(void **state)
{
	struct dl_unit *unit = dl_ir_unit_new("a.c");
	struct dl_type *record = dl_ir_type_record(unit, "struct late", 0, false);

	(void)state;
	dl_ir_type_float(unit, "long double", 80)->size = 16;
	dl_ir_type_pointer(unit, "void *", dl_ir_type_void(unit), false)->size = 4;
	dl_ir_type_array(unit, "struct late[3]", record, 3); /* of size 0 still */
	dl_ir_type_record(unit, "struct late", 12, false);
	assert_round_trip(unit);
	dl_ir_unit_free(unit);
}

static void test_unreachable_blocks_are_dropped_in_order(void **state)
{
	struct dl_unit *unit = read_text("func \"f\" \"void\" {\n"
					 "entry: jump c\n"
					 "a: jump b\n"
					 "b: jump c\n"
					 "c: branch 1:\"int\", d, entry2\n"
					 "x: unreachable\n"
					 "d: ret\n"
					 "entry2: jump c\n"
					 "}\n");
	struct dl_func *func = unit->funcs[0];
	char message[200];

	(void)state;
	dl_ir_drop_unreachable(func);
	assert_int_equal(func->nblocks, 4);
	assert_int_equal(dl_ir_terminator(func->blocks[0])->targets[0]->id, 1);
	assert_int_equal(dl_ir_terminator(func->blocks[1])->targets[0]->id, 2);
	assert_int_equal(dl_ir_terminator(func->blocks[1])->targets[1]->id, 3);
	assert_true(dl_ir_verify(unit, message, sizeof(message)));
	assert_round_trip(unit);
	dl_ir_unit_free(unit);
}

static void test_terminator_of_an_unfinished_block(void **state)
{
	struct dl_unit *unit = dl_ir_unit_new("a.c");
	struct dl_decl *decl = dl_ir_decl(unit, "f", dl_ir_type_void(unit), NULL, 0, false);
	struct dl_func *func = dl_ir_func(unit, decl, false, false, 0, 0);
	struct dl_block *block = dl_ir_block(func);

	(void)state;
	assert_null(dl_ir_terminator(block));
	dl_ir_opaque(block, func, dl_ir_type_void(unit), NULL, 0, 0);
	assert_null(dl_ir_terminator(block));
	assert_int_equal(dl_ir_unreachable(block, func, 0)->op, DL_OP_UNREACHABLE);
	assert_non_null(dl_ir_terminator(block));
	dl_ir_unit_free(unit);
}

/* 10,000 instructions over 1,000 blocks, as many locals and places: must not take quadratic time.
 */
static void test_large_function(void **state)
{
	struct dl_unit *unit = dl_ir_unit_new("big.c");
	struct dl_type *integer = dl_ir_type_int(unit, "int", 32, true, false);
	struct dl_decl *decl = dl_ir_decl(unit, "big", integer, NULL, 0, false);
	struct dl_func *func = dl_ir_func(unit, decl, false, false, 0, 0);
	struct dl_block *block = dl_ir_block(func), *next;
	struct dl_instr *value;
	char message[200];

	(void)state;
	for (uint32_t i = 0; i < 1000; i++, block = next) {
		struct dl_operand addr = dl_ir_local_addr(dl_ir_local(func, "tmp", integer, false));

		next = dl_ir_block(func);
		for (uint32_t j = 0; j < 3; j++) {
			value = dl_ir_load(block, func, integer, addr,
					   dl_ir_loc(unit, "big.c", i, j));
			value = dl_ir_bin(block, func, DL_BIN_ADD, integer, dl_ir_value(value),
					  dl_ir_int(integer, j), 0);
			dl_ir_store(block, func, integer, addr, dl_ir_value(value), 0);
		}
		dl_ir_branch(block, func, dl_ir_value(value), next, func->blocks[i / 2], true, 0);
	}
	dl_ir_ret(block, func, dl_ir_int(integer, 0), 0);
	if (!dl_ir_verify(unit, message, sizeof(message)))
		fail_msg("%s", message);
	assert_round_trip(unit);
	dl_ir_unit_free(unit);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_arena_gives_zeroed_aligned_memory),
		cmocka_unit_test(test_names_are_found_again),
		cmocka_unit_test(test_types_are_made_once),
		cmocka_unit_test(test_members_differ_by_name_and_offset),
		cmocka_unit_test(test_locals_get_unique_names),
		cmocka_unit_test(test_every_instruction_round_trips),
		cmocka_unit_test(test_sizes_the_kind_does_not_say_round_trip),
		cmocka_unit_test(test_unreachable_blocks_are_dropped_in_order),
		cmocka_unit_test(test_terminator_of_an_unfinished_block),
		cmocka_unit_test(test_large_function),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
