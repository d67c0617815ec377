/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Memory of the DMA API: coherent, managed, noncoherent, noncontiguous, pools; and the kernel's other
 * allocators as far as they know of mappings.
 */
#include "shim_test.h"

#include <linux/highmem.h>

/* ---- coherent ---------------------------------------------------------------------------------- */

static void coherent_memory_is_one_for_both(void **state)
{
	dma_addr_t dma;
	char *cpu = dma_alloc_coherent(dev, 5000, &dma, GFP_KERNEL), got[4];

	(void)state;
	assert_non_null(cpu);
	assert_int_equal(dma % 8192, 0);	/* as its order: dma-api.rst */
	assert_int_equal(cpu[4999], 0);
	strcpy(cpu, "abc");
	dma_shim_device_read(dev, dma, got, 4);
	assert_string_equal(got, "abc");
	dma_shim_device_write(dev, dma + 4998, "z", 2);
	assert_int_equal(cpu[4998], 'z');
	dma_free_coherent(dev, 5000, cpu, dma);
	EXPECT_CLEAN();
}

static void arguments_of_a_free_are_compared(void **state)
{
	struct device *other = dma_shim_device_new("other");
	dma_addr_t dma, second_dma;
	void *cpu, *second;

	(void)state;
	cpu = dma_alloc_coherent(dev, 64, &dma, GFP_KERNEL);
	dma_free_coherent(dev, 128, cpu, dma);
	EXPECT("dma-free-size-mismatch");
	cpu = dma_alloc_coherent(dev, 64, &dma, GFP_KERNEL);
	dma_free_coherent(other, 64, cpu, dma);
	EXPECT("dma-free-device-mismatch");
	cpu = dma_alloc_coherent(dev, 64, &dma, GFP_KERNEL);
	dma_free_coherent(dev, 64, cpu + 8, dma);
	EXPECT("dma-free-cpu-mismatch");
	cpu = dma_alloc_coherent(dev, 64, &dma, GFP_KERNEL);
	second = dma_alloc_coherent(dev, 64, &second_dma, GFP_KERNEL);
	dma_free_coherent(dev, 64, cpu, second_dma);
	EXPECT("dma-free-handle-mismatch");
	dma_free_coherent(dev, 64, (void *)(uintptr_t)second_dma, (dma_addr_t)(uintptr_t)second);
	EXPECT("dma-free-args-swapped");
	cpu = dma_alloc_coherent(dev, 64, &dma, GFP_KERNEL);
	dma_free_coherent(dev, dma, cpu, 64);
	EXPECT("dma-free-args-swapped");
	EXPECT_CLEAN();
	dma_shim_device_free(other);
}

static void memory_goes_back_where_it_came_from(void **state)
{
	struct page *page;
	dma_addr_t dma;
	void *cpu;

	(void)state;
	cpu = dma_alloc_coherent(dev, 64, &dma, GFP_KERNEL);
	kfree(cpu);
	EXPECT("dma-free-kind-mismatch");
	dma_free_coherent(dev, 64, cpu, dma);
	cpu = kmalloc(64, GFP_KERNEL);
	dma_free_coherent(dev, 64, cpu, 0x1000);
	EXPECT("dma-free-kind-mismatch");
	kfree(cpu);
	cpu = dma_alloc_wc(dev, 64, &dma, GFP_KERNEL);
	dma_free_coherent(dev, 64, cpu, dma);
	EXPECT("dma-free-kind-mismatch");
	cpu = dma_alloc_attrs(dev, 64, &dma, GFP_KERNEL, DMA_ATTR_WRITE_COMBINE);
	dma_free_wc(dev, 64, cpu, dma);
	EXPECT_NOTHING();
	cpu = dmam_alloc_coherent(dev, 64, &dma, GFP_KERNEL);
	dma_free_coherent(dev, 64, cpu, dma);
	EXPECT("dma-managed-freed-twice");
	cpu = dma_alloc_coherent(dev, 64, &dma, GFP_KERNEL);
	dmam_free_coherent(dev, 64, cpu, dma);
	EXPECT("dma-managed-free-unmanaged");
	page = dma_alloc_pages(dev, 64, &dma, DMA_TO_DEVICE, GFP_KERNEL);
	dma_free_noncoherent(dev, 64, page_address(page), dma, DMA_TO_DEVICE);
	EXPECT("dma-free-kind-mismatch");
	EXPECT_CLEAN();
}

