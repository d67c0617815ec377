/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The two ends of a mapping have to agree: the map, unmap and sync functions of dma-api.rst, part Id,
 * the allocations of part Ia. Only what differs for certain is reported.
 */
#include "checker/engine/impl.h"

#include <string.h>

/* ---- comparing ------------------------------------------------------------------------------- */

const struct dl_value *dl_uncast(const struct dl_value *v)
{
	while (v && v->kind == DL_V_CAST)
		v = v->a;
	return v;
}

/* n * 8 + 64 and n * 16 + 64: the factor decides, so an addend that both have is taken off. */
static bool strip_addend(const struct dl_value **a, const struct dl_value **b)
{
	const struct dl_value *x = *a, *y = *b;

	if (x->kind != DL_V_BIN || y->kind != DL_V_BIN || x->op != DL_BIN_ADD ||
	    y->op != DL_BIN_ADD)
		return false;
	if (x->b == y->b) {
		*a = x->a;
		*b = y->a;
	} else if (x->a == y->a) {
		*a = x->b;
		*b = y->b;
	} else {
		return false;
	}
	return true;
}

/*
 * n and 2 * n: different unless n is 0, and nobody maps nothing. 16 and n * 16: different unless n
 * is 1, and then nobody would multiply; but a number kept since the first end may well be 1 there.
 */
static bool other_factor(const struct dl_value *a, const struct dl_value *b)
{
	int64_t x = 1, y = 1, c;

	while (strip_addend(&a, &b))
		;
	if (a->kind == DL_V_CONST && b->a && b->a->kind == DL_V_INIT)
		return false;
	if (a->kind == DL_V_CONST) {
		const struct dl_value *t = a;

		a = b;
		b = t;
	}
	if (dl_value_is_const(b, &c))
		return c > 1 && a->kind == DL_V_BIN && a->op == DL_BIN_MUL &&
		       dl_value_is_const(a->b, &x) && x == c;
	if (a->kind == DL_V_BIN && a->op == DL_BIN_MUL && dl_value_is_const(a->b, &x))
		a = a->a;
	if (b->kind == DL_V_BIN && b->op == DL_BIN_MUL && dl_value_is_const(b->b, &y))
		b = b->a;
	return a == b && x != y;
}

static int64_t factor_of(const struct dl_value **v)
{
	int64_t x;

	if ((*v)->kind != DL_V_BIN || (*v)->op != DL_BIN_MUL || !dl_value_is_const((*v)->b, &x))
		return 1;
	*v = (*v)->a;
	return x;
}

bool dl_is_multiple(const struct dl_value *a, const struct dl_value *b)
{
	int64_t x = factor_of(&a), y = factor_of(&b);

	return a == b && a->kind != DL_V_CONST && x != y && x > 0 && y > 0;
}

bool dl_numbers_differ(const struct dl_value *a, const struct dl_value *b)
{
	int64_t d;

	return dl_value_difference(a, b, &d) ? d != 0 : other_factor(a, b);
}

enum dl_same dl_same_number(struct dl_run *run, struct dl_path_state *s, const struct dl_value *a,
			    const struct dl_value *b)
{
	struct dl_values *vs = run->analysis->values;
	struct dl_range x, y;
	int64_t d;

	if (!a || !b)
		return DL_UNKNOWN;
	a = dl_state_settle(s, vs, a);
	b = dl_state_settle(s, vs, b);
	if (dl_value_difference(a, b, &d))
		return d ? DL_DIFFERENT : DL_SAME;
	if (dl_state_truth(s, dl_value_cmp(vs, DL_CMP_EQ, a, b)) == 1)
		return DL_SAME;
	x = dl_state_range(s, a);
	y = dl_state_range(s, b);
	if (x.hi < y.lo || y.hi < x.lo || other_factor(a, b))
		return DL_DIFFERENT;
	return DL_UNKNOWN;
}

/* Types of the outermost record that a device is embedded in: two kinds are two devices. */
static const struct dl_type *embedding_record(const struct dl_value *v)
{
	return v->kind == DL_V_FIELD ? v->p : NULL;
}

static bool is_member_of(const struct dl_value *v, const struct dl_value *device)
{
	return v->kind == DL_V_INIT && v->a->kind == DL_V_FIELD && v->a->a == device;
}

static bool is_loaded_member(const struct dl_value *v)
{
	return v->kind == DL_V_INIT && v->a->kind == DL_V_FIELD;
}

/* The class device of a network interface does no DMA: no driver keeps a pointer to that for its maps. */
static bool is_interface(const struct dl_value *v)
{
	return v->kind == DL_V_FIELD && !strcmp(((const struct dl_type *)v->p)->name,
						"struct net_device");
}

