# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Group B: what is undone, how often, when, and on which path."""
import re

from .tools import (ALLOCATED, MAPPED, STREAMING, Mutant, assigned_tails, dropped,
                    error_labels, inserted, leaves, moved_before, on_error_path,
                    operator, paired_releases, partners, plain, same_function, tail)

# What stays mapped is often freed next: then that is said.
LEAKS = ("dma-mapping-leak-on-error", "dma-mapping-leak-in-loop", "dma-mapping-leak",
         "dma-free-while-mapped")
COHERENT_LEAKS = ("dma-coherent-leak-on-error", "dma-coherent-leak")


def statements(calls):
    return (c for c in calls if c.is_statement())


@operator("unmap-dropped-on-error", *LEAKS)
def unmap_dropped_on_error(source):
    """An unmap on an error path is gone."""
    for call in statements(paired_releases(source, MAPPED)):
        if on_error_path(call):
            yield dropped(source, call.statement)


@operator("unmap-dropped-local", *LEAKS, "dma-mapping-leak-overwritten")
def unmap_dropped_local(source):
    """The unmap of a handle that only this function has is gone, not on an error path."""
    for call in statements(paired_releases(source, STREAMING)):
        handle = call.arg("HANDLE")
        maps = same_function(call, partners(call))
        if maps and re.fullmatch(r"\w+", handle) and not on_error_path(call) and \
                "dma_addr_t" in call.function.variables().get(handle, "") and \
                not assigned_tails(call.function, handle) - {handle}:
            yield dropped(source, call.statement)


@operator("unmap-dropped-teardown", "dma-mapping-leak-no-teardown", "dma-mapping-leak",
          "dma-free-while-mapped")
def unmap_dropped_teardown(source):
    """The only unmap of a member is gone, in another function than its map."""
    releases = list(source.calls(("RELEASE",), MAPPED))
    for call in statements(paired_releases(source, MAPPED)):
        handle = call.arg("HANDLE", "SG", "SGT")
        same = [r for r in releases if tail(r.arg("HANDLE", "SG", "SGT")) == tail(handle)]
        if len(same) == 1 and re.search(r"->|\.|dma_unmap_addr", handle) and \
                not same_function(call, partners(call)):
            yield dropped(source, call.statement)


@operator("unmap-doubled", "dma-double-unmap")
def unmap_doubled(source):
    """An unmap is there twice."""
    for call in statements(paired_releases(source, MAPPED)):
        if all(plain(source.flat(*a)) for a in call.args):
            yield inserted(source, call.statement, source.statement_text(call.statement))


def failure_branch(call):
    """The block that is run if a map fails: below its dma_mapping_error() or `!n`."""
    candidates = [call.statement] + call.statement.after()[:3]
    for s in candidates:
        if s.kind != "if" or not leaves(s.children[0]):
            continue
        cond = call.source.code(*s.cond)
        name = call.target()
        tested = call.api.machine == "STREAMING" and "mapping_error" in cond and tail(name) and \
            tail(name) in cond
        counted = call.api.machine == "SG" and name and re.fullmatch(
            r"(?:unlikely \( )?! " + re.escape(call.source.code(call.token, call.token) or name) +
            r"(?: \))?", cond)
        if tested or counted:
            return s.children[0]
    return None


@operator("unmap-on-failure", "dma-unmap-failed-map", "dma-unmap-never-mapped")
def unmap_on_failure(source):
    """The branch for a failed map unmaps it."""
    for call in source.calls(("ACQUIRE",), MAPPED):
        branch = failure_branch(call)
        if not branch or not call.api.inverse:
            continue
        if call.name == "dma_map_single" and plain(call.target()):
            handle = call.target()
        elif call.name == "dma_map_sg":
            handle = call.arg("SG")
        else:
            continue
        size = call.arg("SIZE", "NENTS")
        code = f"{call.api.inverse}({call.arg('DEV')}, {handle}, {size}, {call.arg('DIR')});"
        first = branch.children[0] if branch.kind == "block" else branch
        yield inserted(source, first, code, before=True)


