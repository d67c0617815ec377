/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Objects on a path: which call makes one, and which object a call is about. What an event does to one is in
 * events.c, where handles go in stored.c; argument comparisons are in pairing.c.
 */
#include "checker/engine/impl.h"

#include <string.h>

bool dl_object_is_live(const struct dl_object *o)
{
	return o->state != DL_STATE_FAILED && o->state != DL_STATE_RELEASED;
}

bool dl_object_is_kept(const struct dl_path_state *s, const struct dl_value *value)
{
	for (size_t i = 0; i < s->nobjects; i++) {
		const struct dl_object *o = &s->objects[i];

		if (!o->foreign && (o->handle == value || o->result == value))
			return true;
	}
	return false;
}

void dl_object_forget(struct dl_object *o)
{
	dl_object_share(o);
	o->vague = true;
	if (o->state == DL_STATE_UNCHECKED)
		o->state = DL_STATE_TESTED;
}

/* ---- acquire --------------------------------------------------------------------------------- */

static bool is_modelled(const struct dl_api *api)
{
	switch (api->machine) {
	case DL_MACHINE_STREAMING:
		return api->returns == DL_RET_HANDLE;
	case DL_MACHINE_SG:
		return api->returns == DL_RET_COUNT;
	case DL_MACHINE_SGTABLE:
		return api->returns == DL_RET_STATUS || api->returns == DL_RET_SGT;
	case DL_MACHINE_ALLOC:
	case DL_MACHINE_POOL_OBJECT:
		return api->returns == DL_RET_CPU || api->returns == DL_RET_PAGE ||
		       api->returns == DL_RET_SGT || api->returns == DL_RET_OBJECT;
	case DL_MACHINE_POOL:
		return api->returns == DL_RET_OBJECT;
	default:
		return false;
	}
}

static const struct dl_value *list_of(const struct dl_call_args *a)
{
	if (a->by_role[DL_ROLE_SG])
		return a->by_role[DL_ROLE_SG];
	return a->by_role[DL_ROLE_SGT] ? a->by_role[DL_ROLE_SGT] : a->by_role[DL_ROLE_OWNER];
}

/*
 * A list that is mapped again: the earlier mapping is no longer told apart from this one. Returns
 * true if it was there for certain, which has been said.
 */
static bool forget_list(struct dl_path_state *s, const struct dl_value *list)
{
	bool again = false;

	for (size_t i = 0; i < s->nobjects; i++) {
		struct dl_object *o = &s->objects[i];

		if (o->list != list)
			continue;
		if (dl_buffer_is_believed_mapped(o)) {
			again = true;
			dl_object_forget(o);
		}
		dl_object_share(o);
	}
	return again;
}

static void fill_object(struct dl_run *run, struct dl_path_state *s, struct dl_object *o,
			const struct dl_call_args *a, const struct dl_value *result)
{
	o->site = a->in;
	o->unit = run->func->unit;
	o->context = run->context;
	o->api = a->api;
	o->acquire_trail = s->trail;
	o->result = result;
	o->dev = a->by_role[DL_ROLE_DEV];
	o->size = dl_state_settle(s, run->analysis->values, a->by_role[DL_ROLE_SIZE]);
	o->dir = dl_state_settle(s, run->analysis->values, a->by_role[DL_ROLE_DIR]);
	o->nents = a->by_role[DL_ROLE_NENTS];
	o->cpu = dl_buffer_mapped(run, a);
	o->attrs = a->by_role[DL_ROLE_ATTRS];
	o->kept_in = run->context;
	if (a->api->machine == DL_MACHINE_POOL_OBJECT)
		o->pool = a->by_role[DL_ROLE_POOL];
	if (a->api->machine == DL_MACHINE_STREAMING)
		o->handle = result;
	if (a->api->machine == DL_MACHINE_SG || a->api->machine == DL_MACHINE_SGTABLE)
		o->list = a->api->returns == DL_RET_SGT ? result : list_of(a);
}

/* Where the engine notes what sg_init_one() and sg_set_buf() put into a list. */
static const struct dl_value *list_buffer(struct dl_run *run, const struct dl_value *list)
{
	return dl_value_apply(run->analysis->values, "sg buffer", list, NULL, NULL);
}

