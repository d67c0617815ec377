/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What a driver says of the addresses that its device can use: is it listened to when it fails, is it
 * said twice where once would do, or not at all? A path remembers the latest call for a device as if
 * there were memory for it; whether a module sets a mask at all is seen by its calls, without paths.
 */
#include "checker/engine/impl.h"

#include <string.h>

#define EVERYTHING INT64_C(-1)	/* DMA_BIT_MASK(64) */

static const struct dl_value *place(struct dl_run *run, const char *what,
				    const struct dl_value *dev)
{
	return dl_value_apply(run->analysis->values, what, dev, NULL, NULL);
}

/* ---- one call -------------------------------------------------------------------------------- */

/* "dma_set_mask(dev, old_mask)": what was there before is accepted again. */
static bool is_old_mask(const struct dl_value *mask)
{
	return mask->kind == DL_V_INIT && mask->a->kind == DL_V_FIELD &&
	       strstr(dl_value_field_name(mask->a), "dma_mask");
}

/* All addresses can be used, whatever the machine; and a mask that is computed may say that, too. */
static bool may_be_refused(const struct dl_value *mask)
{
	int64_t m;

	return dl_value_is_const(mask, &m) && m != EVERYTHING;
}

/* After the streaming mask, the coherent one may be the same or less without asking (dma-api-howto.rst). */
static bool is_second_half(const struct dl_call_args *a, const struct dl_value *answer)
{
	return answer && strstr(dl_call_name(a->in), "coherent_mask") &&
	       dl_value_call(answer) != a->in;
}

static void check_result(struct dl_run *run, const struct dl_path_state *s,
			 const struct dl_call_args *a, const struct dl_value *answer)
{
	enum dl_confidence confidence = dl_rule_info(DL_RULE_MASK_UNCHECKED)->confidence;

	if (!may_be_refused(a->by_role[DL_ROLE_MASK]) || is_second_half(a, answer) ||
	    (answer && dl_state_nonzero(s, answer)))	/* asked once, and told no */
		confidence = DL_CONFIDENCE_LOW;
	if (run->func->in_header || is_old_mask(a->by_role[DL_ROLE_MASK]) ||
	    dl_is_result_used(run->func, a->in))
		return;
	dl_report(run, s, DL_RULE_MASK_UNCHECKED, confidence, run->func->unit, a->in->loc, NULL,
		  "%s() may fail, and nobody asks; no DMA is allowed then", dl_call_name(a->in));
}

/* ---- the call before it ---------------------------------------------------------------------- */

static bool is_kind(const struct dl_instr *call, const char *name)
{
	return call && dl_callee(call) && !strcmp(dl_callee(call)->name, name);
}

