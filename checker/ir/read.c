/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The text form read back: the inverse of print.c. Three passes over the items of the text, because
 * they may refer to each other in any order: scan() notes where each item is and makes the types,
 * still empty; declare() fills the types and makes globals and declarations; define() reads the
 * bodies. Inside a body, values and blocks may be used before they are seen: they are looked up when
 * the body is complete.
 *
 * The first error is kept, and from then on the text is at its end: every loop stops by itself.
 * Whether the unit makes sense (terminators, dominance, operand kinds) is for verify.c to say.
 */
#include <inttypes.h>
#include <stdarg.h>
#include <string.h>

#include "checker/ir/internal.h"
#include "checker/ir/ir.h"
#include "checker/ir/lex.h"

enum {
	MAX_VALUE_ID = 1 << 20,	/* readers of the IR keep arrays by id */
	MAX_BITS = 1 << 16,
	MAX_IMPLIED = 16,	/* stars of a pointer type that is not declared */
};

enum { SIZED, CHAINED };	/* the text says the size; size_arrays() has been there */

enum item_kind { ITEM_UNIT, ITEM_MODULE, ITEM_TYPE, ITEM_GLOBAL, ITEM_DECL, ITEM_FUNC, ITEM_NONE };

static const char *const item_words[] = {
	[ITEM_UNIT] = "unit",	  [ITEM_MODULE] = "module", [ITEM_TYPE] = "type",
	[ITEM_GLOBAL] = "global", [ITEM_DECL] = "decl",	    [ITEM_FUNC] = "func",
};

struct item {
	enum item_kind kind;
	struct dl_lexer at;	/* before its first word */
	struct dl_type *type;	/* TYPE */
	struct dl_decl *decl;	/* FUNC */
	bool implied;		/* FUNC: nothing but the body declares it */
};

struct label {
	struct dl_block *block;
	const char *name;
	uint32_t line;		/* of the first use */
	bool placed;
};

struct use {			/* of a value */
	struct dl_operand *op;
	uint32_t id, line;
};

struct reader {
	struct dl_lexer lexer;
	struct dl_token tok;		/* the next word */
	struct dl_unit *unit;
	bool failed;
	char *message;
	size_t message_size;
	struct dl_arena *arena;		/* for the whole text */
	struct item *items;
	size_t nitems, cap_items;
	struct dl_ir_index *marks;	/* types: b = SIZED or CHAINED */

	/* of the body being read */
	struct dl_func *func;
	struct dl_block *block;
	const char *file;
	struct dl_arena *scratch;
	struct dl_ir_index *names;	/* labels and values */
	struct label **labels;
	size_t nlabels, cap_labels;
	struct use *uses;
	size_t nuses, cap_uses;
	struct dl_instr **unnumbered;
	size_t nunnumbered, cap_unnumbered;
	uint32_t next_id;		/* above all ids seen */

	/* of the instruction being read */
	struct dl_operand *ops;
	struct dl_block **targets;
	struct dl_case *cases;
	size_t cap_ops, cap_targets, cap_cases;
};

/* Room for one more element; elements are copied as bytes. */
static void *reserve(struct dl_arena *arena, void *array, size_t n, size_t *cap, size_t size)
{
	void *larger;

	if (n < *cap)
		return array;
	*cap = *cap ? *cap * 2 : 16;
	larger = dl_arena_alloc(arena, *cap * size);
	if (n)
		memcpy(larger, array, n * size);
	return larger;
}

#define RESERVE(arena, array, n, cap) \
	((array) = reserve((arena), (array), (n), &(cap), sizeof(*(array))))

/* ---- words ----------------------------------------------------------------------------------- */

__attribute__((format(printf, 3, 4)))
static void fail_at(struct reader *r, uint32_t line, const char *fmt, ...)
{
	size_t size = r->message_size;
	va_list args;
	int n;

	if (!r->failed && size) {
		n = snprintf(r->message, size, "line %" PRIu32 ": ", line);
		va_start(args, fmt);
		if (n >= 0 && (size_t)n < size)
			vsnprintf(r->message + n, size - (size_t)n, fmt, args);
		va_end(args);
	}
	r->failed = true;
	r->lexer.pos = r->lexer.end;
	r->tok.kind = DL_TOKEN_END;
}

#define fail(r, ...) fail_at((r), (r)->tok.line, __VA_ARGS__)

/* A name for messages: what is there, cut to a readable length. */
#define SHOWN(token) (int)((token).len < 60 ? (token).len : 60), (token).text

static void next(struct reader *r)
{
	if (r->failed)
		return;
	r->tok = dl_lex(&r->lexer);
	if (r->tok.kind == DL_TOKEN_ERROR)
		fail(r, "%s", r->tok.text);
}

