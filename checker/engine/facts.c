/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What the units say as a whole, found in one pass over the instructions without following paths:
 * which members are tested, released or compared with zero somewhere, what a function may do to
 * mappings through any chain of calls, and who calls whom.
 */
#include "checker/engine/impl.h"
#include "rules/api.h"

#include <string.h>

enum use { USE_TESTED = 1, USE_COMPARED = 2 };

struct place {			/* where a member is used: one for each directory */
	const struct dl_unit *unit;
	unsigned uses;
	struct place *next;
};

struct member {			/* of a record, by names: a struct seen by two units is one */
	const char *record, *field;	/* a global: no record */
	struct place *places;
	const struct dl_func *stored_by;	/* the function being scanned, if it stores the member */
	struct member *next;
};

struct node {			/* a function with a body */
	const struct dl_func *func;
	int reach;
	bool address_taken, visited, followed, not_followed, called;
	struct node **callees;
	size_t ncallees, cap_callees;
	struct node *next;	/* hash chain by name */
};

struct pointer_call {		/* through a pointer */
	const struct dl_instr *call;
	const struct dl_unit *unit;
	struct pointer_call *next;
};

#define BUCKETS 1024

struct dl_facts {
	struct dl_arena *arena;
	struct member *members[BUCKETS];
	struct node *by_name[BUCKETS];
	struct node **nodes;
	size_t nnodes;
	const struct dl_func **order;
	struct pointer_call *by_pointer;
};

static size_t hash_name(const char *s)
{
	return dl_hash_name(s) % BUCKETS;
}

/* ---- members --------------------------------------------------------------------------------- */

static struct member *member(struct dl_facts *f, const char *record, const char *field, bool make)
{
	size_t h = (hash_name(record) * 31 + hash_name(field)) % BUCKETS;
	struct member *m;

	for (m = f->members[h]; m; m = m->next)
		if (!strcmp(m->record, record) && !strcmp(m->field, field))
			return m;
	if (!make)
		return NULL;
	m = DL_NEW(f->arena, struct member);
	*m = (struct member){ record, field, NULL, NULL, f->members[h] };
	f->members[h] = m;
	return m;
}

static bool same_directory(const char *a, const char *b)
{
	size_t n = dl_directory_length(a);

	return n == dl_directory_length(b) && !strncmp(a, b, n);
}

static bool is_below(const char *a, const char *b)
{
	size_t n = dl_directory_length(b);

	return dl_directory_length(a) > n && !strncmp(a, b, n) && a[n] == '/';
}

/* Two drivers may have records of one name: what one does with its own says nothing of the other. */
static bool is_related(const struct dl_unit *a, const struct dl_unit *b)
{
	return same_directory(a->name, b->name) || is_below(a->name, b->name) ||
	       is_below(b->name, a->name) ||
	       (a->module && b->module && !strcmp(a->module, b->module));
}

static void add_use(struct dl_facts *f, struct member *m, const struct dl_unit *unit, unsigned use)
{
	struct place *p = m->places;

	while (p && !same_directory(p->unit->name, unit->name))
		p = p->next;
	if (!p) {
		p = DL_NEW(f->arena, struct place);
		*p = (struct place){ unit, 0, m->places };
		m->places = p;
	}
	p->uses |= use;
}

static bool has_use(const struct dl_facts *f, const struct dl_value *addr,
		    const struct dl_unit *from, unsigned use)
{
	const struct dl_global *global;
	const struct dl_type *record;
	const struct member *m;

	while (addr->kind == DL_V_INDEX)
		addr = addr->a;
	if (addr->kind == DL_V_GLOBAL) {
		global = addr->p;
		m = member((struct dl_facts *)f, "", global->name, false);
	} else if (addr->kind == DL_V_FIELD) {
		record = addr->p;
		m = member((struct dl_facts *)f, record->name, dl_value_field_name(addr), false);
	} else {
		return false;
	}
	for (const struct place *p = m ? m->places : NULL; p; p = p->next)
		if ((p->uses & use) && is_related(p->unit, from))
			return true;
	return false;
}

