/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Layers that map for a driver: SPI, pools of pages, shared buffers. And what else a driver of them asks for.
 */
#include "shim_test.h"

#include <linux/dma-buf.h>
#include <linux/iopoll.h>
#include <linux/of_device.h>
#include <linux/spi/spi.h>
#include <linux/wait.h>
#include <linux/workqueue.h>
#include <net/page_pool/helpers.h>
#include <scsi/scsi_host.h>

static void spi_takes_no_stack(void **state)
{
	struct spi_device *spi = dma_shim_spi_device_new("sensor");
	u8 *heap = kzalloc(4, GFP_KERNEL), stack[4] = { 1 };
	struct spi_transfer t = { .tx_buf = heap, .len = 4 };
	struct spi_message m;

	(void)state;
	assert_int_equal(spi_write(spi, heap, 4), 0);
	assert_int_equal(spi_write_then_read(spi, stack, 1, stack, 4), 0);
	spi_message_init(&m);
	spi_message_add_tail(&t, &m);
	assert_int_equal(spi_sync(spi, &m), 0);
	assert_int_equal(m.actual_length, 4);
	EXPECT_CLEAN();
	spi_read(spi, stack, 4);
	EXPECT("dma-map-stack");
	kfree(heap);
	dma_shim_spi_device_free(spi);
}

static void a_pool_maps_its_pages(void **state)
{
	struct page_pool_params params = { .dev = dev, .dma_dir = DMA_FROM_DEVICE,
					   .max_len = PAGE_SIZE,
					   .flags = PP_FLAG_DMA_MAP | PP_FLAG_DMA_SYNC_DEV };
	struct page_pool *pool = page_pool_create(&params);
	struct page *page;

	(void)state;
	assert_false(IS_ERR(pool));
	page = page_pool_dev_alloc_pages(pool);
	assert_non_null(page);
	dma_shim_device_write(dev, page_pool_get_dma_addr(page), "frame", 6);
	assert_string_not_equal((char *)page_address(page), "frame");
	page_pool_dma_sync_for_cpu(pool, page, 0, 64);
	assert_string_equal((char *)page_address(page), "frame");
	page_pool_destroy(pool);	/* it ends with its last page */
	page_pool_put_full_page(pool, page, false);
	assert_int_equal(dma_shim_live(dev), 0);
	params.dma_dir = DMA_NONE;
	assert_int_equal(PTR_ERR(page_pool_create(&params)), -EINVAL);
	EXPECT_CLEAN();
}

static void a_pool_that_cannot_map_gives_nothing(void **state)
{
	struct page_pool_params params = { .dev = dev, .dma_dir = DMA_FROM_DEVICE,
					   .flags = PP_FLAG_DMA_MAP };
	struct page_pool *pool = page_pool_create(&params);

	(void)state;
	dma_shim_fail_nth_dma(1);
	assert_null(page_pool_dev_alloc_pages(pool));
	page_pool_destroy(pool);
	assert_int_equal(dma_shim_live(dev), 0);
	EXPECT_CLEAN();
}

static void a_shared_buffer_is_synced_by_its_exporter(void **state)
{
	struct dma_buf *buf = dma_shim_dma_buf_new(5000);
	struct dma_buf_attachment *a = dma_buf_attach(buf, dev);
	struct sg_table *sgt;
	struct iosys_map map;

	(void)state;
	assert_int_equal(buf->size, 8192);
	sgt = dma_buf_map_attachment(a, DMA_FROM_DEVICE);
	assert_false(IS_ERR(sgt));
	assert_int_equal(PTR_ERR(dma_buf_map_attachment(a, DMA_FROM_DEVICE)), -EBUSY);
	dma_shim_device_write(dev, sg_dma_address(sgt->sgl), "seen", 5);
	assert_int_equal(dma_buf_vmap(buf, &map), 0);
	assert_string_not_equal((char *)map.vaddr, "seen");
	assert_int_equal(dma_buf_begin_cpu_access(buf, DMA_FROM_DEVICE), 0);
	assert_string_equal((char *)map.vaddr, "seen");
	assert_int_equal(dma_buf_end_cpu_access(buf, DMA_FROM_DEVICE), 0);
	dma_buf_vunmap(buf, &map);
	assert_true(iosys_map_is_null(&map));
	dma_buf_unmap_attachment(a, sgt, DMA_FROM_DEVICE);
	dma_buf_detach(buf, a);
	dma_buf_put(buf);
	assert_int_equal(dma_shim_live(dev), 0);
	EXPECT_CLEAN();
}

