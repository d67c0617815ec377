/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The runtime in the hands of a test that is wrong itself: counts, sizes and offsets at the ends of their types, memory
 * that goes to the wrong function, a device that is unbound in the middle, several threads at once. A report, or
 * an error; and it goes on. test_shim_misuse asks every function for the simple cases.
 */
#include "shim_test.h"

#include <errno.h>
#include <limits.h>
#include <linux/dma-compat.h>
#include <linux/err.h>
#include <linux/skbuff.h>
#include <pthread.h>

static void counts(void **state)
{
	struct scatterlist sg[2];
	struct sg_table table;
	char *buf = kmalloc(128, GFP_KERNEL);

	(void)state;
	sg_init_table(sg, 2);
	sg_set_buf(&sg[0], buf, 64);
	sg_set_buf(&sg[1], buf + 64, 64);
	assert_int_equal(dma_map_sg(dev, sg, INT_MAX, DMA_TO_DEVICE), 0);
	EXPECT("dma-map-exceeds-object");
	assert_int_equal(dma_map_sg(dev, sg, -1, DMA_TO_DEVICE), 0);
	EXPECT("dma-map-zero-size");
	assert_int_equal(sg_alloc_table(&table, UINT_MAX, GFP_KERNEL), -ENOMEM);
	assert_int_equal(sg_alloc_table(&table, 1, GFP_KERNEL), 0);
	sg_set_buf(table.sgl, buf, 64);
	table.orig_nents = INT_MAX;
	assert_int_not_equal(dma_map_sgtable(dev, &table, DMA_TO_DEVICE, 0), 0);
	EXPECT("dma-map-exceeds-object");
	table.orig_nents = 1;
	sg_free_table(&table);
	kfree(buf);
	EXPECT_CLEAN();
}

static void an_entry_longer_than_memory(void **state)
{
	struct scatterlist sg;

	(void)state;
	sg_init_table(&sg, 1);
	sg_set_buf(&sg, stdout, 64);	/* not the shim's: nobody knows how long it is */
	sg.length = UINT_MAX;
	assert_int_equal(dma_map_sg(dev, &sg, 1, DMA_TO_DEVICE), 0);
	assert_int_equal(dma_shim_live(NULL), 0);
	assert_true(nseen > 0);
}

static void sizes(void **state)
{
	dma_addr_t dma;

	(void)state;
	for (size_t size = SIZE_MAX; size > SIZE_MAX - PAGE_SIZE; size -= PAGE_SIZE - 1) {
		assert_null(dma_alloc_coherent(dev, size, &dma, GFP_KERNEL));
		EXPECT("shim-bad-argument");
		assert_null(dma_alloc_pages(dev, size, &dma, DMA_TO_DEVICE, GFP_KERNEL));
		EXPECT("shim-bad-argument");
		assert_null(dma_alloc_noncontiguous(dev, size, DMA_TO_DEVICE, GFP_KERNEL, 0));
		EXPECT("shim-bad-argument");
		assert_null(dma_pool_create("pool", dev, size, 64, 0));
		EXPECT("dma-pool-bad-geometry");
	}
	assert_null(kcalloc(SIZE_MAX / 2, 4, GFP_KERNEL));
	assert_null(kmalloc_array(SIZE_MAX, SIZE_MAX, GFP_KERNEL));
	assert_null(vmalloc(SIZE_MAX));
	assert_null(alloc_pages(GFP_KERNEL, UINT_MAX));
	assert_null(alloc_skb(UINT_MAX, GFP_KERNEL));
	EXPECT_NOTHING();
	assert_null(kmemdup(NULL, 64, GFP_KERNEL));
	EXPECT("shim-bad-argument");
	EXPECT_CLEAN();
}

