/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Syncs by another family of functions than the map: of one buffer where a list was mapped, of a list
 * where one buffer was, for a DMA device where an ib_device or a virtqueue did the mapping. dma-api.rst,
 * part Id: the arguments of a sync are those of the map, so its kind is.
 */
#include "checker/engine/impl.h"

#include <string.h>

enum kind { ANY_KIND, OF_DEVICE, OF_IB, OF_VIRTQUEUE, OF_RESOURCE };

static enum kind kind_of(enum dl_family family)
{
	static const enum kind kinds[DL_FAMILY_COUNT] = {
		[DL_FAMILY_SINGLE] = OF_DEVICE,	      [DL_FAMILY_PAGE] = OF_DEVICE,
		[DL_FAMILY_PHYS] = OF_DEVICE,	      [DL_FAMILY_IB_SINGLE] = OF_IB,
		[DL_FAMILY_IB_PAGE] = OF_IB,	      [DL_FAMILY_VIRTQUEUE] = OF_VIRTQUEUE,
		[DL_FAMILY_RESOURCE] = OF_RESOURCE,
	};

	return kinds[family];
}

bool dl_sync_kinds_differ(enum dl_family mapped, enum dl_family synced)
{
	enum kind from = kind_of(mapped), by = kind_of(synced);

	if (from == OF_DEVICE && by == OF_IB)	/* hardware that is an ib_device knows what that does */
		return false;
	return from != ANY_KIND && by != ANY_KIND && from != by;
}

static bool report(struct dl_run *run, const struct dl_path_state *s,
		   enum dl_confidence confidence, const struct dl_call_args *a,
		   const struct dl_object *about, const char *words)
{
	dl_report(run, s, DL_RULE_SYNC_KIND_MISMATCH, confidence, run->func->unit, a->in->loc,
		  about, "%s() of %s", dl_call_name(a->in), words);
	return true;
}

/* sg_dma_address() of some entry: from a map of a list, whoever did that. */
static bool is_entry_address(const struct dl_value *h)
{
	const struct dl_value *at = h && h->kind == DL_V_INIT ? h->a : NULL;

	return at && at->kind == DL_V_FIELD &&
	       !strcmp(((const struct dl_type *)at->p)->name, "struct scatterlist") &&
	       !strcmp(dl_value_field_name(at), "dma_address");
}

/* One entry is one buffer, whatever it is called; a request of USB may be a buffer or a list. */
static bool is_list(const struct dl_object *o)
{
	int64_t n;

	if (o->api->family != DL_FAMILY_SG && o->api->family != DL_FAMILY_SGTABLE)
		return false;
	return !o->nents || !dl_value_is_const(o->nents, &n) || n != 1;
}

/* The memory in the list was mapped by itself: the list never was. */
static const struct dl_object *mapped_alone(struct dl_run *run, const struct dl_path_state *s,
					    const struct dl_value *list)
{
	const struct dl_value *cpu = list ? dl_object_in_list(run, s, list) : NULL;

	for (size_t i = 0; cpu && i < s->nobjects; i++) {
		const struct dl_object *o = &s->objects[i];

		if (o->api->machine == DL_MACHINE_STREAMING && o->cpu == cpu && !o->foreign &&
		    !o->age && !o->maybe && dl_object_is_live(o))
			return o;
	}
	return NULL;
}

/* What is wrong with a sync of what no mapping of this path is. */
static bool check_unknown(struct dl_run *run, const struct dl_path_state *s,
			  const struct dl_call_args *a)
{
	const struct dl_object *alone;

	/* for an ib_device there is no sync of lists */
	if (a->api->family == DL_FAMILY_SINGLE && dl_flow_in_loop(run->flow, a->in->block) &&
	    is_entry_address(a->by_role[DL_ROLE_HANDLE]) && !dl_fills_lists(run->func->unit))
		return report(run, s, DL_CONFIDENCE_MEDIUM, a, NULL,
			      "one entry of a list after the other: they are synced as a list");
	if (a->api->machine != DL_MACHINE_SG)
		return false;
	alone = mapped_alone(run, s, a->by_role[DL_ROLE_SG]);
	return alone && report(run, s, DL_CONFIDENCE_HIGH, a, alone,
			       "a list that was never mapped: its memory was, by itself");
}

bool dl_check_sync_kind(struct dl_run *run, const struct dl_path_state *s,
			const struct dl_object *o, const struct dl_call_args *a)
{
	if (!o)
		return check_unknown(run, s, a);
	if (o->list)
		return a->api->family == DL_FAMILY_SINGLE && is_list(o) &&
		       report(run, s, DL_CONFIDENCE_MEDIUM, a, o,
			      "an entry of what was mapped as a list, and is synced as one");
	if (o->vague || !dl_sync_kinds_differ(o->api->family, a->api->family))
		return false;
	return report(run, s, DL_CONFIDENCE_HIGH, a, o,
		      kind_of(o->api->family) == OF_RESOURCE
			      ? "what is no memory: a resource is never synced"
			      : "what another kind of function has mapped");
}
