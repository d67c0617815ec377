/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Making values: hash-consing and the normal forms that make equal things identical. Sums are kept
 * as linear combinations in a fixed order, comparisons as EQ, SLT, ULT and NOT.
 */
#include "checker/engine/value_sums.h"

#define MAX_DEPTH 24
#define MAX_WEIGHT 200	/* walking a value costs as much */

static const char too_deep;	/* its address names unknowns that were cut off */

struct dl_values {
	struct dl_arena *arena;
	struct dl_value **buckets;
	size_t nbuckets, count;
	uint32_t opaque;	/* unknowns made because something got too deep */
};

struct dl_values *dl_values_new(struct dl_arena *arena)
{
	struct dl_values *vs = DL_NEW(arena, struct dl_values);

	vs->arena = arena;
	vs->nbuckets = 1024;
	vs->buckets = DL_NEW_ARRAY(arena, struct dl_value *, vs->nbuckets);
	return vs;
}

static uint64_t mix(uint64_t h, uint64_t x)
{
	h ^= x + 0x9e3779b97f4a7c15ull + (h << 6) + (h >> 2);
	return h * 0xff51afd7ed558ccdull;
}

/* Types are not part of identity, but for CAST: the same number is the same value. */
static uint64_t hash_value(const struct dl_value *v)
{
	uint64_t h = mix(v->kind, v->op);

	h = mix(h, v->context);
	h = mix(h, (uint64_t)(uintptr_t)v->a);
	h = mix(h, (uint64_t)(uintptr_t)v->b);
	if (v->kind != DL_V_FIELD)	/* a member is where it is, whatever the pointer's type */
		h = mix(h, (uint64_t)(uintptr_t)v->p);
	h = mix(h, (uint64_t)v->imm);
	if (v->kind == DL_V_CAST)
		h = mix(h, v->type->bits);
	return h ^ (h >> 32);
}

static bool equal_value(const struct dl_value *x, const struct dl_value *y)
{
	if (x->kind != y->kind || x->op != y->op || x->context != y->context || x->a != y->a ||
	    x->b != y->b || x->imm != y->imm || (x->kind != DL_V_FIELD && x->p != y->p))
		return false;
	return x->kind != DL_V_CAST ||
	       (x->type->bits == y->type->bits && x->type->is_signed == y->type->is_signed);
}

static void grow(struct dl_values *vs)
{
	struct dl_value **old = vs->buckets;
	size_t n = vs->nbuckets;

	vs->nbuckets *= 4;
	vs->buckets = DL_NEW_ARRAY(vs->arena, struct dl_value *, vs->nbuckets);
	for (size_t i = 0; i < n; i++) {
		while (old[i]) {
			struct dl_value *v = old[i];
			size_t k = hash_value(v) & (vs->nbuckets - 1);

			old[i] = v->next;
			v->next = vs->buckets[k];
			vs->buckets[k] = v;
		}
	}
}

static uint8_t depth_of(const struct dl_value *a, const struct dl_value *b)
{
	uint8_t da = a ? a->depth : 0, db = b ? b->depth : 0;

	return (da > db ? da : db) + 1;
}

static uint16_t weight_of(const struct dl_value *a, const struct dl_value *b)
{
	return 1 + (a ? a->weight : 0) + (b ? b->weight : 0);
}

static const struct dl_value *cons(struct dl_values *vs, const struct dl_value *key)
{
	size_t k = hash_value(key) & (vs->nbuckets - 1);
	struct dl_value *v;

	for (v = vs->buckets[k]; v; v = v->next)
		if (equal_value(v, key))
			return v;
	if (vs->count > vs->nbuckets) {
		grow(vs);
		k = hash_value(key) & (vs->nbuckets - 1);
	}
	v = DL_NEW(vs->arena, struct dl_value);
	*v = *key;
	v->id = ++vs->count;
	v->depth = depth_of(key->a, key->b);
	v->weight = weight_of(key->a, key->b);
	v->has_origin = key->kind == DL_V_SYMBOL ? key->origin != NULL
						 : (key->a && key->a->has_origin) ||
							   (key->b && key->b->has_origin);
	v->next = vs->buckets[k];
	vs->buckets[k] = v;
	return v;
}