bool dl_facts_field_tested(const struct dl_facts *f, const struct dl_value *addr,
			    const struct dl_unit *from)
{
	return has_use(f, addr, from, USE_TESTED);
}

bool dl_facts_field_compared(const struct dl_facts *f, const struct dl_value *addr,
			    const struct dl_unit *from)
{
	return has_use(f, addr, from, USE_COMPARED);
}

/* ---- where an operand comes from ------------------------------------------------------------- */

static void note_operand(struct dl_facts *f, const struct dl_func *func,
			 const struct dl_operand *op, unsigned use, int depth);

/* Whatever is stored to the local anywhere may be what is read. */
static void note_local(struct dl_facts *f, const struct dl_func *func, const struct dl_local *local,
		       unsigned use, int depth)
{
	for (size_t i = 0; i < func->nblocks; i++) {
		const struct dl_block *b = func->blocks[i];

		for (size_t k = 0; k < b->ninstrs; k++) {
			const struct dl_instr *in = b->instrs[k];

			if (in->op == DL_OP_STORE && in->ops[0].kind == DL_OPERAND_LOCAL &&
			    in->ops[0].local == local)
				note_operand(f, func, &in->ops[1], use, depth - 1);
		}
	}
}

static struct member *member_at(struct dl_facts *f, const struct dl_instr *field)
{
	return member(f, field->record->name, field->record->fields[field->field].name, true);
}

/* A function that fills the member tests what it put there, not what others did. */
static void note_use(struct dl_facts *f, const struct dl_func *func, struct member *m, unsigned use)
{
	if (m->stored_by != func)
		add_use(f, m, func->unit, use);
}

static void note_address(struct dl_facts *f, const struct dl_func *func,
			 const struct dl_operand *addr, unsigned use, int depth)
{
	const struct dl_instr *in;

	if (addr->kind == DL_OPERAND_LOCAL && !addr->local->is_param) {
		note_local(f, func, addr->local, use, depth);
		return;
	}
	if (addr->kind == DL_OPERAND_GLOBAL)
		note_use(f, func, member(f, "", addr->global->name, true), use);
	if (addr->kind != DL_OPERAND_VALUE)
		return;
	in = addr->value;
	if (in->op == DL_OP_FIELD)
		note_use(f, func, member_at(f, in), use);
	else if (in->op == DL_OP_INDEX)
		note_address(f, func, &in->ops[0], use, depth);
}

static void note_operand(struct dl_facts *f, const struct dl_func *func,
			 const struct dl_operand *op, unsigned use, int depth)
{
	const struct dl_instr *in;

	if (op->kind != DL_OPERAND_VALUE || depth <= 0)
		return;
	in = op->value;
	switch (in->op) {
	case DL_OP_LOAD:
		note_address(f, func, &in->ops[0], use, depth);
		break;
	case DL_OP_CAST:
		note_operand(f, func, &in->ops[0], use, depth);
		break;
	case DL_OP_CMP:
		if (in->sub == DL_CMP_SLT && in->ops[1].kind == DL_OPERAND_INT)
			break;	/* "< 0" is no test for 0 */
		/* fall through */
	case DL_OP_BIN:
		note_operand(f, func, &in->ops[0], use, depth);
		note_operand(f, func, &in->ops[1], use, depth);
		break;
	case DL_OP_FIELD:	/* the address itself: an embedded list */
	case DL_OP_INDEX:
		note_address(f, func, op, use, depth);
		break;
	default:
		break;
	}
}

static void note_call(struct dl_facts *f, const struct dl_func *func, const struct dl_instr *in,
		      const struct dl_api *api)
{
	if (api->action != DL_ACT_TEST)
		return;
	for (size_t i = 0; i + 1 < in->nops && i < api->nargs; i++)
		if (api->args[i] == DL_ROLE_HANDLE)
			note_operand(f, func, &in->ops[i + 1], USE_TESTED, 3);
}

