/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Where in the program something happens: return addresses, taken at each map, and their functions,
 * files and lines, looked up (libdw) only when a report is delivered. No macro around the API is
 * needed for that, so a driver is compiled for the runtime as it is linted.
 */
#include "shim.h"

#include <dlfcn.h>
#include <elfutils/libdw.h>
#include <elfutils/libdwfl.h>
#include <execinfo.h>
#include <pthread.h>
#include <unistd.h>

/* Frames of the runtime itself lie between here and the caller. */
#define OWN_FRAMES 12

void shim_trace_take(struct shim_trace *trace, void *caller, unsigned int depth)
{
	void *pcs[DMA_SHIM_FRAMES + OWN_FRAMES];
	int n, first = 0;

	trace->n = depth != 0;
	trace->pcs[0] = caller;
	if (depth <= 1)
		return;
	n = backtrace(pcs, (int)depth + OWN_FRAMES);
	while (first < n && pcs[first] != caller)
		first++;
	for (int i = first + 1; i < n && trace->n < depth; i++)
		trace->pcs[trace->n++] = pcs[i];
}

static Dwfl *the_session;

/* What is loaded, as of now: a library may have come since. */
static void look_again(void)
{
	static const Dwfl_Callbacks callbacks = {
		.find_elf = dwfl_linux_proc_find_elf,
		.find_debuginfo = dwfl_standard_find_debuginfo,
	};

	if (!the_session)
		the_session = dwfl_begin(&callbacks);
	if (!the_session)
		return;
	dwfl_report_begin_add(the_session);
	dwfl_linux_proc_report(the_session, getpid());
	dwfl_report_end(the_session, NULL, NULL);
}

static Dwfl_Module *module_of(Dwarf_Addr pc)
{
	Dwfl_Module *module = the_session ? dwfl_addrmodule(the_session, pc) : NULL;

	if (module)
		return module;
	look_again();
	return the_session ? dwfl_addrmodule(the_session, pc) : NULL;
}

/* The name alone: what a symbol table has. */
static void resolve_by_dl(struct dma_shim_frame *frame)
{
	Dl_info info;

	if (dladdr(frame->pc, &info) && info.dli_sname)
		frame->function = info.dli_sname;
}

/* Clang leaves out the section by which a unit is found: then they are asked one by one. */
static Dwarf_Die *unit_of(Dwfl_Module *module, Dwarf_Addr pc, Dwarf_Addr *bias)
{
	Dwarf_Die *unit = dwfl_module_addrdie(module, pc, bias);

	if (unit)
		return unit;
	while ((unit = dwfl_module_nextcu(module, unit, bias)))
		if (dwarf_haspc(unit, pc - *bias) == 1)
			return unit;
	return NULL;
}

static void resolve_line(Dwfl_Module *module, Dwarf_Addr pc, struct dma_shim_frame *frame)
{
	Dwarf_Addr bias;
	Dwarf_Die *unit = unit_of(module, pc, &bias);
	Dwarf_Line *line = unit ? dwarf_getsrc_die(unit, pc - bias) : NULL;
	int number;

	if (!line || dwarf_lineno(line, &number))
		return;
	frame->file = dwarf_linesrc(line, NULL, NULL);
	frame->line = frame->file ? (unsigned int)number : 0;
}

static void look_up(struct dma_shim_frame *frame)
{
	Dwarf_Addr pc = (Dwarf_Addr)(uintptr_t)frame->pc - 1;	/* in the call, not behind it */
	Dwfl_Module *module = module_of(pc);

	if (module) {
		frame->function = dwfl_module_addrname(module, pc);
		resolve_line(module, pc, frame);
	}
	if (!frame->function)
		resolve_by_dl(frame);
}

/* The same few places are asked for again and again. */
static void resolve(struct dma_shim_frame *frame)
{
	static struct dma_shim_frame known[1024];
	struct dma_shim_frame *slot =
		&known[((uintptr_t)frame->pc * 0x9e3779b97f4a7c15ull) >> 54];

	if (slot->pc != frame->pc) {
		look_up(frame);
		*slot = *frame;
	}
	*frame = *slot;
}

void shim_trace_resolve(const struct shim_trace *trace, struct dma_shim_stack *stack)
{
	static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

	memset(stack, 0, sizeof(*stack));
	pthread_mutex_lock(&lock);
	for (unsigned int i = 0; i < trace->n; i++) {
		struct dma_shim_frame *f = &stack->frames[stack->n++];

		f->pc = trace->pcs[i];
		resolve(f);
		if (f->function && !strcmp(f->function, "main"))	/* the rest is the C library */
			break;
	}
	pthread_mutex_unlock(&lock);
}
