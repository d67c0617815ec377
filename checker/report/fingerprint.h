/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Telling findings apart from one version of a source to the next: by rule, file, function, what is said and
 * what it is said of; never by line. What a finding is about (struct dl_finding, object) has no names of
 * variables, so renaming them, reindenting and edits elsewhere change nothing.
 */
#ifndef DL_REPORT_FINGERPRINT_H
#define DL_REPORT_FINGERPRINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "checker/report/finding.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What stays of a finding. No part is NULL. */
struct dl_identity {
	enum dl_rule rule;
	const char *path;	/* below the root of the tree, or as it is */
	const char *function;
	const char *words;	/* the message without facts and line numbers */
	const char *object;
	const char *hint;	/* tells equals apart, if both sides have it: the line of the source; "" */
};

/* The words of a message. The caller frees them. */
char *dl_identity_words(const char *message);

/*
 * One for each finding. root: the directory that paths are told from, or NULL. Strings are the findings', but
 * for the words: free it all with dl_identities_free().
 */
struct dl_identity *dl_identities(const struct dl_finding *findings, size_t count,
				  const char *root);
void dl_identities_free(struct dl_identity *identities, size_t count);

/*
 * A number for each of the identities, for formats that want one. The same in every version of dma-lint. Equals
 * get different ones by their order. The caller frees it.
 */
uint64_t *dl_fingerprints(const struct dl_identity *identities, size_t count);

/*
 * Finds for each identity of now one of before, each at most once, and sets known[] of the one and kept[] of the
 * other. First those that agree in all, then those that moved to another file, whose function has another name,
 * whose members have other names.
 */
void dl_identities_match(const struct dl_identity *before, size_t nbefore, bool *kept,
			 const struct dl_identity *now, size_t nnow, bool *known);

#ifdef __cplusplus
}
#endif
#endif