/* The member that the operand is read from, as it is or compared with something; NULL: none. */
static const struct dl_instr *member_read(const struct dl_operand *op)
{
	while (op->kind == DL_OPERAND_VALUE &&
	       (op->value->op == DL_OP_CAST || op->value->op == DL_OP_CMP))
		op = &op->value->ops[0];
	if (op->kind != DL_OPERAND_VALUE || op->value->op != DL_OP_LOAD)
		return NULL;
	op = &op->value->ops[0];
	while (op->kind == DL_OPERAND_VALUE && op->value->op == DL_OP_INDEX)
		op = &op->value->ops[0];
	return op->kind == DL_OPERAND_VALUE && op->value->op == DL_OP_FIELD ? op->value : NULL;
}

static bool same_member(const struct dl_instr *a, const struct dl_instr *b)
{
	return a && b && a->field == b->field && !strcmp(a->record->name, b->record->name);
}

static bool releases(const struct dl_instr *in, const struct dl_instr *member)
{
	const struct dl_api *api = dl_call_api(in);

	if (!api || api->action != DL_ACT_RELEASE)
		return false;
	for (size_t i = 1; i < in->nops; i++)
		if (same_member(member_read(&in->ops[i]), member))
			return true;
	return false;
}

/* "if (ring->desc) dma_free_coherent(.., ring->desc, ..)": nobody learns there that it failed. */
static bool guards_release(const struct dl_instr *branch)
{
	const struct dl_instr *member = branch->op == DL_OP_BRANCH ? member_read(&branch->ops[0])
								   : NULL;

	for (size_t i = 0; member && i < 2; i++)
		for (size_t k = 0; k < branch->targets[i]->ninstrs; k++)
			if (releases(branch->targets[i]->instrs[k], member))
				return true;
	return false;
}

/* ---- the call graph -------------------------------------------------------------------------- */

/* Two modules may have functions of one name: the neighbour's is meant, or the only one there is. */
static struct node *extern_node(const struct dl_facts *f, const struct dl_decl *decl,
				const struct dl_unit *from)
{
	struct node *n, *only = NULL;
	size_t count = 0;

	for (n = f->by_name[hash_name(decl->name)]; n; n = n->next) {
		if (n->func->is_static || strcmp(n->func->name, decl->name))
			continue;
		if (same_directory(n->func->unit->name, from->name))
			return n;
		only = n;
		count++;
	}
	return count == 1 ? only : NULL;
}

static struct node *node_of(const struct dl_facts *f, const struct dl_decl *decl,
			    const struct dl_unit *from)
{
	struct node *n;

	if (!decl)
		return NULL;
	for (n = f->by_name[hash_name(decl->name)]; n; n = n->next)
		if (n->func == decl->func)
			return n;
	return decl->func || decl->defined ? NULL : extern_node(f, decl, from);
}

static void add_callee(struct dl_facts *f, struct node *from, struct node *to)
{
	from->callees = dl_arena_reserve(f->arena, from->callees, from->ncallees,
					 &from->cap_callees, sizeof(struct node *));
	from->callees[from->ncallees++] = to;
	to->called = true;
}

static int reach_of(const struct dl_api *api)
{
	switch (api->action) {
	case DL_ACT_ACQUIRE: return DL_REACH_ACQUIRE;
	case DL_ACT_TEST:    return DL_REACH_TEST;
	case DL_ACT_RELEASE: break;
	default:	     return 0;
	}
	if (api->family == DL_FAMILY_DMAENGINE)	/* the record, and what is mapped for it */
		return DL_REACH_RELEASE;
	return dl_is_memory(api) ? DL_REACH_FREE : DL_REACH_UNMAP;
}

