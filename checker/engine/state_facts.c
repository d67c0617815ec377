/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Path states: what the branches taken say of values, as bounds; paths that cannot be are told. */
#include "checker/engine/state_impl.h"

#include <string.h>

static size_t fact_slot(const struct dl_path_state *s, const struct dl_value *v)
{
	size_t lo = 0, hi = s->nfacts;

	while (lo < hi) {
		size_t mid = (lo + hi) / 2;

		if (s->facts[mid].v->id < v->id)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

const struct dl_fact *dl_state_fact(const struct dl_path_state *s, const struct dl_value *v)
{
	size_t i = fact_slot(s, v);

	return i < s->nfacts && s->facts[i].v == v ? &s->facts[i] : NULL;
}

void dl_state_forget_fact(struct dl_path_state *s, const struct dl_value *v)
{
	size_t i = fact_slot(s, v);

	if (i == s->nfacts || s->facts[i].v != v)
		return;
	memmove(&s->facts[i], &s->facts[i + 1], (s->nfacts - i - 1) * sizeof(*s->facts));
	s->nfacts--;
}

static int64_t saturate_add(int64_t a, int64_t b)
{
	int64_t r;

	if (__builtin_add_overflow(a, b, &r))
		return b > 0 ? INT64_MAX : INT64_MIN;
	return r;
}

/* What a variable got on one of several ways. What memory holds others may change, whatever was asked. */
static bool is_choice(const struct dl_value *v)
{
	return v->kind == DL_V_SYMBOL && v->a && v->a->kind == DL_V_LOCAL;
}

/* So many of something: what there is at most and at least, if that is little enough not to wrap. */
static struct dl_range times(struct dl_range r, struct dl_range base, int64_t factor)
{
	if (factor <= 0 || factor > INT32_MAX || base.lo < 0 || base.hi > INT32_MAX / factor)
		return r;
	r.lo = base.lo * factor > r.lo ? base.lo * factor : r.lo;
	r.hi = base.hi * factor < r.hi ? base.hi * factor : r.hi;
	return r;
}

/* Where v lies, with what f knows of it, which may be NULL. */
static struct dl_range range_with(const struct dl_path_state *s, const struct dl_value *v,
				  const struct dl_fact *f)
{
	struct dl_range r = dl_value_type_range(v);

	if (v->kind == DL_V_CONST)
		return r;
	if (v->kind == DL_V_BIN && v->op == DL_BIN_ADD && v->b->kind == DL_V_CONST) {
		struct dl_range base = dl_state_range(s, v->a);

		if (base.lo != INT64_MIN)
			r.lo = saturate_add(base.lo, v->b->imm);
		if (base.hi != INT64_MAX)
			r.hi = saturate_add(base.hi, v->b->imm);
	}
	if (v->kind == DL_V_BIN && (v->op == DL_BIN_LSHR || v->op == DL_BIN_UDIV) &&
	    v->b->kind == DL_V_CONST && v->b->imm > 1 && r.lo < 0)
		r.lo = 0;
	if (v->kind == DL_V_BIN && v->op == DL_BIN_MUL && v->b->kind == DL_V_CONST &&
	    is_choice(v->a))
		r = times(r, dl_state_range(s, v->a), v->b->imm);
	if (v->kind == DL_V_CAST) {
		struct dl_range whole = dl_state_range(s, v->a);

		if (whole.lo >= r.lo && whole.hi <= r.hi)
			r = whole;	/* nothing is cut off */
	}
	if (v->kind == DL_V_BIN && v->op == DL_BIN_SHL && v->a->kind == DL_V_CONST &&
	    v->a->imm > r.lo && v->a->imm > 0)
		r.lo = v->a->imm;	/* 1 << order */
	if (f) {
		r.lo = f->range.lo > r.lo ? f->range.lo : r.lo;
		r.hi = f->range.hi < r.hi ? f->range.hi : r.hi;
	}
	return r;
}

struct dl_range dl_state_range(const struct dl_path_state *s, const struct dl_value *v)
{
	return range_with(s, v, v->kind == DL_V_CONST ? NULL : dl_state_fact(s, v));
}

bool dl_state_nonzero(const struct dl_path_state *s, const struct dl_value *v)
{
	const struct dl_fact *f = dl_state_fact(s, v);
	struct dl_range r = range_with(s, v, f);

	return (f && f->nonzero) || r.lo > 0 || r.hi < 0 ||
	       (f && f->among && !dl_among_has(f->among, 0)) || dl_value_is_address(v);
}

void dl_state_bound_among(struct dl_path_state *s, const struct dl_value *v,
			  const struct dl_among *among)
{
	struct dl_fact *f = among ? (struct dl_fact *)dl_state_fact(s, v) : NULL;

	if (f)
		f->among = among;
}

bool dl_state_bound_range(struct dl_path_state *s, const struct dl_value *v, struct dl_range r)
{
	struct dl_range have = dl_state_range(s, v);
	size_t i;

	r.lo = have.lo > r.lo ? have.lo : r.lo;
	r.hi = have.hi < r.hi ? have.hi : r.hi;
	if (r.lo > r.hi)
		return false;
	if (v->kind == DL_V_CONST)
		return true;
	i = fact_slot(s, v);
	if (i == s->nfacts || s->facts[i].v != v) {
		s->facts = dl_arena_reserve(s->arena, s->facts, s->nfacts, &s->cap_facts,
					    sizeof(*s->facts));
		memmove(&s->facts[i + 1], &s->facts[i], (s->nfacts - i) * sizeof(*s->facts));
		s->facts[i] = (struct dl_fact){ .v = v };
		s->nfacts++;
	}
	if (s->facts[i].among && !dl_among_narrow(s->arena, &s->facts[i].among, &r, NULL))
		return false;
	s->facts[i].range = r;
	return !(s->facts[i].nonzero && r.lo == 0 && r.hi == 0);
}

static bool assume_nonzero(struct dl_path_state *s, const struct dl_value *v);

/* A product is not 0 if no factor is; what is left of something after a shift or a mask neither. */
static bool assume_operands(struct dl_path_state *s, const struct dl_value *v)
{
	if (v->kind != DL_V_BIN)
		return true;
	switch (v->op) {
	case DL_BIN_MUL:
	case DL_BIN_AND:
		return assume_nonzero(s, v->a) && assume_nonzero(s, v->b);
	case DL_BIN_SHL:
	case DL_BIN_LSHR:
	case DL_BIN_ASHR:
		return assume_nonzero(s, v->a);
	default:
		return true;
	}
}

static bool assume_nonzero(struct dl_path_state *s, const struct dl_value *v)
{
	struct dl_range r;

	if (!assume_operands(s, v))
		return false;
	r = dl_state_range(s, v);
	if (r.lo == 0)
		r.lo = 1;
	if (r.hi == 0)
		r.hi = -1;
	if (!dl_state_bound_range(s, v, r))
		return false;
	if (v->kind != DL_V_CONST)
		s->facts[fact_slot(s, v)].nonzero = true;
	return true;
}

static bool may_be(const struct dl_path_state *s, const struct dl_value *v, int64_t number)
{
	const struct dl_fact *f = dl_state_fact(s, v);

	return !f || !f->among || dl_among_has(f->among, number);
}

int dl_state_truth(const struct dl_path_state *s, const struct dl_value *v)
{
	struct dl_range r = dl_state_range(s, v), a, b;
	int t;

	if (r.lo == 0 && r.hi == 0)
		return 0;
	if (dl_state_nonzero(s, v))
		return 1;
	if (v->kind == DL_V_NOT) {
		t = dl_state_truth(s, v->a);
		return t < 0 ? t : !t;
	}
	if (v->kind == DL_V_BIN && v->op == DL_BIN_OR) {
		int x = dl_state_truth(s, v->a), y = dl_state_truth(s, v->b);

		return x == 1 || y == 1 ? 1 : x == 0 && y == 0 ? 0 : -1;
	}
	if (v->kind != DL_V_CMP)
		return -1;
	a = dl_state_range(s, v->a);
	b = dl_state_range(s, v->b);
	if (v->op == DL_CMP_EQ) {
		if (a.lo > b.hi || b.lo > a.hi)
			return 0;
		if (b.lo == 0 && b.hi == 0 && dl_state_nonzero(s, v->a))
			return 0;
		if (b.lo == b.hi && !may_be(s, v->a, b.lo))
			return 0;
		return a.lo == a.hi && b.lo == b.hi ? 1 : -1;
	}
	if (v->op == DL_CMP_ULT && (a.lo < 0 || b.lo < 0))
		return -1;
	return a.hi < b.lo ? 1 : a.lo >= b.hi ? 0 : -1;
}

static bool assume_equal(struct dl_path_state *s, const struct dl_value *v, bool equal)
{
	struct dl_range a = dl_state_range(s, v->a), b = dl_state_range(s, v->b);
	struct dl_fact *f;

	if (equal)
		return dl_state_bound_range(s, v->a, b) && dl_state_bound_range(s, v->b, a);
	if (v->b->kind != DL_V_CONST)
		return true;
	f = (struct dl_fact *)dl_state_fact(s, v->a);
	if (f && f->among && !dl_among_narrow(s->arena, &f->among, &f->range, &v->b->imm))
		return false;
	if (v->b->imm == 0)
		return assume_nonzero(s, v->a);
	if (f)
		a = dl_state_range(s, v->a);
	if (a.lo == v->b->imm)
		a.lo++;
	if (a.hi == v->b->imm)
		a.hi--;
	return dl_state_bound_range(s, v->a, a);
}

/* What is an error, if anything: IS_ERR() and IS_ERR_OR_NULL() say so. */
static void bound_error(const struct dl_value *v, struct dl_range *r)
{
	if (v->type && v->type->kind == DL_TYPE_POINTER && r->hi <= 0 && r->lo < -DL_MAX_ERRNO)
		r->lo = -DL_MAX_ERRNO;
}

/* a < b or, with less false, a >= b. Unsigned comparisons say little of what may be negative. */
static bool assume_less(struct dl_path_state *s, const struct dl_value *v, bool less)
{
	struct dl_range a, b = dl_state_range(s, v->b);

	if (!less && v->a->type && v->a->type->kind == DL_TYPE_POINTER && b.lo == 0 && b.hi == 0 &&
	    !assume_nonzero(s, v->a))	/* IS_ERR() is asked where failure is not NULL */
		return false;
	a = dl_state_range(s, v->a);
	if (v->op == DL_CMP_ULT) {
		if (b.lo < 0 || (a.lo < 0 && !less))
			return true;
		if (less && a.lo < 0)
			a.lo = 0;
	}
	if (less) {
		if (b.hi != INT64_MAX && a.hi >= b.hi)
			a.hi = b.hi - 1;
		if (a.lo != INT64_MIN && b.lo <= a.lo)
			b.lo = saturate_add(a.lo, 1);
	} else {
		if (a.lo < b.lo)
			a.lo = b.lo;
		if (b.hi > a.hi)
			b.hi = a.hi;
	}
	bound_error(v->a, &a);
	bound_error(v->b, &b);
	if (v->a->kind == DL_V_CAST && a.hi < 0 && !assume_nonzero(s, v->a->a))
		return false;
	return a.lo <= a.hi && b.lo <= b.hi && dl_state_bound_range(s, v->a, a) &&
	       dl_state_bound_range(s, v->b, b);
}

static bool assume_false(struct dl_path_state *s, struct dl_values *vs, const struct dl_value *v)
{
	if (v->kind == DL_V_BIN && v->op == DL_BIN_OR &&
	    (!dl_state_assume(s, vs, v->a, false) || !dl_state_assume(s, vs, v->b, false)))
		return false;
	return dl_state_bound_range(s, v, (struct dl_range){ 0, 0 });
}

bool dl_state_assume(struct dl_path_state *s, struct dl_values *vs, const struct dl_value *cond,
		     bool truth)
{
	int known = dl_state_truth(s, cond);

	if (known >= 0 && known != truth)
		return false;
	if (cond->kind == DL_V_NOT)
		return dl_state_assume(s, vs, cond->a, !truth);
	if (cond->kind == DL_V_CMP) {
		if (!(cond->op == DL_CMP_EQ ? assume_equal(s, cond, truth)
					    : assume_less(s, cond, truth)))
			return false;
		return dl_state_bound_range(s, cond, (struct dl_range){ truth, truth });
	}
	return truth ? assume_nonzero(s, cond) : assume_false(s, vs, cond);
}

const struct dl_value *dl_state_settle(const struct dl_path_state *s, struct dl_values *vs,
				       const struct dl_value *v)
{
	struct dl_range r;

	if (!v || v->kind == DL_V_CONST)
		return v;
	r = dl_state_range(s, v);
	return r.lo == r.hi ? dl_value_const(vs, v->type, r.lo) : v;
}
