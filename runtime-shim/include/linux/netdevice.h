/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Network interfaces.
 */
#ifndef SHIM_LINUX_NETDEVICE_H
#define SHIM_LINUX_NETDEVICE_H

#include <linux/device.h>
#include <linux/skbuff.h>
#include <linux/types.h>

enum netdev_tx {
	NETDEV_TX_OK = 0x00,
	NETDEV_TX_BUSY = 0x10,
};

typedef enum netdev_tx netdev_tx_t;

struct net_device_stats {
	unsigned long rx_packets, tx_packets, rx_bytes, tx_bytes;
	unsigned long rx_errors, tx_errors, rx_dropped, tx_dropped;
};

struct net_device {
	char name[16];
	unsigned int mtu;
	struct device dev;
	struct net_device_stats stats;
	void *priv;
};

struct napi_struct {
	struct net_device *dev;
	int weight;
};

static inline void *netdev_priv(const struct net_device *dev)
{
	return dev->priv;
}

void netdev_err(const struct net_device *dev, const char *fmt, ...) __printf(2, 3);
void netdev_warn(const struct net_device *dev, const char *fmt, ...) __printf(2, 3);
int netif_rx(struct sk_buff *skb);
int netif_receive_skb(struct sk_buff *skb);
void netif_stop_queue(struct net_device *dev);
void netif_wake_queue(struct net_device *dev);
__be16 eth_type_trans(struct sk_buff *skb, struct net_device *dev);

#endif
