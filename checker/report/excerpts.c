/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What the reader of a finding wants to see: some lines around each of its places, and what lies
 * between two that are near each other. Findings share lines, so each file's ranges are merged
 * before anything is read. The page (html/page.js) shows the same ranges: AROUND and BRIDGE are in
 * both.
 */
#define _GNU_SOURCE
#include "checker/report/excerpts.h"

#include <search.h>
#include <stdlib.h>
#include <string.h>

#include "checker/ir/arena.h"
#include "checker/report/encode.h"
#include "checker/report/text.h"

#define AROUND	  4	/* lines above and below a place */
#define BRIDGE	  20	/* lines between two places that are shown, too */
#define MAX_LINE  400	/* bytes of a line: nobody reads more */
#define MAX_TOTAL (24u << 20)	/* bytes of all lines */

struct range {
	uint32_t first, last;
};

struct file {
	const char *name;
	size_t index;
	struct range *ranges;
	size_t count, capacity;
};

struct dl_excerpts {
	const char *base;
	struct dl_sources *sources;
	void *tree;		/* of files, by name */
	struct file **files;	/* by index */
	size_t count, capacity;
	size_t room;		/* bytes of lines that may still come */
};

static int compare_names(const void *a, const void *b)
{
	return strcmp(((const struct file *)a)->name, ((const struct file *)b)->name);
}

static struct file *file_of(struct dl_excerpts *x, const char *name)
{
	struct file key = { .name = name }, **known = tfind(&key, &x->tree, compare_names), *file;

	if (known)
		return *known;
	file = dl_checked(calloc(1, sizeof(*file)));
	file->name = name;
	file->index = x->count;
	dl_checked(tsearch(file, &x->tree, compare_names));
	x->files = dl_reserve(x->files, x->count, &x->capacity, sizeof(x->files[0]));
	x->files[x->count++] = file;
	return file;
}

static void add_range(struct file *file, uint32_t first, uint32_t last)
{
	file->ranges =
		dl_reserve(file->ranges, file->count, &file->capacity, sizeof(file->ranges[0]));
	file->ranges[file->count++] = (struct range){
		first > AROUND ? first - AROUND : 1,
		last < UINT32_MAX - AROUND ? last + AROUND : UINT32_MAX,
	};
}

static uint32_t distance(uint32_t a, uint32_t b)
{
	return a > b ? a - b : b - a;
}

/*
 * A place, and the lines from each other place of the same finding that is near. Places are few, so
 * each is paired with each.
 */
static void add_place(struct dl_excerpts *x, const struct dl_finding *f, const char *name,
		      uint32_t line)
{
	struct file *file;

	if (!name)
		return;
	file = file_of(x, name);
	if (!line)
		return;
	add_range(file, line, line);
	for (size_t i = 0; i < f->nsteps; i++) {
		uint32_t other = f->steps[i].line;

		if (f->steps[i].file && strcmp(f->steps[i].file, name) == 0 && other &&
		    other != line && distance(other, line) <= BRIDGE)
			add_range(file, other < line ? other : line, other < line ? line : other);
	}
}

static int compare_ranges(const void *a, const void *b)
{
	const struct range *x = a, *y = b;

	return x->first < y->first ? -1 : x->first > y->first;
}

static void merge(struct file *file)
{
	size_t n = 0;

	if (file->count)
		qsort(file->ranges, file->count, sizeof(file->ranges[0]), compare_ranges);
	for (size_t i = 0; i < file->count; i++) {
		struct range *before = n ? &file->ranges[n - 1] : NULL, now = file->ranges[i];

		if (!before || now.first > before->last + 1)
			file->ranges[n++] = now;
		else if (now.last > before->last)
			before->last = now.last;
	}
	file->count = n;
}

struct dl_excerpts *dl_excerpts_new(const struct dl_report *report, struct dl_sources *sources)
{
	struct dl_excerpts *x = dl_checked(calloc(1, sizeof(*x)));

	x->base = report->base;
	x->sources = sources;
	x->room = MAX_TOTAL;
	for (size_t i = 0; i < report->count; i++) {
		const struct dl_finding *f = &report->findings[i];

		add_place(x, f, f->file, f->line);
		for (size_t k = 0; k < f->nsteps; k++)
			add_place(x, f, f->steps[k].file, f->steps[k].line);
	}
	for (size_t i = 0; i < x->count; i++)
		merge(x->files[i]);
	return x;
}

static void keep(void *node)
{
	(void)node;	/* the files are freed by the list */
}

void dl_excerpts_free(struct dl_excerpts *x)
{
	tdestroy(x->tree, keep);
	for (size_t i = 0; i < x->count; i++) {
		free(x->files[i]->ranges);
		free(x->files[i]);
	}
	free(x->files);
	free(x);
}

json_t *dl_excerpts_index(const struct dl_excerpts *x, const char *name)
{
	struct file key = { .name = name }, **known;

	if (!name)
		return json_null();
	known = tfind(&key, &x->tree, compare_names);
	return json_integer((*known)->index);
}

size_t dl_excerpts_count(const struct dl_excerpts *x)
{
	return x->count;
}

static json_t *chunk(struct dl_excerpts *x, const char *name, const struct range *range)
{
	json_t *lines = json_array();
	const char *text;
	size_t len;

	for (uint32_t line = range->first; line <= range->last && line; line++) {
		text = dl_sources_line(x->sources, name, line, &len);
		if (!text)
			break;
		len = len < MAX_LINE ? len : MAX_LINE;
		x->room -= len < x->room ? len : x->room;
		json_array_append_new(lines, dl_json_text_n(text, len));
	}
	if (json_array_size(lines))
		return json_pack("[I, o]", (json_int_t)range->first, lines);
	json_decref(lines);
	return NULL;
}

json_t *dl_excerpts_object(struct dl_excerpts *x, size_t index)
{
	const struct file *file = x->files[index];
	json_t *chunks = json_array(), *one;

	for (size_t i = 0; i < file->count && x->room; i++) {
		one = chunk(x, file->name, &file->ranges[i]);
		if (one)
			json_array_append_new(chunks, one);
	}
	return json_pack("{s:o, s:o}", "path", dl_json_text(dl_text_path(file->name, x->base)),
			 "chunks", chunks);
}
