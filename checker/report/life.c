/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Rules that the lifecycle's table knows are looked up there, in the state that the object was in.
 * The others break something that is not a state (a size, a count, an argument): the table below
 * says at which step. What a rule is about is its name, so rows are globs over ids.
 */
#include "checker/report/life.h"

#include <fnmatch.h>
#include <stddef.h>

static const struct {
	const char *glob;
	struct dl_life life;
} rows[] = {	/* the first that matches decides */
	{ "dma-unchecked-alloc",		{ DL_LIFE_MEMORY, DL_LIFE_MADE, DL_LIFE_CPU } },
	{ "dma-unchecked-*",			{ DL_LIFE_MAPPING, DL_LIFE_MADE, DL_LIFE_DEVICE } },
	{ "dma-map-error-*",			{ DL_LIFE_MAPPING, DL_LIFE_FAILED, DL_LIFE_DEVICE } },
	{ "dma-map-sg-negative-test",		{ DL_LIFE_MAPPING, DL_LIFE_FAILED, DL_LIFE_DEVICE } },
	{ "dma-mapping-error-wrong-handle",	{ DL_LIFE_MAPPING, DL_LIFE_FAILED, DL_LIFE_DEVICE } },
	{ "dma-mapping-error-after-arith",	{ DL_LIFE_MAPPING, DL_LIFE_FAILED, DL_LIFE_DEVICE } },
	{ "dma-mapping-error-late",		{ DL_LIFE_MAPPING, DL_LIFE_MADE, DL_LIFE_DEVICE } },
	{ "dma-mapping-error-not-mapped",	{ DL_LIFE_MAPPING, DL_LIFE_START, DL_LIFE_START } },
	{ "dma-mapping-error-*",		{ DL_LIFE_MAPPING, DL_LIFE_MADE, DL_LIFE_MADE } },
	{ "dma-mapping-leak*",			{ DL_LIFE_MAPPING, DL_LIFE_DEVICE, DL_LIFE_END } },
	{ "dma-coherent-leak*",			{ DL_LIFE_MEMORY, DL_LIFE_CPU, DL_LIFE_END } },
	{ "dma-coherent-double-free",		{ DL_LIFE_MEMORY, DL_LIFE_UNDONE, DL_LIFE_UNDONE } },
	{ "dma-coherent-use-after-free",	{ DL_LIFE_MEMORY, DL_LIFE_UNDONE, DL_LIFE_CPU } },
	{ "dma-unmap-failed-map",		{ DL_LIFE_MAPPING, DL_LIFE_FAILED, DL_LIFE_UNDONE } },
	{ "dma-unmap-never-mapped",		{ DL_LIFE_MAPPING, DL_LIFE_START, DL_LIFE_UNDONE } },
	{ "dma-unmap-*",			{ DL_LIFE_MAPPING, DL_LIFE_DEVICE, DL_LIFE_UNDONE } },
	{ "dma-double-unmap",			{ DL_LIFE_MAPPING, DL_LIFE_UNDONE, DL_LIFE_UNDONE } },
	{ "dma-use-after-unmap",		{ DL_LIFE_MAPPING, DL_LIFE_UNDONE, DL_LIFE_DEVICE } },
	{ "dma-sync-after-unmap",		{ DL_LIFE_MAPPING, DL_LIFE_UNDONE, DL_LIFE_CPU } },
	{ "dma-sync-unmapped",			{ DL_LIFE_MAPPING, DL_LIFE_FAILED, DL_LIFE_CPU } },
	{ "dma-sync-on-coherent",		{ DL_LIFE_MEMORY, DL_LIFE_CPU, DL_LIFE_CPU } },
	{ "dma-cache-sync-*",			{ DL_LIFE_MEMORY, DL_LIFE_CPU, DL_LIFE_CPU } },
	{ "dma-sync-*",				{ DL_LIFE_MAPPING, DL_LIFE_DEVICE, DL_LIFE_CPU } },
	{ "dma-sg-sync-*",			{ DL_LIFE_MAPPING, DL_LIFE_DEVICE, DL_LIFE_CPU } },
	{ "dma-missing-sync-for-device",	{ DL_LIFE_MAPPING, DL_LIFE_CPU, DL_LIFE_DEVICE } },
	{ "dma-cpu-*",				{ DL_LIFE_MAPPING, DL_LIFE_DEVICE, DL_LIFE_DEVICE } },
	{ "dma-free-while-mapped",		{ DL_LIFE_MAPPING, DL_LIFE_DEVICE, DL_LIFE_DEVICE } },
	{ "dma-managed-freed-twice",		{ DL_LIFE_MEMORY, DL_LIFE_UNDONE, DL_LIFE_UNDONE } },
	{ "dma-managed-*",			{ DL_LIFE_MEMORY, DL_LIFE_CPU, DL_LIFE_UNDONE } },
	{ "dma-free-*",				{ DL_LIFE_MEMORY, DL_LIFE_CPU, DL_LIFE_UNDONE } },
	{ "dma-pool-double-free",		{ DL_LIFE_MEMORY, DL_LIFE_UNDONE, DL_LIFE_UNDONE } },
	{ "dma-pool-use-after-destroy",		{ DL_LIFE_POOL, DL_LIFE_UNDONE, DL_LIFE_CPU } },
	{ "dma-pool-destroy-busy",		{ DL_LIFE_POOL, DL_LIFE_CPU, DL_LIFE_UNDONE } },
	{ "dma-pool-leak",			{ DL_LIFE_POOL, DL_LIFE_CPU, DL_LIFE_END } },
	{ "dma-pool-mismatch",			{ DL_LIFE_MEMORY, DL_LIFE_CPU, DL_LIFE_UNDONE } },
	{ "dma-pool-free-*",			{ DL_LIFE_MEMORY, DL_LIFE_CPU, DL_LIFE_UNDONE } },
	{ "dma-pool-*",				{ DL_LIFE_POOL, DL_LIFE_START, DL_LIFE_MADE } },
	{ "dma-sg-unmap-*",			{ DL_LIFE_MAPPING, DL_LIFE_DEVICE, DL_LIFE_UNDONE } },
	{ "dma-sg-nents-overwritten",		{ DL_LIFE_MAPPING, DL_LIFE_DEVICE, DL_LIFE_UNDONE } },
	{ "dma-sgt-nents-confusion",		{ DL_LIFE_MAPPING, DL_LIFE_DEVICE, DL_LIFE_UNDONE } },
	{ "dma-sg-dma-before-map",		{ DL_LIFE_MAPPING, DL_LIFE_START, DL_LIFE_DEVICE } },
	{ "dma-sg-*",				{ DL_LIFE_MAPPING, DL_LIFE_DEVICE, DL_LIFE_DEVICE } },
	{ "dma-remap-*",			{ DL_LIFE_MAPPING, DL_LIFE_DEVICE, DL_LIFE_MADE } },
	{ "dma-virt-to-bus",			{ DL_LIFE_MAPPING, DL_LIFE_START, DL_LIFE_DEVICE } },
	{ "dma-addr-*",				{ DL_LIFE_MAPPING, DL_LIFE_DEVICE, DL_LIFE_DEVICE } },
	{ "dma-noncoherent-*",			{ DL_LIFE_MEMORY, DL_LIFE_CPU, DL_LIFE_CPU } },
	{ "dma-bidirectional-*",		{ DL_LIFE_MAPPING, DL_LIFE_DEVICE, DL_LIFE_CPU } },
	{ "dma-redundant-zeroing",		{ DL_LIFE_MEMORY, DL_LIFE_CPU, DL_LIFE_CPU } },
	{ "dma-gfp-*",				{ DL_LIFE_MEMORY, DL_LIFE_START, DL_LIFE_MADE } },
	{ "dma-alloc-*",			{ DL_LIFE_MEMORY, DL_LIFE_START, DL_LIFE_MADE } },
	{ "dma-declare-*",			{ DL_LIFE_MEMORY, DL_LIFE_START, DL_LIFE_MADE } },
	{ "dma-release-declared-*",		{ DL_LIFE_MEMORY, DL_LIFE_CPU, DL_LIFE_UNDONE } },
	{ "dma-mask-*",				{ DL_LIFE_MAPPING, DL_LIFE_START, DL_LIFE_START } },
	{ "dma-map-*",				{ DL_LIFE_MAPPING, DL_LIFE_START, DL_LIFE_MADE } },
	{ "dma-null-device",			{ DL_LIFE_MAPPING, DL_LIFE_START, DL_LIFE_MADE } },
	{ "dma-deprecated-*",			{ DL_LIFE_MAPPING, DL_LIFE_START, DL_LIFE_MADE } },
	{ "*",					{ DL_LIFE_NONE, DL_LIFE_START, DL_LIFE_START } },
};

