/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Where in the life of a mapping (of memory, of a pool) a finding is: the step of the lifecycle
 * that was wrong, as a picture would show it.
 */
#ifndef DL_REPORT_LIFE_H
#define DL_REPORT_LIFE_H

#include "checker/report/finding.h"

enum dl_life_kind {
	DL_LIFE_NONE,		/* not about something that lives */
	DL_LIFE_MAPPING,
	DL_LIFE_MEMORY,
	DL_LIFE_POOL,
	DL_LIFE_KIND_COUNT
};

enum dl_life_place {
	DL_LIFE_START,		/* not mapped yet */
	DL_LIFE_MADE,		/* mapped, allocated, created; not tested */
	DL_LIFE_FAILED,
	DL_LIFE_DEVICE,		/* tested, the device is the owner; of mappings only */
	DL_LIFE_CPU,		/* the CPU is; memory and pools: in use */
	DL_LIFE_UNDONE,		/* unmapped, freed, destroyed */
	DL_LIFE_END,		/* nobody knows of it any more */
	DL_LIFE_PLACE_COUNT
};

/* The wrong step: from one place to another. The same twice: wrong while it is there. */
struct dl_life {
	enum dl_life_kind kind;
	enum dl_life_place from, to;
};

struct dl_life dl_life_of(const struct dl_finding *finding);
/* "mapping", "memory", "pool"; NULL for NONE */
const char *dl_life_kind_name(enum dl_life_kind kind);
/* "start", "made", "failed", "device", "cpu", "undone", "end" */
const char *dl_life_place_name(enum dl_life_place place);
/* "acquired", "branch", ... */
const char *dl_step_kind_name(enum dl_step_kind kind);

#endif
