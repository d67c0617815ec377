# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Group D: scatterlists, their two counts and their two lengths."""
import re

from .tools import Mutant, SYNC, operator, partners, plain, replaced, tail


def counted(call):
    """Calls with a count of entries, and the variable that got the count of their map."""
    for m in partners(call):
        name = m.target()
        if m.api.machine == "SG" and name and plain(name) and tail(m.arg("NENTS")) != tail(name):
            if m.function is call.function and m.token < call.token:
                return name
            if re.search(r"->|\.", name) and name.split("->")[0] in call.function.words():
                return name
    return None


@operator("sg-unmap-mapped-count", "dma-sg-unmap-returned-count", "dma-sg-nents-overwritten")
def sg_unmap_mapped_count(source):
    """dma_unmap_sg() gets the count that dma_map_sg() returned."""
    for call in source.calls(("RELEASE",), ("SG",)):
        name = counted(call)
        if name and call.span("NENTS") and call.arg("NENTS") != name:
            yield replaced(call, call.span("NENTS"), name)


@operator("sg-sync-mapped-count", "dma-sg-sync-returned-count", "dma-sg-nents-overwritten")
def sg_sync_mapped_count(source):
    """dma_sync_sg_*() gets the count that dma_map_sg() returned."""
    for call in source.calls(SYNC, ("SG",)):
        name = counted(call)
        if name and call.span("NENTS") and call.arg("NENTS") != name:
            yield replaced(call, call.span("NENTS"), name)


@operator("sg-count-overwritten", "dma-sg-nents-overwritten", "dma-sg-unmap-returned-count",
          "dma-sg-sync-returned-count")
def sg_count_overwritten(source):
    """The variable with the number of entries gets the map's result, and is unmapped with."""
    for call in source.calls(("ACQUIRE",), ("SG",)):
        target, nents = call.target(), call.arg("NENTS")
        if not target or not nents or target == nents or \
                not re.fullmatch(r"\w+((->|\.)\w+)*", nents) or nents.isdigit() or nents.isupper():
            continue
        users = [r for r in source.calls(("RELEASE",), ("SG",)) if r.function is call.function and
                 r.arg("NENTS") == nents and call in partners(r)]
        begin = source.text.rfind(target, 0, call.start)
        if users and begin >= source.statement_span(call.statement)[0] and \
                re.fullmatch(r"\s*=\s*", source.text[begin + len(target):call.start]):
            yield Mutant(source, begin, [(begin, begin + len(target), f"{target} = {nents}")])


def makes_table(function, before):
    """The function has got its table from sg_alloc_table() and kin: its two counts are one."""
    return any(t.text.startswith("sg_alloc_table")
               for t in function.source.tokens[function.first:before])


@operator("sgt-nents", "dma-sgt-nents-confusion")
def sgt_nents(source):
    """sgt->nents instead of sgt->orig_nents for a map, an unmap or a sync.

    The two are the same until somebody keeps the mapped count in the table."""
    if not re.search(r"(->|\.)nents\s*=(?!=)", source.text):
        return
    for call in source.calls(("ACQUIRE", "RELEASE") + SYNC, ("SG",)):
        count = call.arg("NENTS")
        new_table = call.api.action == "ACQUIRE" and makes_table(call.function, call.token)
        if count and count.endswith("orig_nents") and not new_table:
            yield replaced(call, call.span("NENTS"), count[:-len("orig_nents")] + "nents")


@operator("sg-iterate-given-count", "dma-sg-iterate-wrong-count")
def sg_iterate_given_count(source):
    """for_each_sg() over the entries given to the map reads DMA addresses."""
    for function in source.functions:
        maps = {c.target(): c for c in function.calls if c.api.action == "ACQUIRE" and
                c.api.machine == "SG" and c.target()}
        for call in function.calls:
            if call.name != "for_each_sg" or call.statement.kind not in ("loop", "macro-loop"):
                continue
            args = [source.flat(*a) for a in call.args]
            reads = "sg_dma_" in source.statement_text(call.statement)
            m = maps.get(args[2])
            if m and reads and m.token < call.token and m.arg("NENTS") != args[2] and \
                    plain(m.arg("NENTS")):
                yield replaced(call, call.args[2], m.arg("NENTS"))


