/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What is wrong with one argument of one call, whatever came before and comes after: no device,
 * no bytes, memory that is of no use to a device, a zone where zones mean nothing, geometry that a
 * pool refuses. A row of the table says which calls are looked at, which argument, what must not
 * be, and in which words it is said. Nothing here compares two calls (pairing.c), or knows what a
 * buffer is used for while it is mapped (access.c).
 */
#include "checker/engine/impl.h"

#include <string.h>

#define PAGE 4096

/* Bits that no kernel since 3.x has moved: include/linux/gfp_types.h. */
#define GFP_ZONES 0x07	/* DMA, HIGHMEM, DMA32 */
#define GFP_COMP 0x40000
#define GFP_MAY_FAIL_NEVER 0x8000

#define MEMORY_MAP_OR_IO 0x03
#define MEMORY_FLAGS 0x0f

struct check {
	struct dl_run *run;
	struct dl_path_state *s;
	const struct dl_call_args *a;
	const struct dl_value *v;	/* the argument */
	const struct dl_operand *op;	/* as it was written */
	enum dl_confidence confidence;	/* what the predicate thinks of its finding */
	const char *fact;		/* instead of the argument's text, for the brackets */
};

typedef bool predicate(struct check *c);

static bool constant(const struct check *c, int64_t *n)
{
	return dl_value_is_const(c->v, n);
}

static bool role_constant(const struct check *c, enum dl_role role, int64_t *n)
{
	return c->a->by_role[role] && dl_value_is_const(c->a->by_role[role], n);
}

/* A variable that gets a number once, and that nobody else gets hold of. */
static bool is_set_once(const struct dl_func *func, const struct dl_operand *op)
{
	const struct dl_local *local;
	unsigned stores = 0;

	if (op->kind != DL_OPERAND_VALUE || op->value->op != DL_OP_LOAD ||
	    op->value->ops[0].kind != DL_OPERAND_LOCAL)
		return false;
	local = op->value->ops[0].local;
	dl_for_each_instr(in, func) {
		for (size_t i = 0; i < in->nops; i++) {
			if (in->ops[i].kind != DL_OPERAND_LOCAL ||
			    in->ops[i].local != local)
				continue;
			if (in->op == DL_OP_STORE && i == 0 &&
			    in->ops[1].kind == DL_OPERAND_INT)
				stores++;
			else if (in->op != DL_OP_LOAD && in->op != DL_OP_DEAD)
				return false;
		}
	}
	return stores == 1 && !local->is_param;
}

/* What a path knows of a variable may be a path that cannot be; what is written there is there. */
static bool is_zero(struct check *c)
{
	int64_t n;

	return constant(c, &n) && n == 0 &&
	       (c->op->kind == DL_OPERAND_INT || is_set_once(c->run->func, c->op));
}

/* ---- the device ------------------------------------------------------------------------------ */

/* What was mapped for nobody is undone for nobody: said once. */
static bool is_second_end(const struct check *c)
{
	int64_t n;

	if (c->a->api->action == DL_ACT_ACQUIRE || c->a->api->action == DL_ACT_MASK)
		return false;
	for (size_t i = 0; i < c->s->nobjects; i++) {
		const struct dl_value *dev = c->s->objects[i].dev;

		if (dev && dl_value_is_const(dev, &n) && n == 0)
			return true;
	}
	return false;
}

static bool is_null_device(struct check *c)
{
	int64_t n;

	switch (c->a->api->family) {
	case DL_FAMILY_SND:		/* these ask, or need none */
	case DL_FAMILY_DMAENGINE:
	case DL_FAMILY_USB_COHERENT:
		return false;
	default:
		break;
	}
	c->fact = "NULL";
	return constant(c, &n) && n == 0 && !is_second_end(c);
}

/* &interface->dev, &usb_device->dev */
static bool is_usb_device(struct check *c)
{
	const char *record;

	if (c->v->kind != DL_V_FIELD || strcmp(dl_value_field_name(c->v), "dev"))
		return false;
	record = ((const struct dl_type *)c->v->p)->name;
	return !strcmp(record, "struct usb_interface") || !strcmp(record, "struct usb_device");
}

