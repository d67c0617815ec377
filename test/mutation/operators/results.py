# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Group A: results of map and alloc calls, and how they are tested."""
import re

from .tools import (ALLOCATED, Mutant, dropped, operator, other_devices, partners, plain,
                    replaced, tail)


def mapping_tests(source):
    """dma_mapping_error() of a handle that is mapped here and tested once."""
    for call in source.calls(("TEST",), ("STREAMING",)):
        handle = call.arg("HANDLE")
        again = [c for c in call.function.calls
                 if c.api.action == "TEST" and c is not call and c.arg("HANDLE") == handle]
        if partners(call) and not again and plain(handle):
            yield call


def stripped(source, cond):
    """A condition without likely(), unlikely() and parentheses around it."""
    text = source.flat(source.tokens[cond[0]].start, source.tokens[cond[1] - 1].end)
    while True:
        inner = re.match(r"^(?:(?:un)?likely|WARN_ON|WARN_ON_ONCE)? ?\((.*)\)$", text)
        if not inner or not balanced(inner.group(1)):
            return text
        text = inner.group(1).strip()


def balanced(text):
    depth = 0
    for c in text:
        depth += (c == "(") - (c == ")")
        if depth < 0:
            return False
    return depth == 0


def condition_off(source, s):
    """The test of an if is gone: the whole statement, or its condition if there is an else."""
    if len(s.children) == 1:
        return dropped(source, s)
    start, end = condition_span(source, s)
    return Mutant(source, start, [(start, end, "0")])


# Tests of a result {}, as the whole condition of an if.
NOT = (r"! ?{}",)
ZERO = NOT + (r"{} == 0", r"{} <= 0", r"{} < 1", r"{} == NULL", r"! ?\( ?{} ?\)")
NONZERO = (r"{}", r"{} != 0", r"{} < 0")


def is_test(text, patterns, name):
    return any(re.fullmatch(p.format(re.escape(name)), text) for p in patterns)


def tests_of(call, patterns):
    """The first if behind the call that tests the variable that got the result."""
    name = call.target()
    if not name or not plain(name):
        return
    for s in call.statement.after()[:4]:
        if s.kind == "if" and is_test(stripped(call.source, s.cond), patterns, name):
            yield s
            return


def around_call(call, patterns):
    """The statement of the call is an if that tests the call itself."""
    s = call.statement
    return s.kind == "if" and s.cond[0] <= call.token < s.cond[1] and \
        is_test(stripped(call.source, s.cond), patterns, call.source.flat(call.start, call.end))


def condition_span(source, s):
    return source.tokens[s.cond[0]].start, source.tokens[s.cond[1] - 1].end


def call_alone(call):
    """`if (... call ...) statement` becomes `call;`."""
    s = call.statement
    start, end = call.source.statement_span(s)
    if len(s.children) > 1:
        return None
    return Mutant(call.source, start, [(start, call.start, ""), (call.end, end, ";")])


@operator("map-test-dropped", "dma-unchecked-map")
def map_test_dropped(source):
    """The only dma_mapping_error() of a handle is gone, with the branch behind it."""
    for call in mapping_tests(source):
        s = call.statement
        if s.kind == "if" and stripped(source, s.cond) == source.flat(call.start, call.end):
            yield condition_off(source, s)
        else:
            yield replaced(call, (call.start, call.end), "0")


@operator("map-test-inverted", "dma-unchecked-map", "dma-unmap-failed-map",
          "dma-mapping-leak-on-error", "dma-mapping-leak", "dma-unmap-never-mapped")
def map_test_inverted(source):
    """dma_mapping_error() is taken the wrong way round."""
    for call in mapping_tests(source):
        yield replaced(call, (call.start, call.end), "!" + source.flat(call.start, call.end))


@operator("map-test-not-handle", "dma-map-error-compare-zero", "dma-unchecked-map")
def map_test_not_handle(source):
    """`!handle` instead of dma_mapping_error()."""
    for call in mapping_tests(source):
        yield replaced(call, (call.start, call.end), f"(!({call.arg('HANDLE')}))")


@operator("map-test-equals-zero", "dma-map-error-compare-zero", "dma-unchecked-map")
def map_test_equals_zero(source):
    """`handle == 0` instead of dma_mapping_error()."""
    for call in mapping_tests(source):
        yield replaced(call, (call.start, call.end), f"(({call.arg('HANDLE')}) == 0)")


@operator("map-test-other-handle", "dma-mapping-error-wrong-handle", "dma-unchecked-map",
          "dma-mapping-error-not-mapped")
