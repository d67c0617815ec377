/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Compile commands from a dry run of kbuild ("make -n"). It needs a configuration and the generated
 * headers, and builds nothing. Some of kbuild's own variables are set for it:
 *
 *   may-sync-config=   else it configures anew when it meets another compiler than the one it was
 *                      configured with, dry run or not, and a failure of that deletes autoconf.h;
 *   need-compiler=1    which follows from the first: else it does not ask what the compiler can do;
 *   cmd-check=1        else it names no command for what is built already (arg-check: up to 5.1).
 *
 * Not here: which of the commands are wanted (sources.c).
 */
#define _GNU_SOURCE
#include "tools/dma-lint/kbuild.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tools/dma-lint/message.h"
#include "tools/dma-lint/progress.h"
#include "tools/dma-lint/units.h"

#define MOST_WORDS 32	/* of ours, in a call of make */

/* How the tree was configured, in make's words: told otherwise, kbuild would do it again. */
struct tree {
	struct dl_arena *arena;
	const char *kernel, *build;	/* absolute */
	const char *module;		/* M=, or NULL */
	const char **asked;		/* what is wanted is at or below one of these; absolute */
	size_t nasked;
	const char *arch, *llvm, *cross, *cc;	/* "ARCH=x86" and so on, or NULL */
};

struct words {
	char **list;
	size_t n;
};

static void add_word(struct words *words, const char *word)
{
	if (word)
		words->list[words->n++] = (char *)word;
}

static bool exists(struct dl_arena *arena, const char *directory, const char *name)
{
	return access(dl_arena_printf(arena, "%s/%s", directory, name), F_OK) == 0;
}

static const char *real(struct dl_arena *arena, const char *path)
{
	char buffer[PATH_MAX];

	return realpath(path, buffer) ? dl_arena_printf(arena, "%s", buffer) : NULL;
}

bool path_is_below(const char *path, const char *directory)
{
	size_t n = strlen(directory);

	return strncmp(path, directory, n) == 0 && (path[n] == '/' || path[n] == '\0');
}

const char *kbuild_path(const struct options *o, struct dl_arena *arena, const char *name)
{
	const char *found = NULL;

	if (name[0] != '/')
		found = real(arena, dl_arena_printf(arena, "%s/%s", o->kernel, name));
	return found ? found : real(arena, name);
}

/* ---- the tree --------------------------------------------------------------------------------- */

/* "llvm-nm-22" was LLVM=-22, "/opt/bin/llvm-nm" LLVM=/opt/bin/, "arm-linux-gnu-nm" has a prefix. */
static void note_nm(struct tree *tree, const char *nm)
{
	const char *llvm = strstr(nm, "llvm-nm"), *gnu = strstr(nm, "-nm");

	if (llvm && llvm != nm)
		tree->llvm = dl_arena_printf(tree->arena, "LLVM=%.*s", (int)(llvm - nm), nm);
	else if (llvm)
		tree->llvm = dl_arena_printf(tree->arena, "LLVM=%s",
					     llvm[7] ? llvm + 7 : "1");
	else if (gnu)
		tree->cross = dl_arena_printf(tree->arena, "CROSS_COMPILE=%.*s",
					      (int)(gnu + 1 - nm), nm);
}

static void note_variable(struct tree *tree, const char *name, const char *value)
{
	if (strcmp(name, "SRCARCH") == 0)
		tree->arch = dl_arena_printf(tree->arena, "ARCH=%s", value);
	else if (strcmp(name, "NM") == 0)
		note_nm(tree, value);
	else if (strcmp(name, "CC_VERSION_TEXT") == 0 && strstr(value, "clang"))
		tree->cc = "CC=clang";
}

/* kbuild writes down there what its configuration depends on. */
static void read_configuration(struct tree *tree)
{
	FILE *file = fopen(dl_arena_printf(tree->arena, "%s/include/config/auto.conf.cmd",
					   tree->build), "re");
	char *line = NULL, name[64], value[256];
	size_t size = 0;

	while (file && getline(&line, &size, file) > 0)
		if (sscanf(line, "ifneq \"$(%63[^)])\" \"%255[^\"]\"", name, value) == 2)
			note_variable(tree, name, value);
	free(line);
	if (file)
		fclose(file);
	if (tree->llvm)
		tree->cc = NULL;	/* said by that */
}

