/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Spin locks.
 */
#ifndef SHIM_LINUX_SPINLOCK_H
#define SHIM_LINUX_SPINLOCK_H

#include <asm/processor.h>
#include <linux/cleanup.h>
#include <linux/types.h>

typedef struct spinlock {
	int locked;
} spinlock_t;

#define DEFINE_SPINLOCK(name) spinlock_t name = { 0 }

void spin_lock_init(spinlock_t *lock);
void spin_lock(spinlock_t *lock);
void spin_unlock(spinlock_t *lock);
void spin_lock_bh(spinlock_t *lock);
void spin_unlock_bh(spinlock_t *lock);
void spin_lock_irq(spinlock_t *lock);
void spin_unlock_irq(spinlock_t *lock);
unsigned long _raw_spin_lock_irqsave(spinlock_t *lock);
void spin_unlock_irqrestore(spinlock_t *lock, unsigned long flags);

void local_irq_disable(void);
void local_irq_enable(void);

#define spin_lock_irqsave(lock, flags)			\
	do {						\
		flags = _raw_spin_lock_irqsave(lock);	\
	} while (0)

typedef struct {
	spinlock_t *lock;
	unsigned long flags;
} class_spinlock_irqsave_t;

static inline __maybe_unused class_spinlock_irqsave_t
class_spinlock_irqsave_constructor(spinlock_t *lock)
{
	class_spinlock_irqsave_t held = { .lock = lock };

	spin_lock_irqsave(lock, held.flags);
	return held;
}

static inline __maybe_unused void class_spinlock_irqsave_destructor(class_spinlock_irqsave_t *held)
{
	if (held->lock)
		spin_unlock_irqrestore(held->lock, held->flags);
}

DEFINE_GUARD(spinlock, spinlock_t *, spin_lock(_T), spin_unlock(_T))

#endif
