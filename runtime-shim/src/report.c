/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Reports: made under the lock while a call is looked at, delivered when the lock is free again. The
 * words are the checker's, the rule is a row of catalog.def; a few rules of its own are for what
 * only running shows.
 */
#include "shim.h"

#include <jansson.h>
#include <pthread.h>

struct pending {
	struct pending *next;
	int rule;
	enum dl_confidence confidence;
	char *message, *device, *origin_message;
	const char *call, *origin_call;
	struct shim_trace event, origin;
};

static const struct {
	const char *id;
	enum dl_confidence confidence;
} own_rules[] = {
	[SHIM_DEVICE_UNMAPPED - DL_RULE_COUNT] = { "shim-device-unmapped", DL_CONFIDENCE_HIGH },
	[SHIM_DEVICE_RANGE - DL_RULE_COUNT] = { "shim-device-out-of-range", DL_CONFIDENCE_HIGH },
	[SHIM_DEVICE_DIRECTION - DL_RULE_COUNT] = { "shim-device-direction", DL_CONFIDENCE_HIGH },
	[SHIM_GUARD_ZONE - DL_RULE_COUNT] = { "shim-guard-zone", DL_CONFIDENCE_HIGH },
	[SHIM_BAD_ARGUMENT - DL_RULE_COUNT] = { "shim-bad-argument", DL_CONFIDENCE_HIGH },
	[SHIM_BAD_FREE - DL_RULE_COUNT] = { "shim-bad-free", DL_CONFIDENCE_HIGH },
};

/* Under the lock of calls. */
static unsigned long counts[SHIM_RULE_COUNT];

/* Of this thread: first reported first. */
static __thread struct pending *first, *last;

static pthread_mutex_t output_lock = PTHREAD_MUTEX_INITIALIZER;
static dma_shim_hook *the_hook;
static void *hook_data;
static enum dma_shim_action action;
static enum dma_shim_format format;
static FILE *output;

static const char *rule_id(int rule)
{
	return rule < DL_RULE_COUNT ? dl_rule_info((enum dl_rule)rule)->id
				    : own_rules[rule - DL_RULE_COUNT].id;
}

static enum dl_confidence rule_confidence(int rule)
{
	return rule < DL_RULE_COUNT ? dl_rule_info((enum dl_rule)rule)->confidence
				    : own_rules[rule - DL_RULE_COUNT].confidence;
}

const char *shim_direction(enum dma_data_direction dir)
{
	static __thread char number[24];
	const char *name = dl_direction_name((int64_t)dir);

	if (name)
		return name;
	snprintf(number, sizeof(number), "%d", (int)dir);
	return number;
}

/* ---- making ------------------------------------------------------------------------------------ */

