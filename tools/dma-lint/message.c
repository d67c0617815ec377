/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* What the command says on stderr, and what of it a report will hold. */
#define _GNU_SOURCE
#include "tools/dma-lint/message.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tools/dma-lint/options.h"
#include "tools/dma-lint/progress.h"

static struct {
	struct dl_failure *list;
	size_t count, capacity;
} said;

static void say(const char *name, const char *text)
{
	progress_clear();
	fputs("dma-lint: error: ", stderr);
	if (name)
		fprintf(stderr, "%s: ", name);
	fprintf(stderr, "%s\n", text);
	fflush(stderr);
}

static void note(const char *name, char *text)
{
	if (said.count == said.capacity) {
		said.capacity = said.capacity ? 2 * said.capacity : 16;
		said.list = reallocarray(said.list, said.capacity, sizeof(said.list[0]));
		if (!said.list)
			abort();
	}
	said.list[said.count++] = (struct dl_failure){ name ? strdup(name) : NULL, text, NULL };
}

/* Both sides of a change may have the same to say. */
static bool is_said(const char *name, const char *text)
{
	for (size_t i = 0; i < said.count; i++) {
		const struct dl_failure *f = &said.list[i];

		if (!f->file == !name && (!name || strcmp(f->file, name) == 0) &&
		    strcmp(f->reason, text) == 0)
			return true;
	}
	return false;
}

void say_error(const char *name, const char *format, ...)
{
	va_list args;
	char *text;

	va_start(args, format);
	if (vasprintf(&text, format, args) < 0)
		abort();
	va_end(args);
	if (is_said(name, text)) {
		free(text);
		return;
	}
	say(name, text);
	note(name, text);
}

void explain_error(const char *details)
{
	struct dl_failure *latest = &said.list[said.count - 1];

	free((char *)latest->details);
	latest->details = strdup(details);
}

const struct dl_failure *said_errors(size_t *count)
{
	*count = said.count;
	return said.list;
}

void forget_errors(void)
{
	for (size_t i = 0; i < said.count; i++) {
		free((char *)said.list[i].file);
		free((char *)said.list[i].reason);
		free((char *)said.list[i].details);
	}
	free(said.list);
	memset(&said, 0, sizeof(said));
}

void die(const char *name, const char *format, ...)
{
	va_list args;
	char *text;

	va_start(args, format);
	if (vasprintf(&text, format, args) < 0)
		abort();
	va_end(args);
	say(name, text);
	free(text);
	exit(STATUS_FAILED);
}