@operator("sg-prep-given-count", "dma-sg-prep-wrong-count")
def sg_prep_given_count(source):
    """dmaengine_prep_slave_sg() gets the entries given to the map."""
    for function in source.functions:
        maps = {c.target(): c for c in function.calls if c.api.action == "ACQUIRE" and
                c.api.machine == "SG" and c.target()}
        for call in function.calls:
            if call.name != "dmaengine_prep_slave_sg" or len(call.args) < 3:
                continue
            m = maps.get(source.flat(*call.args[2]))
            if m and m.token < call.token and plain(m.arg("NENTS")) and \
                    m.arg("NENTS") != source.flat(*call.args[2]):
                yield replaced(call, call.args[2], m.arg("NENTS"))


def is_single(source, sg):
    """All maps of a list of that name are of one entry."""
    counts = {m.arg("NENTS") for m in source.calls(("ACQUIRE",), ("SG",))
              if tail(m.arg("SG")) == tail(sg)}
    return counts == {"1"}


def is_compared_with_zero(call):
    tokens = call.source.tokens
    return tokens[call.token - 1].text == "!" or \
        [t.text for t in tokens[call.end_token + 1:call.end_token + 3]] in (["==", "0"], ["!=", "0"])


PRINTS = re.compile(r"^(?:\w*(?:dbg|debug|err|warn|info|notice|printk|trace|log)\w*|pr_\w+|seq_printf) \(")


def is_printed(call):
    """The statement is a call that says something."""
    s = call.statement
    return s.kind == "plain" and bool(PRINTS.match(call.source.code(s.first, s.last)))


@operator("sg-length", "dma-sg-length-as-dma-length")
def sg_length(source):
    """sg->length instead of sg_dma_len() beside sg_dma_address().

    Of a list of one entry both are the same: there is nothing to join it with. And whether there is
    an entry at all, either says. What is only printed does no harm."""
    for function in source.functions:
        addresses = {c.arg("SG") for c in function.calls if c.name == "sg_dma_address"}
        mapped = any(c.api.action == "ACQUIRE" and c.api.machine == "SG" for c in function.calls)
        for call in function.calls:
            sg = call.arg("SG")
            if call.name == "sg_dma_len" and mapped and sg in addresses and plain(sg) and \
                    not is_single(source, sg) and not is_compared_with_zero(call) and \
                    not is_printed(call):
                yield replaced(call, (call.start, call.end), f"({sg})->length")


@operator("sg-unmap-other-list", "dma-sg-unmap-wrong-list")
def sg_unmap_other_list(source):
    """dma_unmap_sg() of the entry behind the first."""
    for call in source.calls(("RELEASE",), ("SG",)):
        if partners(call) and plain(call.arg("SG")):
            yield replaced(call, call.span("SG"), f"sg_next({call.arg('SG')})")


@operator("sg-mapped-twice", "dma-remap-mapped-sg")
def sg_mapped_twice(source):
    """A list is mapped although it is mapped."""
    for call in source.calls(("ACQUIRE",), ("SG",)):
        s = call.statement
        if s.kind == "plain" and call.target() and s.siblings() is not None and \
                source.tokens[call.end_token + 1].text == ";" and "{" not in source.statement_text(s):
            code = source.flat(call.start, call.end)
            start = source.statement_span(s)[0]
            if s.parent and s.parent.kind == "block" and \
                    source.tokens[s.first].text == call.target().split("->")[0].split(".")[0]:
                yield Mutant(source, start, [(start, start, f"(void){code}; ")])


