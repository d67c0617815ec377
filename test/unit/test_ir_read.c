/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* The text form as people write it, and what the reader says of text that is wrong. */
#define _GNU_SOURCE /* asprintf */
#include "test/unit/ir_text.h"

static const char sample[] =
	"# a comment\n"
	"unit \"drivers/net/x.c\"\n"
	"module \"x\" ; another\n"
	"func \"foo\" \"int\" static at \"drivers/net/x.c\":10:5 end 30:1 {\n"
	"  param $ring \"struct ring *\"\n"
	"  local $dma \"dma_addr_t\"\n"
	"entry:\n"
	"  %10 = load \"struct ring *\" $ring at 12:8\n"
	"  %11 = field \"dma_addr_t *\" %10, \"struct ring\".\"dma\" at \"x.h\":1:2\n"
	"  %12 = load \"dma_addr_t\" %11\n"
	"  store \"dma_addr_t\" $dma, %12\n"
	"  %13 = index \"struct ring\" %10, 3:\"int\"\n"
	"  %14 = bin add \"int\" 0x10:\"int\", -1:\"int\"\n"
	"  %15 = cmp eq \"int\" %14, 0:\"int\"\n"
	"  %16 = cast \"u64\" 18446744073709551615:\"u64\"\n"
	"  %17 = call \"dma_addr_t\" @map(%10, 64:\"size_t\", \"s\":\"const char *\") as "
	"\"dma_map\"\n"
	"  call \"void\" @barrier()\n"
	"  copy \"struct ring\" &rings, %10\n"
	"  zero \"struct ring\" %13\n"
	"  %18 = opaque \"int\" ()\n"
	"  dead $dma\n"
	"  branch %15, loop, out loop\n"
	"loop:\n"
	"  switch %14 { 0: out, 3..5: loop, default: other }\n"
	"out: ret -12:\"int\"\n"
	"other: any out, end\n"
	"end: unreachable\n"
	"}\n"
	"decl \"map\" \"dma_addr_t\" (\"struct ring *\", \"size_t\") variadic\n"
	"decl \"barrier\" \"void\" () noreturn\n"
	"include \"linux/dma-direct.h\" at \"drivers/net/x.c\":7:1\n"
	"include \"linux/dma-map-ops.h\"\n"
	"tested &rings\n"
	"tested \"struct ring\".\"flag\"\n"
	"global \"rings\" \"struct ring[4]\" static const\n"
	"type \"struct ring[4]\" array \"struct ring\" 4\n"
	"type \"struct ring\" record 24 { \"dma\" \"dma_addr_t\" 0 \"flag\" \"unsigned int\" 64:1 "
	"}\n"
	"type \"dma_addr_t\" int u64\n"
	"type \"u64\" int u64\n";

static void test_sample_means_what_it_says(void **state)
{
	struct dl_unit *unit = read_good(sample);
	struct dl_func *foo = unit->funcs[0];
	struct dl_instr **instrs = foo->blocks[0]->instrs;

	(void)state;
	assert_string_equal(unit->name, "drivers/net/x.c");
	assert_string_equal(unit->module, "x");
	assert_string_equal(foo->name, "foo");
	assert_true(foo->is_static && !foo->in_header);
	assert_int_equal(foo->nparams, 1);
	assert_int_equal(foo->nlocals, 2);
	assert_int_equal(foo->nblocks, 5);
	assert_int_equal(foo->decl->nparams, 1); /* from the body */
	assert_true(foo->decl->defined);
	assert_int_equal(instrs[0]->id, 10);
	assert_int_equal(dl_ir_place(unit, instrs[0]->loc)->line, 12);
	assert_string_equal(dl_ir_place(unit, instrs[1]->loc)->file, "x.h");
	assert_int_equal(instrs[1]->field, 0);
	assert_ptr_equal(instrs[1]->record, dl_ir_find_type(unit, "struct ring"));
	assert_int_equal(instrs[2]->loc, 0);
	assert_string_equal(instrs[4]->ops[0].type->name, "struct ring *");
	assert_int_equal(instrs[5]->ops[0].imm, 16);
	assert_int_equal(instrs[7]->ops[0].imm, -1);
	assert_int_equal(instrs[8]->nops, 4);
	assert_string_equal(instrs[8]->as, "dma_map");
	assert_string_equal(instrs[8]->ops[3].string, "s");
	assert_null(instrs[8]->ops[0].type);
	assert_true(dl_ir_terminator(foo->blocks[0])->loop);
	assert_int_equal(foo->blocks[1]->instrs[0]->cases[1].hi, 5);
	assert_true(dl_ir_find_decl(unit, "barrier")->noreturn);
	assert_int_equal(dl_ir_find_type(unit, "struct ring[4]")->size, 96);
	assert_int_equal(dl_ir_find_type(unit, "struct ring")->fields[1].bit_width, 1);
	assert_int_equal(unit->nincludes, 2);
	assert_string_equal(unit->includes[0].name, "linux/dma-direct.h");
	assert_int_equal(dl_ir_place(unit, unit->includes[0].loc)->line, 7);
	assert_int_equal(unit->includes[1].loc, 0);
	assert_int_equal(unit->ntested, 2);
	assert_string_equal(unit->tested[0].global->name, "rings");
	assert_ptr_equal(unit->tested[1].record, dl_ir_find_type(unit, "struct ring"));
	assert_int_equal(unit->tested[1].field, 1);
	assert_round_trip(unit);
	dl_ir_unit_free(unit);
}