static bool check_tree(struct tree *tree, const struct options *o)
{
	tree->kernel = real(tree->arena, o->kernel);
	if (!tree->kernel || !exists(tree->arena, tree->kernel, "Makefile")) {
		say_error(o->kernel, "%s", tree->kernel ? "is no kernel tree (it has no Makefile)" :
							  strerror(errno));
		return false;
	}
	tree->build = o->build ? real(tree->arena, o->build) : tree->kernel;
	if (!tree->build) {
		say_error(o->build, "%s", strerror(errno));
		return false;
	}
	if (!exists(tree->arena, tree->build, ".config")) {
		say_error(o->build ? o->build : o->kernel,
			  "is not configured (it has no .config). For example: make -C %s%s "
			  "allmodconfig%s", o->kernel,
			  o->build ? dl_arena_printf(tree->arena, " O=%s", tree->build) : " O=DIR",
			  o->build ? "" : ", then name DIR with --build");
		return false;
	}
	read_configuration(tree);
	return true;
}

/* ---- what to ask for -------------------------------------------------------------------------- */

/* At or above a file: where kbuild has something to read. */
static char *makefile_directory(struct tree *tree, const char *path, const char *top)
{
	char *directory = dl_arena_printf(tree->arena, "%s", path);
	char *slash;

	while (!exists(tree->arena, directory, "Makefile") &&
	       !exists(tree->arena, directory, "Kbuild")) {
		slash = strrchr(directory, '/');
		if (!slash || slash == directory || !path_is_below(directory, top))
			return NULL;
		*slash = '\0';
	}
	return directory;
}

/* A directory, or the object of a .c file, as kbuild names it. */
static const char *target_in_tree(struct tree *tree, const char *path)
{
	const char *below;
	size_t n;

	if (units_is_directory(path))
		path = makefile_directory(tree, path, tree->kernel);
	if (!path)
		return NULL;
	tree->asked[tree->nasked++] = path;
	below = path + strlen(tree->kernel);
	below += *below == '/';
	n = strlen(below);
	if (units_is_directory(path))
		return dl_arena_printf(tree->arena, "%s/", n ? below : ".");
	if (n > 2 && strcmp(below + n - 2, ".c") == 0)
		return dl_arena_printf(tree->arena, "%.*s.o", (int)(n - 2), below);
	return NULL;
}

/* Everything of a module outside of the tree is asked for. */
static bool note_module(struct tree *tree, const char *path, const char *name)
{
	const char *directory = makefile_directory(tree, path, "/");

	if (!directory) {
		say_error(name, "is outside of the kernel tree, and no directory above it has a "
				"Makefile or Kbuild file");
		return false;
	}
	if (tree->module && strcmp(tree->module, directory) != 0) {
		say_error(name, "is of another module than %s: one run, one module outside of the "
				"tree", tree->module);
		return false;
	}
	if (!tree->module)
		tree->asked[tree->nasked++] = directory;
	tree->module = directory;
	return true;
}

/* False with a message if one of them is no good. */
static bool add_targets(struct tree *tree, const struct options *o, struct words *words)
{
	for (size_t i = 0; i < o->nfiles; i++) {
		const char *path = kbuild_path(o, tree->arena, o->files[i]);
		const char *target;

		if (!path) {
			say_error(o->files[i], "neither in %s nor here", o->kernel);
			return false;
		}
		if (!path_is_below(path, tree->kernel)) {
			if (!note_module(tree, path, o->files[i]))
				return false;
			continue;
		}
		target = target_in_tree(tree, path);
		if (!target) {
			say_error(o->files[i], "is neither a directory of the tree nor C source");
			return false;
		}
		add_word(words, target);
	}
	if (tree->module && words->n) {
		say_error(o->files[0], "some files are in the kernel tree and some are not: lint "
				       "them in two runs");
		return false;
	}
	return true;
}

/* ---- calling make ----------------------------------------------------------------------------- */

static void add_configuration(const struct tree *tree, const struct options *o,
			      struct words *words)
{
	add_word(words, "make");
	add_word(words, "-C");
	add_word(words, tree->kernel);
	if (strcmp(tree->kernel, tree->build) != 0)
		add_word(words, dl_arena_printf(tree->arena, "O=%s", tree->build));
	if (tree->module)
		add_word(words, dl_arena_printf(tree->arena, "M=%s", tree->module));
	add_word(words, tree->arch);
	add_word(words, tree->llvm);
	add_word(words, tree->cross);
	add_word(words, tree->cc);
	for (size_t i = 0; i < o->nmake_args; i++)
		add_word(words, o->make_args[i]);
}

