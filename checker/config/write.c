/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The rows that were added, as YAML. All that is written are names of functions, the words of the vocabulary
 * and numbers, so nothing needs quotes.
 */
#include "checker/config/file.h"

static void write_function(FILE *out, const struct dl_api *api)
{
	fprintf(out, "  - name: %s\n    like: %s\n    args: [", api->name, added_function(api)->like);
	for (int i = 0; i < api->nargs; i++)
		fprintf(out, "%s%s", i ? ", " : "", dl_role_words[api->args[i]]);
	fprintf(out, "]\n");
	if (api->inverse)
		fprintf(out, "    inverse: %s\n", api->inverse);
}

static void write_helper(FILE *out, const struct dl_kernel_function *k)
{
	fprintf(out, "  - name: %s\n    action: %s\n", k->name, dl_kernel_action_words[k->action]);
	if (k->memory != DL_MEMORY_NONE)
		fprintf(out, "    kind: %s\n", dl_memory_words[k->memory]);
	if (k->arg >= 0)
		fprintf(out, "    arg: %d\n", k->arg);
}

void dl_config_write(FILE *out)
{
	size_t napis, nkernels;
	const struct dl_api *const *apis = dl_api_added(&napis);
	const struct dl_kernel_function *const *kernels = dl_kernel_added(&nkernels);

	fprintf(out, "functions:%s\n", napis ? "" : " []");
	for (size_t i = 0; i < napis; i++)
		write_function(out, apis[i]);
	fprintf(out, "helpers:%s\n", nkernels ? "" : " []");
	for (size_t i = 0; i < nkernels; i++)
		write_helper(out, kernels[i]);
}
