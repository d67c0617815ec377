/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The text form read back: the inverse of print.c. Three passes over the items of the text, because
 * they may refer to each other in any order: scan() notes where each item is and makes the types,
 * still empty; declare() fills the types and makes globals and declarations; define() reads the
 * bodies. Inside a body, values and blocks may be used before they are seen: they are looked up
 * when the body is complete.
 *
 * The first error is kept, and from then on the text is at its end: every loop stops by itself.
 * read_words.c takes the words, read_types.c the types, read_body.c the bodies.
 *
 * Whether the unit makes sense (terminators, dominance, operand kinds) is for verify.c to say.
 */
#include "checker/ir/read.h"

static const char *const item_words[] = {
	[ITEM_UNIT] = "unit",	  [ITEM_MODULE] = "module", [ITEM_TYPE] = "type",
	[ITEM_GLOBAL] = "global", [ITEM_DECL] = "decl",	    [ITEM_FUNC] = "func",
	[ITEM_TESTED] = "tested", [ITEM_INCLUDE] = "include",
};

static enum item_kind item_kind(const struct dl_token *token)
{
	enum item_kind kind = ITEM_UNIT;

	if (token->kind != DL_TOKEN_WORD)
		return ITEM_NONE;
	while (kind < ITEM_NONE && !dl_same_text(token, item_words[kind]))
		kind++;
	return kind;
}

/* Makes the type, so that others can name it: kind and name, nothing more. */
static struct dl_type *scan_type(struct reader *r)
{
	static const struct {
		const char *word;
		enum dl_type_kind kind;
	} kinds[] = {
		{"void", DL_TYPE_VOID},	   {"int", DL_TYPE_INT},     {"enum", DL_TYPE_INT},
		{"float", DL_TYPE_FLOAT},  {"ptr", DL_TYPE_POINTER}, {"record", DL_TYPE_RECORD},
		{"union", DL_TYPE_RECORD}, {"array", DL_TYPE_ARRAY}, {"func", DL_TYPE_FUNCTION},
	};
	const char *name = dl_expect_string(r, "name of a type");

	if (!r->failed && dl_ir_find_type(r->unit, name))
		fail(r, "type \"%.60s\" is declared twice", name);
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]) && !r->failed; i++) {
		struct dl_type *type;

		if (!dl_accept_word(r, kinds[i].word))
			continue;
		type = dl_ir_new_type(r->unit, kinds[i].kind, name);
		type->is_enum = !strcmp(kinds[i].word, "enum");
		type->is_union = !strcmp(kinds[i].word, "union");
		return type;
	}
	fail(r, "kind of type expected");
	return NULL;
}

/* To the next word, outside braces, that starts an item. */
static void skip_item(struct reader *r)
{
	size_t depth = 0;

	for (; r->tok.kind != DL_TOKEN_END; dl_next(r)) {
		if (dl_at_punct(r, '{'))
			depth++;
		else if (dl_at_punct(r, '}') && depth)
			depth--;
		else if (!depth && item_kind(&r->tok) != ITEM_NONE)
			return;
	}
	if (depth)
		fail(r, "'}' expected");
}

/* First pass: where the items are, and the types by name. */
static void scan(struct reader *r)
{
	dl_next(r);
	while (r->tok.kind != DL_TOKEN_END) {
		struct item item = {.kind = item_kind(&r->tok), .at = r->lexer};

		item.at.pos = r->tok.start;
		item.at.line = r->tok.line;
		if (item.kind == ITEM_NONE) {
			fail(r, "unit, module, include, type, global, decl, tested or func expected");
			return;
		}
		dl_next(r);
		if (item.kind == ITEM_TYPE)
			item.type = scan_type(r);
		RESERVE(r->arena, r->items, r->nitems, r->cap_items);
		r->items[r->nitems++] = item;
		skip_item(r);
	}
}

static void read_global(struct reader *r)
{
	const char *name = dl_expect_string(r, "name");
	const struct dl_type *type = dl_expect_type(r);
	bool is_static = dl_accept_word(r, "static");
	bool is_const = dl_accept_word(r, "const");

	if (r->failed)
		return;
	if (dl_ir_find_global(r->unit, name))
		fail(r, "global \"%.60s\" is declared twice", name);
	else
		dl_ir_global(r->unit, name, type, is_static, is_const);
}

