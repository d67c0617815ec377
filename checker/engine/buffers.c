/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Where the memory comes from that is given to a map: the stack, an allocator, a page, a packet,
 * coherent memory, a member of a structure; and how large it is. An unknown that a call returned
 * names that call, so a pointer tells of its allocator wherever it went. What happens to the buffer
 * while it is mapped is in access.c.
 */
#include "checker/engine/impl.h"

#include <string.h>

#define SMALLEST_PAGE 4096
#define SMALLEST_TAIL 8	/* bytes behind an array that are no padding */

/* ---- pages and packets ----------------------------------------------------------------------- */

static const char *canonical(const char *name)
{
	return dl_kernel_find(name)->name;
}

static bool is_result_of(const struct dl_value *v, const char *function)
{
	return v->kind == DL_V_APPLY && !strcmp(v->p, function);
}

/* virt_to_page(x), as a function or as what the macro expands to: &map[__phys_addr(x) >> shift] */
static const struct dl_value *address_in_page(const struct dl_value *page)
{
	const struct dl_value *n = page->b;

	if (is_result_of(page, "virt_to_page") || is_result_of(page, "virt_to_head_page"))
		return page->a;
	if (page->kind == DL_V_INDEX && n->kind == DL_V_BIN && n->op == DL_BIN_LSHR &&
	    is_result_of(n->a, "__phys_addr"))
		return n->a->a;
	return NULL;
}

const struct dl_value *dl_buffer_of_page(struct dl_run *run, const struct dl_value *page)
{
	const struct dl_value *address = address_in_page(page);

	if (address)
		return address;
	return dl_value_apply(run->analysis->values, canonical("lowmem_page_address"), page, NULL,
			      NULL);
}

const struct dl_value *dl_buffer_mapped(struct dl_run *run, const struct dl_call_args *a)
{
	static const struct dl_type byte = { .kind = DL_TYPE_INT, .name = "u8", .bits = 8,
					     .size = 1 };
	const struct dl_value *page = a->by_role[DL_ROLE_PAGE];
	const struct dl_value *offset = a->by_role[DL_ROLE_OFFSET];

	if (a->by_role[DL_ROLE_CPU] || !page)
		return a->by_role[DL_ROLE_CPU];
	if (address_in_page(page) || !offset)
		return dl_buffer_of_page(run, page);
	return dl_value_index(run->analysis->values, dl_buffer_of_page(run, page), offset, &byte);
}

bool dl_buffer_is_packet_data(const struct dl_value *start, const struct dl_value *packet)
{
	const struct dl_value *field = start->a;
	const char *name;

	if (start->kind == DL_V_APPLY)
		return start->a == packet && !strncmp(start->p, "skb_", strlen("skb_"));
	if (start->kind != DL_V_INIT || field->kind != DL_V_FIELD || field->a != packet)
		return false;
	name = dl_value_field_name(field);
	return !strcmp(((const struct dl_type *)field->p)->name, "struct sk_buff") &&
	       (!strcmp(name, "data") || !strcmp(name, "head"));
}

/* Where the engine notes how large a piece of memory is. */
static const struct dl_value *allocated_size(struct dl_run *run, const struct dl_value *start)
{
	return dl_value_apply(run->analysis->values, "allocated size", start, NULL, NULL);
}

/* Where the engine notes that somebody holds one more reference. */
static const struct dl_value *references(struct dl_run *run, const struct dl_value *p)
{
	return dl_value_apply(run->analysis->values, "references", p, NULL, NULL);
}

void dl_buffer_referenced(struct dl_run *run, struct dl_path_state *s, const struct dl_value *p)
{
	dl_state_write(s, references(run, p), dl_value_const(run->analysis->values, NULL, 1));
}

bool dl_buffer_is_referenced(struct dl_run *run, const struct dl_path_state *s,
			     const struct dl_value *p)
{
	return dl_state_bound(s, references(run, p)) != NULL;
}

/* ---- where it comes from --------------------------------------------------------------------- */

