/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Ranges of addresses (dma_iova_*, 6.16) on a machine with an IOMMU, and without: what the device sees
 * of what is linked, and each way to get it wrong.
 */
#include "shim_test.h"

#include <errno.h>
#include <linux/err.h>

#define PIECES 3
#define SIZE (PIECES * PAGE_SIZE)

static struct dma_iova_state range;
static char *piece[PIECES];

static int set_up_iommu(void **state)
{
	struct dma_shim_settings settings;
	int error = set_up(state);

	dma_shim_get_settings(&settings);
	settings.iommu = true;
	for (int i = 0; i < PIECES; i++)
		piece[i] = (char *)get_zeroed_page(GFP_KERNEL);
	return error ? error : dma_shim_set_settings(&settings);
}

static int tear_down_iommu(void **state)
{
	for (int i = 0; i < PIECES; i++)
		free_page((unsigned long)piece[i]);
	return tear_down(state);
}

static void take(void)
{
	assert_true(dma_iova_try_alloc(dev, &range, virt_to_phys(piece[0]), SIZE));
	assert_true(dma_use_iova(&range));
}

static int link_one(int i, enum dma_data_direction dir)
{
	return dma_iova_link(dev, &range, virt_to_phys(piece[i]), i * PAGE_SIZE, PAGE_SIZE, dir, 0);
}

static void link_all(enum dma_data_direction dir)
{
	for (int i = 0; i < PIECES; i++)
		assert_int_equal(link_one(i, dir), 0);
	assert_int_equal(dma_iova_sync(dev, &range, 0, SIZE), 0);
}

static void without_an_iommu_there_are_none(void **state)
{
	struct dma_iova_state none = { 1, 1 };

	(void)state;
	assert_false(dma_iova_try_alloc(dev, &none, 0x1000, SIZE));
	assert_false(dma_use_iova(&none));
	EXPECT_CLEAN();
}

static void the_device_sees_one_buffer(void **state)
{
	char got[6];

	(void)state;
	strcpy(piece[2], "three");
	take();
	link_all(DMA_BIDIRECTIONAL);
	assert_int_equal(dma_shim_live(dev), 1 + PIECES);
	assert_int_equal(dma_shim_device_read(dev, range.addr + 2 * PAGE_SIZE, got, 6), 0);
	assert_string_equal(got, "three");
	assert_int_equal(dma_shim_device_write(dev, range.addr + PAGE_SIZE, "two", 4), 0);
	assert_string_equal(piece[1], "");
	dma_iova_destroy(dev, &range, SIZE, DMA_BIDIRECTIONAL, 0);
	assert_string_equal(piece[1], "two");
	assert_int_equal(dma_shim_live(dev), 0);
	EXPECT_CLEAN();
}

static void pieces_are_synced_like_mappings(void **state)
{
	(void)state;
	take();
	link_all(DMA_FROM_DEVICE);
	dma_shim_device_write(dev, range.addr + PAGE_SIZE, "new", 4);
	dma_sync_single_for_cpu(dev, range.addr + PAGE_SIZE, PAGE_SIZE, DMA_FROM_DEVICE);
	assert_string_equal(piece[1], "new");
	dma_sync_single_for_cpu(dev, range.addr, PAGE_SIZE, DMA_TO_DEVICE);
	EXPECT("dma-sync-direction-mismatch");
	dma_iova_unlink(dev, &range, 0, SIZE, DMA_FROM_DEVICE, 0);
	dma_iova_free(dev, &range);
	EXPECT_CLEAN();
}

static void the_start_in_its_page_is_kept(void **state)
{
	phys_addr_t phys = virt_to_phys(piece[0]) + 512;

	(void)state;
	assert_true(dma_iova_try_alloc(dev, &range, phys, 2048));
	assert_int_equal(range.addr & ~PAGE_MASK, 512);
	assert_int_equal(dma_iova_link(dev, &range, phys, 0, 2048, DMA_TO_DEVICE, 0), 0);
	assert_int_equal(dma_iova_sync(dev, &range, 0, 2048), 0);
	dma_iova_destroy(dev, &range, 2048, DMA_TO_DEVICE, 0);
	EXPECT_CLEAN();
}

static void what_is_not_synced_is_not_there(void **state)
{
	char byte = 0;

	(void)state;
	take();
	assert_int_equal(link_one(0, DMA_TO_DEVICE), 0);
	assert_int_equal(dma_shim_device_read(dev, range.addr, &byte, 1), -EFAULT);
	EXPECT("shim-device-unmapped");
	assert_int_equal(dma_iova_sync(dev, &range, 0, PAGE_SIZE), 0);
	assert_int_equal(dma_shim_device_read(dev, range.addr, &byte, 1), 0);
	assert_int_equal(dma_shim_device_read(dev, range.addr + PAGE_SIZE, &byte, 1), -EFAULT);
	EXPECT("shim-device-unmapped");
	dma_iova_destroy(dev, &range, PAGE_SIZE, DMA_TO_DEVICE, 0);
	EXPECT_CLEAN();
}

