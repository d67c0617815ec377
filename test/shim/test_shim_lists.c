/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Scatterlists and tables: what the device is given, the two counts, and each way to mix them up.
 */
#include "shim_test.h"

#include <linux/dmaengine.h>

/* Three entries; the first two follow each other in memory. */
struct list {
	struct scatterlist sg[3];
	char *one, *two;
};

static void fill(struct list *l)
{
	l->one = kzalloc(512, GFP_KERNEL);
	l->two = kzalloc(256, GFP_KERNEL);
	sg_init_table(l->sg, 3);
	sg_set_buf(&l->sg[0], l->one, 256);
	sg_set_buf(&l->sg[1], l->one + 256, 256);
	sg_set_buf(&l->sg[2], l->two, 256);
}

static void drop(struct list *l)
{
	kfree(l->one);
	kfree(l->two);
}

static void a_list_moves_data(void **state)
{
	struct list l;
	struct scatterlist *sg;
	char got[6];
	int n, i;

	(void)state;
	fill(&l);
	memcpy(l.two, "hello", 6);
	n = dma_map_sg(dev, l.sg, 3, DMA_BIDIRECTIONAL);
	assert_int_equal(n, 3);
	for_each_sg(l.sg, sg, n, i)
		assert_int_equal(sg_dma_len(sg), 256);
	dma_shim_device_read(dev, sg_dma_address(&l.sg[2]), got, 6);
	assert_string_equal(got, "hello");
	dma_shim_device_write(dev, sg_dma_address(&l.sg[1]), "back", 5);
	dma_sync_sg_for_cpu(dev, l.sg, 3, DMA_BIDIRECTIONAL);
	assert_string_equal(l.one + 256, "back");
	strcpy(l.one, "more");
	dma_sync_sg_for_device(dev, l.sg, 3, DMA_BIDIRECTIONAL);
	dma_shim_device_read(dev, sg_dma_address(&l.sg[0]), got, 5);
	assert_string_equal(got, "more");
	dma_unmap_sg(dev, l.sg, 3, DMA_BIDIRECTIONAL);
	drop(&l);
	EXPECT_CLEAN();
}

static void entries_are_merged_on_request(void **state)
{
	struct list l;
	char got[300];

	(void)state;
	set_setting(64, false, true);
	fill(&l);
	memset(l.one, 'a', 512);
	assert_int_equal(dma_map_sg(dev, l.sg, 3, DMA_TO_DEVICE), 2);
	assert_int_equal(sg_dma_len(&l.sg[0]), 512);
	assert_int_equal(sg_dma_len(&l.sg[1]), 256);
	assert_int_equal(sg_dma_len(&l.sg[2]), 0);
	assert_int_equal(dma_shim_device_read(dev, sg_dma_address(&l.sg[0]) + 200, got, 300), 0);
	assert_int_equal(got[299], 'a');
	dma_unmap_sg(dev, l.sg, 3, DMA_TO_DEVICE);
	drop(&l);
	EXPECT_CLEAN();
}

static void a_merged_entry_has_a_limit(void **state)
{
	struct list l;

	(void)state;
	set_setting(64, false, true);
	dma_set_max_seg_size(dev, 256);
	fill(&l);
	assert_int_equal(dma_map_sg(dev, l.sg, 3, DMA_TO_DEVICE), 3);
	dma_unmap_sg(dev, l.sg, 3, DMA_TO_DEVICE);
	drop(&l);
	EXPECT_CLEAN();
}

static void the_returned_count_is_not_for_the_unmap(void **state)
{
	struct list l;
	int n;

	(void)state;
	set_setting(64, false, true);
	fill(&l);
	n = dma_map_sg(dev, l.sg, 3, DMA_FROM_DEVICE);
	dma_shim_device_write(dev, sg_dma_address(&l.sg[1]), "x", 2);
	dma_sync_sg_for_cpu(dev, l.sg, n, DMA_FROM_DEVICE);
	EXPECT("dma-sg-sync-returned-count");
	assert_int_equal(l.two[0], 0);	/* was not reached */
	dma_unmap_sg(dev, l.sg, n, DMA_FROM_DEVICE);
	EXPECT("dma-sg-unmap-returned-count");
	assert_string_equal(last_seen.message,
			    "dma_unmap_sg() with the count that dma_map_sg() returned; it takes the "
			    "count given to the map [nents=2]");
	assert_string_equal(last_seen.origin, "mapped here by dma_map_sg() [nents=3] "
					      "[direction=DMA_FROM_DEVICE]");
	drop(&l);
	EXPECT_CLEAN();
}

