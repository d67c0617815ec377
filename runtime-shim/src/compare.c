/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What a call that ends or syncs something says of it, held against what was said when it was made.
 * One row for each fact that has to agree: where it is looked up, whether it matters for this call,
 * and in which words and under which rule a difference is reported (those of the checker's pairing.c
 * and frees.c). Which facts a call has is known from the roles in api.def.
 */
#include "shim.h"

enum what { UNMAP, SYNC, FREE, POOL_FREE, WHATS };

struct both {
	const struct shim_call *call;
	const struct shim_object *o;
	enum what what;
};

typedef bool differ_fn(const struct both *b);

struct texts {
	char first[64], second[64];
};

typedef void texts_fn(const struct both *b, struct texts *t);

static bool device_differs(const struct both *b)
{
	return b->call->dev != b->o->dev;
}

static void device_texts(const struct both *b, struct texts *t)
{
	snprintf(t->first, sizeof(t->first), "%s", shim_device_name(b->o->dev));
	snprintf(t->second, sizeof(t->second), "%s", shim_device_name(b->call->dev));
}

/* A sync may be of a part: its range is looked at in sync.c. */
static bool size_differs(const struct both *b)
{
	return b->what != SYNC && b->call->size != b->o->size;
}

static void size_texts(const struct both *b, struct texts *t)
{
	snprintf(t->first, sizeof(t->first), "%zu", b->o->size);
	snprintf(t->second, sizeof(t->second), "%zu", b->call->size);
}

/* What goes both ways may be synced one way. */
static bool direction_differs(const struct both *b)
{
	if (b->what == SYNC && b->o->dir == DMA_BIDIRECTIONAL)
		return false;
	return b->call->dir != DMA_NONE && b->call->dir != b->o->dir;
}

static void direction_texts(const struct both *b, struct texts *t)
{
	snprintf(t->first, sizeof(t->first), "%s", shim_direction(b->o->dir));
	snprintf(t->second, sizeof(t->second), "%s", shim_direction(b->call->dir));
}

static bool handle_differs(const struct both *b)
{
	return b->what != SYNC && b->call->handle != b->o->handle;
}

static void handle_texts(const struct both *b, struct texts *t)
{
	snprintf(t->first, sizeof(t->first), "%s", b->o->name);
	snprintf(t->second, sizeof(t->second), "%#llx", (unsigned long long)b->call->handle);
}

static bool cookie_differs(const struct both *b)
{
	return (b->call->attrs ^ b->o->attrs) & DMA_ATTR_NO_KERNEL_MAPPING;
}

static void cookie_texts(const struct both *b, struct texts *t)
{
	bool freed_with = b->call->attrs & DMA_ATTR_NO_KERNEL_MAPPING;

	strcpy(t->first, freed_with ? "with" : "without");
	strcpy(t->second, freed_with ? "without" : "with");
}

static bool mmio_differs(const struct both *b)
{
	return (b->call->attrs ^ b->o->attrs) & DMA_ATTR_MMIO;
}

static void mmio_texts(const struct both *b, struct texts *t)
{
	bool undone_with = b->call->attrs & DMA_ATTR_MMIO;

	strcpy(t->first, undone_with ? "with" : "without");
	strcpy(t->second, undone_with ? "without" : "with");
}

static bool unmapping_differs(const struct both *b)
{
	return (b->call->attrs ^ b->o->attrs) & DMA_ATTR_NO_KERNEL_MAPPING;
}

static void unmapping_texts(const struct both *b, struct texts *t)
{
	bool undone_with = b->call->attrs & DMA_ATTR_NO_KERNEL_MAPPING;

	strcpy(t->first, undone_with ? "with" : "without");
	strcpy(t->second, undone_with ? "without" : "with");
}