/* s->dev and s->parent: who keeps both has two. */
static bool are_two_members(const struct dl_value *a, const struct dl_value *b)
{
	return is_loaded_member(a) && is_loaded_member(b) && a->a->a == b->a->a &&
	       strcmp(dl_value_field_name(a->a), dl_value_field_name(b->a)) != 0;
}

enum dl_same dl_same_device(const struct dl_value *a, const struct dl_value *b)
{
	const struct dl_type *x, *y;
	int64_t null;

	if (!a || !b)
		return DL_UNKNOWN;
	if (a == b)
		return DL_SAME;
	if (dl_value_is_const(a, &null) || dl_value_is_const(b, &null))	/* none: see args.c */
		return DL_UNKNOWN;
	x = embedding_record(a);
	y = embedding_record(b);
	if (x && y && strcmp(x->name, y->name))
		return DL_DIFFERENT;
	if (is_member_of(a, b) || is_member_of(b, a))	/* dev and dev->parent */
		return DL_DIFFERENT;
	if ((is_interface(a) && is_loaded_member(b)) || (is_interface(b) && is_loaded_member(a)) ||
	    are_two_members(a, b))
		return DL_DIFFERENT;
	if (a->kind == DL_V_PARAM && b->kind == DL_V_PARAM)
		return DL_DIFFERENT;
	if (a->kind == DL_V_GLOBAL && b->kind == DL_V_GLOBAL)
		return DL_DIFFERENT;
	return DL_UNKNOWN;
}

const char *dl_direction_text(struct dl_run *run, const struct dl_value *dir)
{
	int64_t d;

	if (dl_value_is_const(dir, &d) && dl_direction_name(d))
		return dl_direction_name(d);
	return dl_text(run, dir);
}

/* ---- release --------------------------------------------------------------------------------- */

static bool pair_kind(struct dl_run *run, struct dl_path_state *s, struct dl_object *o,
		      const struct dl_call_args *a)
{
	if (dl_family_matches(o->api->family, a->api->family))
		return true;
	/* flags that choose the right way go astray with the holder, if there is a right way */
	if (o->shared && (o->age || dl_has_right_way(run, o)))
		return false;
	dl_report(run, s, DL_RULE_UNMAP_KIND_MISMATCH,
		  dl_rule_info(DL_RULE_UNMAP_KIND_MISMATCH)->confidence, run->func->unit,
		  a->in->loc, o, DL_WORDS_UNMAP_KIND,
		  dl_call_name(a->in), dl_call_name(o->site),
		  o->api->inverse ? o->api->inverse : "another function");
	o->vague = true;	/* what else is done to it goes by the same belief */
	return false;
}

/* "len + head" against "len", where nothing on the path says that head may be 0. */
static bool lacks_addend(const struct dl_path_state *s, const struct dl_value *sum,
			 const struct dl_value *v)
{
	const struct dl_value *rest;

	if (sum->kind != DL_V_BIN || sum->op != DL_BIN_ADD || (sum->a != v && sum->b != v))
		return false;
	rest = sum->a == v ? sum->b : sum->a;
	for (const struct dl_trail *t = s->trail; t; t = t->prev)
		if (dl_value_contains(t->cond, rest))
			return false;
	return rest->kind == DL_V_PARAM || rest->kind == DL_V_INIT;
}

static bool is_sum_of(struct dl_run *run, struct dl_path_state *s, const struct dl_value *a,
		      const struct dl_value *b)
{
	struct dl_values *vs = run->analysis->values;

	if (!a || !b)
		return false;
	a = dl_state_settle(s, vs, a);
	b = dl_state_settle(s, vs, b);
	return lacks_addend(s, a, b) || lacks_addend(s, b, a);
}

void dl_pair_size(struct dl_run *run, struct dl_path_state *s, struct dl_object *o,
		  const struct dl_call_args *a)
{
	const struct dl_value *size = a->by_role[DL_ROLE_SIZE];
	enum dl_confidence confidence = DL_CONFIDENCE_HIGH;

	if (is_sum_of(run, s, o->size, size))
		confidence = DL_CONFIDENCE_MEDIUM;
	else if (dl_same_number(run, s, o->size, size) != DL_DIFFERENT)
		return;
	if (dl_is_memory(o->api))
		dl_report(run, s, DL_RULE_FREE_SIZE_MISMATCH, confidence, run->func->unit,
			  a->in->loc, o,
			  DL_WORDS_FREE_SIZE,
			  dl_call_name(a->in), dl_text(run, o->size), dl_text(run, size));
	else
		dl_report(run, s, DL_RULE_UNMAP_SIZE_MISMATCH, confidence, run->func->unit,
			  a->in->loc, o,
			  DL_WORDS_UNMAP_SIZE,
			  dl_call_name(a->in), dl_text(run, o->size), dl_text(run, size));
}