static unsigned long flags_word;

static void clear_it(struct work_struct *work)
{
	(void)work;
	clear_bit(3, &flags_word);
	wake_up_bit(&flags_word, 3);
}

static void work_runs_while_a_bit_is_waited_for(void **state)
{
	struct work_struct work;

	(void)state;
	set_bit(3, &flags_word);
	assert_int_equal(wait_on_bit_timeout(&flags_word, 3, TASK_UNINTERRUPTIBLE, HZ), -EAGAIN);
	INIT_WORK(&work, clear_it);
	schedule_work(&work);
	assert_int_equal(wait_on_bit_timeout(&flags_word, 3, TASK_UNINTERRUPTIBLE, HZ), 0);
	assert_int_equal(flags_word, 0);
	EXPECT_CLEAN();
}

static void a_poll_ends(void **state)
{
	u32 reg = 1, val;

	(void)state;
	assert_int_equal(readl_poll_timeout(&reg, val, val & 1, 10, 1000), 0);
	assert_int_equal(readl_poll_timeout(&reg, val, val & 2, 10, 1000), -ETIMEDOUT);
	EXPECT_CLEAN();
}

static const int variant = 7;

static int match_probe(struct platform_device *x)
{
	return of_device_get_match_data(&x->dev) == &variant ? 0 : -ENODEV;
}

static void a_device_is_the_first_of_its_driver(void **state)
{
	static const struct of_device_id ids[] = { { .compatible = "x,y", .data = &variant }, { } };
	struct platform_driver driver = { .probe = match_probe,
					  .driver = { .name = "x", .of_match_table = ids } };
	struct platform_device *x = dma_shim_platform_device_new("x");

	(void)state;
	assert_null(of_device_get_match_data(&x->dev));
	assert_int_equal(dma_shim_platform_probe(&driver, x), 0);
	dma_shim_platform_device_free(x);
	EXPECT_CLEAN();
}

static void a_host_knows_its_device(void **state)
{
	const struct scsi_host_template sht = { .name = "x", .can_queue = 1 };
	struct Scsi_Host *host = scsi_host_alloc(&sht, 16);

	(void)state;
	assert_non_null(host);
	assert_int_equal(((char *)shost_priv(host))[15], 0);
	assert_int_equal(scsi_add_host(host, dev), 0);
	assert_ptr_equal(host->dma_dev, dev);
	scsi_remove_host(host);
	scsi_host_put(host);
	EXPECT_CLEAN();
}

static void an_area_is_not_exceeded(void **state)
{
	struct vm_area_struct vma = { .vm_start = 0x10000, .vm_end = 0x12000 };

	(void)state;
	assert_int_equal(remap_pfn_range(&vma, 0x10000, 1, 8192, vma.vm_page_prot), 0);
	assert_int_equal(remap_pfn_range(&vma, 0x11000, 1, 8192, vma.vm_page_prot), -EINVAL);
	assert_int_equal(remap_pfn_range(&vma, 0x10000, 1, 0, vma.vm_page_prot), -EINVAL);
	EXPECT_CLEAN();
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(spi_takes_no_stack),
		TEST(a_pool_maps_its_pages),
		TEST(a_pool_that_cannot_map_gives_nothing),
		TEST(a_shared_buffer_is_synced_by_its_exporter),
		TEST(work_runs_while_a_bit_is_waited_for),
		TEST(a_poll_ends),
		TEST(a_device_is_the_first_of_its_driver),
		TEST(a_host_knows_its_device),
		TEST(an_area_is_not_exceeded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
