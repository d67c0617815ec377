/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Workers: one process a source, several at once, each with two pipes that one poll loop reads: the
 * IR, and what it says on stderr. How a worker is called and what its status means is said in
 * checker/clang/protocol.h. A worker that crashes, is killed or takes too long costs its source
 * and nothing else. Workers die with the command.
 *
 * Sources with a preamble come after those without, group by group, so that few servers live at once. A server takes
 * a slot while it parses the headers; when it is ready, it only waits.
 */
#define _GNU_SOURCE
#include "tools/dma-lint/jobs.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "checker/clang/protocol.h"
#include "checker/ir/arena.h"
#include "tools/dma-lint/configs.h"
#include "tools/dma-lint/contents.h"
#include "tools/dma-lint/message.h"
#include "tools/dma-lint/preambles.h"
#include "tools/dma-lint/progress.h"
#include "tools/dma-lint/servers.h"

struct slot {
	struct job *job;	/* NULL: free, or a server's */
	struct preamble *preamble;	/* whose server begins here, or NULL */
	pid_t pid;
	int ir, said;		/* -1: at its end */
	double deadline;
	bool timed_out;
};

struct pool {
	void (*on_done)(struct job *job, void *data);
	void *data;
	unsigned timeout;
	char *overlay;		/* a word for the worker, or NULL */
	int config;		/* a file in memory for it, or -1 */
	struct job **jobs;	/* those that are to be run, group by group */
	size_t next;		/* all before are begun */
	struct slot *slots;
	size_t nslots, running;
	size_t done, total;	/* jobs that are to be run */
	struct pollfd *fds;
	sigset_t wait_mask;	/* while waiting, signals come through */
};

static volatile sig_atomic_t interrupted;

static void on_signal(int number)
{
	interrupted = number;
}

/* ---- buffers and jobs ----------------------------------------------------------------------- */

static void buffer_reserve(struct buffer *b, size_t more)
{
	size_t capacity = b->capacity ? b->capacity : 4096;

	while (capacity < b->len + more)
		capacity *= 2;
	if (capacity == b->capacity)
		return;
	b->data = realloc(b->data, capacity);
	if (!b->data)
		die(NULL, "out of memory");
	b->capacity = capacity;
}

void buffer_free(struct buffer *b)
{
	free(b->data);
	*b = (struct buffer){ 0 };
}

bool buffer_read(struct buffer *b, int fd)
{
	ssize_t len;

	buffer_reserve(b, 65536);
	do {
		errno = 0;
		len = read(fd, b->data + b->len, b->capacity - b->len);
	} while (len < 0 && errno == EINTR);
	if (len > 0)
		b->len += len;
	return len > 0;
}

void buffer_copy(struct buffer *b, const struct buffer *from)
{
	buffer_reserve(b, from->len);
	if (from->len)
		memcpy(b->data + b->len, from->data, from->len);
	b->len += from->len;
}

struct job *jobs_new(const struct source *sources, size_t count)
{
	struct job *jobs = calloc(count + 1, sizeof(jobs[0]));

	if (!jobs)
		die(NULL, "out of memory");
	for (size_t i = 0; i < count; i++)
		jobs[i].source = &sources[i];
	return jobs;
}

void jobs_free(struct job *jobs, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		buffer_free(&jobs[i].ir);
		buffer_free(&jobs[i].said);
	}
	free(jobs);
}

/* ---- starting ------------------------------------------------------------------------------- */

/* Beside the command in a build directory, or where an installation puts it. */
const char *jobs_worker(void)
{
	static char path[PATH_MAX + 64];
	static const char *const places[] = { "dma-lint-worker",
					      "../libexec/dma-lint/dma-lint-worker" };
	const char *named = getenv("DMA_LINT_WORKER");
	char self[PATH_MAX];
	ssize_t len = readlink("/proc/self/exe", self, sizeof(self) - 1);

	if (named && *named)
		return named;
	if (*path)
		return path;
	self[len > 0 ? len : 0] = '\0';
	for (size_t i = 0; i < 2; i++) {
		char *slash = strrchr(self, '/');

		snprintf(path, sizeof(path), "%.*s/%s", slash ? (int)(slash - self) : 0, self, places[i]);
		if (access(path, X_OK) == 0)
			return path;
	}
	*path = '\0';
	return NULL;
}