/* Values that grow without bound (a list walked in a loop) become unknown instead. */
static const struct dl_value *cons_bounded(struct dl_values *vs, const struct dl_value *key)
{
	if (depth_of(key->a, key->b) < MAX_DEPTH && weight_of(key->a, key->b) < MAX_WEIGHT)
		return cons(vs, key);
	return dl_value_symbol(vs, key->type, &too_deep, NULL, ++vs->opaque, 0, NULL);
}

const struct dl_value *dl_value_const(struct dl_values *vs, const struct dl_type *type, int64_t imm)
{
	struct dl_value key = { .kind = DL_V_CONST, .imm = imm, .type = type };

	return cons(vs, &key);
}

const struct dl_value *dl_value_param(struct dl_values *vs, const struct dl_local *local)
{
	struct dl_value key = { .kind = DL_V_PARAM, .p = local, .type = local->type };

	return cons(vs, &key);
}

const struct dl_value *dl_value_symbol(struct dl_values *vs, const struct dl_type *type,
				       const void *key, const struct dl_value *salt, int64_t tag,
				       uint32_t context, const struct dl_block *origin)
{
	struct dl_value v = { .kind = DL_V_SYMBOL, .p = key, .a = salt, .imm = tag,
			      .context = context, .type = type, .origin = origin };

	return cons(vs, &v);
}

const struct dl_value *dl_value_local(struct dl_values *vs, const struct dl_local *local,
				      uint32_t context)
{
	struct dl_value key = { .kind = DL_V_LOCAL, .p = local, .context = context,
				.type = local->type };

	return cons(vs, &key);
}

const struct dl_value *dl_value_object(struct dl_values *vs, enum dl_value_kind kind, const void *p,
				       const struct dl_type *type)
{
	struct dl_value key = { .kind = kind, .p = p, .type = type };

	return cons(vs, &key);
}

const struct dl_value *dl_value_field(struct dl_values *vs, const struct dl_value *base,
				      const struct dl_type *record, uint32_t field,
				      const struct dl_type *type)
{
	struct dl_value key = { .kind = DL_V_FIELD, .a = base, .p = record, .field = field,
				.type = type };

	key.imm = (int64_t)record->fields[field].bit_offset;
	if (record->is_union)	/* what shares memory does not share its meaning */
		key.op = (uint8_t)(field + 1);

	return cons_bounded(vs, &key);
}

/* container_of: the object whose member (of a member...) starts that many bytes into it. */
static const struct dl_value *container(const struct dl_value *member, int64_t bytes)
{
	while (member->kind == DL_V_FIELD && bytes >= 0) {
		bytes -= member->imm / 8;
		member = member->a;
		if (bytes == 0)
			return member;
	}
	return NULL;
}

const struct dl_value *dl_value_index(struct dl_values *vs, const struct dl_value *base,
				      const struct dl_value *n, const struct dl_type *elem)
{
	struct dl_value key = { .kind = DL_V_INDEX, .a = base, .b = n, .p = elem };

	if (n->kind == DL_V_CONST && n->imm == 0)
		return base;
	if (n->kind == DL_V_CONST && n->imm < 0 && elem->size <= 1) {
		const struct dl_value *outer = container(base, dl_wrap_negate(n->imm));

		if (outer)
			return outer;
	}
	if (base->kind == DL_V_INDEX && base->p == elem) {
		key.a = base->a;
		/* no type: that of a number is anybody's, and "true" plus one is 0 */
		key.b = dl_value_bin(vs, DL_BIN_ADD, base->b, n, NULL);
		if (key.b->kind == DL_V_CONST && key.b->imm == 0)
			return key.a;
	}
	return cons_bounded(vs, &key);
}

