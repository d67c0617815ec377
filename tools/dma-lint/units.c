/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Units in files: which there are, and their text. What is in the text is for the reader and the
 * verifier of checker/ir to say; nobody here trusts it.
 */
#define _GNU_SOURCE
#include "tools/dma-lint/units.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "checker/report/standin.h"

bool units_is_name(const char *path)
{
	const char *dot = strrchr(path, '.');

	return dot && strcmp(dot, ".ir") == 0;
}

bool units_is_directory(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static int is_unit(const struct dirent *entry)
{
	return units_is_name(entry->d_name);
}

static int by_bytes(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

char **units_in_directory(struct dl_arena *arena, const char *directory, size_t *count)
{
	size_t len = strlen(directory);
	struct dirent **entries;
	int n = scandir(directory, &entries, is_unit, by_bytes);
	char **names;

	if (n < 0)
		return NULL;
	while (len > 1 && directory[len - 1] == '/')
		len--;
	names = DL_NEW_ARRAY(arena, char *, n + 1);
	for (int i = 0; i < n; i++) {
		names[i] = dl_arena_printf(arena, "%.*s/%s", (int)len, directory,
					   entries[i]->d_name);
		free(entries[i]);
	}
	free(entries);
	*count = n;
	return names;
}

bool units_load(const char *path, struct buffer *text)
{
	const char *file = dl_stand_in_for(path);
	int fd = file ? open(file, O_RDONLY | O_CLOEXEC) : -1, error;

	if (!file)
		errno = ENOENT;
	if (fd < 0)
		return false;
	while (buffer_read(text, fd))
		;
	error = errno;
	close(fd);
	errno = error;
	return error == 0;
}

size_t units_first_length(const char *text, size_t len)
{
	static const char start[] = "\nunit \"";
	const char *second = len ? memmem(text + 1, len - 1, start, sizeof(start) - 1) : NULL;

	/* a text that somebody wrote may have its unit's name further down */
	if (second && strncmp(text, start + 1, sizeof(start) - 2) != 0)
		second = memmem(second + 1, text + len - second - 1, start, sizeof(start) - 1);
	return second ? (size_t)(second + 1 - text) : len;
}