/* It will never serve: it has failed, or what goes before it has. */
static bool is_lost(const struct preamble *preamble)
{
	return preamble->state == PREAMBLE_GONE ||
	       (preamble->state == PREAMBLE_PLANNED && preamble->parent &&
		is_lost(preamble->parent));
}

/* With what it is to be parsed next, or NULL. */
static struct preamble *preamble_of(struct job *job)
{
	while (job->preamble && is_lost(job->preamble))
		job->preamble = job->preamble->parent;
	return job->preamble;
}

/* What has to be begun, or ended, before it can serve; NULL: it is ready. */
static struct preamble *first_to_begin(struct preamble *preamble)
{
	struct preamble *first = NULL;

	for (; preamble && preamble->state != PREAMBLE_READY; preamble = preamble->parent)
		first = preamble;
	return first;
}

/* serves: of a preamble, to which the source is the header. */
static char **worker_arguments(const struct pool *pool, const struct source *source, bool serves)
{
	size_t n = 0, at = 0;
	char **argv;

	while (source->command[n])
		n++;
	argv = dl_checked(calloc(n + 7, sizeof(argv[0])));
	argv[at++] = (char *)jobs_worker();
	if (pool->config >= 0)
		argv[at++] = "--config";
	if (pool->overlay)
		argv[at++] = pool->overlay;
	if (serves)
		argv[at++] = "--serve";
	argv[at++] = (char *)source->directory;
	argv[at++] = (char *)source->path;
	memcpy(argv + at, source->command, n * sizeof(argv[0]));
	return argv;
}

/* What a worker has under which number; -1: nothing. */
struct handed {
	int said, ir, socket, header, config;
};

/* In the child: under a number that nothing has that we hand down. */
static int out_of_the_way(int fd)
{
	return fd < 0 ? fd : fcntl(fd, F_DUPFD_CLOEXEC, 10);
}

static void hand_down(int fd, int number)
{
	if (fd >= 0)
		dup2(fd, number);
}

/*
 * The child has our memory until it has become the worker: a fork would copy the page tables of all
 * the IR that is here already. So it makes calls to the system only, and writes nothing but locals.
 */
static void become_worker(const struct pool *pool, char **argv, struct handed handed)
{
	int said = out_of_the_way(handed.said), ir = out_of_the_way(handed.ir);
	int socket = out_of_the_way(handed.socket), header = out_of_the_way(handed.header);
	int config = out_of_the_way(handed.config);
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	sigprocmask(SIG_SETMASK, &pool->wait_mask, NULL);
	dup2(null, STDIN_FILENO);
	dup2(null, STDOUT_FILENO);
	dup2(said >= 0 ? said : null, STDERR_FILENO);
	hand_down(ir >= 0 ? ir : null, DL_WORKER_FD);	/* so that nothing else gets the number */
	hand_down(socket, DL_WORKER_SOCKET_FD);
	hand_down(header, DL_WORKER_HEADER_FD);
	hand_down(config, DL_WORKER_CONFIG_FD);
	execv(argv[0], argv);
	dprintf(STDERR_FILENO, "%s: %s\n", argv[0], strerror(errno));
	_exit(127);
}

static pid_t run_worker(const struct pool *pool, const struct source *source, bool serves,
			struct handed handed)
{
	char **argv;
	pid_t pid;

	if (!jobs_worker())
		die("dma-lint-worker",
		    "not found beside the command (DMA_LINT_WORKER may name it)");
	argv = worker_arguments(pool, source, serves);
	handed.config = pool->config;
	pid = vfork();
	if (pid < 0)
		die("fork", "%s", strerror(errno));
	if (pid == 0)
		become_worker(pool, argv, handed);
	free(argv);
	return pid;
}