static void test_values_without_id_and_before_their_definition(void **state)
{
	struct dl_unit *unit = read_good("func \"f\" \"void\" {\n"
					 "  local $p \"int *\"\n"
					 "a: jump c\n"
					 "b: %2 = index \"int\" %1, 1:\"int\"\n"
					 "   load \"int\" %2\n"
					 "   ret\n"
					 "c: %0 = load \"int *\" $p\n"
					 "   %1 = index \"int\" %0, 1:\"int\"\n"
					 "   jump b\n"
					 "}\n");
	struct dl_func *func = unit->funcs[0];

	(void)state;
	assert_string_equal(func->blocks[1]->instrs[1]->ops[0].type->name, "int *");
	assert_int_equal(func->blocks[1]->instrs[1]->id, 3);
	assert_int_equal(func->nvalues, 4);
	assert_round_trip(unit);
	dl_ir_unit_free(unit);
}

static void test_types_that_c_spells_out_need_no_declaration(void **state)
{
	struct dl_unit *unit = read_good("decl \"f\" \"void\" (\"const volatile void *\", \"char "
					 "*const *\", \"struct s **\",\n"
					 "  \"enum e\", \"union u *\", \"unsigned long\", "
					 "\"double\", \"_Bool\", \"const char *\")\n"
					 "type \"struct s\" record 8 { \"a\" \"int[2]\" 0 }\n"
					 "type \"int[2]\" array \"int\" 2\n");
	const struct dl_decl *f = dl_ir_find_decl(unit, "f");

	(void)state;
	assert_true(f->params[0]->to_const);
	assert_int_equal(f->params[0]->elem->kind, DL_TYPE_VOID);
	assert_true(f->params[1]->to_const);
	assert_string_equal(f->params[1]->elem->name, "char *");
	assert_int_equal(f->params[2]->elem->elem->size, 8);
	assert_true(f->params[3]->is_enum);
	assert_true(f->params[4]->elem->is_union);
	assert_int_equal(f->params[5]->bits, 64);
	assert_false(f->params[5]->is_signed);
	assert_int_equal(f->params[6]->kind, DL_TYPE_FLOAT);
	assert_true(f->params[8]->to_const);
	assert_string_equal(f->params[8]->elem->name, "char");
	assert_round_trip(unit);
	dl_ir_unit_free(unit);
}

static void test_members_of_the_same_name(void **state)
{
	struct dl_unit *unit =
		read_good("type \"union u\" union 8 { \"\" \"struct a\" 0 \"\" \"struct b\" 0 }\n"
			  "func \"f\" \"void\" {\n"
			  "  local $u \"union u\"\n"
			  "b0: field \"struct b *\" $u, \"union u\".\"\"[1]\n"
			  "  ret\n"
			  "}\n");

	(void)state;
	assert_int_equal(unit->funcs[0]->blocks[0]->instrs[0]->field, 1);
	assert_round_trip(unit);
	dl_ir_unit_free(unit);
}

static void test_empty_text_is_an_empty_unit(void **state)
{
	struct dl_unit *unit = read_good("");

	(void)state;
	assert_string_equal(unit->name, "");
	assert_round_trip(unit);
	dl_ir_unit_free(unit);
	unit = dl_ir_read(NULL, 0, NULL, 0);
	assert_non_null(unit);
	dl_ir_unit_free(unit);
}