def sections(function):
    """[(label, statements up to the next label)] at the end of a function, in order."""
    labels = error_labels(function)
    top = function.body.children
    found = []
    for label, s in labels.items():
        at = top.index(s) + 1
        end = at
        while end < len(top) and top[end].kind != "label":
            end += 1
        found.append((label, top[at:end]))
    return found


def releases_in(function, statements_, machines):
    spans = [(s.first, s.last) for s in statements_]
    return [c for c in function.calls if c.api.action == "RELEASE" and c.api.machine in machines and
            any(a <= c.token < b for a, b in spans)]


def gotos_too_low(source, machines):
    for function in source.functions:
        if not function.body:
            continue
        ladder = sections(function)
        for (label, code), (lower, _) in zip(ladder, ladder[1:]):
            if any(s.kind in ("return", "goto") for s in code):
                continue
            skipped = [r for r in releases_in(function, code, machines)
                       if partners(r) and not is_managed(r)]
            for s in function.statements():
                if s.kind == "goto" and s.label == label and \
                        any(same_function_before(s, r) for r in skipped):
                    place = source.tokens[s.first + 1].start, source.tokens[s.first + 1].end
                    yield Mutant(source, place[0], [(*place, lower)])


def same_function_before(s, release):
    """A map that goes with the release stands before statement s, which is not about its failure."""
    return any(m.token < s.first and not is_for_failure(s, m) and not is_made_once(m)
               for m in same_function(release, partners(release)))


def is_managed(call):
    """What dmam_*() has made goes with the device, whoever forgets it."""
    return call.name.startswith("dmam_")


def is_made_once(call):
    """`if (!x->p) x->p = alloc()`: what is left of a failure serves the next attempt."""
    name = tail(call.target())
    s = call.statement.parent
    while s and name:
        if s.kind == "if" and name in call.source.code(*s.cond).split():
            return True
        s = s.parent
    return False


def is_for_failure(s, call):
    """Statement s is below an `if` right behind the call that asks for its result."""
    name = tail(call.target())
    tests = [call.statement] + call.statement.after()[:3] if name else []
    while s.parent and s not in tests:
        s = s.parent
    return s in tests and s.kind == "if" and \
        (s is call.statement or name in call.source.code(*s.cond).split())


@operator("goto-too-low", *LEAKS)
def goto_too_low(source):
    """A goto goes to the next label, behind the unmap."""
    yield from gotos_too_low(source, MAPPED)


@operator("goto-too-low-alloc", *COHERENT_LEAKS, "dma-pool-leak")
def goto_too_low_alloc(source):
    """A goto goes to the next label, behind the free of coherent memory."""
    yield from gotos_too_low(source, ("ALLOC",))


def asks_whether_it_failed(release):
    """`if (!dma_mapping_error(dev, dma)) unmap`: it does no harm there."""
    s = release.statement.parent
    while s:
        if s.kind == "if" and "mapping_error" in release.source.code(*s.cond):
            return True
        s = s.parent
    return False


@operator("goto-too-high", "dma-unmap-failed-map", "dma-unmap-never-mapped", "dma-double-unmap")
def goto_too_high(source):
    """The branch for a failed map goes to the label that unmaps it."""
    for function in source.functions:
        if not function.body:
            continue
        ladder = sections(function)
        for (label, code), (lower, _) in zip(ladder, ladder[1:]):
            for release in releases_in(function, code, MAPPED):
                if asks_whether_it_failed(release):
                    continue
                for m in same_function(release, partners(release)):
                    branch = failure_branch(m)
                    end = leaves(branch) if branch else None
                    if end and end.kind == "goto" and end.label == lower:
                        place = source.tokens[end.first + 1].start, source.tokens[end.first + 1].end
                        yield Mutant(source, place[0], [(*place, label)])