void dl_object_fill_list(struct dl_run *run, struct dl_path_state *s, const struct dl_call_args *a)
{
	const struct dl_value *list = a->by_role[DL_ROLE_SG], *cpu = a->by_role[DL_ROLE_CPU];

	if (list && cpu)
		dl_state_write(s, list_buffer(run, list), cpu);
}

const struct dl_value *dl_object_in_list(struct dl_run *run, const struct dl_path_state *s,
					 const struct dl_value *list)
{
	return dl_state_bound(s, list_buffer(run, list));
}

static void check_list(struct dl_run *run, struct dl_path_state *s, const struct dl_object *o,
		       const struct dl_instr *at)
{
	const struct dl_value *cpu = dl_object_in_list(run, s, o->list);

	if (cpu)
		dl_check_buffer(run, s, cpu, at);
}

const struct dl_value *dl_object_acquire(struct dl_run *run, struct dl_path_state *s,
					 const struct dl_call_args *a)
{
	const struct dl_value *result = dl_eval_fresh(run, a->in, a->in->type, 0);
	const struct dl_value *out = a->by_role[DL_ROLE_HANDLE_OUT], *handle;
	struct dl_object *o;
	bool again;

	if (a->api->machine == DL_MACHINE_SG && a->api->fails == DL_FAILS_ZERO)
		dl_state_bound_range(s, result, (struct dl_range){ 0, INT32_MAX });
	if (a->api->returns == DL_RET_STATUS)
		dl_state_bound_range(s, result, (struct dl_range){ -DL_MAX_ERRNO, 0 });
	if (!is_modelled(a->api)) {
		if (out)
			dl_state_write(s, out, dl_eval_fresh(run, a->in, NULL, 1));
		if (a->api->returns == DL_RET_STATUS)
			dl_check_status(run, s, a);
		return result;
	}
	again = list_of(a) && forget_list(s, list_of(a));
	if (a->api->machine == DL_MACHINE_POOL_OBJECT)
		dl_pool_used(run, s, a);
	o = dl_state_add_object(s);
	fill_object(run, s, o, a, result);
	o->maybe = o->vague = again;	/* one root cause, one finding */
	dl_sg_mapped(run, s, o, a);
	dl_access_mapped(s, o);
	if (a->in->nops && o->list)
		check_list(run, s, o, a->in);
	if (out) {
		handle = dl_eval_fresh(run, a->in, NULL, 1);
		o->handle = handle;
		o->stored = dl_value_root(out)->kind != DL_V_LOCAL;
		o->handle_place = out;
		dl_state_write(s, out, handle);
		dl_fields_map(run, s, o, out);
		dl_records_kept(run, s, o, out, a->in);
	}
	if (dl_needs_syncs(o))
		dl_syncs_needed(run, o);
	return result;
}

/* ---- finding the object a call is about ------------------------------------------------------ */

/* sgt->sgl stands for the table, sg_dma_address(list) for the list. */
static bool is_list(const struct dl_object *o, const struct dl_value *v)
{
	const struct dl_value *l = o->list;

	if (!l || !v)
		return false;
	if (l == v)
		return true;
	if (l->kind == DL_V_INIT && l->a->kind == DL_V_FIELD && l->a->a == v)
		return true;
	return v->kind == DL_V_INIT && v->a->kind == DL_V_FIELD && v->a->a == l;
}

static bool is_field(const struct dl_value *addr, const char *name)
{
	return addr->kind == DL_V_FIELD && !strcmp(dl_value_field_name(addr), name);
}

/* sg_dma_address() of the first entry of a table that is a variable: its sgl is what is known to be there now. */
static bool is_first_entry(const struct dl_path_state *s, const struct dl_object *o,
			   const struct dl_value *h)
{
	const struct dl_value *sg;

	if (!h || h->kind != DL_V_INIT || !is_field(h->a, "dma_address") || !o->list ||
	    o->api->machine != DL_MACHINE_SGTABLE)
		return false;
	sg = h->a->a;
	for (size_t i = 0; i < s->nbindings; i++) {
		const struct dl_value *addr = s->bindings[i].addr;

		if (s->bindings[i].value == sg && is_field(addr, "sgl") && addr->a == o->list)
			return true;
	}
	return sg->kind == DL_V_INIT && is_field(sg->a, "sgl") && sg->a->a == o->list;
}

