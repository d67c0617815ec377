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

struct net_device;

struct net_device_ops {
	int (*ndo_open)(struct net_device *dev);
	int (*ndo_stop)(struct net_device *dev);
	netdev_tx_t (*ndo_start_xmit)(struct sk_buff *skb, struct net_device *dev);
	void (*ndo_set_rx_mode)(struct net_device *dev);
	int (*ndo_set_mac_address)(struct net_device *dev, void *addr);
	int (*ndo_change_mtu)(struct net_device *dev, int new_mtu);
	void (*ndo_tx_timeout)(struct net_device *dev, unsigned int txqueue);
};

struct net_device {
	char name[16];
	const struct net_device_ops *netdev_ops;
	int irq;
	int watchdog_timeo;
	bool shim_stopped, shim_carrier;	/* its queue, its cable */
	unsigned int mtu;
	struct device dev;
	struct net_device_stats stats;
	void *priv;
};

struct napi_struct {
	struct net_device *dev;
	int weight;
	int (*poll)(struct napi_struct *napi, int budget);
	bool shim_enabled;
};

#define NAPI_POLL_WEIGHT 64
#define SET_NETDEV_DEV(net, pdev) ((net)->dev.parent = (pdev))

static inline void *netdev_priv(const struct net_device *dev)
{
	return dev->priv;
}

void netdev_err(const struct net_device *dev, const char *fmt, ...) __printf(2, 3);
void netdev_warn(const struct net_device *dev, const char *fmt, ...) __printf(2, 3);
int netif_rx(struct sk_buff *skb);
int netif_receive_skb(struct sk_buff *skb);
int napi_gro_receive(struct napi_struct *napi, struct sk_buff *skb);
void netdev_info(const struct net_device *dev, const char *fmt, ...) __printf(2, 3);
void netdev_dbg(const struct net_device *dev, const char *fmt, ...) __printf(2, 3);
void free_netdev(struct net_device *dev);
int register_netdev(struct net_device *dev);
void unregister_netdev(struct net_device *dev);
/* Polled when a test says so: dma_shim_run_deferred(). */
void netif_napi_add(struct net_device *dev, struct napi_struct *napi,
		    int (*poll)(struct napi_struct *napi, int budget));
void netif_napi_del(struct napi_struct *napi);
void napi_enable(struct napi_struct *n);
void napi_disable(struct napi_struct *n);
bool napi_schedule(struct napi_struct *n);
bool napi_complete_done(struct napi_struct *n, int work_done);
void netif_start_queue(struct net_device *dev);
bool netif_queue_stopped(const struct net_device *dev);
void netif_carrier_on(struct net_device *dev);
void netif_carrier_off(struct net_device *dev);
bool netif_carrier_ok(const struct net_device *dev);
void netif_stop_queue(struct net_device *dev);
void netif_wake_queue(struct net_device *dev);
__be16 eth_type_trans(struct sk_buff *skb, struct net_device *dev);

#endif
