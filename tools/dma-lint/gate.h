/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The gate: what a change brings in. The tree as it is before the change is linted first, silently; what is found after
 * it is then compared with that (triage.h).
 */
#ifndef DL_GATE_H
#define DL_GATE_H

#include "tools/dma-lint/change.h"
#include "tools/dma-lint/parse.h"
#include "tools/dma-lint/scope.h"
#include "tools/dma-lint/triage.h"

struct gate {
	struct options options;		/* for a run over what is there after the change */
	struct change change;
	struct scope scope;
	struct parse parse;		/* before it */
	struct lint lint;
	struct known known;		/* findings before it */
	double started;			/* seconds */
	size_t failed;			/* sources of which that is not known: messages said why */
};

/*
 * Finds out what there is before the change that options name. False, with a message, if there is no telling what
 * the change is. From then on sources are read as they are after it. gate_close() in any case.
 */
bool gate_open(struct gate *gate, const struct options *options);
void gate_close(struct gate *gate);

#endif