/* ---- flags ----------------------------------------------------------------------------------- */

static bool is_refused(const struct dl_api *api, int64_t flags)
{
	return (flags & GFP_COMP) || api->family == DL_FAMILY_PAGES ||
	       api->family == DL_FAMILY_NONCOHERENT || api->family == DL_FAMILY_NONCONTIGUOUS;
}

static bool has_zone(struct check *c)
{
	int64_t flags;

	if (!constant(c, &flags) || !(flags & (GFP_ZONES | GFP_COMP)))
		return false;
	c->confidence = is_refused(c->a->api, flags) ? DL_CONFIDENCE_HIGH : DL_CONFIDENCE_MEDIUM;
	c->fact = (flags & GFP_COMP) ? "__GFP_COMP"
		  : (flags & 1)	     ? "__GFP_DMA"
		  : (flags & 2)	     ? "__GFP_HIGHMEM"
				     : "__GFP_DMA32";
	return true;
}

/* ---- memory ---------------------------------------------------------------------------------- */

static const struct dl_kernel_function *allocator(const struct dl_value *start)
{
	const struct dl_instr *call = dl_value_call(start);

	return call && dl_callee(call) ? dl_kernel_find_as(dl_callee(call)->name, DL_KERNEL_ALLOC)
				       : NULL;
}

static bool is_kmap(struct check *c)
{
	const struct dl_value *start = dl_value_root(c->v);
	const struct dl_kernel_function *k = allocator(start);

	if (!k || k->memory != DL_MEMORY_KMAP)
		return false;
	c->fact = dl_arena_printf(c->run->analysis->arena, "%s()", k->name);
	return true;
}

static bool cannot_fail(const struct dl_instr *call)
{
	for (size_t i = 1; i < call->nops; i++)
		if (call->ops[i].kind == DL_OPERAND_INT && call->ops[i].type &&
		    !strcmp(call->ops[i].type->name, "gfp_t") &&
		    (call->ops[i].imm & GFP_MAY_FAIL_NEVER))
			return true;
	return false;
}

/* Some branch on the way here asked something of it. */
static bool is_asked_about(const struct dl_path_state *s, const struct dl_value *v)
{
	for (const struct dl_trail *t = s->trail; t; t = t->prev)
		if (dl_value_contains(t->cond, v))
			return true;
	return false;
}

/* Straight from an allocator that returns NULL at times, and this path never asked. */
static bool is_untested(struct check *c)
{
	const struct dl_value *start = dl_value_root(c->v);
	const struct dl_kernel_function *k = allocator(start);

	if (!k || k->memory == DL_MEMORY_KMAP || k->memory == DL_MEMORY_NONE ||
	    strstr(k->name, "_user") || dl_state_nonzero(c->s, start) ||
	    dl_state_range(c->s, start).lo > 0 || dl_state_truth(c->s, start) == 0 ||
	    cannot_fail(dl_value_call(start)) || is_asked_about(c->s, start))
		return false;
	c->fact = dl_arena_printf(c->run->analysis->arena, "%s()",
				  dl_call_name(dl_value_call(start)));
	return true;
}

static bool is_null(struct check *c)
{
	c->fact = "NULL";
	return is_zero(c) || is_untested(c);
}

static bool device_writes(const struct check *c)
{
	int64_t dir;

	return role_constant(c, DL_ROLE_DIR, &dir) &&
	       (dir == DL_FROM_DEVICE || dir == DL_BIDIRECTIONAL);
}

static bool is_const_for_device(struct check *c)
{
	const struct dl_value *start = dl_value_root(c->v);
	const struct dl_operand *op = dl_ir_uncast(c->op);

	if (!device_writes(c))
		return false;
	if (start->kind == DL_V_STRING)
		return true;
	if (start->kind == DL_V_GLOBAL)
		return ((const struct dl_global *)start->p)->is_const;
	/* the pointer may be const for the other direction only */
	c->confidence = c->a->in->ops[dl_api_arg(c->a->api, DL_ROLE_DIR) + 1].kind ==
					DL_OPERAND_INT
				? DL_CONFIDENCE_MEDIUM
				: DL_CONFIDENCE_LOW;
	return op->type && op->type->kind == DL_TYPE_POINTER && op->type->to_const;
}

