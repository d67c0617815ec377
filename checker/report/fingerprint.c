/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Identities of findings and which of two lists are the same. The lists are matched in stages, each of which
 * asks for less; what one stage has matched, the next ones do not see. A stage that does not ask for the
 * function or the file wants something else that is telling: a member of a structure.
 */
#define _GNU_SOURCE
#include "checker/report/fingerprint.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "checker/ir/arena.h"
#include "checker/report/text.h"

enum part {
	PATH = 1,
	FUNCTION = 2,
	WORDS = 4,
	OBJECT = 8,
	HINT = 16,
	BONES = 32,		/* words and object without the names of members and types */
	TELLING = 64,		/* not a part: only findings about a member */
};

static const unsigned stages[] = {
	PATH | FUNCTION | WORDS | OBJECT | HINT,
	PATH | FUNCTION | WORDS | OBJECT,
	FUNCTION | WORDS | OBJECT,		/* moved to another file, or its file was renamed */
	PATH | FUNCTION | OBJECT | TELLING,	/* said in other words */
	PATH | WORDS | OBJECT | TELLING,	/* in a function of another name, or split off */
	WORDS | OBJECT | TELLING,		/* the same, and in another file */
	PATH | FUNCTION | BONES,		/* members or types have other names */
};

/* ---- identities ------------------------------------------------------------------------------ */

/* Behind the "[...]" that begins here; brackets may be within. */
static const char *skip_fact(const char *at)
{
	int depth = 0;

	do {
		depth += (*at == '[') - (*at == ']');
		at++;
	} while (*at && depth > 0);
	return at;
}

char *dl_identity_words(const char *message)
{
	char *words = dl_checked(calloc(strlen(message) + 1, 1)), *to = words;
	static const char line[] = " line ";

	for (const char *at = message; *at;) {
		if (at[0] == ' ' && at[1] == '[') {
			at = skip_fact(at + 1);
		} else if (strncmp(at, line, strlen(line)) == 0) {
			to = stpcpy(to, " line");
			at += strlen(line);
			at += strspn(at, "0123456789");
		} else {
			*to++ = *at++;
		}
	}
	*to = '\0';
	return words;
}

struct dl_identity *dl_identities(const struct dl_finding *findings, size_t count,
				  const char *root)
{
	struct dl_identity *list = dl_checked(calloc(count + 1, sizeof(list[0])));

	for (size_t i = 0; i < count; i++) {
		const struct dl_finding *f = &findings[i];

		list[i] = (struct dl_identity){
			.rule = f->rule,
			.path = f->file ? dl_text_path(f->file, root) : "",
			.function = f->function ? f->function : "",
			.words = dl_identity_words(f->message),
			.object = f->object ? f->object : "",
			.hint = "",
		};
	}
	return list;
}

void dl_identities_free(struct dl_identity *identities, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free((char *)identities[i].words);
	free(identities);
}

/* ---- comparing ------------------------------------------------------------------------------- */

/* The names that a refactoring changes: in quotes, behind "struct", members, and types of variables. */
static char *bones(const char *text)
{
	char *copy = dl_checked(calloc(strlen(text) + 1, 1)), *to = copy;

	for (const char *at = text; *at;) {
		bool name = at > text && (at[-1] == '\'' || at[-1] == '>' || at[-1] == '.') &&
			    (isalpha((unsigned char)*at) || *at == '_');

		if (strncmp(at, "struct ", 7) == 0) {
			at += 7;
			name = true;
		}
		while (name && (isalnum((unsigned char)*at) || *at == '_'))
			at++;
		if (*at)
			*to++ = *at++;
	}
	*to = '\0';
	return copy;
}

static int compare_bones(const struct dl_identity *a, const struct dl_identity *b)
{
	char *x = bones(a->words), *y = bones(b->words);
	int c = strcmp(x, y);

	free(x);
	free(y);
	if (c)
		return c;
	x = bones(a->object);
	y = bones(b->object);
	c = strcmp(x, y);
	free(x);
	free(y);
	return c;
}

