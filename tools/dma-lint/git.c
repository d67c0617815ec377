/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * git as a child. It reads no hook and takes no lock, and what a hook around us has put into the environment is
 * not for it: it shall find the repository by the directory.
 */
#define _GNU_SOURCE
#include "tools/dma-lint/git.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tools/dma-lint/message.h"

#define MAX_WORDS 40

static void set_environment(const struct git *git)
{
	static const char *const ours[] = {
		"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY",
		"GIT_COMMON_DIR", "GIT_NAMESPACE", "GIT_EXTERNAL_DIFF", "GIT_TRACE",
	};

	for (size_t i = 0; i < sizeof(ours) / sizeof(ours[0]); i++)
		unsetenv(ours[i]);
	setenv("LC_ALL", "C", 1);
	setenv("GIT_OPTIONAL_LOCKS", "0", 1);
	setenv("GIT_PAGER", "cat", 1);
	if (!git->ceiling)
		return;
	setenv("GIT_CEILING_DIRECTORIES", git->ceiling, 1);
	setenv("GIT_CONFIG_NOSYSTEM", "1", 1);
	setenv("GIT_CONFIG_GLOBAL", "/dev/null", 1);
}

static void become_git(const struct git *git, const char *const *words, int output, int said)
{
	const char *argv[MAX_WORDS + 5] = { "git", "-c", "core.fsmonitor=false" };
	size_t n = 3;
	sigset_t none;

	while (*words && n < MAX_WORDS + 4)
		argv[n++] = *words++;
	dup2(git->input >= 0 ? git->input : open("/dev/null", O_RDONLY), STDIN_FILENO);
	dup2(output, STDOUT_FILENO);
	dup2(said, STDERR_FILENO);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	set_environment(git);
	if (chdir(git->directory) == 0)
		execvp(argv[0], (char **)argv);
	dprintf(STDERR_FILENO, "%s: %s\n", errno == ENOENT ? "git" : git->directory,
		strerror(errno));
	_exit(127);
}

/* The line, without control characters. */
static void keep_line(struct git *git, const char *line)
{
	snprintf(git->said, sizeof(git->said), "%.*s", (int)strcspn(line, "\n"), line);
	for (char *at = git->said; *at; at++)
		if ((unsigned char)*at < ' ' || *at == 0x7f)
			*at = '?';
}

/* "while searching for:" is followed by what was looked for, and by the reason. */
static bool is_reason(const char *line)
{
	size_t len = strcspn(line, "\n");

	return len && line[len - 1] != ':';
}

static void keep_reason(struct git *git, int said)
{
	static const char *const heads[] = { "error: ", "fatal: " };
	const char *line;

	lseek(said, 0, SEEK_SET);
	while (buffer_read(&git->err, said))
		;
	buffer_copy(&git->err, &(struct buffer){ .data = (char[]){ '\0' }, .len = 1 });
	keep_line(git, git->err.data);
	for (line = git->err.data; line && *line; line = strchr(line, '\n')) {
		line += *line == '\n';
		for (size_t i = 0; i < 2; i++) {
			if (strncmp(line, heads[i], strlen(heads[i])) == 0 && is_reason(line)) {
				keep_line(git, line + strlen(heads[i]));
				return;
			}
		}
	}
}

void git_free(struct git *git)
{
	buffer_free(&git->out);
	buffer_free(&git->err);
}

bool git_run(struct git *git, const char *const *words)
{
	int said = memfd_create("git", MFD_CLOEXEC), status = -1, ends[2];
	pid_t pid;

	git->out = git->err = (struct buffer){ 0 };
	if (said < 0 || pipe2(ends, O_CLOEXEC) != 0)
		die("git", "%s", strerror(errno));
	pid = fork();
	if (pid == 0)
		become_git(git, words, git->output >= 0 ? git->output : ends[1], said);
	close(ends[1]);
	while (pid > 0 && buffer_read(&git->out, ends[0]))
		;
	close(ends[0]);
	while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	keep_reason(git, said);
	close(said);
	return pid > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}