static struct dl_life life_of_rule(enum dl_rule rule)
{
	size_t i = 0;

	while (fnmatch(rows[i].glob, dl_rule_info(rule)->id, 0) != 0)
		i++;
	return rows[i].life;
}

static enum dl_life_kind kind_of(enum dl_machine machine)
{
	static const enum dl_life_kind kinds[DL_MACHINE_COUNT] = {
		[DL_MACHINE_STREAMING] = DL_LIFE_MAPPING,
		[DL_MACHINE_SG] = DL_LIFE_MAPPING,
		[DL_MACHINE_SGTABLE] = DL_LIFE_MAPPING,
		[DL_MACHINE_ALLOC] = DL_LIFE_MEMORY,
		[DL_MACHINE_POOL_OBJECT] = DL_LIFE_MEMORY,
		[DL_MACHINE_POOL] = DL_LIFE_POOL,
	};

	return kinds[machine];
}

static enum dl_life_place place_of(enum dl_state state)
{
	static const enum dl_life_place places[DL_STATE_COUNT] = {
		[DL_STATE_UNCHECKED] = DL_LIFE_MADE,	 [DL_STATE_TESTED] = DL_LIFE_MADE,
		[DL_STATE_FAILED] = DL_LIFE_FAILED,	 [DL_STATE_DEVICE] = DL_LIFE_DEVICE,
		[DL_STATE_CPU] = DL_LIFE_CPU,		 [DL_STATE_RELEASED] = DL_LIFE_UNDONE,
	};