static bool is_about(const struct dl_object *o, const struct dl_call_args *a)
{
	const struct dl_value *h = a->by_role[DL_ROLE_HANDLE];

	if (o->list)
		return is_list(o, list_of(a)) || is_list(o, h);
	if (dl_is_memory(o->api))
		return dl_memory_is_about(o, a);
	return h && o->handle == h;
}

const struct dl_value *dl_object_key(const struct dl_object *o)
{
	if (o->list)
		return o->list;
	return dl_is_memory(o->api) ? o->result : o->handle;
}

static struct dl_object *find(struct dl_path_state *s, const struct dl_call_args *a)
{
	for (size_t i = s->nobjects; i-- > 0;)
		if (is_about(&s->objects[i], a) ||
		    is_first_entry(s, &s->objects[i], a->by_role[DL_ROLE_HANDLE]))
			return &s->objects[i];
	return NULL;
}

/* Made by a join or a loop: may be any of several values. */
static bool is_blurred(const struct dl_value *v)
{
	return v && v->kind == DL_V_SYMBOL && v->a;
}

/* Some place that holds the handle looks like the one that v was read from. */
static bool is_kept_alike(const struct dl_path_state *s, const struct dl_value *handle,
			  const struct dl_value *v)
{
	for (size_t i = 0; i < s->nbindings; i++)
		if (s->bindings[i].value == handle &&
		    dl_value_root(s->bindings[i].addr)->kind != DL_V_SYMBOL &&
		    dl_value_same_shape(s->bindings[i].addr, v->a))
			return true;
	return false;
}

/* The same member of a structure that was reached by a pointer from memory: it may be the same. */
static bool is_same_member(const struct dl_value *holder, const struct dl_value *addr)
{
	const struct dl_value *x = dl_value_member(holder), *y = dl_value_member(addr);
	enum dl_value_kind root = dl_value_root(addr)->kind;

	return x && y && (root == DL_V_INIT || root == DL_V_SYMBOL) &&
	       !strcmp(((const struct dl_type *)x->p)->name,
		       ((const struct dl_type *)y->p)->name) &&
	       !strcmp(dl_value_field_name(x), dl_value_field_name(y));
}

/* An address that memory held: could the object's handle have been there? */
static bool may_be(const struct dl_path_state *s, const struct dl_object *o,
		   const struct dl_value *v)
{
	const struct dl_value *mine = dl_object_key(o);
	int64_t apart;

	if (!v || !mine)
		return false;
	if (dl_value_contains(v, mine))
		return true;
	if (is_blurred(v) || v->kind == DL_V_SYMBOL || v->kind == DL_V_APPLY)
		return o->age || o->vague || o->stored || is_blurred(mine);
	if (o->list)
		return dl_value_same_shape(o->list, v) &&
		       !(dl_value_difference(o->list, v, &apart) && apart);
	if (v->kind == DL_V_BIN || v->kind == DL_V_CAST)	/* put together of parts */
		return may_be(s, o, v->a) || may_be(s, o, v->b);
	if (v->kind != DL_V_INIT)
		return false;
	if (o->age || (o->in_record && is_blurred(dl_value_root(v->a))))
		return true;	/* one of many; a pointer that runs down an array */
	return (o->holder && (dl_value_same_shape(o->holder, v->a) ||
			      is_same_member(o->holder, v->a))) ||
	       is_kept_alike(s, mine, v);
}

/* What makes o known is in members, and none of them is the one at place. */
static bool is_kept_elsewhere(const struct dl_path_state *s, const struct dl_object *o,
			      const struct dl_value *place)
{
	const struct dl_value *mine = dl_object_key(o), *kept;
	bool any = false;

	place = dl_value_member(place);
	if (!place || !mine || o->list || o->age || o->vague || o->foreign)
		return false;
	for (size_t i = 0; i < s->nbindings; i++) {
		if (!dl_value_contains(s->bindings[i].value, mine) ||
		    s->bindings[i].addr->kind == DL_V_LOCAL)
			continue;
		kept = dl_value_member(s->bindings[i].addr);
		if (!kept || !dl_is_another_member(kept, place))
			return false;
		any = true;
	}
	return any;
}

