/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * From the entries of a file to rows of the tables. First all entries are checked and made rows, then these are
 * added: a file with an error adds nothing.
 */
#include <ctype.h>
#include <stddef.h>
#include <stdio.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "checker/config/file.h"

#define MOST_ARG 15	/* position of an argument of a helper */

const struct added_function *added_function(const struct dl_api *api)
{
	return (const void *)((const char *)api - offsetof(struct added_function, api));
}

const struct added_helper *added_helper(const struct dl_kernel_function *kernel)
{
	return (const void *)((const char *)kernel - offsetof(struct added_helper, kernel));
}

__attribute__((format(printf, 3, 4))) static bool refuse(const struct config_file *file,
							 unsigned line, const char *format, ...)
{
	va_list args;

	file->error->line = line;
	va_start(args, format);
	vsnprintf(file->error->reason, sizeof(file->error->reason), format, args);
	va_end(args);
	return false;
}

/* ---- names and words -------------------------------------------------------------------------- */

static const struct dl_api *own_api(const char *name, size_t nargs)
{
	size_t count;
	const struct dl_api *api = dl_api_find(name, nargs), *table = dl_api_table(&count);

	return api >= table && api < table + count ? api : NULL;
}

static const struct dl_kernel_function *own_kernel(const char *name)
{
	size_t count;
	const struct dl_kernel_function *k = dl_kernel_find(name), *table = dl_kernel_table(&count);

	return k >= table && k < table + count ? k : NULL;
}

static bool is_identifier(const char *name)
{
	size_t len = 0;

	while (isalnum((unsigned char)name[len]) || name[len] == '_')
		len++;
	return len && !name[len] && !isdigit((unsigned char)name[0]);
}

static bool check_name(const struct config_file *file, const struct text *name)
{
	if (!is_identifier(name->text))
		return refuse(file, name->line, "'%.60s' is not the name of a function", name->text);
	if (strlen(name->text) > DL_NAME_MAX)
		return refuse(file, name->line, "a name of more than %d characters", DL_NAME_MAX);
	if (own_api(name->text, 0) || own_kernel(name->text))
		return refuse(file, name->line, "'%s' is in dma-lint's own tables already",
			      name->text);
	return true;
}

/* The words, as a list for a message. */
static void list_words(const char *const *words, char *list, size_t size)
{
	size_t len = 0;

	for (; *words && len < size; words++)
		len += snprintf(list + len, size - len, "%s%s", len ? ", " : "", *words);
}

/* The value of the word; -1, with an error. */
static int value_of(const struct config_file *file, const struct text *word, const char *what,
		    const char *const *words)
{
	char list[256];

	for (int i = 0; words[i]; i++)
		if (strcmp(words[i], word->text) == 0)
			return i;
	list_words(words, list, sizeof(list));
	refuse(file, word->line, "unknown %s '%.30s' (there are: %s)", what, word->text, list);
	return -1;
}

/* ---- functions -------------------------------------------------------------------------------- */

/* Without these nothing is known of the object that the function is about. */
static bool is_vital(enum dl_role role)
{
	static const enum dl_role vital[] = { DL_ROLE_HANDLE, DL_ROLE_HANDLE_OUT, DL_ROLE_SG,
					      DL_ROLE_SGT, DL_ROLE_POOL, DL_ROLE_OWNER };

	for (size_t i = 0; i < sizeof(vital) / sizeof(vital[0]); i++)
		if (vital[i] == role)
			return true;
	return false;
}

static bool is_call(const struct dl_api *api)
{
	return api->action != DL_ACT_CONST && api->action != DL_ACT_LAYOUT &&
	       api->action != DL_ACT_STATE_GET && api->action != DL_ACT_STATE_SET;
}

static bool make_args(const struct config_file *file, const struct function *f,
		      const struct dl_api *like, struct dl_api *api)
{
	memset(api->args, 0, sizeof(api->args));
	api->nargs = f->nargs;
	for (size_t i = 0; i < f->nargs; i++) {
		int role = value_of(file, &f->args[i], "role", dl_role_words);

		if (role < 0)
			return false;
		if (role != DL_ROLE_OTHER && dl_api_arg(api, role) >= 0 &&
		    (size_t)dl_api_arg(api, role) < i)
			return refuse(file, f->args[i].line, "role '%s' a second time",
				      dl_role_words[role]);
		api->args[i] = role;
	}
	for (int i = 0; i < like->nargs; i++)
		if (is_vital(like->args[i]) && dl_api_arg(api, like->args[i]) < 0)
			return refuse(file, f->name.line,
				      "'%s' is like %s, so one of its 'args' must be '%s'", api->name,
				      like->name, dl_role_words[like->args[i]]);
	return true;
}

