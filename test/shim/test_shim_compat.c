/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The names and the arguments of 2.6 (DMA-API.txt), and memory declared for a device.
 */
#define DMA_COMPAT_2_6
#include <linux/dma-compat.h>

#define dma_mapping_error(dev, handle) dma_mapping_error(handle)
#include "shim_test.h"
#undef dma_mapping_error

static void mappings_by_pci_names(void **state)
{
	char *buf = kzalloc(128, GFP_KERNEL), got[4];
	dma_addr_t dma;

	(void)state;
	strcpy(buf, "abc");
	dma = pci_map_single(pdev, buf, 64, PCI_DMA_BIDIRECTIONAL);
	assert_false(pci_dma_mapping_error(dma));
	dma_shim_device_read(dev, dma, got, 4);
	assert_string_equal(got, "abc");
	dma_shim_device_write(dev, dma, "xyz", 4);
	pci_dma_sync_single_for_cpu(pdev, dma, 64, PCI_DMA_BIDIRECTIONAL);
	assert_string_equal(buf, "xyz");
	pci_dma_sync_single_for_device(pdev, dma, 64, PCI_DMA_BIDIRECTIONAL);
	pci_unmap_single(pdev, dma, 32, PCI_DMA_BIDIRECTIONAL);
	EXPECT("dma-unmap-size-mismatch");
	assert_string_equal(last_seen.message, "pci_unmap_single() with different size than mapped "
					       "[map size=64] [unmap size=32]");
	dma = pci_map_page(pdev, virt_to_page(buf), offset_in_page(buf), 64, PCI_DMA_TODEVICE);
	assert_false(dma_mapping_error(dma));
	pci_unmap_page(pdev, dma, 64, PCI_DMA_TODEVICE);
	kfree(buf);
	EXPECT_CLEAN();
}

static void neither_half_of_a_sync_is_named(void **state)
{
	char *buf = kzalloc(64, GFP_KERNEL), got[4];
	dma_addr_t dma = dma_map_single(dev, buf, 64, DMA_BIDIRECTIONAL);

	(void)state;
	assert_false(dma_mapping_error(dma));
	dma_shim_device_write(dev, dma, "one", 4);
	dma_sync_single(dev, dma, 64, DMA_BIDIRECTIONAL);	/* the device had it: for the CPU */
	assert_string_equal(buf, "one");
	strcpy(buf, "two");
	dma_sync_single(dev, dma, 64, DMA_BIDIRECTIONAL);	/* and back */
	dma_shim_device_read(dev, dma, got, 4);
	assert_string_equal(got, "two");
	pci_dma_sync_single(pdev, dma, 64, PCI_DMA_BIDIRECTIONAL);
	dma_sync_single_range(dev, dma, 0, 64, DMA_BIDIRECTIONAL);
	dma_unmap_single(dev, dma, 64, DMA_BIDIRECTIONAL);
	kfree(buf);
	EXPECT_CLEAN();
}

static void memory_by_old_names(void **state)
{
	struct dma_pool *pool = pci_pool_create("p", pdev, 64, 64, 0);
	dma_addr_t dma;
	void *cpu = pci_alloc_consistent(pdev, 64, &dma);

	(void)state;
	assert_true(dma_is_consistent(dma));
	pci_free_consistent(pdev, 64, cpu, dma);
	cpu = dma_zalloc_coherent(dev, 64, &dma, GFP_KERNEL);
	dma_free_coherent(dev, 64, cpu, dma);
	cpu = pci_pool_alloc(pool, GFP_KERNEL, &dma);
	pci_pool_free(pool, cpu, dma);
	pci_pool_destroy(pool);
	assert_int_equal(pci_set_dma_mask(pdev, DMA_BIT_MASK(32)), 0);
	assert_int_equal(pci_dma_supported(pdev, DMA_BIT_MASK(32)), 1);
	assert_int_equal(dma_supported(dev, 0xff), 0);
	EXPECT_CLEAN();
}

static void noncoherent_memory_is_synced_by_cache_sync(void **state)
{
	dma_addr_t dma;
	char *cpu = dma_alloc_noncoherent(dev, 128, &dma, GFP_KERNEL), got[4];

	(void)state;
	assert_false(dma_is_consistent(dma));
	strcpy(cpu, "abc");
	dma_cache_sync(cpu, 128, DMA_TO_DEVICE);
	dma_shim_device_read(dev, dma, got, 4);
	assert_string_equal(got, "abc");
	dma_shim_device_write(dev, dma, "xyz", 4);
	dma_cache_sync(cpu, 64, DMA_FROM_DEVICE);
	assert_string_equal(cpu, "xyz");
	dma_cache_sync(cpu + 64, 128, DMA_FROM_DEVICE);
	EXPECT("dma-cache-sync-kind");
	dma_free_noncoherent(dev, 128, cpu, dma);
	EXPECT_NOTHING();
	cpu = dma_alloc_coherent(dev, 128, &dma, GFP_KERNEL);
	dma_cache_sync(cpu, 128, DMA_TO_DEVICE);
	EXPECT("dma-cache-sync-kind");
	dma_free_coherent(dev, 128, cpu, dma);
	EXPECT_CLEAN();
}

static void declared_memory_is_taken_first(void **state)
{
	dma_addr_t dma, again;
	void *cpu;

	(void)state;
	assert_int_equal(dma_declare_coherent_memory(dev, 0xd0000000, 0x10000000, 16384,
						     DMA_MEMORY_MAP),
			 DMA_MEMORY_MAP);
	cpu = dma_alloc_coherent(dev, 4096, &dma, GFP_KERNEL);
	assert_int_equal(dma, 0x10000000);
	assert_int_equal(dma_shim_device_write(dev, dma, "x", 1), 0);
	dma_free_coherent(dev, 4096, cpu, dma);
	cpu = dma_alloc_coherent(dev, 100, &again, GFP_KERNEL);
	assert_int_equal(again, dma);
	assert_true(IS_ERR(dma_mark_declared_memory_occupied(dev, 0x10000000, 4096)));
	assert_false(IS_ERR(dma_mark_declared_memory_occupied(dev, 0x10001000, 4096)));
	assert_int_equal(dma_declare_coherent_memory(dev, 0, 0x20000000, 4096, DMA_MEMORY_MAP), 0);
	EXPECT("dma-declare-twice");
	dma_release_declared_memory(dev);
	EXPECT("dma-release-declared-busy");
	dma_free_coherent(dev, 100, cpu, again);
	EXPECT_NOTHING();
	assert_int_equal(dma_declare_coherent_memory(dev, 0, 0x20000000, 4096, 8), 0);
	EXPECT("dma-declare-bad-flags");
	dma_declare_coherent_memory(dev, 0, 0x20000000, 5000, DMA_MEMORY_MAP);
	EXPECT("dma-declare-bad-size");
	dma_release_declared_memory(dev);
	EXPECT_CLEAN();
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(mappings_by_pci_names),
		TEST(neither_half_of_a_sync_is_named),
		TEST(memory_by_old_names),
		TEST(noncoherent_memory_is_synced_by_cache_sync),
		TEST(declared_memory_is_taken_first),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
