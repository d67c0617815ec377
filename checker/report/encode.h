/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Texts and paths as the formats want them. All results are to be freed. */
#ifndef DL_REPORT_ENCODE_H
#define DL_REPORT_ENCODE_H

#include <jansson.h>
#include <stddef.h>
#include <stdint.h>

#include "rules/catalog.h"

/*
 * A JSON string. Sources and file names need not be UTF-8: each byte that is not part of a
 * character becomes U+FFFD. NULL becomes null.
 */
json_t *dl_json_text(const char *text);
json_t *dl_json_text_n(const char *text, size_t len);
/* What one sees of what the rule is about: an array of texts. */
json_t *dl_json_symptoms(const struct dl_rule_info *info);
/* A fingerprint, as 16 hexadecimal digits. */
json_t *dl_json_fingerprint(uint64_t fingerprint);
/*
 * A path as a URI reference: bytes that a URI cannot hold are percent-encoded, so a relative path
 * stays one. An absolute one becomes "file:///...".
 */
char *dl_uri(const char *path);
/* Paragraphs of the catalogue as Markdown: what would be markup there is escaped. */
char *dl_markdown(const char *text);

#endif
