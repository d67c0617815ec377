/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What drivers have around their DMA: work, timers, tasklets, polls, threaded interrupts, channels of a DMA
 * engine, USB interfaces. And that a mapping is looked at in them as anywhere else.
 */
#include "shim_test.h"

#include <errno.h>
#include <linux/delay.h>
#include <linux/dmaengine.h>
#include <linux/err.h>
#include <linux/interrupt.h>
#include <linux/kernel.h>
#include <linux/netdevice.h>
#include <linux/timer.h>
#include <linux/usb.h>
#include <linux/workqueue.h>

static struct card {
	struct work_struct work;
	struct delayed_work late;
	struct timer_list timer;
	struct tasklet_struct tasklet;
	struct napi_struct napi;
	unsigned int worked, ticked, done, polled;
} card;

static void work(struct work_struct *w)
{
	struct card *c = container_of(w, struct card, work);

	if (c->worked++ == 0)
		schedule_work(w);
}

static void late_work(struct work_struct *w)
{
	container_of(to_delayed_work(w), struct card, late)->worked++;
}

static void tick(struct timer_list *t)
{
	struct card *c = from_timer(c, t, timer);

	c->ticked++;
	kfree(kmalloc(16, GFP_ATOMIC));
}

static void finish(struct tasklet_struct *t)
{
	struct card *c = from_tasklet(c, t, tasklet);

	c->done++;
}

static int poll(struct napi_struct *napi, int budget)
{
	if (++container_of(napi, struct card, napi)->polled == 1)
		return budget;
	napi_complete_done(napi, 0);
	return 0;
}

static int set_up_card(void **state)
{
	card = (struct card){ 0 };
	INIT_WORK(&card.work, work);
	INIT_DELAYED_WORK(&card.late, late_work);
	timer_setup(&card.timer, tick, 0);
	tasklet_setup(&card.tasklet, finish);
	netif_napi_add(NULL, &card.napi, poll);
	napi_enable(&card.napi);
	return set_up(state);
}

static void later_is_when_the_test_says_so(void **state)
{
	(void)state;
	assert_true(schedule_work(&card.work));
	assert_false(schedule_work(&card.work));
	assert_int_equal(mod_timer(&card.timer, jiffies + HZ), 0);
	assert_int_equal(mod_timer(&card.timer, jiffies + 2 * HZ), 1);
	tasklet_schedule(&card.tasklet);
	assert_int_equal(card.worked + card.ticked + card.done, 0);
	assert_int_equal(dma_shim_run_deferred(), 3);
	assert_int_equal(card.worked, 1);
	assert_int_equal(card.ticked, 1);
	assert_int_equal(card.done, 1);
	assert_true(work_pending(&card.work));		/* it has put itself off again */
	assert_int_equal(dma_shim_run_deferred(), 1);
	assert_int_equal(dma_shim_run_deferred(), 0);
	EXPECT_CLEAN();
}

static void what_is_cancelled_does_not_run(void **state)
{
	(void)state;
	schedule_delayed_work(&card.late, HZ);
	add_timer(&card.timer);
	assert_int_equal(timer_pending(&card.timer), 1);
	assert_true(cancel_delayed_work_sync(&card.late));
	assert_int_equal(del_timer_sync(&card.timer), 1);
	assert_int_equal(del_timer_sync(&card.timer), 0);
	assert_int_equal(dma_shim_run_deferred(), 0);
	assert_int_equal(card.worked + card.ticked, 0);
}

static void what_is_flushed_runs(void **state)
{
	struct workqueue_struct *wq = alloc_workqueue("card/%d", WQ_MEM_RECLAIM, 1, 7);

	(void)state;
	schedule_delayed_work(&card.late, HZ);
	assert_true(flush_delayed_work(&card.late));
	assert_int_equal(card.worked, 1);
	queue_work(wq, &card.work);
	destroy_workqueue(wq);
	assert_int_equal(card.worked, 2);
	tasklet_schedule(&card.tasklet);
	tasklet_kill(&card.tasklet);
	assert_int_equal(card.done, 1);
}

static void a_poll_goes_on_while_there_is_something(void **state)
{
	(void)state;
	assert_true(napi_schedule(&card.napi));
	assert_false(napi_schedule(&card.napi));
	assert_int_equal(dma_shim_run_deferred(), 1);
	assert_int_equal(dma_shim_run_deferred(), 1);
	assert_int_equal(card.polled, 2);
	napi_disable(&card.napi);
	assert_false(napi_schedule(&card.napi));
}

static void sleeper(struct timer_list *t)
{
	dma_addr_t dma;
	void *p = dma_alloc_coherent(dev, 64, &dma, GFP_KERNEL);

	(void)t;
	dma_free_coherent(dev, 64, p, dma);
}

static void nobody_sleeps_in_a_timer(void **state)
{
	(void)state;
	timer_setup(&card.timer, sleeper, 0);
	mod_timer(&card.timer, jiffies);
	dma_shim_run_deferred();
	EXPECT("dma-alloc-sleep-in-atomic");
	EXPECT_CLEAN();
}

static void a_reset_forgets_what_was_put_off(void **state)
{
	(void)state;
	schedule_work(&card.work);
	dma_shim_reset();
	assert_int_equal(dma_shim_run_deferred(), 0);
	assert_int_equal(card.worked, 0);
}

