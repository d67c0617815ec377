/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Findings: words, notes for what happened on the way, order, each once. */
#include "checker/engine/impl.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define MAX_STEPS 8
#define MAX_CALLS 2
#define MAX_ASSUMPTION 80
#define MAX_BRANCHES 3	/* of the path, latest first: more is noise */

/* What fortify-string.h makes of memcpy() and kin, the user did not write. */
static const char *plain_name(const char *name)
{
	static const char fortified[] = "__underlying_";

	return strncmp(name, fortified, strlen(fortified)) ? name : name + strlen(fortified);
}

const char *dl_call_name(const struct dl_instr *call)
{
	if (call->op != DL_OP_CALL)
		return "this";
	if (call->as)
		return call->as;
	return dl_callee(call) ? plain_name(dl_callee(call)->name) : "call";
}

const char *dl_text(struct dl_run *run, const struct dl_value *v)
{
	return v ? dl_value_text(run->analysis->engine->arena, v) : "?";
}

struct steps {
	struct dl_engine *engine;
	struct dl_step items[MAX_STEPS];
	size_t n;
};

static void add_step(struct steps *steps, enum dl_step_kind kind, const struct dl_unit *unit,
		     dl_loc loc, const char *text)
{
	const struct dl_place *p = dl_ir_place(unit, loc);

	if (steps->n == MAX_STEPS || !loc)
		return;
	steps->items[steps->n++] = (struct dl_step){ kind, p->file, p->line, p->column, text };
}

static const char *facts_text(struct dl_run *run, const struct dl_object *o)
{
	struct dl_arena *arena = run->analysis->engine->arena;
	const char *text = "";
	int64_t d;

	if (o->size)
		text = dl_arena_printf(arena, " [size=%s]", dl_text(run, o->size));
	if (o->nents)
		text = dl_arena_printf(arena, "%s [nents=%s]", text, dl_text(run, o->nents));
	if (o->dir)
		text = dl_arena_printf(arena, "%s [direction=%s]", text,
				       dl_value_is_const(o->dir, &d) && dl_direction_name(d)
					       ? dl_direction_name(d)
					       : dl_text(run, o->dir));
	return text;
}

/* "'ret' is not 0", "'i < n'", "the mapping failed" */
static const char *assumption_text(struct dl_run *run, const struct dl_value *cond, bool holds)
{
	struct dl_arena *arena = run->analysis->engine->arena;
	const char *zero = "0";
	int64_t imm;

	for (; cond->kind == DL_V_NOT; cond = cond->a)
		holds = !holds;
	if (dl_is_mapping_error(cond))
		return holds ? "the mapping failed" : "the mapping succeeded";
	if (cond->kind == DL_V_CMP &&
	    !(cond->op == DL_CMP_EQ && dl_value_is_const(cond->b, &imm) && imm == 0))
		return dl_arena_printf(arena, "'%s %s %s'", dl_text(run, cond->a),
				       cond->op == DL_CMP_EQ ? (holds ? "==" : "!=")
							     : (holds ? "<" : ">="),
				       dl_text(run, cond->b));
	if (cond->kind == DL_V_CMP) {
		cond = cond->a;
		holds = !holds;
	}
	if (cond->type && cond->type->kind == DL_TYPE_POINTER)
		zero = "NULL";
	return dl_arena_printf(arena, "'%s' is %s%s", dl_text(run, cond), holds ? "not " : "", zero);
}

/* The last few branches of the path that say something to a reader, in its order. */
struct branches {
	const struct dl_trail *items[MAX_BRANCHES];
	const char *texts[MAX_BRANCHES];
	size_t n;
};

static void find_branches(struct branches *b, struct dl_run *run, const struct dl_path_state *s)
{
	for (const struct dl_trail *t = s->trail; t && b->n < MAX_BRANCHES; t = t->prev) {
		const char *text = assumption_text(run, t->cond, t->taken);

		if (strchr(text, '?') || strlen(text) > MAX_ASSUMPTION)
			continue;
		memmove(b->items + 1, b->items, b->n * sizeof(b->items[0]));
		memmove(b->texts + 1, b->texts, b->n * sizeof(b->texts[0]));
		b->items[0] = t;
		b->texts[0] = text;
		b->n++;
	}
}