static void read_decl(struct reader *r)
{
	const char *name = dl_expect_string(r, "name");
	const struct dl_type *ret = dl_expect_type(r);
	const struct dl_type **params = NULL;
	size_t n = 0, cap = 0;
	struct dl_decl *decl;

	dl_expect_punct(r, '(');
	while (r->tok.kind == DL_TOKEN_STRING) {
		RESERVE(r->arena, params, n, cap);
		params[n++] = dl_expect_type(r);
		if (!dl_accept_punct(r, ','))
			break;
	}
	dl_expect_punct(r, ')');
	if (!r->failed && dl_ir_find_decl(r->unit, name))
		fail(r, "function \"%.60s\" is declared twice", name);
	if (r->failed)
		return;
	decl = dl_ir_decl(r->unit, name, ret, params, n, false);
	for (;;) {
		if (dl_accept_word(r, "defined"))
			decl->defined = true;
		else if (dl_accept_word(r, "listed"))
			decl->listed = true;
		else if (dl_accept_word(r, "noreturn"))
			decl->noreturn = true;
		else if (dl_accept_word(r, "variadic"))
			decl->variadic = true;
		else
			return;
	}
}

static void read_include(struct reader *r)
{
	const char *name = dl_expect_string(r, "name of a header");
	dl_loc loc = dl_accept_word(r, "at") ? dl_read_loc(r, r->unit->name) : 0;

	if (!r->failed)
		dl_ir_include(r->unit, name, loc);
}

/* Once types and globals are read. */
static void read_tested(struct reader *r)
{
	struct dl_token token;
	const struct dl_type *record = NULL;
	const struct dl_global *global;
	uint32_t field = 0;

	dl_next(r);
	token = r->tok;
	if (token.kind != DL_TOKEN_GLOBAL) {
		dl_read_member(r, &record, &field);
		if (!r->failed)
			dl_ir_tested_member(r->unit, record, field);
		return;
	}
	global = dl_ir_find_global(r->unit, dl_expect_text(r, DL_TOKEN_GLOBAL, "global"));
	if (global)
		dl_ir_tested_global(r->unit, global);
	else
		dl_fail_at(r, token.line, "unknown global &%.*s", SHOWN(token));
}

/* An item has to be followed by the next one, or by the end. */
void dl_expect_item_end(struct reader *r)
{
	if (r->tok.kind != DL_TOKEN_END && item_kind(&r->tok) == ITEM_NONE)
		fail(r, "something is left at the end of the item");
}

static void declare_item(struct reader *r, struct item *item)
{
	dl_seek(r, item->at);
	if (item->kind == ITEM_FUNC || item->kind == ITEM_TESTED)
		return;
	if (item->kind != ITEM_TYPE)
		dl_next(r);
	if (item->kind == ITEM_UNIT)
		r->unit->name = dl_expect_string(r, "name of the unit");
	else if (item->kind == ITEM_MODULE)
		r->unit->module = dl_expect_string(r, "name of the module");
	else if (item->kind == ITEM_INCLUDE)
		read_include(r);
	else if (item->kind == ITEM_TYPE)
		dl_read_type(r, item->type);
	else if (item->kind == ITEM_GLOBAL)
		read_global(r);
	else
		read_decl(r);
	dl_expect_item_end(r);
}

/* Makes sure that a function with a body has a declaration before any body is read. */
static void declare_func(struct reader *r, struct item *item)
{
	const char *name;
	const struct dl_type *ret;

	dl_seek(r, item->at);
	dl_next(r);
	name = dl_expect_string(r, "name");
	ret = dl_expect_type(r);
	if (r->failed)
		return;
	item->decl = dl_ir_find_decl(r->unit, name);
	if (!item->decl) {
		item->decl = dl_ir_decl(r->unit, name, ret, NULL, 0, false);
		item->implied = true;
	}
}

/* Second pass: everything but the bodies. */
static void declare(struct reader *r)
{
	for (size_t i = 0; i < r->nitems && !r->failed; i++)
		declare_item(r, &r->items[i]);
	dl_size_arrays(r);
	for (size_t i = 0; i < r->nitems && !r->failed; i++) {
		if (r->items[i].kind != ITEM_TESTED)
			continue;
		dl_seek(r, r->items[i].at);
		read_tested(r);
		dl_expect_item_end(r);
	}
	for (size_t i = 0; i < r->nitems && !r->failed; i++)
		if (r->items[i].kind == ITEM_FUNC)
			declare_func(r, &r->items[i]);
}

/* Third pass: the bodies. */
static void define(struct reader *r)
{
	for (size_t i = 0; i < r->nitems && !r->failed; i++)
		if (r->items[i].kind == ITEM_FUNC)
			dl_define_func(r, &r->items[i]);
}

struct dl_unit *dl_ir_read(const char *text, size_t len, char *message, size_t message_size)
{
	struct reader r = {
		.lexer = {.pos = text, .end = len ? text + len : text, .line = 1},
		.message = message,
		.message_size = message_size,
	};

	r.unit = dl_ir_unit_new("");
	r.arena = dl_arena_new();
	r.marks = dl_index_new(r.arena);
	r.lexer.scratch = r.arena;
	scan(&r);
	declare(&r);
	define(&r);
	dl_arena_free(r.arena);
	if (!r.failed)
		return r.unit;
	dl_ir_unit_free(r.unit);
	return NULL;
}
