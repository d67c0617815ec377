/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * libyaml's events, one at a time. Whatever is not expected ends the reading at once, so neither depth nor
 * aliases cost anything.
 */
#include "checker/config/yaml.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void yaml_fail(struct yaml_reader *r, unsigned line, const char *format, ...)
{
	va_list args;

	if (r->failed)
		return;
	r->failed = true;
	r->error->line = line;
	va_start(args, format);
	vsnprintf(r->error->reason, sizeof(r->error->reason), format, args);
	va_end(args);
}

unsigned yaml_line(const struct yaml_reader *r)
{
	return r->event.start_mark.line + 1;
}

/* Errors in the encoding have an offset only. */
static unsigned line_of_problem(const struct yaml_reader *r)
{
	unsigned line = 1;

	if (r->parser.error != YAML_READER_ERROR)
		return r->parser.problem_mark.line + 1;
	for (size_t i = 0; i < r->parser.problem_offset && i < r->len; i++)
		line += r->bytes[i] == '\n';
	return line;
}

static void refuse_decorations(struct yaml_reader *r)
{
	const yaml_event_t *e = &r->event;
	const yaml_char_t *anchor = NULL, *tag = NULL;

	if (e->type == YAML_SCALAR_EVENT) {
		anchor = e->data.scalar.anchor;
		tag = e->data.scalar.tag;
	} else if (e->type == YAML_SEQUENCE_START_EVENT) {
		anchor = e->data.sequence_start.anchor;
		tag = e->data.sequence_start.tag;
	} else if (e->type == YAML_MAPPING_START_EVENT) {
		anchor = e->data.mapping_start.anchor;
		tag = e->data.mapping_start.tag;
	}
	if (anchor || e->type == YAML_ALIAS_EVENT)
		yaml_fail(r, yaml_line(r), "anchors and aliases are not for this file");
	if (tag)
		yaml_fail(r, yaml_line(r), "tags are not for this file");
}

static void next(struct yaml_reader *r)
{
	if (r->failed)
		return;
	yaml_event_delete(&r->event);
	if (!yaml_parser_parse(&r->parser, &r->event)) {
		yaml_fail(r, line_of_problem(r), "not YAML: %s%s%s",
			  r->parser.context ? r->parser.context : "", r->parser.context ? ", " : "",
			  r->parser.problem ? r->parser.problem : "out of memory");
		memset(&r->event, 0, sizeof(r->event));
		return;
	}
	refuse_decorations(r);
}

static bool is_at(const struct yaml_reader *r, yaml_event_type_t type)
{
	return !r->failed && r->event.type == type;
}

void yaml_open(struct yaml_reader *r, const char *bytes, size_t len, struct dl_arena *arena,
	       struct dl_config_error *error)
{
	*r = (struct yaml_reader){ .bytes = bytes, .len = len, .arena = arena, .error = error };
	if (!yaml_parser_initialize(&r->parser)) {
		yaml_fail(r, 0, "out of memory");
		return;
	}
	yaml_parser_set_encoding(&r->parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&r->parser, (const unsigned char *)bytes, len);
	next(r);
	next(r);
	if (is_at(r, YAML_DOCUMENT_START_EVENT))
		next(r);
}

void yaml_close(struct yaml_reader *r)
{
	yaml_event_delete(&r->event);
	yaml_parser_delete(&r->parser);
}

bool yaml_is_empty(const struct yaml_reader *r)
{
	return is_at(r, YAML_STREAM_END_EVENT);
}

void yaml_end(struct yaml_reader *r)
{
	next(r);
	if (!r->failed && !is_at(r, YAML_STREAM_END_EVENT))
		yaml_fail(r, yaml_line(r), "a second document");
}

/* The key at which the reader is; NULL, with an error, if it is none of these. */
static const struct yaml_key *take_key(struct yaml_reader *r, const char *what,
				       const struct yaml_key *keys)
{
	unsigned line = yaml_line(r);
	struct text name = yaml_text(r, "a key");
	char names[128] = "";
	size_t len = 0;

	if (r->failed)
		return NULL;
	for (const struct yaml_key *k = keys; k->name; k++) {
		if (strcmp(k->name, name.text) == 0)
			return k;
		len += snprintf(names + len, sizeof(names) - len, "%s%s", len ? ", " : "", k->name);
	}
	yaml_fail(r, line, "unknown key '%.60s' of %s (there are: %s)", name.text, what, names);
	return NULL;
}

void yaml_mapping(struct yaml_reader *r, const char *what, const struct yaml_key *keys, void *into)
{
	unsigned line = yaml_line(r), given = 0;

	if (!r->failed && !is_at(r, YAML_MAPPING_START_EVENT))
		yaml_fail(r, line, "%s must be a mapping (key: value)", what);
	next(r);
	while (!r->failed && !is_at(r, YAML_MAPPING_END_EVENT)) {
		unsigned at = yaml_line(r);
		const struct yaml_key *key = take_key(r, what, keys);

		if (!key)
			return;
		if (given & 1u << (key - keys))
			yaml_fail(r, at, "key '%s' a second time", key->name);
		given |= 1u << (key - keys);
		key->read(r, into);
	}
	for (const struct yaml_key *k = keys; k->name; k++)
		if (k->required && !(given & 1u << (k - keys)))
			yaml_fail(r, line, "%s without '%s'", what, k->name);
	next(r);
}

void yaml_list(struct yaml_reader *r, const char *what, size_t most,
	       void (*item)(struct yaml_reader *r, void *into), void *into)
{
	if (!r->failed && !is_at(r, YAML_SEQUENCE_START_EVENT))
		yaml_fail(r, yaml_line(r), "%s must be a list", what);
	next(r);
	for (size_t n = 0; !r->failed && !is_at(r, YAML_SEQUENCE_END_EVENT); n++) {
		if (n == most)
			yaml_fail(r, yaml_line(r), "more than %zu of %s", most, what);
		else
			item(r, into);
	}
	next(r);
}

struct text yaml_text(struct yaml_reader *r, const char *what)
{
	struct text text = { NULL, yaml_line(r) };
	const char *value;

	if (r->failed)
		return text;
	if (!is_at(r, YAML_SCALAR_EVENT)) {
		yaml_fail(r, text.line, "%s must be a word", what);
		return text;
	}
	value = (const char *)r->event.data.scalar.value;
	if (strlen(value) != r->event.data.scalar.length)
		yaml_fail(r, text.line, "%s with a NUL in it", what);
	text.text = dl_arena_strndup(r->arena, value, strlen(value));
	next(r);
	return text;
}