def map_test_other_handle(source):
    """dma_mapping_error() of another dma_addr_t of the function."""
    for call in mapping_tests(source):
        handle = call.arg("HANDLE")
        others = {n for n, t in call.function.variables().items() if t == "dma_addr_t"}
        for m in call.function.calls:
            if m.api.action == "ACQUIRE" and m.api.machine == "STREAMING" and plain(m.target()) \
                    and m.token < call.token:
                others.add(m.target())
        for other in sorted(others - {None}):
            if tail(other) != tail(handle):
                yield replaced(call, call.span("HANDLE"), other)
                break


@operator("map-test-other-device", "dma-mapping-error-wrong-device")
def map_test_other_device(source):
    """dma_mapping_error() with a device that the map did not have."""
    for call in mapping_tests(source):
        dev = call.arg("DEV")
        if plain(dev) and dev == partners(call)[0].arg("DEV"):
            others = other_devices(call) or [f"({dev})->parent"]
            yield replaced(call, call.span("DEV"), others[0])


def sg_maps(source):
    for call in source.calls(("ACQUIRE",), ("SG",)):
        if call.api.fails == "ZERO":
            yield call


def allocations(source):
    for call in source.calls(("ACQUIRE",), ALLOCATED):
        if call.api.fails == "NULL":
            yield call


@operator("sg-test-dropped", "dma-unchecked-map-sg")
def sg_test_dropped(source):
    """The count that dma_map_sg() returns is not compared with 0 any more."""
    for call in sg_maps(source):
        for s in tests_of(call, ZERO):
            yield condition_off(source, s)
        if around_call(call, ZERO):
            yield call_alone(call)


@operator("sg-test-negative", "dma-map-sg-negative-test")
def sg_test_negative(source):
    """dma_map_sg() is taken to return a negative error."""
    for call in sg_maps(source):
        for s in tests_of(call, NOT):
            place = condition_span(source, s)
            yield Mutant(source, place[0], [(*place, f"{call.target()} < 0")])
        if around_call(call, NOT):
            s = call.statement
            place = condition_span(source, s)
            yield Mutant(source, place[0], [(place[0], call.start, ""),
                                            (call.end, place[1], " < 0")])


@operator("sg-test-inverted", "dma-map-sg-negative-test", "dma-unchecked-map-sg",
          "dma-unmap-failed-map", "dma-mapping-leak-on-error", "dma-mapping-leak",
          "dma-sg-dma-before-map")
def sg_test_inverted(source):
    """`if (n)` is failure, as if dma_map_sg() returned a status; a list that failed is read."""
    for call in sg_maps(source):
        for s in tests_of(call, NOT):
            place = condition_span(source, s)
            yield Mutant(source, place[0], [(*place, call.target())])
        if around_call(call, NOT):
            s = call.statement
            place = condition_span(source, s)
            yield Mutant(source, place[0], [(place[0], call.start, ""), (call.end, place[1], "")])


@operator("sgtable-test-dropped", "dma-unchecked-map-sgtable")
def sgtable_test_dropped(source):
    """The status of dma_map_sgtable() is ignored."""
    for call in source.calls(("ACQUIRE",), ("SGTABLE",)):
        if call.api.fails != "NONZERO":
            continue
        for s in tests_of(call, NONZERO):
            yield condition_off(source, s)
        if around_call(call, NONZERO):
            yield call_alone(call)


@operator("alloc-test-dropped", "dma-unchecked-alloc")
def alloc_test_dropped(source):
    """Memory of dma_alloc_coherent() or a pool is not compared with NULL any more."""
    for call in allocations(source):
        for s in tests_of(call, ZERO):
            yield condition_off(source, s)


@operator("alloc-test-inverted", "dma-unchecked-alloc", "dma-coherent-leak-on-error",
          "dma-coherent-leak", "dma-pool-leak")
def alloc_test_inverted(source):
    """Success of dma_alloc_coherent() is taken for failure."""
    for call in allocations(source):
        for s in tests_of(call, NOT):
            place = condition_span(source, s)
            yield Mutant(source, place[0], [(*place, call.target())])


@operator("alloc-test-by-mapping-error", "dma-mapping-error-not-mapped", "dma-unchecked-alloc")
def alloc_test_by_mapping_error(source):
    """Memory is tested by dma_mapping_error() of its handle instead of a comparison with NULL."""
    for call in allocations(source):
        handle = call.arg("HANDLE_OUT")
        if call.name != "dma_alloc_coherent" or not handle or not plain(handle):
            continue
        for s in tests_of(call, NOT):
            place = condition_span(source, s)
            yield Mutant(source, place[0],
                         [(*place, f"dma_mapping_error({call.arg('DEV')}, *({handle}))")])