static void an_engine_takes_the_returned_count(void **state)
{
	struct dma_device engine = { .dev = dev };
	struct dma_chan chan = { .device = &engine };
	struct list l;
	int n;

	(void)state;
	set_setting(64, false, true);
	fill(&l);
	assert_null(dmaengine_prep_slave_sg(&chan, l.sg, 3, DMA_MEM_TO_DEV, 0));
	EXPECT("dma-sg-dma-before-map");
	n = dma_map_sg(dev, l.sg, 3, DMA_TO_DEVICE);
	assert_non_null(dmaengine_prep_slave_sg(&chan, l.sg, n, DMA_MEM_TO_DEV, 0));
	EXPECT_NOTHING();
	assert_non_null(dmaengine_prep_slave_sg(&chan, l.sg, 3, DMA_MEM_TO_DEV, 0));
	EXPECT("dma-sg-prep-wrong-count");
	dmaengine_terminate_sync(&chan);
	dma_unmap_sg(dev, l.sg, 3, DMA_TO_DEVICE);
	drop(&l);
	EXPECT_CLEAN();
}

static void a_list_is_mapped_and_unmapped_once(void **state)
{
	struct list l;

	(void)state;
	fill(&l);
	dma_map_sg(dev, l.sg, 3, DMA_TO_DEVICE);
	dma_unmap_sg(dev, &l.sg[1], 2, DMA_TO_DEVICE);
	EXPECT("dma-sg-unmap-wrong-list");
	dma_map_sg(dev, l.sg, 3, DMA_TO_DEVICE);
	dma_unmap_sg(dev, l.sg, 3, DMA_TO_DEVICE);
	dma_unmap_sg(dev, l.sg, 3, DMA_TO_DEVICE);
	EXPECT("dma-double-unmap");
	dma_sync_sg_for_cpu(dev, l.sg, 3, DMA_TO_DEVICE);
	EXPECT("dma-sync-after-unmap");
	dma_map_sg(dev, l.sg, 3, DMA_TO_DEVICE);
	dma_map_sg(dev, l.sg, 3, DMA_TO_DEVICE);
	EXPECT("dma-remap-mapped-sg");
	dma_unmap_sg(dev, l.sg, 3, DMA_TO_DEVICE);
	drop(&l);
	EXPECT_CLEAN();
}

static void arguments_of_an_unmap_are_compared(void **state)
{
	struct device *other = dma_shim_device_new("other");
	struct list l;

	(void)state;
	fill(&l);
	dma_map_sg(dev, l.sg, 3, DMA_TO_DEVICE);
	dma_unmap_sg(dev, l.sg, 3, DMA_FROM_DEVICE);
	EXPECT("dma-unmap-direction-mismatch");
	dma_map_sg(dev, l.sg, 3, DMA_TO_DEVICE);
	dma_unmap_sg(other, l.sg, 3, DMA_TO_DEVICE);
	EXPECT("dma-unmap-device-mismatch");
	dma_map_sg(dev, l.sg, 3, DMA_TO_DEVICE);
	dma_sync_sg_for_device(dev, l.sg, 3, DMA_FROM_DEVICE);
	EXPECT("dma-sync-direction-mismatch");
	dma_unmap_single(dev, sg_dma_address(l.sg), 256, DMA_TO_DEVICE);
	EXPECT("dma-unmap-kind-mismatch");
	drop(&l);
	EXPECT_CLEAN();
	dma_shim_device_free(other);
}

static void a_list_that_failed_to_map_is_known(void **state)
{
	struct list l;
	char got;

	(void)state;
	fill(&l);
	dma_shim_fail_nth(1);
	assert_int_equal(dma_map_sg(dev, l.sg, 3, DMA_TO_DEVICE), 0);
	EXPECT_NOTHING();
	assert_int_not_equal(dma_shim_device_read(dev, sg_dma_address(l.sg), &got, 1), 0);
	EXPECT("dma-unchecked-map-sg");
	dma_unmap_sg(dev, l.sg, 3, DMA_TO_DEVICE);
	EXPECT("dma-unmap-failed-map");
	drop(&l);
	EXPECT_CLEAN();
}