static void seek(struct reader *r, struct dl_lexer at)
{
	if (r->failed)
		return;
	r->lexer = at;
	next(r);
}

static bool at_punct(const struct reader *r, char c)
{
	return r->tok.kind == DL_TOKEN_PUNCT && r->tok.punct == c;
}

static bool accept_punct(struct reader *r, char c)
{
	bool found = at_punct(r, c);

	if (found)
		next(r);
	return found;
}

static void expect_punct(struct reader *r, char c)
{
	if (!accept_punct(r, c))
		fail(r, "'%c' expected", c);
}

static bool same_text(const struct dl_token *token, const char *s)
{
	return token->len == strlen(s) && !memcmp(token->text, s, token->len);
}

static bool accept_word(struct reader *r, const char *word)
{
	bool found = r->tok.kind == DL_TOKEN_WORD && same_text(&r->tok, word);

	if (found)
		next(r);
	return found;
}

/* An unsigned number up to max. */
static uint64_t expect_number(struct reader *r, uint64_t max)
{
	uint64_t number = r->tok.number;

	if (r->tok.kind != DL_TOKEN_NUMBER) {
		fail(r, "number expected");
		return 0;
	}
	if (r->tok.negative || number > max) {
		fail(r, "number out of range");
		return 0;
	}
	next(r);
	return number;
}

/* Any 64 bits, as signed or as unsigned number. */
static int64_t expect_imm(struct reader *r)
{
	uint64_t number = r->tok.number;

	if (r->tok.kind != DL_TOKEN_NUMBER) {
		fail(r, "number expected");
		return 0;
	}
	if (r->tok.negative)
		number = -number;
	next(r);
	return (int64_t)number;
}

/* The interned text of a token of that kind; "" on error. */
static const char *expect_text(struct reader *r, enum dl_token_kind kind, const char *what)
{
	const char *text;

	if (r->tok.kind != kind) {
		fail(r, "%s expected", what);
		return "";
	}
	text = dl_index_intern(r->unit->index, r->tok.text, r->tok.len);
	next(r);
	return text;
}

static const char *expect_string(struct reader *r, const char *what)
{
	return expect_text(r, DL_TOKEN_STRING, what);
}

/* ---- types ----------------------------------------------------------------------------------- */

/* C's own types need no declaration (LP64). Floats have no sign. */
static const struct builtin {
	const char *name;
	uint32_t bits;
	bool is_signed, is_float;
} builtins[] = {
	{ "char", 8, true, false },
	{ "signed char", 8, true, false },
	{ "unsigned char", 8, false, false },
	{ "_Bool", 8, false, false },
	{ "bool", 8, false, false },
	{ "short", 16, true, false },
	{ "unsigned short", 16, false, false },
	{ "int", 32, true, false },
	{ "unsigned int", 32, false, false },
	{ "long", 64, true, false },
	{ "unsigned long", 64, false, false },
	{ "long long", 64, true, false },
	{ "unsigned long long", 64, false, false },
	{ "size_t", 64, false, false },
	{ "float", 32, false, true },
	{ "double", 64, false, true },
};

static struct dl_type *implied_type(struct reader *r, const char *name, unsigned depth);

/* "struct ring *", "const char *", "char *const *": a pointer to what is left without the star. */
static struct dl_type *implied_pointer(struct reader *r, const char *name, unsigned depth)
{
	size_t len = strlen(name) - 1;
	bool to_const = false;
	const struct dl_type *elem;
	const char *start = name;

	while (len && name[len - 1] == ' ')
		len--;
	if (len > 6 && !memcmp(name + len - 6, "*const", 6)) {
		to_const = true;
		len -= 5;
	} else if (!memchr(name, '*', len)) {
		if (len > 6 && !strncmp(start, "const ", 6)) {
			to_const = true;
			start += 6;
		}
		if (strncmp(start, "volatile ", 9) == 0 && (size_t)(start - name) + 9 < len)
			start += 9;
	}
	len -= (size_t)(start - name);
	elem = implied_type(r, dl_index_intern(r->unit->index, start, len), depth + 1);
	return elem ? dl_ir_type_pointer(r->unit, name, elem, to_const) : NULL;
}

/* The type of that name; one that C spells out in the name need not be declared. */
static struct dl_type *implied_type(struct reader *r, const char *name, unsigned depth)
{
	struct dl_type *type = dl_ir_find_type(r->unit, name);
	size_t len = strlen(name);

