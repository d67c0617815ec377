/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Ethernet interfaces.
 */
#ifndef SHIM_LINUX_ETHERDEVICE_H
#define SHIM_LINUX_ETHERDEVICE_H

#include <linux/netdevice.h>

#define ETH_ALEN	6
#define ETH_HLEN	14
#define ETH_ZLEN	60
#define ETH_DATA_LEN	1500
#define ETH_FRAME_LEN	1514

struct net_device *alloc_etherdev(int sizeof_priv);

#endif
