/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What the functions of the DMA API do: one row of api.def each. Pure data; knows nothing of C
 * syntax, of Clang, or of how a checker works.
 */
#ifndef DL_API_H
#define DL_API_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What a call does to the object it is about. */
enum dl_action {
	DL_ACT_NONE,
	DL_ACT_ACQUIRE,		/* map, alloc, create: a new object */
	DL_ACT_RELEASE,		/* unmap, free, destroy */
	DL_ACT_TEST,		/* dma_mapping_error and its kin */
	DL_ACT_SYNC_CPU,
	DL_ACT_SYNC_DEVICE,
	DL_ACT_HAND_OVER,	/* gives a handle or a list to hardware */
	DL_ACT_TRANSFER,	/* takes a buffer that a lower layer maps for the time of the call */
	DL_ACT_HANDLE_GET,	/* reads a handle kept elsewhere (sg_dma_address, page_pool_get_dma_addr) */
	DL_ACT_STATE_GET,	/* dma_unmap_addr and kin */
	DL_ACT_STATE_SET,
	DL_ACT_MASK,		/* dma_set_mask and kin */
	DL_ACT_PARMS,		/* dma_set_max_seg_size and kin */
	DL_ACT_QUERY,		/* asks, changes nothing */
	DL_ACT_MMAP,		/* makes an object visible to user space */
	DL_ACT_VMAP,
	DL_ACT_VUNMAP,
	DL_ACT_SG_INIT,		/* fills a scatterlist */
	DL_ACT_SG_ITER,
	DL_ACT_DECLARE,		/* dma_declare_coherent_memory and kin */
	DL_ACT_LINK,		/* dma_iova_link */
	DL_ACT_UNLINK,
	DL_ACT_CONST,		/* DMA_BIT_MASK, DMA_MAPPING_ERROR */
	DL_ACT_FORBIDDEN,	/* virt_to_bus */
	DL_ACT_LAYOUT,		/* __dma_from_device_group_begin */
};

/* Which kind of object: each has its machine in lifecycle.def. */
enum dl_machine {
	DL_MACHINE_NONE,
	DL_MACHINE_STREAMING,	/* one mapping, known by its handle */
	DL_MACHINE_SG,		/* a mapped scatterlist, known by the list */
	DL_MACHINE_SGTABLE,	/* a mapped sg_table, known by the table or its owner */
	DL_MACHINE_ALLOC,	/* memory with a CPU address and a handle */
	DL_MACHINE_POOL,
	DL_MACHINE_POOL_OBJECT,
	DL_MACHINE_REGION,	/* declared coherent memory (2.6) */
	DL_MACHINE_IOVA,
	DL_MACHINE_COUNT
};

/*
 * Which family of functions. An object has to be released by the family it comes from;
 * dl_family_matches() knows the pairs that are one code and differ in name only.
 */
enum dl_family {
	DL_FAMILY_NONE,
	DL_FAMILY_SINGLE, DL_FAMILY_PAGE, DL_FAMILY_PHYS, DL_FAMILY_RESOURCE,
	DL_FAMILY_SG, DL_FAMILY_SGTABLE,
	DL_FAMILY_COHERENT,	/* dma_alloc_coherent, dma_alloc_attrs */
	DL_FAMILY_WC,
	DL_FAMILY_MANAGED,	/* dmam_* */
	DL_FAMILY_PAGES, DL_FAMILY_NONCOHERENT, DL_FAMILY_NONCONTIGUOUS,
	DL_FAMILY_POOL, DL_FAMILY_POOL_MANAGED,
	DL_FAMILY_IB_SINGLE, DL_FAMILY_IB_PAGE, DL_FAMILY_IB_SG, DL_FAMILY_IB_SGTABLE,
	DL_FAMILY_VIRTQUEUE, DL_FAMILY_SCSI, DL_FAMILY_USB_COHERENT, DL_FAMILY_USB_REQUEST,
	DL_FAMILY_USB_URB, DL_FAMILY_HCD_BUFFER, DL_FAMILY_SND, DL_FAMILY_DMABUF,
	DL_FAMILY_DMAENGINE, DL_FAMILY_XSK, DL_FAMILY_PAGE_POOL, DL_FAMILY_GENPOOL,
	DL_FAMILY_MEI, DL_FAMILY_RTSX, DL_FAMILY_TIFM, DL_FAMILY_IOVA, DL_FAMILY_DECLARED,
	DL_FAMILY_VMAP,
	DL_FAMILY_COUNT
};

/* What an argument is, and the other words of the tables: words.def says what each stands for. */
enum dl_role {
#define DL_ROLE(name, word) DL_ROLE_##name,
#include "rules/words.def"
};