/* Those of the branches from the first one on that were taken when the path had come to "until". */
static size_t branch_steps(struct steps *steps, const struct branches *b, size_t from,
			   const struct dl_trail *until)
{
	for (; from < b->n && dl_trail_has(until, b->items[from]); from++)
		add_step(steps, DL_STEP_BRANCH, b->items[from]->unit, b->items[from]->at->loc,
			 dl_arena_printf(steps->engine->arena, "assuming %s", b->texts[from]));
	return from;
}

static void acquired_step(struct steps *steps, struct dl_run *run, const struct dl_object *o)
{
	bool pool = o->api->machine == DL_MACHINE_POOL, memory = dl_is_memory(o->api);

	add_step(steps, DL_STEP_ACQUIRED, o->unit, o->site->loc,
		 dl_arena_printf(steps->engine->arena, "%s here by %s()%s",
				 pool ? "created" : memory ? "allocated" : "mapped",
				 dl_call_name(o->site), facts_text(run, o)));
}

static void released_step(struct steps *steps, const struct dl_object *o)
{
	bool pool = o->api->machine == DL_MACHINE_POOL, memory = dl_is_memory(o->api);

	add_step(steps, DL_STEP_RELEASED, o->unit, o->released_at->loc,
		 dl_arena_printf(steps->engine->arena, "%s here by %s()",
				 pool ? "destroyed" : memory ? "freed" : "unmapped",
				 dl_call_name(o->released_at)));
}

/* What happened to the object, if there is one, and the branches before, between and behind. */
static void path_steps(struct steps *steps, struct dl_run *run, const struct dl_path_state *s,
		       const struct dl_object *o, bool with_branches)
{
	struct branches b = { .n = 0 };
	size_t done = 0;

	if (with_branches)
		find_branches(&b, run, s);
	if (o && !o->foreign) {
		done = branch_steps(steps, &b, done, o->acquire_trail);
		acquired_step(steps, run, o);
	}
	if (o && o->released_at && o->state == DL_STATE_RELEASED) {
		done = branch_steps(steps, &b, done, o->release_trail);
		released_step(steps, o);
	}
	if (with_branches)
		branch_steps(steps, &b, done, s->trail);
}

/* A rule whose point is a path gets the branches of the path as notes. */
static bool needs_path(enum dl_rule rule)
{
	switch (rule) {
	case DL_RULE_MAPPING_LEAK:
	case DL_RULE_MAPPING_LEAK_ON_ERROR:
	case DL_RULE_MAPPING_LEAK_IN_LOOP:
	case DL_RULE_DOUBLE_UNMAP:
	case DL_RULE_UNMAP_FAILED_MAP:
	case DL_RULE_UNMAP_NEVER_MAPPED:
	case DL_RULE_USE_AFTER_UNMAP:
	case DL_RULE_SYNC_AFTER_UNMAP:
	case DL_RULE_UNCHECKED_MAP:
	case DL_RULE_UNCHECKED_MAP_SG:
	case DL_RULE_UNCHECKED_ALLOC:
	case DL_RULE_COHERENT_LEAK:
	case DL_RULE_COHERENT_LEAK_ON_ERROR:
	case DL_RULE_COHERENT_DOUBLE_FREE:
	case DL_RULE_COHERENT_USE_AFTER_FREE:
	case DL_RULE_POOL_LEAK:
	case DL_RULE_POOL_DOUBLE_FREE:
	case DL_RULE_POOL_USE_AFTER_DESTROY:
	case DL_RULE_POOL_DESTROY_BUSY:
		return true;
	default:
		return false;
	}
}

