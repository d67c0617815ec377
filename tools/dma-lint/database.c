/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * compile_commands.json, through libclang's CompilationDatabase. libclang also guesses commands for
 * files that are not in it; we ask for all entries and look ourselves, because a guess that fails
 * to parse explains nothing.
 */
#define _GNU_SOURCE
#include "tools/dma-lint/database.h"

#include <clang-c/CXCompilationDatabase.h>
#include <clang-c/Index.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILE_NAME "compile_commands.json"

struct entry {
	const char *path;
	size_t index;
};

struct database {
	struct dl_arena *arena;
	CXCompilationDatabase json;
	CXCompileCommands commands;
	size_t count;
	const char **paths;	/* by index */
	struct entry *sorted;	/* by path, then index */
};

static char *take(struct dl_arena *arena, CXString string)
{
	const char *text = clang_getCString(string);
	char *copy = dl_arena_strndup(arena, text ? text : "", text ? strlen(text) : 0);

	clang_disposeString(string);
	return copy;
}

/* libclang prints its reasons to stderr: they are caught and become part of our message. */
static int divert_stderr(int *saved)
{
	int capture = memfd_create("libclang", MFD_CLOEXEC);

	fflush(stderr);
	*saved = dup(STDERR_FILENO);
	if (capture >= 0)
		dup2(capture, STDERR_FILENO);
	return capture;
}

static void restore_stderr(int capture, int saved, char *said, size_t size)
{
	ssize_t len = 0;

	fflush(stderr);
	dup2(saved, STDERR_FILENO);
	close(saved);
	if (capture >= 0) {
		len = pread(capture, said, size - 1, 0);
		close(capture);
	}
	said[len > 0 ? len : 0] = '\0';
	said[strcspn(said, "\n")] = '\0';
}

/* Checks what libclang would not tell apart. */
static bool check_file(const char *directory, const char *file, char *reason, size_t size)
{
	struct stat st;

	if (stat(directory, &st) != 0) {
		snprintf(reason, size, "%s", strerror(errno));
	} else if (!S_ISDIR(st.st_mode)) {
		snprintf(reason, size, "is not a directory (-p takes the one that has %s in it)",
			 FILE_NAME);
	} else if (stat(file, &st) != 0 || access(file, R_OK) != 0) {
		snprintf(reason, size, errno == ENOENT ? "has no %s%s" : "%s cannot be read: %s",
			 FILE_NAME, errno == ENOENT ? "" : strerror(errno));
	} else if (!S_ISREG(st.st_mode)) {
		snprintf(reason, size, "%s in it is not a file", FILE_NAME);
	} else if (st.st_size == 0) {
		snprintf(reason, size, "%s in it is empty (was the build interrupted?)", FILE_NAME);
	} else {
		return true;
	}
	return false;
}

static CXCompilationDatabase load(const char *directory, char *reason, size_t size)
{
	CXCompilationDatabase_Error error;
	char said[256];
	int saved;
	int capture = divert_stderr(&saved);
	CXCompilationDatabase json = clang_CompilationDatabase_fromDirectory(directory, &error);
	const char *detail;

	restore_stderr(capture, saved, said, sizeof(said));
	if (error == CXCompilationDatabase_NoError)
		return json;
	detail = strstr(said, "error: ");
	detail = detail ? detail + strlen("error: ") : strstr(said, "ERROR: ");
	snprintf(reason, size, "%s in it cannot be read: %s (is it whole?)", FILE_NAME,
		 detail ? detail : "not a compilation database");
	return NULL;
}

static const char *absolute(struct dl_arena *arena, const char *directory, const char *name)
{
	char real[PATH_MAX];
	char *joined = name[0] == '/' ? dl_arena_printf(arena, "%s", name) :
					dl_arena_printf(arena, "%s/%s", directory, name);

	return realpath(joined, real) ? dl_arena_printf(arena, "%s", real) : joined;
}

static int compare_entries(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	int order = strcmp(x->path, y->path);

	return order ? order : (x->index > y->index) - (x->index < y->index);
}

static void index_entries(struct database *db)
{
	db->paths = DL_NEW_ARRAY(db->arena, const char *, db->count);
	db->sorted = DL_NEW_ARRAY(db->arena, struct entry, db->count);
	for (size_t i = 0; i < db->count; i++) {
		CXCompileCommand command = clang_CompileCommands_getCommand(db->commands, i);
		const char *directory = take(db->arena, clang_CompileCommand_getDirectory(command));
		const char *name = take(db->arena, clang_CompileCommand_getFilename(command));

		db->paths[i] = absolute(db->arena, directory, name);
		db->sorted[i] = (struct entry){ db->paths[i], i };
	}
	qsort(db->sorted, db->count, sizeof(db->sorted[0]), compare_entries);
}

struct database *database_open(const char *directory, struct dl_arena *arena, char *reason,
			       size_t reason_size)
{
	struct database *db = DL_NEW(arena, struct database);
	const char *file = dl_arena_printf(arena, "%s/%s", directory, FILE_NAME);

	db->arena = arena;
	if (!check_file(directory, file, reason, reason_size))
		return NULL;
	db->json = load(directory, reason, reason_size);
	if (!db->json)
		return NULL;
	db->commands = clang_CompilationDatabase_getAllCompileCommands(db->json);
	db->count = clang_CompileCommands_getSize(db->commands);
	if (db->count == 0) {
		snprintf(reason, reason_size, "%s in it has no entries", FILE_NAME);
		database_close(db);
		return NULL;
	}
	index_entries(db);
	return db;
}

void database_close(struct database *db)
{
	clang_CompileCommands_dispose(db->commands);
	clang_CompilationDatabase_dispose(db->json);
}

size_t database_count(const struct database *db)
{
	return db->count;
}

const char *database_path(const struct database *db, size_t entry)
{
	return db->paths[entry];
}

long database_find(const struct database *db, const char *path)
{
	size_t low = 0, high = db->count;

	while (low < high) {	/* the first of equal paths is the first in the file */
		size_t middle = (low + high) / 2;

		if (strcmp(db->sorted[middle].path, path) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low < db->count && strcmp(db->sorted[low].path, path) == 0)
		return db->sorted[low].index;
	return -1;
}

void database_command(const struct database *db, size_t entry, struct source *source)
{
	CXCompileCommand command = clang_CompileCommands_getCommand(db->commands, entry);
	unsigned n = clang_CompileCommand_getNumArgs(command);

	source->directory = take(db->arena, clang_CompileCommand_getDirectory(command));
	source->command = DL_NEW_ARRAY(db->arena, char *, n + 2);
	source->command[0] = "cc";	/* of an entry without any words */
	for (unsigned i = 0; i < n; i++)
		source->command[i] = take(db->arena, clang_CompileCommand_getArg(command, i));
}

void database_clang_version(char *version, size_t size)
{
	CXString text = clang_getClangVersion();

	snprintf(version, size, "%s", clang_getCString(text));
	clang_disposeString(text);
}