/* The parameter points to an address of 64 bits, as the function was declared. */
static bool writes_64_bits(const struct check *c)
{
	const struct dl_decl *callee = dl_callee(c->a->in);
	size_t arg = (size_t)(c->op - &c->a->in->ops[1]);

	return callee && arg < callee->nparams && callee->params[arg]->elem &&
	       callee->params[arg]->elem->bits > 32;
}

static bool is_static(struct check *c)
{
	const struct dl_value *start = dl_value_root(c->v);

	return (start->kind == DL_V_GLOBAL || start->kind == DL_V_STRING) &&
	       !is_const_for_device(c);
}

/* ---- what lies beside it --------------------------------------------------------------------- */

static bool is_record_of_group(const struct dl_type *record)
{
	for (size_t i = 0; i < record->nfields; i++)
		if (strstr(record->fields[i].name, "cacheline_group"))
			return true;
	return false;
}

/* A member of a structure whose neighbours are in the same cache lines: written while mapped? */
static bool shares_line(struct check *c)
{
	int64_t line = c->run->analysis->engine->options.cache_line, size;
	const struct dl_type *record;
	uint64_t offset;

	if (!device_writes(c) || c->v->kind != DL_V_FIELD ||
	    !role_constant(c, DL_ROLE_SIZE, &size))
		return false;
	record = c->v->p;
	if (record->is_union || record->kind != DL_TYPE_RECORD || is_record_of_group(record) ||
	    (uint64_t)size >= record->size || !strcmp(record->name, "struct sk_buff"))
		return false;
	offset = record->fields[c->v->field].bit_offset / 8;
	c->fact = dl_arena_printf(c->run->analysis->arena, "%s at byte %llu of %s, line of %lld",
				  dl_value_field_name(c->v), (unsigned long long)offset,
				  record->name, (long long)line);
	return offset % (uint64_t)line || (offset + (uint64_t)size) % (uint64_t)line;
}

/* "p + 20" of memory that starts on a line, or of what a caller passes as a buffer; an offset into a page. */
static bool starts_inside_line(struct check *c)
{
	int64_t line = c->run->analysis->engine->options.cache_line, at;
	const struct dl_value *start = dl_value_root(c->v);
	const struct dl_kernel_function *k = allocator(start);

	if (!device_writes(c))
		return false;
	if (dl_api_arg(c->a->api, DL_ROLE_OFFSET) >= 0 && c->v == c->a->by_role[DL_ROLE_OFFSET])
		return constant(c, &at) && at % line;
	return ((k && k->memory == DL_MEMORY_KMALLOC) || start->kind == DL_V_PARAM) &&
	       dl_value_difference(c->v, start, &at) && c->v->kind != DL_V_FIELD && at % line;
}

/* ---- pools and regions ----------------------------------------------------------------------- */

static bool is_power_of_two(int64_t n)
{
	return n > 0 && !(n & (n - 1));
}

static bool is_no_alignment(struct check *c)
{
	int64_t n;

	return constant(c, &n) && n != 0 && !is_power_of_two(n);
}

static bool is_no_boundary(struct check *c)
{
	int64_t n, size, align;

	if (!constant(c, &n) || n == 0)
		return false;
	if (!is_power_of_two(n))
		return true;
	if (!role_constant(c, DL_ROLE_SIZE, &size))
		return false;
	if (role_constant(c, DL_ROLE_ALIGN, &align) && is_power_of_two(align))
		size = (size + align - 1) & ~(align - 1);
	return n < size;
}

static bool is_no_page_size(struct check *c)
{
	int64_t n;

	return constant(c, &n) && n % PAGE;
}

static bool is_no_memory_flag(struct check *c)
{
	int64_t n;

	return constant(c, &n) && (!(n & MEMORY_MAP_OR_IO) || (n & ~MEMORY_FLAGS));
}

/* ---- where the address goes ------------------------------------------------------------------- */