/* Calls f for all objects that the call may be about although none is certain. False: none is. */
static bool each_possible(struct dl_run *run, struct dl_path_state *s,
			  const struct dl_call_args *a,
			  void (*f)(struct dl_run *, struct dl_path_state *, struct dl_object *,
				    const struct dl_instr *at))
{
	const struct dl_value *h = a->by_role[DL_ROLE_HANDLE], *place = NULL;
	bool any = false;

	if (a->api->action == DL_ACT_RELEASE)
		place = dl_release_place(run, s, a);
	for (size_t i = 0; i < s->nobjects; i++) {
		struct dl_object *o = &s->objects[i];

		if (a->api->action == DL_ACT_RELEASE &&
		    (!dl_family_matches(o->api->family, a->api->family) ||
		     is_kept_elsewhere(s, o, place)))
			continue;
		if (may_be(s, o, o->list ? list_of(a) : h) ||
		    (o->list && h && may_be(s, o, h)) ||
		    (dl_is_memory(o->api) && may_be(s, o, dl_memory_arg(a)))) {
			f(run, s, o, a->in);
			any = true;
		}
	}
	return any;
}

static void mark_shared(struct dl_run *run, struct dl_path_state *s, struct dl_object *o,
			const struct dl_instr *at)
{
	dl_fate_note(run, s, o, DL_FATE_PERHAPS, at);
	dl_object_share(o);
}

static void mark_tested(struct dl_run *run, struct dl_path_state *s, struct dl_object *o,
			const struct dl_instr *at)
{
	(void)run;
	(void)s;
	(void)at;
	o->handed_to_tester = true;
	if (o->state == DL_STATE_UNCHECKED && o->api->machine == DL_MACHINE_STREAMING)
		o->state = DL_STATE_TESTED;
}

/* ---- release --------------------------------------------------------------------------------- */

/* Released here, made elsewhere: remembered so that a second release or a use is seen. */
static void add_foreign(struct dl_run *run, struct dl_path_state *s, const struct dl_call_args *a)
{
	bool memory = dl_is_memory(a->api);
	const struct dl_value *list = memory ? NULL : list_of(a), *h = a->by_role[DL_ROLE_HANDLE];
	const struct dl_value *key = memory ? dl_memory_arg(a) : list ? list : h;
	struct dl_object *o;

	if (!key || (key->kind != DL_V_INIT && key->kind != DL_V_PARAM && key->kind != DL_V_FIELD))
		return;
	if (!memory && a->api->machine != DL_MACHINE_STREAMING && a->api->machine != DL_MACHINE_SG)
		return;
	o = dl_state_add_object(s);
	fill_object(run, s, o, a, memory ? key : NULL);
	o->foreign = true;
	o->handle = list ? NULL : h;
	o->list = list;
	o->state = DL_STATE_RELEASED;
	o->released_at = a->in;
	dl_memory_limit_foreign(s);
}

/* Then that was said at the map. */
static bool is_mapped_without_direction(const struct dl_object *o)
{
	int64_t d;

	return o && dl_value_is_const(o->dir, &d) && d == DL_NONE;
}

/* Unmapping 0 entries does nothing: some drivers keep that count for lists that are not mapped. */
static bool has_no_entries(struct dl_run *run, struct dl_path_state *s,
			   const struct dl_call_args *a)
{
	int64_t n;

	return a->by_role[DL_ROLE_NENTS] &&
	       dl_value_is_const(dl_state_settle(s, run->analysis->values,
						 a->by_role[DL_ROLE_NENTS]),
				 &n) &&
	       n == 0;
}

/* Another handle than the one that is meant: said, and the mapping counts as released. */
static bool release_misnamed(struct dl_run *run, struct dl_path_state *s,
			     const struct dl_object *named, const struct dl_call_args *a)
{
	struct dl_object *o = NULL;

	if (a->api->machine == DL_MACHINE_STREAMING)
		o = named ? dl_unmap_meant(run, s, named, a) : dl_unmap_misnamed(run, s, a);
	if (o)
		dl_object_event(run, s, o, DL_EVENT_RELEASE, a->in);
	return o != NULL;
}