/* dma_set_mask() and dma_set_coherent_mask(), in any order */
static bool are_halves(const struct dl_instr *a, const struct dl_instr *b)
{
	static const char *const names[][2] = {
		{ "dma_set_mask", "dma_set_coherent_mask" },
		{ "pci_set_dma_mask", "pci_set_consistent_dma_mask" },
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if ((is_kind(a, names[i][0]) && is_kind(b, names[i][1])) ||
		    (is_kind(a, names[i][1]) && is_kind(b, names[i][0])))
			return true;
	return false;
}

/* The latest call for the device failed, as this path knows, although that cannot be. */
static bool is_refused_everything(const struct dl_path_state *s, const struct dl_value *before,
				  const struct dl_value *result)
{
	int64_t mask;

	return before && result && dl_value_is_const(before, &mask) && mask == EVERYTHING &&
	       dl_state_nonzero(s, result);
}

static void check_fallback(struct dl_run *run, const struct dl_path_state *s,
			   const struct dl_value *before, const struct dl_value *result,
			   const struct dl_call_args *a)
{
	int64_t narrow;

	if (is_refused_everything(s, before, result) &&
	    dl_value_is_const(a->by_role[DL_ROLE_MASK], &narrow) && narrow != EVERYTHING)
		dl_report_call(run, s, DL_RULE_MASK_FALLBACK, a->in, NULL, "after a mask of 64 bits failed, which never happens");
}

static void check_halves(struct dl_run *run, const struct dl_path_state *s,
			 const struct dl_value *before, const struct dl_value *result,
			 const struct dl_call_args *a)
{
	const struct dl_instr *call = dl_value_call(result);

	if (before == a->by_role[DL_ROLE_MASK] && are_halves(call, a->in) &&
	    call->block->id <= a->in->block->id)
		dl_report_call(run, s, DL_RULE_MASK_OPEN_CODED, a->in, NULL, "with the mask that the other half got; dma_set_mask_and_coherent() does "
		       "both");
}

void dl_mask_set(struct dl_run *run, struct dl_path_state *s, const struct dl_call_args *a,
		 const struct dl_value *result)
{
	const struct dl_value *dev = a->by_role[DL_ROLE_DEV], *mask = a->by_role[DL_ROLE_MASK];
	const struct dl_value *before, *answer;

	if (!dev || !mask)
		return;
	before = dl_state_bound(s, place(run, "mask", dev));
	answer = dl_state_bound(s, place(run, "result of the mask", dev));
	if (!is_refused_everything(s, before, answer))
		check_result(run, s, a, answer);
	if (before && answer) {
		check_fallback(run, s, before, answer, a);
		check_halves(run, s, before, answer, a);
	}
	dl_state_write(s, place(run, "mask", dev), mask);
	dl_state_write(s, place(run, "result of the mask", dev), result);
}

/* ---- a module without one -------------------------------------------------------------------- */

struct module {
	const struct dl_unit *unit;	/* one of them */
	const struct dl_func *func;	/* of what is acquired first */
	const struct dl_instr *in;
	bool masked, probes;
};

/* "&pdev->dev" of a device that the driver was probed for, not one that others lend it. */
static bool is_own_device(const struct dl_operand *op)
{
	const struct dl_instr *in = op->kind == DL_OPERAND_VALUE ? op->value : NULL;

	return in && in->op == DL_OP_FIELD &&
	       (!strcmp(in->record->name, "struct pci_dev") ||
		!strcmp(in->record->name, "struct platform_device"));
}

static bool is_mask(const struct dl_instr *in)
{
	const struct dl_api *api = dl_call_api(in);

	if (api)
		return api->action == DL_ACT_MASK;
	return dl_callee(in) && strstr(dl_callee(in)->name, "dma_mask");
}

/* A mask may be stored by hand: "pdev->dev.coherent_dma_mask = ..." */
static bool stores_mask(const struct dl_instr *in)
{
	return in->op == DL_OP_FIELD &&
	       strstr(in->record->fields[in->field].name, "dma_mask") != NULL;
}

/* The module has a driver of its own; one that helps others leaves the mask to them. */
static bool is_probing(const struct dl_instr *call)
{
	static const char *const names[] = {
		"pci_enable_device", "pcim_enable_device", "pci_set_master", "pci_request_regions",
		"platform_get_irq", "platform_get_resource", "devm_platform_ioremap_resource",
		"devm_ioremap_resource",
	};
	const struct dl_decl *callee = dl_callee(call);

	for (size_t i = 0; callee && i < sizeof(names) / sizeof(names[0]); i++)
		if (!strncmp(callee->name, names[i], strlen(names[i])))
			return true;
	return false;
}

static const struct dl_instr *first_acquire(const struct dl_func *func, struct module *m)
{
	const struct dl_instr *found = NULL;

	dl_for_each_instr(in, func) {
		const struct dl_api *api = dl_call_api(in);
		const struct dl_operand *dev = dl_call_operand(api, in, DL_ROLE_DEV);

		m->masked |= stores_mask(in) || (in->op == DL_OP_CALL && is_mask(in));
		m->probes |= in->op == DL_OP_CALL && is_probing(in);
		if (!found && dev && api->action == DL_ACT_ACQUIRE && is_own_device(dev))
			found = in;
	}
	return found;
}

static void scan_unit(struct module *m, const struct dl_unit *unit)
{
	for (size_t i = 0; i < unit->nfuncs; i++) {
		const struct dl_instr *in = first_acquire(unit->funcs[i], m);

		if (in && !m->in) {
			m->in = in;
			m->func = unit->funcs[i];
		}
	}
}

void dl_masks_finish(struct dl_engine *e)
{
	struct module *modules;
	size_t *of, n;

	if (e->options.min_confidence > dl_rule_info(DL_RULE_MASK_UNSET)->confidence)
		return;
	of = DL_NEW_ARRAY(e->arena, size_t, e->nunits + 1);
	n = dl_modules_number(e, of);
	modules = DL_NEW_ARRAY(e->arena, struct module, n + 1);
	for (size_t i = 0; i < e->nunits; i++) {
		modules[of[i]].unit = e->units[i];
		scan_unit(&modules[of[i]], e->units[i]);
	}
	for (size_t i = 0; i < n; i++)
		if (modules[i].in && modules[i].probes && !modules[i].masked &&
		    dl_is_whole_module(e, modules[i].unit))
			dl_report_pair(e, DL_RULE_MASK_UNSET, modules[i].func->unit,
				       modules[i].in->loc, modules[i].func->name, NULL, 0, NULL,
				       "%s() in a driver that never says which addresses its "
				       "device can use", dl_call_name(modules[i].in));
}
