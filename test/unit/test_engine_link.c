/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Which units are one group, and what groups know of each other. */
#include "test/unit/ir_text.h"

#include "checker/engine/link.h"

#define MOST 8

struct fixture {
	struct dl_arena *arena;
	const struct dl_summary *units[MOST];
	size_t count;
	struct dl_groups groups;
};

static void add(struct fixture *f, const char *text)
{
	struct dl_unit *unit = read_good(text);

	if (!f->arena)
		f->arena = dl_arena_new();
	f->units[f->count++] = dl_summarize(unit, f->arena);
	dl_ir_unit_free(unit);
}

static void link_all(struct fixture *f)
{
	f->groups = dl_link(f->units, f->count, f->arena);
}

static bool together(const struct fixture *f, size_t a, size_t b)
{
	return f->groups.of[a] == f->groups.of[b];
}

#define DEFINES(name, how) "func \"" name "\" \"void\" " how "{\nb0:\n  ret\n}\n"
#define CALLS(name)                                                                                \
	"decl \"" name "\" \"void\" ()\n"                                                          \
	"func \"caller\" \"void\" static {\nb0:\n  call \"void\" @" name "()\n  ret\n}\n"

static void one_module_is_one_group(void **state)
{
	struct fixture f = { 0 };

	(void)state;
	add(&f, "unit \"a/x.c\"\nmodule \"m\"\n" DEFINES("f", ""));
	add(&f, "unit \"b/y.c\"\nmodule \"n\"\n" DEFINES("g", ""));
	add(&f, "unit \"c/z.c\"\nmodule \"m\"\n" DEFINES("h", ""));
	link_all(&f);
	assert_int_equal(f.groups.count, 2);
	assert_true(together(&f, 0, 2));
	assert_false(together(&f, 0, 1));
	dl_arena_free(f.arena);
}

static void without_a_module_it_is_the_directory(void **state)
{
	struct fixture f = { 0 };

	(void)state;
	add(&f, "unit \"a/x.c\"\n" DEFINES("f", ""));
	add(&f, "unit \"a/y.c\"\n" DEFINES("g", ""));
	add(&f, "unit \"b/z.c\"\n" DEFINES("h", ""));
	add(&f, "unit \"b/w.c\"\nmodule \"a\"\n" DEFINES("i", ""));
	link_all(&f);
	assert_int_equal(f.groups.count, 3);
	assert_true(together(&f, 0, 1));
	dl_arena_free(f.arena);
}

static void a_call_joins_modules(void **state)
{
	struct fixture f = { 0 };

	(void)state;
	add(&f, "unit \"a/x.c\"\nmodule \"user\"\n" CALLS("lib_map"));
	add(&f, "unit \"b/y.c\"\nmodule \"none\"\n" DEFINES("lib_unmap", ""));
	add(&f, "unit \"c/z.c\"\nmodule \"lib\"\n" DEFINES("lib_map", ""));
	add(&f, "unit \"d/w.c\"\nmodule \"other\"\n" CALLS("lib_map"));
	link_all(&f);
	assert_int_equal(f.groups.count, 2);
	assert_true(together(&f, 0, 2));
	assert_true(together(&f, 0, 3));
	assert_false(together(&f, 0, 1));
	dl_arena_free(f.arena);
}

/* A static function of that name is another one, and the API is known without its body. */
static void what_does_not_join(void **state)
{
	struct fixture f = { 0 };

	(void)state;
	add(&f, "unit \"a/x.c\"\nmodule \"a\"\n" CALLS("helper"));
	add(&f, "unit \"b/y.c\"\nmodule \"b\"\n" DEFINES("helper", "static "));
	add(&f, "unit \"c/z.c\"\nmodule \"c\"\n" CALLS("dma_unmap_sgtable"));
	add(&f, "unit \"d/w.c\"\nmodule \"d\"\n" DEFINES("dma_unmap_sgtable", ""));
	link_all(&f);
	assert_int_equal(f.groups.count, 4);
	dl_arena_free(f.arena);
}

#define TOUCHES(size, field, offset)                                                               \
	"type \"struct r\" record " size " { \"" field "\" \"unsigned long\" " offset " }\n"       \
	"func \"t\" \"void\" static {\n  param $r \"struct r *\"\nb0:\n"                           \
	"  %0 = load \"struct r *\" $r\n"                                                          \
	"  %1 = field \"unsigned long *\" %0, \"struct r\".\"" field "\"\n"                        \
	"  store \"unsigned long\" %1, 0:\"unsigned long\"\n  ret\n}\n"

static void members_that_several_touch(void **state)
{
	struct fixture f = { 0 };
	const struct dl_shared *shared;

	(void)state;
	add(&f, "unit \"a/x.c\"\nmodule \"a\"\n" TOUCHES("16", "dma", "0"));
	add(&f, "unit \"b/y.c\"\nmodule \"b\"\n" TOUCHES("16", "dma", "0"));
	add(&f, "unit \"c/z.c\"\nmodule \"c\"\n" TOUCHES("16", "len", "64"));
	add(&f, "unit \"d/w.c\"\nmodule \"d\"\n" TOUCHES("24", "dma", "0"));
	link_all(&f);
	assert_int_equal(f.groups.count, 4);
	shared = dl_link_shared(f.units, f.count, &f.groups, f.arena);
	assert_int_equal(shared[0].count, 1);
	assert_int_equal(shared[1].count, 1);
	assert_int_equal(shared[0].members[0], shared[1].members[0]);
	assert_int_equal(shared[2].count, 0);
	assert_int_equal(shared[3].count, 0);
	dl_arena_free(f.arena);
}

static void within_a_group_nothing_is_shared(void **state)
{
	struct fixture f = { 0 };

	(void)state;
	add(&f, "unit \"a/x.c\"\nmodule \"a\"\n" TOUCHES("16", "dma", "0"));
	add(&f, "unit \"a/y.c\"\nmodule \"a\"\n" TOUCHES("16", "dma", "0"));
	link_all(&f);
	assert_int_equal(dl_link_shared(f.units, f.count, &f.groups, f.arena)[0].count, 0);
	dl_arena_free(f.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_module_is_one_group),
		cmocka_unit_test(without_a_module_it_is_the_directory),
		cmocka_unit_test(a_call_joins_modules),
		cmocka_unit_test(what_does_not_join),
		cmocka_unit_test(members_that_several_touch),
		cmocka_unit_test(within_a_group_nothing_is_shared),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