const struct dl_value *dl_value_init(struct dl_values *vs, const struct dl_value *addr,
				     const struct dl_value *epoch, const struct dl_type *type)
{
	struct dl_value key = { .kind = DL_V_INIT, .a = addr, .b = epoch, .type = type };

	return cons_bounded(vs, &key);
}

const struct dl_value *dl_value_apply(struct dl_values *vs, const char *name,
				      const struct dl_value *a, const struct dl_value *b,
				      const struct dl_type *type)
{
	struct dl_value key = { .kind = DL_V_APPLY, .p = name, .a = a, .b = b, .type = type };

	return cons_bounded(vs, &key);
}

/* ---- sums ---------------------------------------------------------------------------------- */

static const struct dl_value *raw_bin(struct dl_values *vs, enum dl_bin op,
				      const struct dl_value *a, const struct dl_value *b,
				      const struct dl_type *type)
{
	struct dl_value key = { .kind = DL_V_BIN, .op = op, .a = a, .b = b, .type = type };

	return cons_bounded(vs, &key);
}

static const struct dl_value *sum_build(struct dl_values *vs, const struct dl_sum *s,
					const struct dl_type *type)
{
	const struct dl_value *v = NULL;

	for (size_t i = 0; i < s->n; i++) {
		const struct dl_value *t = s->terms[i].base;

		if (s->terms[i].factor != 1)
			t = raw_bin(vs, DL_BIN_MUL, t, dl_value_const(vs, type, s->terms[i].factor),
				    type);
		v = v ? raw_bin(vs, DL_BIN_ADD, v, t, type) : t;
	}
	if (!v)
		return dl_value_const(vs, type, s->offset);
	if (s->offset)
		v = raw_bin(vs, DL_BIN_ADD, v, dl_value_const(vs, type, s->offset), type);
	return v;
}

/* ---- arithmetic ---------------------------------------------------------------------------- */

static int64_t fit(const struct dl_type *type, int64_t imm)
{
	if (!type || type->kind != DL_TYPE_INT || type->bits >= 64 || !type->bits)
		return imm;
	if (type->is_signed)
		return (int64_t)((uint64_t)imm << (64 - type->bits)) >> (64 - type->bits);
	return (int64_t)((uint64_t)imm & ((1ull << type->bits) - 1));
}

static bool fold(enum dl_bin op, int64_t a, int64_t b, int64_t *result)
{
	uint64_t ua = a, ub = b;

	switch (op) {
	case DL_BIN_ADD: *result = ua + ub; return true;
	case DL_BIN_SUB: *result = ua - ub; return true;
	case DL_BIN_MUL: *result = ua * ub; return true;
	case DL_BIN_AND: *result = ua & ub; return true;
	case DL_BIN_OR:  *result = ua | ub; return true;
	case DL_BIN_XOR: *result = ua ^ ub; return true;
	case DL_BIN_SHL: *result = ub < 64 ? ua << ub : 0; return ub < 64;
	case DL_BIN_LSHR: *result = ub < 64 ? ua >> ub : 0; return ub < 64;
	case DL_BIN_ASHR: *result = ub < 64 ? a >> ub : 0; return ub < 64;
	case DL_BIN_UDIV: *result = ub ? ua / ub : 0; return ub != 0;
	case DL_BIN_UREM: *result = ub ? ua % ub : 0; return ub != 0;
	case DL_BIN_SDIV:
		if (!b || (a == INT64_MIN && b == -1))
			return false;
		*result = a / b;
		return true;
	case DL_BIN_SREM:
		if (!b || (a == INT64_MIN && b == -1))
			return false;
		*result = a % b;
		return true;
	default: return false;
	}
}