	if (type)
		return type;
	if (!strcmp(name, "void"))
		return dl_ir_type_void(r->unit);
	if (len && name[len - 1] == '*')
		return depth < MAX_IMPLIED ? implied_pointer(r, name, depth) : NULL;
	if (!strncmp(name, "struct ", 7) || !strncmp(name, "union ", 6))
		return dl_ir_type_record(r->unit, name, 0, name[0] == 'u');
	if (!strncmp(name, "enum ", 5))
		return dl_ir_type_int(r->unit, name, 32, false, true);
	for (size_t i = 0; i < sizeof(builtins) / sizeof(builtins[0]); i++) {
		const struct builtin *b = &builtins[i];

		if (strcmp(name, b->name) != 0)
			continue;
		return b->is_float ? dl_ir_type_float(r->unit, name, b->bits)
				   : dl_ir_type_int(r->unit, name, b->bits, b->is_signed, false);
	}
	return NULL;
}

static struct dl_type *expect_type(struct reader *r)
{
	struct dl_token token = r->tok;
	const char *name = expect_string(r, "type");
	struct dl_type *type;

	if (r->failed)
		return NULL;
	type = implied_type(r, name, 0);
	if (!type)
		fail_at(r, token.line, "unknown type \"%.*s\"", SHOWN(token));
	return type;
}

/* s32, u8 */
static void read_int_type(struct reader *r, struct dl_type *type)
{
	struct dl_token token = r->tok;
	uint64_t bits = 0;

	if (token.kind == DL_TOKEN_WORD && token.len >= 2 && token.len <= 6) {
		for (size_t i = 1; i < token.len; i++) {
			if (token.text[i] < '0' || token.text[i] > '9') {
				fail(r, "s or u and a width expected");
				return;
			}
			bits = bits * 10 + (uint64_t)(token.text[i] - '0');
		}
	}
	if (!bits || bits > MAX_BITS || (token.text[0] != 's' && token.text[0] != 'u')) {
		fail(r, "s or u and a width expected");
		return;
	}
	type->is_signed = token.text[0] == 's';
	type->bits = (uint32_t)bits;
	type->size = (bits + 7) / 8;
	next(r);
}

static void read_record_type(struct reader *r, struct dl_type *type)
{
	type->size = expect_number(r, UINT64_MAX);
	expect_punct(r, '{');
	while (r->tok.kind == DL_TOKEN_STRING) {
		size_t before = type->nfields;
		uint32_t line = r->tok.line, width = 0;
		const char *name = expect_string(r, "member");
		const struct dl_type *of = expect_type(r);
		uint64_t offset = expect_number(r, UINT64_MAX);

		if (accept_punct(r, ':'))
			width = (uint32_t)expect_number(r, MAX_BITS);
		if (r->failed)
			return;
		dl_ir_record_field(r->unit, type, name, of, offset, width);
		if (type->nfields == before)
			fail_at(r, line, "member \"%.60s\" is listed twice", name);
	}
	expect_punct(r, '}');
}

static struct dl_key mark(const struct dl_type *type, int what)
{
	return (struct dl_key){ .kind = DL_KEY_TYPE, .a = type, .b = (uint64_t)what };
}

static void read_type(struct reader *r, struct dl_type *type)
{
	next(r);	/* "type", name and kind: scan() has seen them */
	next(r);
	next(r);
	switch (type->kind) {
	case DL_TYPE_INT:
		read_int_type(r, type);
		break;
	case DL_TYPE_FLOAT:
		type->bits = (uint32_t)expect_number(r, MAX_BITS);
		type->size = ((uint64_t)type->bits + 7) / 8;
		break;
	case DL_TYPE_POINTER:
		type->to_const = accept_word(r, "const");
		type->elem = expect_type(r);
		type->size = 8;
		break;
	case DL_TYPE_RECORD:
		read_record_type(r, type);
		break;
	case DL_TYPE_ARRAY:
		type->elem = expect_type(r);
		type->count = expect_number(r, UINT64_MAX);
		break;
	case DL_TYPE_VOID:
	case DL_TYPE_FUNCTION:
		break;
	}
	if (accept_word(r, "size")) {
		type->size = expect_number(r, UINT64_MAX);
		dl_index_set(r->marks, mark(type, SIZED), 1);
	}
}

/*
 * The size of an array is known when its element's is; elements may come later in the text, and be
 * arrays themselves. Walks down to the first element that is no array, then back up.
 */
static void size_arrays(struct reader *r)
{
	struct dl_type **chain = DL_NEW_ARRAY(r->arena, struct dl_type *, r->unit->ntypes);

	for (size_t i = 0; i < r->nitems && !r->failed; i++) {
		struct dl_type *type = r->items[i].type;
		size_t n = 0;

		for (; type && type->kind == DL_TYPE_ARRAY; type = (struct dl_type *)type->elem) {
			uintptr_t chained = dl_index_get(r->marks, mark(type, CHAINED));

			if (chained == i + 1)
				fail(r, "type \"%.60s\" contains itself", type->name);
			if (chained)
				break;
			dl_index_set(r->marks, mark(type, CHAINED), i + 1);
			chain[n++] = type;
		}
		while (n--)
			if (!dl_index_get(r->marks, mark(chain[n], SIZED)))
				chain[n]->size = dl_ir_array_size(chain[n]);
	}
}

