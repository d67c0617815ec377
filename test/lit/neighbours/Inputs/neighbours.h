/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Functions of subsystems that map for their drivers, declared as in Linux 6.12. */
#include <linux/dma-mapping.h>
#include <linux/err.h>
#include <linux/io.h>
#include <linux/slab.h>
#include <linux/string.h>

/* USB gadgets */
struct usb_gadget {
	struct device dev;
};

struct usb_request {
	void *buf;
	unsigned int length;
	dma_addr_t dma;
};

struct usb_ep;

void usb_gadget_giveback_request(struct usb_ep *ep, struct usb_request *req);
int usb_gadget_map_request(struct usb_gadget *gadget, struct usb_request *req, int is_in);
void usb_gadget_unmap_request(struct usb_gadget *gadget, struct usb_request *req, int is_in);

/* Buses that map the buffer of a message */
struct spi_device;
struct i2c_client;
struct hid_device;
struct sdio_func;
enum hid_report_type { HID_INPUT_REPORT, HID_OUTPUT_REPORT, HID_FEATURE_REPORT };
enum hid_class_request { HID_REQ_GET_REPORT = 1, HID_REQ_SET_REPORT = 9 };

int spi_write(struct spi_device *spi, const void *buf, size_t len);
int spi_read(struct spi_device *spi, void *buf, size_t len);
int spi_write_then_read(struct spi_device *spi, const void *txbuf, unsigned n_tx, void *rxbuf,
			unsigned n_rx);
int i2c_master_send(const struct i2c_client *client, const char *buf, int count);
int i2c_master_send_dmasafe(const struct i2c_client *client, const char *buf, int count);
int i2c_master_recv_dmasafe(const struct i2c_client *client, char *buf, int count);
int hid_hw_raw_request(struct hid_device *hdev, unsigned char reportnum, u8 *buf, size_t len,
		       enum hid_report_type rtype, enum hid_class_request reqtype);
int hid_hw_output_report(struct hid_device *hdev, u8 *buf, size_t len);
int sdio_memcpy_fromio(struct sdio_func *func, void *dst, unsigned int addr, int count);
int sdio_writesb(struct sdio_func *func, unsigned int addr, void *src, int count);

/* dma-buf, as an importer */
struct dma_buf_attachment;

struct sg_table *dma_buf_map_attachment(struct dma_buf_attachment *attach,
					enum dma_data_direction dir);
void dma_buf_unmap_attachment(struct dma_buf_attachment *attach, struct sg_table *sgt,
			      enum dma_data_direction dir);
struct sg_table *dma_buf_map_attachment_unlocked(struct dma_buf_attachment *attach,
						 enum dma_data_direction dir);
void dma_buf_unmap_attachment_unlocked(struct dma_buf_attachment *attach, struct sg_table *sgt,
				       enum dma_data_direction dir);

/* AF_XDP, page pools */
struct xsk_buff_pool;
struct page_pool;
struct page_pool_params;

int xsk_pool_dma_map(struct xsk_buff_pool *pool, struct device *dev, unsigned long attrs);
void xsk_pool_dma_unmap(struct xsk_buff_pool *pool, unsigned long attrs);
struct page_pool *page_pool_create(const struct page_pool_params *params);
void page_pool_destroy(struct page_pool *pool);

/* virtio */
struct virtqueue;

dma_addr_t virtqueue_dma_map_single_attrs(struct virtqueue *vq, void *ptr, size_t size,
					  enum dma_data_direction dir, unsigned long attrs);
void virtqueue_dma_unmap_single_attrs(struct virtqueue *vq, dma_addr_t addr, size_t size,
				      enum dma_data_direction dir, unsigned long attrs);
int virtqueue_dma_mapping_error(struct virtqueue *vq, dma_addr_t addr);
void virtqueue_dma_sync_single_range_for_cpu(struct virtqueue *vq, dma_addr_t addr,
					     unsigned long offset, size_t size,
					     enum dma_data_direction dir);

/* Sound */
struct snd_dma_buffer {
	unsigned char *area;
	dma_addr_t addr;
	size_t bytes;
};

int snd_dma_alloc_pages(int type, struct device *dev, size_t size, struct snd_dma_buffer *dmab);
void snd_dma_free_pages(struct snd_dma_buffer *dmab);

/* DMA engine */
struct dma_chan;
struct dma_async_tx_descriptor;

struct dmaengine_unmap_data {
	u8 to_cnt;
	struct device *dev;
	size_t len;
	dma_addr_t addr[2];
};

struct dmaengine_unmap_data *dmaengine_get_unmap_data(struct device *dev, int nr, gfp_t flags);
void dmaengine_unmap_put(struct dmaengine_unmap_data *unmap);
struct dma_async_tx_descriptor *dmaengine_prep_dma_memcpy(struct dma_chan *chan, dma_addr_t dest,
							  dma_addr_t src, size_t len,
							  unsigned long flags);

/* Pools of memory that is on the chip */
struct gen_pool;

void *gen_pool_dma_alloc(struct gen_pool *pool, size_t size, dma_addr_t *dma);
void gen_pool_free(struct gen_pool *pool, unsigned long addr, size_t size);
