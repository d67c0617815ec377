// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Buses map the buffer of a message, or do not say that they do not: it must not be on the stack.

#include "Inputs/neighbours.h"

struct sensor {
	struct spi_device *spi;
	struct i2c_client *i2c;
	struct hid_device *hid;
	struct sdio_func *sdio;
	u8 command[32];
};

int spi_bad(struct sensor *s)
{
	u8 command[2] = { 0x20, 1 };

	return spi_write(s->spi, command, sizeof(command));
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-map-stack]
}

int spi_answer_bad(struct sensor *s)
{
	u16 answer;
	int ret = spi_read(s->spi, &answer, sizeof(answer));
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-map-stack]

	return ret ? ret : answer;
}

/* This one copies. */
int spi_copy_good(struct sensor *s)
{
	u8 command = 0x0f, id;
	int ret = spi_write_then_read(s->spi, &command, 1, &id, 1);

	return ret ? ret : id;
}

int spi_good(struct sensor *s)
{
	s->command[0] = 0x20;
	return spi_write(s->spi, s->command, 2);
}

int i2c_bad(struct sensor *s)
{
	char message[4] = { 1 };

	return i2c_master_send_dmasafe(s->i2c, message, sizeof(message));
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-map-stack]
}

int i2c_answer_bad(struct sensor *s)
{
	char message[4];

	return i2c_master_recv_dmasafe(s->i2c, message, sizeof(message));
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-map-stack]
}

/* Without the flag that it may be mapped, a message is copied. */
int i2c_good(struct sensor *s)
{
	char message[4] = { 1 };

	return i2c_master_send(s->i2c, message, sizeof(message));
}

int hid_bad(struct sensor *s)
{
	u8 report[8] = { 5 };

	return hid_hw_raw_request(s->hid, 5, report, sizeof(report), HID_FEATURE_REPORT,
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-map-stack]
				  HID_REQ_SET_REPORT);
}

int hid_output_bad(struct sensor *s)
{
	u8 report[8] = { 5 };

	return hid_hw_output_report(s->hid, report, sizeof(report));
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-map-stack]
}

int hid_good(struct sensor *s)
{
	u8 *report = kzalloc(8, GFP_KERNEL);
	int ret;

	if (!report)
		return -ENOMEM;
	ret = hid_hw_output_report(s->hid, report, 8);
	kfree(report);
	return ret;
}

int sdio_bad(struct sensor *s)
{
	u8 status[4];

	return sdio_memcpy_fromio(s->sdio, status, 0x10, sizeof(status));
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-map-stack]
}

int sdio_write_bad(struct sensor *s)
{
	u32 word = 1;

	return sdio_writesb(s->sdio, 0x10, &word, sizeof(word));
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-map-stack]
}

int sdio_good(struct sensor *s)
{
	return sdio_memcpy_fromio(s->sdio, s->command, 0x10, 4);
}
