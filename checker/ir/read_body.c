/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Functions in the text form. What follows the name of an instruction is read along its format
 * string (internal.h). Values and blocks may be used before they are seen: uses are noted and
 * looked up when the body is complete.
 */
#include "checker/ir/read.h"

#include <inttypes.h>

enum { MAX_VALUE_ID = 1 << 20 }; /* readers of the IR keep arrays by id */

/* ["file":]line:column */
dl_loc dl_read_loc(struct reader *r, const char *file)
{
	uint32_t line, column;

	if (r->tok.kind == DL_TOKEN_STRING) {
		file = dl_expect_string(r, "file");
		dl_expect_punct(r, ':');
	}
	line = (uint32_t)dl_expect_number(r, UINT32_MAX);
	dl_expect_punct(r, ':');
	column = (uint32_t)dl_expect_number(r, UINT32_MAX);
	return r->failed ? 0 : dl_ir_loc(r->unit, file, line, column);
}

static struct dl_operand read_local(struct reader *r)
{
	struct dl_token token = r->tok;
	const struct dl_local *local =
		dl_ir_find_local(r->func, dl_expect_text(r, DL_TOKEN_LOCAL, "local"));

	if (local)
		return dl_ir_local_addr(local);
	dl_fail_at(r, token.line, "unknown local $%.*s", SHOWN(token));
	return (struct dl_operand){.kind = DL_OPERAND_NONE};
}

static struct dl_operand read_global_operand(struct reader *r)
{
	struct dl_token token = r->tok;
	const struct dl_global *global =
		dl_ir_find_global(r->unit, dl_expect_text(r, DL_TOKEN_GLOBAL, "global"));

	if (global)
		return dl_ir_global_addr(global);
	dl_fail_at(r, token.line, "unknown global &%.*s", SHOWN(token));
	return (struct dl_operand){.kind = DL_OPERAND_NONE};
}

static struct dl_operand read_function(struct reader *r)
{
	struct dl_token token = r->tok;
	const struct dl_decl *decl =
		dl_ir_find_decl(r->unit, dl_expect_text(r, DL_TOKEN_FUNCTION, "function"));

	if (!decl) {
		dl_fail_at(r, token.line, "unknown function @%.*s", SHOWN(token));
		return (struct dl_operand){.kind = DL_OPERAND_NONE};
	}
	return dl_ir_function_addr(decl, dl_accept_punct(r, ':') ? dl_expect_type(r) : NULL);
}

/* A value: found by finish_values(). Until then the operand holds the id. */
static struct dl_operand read_value(struct reader *r)
{
	struct dl_operand op = {.kind = DL_OPERAND_VALUE};

	if (r->tok.number > MAX_VALUE_ID)
		fail(r, "%%%" PRIu64 " is too large an id", r->tok.number);
	op.imm = (int64_t)r->tok.number;
	dl_next(r);
	return op;
}

static struct dl_operand read_constant(struct reader *r)
{
	struct dl_operand op = {.kind = DL_OPERAND_INT};

	if (r->tok.kind == DL_TOKEN_NUMBER) {
		op.imm = dl_expect_imm(r);
	} else {
		op.kind = DL_OPERAND_STRING;
		op.string = dl_expect_string(r, "operand");
	}
	dl_expect_punct(r, ':');
	op.type = dl_expect_type(r);
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
	dl_expect_punct(r, '(');
	while (at_operand(r)) {
		push_operand(r, proto);
		if (!dl_accept_punct(r, ','))
			break;
	}
	dl_expect_punct(r, ')');
}

/* The label of that name, made at the first use; its block is placed where the label is. */
static struct label *get_label(struct reader *r, const struct dl_token *token)
{
	struct dl_key key = {.kind = DL_KEY_LABEL};
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
	dl_next(r);
}

/* { lo..hi: label, ..., default: label } */
static void push_cases(struct reader *r, struct dl_instr *proto)
{
	dl_expect_punct(r, '{');
	while (!r->failed && !dl_accept_word(r, "default")) {
		struct dl_case range;

		range.lo = range.hi = dl_expect_imm(r);
		if (r->tok.kind == DL_TOKEN_RANGE) {
			dl_next(r);
			range.hi = dl_expect_imm(r);
		}
		RESERVE(r->scratch, r->cases, proto->ncases, r->cap_cases);
		r->cases[proto->ncases++] = range;
		proto->cases = r->cases;
		dl_expect_punct(r, ':');
		push_target(r, proto);
		dl_expect_punct(r, ',');
	}
	dl_expect_punct(r, ':');
	push_target(r, proto);
	dl_expect_punct(r, '}');
}