/* output: for its stdout, or -1 for none. Both it and what make says on stderr are the caller's. */
static pid_t start_make(char **argv, int output, int said)
{
	pid_t pid = fork();

	if (pid != 0)
		return pid;
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);

	dup2(null, STDIN_FILENO);
	dup2(output >= 0 ? output : null, STDOUT_FILENO);
	dup2(said, STDERR_FILENO);
	/* What a make around us says to its own kind. */
	unsetenv("MAKEFLAGS");
	unsetenv("MFLAGS");
	unsetenv("MAKELEVEL");
	unsetenv("KBUILD_OUTPUT");
	setenv("LC_ALL", "C", 1);
	execvp(argv[0], argv);
	dprintf(STDERR_FILENO, "%s: %s\n", argv[0], strerror(errno));
	_exit(127);
}

static int wait_for(pid_t pid)
{
	int status = -1;

	while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	return status;
}

static void print_command(const char *what, char **argv)
{
	progress_clear();
	fprintf(stderr, "dma-lint: %s:", what);
	for (; *argv; argv++)
		fprintf(stderr, " %s", *argv);
	fputc('\n', stderr);
}

/* The end of what make said: there the reason is. */
static void print_tail(int said)
{
	char text[2048];
	off_t end = lseek(said, 0, SEEK_END);
	off_t start = end > (off_t)sizeof(text) ? end - (off_t)sizeof(text) : 0;
	ssize_t len = pread(said, text, sizeof(text), start);
	const char *from = text;

	if (start && len > 0) {
		from = memchr(text, '\n', len);
		from = from ? from + 1 : text;
	}
	if (len > 0)
		fwrite(from, 1, text + len - from, stderr);
}

static int capture(void)
{
	int fd = memfd_create("make", MFD_CLOEXEC);

	if (fd < 0)
		die("memfd_create", "%s", strerror(errno));
	return fd;
}

/* Makes the headers that sources include and that only a build has. */
static bool prepare(struct tree *tree, const struct options *o)
{
	char *list[MOST_WORDS + o->nmake_args];
	struct words words = { list, 0 };
	bool good;
	int said;

	if (tree->module || exists(tree->arena, tree->build, "include/generated/asm-offsets.h"))
		return true;
	add_configuration(tree, o, &words);
	add_word(&words, "modules_prepare");
	words.list[words.n] = NULL;
	print_command("no generated headers yet, making them", words.list);
	said = capture();
	good = wait_for(start_make(words.list, -1, said)) == 0;
	if (!good) {
		print_tail(said);
		say_error(o->build ? o->build : o->kernel,
			  "its headers could not be made (that make failed)");
	}
	close(said);
	if (good)
		read_configuration(tree);	/* perhaps it has become known only now */
	return good;
}

/* ---- reading what it prints ------------------------------------------------------------------- */

/* The directories that make has entered, the innermost first. */
struct entered {
	const char *directory;
	struct entered *outer;
};

struct reader {
	struct tree *tree;
	FILE *out;
	struct entered *entered;
	size_t count, left_out;
};

/* "make[1]: Entering directory '/home/me/linux/b'" */
static void note_directory(struct reader *r, const char *line)
{
	const char *name = strstr(line, ": Entering directory '");
	struct entered *entered;

	if (strstr(line, ": Leaving directory '") && r->entered) {
		r->entered = r->entered->outer;
	} else if (name) {
		name = strchr(name, '\'') + 1;
		entered = DL_NEW(r->tree->arena, struct entered);
		entered->directory = dl_arena_strndup(r->tree->arena, name, strcspn(name, "'"));
		entered->outer = r->entered;
		r->entered = entered;
	}
}

/*
 * A recipe is one line: "set -e; echo '  gcc ...'; gcc ... -c -o a.o ../a.c  ; printf ...". The
 * command is said twice, once inside quotes: so it is cut at the ';' outside of any. Returns where
 * the segment ends.
 */
static char *segment_end(char *at)
{
	char quote = '\0';

	for (; *at && (quote || *at != ';'); at++) {
		if (*at == '\\' && quote != '\'' && at[1])
			at++;
		else if (quote ? *at == quote : *at == '\'' || *at == '"')
			quote = quote ? '\0' : *at;
	}
	return at;
}