static void lists_without_sense_are_reported(void **state)
{
	struct list l;

	(void)state;
	fill(&l);
	assert_int_equal(dma_map_sg(dev, l.sg, 0, DMA_TO_DEVICE), 0);
	EXPECT("dma-map-zero-size");
	assert_int_equal(dma_map_sg(dev, l.sg, -1, DMA_TO_DEVICE), 0);
	EXPECT("dma-map-zero-size");
	assert_int_equal(dma_map_sg(dev, l.sg, 4, DMA_TO_DEVICE), 0);
	EXPECT("dma-map-exceeds-object");
	assert_int_equal(dma_map_sg(dev, NULL, 4, DMA_TO_DEVICE), 0);
	EXPECT("dma-map-null");
	assert_int_equal(dma_map_sg(NULL, l.sg, 3, DMA_TO_DEVICE), 0);
	EXPECT("dma-null-device");
	dma_unmap_sg(dev, (struct scatterlist *)l.one, 3, DMA_TO_DEVICE);
	EXPECT("dma-unmap-never-mapped");
	l.sg[1].length = 0;
	assert_int_equal(dma_map_sg(dev, l.sg, 3, DMA_TO_DEVICE), 0);
	EXPECT("dma-map-zero-size");
	drop(&l);
	EXPECT_CLEAN();
}

static void memory_of_a_mapped_list_is_not_freed(void **state)
{
	struct list l;

	(void)state;
	fill(&l);
	dma_map_sg(dev, l.sg, 3, DMA_FROM_DEVICE);
	kfree(l.two);
	EXPECT("dma-free-while-mapped");
	dma_unmap_sg(dev, l.sg, 3, DMA_FROM_DEVICE);
	kfree(l.one);
	EXPECT_CLEAN();
}

/* ---- tables ------------------------------------------------------------------------------------ */

static void make_table(struct sg_table *t, char *buf)
{
	struct scatterlist *sg;
	int i;

	assert_int_equal(sg_alloc_table(t, 2, GFP_KERNEL), 0);
	for_each_sgtable_sg(t, sg, i)
		sg_set_buf(sg, buf + 128 * i, 128);
}

static void a_table_keeps_both_counts(void **state)
{
	char *buf = kzalloc(256, GFP_KERNEL);
	struct sg_table t;
	struct scatterlist *sg;
	int i, n = 0;

	(void)state;
	set_setting(64, false, true);
	make_table(&t, buf);
	assert_int_equal(dma_map_sgtable(dev, &t, DMA_TO_DEVICE, 0), 0);
	assert_int_equal(t.nents, 1);
	assert_int_equal(t.orig_nents, 2);
	for_each_sgtable_dma_sg(&t, sg, i)
		n += sg_dma_len(sg);
	assert_int_equal(n, 256);
	dma_sync_sgtable_for_cpu(dev, &t, DMA_TO_DEVICE);
	dma_sync_sgtable_for_device(dev, &t, DMA_TO_DEVICE);
	dma_unmap_sgtable(dev, &t, DMA_TO_DEVICE, 0);
	sg_free_table(&t);
	kfree(buf);
	EXPECT_CLEAN();
}

static void the_counts_of_a_table_are_not_exchanged(void **state)
{
	char *buf = kzalloc(256, GFP_KERNEL);
	struct sg_table t;

	(void)state;
	set_setting(64, false, true);
	make_table(&t, buf);
	assert_int_equal(dma_map_sgtable(dev, &t, DMA_TO_DEVICE, 0), 0);
	dma_unmap_sg(dev, t.sgl, t.nents, DMA_TO_DEVICE);
	EXPECT("dma-sgt-nents-confusion");
	assert_int_equal(dma_map_sg(dev, t.sgl, t.nents, DMA_TO_DEVICE), 1);
	EXPECT("dma-sgt-nents-confusion");
	dma_unmap_sg(dev, t.sgl, t.nents, DMA_TO_DEVICE);
	sg_free_table(&t);
	kfree(buf);
	EXPECT_CLEAN();
}

