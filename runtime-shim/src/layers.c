/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Layers that map for a driver, built on the functions of the API themselves: SPI, pools of pages, shared
 * buffers. And hosts of SCSI commands, and waiting for a bit.
 */
#include "shim.h"

#include <errno.h>
#include <linux/delay.h>
#include <linux/dma-buf.h>
#include <linux/err.h>
#include <linux/slab.h>
#include <linux/spi/spi.h>
#include <linux/wait_bit.h>
#include <net/page_pool/helpers.h>
#include <pthread.h>
#include <scsi/scsi_host.h>

/* ---- SPI --------------------------------------------------------------------------------------- */

/* The controller maps it for the time of the transfer. */
static int transfer(struct shim_call *call, const void *buf, size_t len)
{
	if (!len)
		return 0;
	call->cpu = (void *)buf;
	call->size = len;
	return shim_device_refused(call) || shim_buffer_refused(call) ? -EINVAL : 0;
}

int spi_write(struct spi_device *spi, const void *buf, size_t len)
{
	SHIM_CALL(spi_write, 3, .dev = spi ? spi->dev.parent : NULL);
	int error = transfer(&call, buf, len);

	shim_leave();
	return error;
}

int spi_read(struct spi_device *spi, void *buf, size_t len)
{
	SHIM_CALL(spi_read, 3, .dev = spi ? spi->dev.parent : NULL);
	int error = transfer(&call, buf, len);

	shim_leave();
	return error;
}

int spi_sync_transfer(struct spi_device *spi, struct spi_transfer *xfers, unsigned int num_xfers)
{
	int error = 0;

	for (unsigned int i = 0; !error && i < num_xfers; i++) {
		if (xfers[i].tx_buf)
			error = spi_write(spi, xfers[i].tx_buf, xfers[i].len);
		if (!error && xfers[i].rx_buf)
			error = spi_read(spi, xfers[i].rx_buf, xfers[i].len);
	}
	return error;
}

int spi_sync(struct spi_device *spi, struct spi_message *message)
{
	struct spi_transfer *t;
	int error = 0;

	list_for_each_entry(t, &message->transfers, transfer_list) {
		if (!error)
			error = spi_sync_transfer(spi, t, 1);
		if (!error)
			message->actual_length += t->len;
	}
	message->spi = spi;
	message->status = error;
	return error;
}

int spi_write_then_read(struct spi_device *spi, const void *txbuf, unsigned int n_tx, void *rxbuf,
			unsigned int n_rx)
{
	if (!spi || (n_tx && !txbuf) || (n_rx && !rxbuf))
		return -EINVAL;
	if (n_rx)
		memset(rxbuf, 0, n_rx);
	return 0;
}

/* They meet their devices in a test that calls probe(). */
int spi_register_driver(struct spi_driver *driver)
{
	return driver && driver->probe ? 0 : -EINVAL;
}

void spi_unregister_driver(struct spi_driver *driver)
{
	(void)driver;
}

/* ---- pools of pages ---------------------------------------------------------------------------- */

#define POOL_ATTRS DMA_ATTR_SKIP_CPU_SYNC	/* the driver syncs what was written */

struct pool_page {
	struct page_pool *pool;
	struct page *page;
	dma_addr_t dma;
	struct pool_page *next;
};

struct page_pool {
	struct page_pool_params params;
	unsigned int out;		/* pages with the driver */
	bool destroyed;
};

static pthread_mutex_t pool_lock = PTHREAD_MUTEX_INITIALIZER;
static struct pool_page *pool_pages;

static size_t pool_size(const struct page_pool *pool)
{
	return PAGE_SIZE << pool->params.order;
}

struct page_pool *page_pool_create(const struct page_pool_params *params)
{
	struct page_pool *pool;

