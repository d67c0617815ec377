/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What any path of an analysis does with what a call site makes: one path alone does not tell that
 * a driver knows how to undo, keep or test it.
 */
#include "checker/engine/impl.h"

struct dl_site {
	const struct dl_instr *call;
	unsigned deeds;
};

static struct dl_site *find(const struct dl_analysis *an, const struct dl_instr *call)
{
	for (size_t i = 0; i < an->nsites; i++)
		if (an->sites[i].call == call)
			return &an->sites[i];
	return NULL;
}

void dl_site_note(struct dl_analysis *an, const struct dl_instr *call, enum dl_deed deed)
{
	struct dl_site *site = find(an, call);

	if (!site) {
		an->sites = dl_arena_reserve(an->arena, an->sites, an->nsites, &an->cap_sites,
					     sizeof(*an->sites));
		site = &an->sites[an->nsites++];
		*site = (struct dl_site){ .call = call };
	}
	site->deeds |= deed;
}

bool dl_site_has(const struct dl_analysis *an, const struct dl_instr *call, enum dl_deed deed)
{
	const struct dl_site *site = find(an, call);

	return site && (site->deeds & deed);
}
