/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* xxHash for the hashes, uthash for the table of files. */
#define _GNU_SOURCE
#include "tools/dma-lint/contents.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <uthash.h>
#include <xxhash.h>

#include "tools/dma-lint/jobs.h"
#include "tools/dma-lint/message.h"
#include "tools/dma-lint/units.h"

#define MARGIN 0.02	/* seconds that a file's time may lag behind the clock */

struct entry {
	UT_hash_handle hh;
	struct hash hash;
	struct stat stat;	/* when it was hashed; all zero if it was not there */
	const char *real;	/* where its contents are */
	char path[];
};

struct contents {
	struct entry *entries;
	struct buffer overlay;	/* pairs of strings, each with a 0 at its end */
};

bool hash_same(struct hash a, struct hash b)
{
	return a.low == b.low && a.high == b.high;
}

struct hash hash_bytes(const void *bytes, size_t len)
{
	XXH128_hash_t h = XXH3_128bits(bytes, len);

	return (struct hash){ h.low64, h.high64 };
}

static struct hash hash_open_file(int fd, size_t size)
{
	static const char nothing[1];
	void *text = size ? mmap(NULL, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0) : NULL;
	struct hash hash;

	if (text == MAP_FAILED)
		return (struct hash){ 0 };
	hash = hash_bytes(size ? text : nothing, size);
	if (size)
		munmap(text, size);
	return hash;
}

/* False, and zero, if it cannot be read. */
static bool read_file(const char *path, struct hash *hash, struct stat *st)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool good = fd >= 0 && fstat(fd, st) == 0 && S_ISREG(st->st_mode);

	*hash = good ? hash_open_file(fd, st->st_size) : (struct hash){ 0 };
	if (!good)
		*st = (struct stat){ 0 };
	if (fd >= 0)
		close(fd);
	return good;
}

struct hash hash_file(const char *path)
{
	struct hash hash;
	struct stat st;

	read_file(path, &hash, &st);
	return hash;
}

struct contents *contents_new(const char *overlay)
{
	struct contents *contents = calloc(1, sizeof(*contents));

	if (!contents)
		die(NULL, "out of memory");
	if (overlay && !units_load(overlay, &contents->overlay))
		die(overlay, "%s", strerror(errno));
	return contents;
}

void contents_free(struct contents *contents)
{
	struct entry *entry, *next;

	HASH_ITER(hh, contents->entries, entry, next)
	{
		HASH_DEL(contents->entries, entry);
		free(entry);
	}
	buffer_free(&contents->overlay);
	free(contents);
}

/* Links and ".." on the way to a file are followed, a link at its end is not: as Clang's side does. */
static bool is_same_file(const char *path, const char *laid_over)
{
	const char *name = strrchr(path, '/'), *other = strrchr(laid_over, '/');
	char directory[PATH_MAX], real[PATH_MAX];

	if (!name || !other || strcmp(name, other) != 0 || name - path >= PATH_MAX)
		return false;
	snprintf(directory, sizeof(directory), "%.*s/", (int)(name - path), path);
	return realpath(directory, real) && strlen(real) == (size_t)(other - laid_over) &&
	       strncmp(real, laid_over, other - laid_over) == 0;
}

static const char *real_path(const struct contents *contents, const char *path)
{
	const char *at = contents->overlay.data, *end = at + contents->overlay.len;

	while (at < end) {
		const char *file = at + strlen(at) + 1;

		if (is_same_file(path, at))
			return file;
		at = file + strlen(file) + 1;
	}
	return path;
}

static struct entry *entry_of(struct contents *contents, const char *path, size_t len)
{
	struct entry *entry;

	HASH_FIND(hh, contents->entries, path, len, entry);
	if (entry)
		return entry;
	entry = calloc(1, sizeof(*entry) + len + 1);
	if (!entry)
		die(NULL, "out of memory");
	memcpy(entry->path, path, len);
	entry->real = real_path(contents, entry->path);
	read_file(entry->real, &entry->hash, &entry->stat);
	HASH_ADD(hh, contents->entries, path, len, entry);
	return entry;
}

struct hash contents_of(struct contents *contents, const char *path, size_t len)
{
	return entry_of(contents, path, len)->hash;
}

static double seconds(struct timespec t)
{
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

double contents_clock(void)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	return seconds(t);
}

static bool same_time(struct timespec a, struct timespec b)
{
	return a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec;
}

bool contents_unchanged(struct contents *contents, const char *path, size_t len, double time)
{
	const struct entry *entry = entry_of(contents, path, len);
	struct stat st;

	return stat(entry->real, &st) == 0 && st.st_ino == entry->stat.st_ino &&
	       st.st_dev == entry->stat.st_dev && st.st_size == entry->stat.st_size &&
	       same_time(st.st_mtim, entry->stat.st_mtim) &&
	       same_time(st.st_ctim, entry->stat.st_ctim) &&
	       seconds(st.st_ctim) < time - MARGIN && seconds(st.st_mtim) < time - MARGIN;
}