enum dl_returns {
	DL_RET_NOTHING,
	DL_RET_HANDLE,
	DL_RET_COUNT,		/* mapped entries */
	DL_RET_STATUS,		/* 0 or -errno */
	DL_RET_CPU,
	DL_RET_PAGE,
	DL_RET_SGT,
	DL_RET_OBJECT,		/* pool, record, descriptor: a pointer */
	DL_RET_VALUE,		/* number, mask, bool */
};

/* How the result says that the call failed. */
enum dl_fails {
	DL_FAILS_NEVER,
	DL_FAILS_MAPPING_ERROR,	/* dma_mapping_error(result) */
	DL_FAILS_ZERO,		/* == 0 */
	DL_FAILS_NONZERO,	/* != 0 */
	DL_FAILS_NULL,
	DL_FAILS_NEGATIVE,	/* < 0 */
	DL_FAILS_NOT_POSITIVE,	/* <= 0 */
	DL_FAILS_IS_ERR,
	DL_FAILS_FALSE,
};

#define DL_API_MAX_ARGS 10
#define DL_NAME_MAX 127	/* characters of a function's name */
#define DL_KERNEL(major, minor) ((major) * 256 + (minor))

struct dl_api {
	const char *name;
	enum dl_action action;
	enum dl_machine machine;
	enum dl_family family;
	enum dl_role args[DL_API_MAX_ARGS];
	uint8_t nargs;
	enum dl_returns returns;
	enum dl_fails fails;
	const char *inverse;	/* name of the function that undoes it, or NULL */
	uint16_t since, until;	/* DL_KERNEL(); 0: always. until: first version without it */
	const char *note;	/* one line, or NULL */
};

/*
 * The row for a call with nargs arguments. Some names changed their arguments over the years
 * (dma_mapping_error had one in 2.6): the row with that many arguments wins, else the first row
 * of that name. NULL if the name is not in the table.
 */
const struct dl_api *dl_api_find(const char *name, size_t nargs);
/* All rows, in the order of api.def: for tests and listings. */
const struct dl_api *dl_api_table(size_t *count);
/* A header, as an #include names it, of those who implement the API: none for a driver. */
bool dl_api_is_inner_header(const char *name);
/* Position of the first argument with this role, or -1. */
int dl_api_arg(const struct dl_api *api, enum dl_role role);
/* True if memory of family "from" may be released by family "by" (same code under two names). */
bool dl_family_matches(enum dl_family from, enum dl_family by);
const char *dl_family_name(enum dl_family family);

/*
 * Functions outside the DMA API that say something about a mapping: kernel.def.
 */
enum dl_kernel_action {
#define DL_KERNEL_ACTION(name, word) DL_KERNEL_##name,
#include "rules/words.def"
};

enum dl_memory {		/* ALLOC, FREE */
#define DL_MEMORY(name, word) DL_MEMORY_##name,
#include "rules/words.def"
};

struct dl_kernel_function {
	const char *name;
	enum dl_kernel_action action;
	int8_t arg;		/* see action; -1: none */
	enum dl_memory memory;
};

/* NULL if the name is not in the table. A name may have several rows: next continues. */
const struct dl_kernel_function *dl_kernel_find(const char *name);
const struct dl_kernel_function *dl_kernel_next(const struct dl_kernel_function *row);
/* The row of that name that says this of it, or NULL. */
const struct dl_kernel_function *dl_kernel_find_as(const char *name, enum dl_kernel_action action);
const struct dl_kernel_function *dl_kernel_table(size_t *count);

/*
 * Rows beside the tables, for functions of a driver that dma-lint cannot know. From then on the
 * look-ups find them; a name of theirs must be in neither table. The row is not copied and stays for as
 * long as the process. Not while another thread looks something up. Each table takes DL_MOST_ADDED.
 */
#define DL_MOST_ADDED 1024
void dl_api_add(const struct dl_api *row);
void dl_kernel_add(const struct dl_kernel_function *row);
/* All that were added, in that order. */
const struct dl_api *const *dl_api_added(size_t *count);
const struct dl_kernel_function *const *dl_kernel_added(size_t *count);

/* The words of the vocabularies, by value, with a NULL at the end. */
extern const char *const dl_role_words[], *const dl_kernel_action_words[], *const dl_memory_words[];

/* enum dma_data_direction, as in every kernel since 2.6. */
enum dl_direction { DL_BIDIRECTIONAL = 0, DL_TO_DEVICE = 1, DL_FROM_DEVICE = 2, DL_NONE = 3 };
/* "DMA_TO_DEVICE"; NULL if it is none of the four. */
const char *dl_direction_name(int64_t direction);

#ifdef __cplusplus
}
#endif
#endif
