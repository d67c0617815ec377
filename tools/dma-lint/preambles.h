/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Preambles: the headers that most files of one kind of compile command include are parsed once, not once for
 * each file.
 */
#ifndef DL_PREAMBLES_H
#define DL_PREAMBLES_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "tools/dma-lint/sources.h"

enum preamble_state {
	PREAMBLE_PLANNED,
	PREAMBLE_BEGUN,		/* its server parses the headers */
	PREAMBLE_READY,		/* the server can be asked */
	PREAMBLE_GONE,		/* it cannot, and never will: sources do without */
};

/* Of sources that are compiled alike, or, below another one, of those of them that are in one directory. */
struct preamble {
	struct source header;	/* as a source: its path, the flags of all, and those that the parent has not */
	struct preamble *parent;	/* whose headers go before; NULL */
	size_t index;		/* parents come before their children */
	size_t nflags;		/* of a source's own_flags, those that it has already */
	const char *text;	/* what is in the header */
	enum preamble_state state;
	bool used;		/* it was ready at some time */
	size_t left;		/* sources that are still to be parsed, here and below */
	pid_t server;
	int socket;		/* to it, while it lives; -1 */
};

struct preambles {
	struct preamble **list;	/* of the sources' arena */
	size_t count, capacity;
};

/*
 * Finds the groups that are worth it, writes their headers, and sets the preamble of their sources, and the flags
 * that are a source's own.
 */
void preambles_plan(struct preambles *preambles, struct sources *sources);
/* How many were ready at some time. */
size_t preambles_used(const struct preambles *preambles);

#endif
