/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Arguments in terms of the record that keeps the mapping. One function has the record as a
 * parameter, another one finds it in a list: "r->len + 2" of the one and "ring->len" of the other
 * are of one base if both are said as members of the record in which the handle is, or of one that
 * this is part of. Such a record is known by its type alone; of what else a value is made is known
 * to this function only, an unknown to all others.
 */
#include "checker/engine/fields_impl.h"

#include <string.h>

#define MAX_CHAIN 6

struct chain {			/* the records that the place is in, innermost first */
	const struct dl_value *base[MAX_CHAIN];
	const struct dl_type *record[MAX_CHAIN];
	size_t n;
};

struct translation {
	struct dl_run *run;
	struct dl_fields *fields;
	const struct dl_path_state *state;
	struct chain chain;
};

/* Of two records of one type it would not be known which is meant: the outer one is left out. */
static void chain_add(struct chain *c, const struct dl_value *base, const struct dl_type *record)
{
	for (size_t i = 0; i < c->n; i++)
		if (!strcmp(c->record[i]->name, record->name))
			return;
	if (c->n == MAX_CHAIN)
		return;
	c->base[c->n] = base;
	c->record[c->n++] = record;
}

static void chain_of(struct chain *c, const struct dl_value *place)
{
	c->n = 0;
	for (; place; place = place->a) {
		if (place->kind == DL_V_FIELD)
			chain_add(c, place->a, place->p);
		else if (place->kind != DL_V_INDEX && place->kind != DL_V_INIT)
			break;
	}
}

static const char *interned(struct dl_fields *f, const char *name)
{
	struct known_name *k;

	for (k = f->names; k; k = k->next)
		if (!strcmp(k->name, name))
			return k->name;
	k = DL_NEW(f->arena, struct known_name);
	*k = (struct known_name){ name, f->names };
	f->names = k;
	return name;
}

static const struct dl_value *record_of(const struct translation *t, const struct dl_value *field)
{
	const struct dl_type *record = field->p;

	for (size_t i = 0; i < t->chain.n; i++)
		if (t->chain.base[i] == field->a && !strcmp(t->chain.record[i]->name, record->name))
			return dl_value_apply(t->fields->values,
					      interned(t->fields, record->name), NULL, NULL, NULL);
	return NULL;
}

/* v is what a member holds that has been stored to: its address. Two of them: NULL, *n is 2. */
static const struct dl_value *stored_at(const struct translation *t, const struct dl_value *v,
					size_t *n)
{
	const struct dl_value *found = NULL;

	*n = 0;
	for (size_t i = 0; v->kind != DL_V_CONST && i < t->state->nbindings; i++) {
		const struct dl_binding *b = &t->state->bindings[i];

		if (b->value == v && b->addr->kind == DL_V_FIELD && record_of(t, b->addr)) {
			found = b->addr;
			++*n;
		}
	}
	if (v->kind == DL_V_INIT && v->a->kind == DL_V_FIELD && record_of(t, v->a))
		*n += *n > 0;
	return *n == 1 ? found : NULL;
}

static const struct dl_value *unknown(struct translation *t, const struct dl_value *v)
{
	bool lasting = v->kind == DL_V_PARAM || v->kind == DL_V_GLOBAL;

	return dl_value_symbol(t->fields->values, v->type, lasting ? v->p : t->fields, NULL,
			       lasting ? 0 : ++t->fields->unknowns, 0, NULL);
}

static const struct dl_value *translate(struct translation *t, const struct dl_value *v);

static bool is_on_chain(const struct translation *t, const struct dl_type *record)
{
	for (size_t i = 0; i < t->chain.n; i++)
		if (!strcmp(t->chain.record[i]->name, record->name))
			return true;
	return false;
}

/* A packet comes as a parameter and is kept in a member afterwards. */
static bool is_packet(const struct dl_type *record)
{
	return !strcmp(record->name, "struct sk_buff");
}

/* Of a record that is not the handle's, all there are of its type are taken for one. */
static const struct dl_value *field(struct translation *t, const struct dl_value *v)
{
	const struct dl_value *base = record_of(t, v);

	if (!base)
		base = translate(t, v->a);
	if ((base->kind == DL_V_SYMBOL || is_packet(v->p)) && !is_on_chain(t, v->p))
		base = dl_value_apply(t->fields->values,
				      interned(t->fields, ((const struct dl_type *)v->p)->name),
				      NULL, NULL, NULL);
	return dl_value_field(t->fields->values, base, v->p, v->field, v->type);
}

static const struct dl_value *rebuilt(struct translation *t, const struct dl_value *v)
{
	struct dl_values *vs = t->fields->values;

	switch (v->kind) {
	case DL_V_CONST:
		return dl_value_const(vs, v->type, v->imm);
	case DL_V_FIELD:
		return field(t, v);
	case DL_V_INIT:
		return dl_value_init(vs, translate(t, v->a), NULL, v->type);
	case DL_V_BIN:
		return dl_value_bin(vs, v->op, translate(t, v->a), translate(t, v->b), v->type);
	case DL_V_CMP:
		return dl_value_cmp(vs, v->op, translate(t, v->a), translate(t, v->b));
	case DL_V_NOT:
		return dl_value_not(vs, translate(t, v->a));
	case DL_V_CAST:
		return dl_value_cast(vs, translate(t, v->a), v->type);
	default:
		return unknown(t, v);
	}
}

static const struct dl_value *translate(struct translation *t, const struct dl_value *v)
{
	size_t n;
	const struct dl_value *at = stored_at(t, v, &n);

	if (at)
		return dl_value_init(t->fields->values, field(t, at), NULL, v->type);
	return n ? unknown(t, v) : rebuilt(t, v);
}

const struct dl_value *dl_field_value(struct dl_run *run, const struct dl_path_state *s,
				      const struct dl_value *place, const struct dl_value *v)
{
	struct translation t = { run, run->analysis->engine->fields, s, { .n = 0 } };

	chain_of(&t.chain, place);
	return v ? translate(&t, v) : NULL;
}

const struct dl_value *dl_field_held(struct dl_run *run, const struct dl_path_state *s,
				     const struct dl_value *place, const struct dl_value *addr,
				     const struct dl_type *type)
{
	struct translation t = { run, run->analysis->engine->fields, s, { .n = 0 } };

	chain_of(&t.chain, place);
	return dl_value_init(t.fields->values, field(&t, addr), NULL, type);
}
