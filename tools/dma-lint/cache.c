/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * An entry is a file that is written under another name and renamed, and says in its first bytes
 * what its hash is. So a reader sees a whole one or none, whoever is killed or out of space; entries
 * need no lock; and one that is removed while it is read stays readable, since it is mapped. An entry
 * that is used gets a new time now and then, and the oldest go first when there are too many.
 */
#define _GNU_SOURCE
#include "tools/dma-lint/cache.h"

#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "checker/ir/arena.h"
#include "tools/dma-lint/configs.h"
#include "tools/dma-lint/database.h"
#include "tools/dma-lint/jobs.h"
#include "tools/dma-lint/message.h"
#include "tools/dma-lint/write_all.h"

#define MAGIC 0x31544e494c414d44	/* "DMALINT1" */
#define USED_AGAIN (24 * 3600)		/* seconds after which a use is noted */
#define ABANDONED 3600			/* seconds after which nobody is writing a file any more */
#define KEPT 0.8			/* of the limit, once it was reached */

struct head {
	uint64_t magic;
	struct hash hash;	/* of what follows */
};

struct mapping {
	void *at;
	size_t len;
};

struct cache {
	struct dl_arena *arena;
	const char *directory;
	uint64_t limit;			/* bytes */
	struct hash build;
	struct mapping *mappings;	/* of what was got */
	size_t count, capacity;
	bool added, broken;		/* broken: it could not be written */
};

/* ---- where it is ------------------------------------------------------------------------------ */

static const char *directory_of(struct dl_arena *arena, const struct options *o)
{
	const char *named = getenv("DMA_LINT_CACHE_DIR"), *user = getenv("XDG_CACHE_HOME");
	const char *home = getenv("HOME");

	if (o->cache_dir)
		return o->cache_dir;
	if (named)
		return *named ? named : NULL;
	if (user && *user == '/')
		return dl_arena_printf(arena, "%s/dma-lint", user);
	return home && *home == '/' ? dl_arena_printf(arena, "%s/.cache/dma-lint", home) : NULL;
}

static struct hash hash_build(const struct configs *configs)
{
	struct {
		struct hash command, worker, clang, config;
	} parts = { .command = hash_file("/proc/self/exe") };
	char version[256];

	if (jobs_worker())
		parts.worker = hash_file(jobs_worker());
	database_clang_version(version, sizeof(version));
	parts.clang = hash_bytes(version, strlen(version));
	parts.config = configs_hash(configs);
	return hash_bytes(&parts, sizeof(parts));
}

struct cache *cache_open(const struct options *o)
{
	struct dl_arena *arena;
	struct cache *cache;
	const char *directory;

	if (o->no_cache)
		return NULL;
	arena = dl_arena_new();
	directory = directory_of(arena, o);
	if (!directory) {
		dl_arena_free(arena);
		return NULL;
	}
	cache = DL_NEW(arena, struct cache);
	*cache = (struct cache){ .arena = arena, .directory = directory,
				 .limit = (uint64_t)o->cache_size << 20,
				 .build = hash_build(o->configs) };
	return cache;
}

struct hash cache_build(const struct cache *cache)
{
	return cache->build;
}

static void path_of(const struct cache *cache, struct hash key, char path[PATH_MAX])
{
	snprintf(path, PATH_MAX, "%s/%02x/%014llx%016llx", cache->directory,
		 (unsigned)(key.high >> 56), (unsigned long long)(key.high & 0xffffffffffffff),
		 (unsigned long long)key.low);
}

/* ---- reading ---------------------------------------------------------------------------------- */

static void note_use(int fd, const struct stat *st)
{
	if (time(NULL) - st->st_mtime > USED_AGAIN)
		futimens(fd, NULL);
}

static void *map(int fd, size_t *len)
{
	struct stat st;
	void *at;

	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || st.st_size < (off_t)sizeof(struct head))
		return NULL;
	at = mmap(NULL, st.st_size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0);
	if (at == MAP_FAILED)
		return NULL;
	note_use(fd, &st);
	*len = st.st_size;
	return at;
}

static bool is_whole(const void *at, size_t len)
{
	const struct head *head = at;

	return head->magic == MAGIC &&
	       hash_same(head->hash, hash_bytes(head + 1, len - sizeof(*head)));
}

const char *cache_get(struct cache *cache, struct hash key, size_t *len)
{
	char path[PATH_MAX];
	size_t size = 0;
	void *at;
	int fd;

	path_of(cache, key, path);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return NULL;
	at = map(fd, &size);
	close(fd);
	if (at && !is_whole(at, size)) {
		munmap(at, size);
		at = NULL;
	}
	if (!at)
		return NULL;
	cache->mappings = dl_arena_reserve(cache->arena, cache->mappings, cache->count,
					   &cache->capacity, sizeof(cache->mappings[0]));
	cache->mappings[cache->count++] = (struct mapping){ at, size };
	*len = size - sizeof(struct head);
	return (const char *)at + sizeof(struct head);
}

