/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* One test a rule of the verifier: text that the reader takes, or a unit broken by hand. */
#include "test/unit/ir_text.h"

static void assert_broken(const struct dl_unit *unit, const char *part)
{
	char message[400] = "";

	assert_false(dl_ir_verify(unit, message, sizeof(message)));
	assert_contains(message, part);
}

#define BODY(text)                                                                                 \
	"type \"struct s\" record 8 { \"a\" \"int\" 0 }\n"                                         \
	"func \"f\" \"int\" {\n local $x \"int\" local $p \"int *\"\nb0:\n" text "\n}\n"

static const struct {
	const char *text, *message;
} broken_texts[] = {
	{"func \"f\" \"int\" { }", "function \"f\": no blocks"},
	{"func \"f\" \"int\" { b0: ret b1: }", "function \"f\": b1: the block is empty"},
	{BODY("load \"int\" $x"), "b0: instruction 0 (%0 = load): the block does not end in"},
	{BODY("ret\nret"), "b0: instruction 0 (ret): terminator inside a block"},
	{BODY("%5 = load \"int\" %5\nret"), "(%5 = load): operand 0, %5, is not defined on every"},
	{BODY("%1 = load \"int\" %2 %2 = load \"int *\" $p ret"), "operand 0, %2, is not defined"},
	{BODY("branch 1:\"int\", b1, b2\nb1: %1 = load \"int\" $x jump b2\nb2: ret %1"),
	 "b2: instruction 0 (ret): operand 0, %1, is not defined on every way"},
	{BODY("jump b2\nb1: %1 = load \"int\" $x jump b2\nb2: ret %1"), "is not defined on every"},
	{BODY("%1 = call \"void\" %1() ret %1"), "operand 0 is the result of a void call"},
	{BODY("%1 = opaque \"void\" () ret %1"), "operand 0 is the result of a void opaque"},
	{BODY("load \"int\" 3:\"int\" ret"), "(%0 = load): operand 0 is no address but \"int\""},
	{BODY("%1 = load \"int\" $x store \"int\" %1, 0:\"int\" ret"),
	 "(store): operand 0 is no address but \"int\""},
	{BODY("copy \"struct s\" $x, 1:\"int\" ret"), "(copy): operand 1 is no address"},
	{BODY("zero \"struct s\" 1:\"int\" ret"), "(zero): operand 0 is no address"},
	{BODY("index \"int\" 1:\"int\", 1:\"int\" ret"), "operand 0 is no address"},
	{BODY("field \"int\" $x, \"struct s\".\"a\" ret"), "the result is no pointer but \"int\""},
	{BODY("dead &g ret") "global \"g\" \"int\"", "(dead): operand 0 is no local"},
	{BODY("store \"int *\" $p, @g ret") "decl \"g\" \"int\" ()", "operand 1 has no type"},
	{BODY("switch 1:\"int\" { 3..2: b0, default: b0 }"), "(switch): case 0 is empty"},
};

static void test_broken_texts(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(broken_texts) / sizeof(broken_texts[0]); i++) {
		struct dl_unit *unit = read_text(broken_texts[i].text);

		assert_broken(unit, broken_texts[i].message);
		dl_ir_unit_free(unit);
	}
}

static void test_good_texts(void **state)
{
	static const char *const good[] = {
		BODY("ret"), /* C allows it */
		BODY("jump b0"),
		BODY("jump b1\nb2: ret %1\nb1: %1 = load \"int\" $x jump b2"),
		BODY("ret\nb1: ret %1\nb2: %1 = load \"int\" $x ret"), /* not reached */
		BODY("%1 = load \"int\" $x jump b1\nb1: branch %1, b1, b2 loop\nb2: ret %1"),
		BODY("%1 = index \"int\" $x, 1:\"int\" store \"int\" %1, 0:\"int\" ret"),
		BODY("store \"int\" 4096:\"int *\", 0:\"int\" ret"),
		BODY("switch 1:\"int\" { 5..-1: b0, default: b0 }"), /* unsigned */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		struct dl_unit *unit = read_good(good[i]);

		assert_round_trip(unit);
		dl_ir_unit_free(unit);
	}
}

