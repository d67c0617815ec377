/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Streaming mappings: what data both sides see, and each misuse of map, test and unmap.
 */
#include "shim_test.h"

#include <sys/mman.h>

/* ---- data -------------------------------------------------------------------------------------- */

static void data_reaches_the_device(void **state)
{
	char *buf = kmalloc(64, GFP_KERNEL), got[6];
	dma_addr_t dma;

	(void)state;
	memcpy(buf, "hello", 6);
	dma = map(buf, 64, DMA_TO_DEVICE);
	assert_int_equal(dma_shim_device_read(dev, dma, got, 6), 0);
	assert_string_equal(got, "hello");
	dma_unmap_single(dev, dma, 64, DMA_TO_DEVICE);
	kfree(buf);
	EXPECT_CLEAN();
}

static void data_comes_with_the_unmap(void **state)
{
	char *buf = kzalloc(64, GFP_KERNEL);
	dma_addr_t dma = map(buf, 64, DMA_FROM_DEVICE);

	(void)state;
	assert_int_equal(dma_shim_device_write(dev, dma, "hello", 6), 0);
	assert_int_equal(buf[0], 0);	/* the CPU's copy is another one */
	dma_unmap_single(dev, dma, 64, DMA_FROM_DEVICE);
	assert_string_equal(buf, "hello");
	kfree(buf);
	EXPECT_CLEAN();
}

static void data_comes_with_a_sync(void **state)
{
	char *buf = kzalloc(128, GFP_KERNEL);
	dma_addr_t dma = map(buf, 128, DMA_FROM_DEVICE);

	(void)state;
	dma_shim_device_write(dev, dma, "one", 4);
	dma_shim_device_write(dev, dma + 64, "two", 4);
	dma_sync_single_for_cpu(dev, dma, 64, DMA_FROM_DEVICE);
	assert_string_equal(buf, "one");
	assert_int_equal(buf[64], 0);	/* of the part only */
	dma_sync_single_range_for_cpu(dev, dma, 64, 64, DMA_FROM_DEVICE);
	assert_string_equal(buf + 64, "two");
	dma_sync_single_for_device(dev, dma, 128, DMA_FROM_DEVICE);
	dma_unmap_single(dev, dma, 128, DMA_FROM_DEVICE);
	kfree(buf);
	EXPECT_CLEAN();
}

static void a_write_is_lost_without_a_sync(void **state)
{
	char *buf = kmalloc(64, GFP_KERNEL), got[4];
	dma_addr_t dma;

	(void)state;
	memcpy(buf, "old", 4);
	dma = map(buf, 64, DMA_TO_DEVICE);
	memcpy(buf, "new", 4);
	dma_shim_device_read(dev, dma, got, 4);
	assert_string_equal(got, "old");
	dma_sync_single_for_device(dev, dma, 64, DMA_TO_DEVICE);
	dma_shim_device_read(dev, dma, got, 4);
	assert_string_equal(got, "new");
	EXPECT_NOTHING();
	memcpy(buf, "bad", 4);
	dma_unmap_single(dev, dma, 64, DMA_TO_DEVICE);
	EXPECT("dma-cpu-write-while-mapped");
	kfree(buf);
	EXPECT_CLEAN();
}

static void a_neighbour_in_the_line_is_overwritten(void **state)
{
	char *both = kzalloc(64, GFP_KERNEL);	/* a buffer of 16 bytes, and a counter behind */
	dma_addr_t dma = map(both, 16, DMA_FROM_DEVICE);

	(void)state;
	both[16] = 42;
	dma_shim_device_write(dev, dma, "data", 5);
	dma_unmap_single(dev, dma, 16, DMA_FROM_DEVICE);
	assert_string_equal(both, "data");
	assert_int_equal(both[16], 0);	/* what the line held when it was mapped */
	kfree(both);
	EXPECT_CLEAN();
}