static void offsets(void **state)
{
	struct page *page = alloc_page(GFP_KERNEL);
	dma_addr_t dma;
	char bytes[8] = "";

	(void)state;
	assert_true(dma_map_page(dev, page, 64, SIZE_MAX, DMA_TO_DEVICE) == DMA_MAPPING_ERROR);
	EXPECT("dma-map-exceeds-object");
	assert_true(dma_map_page(dev, page, SIZE_MAX - 63, 64, DMA_TO_DEVICE) == DMA_MAPPING_ERROR);
	EXPECT("dma-map-exceeds-object");
	dma = dma_map_page(dev, page, 0, 256, DMA_BIDIRECTIONAL);
	assert_int_equal(dma_mapping_error(dev, dma), 0);
	dma_sync_single_range_for_cpu(dev, dma, SIZE_MAX - 10, 64, DMA_FROM_DEVICE);
	EXPECT("dma-sync-out-of-range");
	dma_sync_single_range_for_device(dev, dma, 255, SIZE_MAX, DMA_TO_DEVICE);
	EXPECT("dma-sync-out-of-range");
	assert_int_equal(dma_shim_device_write(dev, dma + 250, bytes, SIZE_MAX), -EFAULT);
	EXPECT("shim-device-out-of-range");
	assert_int_equal(dma_shim_device_read(dev, dma + 256, bytes, 1), -EFAULT);
	EXPECT("shim-device-unmapped");
	assert_int_equal(dma_shim_device_read(dev, ~0ull - 3, bytes, 8), -EFAULT);
	EXPECT("shim-device-unmapped");
	assert_int_equal(dma_shim_device_read(dev, dma, NULL, 8), -EFAULT);
	EXPECT("shim-bad-argument");
	assert_int_equal(dma_shim_device_write(dev, dma, NULL, 8), -EFAULT);
	EXPECT("shim-bad-argument");
	dma_unmap_page(dev, dma, SIZE_MAX, DMA_BIDIRECTIONAL);
	EXPECT("dma-unmap-size-mismatch");
	__free_page(page);
	EXPECT_CLEAN();
}

static void a_region_beyond_the_last_address(void **state)
{
	(void)state;
	assert_int_equal(dma_declare_coherent_memory(dev, 0, ~0ull - 4095, 65536, DMA_MEMORY_MAP),
			 0);
	EXPECT("shim-bad-argument");
	EXPECT_CLEAN();
}

static void memory_freed_by_another_function(void **state)
{
	struct dma_pool *pool = dma_pool_create("pool", dev, 64, 64, 0);
	struct sk_buff *skb = alloc_skb(64, GFP_KERNEL);
	dma_addr_t dma;
	void *p = dma_pool_alloc(pool, GFP_KERNEL, &dma);

	(void)state;
	dma_free_coherent(dev, 64, p, dma);
	EXPECT("dma-free-kind-mismatch");
	dma_pool_destroy(pool);
	p = dma_alloc_coherent(dev, 64, &dma, GFP_KERNEL);
	kfree(p);
	EXPECT("dma-free-kind-mismatch");
	dma_free_coherent(dev, 64, p, dma);
	kfree_skb(skb);
	consume_skb(skb);
	EXPECT("shim-bad-free");
	kfree_skb((struct sk_buff *)&dma);
	EXPECT("shim-bad-free");
	p = vmalloc(64);
	vfree(p);
	kvfree(p);
	EXPECT("shim-bad-free");
	EXPECT_CLEAN();
}

static void unbound_in_the_middle(void **state)
{
	struct dma_pool *pool = dma_pool_create("pool", dev, 64, 64, 0);
	char *buf = kmalloc(256, GFP_KERNEL);
	struct sg_table *sgt;
	dma_addr_t dma, object_dma;
	void *object = dma_pool_alloc(pool, GFP_KERNEL, &object_dma);

	(void)state;
	assert_int_equal(dma_shim_release_device(dev), 1);
	EXPECT("dma-pool-leak");
	dma_pool_free(pool, object, object_dma);
	EXPECT("dma-pool-use-after-destroy");
	dma = dma_map_single(dev, buf, 256, DMA_FROM_DEVICE);
	assert_int_equal(dma_mapping_error(dev, dma), 0);
	sgt = dma_alloc_noncontiguous(dev, PAGE_SIZE, DMA_TO_DEVICE, GFP_KERNEL, 0);
	assert_int_equal(dma_shim_release_device(dev), 2);
	nseen = 0;
	dma_sync_single_for_cpu(dev, dma, 256, DMA_FROM_DEVICE);
	EXPECT("dma-sync-after-unmap");
	dma_unmap_single(dev, dma, 256, DMA_FROM_DEVICE);
	EXPECT("dma-double-unmap");
	dma_sync_sgtable_for_cpu(dev, sgt, DMA_TO_DEVICE);
	EXPECT("dma-coherent-use-after-free");
	dma_free_noncontiguous(dev, PAGE_SIZE, sgt, DMA_TO_DEVICE);
	EXPECT("dma-coherent-double-free");
	kfree(buf);
	EXPECT_CLEAN();
}

