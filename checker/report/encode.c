/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* UTF-8, URIs and Markdown. RFC 3629, RFC 3986. */
#define _GNU_SOURCE
#include "checker/report/encode.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "checker/ir/arena.h"

static FILE *open_text(char **text, size_t *len)
{
	return dl_checked(open_memstream(text, len));
}

/* How long the character is that begins there; 0: none does. RFC 3629, section 4. */
static size_t character_length(const unsigned char *at, size_t left)
{
	static const struct {
		unsigned char first, last;	/* of the first byte */
		unsigned char low, high;	/* of the second one */
		unsigned char len;
	} forms[] = {
		{ 0x00, 0x7f, 0, 0, 1 },	{ 0xc2, 0xdf, 0x80, 0xbf, 2 },
		{ 0xe0, 0xe0, 0xa0, 0xbf, 3 },	{ 0xe1, 0xec, 0x80, 0xbf, 3 },
		{ 0xed, 0xed, 0x80, 0x9f, 3 },	{ 0xee, 0xef, 0x80, 0xbf, 3 },
		{ 0xf0, 0xf0, 0x90, 0xbf, 4 },	{ 0xf1, 0xf3, 0x80, 0xbf, 4 },
		{ 0xf4, 0xf4, 0x80, 0x8f, 4 },
	};
	size_t i = 0;

	while (i < sizeof(forms) / sizeof(forms[0]) &&
	       (at[0] < forms[i].first || at[0] > forms[i].last))
		i++;
	if (i == sizeof(forms) / sizeof(forms[0]) || forms[i].len > left)
		return 0;
	if (forms[i].len > 1 && (at[1] < forms[i].low || at[1] > forms[i].high))
		return 0;
	for (size_t k = 2; k < forms[i].len; k++)
		if ((at[k] & 0xc0) != 0x80)
			return 0;
	return forms[i].len;
}

static char *to_utf8(const char *text, size_t len, size_t *result_len)
{
	char *result = NULL;
	FILE *out = open_text(&result, result_len);

	while (len) {
		size_t n = character_length((const unsigned char *)text, len);

		if (n)
			fwrite(text, 1, n, out);
		else
			fputs("\xef\xbf\xbd", out);
		text += n ? n : 1;
		len -= n ? n : 1;
	}
	fclose(out);
	return result;
}

json_t *dl_json_text_n(const char *text, size_t len)
{
	size_t utf8_len;
	char *utf8 = to_utf8(text, len, &utf8_len);
	json_t *json = dl_checked(json_stringn(utf8, utf8_len));

	free(utf8);
	return json;
}

json_t *dl_json_text(const char *text)
{
	return text ? dl_json_text_n(text, strlen(text)) : json_null();
}

json_t *dl_json_symptoms(const struct dl_rule_info *info)
{
	json_t *array = json_array();

	for (int symptom = 0; symptom < DL_SYMPTOM_COUNT; symptom++)
		if (info->symptoms & (1u << symptom))
			json_array_append_new(array, json_string(dl_symptom_text(symptom)));
	return array;
}

json_t *dl_json_fingerprint(uint64_t fingerprint)
{
	return json_sprintf("%016" PRIx64, fingerprint);
}

char *dl_uri(const char *path)
{
	char *uri = NULL;
	size_t len;
	FILE *out = open_text(&uri, &len);
	bool segment = true;	/* the first of a relative path: a ':' would end a scheme */

	if (path[0] == '/')
		fputs("file://", out);
	for (; *path; path++) {
		unsigned char c = *path;

		segment = segment && c != '/';
		if (isalnum(c) || strchr("-._~/!$&'()*+,;=@", c) || (c == ':' && !segment))
			fputc(c, out);
		else
			fprintf(out, "%%%02X", c);
	}
	fclose(out);
	return uri;
}

static bool joins_words(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

/* dma_alloc_* is no emphasis, "<= 0" no tag. */
static bool is_markup(const char *text, size_t i)
{
	if (strchr("*<[\\", text[i]))
		return true;
	return text[i] == '_' && !(i && joins_words(text[i - 1]) && joins_words(text[i + 1]));
}

char *dl_markdown(const char *text)
{
	char *markdown = NULL;
	size_t len;
	FILE *out = open_text(&markdown, &len);
	bool code = false;

	for (size_t i = 0; text[i]; i++) {
		if (text[i] == '`')
			code = !code;
		else if (!code && is_markup(text, i))
			fputc('\\', out);
		fputc(text[i], out);
	}
	fclose(out);
	return markdown;
}
