// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The host controller does the DMA.

#include <linux/dma-mapping.h>
#include <linux/usb.h>

int interface_bad(struct usb_interface *intf)
{
	return dma_set_mask(&intf->dev, DMA_BIT_MASK(32));
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mask-on-usb]
}

int device_bad(struct usb_device *udev)
{
	int ret = dma_set_mask_and_coherent(&udev->dev, DMA_BIT_MASK(64));
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mask-on-usb]

	return ret;
}