/* A unit to break: b0 loads, takes a member and branches. */
struct fixture {
	struct dl_unit *unit;
	struct dl_func *func;
	struct dl_block *b0;
	struct dl_instr *load, *field, *bin, *cmp, *branch, *ret;
};

static struct fixture fixture(void)
{
	struct fixture f;

	f.unit = read_good("type \"struct s\" record 8 { \"a\" \"int\" 0 }\n"
			   "decl \"other\" \"int\" ()\n"
			   "func \"f\" \"int\" {\n"
			   "  param $s \"struct s *\"\n"
			   "  local $x \"int\"\n"
			   "b0: %0 = load \"struct s *\" $s\n"
			   "  %1 = field \"int *\" %0, \"struct s\".\"a\"\n"
			   "  %2 = bin add \"int\" 1:\"int\", 2:\"int\"\n"
			   "  %3 = cmp eq \"int\" 1:\"int\", 2:\"int\"\n"
			   "  branch %3, b1, b1\n"
			   "b1: ret %2\n"
			   "}\n");
	f.func = f.unit->funcs[0];
	f.b0 = f.func->blocks[0];
	f.load = f.b0->instrs[0];
	f.field = f.b0->instrs[1];
	f.bin = f.b0->instrs[2];
	f.cmp = f.b0->instrs[3];
	f.branch = f.b0->instrs[4];
	f.ret = f.func->blocks[1]->instrs[0];
	return f;
}

/* Breaks a fresh unit by one statement and expects the message. */
#define BROKEN(statement, message)                                                                 \
	do {                                                                                       \
		struct fixture f = fixture();                                                      \
                                                                                                   \
		statement;                                                                         \
		assert_broken(f.unit, message);                                                    \
		dl_ir_unit_free(f.unit);                                                           \
	} while (0)

static void test_broken_instructions(void **state)
{
	struct fixture other = fixture();

	(void)state;
	BROKEN(f.load->nops = 0, "b0: instruction 0 (%0 = load): 0 operands instead of 1");
	BROKEN(f.bin->nops = 1, "1 operands instead of 2");
	BROKEN(f.ret->nops = 2, "(ret): 2 operands instead of one at most");
	BROKEN((f.bin->op = DL_OP_CALL, f.bin->nops = 0), "call without a callee");
	BROKEN(f.bin->type = NULL, "(%2 = bin): no type");
	BROKEN(f.bin->sub = DL_BIN_COUNT, "no such operator");
	BROKEN(f.cmp->sub = DL_CMP_COUNT, "no such operator");
	BROKEN(f.bin->op = DL_OP_COUNT, "no such instruction");
	BROKEN(f.bin->block = f.func->blocks[1], "linked to another block");
	BROKEN(f.bin->id = 9, "the id is above those handed out");
	BROKEN(f.bin->id = 0, "the id is taken");
	BROKEN(f.branch->ntargets = 1, "(branch): 1 targets instead of 2");
	BROKEN(f.load->ntargets = 1, "1 targets instead of 0");
	BROKEN((f.ret->op = DL_OP_JUMP, f.ret->nops = 0), "(jump): 0 targets instead of 1");
	BROKEN((f.branch->op = DL_OP_SWITCH, f.branch->ncases = 0), "2 targets instead of 1");
	BROKEN((f.ret->op = DL_OP_ANY, f.ret->nops = 0), "(any): 0 targets instead of 1");
	BROKEN(f.branch->targets[1] = other.b0, "target 1 is not a block of this function");
	BROKEN(f.branch->targets[1] = NULL, "target 1 is not a block of this function");
	BROKEN(f.field->field = 1, "(%1 = field): member 1 of \"struct s\", which lists 1");
	BROKEN(f.field->record = f.cmp->type, "member of a type that is no record");
	BROKEN(f.field->record = NULL, "member of a type that is no record");
	dl_ir_unit_free(other.unit);
}

