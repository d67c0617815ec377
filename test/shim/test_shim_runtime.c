/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The runtime's own side: failures on demand, ends of devices, reports in each form, settings, reset,
 * threads; packets and USB as far as they meet mappings.
 */
#include "shim_test.h"

#include <jansson.h>
#include <linux/io.h>
#include <linux/interrupt.h>
#include <linux/netdevice.h>
#include <linux/platform_device.h>
#include <linux/usb.h>
#include <linux/virtio.h>
#include <pthread.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- failures ---------------------------------------------------------------------------------- */

struct ring {
	void *desc, *buf;
	dma_addr_t desc_dma, buf_dma;
};

/* Three things that can fail, and each path undone. */
static int set_up_ring(void *ctx)
{
	struct ring *r = ctx;

	r->desc = dma_alloc_coherent(dev, 256, &r->desc_dma, GFP_KERNEL);
	if (!r->desc)
		return -ENOMEM;
	r->buf = kmalloc(64, GFP_KERNEL);
	if (!r->buf)
		goto free_desc;
	r->buf_dma = dma_map_single(dev, r->buf, 64, DMA_FROM_DEVICE);
	if (dma_mapping_error(dev, r->buf_dma))
		goto free_buf;
	dma_unmap_single(dev, r->buf_dma, 64, DMA_FROM_DEVICE);
	kfree(r->buf);
	dma_free_coherent(dev, 256, r->desc, r->desc_dma);
	return 0;

free_buf:
	kfree(r->buf);
free_desc:
	dma_free_coherent(dev, 256, r->desc, r->desc_dma);
	return -ENOMEM;
}

static int forgets_the_ring(void *ctx)
{
	struct ring *r = ctx;

	r->desc = dma_alloc_coherent(dev, 256, &r->desc_dma, GFP_KERNEL);
	if (!r->desc)
		return -ENOMEM;
	r->buf = dma_alloc_coherent(dev, 64, &r->buf_dma, GFP_KERNEL);
	if (!r->buf)
		return -ENOMEM;
	dma_free_coherent(dev, 64, r->buf, r->buf_dma);
	dma_free_coherent(dev, 256, r->desc, r->desc_dma);
	return 0;
}

static void every_failure_is_walked(void **state)
{
	struct ring r;

	(void)state;
	assert_int_equal(dma_shim_for_each_failure(set_up_ring, &r), 3);
	EXPECT_CLEAN();
	assert_int_equal(dma_shim_for_each_failure(forgets_the_ring, &r), 2);
	EXPECT("dma-coherent-leak-on-error");
	EXPECT_CLEAN();
}

static void only_dma_fails_on_request(void **state)
{
	void *p;

	(void)state;
	dma_shim_fail_nth_dma(1);
	p = kmalloc(64, GFP_KERNEL);
	assert_non_null(p);
	assert_true(dma_mapping_error(dev, dma_map_single(dev, p, 64, DMA_TO_DEVICE)));
	dma_shim_fail_nth(1);
	assert_null(kmalloc(64, GFP_KERNEL));
	kfree(p);
	EXPECT_CLEAN();
}

/* ---- devices ----------------------------------------------------------------------------------- */

static int steps[4], nsteps;

static void action(void *data)
{
	steps[nsteps++] = *(int *)data;
}

static void managed_things_go_in_reverse_order(void **state)
{
	static int one = 1, two = 2;

	(void)state;
	nsteps = 0;
	assert_non_null(devm_kzalloc(dev, 64, GFP_KERNEL));
	assert_int_equal(devm_add_action(dev, action, &one), 0);
	assert_int_equal(devm_add_action_or_reset(dev, action, &two), 0);
	assert_int_equal(dma_shim_release_device(dev), 0);
	assert_int_equal(nsteps, 2);
	assert_int_equal(steps[0], 2);
	assert_int_equal(steps[1], 1);
	EXPECT_CLEAN();
}

static dma_addr_t to_undo;

static void undo(void *buf)
{
	dma_unmap_single(dev, to_undo, 64, DMA_TO_DEVICE);
	kfree(buf);
}

static void an_action_may_undo_a_mapping(void **state)
{
	char *buf = kmalloc(64, GFP_KERNEL);

	(void)state;
	to_undo = map(buf, 64, DMA_TO_DEVICE);
	assert_int_equal(devm_add_action(dev, undo, buf), 0);
	assert_int_equal(dma_shim_release_device(dev), 0);
	EXPECT_CLEAN();
}