static struct dl_finding *new_finding(struct dl_engine *e)
{
	e->findings = dl_arena_reserve(e->arena, e->findings, e->nfindings, &e->cap_findings,
				       sizeof(*e->findings));
	return &e->findings[e->nfindings++];
}

static bool said_already(const struct dl_engine *e, enum dl_rule rule, const struct dl_place *p)
{
	for (size_t i = 0; i < e->nfindings; i++) {
		const struct dl_finding *f = &e->findings[i];

		if (f->rule == rule && f->line == p->line && f->column == p->column &&
		    !strcmp(f->file, p->file))
			return true;
	}
	return false;
}

/* ---- held back ------------------------------------------------------------------------------- */

static bool reads_memory(const struct dl_value *v)
{
	if (v && (v->kind == DL_V_INIT || v->kind == DL_V_SYMBOL))
		return v->kind == DL_V_INIT || v->a;
	return v && (reads_memory(v->a) || reads_memory(v->b));
}

/* "word & FLAG": a number of something may be in the same word. */
static bool is_flag(const struct dl_value *v)
{
	return v->kind == DL_V_BIN && v->op == DL_BIN_AND && v->b->kind == DL_V_CONST;
}

bool dl_asks_memory(const struct dl_value *v)
{
	if (!v || v->kind == DL_V_INIT || v->kind == DL_V_PARAM || v->kind == DL_V_CONST)
		return true;
	if (v->kind == DL_V_SYMBOL)
		return v->a != NULL;
	if (is_flag(v) && reads_memory(v->a))
		return true;
	return dl_asks_memory(v->a) && dl_asks_memory(v->b);
}

const struct dl_value *dl_last_question(const struct dl_path_state *s)
{
	const struct dl_value *cond = s->trail ? s->trail->cond : NULL;

	while (cond && cond->kind == DL_V_NOT)
		cond = cond->a;
	return cond && dl_asks_memory(cond) ? cond : NULL;
}

bool dl_asked_since(const struct dl_path_state *s, const struct dl_trail *since)
{
	for (const struct dl_trail *t = s->trail; t && t != since; t = t->prev)
		if (!t->at->loop && dl_asks_memory(t->cond))
			return true;
	return false;
}

static struct dl_release_seen *note_release(struct dl_run *run, bool wrong)
{
	struct dl_analysis *an = run->analysis;
	struct dl_release_seen *r = DL_NEW(an->arena, struct dl_release_seen);
	const struct dl_instr *t;

	r->site = an->held->site;
	r->cond = an->held_cond;
	r->at = an->held_at;
	r->asked = an->held_asked;
	t = dl_ir_terminator(an->held_at->block);
	if (t->op == DL_OP_JUMP)
		r->after = t->targets[0];
	else if (t->op == DL_OP_RET)
		r->ret = t->loc;
	r->wrong = wrong;
	r->next = an->releases;
	an->releases = r;
	return r;
}

void dl_hold_reports(struct dl_run *run, const struct dl_path_state *s, const struct dl_object *o,
		     const struct dl_instr *at)
{
	run->analysis->held = o;
	run->analysis->held_at = at;
	run->analysis->held_cond = dl_last_question(s);
	/* what was asked before an earlier release has led to that one */
	run->analysis->held_asked = dl_asked_since(s, o->state == DL_STATE_RELEASED
							      ? o->release_trail
							      : o->acquire_trail);
	run->analysis->held_wrong = false;
}

static struct dl_finding *held_finding(struct dl_run *run)
{
	run->analysis->held_wrong = true;
	return &note_release(run, true)->finding;
}

void dl_release_reports(struct dl_run *run)
{
	if (!run->analysis->held_wrong)
		note_release(run, false);
	run->analysis->held = NULL;
}

static bool has_right_way(const struct dl_analysis *an, const struct dl_release_seen *wrong)
{
	for (const struct dl_release_seen *r = an->releases; r; r = r->next) {
		if (r->wrong || r->site != wrong->site)
			continue;
		if (wrong->asked && r->at == wrong->at)
			return true;
		if (wrong->cond && r->cond == wrong->cond && r->after == wrong->after &&
		    r->ret == wrong->ret && (r->after || r->ret))
			return true;
	}
	return false;
}