static void start(struct pool *pool, struct slot *slot, struct job *job)
{
	struct preamble *preamble = preamble_of(job);
	int ir[2], said[2];
	pid_t pid = -1;

	job->started = contents_clock();
	if (pipe2(ir, O_CLOEXEC) != 0 || pipe2(said, O_CLOEXEC) != 0)
		die("pipe", "%s", strerror(errno));
	if (preamble && preamble->state == PREAMBLE_READY)
		pid = server_ask(preamble, job->source, ir[1], said[1]);
	if (pid < 0) {
		job->preamble = NULL;
		pid = run_worker(pool, job->source, false,
				 (struct handed){ .ir = ir[1], .said = said[1], .socket = -1,
						  .header = -1 });
	}
	*slot = (struct slot){ .job = job, .pid = pid, .ir = ir[0], .said = said[0],
			       .deadline = now() + pool->timeout };
	close(ir[1]);
	close(said[1]);
	pool->running++;
}

/* -1: there will be none. */
static pid_t run_server(struct pool *pool, struct preamble *preamble, int socket)
{
	int header = server_header(preamble);
	pid_t pid = -1;

	if (header < 0)
		return -1;
	if (preamble->parent)
		pid = server_branch(preamble, socket, header);
	else
		pid = run_worker(pool, &preamble->header, true,
				 (struct handed){ .ir = -1, .said = -1, .socket = socket,
						  .header = header });
	close(header);
	return pid;
}

/* False: it will never serve. */
static bool start_server(struct pool *pool, struct slot *slot, struct preamble *preamble)
{
	int ends[2];

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
		die("socketpair", "%s", strerror(errno));
	preamble->server = run_server(pool, preamble, ends[1]);
	close(ends[1]);
	if (preamble->server < 0) {
		close(ends[0]);
		preamble->state = PREAMBLE_GONE;
		return false;
	}
	preamble->socket = ends[0];
	preamble->state = PREAMBLE_BEGUN;
	*slot = (struct slot){ .preamble = preamble, .pid = preamble->server, .ir = -1, .said = -1,
			       .deadline = now() + pool->timeout };
	pool->running++;
	return true;
}

/* ---- reading and ending --------------------------------------------------------------------- */

/* Reads what is there; at the end closes and forgets the descriptor. */
static void drain(int *fd, struct buffer *b)
{
	if (buffer_read(b, *fd))
		return;
	close(*fd);
	*fd = -1;
}

static const char *status_reason(int status)
{
	switch (status) {
	case DL_WORKER_PARSE:
		return "not checked: it does not parse";
	case DL_WORKER_FLAGS:
		return "not checked: Clang refuses its flags";
	case DL_WORKER_DIRECTORY:
		return "not checked: the directory of its compile command is not there";
	default:
		return "not checked: the worker failed, which is a bug in dma-lint";
	}
}

static void set_outcome(struct pool *pool, struct slot *slot, int status)
{
	struct job *job = slot->job;
	size_t size = sizeof(job->reason);

	job->outcome = JOB_FAILED;
	if (slot->timed_out)
		snprintf(job->reason, size, "not checked: not done after %u s (--timeout)",
			 pool->timeout);
	else if (WIFSIGNALED(status))
		snprintf(job->reason, size, "not checked: the worker crashed (%s)",
			 strsignal(WTERMSIG(status)));
	else if (WEXITSTATUS(status) != DL_WORKER_OK)
		snprintf(job->reason, size, "%s", status_reason(WEXITSTATUS(status)));
	else
		job->outcome = JOB_DONE;
}

static bool is_apart(int status)
{
	return WIFEXITED(status) && WEXITSTATUS(status) == DL_WORKER_APART;
}

static bool wants_another_try(const struct slot *slot, int status)
{
	if (slot->timed_out || interrupted || !slot->job->preamble)
		return false;
	return WIFSIGNALED(status) || is_apart(status) || WEXITSTATUS(status) == DL_WORKER_ALONE;
}

/* Without what the preamble added to its parent's, or without any: it may have been that which crashed the worker. */
static void start_again(struct pool *pool, struct slot *slot, int status)
{
	struct job *job = slot->job;

	buffer_free(&job->ir);
	buffer_free(&job->said);
	job->preamble = is_apart(status) ? job->preamble->parent : NULL;
	job->again++;
	start(pool, slot, job);
}

