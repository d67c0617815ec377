/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The groups are numbered, the largest first, and a counter in shared memory says which is next.
 * Each process takes a number, reads the units of that group, runs an engine over them, writes what
 * it found to its pipe as one record, and takes the next. So no process waits for another, and what
 * a crash costs is known: the number that was taken and has no record. Results are put together in
 * the order of the groups, so they do not depend on who was first.
 */
#define _GNU_SOURCE
#include "tools/dma-lint/analysis.h"

#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <math.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "checker/report/pack.h"
#include "tools/dma-lint/jobs.h"
#include "tools/dma-lint/message.h"
#include "tools/dma-lint/progress.h"
#include "tools/dma-lint/write_all.h"

#define LAST_SECONDS 3	/* for what was parsed, if parsing was interrupted */

struct group {
	size_t *units;
	size_t count, bytes;	/* bytes: of IR text */
	const struct dl_shared *shared;
	struct hash key;	/* in the cache */
	struct dl_finding *findings;
	size_t nfindings;
};

struct board {			/* in shared memory */
	_Atomic size_t next;	/* the place in the order that is taken next */
};

struct process {
	pid_t pid;		/* 0: none */
	int fd;
	struct buffer records;
};

struct run {
	struct analysis *a;
	struct group *groups;
	size_t ngroups, ntasks;
	size_t *order;		/* tasks: groups that are not known, the largest first */
	bool *answered;		/* of groups */
	_Atomic size_t *taken;	/* in shared memory, by process: place in the order + 1, or 0 */
	struct board *board;
	struct process *processes;
	size_t nprocesses, running;
	struct pollfd *fds;
	sigset_t wait_mask;
};

struct header {			/* of a record */
	uint64_t group, len;
};

/* ---- in the process of an engine -------------------------------------------------------------- */

static void pack_stats(FILE *out, const struct dl_engine_stats *s)
{
	dl_pack_number(out, s->functions);
	dl_pack_number(out, s->followed);
	dl_pack_number(out, s->calls);
	dl_pack_number(out, s->states);
	dl_pack_number(out, s->capped);
	for (int i = 0; i < DL_LIMIT_COUNT; i++)
		dl_pack_number(out, s->limits[i]);
	dl_pack_number(out, s->nslowest);
	for (size_t i = 0; i < s->nslowest; i++) {
		dl_pack_string(out, s->slowest[i].function);
		dl_pack_string(out, s->slowest[i].file);
		dl_pack_number(out, s->slowest[i].states);
		dl_pack_number(out, (uint64_t)(s->slowest[i].seconds * 1e9));
	}
}

static struct dl_unit *read_unit(const struct analysis_unit *u)
{
	char message[96];
	struct dl_unit *unit = dl_ir_read(u->text, u->len, message, sizeof(message));

	if (!unit)
		abort();	/* it was read before */
	return unit;
}

static void add_units(const struct run *r, const struct group *g, struct dl_engine *engine,
		      struct dl_unit **units)
{
	for (size_t i = 0; i < g->count; i++) {
		const struct analysis_unit *u = &r->a->units[g->units[i]];

		units[i] = read_unit(u);
		dl_engine_add(engine, units[i]);
		if (u->whole_module)
			dl_engine_whole_module(engine, u->whole_module);
	}
	if (r->a->whole)
		dl_engine_whole_module(engine, NULL);
	dl_engine_shared(engine, g->shared);
}

static void analyse(const struct run *r, const struct group *g, FILE *out)
{
	struct dl_engine *engine = dl_engine_new(r->a->options);
	struct dl_unit **units = calloc(g->count, sizeof(units[0]));
	const struct dl_finding *findings;
	struct dl_engine_stats stats;
	size_t n;

	if (!units)
		abort();
	add_units(r, g, engine, units);
	dl_engine_run(engine);
	findings = dl_engine_findings(engine, &n);
	stats = dl_engine_stats(engine);
	dl_pack_findings(out, findings, n);
	pack_stats(out, &stats);
	dl_engine_free(engine);
	for (size_t i = 0; i < g->count; i++)
		dl_ir_unit_free(units[i]);
	free(units);
}

