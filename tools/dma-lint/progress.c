/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Progress on stderr: a line that is written over on a terminal; lines now and then, if it is wanted
 * elsewhere (a log of CI). How long the rest takes is guessed from the time so far.
 */
#include "tools/dma-lint/progress.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#define TERMINAL_PAUSE 0.2	/* seconds between two lines */
#define LOG_PAUSE 10.0

static struct {
	bool enabled, terminal, shown;
	const char *what;	/* is counted */
	double began, next;	/* seconds */
} state;

double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec + t.tv_nsec / 1e9;
}

void progress_enable(const struct options *o)
{
	state.terminal = isatty(STDERR_FILENO);
	state.enabled = o->progress == WHEN_ALWAYS ||
			(o->progress == WHEN_AUTO && state.terminal && !o->quiet);
}

void progress_clear(void)
{
	if (state.shown && state.terminal)
		fputs("\r\033[K", stderr);
	state.shown = false;
}

static void print(const char *format, va_list args)
{
	progress_clear();
	fputs("dma-lint: ", stderr);
	vfprintf(stderr, format, args);
	if (!state.terminal)
		fputc('\n', stderr);
	fflush(stderr);
	state.shown = true;
}

void progress_say(const char *format, ...)
{
	va_list args;

	if (!state.enabled)
		return;
	va_start(args, format);
	print(format, args);
	va_end(args);
}

static void say_rest(size_t done, size_t total, const char *what, double spent)
{
	double rest = done ? spent / (double)done * (double)(total - done) : 0;

	if (!done || spent < 2)
		progress_say("%zu of %zu %s", done, total, what);
	else if (rest < 100)
		progress_say("%zu of %zu %s, %.1f a second, %.0f s left", done, total, what,
			     (double)done / spent, rest);
	else
		progress_say("%zu of %zu %s, %.1f a second, %.0f min left", done, total, what,
			     (double)done / spent, rest / 60);
}

void progress_count(size_t done, size_t total, const char *what)
{
	double time = now();

	if (!state.enabled)
		return;
	if (state.what != what) {
		state.what = what;
		state.began = state.next = time;
	}
	if (time < state.next)
		return;
	state.next = time + (state.terminal ? TERMINAL_PAUSE : LOG_PAUSE);
	say_rest(done, total, what, time - state.began);
}
