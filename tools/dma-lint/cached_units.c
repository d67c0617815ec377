/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* An entry: the files and their hashes, the summary, the IR. */
#define _GNU_SOURCE
#include "tools/dma-lint/cached_units.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "checker/report/pack.h"
#include "tools/dma-lint/message.h"

/* Another view of files than the file system's: their contents cannot be told from their names. */
static bool has_overlay(const struct source *source)
{
	for (char **word = source->command; *word; word++)
		if (strstr(*word, "vfsoverlay"))
			return true;
	return false;
}

static void pack_hash(FILE *out, struct hash hash)
{
	dl_pack_number(out, hash.low);
	dl_pack_number(out, hash.high);
}

static struct hash unpack_hash(struct dl_reader *in)
{
	uint64_t low = dl_unpack_number(in);

	return (struct hash){ low, dl_unpack_number(in) };
}

static struct hash key_of(const struct cache *cache, struct contents *contents,
			  const struct source *source)
{
	static const char *const read_by_clang[] = { "CPATH", "C_INCLUDE_PATH" };
	char *text = NULL;
	size_t len = 0;
	FILE *out = open_memstream(&text, &len);
	struct hash key;

	if (!out)
		die(NULL, "out of memory");
	pack_hash(out, cache_build(cache));
	pack_hash(out, contents_of(contents, source->path, strlen(source->path)));
	for (size_t i = 0; i < 2; i++)
		dl_pack_string(out, getenv(read_by_clang[i]));
	dl_pack_string(out, source->directory);
	dl_pack_string(out, source->path);
	for (char **word = source->command; *word; word++)
		dl_pack_string(out, *word);
	fclose(out);
	key = hash_bytes(text, len);
	free(text);
	return key;
}

/* ---- reading ---------------------------------------------------------------------------------- */

static const char *unpack_span(struct dl_reader *in, size_t *len)
{
	const char *at;

	*len = dl_unpack_count(in, 1);
	at = in->at;
	in->at += *len;
	return at;
}

static bool files_are_same(struct dl_reader *in, struct contents *contents)
{
	size_t count = dl_unpack_count(in, 1), len;

	for (size_t i = 0; i < count && !in->bad; i++) {
		const char *path = unpack_span(in, &len);
		struct hash hash = unpack_hash(in);

		if (!in->bad && !hash_same(hash, contents_of(contents, path, len)))
			return false;
	}
	return !in->bad;
}

static const uint64_t *unpack_names(struct dl_reader *in, struct dl_arena *arena, size_t *count)
{
	uint64_t *names;

	*count = dl_unpack_count(in, sizeof(uint64_t));
	names = DL_NEW_ARRAY(arena, uint64_t, *count);
	if (*count)
		memcpy(names, in->at, *count * sizeof(uint64_t));
	in->at += *count * sizeof(uint64_t);
	return names;
}

static struct dl_summary *unpack_summary(struct dl_reader *in, struct dl_arena *arena)
{
	struct dl_summary *s = DL_NEW(arena, struct dl_summary);

	s->unit = dl_unpack_string(in, arena);
	in->bad |= !s->unit;
	s->module = dl_unpack_string(in, arena);
	s->defined = unpack_names(in, arena, &s->ndefined);
	s->used = unpack_names(in, arena, &s->nused);
	s->members = unpack_names(in, arena, &s->nmembers);
	return s;
}

bool cached_unit_find(struct cache *cache, struct contents *contents, struct dl_arena *arena,
		      struct job *job)
{
	struct dl_summary *summary;
	struct dl_reader in = { 0 };
	const char *text;
	size_t len;

	if (has_overlay(job->source))
		return false;
	in.at = cache_get(cache, key_of(cache, contents, job->source), &len);
	if (!in.at)
		return false;
	in.end = in.at + len;
	if (!files_are_same(&in, contents))
		return false;
	summary = unpack_summary(&in, arena);
	text = unpack_span(&in, &len);
	if (in.bad)
		return false;
	job->outcome = JOB_DONE;
	job->summary = summary;
	job->text = text;
	job->text_len = len;
	return true;
}

/* ---- writing ---------------------------------------------------------------------------------- */

/* Absolute. Returns its length. */
static size_t full_path(const struct source *source, const char *name, char path[PATH_MAX])
{
	int len = *name == '/' ? snprintf(path, PATH_MAX, "%s", name)
			       : snprintf(path, PATH_MAX, "%s/%s", source->directory, name);

	return len > 0 && len < PATH_MAX ? len : 0;
}

static bool pack_files(FILE *out, struct contents *contents, const struct job *job)
{
	char path[PATH_MAX];
	size_t count = 0;

	for (const char *name = job->files; *name; name += strlen(name) + 1)
		count++;
	dl_pack_number(out, count);
	for (const char *name = job->files; *name; name += strlen(name) + 1) {
		size_t len = full_path(job->source, name, path);

		if (!len || !contents_unchanged(contents, path, len, job->started))
			return false;
		dl_pack_string(out, path);
		pack_hash(out, contents_of(contents, path, len));
	}
	return true;
}

static void pack_names(FILE *out, const uint64_t *names, size_t count)
{
	dl_pack_number(out, count);
	if (count)
		fwrite(names, sizeof(names[0]), count, out);
}

static void pack_summary(FILE *out, const struct dl_summary *s)
{
	dl_pack_string(out, s->unit);
	dl_pack_string(out, s->module);
	pack_names(out, s->defined, s->ndefined);
	pack_names(out, s->used, s->nused);
	pack_names(out, s->members, s->nmembers);
}

void cached_unit_add(struct cache *cache, struct contents *contents, const struct job *job)
{
	char *bytes = NULL;
	size_t len = 0;
	FILE *out;
	bool good;

	if (has_overlay(job->source))
		return;
	out = open_memstream(&bytes, &len);
	if (!out)
		die(NULL, "out of memory");
	good = pack_files(out, contents, job);
	if (good) {
		pack_summary(out, job->summary);
		dl_pack_number(out, job->text_len);
		fwrite(job->text, 1, job->text_len, out);
	}
	fclose(out);
	if (good)
		cache_put(cache, key_of(cache, contents, job->source), bytes, len);
	free(bytes);
}
