/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Which units belong together: by kbuild's name for the module, else by the directory. */
#include "checker/engine/impl.h"

#include <string.h>

size_t dl_directory_length(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? (size_t)(slash - path) : 0;
}

struct dl_module dl_module_named(const char *unit, const char *module)
{
	if (module)
		return (struct dl_module){ module, strlen(module), true };
	return (struct dl_module){
		unit, strchr(unit, '/') ? dl_directory_length(unit) : strlen(unit), false
	};
}

struct dl_module dl_module_of(const struct dl_unit *unit)
{
	return dl_module_named(unit->name, unit->module);
}

bool dl_same_module(struct dl_module a, struct dl_module b)
{
	return a.named == b.named && a.length == b.length && !strncmp(a.name, b.name, a.length);
}

size_t dl_modules_number(const struct dl_engine *e, size_t *of)
{
	size_t *first = DL_NEW_ARRAY(e->arena, size_t, e->nunits + 1), n = 0, k;

	for (size_t i = 0; i < e->nunits; i++) {
		for (k = 0; k < n; k++)
			if (dl_same_module(dl_module_of(e->units[first[k]]),
					   dl_module_of(e->units[i])))
				break;
		if (k == n)
			first[n++] = i;
		of[i] = k;
	}
	return n;
}

size_t dl_hash_text(const char *s, size_t length)
{
	size_t h = 5381;

	for (size_t i = 0; i < length; i++)
		h = h * 33 + (unsigned char)s[i];
	return h;
}

size_t dl_hash_name(const char *s)
{
	return dl_hash_text(s, strlen(s));
}

bool dl_is_whole_module(const struct dl_engine *e, const struct dl_unit *unit)
{
	struct dl_module m = dl_module_of(unit);

	for (size_t i = 0; i < e->nwhole; i++)
		if (strlen(e->whole[i]) == m.length && !strncmp(e->whole[i], m.name, m.length))
			return true;
	return e->all_whole;
}
