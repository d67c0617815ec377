/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Types in the text form: declared ones, and those that C spells out in their name, which need no
 * declaration.
 */
#include "checker/ir/read.h"

enum { MAX_IMPLIED = 16 }; /* stars of a pointer type that is not declared */

/* C's own types need no declaration (LP64). Floats have no sign. */
static const struct builtin {
	const char *name;
	uint32_t bits;
	bool is_signed, is_float;
} builtins[] = {
	{"char", 8, true, false},
	{"signed char", 8, true, false},
	{"unsigned char", 8, false, false},
	{"_Bool", 8, false, false},
	{"bool", 8, false, false},
	{"short", 16, true, false},
	{"unsigned short", 16, false, false},
	{"int", 32, true, false},
	{"unsigned int", 32, false, false},
	{"long", 64, true, false},
	{"unsigned long", 64, false, false},
	{"long long", 64, true, false},
	{"unsigned long long", 64, false, false},
	{"size_t", 64, false, false},
	{"float", 32, false, true},
	{"double", 64, false, true},
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

struct dl_type *dl_expect_type(struct reader *r)
{
	struct dl_token token = r->tok;
	const char *name = dl_expect_string(r, "type");
	struct dl_type *type;

	if (r->failed)
		return NULL;
	type = implied_type(r, name, 0);
	if (!type)
		dl_fail_at(r, token.line, "unknown type \"%.*s\"", SHOWN(token));
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
	dl_next(r);
}

static void read_record_type(struct reader *r, struct dl_type *type)
{
	type->size = dl_expect_number(r, UINT64_MAX);
	dl_expect_punct(r, '{');
	while (r->tok.kind == DL_TOKEN_STRING) {
		size_t before = type->nfields;
		uint32_t line = r->tok.line, width = 0;
		const char *name = dl_expect_string(r, "member");
		const struct dl_type *of = dl_expect_type(r);
		uint64_t offset = dl_expect_number(r, UINT64_MAX);

		if (dl_accept_punct(r, ':'))
			width = (uint32_t)dl_expect_number(r, MAX_BITS);
		if (r->failed)
			return;
		dl_ir_record_field(r->unit, type, name, of, offset, width);
		if (type->nfields == before)
			dl_fail_at(r, line, "member \"%.60s\" is listed twice", name);
	}
	dl_expect_punct(r, '}');
}

static struct dl_key mark(const struct dl_type *type, int what)
{
	return (struct dl_key){.kind = DL_KEY_TYPE, .a = type, .b = (uint64_t)what};
}

void dl_read_type(struct reader *r, struct dl_type *type)
{
	dl_next(r); /* "type", name and kind: scan() has seen them */
	dl_next(r);
	dl_next(r);
	switch (type->kind) {
	case DL_TYPE_INT:
		read_int_type(r, type);
		break;
	case DL_TYPE_FLOAT:
		type->bits = (uint32_t)dl_expect_number(r, MAX_BITS);
		type->size = ((uint64_t)type->bits + 7) / 8;
		break;
	case DL_TYPE_POINTER:
		type->to_const = dl_accept_word(r, "const");
		type->elem = dl_expect_type(r);
		type->size = 8;
		break;
	case DL_TYPE_RECORD:
		read_record_type(r, type);
		break;
	case DL_TYPE_ARRAY:
		type->elem = dl_expect_type(r);
		type->count = dl_expect_number(r, UINT64_MAX);
		break;
	case DL_TYPE_VOID:
	case DL_TYPE_FUNCTION:
		break;
	}
	if (dl_accept_word(r, "size")) {
		type->size = dl_expect_number(r, UINT64_MAX);
		dl_index_set(r->marks, mark(type, SIZED), 1);
	}
}

/*
 * The size of an array is known when its element's is; elements may come later in the text, and be
 * arrays themselves. Walks down to the first element that is no array, then back up.
 */
void dl_size_arrays(struct reader *r)
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
