/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What a finding is about, in words that stay the same when a source is edited elsewhere, reindented, or its
 * variables are renamed: "dma_map_single(struct ring.bufs[].data)". Patches and baselines tell findings
 * apart by it (checker/report/fingerprint.h); nobody has to read it.
 */
#include "checker/engine/impl.h"

#include <ctype.h>
#include <string.h>

/* The object that was made by the very call the finding stands at. */
static const struct dl_object *made_at(const struct dl_path_state *s, const struct dl_unit *unit,
				       dl_loc loc)
{
	for (size_t i = 0; s && loc && i < s->nobjects; i++)
		if (s->objects[i].unit == unit && s->objects[i].site->loc == loc)
			return &s->objects[i];
	return NULL;
}

/* What tells two mappings of one function apart best: whose memory, else where the handle went. */
static const struct dl_value *telling(const struct dl_object *o)
{
	const struct dl_value *const candidates[] = { o->list, o->pool, o->cpu, o->first_place,
						      o->handle };

	if (dl_is_memory(o->api) && o->first_place)	/* its pointer is only what the call returned */
		return o->first_place;
	if (dl_is_memory(o->api))
		return o->handle_place ? o->handle_place : o->pool;
	for (size_t i = 0; i < sizeof(candidates) / sizeof(candidates[0]); i++)
		if (candidates[i])
			return candidates[i];
	return NULL;
}

static bool has_name(const struct dl_type *record)
{
	return record && record->name && !strpbrk(record->name, "(:");
}

/*
 * "struct ring.bufs[].dma" behind whatever led to the ring, which is not the same for each caller; NULL if no
 * structure is in it.
 */
static const char *member_text(struct dl_arena *arena, const struct dl_value *v)
{
	const char *text = "";

	while (v) {
		if (v->kind == DL_V_INDEX) {
			text = dl_arena_printf(arena, "[]%s", text);
		} else if (v->kind == DL_V_FIELD && *dl_value_field_name(v)) {
			text = dl_arena_printf(arena, ".%s%s", dl_value_field_name(v), text);
			if (has_name(v->p))
				return dl_arena_printf(arena, "%s%s",
						       ((const struct dl_type *)v->p)->name, text);
		} else if (v->kind != DL_V_INIT && v->kind != DL_V_CAST && v->kind != DL_V_FIELD) {
			return NULL;
		}
		v = v->a;
	}
	return NULL;
}

static const char *object_text(struct dl_arena *arena, const struct dl_object *o)
{
	const struct dl_value *v = telling(o);
	const char *text = member_text(arena, v);

	if (!text)
		text = v ? dl_value_shape(arena, v) : "";
	return dl_arena_printf(arena, "%s(%s)", dl_call_name(o->site), text);
}

/* ---- findings without an object: the facts in brackets --------------------------------------- */

static const struct dl_local *find_local(const struct dl_run *run, const char *name, size_t len)
{
	for (; run; run = run->caller)
		for (size_t i = 0; i < run->func->nlocals; i++)
			if (strncmp(run->func->locals[i]->name, name, len) == 0 &&
			    run->func->locals[i]->name[len] == '\0')
				return run->func->locals[i];
	return NULL;
}

static size_t word_length(const char *at)
{
	size_t len = 0;

	while (isalnum((unsigned char)at[len]) || at[len] == '_')
		len++;
	return len;
}

/* Up to the end of a fact, with types for variables. The brackets of indices are within. */
static const char *append_fact(struct dl_run *run, const char **text, const char *at)
{
	struct dl_arena *arena = run->analysis->engine->arena;
	int depth = 1;

	while (*at && depth) {
		size_t len = word_length(at);
		bool variable = len && at[-1] != '.' && at[-1] != '>' && at[len] != '(';
		const struct dl_local *local = variable ? find_local(run, at, len) : NULL;

		if (local)
			*text = dl_arena_printf(arena, "%s(%s)", *text, local->type->name);
		else
			*text = dl_arena_printf(arena, "%s%.*s", *text, len ? (int)len : 1, at);
		depth += (*at == '[') - (*at == ']');
		at += len ? len : 1;
	}
	return at;
}

static const char *facts_text(struct dl_run *run, const char *message)
{
	const char *text = "";

	for (const char *at = message; (at = strstr(at, " ["));) {
		const char *equals = at + strcspn(at, "]=");

		text = dl_arena_printf(run->analysis->engine->arena, "%s%.*s", text,
				       (int)(equals + (*equals == '=') - at), at);
		at = *equals == '=' ? append_fact(run, &text, equals + 1) : equals;
	}
	return *text ? text + 1 : text;
}

const char *dl_subject(struct dl_run *run, const struct dl_path_state *s,
		       const struct dl_object *about, const struct dl_unit *unit, dl_loc loc,
		       const char *message)
{
	if (!about)
		about = made_at(s, unit, loc);
	if (about)
		return object_text(run->analysis->engine->arena, about);
	return facts_text(run, message);
}
