/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What a driver puts off: work, timers, tasklets, polls of an interface; and the time that they wait for. Nothing
 * runs by itself: a test decides when "later" is, so that each run is the same. Timers, tasklets and polls
 * run as the kernel's do, where nobody may sleep.
 */
#include "shim.h"

#include <errno.h>
#include <linux/delay.h>
#include <linux/interrupt.h>
#include <linux/netdevice.h>
#include <linux/spinlock.h>
#include <linux/timer.h>
#include <linux/workqueue.h>
#include <pthread.h>
#include <time.h>

/* ---- the list ---------------------------------------------------------------------------------- */

struct deferred {
	struct deferred *next;
	void (*run)(void *item);
	void *item;
	const struct workqueue_struct *wq;
	bool may_sleep;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct deferred *first;

static struct deferred **find(const void *item)
{
	struct deferred **p = &first;

	while (*p && (*p)->item != item)
		p = &(*p)->next;
	return p;
}

static bool is_put_off(const void *item)
{
	bool found;

	pthread_mutex_lock(&lock);
	found = *find(item) != NULL;
	pthread_mutex_unlock(&lock);
	return found;
}

/* At the end of the list; false if it is in it already. */
static bool put_off(void *item, void (*run)(void *item), bool may_sleep,
		    const struct workqueue_struct *wq)
{
	struct deferred *new = malloc(sizeof(*new)), **p;
	bool is_new;

	if (!new)
		return false;
	*new = (struct deferred){ NULL, run, item, wq, may_sleep };
	pthread_mutex_lock(&lock);
	p = find(item);
	is_new = !*p;
	if (is_new)
		*p = new;
	pthread_mutex_unlock(&lock);
	if (!is_new)
		free(new);
	return is_new;
}

static struct deferred *unlink_at(struct deferred **p)
{
	struct deferred *taken = *p;

	if (taken)
		*p = taken->next;
	return taken;
}

/* Off the list: to be run, or not at all. The caller frees it. */
static struct deferred *take(const void *item)
{
	struct deferred *taken;

	pthread_mutex_lock(&lock);
	taken = unlink_at(find(item));
	pthread_mutex_unlock(&lock);
	return taken;
}

static struct deferred *take_first(void)
{
	struct deferred *taken;

	pthread_mutex_lock(&lock);
	taken = unlink_at(&first);
	pthread_mutex_unlock(&lock);
	return taken;
}

static bool cancel(const void *item)
{
	struct deferred *taken = take(item);

	free(taken);
	return taken != NULL;
}

static void run(struct deferred *d)
{
	static spinlock_t bottom_half;

	if (!d->may_sleep)
		spin_lock_bh(&bottom_half);
	d->run(d->item);
	if (!d->may_sleep)
		spin_unlock_bh(&bottom_half);
	free(d);
}

static bool run_now(const void *item)
{
	struct deferred *d = take(item);

	if (d)
		run(d);
	return d != NULL;
}

unsigned int dma_shim_run_deferred(void)
{
	unsigned int waiting = 0, n = 0;
	struct deferred *d;

	pthread_mutex_lock(&lock);
	for (d = first; d; d = d->next)
		waiting++;
	pthread_mutex_unlock(&lock);
	for (; n < waiting && (d = take_first()); n++)
		run(d);
	return n;
}

void shim_deferred_reset(void)
{
	struct deferred *d;

	while ((d = take_first()))
		free(d);
}

/* ---- work -------------------------------------------------------------------------------------- */

struct workqueue_struct {
	char name[24];
};

static struct workqueue_struct for_all = { "events" };
struct workqueue_struct *system_wq = &for_all;

static void run_work(void *item)
{
	struct work_struct *work = item;

	if (work->func)
		work->func(work);
}

struct workqueue_struct *alloc_workqueue(const char *fmt, unsigned int flags, int max_active, ...)
{
	struct workqueue_struct *wq = calloc(1, sizeof(*wq));
	va_list args;

