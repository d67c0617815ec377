/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What all of a module does one way, and one place does another way. Handles that a descriptor or a
 * list keeps cannot be followed from the map to the unmap; but which device a driver maps for, and
 * by which functions, is the same everywhere in it.
 *
 * Two things are compared. A device: one unmap names the parent of a device that the module maps
 * for, or the class device of a network interface, and no map in the module is for such a one. A
 * family: dma_unmap_resource() in a module that never maps a resource. Nothing is said of a module
 * that keeps a parent in memory or passes it on, so that the device may come back under another
 * name; nor of an interface's device if some map is for a pointer that was read from memory.
 */
#include "checker/engine/impl.h"

#include <string.h>

struct made {			/* a call that maps or allocates */
	const struct dl_instr *at;
	const struct dl_unit *unit;
	const char *function;
	const struct dl_type *record;	/* the device is this member of it, or in it; NULL: unknown */
	const char *field;
	unsigned parents;	/* steps from a device to its parent */
	bool embedded;		/* in a record: the member itself, no pointer to a device */
	struct made *next;
};

struct undone {			/* a call that unmaps, syncs or frees */
	const struct dl_instr *at;
	const struct dl_unit *unit;
	const char *function;
	const struct dl_api *api;
	const char *device;
	struct made like;	/* the device, or the one that it is the parent of */
	struct undone *next;
};

struct habits {			/* of one module */
	struct dl_module module;
	const struct dl_unit *unit;	/* one of it */
	struct made *made;
	struct undone *undone;
	bool families[DL_FAMILY_COUNT];	/* that something is made of */
	bool keeps_parent;
	struct habits *next;
};

#define BUCKETS 256

struct dl_consensus {
	struct habits *buckets[BUCKETS];
};

struct dl_consensus *dl_consensus_new(struct dl_arena *arena)
{
	return DL_NEW(arena, struct dl_consensus);
}

static struct habits *habits_of(struct dl_run *run)
{
	struct dl_engine *e = run->analysis->engine;
	struct dl_module module = dl_module_of(run->func->unit);
	struct habits **list = &e->consensus->buckets[dl_hash_text(module.name, module.length) %
							  BUCKETS], *h;

	for (h = *list; h; h = h->next)
		if (dl_same_module(h->module, module))
			return h;
	h = DL_NEW(e->arena, struct habits);
	*h = (struct habits){ .module = module, .unit = run->func->unit, .next = *list };
	*list = h;
	return h;
}

/* ---- devices --------------------------------------------------------------------------------- */

static bool is_member(const struct dl_value *addr, const char *record, const char *field)
{
	return addr->kind == DL_V_FIELD &&
	       !strcmp(((const struct dl_type *)addr->p)->name, record) &&
	       !strcmp(dl_value_field_name(addr), field);
}

static bool is_parent(const struct dl_value *dev)
{
	return dev && dev->kind == DL_V_INIT && is_member(dev->a, "struct device", "parent");
}

/* What a function may say of a device that another function says, too. */
static struct made described(struct dl_run *run, const struct dl_instr *at,
			     const struct dl_value *dev)
{
	struct made m = { .at = at, .unit = run->func->unit, .function = run->func->name };

	for (; is_parent(dev); dev = dev->a->a)
		m.parents++;
	m.embedded = dev->kind == DL_V_FIELD;
	if (dev->kind == DL_V_INIT)
		dev = dev->a;
	if (dev->kind == DL_V_FIELD) {
		m.record = dev->p;
		m.field = dl_value_field_name(dev);
	}
	return m;
}

static bool same_member(const struct made *a, const struct made *b)
{
	if (!a->record || !b->record)
		return a->record == b->record;
	return !strcmp(a->record->name, b->record->name) && !strcmp(a->field, b->field);
}

static bool is_of_interface(const struct made *m)
{
	return m->embedded && !m->parents && !strcmp(m->record->name, "struct net_device");
}

static void add_made(struct dl_run *run, struct habits *h, const struct dl_call_args *a)
{
	struct made new, *m;

	h->families[a->api->family] = true;
	if (!a->by_role[DL_ROLE_DEV])
		return;
	new = described(run, a->in, a->by_role[DL_ROLE_DEV]);
	for (m = h->made; m; m = m->next)
		if (m->at == a->in && m->parents == new.parents && same_member(m, &new))
			return;
	m = DL_NEW(run->analysis->engine->arena, struct made);
	*m = new;
	m->next = h->made;
	h->made = m;
}