static void waiting_loops_end(void **state)
{
	unsigned long end = jiffies + msecs_to_jiffies(3600 * 1000);
	unsigned int rounds = 0;

	(void)state;
	while (time_before(jiffies, end) && ++rounds < 10000)
		msleep(1000);
	assert_in_range(rounds, 1, 3700);
}

static irqreturn_t quick(int irq, void *data)
{
	(void)irq;
	++*(int *)data;
	return IRQ_WAKE_THREAD;
}

/* Interrupts are on here. */
static irqreturn_t thread(int irq, void *data)
{
	dma_addr_t dma;
	void *p = dma_alloc_coherent(dev, 64, &dma, GFP_KERNEL);

	(void)irq;
	dma_free_coherent(dev, 64, p, dma);
	*(int *)data += 10;
	return IRQ_HANDLED;
}

static void a_thread_follows_its_handler(void **state)
{
	int n = 0;

	(void)state;
	assert_int_equal(request_threaded_irq(5, quick, thread, IRQF_ONESHOT, "card", &n), 0);
	assert_int_equal(dma_shim_raise_irq(5), 1);
	assert_int_equal(n, 11);
	free_irq(5, &n);
	assert_int_equal(request_threaded_irq(5, NULL, thread, IRQF_ONESHOT, "card", &n), 0);
	assert_int_equal(dma_shim_raise_irq(5), 1);
	assert_int_equal(n, 21);
	free_irq(5, &n);
	assert_int_equal(dma_shim_raise_irq(5), 0);
	assert_int_equal(request_threaded_irq(5, NULL, NULL, 0, "card", &n), -EINVAL);
	EXPECT_CLEAN();
}

static void a_channel_does_its_own_dma(void **state)
{
	struct dma_chan *chan = dma_request_chan(dev, "rx");
	void *buf = kmalloc(64, GFP_KERNEL);
	struct device *engine;
	dma_addr_t dma;

	(void)state;
	assert_false(IS_ERR(chan));
	engine = dmaengine_get_dma_device(chan);
	assert_ptr_not_equal(engine, dev);
	dma = dma_map_single(engine, buf, 64, DMA_FROM_DEVICE);
	assert_int_equal(dma_mapping_error(engine, dma), 0);
	dma_unmap_single(dev, dma, 64, DMA_FROM_DEVICE);
	EXPECT("dma-unmap-device-mismatch");
	kfree(buf);
	dma_release_channel(chan);
	EXPECT_CLEAN();
}

static void a_usb_interface_has_no_mask(void **state)
{
	struct usb_device *udev = dma_shim_usb_device_new("stick");
	struct usb_interface intf = { .dev.parent = &udev->dev };
	u8 on_stack[8];

	(void)state;
	assert_ptr_equal(interface_to_usbdev(&intf), udev);
	dma_set_mask(&intf.dev, DMA_BIT_MASK(32));
	EXPECT("dma-mask-on-usb");
	usb_control_msg(udev, usb_rcvctrlpipe(udev, 0), 1, USB_DIR_IN | USB_TYPE_VENDOR, 0, 0,
			on_stack, 8, USB_CTRL_GET_TIMEOUT);
	EXPECT("dma-map-stack");
	assert_int_equal(usb_control_msg_recv(udev, 0, 1, USB_DIR_IN, 0, 0, on_stack, 8, 100,
					      GFP_KERNEL), 0);
	assert_int_not_equal(usb_sndbulkpipe(udev, 2), usb_rcvbulkpipe(udev, 2));
	EXPECT_NOTHING();
	dma_shim_usb_device_free(udev);
}

static void sizes_stay_at_the_end(void **state)
{
	struct flex {
		int n;
		u64 entry[];
	} *p = NULL;

	(void)state;
	assert_int_equal(array_size(4, SZ_4K), SZ_16K);
	assert_true(array_size(SIZE_MAX, 2) == SIZE_MAX);
	assert_true(struct_size(p, entry, SIZE_MAX / 4) == SIZE_MAX);
	assert_int_equal(struct_size(p, entry, 2), 24);
	assert_int_equal(roundup_pow_of_two(SZ_1K + 1), SZ_2K);
	assert_int_equal(roundup_pow_of_two(SZ_1K), SZ_1K);
	assert_int_equal(ilog2(SZ_1M), 20);
	assert_int_equal(order_base_2(SZ_1K + 1), 11);
}

#define CARD_TEST(function) cmocka_unit_test_setup_teardown(function, set_up_card, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CARD_TEST(later_is_when_the_test_says_so),
		CARD_TEST(what_is_cancelled_does_not_run),
		CARD_TEST(what_is_flushed_runs),
		CARD_TEST(a_poll_goes_on_while_there_is_something),
		CARD_TEST(nobody_sleeps_in_a_timer),
		CARD_TEST(a_reset_forgets_what_was_put_off),
		CARD_TEST(waiting_loops_end),
		CARD_TEST(a_thread_follows_its_handler),
		CARD_TEST(a_channel_does_its_own_dma),
		CARD_TEST(a_usb_interface_has_no_mask),
		CARD_TEST(sizes_stay_at_the_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
