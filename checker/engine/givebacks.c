/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Requests that a USB device controller's driver gives back still mapped. It maps a request when it
 * is queued (usb_gadget_map_request()), and usb_gadget_giveback_request() hands it to its owner, who
 * frees or reuses the buffer: the driver has to unmap it before (drivers/usb/gadget/udc/core.c).
 *
 * Without paths, for a unit that maps requests and in some function unmaps and gives back: a
 * function that gives back, and neither it, nor what it calls, nor who calls it unmaps any request.
 */
#include "checker/engine/impl.h"

#include <string.h>

#define MAX_DEPTH 4	/* calls up or down */

static bool is_about_requests(const struct dl_instr *in, enum dl_action action)
{
	const struct dl_api *api = dl_call_api(in);

	return api && api->family == DL_FAMILY_USB_REQUEST && api->action == action;
}

static bool unmaps(const struct dl_facts *facts, const struct dl_func *f, unsigned depth)
{
	dl_for_each_instr(in, f) {
		const struct dl_decl *d = dl_callee(in);

		if (is_about_requests(in, DL_ACT_RELEASE))
			return true;
		if (d && depth &&
		    unmaps(facts, dl_facts_body(facts, d, f->unit), depth - 1))
			return true;
	}
	return false;
}

static bool calls(const struct dl_facts *facts, const struct dl_func *f,
		  const struct dl_func *callee)
{
	dl_for_each_instr(in, f) {
		const struct dl_decl *d = dl_callee(in);

		if (d && dl_facts_body(facts, d, f->unit) == callee)
			return true;
	}
	return false;
}

/* Some caller, or caller's caller, does it. */
static bool is_done_by_callers(const struct dl_facts *facts, const struct dl_func *f,
			       unsigned depth)
{
	for (size_t i = 0; depth && i < f->unit->nfuncs; i++) {
		const struct dl_func *caller = f->unit->funcs[i];

		if (caller != f && calls(facts, caller, f) &&
		    (unmaps(facts, caller, 1) || is_done_by_callers(facts, caller, depth - 1)))
			return true;
	}
	return false;
}

static const struct dl_instr *give_back_in(const struct dl_func *f)
{
	dl_for_each_instr(in, f) {
		const struct dl_decl *d = dl_callee(in);

		if (d && !strcmp(d->name, "usb_gadget_giveback_request"))
			return in;
	}
	return NULL;
}

static bool maps_requests(const struct dl_unit *unit)
{
	for (size_t i = 0; i < unit->ndecls; i++) {
		const struct dl_api *api = dl_api_find(unit->decls[i]->name,
						       unit->decls[i]->nparams);

		if (api && api->family == DL_FAMILY_USB_REQUEST && api->action == DL_ACT_ACQUIRE)
			return true;
	}
	return false;
}

static void judge(struct dl_engine *e, const struct dl_unit *unit, const struct dl_func *f,
		  const struct dl_instr *give)
{
	for (size_t i = 0; i < unit->nfuncs; i++) {
		const struct dl_func *other = unit->funcs[i];
		const struct dl_instr *right = other != f ? give_back_in(other) : NULL;

		if (!right || !unmaps(e->facts, other, 1))
			continue;
		dl_report_after(e, DL_RULE_MAPPING_LEAK, unit, give->loc, f->name,
				DL_STEP_NOTE, unit, right->loc,
				"another function unmaps the request before it gives it back here",
				"usb_gadget_giveback_request() of a request that is still mapped: "
				"nothing on the way unmaps it");
		return;
	}
}

void dl_givebacks_finish(struct dl_engine *e)
{
	for (size_t u = 0; u < e->nunits; u++) {
		const struct dl_unit *unit = e->units[u];

		for (size_t i = 0; maps_requests(unit) && i < unit->nfuncs; i++) {
			const struct dl_func *f = unit->funcs[i];
			const struct dl_instr *give = give_back_in(f);

			if (give && !unmaps(e->facts, f, MAX_DEPTH) &&
			    !is_done_by_callers(e->facts, f, MAX_DEPTH))
				judge(e, unit, f, give);
		}
	}
}