/* Something is undone, and nobody knows what: whatever it may have been. */
static void loosen(struct dl_path_state *s, const struct dl_call_args *a)
{
	/* the DMA engine's record unmaps */
	dl_cleanup_loosen(s, dl_is_memory(a->api) && a->api->family != DL_FAMILY_DMAENGINE);
}

void dl_object_release(struct dl_run *run, struct dl_path_state *s, const struct dl_call_args *a)
{
	struct dl_object *o = find(s, a);

	if (!is_mapped_without_direction(o))
		dl_check_direction(run, s, a);
	if (list_of(a))
		dl_sg_forget_read(run, s, list_of(a));
	if (a->api->family != DL_FAMILY_DMAENGINE)
		dl_undoing_passed(run, s, a->in);
	else	/* unmaps all it has: which, is not known */
		loosen(s, a);
	if (has_no_entries(run, s, a)) {
		if (o)
			dl_object_share(o);	/* what is mapped has entries: is it this one? */
		return;
	}
	dl_unwind_released(run, s, o, a);
	if (a->api->machine == DL_MACHINE_POOL_OBJECT)
		dl_pool_used(run, s, a);
	if (a->api->machine == DL_MACHINE_POOL)
		dl_pool_destroyed(run, s, a);
	if (dl_is_memory(a->api) && (!o || !dl_object_is_live(o)) && dl_free_misnamed(s, a))
		o = dl_free_misnamed(s, a);
	if (release_misnamed(run, s, o, a))
		return;
	if (!o) {
		dl_records_unmap(run, a);
		dl_check_free(run, s, a);
		dl_fields_freed(run, a);
		dl_fields_unmap(run, s, a,
				a->by_role[DL_ROLE_HANDLE] ? a->by_role[DL_ROLE_HANDLE]
							   : dl_memory_arg(a));
		dl_fields_count(run, a, DL_RULE_SG_UNMAP_RETURNED_COUNT);
		dl_sg_wrong_list(run, s, a);
		dl_holders_unmapped(run, s, a);
		dl_check_never_mapped(run, s, a);
		each_possible(run, s, a, mark_shared);
		loosen(s, a);
		add_foreign(run, s, a);
		return;
	}
	if (dl_object_is_live(o)) {
		dl_pair_release(run, s, o, a);
		if (o->age) {	/* one of several: which are left is not known */
			dl_object_share(o);
			dl_fate_note(run, s, o, DL_FATE_UNDONE, a->in);
			return;
		}
		dl_object_event(run, s, o, DL_EVENT_RELEASE, a->in);
		dl_object_unshare(o);	/* who else might have unmapped it has not */
		if (!dl_family_matches(o->api->family, a->api->family))
			o->vague = true;	/* said, or chosen by what memory says of its kind */
		return;
	}
	dl_hold_reports(run, s, o, a->in);
	run->analysis->held_cond = NULL;
	dl_object_event(run, s, o, DL_EVENT_RELEASE, a->in);
	dl_release_reports(run);
}

/* ---- sync ------------------------------------------------------------------------------------ */

static const struct dl_value *sync_offset(struct dl_run *run, const struct dl_object *o,
					  const struct dl_call_args *a)
{
	struct dl_values *vs = run->analysis->values;
	const struct dl_value *off = a->by_role[DL_ROLE_OFFSET], *in_handle;

	if (o->list || !o->handle)
		return off;
	in_handle = dl_value_bin(vs, DL_BIN_SUB, a->by_role[DL_ROLE_HANDLE], o->handle, NULL);
	return off ? dl_value_bin(vs, DL_BIN_ADD, in_handle, off, NULL) : in_handle;
}

static struct dl_object *find_inside(struct dl_path_state *s, const struct dl_value *h)
{
	for (size_t i = s->nobjects; h && i-- > 0;)
		if (s->objects[i].handle && dl_value_contains(h, s->objects[i].handle))
			return &s->objects[i];
	return NULL;
}

bool dl_sync_names_no_side(const struct dl_api *api)
{
	return api->until && api->action == DL_ACT_SYNC_CPU && !api->inverse &&
	       api->machine != DL_MACHINE_SGTABLE;
}

