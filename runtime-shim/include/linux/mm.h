/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Pages and addresses.
 */
#ifndef SHIM_LINUX_MM_H
#define SHIM_LINUX_MM_H

#include <linux/gfp.h>
#include <linux/kernel.h>
#include <linux/types.h>

#define PAGE_SHIFT	12
#define PAGE_SIZE	(1UL << PAGE_SHIFT)
#define PAGE_MASK	(~(PAGE_SIZE - 1))
#define PAGE_ALIGN(x)	(((x) + PAGE_SIZE - 1) & PAGE_MASK)
#define PHYS_PFN(x)	((unsigned long)((x) >> PAGE_SHIFT))
#define PFN_PHYS(x)	((phys_addr_t)(x) << PAGE_SHIFT)
#define page_to_pfn(page) PHYS_PFN(page_to_phys(page))
#define offset_in_page(p) ((unsigned long)(p) & ~PAGE_MASK)

/* As large as the kernel's, so that pages can be counted; nothing is behind the address. */
struct page {
	unsigned long flags;
	unsigned long shim[7];
};

/* One page or several that belong together; known by the first. */
struct folio {
	struct page page;
};

typedef struct {
	unsigned long pgprot;
} pgprot_t;

#define pgprot_noncached(prot)		(prot)
#define pgprot_writecombine(prot)	(prot)

struct vm_area_struct {
	unsigned long vm_start, vm_end;
	pgprot_t vm_page_prot;
	unsigned long vm_pgoff;
	unsigned long vm_flags;
};

struct page *virt_to_page(const void *addr);
struct page *vmalloc_to_page(const void *addr);
void *page_address(const struct page *page);
phys_addr_t virt_to_phys(volatile void *addr);
void *phys_to_virt(phys_addr_t addr);
phys_addr_t page_to_phys(const struct page *page);
struct page *phys_to_page(phys_addr_t phys);
/* Within the area, or -EINVAL: there is no user's memory that it would be seen in. */
int remap_pfn_range(struct vm_area_struct *vma, unsigned long addr, unsigned long pfn,
		    unsigned long size, pgprot_t prot);
void get_page(struct page *page);
void put_page(struct page *page);
int get_order(unsigned long size);

#endif
