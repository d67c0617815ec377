# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Group C: the arguments of the two ends of a mapping or an allocation."""
import re

from .tools import (MAPPED, OTHER_DIRECTION, STREAMING, direction, map_tails, operator,
                    other_devices, paired_releases, partners, plain, replaced, tail)

COHERENT = ("COHERENT", "WC", "MANAGED", "NONCOHERENT", "USB_COHERENT")


def same_direction(call):
    """The one constant direction of a call and all maps that go with it."""
    dirs = {direction(call)} | {direction(m) for m in partners(call)}
    return dirs.pop() if len(dirs) == 1 else None


@operator("unmap-direction", "dma-unmap-direction-mismatch")
def unmap_direction(source):
    """The unmap has another direction than all maps of that handle."""
    for call in paired_releases(source, MAPPED):
        way = same_direction(call)
        if way:
            yield replaced(call, call.span("DIR"), OTHER_DIRECTION[way])


@operator("map-direction", "dma-unmap-direction-mismatch", "dma-sync-direction-mismatch")
def map_direction(source):
    """The map has another direction than the unmaps."""
    for call in source.calls(("ACQUIRE",), MAPPED):
        releases = [r for r in source.calls(("RELEASE",), (call.api.machine,))
                    if tail(r.arg("HANDLE", "SG", "SGT")) in map_tails(call)]
        if releases and all(same_direction(r) == direction(call) for r in releases) and \
                direction(call) and all(len(partners(r)) == 1 for r in releases):
            yield replaced(call, call.span("DIR"), OTHER_DIRECTION[direction(call)])


def constant_sizes(call):
    """All maps of that handle have a size that no pointer has: a macro, a structure."""
    sizes = [m.arg("SIZE") for m in partners(call)]
    return all(s and re.fullmatch(r"[A-Z0-9_ ()+*]+|sizeof ?\((struct \w+|\*.*)\)", s) for s in sizes)


def sized_releases(source):
    for call in paired_releases(source, STREAMING):
        if plain(call.arg("SIZE")):
            yield call


@operator("unmap-size-plus-one", "dma-unmap-size-mismatch")
def unmap_size_plus_one(source):
    """The unmap is one byte longer than it was."""
    for call in sized_releases(source):
        yield replaced(call, call.span("SIZE"), f"({call.arg('SIZE')}) + 1")


@operator("unmap-size-doubled", "dma-unmap-size-mismatch")
def unmap_size_doubled(source):
    """The unmap is twice as long as it was."""
    for call in sized_releases(source):
        yield replaced(call, call.span("SIZE"), f"2 * ({call.arg('SIZE')})")


@operator("unmap-size-of-pointer", "dma-unmap-size-mismatch", "dma-map-sizeof-pointer")
def unmap_size_of_pointer(source):
    """The unmap's size is that of a pointer; all maps of that handle have another constant size."""
    for call in sized_releases(source):
        if constant_sizes(call):
            yield replaced(call, call.span("SIZE"), "sizeof(void *)")


@operator("unmap-handle-offset", "dma-unmap-handle-mismatch")
def unmap_handle_offset(source):
    """The unmap gets an address within the mapping."""
    for call in paired_releases(source, STREAMING):
        if plain(call.arg("HANDLE")):
            yield replaced(call, call.span("HANDLE"), f"{call.arg('HANDLE')} + 4")


@operator("unmap-device-other", "dma-unmap-device-mismatch")
def unmap_device_other(source):
    """The unmap's device is embedded in a structure of another type than the map's."""
    for call in paired_releases(source, MAPPED):
        for other in other_devices(call)[:1]:
            yield replaced(call, call.span("DEV"), other)


@operator("unmap-device-parent", "dma-unmap-device-mismatch")
def unmap_device_parent(source):
    """The unmap is for the parent of the device that the map had."""
    for call in paired_releases(source, MAPPED):
        dev = call.arg("DEV")
        if plain(dev) and any(m.arg("DEV") == dev for m in partners(call)):
            yield replaced(call, call.span("DEV"), f"({dev})->parent")


@operator("unmap-device-null", "dma-unmap-device-mismatch", "dma-null-device")
def unmap_device_null(source):
    """The unmap's device is NULL."""
    for call in paired_releases(source, MAPPED):
        yield replaced(call, call.span("DEV"), "NULL")


@operator("unmap-kind", "dma-unmap-kind-mismatch", "dma-free-kind-mismatch")
def unmap_kind(source):
    """The unmap is of another family: resource for memory, single for a list, free for a map."""
    for call in paired_releases(source, MAPPED):
        dev, way = call.arg("DEV"), call.arg("DIR")
        if call.name in ("dma_unmap_single", "dma_unmap_page"):
            code = f"dma_unmap_resource({dev}, {call.arg('HANDLE')}, {call.arg('SIZE')}, {way}, 0)"
        elif call.name == "dma_unmap_sg":
            sg = call.arg("SG")
            code = f"dma_unmap_single({dev}, sg_dma_address({sg}), sg_dma_len({sg}), {way})"
        else:
            continue
        yield replaced(call, (call.start, call.end), code)