void dl_settle_held(struct dl_analysis *an)
{
	for (const struct dl_release_seen *r = an->releases; r; r = r->next) {
		const struct dl_finding *f = &r->finding;
		struct dl_place p = { f->file, f->line, f->column };

		if (r->wrong && !said_already(an->engine, f->rule, &p) && !has_right_way(an, r) &&
		    !(f->rule == DL_RULE_UNMAP_FAILED_MAP && r->site == an->inverted))
			*new_finding(an->engine) = *f;
	}
}

/* The calls that led into the function, innermost first. */
static void call_steps(struct steps *steps, struct dl_run *run)
{
	const struct dl_run *r = run;

	for (int i = 0; i < MAX_CALLS && r->caller; i++, r = r->caller)
		add_step(steps, DL_STEP_CALL, r->caller->func->unit,
			 run->analysis->contexts[r->context].call->loc,
			 dl_arena_printf(steps->engine->arena, "in the call of %s() here",
					 r->func->name));
}

static bool has_line(const struct dl_func *func, const struct dl_unit *unit,
		     const struct dl_place *p)
{
	const struct dl_place *from = dl_ir_place(func->unit, func->loc);
	const struct dl_place *to = dl_ir_place(func->unit, func->end);

	return func->unit == unit && from->file && to->file && p->line >= from->line &&
	       p->line <= to->line && !strcmp(from->file, p->file) && !strcmp(to->file, p->file);
}

/* Who is told of a map in a helper is the helper, not the caller in which it turned out. */
static const char *function_at(const struct dl_unit *unit, const struct dl_place *p,
			       const struct dl_func *analysed)
{
	if (has_line(analysed, unit, p))
		return analysed->name;
	for (size_t i = 0; i < unit->nfuncs; i++)
		if (has_line(unit->funcs[i], unit, p))
			return unit->funcs[i]->name;
	return analysed->name;
}

struct dl_finding *dl_report(struct dl_run *run, const struct dl_path_state *s, enum dl_rule rule,
			     enum dl_confidence confidence, const struct dl_unit *unit, dl_loc loc,
			     const struct dl_object *about, const char *fmt, ...)
{
	struct dl_engine *e = run->analysis->engine;
	const struct dl_place *p = dl_ir_place(unit, loc);
	struct steps steps = { .engine = e };
	struct dl_finding *f;
	char message[512];
	va_list ap;

	if (!e->options.enabled[rule] || confidence < e->options.min_confidence ||
	    (about && about->maybe) || said_already(e, rule, p))
		return NULL;
	va_start(ap, fmt);
	vsnprintf(message, sizeof(message), fmt, ap);
	va_end(ap);
	path_steps(&steps, run, s, about, needs_path(rule));
	call_steps(&steps, run);
	f = run->analysis->held ? held_finding(run) : new_finding(e);
	*f = (struct dl_finding){ .rule = rule, .confidence = confidence, .file = p->file,
				  .line = p->line, .column = p->column,
				  .function = function_at(unit, p, run->func),
				  .machine = about ? about->api->machine : DL_MACHINE_NONE,
				  .state = about ? about->state : DL_STATE_UNCHECKED,
				  .nsteps = steps.n };
	f->message = dl_arena_strndup(e->arena, message, strlen(message));
	f->object = dl_subject(run, s, about, unit, loc, f->message);
	f->steps = DL_NEW_ARRAY(e->arena, struct dl_step, steps.n);
	memcpy(f->steps, steps.items, steps.n * sizeof(*f->steps));
	return f;
}

void dl_report_call(struct dl_run *run, const struct dl_path_state *s, enum dl_rule rule,
		    const struct dl_instr *call, const struct dl_object *about, const char *words)
{
	dl_report(run, s, rule, dl_rule_info(rule)->confidence, run->func->unit, call->loc, about,
		  "%s() %s", dl_call_name(call), words);
}

