/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Look-ups in the two tables of functions: api.def (the DMA API) and kernel.def (what else says
 * something about a mapping), and in the rows that were added to them.
 *
 * Every call of every function that is checked is looked up by name, and most names are in
 * neither table; so each table has a hash index beside it. The indices are written by whoever asks
 * first, and whenever a row is added; nothing else here is written at run time.
 *
 * Not here: what a row means. That is for the engine and for the runtime.
 */
#include "rules/api.h"

#include <assert.h>
#include <pthread.h>
#include <string.h>

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

/* The argument column: the number in the name has to agree with the number of roles. */
#define ROLES(n, ...) .args = { __VA_ARGS__ }, .nargs = n
#define ROLE(r) DL_ROLE_##r
#define A0()			ROLES(0, ROLE(OTHER))
#define A1(a)			ROLES(1, ROLE(a))
#define A2(a, b)		ROLES(2, ROLE(a), ROLE(b))
#define A3(a, b, c)		ROLES(3, ROLE(a), ROLE(b), ROLE(c))
#define A4(a, b, c, d)		ROLES(4, ROLE(a), ROLE(b), ROLE(c), ROLE(d))
#define A5(a, b, c, d, e)	ROLES(5, ROLE(a), ROLE(b), ROLE(c), ROLE(d), ROLE(e))
#define A6(a, b, c, d, e, f)	ROLES(6, ROLE(a), ROLE(b), ROLE(c), ROLE(d), ROLE(e), ROLE(f))
#define A7(a, b, c, d, e, f, g) \
	ROLES(7, ROLE(a), ROLE(b), ROLE(c), ROLE(d), ROLE(e), ROLE(f), ROLE(g))
#define A8(a, b, c, d, e, f, g, h) \
	ROLES(8, ROLE(a), ROLE(b), ROLE(c), ROLE(d), ROLE(e), ROLE(f), ROLE(g), ROLE(h))
#define A9(a, b, c, d, e, f, g, h, i) \
	ROLES(9, ROLE(a), ROLE(b), ROLE(c), ROLE(d), ROLE(e), ROLE(f), ROLE(g), ROLE(h), ROLE(i))

/* The columns that most rows leave out. */
#define SINCE(major, minor)	.since = DL_KERNEL(major, minor)
#define UNTIL(major, minor)	.until = DL_KERNEL(major, minor)
#define NOTE(text)		.note = text