static void answer(const struct run *r, size_t number, int fd)
{
	char *record = NULL;
	size_t len = 0;
	FILE *out = open_memstream(&record, &len);

	if (!out)
		abort();
	analyse(r, &r->groups[number], out);
	if (fclose(out) != 0)
		abort();
	if (!write_all(fd, &(struct header){ number, len }, sizeof(struct header)) ||
	    !write_all(fd, record, len))
		_exit(1);	/* nobody reads any more */
	free(record);
}

_Noreturn static void be_engine(const struct run *r, size_t self, int fd)
{
	static const int signals[] = { SIGINT, SIGTERM, SIGHUP };
	size_t place;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++)
		signal(signals[i], SIG_IGN);	/* the command decides */
	/* What one group needed the next one needs, too: not back to the system in between. */
	mallopt(M_MMAP_THRESHOLD, 64 << 20);
	mallopt(M_TRIM_THRESHOLD, 256 << 20);
	while ((place = atomic_fetch_add(&r->board->next, 1)) < r->ntasks) {
		atomic_store(&r->taken[self], place + 1);
		answer(r, r->order[place], fd);
		atomic_store(&r->taken[self], 0);
	}
	_exit(0);
}

/* ---- the other end of the pipe ---------------------------------------------------------------- */

static void unpack_stats(struct dl_reader *in, struct dl_arena *arena, struct dl_engine_stats *s)
{
	*s = (struct dl_engine_stats){ 0 };
	s->functions = dl_unpack_number(in);
	s->followed = dl_unpack_number(in);
	s->calls = dl_unpack_number(in);
	s->states = dl_unpack_number(in);
	s->capped = dl_unpack_number(in);
	for (int i = 0; i < DL_LIMIT_COUNT; i++)
		s->limits[i] = dl_unpack_number(in);
	s->nslowest = dl_unpack_count(in, 1);
	in->bad |= s->nslowest > DL_SLOWEST;
	for (size_t i = 0; !in->bad && i < s->nslowest; i++) {
		s->slowest[i].function = dl_unpack_string(in, arena);
		s->slowest[i].file = dl_unpack_string(in, arena);
		s->slowest[i].states = dl_unpack_number(in);
		s->slowest[i].seconds = (double)dl_unpack_number(in) / 1e9;
	}
}

static bool take_record(struct run *r, size_t number, const char *record, size_t len)
{
	struct dl_reader in = { record, record + len, false };
	struct dl_engine_stats stats;
	struct group *g;

	if (number >= r->ngroups || r->answered[number])
		return false;
	g = &r->groups[number];
	g->findings = dl_unpack_findings(&in, r->a->arena, &g->nfindings);
	unpack_stats(&in, r->a->arena, &stats);
	if (in.bad) {
		g->nfindings = 0;
		return false;
	}
	dl_engine_stats_add(&r->a->stats, &stats);
	r->answered[number] = true;
	r->a->done++;
	return true;
}

/* False: what it says makes no sense. */
static bool take_records(struct run *r, struct process *p)
{
	size_t at = 0;
	bool good = true;

	while (good && p->records.len - at >= sizeof(struct header)) {
		const char *start = p->records.data + at;
		struct header h;

		memcpy(&h, start, sizeof(h));
		if (p->records.len - at - sizeof(h) < h.len)
			break;
		good = take_record(r, h.group, start + sizeof(h), h.len);
		if (good && r->a->cache)
			cache_put(r->a->cache, r->groups[h.group].key, start + sizeof(h), h.len);
		at += sizeof(h) + h.len;
	}
	p->records.len -= at;
	memmove(p->records.data, p->records.data + at, p->records.len);
	return good;
}

/* ---- processes -------------------------------------------------------------------------------- */

static void start(struct run *r, size_t self)
{
	struct process *p = &r->processes[self];
	int fds[2];

	if (pipe2(fds, O_CLOEXEC) != 0)
		die("pipe", "%s", strerror(errno));
	p->pid = fork();
	if (p->pid < 0)
		die("fork", "%s", strerror(errno));
	if (p->pid == 0) {
		sigprocmask(SIG_SETMASK, &r->wait_mask, NULL);
		be_engine(r, self, fds[1]);
	}
	close(fds[1]);
	p->fd = fds[0];
	r->running++;
}