static struct dl_finding *report_place(struct dl_engine *e, enum dl_rule rule,
				       const struct dl_unit *unit, dl_loc loc,
				       const char *function, const char *fmt, va_list args)
{
	const struct dl_place *p = dl_ir_place(unit, loc);
	enum dl_confidence confidence = dl_rule_info(rule)->confidence;
	struct dl_finding *f;
	char message[512];

	if (!e->options.enabled[rule] || confidence < e->options.min_confidence ||
	    said_already(e, rule, p))
		return NULL;
	vsnprintf(message, sizeof(message), fmt, args);
	f = new_finding(e);
	*f = (struct dl_finding){ .rule = rule, .confidence = confidence, .file = p->file,
				  .line = p->line, .column = p->column, .function = function,
				  .object = "" };
	f->message = dl_arena_strndup(e->arena, message, strlen(message));
	return f;
}

static void add_only_step(struct dl_engine *e, struct dl_finding *f, enum dl_step_kind kind,
			  const struct dl_unit *unit, dl_loc loc, const char *note)
{
	const struct dl_place *p = dl_ir_place(unit, loc);

	f->nsteps = 1;
	f->steps = DL_NEW(e->arena, struct dl_step);
	f->steps[0] = (struct dl_step){ kind, p->file, p->line, p->column, note };
}

void dl_report_pair(struct dl_engine *e, enum dl_rule rule, const struct dl_unit *unit, dl_loc loc,
		    const char *function, const struct dl_unit *other_unit, dl_loc other_loc,
		    const char *note, const char *fmt, ...)
{
	struct dl_finding *f;
	va_list args;

	va_start(args, fmt);
	f = report_place(e, rule, unit, loc, function, fmt, args);
	va_end(args);
	if (f && other_unit)
		add_only_step(e, f, DL_STEP_ACQUIRED, other_unit, other_loc, note);
}

void dl_report_after(struct dl_engine *e, enum dl_rule rule, const struct dl_unit *unit, dl_loc loc,
		     const char *function, enum dl_step_kind kind,
		     const struct dl_unit *other_unit, dl_loc other_loc, const char *note,
		     const char *fmt, ...)
{
	struct dl_finding *f;
	va_list args;

	va_start(args, fmt);
	f = report_place(e, rule, unit, loc, function, fmt, args);
	va_end(args);
	if (f)
		add_only_step(e, f, kind, other_unit, other_loc, note);
}

static const struct dl_step *acquisition(const struct dl_finding *f)
{
	for (size_t i = 0; i < f->nsteps; i++)
		if (f->steps[i].kind == DL_STEP_ACQUIRED)
			return &f->steps[i];
	return NULL;
}

/* A mapping that no path undoes is lost on the failing ones, too: that is said already. */
static bool is_lost_anyhow(const struct dl_engine *e, const struct dl_finding *f)
{
	enum dl_rule always = f->rule == DL_RULE_MAPPING_LEAK_ON_ERROR ? DL_RULE_MAPPING_LEAK
			      : f->rule == DL_RULE_COHERENT_LEAK_ON_ERROR ? DL_RULE_COHERENT_LEAK
									  : DL_RULE_NONE;
	const struct dl_step *made = acquisition(f), *other;

	for (size_t i = 0; always && made && i < e->nfindings; i++) {
		if (e->findings[i].rule != always)
			continue;
		other = acquisition(&e->findings[i]);
		if (other && other->line == made->line && other->column == made->column &&
		    !strcmp(other->file, made->file))
			return true;
	}
	return false;
}

void dl_findings_finish(struct dl_engine *e)
{
	size_t n = 0;

	for (size_t i = 0; i < e->nfindings; i++)
		if (!is_lost_anyhow(e, &e->findings[i]))
			e->findings[n++] = e->findings[i];
	e->nfindings = dl_findings_sort(e->findings, n);
}