static void lines_have_the_length_that_is_set(void **state)
{
	char *both = kzalloc(64, GFP_KERNEL);
	dma_addr_t dma;

	(void)state;
	set_setting(16, false, false);
	assert_int_equal(dma_get_cache_alignment(), 16);
	dma = map(both, 16, DMA_FROM_DEVICE);
	both[16] = 42;
	dma_unmap_single(dev, dma, 16, DMA_FROM_DEVICE);
	assert_int_equal(both[16], 42);	/* its own line now */
	kfree(both);
	EXPECT_CLEAN();
}

static void the_wrong_direction_loses_the_data(void **state)
{
	char *buf = kzalloc(64, GFP_KERNEL);
	dma_addr_t dma = map(buf, 64, DMA_FROM_DEVICE);

	(void)state;
	dma_shim_device_write(dev, dma, "hello", 6);
	dma_unmap_single(dev, dma, 64, DMA_TO_DEVICE);
	EXPECT("dma-unmap-direction-mismatch");
	assert_string_equal(last_seen.message,
			    "dma_unmap_single() with different direction than mapped "
			    "[mapped with DMA_FROM_DEVICE] [unmapped with DMA_TO_DEVICE]");
	assert_int_equal(buf[0], 0);
	kfree(buf);
	EXPECT_CLEAN();
}

static void skip_cpu_sync_moves_nothing(void **state)
{
	char *buf = kzalloc(64, GFP_KERNEL);
	dma_addr_t dma =
		dma_map_single_attrs(dev, buf, 64, DMA_FROM_DEVICE, DMA_ATTR_SKIP_CPU_SYNC);

	(void)state;
	assert_false(dma_mapping_error(dev, dma));
	dma_shim_device_write(dev, dma, "hello", 6);
	dma_unmap_single_attrs(dev, dma, 64, DMA_FROM_DEVICE, DMA_ATTR_SKIP_CPU_SYNC);
	assert_int_equal(buf[0], 0);
	kfree(buf);
	EXPECT_CLEAN();
}

/* ---- the handle -------------------------------------------------------------------------------- */

static void a_handle_is_no_cpu_address(void **state)
{
	char *buf = kmalloc(4096, GFP_KERNEL);
	dma_addr_t dma = map(buf + 256, 64, DMA_TO_DEVICE);

	(void)state;
	assert_true(dma <= 0xffffffff);
	assert_int_equal(offset_in_page(dma), offset_in_page(buf + 256));
	assert_true(dma != (uintptr_t)(buf + 256) && dma != virt_to_phys(buf + 256));
	dma_unmap_single(dev, dma, 64, DMA_TO_DEVICE);
	set_setting(64, true, false);
	dma = map(buf, 64, DMA_TO_DEVICE);
	assert_true(dma <= 0xffffffff);		/* the mask says so */
	dma_unmap_single(dev, dma, 64, DMA_TO_DEVICE);
	dma_set_mask_and_coherent(dev, DMA_BIT_MASK(64));
	dma = map(buf, 64, DMA_TO_DEVICE);
	assert_true(dma > 0xffffffff);
	dma_unmap_single(dev, dma, 64, DMA_TO_DEVICE);
	kfree(buf);
	EXPECT_CLEAN();
}

static void a_narrow_mask_is_honoured(void **state)
{
	char *buf = kmalloc(64, GFP_KERNEL);
	dma_addr_t dma;

	(void)state;
	assert_int_equal(dma_set_mask(dev, DMA_BIT_MASK(24)), 0);
	dma = map(buf, 64, DMA_TO_DEVICE);
	assert_true(dma + 63 <= DMA_BIT_MASK(24));
	dma_unmap_single(dev, dma, 64, DMA_TO_DEVICE);
	assert_int_not_equal(dma_set_mask(dev, DMA_BIT_MASK(8)), 0);
	kfree(buf);
	EXPECT_CLEAN();
}

static void a_truncated_handle_is_known(void **state)
{
	char *buf = kmalloc(64, GFP_KERNEL), got;
	dma_addr_t dma;

	(void)state;
	set_setting(64, true, false);
	dma_set_mask_and_coherent(dev, DMA_BIT_MASK(64));
	dma = map(buf, 64, DMA_TO_DEVICE);
	assert_int_not_equal(dma_shim_device_read(dev, (u32)dma, &got, 1), 0);
	EXPECT("dma-addr-truncated");
	dma_unmap_single(dev, (u32)dma, 64, DMA_TO_DEVICE);
	EXPECT("dma-addr-truncated");
	kfree(buf);
	EXPECT_CLEAN();
}