static void lose(struct run *r, size_t number)
{
	const struct group *g = &r->groups[number];

	for (size_t i = 0; i < g->count; i++)
		r->a->lost[g->units[i]] = true;
}

static bool is_over(const struct run *r)
{
	return atomic_load(&r->board->next) >= r->ntasks;
}

/* It is at its end. The group that it had taken is lost if there is no record of it. */
static void reap(struct run *r, size_t self)
{
	struct process *p = &r->processes[self];
	size_t taken;

	close(p->fd);
	while (waitpid(p->pid, NULL, 0) < 0 && errno == EINTR)
		;
	p->pid = 0;
	r->running--;
	buffer_free(&p->records);
	taken = atomic_exchange(&r->taken[self], 0);
	if (taken && !r->answered[r->order[taken - 1]])
		lose(r, r->order[taken - 1]);
	if (!is_over(r))
		start(r, self);
}

static void listen(struct run *r)
{
	for (size_t i = 0; i < r->nprocesses; i++)
		r->fds[i] = (struct pollfd){ r->processes[i].pid ? r->processes[i].fd : -1, POLLIN,
					     0 };
	if (ppoll(r->fds, r->nprocesses, &(struct timespec){ .tv_sec = 1 }, &r->wait_mask) <= 0)
		return;
	for (size_t i = 0; i < r->nprocesses; i++) {
		struct process *p = &r->processes[i];

		if (!r->fds[i].revents)
			continue;
		if (!buffer_read(&p->records, p->fd))
			reap(r, i);
		else if (!take_records(r, p))
			kill(p->pid, SIGKILL);
	}
}

static void stop(struct run *r)
{
	atomic_store(&r->board->next, r->ntasks);
	for (size_t i = 0; i < r->nprocesses; i++) {
		struct process *p = &r->processes[i];

		if (!p->pid)
			continue;
		kill(p->pid, SIGKILL);
		while (waitpid(p->pid, NULL, 0) < 0 && errno == EINTR)
			;
		close(p->fd);
		buffer_free(&p->records);
	}
}

/* ---- all of it -------------------------------------------------------------------------------- */

static int larger_first(const void *a, const void *b, void *of)
{
	const struct group *groups = of;
	size_t x = *(const size_t *)a, y = *(const size_t *)b;

	if (groups[x].bytes != groups[y].bytes)
		return groups[x].bytes > groups[y].bytes ? -1 : 1;
	return x < y ? -1 : 1;
}

static void add_to_group(struct dl_arena *arena, struct group *g, size_t unit, size_t bytes)
{
	size_t capacity = g->count;	/* doubled whenever it is a power of two */

	if ((g->count & (g->count - 1)) == 0)
		g->units = dl_arena_reserve(arena, g->units, g->count, &capacity,
					    sizeof(g->units[0]));
	g->units[g->count++] = unit;
	g->bytes += bytes;
}

static void make_groups(struct run *r, struct dl_arena *arena)
{
	const struct analysis *a = r->a;
	const struct dl_summary **summaries =
		DL_NEW_ARRAY(arena, const struct dl_summary *, a->nunits);
	struct dl_shared *shared;
	struct dl_groups groups;

	for (size_t i = 0; i < a->nunits; i++)
		summaries[i] = a->units[i].summary;
	groups = dl_link(summaries, a->nunits, arena);
	shared = dl_link_shared(summaries, a->nunits, &groups, arena);
	r->ngroups = groups.count;
	r->groups = DL_NEW_ARRAY(arena, struct group, groups.count);
	r->answered = DL_NEW_ARRAY(arena, bool, groups.count);
	for (size_t i = 0; i < a->nunits; i++)
		add_to_group(arena, &r->groups[groups.of[i]], i, a->units[i].len);
	for (size_t g = 0; g < groups.count; g++)
		r->groups[g].shared = &shared[g];
}