static const struct dl_value *linear(struct dl_values *vs, enum dl_bin op, const struct dl_value *a,
				     const struct dl_value *b, const struct dl_type *type)
{
	struct dl_sum s = { 0 };

	if (op == DL_BIN_ADD || op == DL_BIN_SUB) {
		dl_sum_add(&s, a, 1);
		dl_sum_add(&s, b, op == DL_BIN_ADD ? 1 : -1);
	} else if (op == DL_BIN_MUL && b->kind == DL_V_CONST) {
		dl_sum_add(&s, a, b->imm);
	} else if (op == DL_BIN_MUL && a->kind == DL_V_CONST) {
		dl_sum_add(&s, b, a->imm);
	} else if (op == DL_BIN_SHL && b->kind == DL_V_CONST && b->imm >= 0 && b->imm < 32) {
		dl_sum_add(&s, a, 1ll << b->imm);
	} else {
		return NULL;
	}
	return s.overflow ? NULL : sum_build(vs, &s, type);
}

static bool commutes(enum dl_bin op)
{
	return op == DL_BIN_ADD || op == DL_BIN_MUL || op == DL_BIN_AND || op == DL_BIN_OR ||
	       op == DL_BIN_XOR;
}

/* Bits that are set whatever the unknowns are. The upper 32 a cast may have taken off. */
static uint64_t bits_set(const struct dl_value *v)
{
	if (v->kind == DL_V_CONST)
		return (uint64_t)v->imm;
	if (v->kind == DL_V_BIN && v->op == DL_BIN_OR)
		return bits_set(v->a) | bits_set(v->b);
	if (v->kind == DL_V_BIN && v->op == DL_BIN_AND)
		return bits_set(v->a) & bits_set(v->b);
	return 0;
}

const struct dl_value *dl_value_bin(struct dl_values *vs, enum dl_bin op, const struct dl_value *a,
				    const struct dl_value *b, const struct dl_type *type)
{
	const struct dl_value *v;
	int64_t imm;

	if (a->kind == DL_V_CONST && b->kind == DL_V_CONST && fold(op, a->imm, b->imm, &imm))
		return dl_value_const(vs, type, fit(type, imm));
	v = linear(vs, op, a, b, type);
	if (v)
		return v;
	if (commutes(op) && (a->kind == DL_V_CONST || (b->kind != DL_V_CONST && b->id < a->id))) {
		const struct dl_value *t = a;

		a = b;
		b = t;
	}
	if (b->kind == DL_V_CONST && b->imm == 0) {
		if (op == DL_BIN_OR || op == DL_BIN_XOR || op == DL_BIN_LSHR || op == DL_BIN_ASHR)
			return a;
		if (op == DL_BIN_AND)
			return dl_value_const(vs, type, 0);
	}
	if (a == b && (op == DL_BIN_OR || op == DL_BIN_AND))
		return a;
	if (op == DL_BIN_AND && b->kind == DL_V_CONST && !((uint64_t)b->imm & ~bits_set(a)))
		return b;	/* flags that were set before they are asked for */
	return raw_bin(vs, op, a, b, type);
}

static bool is_boolean(const struct dl_value *v)
{
	return v->kind == DL_V_CMP || v->kind == DL_V_NOT;
}

static struct dl_range full_range(void)
{
	return (struct dl_range){ INT64_MIN, INT64_MAX };
}

static struct dl_range int_range(const struct dl_type *type)
{
	struct dl_range r = full_range();

	if (!type || type->kind != DL_TYPE_INT || !type->bits || type->bits >= 64)
		return r;
	r.lo = type->is_signed ? -(1ll << (type->bits - 1)) : 0;
	r.hi = (int64_t)((1ull << (type->bits - type->is_signed)) - 1);
	return r;
}

struct dl_range dl_value_type_range(const struct dl_value *v)
{
	if (v->kind == DL_V_CONST)
		return (struct dl_range){ v->imm, v->imm };
	if (is_boolean(v))
		return (struct dl_range){ 0, 1 };
	if (dl_value_is_address(v))
		return (struct dl_range){ 1, INT64_MAX };
	if (v->kind == DL_V_BIN && v->op == DL_BIN_AND && v->b->kind == DL_V_CONST &&
	    v->b->imm >= 0)
		return (struct dl_range){ 0, v->b->imm };
	if (v->kind == DL_V_BIN)	/* sums are mathematical: the type does not bound them */
		return full_range();
	return int_range(v->type);
}