static int card_probe(struct pci_dev *p, const struct pci_device_id *id)
{
	struct ring *r = devm_kzalloc(&p->dev, sizeof(*r), GFP_KERNEL);

	if (!r)
		return -ENOMEM;
	r->desc = dma_alloc_coherent(&p->dev, 256, &r->desc_dma, GFP_KERNEL);
	if (!r->desc)
		return -ENOMEM;
	if (id && id->driver_data)	/* forgets what it has */
		return -ENODEV;
	pci_set_drvdata(p, r);
	return 0;
}

static void card_remove(struct pci_dev *p)
{
	struct ring *r = pci_get_drvdata(p);

	dma_free_coherent(&p->dev, 256, r->desc, r->desc_dma);
}

static void a_driver_is_probed_and_removed(void **state)
{
	static const struct pci_device_id good, bad = { .driver_data = 1 };
	struct pci_driver driver = { .name = "card", .id_table = &good, .probe = card_probe,
				     .remove = card_remove };

	(void)state;
	assert_int_equal(pci_register_driver(&driver), 0);
	assert_int_equal(dma_shim_pci_probe(&driver, pdev), 0);
	assert_int_equal(dma_shim_pci_remove(&driver, pdev), 0);
	EXPECT_CLEAN();
	driver.id_table = &bad;
	assert_int_equal(dma_shim_pci_probe(&driver, pdev), -ENODEV);
	EXPECT("dma-coherent-leak-on-error");
	driver.id_table = &good;
	driver.remove = NULL;
	assert_int_equal(dma_shim_pci_probe(&driver, pdev), 0);
	assert_int_equal(dma_shim_pci_remove(&driver, pdev), 1);
	EXPECT("dma-coherent-leak");
}

static void every_kind_of_device_reports_its_leaks(void **state)
{
	struct platform_device *platform = dma_shim_platform_device_new("soc");
	struct usb_device *usb = dma_shim_usb_device_new("stick");
	struct device own;
	u64 mask = DMA_BIT_MASK(32);
	char *buf = kmalloc(64, GFP_KERNEL);
	struct device *devices[] = { &platform->dev, usb->bus->sysdev, &own };

	(void)state;
	dma_shim_device_init(&own, "own", &mask);
	for (int i = 0; i < 3; i++) {
		dma_addr_t dma = dma_map_single(devices[i], buf, 64, DMA_TO_DEVICE);

		assert_false(dma_mapping_error(devices[i], dma));
		assert_int_equal(dma_shim_release_device(devices[i]), 1);
		EXPECT("dma-mapping-leak");
	}
	kfree(buf);
	dma_shim_platform_device_free(platform);
	dma_shim_usb_device_free(usb);
	EXPECT_CLEAN();
}

static void a_device_without_a_mask_cannot_map(void **state)
{
	struct net_device *ndev = dma_shim_net_device_new(dev, "eth0", 16);
	char *buf = kmalloc(64, GFP_KERNEL);

	(void)state;
	assert_int_equal(dma_map_single(&ndev->dev, buf, 64, DMA_TO_DEVICE), DMA_MAPPING_ERROR);
	EXPECT("shim-bad-argument");
	assert_int_equal(dma_set_mask(NULL, DMA_BIT_MASK(32)), -EIO);
	EXPECT("dma-null-device");
	kfree(buf);
	dma_shim_net_device_free(ndev);
	EXPECT_CLEAN();
}

static void an_unset_mask_is_reported_once(void **state)
{
	struct device *fresh = dma_shim_device_new("fresh");
	char *buf = kmalloc(64, GFP_KERNEL);

	(void)state;
	set_confidence(DMA_SHIM_LOW);
	for (int i = 0; i < 2; i++) {
		dma_addr_t dma = dma_map_single(fresh, buf, 64, DMA_TO_DEVICE);

		assert_false(dma_mapping_error(fresh, dma));
		dma_unmap_single(fresh, dma, 64, DMA_TO_DEVICE);
	}
	EXPECT("dma-mask-unset");
	kfree(buf);
	dma_shim_device_free(fresh);
	EXPECT_CLEAN();
}

/* ---- reports ----------------------------------------------------------------------------------- */

static noinline void make_one_report(void)
{
	char *buf = kmalloc(64, GFP_KERNEL);
	dma_addr_t dma = map(buf, 64, DMA_TO_DEVICE);

	dma_unmap_single(dev, dma, 60, DMA_TO_DEVICE);
	kfree(buf);
}

