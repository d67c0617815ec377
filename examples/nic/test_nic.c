// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * Tests of nic.c without a kernel and without a card: the driver's object is linked with libdma-shim, and
 * the test plays the card. What to take over for another driver: setup() and teardown(), which
 * fail on anything that the runtime has reported; card_*(), which go by handles as the hardware
 * does; and test_every_failure().
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <dma-shim.h>

#include <linux/pci.h>
#include <linux/slab.h>

#include "nic.h"

/* ---- the card ---------------------------------------------------------------------------------- */

static struct pci_dev *pdev;
static uint64_t registers[NIC_REGISTERS / sizeof(uint64_t)];
static unsigned int card_rx, card_tx;

static struct device *card(void)
{
	return &pdev->dev;
}

static dma_addr_t slot_address(unsigned int ring, unsigned int slot)
{
	return registers[ring / sizeof(uint64_t)] + slot % NIC_SLOTS * sizeof(struct nic_desc);
}

/* The card reads a descriptor; true if it may use it. */
static bool card_fetch(unsigned int ring, unsigned int slot, struct nic_desc *desc)
{
	assert_int_equal(dma_shim_device_read(card(), slot_address(ring, slot), desc,
					      sizeof(*desc)), 0);
	return desc->flags & NIC_OWNED;
}

static void card_give_back(unsigned int ring, unsigned int slot, struct nic_desc *desc)
{
	desc->flags &= ~NIC_OWNED;
	assert_int_equal(dma_shim_device_write(card(), slot_address(ring, slot), desc,
					       sizeof(*desc)), 0);
}

/* A packet arrives. False if the driver has no buffer ready: it is lost then. */
static bool card_receives(const void *packet, size_t len)
{
	struct nic_desc desc;

	if (!card_fetch(NIC_RX_RING, card_rx, &desc))
		return false;
	assert_in_range(len, 1, desc.len);
	assert_int_equal(dma_shim_device_write(card(), desc.addr, packet, len), 0);
	desc.len = len;
	card_give_back(NIC_RX_RING, card_rx++, &desc);
	return true;
}

/* The card sends what is in the next slot. Its length; 0 if there is nothing. */
static size_t card_sends(void *packet, size_t size)
{
	struct nic_desc desc;

	if (!card_fetch(NIC_TX_RING, card_tx, &desc))
		return 0;
	assert_in_range(desc.len, 1, size);
	assert_int_equal(dma_shim_device_read(card(), desc.addr, packet, desc.len), 0);
	card_give_back(NIC_TX_RING, card_tx++, &desc);
	return desc.len;
}

/* ---- before and after each test ----------------------------------------------------------------- */

static int setup(void **state)
{
	(void)state;
	dma_shim_reset();
	memset(registers, 0, sizeof(registers));
	card_rx = card_tx = 0;
	pdev = dma_shim_pci_device_new("nic");
	return !pdev;
}

/* Unbinding finds what is still mapped; nothing must have been reported up to then, or by it. */
static int teardown(void **state)
{
	unsigned long reports;

	(void)state;
	dma_shim_release_device(card());
	reports = dma_shim_count(NULL);
	dma_shim_pci_device_free(pdev);
	if (reports)
		print_error("the runtime has reported %lu mistakes\n", reports);
	return !!reports;
}

/* ---- tests ------------------------------------------------------------------------------------- */

static void test_receive(void **state)
{
	char packet[NIC_BUF_LEN];
	struct nic nic;

	(void)state;
	assert_int_equal(nic_start(&nic, card(), registers), 0);
	assert_int_equal(nic_receive(&nic, packet, sizeof(packet)), -EAGAIN);
	assert_true(card_receives("a packet", 9));
	assert_int_equal(nic_receive(&nic, packet, sizeof(packet)), 9);
	assert_string_equal(packet, "a packet");
	assert_int_equal(nic_receive(&nic, packet, sizeof(packet)), -EAGAIN);
	nic_stop(&nic);
}