static bool make_function(const struct config_file *file, const struct function *f,
			  struct added_function *row)
{
	const struct dl_api *like = own_api(f->like.text, f->nargs);

	if (!check_name(file, &f->name))
		return false;
	if (!like || !is_call(like))
		return refuse(file, f->like.line, "'%.60s' is not a function of the DMA API",
			      f->like.text);
	*row = (struct added_function){ .api = *like, .like = like->name, .file = file->path,
					.line = f->name.line };
	row->api.name = f->name.text;
	row->api.since = row->api.until = 0;
	row->api.note = NULL;
	if (f->inverse.text)
		row->api.inverse = f->inverse.text;
	return !f->has_args || make_args(file, f, like, &row->api);
}

static struct added_function *find_function(struct added_function *rows, size_t count,
					    const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(rows[i].api.name, name) == 0)
			return &rows[i];
	return NULL;
}

/* "inverse" at one of two functions is enough. */
static bool link_inverses(const struct config_file *file, struct added_function *rows)
{
	for (size_t i = 0; i < file->nfunctions; i++) {
		const struct text *inverse = &file->functions[i].inverse;
		struct added_function *other;
		const struct dl_api *api;

		if (!inverse->text)
			continue;
		other = find_function(rows, file->nfunctions, inverse->text);
		api = other ? &other->api : dl_api_find(inverse->text, 0);
		if (!api)
			return refuse(file, inverse->line, "'%.60s' is not described here, nor a "
				      "function of the DMA API", inverse->text);
		if (api->machine != rows[i].api.machine || api->action == rows[i].api.action ||
		    !dl_family_matches(api->family, rows[i].api.family))
			return refuse(file, inverse->line, "'%.60s' does not undo what is like %s",
				      inverse->text, rows[i].like);
		if (other && !file->functions[other - rows].inverse.text)
			other->api.inverse = rows[i].api.name;
	}
	return true;
}

static bool same_function(const struct dl_api *a, const struct dl_api *b)
{
	return strcmp(added_function(a)->like, added_function(b)->like) == 0 &&
	       a->nargs == b->nargs && memcmp(a->args, b->args, sizeof(a->args)) == 0 &&
	       !a->inverse == !b->inverse && (!a->inverse || strcmp(a->inverse, b->inverse) == 0);
}

static bool check_function(const struct config_file *file, const struct added_function *rows,
			   size_t i)
{
	const struct dl_api *before = dl_api_find(rows[i].api.name, 0);
	const struct dl_kernel_function *helper = dl_kernel_find(rows[i].api.name);

	if (find_function((void *)rows, i, rows[i].api.name))
		return refuse(file, rows[i].line, "'%s' a second time", rows[i].api.name);
	if (before && !same_function(before, &rows[i].api))
		return refuse(file, rows[i].line, "'%s' is described otherwise at %.160s:%u",
			      rows[i].api.name, added_function(before)->file,
			      added_function(before)->line);
	if (helper)
		return refuse(file, rows[i].line, "'%s' is a helper at %.160s:%u", rows[i].api.name,
			      added_helper(helper)->file, added_helper(helper)->line);
	return true;
}

/* ---- helpers ---------------------------------------------------------------------------------- */

enum need { NOT, MAY, MUST };

static const char *need_of(enum need need, bool given, const char *key)
{
	static char text[48];

	if (need != (given ? NOT : MUST))
		return NULL;
	snprintf(text, sizeof(text), "%s '%s'", given ? "has no" : "needs", key);
	return text;
}

static const char *complaint(const struct helper *h, enum dl_kernel_action action)
{
	bool is_memory = action == DL_KERNEL_ALLOC || action == DL_KERNEL_FREE;
	bool has_none = action == DL_KERNEL_PURE || action == DL_KERNEL_NO_EFFECT ||
			action == DL_KERNEL_NORETURN;
	const char *reason = need_of(is_memory ? MUST : NOT, h->kind.text, "kind");

	return reason ? reason :
			need_of(has_none		  ? NOT :
				action == DL_KERNEL_ALLOC ? MAY :
							    MUST,
				h->arg.text, "arg");
}

/* -1: none given; -2, with an error. */
static int arg_of(const struct config_file *file, const struct text *arg)
{
	char *end;
	unsigned long value;

	if (!arg->text)
		return -1;
	value = strtoul(arg->text, &end, 10);
	if (isdigit((unsigned char)arg->text[0]) && !*end && value <= MOST_ARG)
		return (int)value;
	refuse(file, arg->line, "'arg' is the position of an argument, 0 to %d", MOST_ARG);
	return -2;
}