static void note_pointer_call(struct dl_facts *f, const struct dl_unit *unit,
			      const struct dl_instr *call)
{
	struct pointer_call *p = DL_NEW(f->arena, struct pointer_call);

	*p = (struct pointer_call){ call, unit, f->by_pointer };
	f->by_pointer = p;
}

static void scan_call(struct dl_facts *f, struct node *n, const struct dl_instr *in)
{
	const struct dl_decl *decl = dl_callee(in);
	const struct dl_api *api = dl_call_api(in);
	struct node *callee = api ? NULL : node_of(f, decl, n->func->unit);

	if (api) {
		n->reach |= reach_of(api);
		note_call(f, n->func, in, api);
	} else if (callee) {
		add_callee(f, n, callee);
	} else if (!decl) {
		note_pointer_call(f, n->func->unit, in);
	}
}

static void scan_instr(struct dl_facts *f, struct node *n, const struct dl_instr *in)
{
	if (in->op == DL_OP_CALL)
		scan_call(f, n, in);
	else if ((in->op == DL_OP_BRANCH && !in->loop && !guards_release(in)) ||
		 in->op == DL_OP_SWITCH)
		note_operand(f, n->func, &in->ops[0], USE_COMPARED, 4);
	for (size_t i = in->op == DL_OP_CALL ? 1 : 0; i < in->nops; i++) {
		struct node *taken = in->ops[i].kind == DL_OPERAND_FUNCTION
					     ? node_of(f, in->ops[i].decl, n->func->unit)
					     : NULL;

		if (taken)
			taken->address_taken = true;
	}
}

static void note_store(struct dl_facts *f, const struct dl_func *func, const struct dl_instr *in)
{
	const struct dl_operand *addr = &in->ops[0];

	if (in->op != DL_OP_STORE || in->ops[1].kind == DL_OPERAND_INT)
		return;
	if (addr->kind == DL_OPERAND_GLOBAL)
		member(f, "", addr->global->name, true)->stored_by = func;
	else if (addr->kind == DL_OPERAND_VALUE && addr->value->op == DL_OP_FIELD)
		member_at(f, addr->value)->stored_by = func;
}

static void scan(struct dl_facts *f, struct node *n)
{
	dl_for_each_instr(in, n->func)
		note_store(f, n->func, in);
	dl_for_each_instr(in, n->func)
		scan_instr(f, n, in);
}

static void spread_reach(struct dl_facts *f)
{
	bool changed = true;

	while (changed) {
		changed = false;
		for (size_t i = 0; i < f->nnodes; i++) {
			struct node *n = f->nodes[i];
			int before = n->reach;

			for (size_t k = 0; k < n->ncallees; k++)
				n->reach |= n->callees[k]->reach;
			changed |= n->reach != before;
		}
	}
}

/* Postorder, filled from the back: callers come before what they call. */
static void order_from(struct dl_facts *f, struct node *n, size_t *left)
{
	n->visited = true;
	for (size_t k = 0; k < n->ncallees; k++)
		if (!n->callees[k]->visited)
			order_from(f, n->callees[k], left);
	f->order[--*left] = n->func;
}

/* By a function that was not lowered, because nothing else of it matters. */
static void note_tested(struct dl_facts *f, const struct dl_unit *unit,
			const struct dl_tested *tested)
{
	const struct dl_type *record = tested->record;
	struct member *m = tested->global ? member(f, "", tested->global->name, true)
					  : member(f, record->name,
						   record->fields[tested->field].name, true);

	add_use(f, m, unit, USE_COMPARED);
}

struct dl_facts *dl_facts_new(struct dl_arena *arena, const struct dl_unit *const *units, size_t n)
{
	struct dl_facts *f = DL_NEW(arena, struct dl_facts);
	size_t count = 0, left;