	if (SHIM_MISSING(params, "parameters") ||
	    ((params->flags & PP_FLAG_DMA_MAP) && params->dma_dir != DMA_FROM_DEVICE &&
	     params->dma_dir != DMA_BIDIRECTIONAL) ||
	    ((params->flags & PP_FLAG_DMA_SYNC_DEV) &&
	     (!(params->flags & PP_FLAG_DMA_MAP) || !params->max_len)))
		return ERR_PTR(-EINVAL);
	pool = calloc(1, sizeof(*pool));
	if (!pool)
		return ERR_PTR(-ENOMEM);
	pool->params = *params;
	return pool;
}

void page_pool_destroy(struct page_pool *pool)
{
	bool last;

	if (!pool)
		return;
	pthread_mutex_lock(&pool_lock);
	pool->destroyed = true;
	last = !pool->out;
	pthread_mutex_unlock(&pool_lock);
	if (last)
		free(pool);
}

static void remember(struct page_pool *pool, struct pool_page *p)
{
	pthread_mutex_lock(&pool_lock);
	p->next = pool_pages;
	pool_pages = p;
	pool->out++;
	pthread_mutex_unlock(&pool_lock);
}

static bool pool_page_mapped(struct page_pool *pool, struct pool_page *p)
{
	const struct page_pool_params *params = &pool->params;

	if (!(params->flags & PP_FLAG_DMA_MAP))
		return true;
	p->dma = dma_map_page_attrs(params->dev, p->page, 0, pool_size(pool), params->dma_dir,
				    POOL_ATTRS);
	if (dma_mapping_error(params->dev, p->dma))
		return false;
	if (params->flags & PP_FLAG_DMA_SYNC_DEV)
		dma_sync_single_range_for_device(params->dev, p->dma, params->offset,
						 params->max_len, params->dma_dir);
	return true;
}

struct page *page_pool_alloc_pages(struct page_pool *pool, gfp_t gfp)
{
	struct pool_page *p;

	if (SHIM_MISSING(pool, "a pool"))
		return NULL;
	p = calloc(1, sizeof(*p));
	if (!p)
		return NULL;
	p->pool = pool;
	p->page = alloc_pages(gfp, pool->params.order);
	if (!p->page || !pool_page_mapped(pool, p)) {
		if (p->page)
			__free_pages(p->page, pool->params.order);
		free(p);
		return NULL;
	}
	remember(pool, p);
	return p->page;
}

dma_addr_t page_pool_get_dma_addr(const struct page *page)
{
	dma_addr_t dma = 0;

	pthread_mutex_lock(&pool_lock);
	for (const struct pool_page *p = pool_pages; p; p = p->next)
		if (p->page == page)
			dma = p->dma;
	pthread_mutex_unlock(&pool_lock);
	return dma;
}

enum dma_data_direction page_pool_get_dma_dir(const struct page_pool *pool)
{
	return pool->params.dma_dir;
}

void page_pool_dma_sync_for_cpu(const struct page_pool *pool, const struct page *page, u32 offset,
				u32 dma_sync_size)
{
	if (SHIM_MISSING(pool, "a pool"))
		return;
	dma_sync_single_range_for_cpu(pool->params.dev, page_pool_get_dma_addr(page),
				      offset + pool->params.offset, dma_sync_size,
				      pool->params.dma_dir);
}

/* Takes it out of the list; *last: the pool ends with it. */
static struct pool_page *forget(struct page_pool *pool, const struct page *page, bool *last)
{
	struct pool_page *found = NULL;

	pthread_mutex_lock(&pool_lock);
	for (struct pool_page **p = &pool_pages; *p; p = &(*p)->next) {
		if ((*p)->page != page || (*p)->pool != pool)
			continue;
		found = *p;
		*p = found->next;
		*last = !--pool->out && pool->destroyed;
		break;
	}
	pthread_mutex_unlock(&pool_lock);
	return found;
}

void page_pool_put_page(struct page_pool *pool, struct page *page, unsigned int dma_sync_size,
			bool allow_direct)
{
	struct pool_page *p;
	bool last = false;

	(void)dma_sync_size, (void)allow_direct;
	if (SHIM_MISSING(pool, "a pool"))
		return;
	p = forget(pool, page, &last);
	if (SHIM_MISSING(p, "a page of the pool"))
		return;
	if (pool->params.flags & PP_FLAG_DMA_MAP)
		dma_unmap_page_attrs(pool->params.dev, p->dma, pool_size(pool),
				     pool->params.dma_dir, POOL_ATTRS);
	__free_pages(p->page, pool->params.order);
	free(p);
	if (last)
		free(pool);
}

