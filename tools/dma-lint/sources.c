/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Which files to lint: those named on the command line, else all of a compilation database; and how
 * each would be compiled: by the flags after "--", by the database of -p, by kbuild, or by the nearest
 * database above the file. Of files that nobody named one by one, those are left out that do not
 * mention the API. Names that end in .ir, and all such in a directory, are units: compiled already.
 * Whatever cannot be linted is named with a reason and counted; the others go on.
 */
#define _GNU_SOURCE
#include "tools/dma-lint/sources.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include "checker/report/standin.h"
#include "tools/dma-lint/collect.h"
#include "tools/dma-lint/configs.h"
#include "tools/dma-lint/database.h"
#include "tools/dma-lint/kbuild.h"
#include "tools/dma-lint/message.h"
#include "tools/dma-lint/units.h"

#define LOOKED_AT 65536	/* bytes in which a binary file shows itself */

void collector_refuse(struct collector *c, const char *name, const char *reason)
{
	say_error(name, "%s", reason);
	c->sources->refused++;
}

bool is_c_name(const char *path)
{
	const char *dot = strrchr(path, '.');

	return dot && (strcmp(dot, ".c") == 0 || strcmp(dot, ".h") == 0 || strcmp(dot, ".i") == 0);
}

static bool has_nul(int fd)
{
	char *head = malloc(LOOKED_AT);
	ssize_t len = head ? read(fd, head, LOOKED_AT) : 0;
	bool found = len > 0 && memchr(head, '\0', len);

	free(head);
	return found;
}

/* Why a file cannot be linted, or NULL. */
static const char *complaint(const char *path)
{
	const char *file = dl_stand_in_for(path), *reason = NULL;
	int fd = file ? open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK) : -1;
	struct stat st;

	if (fd < 0)
		return strerror(file ? errno : ENOENT);
	if (fstat(fd, &st) != 0)
		reason = strerror(errno);
	else if (S_ISDIR(st.st_mode))
		reason = "is a directory";
	else if (!S_ISREG(st.st_mode))
		reason = "is not a regular file";
	else if (has_nul(fd))
		reason = "is a binary file (it has NUL bytes)";
	else if (!is_c_name(path) && !units_is_name(path))
		reason = "is not C source (a name ending in .c, .h or .i), nor a unit (.ir)";
	close(fd);
	return reason;
}

void collector_add(struct collector *c, const struct source *source)
{
	struct sources *s = c->sources;

	if (s->count == s->capacity) {
		size_t capacity = s->capacity ? 2 * s->capacity : 64;
		struct source *list = DL_NEW_ARRAY(s->arena, struct source, capacity);

		if (s->count)
			memcpy(list, s->list, s->count * sizeof(list[0]));
		s->list = list;
		s->capacity = capacity;
	}
	s->list[s->count++] = *source;
	names_at(&c->seen, source->path);
}

struct database *collector_database(struct collector *c, const char *directory)
{
	struct known_database *known;
	char reason[512];

	for (known = c->databases; known; known = known->next)
		if (strcmp(known->directory, directory) == 0)
			return known->database;
	known = DL_NEW(c->arena, struct known_database);
	known->directory = dl_arena_printf(c->arena, "%s", directory);
	known->database = database_open(directory, c->arena, reason, sizeof(reason));
	known->next = c->databases;
	c->databases = known;
	if (!known->database) {
		say_error(directory, "%s", reason);
		c->sources->unusable = true;
	}
	return known->database;
}

/* The nearest directory at or above the file's that has a database; NULL if none has. */
const char *collector_database_above(struct collector *c, const char *path)
{
	char *directory = dl_arena_printf(c->arena, "%s", path);
	char *slash;

	while ((slash = strrchr(directory, '/'))) {
		*slash = '\0';
		if (access(dl_arena_printf(c->arena, "%s/compile_commands.json", directory), F_OK) == 0)
			return *directory ? directory : "/";
	}
	return NULL;
}

bool collector_flags(struct collector *c, struct source *source)
{
	const struct options *o = c->options;

	source->directory = dl_arena_printf(c->arena, "%s", c->current);
	source->command = DL_NEW_ARRAY(c->arena, char *, o->nflags + 2);
	source->command[0] = "cc";
	if (o->nflags)
		memcpy(source->command + 1, o->flags, o->nflags * sizeof(o->flags[0]));
	return true;
}

static bool command_from_database(struct collector *c, struct source *source)
{
	const char *directory = c->options->database;
	struct database *db;
	long entry;

	if (!directory)
		directory = collector_database_above(c, source->path);
	if (!directory) {
		collector_refuse(c, source->name, "no compile_commands.json in any directory above it (give "
					"-p DIR, or the compiler's flags after --)");
		return false;
	}
	db = collector_database(c, directory);
	entry = db ? database_find(db, source->path) : -1;
	if (entry < 0) {
		collector_refuse(c, source->name, db ? "not in the compilation database (give its flags "
					     "after --)" :
					     "not checked: its compilation database cannot be used");
		return false;
	}
	database_command(db, entry, source);
	return true;
}

