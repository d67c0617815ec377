// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Requests of a gadget are unmapped before they are given back, in each of the ways they end.

#include "Inputs/neighbours.h"

struct end_point {
	struct usb_gadget *gadget;
	struct usb_ep *ep;
	void __iomem *regs;
	struct usb_request *first, *second;
};

int queue_good(struct end_point *e, struct usb_request *req)
{
	int ret = usb_gadget_map_request(e->gadget, req, 1);

	if (ret)
		return ret;
	e->first = req;
	writel((u32)req->dma, e->regs);
	return 0;
}

void complete_good(struct end_point *e, struct usb_request *req)
{
	usb_gadget_unmap_request(e->gadget, req, 1);
	usb_gadget_giveback_request(e->ep, req);
}

dma_addr_t disable_bad(struct end_point *e)
{
	dma_addr_t last = e->first->dma;

	writel(0, e->regs);
	usb_gadget_giveback_request(e->ep, e->first);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}of a request that is still mapped{{.*}}[dma-mapping-leak]
	return last;
}

/* By a helper, or by the caller. */
static void unmap(struct end_point *e, struct usb_request *req)
{
	usb_gadget_unmap_request(e->gadget, req, 1);
}

void dequeue_good(struct end_point *e, struct usb_request *req)
{
	unmap(e, req);
	usb_gadget_giveback_request(e->ep, req);
}

static dma_addr_t give_back(struct end_point *e, struct usb_request *req)
{
	dma_addr_t last = req->dma;

	usb_gadget_giveback_request(e->ep, req);
	return last;
}

void flush_good(struct end_point *e)
{
	usb_gadget_unmap_request(e->gadget, e->second, 1);
	writel((u32)give_back(e, e->second), e->regs);
}