	return places[state];
}

/* Where an event would lead; START: nowhere. */
static enum dl_life_place aim_of(enum dl_event event, enum dl_life_kind kind)
{
	switch (event) {
	case DL_EVENT_HAND_OVER:
	case DL_EVENT_SYNC_DEVICE:
		return kind == DL_LIFE_MAPPING ? DL_LIFE_DEVICE : DL_LIFE_CPU;
	case DL_EVENT_ACCESS:
	case DL_EVENT_SYNC_CPU:
		return DL_LIFE_CPU;
	case DL_EVENT_RELEASE:
		return DL_LIFE_UNDONE;
	case DL_EVENT_END_OK:
	case DL_EVENT_END_ERROR:
		return DL_LIFE_END;
	case DL_EVENT_POOL_GONE:
		return kind == DL_LIFE_MEMORY ? DL_LIFE_UNDONE : DL_LIFE_START;
	default:
		return DL_LIFE_START;
	}
}

struct dl_life dl_life_of(const struct dl_finding *f)
{
	struct dl_life life = life_of_rule(f->rule);
	enum dl_life_kind kind = kind_of(f->machine);

	if (kind == DL_LIFE_NONE || (life.kind != DL_LIFE_NONE && life.kind != kind))
		return life;
	for (int event = 0; event < DL_EVENT_COUNT; event++) {
		struct dl_step_result r = dl_lifecycle_step(f->machine, f->state, event);

		if (r.violation == f->rule && aim_of(event, kind) != DL_LIFE_START)
			return (struct dl_life){ kind, place_of(f->state), aim_of(event, kind) };
	}
	return life;
}

const char *dl_life_kind_name(enum dl_life_kind kind)
{
	static const char *const names[DL_LIFE_KIND_COUNT] = { NULL, "mapping", "memory", "pool" };

	return names[kind];
}

const char *dl_life_place_name(enum dl_life_place place)
{
	static const char *const names[DL_LIFE_PLACE_COUNT] = {
		[DL_LIFE_START] = "start",   [DL_LIFE_MADE] = "made", [DL_LIFE_FAILED] = "failed",
		[DL_LIFE_DEVICE] = "device", [DL_LIFE_CPU] = "cpu",   [DL_LIFE_UNDONE] = "undone",
		[DL_LIFE_END] = "end",
	};

	return names[place];
}

const char *dl_step_kind_name(enum dl_step_kind kind)
{
	static const char *const names[DL_STEP_KIND_COUNT] = {
		[DL_STEP_NOTE] = "note",	 [DL_STEP_ACQUIRED] = "acquired",
		[DL_STEP_KEPT] = "kept",	 [DL_STEP_SYNCED] = "synced",
		[DL_STEP_RELEASED] = "released", [DL_STEP_BRANCH] = "branch",
		[DL_STEP_CALL] = "call",
	};

	return names[kind];
}