static void a_physical_address_is_none_for_a_device(void **state)
{
	char *buf = kmalloc(64, GFP_KERNEL), got = 0;

	(void)state;
	assert_int_not_equal(dma_shim_device_read(dev, virt_to_phys(buf), &got, 1), 0);
	EXPECT("dma-virt-to-bus");
	assert_int_equal((unsigned char)got, 0xff);
	kfree(buf);
	EXPECT_CLEAN();
}

/* ---- arguments that disagree ------------------------------------------------------------------- */

static void each_argument_of_an_unmap_is_compared(void **state)
{
	struct device *other = dma_shim_device_new("other");
	char *buf = kzalloc(128, GFP_KERNEL);
	dma_addr_t dma;

	(void)state;
	dma = map(buf, 64, DMA_TO_DEVICE);
	dma_unmap_single(dev, dma, 32, DMA_TO_DEVICE);
	EXPECT("dma-unmap-size-mismatch");
	assert_string_equal(last_seen.message, "dma_unmap_single() with different size than "
					       "mapped [map size=64] [unmap size=32]");
	assert_string_equal(last_seen.origin,
			    "mapped here by dma_map_single() [size=64] [direction=DMA_TO_DEVICE]");
	dma = map(buf, 64, DMA_TO_DEVICE);
	dma_unmap_single(other, dma, 64, DMA_TO_DEVICE);
	EXPECT("dma-unmap-device-mismatch");
	dma = map(buf, 64, DMA_TO_DEVICE);
	dma_unmap_resource(dev, dma, 64, DMA_TO_DEVICE, 0);
	EXPECT("dma-unmap-kind-mismatch");
	dma = map(buf, 64, DMA_TO_DEVICE);
	dma_unmap_page(dev, dma, 64, DMA_TO_DEVICE);	/* one code with _single */
	EXPECT_NOTHING();
	dma = map(buf, 64, DMA_TO_DEVICE);
	dma_unmap_single(dev, dma + 4, 64, DMA_TO_DEVICE);
	EXPECT("dma-unmap-handle-mismatch");
	dma = map(buf, 64, DMA_TO_DEVICE);
	dma_unmap_single(dev, (dma_addr_t)(uintptr_t)buf, 64, DMA_TO_DEVICE);
	EXPECT("dma-unmap-handle-mismatch");
	kfree(buf);
	EXPECT_CLEAN();
	dma_shim_device_free(other);
}

static void places_of_both_ends_are_known(void **state)
{
	char *buf = kzalloc(64, GFP_KERNEL);
	unsigned int mapped, unmapped;
	dma_addr_t dma;

	(void)state;
	dma = dma_map_single(dev, buf, 64, DMA_TO_DEVICE); mapped = __LINE__;
	assert_false(dma_mapping_error(dev, dma));
	dma_unmap_single(dev, dma, 63, DMA_TO_DEVICE); unmapped = __LINE__;
	EXPECT("dma-unmap-size-mismatch");
	assert_int_equal(last_seen.line, unmapped);
	assert_int_equal(last_seen.origin_line, mapped);
	assert_string_equal(last_seen.function, "places_of_both_ends_are_known");
	kfree(buf);
	EXPECT_CLEAN();
}

/* ---- the life of a mapping --------------------------------------------------------------------- */

static void a_second_unmap_is_reported(void **state)
{
	char *buf = kzalloc(64, GFP_KERNEL);
	dma_addr_t dma = map(buf, 64, DMA_TO_DEVICE);

	(void)state;
	dma_unmap_single(dev, dma, 64, DMA_TO_DEVICE);
	dma_unmap_single(dev, dma, 64, DMA_TO_DEVICE);
	EXPECT("dma-double-unmap");
	dma_sync_single_for_cpu(dev, dma, 64, DMA_TO_DEVICE);
	EXPECT("dma-sync-after-unmap");
	dma_shim_device_read(dev, dma, buf, 4);
	EXPECT("dma-use-after-unmap");
	kfree(buf);
	EXPECT_CLEAN();
}

