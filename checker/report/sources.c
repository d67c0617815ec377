/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Lines of sources. The names come from findings, and so from #line directives of anybody: only
 * regular files of a sensible size are read.
 */
#define _GNU_SOURCE
#include "checker/report/sources.h"

#include <fcntl.h>
#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "checker/ir/arena.h"
#include "checker/report/standin.h"

#define MAX_SIZE (64u << 20)	/* bytes; the largest source of Linux has 20 million */

struct file {
	char *name;
	char *text;
	size_t len;
	size_t *starts;		/* of the lines, and the end of the last one */
	uint32_t count;
};

static int compare(const void *a, const void *b)
{
	return strcmp(((const struct file *)a)->name, ((const struct file *)b)->name);
}

static void free_file(void *data)
{
	struct file *file = data;

	free(file->name);
	free(file->text);
	free(file->starts);
	free(file);
}

/* The file's text; empty if it is none that can be read. */
static void load(struct file *file)
{
	const char *name = dl_stand_in_for(file->name);
	int fd = name ? open(name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY) : -1;
	struct stat st;
	ssize_t got;

	if (fd < 0)
		return;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size < MAX_SIZE) {
		file->text = dl_checked(malloc(st.st_size + 1));
		while ((got = read(fd, file->text + file->len, st.st_size - file->len)) > 0)
			file->len += got;
	}
	close(fd);
}

static void find_lines(struct file *file)
{
	const char *at = file->text, *end = file->text + file->len;
	size_t capacity = 0;

	while (at && at < end) {
		const char *eol = memchr(at, '\n', end - at);

		if (file->count + 2 > capacity) {
			capacity = capacity ? 2 * capacity : 256;
			file->starts =
				dl_checked(reallocarray(file->starts, capacity, sizeof(size_t)));
		}
		file->starts[file->count++] = at - file->text;
		at = eol ? eol + 1 : end;
		file->starts[file->count] = at - file->text;
	}
}

static struct file *find(struct dl_sources *sources, const char *name)
{
	struct file key = { .name = (char *)name };
	struct file **known = tfind(&key, &sources->files, compare);
	struct file *file;

	if (known)
		return *known;
	file = dl_checked(calloc(1, sizeof(*file)));
	file->name = dl_checked(strdup(name));
	dl_checked(tsearch(file, &sources->files, compare));
	load(file);
	find_lines(file);
	return file;
}

const char *dl_sources_line(struct dl_sources *sources, const char *name, uint32_t line,
			    size_t *len)
{
	const struct file *file = name ? find(sources, name) : NULL;
	const char *text;

	if (!file || line == 0 || line > file->count)
		return NULL;
	text = file->text + file->starts[line - 1];
	*len = file->starts[line] - file->starts[line - 1];
	while (*len && (text[*len - 1] == '\n' || text[*len - 1] == '\r'))
		--*len;
	return text;
}

const char *dl_sources_text(struct dl_sources *sources, const char *name, size_t *len)
{
	const struct file *file = find(sources, name);

	*len = file->len;
	return file->text;
}

uint32_t dl_sources_count(struct dl_sources *sources, const char *name)
{
	return name ? find(sources, name)->count : 0;
}

uint32_t dl_sources_column(struct dl_sources *sources, const char *name, uint32_t line,
			   uint32_t column)
{
	size_t len;
	const char *text = dl_sources_line(sources, name, line, &len);
	uint32_t characters = 1;

	if (!text || column == 0 || column - 1 > len)
		return column;
	for (uint32_t i = 0; i < column - 1; i++)
		characters += ((unsigned char)text[i] & 0xc0) != 0x80;
	return characters;
}

void dl_sources_free(struct dl_sources *sources)
{
	tdestroy(sources->files, free_file);
	sources->files = NULL;
}