UNWINDS = (
    (re.compile(r"^while \( (\w+) -- \)$"), r"while (--\1)"),
    (re.compile(r"^while \( (\w+) -- > 0 \)$"), r"while (--\1 > 0)"),
    (re.compile(r"^while \( -- (\w+) >= 0 \)$"), r"while (--\1 > 0)"),
    (re.compile(r"^for \( (-- )?(\w+)( --| = \w+ - 1)? ; (\w+) >= 0 ; (.*) \)$"),
     r"for (\1\2\3; \4 > 0; \5)"),
    (re.compile(r"^for \( (\w+) = 0 ; \1 < (\w+) ; (.*) \)$"), r"for (\1 = 1; \1 < \2; \3)"),
)


def varies(source, loop, release):
    """What is released in the loop is another thing in each turn."""
    code = source.code(loop.first, loop.last)
    changed = {a or b for a, b in re.findall(
        r"\b(\w+) (?:=(?! (?:NULL|0)\b)|\+=|-=|\+\+|--)|(?:\+\+|--) (\w+)", code)}
    given = " ".join(filter(None, (release.arg("HANDLE"), release.arg("CPU"),
                                   release.arg("SG", "SGT"))))
    return bool(changed & set(re.findall(r"\w+", given)))


@operator("unwind-off-by-one", *LEAKS, "dma-unmap-failed-map", "dma-unmap-never-mapped",
          *COHERENT_LEAKS)
def unwind_off_by_one(source):
    """The loop that unmaps what was mapped so far leaves out the first one."""
    for function in source.functions:
        for s in function.statements():
            if s.kind != "loop" or not releases_in(function, s.children, MAPPED + ALLOCATED):
                continue
            inner = releases_in(function, s.children, MAPPED + ALLOCATED)
            made = [m for r in inner for m in same_function(r, partners(r))]
            if not any(m.token < s.first for m in made) or \
                    any(s.first <= m.token < s.last for m in made):
                continue    # it is the loop that maps
            head = source.code(s.first, s.cond[1] + 1)
            if not any(varies(source, s, r) for r in inner):
                continue    # it undoes one thing, and is about another
            for pattern, new in UNWINDS:
                if pattern.match(head):
                    start = source.tokens[s.first].start
                    end = source.tokens[s.cond[1]].end
                    yield Mutant(source, start, [(start, end, pattern.sub(new, head))])
                    break


FREES = re.compile(r"^(kfree|kfree_skb|dev_kfree_skb|dev_kfree_skb_any|dev_kfree_skb_irq|vfree|"
                   r"dev_consume_skb_any|dev_consume_skb_irq|kfree_sensitive|__free_page|put_page|"
                   r"free_page|kmem_cache_free) \( (?:[^,()]*, )?(.*) \) ;$")


@operator("free-before-unmap", "dma-free-while-mapped")
def free_before_unmap(source):
    """The buffer is freed before its unmap instead of behind it."""
    for call in statements(paired_releases(source, STREAMING)):
        buffers = {b for m in partners(call) for b in [m.arg("CPU", "PAGE")] if b}
        bases = {tail(b) for b in buffers} | {tail(b.rsplit("->", 1)[0]) for b in buffers}
        for s in call.statement.after()[:6]:
            if s.kind not in ("plain",):
                break
            match = FREES.match(source.code(s.first, s.last))
            freed = tail(match.group(2)) if match else None
            # bare: the freed object must not hold what the unmap needs
            if freed and freed in bases and \
                    not re.search(r"\b%s\b *(->|\.)" % re.escape(freed), call.text()):
                mutant = moved_before(source, s, call.statement)
                if mutant:
                    yield mutant
                break


@operator("sync-after-unmap", "dma-sync-after-unmap", "dma-use-after-unmap")
def sync_after_unmap(source):
    """A mapping is synced after its unmap."""
    for call in statements(paired_releases(source, STREAMING)):
        if call.name == "dma_unmap_single" and all(plain(source.flat(*a)) for a in call.args):
            args = ", ".join(source.flat(*a) for a in call.args)
            yield inserted(source, call.statement, f"dma_sync_single_for_cpu({args});")


