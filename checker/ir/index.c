/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The index of a unit: two open-addressing hash tables, one of interned strings, one from keys to
 * entries. A unit of a real driver holds thousands of types and places, so nothing is searched for.
 * Entries are never removed. Tables grow by doubling; the old one stays in the arena.
 */
#include "checker/ir/index.h"

#include <string.h>

struct string_slot {
	const char *s; /* NULL: free */
	size_t len;
	uint64_t hash;
};

struct entry_slot {
	struct dl_key key;
	uintptr_t value; /* 0: free */
};

struct dl_ir_index {
	struct dl_arena *arena;
	struct string_slot *strings;
	size_t nstrings, string_cap; /* capacities are powers of two */
	struct entry_slot *entries;
	size_t nentries, entry_cap;
};

struct dl_ir_index *dl_index_new(struct dl_arena *arena)
{
	struct dl_ir_index *index = DL_NEW(arena, struct dl_ir_index);

	index->arena = arena;
	index->string_cap = index->entry_cap = 64;
	index->strings = DL_NEW_ARRAY(arena, struct string_slot, index->string_cap);
	index->entries = DL_NEW_ARRAY(arena, struct entry_slot, index->entry_cap);
	return index;
}

/* Spreads the bits of x over the word: a multiplication, then the high half folded down. */
static uint64_t mix(uint64_t x)
{
	x *= 0x9e3779b97f4a7c15u;
	return x ^ (x >> 32);
}

static uint64_t hash_bytes(const char *s, size_t len)
{
	uint64_t hash = len;

	for (size_t i = 0; i < len; i++)
		hash = mix(hash + (unsigned char)s[i]);
	return hash;
}

static uint64_t hash_key(struct dl_key key)
{
	return mix(mix(mix((uintptr_t)key.a + key.kind) + key.b) + key.c);
}

static struct string_slot *string_slot(const struct dl_ir_index *index, const char *s, size_t len,
				       uint64_t hash)
{
	size_t i = hash & (index->string_cap - 1);

	for (;; i = (i + 1) & (index->string_cap - 1)) {
		struct string_slot *slot = &index->strings[i];

		if (!slot->s)
			return slot;
		if (slot->hash == hash && slot->len == len && !memcmp(slot->s, s, len))
			return slot;
	}
}

static void grow_strings(struct dl_ir_index *index)
{
	struct string_slot *old = index->strings;
	size_t n = index->string_cap;

	index->string_cap *= 2;
	index->strings = DL_NEW_ARRAY(index->arena, struct string_slot, index->string_cap);
	for (size_t i = 0; i < n; i++)
		if (old[i].s)
			*string_slot(index, old[i].s, old[i].len, old[i].hash) = old[i];
}

const char *dl_index_find_string(const struct dl_ir_index *index, const char *s, size_t len)
{
	return string_slot(index, s, len, hash_bytes(s, len))->s;
}

const char *dl_index_intern(struct dl_ir_index *index, const char *s, size_t len)
{
	uint64_t hash = hash_bytes(s, len);
	struct string_slot *slot = string_slot(index, s, len, hash);

	if (slot->s)
		return slot->s;
	if (++index->nstrings > index->string_cap / 2) {
		grow_strings(index);
		slot = string_slot(index, s, len, hash);
	}
	slot->s = dl_arena_strndup(index->arena, s, len);
	slot->len = len;
	slot->hash = hash;
	return slot->s;
}

static struct entry_slot *entry_slot(const struct dl_ir_index *index, struct dl_key key)
{
	size_t i = hash_key(key) & (index->entry_cap - 1);

	for (;; i = (i + 1) & (index->entry_cap - 1)) {
		struct entry_slot *slot = &index->entries[i];

		if (!slot->value)
			return slot;
		if (slot->key.kind == key.kind && slot->key.a == key.a && slot->key.b == key.b &&
		    slot->key.c == key.c)
			return slot;
	}
}

static void grow_entries(struct dl_ir_index *index)
{
	struct entry_slot *old = index->entries;
	size_t n = index->entry_cap;

	index->entry_cap *= 2;
	index->entries = DL_NEW_ARRAY(index->arena, struct entry_slot, index->entry_cap);
	for (size_t i = 0; i < n; i++)
		if (old[i].value)
			*entry_slot(index, old[i].key) = old[i];
}

uintptr_t dl_index_get(const struct dl_ir_index *index, struct dl_key key)
{
	return entry_slot(index, key)->value;
}

void dl_index_set(struct dl_ir_index *index, struct dl_key key, uintptr_t value)
{
	struct entry_slot *slot = entry_slot(index, key);

	if (!slot->value && ++index->nentries > index->entry_cap / 2) {
		grow_entries(index);
		slot = entry_slot(index, key);
	}
	slot->key = key;
	slot->value = value;
}