static void a_map_that_nobody_tested_is_reported(void **state)
{
	char *buf = kzalloc(64, GFP_KERNEL);
	dma_addr_t dma = dma_map_single(dev, buf, 64, DMA_TO_DEVICE);

	(void)state;
	dma_unmap_single(dev, dma, 64, DMA_TO_DEVICE);
	EXPECT("dma-unchecked-map");
	kfree(buf);
	EXPECT_CLEAN();
}

static void a_failed_map_is_known(void **state)
{
	char *buf = kzalloc(64, GFP_KERNEL);
	dma_addr_t dma;

	(void)state;
	dma_shim_fail_nth(1);
	dma = dma_map_single(dev, buf, 64, DMA_TO_DEVICE);
	assert_true(dma_shim_failure_used());
	assert_true(dma_mapping_error(dev, dma));
	EXPECT_NOTHING();
	dma_unmap_single(dev, dma, 64, DMA_TO_DEVICE);
	EXPECT("dma-unmap-failed-map");
	dma_sync_single_for_cpu(dev, dma, 64, DMA_TO_DEVICE);
	EXPECT("dma-sync-unmapped");
	dma_shim_device_read(dev, dma, buf, 4);
	EXPECT("dma-unchecked-map");
	kfree(buf);
	EXPECT_CLEAN();
}

static void tests_of_something_else_are_reported(void **state)
{
	struct device *other = dma_shim_device_new("other");
	char *buf = kzalloc(64, GFP_KERNEL);
	dma_addr_t dma = map(buf, 64, DMA_TO_DEVICE), coherent;
	void *cpu;

	(void)state;
	dma_mapping_error(other, dma);
	EXPECT("dma-mapping-error-wrong-device");
	dma_mapping_error(dev, dma + 8);
	EXPECT("dma-mapping-error-after-arith");
	dma_mapping_error(dev, 4711);
	EXPECT("dma-mapping-error-not-mapped");
	cpu = dma_alloc_coherent(dev, 64, &coherent, GFP_KERNEL);
	dma_mapping_error(dev, coherent);
	EXPECT("dma-mapping-error-not-mapped");
	dma_free_coherent(dev, 64, cpu, coherent);
	dma_unmap_single(dev, dma, 64, DMA_TO_DEVICE);
	kfree(buf);
	EXPECT_CLEAN();
	dma_shim_device_free(other);
}

static void what_was_never_mapped_is_reported(void **state)
{
	(void)state;
	dma_unmap_single(dev, 0, 64, DMA_TO_DEVICE);
	EXPECT("dma-unmap-never-mapped");
	dma_unmap_single(dev, 0x1234000, 64, DMA_TO_DEVICE);
	EXPECT("dma-unmap-never-mapped");
	dma_sync_single_for_device(dev, 0x1234000, 64, DMA_TO_DEVICE);
	EXPECT("dma-sync-unmapped");
	EXPECT_CLEAN();
}

static void leaks_are_reported_at_the_end_of_the_device(void **state)
{
	char *buf = kzalloc(64, GFP_KERNEL);

	(void)state;
	map(buf, 64, DMA_TO_DEVICE);
	assert_int_equal(dma_shim_live(dev), 1);
	assert_int_equal(dma_shim_release_device(dev), 1);
	EXPECT("dma-mapping-leak");
	map(buf, 64, DMA_TO_DEVICE);
	assert_int_equal(dma_shim_release_device_status(dev, -ENOMEM), 1);
	EXPECT("dma-mapping-leak-on-error");
	kfree(buf);
	EXPECT_CLEAN();
}

/* ---- buffers ----------------------------------------------------------------------------------- */

static const char constant[64] = "constant";
static char variable[64];