/* What is printed for one report. */
static char *printed(enum dma_shim_format format)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	assert_non_null(out);
	dma_shim_set_hook(NULL, NULL);
	dma_shim_set_output(out);
	dma_shim_set_format(format);
	make_one_report();
	dma_shim_set_format(DMA_SHIM_TEXT);
	dma_shim_set_output(NULL);
	fclose(out);
	return text;
}

static void text_reads_like_the_checkers(void **state)
{
	char *text = printed(DMA_SHIM_TEXT);

	(void)state;
	assert_non_null(strstr(text, "test_shim_runtime.c:"));
	assert_non_null(strstr(text, ": warning: dma_unmap_single() with different size than mapped "
				     "[map size=64] [unmap size=60] [dma-unmap-size-mismatch]\n"));
	assert_non_null(strstr(text, "    device card\n"));
	assert_non_null(strstr(text, "    in make_one_report() at "));
	assert_non_null(strstr(text, "    in text_reads_like_the_checkers() at "));
	assert_non_null(strstr(text, ": note: mapped here by dma_map_single() [size=64] "
				     "[direction=DMA_TO_DEVICE]\n"));
	free(text);
}

static void json_is_one_object_a_line(void **state)
{
	char *text = printed(DMA_SHIM_JSON);
	json_t *root = json_loads(text, 0, NULL), *frame;

	(void)state;
	assert_non_null(root);
	assert_ptr_equal(strchr(text, '\n'), text + strlen(text) - 1);
	assert_string_equal(json_string_value(json_object_get(root, "rule")),
			    "dma-unmap-size-mismatch");
	assert_string_equal(json_string_value(json_object_get(root, "confidence")), "high");
	assert_string_equal(json_string_value(json_object_get(root, "device")), "card");
	frame = json_array_get(json_object_get(root, "event"), 0);
	assert_string_equal(json_string_value(json_object_get(frame, "function")),
			    "make_one_report");
	assert_true(json_integer_value(json_object_get(frame, "line")) > 0);
	assert_non_null(json_object_get(json_object_get(root, "origin"), "stack"));
	json_decref(root);
	free(text);
}