static void memory_is_freed_once(void **state)
{
	dma_addr_t dma;
	char *cpu = dma_alloc_coherent(dev, 64, &dma, GFP_KERNEL), got;

	(void)state;
	dma_free_coherent(dev, 64, cpu, dma);
	assert_int_equal(cpu[0], 0x6b);		/* poison */
	dma_free_coherent(dev, 64, cpu, dma);
	EXPECT("dma-coherent-double-free");
	dma_shim_device_read(dev, dma, &got, 1);
	EXPECT("dma-coherent-use-after-free");
	dma_free_coherent(dev, 64, NULL, dma);	/* allowed */
	dma_free_coherent(dev, 64, (void *)0x7700, 0x7700000);
	EXPECT("shim-bad-free");
	EXPECT_CLEAN();
}

static void leaks_and_managed_memory(void **state)
{
	dma_addr_t dma;

	(void)state;
	dmam_alloc_coherent(dev, 64, &dma, GFP_KERNEL);
	assert_int_equal(dma_shim_release_device(dev), 0);
	EXPECT_NOTHING();
	dma_alloc_coherent(dev, 64, &dma, GFP_KERNEL);
	assert_int_equal(dma_shim_release_device(dev), 1);
	EXPECT("dma-coherent-leak");
	dma_alloc_coherent(dev, 64, &dma, GFP_KERNEL);
	assert_int_equal(dma_shim_release_device_status(dev, -EIO), 1);
	EXPECT("dma-coherent-leak-on-error");
	EXPECT_CLEAN();
}

static void guards_are_looked_at(void **state)
{
	dma_addr_t dma;
	char *cpu = dma_alloc_coherent(dev, 100, &dma, GFP_KERNEL);

	(void)state;
	cpu[100] = 1;
	dma_free_coherent(dev, 100, cpu, dma);
	EXPECT("shim-guard-zone");
	cpu = kmalloc(100, GFP_KERNEL);
	cpu[-1] = 1;
	kfree(cpu);
	EXPECT("shim-guard-zone");
	EXPECT_CLEAN();
}

static void an_allocation_that_failed_is_known(void **state)
{
	dma_addr_t dma = 0;
	char got;

	(void)state;
	dma_shim_fail_nth(1);
	assert_null(dma_alloc_coherent(dev, 64, &dma, GFP_KERNEL));
	EXPECT_NOTHING();
	dma_shim_device_read(dev, dma, &got, 1);
	EXPECT("dma-unchecked-alloc");
	EXPECT_CLEAN();
}

static void a_cookie_is_no_pointer(void **state)
{
	dma_addr_t dma;
	void *cookie = dma_alloc_attrs(dev, 4096, &dma, GFP_KERNEL, DMA_ATTR_NO_KERNEL_MAPPING);

	(void)state;
	assert_non_null(cookie);
	assert_int_equal(dma_shim_device_write(dev, dma, "x", 1), 0);
	dma_free_attrs(dev, 4096, cookie, dma, 0);
	EXPECT("dma-free-attrs-mismatch");
	EXPECT_CLEAN();
}

static void arguments_without_sense_are_reported(void **state)
{
	dma_addr_t dma;

	(void)state;
	assert_null(dma_alloc_coherent(dev, 0, &dma, GFP_KERNEL));
	EXPECT("dma-map-zero-size");
	assert_null(dma_alloc_coherent(NULL, 64, &dma, GFP_KERNEL));
	EXPECT("dma-null-device");
	assert_null(dma_alloc_coherent(dev, 64, NULL, GFP_KERNEL));
	EXPECT("shim-bad-argument");
	assert_null(dma_alloc_coherent(dev, SIZE_MAX, &dma, GFP_KERNEL));
	EXPECT("shim-bad-argument");
	assert_null(dma_alloc_coherent(dev, SIZE_MAX - 4096, &dma, GFP_KERNEL));
	EXPECT("shim-bad-argument");
	assert_null(dma_alloc_coherent(dev, 64, &dma, GFP_KERNEL | __GFP_COMP));
	EXPECT("dma-gfp-zone-flags");
	assert_null(dma_alloc_pages(dev, 64, &dma, DMA_TO_DEVICE, GFP_KERNEL | __GFP_DMA));
	EXPECT("dma-gfp-zone-flags");
	assert_null(kmalloc_array(SIZE_MAX / 2, 4, GFP_KERNEL));
	assert_null(kcalloc(SIZE_MAX, SIZE_MAX, GFP_KERNEL));
	EXPECT_CLEAN();
}