static void memory_that_is_not_for_devices_is_reported(void **state)
{
	char stack[64] = "", *virt = vmalloc(8192);
	dma_addr_t dma, coherent;
	void *cpu = dma_alloc_coherent(dev, 64, &coherent, GFP_KERNEL);

	(void)state;
	dma = map(stack, 64, DMA_TO_DEVICE);
	EXPECT("dma-map-stack");
	dma_unmap_single(dev, dma, 64, DMA_TO_DEVICE);
	assert_int_equal(dma_map_single(dev, virt, 64, DMA_TO_DEVICE), DMA_MAPPING_ERROR);
	EXPECT("dma-map-vmalloc");
	assert_int_equal(dma_map_single(dev, (void *)constant, 64, DMA_FROM_DEVICE),
			 DMA_MAPPING_ERROR);
	EXPECT("dma-map-const-from-device");
	dma = map(cpu, 64, DMA_TO_DEVICE);
	EXPECT("dma-map-coherent");
	dma_unmap_single(dev, dma, 64, DMA_TO_DEVICE);
	dma = map(variable, 64, DMA_TO_DEVICE);
	EXPECT_NOTHING();	/* a rule of low confidence */
	dma_unmap_single(dev, dma, 64, DMA_TO_DEVICE);
	set_confidence(DMA_SHIM_LOW);
	dma = map(variable, 64, DMA_TO_DEVICE);
	EXPECT("dma-map-static");
	dma_unmap_single(dev, dma, 64, DMA_TO_DEVICE);
	dma_free_coherent(dev, 64, cpu, coherent);
	vfree(virt);
	EXPECT_CLEAN();
}