/* The call that returned this pointer; NULL if it is not known, or something else made it. */
static const char *maker(const struct dl_value *start)
{
	const struct dl_instr *call = dl_value_call(start);

	return call && dl_callee(call) ? dl_callee(call)->name : NULL;
}

static enum dl_memory memory_of(const char *maker)
{
	const struct dl_kernel_function *k = dl_kernel_find_as(maker, DL_KERNEL_ALLOC);

	return k ? k->memory : DL_MEMORY_NONE;
}

/* Memory of these needs no streaming mapping, and has a DMA address already. */
static bool is_coherent(const char *maker)
{
	static const enum dl_family families[] = {
		DL_FAMILY_COHERENT, DL_FAMILY_WC, DL_FAMILY_MANAGED, DL_FAMILY_POOL,
		DL_FAMILY_POOL_MANAGED, DL_FAMILY_USB_COHERENT, DL_FAMILY_GENPOOL,
	};
	const struct dl_api *api = dl_api_find(maker, 0);

	if (!api || api->action != DL_ACT_ACQUIRE || api->returns != DL_RET_CPU)
		return false;
	for (size_t i = 0; i < sizeof(families) / sizeof(families[0]); i++)
		if (api->family == families[i])
			return true;
	return false;
}

/* "if (is_vmalloc_addr(p)) ...", and this is the other way; or too small for vmalloc(). */
static bool is_linear(struct dl_run *run, const struct dl_path_state *s,
		      const struct dl_value *start)
{
	const struct dl_value *size = dl_state_bound(s, allocated_size(run, start));
	const struct dl_value *asked = dl_value_apply(run->analysis->values,
						      canonical("is_vmalloc_addr"), start, NULL,
						      NULL);
	int64_t bytes;

	return dl_state_truth(s, asked) == 0 ||
	       (dl_value_is_const(size, &bytes) && bytes <= SMALLEST_PAGE);
}

static void check_vmalloc(struct dl_run *run, struct dl_path_state *s, const struct dl_value *start,
			  const char *maker, const struct dl_instr *at)
{
	enum dl_memory memory = memory_of(maker);

	if (memory == DL_MEMORY_VMALLOC)
		dl_report(run, s, DL_RULE_MAP_VMALLOC, DL_CONFIDENCE_HIGH, run->func->unit, at->loc,
			  NULL, DL_WORDS_MAP_VMALLOC,
			  dl_call_name(at), maker);
	if (memory == DL_MEMORY_KVMALLOC && !is_linear(run, s, start))
		dl_report(run, s, DL_RULE_MAP_VMALLOC, DL_CONFIDENCE_MEDIUM, run->func->unit,
			  at->loc, NULL,
			  "%s() maps memory from %s(), which may come from vmalloc()",
			  dl_call_name(at), maker);
}

enum dl_rule dl_buffer_unfit(const struct dl_value *start)
{
	const char *from = maker(start);

	if (!from)
		return DL_RULE_NONE;
	if (memory_of(from) == DL_MEMORY_VMALLOC)
		return DL_RULE_MAP_VMALLOC;
	return is_coherent(from) ? DL_RULE_MAP_COHERENT : DL_RULE_NONE;
}

/* Where the latest answer to a question about the memory at start is noted. */
static const struct dl_value *answer_place(struct dl_run *run, const struct dl_value *start)
{
	return dl_value_apply(run->analysis->values, "answer about", start, NULL, NULL);
}

void dl_buffer_asked(struct dl_run *run, struct dl_path_state *s, const struct dl_value *p,
		     const struct dl_value *answer)
{
	if (dl_value_root(p)->kind == DL_V_LOCAL && answer->type &&
	    answer->type->kind == DL_TYPE_INT && answer->type->bits == 1)
		dl_state_write(s, answer_place(run, dl_value_root(p)), answer);
}

/*
 * "if (!virt_addr_valid(p)) ...", "if (needs_bounce(p)) ...": the driver knows that not every
 * buffer can be mapped.
 */