/* ---- shared buffers ---------------------------------------------------------------------------- */

struct exported {
	struct dma_buf buf;
	struct page *pages;
	unsigned int order;
	int users;
};

struct dma_buf *dma_shim_dma_buf_new(size_t size)
{
	struct exported *e = size && size < SHIM_MAX_SIZE ? calloc(1, sizeof(*e)) : NULL;

	if (!e)
		return NULL;
	e->order = (unsigned int)get_order(size);
	e->pages = alloc_pages(GFP_KERNEL | __GFP_ZERO, e->order);
	if (!e->pages) {
		free(e);
		return NULL;
	}
	e->buf.size = PAGE_SIZE << e->order;
	e->users = 1;
	return &e->buf;
}

void get_dma_buf(struct dma_buf *dmabuf)
{
	container_of(dmabuf, struct exported, buf)->users++;
}

void dma_buf_put(struct dma_buf *dmabuf)
{
	struct exported *e;

	if (SHIM_MISSING(dmabuf, "a buffer"))
		return;
	e = container_of(dmabuf, struct exported, buf);
	if (--e->users)
		return;
	__free_pages(e->pages, e->order);
	free(e);
}

struct dma_buf_attachment *dma_buf_attach(struct dma_buf *dmabuf, struct device *dev)
{
	struct dma_buf_attachment *a;

	if (SHIM_MISSING(dmabuf, "a buffer") || SHIM_MISSING(dev, "a device"))
		return ERR_PTR(-EINVAL);
	a = calloc(1, sizeof(*a));
	if (!a)
		return ERR_PTR(-ENOMEM);
	*a = (struct dma_buf_attachment){ .dmabuf = dmabuf, .dev = dev,
					  .next = dmabuf->attachments };
	dmabuf->attachments = a;
	return a;
}

void dma_buf_detach(struct dma_buf *dmabuf, struct dma_buf_attachment *attach)
{
	struct dma_buf_attachment **at;

	if (SHIM_MISSING(dmabuf, "a buffer") || SHIM_MISSING(attach, "an attachment"))
		return;
	for (at = &dmabuf->attachments; *at && *at != attach; at = &(*at)->next)
		;
	if (*at)
		*at = attach->next;
	free(attach);
}

/* One entry for all of the pages. */
static int fill_table(const struct dma_buf_attachment *a, struct sg_table *sgt,
		      enum dma_data_direction dir)
{
	const struct exported *e = container_of(a->dmabuf, struct exported, buf);
	int error = sg_alloc_table(sgt, 1, GFP_KERNEL);

	if (error)
		return error;
	sg_set_page(sgt->sgl, e->pages, (unsigned int)e->buf.size, 0);
	error = dma_map_sgtable(a->dev, sgt, dir, 0);
	if (error)
		sg_free_table(sgt);
	return error;
}

struct sg_table *dma_buf_map_attachment(struct dma_buf_attachment *attach,
					enum dma_data_direction direction)
{
	struct sg_table *sgt;
	int error;

	if (SHIM_MISSING(attach, "an attachment"))
		return ERR_PTR(-EINVAL);
	if (attach->sgt)
		return ERR_PTR(-EBUSY);
	sgt = calloc(1, sizeof(*sgt));
	if (!sgt)
		return ERR_PTR(-ENOMEM);
	error = fill_table(attach, sgt, direction);
	if (error) {
		free(sgt);
		return ERR_PTR(error);
	}
	attach->sgt = sgt;
	attach->dir = direction;
	return sgt;
}

void dma_buf_unmap_attachment(struct dma_buf_attachment *attach, struct sg_table *sgt,
			      enum dma_data_direction direction)
{
	if (SHIM_MISSING(attach, "an attachment") || SHIM_MISSING(sgt, "a table"))
		return;
	dma_unmap_sgtable(attach->dev, sgt, direction, 0);
	if (attach->sgt != sgt)
		return;
	attach->sgt = NULL;
	sg_free_table(sgt);
	free(sgt);
}

