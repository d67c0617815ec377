/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Packets and interfaces, as far as drivers with DMA need them. A packet that is received goes nowhere: the
 * interface counts it and frees it, which shows if its data is still mapped.
 */
#include "shim.h"

#include <errno.h>
#include <linux/etherdevice.h>
#include <linux/netdevice.h>

#define TAIL_ALIGN 64
#define LARGEST (4u << 20)	/* what kmalloc() gives at most */

static struct sk_buff *new_skb(struct shim_call *call, struct net_device *dev, unsigned int size,
			       unsigned int headroom)
{
	size_t data = (size + headroom + TAIL_ALIGN - 1ul) & ~(TAIL_ALIGN - 1ul);
	struct shim_mem *mem = NULL;
	struct sk_buff *skb;
	void *head = size > LARGEST ? NULL
				    : shim_alloc(call, DL_MEMORY_SKB,
						 data + sizeof(struct skb_shared_info), 0, false);

	if (head)
		mem = shim_mem_new(call, DL_MEMORY_KMALLOC, sizeof(*skb), 0, 0);
	if (!mem) {
		if (head)
			shim_free(call, head);
		return NULL;
	}
	skb = (struct sk_buff *)mem->start;
	skb->head = head;
	skb->data = skb->head + headroom;
	skb->tail = headroom;
	skb->end = (unsigned int)data;
	skb->truesize = (unsigned int)(data + sizeof(*skb) + sizeof(struct skb_shared_info));
	skb->dev = dev;
	memset(skb_shinfo(skb), 0, sizeof(struct skb_shared_info));
	return skb;
}

#define NEW_SKB(function, dev, headroom, ...)						\
struct sk_buff *function(__VA_ARGS__)							\
{											\
	SHIM_CALL(function, 0, .attrs = 0);						\
	struct sk_buff *skb = new_skb(&call, dev, length, headroom);			\
											\
	shim_leave();									\
	return skb;									\
}

NEW_SKB(dev_alloc_skb, NULL, NET_SKB_PAD, unsigned int length)
NEW_SKB(netdev_alloc_skb, dev, NET_SKB_PAD, struct net_device *dev, unsigned int length)
NEW_SKB(netdev_alloc_skb_ip_align, dev, NET_SKB_PAD + NET_IP_ALIGN, struct net_device *dev,
	unsigned int length)

struct sk_buff *alloc_skb(unsigned int size, gfp_t priority)
{
	SHIM_CALL(alloc_skb, 2, .attrs = 0);
	struct sk_buff *skb = new_skb(&call, NULL, size, 0);

	(void)priority;
	shim_leave();
	return skb;
}

/* A packet that was freed, or never was one. */
static bool is_gone(const struct shim_call *call, const struct sk_buff *skb)
{
	const struct shim_mem *mem = shim_mem_alive_at(skb);

	if (mem && mem->start == (const unsigned char *)skb && mem->size == sizeof(*skb))
		return false;
	mem = shim_mem_at(skb);
	shim_report(call, SHIM_BAD_FREE, NULL,
		    mem && mem->freed ? "%s() frees a packet that is freed already [packet=%p]"
				      : "%s() of what is no packet [packet=%p]",
		    call->name, (const void *)skb);
	return true;
}

static void free_skb(struct shim_call *call, struct sk_buff *skb)
{
	struct page *pages[MAX_SKB_FRAGS];
	unsigned int n;

	if (!skb || is_gone(call, skb)) {
		shim_leave();
		return;
	}
	n = skb_shinfo(skb)->nr_frags;
	for (unsigned int i = 0; i < n; i++)
		pages[i] = skb_frag_page(&skb_shinfo(skb)->frags[i]);
	shim_free(call, skb->head);
	shim_free(call, skb);
	shim_leave();
	for (unsigned int i = 0; i < n; i++)
		put_page(pages[i]);
}

#define FREE_SKB(function)								\
void function(struct sk_buff *skb)							\
{											\
	SHIM_CALL(function, 1, .attrs = 0);						\
	free_skb(&call, skb);								\
}

FREE_SKB(kfree_skb)
FREE_SKB(consume_skb)
FREE_SKB(dev_kfree_skb_any)
FREE_SKB(dev_kfree_skb_irq)
FREE_SKB(dev_consume_skb_any)
FREE_SKB(dev_consume_skb_irq)

void *skb_put(struct sk_buff *skb, unsigned int len)
{
	void *p = skb->head + skb->tail;

	BUG_ON(len > skb->end - skb->tail);
	skb->tail += len;
	skb->len += len;
	return p;
}

void *skb_put_data(struct sk_buff *skb, const void *data, unsigned int len)
{
	return memcpy(skb_put(skb, len), data, len);
}

