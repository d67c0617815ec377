/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Functions that clean up behind themselves. What the kernel calls through a pointer (probe, open,
 * queue, transmit) has nobody in the module who would clean up after it has failed; and where its
 * failing path gives back one thing, it is expected to give back the others. What a path gives back
 * of things that are not DMA's is known by the names of the kernel's functions only.
 *
 * Such code sees the driver's structures, too, and so do dev_err() and request_irq(); in a module
 * that is here as a whole, none of them undoes a mapping whose place only the module knows.
 */
#include "checker/engine/impl.h"

#include <string.h>

/* ---- names ----------------------------------------------------------------------------------- */

static bool has_word(const char *name, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strstr(name, words[i]))
			return true;
	return false;
}

#define HAS_WORD(name, words) has_word(name, words, sizeof(words) / sizeof(words[0]))

/* Of the kernel's functions that give something back. */
static const char *const giving_back[] = {
	"free", "release", "unregister", "disable", "destroy", "iounmap", "_put", "cleanup",
	"_del", "remove", "unmap", "deinit", "_exit",
};

/* They may call back into the driver, which then undoes all that the structure keeps. */
static const char *const calling_back[] = {
	"_put", "put_device", "release", "destroy", "cleanup", "remove", "unregister", "action",
	"detach", "deinit", "_exit", "flush", "cancel", "stop", "shutdown", "reset", "_cb",
};

/* These names have such a word in them, and none of that in mind. */
static const char *const harmless[] = {
	"pci_release_region", "release_firmware", "release_region", "release_mem_region",
	"clk_", "pm_runtime_", "regulator_", "of_node_put", "reset_control_", "netif_stop_queue",
	"netif_tx_stop", "gpiod_put", "module_put", "scsi_host_put", "usb_put_hcd",
	"spi_controller_put", "spi_master_put", "dma_release_channel",
};

bool dl_cleanup_is_outsider(const struct dl_run *run, const struct dl_decl *callee)
{
	const struct dl_facts *facts = run->analysis->engine->facts;

	return callee && dl_facts_reach(facts, callee, run->func->unit) < 0 &&
	       (callee->defined || !HAS_WORD(callee->name, calling_back) ||
		HAS_WORD(callee->name, harmless));
}

void dl_cleanup_loosen(struct dl_path_state *s, bool memory)
{
	for (size_t i = 0; i < s->nobjects; i++) {
		struct dl_object *o = &s->objects[i];

		o->loose |= dl_object_is_live(o) && dl_is_memory(o->api) == memory;
	}
}

void dl_cleanup_called(struct dl_run *run, struct dl_path_state *s, const struct dl_decl *callee,
		       const struct dl_value *const *args, size_t nargs)
{
	int reach = dl_facts_reach(run->analysis->engine->facts, callee, run->func->unit);

	if (reach > 0 && !(reach & DL_REACH_ACQUIRE)) {	/* what it leaves, it has its reasons to leave */
		if (reach & DL_REACH_UNMAP)
			dl_cleanup_loosen(s, false);
		if (reach & DL_REACH_FREE)
			dl_cleanup_loosen(s, true);
	}
	if (HAS_WORD(callee->name, harmless) ||
	    (!strstr(callee->name, "_put") && !strstr(callee->name, "refcount_dec")))
		return;
	for (size_t i = 0; i < s->nobjects; i++) {
		struct dl_object *o = &s->objects[i];

		for (size_t k = 0; o->holder && k < nargs; k++)
			if (dl_value_is_address(args[k]) &&
			    dl_value_root(args[k]) == dl_value_root(o->holder))
				o->taken = true;
	}
}

/* ---- what a path gives back ------------------------------------------------------------------ */

bool dl_cleanup_gives_back(const char *name)
{
	return HAS_WORD(name, giving_back);
}

void dl_cleanup_note(struct dl_path_state *s, const struct dl_instr *call)
{
	if (!dl_cleanup_gives_back(dl_callee(call)->name))
		return;
	s->cleaned = s->trail;
	s->cleaned_at = call;
}

/* Successful paths call it as well: a buffer for the time being. */
static bool is_always_called(const struct dl_run *run, const struct dl_instr *call)
{
	for (size_t i = 0; i < run->exits.n; i++)
		if (run->exits.items[i].state->cleaned_at == call &&
		    !dl_ends_in_failure(run, &run->exits.items[i]))
			return true;
	return false;
}

bool dl_cleanup_seen(const struct dl_run *run, const struct dl_path_state *s,
		     const struct dl_object *o)
{
	return s->cleaned_at && (o->left_at || dl_is_in(run->func, s->cleaned_at)) &&
	       s->cleaned != o->acquire_trail &&
	       dl_trail_has(s->cleaned, o->acquire_trail) && !is_always_called(run, s->cleaned_at);
}

/* ---- whose failure it is --------------------------------------------------------------------- */

bool dl_cleanup_is_entry(const struct dl_run *run)
{
	const struct dl_facts *facts = run->analysis->engine->facts;

	return !run->caller && run->func->is_static && !dl_facts_called(facts, run->func);
}
