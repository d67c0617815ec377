/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* A reader of plain YAML: mappings with known keys, lists and scalars; no anchors, aliases or tags. */
#ifndef DL_CONFIG_YAML_H
#define DL_CONFIG_YAML_H

#include <stdbool.h>
#include <stddef.h>
#include <yaml.h>

#include "checker/config/config.h"
#include "checker/ir/arena.h"

struct text {
	const char *text;	/* NULL: not given */
	unsigned line;
};

struct yaml_reader {
	yaml_parser_t parser;
	yaml_event_t event;	/* the one that is next */
	const char *bytes;
	size_t len;
	struct dl_arena *arena;	/* of texts */
	struct dl_config_error *error;
	bool failed;		/* then error says why, and nothing is read any more */
};

struct yaml_key {
	const char *name;
	void (*read)(struct yaml_reader *r, void *into);
	bool required;
};

/* At the first event of the only document, or at the end of the stream if there is none. */
void yaml_open(struct yaml_reader *r, const char *bytes, size_t len, struct dl_arena *arena,
	       struct dl_config_error *error);
void yaml_close(struct yaml_reader *r);
bool yaml_is_empty(const struct yaml_reader *r);
/* Behind the document there must be nothing. */
void yaml_end(struct yaml_reader *r);
/* The first error counts. */
__attribute__((format(printf, 3, 4))) void yaml_fail(struct yaml_reader *r, unsigned line,
						     const char *format, ...);
unsigned yaml_line(const struct yaml_reader *r);
/* what: the thing as a message names it ("a function"). keys: the last one has no name. */
void yaml_mapping(struct yaml_reader *r, const char *what, const struct yaml_key *keys, void *into);
/* Calls item for each element, at most so many times. */
void yaml_list(struct yaml_reader *r, const char *what, size_t most,
	       void (*item)(struct yaml_reader *r, void *into), void *into);
struct text yaml_text(struct yaml_reader *r, const char *what);

#endif
