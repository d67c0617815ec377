/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Where results go. A named file is gathered in memory, written beside its place under another
 * name, and renamed: whoever reads it sees the old one or the new one, and an interrupt leaves
 * nothing behind. What is not a regular file (a device, a pipe) is written directly.
 */
#define _GNU_SOURCE
#include "tools/dma-lint/output.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tools/dma-lint/message.h"
#include "tools/dma-lint/write_all.h"

void output_open(struct output *o, const char *name)
{
	*o = (struct output){ .file = stdout, .name = name };
	if (name)
		o->file = open_memstream(&o->text, &o->len);
	if (!o->file)
		die(name, "%s", strerror(errno));
}

static bool write_directly(const struct output *o)
{
	int fd = open(o->name, O_WRONLY | O_CLOEXEC);
	bool good = fd >= 0 && write_all(fd, o->text, o->len);

	return (fd < 0 || close(fd) == 0) && good;
}

static mode_t usual_mode(void)
{
	mode_t mask = umask(0);

	umask(mask);
	return 0666 & ~mask;
}

static bool write_and_rename(const char *name, const char *text, size_t len, mode_t mode)
{
	char temporary[PATH_MAX];
	int error, fd;
	bool good;

	if ((size_t)snprintf(temporary, sizeof(temporary), "%s.XXXXXX", name) >=
	    sizeof(temporary)) {
		errno = ENAMETOOLONG;
		return false;
	}
	fd = mkostemp(temporary, O_CLOEXEC);
	if (fd < 0)
		return false;
	good = write_all(fd, text, len) && fchmod(fd, mode) == 0;
	good = close(fd) == 0 && good;
	if (good && rename(temporary, name) == 0)
		return true;
	error = errno;
	unlink(temporary);
	errno = error;
	return false;
}

/* An interrupt waits until it is done. */
bool output_replace(const char *name, const char *text, size_t len, unsigned mode)
{
	sigset_t all, before;
	bool good;

	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, &before);
	good = write_and_rename(name, text, len, mode);
	sigprocmask(SIG_SETMASK, &before, NULL);
	return good;
}

static bool write_named(const struct output *o)
{
	struct stat st;

	if (stat(o->name, &st) == 0 && !S_ISREG(st.st_mode))
		return write_directly(o);
	return output_replace(o->name, o->text, o->len, usual_mode());
}

bool output_close(struct output *o)
{
	bool good = fflush(o->file) == 0 && !ferror(o->file);

	if (o->name) {
		fclose(o->file);
		good = good && write_named(o);
		free(o->text);
	}
	if (!good)
		say_error(o->name ? o->name : "stdout", "cannot be written: %s", strerror(errno));
	return good;
}