const struct dl_value *dl_value_not(struct dl_values *vs, const struct dl_value *a)
{
	struct dl_value key = { .kind = DL_V_NOT, .a = a };

	if (a->kind == DL_V_CONST)
		return dl_value_const(vs, a->type, !a->imm);
	if (a->kind == DL_V_NOT && is_boolean(a->a))
		return a->a;
	if (a->kind == DL_V_NOT)
		return dl_value_not(vs, dl_value_cmp(vs, DL_CMP_EQ, a->a,
						     dl_value_const(vs, NULL, 0)));
	if (!is_boolean(a))
		return dl_value_cmp(vs, DL_CMP_EQ, a, dl_value_const(vs, NULL, 0));
	return cons_bounded(vs, &key);
}

bool dl_value_is_address(const struct dl_value *v)
{
	switch (v->kind) {
	case DL_V_LOCAL:
	case DL_V_GLOBAL:
	case DL_V_FUNCTION:
	case DL_V_STRING:
	case DL_V_FIELD:
	case DL_V_INDEX:	/* nobody counts on from NULL */
		return true;
	default:
		return false;
	}
}

static const struct dl_value *truth(struct dl_values *vs, bool t)
{
	return dl_value_const(vs, NULL, t);
}

static const struct dl_value *raw_cmp(struct dl_values *vs, enum dl_cmp op,
				      const struct dl_value *a, const struct dl_value *b)
{
	struct dl_value key = { .kind = DL_V_CMP, .op = op, .a = a, .b = b };

	return cons_bounded(vs, &key);
}

static const struct dl_value *make_eq(struct dl_values *vs, const struct dl_value *a,
				      const struct dl_value *b)
{
	int64_t d;

	if (dl_value_difference(a, b, &d))
		return truth(vs, d == 0);
	if (a->kind == DL_V_CONST || (b->kind != DL_V_CONST && b->id < a->id)) {
		const struct dl_value *t = a;

		a = b;
		b = t;
	}
	if (b->kind == DL_V_CONST && b->imm == 0 && is_boolean(a))
		return dl_value_not(vs, a);
	if (b->kind == DL_V_CONST && b->imm == 1 && is_boolean(a))
		return a;
	if (b->kind == DL_V_CONST && b->imm == 0 &&
	    (dl_value_is_address(a) || (uint32_t)bits_set(a)))
		return truth(vs, false);
	if (b->kind == DL_V_CONST && a->kind == DL_V_BIN && a->op == DL_BIN_ADD &&
	    a->b->kind == DL_V_CONST)
		return make_eq(vs, a->a, dl_value_const(vs, b->type,
							dl_wrap_add(b->imm, -a->b->imm)));
	return raw_cmp(vs, DL_CMP_EQ, a, b);
}

static const struct dl_value *make_less(struct dl_values *vs, enum dl_cmp op,
					const struct dl_value *a, const struct dl_value *b)
{
	int64_t d;

	if (a->kind == DL_V_CONST && b->kind == DL_V_CONST)
		return truth(vs, op == DL_CMP_SLT ? a->imm < b->imm
						  : (uint64_t)a->imm < (uint64_t)b->imm);
	if (dl_value_difference(a, b, &d))
		return truth(vs, d < 0);
	if (op == DL_CMP_ULT && b->kind == DL_V_CONST && b->imm == 1)
		return make_eq(vs, a, dl_value_const(vs, NULL, 0));
	if (op == DL_CMP_ULT && b->kind == DL_V_CONST && b->imm == 0)
		return truth(vs, false);
	if (op == DL_CMP_ULT && a->kind == DL_V_CONST && a->imm == 0)
		return dl_value_not(vs, make_eq(vs, b, a));
	return raw_cmp(vs, op, a, b);
}