static void abort_ends_the_program(void **state)
{
	int status;
	pid_t pid = fork();

	(void)state;
	if (pid == 0) {
		signal(SIGABRT, SIG_DFL);
		dma_shim_set_action(DMA_SHIM_ABORT);
		dma_shim_set_output(fopen("/dev/null", "w"));
		make_one_report();
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
}

static void count_one(const char *rule, unsigned long n, void *data)
{
	if (!strcmp(rule, "dma-unmap-size-mismatch"))
		*(unsigned long *)data += n;
	else
		*(unsigned long *)data += 1000;
}

static void reports_are_counted(void **state)
{
	unsigned long n = 0;

	(void)state;
	make_one_report();
	make_one_report();
	assert_int_equal(dma_shim_count("dma-unmap-size-mismatch"), 2);
	assert_int_equal(dma_shim_count("dma-double-unmap"), 0);
	assert_int_equal(dma_shim_count(NULL), 2);
	dma_shim_for_each_count(count_one, &n);
	assert_int_equal(n, 2);
	dma_shim_reset();
	assert_int_equal(dma_shim_count(NULL), 0);
}

static void calls_the_api(const struct dma_shim_report *r, void *data)
{
	char *buf = kmalloc(64, GFP_KERNEL);
	dma_addr_t dma = map(buf, 64, DMA_TO_DEVICE);

	assert_true(dma_shim_live(NULL) >= 1);
	assert_string_equal(r->call, "dma_unmap_single");
	dma_unmap_single(dev, dma, 64, DMA_TO_DEVICE);
	kfree(buf);
	++*(int *)data;
}

static void a_hook_may_call_the_api(void **state)
{
	int calls = 0;

	(void)state;
	dma_shim_set_hook(calls_the_api, &calls);
	make_one_report();
	assert_int_equal(calls, 1);
}

/* ---- settings ---------------------------------------------------------------------------------- */

static void settings_without_sense_are_refused(void **state)
{
	struct dma_shim_settings s, after;

	(void)state;
	dma_shim_get_settings(&s);
	s.cache_line = 48;
	assert_int_equal(dma_shim_set_settings(&s), -EINVAL);
	s.cache_line = 512;
	assert_int_equal(dma_shim_set_settings(&s), -EINVAL);
	s.cache_line = 256;
	s.stack_depth = DMA_SHIM_FRAMES + 1;
	assert_int_equal(dma_shim_set_settings(&s), -EINVAL);
	assert_int_equal(dma_shim_set_settings(NULL), -EINVAL);
	dma_shim_get_settings(&after);
	assert_int_equal(after.cache_line, 64);
}

static void what_is_forgotten_is_only_unknown(void **state)
{
	struct dma_shim_settings s;
	char *buf = kmalloc(64, GFP_KERNEL);
	dma_addr_t first, dma;

	(void)state;
	dma_shim_get_settings(&s);
	s.remember = 4;
	dma_shim_set_settings(&s);
	first = map(buf, 64, DMA_TO_DEVICE);
	dma_unmap_single(dev, first, 64, DMA_TO_DEVICE);
	for (int i = 0; i < 8; i++) {
		dma = map(buf, 64, DMA_TO_DEVICE);
		dma_unmap_single(dev, dma, 64, DMA_TO_DEVICE);
	}
	dma_unmap_single(dev, dma, 64, DMA_TO_DEVICE);
	EXPECT("dma-double-unmap");
	dma_unmap_single(dev, first, 64, DMA_TO_DEVICE);
	EXPECT("dma-unmap-never-mapped");
	kfree(buf);
	EXPECT_CLEAN();
}

static void a_full_address_space_fails(void **state)
{
	char *buf = kmalloc(64, GFP_KERNEL);
	unsigned long n = 0;
	dma_addr_t dma, last = 0;

	(void)state;
	dma_set_mask(dev, DMA_BIT_MASK(24));
	for (;; n++) {
		dma = dma_map_single(dev, buf, 64, DMA_TO_DEVICE);
		if (dma_mapping_error(dev, dma))
			break;
		last = dma;
	}
	assert_in_range(n, 100, 8000);
	dma_unmap_single(dev, last, 64, DMA_TO_DEVICE);
	dma = map(buf, 64, DMA_TO_DEVICE);	/* its place is free again */
	assert_int_equal(dma, last);
	EXPECT_NOTHING();
	assert_int_equal(dma_shim_live(dev), n);
}

static void reset_forgets(void **state)
{
	char *buf = kmalloc(64, GFP_KERNEL);
	dma_addr_t dma = map(buf, 64, DMA_TO_DEVICE);

	(void)state;
	dma_shim_reset();
	assert_int_equal(dma_shim_live(NULL), 0);
	dma_unmap_single(dev, dma, 64, DMA_TO_DEVICE);
	EXPECT("dma-unmap-never-mapped");
}

static void the_dump_names_what_is_alive(void **state)
{
	char *text = NULL, *buf = kmalloc(64, GFP_KERNEL);
	dma_addr_t dma = map(buf, 64, DMA_TO_DEVICE);
	size_t size;
	FILE *out = open_memstream(&text, &size);

	(void)state;
	dma_shim_dump(out);
	fclose(out);
	assert_non_null(strstr(text, "card: dma_map_single() [state=device]"));
	free(text);
	dma_unmap_single(dev, dma, 64, DMA_TO_DEVICE);
	kfree(buf);
}

/* ---- other layers ------------------------------------------------------------------------------ */

static void packets_know_their_mappings(void **state)
{
	struct net_device *ndev = dma_shim_net_device_new(dev, "eth0", 0);
	struct sk_buff *skb = netdev_alloc_skb(ndev, 100);
	dma_addr_t dma;

	(void)state;
	memcpy(skb_put(skb, 14), "abcdefABCDEF\x08", 14);
	dma = map(skb->data, skb->len, DMA_TO_DEVICE);
	dev_kfree_skb_any(skb);
	EXPECT("dma-free-while-mapped");
	dma_unmap_single(dev, dma, 14, DMA_TO_DEVICE);
	skb = netdev_alloc_skb(ndev, 100);
	skb_put(skb, 20);
	assert_int_equal(skb_put_padto(skb, 60), 0);
	assert_int_equal(skb->len, 60);
	eth_type_trans(skb, ndev);
	assert_int_equal(skb->len, 46);
	netif_rx(skb);
	assert_int_equal(ndev->stats.rx_packets, 1);
	EXPECT_NOTHING();
	dma_shim_net_device_free(ndev);
	EXPECT_CLEAN();
}

static void usb_buffers_are_looked_at(void **state)
{
	struct usb_device *udev = dma_shim_usb_device_new("stick");
	char local[8], *buf = kmalloc(8, GFP_KERNEL);
	dma_addr_t dma;
	void *cpu;

	(void)state;
	dma_set_mask_and_coherent(udev->bus->sysdev, DMA_BIT_MASK(32));
	assert_int_equal(usb_control_msg(udev, 0, 0, 0, 0, 0, buf, 8, 100), 8);
	EXPECT_NOTHING();
	usb_control_msg(udev, 0, 0, 0, 0, 0, local, 8, 100);
	EXPECT("dma-map-stack");
	cpu = usb_alloc_coherent(udev, 64, GFP_KERNEL, &dma);
	usb_free_coherent(udev, 32, cpu, dma);
	EXPECT("dma-free-size-mismatch");
	kfree(buf);
	dma_shim_usb_device_free(udev);
	EXPECT_CLEAN();
}

static void queues_map_for_their_device(void **state)
{
	struct virtio_device vdev = { .dev = { .parent = dev } };
	struct virtqueue vq = { .vdev = &vdev };
	char *buf = kmalloc(64, GFP_KERNEL);
	dma_addr_t dma = virtqueue_dma_map_single_attrs(&vq, buf, 64, DMA_TO_DEVICE, 0);

	(void)state;
	assert_false(virtqueue_dma_mapping_error(&vq, dma));
	virtqueue_dma_unmap_single_attrs(&vq, dma, 64, DMA_TO_DEVICE, 0);
	dma = virtqueue_dma_map_single_attrs(&vq, buf, 64, DMA_TO_DEVICE, 0);
	assert_false(virtqueue_dma_mapping_error(&vq, dma));
	dma_unmap_single(dev, dma, 64, DMA_TO_DEVICE);
	EXPECT("dma-unmap-kind-mismatch");
	kfree(buf);
	EXPECT_CLEAN();
}

static irqreturn_t count_irq(int irq, void *data)
{
	*(int *)data += irq;
	return IRQ_HANDLED;
}

static void interrupts_are_raised(void **state)
{
	int sum = 0;

	(void)state;
	assert_int_equal(devm_request_irq(dev, 7, count_irq, 0, "card", &sum), 0);
	assert_int_equal(dma_shim_raise_irq(7), 1);
	assert_int_equal(sum, 7);
	dma_shim_release_device(dev);
	assert_int_equal(dma_shim_raise_irq(7), 0);
}

/* ---- threads ----------------------------------------------------------------------------------- */

#define THREADS 8
#define ROUNDS 2000

static void *hammer(void *arg)
{
	char *buf = kmalloc(256, GFP_KERNEL);
	unsigned long wrong = 0;

	for (int i = 0; i < ROUNDS; i++) {
		unsigned char got, byte = (unsigned char)(i + (long)arg);
		dma_addr_t dma;

		memset(buf, byte, 64);
		dma = dma_map_single(dev, buf, 64, DMA_BIDIRECTIONAL);
		if (dma_mapping_error(dev, dma)) {
			wrong++;
			continue;
		}
		dma_shim_device_read(dev, dma + 63, &got, 1);
		wrong += got != byte;
		byte++;
		dma_shim_device_write(dev, dma, &byte, 1);
		dma_unmap_single(dev, dma, 64, DMA_BIDIRECTIONAL);
		wrong += (unsigned char)buf[0] != byte;
	}
	kfree(buf);
	return (void *)wrong;
}

static void threads_do_not_meet(void **state)
{
	pthread_t threads[THREADS];

	(void)state;
	for (long i = 0; i < THREADS; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, hammer, (void *)i), 0);
	for (int i = 0; i < THREADS; i++) {
		void *wrong;

		pthread_join(threads[i], &wrong);
		assert_null(wrong);
	}
	EXPECT_CLEAN();
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(every_failure_is_walked),
		TEST(only_dma_fails_on_request),
		TEST(managed_things_go_in_reverse_order),
		TEST(an_action_may_undo_a_mapping),
		TEST(a_driver_is_probed_and_removed),
		TEST(every_kind_of_device_reports_its_leaks),
		TEST(a_device_without_a_mask_cannot_map),
		TEST(an_unset_mask_is_reported_once),
		TEST(text_reads_like_the_checkers),
		TEST(json_is_one_object_a_line),
		TEST(abort_ends_the_program),
		TEST(reports_are_counted),
		TEST(a_hook_may_call_the_api),
		TEST(settings_without_sense_are_refused),
		TEST(what_is_forgotten_is_only_unknown),
		TEST(a_full_address_space_fails),
		TEST(reset_forgets),
		TEST(the_dump_names_what_is_alive),
		TEST(packets_know_their_mappings),
		TEST(usb_buffers_are_looked_at),
		TEST(queues_map_for_their_device),
		TEST(interrupts_are_raised),
		TEST(threads_do_not_meet),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
