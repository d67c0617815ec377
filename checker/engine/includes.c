/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Headers that are not for drivers. Those who implement the DMA API include them, and so do the
 * buses, which give it to their devices; by what directory they are in, nothing else tells.
 */
#include "checker/engine/impl.h"

#include <string.h>

static bool is_implementer(const char *path)
{
	static const char *const parts[] = {
		"arch/",	 "kernel/dma/",	  "mm/",	  "drivers/acpi/",
		"drivers/amba/", "drivers/base/", "drivers/bus/", "drivers/cdx/",
		"drivers/hv/",	 "drivers/iommu/", "drivers/of/", "drivers/parisc/",
		"drivers/pci/",	 "drivers/xen/",
	};
	const char *at;

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		at = strstr(path, parts[i]);
		if (at && (at == path || at[-1] == '/'))
			return true;
	}
	return false;
}

void dl_includes_finish(struct dl_engine *e)
{
	for (size_t i = 0; i < e->nunits; i++) {
		const struct dl_unit *unit = e->units[i];

		if (is_implementer(unit->name))
			continue;
		for (size_t k = 0; k < unit->nincludes; k++)
			dl_report_pair(e, DL_RULE_INCLUDES_DMA_MAP_OPS, unit, unit->includes[k].loc,
				       NULL, NULL, 0, NULL,
				       "<%s> is for those who implement the DMA API, not for drivers",
				       unit->includes[k].name);
	}
}
