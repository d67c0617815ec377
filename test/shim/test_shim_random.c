/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Misuse of the runtime itself, by the thousand: functions of the API in any order, with arguments that
 * were right for something once, or never. Whatever they are, there is a report and no crash; and the books
 * are right in the end. The same each time. Meant for the build with
 * sanitizers.
 */
#include "shim_test.h"

#include <linux/dma-compat.h>

#define THINGS 16
#define STEPS 20000

static struct {
	dma_addr_t handles[THINGS];
	void *pointers[THINGS];
	struct dma_pool *pools[4];
	struct sg_table *tables[4];
	struct scatterlist list[4];
	struct sg_table table;
	struct device *devices[3];	/* the last is NULL */
} any;

static unsigned int seed;

/* Numerical Recipes' generator: the test must not depend on the C library's. */
static unsigned int random_below(unsigned int n)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 8) % n;
}

static size_t any_size(void)
{
	static const size_t sizes[] = {
		0, 1, 16, 64, 64, 100, 128, 4096, 8192, SIZE_MAX, SIZE_MAX / 2,
	};

	return sizes[random_below(sizeof(sizes) / sizeof(sizes[0]))];
}

static enum dma_data_direction any_dir(void)
{
	return (enum dma_data_direction)(random_below(20) ? random_below(3) : random_below(9));
}

static struct device *any_device(void)
{
	return any.devices[random_below(20) ? random_below(2) : 2];
}

static dma_addr_t any_handle(void)
{
	static const dma_addr_t odd[] = { 0, 1, DMA_MAPPING_ERROR, 0x80000000, 0x1200000000 };
	dma_addr_t h = any.handles[random_below(THINGS)];

	switch (random_below(12)) {
	case 0:
		return odd[random_below(5)];
	case 1:
		return h + random_below(300);
	case 2:
		return (u32)h;
	case 3:
		return (dma_addr_t)(uintptr_t)any.pointers[random_below(THINGS)];
	default:
		return h;
	}
}

static void *any_pointer(void)
{
	void *p = any.pointers[random_below(THINGS)];

	switch (random_below(12)) {
	case 0:
		return NULL;
	case 1:
		return p ? (char *)p + random_below(250) : p;
	case 2:
		return (void *)(uintptr_t)any.handles[random_below(THINGS)];
	default:
		return p;
	}
}

static unsigned long any_attrs(void)
{
	return random_below(4) ? 0 : 1ul << random_below(12);
}

static void keep(void *p, dma_addr_t handle)
{
	unsigned int i = random_below(THINGS);

	if (p)
		any.pointers[i] = p;
	any.handles[i] = handle;
}

/* ---- one call each ----------------------------------------------------------------------------- */

static void do_map(void)
{
	keep(NULL, dma_map_single_attrs(any_device(), any_pointer(), any_size(), any_dir(),
					any_attrs()));
}

static void do_map_page(void)
{
	void *p = any_pointer();

	/* not far from it: a wild write of the device would be as wild here as it is anywhere */
	keep(NULL, dma_map_page(any_device(), p ? virt_to_page(p) : NULL,
				offset_in_page(p) + random_below(250), any_size(), any_dir()));
}

static void do_unmap(void)
{
	dma_unmap_single_attrs(any_device(), any_handle(), any_size(), any_dir(), any_attrs());
}

static void do_resource(void)
{
	if (random_below(2))
		keep(NULL, dma_map_resource(any_device(), any_handle(), any_size(), any_dir(), 0));
	else
		dma_unmap_resource(any_device(), any_handle(), any_size(), any_dir(), 0);
}

static void do_test(void)
{
	dma_mapping_error(any_device(), any_handle());
}

static void do_sync(void)
{
	if (random_below(2))
		dma_sync_single_range_for_cpu(any_device(), any_handle(), any_size(), any_size(),
					      any_dir());
	else
		dma_sync_single_for_device(any_device(), any_handle(), any_size(), any_dir());
}

static void do_list(void)
{
	struct scatterlist *sg = &any.list[random_below(4)];

	switch (random_below(5)) {
	case 0:
		dma_map_sg(any_device(), sg, (int)random_below(7) - 1, any_dir());
		break;
	case 1:
		dma_unmap_sg(any_device(), sg, (int)random_below(7) - 1, any_dir());
		break;
	case 2:
		dma_sync_sg_for_cpu(any_device(), sg, (int)random_below(7) - 1, any_dir());
		break;
	case 3:
		keep(NULL, sg_dma_address(sg));
		break;
	default:
		if (dma_map_sgtable(any_device(), &any.table, any_dir(), any_attrs()))
			dma_unmap_sgtable(any_device(), &any.table, any_dir(), 0);
	}
}

static void do_coherent(void)
{
	dma_addr_t handle = 0;
	void *p;

	if (random_below(2)) {
		p = dma_alloc_attrs(any_device(), any_size(), &handle, GFP_KERNEL,
				    any_attrs() & ~DMA_ATTR_NO_KERNEL_MAPPING);
		keep(p, handle);
	} else {
		dma_free_attrs(any_device(), any_size(), any_pointer(), any_handle(), any_attrs());
	}
}