static bool is_asked_about(struct dl_run *run, const struct dl_path_state *s,
			   const struct dl_value *start)
{
	const struct dl_value *answer = dl_state_bound(s, answer_place(run, start));

	if (answer && dl_state_truth(s, answer) >= 0)
		return true;
	for (size_t i = 0; i < s->nfacts; i++) {
		const struct dl_value *v = s->facts[i].v;

		if (v->kind == DL_V_APPLY && v->a && dl_value_root(v->a) == start)
			return true;
	}
	return false;
}

/* Said where the variable leaves its own function, not in a helper that others use rightly. */
void dl_check_stack(struct dl_run *run, struct dl_path_state *s, const struct dl_value *cpu,
		    const struct dl_instr *at)
{
	const struct dl_value *start = dl_value_root(cpu);
	const char *by = dl_call_name(at);
	struct dl_run owner = *run;

	if (start->kind != DL_V_LOCAL || is_asked_about(run, s, start))
		return;
	for (; owner.context != start->context && owner.caller; owner = *owner.caller)
		at = run->analysis->contexts[owner.context].call;
	if (owner.context != run->context)
		by = dl_arena_printf(run->analysis->arena, "%s() in %s", by, dl_call_name(at));
	dl_report(&owner, s, DL_RULE_MAP_STACK, DL_CONFIDENCE_HIGH, owner.func->unit, at->loc, NULL,
		  "%s() maps memory on the stack [variable=%s]", by,
		  ((const struct dl_local *)start->p)->name);
}

void dl_check_buffer(struct dl_run *run, struct dl_path_state *s, const struct dl_value *cpu,
		     const struct dl_instr *at)
{
	const struct dl_value *start = dl_value_root(cpu);
	const char *from = maker(start);

	dl_check_stack(run, s, cpu, at);
	dl_holders_used(run, start, at);
	if (!from)
		return;
	check_vmalloc(run, s, start, from, at);
	if (is_coherent(from))
		dl_report(run, s, DL_RULE_MAP_COHERENT, DL_CONFIDENCE_HIGH, run->func->unit,
			  at->loc, NULL, DL_WORDS_MAP_COHERENT,
			  dl_call_name(at), from);
}

/* ---- how large it is ------------------------------------------------------------------------- */

void dl_buffer_allocated(struct dl_run *run, struct dl_path_state *s, const struct dl_value *p,
			 const struct dl_kernel_function *k, const struct dl_value *const *args,
			 size_t nargs)
{
	const struct dl_value *size;
	size_t i = (size_t)k->arg;

	if (k->arg < 0 || i >= nargs)
		return;
	size = args[i];
	if (strstr(k->name, "calloc") || strstr(k->name, "_array")) {	/* a number of elements */
		if (i + 1 >= nargs)
			return;
		size = dl_value_bin(run->analysis->values, DL_BIN_MUL, size, args[i + 1], NULL);
	}
	dl_state_write(s, allocated_size(run, p), size);
}

/*
 * An array in the middle of a structure: drivers map several members that follow each other, and
 * the last one may go on behind the structure, but what starts here ends with the structure.
 */
static bool is_inner_array(const struct dl_value *v)
{
	const struct dl_type *record = v->p, *t;
	const struct dl_field *f;

	if (v->kind != DL_V_FIELD || record->is_union)
		return false;
	f = &record->fields[v->field];
	t = f->type;
	return t->kind == DL_TYPE_ARRAY && t->count > 1 && t->size &&
	       f->bit_offset / 8 + t->size + SMALLEST_TAIL < record->size;
}

/* The object that cpu points into, and its size: what was allocated, or what is declared. */
static const struct dl_value *object_at(struct dl_run *run, struct dl_path_state *s,
					const struct dl_value *cpu, const struct dl_value **size)
{
	const struct dl_value *start = dl_value_root(cpu), *v = cpu;
	const struct dl_type *t;

	*size = dl_state_bound(s, allocated_size(run, start));
	if (*size)
		return start;
	while (v->kind == DL_V_INDEX)
		v = v->a;
	t = start->kind == DL_V_GLOBAL ? start->type : is_inner_array(v) ? v->p : NULL;
	if (!t || !t->size)
		return NULL;
	*size = dl_value_const(run->analysis->values, NULL, (int64_t)t->size);
	return start->kind == DL_V_GLOBAL ? start : v->a;
}