#define BODY(text) "func \"f\" \"int\" {\n local $x \"int\"\nb0:\n" text "\n}\n"

static const struct {
	const char *text, *message;
} errors[] = {
	{"\nfoo", "line 2: unit, module, include, type, global, decl, tested or func expected"},
	{"unit", "line 1: name of the unit expected"},
	{"include 3", "line 1: name of a header expected"},
	{"include \"x.h\" at", "line 1: number expected"},
	{"unit \"x", "line 1: string without end"},
	{"unit \"x\n\"", "line 1: string without end"},
	{"unit \"\\q\"", "line 1: unknown escape in a string"},
	{"unit \"\\x00\"", "line 1: unknown escape in a string"},
	{"unit \"\\x4\"", "line 1: unknown escape in a string"},
	{"unit \"x\" ?", "line 1: byte that belongs to no word"},
	{"unit \"x\" 3", "line 1: something is left"},
	{"type \"t\"", "line 1: kind of type expected"},
	{"type \"t\" int x32", "line 1: s or u and a width expected"},
	{"type \"t\" int s", "line 1: s or u and a width expected"},
	{"type \"t\" int s3x", "line 1: s or u and a width expected"},
	{"type \"t\" int s0", "line 1: s or u and a width expected"},
	{"type \"t\" int s99999", "line 1: s or u and a width expected"},
	{"type \"t\" void\n type \"t\" void", "line 2: type \"t\" is declared twice"},
	{"type \"t\" ptr \"nix\"", "line 1: unknown type \"nix\""},
	{"type \"t\" record 8 { \"a\" \"int\" 0\n\"a\" \"int\" 0 }",
	 "line 2: member \"a\" is listed"},
	{"type \"t\" record -8 { }", "line 1: number out of range"},
	{"type \"t\" record 8 {", "'}' expected"},
	{"type \"t\" array \"t\" 2", "type \"t\" contains itself"},
	{"type \"t\" array \"u\" 2\ntype \"u\" array \"t\" 2", "contains itself"},
	{"global \"g\" \"int\"\nglobal \"g\" \"int\"", "line 2: global \"g\" is declared twice"},
	{"decl \"g\" \"int\" ()\ndecl \"g\" \"int\" ()",
	 "line 2: function \"g\" is declared twice"},
	{"decl \"g\" \"int\" (int)", "line 1: ')' expected"},
	{"func \"f\" \"int\" { }\nfunc \"f\" \"int\" { }", "line 2: function \"f\" has two bodies"},
	{"func \"f\" \"int\" {", "'}' expected"},
	{"func \"f\" \"int\" { ret }", "label of the first block expected"},
	{"func \"f\" \"int\" { local $x \"int\" param $y \"int\" }", "parameters come before"},
	{"func \"f\" \"int\" { local $x \"int\" local $x \"int\" }", "local $x is there twice"},
	{BODY("b0: ret"), "line 4: label b0 is there twice"},
	{BODY("jump b7"), "line 4: there is no label b7"},
	{BODY("frob $x"), "line 4: instruction or label expected"},
	{BODY("load \"int\" $y"), "line 4: unknown local $y"},
	{BODY("load \"int\" &y"), "line 4: unknown global &y"},
	{BODY("call \"int\" @y()"), "line 4: unknown function @y"},
	{BODY("load \"int\" %3"), "line 4: %3 is not defined"},
	{BODY("load \"int\" 12x:\"int\""), "line 4: letters after a number"},
	{BODY("load \"int\" 18446744073709551616:\"int\""), "line 4: number does not fit 64 bits"},
	{BODY("load \"int\" -9223372036854775809:\"int\""), "line 4: number does not fit 64 bits"},
	{BODY("load \"int\""), "operand expected"},
	{BODY("load \"int\" 12"), "':' expected"},
	{BODY("load \"int\" $"), "line 4: name expected after $, & or @"},
	{BODY("%x = load \"int\" $x"), "line 4: number expected after %"},
	{BODY("%1 load \"int\" $x"), "line 4: '=' expected"},
	{BODY("%1 = ret"), "line 4: ret has no result"},
	{BODY("%99999999 = load \"int\" $x"), "line 4: %99999999 is too large an id"},
	{BODY("load \"int\" %99999999"), "line 4: %99999999 is too large an id"},
	{BODY("%1 = load \"int\" $x\n%1 = load \"int\" $x"), "line 5: %1 is defined twice"},
	{BODY("bin frob \"int\" $x, $x"), "line 4: operator expected"},
	{BODY("cmp frob \"int\" $x, $x"), "line 4: comparison expected"},
	{BODY("field \"int *\" $x, \"struct s\".\"a\""), "\"struct s\" has no member \"a\""},
	{BODY("field \"int *\" $x, \"struct s\".\"a\"[3]"), "that member is not \"a\""},
	{BODY("switch 1:\"int\" { 3 b0, default: b0 }"), "':' expected"},
	{BODY("switch 1:\"int\" { 3: b0 }"), "',' expected"},
	{BODY("jump 3"), "line 4: label expected"},
	{BODY("ret at 3"), "':' expected"},
	{BODY("ret at 3:99999999999"), "line 4: number out of range"},
	{BODY("ret } unit"), "name of the unit expected"},
};

