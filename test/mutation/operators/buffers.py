# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Groups E and F: which memory is mapped, in which direction, and who touches it when."""
import re

from .tools import (MAPPED, OTHER_DIRECTION, SYNC, Mutant, direction, dropped, inserted,
                    operator, paired_releases, partners, plain, replaced, same_function, tail)


def single_maps(source):
    for call in source.calls(("ACQUIRE",), ("STREAMING",)):
        if call.name == "dma_map_single" and plain(call.arg("CPU")):
            yield call


def body_start(call):
    """Behind the opening brace, where C99 and later take a declaration."""
    at = call.source.tokens[call.function.first].end
    return at


@operator("map-stack", "dma-map-stack")
def map_stack(source):
    """The buffer is an array on the stack."""
    for call in single_maps(source):
        at = body_start(call)
        yield Mutant(source, call.start, [(at, at, " u8 on_stack[64];"),
                                          (*call.span("CPU"), "on_stack")])


@operator("map-vmalloc", "dma-map-vmalloc")
def map_vmalloc(source):
    """The buffer that is mapped comes from vmalloc() instead of kmalloc()."""
    for call in single_maps(source):
        name = call.arg("CPU")
        for i in range(call.function.first, call.token):
            word = source.tokens[i].text
            if word not in ("kmalloc", "kzalloc") or source.tokens[i - 1].text != "=":
                continue
            close = source.pairs.get(i + 1)
            if close is None or source.tokens[i - 2].text != tail(name):
                continue
            args = source.arguments(i + 1)
            if len(args) == 2:
                new = ("vmalloc" if word == "kmalloc" else "vzalloc") + f"({source.flat(*args[0])})"
                place = source.tokens[i].start, source.tokens[close].end
                yield Mutant(source, place[0], [
                    (0, 0, "#include <linux/vmalloc.h> /* */ "), (*place, new)])
                break


@operator("map-coherent", "dma-map-coherent")
def map_coherent(source):
    """Coherent memory that the function has just allocated is mapped."""
    for call in single_maps(source):
        at = body_start(call)
        dev = call.arg("DEV")
        if not plain(dev):
            continue
        start = source.statement_span(call.statement)[0]
        if call.statement.kind != "plain" or call.statement.parent.kind != "block" or \
                source.tokens[call.statement.first].kind != "word" or not call.target() or \
                not source.text[start:].startswith(call.target()):
            continue
        yield Mutant(source, call.start, [
            (at, at, " void *coherent; dma_addr_t coherent_dma;"),
            (start, start, f"coherent = dma_alloc_coherent({dev}, 4096, &coherent_dma, GFP_ATOMIC); "),
            (*call.span("CPU"), "coherent")])


@operator("direction-none", "dma-map-direction-none")
def direction_none(source):
    """DMA_NONE is the direction of a map."""
    for call in source.calls(("ACQUIRE",), MAPPED):
        if direction(call):
            yield replaced(call, call.span("DIR"), "DMA_NONE")


@operator("direction-enum", "dma-map-direction-enum")
def direction_enum(source):
    """The direction of a map is a dmaengine transfer direction."""
    other = {"DMA_TO_DEVICE": "DMA_MEM_TO_DEV", "DMA_FROM_DEVICE": "DMA_DEV_TO_MEM"}
    engine = "linux/dmaengine.h" in source.text
    for call in source.calls(("ACQUIRE",), MAPPED):
        if engine and direction(call) in other:
            yield replaced(call, call.span("DIR"), other[direction(call)])


@operator("map-size-of-pointer", "dma-map-sizeof-pointer", "dma-unmap-size-mismatch")
def map_size_of_pointer(source):
    """sizeof(p) where sizeof(*p) was meant, at a map."""
    for call in source.calls(("ACQUIRE",), ("STREAMING",)):
        size = call.arg("SIZE")
        match = re.fullmatch(r"sizeof ?\( ?\* ?([\w>.-]+) ?\)", size or "")
        if match:
            yield replaced(call, call.span("SIZE"), f"sizeof({match.group(1)})")


@operator("map-beyond-object", "dma-map-exceeds-object")
def map_beyond_object(source):
    """The map is 64 bytes longer than the memory that the function has allocated for it."""
    for call in single_maps(source):
        name, size = call.arg("CPU"), call.arg("SIZE")
        before = source.code(call.function.first, call.token)
        alloc = re.search(r"\b%s = k[mz]alloc \( (.*?) , GFP" % re.escape(tail(name) or "?"), before)
        if alloc and plain(size) and alloc.group(1).replace(" ", "") == size.replace(" ", ""):
            yield replaced(call, call.span("SIZE"), f"({size}) + 64")