	f->arena = arena;
	for (size_t u = 0; u < n; u++)
		count += units[u]->nfuncs;
	f->nodes = DL_NEW_ARRAY(arena, struct node *, count);
	f->order = DL_NEW_ARRAY(arena, const struct dl_func *, count);
	for (size_t u = 0; u < n; u++) {
		for (size_t i = 0; i < units[u]->nfuncs; i++) {
			struct node *node = DL_NEW(arena, struct node);
			size_t h = hash_name(units[u]->funcs[i]->name);

			node->func = units[u]->funcs[i];
			node->next = f->by_name[h];
			f->by_name[h] = node;
			f->nodes[f->nnodes++] = node;
		}
	}
	for (size_t u = 0; u < n; u++)
		for (size_t i = 0; i < units[u]->ntested; i++)
			note_tested(f, units[u], &units[u]->tested[i]);
	for (size_t i = 0; i < f->nnodes; i++)
		scan(f, f->nodes[i]);
	spread_reach(f);
	left = f->nnodes;
	for (size_t i = f->nnodes; i-- > 0;)
		if (!f->nodes[i]->visited)
			order_from(f, f->nodes[i], &left);
	return f;
}

int dl_facts_reach(const struct dl_facts *facts, const struct dl_decl *decl,
		   const struct dl_unit *from)
{
	const struct node *n = node_of(facts, decl, from);

	return n ? n->reach : -1;
}

const struct dl_func *dl_facts_body(const struct dl_facts *facts, const struct dl_decl *decl,
				    const struct dl_unit *from)
{
	const struct node *n = node_of(facts, decl, from);

	return n ? n->func : NULL;
}

const struct dl_func *const *dl_facts_order(const struct dl_facts *facts, size_t *count)
{
	*count = facts->nnodes;
	return facts->order;
}

static struct node *node_of_func(const struct dl_facts *f, const struct dl_func *func)
{
	return node_of(f, func->decl, func->unit);
}

void dl_facts_note_followed(struct dl_facts *facts, const struct dl_func *func, bool followed)
{
	struct node *n = node_of_func(facts, func);

	if (!n)
		return;
	n->followed |= followed;
	n->not_followed |= !followed;
}

static bool same_shape(const struct dl_type *a, const struct dl_type *b)
{
	if (!a || !b || a->kind != b->kind)
		return false;
	if (a->kind != DL_TYPE_POINTER)
		return a->bits == b->bits;
	return a->elem && b->elem && !strcmp(a->elem->name, b->elem->name);
}

static bool passes(const struct dl_instr *call, const struct dl_func *func)
{
	for (size_t i = 0; i < func->nparams; i++)
		if (call->ops[i + 1].type &&
		    !same_shape(call->ops[i + 1].type, func->locals[i]->type))
			return false;
	return true;
}

bool dl_facts_called_by_pointer(const struct dl_facts *f, const struct dl_func *func)
{
	for (const struct pointer_call *p = f->by_pointer; p; p = p->next)
		if (p->call->nops == func->nparams + 1 && is_related(p->unit, func->unit) &&
		    passes(p->call, func))
			return true;
	return false;
}

bool dl_facts_called_only(const struct dl_facts *facts, const struct dl_func *func)
{
	const struct node *n = node_of_func(facts, func);

	return n && func->is_static && n->called && !n->address_taken;
}

bool dl_facts_address_taken(const struct dl_facts *f, const struct dl_func *func)
{
	const struct node *n = node_of_func(f, func);

	return !n || n->address_taken;
}

bool dl_facts_called(const struct dl_facts *f, const struct dl_func *func)
{
	const struct node *n = node_of_func(f, func);

	return n && n->called;
}

bool dl_facts_always_followed(const struct dl_facts *facts, const struct dl_func *func)
{
	const struct node *n = node_of_func(facts, func);

	return n && n->followed && !n->not_followed;
}

size_t dl_facts_count_followed(const struct dl_facts *facts)
{
	size_t count = 0;

	for (size_t i = 0; i < facts->nnodes; i++)
		count += facts->nodes[i]->followed;
	return count;
}