/* Each buffer is used several times: what the second packet brings must not be the first one's bytes. */
static void test_receive_many(void **state)
{
	char sent[64], packet[NIC_BUF_LEN];
	struct nic nic;
	int i;

	(void)state;
	assert_int_equal(nic_start(&nic, card(), registers), 0);
	for (i = 0; i < 3 * NIC_SLOTS; i++) {
		snprintf(sent, sizeof(sent), "packet %d", i);
		assert_true(card_receives(sent, sizeof(sent)));
		assert_int_equal(nic_receive(&nic, packet, sizeof(packet)), sizeof(sent));
		assert_string_equal(packet, sent);
	}
	nic_stop(&nic);
}

static void test_receive_ring_full(void **state)
{
	char packet[NIC_BUF_LEN];
	struct nic nic;
	int i;

	(void)state;
	assert_int_equal(nic_start(&nic, card(), registers), 0);
	for (i = 0; i < NIC_SLOTS; i++)
		assert_true(card_receives("x", 1));
	assert_false(card_receives("x", 1));
	assert_int_equal(nic_receive(&nic, packet, sizeof(packet)), 1);
	assert_true(card_receives("x", 1));
	nic_stop(&nic);
}

static void send_text(struct nic *nic, const char *text)
{
	void *data = kmemdup(text, strlen(text) + 1, GFP_KERNEL);

	assert_non_null(data);
	assert_int_equal(nic_send(nic, data, strlen(text) + 1), 0);
}

static void test_send(void **state)
{
	char packet[NIC_BUF_LEN];
	struct nic nic;

	(void)state;
	assert_int_equal(nic_start(&nic, card(), registers), 0);
	send_text(&nic, "first");
	send_text(&nic, "second");
	assert_int_equal(nic_reap(&nic), 0);
	assert_int_equal(card_sends(packet, sizeof(packet)), 6);
	assert_string_equal(packet, "first");
	assert_int_equal(nic_reap(&nic), 1);
	assert_int_equal(card_sends(packet, sizeof(packet)), 7);
	assert_string_equal(packet, "second");
	assert_int_equal(nic_reap(&nic), 1);
	nic_stop(&nic);
}

/* What the card has not sent when the driver stops is given back, too. */
static void test_send_ring_full(void **state)
{
	char more[] = "more";
	struct nic nic;
	int i;

	(void)state;
	assert_int_equal(nic_start(&nic, card(), registers), 0);
	for (i = 0; i < NIC_SLOTS; i++)
		send_text(&nic, "queued");
	assert_int_equal(nic_send(&nic, more, sizeof(more)), -EBUSY);
	nic_stop(&nic);
}

/* One life of the driver; each run has another map or allocation fail. */
static int whole_life(void *data)
{
	struct nic *nic = data;
	char packet[NIC_BUF_LEN];
	void *out;
	int ret;

	card_rx = card_tx = 0;
	ret = nic_start(nic, card(), registers);
	if (ret)
		return ret;
	card_receives("in", 3);
	ret = nic_receive(nic, packet, sizeof(packet));
	if (ret < 0)
		goto stop;
	out = kmemdup("out", 4, GFP_KERNEL);
	ret = out ? nic_send(nic, out, 4) : -ENOMEM;
	if (ret)
		kfree(out);
	else
		card_sends(packet, sizeof(packet));
stop:
	nic_stop(nic);
	return ret;
}

static void test_every_failure(void **state)
{
	unsigned long failures;
	struct nic nic;

	(void)state;
	failures = dma_shim_for_each_failure(whole_life, &nic);
	/* two rings, memory and a mapping for each slot, memory and a mapping to send */
	assert_int_equal(failures, 2 + 2 * NIC_SLOTS + 2);
}

/* Machines differ in their cache lines and in where handles lie. */
static void test_other_machines(void **state)
{
	struct dma_shim_settings usual, settings;
	struct nic nic;

	(void)state;
	dma_shim_get_settings(&usual);
	settings = usual;
	settings.handles_above_4g = true;
	for (settings.cache_line = 16; settings.cache_line <= 256; settings.cache_line *= 2) {
		assert_int_equal(dma_shim_set_settings(&settings), 0);
		assert_int_equal(whole_life(&nic), 0);
	}
	assert_int_equal(dma_shim_set_settings(&usual), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(test_receive),	   TEST(test_receive_many),   TEST(test_receive_ring_full),
		TEST(test_send),	   TEST(test_send_ring_full), TEST(test_every_failure),
		TEST(test_other_machines),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