static void do_noncoherent(void)
{
	dma_addr_t handle = 0;
	void *p;

	if (random_below(2)) {
		p = dma_alloc_noncoherent(any_device(), any_size(), &handle, any_dir(), GFP_KERNEL);
		keep(p, handle);
	} else {
		dma_free_noncoherent(any_device(), any_size(), any_pointer(), any_handle(),
				     any_dir());
	}
}

static void do_managed(void)
{
	dma_addr_t handle = 0;

	if (random_below(2))
		keep(dmam_alloc_coherent(any_device(), any_size(), &handle, GFP_KERNEL), handle);
	else
		dmam_free_coherent(any_device(), any_size(), any_pointer(), any_handle());
}

static void do_noncontiguous(void)
{
	struct sg_table **t = &any.tables[random_below(4)];

	if (!*t)
		*t = dma_alloc_noncontiguous(any_device(), any_size(), any_dir(), GFP_KERNEL, 0);
	else if (random_below(2))
		dma_sync_sgtable_for_cpu(any_device(), *t, any_dir());
	else
		*t = NULL;	/* leaked */
}

static void do_pool(void)
{
	struct dma_pool **pool = &any.pools[random_below(4)];
	dma_addr_t handle = 0;

	switch (random_below(5)) {
	case 0:
		dma_pool_destroy(*pool);
		break;
	case 1:
		*pool = dma_pool_create("any", any_device(), any_size(), 1u << random_below(14),
					random_below(3) * 4096);
		break;
	case 2:
		keep(dma_pool_alloc(*pool, GFP_KERNEL, &handle), handle);
		break;
	default:
		dma_pool_free(*pool, any_pointer(), any_handle());
	}
}

static void do_kmalloc(void)
{
	if (random_below(2))
		keep(kmalloc(any_size(), GFP_KERNEL), any_handle());
	else
		kfree(any_pointer());
}

static void do_device(void)
{
	char bytes[256];

	if (random_below(2))
		dma_shim_device_read(any_device(), any_handle(), bytes, random_below(256));
	else
		dma_shim_device_write(any_device(), any_handle(), "zz", random_below(3));
}

static void do_rare(void)
{
	switch (random_below(40)) {
	case 0:
		dma_shim_release_device(any.devices[random_below(2)]);
		memset(any.tables, 0, sizeof(any.tables));	/* gone, as structures of the driver */
		break;
	case 1:
		dma_shim_fail_nth(random_below(5));
		break;
	case 2:
		set_setting(16u << random_below(5), random_below(2), random_below(2));
		break;
	case 3:
		dma_set_mask_and_coherent(any_device(), ~0ull >> random_below(45));
		break;
	case 4:
		dma_declare_coherent_memory(any_device(), 0, any_handle(), any_size(),
					    (int)random_below(20));
		break;
	case 5:
		dma_release_declared_memory(any_device());
		break;
	case 6:
		dma_cache_sync(any_device(), any_pointer(), any_size(), any_dir());
		break;
	default:
		break;
	}
}

static void run(unsigned int start)
{
	static void (*const calls[])(void) = {
		do_map, do_map, do_map_page, do_unmap, do_unmap, do_resource, do_test, do_test,
		do_sync, do_list, do_coherent, do_noncoherent, do_managed, do_noncontiguous,
		do_pool, do_kmalloc, do_device, do_rare,
	};

	seed = start;
	for (int i = 0; i < STEPS; i++)
		calls[random_below(sizeof(calls) / sizeof(calls[0]))]();
}

static void prepare(void)
{
	memset(&any, 0, sizeof(any));
	any.devices[0] = dev;
	any.devices[1] = dma_shim_device_new("other");
	sg_init_table(any.list, 4);
	for (int i = 0; i < 4; i++)
		sg_set_buf(&any.list[i], kzalloc(256, GFP_KERNEL), 256);
	assert_int_equal(sg_alloc_table(&any.table, 2, GFP_KERNEL), 0);
	for (int i = 0; i < 2; i++)
		sg_set_buf(&any.table.sgl[i], kzalloc(256, GFP_KERNEL), 256);
	for (int i = 0; i < THINGS; i++)
		any.pointers[i] = kzalloc(256, GFP_KERNEL);
}

static void nothing_crashes(void **state)
{
	(void)state;
	for (unsigned int start = 1; start <= 10; start++) {
		prepare();
		run(start);
		assert_true(nseen > 1000);
		dma_shim_release_device(any.devices[0]);
		dma_shim_release_device(any.devices[1]);
		assert_int_equal(dma_shim_live(NULL), 0);
		dma_shim_reset();
		dma_shim_device_free(any.devices[1]);
		dma_set_mask_and_coherent(dev, DMA_BIT_MASK(32));
		nseen = 0;
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(nothing_crashes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
