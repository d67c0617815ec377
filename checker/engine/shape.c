/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The shape of a value: which member of which record it was read from, and what was added to it.
 * Values live as long as the analysis of one function; a map in one function and an unmap in
 * another are compared by shape. Two reads of a member of one name are taken to be of one size
 * only if something else is added to one of them: `len` against `len + 2` is wrong whatever len is.
 *
 * Not here: which map goes with which unmap (fields.c).
 */
#include "checker/engine/shape.h"

#include <string.h>

static const struct dl_value *without_casts(const struct dl_value *v)
{
	while (v && v->kind == DL_V_CAST)
		v = v->a;
	return v;
}

/* The member an address is in, elements of arrays taken as one; NULL if it is in none. */
static const struct dl_value *member_at(const struct dl_value *addr)
{
	while (addr && addr->kind == DL_V_INDEX)
		addr = addr->a;
	return addr && addr->kind == DL_V_FIELD && *dl_value_field_name(addr) ? addr : NULL;
}

static bool set_member(struct dl_shape *s, enum dl_shape_kind kind, const struct dl_value *addr)
{
	const struct dl_value *m = member_at(addr);

	if (!m)
		return false;
	s->kind = kind;
	s->record = ((const struct dl_type *)m->p)->name;
	s->field = dl_value_field_name(m);
	return true;
}

/* dev->parent: the shape of dev. */
static const struct dl_value *child_of(const struct dl_value *v)
{
	const struct dl_value *m = v->kind == DL_V_INIT ? v->a : NULL;

	if (!m || m->kind != DL_V_FIELD || strcmp(dl_value_field_name(m), "parent") ||
	    strcmp(((const struct dl_type *)m->p)->name, "struct device"))
		return NULL;
	return m->a;
}

struct dl_shape dl_shape_of(const struct dl_value *v)
{
	struct dl_shape s = { .kind = DL_SHAPE_UNKNOWN, .factor = 1 };
	const struct dl_value *child;

	v = without_casts(v);
	if (!v)
		return s;
	if (dl_value_is_const(v, &s.add)) {
		s.kind = DL_SHAPE_CONST;
		return s;
	}
	s.add = 0;
	child = child_of(v);
	if (child) {
		s = dl_shape_of(child);
		if (s.kind != DL_SHAPE_HELD && s.kind != DL_SHAPE_INSIDE)
			return s;
		if (s.parent)		/* of a parent: two steps are not told apart */
			s.kind = DL_SHAPE_UNKNOWN;
		s.parent = true;
		return s;
	}
	if (v->kind == DL_V_BIN && v->op == DL_BIN_ADD && dl_value_is_const(v->b, &s.add))
		v = without_casts(v->a);
	if (v->kind == DL_V_BIN && v->op == DL_BIN_MUL && dl_value_is_const(v->b, &s.factor))
		v = without_casts(v->a);
	if (v->kind == DL_V_INIT)
		set_member(&s, DL_SHAPE_HELD, v->a);
	else
		set_member(&s, DL_SHAPE_INSIDE, v);
	return s;
}

bool dl_shape_same_member(const struct dl_shape *a, const struct dl_shape *b)
{
	return a->kind == b->kind && a->kind >= DL_SHAPE_HELD && !strcmp(a->field, b->field) &&
	       !strcmp(a->record, b->record);
}

/* Lengths of buffers that others pull from and push to between a map and its unmap. */
static bool is_volatile(const struct dl_shape *s)
{
	return !strcmp(s->record, "struct sk_buff") || !strcmp(s->record, "struct scatterlist");
}

enum dl_same dl_shape_same_number(const struct dl_shape *a, const struct dl_shape *b)
{
	if (a->kind == DL_SHAPE_CONST && b->kind == DL_SHAPE_CONST)
		return a->add == b->add ? DL_SAME : DL_DIFFERENT;
	if (a->kind != DL_SHAPE_HELD || !dl_shape_same_member(a, b))
		return DL_UNKNOWN;
	if (a->factor == b->factor && a->add == b->add)
		return DL_SAME;
	if (is_volatile(a) || (a->factor != b->factor && (a->add || b->add)))
		return DL_UNKNOWN;
	return DL_DIFFERENT;
}

enum dl_same dl_shape_same_device(const struct dl_shape *a, const struct dl_shape *b)
{
	bool null = a->kind == DL_SHAPE_CONST && !a->add;
	bool other = b->kind == DL_SHAPE_CONST && !b->add;

	if (null || other)
		return null && other ? DL_SAME : DL_DIFFERENT;
	if (dl_shape_same_member(a, b))
		return a->parent == b->parent ? DL_SAME : DL_DIFFERENT;
	if (a->kind == DL_SHAPE_INSIDE && b->kind == DL_SHAPE_INSIDE && !a->parent && !b->parent &&
	    strcmp(a->record, b->record))
		return DL_DIFFERENT;
	return DL_UNKNOWN;
}

const char *dl_shape_text(struct dl_arena *arena, const struct dl_shape *s)
{
	const char *text;

	if (s->kind == DL_SHAPE_UNKNOWN)
		return "?";
	if (s->kind == DL_SHAPE_CONST)
		return dl_arena_printf(arena, "%lld", (long long)s->add);
	text = dl_arena_printf(arena, "%s'%s' of %s", s->kind == DL_SHAPE_INSIDE ? "&" : "", s->field,
			       s->record);
	if (s->parent)
		text = dl_arena_printf(arena, "parent of %s", text);
	if (s->factor != 1)
		text = dl_arena_printf(arena, "%s * %lld", text, (long long)s->factor);
	if (s->add)
		text = dl_arena_printf(arena, "%s + %lld", text, (long long)s->add);
	return text;
}