static int compare_parts(const struct dl_identity *a, const struct dl_identity *b, unsigned parts)
{
	int c = (int)a->rule - (int)b->rule;

	if (!c && parts & PATH)
		c = strcmp(a->path, b->path);
	if (!c && parts & FUNCTION)
		c = strcmp(a->function, b->function);
	if (!c && parts & WORDS)
		c = strcmp(a->words, b->words);
	if (!c && parts & OBJECT)
		c = strcmp(a->object, b->object);
	if (!c && parts & HINT)
		c = strcmp(a->hint, b->hint);
	if (!c && parts & BONES)
		c = compare_bones(a, b);
	return c;
}

struct order {
	const struct dl_identity *list;
	unsigned parts;
};

/* Equals in the order of the list. */
static int compare_indices(const void *a, const void *b, void *data)
{
	const struct order *order = data;
	size_t i = *(const size_t *)a, j = *(const size_t *)b;
	int c = compare_parts(&order->list[i], &order->list[j], order->parts);

	return c ? c : (i > j) - (i < j);
}

/* A member of a structure: "->buf", ".dma", or 'dma' of struct ring. */
static bool is_telling(const struct dl_identity *id)
{
	for (const char *at = id->object; *at; at++)
		if ((*at == '>' || *at == '.') && (isalpha((unsigned char)at[1]) || at[1] == '_'))
			return true;
	return strchr(id->words, '\'') != NULL;
}

/* The ones that are not done, in order; returns how many. */
static size_t pick(size_t *indices, const struct dl_identity *list, size_t count,
		   const bool *done, unsigned parts)
{
	size_t n = 0;

	for (size_t i = 0; i < count; i++)
		if (!done[i] && (!(parts & TELLING) || is_telling(&list[i])))
			indices[n++] = i;
	qsort_r(indices, n, sizeof(indices[0]), compare_indices, &(struct order){ list, parts });
	return n;
}

void dl_identities_match(const struct dl_identity *before, size_t nbefore, bool *kept,
			 const struct dl_identity *now, size_t nnow, bool *known)
{
	size_t *old = dl_checked(calloc(nbefore + 1, sizeof(old[0])));
	size_t *new = dl_checked(calloc(nnow + 1, sizeof(new[0])));

	memset(kept, false, nbefore);
	memset(known, false, nnow);
	for (size_t stage = 0; stage < sizeof(stages) / sizeof(stages[0]); stage++) {
		size_t nold = pick(old, before, nbefore, kept, stages[stage]);
		size_t nnew = pick(new, now, nnow, known, stages[stage]);

		for (size_t i = 0, j = 0; i < nold && j < nnew;) {
			int c = compare_parts(&before[old[i]], &now[new[j]], stages[stage]);

			if (c == 0)
				kept[old[i]] = known[new[j]] = true;
			i += c <= 0;
			j += c >= 0;
		}
	}
	free(old);
	free(new);
}

/* ---- numbers --------------------------------------------------------------------------------- */

/* FNV-1a, with the end of each string. */
static uint64_t hash(uint64_t h, const char *text)
{
	do
		h = (h ^ (unsigned char)*text) * 0x100000001b3;
	while (*text++);
	return h;
}

static uint64_t hash_identity(const struct dl_identity *id, size_t nth)
{
	uint64_t h = hash(0xcbf29ce484222325, dl_rule_info(id->rule)->id);
	char number[32];

	snprintf(number, sizeof(number), "%zu", nth);
	h = hash(h, id->path);
	h = hash(h, id->function);
	h = hash(h, id->words);
	h = hash(h, id->object);
	return hash(h, number);
}

uint64_t *dl_fingerprints(const struct dl_identity *identities, size_t count)
{
	const unsigned parts = PATH | FUNCTION | WORDS | OBJECT;
	uint64_t *numbers = dl_checked(calloc(count + 1, sizeof(numbers[0])));
	size_t *indices = dl_checked(calloc(count + 1, sizeof(indices[0]))), nth = 0;
	bool *none = dl_checked(calloc(count + 1, sizeof(none[0])));

	pick(indices, identities, count, none, parts);
	for (size_t i = 0; i < count; i++) {
		const struct dl_identity *id = &identities[indices[i]];

		nth = i && compare_parts(&identities[indices[i - 1]], id, parts) == 0 ? nth + 1 : 0;
		numbers[indices[i]] = hash_identity(id, nth);
	}
	free(none);
	free(indices);
	return numbers;
}