/* ---- threads ----------------------------------------------------------------------------------- */

#define THREADS 4
#define ROUNDS 300

static pthread_barrier_t start;
static dma_addr_t shared;

static void *unmap_shared(void *data)
{
	pthread_barrier_wait(&start);
	dma_unmap_single(dev, shared, 64, DMA_TO_DEVICE);
	return data;
}

static void *map_and_unmap(void *data)
{
	char *buf = kmalloc(64, GFP_KERNEL);
	dma_addr_t dma;

	pthread_barrier_wait(&start);
	for (int i = 0; i < ROUNDS; i++) {
		dma = dma_map_single(dev, buf, 64, DMA_TO_DEVICE);
		if (!dma_mapping_error(dev, dma))
			dma_unmap_single(dev, dma, 64, DMA_TO_DEVICE);
	}
	return data;
}

static void *release_again_and_again(void *data)
{
	pthread_barrier_wait(&start);
	for (int i = 0; i < ROUNDS; i++)
		dma_shim_release_device(dev);
	return data;
}

static void run_threads(void *(*all)(void *), void *(*last)(void *))
{
	pthread_t threads[THREADS];

	pthread_barrier_init(&start, NULL, THREADS);
	for (int i = 0; i < THREADS; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, i == THREADS - 1 ? last : all,
						NULL), 0);
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	pthread_barrier_destroy(&start);
}

static void ignore(const struct dma_shim_report *report, void *data)
{
	(void)report;
	(void)data;
}

/* One of them did it; each of the others is told that it did not. */
static void one_mapping_unmapped_by_all(void **state)
{
	char *buf = kmalloc(64, GFP_KERNEL);

	(void)state;
	dma_shim_set_hook(ignore, NULL);
	shared = dma_map_single(dev, buf, 64, DMA_TO_DEVICE);
	assert_int_equal(dma_mapping_error(dev, shared), 0);
	run_threads(unmap_shared, unmap_shared);
	assert_int_equal(dma_shim_count("dma-double-unmap"), THREADS - 1);
	assert_int_equal(dma_shim_count(NULL), THREADS - 1);
	kfree(buf);
	assert_int_equal(dma_shim_live(NULL), 0);
}

/* What the unbind takes away is a leak, and its unmap comes too late; nothing else is wrong. */
static void unbound_while_others_map(void **state)
{
	unsigned long leaks;

	(void)state;
	dma_shim_set_hook(ignore, NULL);
	run_threads(map_and_unmap, release_again_and_again);
	dma_shim_release_device(dev);
	leaks = dma_shim_count("dma-mapping-leak") + dma_shim_count("dma-unchecked-map");
	assert_true(dma_shim_count("dma-double-unmap") <= leaks);
	assert_int_equal(dma_shim_live(NULL), 0);
}

#define EXTREMES_TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		EXTREMES_TEST(counts),
		EXTREMES_TEST(an_entry_longer_than_memory),
		EXTREMES_TEST(sizes),
		EXTREMES_TEST(offsets),
		EXTREMES_TEST(a_region_beyond_the_last_address),
		EXTREMES_TEST(memory_freed_by_another_function),
		EXTREMES_TEST(unbound_in_the_middle),
		EXTREMES_TEST(one_mapping_unmapped_by_all),
		EXTREMES_TEST(unbound_while_others_map),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