def behind_test(call):
    """The statement after which a mapping is the device's: the map's, or its test's."""
    for s in call.statement.after()[:2]:
        if s.kind == "if" and "mapping_error" in source_code(call, s.cond):
            return s
    return call.statement


def source_code(call, cond):
    return call.source.code(*cond)


@operator("write-after-map", "dma-cpu-write-while-mapped")
def write_after_map(source):
    """The CPU writes a buffer that the device reads, right after the map."""
    for call in single_maps(source):
        if direction(call) in ("DMA_TO_DEVICE", "DMA_BIDIRECTIONAL") and call.target() and \
                call.statement.kind == "plain" and call.statement.parent.kind == "block":
            s = behind_test(call)
            yield inserted(source, s, f"*(u8 *)({call.arg('CPU')}) = 0;")


@operator("read-before-unmap", "dma-cpu-read-while-mapped")
def read_before_unmap(source):
    """The CPU copies what the device writes, before the unmap."""
    for call in paired_releases(source, ("STREAMING",)):
        if not call.is_statement() or direction(call) not in ("DMA_FROM_DEVICE",
                                                              "DMA_BIDIRECTIONAL"):
            continue
        for m in same_function(call, partners(call)):
            if m.name == "dma_map_single" and plain(m.arg("CPU")) and direction(m):
                at = body_start(call)
                mutant = inserted(source, call.statement,
                                  f"memcpy(&seen, {m.arg('CPU')}, 1);", before=True)
                yield Mutant(source, call.start, mutant.edits + [(at, at, " u8 seen;")])
                break


def syncs(source, *actions):
    for call in source.calls(actions or SYNC, MAPPED):
        if partners(call):
            yield call


@operator("sync-direction", "dma-sync-direction-mismatch")
def sync_direction(source):
    """A sync has another direction than the maps of that handle."""
    for call in syncs(source):
        dirs = {direction(call)} | {direction(m) for m in partners(call)}
        if len(dirs) == 1 and None not in dirs and dirs != {"DMA_BIDIRECTIONAL"}:
            yield replaced(call, call.span("DIR"), OTHER_DIRECTION[dirs.pop()])


@operator("sync-too-long", "dma-sync-out-of-range")
def sync_too_long(source):
    """A sync is longer than the mapping."""
    for call in syncs(source):
        sizes = {m.arg("SIZE") for m in partners(call)}
        if call.span("SIZE") and sizes == {call.arg("SIZE")} and plain(call.arg("SIZE")):
            yield replaced(call, call.span("SIZE"), f"({call.arg('SIZE')}) + 64")


@operator("sync-device", "dma-sync-device-mismatch")
def sync_device(source):
    """A sync is for the parent of the device that the map had."""
    for call in syncs(source):
        dev = call.arg("DEV")
        if plain(dev) and any(m.arg("DEV") == dev for m in partners(call)):
            yield replaced(call, call.span("DEV"), f"({dev})->parent")


@operator("sync-wrong-way", "dma-sync-wrong-way", "dma-missing-sync-for-device",
          "dma-cpu-read-while-mapped", "dma-cpu-write-while-mapped")
def sync_wrong_way(source):
    """for_cpu and for_device are exchanged, in a direction in which only one makes sense."""
    for call in syncs(source):
        want = {"SYNC_CPU": "DMA_FROM_DEVICE", "SYNC_DEVICE": "DMA_TO_DEVICE"}[call.api.action]
        if call.arg("DIR") == want and call.api.inverse:
            yield replaced(call, (call.start, call.start + len(call.name)), call.api.inverse)


@operator("sync-cpu-dropped", "dma-cpu-read-while-mapped", "dma-cpu-write-while-mapped")
def sync_cpu_dropped(source):
    """The sync before the CPU looks is gone; the map is in the same function."""
    for call in syncs(source, "SYNC_CPU"):
        if call.is_statement() and same_function(call, partners(call)):
            yield dropped(source, call.statement)


@operator("sync-device-dropped", "dma-missing-sync-for-device", "dma-cpu-write-while-mapped")
def sync_device_dropped(source):
    """The sync before the device gets the buffer back is gone, behind a sync for the CPU.

    What the CPU only reads (DMA_FROM_DEVICE) needs none (dma-api-howto.rst, in the example of a
    card that receives)."""
    for call in syncs(source, "SYNC_DEVICE"):
        if direction(call) == "DMA_FROM_DEVICE":
            continue
        to_cpu = [c for c in call.function.calls if c.api.action == "SYNC_CPU" and
                  c.token < call.token and tail(c.arg("HANDLE", "SG", "SGT")) ==
                  tail(call.arg("HANDLE", "SG", "SGT"))]
        if call.is_statement() and to_cpu:
            yield dropped(source, call.statement)