static void context_is_looked_at(void **state)
{
	spinlock_t lock;
	unsigned long flags;
	dma_addr_t dma;
	void *cpu;

	(void)state;
	spin_lock_init(&lock);
	spin_lock(&lock);
	cpu = dma_alloc_coherent(dev, 64, &dma, GFP_KERNEL);
	EXPECT("dma-alloc-sleep-in-atomic");
	dma_free_coherent(dev, 64, cpu, dma);
	cpu = dma_alloc_coherent(dev, 64, &dma, GFP_ATOMIC);
	EXPECT_NOTHING();
	dma_pool_create("p", dev, 64, 64, 0);
	EXPECT("dma-pool-create-atomic");
	spin_unlock(&lock);
	spin_lock_irqsave(&lock, flags);
	dma_free_coherent(dev, 64, cpu, dma);
	EXPECT("dma-free-coherent-atomic");
	spin_unlock_irqrestore(&lock, flags);
	dma_shim_release_device(dev);
	EXPECT("dma-pool-leak");
}

/* ---- memory that needs syncs ------------------------------------------------------------------- */

static void noncoherent_memory_needs_syncs(void **state)
{
	dma_addr_t dma;
	char *cpu = dma_alloc_noncoherent(dev, 128, &dma, DMA_BIDIRECTIONAL, GFP_KERNEL), got[4];

	(void)state;
	strcpy(cpu, "abc");
	dma_shim_device_read(dev, dma, got, 4);
	EXPECT("dma-noncoherent-no-sync");
	assert_int_equal(got[0], 0);
	dma_sync_single_for_device(dev, dma, 128, DMA_BIDIRECTIONAL);
	dma_shim_device_read(dev, dma, got, 4);
	assert_string_equal(got, "abc");
	dma_shim_device_write(dev, dma, "xyz", 4);
	assert_string_equal(cpu, "abc");
	dma_sync_single_for_cpu(dev, dma, 128, DMA_BIDIRECTIONAL);
	assert_string_equal(cpu, "xyz");
	dma_free_noncoherent(dev, 128, cpu, dma, DMA_TO_DEVICE);
	EXPECT("dma-free-direction-mismatch");
	EXPECT_CLEAN();
}

static void noncontiguous_memory_has_a_table(void **state)
{
	struct sg_table *t =
		dma_alloc_noncontiguous(dev, 3 * PAGE_SIZE, DMA_FROM_DEVICE, GFP_KERNEL, 0);
	char *cpu;

	(void)state;
	assert_non_null(t);
	assert_int_equal(t->orig_nents, 3);
	cpu = dma_vmap_noncontiguous(dev, 3 * PAGE_SIZE, t);
	dma_shim_device_write(dev, sg_dma_address(&t->sgl[2]), "last", 5);
	assert_int_equal(cpu[2 * PAGE_SIZE], 0);
	dma_sync_sgtable_for_cpu(dev, t, DMA_FROM_DEVICE);
	assert_string_equal(cpu + 2 * PAGE_SIZE, "last");
	dma_vunmap_noncontiguous(dev, cpu + 1);
	EXPECT("shim-bad-argument");
	dma_vunmap_noncontiguous(dev, cpu);
	dma_free_noncontiguous(dev, 3 * PAGE_SIZE, t, DMA_FROM_DEVICE);
	EXPECT_CLEAN();
	t = dma_alloc_noncontiguous(dev, PAGE_SIZE, DMA_FROM_DEVICE, GFP_KERNEL, 0);
	dma_free_noncontiguous(dev, 2 * PAGE_SIZE, t, DMA_FROM_DEVICE);
	EXPECT("dma-free-size-mismatch");
	assert_null(dma_alloc_noncontiguous(dev, PAGE_SIZE, DMA_FROM_DEVICE, GFP_KERNEL,
					    DMA_ATTR_WEAK_ORDERING));
	EXPECT("shim-bad-argument");
	EXPECT_CLEAN();
}