/* Nobody needs its servers for it any more. */
static void leave(struct preamble *preamble)
{
	for (; preamble; preamble = preamble->parent)
		if (--preamble->left == 0)
			server_end(preamble);
}

static void reap(struct pool *pool, struct slot *slot)
{
	struct job *job = slot->job;
	int status;

	if (slot->ir >= 0)
		close(slot->ir);
	if (slot->said >= 0)
		close(slot->said);
	while (waitpid(slot->pid, &status, 0) < 0 && errno == EINTR)
		;
	pool->running--;
	if (wants_another_try(slot, status)) {
		start_again(pool, slot, status);
		return;
	}
	set_outcome(pool, slot, status);
	job->shares = job->preamble;
	if (job->outcome == JOB_DONE && pool->on_done)
		pool->on_done(job, pool->data);
	slot->job = NULL;
	pool->done++;
	leave(job->source->preamble);
}

/* It is ready, or it is gone: the slot is free again. */
static void settle_server(struct pool *pool, struct slot *slot)
{
	server_is_ready(slot->preamble);
	slot->preamble = NULL;
	pool->running--;
}

static void check_deadlines(struct pool *pool)
{
	double time = now();

	for (size_t i = 0; i < pool->nslots; i++) {
		struct slot *slot = &pool->slots[i];

		if ((slot->job || slot->preamble) && !slot->timed_out && time >= slot->deadline) {
			slot->timed_out = true;
			kill(slot->pid, SIGKILL);
		}
	}
}

static struct timespec until_deadline(const struct pool *pool)
{
	double wait = pool->timeout, time = now();

	for (size_t i = 0; i < pool->nslots; i++) {
		const struct slot *slot = &pool->slots[i];

		if ((slot->job || slot->preamble) && !slot->timed_out &&
		    slot->deadline - time < wait)
			wait = slot->deadline - time;
	}
	if (wait < 0)
		wait = 0;
	return (struct timespec){ (time_t)wait, (long)((wait - (time_t)wait) * 1e9) };
}

static void wait_for_output(struct pool *pool)
{
	struct timespec timeout = until_deadline(pool);

	for (size_t i = 0; i < pool->nslots; i++) {
		const struct slot *slot = &pool->slots[i];

		int first = slot->preamble ? slot->preamble->socket : slot->job ? slot->ir : -1;

		pool->fds[2 * i] = (struct pollfd){ first, POLLIN, 0 };
		pool->fds[2 * i + 1] = (struct pollfd){ slot->job ? slot->said : -1, POLLIN, 0 };
	}
	if (ppoll(pool->fds, 2 * pool->nslots, &timeout, &pool->wait_mask) <= 0)
		return;
	for (size_t i = 0; i < pool->nslots; i++) {
		struct slot *slot = &pool->slots[i];

		if (slot->preamble && pool->fds[2 * i].revents) {
			settle_server(pool, slot);
			continue;
		}
		if (pool->fds[2 * i].revents)
			drain(&slot->ir, &slot->job->ir);
		if (pool->fds[2 * i + 1].revents)
			drain(&slot->said, &slot->job->said);
		if (slot->job && slot->ir < 0 && slot->said < 0)
			reap(pool, slot);
	}
}

/* After an interrupt: whoever was running has not been linted. */
static void kill_all(struct pool *pool)
{
	for (size_t i = 0; i < pool->nslots; i++) {
		struct slot *slot = &pool->slots[i];
		struct job *job = slot->job;

		if (!job)
			continue;
		job->preamble = NULL;	/* nothing is begun again */
		kill(slot->pid, SIGKILL);
		reap(pool, slot);
		job->outcome = JOB_NOT_RUN;
	}
	for (size_t i = 0; i < pool->total; i++)
		for (struct preamble *p = pool->jobs[i]->source->preamble; p; p = p->parent)
			server_end(p);
}

/* ---- the pool ------------------------------------------------------------------------------- */