/* "(dma_addr_t *)&word": the function writes behind it, too. */
static bool is_too_small(struct check *c)
{
	const struct dl_type *t = NULL;

	if (c->v->kind == DL_V_LOCAL)
		t = ((const struct dl_local *)c->v->p)->type;
	else if (c->v->kind == DL_V_FIELD)
		t = ((const struct dl_type *)c->v->p)->fields[c->v->field].type;
	return t && t->kind == DL_TYPE_INT && t->bits <= 32 && writes_64_bits(c);
}

/* ---- functions by themselves ----------------------------------------------------------------- */

static bool is_gone(struct check *c)
{
	const struct dl_api *api = c->a->api;

	c->fact = api->inverse;
	return api->until && !c->run->func->in_header && api->action != DL_ACT_DECLARE &&
	       (!strncmp(api->name, "pci_", 4) || !strncmp(api->name, "dma_zalloc", 10) ||
		!strcmp(api->name, "dma_cache_sync") || !strcmp(api->name, "dma_sync_single") ||
		!strcmp(api->name, "dma_sync_single_range") || !strcmp(api->name, "dma_sync_sg") ||
		strstr(api->name, "_writecombine"));
}

static bool always(struct check *c)
{
	(void)c;
	return true;
}

/* ---- the table ------------------------------------------------------------------------------- */

#define ACTION(name) (1u << DL_ACT_##name)
#define MACHINE(name) (1u << DL_MACHINE_##name)
#define ENDS (ACTION(ACQUIRE) | ACTION(RELEASE) | ACTION(SYNC_CPU) | ACTION(SYNC_DEVICE))
#define BUFFERS (MACHINE(STREAMING) | MACHINE(SG) | MACHINE(SGTABLE) | MACHINE(ALLOC))
#define ANY (~0u)
#define WHOLE_CALL DL_ROLE_NAME	/* no argument is looked at */

