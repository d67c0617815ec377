/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Locks and waiting, for threads of the test that play CPUs. Each thread knows how many spin locks it
 * holds and whether its interrupts are off: that is what tells a call that may sleep, or that frees
 * coherent memory, from one that may not be here.
 */
#include "shim.h"

#include <linux/completion.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <pthread.h>
#include <sched.h>
#include <time.h>

static __thread unsigned int held, irqs_off;

bool shim_interrupts_are_off(void)
{
	return irqs_off != 0;
}

void shim_locks_reset(void)
{
	held = irqs_off = 0;
}

void shim_check_sleep(const struct shim_call *call, int rule, gfp_t gfp)
{
	const char *why = irqs_off ? "with interrupts off" : "with a spin lock held";

	if ((!held && !irqs_off) || !(gfp & __GFP_DIRECT_RECLAIM))
		return;
	if (rule == DL_RULE_ALLOC_SLEEP_IN_ATOMIC)
		shim_report(call, rule, NULL, "%s() with flags that let it sleep, and is called %s",
			    call->name, why);
	else
		shim_report(call, rule, NULL, "%s() may sleep, and is called %s", call->name, why);
}

/* ---- spin locks -------------------------------------------------------------------------------- */

static void take(int *locked)
{
	while (__atomic_exchange_n(locked, 1, __ATOMIC_ACQUIRE))
		sched_yield();
}

static void give(int *locked)
{
	__atomic_store_n(locked, 0, __ATOMIC_RELEASE);
}

static void down(unsigned int *count)
{
	if (*count)
		--*count;
}

void spin_lock_init(spinlock_t *lock)
{
	lock->locked = 0;
}

void spin_lock(spinlock_t *lock)
{
	take(&lock->locked);
	held++;
}

void spin_unlock(spinlock_t *lock)
{
	down(&held);
	give(&lock->locked);
}

void spin_lock_bh(spinlock_t *lock)
{
	spin_lock(lock);
}

void spin_unlock_bh(spinlock_t *lock)
{
	spin_unlock(lock);
}

void spin_lock_irq(spinlock_t *lock)
{
	irqs_off++;
	spin_lock(lock);
}

void spin_unlock_irq(spinlock_t *lock)
{
	spin_unlock(lock);
	down(&irqs_off);
}

unsigned long _raw_spin_lock_irqsave(spinlock_t *lock)
{
	spin_lock_irq(lock);
	return irqs_off;
}

void spin_unlock_irqrestore(spinlock_t *lock, unsigned long flags)
{
	(void)flags;
	spin_unlock_irq(lock);
}

void local_irq_disable(void)
{
	irqs_off++;
}

void local_irq_enable(void)
{
	down(&irqs_off);
}

/* ---- sleeping locks, completions --------------------------------------------------------------- */

void mutex_init(struct mutex *lock)
{
	lock->locked = 0;
}

void mutex_lock(struct mutex *lock)
{
	take(&lock->locked);
}

int mutex_lock_interruptible(struct mutex *lock)
{
	mutex_lock(lock);
	return 0;
}

void mutex_unlock(struct mutex *lock)
{
	give(&lock->locked);
}

static pthread_mutex_t completion_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t completed = PTHREAD_COND_INITIALIZER;

void init_completion(struct completion *x)
{
	x->done = 0;
}

void reinit_completion(struct completion *x)
{
	pthread_mutex_lock(&completion_lock);
	x->done = 0;
	pthread_mutex_unlock(&completion_lock);
}

void complete(struct completion *x)
{
	pthread_mutex_lock(&completion_lock);
	x->done++;
	pthread_cond_broadcast(&completed);
	pthread_mutex_unlock(&completion_lock);
}

void wait_for_completion(struct completion *x)
{
	pthread_mutex_lock(&completion_lock);
	while (!x->done)
		pthread_cond_wait(&completed, &completion_lock);
	x->done--;
	pthread_mutex_unlock(&completion_lock);
}

void complete_all(struct completion *x)
{
	pthread_mutex_lock(&completion_lock);
	x->done = UINT32_MAX / 2;	/* waiting takes one away */
	pthread_cond_broadcast(&completed);
	pthread_mutex_unlock(&completion_lock);
}

bool try_wait_for_completion(struct completion *x)
{
	bool done;

	pthread_mutex_lock(&completion_lock);
	done = x->done != 0;
	x->done -= done;
	pthread_mutex_unlock(&completion_lock);
	return done;
}

bool completion_done(struct completion *x)
{
	bool done;

	pthread_mutex_lock(&completion_lock);
	done = x->done != 0;
	pthread_mutex_unlock(&completion_lock);
	return done;
}

unsigned long wait_for_completion_timeout(struct completion *x, unsigned long timeout)
{
	struct timespec end;
	int error = 0;

	clock_gettime(CLOCK_REALTIME, &end);
	end.tv_sec += (time_t)(timeout / HZ);
	end.tv_nsec += (long)(timeout % HZ) * (1000000000 / HZ);
	end.tv_sec += end.tv_nsec / 1000000000;
	end.tv_nsec %= 1000000000;
	pthread_mutex_lock(&completion_lock);
	while (!x->done && !error)
		error = pthread_cond_timedwait(&completed, &completion_lock, &end);
	if (x->done) {
		x->done--;
		error = 0;
	}
	pthread_mutex_unlock(&completion_lock);
	return error ? 0 : timeout ? timeout : 1;
}
