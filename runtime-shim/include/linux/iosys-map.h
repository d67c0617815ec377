/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Memory that is ordinary, or behind a bus.
 */
#ifndef SHIM_LINUX_IOSYS_MAP_H
#define SHIM_LINUX_IOSYS_MAP_H

#include <linux/string.h>
#include <linux/types.h>

struct iosys_map {
	union {
		void __iomem *vaddr_iomem;
		void *vaddr;
	};
	bool is_iomem;
};

#define IOSYS_MAP_INIT_VADDR(v)	{ .vaddr = (v), .is_iomem = false }

static inline void iosys_map_set_vaddr(struct iosys_map *map, void *vaddr)
{
	map->vaddr = vaddr;
	map->is_iomem = false;
}

static inline bool iosys_map_is_null(const struct iosys_map *map)
{
	return !map->vaddr;
}

static inline void iosys_map_clear(struct iosys_map *map)
{
	iosys_map_set_vaddr(map, NULL);
}

static inline void iosys_map_memcpy_to(struct iosys_map *dst, size_t offset, const void *src,
				       size_t len)
{
	memcpy((char *)dst->vaddr + offset, src, len);
}

static inline void iosys_map_memcpy_from(void *dst, const struct iosys_map *src, size_t offset,
					 size_t len)
{
	memcpy(dst, (const char *)src->vaddr + offset, len);
}

#endif
