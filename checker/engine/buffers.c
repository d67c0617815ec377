/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Where the memory comes from that is given to a map: the stack, an allocator, a page, a packet,
 * coherent memory, a member of a structure; and how large it is. An unknown that a call returned
 * names that call, so a pointer tells of its allocator wherever it went. What happens to the buffer
 * while it is mapped is in access.c.
 */
#include "checker/engine/impl.h"

#include <string.h>

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