static void a_mapped_table_is_not_freed(void **state)
{
	char *buf = kzalloc(256, GFP_KERNEL);
	struct scatterlist *gone;
	struct sg_table t;

	(void)state;
	make_table(&t, buf);
	assert_int_equal(dma_map_sgtable(dev, &t, DMA_TO_DEVICE, 0), 0);
	assert_int_equal(dma_shim_release_device(dev), 1);
	EXPECT("dma-mapping-leak");
	assert_int_equal(dma_map_sgtable(dev, &t, DMA_TO_DEVICE, 0), 0);
	gone = t.sgl;
	sg_free_table(&t);
	EXPECT("dma-free-while-mapped");
	assert_int_equal(dma_map_sg(dev, gone + 1, 1, DMA_TO_DEVICE), 0);
	EXPECT("shim-bad-argument");
	dma_sync_sg_for_cpu(dev, gone + 1, 1, DMA_TO_DEVICE);
	EXPECT("shim-bad-argument");
	kfree(buf);
	EXPECT("dma-free-while-mapped");
	assert_int_equal(dma_shim_release_device(dev), 1);
	EXPECT("dma-mapping-leak");
}

static void a_table_that_failed_to_map_is_known(void **state)
{
	char *buf = kzalloc(256, GFP_KERNEL);
	struct sg_table t;

	(void)state;
	make_table(&t, buf);
	dma_shim_fail_nth_dma(1);
	assert_int_not_equal(dma_map_sgtable(dev, &t, DMA_TO_DEVICE, 0), 0);
	dma_unmap_sgtable(dev, &t, DMA_TO_DEVICE, 0);
	EXPECT("dma-unmap-failed-map");
	sg_free_table(&t);
	kfree(buf);
	EXPECT_CLEAN();
}

/* ---- lists as data ----------------------------------------------------------------------------- */

static void tables_are_made_of_pages(void **state)
{
	struct page *pages[3];
	struct sg_page_iter iter;
	struct sg_table t;
	int n = 0;

	(void)state;
	pages[0] = alloc_pages(GFP_KERNEL, 1);
	pages[1] = pages[0] + 1;
	pages[2] = alloc_page(GFP_KERNEL);
	assert_int_equal(sg_alloc_table_from_pages(&t, pages, 3, 100, 3 * PAGE_SIZE - 200,
						   GFP_KERNEL),
			 0);
	assert_int_equal(t.orig_nents, 2);
	assert_int_equal(t.sgl[0].length, 2 * PAGE_SIZE - 100);
	assert_int_equal(t.sgl[1].length, PAGE_SIZE - 100);
	for_each_sgtable_page(&t, &iter, 0)
		assert_ptr_equal(sg_page_iter_page(&iter), pages[n++]);
	assert_int_equal(n, 3);
	sg_free_table(&t);
	__free_pages(pages[0], 1);
	__free_page(pages[2]);
	EXPECT_CLEAN();
}

static void lists_are_chained_and_copied(void **state)
{
	char a[8] = "abcdefg", b[8] = "hijklmn", out[16] = "";
	struct scatterlist first[2], second[1];

	(void)state;
	sg_init_table(first, 2);
	sg_set_buf(&first[0], a, 7);
	sg_init_one(second, b, 7);
	sg_chain(first, 2, second);
	assert_int_equal(sg_nents(first), 2);
	assert_int_equal(sg_nents_for_len(first, 8), 2);
	assert_true(sg_nents_for_len(first, 15) < 0);
	assert_int_equal(sg_copy_to_buffer(first, 2, out, 14), 14);
	assert_string_equal(out, "abcdefghijklmn");
	assert_int_equal(sg_copy_from_buffer(first, 2, "12345678", 8), 8);
	assert_memory_equal(b, "8ijklmn", 7);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(a_list_moves_data),
		TEST(entries_are_merged_on_request),
		TEST(a_merged_entry_has_a_limit),
		TEST(the_returned_count_is_not_for_the_unmap),
		TEST(an_engine_takes_the_returned_count),
		TEST(a_list_is_mapped_and_unmapped_once),
		TEST(arguments_of_an_unmap_are_compared),
		TEST(a_list_that_failed_to_map_is_known),
		TEST(lists_without_sense_are_reported),
		TEST(memory_of_a_mapped_list_is_not_freed),
		TEST(a_table_keeps_both_counts),
		TEST(the_counts_of_a_table_are_not_exchanged),
		TEST(a_mapped_table_is_not_freed),
		TEST(a_table_that_failed_to_map_is_known),
		TEST(tables_are_made_of_pages),
		TEST(lists_are_chained_and_copied),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