@operator("unmap-by-free", "dma-unmap-kind-mismatch", "dma-free-kind-mismatch")
def unmap_by_free(source):
    """A streaming mapping is given to dma_free_coherent()."""
    for call in paired_releases(source, STREAMING):
        buffers = [m.arg("CPU") for m in partners(call) if m.function is call.function]
        if call.name == "dma_unmap_single" and buffers and plain(buffers[0]):
            yield replaced(call, (call.start, call.end),
                           f"dma_free_coherent({call.arg('DEV')}, {call.arg('SIZE')}, "
                           f"{buffers[0]}, {call.arg('HANDLE')})")


def frees(source):
    for call in paired_releases(source, ("ALLOC",), COHERENT):
        if call.span("CPU") and call.span("HANDLE"):
            yield call


@operator("free-size-plus-one", "dma-free-size-mismatch")
def free_size_plus_one(source):
    """Coherent memory is freed with one byte more."""
    for call in frees(source):
        if plain(call.arg("SIZE")):
            yield replaced(call, call.span("SIZE"), f"({call.arg('SIZE')}) + 1")


@operator("free-size-of-pointer", "dma-free-size-mismatch")
def free_size_of_pointer(source):
    """The free's size is that of a pointer; all allocations of that handle have another constant."""
    for call in frees(source):
        if constant_sizes(call):
            yield replaced(call, call.span("SIZE"), "sizeof(void *)")


@operator("free-handle-offset", "dma-free-handle-mismatch", "dma-free-args-swapped")
def free_handle_offset(source):
    """Coherent memory is freed by an address within it."""
    for call in frees(source):
        if plain(call.arg("HANDLE")):
            yield replaced(call, call.span("HANDLE"), f"{call.arg('HANDLE')} + 16")


@operator("free-cpu-offset", "dma-free-cpu-mismatch", "dma-free-args-swapped")
def free_cpu_offset(source):
    """Coherent memory is freed by a CPU address within it."""
    for call in frees(source):
        if plain(call.arg("CPU")):
            yield replaced(call, call.span("CPU"), f"(char *)({call.arg('CPU')}) + 16")


@operator("free-swapped", "dma-free-args-swapped", "dma-free-cpu-mismatch",
          "dma-free-handle-mismatch")
def free_swapped(source):
    """CPU address and handle are exchanged, by casts."""
    for call in frees(source):
        cpu, handle = call.arg("CPU"), call.arg("HANDLE")
        start, end = call.span("CPU")[0], call.span("HANDLE")[1]
        if call.span("CPU")[1] < call.span("HANDLE")[0]:
            yield replaced(call, (start, end), f"(void *)(unsigned long)({handle}), "
                                               f"(dma_addr_t)(unsigned long)({cpu})")


@operator("free-by-kfree", "dma-free-kind-mismatch")
def free_by_kfree(source):
    """Coherent memory or a pool's is given to kfree()."""
    for call in paired_releases(source, ("ALLOC", "POOL_OBJECT")):
        if call.span("CPU") and call.span("HANDLE"):
            yield replaced(call, (call.start, call.end), f"kfree({call.arg('CPU')})")


@operator("free-device-other", "dma-free-device-mismatch")
def free_device_other(source):
    """Coherent memory is freed for another device: another structure's, or the parent."""
    for call in frees(source):
        dev = call.arg("DEV")
        if call.api.family == "USB_COHERENT" or not plain(dev) or \
                all(m.arg("DEV") != dev for m in partners(call)):
            continue
        yield replaced(call, call.span("DEV"), (other_devices(call) or [f"({dev})->parent"])[0])


def coherent_frees(source):
    for call in frees(source):
        if call.name == "dma_free_coherent":
            yield call


@operator("free-attrs", "dma-free-attrs-mismatch", "dma-free-kind-mismatch")
def free_attrs(source):
    """Coherent memory is freed with an attribute that it was not allocated with."""
    for call in coherent_frees(source):
        args = ", ".join(call.arg(r) for r in ("DEV", "SIZE", "CPU", "HANDLE"))
        yield replaced(call, (call.start, call.end),
                       f"dma_free_attrs({args}, DMA_ATTR_NO_KERNEL_MAPPING)")


@operator("free-as-managed", "dma-managed-free-unmanaged")
def free_as_managed(source):
    """Memory that no device manages is freed by dmam_free_coherent()."""
    for call in coherent_frees(source):
        args = ", ".join(call.arg(r) for r in ("DEV", "SIZE", "CPU", "HANDLE"))
        yield replaced(call, (call.start, call.end), f"dmam_free_coherent({args})")


def pool_frees(source):
    for call in paired_releases(source, ("POOL_OBJECT",)):
        if call.span("POOL") and call.span("HANDLE") and call.span("CPU"):
            yield call


@operator("pool-free-handle", "dma-pool-free-args")
def pool_free_handle(source):
    """An object of a pool is freed with an address within it."""
    for call in pool_frees(source):
        if plain(call.arg("HANDLE")):
            yield replaced(call, call.span("HANDLE"), f"{call.arg('HANDLE')} + 4")


@operator("pool-free-other", "dma-pool-mismatch")
def pool_free_other(source):
    """An object goes into another pool of the driver."""
    pools = {c.arg("POOL") for c in source.calls(("ACQUIRE", "RELEASE"), ("POOL_OBJECT",))}
    for call in pool_frees(source):
        own = call.arg("POOL")
        for other in sorted(p for p in pools if p and p != own and plain(p)):
            if tail(other) != tail(own) and other.split("->")[0] == own.split("->")[0]:
                yield replaced(call, call.span("POOL"), other)
                break