static void registers_can_be_linked(void **state)
{
	(void)state;
	take();
	assert_int_equal(dma_iova_link(dev, &range, 0xf0000000, 0, PAGE_SIZE, DMA_TO_DEVICE,
				       DMA_ATTR_MMIO), 0);
	assert_int_equal(dma_iova_sync(dev, &range, 0, PAGE_SIZE), 0);
	dma_iova_unlink(dev, &range, 0, PAGE_SIZE, DMA_TO_DEVICE, 0);
	EXPECT("dma-unmap-attrs-mismatch");
	dma_iova_free(dev, &range);
	EXPECT_CLEAN();
}

static void links_that_cannot_be(void **state)
{
	phys_addr_t phys = virt_to_phys(piece[0]);

	(void)state;
	take();
	assert_int_equal(link_one(0, DMA_TO_DEVICE), 0);
	assert_int_equal(link_one(0, DMA_TO_DEVICE), -EIO);			/* twice */
	EXPECT("shim-bad-argument");
	assert_int_equal(dma_iova_link(dev, &range, phys, SIZE, 64, DMA_TO_DEVICE, 0), -EIO);
	EXPECT("shim-bad-argument");
	assert_int_equal(dma_iova_link(dev, &range, phys, PAGE_SIZE, SIZE_MAX, DMA_TO_DEVICE, 0),
			 -EIO);
	EXPECT("shim-bad-argument");
	assert_int_equal(dma_iova_link(dev, &range, phys + 8, PAGE_SIZE, 64, DMA_TO_DEVICE, 0),
			 -EIO);
	EXPECT("shim-bad-argument");
	assert_int_equal(dma_iova_link(dev, &range, phys, PAGE_SIZE, 64, DMA_NONE, 0), -EIO);
	EXPECT("dma-map-direction-none");
	assert_int_equal(dma_iova_link(dev, &range, phys, PAGE_SIZE, 0, DMA_TO_DEVICE, 0), -EIO);
	EXPECT("dma-map-zero-size");
	dma_iova_destroy(dev, &range, PAGE_SIZE, DMA_TO_DEVICE, 0);
	EXPECT_CLEAN();
}

static void unlinks_that_differ(void **state)
{
	(void)state;
	take();
	link_all(DMA_TO_DEVICE);
	dma_iova_unlink(dev, &range, 0, PAGE_SIZE, DMA_FROM_DEVICE, 0);
	EXPECT("dma-unmap-direction-mismatch");
	dma_iova_unlink(dev, &range, PAGE_SIZE, 512, DMA_TO_DEVICE, 0);
	EXPECT("dma-unmap-size-mismatch");
	dma_iova_unlink(dev, &range, PAGE_SIZE, PAGE_SIZE, DMA_TO_DEVICE, 0);
	EXPECT("dma-double-unmap");
	dma_iova_unlink(dev, &range, 2 * PAGE_SIZE, 2 * PAGE_SIZE, DMA_TO_DEVICE, 0);
	EXPECT("dma-unmap-size-mismatch");
	dma_iova_free(dev, &range);
	EXPECT("dma-free-while-mapped");
	EXPECT_CLEAN();
}

static void a_part_is_forgotten(void **state)
{
	(void)state;
	take();
	link_all(DMA_TO_DEVICE);
	dma_iova_destroy(dev, &range, 2 * PAGE_SIZE, DMA_TO_DEVICE, 0);
	EXPECT("dma-free-while-mapped");
	dma_iova_destroy(dev, &range, 2 * PAGE_SIZE, DMA_TO_DEVICE, 0);
	EXPECT("dma-double-unmap");
	assert_int_equal(link_one(0, DMA_TO_DEVICE), -EINVAL);
	EXPECT("dma-use-after-unmap");
	assert_int_equal(dma_iova_sync(dev, &range, 0, PAGE_SIZE), -EINVAL);
	EXPECT("dma-sync-after-unmap");
	EXPECT_CLEAN();
}

static void nothing_was_linked(void **state)
{
	(void)state;
	take();
	dma_iova_unlink(dev, &range, 0, PAGE_SIZE, DMA_TO_DEVICE, 0);
	EXPECT("dma-unmap-never-mapped");
	dma_iova_destroy(dev, &range, 0, DMA_TO_DEVICE, 0);
	EXPECT_CLEAN();
}

