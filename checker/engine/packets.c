/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The functions that move the ends of a struct sk_buff: a driver that maps skb->len bytes of
 * skb->data, and pushes a header afterwards, has to unmap what it was then, not what it is now.
 */
#include "checker/engine/impl.h"

#include <string.h>

enum { KEPT, GROWS, SHRINKS };

static const struct packet_call {
	const char *name;
	uint8_t bytes;		/* the argument that says how many */
	uint8_t len, data;	/* what happens to these members by that many */
	bool returns_data;
} calls[] = {
	{ "skb_put",      1, GROWS,   KEPT,    false },
	{ "__skb_put",    1, GROWS,   KEPT,    false },
	{ "skb_put_zero", 1, GROWS,   KEPT,    false },
	{ "skb_put_data", 2, GROWS,   KEPT,    false },
	{ "skb_push",     1, GROWS,   SHRINKS, true },
	{ "__skb_push",   1, GROWS,   SHRINKS, true },
	{ "skb_pull",     1, SHRINKS, GROWS,   true },
	{ "__skb_pull",   1, SHRINKS, GROWS,   true },
	{ "skb_reserve",  1, KEPT,    GROWS,   false },
};

/* The address of a member; NULL if nobody in the unit touches it, or it is too deep to be kept. */
static const struct dl_value *member(struct dl_values *vs, const struct dl_value *packet,
				     const struct dl_type *record, const char *name)
{
	const struct dl_value *addr = NULL;

	for (uint32_t i = 0; i < record->nfields && !addr; i++)
		if (!strcmp(record->fields[i].name, name))
			addr = dl_value_field(vs, packet, record, i, record->fields[i].type);
	return addr && addr->kind == DL_V_FIELD ? addr : NULL;
}

static const struct dl_type *type_of(const struct dl_value *addr)
{
	return ((const struct dl_type *)addr->p)->fields[addr->field].type;
}

static void change_len(struct dl_run *run, struct dl_path_state *s, const struct dl_value *addr,
		       const struct dl_value *by, int how)
{
	struct dl_values *vs = run->analysis->values;
	const struct dl_type *type = type_of(addr);
	const struct dl_value *now = dl_state_read(s, vs, addr, type);

	dl_state_write(s, addr, dl_value_bin(vs, how == GROWS ? DL_BIN_ADD : DL_BIN_SUB, now, by,
					     type));
}

static const struct dl_value *change_data(struct dl_run *run, struct dl_path_state *s,
					  const struct dl_value *addr, const struct dl_value *by,
					  int how)
{
	struct dl_values *vs = run->analysis->values;
	const struct dl_type *type = type_of(addr);
	const struct dl_value *now = dl_state_read(s, vs, addr, type);

	if (how == SHRINKS)
		by = dl_value_bin(vs, DL_BIN_SUB, dl_value_const(vs, NULL, 0), by, NULL);
	now = dl_value_index(vs, now, by, type->elem);
	dl_state_write(s, addr, now);
	return now;
}

static const struct packet_call *find(const char *name)
{
	for (size_t i = 0; i < sizeof(calls) / sizeof(calls[0]); i++)
		if (!strcmp(calls[i].name, name))
			return &calls[i];
	return NULL;
}

bool dl_packet_changed(struct dl_run *run, struct dl_path_state *s, const struct dl_instr *in,
		       const struct dl_value *const *args, size_t nargs,
		       const struct dl_value **result)
{
	const struct dl_decl *decl = in->ops[0].decl;
	const struct packet_call *c = find(decl->name);
	const struct dl_type *record;
	const struct dl_value *len, *data, *tail;

	if (!c || nargs <= c->bytes || !decl->nparams ||
	    decl->params[0]->kind != DL_TYPE_POINTER || !decl->params[0]->elem)
		return false;
	record = decl->params[0]->elem;
	len = member(run->analysis->values, args[0], record, "len");
	data = member(run->analysis->values, args[0], record, "data");
	tail = member(run->analysis->values, args[0], record, "tail");
	if (len && c->len != KEPT)
		change_len(run, s, len, args[c->bytes], c->len);
	if (data && c->data != KEPT)
		data = change_data(run, s, data, args[c->bytes], c->data);
	if (tail)
		dl_state_change(s, tail, dl_eval_fresh(run, in, NULL, -2), NULL);
	*result = data && c->returns_data ? data : NULL;
	return true;
}