static char *printed(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
static char *printed(const char *fmt, ...)
{
	char *text = NULL;
	va_list args;

	va_start(args, fmt);
	if (vasprintf(&text, fmt, args) < 0)
		text = NULL;
	va_end(args);
	return text;
}

static bool has_role(const struct dl_api *api, enum dl_role role)
{
	return api && dl_api_arg(api, role) >= 0;
}

/* The checker's note: "mapped here by dma_map_single() [size=64] [direction=DMA_TO_DEVICE]". */
static char *origin_text(const struct shim_object *o)
{
	bool pool = o->machine == DL_MACHINE_POOL;
	const char *made = pool ? "created" : shim_is_memory(o) ? "allocated" : "mapped";
	char size[32] = "", nents[32] = "", dir[48] = "";

	if (has_role(o->api, DL_ROLE_SIZE) || o->machine == DL_MACHINE_POOL_OBJECT)
		snprintf(size, sizeof(size), " [size=%zu]", o->size);
	if (o->machine == DL_MACHINE_SG || o->machine == DL_MACHINE_SGTABLE)
		snprintf(nents, sizeof(nents), " [nents=%d]", o->nents);
	if (has_role(o->api, DL_ROLE_DIR))
		snprintf(dir, sizeof(dir), " [direction=%s]", shim_direction(o->dir));
	return printed("%s here by %s()%s%s%s", made, o->name, size, nents, dir);
}

static void add_pending(struct pending *p)
{
	if (last)
		last->next = p;
	else
		first = p;
	last = p;
}

static void report(const struct shim_call *call, int rule, enum dl_confidence confidence,
		   const struct shim_object *origin, const char *fmt, va_list args)
{
	const struct device *dev = call->dev ? call->dev : origin ? origin->dev : NULL;
	struct pending *p;

	if ((int)confidence < (int)shim_settings.min_confidence)
		return;
	counts[rule]++;
	p = calloc(1, sizeof(*p));
	if (!p)
		return;
	p->rule = rule;
	p->confidence = confidence;
	p->call = call->name;
	if (vasprintf(&p->message, fmt, args) < 0)
		p->message = NULL;
	p->device = dev ? strdup(shim_device_name(dev)) : NULL;
	if (call->at && call->at->n && shim_settings.stack_depth)
		p->event = *call->at;
	else if (shim_settings.stack_depth)
		shim_trace_take(&p->event, call->caller, DMA_SHIM_FRAMES);
	if (origin) {
		p->origin = origin->origin;
		p->origin_call = origin->name;
		p->origin_message = origin_text(origin);
	}
	add_pending(p);
}

void shim_report(const struct shim_call *call, int rule, const struct shim_object *origin,
		 const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	report(call, rule, rule_confidence(rule), origin, fmt, args);
	va_end(args);
}

void shim_report_as(const struct shim_call *call, int rule, enum dl_confidence confidence,
		    const struct shim_object *origin, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	report(call, rule, confidence, origin, fmt, args);
	va_end(args);
}

/* ---- printing ---------------------------------------------------------------------------------- */

static void print_stack(FILE *out, const struct dma_shim_stack *stack)
{
	for (unsigned int i = 0; i < stack->n; i++) {
		const struct dma_shim_frame *f = &stack->frames[i];

		fprintf(out, "    in %s()", f->function ? f->function : "?");
		if (f->file)
			fprintf(out, " at %s:%u", f->file, f->line);
		fputc('\n', out);
	}
}

static void print_place(FILE *out, const struct dma_shim_stack *stack)
{
	const struct dma_shim_frame *f = &stack->frames[0];

	if (stack->n && f->file)
		fprintf(out, "%s:%u: ", f->file, f->line);
	else if (stack->n && f->function)
		fprintf(out, "%s(): ", f->function);
}

static void print_text(FILE *out, const struct dma_shim_report *r)
{
	print_place(out, &r->event);
	fprintf(out, "warning: %s [%s]\n", r->message, r->rule);
	if (r->device)
		fprintf(out, "    device %s\n", r->device);
	print_stack(out, &r->event);
	if (!r->origin_message)
		return;
	print_place(out, &r->origin);
	fprintf(out, "note: %s\n", r->origin_message);
	print_stack(out, &r->origin);
}

static json_t *text_or_null(const char *text)
{
	return text ? json_string(text) : json_null();
}

static json_t *stack_json(const struct dma_shim_stack *stack)
{
	json_t *frames = json_array();

	for (unsigned int i = 0; i < stack->n; i++) {
		const struct dma_shim_frame *f = &stack->frames[i];

		json_array_append_new(frames, json_pack("{s:o, s:o, s:i}", "function",
							text_or_null(f->function), "file",
							text_or_null(f->file), "line",
							(int)f->line));
	}
	return frames;
}

static void print_json(FILE *out, const struct dma_shim_report *r)
{
	static const char *const levels[] = { "low", "medium", "high" };
	json_t *root = json_pack("{s:s, s:s, s:o, s:s, s:o, s:o}", "rule", r->rule, "confidence",
				 levels[r->confidence], "message", text_or_null(r->message), "call",
				 r->call, "device", text_or_null(r->device), "event",
				 stack_json(&r->event));

	if (root && r->origin_message)
		json_object_set_new(root, "origin",
				    json_pack("{s:s, s:s, s:o}", "call", r->origin_call, "message",
					      r->origin_message, "stack",
					      stack_json(&r->origin)));
	if (root) {
		json_dumpf(root, out, JSON_COMPACT);
		fputc('\n', out);
	}
	json_decref(root);
}

/* ---- delivering -------------------------------------------------------------------------------- */

static void deliver(const struct pending *p)
{
	struct dma_shim_report r = {
		.rule = rule_id(p->rule),
		.confidence = (enum dma_shim_confidence)p->confidence,
		.message = p->message,
		.call = p->call,
		.device = p->device,
		.origin_call = p->origin_call,
		.origin_message = p->origin_message,
	};
	enum dma_shim_action what;
	dma_shim_hook *hook;
	void *data;

	shim_trace_resolve(&p->event, &r.event);
	shim_trace_resolve(&p->origin, &r.origin);
	pthread_mutex_lock(&output_lock);
	what = action;
	hook = the_hook;
	data = hook_data;
	if (what != DMA_SHIM_CALLBACK) {
		(format == DMA_SHIM_JSON ? print_json : print_text)(output ? output : stderr, &r);
		fflush(output ? output : stderr);
	}
	pthread_mutex_unlock(&output_lock);
	if (what == DMA_SHIM_ABORT)
		abort();
	if (what == DMA_SHIM_CALLBACK && hook)
		hook(&r, data);
}

static void free_pending(struct pending *p)
{
	free(p->message);
	free(p->device);
	free(p->origin_message);
	free(p);
}

void shim_deliver(void)
{
	struct pending *p = first, *next;

	first = last = NULL;
	for (; p; p = next) {
		next = p->next;
		deliver(p);
		free_pending(p);
	}
}

/* ---- what a test asks for ---------------------------------------------------------------------- */

void dma_shim_set_hook(dma_shim_hook *hook, void *data)
{
	pthread_mutex_lock(&output_lock);
	the_hook = hook;
	hook_data = data;
	action = hook ? DMA_SHIM_CALLBACK : DMA_SHIM_LOG;
	pthread_mutex_unlock(&output_lock);
}

void dma_shim_set_action(enum dma_shim_action what)
{
	pthread_mutex_lock(&output_lock);
	action = what;
	pthread_mutex_unlock(&output_lock);
}

void dma_shim_set_format(enum dma_shim_format how)
{
	pthread_mutex_lock(&output_lock);
	format = how;
	pthread_mutex_unlock(&output_lock);
}

void dma_shim_set_output(FILE *out)
{
	pthread_mutex_lock(&output_lock);
	output = out;
	pthread_mutex_unlock(&output_lock);
}

unsigned long dma_shim_count(const char *rule)
{
	struct shim_call call = { 0 };
	struct shim_row row = { 0 };
	unsigned long n = 0;

	shim_enter(&call, &row, __func__, 1, 0, NULL);
	for (int i = DL_RULE_NONE + 1; i < SHIM_RULE_COUNT; i++)
		if (!rule || (counts[i] && !strcmp(rule, rule_id(i))))
			n += counts[i];
	shim_leave();
	return n;
}

void dma_shim_for_each_count(void (*fn)(const char *rule, unsigned long count, void *data),
			     void *data)
{
	struct shim_call call = { 0 };
	struct shim_row row = { 0 };
	unsigned long copy[SHIM_RULE_COUNT];

	shim_enter(&call, &row, __func__, 2, 0, NULL);
	memcpy(copy, counts, sizeof(copy));
	shim_leave();
	for (int i = DL_RULE_NONE + 1; i < SHIM_RULE_COUNT; i++)
		if (copy[i])
			fn(rule_id(i), copy[i], data);
}

void shim_reports_reset(void)
{
	memset(counts, 0, sizeof(counts));
}
