/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Numbers as eight bytes, strings with their length before them. */
#include "checker/report/pack.h"

#include <string.h>

#define NO_STRING UINT64_MAX
#define NUMBER sizeof(uint64_t)

void dl_pack_number(FILE *out, uint64_t number)
{
	fwrite(&number, NUMBER, 1, out);
}

void dl_pack_string(FILE *out, const char *string)
{
	dl_pack_number(out, string ? strlen(string) : NO_STRING);
	if (string)
		fwrite(string, 1, strlen(string), out);
}

static void pack_place(FILE *out, const char *file, uint32_t line, uint32_t column)
{
	dl_pack_string(out, file);
	dl_pack_number(out, line);
	dl_pack_number(out, column);
}

static void pack_fix(FILE *out, const struct dl_fix *fix)
{
	dl_pack_number(out, fix != NULL);
	if (!fix)
		return;
	dl_pack_number(out, fix->kind);
	dl_pack_string(out, fix->name);
	dl_pack_number(out, fix->argument);
	dl_pack_string(out, fix->now);
	dl_pack_string(out, fix->text);
	pack_place(out, fix->other_name, fix->other_line, fix->other_column);
	dl_pack_number(out, fix->other_argument);
}

static void pack_finding(FILE *out, const struct dl_finding *f)
{
	dl_pack_number(out, f->rule);
	dl_pack_number(out, f->confidence);
	pack_place(out, f->file, f->line, f->column);
	dl_pack_string(out, f->function);
	dl_pack_string(out, f->message);
	dl_pack_string(out, f->object);
	dl_pack_number(out, f->machine);
	dl_pack_number(out, f->state);
	pack_fix(out, f->fix);
	dl_pack_number(out, f->nsteps);
	for (size_t i = 0; i < f->nsteps; i++) {
		const struct dl_step *step = &f->steps[i];

		dl_pack_number(out, step->kind);
		pack_place(out, step->file, step->line, step->column);
		dl_pack_string(out, step->text);
	}
}

void dl_pack_findings(FILE *out, const struct dl_finding *findings, size_t count)
{
	dl_pack_number(out, count);
	for (size_t i = 0; i < count; i++)
		pack_finding(out, &findings[i]);
}

static size_t left(const struct dl_reader *in)
{
	return in->bad ? 0 : (size_t)(in->end - in->at);
}

uint64_t dl_unpack_number(struct dl_reader *in)
{
	uint64_t number = 0;

	if (left(in) < NUMBER) {
		in->bad = true;
		return 0;
	}
	memcpy(&number, in->at, NUMBER);
	in->at += NUMBER;
	return number;
}

/* Less than end. */
static int unpack_choice(struct dl_reader *in, int end)
{
	uint64_t number = dl_unpack_number(in);

	if (number < (uint64_t)end)
		return (int)number;
	in->bad = true;
	return 0;
}

size_t dl_unpack_count(struct dl_reader *in, size_t bytes)
{
	uint64_t count = dl_unpack_number(in);

	if (count <= left(in) / bytes)
		return count;
	in->bad = true;
	return 0;
}

const char *dl_unpack_string(struct dl_reader *in, struct dl_arena *arena)
{
	uint64_t length = dl_unpack_number(in);
	const char *string = in->at;

	if (in->bad || length == NO_STRING)
		return NULL;
	if (length > left(in)) {
		in->bad = true;
		return NULL;
	}
	in->at += length;
	return dl_arena_strndup(arena, string, length);
}

/* One that has to be there. */
static const char *unpack_text(struct dl_reader *in, struct dl_arena *arena)
{
	const char *text = dl_unpack_string(in, arena);

	in->bad |= !text;
	return text;
}

static void unpack_step(struct dl_reader *in, struct dl_arena *arena, struct dl_step *step)
{
	step->kind = unpack_choice(in, DL_STEP_KIND_COUNT);
	step->file = unpack_text(in, arena);
	step->line = dl_unpack_number(in);
	step->column = dl_unpack_number(in);
	step->text = unpack_text(in, arena);
}

static const struct dl_fix *unpack_fix(struct dl_reader *in, struct dl_arena *arena)
{
	struct dl_fix *fix;

	if (!unpack_choice(in, 2))
		return NULL;
	fix = DL_NEW(arena, struct dl_fix);
	fix->kind = unpack_choice(in, DL_FIX_KIND_COUNT);
	fix->name = unpack_text(in, arena);
	fix->argument = dl_unpack_number(in);
	fix->now = dl_unpack_string(in, arena);
	fix->text = dl_unpack_string(in, arena);
	fix->other_name = dl_unpack_string(in, arena);
	fix->other_line = dl_unpack_number(in);
	fix->other_column = dl_unpack_number(in);
	fix->other_argument = dl_unpack_number(in);
	return fix;
}

static void unpack_finding(struct dl_reader *in, struct dl_arena *arena, struct dl_finding *f)
{
	f->rule = unpack_choice(in, DL_RULE_COUNT);
	f->confidence = unpack_choice(in, DL_CONFIDENCE_HIGH + 1);
	f->file = unpack_text(in, arena);
	f->line = dl_unpack_number(in);
	f->column = dl_unpack_number(in);
	f->function = dl_unpack_string(in, arena);
	f->message = unpack_text(in, arena);
	f->object = dl_unpack_string(in, arena);
	f->machine = unpack_choice(in, DL_MACHINE_COUNT);
	f->state = unpack_choice(in, DL_STATE_COUNT);
	f->fix = unpack_fix(in, arena);
	f->nsteps = dl_unpack_count(in, NUMBER);
	f->steps = DL_NEW_ARRAY(arena, struct dl_step, f->nsteps);
	for (size_t i = 0; i < f->nsteps && !in->bad; i++)
		unpack_step(in, arena, &f->steps[i]);
}

struct dl_finding *dl_unpack_findings(struct dl_reader *in, struct dl_arena *arena, size_t *count)
{
	size_t n = dl_unpack_count(in, NUMBER);
	struct dl_finding *findings = DL_NEW_ARRAY(arena, struct dl_finding, n);

	for (size_t i = 0; i < n && !in->bad; i++)
		unpack_finding(in, arena, &findings[i]);
	*count = in->bad ? 0 : n;
	return findings;
}
