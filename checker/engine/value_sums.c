/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Sums of values: adding them up, and what is known of a difference or of the remainder of a
 * division whatever the unknowns are. The normal form that is made from a sum is value.c's.
 */
#include "checker/engine/value_sums.h"

#include <string.h>

static void add_term(struct dl_sum *s, const struct dl_value *base, int64_t factor)
{
	size_t i;

	for (i = 0; i < s->n && s->terms[i].base->id < base->id; i++)
		;
	if (i < s->n && s->terms[i].base == base) {
		s->terms[i].factor = dl_wrap_add(s->terms[i].factor, factor);
		if (!s->terms[i].factor) {
			memmove(&s->terms[i], &s->terms[i + 1],
				(s->n - i - 1) * sizeof(s->terms[0]));
			s->n--;
		}
		return;
	}
	if (s->n == DL_SUM_TERMS) {
		s->overflow = true;
		return;
	}
	memmove(&s->terms[i + 1], &s->terms[i], (s->n - i) * sizeof(s->terms[0]));
	s->terms[i] = (struct dl_term){ base, factor };
	s->n++;
}

void dl_sum_add(struct dl_sum *s, const struct dl_value *v, int64_t factor)
{
	if (v->kind == DL_V_CONST) {
		s->offset = dl_wrap_add(s->offset, dl_wrap_mul(v->imm, factor));
	} else if (v->kind == DL_V_BIN && v->op == DL_BIN_ADD) {
		dl_sum_add(s, v->a, factor);
		dl_sum_add(s, v->b, factor);
	} else if (v->kind == DL_V_BIN && v->op == DL_BIN_MUL && v->b->kind == DL_V_CONST) {
		dl_sum_add(s, v->a, dl_wrap_mul(factor, v->b->imm));
	} else {
		add_term(s, v, factor);
	}
}

/* A pointer as the start of an object plus bytes, where all indices and offsets are known. */
static const struct dl_value *flatten(const struct dl_value *v, int64_t *bytes)
{
	*bytes = 0;
	while (v->kind == DL_V_FIELD || (v->kind == DL_V_INDEX && v->b->kind == DL_V_CONST)) {
		if (v->kind == DL_V_FIELD) {
			*bytes = dl_wrap_add(*bytes, v->imm / 8);
		} else {
			const struct dl_type *elem = v->p;

			*bytes = dl_wrap_add(*bytes, dl_wrap_mul(v->b->imm,
						  (int64_t)(elem->size ? elem->size : 1)));
		}
		v = v->a;
	}
	return v;
}

bool dl_value_difference(const struct dl_value *a, const struct dl_value *b, int64_t *difference)
{
	struct dl_sum s = { 0 };
	int64_t x, y;

	if (a == b) {
		*difference = 0;
		return true;
	}
	if (flatten(a, &x) == flatten(b, &y) && (x || y)) {
		*difference = dl_wrap_add(x, dl_wrap_negate(y));
		return true;
	}
	dl_sum_add(&s, a, 1);
	dl_sum_add(&s, b, -1);
	if (s.overflow || s.n)
		return false;
	*difference = s.offset;
	return true;
}

static bool term_remainder(const struct dl_value *base, int64_t factor, int64_t modulus,
			   int64_t *remainder)
{
	int64_t mask;

	*remainder = 0;
	if (factor % modulus == 0)
		return true;
	if (base->kind == DL_V_BIN && base->op == DL_BIN_AND && base->b->kind == DL_V_CONST) {
		mask = base->b->imm;
		return (dl_wrap_mul(mask & dl_wrap_negate(mask), factor) % modulus) == 0 &&
		       mask != 0;
	}
	return false;
}

bool dl_value_remainder(const struct dl_value *v, int64_t modulus, int64_t *remainder)
{
	struct dl_sum s = { 0 };
	int64_t r = 0, t;

	dl_sum_add(&s, v, 1);
	if (s.overflow)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		if (!term_remainder(s.terms[i].base, s.terms[i].factor, modulus, &t))
			return false;
		r += t;
	}
	r = (r % modulus + s.offset % modulus) % modulus;
	*remainder = r < 0 ? r + modulus : r;
	return true;
}