/* ---- items ----------------------------------------------------------------------------------- */

static enum item_kind item_kind(const struct dl_token *token)
{
	enum item_kind kind = ITEM_UNIT;

	if (token->kind != DL_TOKEN_WORD)
		return ITEM_NONE;
	while (kind < ITEM_NONE && !same_text(token, item_words[kind]))
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
		{ "void", DL_TYPE_VOID },     { "int", DL_TYPE_INT },
		{ "enum", DL_TYPE_INT },      { "float", DL_TYPE_FLOAT },
		{ "ptr", DL_TYPE_POINTER },   { "record", DL_TYPE_RECORD },
		{ "union", DL_TYPE_RECORD },  { "array", DL_TYPE_ARRAY },
		{ "func", DL_TYPE_FUNCTION },
	};
	const char *name = expect_string(r, "name of a type");

	if (!r->failed && dl_ir_find_type(r->unit, name))
		fail(r, "type \"%.60s\" is declared twice", name);
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]) && !r->failed; i++) {
		struct dl_type *type;

		if (!accept_word(r, kinds[i].word))
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

	for (; r->tok.kind != DL_TOKEN_END; next(r)) {
		if (at_punct(r, '{'))
			depth++;
		else if (at_punct(r, '}') && depth)
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
	next(r);
	while (r->tok.kind != DL_TOKEN_END) {
		struct item item = { .kind = item_kind(&r->tok), .at = r->lexer };

		item.at.pos = r->tok.start;
		item.at.line = r->tok.line;
		if (item.kind == ITEM_NONE) {
			fail(r, "unit, module, type, global, decl or func expected");
			return;
		}
		next(r);
		if (item.kind == ITEM_TYPE)
			item.type = scan_type(r);
		RESERVE(r->arena, r->items, r->nitems, r->cap_items);
		r->items[r->nitems++] = item;
		skip_item(r);
	}
}

static void read_global(struct reader *r)
{
	const char *name = expect_string(r, "name");
	const struct dl_type *type = expect_type(r);
	bool is_static = accept_word(r, "static");
	bool is_const = accept_word(r, "const");

	if (r->failed)
		return;
	if (dl_ir_find_global(r->unit, name))
		fail(r, "global \"%.60s\" is declared twice", name);
	else
		dl_ir_global(r->unit, name, type, is_static, is_const);
}

static void read_decl(struct reader *r)
{
	const char *name = expect_string(r, "name");
	const struct dl_type *ret = expect_type(r);
	const struct dl_type **params = NULL;
	size_t n = 0, cap = 0;
	struct dl_decl *decl;

	expect_punct(r, '(');
	while (r->tok.kind == DL_TOKEN_STRING) {
		RESERVE(r->arena, params, n, cap);
		params[n++] = expect_type(r);
		if (!accept_punct(r, ','))
			break;
	}
	expect_punct(r, ')');
	if (!r->failed && dl_ir_find_decl(r->unit, name))
		fail(r, "function \"%.60s\" is declared twice", name);
	if (r->failed)
		return;
	decl = dl_ir_decl(r->unit, name, ret, params, n, false);
	for (;;) {
		if (accept_word(r, "defined"))
			decl->defined = true;
		else if (accept_word(r, "noreturn"))
			decl->noreturn = true;
		else if (accept_word(r, "variadic"))
			decl->variadic = true;
		else
			return;
	}
}

/* An item has to be followed by the next one, or by the end. */
static void expect_item_end(struct reader *r)
{
	if (r->tok.kind != DL_TOKEN_END && item_kind(&r->tok) == ITEM_NONE)
		fail(r, "something is left at the end of the item");
}

static void declare_item(struct reader *r, struct item *item)
{
	seek(r, item->at);
	if (item->kind == ITEM_FUNC)
		return;
	if (item->kind != ITEM_TYPE)
		next(r);
	if (item->kind == ITEM_UNIT)
		r->unit->name = expect_string(r, "name of the unit");
	else if (item->kind == ITEM_MODULE)
		r->unit->module = expect_string(r, "name of the module");
	else if (item->kind == ITEM_TYPE)
		read_type(r, item->type);
	else if (item->kind == ITEM_GLOBAL)
		read_global(r);
	else
		read_decl(r);
	expect_item_end(r);
}

/* Makes sure that a function with a body has a declaration before any body is read. */
static void declare_func(struct reader *r, struct item *item)
{
	const char *name;
	const struct dl_type *ret;

	seek(r, item->at);
	next(r);
	name = expect_string(r, "name");
	ret = expect_type(r);
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
	size_arrays(r);
	for (size_t i = 0; i < r->nitems && !r->failed; i++)
		if (r->items[i].kind == ITEM_FUNC)
			declare_func(r, &r->items[i]);
}

/* ---- parts of instructions ------------------------------------------------------------------- */

/* ["file":]line:column */
static dl_loc read_loc(struct reader *r, const char *file)
{
	uint32_t line, column;

	if (r->tok.kind == DL_TOKEN_STRING) {
		file = expect_string(r, "file");
		expect_punct(r, ':');
	}
	line = (uint32_t)expect_number(r, UINT32_MAX);
	expect_punct(r, ':');
	column = (uint32_t)expect_number(r, UINT32_MAX);
	return r->failed ? 0 : dl_ir_loc(r->unit, file, line, column);
}

static struct dl_operand read_local(struct reader *r)
{
	struct dl_token token = r->tok;
	const struct dl_local *local =
		dl_ir_find_local(r->func, expect_text(r, DL_TOKEN_LOCAL, "local"));

	if (local)
		return dl_ir_local_addr(local);
	fail_at(r, token.line, "unknown local $%.*s", SHOWN(token));
	return (struct dl_operand){ .kind = DL_OPERAND_NONE };
}

static struct dl_operand read_global_operand(struct reader *r)
{
	struct dl_token token = r->tok;
	const struct dl_global *global =
		dl_ir_find_global(r->unit, expect_text(r, DL_TOKEN_GLOBAL, "global"));

	if (global)
		return dl_ir_global_addr(global);
	fail_at(r, token.line, "unknown global &%.*s", SHOWN(token));
	return (struct dl_operand){ .kind = DL_OPERAND_NONE };
}

static struct dl_operand read_function(struct reader *r)
{
	struct dl_token token = r->tok;
	const struct dl_decl *decl =
		dl_ir_find_decl(r->unit, expect_text(r, DL_TOKEN_FUNCTION, "function"));

	if (!decl) {
		fail_at(r, token.line, "unknown function @%.*s", SHOWN(token));
		return (struct dl_operand){ .kind = DL_OPERAND_NONE };
	}
	return dl_ir_function_addr(decl, accept_punct(r, ':') ? expect_type(r) : NULL);
}

/* A value: found by finish_values(). Until then the operand holds the id. */
static struct dl_operand read_value(struct reader *r)
{
	struct dl_operand op = { .kind = DL_OPERAND_VALUE };

	if (r->tok.number > MAX_VALUE_ID)
		fail(r, "%%%" PRIu64 " is too large an id", r->tok.number);
	op.imm = (int64_t)r->tok.number;
	next(r);
	return op;
}

static struct dl_operand read_constant(struct reader *r)
{
	struct dl_operand op = { .kind = DL_OPERAND_INT };

	if (r->tok.kind == DL_TOKEN_NUMBER) {
		op.imm = expect_imm(r);
	} else {
		op.kind = DL_OPERAND_STRING;
		op.string = expect_string(r, "operand");
	}
	expect_punct(r, ':');
	op.type = expect_type(r);
	return op;
}

static bool at_operand(const struct reader *r)
{
	switch (r->tok.kind) {
	case DL_TOKEN_VALUE:
	case DL_TOKEN_LOCAL:
	case DL_TOKEN_GLOBAL:
	case DL_TOKEN_FUNCTION:
	case DL_TOKEN_NUMBER:
	case DL_TOKEN_STRING:
		return true;
	default:
		return false;
	}
}

static struct dl_operand read_operand(struct reader *r)
{
	switch (r->tok.kind) {
	case DL_TOKEN_VALUE:
		return read_value(r);
	case DL_TOKEN_LOCAL:
		return read_local(r);
	case DL_TOKEN_GLOBAL:
		return read_global_operand(r);
	case DL_TOKEN_FUNCTION:
		return read_function(r);
	default:
		return read_constant(r);
	}
}

static void push_operand(struct reader *r, struct dl_instr *proto)
{
	if (r->failed)
		return;
	if (!at_operand(r)) {
		fail(r, "operand expected");
		return;
	}
	RESERVE(r->scratch, r->ops, proto->nops, r->cap_ops);
	r->ops[proto->nops] = read_operand(r);
	proto->ops = r->ops;
	proto->nops++;
}

static void push_operands(struct reader *r, struct dl_instr *proto)
{
	expect_punct(r, '(');
	while (at_operand(r)) {
		push_operand(r, proto);
		if (!accept_punct(r, ','))
			break;
	}
	expect_punct(r, ')');
}

/* The label of that name, made at the first use; its block is placed where the label is. */
static struct label *get_label(struct reader *r, const struct dl_token *token)
{
	struct dl_key key = { .kind = DL_KEY_LABEL };
	struct label *label;

	key.a = dl_index_intern(r->names, token->text, token->len);
	label = (struct label *)dl_index_get(r->names, key);
	if (label)
		return label;
	label = DL_NEW(r->scratch, struct label);
	label->block = DL_NEW(r->unit->arena, struct dl_block);
	label->name = key.a;
	label->line = token->line;
	RESERVE(r->scratch, r->labels, r->nlabels, r->cap_labels);
	r->labels[r->nlabels++] = label;
	dl_index_set(r->names, key, (uintptr_t)label);
	return label;
}

static void push_target(struct reader *r, struct dl_instr *proto)
{
	if (r->tok.kind != DL_TOKEN_WORD) {
		fail(r, "label expected");
		return;
	}
	RESERVE(r->scratch, r->targets, proto->ntargets, r->cap_targets);
	r->targets[proto->ntargets++] = get_label(r, &r->tok)->block;
	proto->targets = r->targets;
	next(r);
}

/* { lo..hi: label, ..., default: label } */
static void push_cases(struct reader *r, struct dl_instr *proto)
{
	expect_punct(r, '{');
	while (!r->failed && !accept_word(r, "default")) {
		struct dl_case range;

		range.lo = range.hi = expect_imm(r);
		if (r->tok.kind == DL_TOKEN_RANGE) {
			next(r);
			range.hi = expect_imm(r);
		}
		RESERVE(r->scratch, r->cases, proto->ncases, r->cap_cases);
		r->cases[proto->ncases++] = range;
		proto->cases = r->cases;
		expect_punct(r, ':');
		push_target(r, proto);
		expect_punct(r, ',');
	}
	expect_punct(r, ':');
	push_target(r, proto);
	expect_punct(r, '}');
}

/* "record"."member" or "record"."member"[number in the record] */
static void read_member(struct reader *r, struct dl_instr *proto)
{
	const struct dl_type *record = expect_type(r);
	struct dl_token token;
	const char *name;
	int64_t found;

	expect_punct(r, '.');
	token = r->tok;
	name = expect_string(r, "member");
	if (r->failed)
		return;
	proto->record = record;
	if (accept_punct(r, '[')) {
		proto->field = (uint32_t)expect_number(r, UINT32_MAX);
		expect_punct(r, ']');
		if (!r->failed && (proto->field >= record->nfields ||
				   strcmp(record->fields[proto->field].name, name) != 0))
			fail_at(r, token.line, "that member is not \"%.*s\"", SHOWN(token));
		return;
	}
	found = dl_ir_find_member(r->unit, record, name);
	if (found < 0)
		fail_at(r, token.line, "\"%.60s\" has %s member \"%.*s\"", record->name,
			found == -1 ? "no" : "more than one", SHOWN(token));
	proto->field = (uint32_t)found;
}

/* A name of the bin or cmp table, as its number. */
static void read_sub(struct reader *r, struct dl_instr *proto, bool cmp)
{
	unsigned count = cmp ? (unsigned)DL_CMP_COUNT : (unsigned)DL_BIN_COUNT;

	for (unsigned i = 0; i < count; i++) {
		if (accept_word(r, cmp ? dl_ir_cmp_name((enum dl_cmp)i)
				       : dl_ir_bin_name((enum dl_bin)i))) {
			proto->sub = (uint8_t)i;
			return;
		}
	}
	fail(r, cmp ? "comparison expected" : "operator expected");
}

/* One letter of the instruction's format: see internal.h. */
static void read_part(struct reader *r, struct dl_instr *proto, char part)
{
	switch (part) {
	case 'b':
	case 'c':
		read_sub(r, proto, part == 'c');
		break;
	case 'T':
		proto->type = expect_type(r);
		break;
	case 'r':
		if (at_operand(r))
			push_operand(r, proto);
		break;
	case 'o':
		push_operand(r, proto);
		break;
	case 'a':
		push_operands(r, proto);
		break;
	case 'f':
		read_member(r, proto);
		break;
	case 'm':
		if (accept_word(r, "as"))
			proto->as = expect_string(r, "name of a macro");
		break;
	case 't':
		push_target(r, proto);
		break;
	case 'n':
		push_target(r, proto);
		while (accept_punct(r, ','))
			push_target(r, proto);
		break;
	case 's':
		push_cases(r, proto);
		break;
	case 'l':
		proto->loop = accept_word(r, "loop");
		break;
	case ',':
		expect_punct(r, ',');
		break;
	default:	/* a space */
		break;
	}
}

/* ---- bodies ---------------------------------------------------------------------------------- */

/* DL_OP_COUNT if the word is no instruction. */
static enum dl_op find_op(const struct dl_token *token)
{
	unsigned op = 0;

	while (op < DL_OP_COUNT && !same_text(token, dl_ir_op_name((enum dl_op)op)))
		op++;
	return (enum dl_op)op;
}

/* Gives the instruction the id that the text says; without one it waits for finish_values(). */
static void number_instr(struct reader *r, struct dl_instr *instr, const struct dl_token *id)
{
	struct dl_key key = { .kind = DL_KEY_VALUE };

	if (id->kind != DL_TOKEN_VALUE) {
		if (!dl_ir_op_info[instr->op].result)
			return;
		RESERVE(r->scratch, r->unnumbered, r->nunnumbered, r->cap_unnumbered);
		r->unnumbered[r->nunnumbered++] = instr;
		return;
	}
	key.b = id->number;
	if (!dl_ir_op_info[instr->op].result)
		fail_at(r, id->line, "%s has no result", dl_ir_op_name(instr->op));
	else if (id->number > MAX_VALUE_ID)
		fail_at(r, id->line, "%%%" PRIu64 " is too large an id", id->number);
	else if (dl_index_get(r->names, key))
		fail_at(r, id->line, "%%%" PRIu64 " is defined twice", id->number);
	if (r->failed)
		return;
	dl_index_set(r->names, key, (uintptr_t)instr);
	instr->id = (uint32_t)id->number;
	if (instr->id >= r->next_id)
		r->next_id = instr->id + 1;
}

static void note_uses(struct reader *r, struct dl_instr *instr, uint32_t line)
{
	for (size_t i = 0; i < instr->nops; i++) {
		if (instr->ops[i].kind != DL_OPERAND_VALUE)
			continue;
		RESERVE(r->scratch, r->uses, r->nuses, r->cap_uses);
		r->uses[r->nuses++] =
			(struct use){ &instr->ops[i], (uint32_t)instr->ops[i].imm, line };
	}
}

/* [%id =] op ... [at place]; the word of the op is the next token. */
static void read_instr(struct reader *r, const struct dl_token *id)
{
	struct dl_instr proto = { .op = DL_OP_COUNT };
	uint32_t line = r->tok.line;
	struct dl_instr *instr;

	if (r->tok.kind == DL_TOKEN_WORD)
		proto.op = find_op(&r->tok);
	if (proto.op == DL_OP_COUNT) {
		fail(r, "instruction or label expected");
		return;
	}
	next(r);
	for (const char *part = dl_ir_format[proto.op]; *part && !r->failed; part++)
		read_part(r, &proto, *part);
	if (accept_word(r, "at"))
		proto.loc = read_loc(r, r->file);
	if (r->failed)
		return;
	if (proto.op == DL_OP_CALL && proto.ops[0].kind == DL_OPERAND_FUNCTION)
		proto.ops[0].type = NULL;	/* as dl_ir_call() has it */
	instr = dl_ir_append(r->block, r->func, &proto);
	number_instr(r, instr, id);
	note_uses(r, instr, line);
}

static void place_label(struct reader *r, const struct dl_token *token)
{
	struct label *label = get_label(r, token);

	if (label->placed) {
		fail_at(r, token->line, "label %.*s is there twice", SHOWN(*token));
		return;
	}
	label->placed = true;
	dl_ir_attach_block(r->func, label->block);
	r->block = label->block;
}

/* A label or an instruction: the word after it tells. */
static void read_line(struct reader *r)
{
	struct dl_token id = { .kind = DL_TOKEN_END };
	struct dl_lexer ahead;
	struct dl_token after;

	if (r->tok.kind == DL_TOKEN_WORD) {
		ahead = r->lexer;
		after = dl_lex(&ahead);
		if (after.kind == DL_TOKEN_PUNCT && after.punct == ':') {
			place_label(r, &r->tok);
			next(r);
			expect_punct(r, ':');
			return;
		}
	}
	if (r->tok.kind == DL_TOKEN_VALUE) {
		id = r->tok;
		next(r);
		expect_punct(r, '=');
	}
	if (!r->block)
		fail(r, "label of the first block expected");
	else
		read_instr(r, &id);
}

/*
 * The type of an INDEX is its address operand's, which may be an INDEX that comes later in the text.
 * Steps are bounded: values that depend on each other in a circle are verify.c's to report.
 */
static const struct dl_type *value_type(const struct dl_instr *instr, size_t limit)
{
	const struct dl_instr *at = instr;

	while (at->op == DL_OP_INDEX && limit--) {
		const struct dl_operand *addr = &at->ops[0];

		if (addr->type || addr->kind != DL_OPERAND_VALUE)
			return addr->type;
		at = addr->value;
	}
	return at->type;
}

static void finish_values(struct reader *r)
{
	for (size_t i = 0; i < r->nuses; i++) {
		const struct use *use = &r->uses[i];
		struct dl_key key = { .kind = DL_KEY_VALUE, .b = use->id };

		use->op->value = (const struct dl_instr *)dl_index_get(r->names, key);
		if (!use->op->value) {
			fail_at(r, use->line, "%%%" PRIu32 " is not defined", use->id);
			return;
		}
	}
	for (size_t i = 0; i < r->nuses; i++)
		r->uses[i].op->type = value_type(r->uses[i].op->value, r->nuses);
	for (size_t i = 0; i < r->nunnumbered; i++)
		r->unnumbered[i]->id = r->next_id++;
	r->func->nvalues = r->next_id;
}

static void finish_labels(struct reader *r)
{
	for (size_t i = 0; i < r->nlabels && !r->failed; i++)
		if (!r->labels[i]->placed)
			fail_at(r, r->labels[i]->line, "there is no label %.60s",
				r->labels[i]->name);
}

static void read_locals(struct reader *r)
{
	while (!r->failed) {
		bool is_param = accept_word(r, "param");
		const struct dl_type *type;
		const char *name;

		if (!is_param && !accept_word(r, "local"))
			return;
		if (is_param && r->func->nparams < r->func->nlocals)
			fail(r, "parameters come before other locals");
		name = expect_text(r, DL_TOKEN_LOCAL, "$ and a name");
		type = expect_type(r);
		if (!r->failed && dl_ir_find_local(r->func, name))
			fail(r, "local $%.60s is there twice", name);
		if (!r->failed)
			dl_ir_local(r->func, name, type, is_param);
	}
}

static void declare_params(struct reader *r)
{
	struct dl_decl *decl = r->func->decl;
	const struct dl_type **params =
		DL_NEW_ARRAY(r->unit->arena, const struct dl_type *, r->func->nparams);

	for (size_t i = 0; i < r->func->nparams; i++)
		params[i] = r->func->locals[i]->type;
	decl->params = params;
	decl->nparams = r->func->nparams;
}

static void read_header(struct reader *r, struct item *item)
{
	const struct dl_type *ret;
	bool is_static, in_header;
	dl_loc loc = 0, end = 0;

	next(r);
	expect_string(r, "name");
	ret = expect_type(r);
	is_static = accept_word(r, "static");
	in_header = accept_word(r, "header");
	if (accept_word(r, "at"))
		loc = read_loc(r, r->unit->name);
	r->file = loc ? dl_ir_place(r->unit, loc)->file : r->unit->name;
	if (accept_word(r, "end"))
		end = read_loc(r, r->file);
	if (!r->failed && item->decl->func)
		fail(r, "function \"%.60s\" has two bodies", item->decl->name);
	if (r->failed)
		return;
	r->func = dl_ir_func(r->unit, item->decl, is_static, in_header, loc, end);
	r->func->ret = ret;
}

static void read_body(struct reader *r, bool implied)
{
	expect_punct(r, '{');
	read_locals(r);
	if (implied && !r->failed)
		declare_params(r);
	while (!r->failed && !at_punct(r, '}'))
		read_line(r);
	if (!r->failed)
		finish_values(r);
	finish_labels(r);
	expect_punct(r, '}');
	expect_item_end(r);
}

static void define_func(struct reader *r, struct item *item)
{
	r->scratch = dl_arena_new();
	r->names = dl_index_new(r->scratch);
	r->block = NULL;
	r->labels = NULL;
	r->uses = NULL;
	r->unnumbered = NULL;
	r->ops = NULL;
	r->targets = NULL;
	r->cases = NULL;
	r->nlabels = r->cap_labels = r->nuses = r->cap_uses = 0;
	r->nunnumbered = r->cap_unnumbered = 0;
	r->cap_ops = r->cap_targets = r->cap_cases = 0;
	r->next_id = 0;
	seek(r, item->at);
	read_header(r, item);
	if (!r->failed)
		read_body(r, item->implied);
	dl_arena_free(r->scratch);
}

/* Third pass: the bodies. */
static void define(struct reader *r)
{
	for (size_t i = 0; i < r->nitems && !r->failed; i++)
		if (r->items[i].kind == ITEM_FUNC)
			define_func(r, &r->items[i]);
}

struct dl_unit *dl_ir_read(const char *text, size_t len, char *message, size_t message_size)
{
	struct reader r = {
		.lexer = { .pos = text, .end = len ? text + len : text, .line = 1 },
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
