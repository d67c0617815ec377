/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * SPI: the controller maps what it is given to transfer.
 */
#ifndef SHIM_LINUX_SPI_H
#define SHIM_LINUX_SPI_H

#include <linux/container_of.h>
#include <linux/device.h>
#include <linux/list.h>
#include <linux/module.h>
#include <linux/types.h>

/* Its parent is the controller, which does the DMA. */
struct spi_device {
	struct device dev;
	u32 max_speed_hz;
	u8 bits_per_word;
	u32 mode;
	int irq;
};

#define to_spi_device(d) container_of(d, struct spi_device, dev)

struct spi_device_id {
	char name[32];
	unsigned long driver_data;
};

struct spi_driver {
	const struct spi_device_id *id_table;
	int (*probe)(struct spi_device *spi);
	void (*remove)(struct spi_device *spi);
	struct device_driver driver;
};

int spi_register_driver(struct spi_driver *driver);
void spi_unregister_driver(struct spi_driver *driver);

#define module_spi_driver(drv)	module_driver(drv, spi_register_driver, spi_unregister_driver)

struct spi_transfer {
	const void *tx_buf;
	void *rx_buf;
	unsigned int len;
	u32 speed_hz;
	struct list_head transfer_list;
};

struct spi_message {
	struct list_head transfers;
	struct spi_device *spi;
	void (*complete)(void *context);
	void *context;
	unsigned int actual_length;
	int status;
};

static inline void *spi_get_drvdata(const struct spi_device *spi)
{
	return dev_get_drvdata(&spi->dev);
}

static inline void spi_set_drvdata(struct spi_device *spi, void *data)
{
	dev_set_drvdata(&spi->dev, data);
}

static inline void spi_message_init(struct spi_message *m)
{
	*m = (struct spi_message){ .status = 0 };
	INIT_LIST_HEAD(&m->transfers);
}

static inline void spi_message_add_tail(struct spi_transfer *t, struct spi_message *m)
{
	list_add_tail(&t->transfer_list, &m->transfers);
}

int spi_sync(struct spi_device *spi, struct spi_message *message);
int spi_sync_transfer(struct spi_device *spi, struct spi_transfer *xfers, unsigned int num_xfers);
int spi_write(struct spi_device *spi, const void *buf, size_t len);
int spi_read(struct spi_device *spi, void *buf, size_t len);
/* Through memory of its own: any will do. */
int spi_write_then_read(struct spi_device *spi, const void *txbuf, unsigned int n_tx, void *rxbuf,
			unsigned int n_rx);

#endif