static bool is_beyond(const struct dl_path_state *s, const struct dl_value *end,
		      const struct dl_value *size)
{
	int64_t beyond, have;

	if (dl_value_difference(end, size, &beyond))
		return beyond > 0;
	return dl_value_is_const(size, &have) && dl_state_range(s, end).lo > have;
}

static void check_extent(struct dl_run *run, struct dl_path_state *s, const struct dl_value *cpu,
			 const struct dl_call_args *a)
{
	struct dl_values *vs = run->analysis->values;
	const struct dl_value *size = dl_state_settle(s, vs, a->by_role[DL_ROLE_SIZE]), *have, *end;
	const struct dl_value *object = object_at(run, s, cpu, &have);
	int64_t at;

	if (!object || !size || !dl_value_difference(cpu, object, &at) || at < 0)
		return;
	end = dl_value_bin(vs, DL_BIN_ADD, size, dl_value_const(vs, NULL, at), NULL);
	have = dl_state_settle(s, vs, have);
	if (!is_beyond(s, end, have))
		return;
	dl_report(run, s, DL_RULE_MAP_EXCEEDS_OBJECT,
		  dl_rule_info(DL_RULE_MAP_EXCEEDS_OBJECT)->confidence, run->func->unit, a->in->loc,
		  NULL, "%s() maps more than there is of %s [offset+size=%s] [object=%s]",
		  dl_call_name(a->in), dl_text(run, object), dl_text(run, end),
		  dl_text(run, have));
}

/* The address of a pointer, or of an array of them: then the size of a pointer may be meant. */
static bool is_place_of_pointers(const struct dl_value *cpu)
{
	const struct dl_type *t = NULL;

	while (cpu->kind == DL_V_INDEX)
		cpu = cpu->a;
	if (cpu->kind == DL_V_LOCAL || cpu->kind == DL_V_GLOBAL)
		t = cpu->type;
	else if (cpu->kind == DL_V_FIELD)
		t = ((const struct dl_type *)cpu->p)->fields[cpu->field].type;
	while (t && t->kind == DL_TYPE_ARRAY)
		t = t->elem;
	return t && t->kind == DL_TYPE_POINTER;
}

static void check_sizeof(struct dl_run *run, struct dl_path_state *s, const struct dl_call_args *a)
{
	const struct dl_value *cpu = a->by_role[DL_ROLE_CPU];
	int arg = dl_api_arg(a->api, DL_ROLE_SIZE);
	const struct dl_operand *size;

	if (arg < 0 || arg + 1 >= (int)a->in->nops || (cpu && is_place_of_pointers(cpu)))
		return;
	size = &a->in->ops[arg + 1];
	if (size->kind == DL_OPERAND_INT && size->type &&
	    !strncmp(size->type->name, "sizeof(", strlen("sizeof(")))
		dl_report(run, s, DL_RULE_MAP_SIZEOF_POINTER,
			  dl_rule_info(DL_RULE_MAP_SIZEOF_POINTER)->confidence, run->func->unit,
			  a->in->loc, NULL,
			  "%s() of the size of a pointer, not of what it points to [size=%s]",
			  dl_call_name(a->in), size->type->name);
}

/* ---- mapped already? ------------------------------------------------------------------------- */

bool dl_buffer_is_mapped_now(const struct dl_object *o)
{
	return !o->foreign && !o->age && !o->vague && !o->shared && !o->maybe &&
	       (o->state == DL_STATE_DEVICE || o->state == DL_STATE_CPU);
}