static const struct arg_rule {
	enum dl_rule rule;
	unsigned actions, machines;
	enum dl_role role;
	predicate *wrong;
	const char *words, *fact;	/* "%s() " words " [" fact "=...]" */
} rules[] = {
	{ DL_RULE_NULL_DEVICE, ENDS, BUFFERS | MACHINE(POOL), DL_ROLE_DEV, is_null_device,
	  "without a device", "device" },
	{ DL_RULE_NULL_DEVICE, ACTION(MASK), ANY, DL_ROLE_DEV, is_null_device,
	  "without a device", "device" },
	{ DL_RULE_GFP_ZONE_FLAGS, ACTION(ACQUIRE), MACHINE(ALLOC), DL_ROLE_GFP, has_zone,
	  "with a zone or a kind of page, which the DMA mask decides", "flag" },
	{ DL_RULE_MAP_ZERO_SIZE, ACTION(ACQUIRE), BUFFERS, DL_ROLE_SIZE, is_zero,
	  "of nothing", "size" },
	{ DL_RULE_MAP_ZERO_SIZE, ACTION(ACQUIRE), MACHINE(SG), DL_ROLE_NENTS, is_zero,
	  "of nothing", "nents" },
	{ DL_RULE_MAP_NULL, ACTION(ACQUIRE), MACHINE(STREAMING), DL_ROLE_CPU, is_null,
	  "maps memory that may not be there", "from" },
	{ DL_RULE_MAP_NULL, ACTION(ACQUIRE), MACHINE(STREAMING), DL_ROLE_PAGE, is_null,
	  "maps a page that may not be there", "from" },
	{ DL_RULE_MAP_CONST_FROM_DEVICE, ACTION(ACQUIRE), MACHINE(STREAMING), DL_ROLE_CPU,
	  is_const_for_device, "lets the device write to memory that is const", "buffer" },
	{ DL_RULE_MAP_KMAP, ACTION(ACQUIRE), MACHINE(STREAMING), DL_ROLE_CPU, is_kmap,
	  "maps an address that is good for the CPU only, and for a while", "from" },
	{ DL_RULE_MAP_STATIC, ACTION(ACQUIRE), MACHINE(STREAMING), DL_ROLE_CPU, is_static,
	  "maps memory of the kernel's image or of a module", "buffer" },
	{ DL_RULE_MAP_SHARED_CACHELINE, ACTION(ACQUIRE), MACHINE(STREAMING), DL_ROLE_CPU,
	  shares_line, "lets the device write to a member that shares its cache lines", "member" },
	{ DL_RULE_MAP_PARTIAL_UNALIGNED, ACTION(ACQUIRE), MACHINE(STREAMING), DL_ROLE_CPU,
	  starts_inside_line, "lets the device write from the middle of a cache line on",
	  "start" },
	{ DL_RULE_MAP_PARTIAL_UNALIGNED, ACTION(ACQUIRE), MACHINE(STREAMING), DL_ROLE_OFFSET,
	  starts_inside_line, "lets the device write from the middle of a cache line on",
	  "offset" },
	{ DL_RULE_ADDR_TRUNCATED, ACTION(ACQUIRE), ANY, DL_ROLE_HANDLE_OUT, is_too_small,
	  "writes an address of 64 bits to a variable of fewer", "to" },
	{ DL_RULE_POOL_BAD_GEOMETRY, ACTION(ACQUIRE), MACHINE(POOL), DL_ROLE_ALIGN,
	  is_no_alignment, "with an alignment that is no power of two, and returns NULL",
	  "align" },
	{ DL_RULE_POOL_BAD_GEOMETRY, ACTION(ACQUIRE), MACHINE(POOL), DL_ROLE_SIZE, is_zero,
	  "of objects without a size, and returns NULL", "size" },
	{ DL_RULE_POOL_BAD_GEOMETRY, ACTION(ACQUIRE), MACHINE(POOL), DL_ROLE_BOUNDARY,
	  is_no_boundary, "with a boundary that no object fits into, and returns NULL",
	  "boundary" },
	{ DL_RULE_MASK_ON_USB, ACTION(MASK), ANY, DL_ROLE_DEV, is_usb_device,
	  "for a USB device, which does no DMA: its host controller does", "device" },
	{ DL_RULE_VIRT_TO_BUS, ACTION(FORBIDDEN), ANY, WHOLE_CALL, always,
	  "knows nothing of an IOMMU, nor of memory out of the device's reach", NULL },
	{ DL_RULE_DEPRECATED_PCI_DMA, ANY, ANY, WHOLE_CALL, is_gone,
	  "is a name of old kernels", NULL },
	{ DL_RULE_DECLARE_BAD_SIZE, ACTION(DECLARE), ANY, DL_ROLE_SIZE, is_no_page_size,
	  "of a size that is not a number of pages", "size" },
	{ DL_RULE_DECLARE_BAD_FLAGS, ACTION(DECLARE), ANY, DL_ROLE_FLAGS, is_no_memory_flag,
	  "without a flag that says how the memory is used, or with an unknown one", "flags" },
};

static void report(struct check *c, const struct arg_rule *r)
{
	const char *fact = c->fact;

	if (!fact && r->role != WHOLE_CALL)
		fact = dl_text(c->run, c->v);
	dl_report(c->run, c->s, r->rule, c->confidence, c->run->func->unit, c->a->in->loc, NULL,
		  r->fact ? "%s() %s [%s=%s]" : "%s() %s", dl_call_name(c->a->in), r->words,
		  r->fact, fact);
}

static void apply(struct dl_run *run, struct dl_path_state *s, const struct dl_call_args *a,
		  const struct arg_rule *r)
{
	int arg = r->role == WHOLE_CALL ? 0 : dl_api_arg(a->api, r->role);
	struct check c = { .run = run, .s = s, .a = a,
			   .confidence = dl_rule_info(r->rule)->confidence };

	if (arg < 0 || (r->role != WHOLE_CALL && (size_t)arg >= a->n))
		return;
	if (r->role != WHOLE_CALL) {
		c.v = a->values[arg];
		c.op = &a->in->ops[arg + 1];
	}
	if (r->wrong(&c))
		report(&c, r);
}

void dl_check_arguments(struct dl_run *run, struct dl_path_state *s, const struct dl_call_args *a)
{
	for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++)
		if ((rules[i].actions & (1u << a->api->action)) &&
		    (rules[i].machines & (1u << a->api->machine)))
			apply(run, s, a, &rules[i]);
}