	(void)flags;
	va_start(args, max_active);
	if (wq)
		vsnprintf(wq->name, sizeof(wq->name), fmt, args);
	va_end(args);
	return wq;
}

/* The next item of a queue, or NULL. */
static const void *next_of(const struct workqueue_struct *wq)
{
	const struct deferred *d;
	const void *item;

	pthread_mutex_lock(&lock);
	for (d = first; d && d->wq != wq; d = d->next)
		;
	item = d ? d->item : NULL;
	pthread_mutex_unlock(&lock);
	return item;
}

void flush_workqueue(struct workqueue_struct *wq)
{
	const void *item;

	while ((item = next_of(wq)))
		run_now(item);
}

void destroy_workqueue(struct workqueue_struct *wq)
{
	if (SHIM_MISSING(wq, "a workqueue"))
		return;
	flush_workqueue(wq);
	free(wq);
}

bool queue_work(struct workqueue_struct *wq, struct work_struct *work)
{
	return !SHIM_MISSING(work, "work") && put_off(work, run_work, true, wq);
}

bool queue_delayed_work(struct workqueue_struct *wq, struct delayed_work *dwork,
			unsigned long delay)
{
	(void)delay;
	return !SHIM_MISSING(dwork, "work") && queue_work(wq, &dwork->work);
}

bool mod_delayed_work(struct workqueue_struct *wq, struct delayed_work *dwork, unsigned long delay)
{
	return !queue_delayed_work(wq, dwork, delay);
}

bool schedule_work(struct work_struct *work)
{
	return queue_work(system_wq, work);
}

bool schedule_delayed_work(struct delayed_work *dwork, unsigned long delay)
{
	return queue_delayed_work(system_wq, dwork, delay);
}

bool flush_work(struct work_struct *work)
{
	return run_now(work);
}

bool flush_delayed_work(struct delayed_work *dwork)
{
	return run_now(dwork ? &dwork->work : NULL);
}

bool cancel_work(struct work_struct *work)
{
	return cancel(work);
}

bool cancel_work_sync(struct work_struct *work)
{
	return cancel(work);
}

bool cancel_delayed_work(struct delayed_work *dwork)
{
	return cancel(dwork ? &dwork->work : NULL);
}

bool cancel_delayed_work_sync(struct delayed_work *dwork)
{
	return cancel_delayed_work(dwork);
}

bool work_pending(const struct work_struct *work)
{
	return is_put_off(work);
}

/* ---- timers, tasklets -------------------------------------------------------------------------- */

static void run_timer(void *item)
{
	struct timer_list *timer = item;

	if (timer->function)
		timer->function(timer);
}

void timer_setup(struct timer_list *timer, void (*callback)(struct timer_list *timer),
		 unsigned int flags)
{
	*timer = (struct timer_list){ .function = callback, .flags = flags };
}

int mod_timer(struct timer_list *timer, unsigned long expires)
{
	if (SHIM_MISSING(timer, "a timer"))
		return 0;
	timer->expires = expires;
	return !put_off(timer, run_timer, false, NULL);
}

void add_timer(struct timer_list *timer)
{
	if (timer)
		mod_timer(timer, timer->expires);
}

int timer_pending(const struct timer_list *timer)
{
	return is_put_off(timer);
}

int timer_delete_sync(struct timer_list *timer)
{
	return cancel(timer);
}

/* It cannot be started again: its function is gone. */
int timer_shutdown_sync(struct timer_list *timer)
{
	if (timer)
		timer->function = NULL;
	return cancel(timer);
}

int del_timer(struct timer_list *timer)
{
	return cancel(timer);
}

int del_timer_sync(struct timer_list *timer)
{
	return cancel(timer);
}

static void run_tasklet(void *item)
{
	struct tasklet_struct *t = item;

	if (t->callback)
		t->callback(t);
}

void tasklet_setup(struct tasklet_struct *t, void (*callback)(struct tasklet_struct *t))
{
	*t = (struct tasklet_struct){ .callback = callback };
}

void tasklet_schedule(struct tasklet_struct *t)
{
	if (!SHIM_MISSING(t, "a tasklet"))
		put_off(t, run_tasklet, false, NULL);
}

/* What is scheduled runs a last time. */
void tasklet_kill(struct tasklet_struct *t)
{
	run_now(t);
}

/* ---- polls ------------------------------------------------------------------------------------- */

/* A poll that has used up its budget is polled again. */
static void run_poll(void *item)
{
	struct napi_struct *n = item;

	if (n->poll && n->poll(n, n->weight) >= n->weight)
		napi_schedule(n);
}

void netif_napi_add(struct net_device *dev, struct napi_struct *napi,
		    int (*poll)(struct napi_struct *napi, int budget))
{
	*napi = (struct napi_struct){ .dev = dev, .weight = NAPI_POLL_WEIGHT, .poll = poll };
}

void netif_napi_del(struct napi_struct *napi)
{
	cancel(napi);
}

void napi_enable(struct napi_struct *n)
{
	n->shim_enabled = true;
}

void napi_disable(struct napi_struct *n)
{
	n->shim_enabled = false;
	cancel(n);
}

bool napi_schedule(struct napi_struct *n)
{
	return n->shim_enabled && put_off(n, run_poll, false, NULL);
}

bool napi_complete_done(struct napi_struct *n, int work_done)
{
	(void)work_done;
	return !is_put_off(n);
}

/* ---- time -------------------------------------------------------------------------------------- */

static atomic_ulong slept;	/* microseconds that were asked for, and not waited */

unsigned long dma_shim_jiffies(void)
{
	struct timespec now;
	unsigned long usecs;

	clock_gettime(CLOCK_MONOTONIC, &now);
	usecs = (unsigned long)now.tv_sec * 1000000 + (unsigned long)now.tv_nsec / 1000;
	return (usecs + atomic_load(&slept)) / (1000000 / HZ);
}

unsigned long msecs_to_jiffies(unsigned int msecs)
{
	return (msecs * (unsigned long)HZ + 999) / 1000;
}

unsigned long usecs_to_jiffies(unsigned int usecs)
{
	return (usecs * (unsigned long)HZ + 999999) / 1000000;
}

unsigned int jiffies_to_msecs(unsigned long j)
{
	return (unsigned int)(j * (1000 / HZ));
}

void udelay(unsigned long usecs)
{
	atomic_fetch_add(&slept, usecs);
}

void ndelay(unsigned long nsecs)
{
	udelay(nsecs / 1000);
}

void mdelay(unsigned long msecs)
{
	udelay(msecs * 1000);
}

void msleep(unsigned int msecs)
{
	mdelay(msecs);
}

unsigned long msleep_interruptible(unsigned int msecs)
{
	mdelay(msecs);
	return 0;
}

void fsleep(unsigned long usecs)
{
	udelay(usecs);
}

void usleep_range(unsigned long min, unsigned long max)
{
	(void)max;
	udelay(min);
}
