/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Accesses of the CPU, as the compiler's instrumentation tells of them: this file is built with
 * -fsanitize=thread and linked with libdma-shim-access.
 */
#include "shim_test.h"

#include <linux/string.h>

struct packet {
	u32 status, length;
	char data[56];
};

static volatile u32 sink;

static void do_read_status(const struct packet *p)
{
	sink = p->status;
}

static void do_write_length(struct packet *p, u32 length)
{
	p->length = length;
}

/* So that no compiler moves the access to the caller. */
static void (*volatile read_status)(const struct packet *p) = do_read_status;
static void (*volatile write_length)(struct packet *p, u32 length) = do_write_length;

static void a_read_while_the_device_has_it(void **state)
{
	struct packet *p = kzalloc(sizeof(*p), GFP_KERNEL);
	dma_addr_t dma;

	(void)state;
	read_status(p);
	dma = map(p, sizeof(*p), DMA_FROM_DEVICE);
	EXPECT_NOTHING();
	read_status(p);
	EXPECT("dma-cpu-read-while-mapped");
	assert_string_equal(last_seen.function, "do_read_status");
	assert_string_equal(last_seen.message,
			    "the CPU reads a mapped buffer without a sync for the CPU "
			    "[buffer=kzalloc()] [direction=DMA_FROM_DEVICE]");
	read_status(p);
	EXPECT_NOTHING();	/* once is enough */
	dma_sync_single_for_cpu(dev, dma, sizeof(*p), DMA_FROM_DEVICE);
	read_status(p);
	EXPECT_NOTHING();
	dma_sync_single_for_device(dev, dma, sizeof(*p), DMA_FROM_DEVICE);
	read_status(p);
	EXPECT("dma-cpu-read-while-mapped");
	dma_unmap_single(dev, dma, sizeof(*p), DMA_FROM_DEVICE);
	read_status(p);
	kfree(p);
	EXPECT_CLEAN();
}

static void what_the_device_only_reads_may_be_read(void **state)
{
	struct packet *p = kzalloc(sizeof(*p), GFP_KERNEL);
	dma_addr_t dma = map(p, sizeof(*p), DMA_TO_DEVICE);

	(void)state;
	read_status(p);
	dma_unmap_single(dev, dma, sizeof(*p), DMA_TO_DEVICE);
	kfree(p);
	EXPECT_CLEAN();
}

static void a_write_is_named_by_its_place(void **state)
{
	struct packet *p = kzalloc(sizeof(*p), GFP_KERNEL);
	dma_addr_t dma = map(p, sizeof(*p), DMA_TO_DEVICE);

	(void)state;
	write_length(p, 0);	/* what is there already: only seen, not noticed */
	EXPECT_NOTHING();
	dma_unmap_single(dev, dma, sizeof(*p), DMA_TO_DEVICE);
	EXPECT("dma-cpu-write-while-mapped");
	assert_string_equal(last_seen.function, "do_write_length");
	kfree(p);
	EXPECT_CLEAN();
}

static void a_write_that_is_synced_is_right(void **state)
{
	struct packet *p = kzalloc(sizeof(*p), GFP_KERNEL);
	dma_addr_t dma = map(p, sizeof(*p), DMA_TO_DEVICE);

	(void)state;
	write_length(p, 4);
	dma_sync_single_for_device(dev, dma, sizeof(*p), DMA_TO_DEVICE);
	dma_unmap_single(dev, dma, sizeof(*p), DMA_TO_DEVICE);
	kfree(p);
	EXPECT_CLEAN();
}

static void a_write_between_syncs_is_named(void **state)
{
	struct packet *p = kzalloc(sizeof(*p), GFP_KERNEL);
	dma_addr_t dma = map(p, sizeof(*p), DMA_BIDIRECTIONAL);
	char got;

	(void)state;
	dma_sync_single_for_cpu(dev, dma, sizeof(*p), DMA_BIDIRECTIONAL);
	write_length(p, 9);
	dma_shim_device_read(dev, dma, &got, 1);
	EXPECT("dma-missing-sync-for-device");
	assert_string_equal(last_seen.function, "do_write_length");
	dma_unmap_single(dev, dma, sizeof(*p), DMA_BIDIRECTIONAL);
	kfree(p);
	EXPECT_CLEAN();
}

static void copies_are_accesses(void **state)
{
	struct packet *p = kzalloc(sizeof(*p), GFP_KERNEL);
	char *large = kzalloc(2 << 20, GFP_KERNEL), out[8];
	dma_addr_t dma = map(p, sizeof(*p), DMA_FROM_DEVICE), second;

	(void)state;
	memcpy(out, p->data, 8);
	EXPECT("dma-cpu-read-while-mapped");
	dma_unmap_single(dev, dma, sizeof(*p), DMA_FROM_DEVICE);
	second = map(large, 2 << 20, DMA_FROM_DEVICE);
	memcpy(out, large + 1000000, 8);
	EXPECT("dma-cpu-read-while-mapped");
	dma_unmap_single(dev, second, 2 << 20, DMA_FROM_DEVICE);
	memcpy(out, large, 8);
	kfree(large);
	kfree(p);
	EXPECT_CLEAN();
}

static void a_test_may_tell(void **state)
{
	struct packet *p = kzalloc(sizeof(*p), GFP_KERNEL);
	dma_addr_t dma = map(p, sizeof(*p), DMA_FROM_DEVICE);

	(void)state;
	dma_shim_cpu_read(p, 1);
	EXPECT("dma-cpu-read-while-mapped");
	dma_shim_cpu_read(p, 0);
	dma_unmap_single(dev, dma, sizeof(*p), DMA_FROM_DEVICE);
	dma_shim_cpu_read(p, 1);
	kfree(p);
	EXPECT_CLEAN();
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(a_read_while_the_device_has_it),
		TEST(what_the_device_only_reads_may_be_read),
		TEST(a_write_is_named_by_its_place),
		TEST(a_write_that_is_synced_is_right),
		TEST(a_write_between_syncs_is_named),
		TEST(copies_are_accesses),
		TEST(a_test_may_tell),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