#define DL_API(n, act, mach, fam, arguments, ret, fail, inv, ...) \
	{ .name = n, .action = DL_ACT_##act, .machine = DL_MACHINE_##mach, \
	  .family = DL_FAMILY_##fam, arguments, .returns = DL_RET_##ret, \
	  .fails = DL_FAILS_##fail, .inverse = inv, ##__VA_ARGS__ },
static const struct dl_api api_table[] = {
#include "rules/api.def"
};
#undef DL_API

#define DL_KERNEL_FUNCTION(name, action, arg, memory) \
	{ name, DL_KERNEL_##action, arg, DL_MEMORY_##memory },
static const struct dl_kernel_function kernel_table[] = {
#include "rules/kernel.def"
};
#undef DL_KERNEL_FUNCTION

/*
 * Open addressing with linear probing. Rows are entered in the order of the table and never
 * leave, so along the probe the rows of one name come in the order of the table too.
 */
#define SLOTS 4096
_Static_assert(COUNT_OF(api_table) + DL_MOST_ADDED < SLOTS * 3 / 4, "the index of api.def is too full");
_Static_assert(COUNT_OF(kernel_table) + DL_MOST_ADDED < SLOTS * 3 / 4, "the index of kernel.def is too full");

struct name_index {
	uint16_t slots[SLOTS];	/* 1 + row, 0: free; rows that were added come behind the table's */
};

static const struct dl_api *api_added[DL_MOST_ADDED];
static const struct dl_kernel_function *kernel_added[DL_MOST_ADDED];
static size_t napi_added, nkernel_added;

static struct name_index api_index, kernel_index;
static pthread_once_t index_once = PTHREAD_ONCE_INIT;

/* FNV-1a. */
static uint32_t name_slot(const char *name)
{
	uint32_t hash = 2166136261u;

	for (; *name; name++)
		hash = (hash ^ (unsigned char)*name) * 16777619u;
	return hash % SLOTS;
}

static uint32_t next_slot(uint32_t slot)
{
	return (slot + 1) % SLOTS;
}

static void index_add(struct name_index *index, const char *name, size_t row)
{
	uint32_t slot = name_slot(name);

	while (index->slots[slot])
		slot = next_slot(slot);
	index->slots[slot] = (uint16_t)(row + 1);
}

static void build_indices(void)
{
	for (size_t i = 0; i < COUNT_OF(api_table); i++)
		index_add(&api_index, api_table[i].name, i);
	for (size_t i = 0; i < COUNT_OF(kernel_table); i++)
		index_add(&kernel_index, kernel_table[i].name, i);
}

static const struct dl_api *api_row(size_t row)
{
	return row < COUNT_OF(api_table) ? &api_table[row] : api_added[row - COUNT_OF(api_table)];
}

static const struct dl_kernel_function *kernel_row(size_t row)
{
	return row < COUNT_OF(kernel_table) ? &kernel_table[row] :
					      kernel_added[row - COUNT_OF(kernel_table)];
}

/* From this slot on: the next row of that name. Moves the slot past it. */
static const struct dl_api *api_probe(const char *name, uint32_t *slot)
{
	for (; api_index.slots[*slot]; *slot = next_slot(*slot)) {
		const struct dl_api *api = api_row(api_index.slots[*slot] - 1);

		if (!strcmp(api->name, name)) {
			*slot = next_slot(*slot);
			return api;
		}
	}
	return NULL;
}

static const struct dl_kernel_function *kernel_probe(const char *name, uint32_t *slot)
{
	for (; kernel_index.slots[*slot]; *slot = next_slot(*slot)) {
		const struct dl_kernel_function *row = kernel_row(kernel_index.slots[*slot] - 1);

		if (!strcmp(row->name, name)) {
			*slot = next_slot(*slot);
			return row;
		}
	}
	return NULL;
}

const struct dl_api *dl_api_find(const char *name, size_t nargs)
{
	uint32_t slot = name_slot(name);
	const struct dl_api *first, *api;

	pthread_once(&index_once, build_indices);
	first = api_probe(name, &slot);
	for (api = first; api; api = api_probe(name, &slot))
		if (api->nargs == nargs)
			return api;
	return first;
}

const struct dl_api *dl_api_table(size_t *count)
{
	*count = COUNT_OF(api_table);
	return api_table;
}

bool dl_api_is_inner_header(const char *name)
{
	static const char *const headers[] = { "linux/dma-map-ops.h", "linux/dma-direct.h" };

	for (size_t i = 0; i < COUNT_OF(headers); i++)
		if (!strcmp(headers[i], name))
			return true;
	return false;
}

int dl_api_arg(const struct dl_api *api, enum dl_role role)
{
	for (int i = 0; i < api->nargs; i++)
		if (api->args[i] == role)
			return i;
	return -1;
}

/*
 * Families that are one code: a map of one may be undone by the other. The number is the code;
 * 0 stands for a code of its own. dma-api.rst wants the counterpart of the same name, but the
 * kernel and its dma-debug know these as one (kernel/dma/debug.c).
 */
static const unsigned char shared_code[DL_FAMILY_COUNT] = {
	[DL_FAMILY_SINGLE] = 1,
	[DL_FAMILY_PAGE] = 1,
	[DL_FAMILY_PHYS] = 1,
	[DL_FAMILY_SG] = 2,
	[DL_FAMILY_SGTABLE] = 2,
	[DL_FAMILY_IB_SINGLE] = 3,
	[DL_FAMILY_IB_PAGE] = 3,
	[DL_FAMILY_IB_SG] = 4,
	[DL_FAMILY_IB_SGTABLE] = 4,
};

bool dl_family_matches(enum dl_family from, enum dl_family by)
{
	assert(from < DL_FAMILY_COUNT && by < DL_FAMILY_COUNT);
	return from == by || (shared_code[from] && shared_code[from] == shared_code[by]);
}

static const char *const family_names[DL_FAMILY_COUNT] = {
	[DL_FAMILY_NONE] = "none",
	[DL_FAMILY_SINGLE] = "single",
	[DL_FAMILY_PAGE] = "page",
	[DL_FAMILY_PHYS] = "phys",
	[DL_FAMILY_RESOURCE] = "resource",
	[DL_FAMILY_SG] = "scatterlist",
	[DL_FAMILY_SGTABLE] = "sg_table",
	[DL_FAMILY_COHERENT] = "coherent",
	[DL_FAMILY_WC] = "write-combined",
	[DL_FAMILY_MANAGED] = "managed coherent",
	[DL_FAMILY_PAGES] = "pages",
	[DL_FAMILY_NONCOHERENT] = "noncoherent",
	[DL_FAMILY_NONCONTIGUOUS] = "noncontiguous",
	[DL_FAMILY_POOL] = "pool",
	[DL_FAMILY_POOL_MANAGED] = "managed pool",
	[DL_FAMILY_IB_SINGLE] = "ib single",
	[DL_FAMILY_IB_PAGE] = "ib page",
	[DL_FAMILY_IB_SG] = "ib scatterlist",
	[DL_FAMILY_IB_SGTABLE] = "ib sg_table",
	[DL_FAMILY_VIRTQUEUE] = "virtqueue",
	[DL_FAMILY_SCSI] = "scsi",
	[DL_FAMILY_USB_COHERENT] = "usb coherent",
	[DL_FAMILY_USB_REQUEST] = "usb request",
	[DL_FAMILY_USB_URB] = "usb urb",
	[DL_FAMILY_HCD_BUFFER] = "hcd buffer",
	[DL_FAMILY_SND] = "snd_dma",
	[DL_FAMILY_DMABUF] = "dma-buf",
	[DL_FAMILY_DMAENGINE] = "dmaengine",
	[DL_FAMILY_XSK] = "xsk",
	[DL_FAMILY_PAGE_POOL] = "page_pool",
	[DL_FAMILY_GENPOOL] = "gen_pool",
	[DL_FAMILY_MEI] = "mei",
	[DL_FAMILY_RTSX] = "rtsx_pci",
	[DL_FAMILY_TIFM] = "tifm",
	[DL_FAMILY_IOVA] = "iova",
	[DL_FAMILY_DECLARED] = "declared",
	[DL_FAMILY_VMAP] = "vmap",
};

const char *dl_family_name(enum dl_family family)
{
	assert(family < DL_FAMILY_COUNT);
	return family_names[family];
}

const struct dl_kernel_function *dl_kernel_find(const char *name)
{
	uint32_t slot = name_slot(name);

	pthread_once(&index_once, build_indices);
	return kernel_probe(name, &slot);
}

const struct dl_kernel_function *dl_kernel_next(const struct dl_kernel_function *row)
{
	uint32_t slot = name_slot(row->name);

	pthread_once(&index_once, build_indices);
	while (kernel_probe(row->name, &slot) != row)
		;
	return kernel_probe(row->name, &slot);
}

const struct dl_kernel_function *dl_kernel_table(size_t *count)
{
	*count = COUNT_OF(kernel_table);
	return kernel_table;
}

void dl_api_add(const struct dl_api *row)
{
	assert(napi_added < DL_MOST_ADDED);
	pthread_once(&index_once, build_indices);
	api_added[napi_added] = row;
	index_add(&api_index, row->name, COUNT_OF(api_table) + napi_added++);
}

void dl_kernel_add(const struct dl_kernel_function *row)
{
	assert(nkernel_added < DL_MOST_ADDED);
	pthread_once(&index_once, build_indices);
	kernel_added[nkernel_added] = row;
	index_add(&kernel_index, row->name, COUNT_OF(kernel_table) + nkernel_added++);
}

const struct dl_api *const *dl_api_added(size_t *count)
{
	*count = napi_added;
	return api_added;
}

const struct dl_kernel_function *const *dl_kernel_added(size_t *count)
{
	*count = nkernel_added;
	return kernel_added;
}

const char *const dl_role_words[] = {
#define DL_ROLE(name, word) [DL_ROLE_##name] = word,
#include "rules/words.def"
	NULL
};

const char *const dl_kernel_action_words[] = {
#define DL_KERNEL_ACTION(name, word) [DL_KERNEL_##name] = word,
#include "rules/words.def"
	NULL
};

const char *const dl_memory_words[] = {
#define DL_MEMORY(name, word) [DL_MEMORY_##name] = word,
#include "rules/words.def"
	NULL
};

const char *dl_direction_name(int64_t direction)
{
	static const char *const names[] = {
		[DL_BIDIRECTIONAL] = "DMA_BIDIRECTIONAL",
		[DL_TO_DEVICE] = "DMA_TO_DEVICE",
		[DL_FROM_DEVICE] = "DMA_FROM_DEVICE",
		[DL_NONE] = "DMA_NONE",
	};

	if (direction < 0 || direction >= (int64_t)COUNT_OF(names))
		return NULL;
	return names[direction];
}

const struct dl_kernel_function *dl_kernel_find_as(const char *name, enum dl_kernel_action action)
{
	const struct dl_kernel_function *k = dl_kernel_find(name);

	while (k && k->action != action)
		k = dl_kernel_next(k);
	return k;
}