bool dl_buffer_is_believed_mapped(const struct dl_object *o)
{
	return dl_buffer_is_mapped_now(o) ||
	       (o->state == DL_STATE_UNCHECKED && !o->wrong_test && !o->foreign && !o->age &&
		!o->vague && !o->shared && !o->maybe);
}

/* Two pieces of one object that have at least a byte in common. */
static bool overlaps(const struct dl_object *o, const struct dl_value *cpu,
		     const struct dl_value *size)
{
	int64_t at, before, after;

	if (!o->cpu || !dl_value_difference(cpu, o->cpu, &at))
		return false;
	if (at == 0)
		return true;
	return at > 0 ? dl_value_is_const(o->size, &before) && at < before
		      : dl_value_is_const(size, &after) && -at < after;
}

/* Reading the same memory twice is nobody's harm. */
static bool both_only_read(const struct dl_object *o, const struct dl_value *dir)
{
	int64_t x, y;

	return !dl_value_is_const(o->dir, &x) || !dl_value_is_const(dir, &y) ||
	       (x == DL_TO_DEVICE && y == DL_TO_DEVICE);
}

static void check_remap(struct dl_run *run, struct dl_path_state *s, const struct dl_value *cpu,
			const struct dl_call_args *a)
{
	const struct dl_value *dir = dl_state_settle(s, run->analysis->values,
						     a->by_role[DL_ROLE_DIR]);

	for (size_t i = 0; i < s->nobjects; i++) {
		const struct dl_object *o = &s->objects[i];

		if (!dl_buffer_is_mapped_now(o) || o->api->machine != DL_MACHINE_STREAMING ||
		    o->dev != a->by_role[DL_ROLE_DEV] || both_only_read(o, dir) ||
		    !overlaps(o, cpu, a->by_role[DL_ROLE_SIZE]))
			continue;
		dl_report(run, s, DL_RULE_REMAP_MAPPED_BUFFER,
			  dl_rule_info(DL_RULE_REMAP_MAPPED_BUFFER)->confidence, run->func->unit,
			  a->in->loc, o, "%s() maps memory that is mapped already [buffer=%s]",
			  dl_call_name(a->in), dl_text(run, cpu));
		return;
	}
}

static void check_remapped_list(struct dl_run *run, struct dl_path_state *s,
				const struct dl_value *list, const struct dl_call_args *a)
{
	for (size_t i = 0; i < s->nobjects; i++) {
		const struct dl_object *o = &s->objects[i];

		if (!dl_buffer_is_believed_mapped(o) || o->list != list ||
		    (o->site == a->in && dl_asked_since(s, o->acquire_trail)))
			continue;	/* a helper called again may be told that it was mapped */
		dl_report(run, s, DL_RULE_REMAP_MAPPED_SG,
			  dl_rule_info(DL_RULE_REMAP_MAPPED_SG)->confidence, run->func->unit,
			  a->in->loc, o, "%s() maps a scatterlist that is mapped already [list=%s]",
			  dl_call_name(a->in), dl_text(run, list));
		return;
	}
}

void dl_check_acquire(struct dl_run *run, struct dl_path_state *s, const struct dl_call_args *a)
{
	const struct dl_value *cpu = dl_buffer_mapped(run, a);

	check_sizeof(run, s, a);
	if (a->api->machine == DL_MACHINE_SG && a->by_role[DL_ROLE_SG])
		check_remapped_list(run, s, a->by_role[DL_ROLE_SG], a);
	if (a->api->machine == DL_MACHINE_SGTABLE && a->by_role[DL_ROLE_SGT])
		check_remapped_list(run, s, a->by_role[DL_ROLE_SGT], a);
	if (a->api->machine == DL_MACHINE_SG && a->by_role[DL_ROLE_OWNER])
		check_remapped_list(run, s, a->by_role[DL_ROLE_OWNER], a);
	if (!cpu || a->api->machine != DL_MACHINE_STREAMING)
		return;
	dl_check_buffer(run, s, cpu, a->in);
	check_extent(run, s, cpu, a);
	check_remap(run, s, cpu, a);
}
