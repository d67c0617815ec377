/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The rings of a small network card, which does not exist: one of buffers that it writes packets into,
 * one of packets that it reads. What the card and its driver have in common is here.
 */
#ifndef NIC_H
#define NIC_H

#include <linux/dma-mapping.h>
#include <linux/types.h>

#define NIC_SLOTS	8
#define NIC_BUF_LEN	2048

/* Registers. */
#define NIC_RX_RING	0x00	/* 64 bits: handle of the receive ring */
#define NIC_TX_RING	0x08	/* 64 bits: handle of the send ring */
#define NIC_CONTROL	0x10	/* 32 bits: NIC_RUN */
#define NIC_KICK	0x14	/* 32 bits: a slot of the send ring is ready */
#define NIC_RUN		1
#define NIC_REGISTERS	0x18

struct nic_desc {
	__le64 addr;
	__le32 len;
	__le32 flags;
};

#define NIC_OWNED	1	/* by the card; it clears the bit when it is done */

struct nic_slot {
	void *data;
	dma_addr_t dma;
	u32 len;
};

struct nic_ring {
	struct nic_desc *desc;
	dma_addr_t dma;
	struct nic_slot slot[NIC_SLOTS];
	unsigned int next;	/* slot that is looked at next */
	unsigned int used;	/* send ring: slots that the card has */
};

struct nic {
	struct device *dev;
	void __iomem *regs;
	struct nic_ring rx, tx;
};

/* 0, or -ENOMEM, -EIO: then nothing is left behind. */
int nic_start(struct nic *nic, struct device *dev, void __iomem *regs);
void nic_stop(struct nic *nic);

/* Copies the next packet to packet, which holds size bytes. Its length, or -EAGAIN. */
int nic_receive(struct nic *nic, void *packet, size_t size);

/* Takes over data, from kmalloc(). 0; or -EBUSY, -EINVAL, -ENOMEM: then it is still the caller's. */
int nic_send(struct nic *nic, void *data, size_t len);

/* Frees what the card has sent. How many packets that were. */
int nic_reap(struct nic *nic);

#endif