void *skb_put_zero(struct sk_buff *skb, unsigned int len)
{
	return memset(skb_put(skb, len), 0, len);
}

void *skb_push(struct sk_buff *skb, unsigned int len)
{
	BUG_ON(len > (size_t)(skb->data - skb->head));
	skb->data -= len;
	skb->len += len;
	return skb->data;
}

void *skb_pull(struct sk_buff *skb, unsigned int len)
{
	if (len > skb->len)
		return NULL;
	skb->len -= len;
	return skb->data += len;
}

void skb_reserve(struct sk_buff *skb, int len)
{
	skb->data += len;
	skb->tail += (unsigned int)len;
}

int skb_tailroom(const struct sk_buff *skb)
{
	return skb_is_nonlinear(skb) ? 0 : (int)(skb->end - skb->tail);
}

/* Only the linear part is cut. */
void skb_trim(struct sk_buff *skb, unsigned int len)
{
	if (skb->len > len && !skb_is_nonlinear(skb)) {
		skb->tail -= skb->len - len;
		skb->len = len;
	}
}

void skb_copy_to_linear_data(struct sk_buff *skb, const void *from, unsigned int len)
{
	memcpy(skb->data, from, len);
}

struct page *dev_alloc_page(void)
{
	return alloc_pages(GFP_ATOMIC | __GFP_NOWARN, 0);
}

/* Zeroes behind the data up to len, without counting them. A packet that has no room is freed. */
int skb_padto(struct sk_buff *skb, unsigned int len)
{
	if (skb->len >= len)
		return 0;
	if (len - skb->len > skb->end - skb->tail) {
		kfree_skb(skb);
		return -ENOMEM;
	}
	memset(skb->head + skb->tail, 0, len - skb->len);
	return 0;
}

int skb_put_padto(struct sk_buff *skb, unsigned int len)
{
	int error = skb_padto(skb, len);

	if (!error && skb->len < len)
		skb_put(skb, len - skb->len);
	return error;
}

static dma_addr_t map_frag(struct shim_call *call, const skb_frag_t *frag, size_t offset)
{
	struct page *page = frag ? skb_frag_page(frag) : NULL;

	if (page)
		call->cpu = shim_in_page(page, skb_frag_off(frag) + offset);
	return shim_map(call);
}

dma_addr_t skb_frag_dma_map(struct device *dev, const skb_frag_t *frag, size_t offset, size_t size,
			    enum dma_data_direction dir)
{
	SHIM_CALL(skb_frag_dma_map, 5, .dev = dev, .offset = offset, .size = size, .dir = dir);
	dma_addr_t handle = map_frag(&call, frag, offset);

	shim_leave();
	return handle;
}

/* ---- interfaces -------------------------------------------------------------------------------- */

static int receive(struct sk_buff *skb)
{
	if (skb->dev) {
		skb->dev->stats.rx_packets++;
		skb->dev->stats.rx_bytes += skb->len;
	}
	consume_skb(skb);
	return 0;
}

int netif_rx(struct sk_buff *skb)
{
	return receive(skb);
}

int netif_receive_skb(struct sk_buff *skb)
{
	return receive(skb);
}

int napi_gro_receive(struct napi_struct *napi, struct sk_buff *skb)
{
	(void)napi;
	return receive(skb);
}

/* There is nobody who would send by itself: a test calls netdev_ops->ndo_start_xmit(). */
int register_netdev(struct net_device *dev)
{
	return SHIM_MISSING(dev, "an interface") ? -EINVAL : 0;
}

void unregister_netdev(struct net_device *dev)
{
	(void)dev;
}

void netif_stop_queue(struct net_device *dev)
{
	dev->shim_stopped = true;
}

void netif_start_queue(struct net_device *dev)
{
	dev->shim_stopped = false;
}

void netif_wake_queue(struct net_device *dev)
{
	dev->shim_stopped = false;
}

bool netif_queue_stopped(const struct net_device *dev)
{
	return dev->shim_stopped;
}

void netif_carrier_on(struct net_device *dev)
{
	dev->shim_carrier = true;
}

void netif_carrier_off(struct net_device *dev)
{
	dev->shim_carrier = false;
}

bool netif_carrier_ok(const struct net_device *dev)
{
	return dev->shim_carrier;
}

__be16 eth_type_trans(struct sk_buff *skb, struct net_device *dev)
{
	__be16 protocol = 0;

	skb->dev = dev;
	if (skb->len >= ETH_HLEN) {
		memcpy(&protocol, skb->data + 2 * ETH_ALEN, sizeof(protocol));
		skb_pull(skb, ETH_HLEN);
	}
	return protocol;
}
