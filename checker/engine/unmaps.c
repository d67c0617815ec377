/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Unmaps that are given another handle than the one of the mapping they mean: with an offset, the
 * address of the buffer, the handle of a second mapping. And their attributes against those of the
 * map (dma-api.rst, part Id; dma-attributes.rst).
 */
#include "checker/engine/impl.h"

static bool is_live_map(const struct dl_object *o)
{
	return o->api->machine == DL_MACHINE_STREAMING && !o->foreign && !o->age && !o->vague &&
	       dl_object_is_live(o);
}

static bool is_candidate(const struct dl_object *o)
{
	return is_live_map(o) && !o->shared;
}

static void report(struct dl_run *run, struct dl_path_state *s, const struct dl_object *o,
		   const struct dl_call_args *a, const char *what)
{
	dl_report(run, s, DL_RULE_UNMAP_HANDLE_MISMATCH,
		  dl_rule_info(DL_RULE_UNMAP_HANDLE_MISMATCH)->confidence, run->func->unit,
		  a->in->loc, o, "%s() of %s instead of the handle that %s() returned [handle=%s]",
		  dl_call_name(a->in), what, dl_call_name(o->site),
		  dl_text(run, a->by_role[DL_ROLE_HANDLE]));
}

/* "addr += len" on the way: behind the end of the mapping. */
static bool is_moved_on(const struct dl_value *h, const struct dl_object *o)
{
	return is_candidate(o) && o->handle && o->size && o->size->kind != DL_V_CONST &&
	       h->kind == DL_V_BIN && h->op == DL_BIN_ADD &&
	       ((h->a == o->handle && h->b == o->size) || (h->b == o->handle && h->a == o->size));
}

struct dl_object *dl_unmap_misnamed(struct dl_run *run, struct dl_path_state *s,
				    const struct dl_call_args *a)
{
	const struct dl_value *h = a->by_role[DL_ROLE_HANDLE];
	int64_t d;

	for (size_t i = s->nobjects; h && i-- > 0;) {
		struct dl_object *o = &s->objects[i];

		if (!is_live_map(o))	/* whoever else has it: this is not what he got */
			continue;
		if (dl_value_difference(h, o->handle, &d) && d) {
			report(run, s, o, a, "an address inside the mapping");
			return o;
		}
		if (is_moved_on(h, o)) {
			report(run, s, o, a, "the end of the mapping");
			return o;
		}
		if (h == o->cpu) {
			report(run, s, o, a, "the address of the buffer");
			return o;
		}
	}
	return NULL;
}

/* Size and direction are those of the one, and for certain not both those of the other. */
static bool is_meant(struct dl_run *run, struct dl_path_state *s, const struct dl_object *o,
		     const struct dl_object *other, const struct dl_call_args *a)
{
	const struct dl_value *size = a->by_role[DL_ROLE_SIZE], *dir = a->by_role[DL_ROLE_DIR];

	return dl_same_number(run, s, o->size, size) == DL_SAME &&
	       dl_same_number(run, s, o->dir, dir) == DL_SAME &&
	       o->dev == a->by_role[DL_ROLE_DEV] &&
	       (dl_same_number(run, s, other->size, size) == DL_DIFFERENT ||
		dl_same_number(run, s, other->dir, dir) == DL_DIFFERENT);
}

struct dl_object *dl_unmap_meant(struct dl_run *run, struct dl_path_state *s,
				 const struct dl_object *released, const struct dl_call_args *a)
{
	if (released->api->machine != DL_MACHINE_STREAMING || released->foreign ||
	    released->shared || released->vague || released->state != DL_STATE_RELEASED)
		return NULL;
	for (size_t i = s->nobjects; i-- > 0;) {
		struct dl_object *o = &s->objects[i];

		if (is_candidate(o) && o->context == released->context &&
		    is_meant(run, s, o, released, a)) {
			report(run, s, o, a, "another mapping, which is already unmapped,");
			return o;
		}
	}
	return NULL;
}

/* ---- attributes ------------------------------------------------------------------------------ */

static bool attrs_of(struct dl_run *run, struct dl_path_state *s, const struct dl_value *v,
		     int64_t *attrs)
{
	*attrs = 0;
	return !v || dl_value_is_const(dl_state_settle(s, run->analysis->values, v), attrs);
}

/* The CPU will look at what came in, and nothing has been done for it to see that. */
static bool needs_cpu_sync(const struct dl_object *o)
{
	int64_t dir;

	return o->state == DL_STATE_DEVICE && dl_value_is_const(o->dir, &dir) &&
	       (dir == DL_FROM_DEVICE || dir == DL_BIDIRECTIONAL);
}

void dl_pair_attrs(struct dl_run *run, struct dl_path_state *s, struct dl_object *o,
		   const struct dl_call_args *a)
{
	static const struct {
		int64_t attr;
		const char *words;
	} same[] = {		/* at both ends */
		{ DL_ATTR_MMIO, DL_WORDS_UNMAP_MMIO },
		{ DL_ATTR_NO_KERNEL_MAPPING, DL_WORDS_UNMAP_NO_MAPPING },
	};
	int64_t mapped, unmapped;

	if (!attrs_of(run, s, o->attrs, &mapped) ||
	    !attrs_of(run, s, a->by_role[DL_ROLE_ATTRS], &unmapped))
		return;
	for (size_t i = 0; i < sizeof(same) / sizeof(same[0]); i++) {
		if (!((mapped ^ unmapped) & same[i].attr))
			continue;
		dl_report(run, s, DL_RULE_UNMAP_ATTRS_MISMATCH,
			  dl_rule_info(DL_RULE_UNMAP_ATTRS_MISMATCH)->confidence, run->func->unit,
			  a->in->loc, o, same[i].words, dl_call_name(a->in),
			  unmapped & same[i].attr ? "with" : "without",
			  mapped & same[i].attr ? "with" : "without");
		return;
	}
	if ((~mapped & unmapped) & DL_ATTR_SKIP_CPU_SYNC && needs_cpu_sync(o))
		dl_report(run, s, DL_RULE_UNMAP_ATTRS_MISMATCH, DL_CONFIDENCE_LOW, run->func->unit,
			  a->in->loc, o,
			  DL_WORDS_UNMAP_SKIP_SYNC,
			  dl_call_name(a->in));
}

/* Some part of v was read, or is what several turns left, in another member of the record. */
static bool asks_member(const struct dl_value *v, const struct dl_value *record,
			const struct dl_value *but)
{
	if (!v)
		return false;
	if (v->kind == DL_V_INIT || v->kind == DL_V_SYMBOL)
		return v->a && v->a->kind == DL_V_FIELD && v->a->a == record && v->a != but;
	return asks_member(v->a, record, but) || asks_member(v->b, record, but);
}

bool dl_unmap_is_asked_for(const struct dl_path_state *s, const struct dl_object *o)
{
	const struct dl_value *holder = o->holder;

	return s->trail && !s->trail->at->loop && holder && holder->kind == DL_V_FIELD &&
	       asks_member(s->trail->cond, holder->a, holder);
}
