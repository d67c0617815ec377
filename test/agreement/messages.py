# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What the kernel says, and which rules of the catalogue that can mean.

The kernel's messages are wider than the rules: memory that "it has not allocated" may have been
freed before, or belong to another device. The texts are those of kernel/dma/debug.c, mm/dmapool.c
and kernel/dma/mapping.c in 6.12; dma-debug prints "DMA-API: DRIVER DEVICE: " before its own.
"""
import collections
import re

Message = collections.namedtuple("Message", "name pattern rules")


def message(name, pattern, *rules):
    return Message(name, re.compile(pattern), frozenset(rules))


MESSAGES = (
    message("overlapping mappings", r"cacheline tracking EEXIST, overlapping mappings",
            "dma-remap-mapped-buffer", "dma-remap-mapped-sg", "dma-free-while-mapped",
            "dma-map-coherent", "dma-map-shared-cacheline", "dma-map-partial-unaligned"),
    message("too many overlaps", r"exceeded \d+ overlapping mappings of cacheline",
            "dma-mapping-leak", "dma-mapping-leak-in-loop"),
    message("pending allocations", r"device driver has pending DMA allocations while released",
            "dma-mapping-leak", "dma-mapping-leak-on-error", "dma-mapping-leak-in-loop",
            "dma-mapping-leak-overwritten", "dma-mapping-leak-no-teardown", "dma-coherent-leak",
            "dma-coherent-leak-on-error", "dma-pool-leak", "dma-pool-destroy-busy"),
    message("invalid address", r"tries to free an invalid DMA memory address",
            "dma-unmap-failed-map", "dma-unchecked-map"),
    message("not allocated", r"tries to free DMA memory it has not allocated",
            "dma-double-unmap", "dma-unmap-never-mapped", "dma-unmap-device-mismatch",
            "dma-unmap-handle-mismatch", "dma-coherent-double-free", "dma-free-device-mismatch",
            "dma-free-handle-mismatch", "dma-free-args-swapped", "dma-managed-freed-twice",
            "dma-sg-unmap-wrong-list", "dma-unmap-failed-map"),
    message("different size", r"frees DMA memory with different size",
            "dma-unmap-size-mismatch", "dma-free-size-mismatch"),
    message("wrong function", r"frees DMA memory with wrong function",
            "dma-unmap-kind-mismatch", "dma-free-kind-mismatch"),
    message("different CPU address", r"frees DMA memory with different CPU address",
            "dma-free-cpu-mismatch"),
    message("different entry count", r"frees DMA sg list with different entry count",
            "dma-sg-unmap-returned-count", "dma-sg-nents-overwritten", "dma-sgt-nents-confusion"),
    message("different direction", r"frees DMA memory with different direction",
            "dma-unmap-direction-mismatch", "dma-free-direction-mismatch"),
    message("map error not checked", r"device driver failed to check map error",
            "dma-unchecked-map", "dma-map-error-compare-zero", "dma-map-error-is-err",
            "dma-map-error-direct-compare", "dma-mapping-error-wrong-handle",
            "dma-mapping-error-wrong-device", "dma-mapping-error-after-arith"),
    message("stack", r"device driver maps memory from stack", "dma-map-stack"),
    message("kernel text or rodata", r"maps memory from kernel text or rodata",
            "dma-map-static", "dma-map-const-from-device"),
    message("invalid area", r"device driver maps memory from invalid area",
            "dma-map-null", "dma-map-kmap"),
    message("vmalloc area", r"maps memory from vmalloc area|rejecting DMA map of vmalloc memory",
            "dma-map-vmalloc", "dma-map-static", "dma-map-const-from-device"),  # a module's data, too
    message("sync, not allocated", r"tries to sync DMA memory it has not allocated",
            "dma-sync-after-unmap", "dma-use-after-unmap", "dma-sync-unmapped",
            "dma-sync-out-of-range", "dma-sync-device-mismatch", "dma-sg-unmap-wrong-list"),
    message("sync, outside range", r"syncs DMA memory outside allocated range",
            "dma-sync-out-of-range"),
    message("sync, different direction", r"syncs DMA memory with different direction",
            "dma-sync-direction-mismatch"),
    message("sync, read-only for cpu", r"syncs device read-only DMA memory for cpu",
            "dma-sync-wrong-way"),
    message("sync, write-only to device", r"syncs device write-only DMA memory to device",
            "dma-sync-wrong-way"),
    message("sync, different entry count", r"syncs DMA sg list with different entry count",
            "dma-sg-sync-returned-count", "dma-sgt-nents-confusion", "dma-sg-nents-overwritten"),
    message("long segment", r"mapping sg segment longer than device claims to support"),
    message("segment across boundary", r"mapping sg segment across boundary"),
    # Not dma-debug, but said at the same occasions.
    message("no direction", r"BUG: failure at kernel/dma/mapping\.c",
            "dma-map-direction-none"),
    message("irqs off", r"WARNING: .* at kernel/dma/mapping\.c:\d+ dma_free_attrs\+",
            "dma-free-coherent-atomic"),
    message("zone flags", r"WARNING: .* at kernel/dma/mapping\.c:\d+ (__)?dma_alloc_(attrs|pages)\+",
            "dma-gfp-zone-flags"),
    message("not managed", r"WARNING: .* at (kernel/dma/mapping|mm/dmapool|drivers/base/devres)"
            r"\.c:\d+ dmam_\w+\+", "dma-managed-free-unmanaged"),
    message("pool busy", r"dma_pool_destroy \S+ busy", "dma-pool-destroy-busy", "dma-coherent-leak"),
    message("pool, bad dma", r"dma_pool_free .*\(bad dma\)|pool_block_err .*\(bad dma\)",
            "dma-pool-mismatch", "dma-pool-free-args"),
    message("pool, already free", r"already free", "dma-pool-double-free"),
    message("crash", r"Kernel panic - not syncing: Kernel (mode fault|tried to access user memory)",
            "dma-null-device", "dma-free-args-swapped", "dma-pool-use-after-destroy",
            "dma-sg-unmap-wrong-list", "dma-coherent-double-free", "dma-managed-freed-twice"),
    message("pool, corrupted", r"\(corrupted\)", "dma-coherent-use-after-free"),
)


def can_see(rule):
    return any(rule in entry.rules for entry in MESSAGES)


def read(lines):
    """The messages in a kernel's log, in their order, each once."""
    found = []
    for line in lines:
        for entry in MESSAGES:
            if entry.pattern.search(line) and entry not in found:
                found.append(entry)
    return found


COMPLAINT = re.compile(r"DMA-API: |WARNING: |BUG: |Oops|Kernel panic")
ASKED_FOR = re.compile(r"at kernel/dma/direct\.[ch]:\d+ ")    # scenario_fail(): beyond the mask


def complaints(lines):
    """Lines of the log in which the kernel complains, whether or not a message is known."""
    return [line for line in lines if COMPLAINT.search(line) and not ASKED_FOR.search(line)]