void jobs_catch_signals(sigset_t *before)
{
	static const int caught[] = { SIGINT, SIGTERM, SIGHUP };
	struct sigaction action = { .sa_handler = on_signal, .sa_flags = SA_RESETHAND };
	sigset_t blocked;

	sigemptyset(&blocked);
	for (size_t i = 0; i < sizeof(caught) / sizeof(caught[0]); i++) {
		sigaddset(&blocked, caught[i]);
		if (!interrupted)
			sigaction(caught[i], &action, NULL);
	}
	sigprocmask(SIG_BLOCK, &blocked, before);
}

static bool is_to_be_run(const struct job *job)
{
	return job->source->command && job->outcome == JOB_NOT_RUN;
}

static int compare_jobs(const void *a, const void *b)
{
	const struct job *x = *(struct job *const *)a, *y = *(struct job *const *)b;
	const struct preamble *p = x->source->preamble, *q = y->source->preamble;

	if (p && q && p != q)
		return p->index < q->index ? -1 : 1;
	if (!p != !q)
		return p ? 1 : -1;
	return x < y ? -1 : x > y;
}

/* Those that are to be run, group by group. */
static void order_jobs(struct pool *pool, struct job *jobs, size_t count)
{
	pool->jobs = dl_checked(calloc(count, sizeof(pool->jobs[0])));
	for (size_t i = 0; i < count; i++) {
		if (!is_to_be_run(&jobs[i]))
			continue;
		pool->jobs[pool->total++] = &jobs[i];
		jobs[i].preamble = jobs[i].source->preamble;
		for (struct preamble *p = jobs[i].preamble; p; p = p->parent)
			p->left++;
	}
	qsort(pool->jobs, pool->total, sizeof(pool->jobs[0]), compare_jobs);
}

/* Begins a job, or a server for jobs to come; false if there is nothing to be done for now. */
static bool fill_slot(struct pool *pool, struct slot *slot)
{
	while (pool->next < pool->total && pool->jobs[pool->next]->begun)
		pool->next++;
	for (size_t i = pool->next; i < pool->total;) {
		struct job *job = pool->jobs[i];
		struct preamble *server = job->begun ? NULL : first_to_begin(preamble_of(job));

		if (job->begun || (server && server->state == PREAMBLE_BEGUN)) {
			i++;
		} else if (!server) {
			job->begun = true;
			start(pool, slot, job);
			return true;
		} else if (start_server(pool, slot, server)) {
			return true;
		}
	}
	return false;
}

static void fill_slots(struct pool *pool)
{
	for (size_t i = 0; i < pool->nslots; i++) {
		struct slot *slot = &pool->slots[i];

		if (!slot->job && !slot->preamble && !fill_slot(pool, slot))
			return;
	}
}

int jobs_interrupted(void)
{
	return interrupted;
}

int jobs_run(struct job *jobs, size_t count, const struct options *options,
	     void (*done)(struct job *job, void *data), void *data)
{
	size_t nslots = options->jobs < count ? options->jobs : count;
	struct pool pool = { .timeout = options->timeout, .nslots = nslots, .on_done = done,
			     .data = data, .config = configs_descriptor(options->configs) };

	if (count == 0)
		return 0;
	pool.slots = dl_checked(calloc(nslots, sizeof(pool.slots[0])));
	pool.fds = dl_checked(calloc(2 * nslots, sizeof(pool.fds[0])));
	setenv("GLIBC_TUNABLES", "glibc.malloc.hugetlb=1", 0);	/* Clang's heap in fewer pages: 8 % */
	if (options->overlay && asprintf(&pool.overlay, "--overlay=%s", options->overlay) < 0)
		dl_checked(NULL);
	order_jobs(&pool, jobs, count);
	jobs_catch_signals(&pool.wait_mask);
	while (!interrupted) {
		fill_slots(&pool);
		if (!pool.running)
			break;
		progress_count(pool.done, pool.total, "files");
		wait_for_output(&pool);
		check_deadlines(&pool);
	}
	kill_all(&pool);
	sigprocmask(SIG_SETMASK, &pool.wait_mask, NULL);
	free(pool.jobs);
	free(pool.slots);
	free(pool.fds);
	free(pool.overlay);
	return interrupted;
}