void dl_read_member(struct reader *r, const struct dl_type **in, uint32_t *field)
{
	const struct dl_type *record = dl_expect_type(r);
	struct dl_token token;
	const char *name;
	int64_t found;

	dl_expect_punct(r, '.');
	token = r->tok;
	name = dl_expect_string(r, "member");
	if (r->failed)
		return;
	*in = record;
	if (dl_accept_punct(r, '[')) {
		*field = (uint32_t)dl_expect_number(r, UINT32_MAX);
		dl_expect_punct(r, ']');
		if (!r->failed && (*field >= record->nfields ||
				   strcmp(record->fields[*field].name, name) != 0))
			dl_fail_at(r, token.line, "that member is not \"%.*s\"", SHOWN(token));
		return;
	}
	found = dl_ir_find_member(r->unit, record, name);
	if (found < 0)
		dl_fail_at(r, token.line, "\"%.60s\" has %s member \"%.*s\"", record->name,
			   found == -1 ? "no" : "more than one", SHOWN(token));
	*field = (uint32_t)found;
}

/* A name of the bin or cmp table, as its number. */
static void read_sub(struct reader *r, struct dl_instr *proto, bool cmp)
{
	unsigned count = cmp ? (unsigned)DL_CMP_COUNT : (unsigned)DL_BIN_COUNT;

	for (unsigned i = 0; i < count; i++) {
		if (dl_accept_word(r, cmp ? dl_ir_cmp_name((enum dl_cmp)i)
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
		proto->type = dl_expect_type(r);
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
		dl_read_member(r, &proto->record, &proto->field);
		break;
	case 'm':
		if (dl_accept_word(r, "as"))
			proto->as = dl_expect_string(r, "name of a macro");
		break;
	case 't':
		push_target(r, proto);
		break;
	case 'n':
		push_target(r, proto);
		while (dl_accept_punct(r, ','))
			push_target(r, proto);
		break;
	case 's':
		push_cases(r, proto);
		break;
	case 'l':
		proto->loop = dl_accept_word(r, "loop");
		break;
	case ',':
		dl_expect_punct(r, ',');
		break;
	default: /* a space */
		break;
	}
}

/* ---- bodies ---- */

/* DL_OP_COUNT if the word is no instruction. */
static enum dl_op find_op(const struct dl_token *token)
{
	unsigned op = 0;

	while (op < DL_OP_COUNT && !dl_same_text(token, dl_ir_op_name((enum dl_op)op)))
		op++;
	return (enum dl_op)op;
}

/* Gives the instruction the id that the text says; without one it waits for finish_values(). */
static void number_instr(struct reader *r, struct dl_instr *instr, const struct dl_token *id)
{
	struct dl_key key = {.kind = DL_KEY_VALUE};

	if (id->kind != DL_TOKEN_VALUE) {
		if (!dl_ir_op_info[instr->op].result)
			return;
		RESERVE(r->scratch, r->unnumbered, r->nunnumbered, r->cap_unnumbered);
		r->unnumbered[r->nunnumbered++] = instr;
		return;
	}
	key.b = id->number;
	if (!dl_ir_op_info[instr->op].result)
		dl_fail_at(r, id->line, "%s has no result", dl_ir_op_name(instr->op));
	else if (id->number > MAX_VALUE_ID)
		dl_fail_at(r, id->line, "%%%" PRIu64 " is too large an id", id->number);
	else if (dl_index_get(r->names, key))
		dl_fail_at(r, id->line, "%%%" PRIu64 " is defined twice", id->number);
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
			(struct use){&instr->ops[i], (uint32_t)instr->ops[i].imm, line};
	}
}

/* [%id =] op ... [at place]; the word of the op is the next token. */
static void read_instr(struct reader *r, const struct dl_token *id)
{
	struct dl_instr proto = {.op = DL_OP_COUNT};
	uint32_t line = r->tok.line;
	struct dl_instr *instr;

	if (r->tok.kind == DL_TOKEN_WORD)
		proto.op = find_op(&r->tok);
	if (proto.op == DL_OP_COUNT) {
		fail(r, "instruction or label expected");
		return;
	}
	dl_next(r);
	for (const char *part = dl_ir_format[proto.op]; *part && !r->failed; part++)
		read_part(r, &proto, *part);
	if (dl_accept_word(r, "at"))
		proto.loc = dl_read_loc(r, r->file);
	if (r->failed)
		return;
	if (proto.op == DL_OP_CALL && proto.ops[0].kind == DL_OPERAND_FUNCTION)
		proto.ops[0].type = NULL; /* as dl_ir_call() has it */
	instr = dl_ir_append(r->block, r->func, &proto);
	number_instr(r, instr, id);
	note_uses(r, instr, line);
}

static void place_label(struct reader *r, const struct dl_token *token)
{
	struct label *label = get_label(r, token);

	if (label->placed) {
		dl_fail_at(r, token->line, "label %.*s is there twice", SHOWN(*token));
		return;
	}
	label->placed = true;
	dl_ir_attach_block(r->func, label->block);
	r->block = label->block;
}

/* A label or an instruction: the word after it tells. */
static void read_line(struct reader *r)
{
	struct dl_token id = {.kind = DL_TOKEN_END};
	struct dl_lexer ahead;
	struct dl_token after;

	if (r->tok.kind == DL_TOKEN_WORD) {
		ahead = r->lexer;
		after = dl_lex(&ahead);
		if (after.kind == DL_TOKEN_PUNCT && after.punct == ':') {
			place_label(r, &r->tok);
			dl_next(r);
			dl_expect_punct(r, ':');
			return;
		}
	}
	if (r->tok.kind == DL_TOKEN_VALUE) {
		id = r->tok;
		dl_next(r);
		dl_expect_punct(r, '=');
	}
	if (!r->block)
		fail(r, "label of the first block expected");
	else
		read_instr(r, &id);
}

/*
 * The type of an INDEX is its address operand's, which may be an INDEX that comes later in the
 * text. Steps are bounded: values that depend on each other in a circle are verify.c's to report.
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
		struct dl_key key = {.kind = DL_KEY_VALUE, .b = use->id};

		use->op->value = (const struct dl_instr *)dl_index_get(r->names, key);
		if (!use->op->value) {
			dl_fail_at(r, use->line, "%%%" PRIu32 " is not defined", use->id);
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
			dl_fail_at(r, r->labels[i]->line, "there is no label %.60s",
				   r->labels[i]->name);
}

static void read_locals(struct reader *r)
{
	while (!r->failed) {
		bool is_param = dl_accept_word(r, "param");
		const struct dl_type *type;
		const char *name;

		if (!is_param && !dl_accept_word(r, "local"))
			return;
		if (is_param && r->func->nparams < r->func->nlocals)
			fail(r, "parameters come before other locals");
		name = dl_expect_text(r, DL_TOKEN_LOCAL, "$ and a name");
		type = dl_expect_type(r);
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

	dl_next(r);
	dl_expect_string(r, "name");
	ret = dl_expect_type(r);
	is_static = dl_accept_word(r, "static");
	in_header = dl_accept_word(r, "header");
	if (dl_accept_word(r, "at"))
		loc = dl_read_loc(r, r->unit->name);
	r->file = loc ? dl_ir_place(r->unit, loc)->file : r->unit->name;
	if (dl_accept_word(r, "end"))
		end = dl_read_loc(r, r->file);
	if (!r->failed && item->decl->func)
		fail(r, "function \"%.60s\" has two bodies", item->decl->name);
	if (r->failed)
		return;
	r->func = dl_ir_func(r->unit, item->decl, is_static, in_header, loc, end);
	r->func->ret = ret;
}

static void read_body(struct reader *r, bool implied)
{
	dl_expect_punct(r, '{');
	read_locals(r);
	if (implied && !r->failed)
		declare_params(r);
	while (!r->failed && !dl_at_punct(r, '}'))
		read_line(r);
	if (!r->failed)
		finish_values(r);
	finish_labels(r);
	dl_expect_punct(r, '}');
	dl_expect_item_end(r);
}

void dl_define_func(struct reader *r, struct item *item)
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
	dl_seek(r, item->at);
	read_header(r, item);
	if (!r->failed)
		read_body(r, item->implied);
	dl_arena_free(r->scratch);
}