static void collect_file(struct collector *c, const char *name)
{
	const char *reason = complaint(name);
	struct source source = { .name = name };
	char real[PATH_MAX];
	bool found;

	if (!reason && !realpath(name, real))
		reason = strerror(errno);
	if (reason) {
		collector_refuse(c, name, reason);
		return;
	}
	if (names_has(&c->seen, real))
		return;
	source.path = dl_arena_printf(c->arena, "%s", real);
	configs_note(c->options->configs, real);
	found = units_is_name(name)  ? true :
		c->options->flags    ? collector_flags(c, &source) :
				       command_from_database(c, &source);
	if (found)
		collector_add(c, &source);
}

static void collect_directory(struct collector *c, const char *name)
{
	size_t count = 0;
	char **units = units_in_directory(c->arena, name, &count);

	if (!units)
		collector_refuse(c, name, strerror(errno));
	else if (count == 0)
		collector_refuse(c, name, "is a directory without units, that is *.ir files (for sources name "
				"files, or -p DIR for all of a database)");
	for (size_t i = 0; i < count; i++)
		collect_file(c, units[i]);
}

void collector_named(struct collector *c, const char *name)
{
	if (units_is_directory(name))
		collect_directory(c, name);
	else
		collect_file(c, name);
}

/* Entries for other languages (assembly in a kernel) are not for us; of several, the first counts. */
void collector_entry(struct collector *c, struct database *db, size_t entry, bool affected)
{
	const char *path = database_path(db, entry);
	struct source source = { .name = path, .path = path, .affected = affected };
	const char *reason;

	if (!is_c_name(path) || database_find(db, path) != (long)entry)
		return;
	reason = complaint(path);
	if (reason) {
		collector_refuse(c, path, reason);
		return;
	}
	configs_note(c->options->configs, path);
	database_command(db, entry, &source);
	if (c->options->all || prefilter_passes(&c->prefilter, &source)) {
		collector_add(c, &source);
	} else {
		names_at(&c->seen, path);
		c->sources->left_out++;
	}
}

/* All before the first source is looked at: sources share headers, which are read once. */
static void note_configs(struct collector *c, struct database *db, const char *below)
{
	for (size_t i = 0; i < database_count(db); i++)
		if (path_is_below(database_path(db, i), below))
			configs_note(c->options->configs, database_path(db, i));
}

static void collect_all(struct collector *c)
{
	struct database *db = collector_database(c, c->options->database);

	if (!db)
		return;
	note_configs(c, db, "");
	for (size_t i = 0; i < database_count(db); i++)
		collector_entry(c, db, i, false);
}

/* ---- a kernel tree ---------------------------------------------------------------------------- */

/*
 * libclang reads databases from files only. This one is there for as long as that takes, with
 * signals blocked, so that it is never left behind.
 */
static struct database *load_commands(struct collector *c, const char *json, size_t len)
{
	const char *temporary = getenv("TMPDIR");
	char *directory = dl_arena_printf(c->arena, "%s/dma-lint-XXXXXX",
					  temporary && *temporary ? temporary : "/tmp");
	struct known_database *known = DL_NEW(c->arena, struct known_database);
	char *name, reason[512];
	sigset_t all, before;
	FILE *file;

	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, &before);
	if (!mkdtemp(directory))
		die(directory, "%s", strerror(errno));
	name = dl_arena_printf(c->arena, "%s/compile_commands.json", directory);
	file = fopen(name, "we");
	if (!file || fwrite(json, 1, len, file) != len || fclose(file) != 0)
		snprintf(reason, sizeof(reason), "cannot be written: %s", strerror(errno));
	else
		known->database = database_open(directory, c->arena, reason, sizeof(reason));
	unlink(name);
	rmdir(directory);
	sigprocmask(SIG_SETMASK, &before, NULL);
	if (!known->database) {
		say_error(name, "%s", reason);
		return NULL;
	}
	known->directory = directory;
	known->next = c->databases;
	c->databases = known;
	return known->database;
}

struct database *collector_kbuild(struct collector *c)
{
	struct database *db = NULL;
	char *json = NULL;
	size_t len = 0;
	FILE *out = open_memstream(&json, &len);

	if (!out)
		die(NULL, "out of memory");
	if (kbuild_write_commands(c->options, out) && fflush(out) == 0)
		db = load_commands(c, json, len);
	fclose(out);
	free(json);
	return db;
}

static void collect_below(struct collector *c, struct database *db, const char *name,
			  const char *directory)
{
	bool any = false;

	note_configs(c, db, directory);
	for (size_t i = 0; i < database_count(db); i++) {
		if (!path_is_below(database_path(db, i), directory))
			continue;
		any = true;
		if (!names_has(&c->seen, database_path(db, i)))
			collector_entry(c, db, i, false);
	}
	if (!any)
		collector_refuse(c, name, "kbuild compiles nothing below it in this configuration");
}