/* All that the findings of a group depend on. */
static struct hash key_of(const struct run *r, const struct group *g)
{
	const struct dl_engine_options *o = r->a->options;
	struct hash build = cache_build(r->a->cache), hash;
	char *text = NULL;
	size_t len = 0;
	FILE *out = open_memstream(&text, &len);

	if (!out)
		die(NULL, "out of memory");
	fwrite(&build, sizeof(build), 1, out);
	fwrite(o->enabled, sizeof(o->enabled), 1, out);
	dl_pack_number(out, o->min_confidence);
	dl_pack_number(out, o->cache_line);
	dl_pack_number(out, r->a->whole);
	for (size_t i = 0; i < g->count; i++) {
		const struct analysis_unit *u = &r->a->units[g->units[i]];

		hash = hash_bytes(u->text, u->len);
		fwrite(&hash, sizeof(hash), 1, out);
		dl_pack_string(out, u->whole_module);
	}
	if (g->shared->count)
		fwrite(g->shared->members, sizeof(g->shared->members[0]), g->shared->count, out);
	fclose(out);
	hash = hash_bytes(text, len);
	free(text);
	return hash;
}

static void look_up(struct run *r, size_t number)
{
	struct group *g = &r->groups[number];
	const char *record;
	size_t len;

	g->key = key_of(r, g);
	record = cache_get(r->a->cache, g->key, &len);
	if (record && take_record(r, number, record, len))
		r->a->known++;
}

static void make_tasks(struct run *r, struct dl_arena *arena)
{
	r->order = DL_NEW_ARRAY(arena, size_t, r->ngroups);
	for (size_t g = 0; g < r->ngroups; g++) {
		if (r->a->cache)
			look_up(r, g);
		if (!r->answered[g])
			r->order[r->ntasks++] = g;
	}
	qsort_r(r->order, r->ntasks, sizeof(r->order[0]), larger_first, r->groups);
}

static size_t board_size(const struct run *r)
{
	return sizeof(struct board) + r->nprocesses * sizeof(r->taken[0]);
}

static void make_board(struct run *r)
{
	r->board = mmap(NULL, board_size(r), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1,
			0);
	if (r->board == MAP_FAILED)
		die("mmap", "%s", strerror(errno));
	r->taken = (_Atomic size_t *)(r->board + 1);
}

static void collect(struct run *r)
{
	struct analysis *a = r->a;
	size_t n = 0;

	for (size_t g = 0; g < r->ngroups; g++)
		n += r->groups[g].nfindings;
	a->findings = DL_NEW_ARRAY(a->arena, struct dl_finding, n);
	n = 0;
	for (size_t g = 0; g < r->ngroups; g++)
		for (size_t i = 0; i < r->groups[g].nfindings; i++)
			a->findings[n++] = r->groups[g].findings[i];
	a->nfindings = dl_findings_sort(a->findings, n);
}

void analysis_run(struct analysis *a)
{
	struct dl_arena *arena = dl_arena_new();
	struct run r = { .a = a };
	int signal_before = jobs_interrupted();
	double end = signal_before ? now() + LAST_SECONDS : INFINITY;

	a->lost = DL_NEW_ARRAY(a->arena, bool, a->nunits);
	make_groups(&r, arena);
	make_tasks(&r, arena);
	a->groups = r.ngroups;
	r.nprocesses = a->jobs < r.ntasks ? a->jobs : r.ntasks;
	r.processes = DL_NEW_ARRAY(arena, struct process, r.nprocesses);
	r.fds = DL_NEW_ARRAY(arena, struct pollfd, r.nprocesses);
	make_board(&r);
	jobs_catch_signals(&r.wait_mask);
	for (size_t i = 0; i < r.nprocesses; i++)
		start(&r, i);
	while (r.running && jobs_interrupted() == signal_before && now() < end) {
		progress_count(a->done, a->groups, "groups of files analysed");
		listen(&r);
	}
	stop(&r);
	sigprocmask(SIG_SETMASK, &r.wait_mask, NULL);
	munmap(r.board, board_size(&r));
	collect(&r);
	dl_arena_free(arena);
}
