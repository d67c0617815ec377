/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The names of the 2.6 era, gone from today's kernels. The one-argument dma_mapping_error() cannot
 * live beside today's: define DMA_COMPAT_2_6 before the first include to get it instead.
 */
#ifndef SHIM_LINUX_DMA_COMPAT_H
#define SHIM_LINUX_DMA_COMPAT_H

#include <linux/dma-mapping.h>
#include <linux/dmapool.h>
#include <linux/pci.h>

#define PCI_DMA_BIDIRECTIONAL	0
#define PCI_DMA_TODEVICE	1
#define PCI_DMA_FROMDEVICE	2
#define PCI_DMA_NONE		3

#define DMA_MEMORY_MAP			0x01
#define DMA_MEMORY_IO			0x02
#define DMA_MEMORY_INCLUDES_CHILDREN	0x04
#define DMA_MEMORY_EXCLUSIVE		0x08

/* The library has them under other names: a function of C has one form. */
#ifdef DMA_COMPAT_2_6
int dma_mapping_error(dma_addr_t dma_addr) __asm__("shim_2_6_mapping_error");
int pci_dma_mapping_error(dma_addr_t dma_addr) __asm__("shim_2_6_mapping_error");
int dma_is_consistent(dma_addr_t dma_handle) __asm__("shim_2_6_is_consistent");
void dma_cache_sync(void *vaddr, size_t size, enum dma_data_direction direction)
	__asm__("shim_2_6_cache_sync");
void *dma_alloc_noncoherent(struct device *dev, size_t size, dma_addr_t *dma_handle, gfp_t gfp)
	__asm__("shim_2_6_alloc_noncoherent");
void dma_free_noncoherent(struct device *dev, size_t size, void *cpu_addr, dma_addr_t dma_handle)
	__asm__("shim_2_6_free_noncoherent");
#else
int pci_dma_mapping_error(struct pci_dev *pdev, dma_addr_t dma_addr);
int dma_is_consistent(struct device *dev, dma_addr_t dma_handle);
void dma_cache_sync(struct device *dev, void *vaddr, size_t size,
		    enum dma_data_direction direction);
#endif

dma_addr_t pci_map_single(struct pci_dev *hwdev, void *ptr, size_t size, int direction);
void pci_unmap_single(struct pci_dev *hwdev, dma_addr_t dma_addr, size_t size, int direction);
dma_addr_t pci_map_page(struct pci_dev *hwdev, struct page *page, unsigned long offset,
			size_t size, int direction);
void pci_unmap_page(struct pci_dev *hwdev, dma_addr_t dma_address, size_t size, int direction);
int pci_map_sg(struct pci_dev *hwdev, struct scatterlist *sg, int nents, int direction);
void pci_unmap_sg(struct pci_dev *hwdev, struct scatterlist *sg, int nents, int direction);
void pci_dma_sync_single_for_cpu(struct pci_dev *hwdev, dma_addr_t dma_handle, size_t size,
				 int direction);
void pci_dma_sync_single_for_device(struct pci_dev *hwdev, dma_addr_t dma_handle, size_t size,
				    int direction);
void pci_dma_sync_sg_for_cpu(struct pci_dev *hwdev, struct scatterlist *sg, int nelems,
			     int direction);
void pci_dma_sync_sg_for_device(struct pci_dev *hwdev, struct scatterlist *sg, int nelems,
				int direction);
void pci_dma_sync_single(struct pci_dev *hwdev, dma_addr_t dma_handle, size_t size, int direction);
void pci_dma_sync_sg(struct pci_dev *hwdev, struct scatterlist *sg, int nelems, int direction);
void *pci_alloc_consistent(struct pci_dev *hwdev, size_t size, dma_addr_t *dma_handle);
void *pci_zalloc_consistent(struct pci_dev *hwdev, size_t size, dma_addr_t *dma_handle);
void pci_free_consistent(struct pci_dev *hwdev, size_t size, void *vaddr, dma_addr_t dma_handle);
int pci_set_dma_mask(struct pci_dev *dev, u64 mask);
int pci_set_consistent_dma_mask(struct pci_dev *dev, u64 mask);
int pci_dma_supported(struct pci_dev *hwdev, u64 mask);

#define pci_pool			dma_pool
#define pci_pool_create(name, pdev, size, align, allocation) \
	dma_pool_create(name, &(pdev)->dev, size, align, allocation)
#define pci_pool_destroy(pool)		dma_pool_destroy(pool)
#define pci_pool_alloc(pool, flags, handle) dma_pool_alloc(pool, flags, handle)
#define pci_pool_zalloc(pool, flags, handle) dma_pool_zalloc(pool, flags, handle)
#define pci_pool_free(pool, vaddr, addr) dma_pool_free(pool, vaddr, addr)

void *dma_alloc_writecombine(struct device *dev, size_t size, dma_addr_t *dma_addr, gfp_t gfp);
void dma_free_writecombine(struct device *dev, size_t size, void *cpu_addr, dma_addr_t dma_addr);
int dma_supported(struct device *dev, u64 mask);
void dma_sync_single(struct device *dev, dma_addr_t dma_handle, size_t size,
		     enum dma_data_direction direction);
void dma_sync_sg(struct device *dev, struct scatterlist *sg, int nelems,
		 enum dma_data_direction direction);
void dma_sync_single_range(struct device *dev, dma_addr_t dma_handle, unsigned long offset,
			   size_t size, enum dma_data_direction direction);
void *dma_zalloc_coherent(struct device *dev, size_t size, dma_addr_t *dma_handle, gfp_t flag);
int dma_declare_coherent_memory(struct device *dev, dma_addr_t bus_addr, dma_addr_t device_addr,
				size_t size, int flags);
void dma_release_declared_memory(struct device *dev);
void dma_release_coherent_memory(struct device *dev);
void *dma_mark_declared_memory_occupied(struct device *dev, dma_addr_t device_addr, size_t size);

#endif