static void memory_is_shown_to_user_space(void **state)
{
	struct vm_area_struct vma = { .vm_start = 0x10000, .vm_end = 0x11000 };
	struct sg_table t;
	dma_addr_t dma;
	void *cpu = dma_alloc_coherent(dev, 4096, &dma, GFP_KERNEL);

	(void)state;
	assert_int_equal(dma_mmap_coherent(dev, &vma, cpu, dma, 4096), 0);
	vma.vm_end += 4096;
	assert_int_not_equal(dma_mmap_coherent(dev, &vma, cpu, dma, 4096), 0);
	EXPECT_NOTHING();
	assert_int_not_equal(dma_mmap_coherent(dev, &vma, cpu, dma + 4096, 4096), 0);
	EXPECT("shim-bad-argument");
	assert_int_equal(dma_get_sgtable(dev, &t, cpu, dma, 4096), 0);
	assert_ptr_equal(sg_virt(t.sgl), cpu);
	sg_free_table(&t);
	dma_free_coherent(dev, 4096, cpu, dma);
	EXPECT_CLEAN();
}

static void coherent_memory_needs_no_syncs(void **state)
{
	dma_addr_t dma;
	void *cpu = dma_alloc_coherent(dev, 64, &dma, GFP_KERNEL);

	(void)state;
	set_confidence(DMA_SHIM_LOW);
	dma_sync_single_for_cpu(dev, dma, 64, DMA_FROM_DEVICE);
	EXPECT("dma-sync-on-coherent");
	dma_unmap_single(dev, dma, 64, DMA_FROM_DEVICE);
	EXPECT("dma-free-kind-mismatch");	/* and it is gone, as for dma-debug */
	dma_free_coherent(dev, 64, cpu, dma);
	EXPECT("dma-coherent-double-free");
	EXPECT_CLEAN();
}

/* ---- pools ------------------------------------------------------------------------------------- */

static void a_pool_gives_aligned_memory(void **state)
{
	struct dma_pool *pool = dma_pool_create("ring", dev, 40, 32, 4096);
	dma_addr_t dma, dma2;
	char *a = dma_pool_alloc(pool, GFP_KERNEL, &dma);
	char *b = dma_pool_zalloc(pool, GFP_KERNEL, &dma2);

	(void)state;
	assert_int_equal(dma % 32, 0);
	assert_int_equal((uintptr_t)a % 32, 0);
	assert_int_equal(b[39], 0);
	dma_shim_device_write(dev, dma + 38, "x", 2);
	assert_int_equal(a[38], 'x');
	dma_pool_free(pool, a, dma);
	dma_pool_free(pool, b, dma2);
	dma_pool_destroy(pool);
	dma_pool_destroy(NULL);
	EXPECT_CLEAN();
}

static void misuse_of_a_pool_is_reported(void **state)
{
	struct dma_pool *pool = dma_pool_create("one", dev, 64, 64, 0);
	struct dma_pool *other = dma_pool_create("two", dev, 64, 64, 0);
	dma_addr_t a, b;
	void *x = dma_pool_alloc(pool, GFP_KERNEL, &a), *y = dma_pool_alloc(pool, GFP_KERNEL, &b);

	(void)state;
	dma_pool_free(pool, x, b);
	EXPECT("dma-pool-free-args");
	dma_pool_free(other, y, b);
	EXPECT("dma-pool-mismatch");
	assert_string_equal(last_seen.message, "dma_pool_free() into another pool than the memory "
					       "is from [from one] [freed into two]");
	x = dma_pool_alloc(pool, GFP_KERNEL, &a);
	dma_pool_free(pool, x + 8, a);
	EXPECT("dma-pool-free-args");
	x = dma_pool_alloc(pool, GFP_KERNEL, &a);
	dma_pool_free(pool, (void *)(uintptr_t)a, (dma_addr_t)(uintptr_t)x);
	EXPECT("dma-pool-free-args");
	x = dma_pool_alloc(pool, GFP_KERNEL, &a);
	dma_pool_free(pool, x, a);
	dma_pool_free(pool, x, a);
	EXPECT("dma-pool-double-free");
	dma_pool_alloc(pool, GFP_KERNEL, &a);
	dma_pool_destroy(pool);
	EXPECT("dma-pool-destroy-busy");
	assert_null(dma_pool_alloc(pool, GFP_KERNEL, &a));
	EXPECT("dma-pool-use-after-destroy");
	dma_pool_destroy(pool);
	EXPECT("dma-pool-use-after-destroy");
	dma_pool_destroy(other);
	assert_null(dma_pool_alloc(NULL, GFP_KERNEL, &a));
	EXPECT("shim-bad-argument");
	dma_pool_free((struct dma_pool *)0x1234, x, a);
	EXPECT("shim-bad-argument");
	EXPECT_CLEAN();
}