/* dma_sync_single() of 2.6 did what its direction needs, dma_cache_sync() as well. */
static bool syncs_for(const struct dl_call_args *a, enum dl_action side)
{
	int64_t dir;

	if (!dl_sync_names_no_side(a->api))
		return a->api->action == side;
	if (!dl_value_is_const(a->by_role[DL_ROLE_DIR], &dir) || dir == DL_BIDIRECTIONAL)
		return true;
	return dir == (side == DL_ACT_SYNC_CPU ? DL_FROM_DEVICE : DL_TO_DEVICE);
}

/* Coherent memory needs no sync, and dma_cache_sync() says by its pointer what it is about. */
static bool has_facts(const struct dl_object *o, const struct dl_call_args *a)
{
	if (o->api->fails != DL_FAILS_NULL)
		return true;
	return dl_needs_syncs(o) && o->dir &&
	       (a->by_role[DL_ROLE_HANDLE] || a->by_role[DL_ROLE_SGT]);
}

void dl_object_sync(struct dl_run *run, struct dl_path_state *s, const struct dl_call_args *a)
{
	struct dl_object *o = find(s, a);
	bool kind;

	if (!o)
		o = find_inside(s, a->by_role[DL_ROLE_HANDLE]);
	if (!is_mapped_without_direction(o))
		dl_check_direction(run, s, a);
	dl_syncs_seen(run, s, o, a);
	kind = (!o || dl_object_is_live(o)) && dl_check_sync_kind(run, s, o, a);
	if (!o) {
		dl_fields_count(run, a, DL_RULE_SG_SYNC_RETURNED_COUNT);
		dl_fields_sync(run, s, a);
		dl_sg_wrong_list(run, s, a);
		dl_access_synced_unknown(s, a);
		dl_holders_synced(run, s, a);
		dl_check_sync_unmapped(run, s, a);
	}
	if (!o)
		return;
	if (dl_object_is_live(o) && !kind && has_facts(o, a))
		dl_pair_sync(run, s, o, a, sync_offset(run, o, a));
	if (syncs_for(a, DL_ACT_SYNC_DEVICE))
		dl_object_event(run, s, o, DL_EVENT_SYNC_DEVICE, a->in);
	if (syncs_for(a, DL_ACT_SYNC_CPU))
		dl_object_event(run, s, o, DL_EVENT_SYNC_CPU, a->in);
}

/* ---- test ------------------------------------------------------------------------------------ */

const struct dl_value *dl_mapping_error(struct dl_run *run, const struct dl_value *handle)
{
	static const struct dl_type error = { .kind = DL_TYPE_INT, .name = "int", .bits = 32,
					      .is_signed = true, .size = 4 };

	return dl_value_apply(run->analysis->values, "dma_mapping_error", handle, NULL, &error);
}

bool dl_is_mapping_error(const struct dl_value *v)
{
	return v->kind == DL_V_APPLY && !strcmp(v->p, "dma_mapping_error");
}

/* What is read where a handle was put, on the ways on which it was: the test is for these. */
static void test_maybe(struct dl_run *run, struct dl_path_state *s, const struct dl_value *h,
		       const struct dl_instr *at)
{
	for (size_t i = 0; i < s->nobjects; i++) {
		struct dl_object *o = &s->objects[i];

		if (o->maybe && o->holder && dl_state_bound(s, o->holder) == h)
			dl_object_event(run, s, o, DL_EVENT_TEST, at);
	}
}

const struct dl_value *dl_object_test(struct dl_run *run, struct dl_path_state *s,
				      const struct dl_call_args *a)
{
	const struct dl_value *h = a->by_role[DL_ROLE_HANDLE], *t;
	struct dl_object *o = find(s, a);
	bool possible = false;

	if (!h)
		return NULL;
	t = dl_mapping_error(run, h);
	dl_state_bound_range(s, t, (struct dl_range){ -DL_MAX_ERRNO, 1 });
	if (!o && dl_check_test_value(run, s, a))
		return t;
	if (!o) {
		possible = each_possible(run, s, a, mark_tested);
		test_maybe(run, s, h, a->in);
	}
	dl_check_test(run, s, o, a, possible);
	if (o && o->api->machine == DL_MACHINE_STREAMING)
		dl_object_event(run, s, o, DL_EVENT_TEST, a->in);
	return t;
}
