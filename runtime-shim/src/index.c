/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Intervals by address. The address space is cut into chunks of 4 KiB, 64 KiB, 1 MiB ...; an interval
 * is listed in each chunk of the level where it touches few of them, and a chunk is found by
 * hashing. A look-up asks each level that is in use: what it costs depends on the sizes of the intervals,
 * not on how many there are. Neither ordered nor thread-safe.
 */
#include "shim.h"

#define FIRST_SHIFT 12
#define SHIFT_STEP 4
#define MAX_LINKS 17

struct shim_chunk {
	struct shim_chunk *next;
	uint64_t number;
	struct shim_link *links;
	uint8_t level;
};

static unsigned int shift_of(unsigned int level)
{
	return FIRST_SHIFT + SHIFT_STEP * level;
}

static uint64_t last_of(uint64_t start, uint64_t len)
{
	return start + len - 1 < start ? UINT64_MAX : start + len - 1;
}

static size_t bucket_of(const struct shim_index *index, uint64_t number, unsigned int level)
{
	uint64_t h = (number * SHIM_LEVELS + level) * 0x9e3779b97f4a7c15ull;

	return (h ^ h >> 29) & (index->nbuckets - 1);
}

static struct shim_chunk *find(const struct shim_index *index, uint64_t number, unsigned int level)
{
	struct shim_chunk *c = NULL;

	if (index->nbuckets)
		c = index->buckets[bucket_of(index, number, level)];
	while (c && (c->number != number || c->level != level))
		c = c->next;
	return c;
}

/* Out of memory for a few pointers: nothing that a test could go on with. */
static void *must(void *p)
{
	if (!p) {
		fputs("dma-shim: out of memory\n", stderr);
		abort();
	}
	return p;
}

static void grow(struct shim_index *index)
{
	struct shim_chunk **old = index->buckets;
	size_t n = index->nbuckets;

	index->nbuckets = n ? 2 * n : 1024;
	index->buckets = must(calloc(index->nbuckets, sizeof(struct shim_chunk *)));
	for (size_t i = 0; i < n; i++) {
		while (old[i]) {
			struct shim_chunk *c = old[i];
			size_t b = bucket_of(index, c->number, c->level);

			old[i] = c->next;
			c->next = index->buckets[b];
			index->buckets[b] = c;
		}
	}
	free(old);
}

static struct shim_chunk *get(struct shim_index *index, uint64_t number, unsigned int level)
{
	struct shim_chunk *c = find(index, number, level);
	size_t b;

	if (c)
		return c;
	if (index->nchunks >= index->nbuckets)
		grow(index);
	c = index->spare;
	if (c)
		index->spare = c->next;
	else
		c = must(malloc(sizeof(*c)));
	b = bucket_of(index, number, level);
	*c = (struct shim_chunk){ index->buckets[b], number, NULL, level };
	index->buckets[b] = c;
	index->nchunks++;
	return c;
}

static void put(struct shim_index *index, struct shim_chunk *c)
{
	struct shim_chunk **p = &index->buckets[bucket_of(index, c->number, c->level)];

	if (c->links)
		return;
	while (*p != c)
		p = &(*p)->next;
	*p = c->next;
	c->next = index->spare;
	index->spare = c;
	index->nchunks--;
}

static unsigned int level_for(uint64_t start, uint64_t last)
{
	unsigned int level = 0;

	while (level + 1 < SHIM_LEVELS &&
	       (last >> shift_of(level)) - (start >> shift_of(level)) >= MAX_LINKS)
		level++;
	return level;
}

void shim_index_add(struct shim_index *index, struct shim_range *range, uint64_t start,
		    uint64_t len, void *owner)
{
	uint64_t last = last_of(start, len), number;

	range->start = start;
	range->len = len;
	range->owner = owner;
	range->level = level_for(start, last);
	number = start >> shift_of(range->level);
	range->nlinks = (last >> shift_of(range->level)) - number + 1;
	range->links = range->first;
	if (range->nlinks > 2)
		range->links = must(malloc(range->nlinks * sizeof(struct shim_link)));
	for (unsigned int i = 0; i < range->nlinks; i++) {
		struct shim_link *l = &range->links[i];

		l->range = range;
		l->chunk = get(index, number + i, range->level);
		l->next = l->chunk->links;
		l->pprev = &l->chunk->links;
		if (l->next)
			l->next->pprev = &l->next;
		l->chunk->links = l;
	}
	index->in_level[range->level]++;
}

void shim_index_remove(struct shim_index *index, struct shim_range *range)
{
	for (unsigned int i = 0; i < range->nlinks; i++) {
		struct shim_link *l = &range->links[i];

		*l->pprev = l->next;
		if (l->next)
			l->next->pprev = l->pprev;
		put(index, l->chunk);
	}
	if (range->nlinks)
		index->in_level[range->level]--;
	if (range->nlinks > 2)
		free(range->links);
	range->nlinks = 0;
}

struct shim_range *shim_index_at(const struct shim_index *index, uint64_t addr)
{
	return shim_index_overlap(index, addr, 1, NULL, NULL);
}

static struct shim_range *in_chunk(const struct shim_chunk *c, uint64_t start, uint64_t last,
				   bool (*wanted)(void *owner, void *data), void *data)
{
	for (struct shim_link *l = c ? c->links : NULL; l; l = l->next)
		if (l->range->start <= last && start <= last_of(l->range->start, l->range->len) &&
		    (!wanted || wanted(l->range->owner, data)))
			return l->range;
	return NULL;
}

/* More chunks than there are: look at those that are. */
static struct shim_range *in_any(const struct shim_index *index, uint64_t start, uint64_t last,
				 bool (*wanted)(void *owner, void *data), void *data)
{
	for (size_t i = 0; i < index->nbuckets; i++) {
		for (struct shim_chunk *c = index->buckets[i]; c; c = c->next) {
			struct shim_range *r = in_chunk(c, start, last, wanted, data);

			if (r)
				return r;
		}
	}
	return NULL;
}

struct shim_range *shim_index_overlap(const struct shim_index *index, uint64_t start,
				      uint64_t len, bool (*wanted)(void *owner, void *data),
				      void *data)
{
	uint64_t last = last_of(start, len);

	if ((last - start) >> FIRST_SHIFT > index->nchunks)
		return in_any(index, start, last, wanted, data);
	for (unsigned int level = 0; len && level < SHIM_LEVELS; level++) {
		uint64_t n = start >> shift_of(level), end = last >> shift_of(level);

		for (; index->in_level[level] && n <= end; n++) {
			struct shim_range *r =
				in_chunk(find(index, n, level), start, last, wanted, data);

			if (r)
				return r;
		}
	}
	return NULL;
}