static bool make_helper(const struct config_file *file, const struct helper *h,
			struct added_helper *row)
{
	int action = value_of(file, &h->action, "action", dl_kernel_action_words), arg, kind = 0;
	const char *reason;

	if (action < 0 || !check_name(file, &h->name))
		return false;
	reason = complaint(h, action);
	if (reason)
		return refuse(file, h->action.line, "action '%s' %s", h->action.text, reason);
	if (h->kind.text)
		kind = value_of(file, &h->kind, "kind", dl_memory_words);
	arg = arg_of(file, &h->arg);
	if (kind < 0 || arg < -1)
		return false;
	if (h->kind.text && kind == DL_MEMORY_NONE)
		return refuse(file, h->kind.line, "kind 'none' says nothing");
	*row = (struct added_helper){
		.kernel = { .name = h->name.text, .action = action, .arg = arg, .memory = kind },
		.file = file->path, .line = h->name.line,
	};
	return true;
}

static bool same_helper(const struct dl_kernel_function *a, const struct dl_kernel_function *b)
{
	return a->action == b->action && a->arg == b->arg && a->memory == b->memory;
}

/* A row of a file before this one that says the same, or NULL. */
static const struct dl_kernel_function *said_before(const struct dl_kernel_function *row)
{
	const struct dl_kernel_function *k = dl_kernel_find(row->name);

	while (k && !same_helper(k, row))
		k = dl_kernel_next(k);
	return k;
}

static bool check_helper(const struct config_file *file, const struct added_helper *rows, size_t i)
{
	const char *name = rows[i].kernel.name;
	const struct dl_kernel_function *before = dl_kernel_find(name);

	for (size_t k = 0; k < i; k++)
		if (strcmp(rows[k].kernel.name, name) == 0 &&
		    same_helper(&rows[k].kernel, &rows[i].kernel))
			return refuse(file, rows[i].line, "'%s' a second time", name);
	for (size_t k = 0; k < file->nfunctions; k++)
		if (strcmp(file->functions[k].name.text, name) == 0)
			return refuse(file, rows[i].line, "'%s' is among the 'functions', too", name);
	if (dl_api_find(name, 0))
		return refuse(file, rows[i].line, "'%s' is no helper at %.160s:%u", name,
			      added_function(dl_api_find(name, 0))->file,
			      added_function(dl_api_find(name, 0))->line);
	if (before && !said_before(&rows[i].kernel))
		return refuse(file, rows[i].line, "'%s' is described otherwise at %.160s:%u", name,
			      added_helper(before)->file, added_helper(before)->line);
	return true;
}

/* ---- both ------------------------------------------------------------------------------------- */

static bool make_rows(const struct config_file *file, struct added_function *functions,
		      struct added_helper *helpers)
{
	for (size_t i = 0; i < file->nfunctions; i++)
		if (!make_function(file, &file->functions[i], &functions[i]))
			return false;
	for (size_t i = 0; i < file->nhelpers; i++)
		if (!make_helper(file, &file->helpers[i], &helpers[i]))
			return false;
	return link_inverses(file, functions);
}

static bool check_rows(const struct config_file *file, const struct added_function *functions,
		       const struct added_helper *helpers)
{
	size_t napis, nkernels;

	for (size_t i = 0; i < file->nfunctions; i++)
		if (!check_function(file, functions, i))
			return false;
	for (size_t i = 0; i < file->nhelpers; i++)
		if (!check_helper(file, helpers, i))
			return false;
	dl_api_added(&napis);
	dl_kernel_added(&nkernels);
	if (napis + file->nfunctions > DL_MOST_ADDED || nkernels + file->nhelpers > DL_MOST_ADDED)
		return refuse(file, 0, "with it there are more than %d functions or helpers",
			      DL_MOST_ADDED);
	return true;
}

bool config_add(struct config_file *file)
{
	struct added_function *functions =
		DL_NEW_ARRAY(file->arena, struct added_function, file->nfunctions);
	struct added_helper *helpers =
		DL_NEW_ARRAY(file->arena, struct added_helper, file->nhelpers);

	if (!make_rows(file, functions, helpers) || !check_rows(file, functions, helpers))
		return false;
	for (size_t i = 0; i < file->nfunctions; i++)
		if (!dl_api_find(functions[i].api.name, 0))
			dl_api_add(&functions[i].api);
	for (size_t i = 0; i < file->nhelpers; i++)
		if (!said_before(&helpers[i].kernel))
			dl_kernel_add(&helpers[i].kernel);
	return true;
}
