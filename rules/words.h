/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Sentences that the checker and the runtime both say: one finding reads the same, whether it was
 * read or run. Formats of printf; what stands for the %s is in the sentence: functions before "()",
 * facts in brackets. What only one of them can say is worded where it is found.
 */
#ifndef DL_WORDS_H
#define DL_WORDS_H

#define DL_WORDS_UNCHECKED_MAP \
	"result of %s() is used without a test by dma_mapping_error()"
#define DL_WORDS_UNCHECKED_MAP_SG \
	"result of %s() is never compared with 0, which means failure"
#define DL_WORDS_UNCHECKED_MAP_SGTABLE \
	"status of %s() is ignored; it is %s on failure"
#define DL_WORDS_UNCHECKED_ALLOC \
	"memory from %s() is used without a test for NULL"
#define DL_WORDS_TEST_DEVICE \
	"%s() for another device than mapped [mapped for %s] [tested for %s]"
#define DL_WORDS_UNMAP_SIZE \
	"%s() with different size than mapped [map size=%s] [unmap size=%s]"
#define DL_WORDS_UNMAP_DIRECTION \
	"%s() with different direction than mapped [mapped with %s] [unmapped with %s]"
#define DL_WORDS_UNMAP_DEVICE \
	"%s() with another device than mapped [mapped for %s] [unmapped for %s]"
#define DL_WORDS_UNMAP_KIND \
	"%s() undoes %s(), which has to be undone by %s()"
#define DL_WORDS_UNMAP_MMIO \
	"%s() %s DMA_ATTR_MMIO of what was mapped %s it"
#define DL_WORDS_UNMAP_NO_MAPPING \
	"%s() %s DMA_ATTR_NO_KERNEL_MAPPING of what was mapped %s it"
#define DL_WORDS_UNMAP_SKIP_SYNC \
	"%s() with DMA_ATTR_SKIP_CPU_SYNC, and no sync for the CPU since the map"
#define DL_WORDS_DOUBLE_UNMAP \
	"%s() unmaps what is already unmapped [handle=%s]"
#define DL_WORDS_ON_FAILED_MAP \
	"%s() on the path where the mapping failed"
#define DL_WORDS_USE_AFTER_UNMAP \
	"DMA address used after it was unmapped [handle=%s]"
#define DL_WORDS_SYNC_AFTER_UNMAP \
	"%s() of what is already unmapped [handle=%s]"
#define DL_WORDS_SYNC_DIRECTION \
	"%s() with different direction than mapped [mapped with %s] [synced with %s]"
#define DL_WORDS_SYNC_DEVICE \
	"%s() with another device than mapped [mapped for %s] [synced for %s]"
#define DL_WORDS_SYNC_REDUNDANT \
	"%s() of what was synced for the %s before"
#define DL_WORDS_MAPPING_LEAK \
	"this path ends and nobody can undo what %s() has mapped"
#define DL_WORDS_MAPPING_LEAK_ON_ERROR \
	"failure is returned while memory mapped by %s() is still mapped"
#define DL_WORDS_FREE_SIZE \
	"%s() with different size than allocated [alloc size=%s] [free size=%s]"
#define DL_WORDS_FREE_DIRECTION \
	"%s() with different direction than allocated [allocated with %s] [freed with %s]"
#define DL_WORDS_FREE_DEVICE \
	"%s() with another device than allocated [allocated for %s] [freed for %s]"
#define DL_WORDS_FREE_KIND \
	"%s() frees memory from %s(); it has to be given back with %s()"
#define DL_WORDS_FREE_NO_MAPPING \
	"%s() %s DMA_ATTR_NO_KERNEL_MAPPING of memory that was allocated %s it"
#define DL_WORDS_MANAGED_FREED_TWICE \
	"%s() frees memory of %s(), which is freed again when the driver is unbound"
#define DL_WORDS_MANAGED_FREE_UNMANAGED \
	"%s() of memory from %s(), which is not managed"
#define DL_WORDS_DOUBLE_FREE \
	"%s() frees what is already freed [pointer=%s]"
#define DL_WORDS_USE_AFTER_FREE \
	"DMA memory used after it was freed [pointer=%s]"
#define DL_WORDS_COHERENT_LEAK \
	"this path ends and nobody can free the memory from %s()"
#define DL_WORDS_COHERENT_LEAK_ON_ERROR \
	"failure is returned while memory from %s() is still allocated"
#define DL_WORDS_POOL_MISMATCH \
	"%s() into another pool than the memory is from [from %s] [freed into %s]"
#define DL_WORDS_POOL_DESTROY_BUSY \
	"%s() destroys a pool while memory from %s() is still allocated"
#define DL_WORDS_POOL_USE_AFTER_DESTROY \
	"%s() on a pool that is already destroyed [pool=%s]"
#define DL_WORDS_POOL_LEAK \
	"this path ends and nobody can destroy the pool that %s() has made"
#define DL_WORDS_MAP_VMALLOC \
	"%s() maps memory from %s(), which is contiguous in virtual addresses only"
#define DL_WORDS_MAP_COHERENT \
	"%s() maps memory from %s(), which is mapped already"
#define DL_WORDS_MAP_TABLE_NENTS \
	"%s() with nents of the table, which an earlier map may have set; it takes orig_nents"
#define DL_WORDS_WRITE_FROM_DEVICE \
	"the CPU writes to a buffer that is mapped DMA_FROM_DEVICE"

#endif