static void test_errors_say_line_and_reason(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(errors) / sizeof(errors[0]); i++) {
		char message[200] = "";
		struct dl_unit *unit = dl_ir_read(errors[i].text, strlen(errors[i].text), message,
						  sizeof(message));

		if (unit)
			fail_msg("read without error: %s", errors[i].text);
		assert_memory_equal(message, "line ", 5);
		assert_contains(message, errors[i].message);
	}
}

static void test_every_prefix_is_survived(void **state)
{
	(void)state;
	for (size_t len = 0; len < sizeof(sample); len++) {
		char *part = malloc(len + 1); /* exact, for the sanitizer */
		char message[8];
		struct dl_unit *unit;

		memcpy(part, sample, len);
		unit = dl_ir_read(part, len, message, sizeof(message));
		dl_ir_unit_free(unit);
		free(part);
	}
}

/* malloc'ed; path from this directory */
static char *read_file(const char *path)
{
	char *full, *text = calloc(1, 1 << 16);
	FILE *in;

	assert_non_null(text);
	assert_true(asprintf(&full, "%s/%s", TEST_DIR, path) > 0);
	in = fopen(full, "r");
	assert_non_null(in);
	assert_true(fread(text, 1, (1 << 16) - 1, in) > 0);
	fclose(in);
	free(full);
	return text;
}

static void test_example_of_the_manual(void **state)
{
	char *page = read_file("../../docs/ir.md");
	char *start = strstr(page, "## An example\n\n```\n"), *end;
	struct dl_unit *unit;

	(void)state;
	assert_non_null(start);
	start = strchr(strstr(start, "```"), '\n');
	end = strstr(start, "```");
	assert_non_null(end);
	*end = '\0';
	unit = read_good(start);
	assert_int_equal(unit->nfuncs, 1);
	dl_ir_unit_free(unit);
	free(page);
}

/* The fuzzer starts from it: it has to have every instruction. */
static void test_seed_of_the_fuzzer(void **state)
{
	char *text = read_file("../fuzz/corpus/ir_read/every-instruction.ir");
	struct dl_unit *unit = read_good(text);
	bool seen[DL_OP_COUNT] = {false};

	(void)state;
	for (size_t i = 0; i < unit->funcs[0]->nblocks; i++)
		for (size_t j = 0; j < unit->funcs[0]->blocks[i]->ninstrs; j++)
			seen[unit->funcs[0]->blocks[i]->instrs[j]->op] = true;
	for (unsigned op = 0; op < DL_OP_COUNT; op++)
		if (!seen[op])
			fail_msg("no %s", dl_ir_op_name((enum dl_op)op));
	assert_round_trip(unit);
	dl_ir_unit_free(unit);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sample_means_what_it_says),
		cmocka_unit_test(test_values_without_id_and_before_their_definition),
		cmocka_unit_test(test_types_that_c_spells_out_need_no_declaration),
		cmocka_unit_test(test_members_of_the_same_name),
		cmocka_unit_test(test_empty_text_is_an_empty_unit),
		cmocka_unit_test(test_errors_say_line_and_reason),
		cmocka_unit_test(test_every_prefix_is_survived),
		cmocka_unit_test(test_example_of_the_manual),
		cmocka_unit_test(test_seed_of_the_fuzzer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
