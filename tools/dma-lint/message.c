/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* What the command says on stderr. */
#include "tools/dma-lint/message.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "tools/dma-lint/options.h"
#include "tools/dma-lint/progress.h"

static void say(const char *name, const char *format, va_list args)
{
	progress_clear();
	fputs("dma-lint: error: ", stderr);
	if (name)
		fprintf(stderr, "%s: ", name);
	vfprintf(stderr, format, args);
	fputc('\n', stderr);
	fflush(stderr);
}

void say_error(const char *name, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say(name, format, args);
	va_end(args);
}

void die(const char *name, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say(name, format, args);
	va_end(args);
	exit(STATUS_FAILED);
}