static const struct comparison {
	enum dl_role role;		/* both calls have it */
	differ_fn *differ;
	texts_fn *texts;
	struct {
		enum dl_rule rule;	/* NONE: not compared */
		const char *fmt;	/* of the call, and the two texts */
	} of[WHATS];
} comparisons[] = {
	{ DL_ROLE_SIZE, size_differs, size_texts, {
		[UNMAP] = { DL_RULE_UNMAP_SIZE_MISMATCH,
			DL_WORDS_UNMAP_SIZE },
		[FREE] = { DL_RULE_FREE_SIZE_MISMATCH,
			DL_WORDS_FREE_SIZE },
	} },
	{ DL_ROLE_ATTRS, mmio_differs, mmio_texts, {
		[UNMAP] = { DL_RULE_UNMAP_ATTRS_MISMATCH,
			DL_WORDS_UNMAP_MMIO },
	} },
	{ DL_ROLE_ATTRS, unmapping_differs, unmapping_texts, {
		[UNMAP] = { DL_RULE_UNMAP_ATTRS_MISMATCH,
			DL_WORDS_UNMAP_NO_MAPPING },
	} },
	{ DL_ROLE_OTHER, cookie_differs, cookie_texts, {
		[FREE] = { DL_RULE_FREE_ATTRS_MISMATCH,
			DL_WORDS_FREE_NO_MAPPING },
	} },
	{ DL_ROLE_HANDLE, handle_differs, handle_texts, {
		[FREE] = { DL_RULE_FREE_HANDLE_MISMATCH,
			"%1$s() with another handle than %2$s() returned [handle=%3$s]" },
		[POOL_FREE] = { DL_RULE_POOL_FREE_ARGS,
			"%1$s() with another handle than %2$s() returned [handle=%3$s]" },
	} },
	{ DL_ROLE_DIR, direction_differs, direction_texts, {
		[UNMAP] = { DL_RULE_UNMAP_DIRECTION_MISMATCH,
			DL_WORDS_UNMAP_DIRECTION },
		[SYNC] = { DL_RULE_SYNC_DIRECTION_MISMATCH,
			DL_WORDS_SYNC_DIRECTION },
		[FREE] = { DL_RULE_FREE_DIRECTION_MISMATCH,
			DL_WORDS_FREE_DIRECTION },
	} },
	{ DL_ROLE_DEV, device_differs, device_texts, {
		[UNMAP] = { DL_RULE_UNMAP_DEVICE_MISMATCH,
			DL_WORDS_UNMAP_DEVICE },
		[SYNC] = { DL_RULE_SYNC_DEVICE_MISMATCH,
			DL_WORDS_SYNC_DEVICE },
		[FREE] = { DL_RULE_FREE_DEVICE_MISMATCH,
			DL_WORDS_FREE_DEVICE },
	} },
};

/* The call's; memory that is made without a size argument (a pool's) has none to compare. */
static bool has_both(const struct both *b, enum dl_role role)
{
	if (role == DL_ROLE_OTHER)	/* a call without attributes has 0 of them */
		return true;
	if (dl_api_arg(b->call->api, role) < 0)
		return false;
	return dl_api_arg(b->o->api, role) >= 0 || role == DL_ROLE_HANDLE || role == DL_ROLE_DEV;
}

static bool compare_one(const struct both *b, const struct comparison *c)
{
	struct texts t;

	if (c->of[b->what].rule == DL_RULE_NONE || !has_both(b, c->role) || !c->differ(b))
		return true;
	c->texts(b, &t);
	shim_report(b->call, c->of[b->what].rule, b->o, c->of[b->what].fmt, b->call->name, t.first,
		    t.second);
	return false;
}

static enum what what_is(const struct shim_call *call, const struct shim_object *o)
{
	if (call->api->action == DL_ACT_SYNC_CPU || call->api->action == DL_ACT_SYNC_DEVICE)
		return SYNC;
	if (o->machine == DL_MACHINE_POOL_OBJECT)
		return POOL_FREE;
	return shim_is_memory(o) ? FREE : UNMAP;
}

bool shim_compare(const struct shim_call *call, struct shim_object *o)
{
	struct both b = { call, o, what_is(call, o) };
	bool same = true;

	for (size_t i = 0; i < sizeof(comparisons) / sizeof(comparisons[0]); i++)
		same &= compare_one(&b, &comparisons[i]);
	return same;
}