const struct dl_value *dl_value_cmp(struct dl_values *vs, enum dl_cmp op, const struct dl_value *a,
				    const struct dl_value *b)
{
	switch (op) {
	case DL_CMP_EQ:  return make_eq(vs, a, b);
	case DL_CMP_NE:  return dl_value_not(vs, make_eq(vs, a, b));
	case DL_CMP_SLT: return make_less(vs, DL_CMP_SLT, a, b);
	case DL_CMP_SGT: return make_less(vs, DL_CMP_SLT, b, a);
	case DL_CMP_SGE: return dl_value_not(vs, make_less(vs, DL_CMP_SLT, a, b));
	case DL_CMP_SLE: return dl_value_not(vs, make_less(vs, DL_CMP_SLT, b, a));
	case DL_CMP_ULT: return make_less(vs, DL_CMP_ULT, a, b);
	case DL_CMP_UGT: return make_less(vs, DL_CMP_ULT, b, a);
	case DL_CMP_UGE: return dl_value_not(vs, make_less(vs, DL_CMP_ULT, a, b));
	default:         return dl_value_not(vs, make_less(vs, DL_CMP_ULT, b, a));
	}
}

const struct dl_value *dl_value_cast(struct dl_values *vs, const struct dl_value *a,
				     const struct dl_type *type)
{
	struct dl_value key = { .kind = DL_V_CAST, .a = a, .type = type };
	struct dl_range have, want;

	if (!type || type->kind != DL_TYPE_INT)
		return a;
	if (a->kind == DL_V_CONST)
		return dl_value_const(vs, type, fit(type, a->imm));
	if (type->bits == 1)
		return dl_value_not(vs, dl_value_cmp(vs, DL_CMP_EQ, a,
						     dl_value_const(vs, NULL, 0)));
	want = int_range(type);
	have = dl_value_type_range(a);
	if (type->bits >= 32 && a->kind == DL_V_BIN)
		return a;	/* sums: overflow is not modelled */
	if (type->bits >= 64 || (have.lo >= want.lo && have.hi <= want.hi))
		return a;
	if (a->type && a->type->kind == DL_TYPE_INT && a->type->bits <= type->bits)
		return a;	/* signedness alone */
	return cons_bounded(vs, &key);
}

const struct dl_value *dl_value_wrap(struct dl_values *vs, const struct dl_value *a,
				     const struct dl_type *type)
{
	struct dl_value key = { .kind = DL_V_CAST, .a = a, .type = type };

	return cons_bounded(vs, &key);
}

static const struct dl_value *rebuild(struct dl_values *vs, const struct dl_value *v,
				      const struct dl_value *a, const struct dl_value *b)
{
	switch (v->kind) {
	case DL_V_FIELD: return dl_value_field(vs, a, v->p, v->field, v->type);
	case DL_V_INDEX: return dl_value_index(vs, a, b, v->p);
	case DL_V_INIT:  return dl_value_init(vs, a, b, v->type);
	case DL_V_BIN:   return dl_value_bin(vs, v->op, a, b, v->type);
	case DL_V_CMP:   return dl_value_cmp(vs, v->op, a, b);
	case DL_V_NOT:   return dl_value_not(vs, a);
	case DL_V_CAST:  return dl_value_cast(vs, a, v->type);
	case DL_V_APPLY: return dl_value_apply(vs, v->p, a, b, v->type);
	default:         return v;
	}
}

const struct dl_value *dl_value_replace(struct dl_values *vs, const struct dl_value *v,
					const struct dl_value *from, const struct dl_value *to)
{
	const struct dl_value *a, *b;

	if (v == from)
		return to;
	if (!v || v->id < from->id || v->kind == DL_V_SYMBOL || (!v->a && !v->b))
		return v;
	a = dl_value_replace(vs, v->a, from, to);
	b = dl_value_replace(vs, v->b, from, to);
	return a == v->a && b == v->b ? v : rebuild(vs, v, a, b);
}