/* ---- writing ---------------------------------------------------------------------------------- */

static bool make_directories(char *path)
{
	for (char *at = path + 1; (at = strchr(at, '/')); at++) {
		*at = '\0';
		if (mkdir(path, 0777) != 0 && errno != EEXIST)
			return false;
		*at = '/';
	}
	return true;
}

static int make_file(char *temporary)
{
	int fd = mkostemp(temporary, O_CLOEXEC);

	if (fd >= 0 || errno != ENOENT || !make_directories(temporary))
		return fd;
	strcpy(temporary + strlen(temporary) - 6, "XXXXXX");
	return mkostemp(temporary, O_CLOEXEC);
}

static bool write_entry(const char *path, const char *bytes, size_t len)
{
	const struct head head = { MAGIC, hash_bytes(bytes, len) };
	char temporary[PATH_MAX + 16];
	int error, fd;
	bool good;

	snprintf(temporary, sizeof(temporary), "%s.tmpXXXXXX", path);
	fd = make_file(temporary);
	if (fd < 0)
		return false;
	good = write_all(fd, &head, sizeof(head)) && write_all(fd, bytes, len);
	error = good ? 0 : errno;
	good = close(fd) == 0 && good;
	if (good && rename(temporary, path) == 0)
		return true;
	error = error ? error : errno;
	unlink(temporary);
	errno = error;
	return false;
}

void cache_put(struct cache *cache, struct hash key, const char *bytes, size_t len)
{
	char path[PATH_MAX];

	if (cache->broken)
		return;
	path_of(cache, key, path);
	if (write_entry(path, bytes, len)) {
		cache->added = true;
		return;
	}
	cache->broken = true;
	fprintf(stderr, "dma-lint: warning: %s: the cache cannot be written: %s; it goes on without "
			"(--cache-dir names another place, --no-cache none)\n",
		cache->directory, strerror(errno));
}

/* ---- its size --------------------------------------------------------------------------------- */

struct old {
	time_t used;
	uint64_t size;
	const char *path;
};

struct census {
	struct dl_arena *arena;
	struct old *list;
	size_t count, capacity;
	uint64_t size;
};

static int oldest_first(const void *a, const void *b)
{
	const struct old *x = a, *y = b;

	return x->used != y->used ? (x->used < y->used ? -1 : 1) : strcmp(x->path, y->path);
}

static bool is_abandoned(const FTSENT *f)
{
	return strstr(f->fts_name, ".tmp") && time(NULL) - f->fts_statp->st_mtime > ABANDONED;
}

/* An entry's name has 30 digits; nothing else in the directory is ours. */
static bool is_entry(const FTSENT *f)
{
	return f->fts_level == 2 && strspn(f->fts_name, "0123456789abcdef") == 30 &&
	       (f->fts_name[30] == '\0' || strncmp(f->fts_name + 30, ".tmp", 4) == 0);
}

static void count_file(struct census *c, const FTSENT *f)
{
	if (f->fts_info != FTS_F || !is_entry(f))
		return;
	if (is_abandoned(f)) {
		unlink(f->fts_accpath);
		return;
	}
	c->list = dl_arena_reserve(c->arena, c->list, c->count, &c->capacity, sizeof(c->list[0]));
	c->list[c->count++] = (struct old){ f->fts_statp->st_mtime, f->fts_statp->st_size,
					    dl_arena_strndup(c->arena, f->fts_path,
							     strlen(f->fts_path)) };
	c->size += f->fts_statp->st_size;
}

static void make_small(const struct cache *cache)
{
	char *roots[] = { (char *)cache->directory, NULL };
	struct census c = { .arena = cache->arena };
	FTS *tree = fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
	FTSENT *f;

	if (!tree)
		return;
	while ((f = fts_read(tree)))
		count_file(&c, f);
	fts_close(tree);
	if (c.size <= cache->limit)
		return;
	qsort(c.list, c.count, sizeof(c.list[0]), oldest_first);
	for (size_t i = 0; i < c.count && c.size > KEPT * cache->limit; i++) {
		unlink(c.list[i].path);
		c.size -= c.list[i].size;
	}
}

void cache_close(struct cache *cache)
{
	if (!cache)
		return;
	if (cache->added)
		make_small(cache);
	for (size_t i = 0; i < cache->count; i++)
		munmap(cache->mappings[i].at, cache->mappings[i].len);
	dl_arena_free(cache->arena);
}