static void pools_that_cannot_be_are_refused(void **state)
{
	(void)state;
	assert_null(dma_pool_create("p", dev, 64, 24, 0));
	EXPECT("dma-pool-bad-geometry");
	assert_null(dma_pool_create("p", dev, 0, 64, 0));
	EXPECT("dma-pool-bad-geometry");
	assert_null(dma_pool_create("p", dev, 64, 64, 32));
	EXPECT("dma-pool-bad-geometry");
	assert_null(dma_pool_create("p", NULL, 64, 64, 0));
	EXPECT("dma-null-device");
	EXPECT_CLEAN();
}

static void managed_pools_go_with_the_device(void **state)
{
	struct dma_pool *pool = dmam_pool_create("m", dev, 64, 64, 0);
	dma_addr_t dma;

	(void)state;
	assert_int_equal(dma_shim_release_device(dev), 0);
	EXPECT_NOTHING();
	pool = dmam_pool_create("m", dev, 64, 64, 0);
	dma_pool_alloc(pool, GFP_KERNEL, &dma);
	dma_shim_release_device(dev);
	EXPECT("dma-pool-destroy-busy");
	pool = dmam_pool_create("m", dev, 64, 64, 0);
	dma_pool_destroy(pool);
	EXPECT("dma-managed-freed-twice");
	pool = dma_pool_create("p", dev, 64, 64, 0);
	dmam_pool_destroy(pool);
	EXPECT("dma-managed-free-unmanaged");
	pool = dma_pool_create("p", dev, 64, 64, 0);
	dma_pool_alloc(pool, GFP_KERNEL, &dma);
	dma_shim_release_device(dev);
	EXPECT("dma-pool-leak");
	EXPECT_CLEAN();
}

/* ---- the kernel's other allocators ------------------------------------------------------------- */

static void foreign_memory_is_not_freed(void **state)
{
	char *p = kmalloc(64, GFP_KERNEL), local = 0;

	(void)state;
	kfree(&local);
	EXPECT("shim-bad-free");
	kfree(p + 8);
	EXPECT("shim-bad-free");
	kfree(NULL);
	kfree(p);
	EXPECT_NOTHING();
	kfree(p);
	EXPECT("shim-bad-free");
	devm_kfree(dev, &local);
	EXPECT("shim-bad-free");
	EXPECT_CLEAN();
}

static void pages_have_owners(void **state)
{
	struct page *page = alloc_page(GFP_KERNEL);
	char *cpu = page_address(page);

	(void)state;
	assert_ptr_equal(virt_to_page(cpu), page);
	assert_ptr_equal(virt_to_page(cpu + 4095), page);
	assert_ptr_equal(phys_to_virt(virt_to_phys(cpu)), cpu);
	get_page(page);
	put_page(page);
	cpu[0] = 1;
	assert_int_equal(cpu[0], 1);
	put_page(page);
	EXPECT_NOTHING();
	put_page(page);
	EXPECT("shim-bad-free");
	EXPECT_CLEAN();
}

static void sizes_grow(void **state)
{
	char *p = kmalloc(8, GFP_KERNEL);

	(void)state;
	strcpy(p, "abc");
	p = krealloc(p, 80, GFP_KERNEL);
	assert_string_equal(p, "abc");
	assert_int_equal(ksize(p), 80);
	kfree(p);
	p = kmemdup("xyz", 4, GFP_KERNEL);
	assert_string_equal(p, "xyz");
	kfree(p);
	p = kvmalloc(100000, GFP_KERNEL);
	assert_true(is_vmalloc_addr(p));
	kvfree(p);
	EXPECT_CLEAN();
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(coherent_memory_is_one_for_both),
		TEST(arguments_of_a_free_are_compared),
		TEST(memory_goes_back_where_it_came_from),
		TEST(memory_is_freed_once),
		TEST(leaks_and_managed_memory),
		TEST(guards_are_looked_at),
		TEST(an_allocation_that_failed_is_known),
		TEST(a_cookie_is_no_pointer),
		TEST(arguments_without_sense_are_reported),
		TEST(context_is_looked_at),
		TEST(noncoherent_memory_needs_syncs),
		TEST(noncontiguous_memory_has_a_table),
		TEST(memory_is_shown_to_user_space),
		TEST(coherent_memory_needs_no_syncs),
		TEST(a_pool_gives_aligned_memory),
		TEST(misuse_of_a_pool_is_reported),
		TEST(pools_that_cannot_be_are_refused),
		TEST(managed_pools_go_with_the_device),
		TEST(foreign_memory_is_not_freed),
		TEST(pages_have_owners),
		TEST(sizes_grow),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