struct sg_table *dma_buf_map_attachment_unlocked(struct dma_buf_attachment *attach,
						 enum dma_data_direction direction)
{
	return dma_buf_map_attachment(attach, direction);
}

void dma_buf_unmap_attachment_unlocked(struct dma_buf_attachment *attach, struct sg_table *sgt,
				       enum dma_data_direction direction)
{
	dma_buf_unmap_attachment(attach, sgt, direction);
}

/* For each device that has it mapped. */
int dma_buf_begin_cpu_access(struct dma_buf *dmabuf, enum dma_data_direction dir)
{
	(void)dir;
	if (SHIM_MISSING(dmabuf, "a buffer"))
		return -EINVAL;
	for (struct dma_buf_attachment *a = dmabuf->attachments; a; a = a->next)
		if (a->sgt)
			dma_sync_sgtable_for_cpu(a->dev, a->sgt, a->dir);
	return 0;
}

int dma_buf_end_cpu_access(struct dma_buf *dmabuf, enum dma_data_direction dir)
{
	(void)dir;
	if (SHIM_MISSING(dmabuf, "a buffer"))
		return -EINVAL;
	for (struct dma_buf_attachment *a = dmabuf->attachments; a; a = a->next)
		if (a->sgt)
			dma_sync_sgtable_for_device(a->dev, a->sgt, a->dir);
	return 0;
}

int dma_buf_vmap(struct dma_buf *dmabuf, struct iosys_map *map)
{
	if (SHIM_MISSING(dmabuf, "a buffer") || SHIM_MISSING(map, "a map"))
		return -EINVAL;
	iosys_map_set_vaddr(map,
			    page_address(container_of(dmabuf, struct exported, buf)->pages));
	return 0;
}

void dma_buf_vunmap(struct dma_buf *dmabuf, struct iosys_map *map)
{
	(void)dmabuf;
	if (!SHIM_MISSING(map, "a map"))
		iosys_map_clear(map);
}

int dma_buf_vmap_unlocked(struct dma_buf *dmabuf, struct iosys_map *map)
{
	return dma_buf_vmap(dmabuf, map);
}

void dma_buf_vunmap_unlocked(struct dma_buf *dmabuf, struct iosys_map *map)
{
	dma_buf_vunmap(dmabuf, map);
}

/* ---- SCSI hosts -------------------------------------------------------------------------------- */

struct Scsi_Host *scsi_host_alloc(const struct scsi_host_template *sht, int privsize)
{
	if (SHIM_MISSING(sht, "a template") || privsize < 0)
		return NULL;
	return kzalloc(sizeof(struct Scsi_Host) + (size_t)privsize, GFP_KERNEL);
}

void scsi_host_put(struct Scsi_Host *shost)
{
	kfree(shost);
}

int scsi_add_host(struct Scsi_Host *host, struct device *dev)
{
	if (SHIM_MISSING(host, "a host") || SHIM_MISSING(dev, "a device"))
		return -EINVAL;
	host->dma_dev = dev;
	return 0;
}

void scsi_remove_host(struct Scsi_Host *host)
{
	(void)host;
}

void scsi_scan_host(struct Scsi_Host *host)
{
	(void)host;
}

/* ---- waiting for a bit ------------------------------------------------------------------------- */

int wait_on_bit_timeout(unsigned long *word, int bit, unsigned int mode, unsigned long timeout)
{
	(void)mode;
	if (SHIM_MISSING(word, "a word"))
		return -EINVAL;
	while (test_bit(bit, word)) {
		if (dma_shim_run_deferred())
			continue;
		msleep(jiffies_to_msecs(timeout));
		return test_bit(bit, word) ? -EAGAIN : 0;
	}
	return 0;
}

/* Who waits looks at the bit. */
void wake_up_bit(void *word, int bit)
{
	(void)word, (void)bit;
}
