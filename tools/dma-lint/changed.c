/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Which files to lint for a change (scope.h), and how each would be compiled. A file that the change makes, or takes
 * away, may be in no database: it is compiled as its neighbours are. One that is there before and after and that the
 * database does not have is not compiled in this configuration, and named if it mentions the API.
 */
#define _GNU_SOURCE
#include <string.h>
#include <unistd.h>

#include "checker/report/standin.h"
#include "tools/dma-lint/collect.h"
#include "tools/dma-lint/configs.h"
#include "tools/dma-lint/database.h"
#include "tools/dma-lint/kbuild.h"
#include "tools/dma-lint/scope.h"

struct affected {
	const char **paths;
	size_t count;
	struct names modules;
};

/* On the side that is looked at. */
static bool is_there(const char *path)
{
	const char *file = dl_stand_in_for(path);

	return file && access(file, F_OK) == 0;
}

static bool is_touched_source(const struct changed_file *file)
{
	size_t len = strlen(file->path);

	return file->touched && strcmp(file->path + len - 2, ".c") == 0 && is_there(file->path);
}

static const char *module_of_entry(struct collector *c, struct database *db, size_t entry)
{
	struct source source = { .path = database_path(db, entry) };

	database_command(db, entry, &source);
	return collector_module(c, &source);
}

static void find_affected(struct collector *c, struct database *db, struct affected *a)
{
	*a = (struct affected){ .paths = DL_NEW_ARRAY(c->arena, const char *, database_count(db)) };
	for (size_t i = 0; i < database_count(db); i++) {
		const char *path = database_path(db, i);

		if (!is_c_name(path) || !scope_affects(c->options->scope, path))
			continue;
		a->paths[a->count++] = path;
		names_at(&a->modules, module_of_entry(c, db, i));
	}
}

/* Of the module of an affected source. */
static bool is_related(struct collector *c, struct database *db, size_t entry,
		       const struct affected *a)
{
	for (size_t i = 0; i < a->count; i++)
		if (scope_is_near(c->options->scope, database_path(db, entry), a->paths[i]))
			return names_has(&a->modules, module_of_entry(c, db, entry));
	return false;
}

/* The one whose flags a new file gets: of its directory, else of the one above or below. */
static long find_neighbour(struct collector *c, struct database *db, const char *path)
{
	const char *directory = collector_directory(c, path);
	long near = -1;

	for (size_t i = 0; i < database_count(db); i++) {
		const char *other = database_path(db, i);

		if (!is_c_name(other))
			continue;
		if (strcmp(collector_directory(c, other), directory) == 0)
			return i;
		if (near < 0 && (path_is_below(other, directory) ||
				 path_is_below(other, collector_directory(c, directory))))
			near = i;
	}
	return near;
}

/* A touched source that the database does not have. */
static void collect_unknown(struct collector *c, struct database *db,
			    const struct changed_file *file)
{
	struct source source = { .name = file->path, .path = file->path, .affected = true };
	long neighbour = find_neighbour(c, db, file->path);

	if (neighbour >= 0)
		database_command(db, neighbour, &source);
	else
		collector_flags(c, &source);
	configs_note(c->options->configs, file->path);
	if (!c->options->all && !prefilter_passes(&c->prefilter, &source))
		return;
	if (file->is[BEFORE] && file->is[AFTER])
		collector_refuse(c, file->path, "not compared: the compilation database does not have "
						"it");
	else if (neighbour < 0)
		collector_refuse(c, file->path, "not compared: the compilation database has nothing near "
						"it");
	else
		collector_add(c, &source);
}

/* below: where a source that the database does not have would have to be. */
static void collect_changed_of(struct collector *c, struct database *db, const char *below)
{
	const struct change *change = c->options->scope->change;
	struct affected affected;

	find_affected(c, db, &affected);
	for (size_t i = 0; i < database_count(db); i++) {
		const char *path = database_path(db, i);

		if (!is_c_name(path) || names_has(&c->seen, path) || !is_there(path))
			continue;
		if (scope_affects(c->options->scope, path))
			collector_entry(c, db, i, true);
		else if (is_related(c, db, i, &affected))
			collector_entry(c, db, i, false);
	}
	names_free(&affected.modules);
	for (size_t i = 0; i < change->count; i++) {
		const struct changed_file *file = &change->files[i];

		if (is_touched_source(file) && !names_has(&c->seen, file->path) &&
		    path_is_below(file->path, below) && database_find(db, file->path) < 0)
			collect_unknown(c, db, file);
	}
}

/* Flags for all of them are behind "--". */
static void collect_flagged(struct collector *c)
{
	const struct change *change = c->options->scope->change;

	for (size_t i = 0; i < change->count; i++) {
		const struct changed_file *file = &change->files[i];
		struct source source = { .name = file->path, .path = file->path, .affected = true };

		if (!is_touched_source(file))
			continue;
		collector_flags(c, &source);
		collector_add(c, &source);
	}
	for (size_t i = 0; i < c->options->nfiles; i++)
		collector_named(c, c->options->files[i]);
	for (size_t i = 0; i < c->sources->count; i++)
		c->sources->list[i].affected =
			scope_affects(c->options->scope, c->sources->list[i].path);
}

/* The databases above what is touched, each once. */
static void collect_near(struct collector *c)
{
	const struct change *change = c->options->scope->change;
	struct names done = { 0 };

	for (size_t i = 0; i < change->count; i++) {
		const char *path = change->files[i].path;
		const char *directory = collector_database_above(c, path);
		struct database *db;

		if (!change->files[i].touched || (directory && names_has(&done, directory)))
			continue;
		if (!directory) {
			collector_refuse(c, path, "no compile_commands.json in any directory above "
						  "it (give -p DIR, or flags after --)");
			continue;
		}
		names_at(&done, directory);
		db = collector_database(c, directory);
		if (db)
			collect_changed_of(c, db, directory);
	}
	names_free(&done);
}

void collector_changed(struct collector *c)
{
	const struct change *change = c->options->scope->change;
	struct database *db = NULL;

	if (c->options->flags) {
		collect_flagged(c);
		return;
	}
	if (c->options->kernel) {
		db = collector_kbuild(c);
		c->sources->unusable |= !db;
	} else if (c->options->database) {
		db = collector_database(c, c->options->database);
	}
	if (db)
		collect_changed_of(c, db, change->root);
	if (!c->options->kernel && !c->options->database)
		collect_near(c);
}
