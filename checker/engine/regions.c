/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The API of 2.6, part II: memory that is declared for a device, dma_cache_sync(), and
 * dma_mapping_error() as it was called then. A path remembers what was declared for a device as if
 * there were memory for it; sizes and flags by themselves are in args.c.
 */
#include "checker/engine/impl.h"

#include <string.h>

/* ---- declared, asked, released --------------------------------------------------------------- */

static const struct dl_value *declared_place(struct dl_run *run, const struct dl_value *dev)
{
	return dl_value_apply(run->analysis->values, "declared memory", dev, NULL, NULL);
}

static bool asks_for_errors(const struct dl_func *func)
{
	for (size_t b = 0; b < func->nblocks; b++) {
		for (size_t k = 0; k < func->blocks[b]->ninstrs; k++) {
			const struct dl_decl *callee = dl_callee(func->blocks[b]->instrs[k]);

			if (callee && strstr(callee->name, "_ERR"))
				return true;
		}
	}
	return false;
}

/* The pointer goes back to a caller, who may ask. */
static bool returns_pointer(const struct dl_instr *term)
{
	return term->op == DL_OP_RET && term->nops && term->ops[0].type &&
	       term->ops[0].type->kind == DL_TYPE_POINTER;
}

static void check_answer(struct dl_run *run, const struct dl_path_state *s,
			 const struct dl_call_args *a)
{
	if (!dl_is_result_used(run->func, a->in))
		dl_report_call(run, s, DL_RULE_DECLARE_UNCHECKED, a->in, NULL,
		       "may fail, and nobody asks");
	else if (a->api->fails == DL_FAILS_IS_ERR && !asks_for_errors(run->func) &&
		 !returns_pointer(dl_ir_terminator(a->in->block)))
		dl_report_call(run, s, DL_RULE_DECLARE_UNCHECKED, a->in, NULL,
		       "returns an error in the pointer, which IS_ERR() has to ask for");
}

/* The declaration did not take place, as this path knows. */
static bool failed(const struct dl_path_state *s, const struct dl_value *result)
{
	const struct dl_instr *call = dl_value_call(result);
	const struct dl_api *api = call ? dl_call_api(call) : NULL;
	int truth = dl_state_truth(s, result);

	return api && truth == (api->fails == DL_FAILS_NONZERO);
}

void dl_region_declared(struct dl_run *run, struct dl_path_state *s, const struct dl_call_args *a,
			const struct dl_value *result)
{
	const struct dl_value *dev = a->by_role[DL_ROLE_DEV], *before;

	check_answer(run, s, a);
	if (a->api->returns == DL_RET_CPU || !dev)
		return;
	before = dl_state_bound(s, declared_place(run, dev));
	if (before && dl_value_call(before) && dl_value_call(before) != a->in &&
	    !failed(s, before))
		dl_report_call(run, s, DL_RULE_DECLARE_TWICE, a->in, NULL,
		       "for a device that has a region already");
	dl_state_write(s, declared_place(run, dev), result);
}

void dl_region_released(struct dl_run *run, struct dl_path_state *s, const struct dl_call_args *a)
{
	const struct dl_value *dev = a->by_role[DL_ROLE_DEV];

	if (!dev)
		return;
	for (size_t i = 0; i < s->nobjects; i++) {
		const struct dl_object *o = &s->objects[i];

		if (o->api->machine != DL_MACHINE_ALLOC || o->foreign || o->maybe || o->shared ||
		    o->dev != dev || !dl_object_is_live(o) ||
		    o->api->family != DL_FAMILY_COHERENT)
			continue;
		dl_report_call(run, s, DL_RULE_RELEASE_DECLARED_BUSY, a->in, o,
		       "while memory of the device is allocated");
		break;
	}
	dl_state_write(s, declared_place(run, dev), dl_value_const(run->analysis->values, NULL, 0));
}

/* ---- dma_cache_sync() ------------------------------------------------------------------------ */

/* What the memory is instead; NULL: right, or not known. */
static const char *wrong_kind(const struct dl_object *o, const struct dl_value *cpu,
			      const struct dl_value *size)
{
	int64_t at, have, want;
	const struct dl_value *start =
		o->api->machine == DL_MACHINE_STREAMING ? o->cpu : o->result;

	if (!start || o->foreign || o->maybe || !dl_object_is_live(o) ||
	    !dl_value_difference(cpu, start, &at))
		return NULL;
	if (o->api->machine == DL_MACHINE_STREAMING)
		return "of memory that is mapped, which dma_sync_single_for_cpu() is for";
	if (o->api->family != DL_FAMILY_NONCOHERENT)
		return "of memory that is coherent and needs no syncs";
	if (o->size && dl_value_is_const(o->size, &have) && size &&
	    dl_value_is_const(size, &want) && (at < 0 || at + want > have))
		return "beyond the memory that was allocated";
	return NULL;
}

/* Memory of the kernel's own allocators has nothing to do with it. */
static void check_foreign_memory(struct dl_run *run, struct dl_path_state *s,
				 const struct dl_call_args *a)
{
	const struct dl_instr *call = dl_value_call(dl_value_root(a->by_role[DL_ROLE_CPU]));
	const struct dl_kernel_function *k = NULL;

	if (call && dl_callee(call))
		k = dl_kernel_find_as(dl_callee(call)->name, DL_KERNEL_ALLOC);
	if (k)
		dl_report_call(run, s, DL_RULE_CACHE_SYNC_KIND, a->in, NULL,
			       dl_arena_printf(run->analysis->arena,
					       "of memory from %s(), which is not of the DMA API",
					       k->name));
}

void dl_check_cache_sync(struct dl_run *run, struct dl_path_state *s, const struct dl_call_args *a)
{
	const struct dl_value *cpu = a->by_role[DL_ROLE_CPU];

	if (!cpu || strcmp(a->api->name, "dma_cache_sync"))
		return;
	for (size_t i = 0; i < s->nobjects; i++) {
		const char *words = wrong_kind(&s->objects[i], cpu, a->by_role[DL_ROLE_SIZE]);

		if (!words)
			continue;
		dl_report_call(run, s, DL_RULE_CACHE_SYNC_KIND, a->in, &s->objects[i], words);
		return;
	}
	check_foreign_memory(run, s, a);
}

/* ---- dma_mapping_error() without a device ---------------------------------------------------- */

/* A declaration without parameters lets both forms pass. */
void dl_check_arity(struct dl_run *run, struct dl_path_state *s, const struct dl_call_args *a)
{
	const struct dl_decl *callee = dl_callee(a->in);

	if (a->api->nargs == 1 && callee && callee->nparams != 1)
		dl_report_call(run, s, DL_RULE_MAPPING_ERROR_ARITY, a->in, NULL,
		       "without a device, as up to Linux 2.6.26; the address is taken for one");
	else if (a->in->nops == 3 && callee && callee->nparams == 1)
		dl_report_call(run, s, DL_RULE_MAPPING_ERROR_ARITY, a->in, NULL,
		       "with a device, which it takes since Linux 2.6.27; here it takes the address alone");
}
