/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * IR text into the engine: what the reader takes and the verifier approves is analysed, whatever it
 * means. Text that was cut at random seldom is a unit, so the mutator works on words: it copies one
 * over another that starts alike (a value over a value, a label over a label), or whole lines.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "checker/engine/engine.h"

#define MAX_SIZE (64 * 1024)
#define MAX_WORDS 4096

struct words {
	struct word {
		size_t at, len;
	} items[MAX_WORDS];
	size_t n;
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned int seed);
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size);

static void run_engine(const struct dl_unit *unit)
{
	struct dl_engine_options options;
	struct dl_engine *engine;
	size_t n;

	dl_engine_default_options(&options);
	options.min_confidence = DL_CONFIDENCE_LOW;
	engine = dl_engine_new(&options);
	dl_engine_add(engine, unit);
	dl_engine_run(engine);
	dl_engine_findings(engine, &n);
	dl_engine_free(engine);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char message[64];
	struct dl_unit *unit;

	if (size > MAX_SIZE)
		return -1;
	unit = dl_ir_read((const char *)data, size, message, sizeof(message));
	if (!unit)
		return -1;
	if (!dl_ir_verify(unit, message, sizeof(message))) {
		dl_ir_unit_free(unit);
		return -1;
	}
	run_engine(unit);
	dl_ir_unit_free(unit);
	return 0;
}

/* ---- mutation -------------------------------------------------------------------------------- */

/* Pieces between separators: words, or lines if the separator is the line end alone. */
static void split(struct words *w, const uint8_t *data, size_t size, const char *separators)
{
	size_t start = 0;

	w->n = 0;
	for (size_t i = 0; i <= size && w->n < MAX_WORDS; i++) {
		if (i < size && (!data[i] || !strchr(separators, data[i])))
			continue;
		if (i > start)
			w->items[w->n++] = (struct word){ start, i - start };
		start = i + 1;
	}
}

/* Opens or closes a gap of old_len bytes at that place into one of new_len bytes. */
static size_t splice(uint8_t *data, size_t size, size_t max_size, struct word old,
		     const uint8_t *by, size_t len)
{
	if (size - old.len + len > max_size)
		return size;
	memmove(data + old.at + len, data + old.at + old.len, size - old.at - old.len);
	memcpy(data + old.at, by, len);
	return size - old.len + len;
}

static size_t copy_word(uint8_t *data, size_t size, size_t max_size)
{
	static struct words w;
	struct word to, from;
	uint8_t text[256];

	split(&w, data, size, " \t\n,(){}");
	if (w.n < 2)
		return size;
	to = w.items[(size_t)rand() % w.n];
	for (int tries = 0; tries < 64; tries++) {
		from = w.items[(size_t)rand() % w.n];
		if (data[from.at] != data[to.at] || from.len > sizeof(text))
			continue;
		memcpy(text, data + from.at, from.len);
		return splice(data, size, max_size, to, text, from.len);
	}
	return size;
}

/* Puts a line before another one, or over it, or drops it. */
static size_t copy_line(uint8_t *data, size_t size, size_t max_size)
{
	static struct words w;
	struct word to, from;
	uint8_t text[512];

	split(&w, data, size, "\n");
	if (w.n < 2)
		return size;
	to = w.items[(size_t)rand() % w.n];
	from = w.items[(size_t)rand() % w.n];
	if (from.len + 1 > sizeof(text))
		return size;
	memcpy(text, data + from.at, from.len);
	text[from.len] = '\n';
	switch (rand() % 3) {
	case 0:
		to.len = 0;
		return splice(data, size, max_size, to, text, from.len + 1);
	case 1:
		return splice(data, size, max_size, to, text, from.len);
	default:
		return splice(data, size, max_size, to, text, 0);
	}
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned int seed)
{
	srand(seed);
	for (int i = rand() % 4; i >= 0; i--) {
		int kind = rand() % 16;

		if (kind == 0)
			size = LLVMFuzzerMutate(data, size, max_size);
		else if (kind < 5)
			size = copy_line(data, size, max_size);
		else
			size = copy_word(data, size, max_size);
	}
	return size;
}
