/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* What the files of the path states (state*.c) share, and nobody else uses. */
#ifndef DL_STATE_IMPL_H
#define DL_STATE_IMPL_H

#include "checker/engine/state.h"

/* What is known of v, or NULL. */
const struct dl_fact *dl_state_fact(const struct dl_path_state *s, const struct dl_value *v);
void dl_state_forget_fact(struct dl_path_state *s, const struct dl_value *v);
/* The latest word on memory at base; older ones that it covers entirely go. */
void dl_state_add_region(struct dl_path_state *s, const struct dl_value *base,
			 enum dl_region_kind kind, const struct dl_value *epoch);

#endif
