/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The way to a record that keeps a mapping: through which members of other records a function came
 * to it. Drivers have one structure for the buffers of both directions, so that the member with the
 * handle is one, too; but "priv->tx_buf[i]" and "priv->rx_buf[i]" are not. Two ends whose ways part
 * are about two mappings.
 *
 * A way ends where the function was given a pointer. What follows from that is unknown, and so are
 * ways that differ from one call of a function to the next.
 */
#include "checker/engine/fields_impl.h"

#include <string.h>

/* The member of another record that holds what was just allocated; NULL: none does, or two do. */
static const struct dl_value *place_of(const struct dl_path_state *s, const struct dl_value *v)
{
	const struct dl_value *found = NULL;

	for (size_t i = 0; v->kind == DL_V_SYMBOL && i < s->nbindings; i++) {
		const struct dl_value *addr = s->bindings[i].addr;

		if (s->bindings[i].value != v || dl_value_root(addr)->kind == DL_V_LOCAL)
			continue;
		if (found || addr->kind != DL_V_FIELD)
			return NULL;
		found = addr;
	}
	return found;
}

struct way dl_field_way(const struct dl_path_state *s, const struct dl_value *addr)
{
	struct way w = { .known = true };
	const struct dl_value *v = dl_field_address(addr), *at;

	for (v = v ? v->a : NULL; v && w.n < MOST_STEPS; v = v->a) {
		at = place_of(s, v);
		v = at ? at : v;
		if (v->kind == DL_V_FIELD && *dl_value_field_name(v))
			w.steps[w.n++] = (struct way_step){
				((const struct dl_type *)v->p)->name, dl_value_field_name(v)
			};
		else if (v->kind != DL_V_FIELD && v->kind != DL_V_INDEX && v->kind != DL_V_INIT)
			break;
	}
	return w;
}

static bool is_same_step(const struct way_step *a, const struct way_step *b)
{
	return !strcmp(a->record, b->record) && !strcmp(a->field, b->field);
}

static size_t common(const struct way *a, const struct way *b)
{
	size_t i = 0;

	while (i < a->n && i < b->n && is_same_step(&a->steps[i], &b->steps[i]))
		i++;
	return i;
}

void dl_field_way_join(struct way *old, const struct way *w)
{
	if (!w->known)
		return;
	if (!old->known)
		*old = *w;
	else
		old->n = common(old, w);
}

/* How many steps on the two ways part; 0: they do not, as far as they are known. */
static size_t parted(const struct way *a, const struct way *b)
{
	size_t i = common(a, b);

	return i < a->n && i < b->n ? i + 1 : 0;
}

const struct end *dl_field_disagrees(const struct member *m, const struct end *u)
{
	size_t level = 0, step;

	for (const struct end *map = m->maps; map; map = map->next) {
		if (map->differs)
			continue;
		step = m->moved ? 0 : parted(&map->way, &u->way);
		if (!step)
			return NULL;
		level = step > level ? step : level;
	}
	for (const struct end *map = m->maps; map; map = map->next)
		if (map->differs && common(&map->way, &u->way) >= level)
			return map;
	return NULL;
}