static void a_piece_is_no_single_mapping(void **state)
{
	(void)state;
	take();
	link_all(DMA_TO_DEVICE);
	dma_unmap_single(dev, range.addr, PAGE_SIZE, DMA_TO_DEVICE);
	EXPECT("dma-unmap-kind-mismatch");
	dma_iova_destroy(dev, &range, SIZE, DMA_TO_DEVICE, 0);
	EXPECT_CLEAN();
}

static void memory_goes_too_early(void **state)
{
	char *page = (char *)get_zeroed_page(GFP_KERNEL);

	(void)state;
	take();
	assert_int_equal(dma_iova_link(dev, &range, virt_to_phys(page), 0, PAGE_SIZE, DMA_TO_DEVICE,
				       0), 0);
	free_page((unsigned long)page);
	EXPECT("dma-free-while-mapped");
	dma_iova_destroy(dev, &range, PAGE_SIZE, DMA_TO_DEVICE, 0);
	EXPECT_CLEAN();
}

static void what_is_left_is_one_leak(void **state)
{
	(void)state;
	take();
	link_all(DMA_TO_DEVICE);
	assert_int_equal(dma_shim_release_device(dev), 1);
	EXPECT("dma-mapping-leak");
	assert_int_equal(dma_shim_live(NULL), 0);
	EXPECT_CLEAN();
}

/* With, or without: what a driver does that can do both, every step failing in turn. */
static int send(void *careless)
{
	dma_addr_t dma;
	int error;

	if (!dma_iova_try_alloc(dev, &range, virt_to_phys(piece[0]), SIZE)) {
		dma = dma_map_single(dev, piece[0], PAGE_SIZE, DMA_TO_DEVICE);
		if (dma_mapping_error(dev, dma))
			return -ENOMEM;
		dma_unmap_single(dev, dma, PAGE_SIZE, DMA_TO_DEVICE);
		return 0;
	}
	for (int i = 0; i < PIECES; i++) {
		error = link_one(i, DMA_TO_DEVICE);
		if (error && careless)
			return error;
		if (error) {
			dma_iova_destroy(dev, &range, i * PAGE_SIZE, DMA_TO_DEVICE, 0);
			return error;
		}
	}
	error = dma_iova_sync(dev, &range, 0, SIZE);
	dma_iova_destroy(dev, &range, SIZE, DMA_TO_DEVICE, 0);
	return error;
}

static void every_step_fails(void **state)
{
	(void)state;
	assert_int_equal(dma_shim_for_each_failure(send, NULL), 1 + PIECES);
	EXPECT_CLEAN();
	dma_shim_for_each_failure(send, &range);
	assert_int_equal(dma_shim_count("dma-mapping-leak-on-error"), PIECES);
	assert_int_equal(dma_shim_count(NULL), PIECES);
}

/* Other mappings keep out of a range, however often the addresses go round. */
static void addresses_stay_apart(void **state)
{
	dma_addr_t dma;

	(void)state;
	dma_set_mask_and_coherent(dev, DMA_BIT_MASK(24));
	take();
	for (int i = 0; i < 10000; i++) {
		dma = dma_map_single(dev, piece[1], PAGE_SIZE, DMA_TO_DEVICE);
		assert_false(dma_mapping_error(dev, dma));
		assert_true(dma + PAGE_SIZE <= range.addr || dma >= range.addr + SIZE);
		dma_unmap_single(dev, dma, PAGE_SIZE, DMA_TO_DEVICE);
	}
	dma_iova_free(dev, &range);
	EXPECT_CLEAN();
}

#define IOMMU_TEST(function) \
	cmocka_unit_test_setup_teardown(function, set_up_iommu, tear_down_iommu)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(without_an_iommu_there_are_none, set_up, tear_down),
		IOMMU_TEST(the_device_sees_one_buffer),
		IOMMU_TEST(pieces_are_synced_like_mappings),
		IOMMU_TEST(the_start_in_its_page_is_kept),
		IOMMU_TEST(what_is_not_synced_is_not_there),
		IOMMU_TEST(registers_can_be_linked),
		IOMMU_TEST(links_that_cannot_be),
		IOMMU_TEST(unlinks_that_differ),
		IOMMU_TEST(a_part_is_forgotten),
		IOMMU_TEST(nothing_was_linked),
		IOMMU_TEST(a_piece_is_no_single_mapping),
		IOMMU_TEST(memory_goes_too_early),
		IOMMU_TEST(what_is_left_is_one_leak),
		IOMMU_TEST(every_step_fails),
		IOMMU_TEST(addresses_stay_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