/* DMA_NONE is reported for itself. */
static bool is_none(const struct dl_value *dir)
{
	int64_t d;

	return dl_value_is_const(dir, &d) && d == DL_NONE;
}

static void pair_direction(struct dl_run *run, struct dl_path_state *s, struct dl_object *o,
			   const struct dl_call_args *a)
{
	const struct dl_value *dir = a->by_role[DL_ROLE_DIR];
	struct dl_finding *f;

	if (is_none(dir) || dl_same_number(run, s, o->dir, dir) != DL_DIFFERENT)
		return;
	f = dl_report(run, s, DL_RULE_UNMAP_DIRECTION_MISMATCH, DL_CONFIDENCE_HIGH, run->func->unit,
		  a->in->loc, o,
		  DL_WORDS_UNMAP_DIRECTION,
		  dl_call_name(a->in), dl_direction_text(run, o->dir), dl_direction_text(run, dir));
	dl_fix_direction(run, f, o, a);
}

static void pair_device(struct dl_run *run, struct dl_path_state *s, struct dl_object *o,
			const struct dl_call_args *a)
{
	const struct dl_value *dev = a->by_role[DL_ROLE_DEV];

	if (dl_same_device(o->dev, dev) != DL_DIFFERENT)
		return;
	dl_report(run, s, DL_RULE_UNMAP_DEVICE_MISMATCH,
		  dl_rule_info(DL_RULE_UNMAP_DEVICE_MISMATCH)->confidence, run->func->unit,
		  a->in->loc, o,
		  DL_WORDS_UNMAP_DEVICE,
		  dl_call_name(a->in), dl_text(run, o->dev), dl_text(run, dev));
}

void dl_pair_release(struct dl_run *run, struct dl_path_state *s, struct dl_object *o,
		     const struct dl_call_args *a)
{
	dl_hold_reports(run, s, o, a->in);
	if (dl_is_memory(o->api)) {
		dl_pair_free(run, s, o, a);
	} else if (pair_kind(run, s, o, a)) {	/* else the arguments mean other things */
		dl_pair_size(run, s, o, a);
		dl_pair_attrs(run, s, o, a);
		pair_direction(run, s, o, a);
		pair_device(run, s, o, a);
		dl_sg_pair_count(run, s, o, a, DL_RULE_SG_UNMAP_RETURNED_COUNT);
	}
	dl_release_reports(run);
}

/* ---- sync ------------------------------------------------------------------------------------ */

static void sync_direction(struct dl_run *run, struct dl_path_state *s, struct dl_object *o,
			   const struct dl_call_args *a)
{
	const struct dl_value *dir = a->by_role[DL_ROLE_DIR];
	struct dl_finding *f;
	int64_t mapped;

	if (!dl_value_is_const(o->dir, &mapped) || mapped == DL_BIDIRECTIONAL || is_none(dir) ||
	    dl_same_number(run, s, o->dir, dir) != DL_DIFFERENT)
		return;
	f = dl_report(run, s, DL_RULE_SYNC_DIRECTION_MISMATCH, DL_CONFIDENCE_HIGH, run->func->unit,
		  a->in->loc, o,
		  DL_WORDS_SYNC_DIRECTION,
		  dl_call_name(a->in), dl_direction_text(run, o->dir), dl_direction_text(run, dir));
	dl_fix_direction(run, f, o, a);
}

static void sync_device(struct dl_run *run, struct dl_path_state *s, struct dl_object *o,
			const struct dl_call_args *a)
{
	const struct dl_value *dev = a->by_role[DL_ROLE_DEV];

	if (dl_same_device(o->dev, dev) != DL_DIFFERENT)
		return;
	dl_report(run, s, DL_RULE_SYNC_DEVICE_MISMATCH,
		  dl_rule_info(DL_RULE_SYNC_DEVICE_MISMATCH)->confidence, run->func->unit,
		  a->in->loc, o,
		  DL_WORDS_SYNC_DEVICE,
		  dl_call_name(a->in), dl_text(run, o->dev), dl_text(run, dev));
}