static void arguments_without_sense_are_reported(void **state)
{
	char *buf = kzalloc(64, GFP_KERNEL);
	void *gone = mmap(NULL, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	(void)state;
	munmap(gone, 4096);
	assert_int_equal(dma_map_single(NULL, buf, 64, DMA_TO_DEVICE), DMA_MAPPING_ERROR);
	EXPECT("dma-null-device");
	assert_int_equal(dma_map_single(dev, NULL, 64, DMA_TO_DEVICE), DMA_MAPPING_ERROR);
	EXPECT("dma-map-null");
	assert_int_equal(dma_map_single(dev, buf, 0, DMA_TO_DEVICE), DMA_MAPPING_ERROR);
	EXPECT("dma-map-zero-size");
	assert_int_equal(dma_map_single(dev, buf, 64, DMA_NONE), DMA_MAPPING_ERROR);
	EXPECT("dma-map-direction-none");
	assert_int_equal(dma_map_single(dev, buf, 64, (enum dma_data_direction)77),
			 DMA_MAPPING_ERROR);
	EXPECT("dma-map-direction-none");
	assert_int_equal(dma_map_single(dev, buf, 65, DMA_TO_DEVICE), DMA_MAPPING_ERROR);
	EXPECT("dma-map-exceeds-object");
	assert_int_equal(dma_map_single(dev, buf, SIZE_MAX, DMA_TO_DEVICE), DMA_MAPPING_ERROR);
	EXPECT("dma-map-exceeds-object");
	assert_int_equal(dma_map_single(dev, gone, 64, DMA_TO_DEVICE), DMA_MAPPING_ERROR);
	EXPECT("dma-map-null");
	dma_unmap_single(NULL, 0x1000, 64, DMA_TO_DEVICE);
	EXPECT("dma-null-device");
	kfree(buf);
	EXPECT_CLEAN();
}

static void mapped_memory_is_not_mapped_or_freed(void **state)
{
	char *buf = kzalloc(64, GFP_KERNEL);
	dma_addr_t dma = map(buf, 64, DMA_FROM_DEVICE), again;

	(void)state;
	again = map(buf, 32, DMA_TO_DEVICE);
	EXPECT("dma-remap-mapped-buffer");
	dma_unmap_single(dev, again, 32, DMA_TO_DEVICE);
	kfree(buf);
	EXPECT("dma-free-while-mapped");
	assert_string_equal(last_seen.message, "kfree() frees a buffer that is still mapped "
					       "[buffer=kzalloc()] [direction=DMA_FROM_DEVICE]");
	dma_unmap_single(dev, dma, 64, DMA_FROM_DEVICE);
	EXPECT_CLEAN();
}

static void both_may_be_read_by_the_device(void **state)
{
	char *buf = kzalloc(64, GFP_KERNEL);
	dma_addr_t one = map(buf, 64, DMA_TO_DEVICE), two = map(buf, 64, DMA_TO_DEVICE);

	(void)state;
	dma_unmap_single(dev, one, 64, DMA_TO_DEVICE);
	dma_unmap_single(dev, two, 64, DMA_TO_DEVICE);
	kfree(buf);
	EXPECT_CLEAN();
}

/* ---- syncs ------------------------------------------------------------------------------------- */

static void each_argument_of_a_sync_is_looked_at(void **state)
{
	struct device *other = dma_shim_device_new("other");
	char *buf = kzalloc(256, GFP_KERNEL);
	dma_addr_t dma = map(buf, 256, DMA_FROM_DEVICE);

	(void)state;
	dma_sync_single_for_cpu(other, dma, 256, DMA_FROM_DEVICE);
	EXPECT("dma-sync-device-mismatch");
	dma_sync_single_for_cpu(dev, dma, 256, DMA_BIDIRECTIONAL);
	EXPECT("dma-sync-direction-mismatch");
	dma_sync_single_for_cpu(dev, dma, 257, DMA_FROM_DEVICE);
	EXPECT("dma-sync-out-of-range");
	dma_sync_single_range_for_cpu(dev, dma, 512, 64, DMA_FROM_DEVICE);
	EXPECT("dma-sync-out-of-range");
	dma_sync_single_for_cpu(dev, dma, 14, DMA_FROM_DEVICE);
	EXPECT("dma-sync-partial-unaligned");
	dma_sync_single_range_for_cpu(dev, dma, 32, 32, DMA_FROM_DEVICE);
	EXPECT("dma-sync-partial-unaligned");
	dma_sync_single_for_cpu(dev, dma + 64, 64, DMA_FROM_DEVICE);
	EXPECT_NOTHING();
	dma_unmap_single(dev, dma, 256, DMA_FROM_DEVICE);
	kfree(buf);
	EXPECT_CLEAN();
	dma_shim_device_free(other);
}

static void syncs_that_do_nothing_are_reported(void **state)
{
	char *buf = kzalloc(64, GFP_KERNEL);
	dma_addr_t dma = map(buf, 64, DMA_FROM_DEVICE);

	(void)state;
	set_confidence(DMA_SHIM_LOW);
	dma_sync_single_for_device(dev, dma, 64, DMA_FROM_DEVICE);
	EXPECT_NOTHING();
	dma_sync_single_for_device(dev, dma, 64, DMA_FROM_DEVICE);
	EXPECT("dma-sync-redundant");
	dma_unmap_single(dev, dma, 64, DMA_FROM_DEVICE);
	EXPECT("dma-sync-wrong-way");
	kfree(buf);
	EXPECT_CLEAN();
}

static void a_write_between_syncs_has_to_be_handed_over(void **state)
{
	char *buf = kzalloc(64, GFP_KERNEL), got[4];
	dma_addr_t dma = map(buf, 64, DMA_BIDIRECTIONAL);

	(void)state;
	dma_sync_single_for_cpu(dev, dma, 64, DMA_BIDIRECTIONAL);
	memcpy(buf, "cmd", 4);
	dma_shim_device_read(dev, dma, got, 4);
	EXPECT("dma-missing-sync-for-device");
	assert_int_equal(got[0], 0);
	dma_unmap_single(dev, dma, 64, DMA_BIDIRECTIONAL);
	kfree(buf);
	dma_shim_release_device(dev);
}

/* ---- the device -------------------------------------------------------------------------------- */

static void the_device_is_held_to_the_mapping(void **state)
{
	struct device *other = dma_shim_device_new("other");
	char *buf = kzalloc(64, GFP_KERNEL), got[65];
	dma_addr_t dma = map(buf, 64, DMA_TO_DEVICE);

	(void)state;
	assert_int_equal(dma_shim_device_write(dev, dma, "x", 1), -EFAULT);
	EXPECT("shim-device-direction");
	assert_int_equal(dma_shim_device_read(dev, dma, got, 65), -EFAULT);
	EXPECT("shim-device-out-of-range");
	assert_int_equal(dma_shim_device_read(other, dma, got, 1), -EFAULT);
	EXPECT("shim-device-unmapped");
	assert_int_equal(dma_shim_device_read(dev, 0x4000, got, 1), -EFAULT);
	EXPECT("shim-device-unmapped");
	dma_unmap_single(dev, dma, 64, DMA_TO_DEVICE);
	dma = map(buf, 64, DMA_FROM_DEVICE);
	assert_int_equal(dma_shim_device_read(dev, dma, got, 1), -EFAULT);
	EXPECT("shim-device-direction");
	dma_unmap_single(dev, dma, 64, DMA_FROM_DEVICE);
	kfree(buf);
	EXPECT_CLEAN();
	dma_shim_device_free(other);
}

static void resources_have_no_copies(void **state)
{
	dma_addr_t dma = dma_map_resource(dev, 0xfe000000, 4096, DMA_BIDIRECTIONAL, 0);

	(void)state;
	assert_false(dma_mapping_error(dev, dma));
	assert_int_equal(dma_shim_device_write(dev, dma, "x", 1), 0);
	dma_unmap_resource(dev, dma, 4096, DMA_BIDIRECTIONAL, 0);
	dma = dma_map_resource(dev, 0xfe000000, 4096, DMA_BIDIRECTIONAL, 0);
	assert_false(dma_mapping_error(dev, dma));
	dma_unmap_page(dev, dma, 4096, DMA_BIDIRECTIONAL);
	EXPECT("dma-unmap-kind-mismatch");
	EXPECT_CLEAN();
}

static void pages_are_mapped_by_page(void **state)
{
	struct page *page = alloc_page(GFP_KERNEL | __GFP_ZERO);
	char got[4];
	dma_addr_t dma;

	(void)state;
	strcpy((char *)page_address(page) + 128, "abc");
	dma = dma_map_page(dev, page, 128, 64, DMA_TO_DEVICE);
	assert_false(dma_mapping_error(dev, dma));
	dma_shim_device_read(dev, dma, got, 4);
	assert_string_equal(got, "abc");
	dma_unmap_page(dev, dma, 64, DMA_TO_DEVICE);
	__free_page(page);
	EXPECT_CLEAN();
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(data_reaches_the_device),
		TEST(data_comes_with_the_unmap),
		TEST(data_comes_with_a_sync),
		TEST(a_write_is_lost_without_a_sync),
		TEST(a_neighbour_in_the_line_is_overwritten),
		TEST(lines_have_the_length_that_is_set),
		TEST(the_wrong_direction_loses_the_data),
		TEST(skip_cpu_sync_moves_nothing),
		TEST(a_handle_is_no_cpu_address),
		TEST(a_narrow_mask_is_honoured),
		TEST(a_truncated_handle_is_known),
		TEST(a_physical_address_is_none_for_a_device),
		TEST(each_argument_of_an_unmap_is_compared),
		TEST(places_of_both_ends_are_known),
		TEST(a_second_unmap_is_reported),
		TEST(a_map_that_nobody_tested_is_reported),
		TEST(a_failed_map_is_known),
		TEST(tests_of_something_else_are_reported),
		TEST(what_was_never_mapped_is_reported),
		TEST(leaks_are_reported_at_the_end_of_the_device),
		TEST(memory_that_is_not_for_devices_is_reported),
		TEST(arguments_without_sense_are_reported),
		TEST(mapped_memory_is_not_mapped_or_freed),
		TEST(both_may_be_read_by_the_device),
		TEST(each_argument_of_a_sync_is_looked_at),
		TEST(syncs_that_do_nothing_are_reported),
		TEST(a_write_between_syncs_has_to_be_handed_over),
		TEST(the_device_is_held_to_the_mapping),
		TEST(resources_have_no_copies),
		TEST(pages_are_mapped_by_page),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