/* The source of a command that compiles one, which is cut behind it; NULL for other commands. */
static const char *source_of(struct dl_arena *arena, char *command)
{
	char *at = strstr(command, " -c -o "), *more, *end;

	if (!at || strncmp(command, "echo ", 5) == 0 || strncmp(command, "printf ", 7) == 0)
		return NULL;
	while ((more = strstr(at + 1, " -c -o ")))
		at = more;
	at += strlen(" -c -o ");
	at += strcspn(at, " ");
	at += strspn(at, " ");
	end = at + strcspn(at, " ");
	if (end - at < 3 || strncmp(end - 2, ".c", 2) != 0)
		return NULL;
	more = end + strspn(end, " ");
	if (*more && strncmp(more, "&&", 2) != 0 && *more != '|')
		return NULL;
	*end = '\0';
	return dl_arena_printf(arena, "%s", at);
}

/* make also names the tools that a build needs. */
static bool is_wanted(const struct tree *tree, const char *source)
{
	for (size_t i = 0; i < tree->nasked; i++)
		if (path_is_below(source, tree->asked[i]))
			return true;
	return false;
}

static void write_entry(struct reader *r, const char *source, const char *command)
{
	const char *directory = r->entered ? r->entered->directory : r->tree->build;
	const char *path = source[0] == '/' ? source : dl_arena_printf(r->tree->arena, "%s/%s",
								       directory, source);
	json_t *entry;

	path = real(r->tree->arena, path);
	if (!path || !is_wanted(r->tree, path))
		return;
	entry = json_pack("{s:s, s:s, s:s}", "directory", directory,
				  "file", source, "command", command);

	if (!entry) {		/* a name that is no UTF-8 */
		r->left_out++;
		return;
	}
	fputs(r->count++ ? ",\n" : "[\n", r->out);
	json_dumpf(entry, r->out, JSON_COMPACT | JSON_PRESERVE_ORDER);
	json_decref(entry);
}

static void read_line(struct reader *r, char *line)
{
	while (*line) {
		char *end = segment_end(line);
		bool more = *end == ';';
		const char *source;

		*end = '\0';
		line += strspn(line, " \t");
		source = source_of(r->tree->arena, line);
		if (source)
			write_entry(r, source, line);
		line = end + more;
	}
}

static void read_output(struct reader *r, int fd)
{
	FILE *in = fdopen(fd, "r");
	char *line = NULL;
	size_t size = 0;
	ssize_t len;

	if (!in)
		die("make", "%s", strerror(errno));
	while ((len = getline(&line, &size, in)) > 0) {
		line[len - (line[len - 1] == '\n')] = '\0';
		if (strstr(line, " -c -o "))
			read_line(r, line);
		else if (strncmp(line, "make", 4) == 0)
			note_directory(r, line);
	}
	free(line);
	fclose(in);
}

static bool dry_run(struct tree *tree, const struct options *o, const struct words *targets,
		    FILE *out)
{
	char *list[MOST_WORDS + o->nmake_args + targets->n];
	struct words words = { list, 0 };
	struct reader reader = { .tree = tree, .out = out };
	int said = capture(), output[2];
	pid_t pid;

	add_configuration(tree, o, &words);
	add_word(&words, "-n");
	add_word(&words, "-k");
	add_word(&words, "V=1");
	add_word(&words, "may-sync-config=");
	add_word(&words, "need-compiler=1");
	add_word(&words, "cmd-check=1");
	add_word(&words, "arg-check=1");
	for (size_t i = 0; i < targets->n; i++)
		add_word(&words, targets->list[i]);
	words.list[words.n] = NULL;
	if (pipe2(output, O_CLOEXEC) != 0)
		die("pipe", "%s", strerror(errno));
	progress_say("asking kbuild how it would compile these");
	pid = start_make(words.list, output[1], said);
	close(output[1]);
	read_output(&reader, output[0]);
	progress_clear();
	wait_for(pid);		/* dry runs fail over files that a build would have made */
	if (reader.count) {
		fputs("\n]\n", out);
	} else {
		print_command("asked", words.list);
		print_tail(said);
		say_error(o->kernel, "kbuild names no compile command (are these files enabled in "
				     "the configuration?)");
	}
	if (reader.left_out)
		say_error(o->kernel, "%zu files left out: their names are not UTF-8",
			  reader.left_out);
	close(said);
	return reader.count > 0;
}

bool kbuild_write_commands(const struct options *o, FILE *out)
{
	struct tree tree = { .arena = dl_arena_new() };
	char *list[o->nfiles + 1];
	const char *asked[o->nfiles + 1];
	struct words targets = { list, 0 };
	bool good;

	tree.asked = asked;
	good = check_tree(&tree, o) && add_targets(&tree, o, &targets) && prepare(&tree, o) &&
	       dry_run(&tree, o, &targets, out);

	dl_arena_free(tree.arena);
	return good;
}