static void test_broken_operands(void **state)
{
	struct fixture other = fixture();

	(void)state;
	BROKEN(f.bin->ops[1].kind = DL_OPERAND_NONE, "(%2 = bin): operand 1 is missing");
	BROKEN(f.bin->ops[1].type = NULL, "operand 1 has no type");
	BROKEN(f.field->ops[0].value = NULL, "operand 0 is not a value of this function");
	BROKEN(f.field->ops[0].value = other.load, "operand 0 is not a value of this function");
	BROKEN(f.field->ops[0].value = f.branch, "operand 0 is not a value of this function");
	BROKEN(f.load->ops[0].local = other.func->locals[0], "operand 0 names nothing of this");
	BROKEN((f.load->ops[0].kind = DL_OPERAND_GLOBAL, f.load->ops[0].global = NULL),
	       "operand 0 names nothing of this");
	BROKEN((f.load->ops[0].kind = DL_OPERAND_FUNCTION,
		f.load->ops[0].decl = other.unit->decls[0]),
	       "operand 0 names nothing of this");
	BROKEN((f.load->ops[0].kind = DL_OPERAND_STRING, f.load->ops[0].string = NULL),
	       "operand 0 names nothing of this");
	dl_ir_unit_free(other.unit);
}

static void test_broken_functions(void **state)
{
	struct fixture other = fixture();

	(void)state;
	BROKEN(f.func->ret = NULL, "function \"f\": no return type");
	BROKEN(f.func->nparams = 3, "more parameters than locals");
	BROKEN(f.func->nparams = 2, "local $x: parameters must come first");
	BROKEN(f.func->locals[1]->is_param = true, "local $x: parameters must come first");
	BROKEN(f.func->locals[1]->id = 0, "local $x has a wrong id");
	BROKEN(f.b0->id = 1, "the id is not the block's position, 0");
	BROKEN(f.func->decl = NULL, "linked to another function's body");
	BROKEN(f.func->decl->func = NULL, "function \"f\" has two bodies");
	BROKEN(f.unit->nfuncs = 0, "1 declarations have a body, the unit has 0");
	BROKEN(f.func->unit = other.unit, "linked to another function's body");
	BROKEN(f.unit->decls[0]->func = f.func, "\"other\" is linked to another function's body");
	BROKEN(dl_ir_func(f.unit, f.func->decl, false, false, 0, 0), "\"f\" has two bodies");
	dl_ir_unit_free(other.unit);
}

static void test_broken_tables(void **state)
{
	(void)state;
	BROKEN(dl_ir_type_pointer(f.unit, "p", NULL, false), "type \"p\" has no element type");
	BROKEN(dl_ir_type_array(f.unit, "a", NULL, 1), "type \"a\" has no element type");
	BROKEN(dl_ir_type_int(f.unit, "i", 0, false, false), "type \"i\" is 0 bits wide");
	BROKEN(dl_ir_type_int(f.unit, "i", 8, false, false)->kind = (enum dl_type_kind)99,
	       "type \"i\" is of no kind");
	BROKEN(dl_ir_find_type(f.unit, "struct s")->fields[0].type = NULL,
	       "type \"struct s\": member 0 has no name or no type");
	BROKEN(dl_ir_global(f.unit, "g", NULL, false, false), "global \"g\" has no type");
	BROKEN(f.unit->decls[0]->ret = NULL, "declaration \"other\" has no return type");
	BROKEN(f.func->decl->params[0] = NULL, "declaration \"f\": parameter 0 has no type");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_broken_texts),	    cmocka_unit_test(test_good_texts),
		cmocka_unit_test(test_broken_instructions), cmocka_unit_test(test_broken_operands),
		cmocka_unit_test(test_broken_functions),    cmocka_unit_test(test_broken_tables),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
