// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A request that the gadget core maps.

#include "Inputs/neighbours.h"

struct udc {
	struct usb_gadget gadget;
	void __iomem *regs;
};

int untested_bad(struct udc *u, struct usb_request *req)
{
	usb_gadget_map_request(&u->gadget, req, 1);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unchecked-map-sgtable]
	writel((u32)req->dma, u->regs);
	usb_gadget_unmap_request(&u->gadget, req, 1);
	return 0;
}

int leak_bad(struct udc *u, struct usb_request *req)
{
	int ret = usb_gadget_map_request(&u->gadget, req, 1);

	if (ret)
		return ret;
	if (readl(u->regs) & 1)
		return -EBUSY;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-leak-on-error]
	writel((u32)req->dma, u->regs);
	usb_gadget_unmap_request(&u->gadget, req, 1);
	return 0;
}

int queue_good(struct udc *u, struct usb_request *req)
{
	int ret = usb_gadget_map_request(&u->gadget, req, 1);

	if (ret)
		return ret;
	if (readl(u->regs) & 1) {
		usb_gadget_unmap_request(&u->gadget, req, 1);
		return -EBUSY;
	}
	writel((u32)req->dma, u->regs);
	return 0;
}

void done_good(struct udc *u, struct usb_request *req)
{
	usb_gadget_unmap_request(&u->gadget, req, 1);
}