/* Returns true if it spoke. */
static bool sync_range(struct dl_run *run, struct dl_path_state *s, struct dl_object *o,
		       const struct dl_call_args *a, const struct dl_value *end)
{
	int64_t beyond;
	struct dl_range e, size;

	if (!o->size)
		return false;
	e = dl_state_range(s, end);
	size = dl_state_range(s, o->size);
	if (!(dl_value_difference(end, o->size, &beyond) && beyond > 0) &&
	    !(size.hi != INT64_MAX && o->size->kind == DL_V_CONST && e.lo > size.hi))
		return false;
	dl_report(run, s, DL_RULE_SYNC_OUT_OF_RANGE, DL_CONFIDENCE_HIGH, run->func->unit,
		  a->in->loc, o,
		  "%s() goes beyond the mapping [map size=%s] [sync offset+size=%s]",
		  dl_call_name(a->in), dl_text(run, o->size), dl_text(run, end));
	return true;
}

bool dl_starts_inside_line(const struct dl_value *offset, int64_t line)
{
	int64_t r;

	return dl_value_remainder(offset, line, &r) && r != 0;
}

bool dl_ends_inside_line(const struct dl_value *end, const struct dl_value *size, int64_t line)
{
	int64_t x, y;

	if (!dl_value_remainder(end, line, &x) || !x)
		return false;
	return dl_numbers_differ(end, size) || (dl_value_remainder(size, line, &y) && x != y);
}

static void sync_alignment(struct dl_run *run, struct dl_path_state *s, struct dl_object *o,
			   const struct dl_call_args *a, const struct dl_value *offset,
			   const struct dl_value *end)
{
	int64_t line = run->analysis->engine->options.cache_line;
	bool start = offset && dl_starts_inside_line(offset, line);
	bool stop = dl_ends_inside_line(end, o->size, line) ||
		    (dl_starts_inside_line(end, line) &&
		     dl_same_number(run, s, end, o->size) == DL_DIFFERENT);

	if (!start && !stop)
		return;
	dl_report(run, s, DL_RULE_SYNC_PARTIAL_UNALIGNED,
		  dl_rule_info(DL_RULE_SYNC_PARTIAL_UNALIGNED)->confidence, run->func->unit,
		  a->in->loc, o,
		  "%s() of a part that does not %s on a cache line [offset=%s] [offset+size=%s] "
		  "[cache line=%lld]",
		  dl_call_name(a->in), start ? "start" : "end",
		  offset ? dl_text(run, offset) : "0", dl_text(run, end), (long long)line);
}

void dl_pair_sync(struct dl_run *run, struct dl_path_state *s, struct dl_object *o,
		  const struct dl_call_args *a, const struct dl_value *offset)
{
	struct dl_values *vs = run->analysis->values;
	const struct dl_value *size = a->by_role[DL_ROLE_SIZE], *end;

	sync_direction(run, s, o, a);
	sync_device(run, s, o, a);
	dl_sg_pair_count(run, s, o, a, DL_RULE_SG_SYNC_RETURNED_COUNT);
	if (!size || o->list)
		return;
	size = dl_state_settle(s, vs, size);
	if (offset)
		offset = dl_state_settle(s, vs, offset);
	end = offset ? dl_value_bin(vs, DL_BIN_ADD, offset, size, NULL) : size;
	if (!sync_range(run, s, o, a, end) && o->size)
		sync_alignment(run, s, o, a, offset, end);
}

/* ---- arguments by themselves ----------------------------------------------------------------- */

static bool is_literal(const struct dl_call_args *a, enum dl_role role)
{
	for (size_t i = 0; i + 1 < a->in->nops && i < a->api->nargs; i++)
		if (a->api->args[i] == role)
			return a->in->ops[i + 1].kind == DL_OPERAND_INT;
	return false;
}

/*
 * Not what a branch says of a member: "no data" is a direction to many a structure, and it is asked
 * for in more ways than can be followed. The same makes a constant from afar less than certain.
 */
void dl_check_direction(struct dl_run *run, const struct dl_path_state *s,
			const struct dl_call_args *a)
{
	const struct dl_value *dir = a->by_role[DL_ROLE_DIR];
	int64_t d;

	if (!is_literal(a, DL_ROLE_DIR) && run->caller && dl_asked_since(s, NULL))
		return;		/* a caller's, and the structure says of itself what is to be done */
	if (dir && dl_value_is_const(dir, &d) && d == DL_NONE)
		dl_report(run, s, DL_RULE_MAP_DIRECTION_NONE,
			  is_literal(a, DL_ROLE_DIR) ? DL_CONFIDENCE_HIGH : DL_CONFIDENCE_MEDIUM,
			  run->func->unit, a->in->loc, NULL,
			  "%s() with DMA_NONE, which is no direction and stops the kernel",
			  dl_call_name(a->in));
}