@operator("unmap-before-use", "dma-use-after-unmap", "dma-double-unmap", "dma-sync-after-unmap")
def unmap_before_use(source):
    """An unmap comes right after the test of the map, before the handle is used."""
    for call in statements(paired_releases(source, STREAMING)):
        maps = same_function(call, partners(call))
        handle = call.arg("HANDLE")
        if not maps or not re.fullmatch(r"\w+", handle):
            continue
        known = max([maps[-1].token] + [c.token for c in call.function.calls
                                        if c.api.action == "TEST" and c.token < call.token and
                                        tail(c.arg("HANDLE")) == handle])
        for s in call.statement.before():
            text = source.code(s.first, s.last)
            used = re.search(r"\b%s\b(?! = )" % re.escape(handle), text)
            if used and s.first > known and s.kind == "plain" and s.last <= call.token:
                mutant = moved_before(source, call.statement, s)
                if mutant:
                    yield mutant
                break


@operator("mapped-twice", "dma-mapping-leak-overwritten", "dma-remap-mapped-buffer",
          "dma-mapping-leak")
def mapped_twice(source):
    """A map is there twice, so that the first handle is lost."""
    for call in source.calls(("ACQUIRE",), STREAMING):
        s = call.statement
        target = call.target()
        if s.kind == "plain" and target and plain(source.flat(call.start, call.end).split("(", 1)[1]) \
                and source.tokens[call.end_token + 1].text == ";" and s.parent.kind == "block" and \
                source.flat(*source.statement_span(s)).startswith(target):
            yield inserted(source, s, source.statement_text(s), before=True)


@operator("free-dropped-on-error", *COHERENT_LEAKS)
def free_dropped_on_error(source):
    """A free of coherent memory on an error path is gone."""
    for call in statements(paired_releases(source, ("ALLOC",))):
        if on_error_path(call) and not is_managed(call) and not any(is_made_once(m) for m in partners(call)):
            yield dropped(source, call.statement)


@operator("free-doubled", "dma-coherent-double-free", "dma-pool-double-free")
def free_doubled(source):
    """Coherent memory, or an object of a pool, is freed twice."""
    for call in statements(paired_releases(source, ALLOCATED)):
        if all(plain(source.flat(*a)) for a in call.args):
            yield inserted(source, call.statement, source.statement_text(call.statement))


@operator("use-after-free", "dma-coherent-use-after-free")
def use_after_free(source):
    """Coherent memory is written after it was freed."""
    for call in statements(paired_releases(source, ("ALLOC",))):
        cpu = call.arg("CPU")
        if cpu and plain(cpu):
            yield inserted(source, call.statement, f"memset({cpu}, 0, 1);")


@operator("pool-destroy-dropped-on-error", "dma-pool-leak")
def pool_destroy_dropped_on_error(source):
    """dma_pool_destroy() on an error path is gone."""
    for call in statements(source.calls(("RELEASE",), ("POOL",))):
        if is_managed(call):
            continue
        creates = [c for c in call.function.calls if c.api.action == "ACQUIRE" and
                   c.api.machine == "POOL" and tail(c.target()) == tail(call.arg("POOL"))]
        if creates and on_error_path(call):
            yield dropped(source, call.statement)


@operator("pool-free-after-destroy", "dma-pool-use-after-destroy")
def pool_free_after_destroy(source):
    """A pool is destroyed before its last object is freed."""
    for call in statements(source.calls(("RELEASE",), ("POOL",))):
        pool = call.arg("POOL")
        for s in reversed(call.statement.before()):
            frees = [c for c in releases_in(call.function, [s], ("POOL_OBJECT",))
                     if c.arg("POOL") == pool]
            if frees:
                mutant = moved_before(source, call.statement, s)
                if mutant:
                    yield mutant
                break