static void collect_kernel(struct collector *c)
{
	struct database *db = collector_kbuild(c);

	c->sources->unusable |= !db;
	for (size_t i = 0; db && i < c->options->nfiles; i++) {
		const char *name = c->options->files[i];
		const char *path = kbuild_path(c->options, c->arena, name);
		struct source source = { .name = name, .path = path, .alone = true };
		long entry;

		if (units_is_directory(path)) {
			collect_below(c, db, name, path);
			continue;
		}
		entry = database_find(db, path);
		if (entry < 0) {
			collector_refuse(c, name, "kbuild does not compile it in this configuration");
		} else if (!names_has(&c->seen, path)) {
			configs_note(c->options->configs, path);
			database_command(db, entry, &source);
			collector_add(c, &source);
		}
	}
}

/* ---- modules ---------------------------------------------------------------------------------- */

char *collector_directory(struct collector *c, const char *path)
{
	const char *slash = strrchr(path, '/');

	return dl_arena_strndup(c->arena, path, slash ? (size_t)(slash - path) : strlen(path));
}

/* -DKBUILD_MODNAME='"e1000"'; files that belong to no module are one with their directory. */
const char *collector_module(struct collector *c, const struct source *source)
{
	static const char define[] = "-DKBUILD_MODNAME=";

	for (char **arg = source->command; *arg; arg++) {
		const char *name = *arg + strlen(define);

		if (strncmp(*arg, define, strlen(define)) != 0)
			continue;
		name += strspn(name, "\"'\\");
		return dl_arena_strndup(c->arena, name, strcspn(name, "\"'\\"));
	}
	return collector_directory(c, source->path);
}

static void note_directories(struct collector *c, const char *path)
{
	char *directory = collector_directory(c, path), *slash;

	names_at(&c->mine, directory);
	do {
		names_at(&c->above, dl_arena_printf(c->arena, "%s", directory));
		slash = strrchr(directory, '/');
		if (slash)
			directory = dl_arena_strndup(c->arena, directory, slash - directory);
	} while (slash);
}

/* Only in the neighbourhood of the sources: a tree has many modules. */
static bool is_near(struct collector *c, const char *path)
{
	char *directory = collector_directory(c, path), *slash;

	if (names_has(&c->above, directory))
		return true;
	do {
		if (names_has(&c->mine, directory))
			return true;
		slash = strrchr(directory, '/');
		if (slash)
			*slash = '\0';
	} while (slash);
	return false;
}

/* The entry is not linted: then its module is not here as a whole. */
static void note_missing(struct collector *c, struct database *db, size_t entry)
{
	struct source source = { .path = database_path(db, entry) };
	const char *module;

	if (!is_c_name(source.path) || names_has(&c->seen, source.path) ||
	    !is_near(c, source.path))
		return;
	database_command(db, entry, &source);
	module = collector_module(c, &source);
	for (size_t i = 0; i < c->sources->count; i++)
		if (c->sources->list[i].module &&
		    strcmp(c->sources->list[i].module, module) == 0)
			c->sources->list[i].whole = false;
}

static void find_modules(struct collector *c)
{
	for (size_t i = 0; i < c->sources->count; i++) {
		struct source *source = &c->sources->list[i];

		if (!source->command || c->options->flags)
			continue;
		source->module = collector_module(c, source);
		source->whole = !source->alone;
		note_directories(c, source->path);
	}
	if (c->options->nfiles == 0 && !c->options->scope)
		return;
	for (struct known_database *k = c->databases; k; k = k->next)
		for (size_t i = 0; k->database && i < database_count(k->database); i++)
			note_missing(c, k->database, i);
}

static void close_databases(struct collector *c)
{
	for (struct known_database *known = c->databases; known; known = known->next)
		if (known->database)
			database_close(known->database);
}

void sources_collect(struct sources *sources, const struct options *options)
{
	struct collector c = { .sources = sources, .options = options };
	char current[PATH_MAX];

	*sources = (struct sources){ .arena = dl_arena_new() };
	c.arena = c.prefilter.arena = sources->arena;
	if (!getcwd(current, sizeof(current)))
		die("current directory", "%s", strerror(errno));
	c.current = current;
	if (options->scope)
		collector_changed(&c);
	else if (options->kernel)
		collect_kernel(&c);
	else if (options->nfiles == 0)
		collect_all(&c);
	for (size_t i = 0; !options->kernel && !options->scope && i < options->nfiles; i++)
		collector_named(&c, options->files[i]);
	find_modules(&c);
	close_databases(&c);
	prefilter_free(&c.prefilter);
	names_free(&c.seen);
	names_free(&c.mine);
	names_free(&c.above);
}

void sources_free(struct sources *sources)
{
	dl_arena_free(sources->arena);
}