static void add_undone(struct dl_run *run, struct habits *h, const struct dl_call_args *a)
{
	const struct dl_value *dev = a->by_role[DL_ROLE_DEV];
	struct made like = described(run, a->in, dev);
	struct undone *u;

	if (a->api->family != DL_FAMILY_RESOURCE && !like.parents && !is_of_interface(&like))
		return;
	for (u = h->undone; u; u = u->next)
		if (u->at == a->in)
			return;
	u = DL_NEW(run->analysis->engine->arena, struct undone);
	*u = (struct undone){ a->in, run->func->unit, run->func->name, a->api, dl_text(run, dev),
			      like, h->undone };
	h->undone = u;
}

void dl_consensus_call(struct dl_run *run, const struct dl_call_args *a)
{
	if (a->api->action == DL_ACT_ACQUIRE)
		add_made(run, habits_of(run), a);
	else if ((a->api->action == DL_ACT_RELEASE || a->api->action == DL_ACT_SYNC_CPU ||
		  a->api->action == DL_ACT_SYNC_DEVICE) &&
		 !run->func->in_header && a->by_role[DL_ROLE_DEV])
		add_undone(run, habits_of(run), a);
}

void dl_consensus_kept(struct dl_run *run, const struct dl_value *value)
{
	if (is_parent(value))
		habits_of(run)->keeps_parent = true;
}

/* ---- judging --------------------------------------------------------------------------------- */

/* A map for the device of which this is the parent; NULL if one may be for the parent itself. */
static const struct made *map_for_child(const struct habits *h, const struct undone *u)
{
	const struct made *found = NULL;

	for (const struct made *m = h->made; m; m = m->next) {
		if (m->parents >= u->like.parents)
			return NULL;
		if (m->parents + 1 == u->like.parents && same_member(m, &u->like))
			found = m;
	}
	return h->keeps_parent ? NULL : found;
}

/* A map for another device; NULL if one may be for the interface's. */
static const struct made *map_for_other(const struct habits *h)
{
	for (const struct made *m = h->made; m; m = m->next)
		if (is_of_interface(m) || (!m->parents && !m->embedded))
			return NULL;
	return h->made;
}

static enum dl_rule device_rule(const struct undone *u)
{
	if (u->api->action != DL_ACT_RELEASE)
		return DL_RULE_SYNC_DEVICE_MISMATCH;
	return dl_is_memory(u->api) ? DL_RULE_FREE_DEVICE_MISMATCH : DL_RULE_UNMAP_DEVICE_MISMATCH;
}

static void judge_device(struct dl_engine *e, const struct habits *h, const struct undone *u)
{
	const struct made *m = NULL;

	if (u->like.parents)
		m = map_for_child(h, u);
	else if (is_of_interface(&u->like))
		m = map_for_other(h);
	if (!m)
		return;
	dl_report_pair(e, device_rule(u), u->unit, u->at->loc, u->function, m->unit, m->at->loc,
		       dl_arena_printf(e->arena, "mapped by %s() in %s()", dl_call_name(m->at),
				       m->function),
		       "%s() for %s; nothing in this module is mapped for %s [device=%s]",
		       dl_call_name(u->at),
		       u->like.parents ? "a device's parent" : "the device of a network interface",
		       u->like.parents ? "the parent" : "such a device", u->device);
}

static void judge_family(struct dl_engine *e, const struct habits *h, const struct undone *u)
{
	const struct made *m = h->made;

	if (u->api->family != DL_FAMILY_RESOURCE || u->api->action != DL_ACT_RELEASE || !m ||
	    h->families[DL_FAMILY_RESOURCE] || !dl_is_whole_module(e, h->unit))
		return;
	dl_report_pair(e, DL_RULE_UNMAP_KIND_MISMATCH, u->unit, u->at->loc, u->function, m->unit,
		       m->at->loc,
		       dl_arena_printf(e->arena, "mapped by %s() in %s()", dl_call_name(m->at),
				       m->function),
		       "%s() in a module that never calls dma_map_resource()", dl_call_name(u->at));
}

void dl_consensus_finish(struct dl_engine *e)
{
	for (size_t i = 0; i < BUCKETS; i++) {
		for (const struct habits *h = e->consensus->buckets[i]; h; h = h->next) {
			for (const struct undone *u = h->undone; u; u = u->next) {
				judge_device(e, h, u);
				judge_family(e, h, u);
			}
		}
	}
}
