# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What operators share: how they are registered, edits, and who goes with whom.

A handle is followed by its last name: of `ring->buf[i].dma`, `dma`. If `dma` was assigned from the
variable that got the map's result, or through dma_unmap_addr_set(), it goes with that map. This is
no proof that two calls are about one mapping, but it is how drivers are written.
"""
import re

OPERATORS = {}
STREAMING = ("STREAMING",)
MAPPED = ("STREAMING", "SG", "SGTABLE")
ALLOCATED = ("ALLOC", "POOL_OBJECT")
SYNC = ("SYNC_CPU", "SYNC_DEVICE")
HANDLE_ROLES = ("HANDLE", "SG", "SGT")
OTHER_DIRECTION = {"DMA_TO_DEVICE": "DMA_FROM_DEVICE", "DMA_FROM_DEVICE": "DMA_TO_DEVICE",
                   "DMA_BIDIRECTIONAL": "DMA_TO_DEVICE"}
DEVICE_HOLDERS = ("pci_dev", "platform_device", "net_device", "usb_device", "usb_interface",
                  "spi_device", "i2c_client", "pnp_dev", "vio_dev", "amba_device")
FAILED = re.compile(r"- ?E[A-Z]+|- ?1\b|\bNULL\b|ERR_PTR|\bNETDEV_TX_BUSY\b|"
                    r"^return (err|error|ret|retval|rc|rv|res|result|status|r|retcode) ;$")


class Operator:
    def __init__(self, name, rules, function):
        self.name, self.rules, self.function = name, rules, function
        self.doc = " ".join(function.__doc__.split())


class Mutant:
    """edits: [(start, end, text)], not overlapping; lines stay where they are."""

    def __init__(self, source, where, edits, note=""):
        self.source, self.note = source, note
        self.line = source.line(where)
        self.edits = sorted(keep_lines(source.text, e) for e in edits)

    def text(self):
        parts, at = [], 0
        for start, end, new in self.edits:
            parts += [self.source.text[at:start], new]
            at = end
        return "".join(parts + [self.source.text[at:]])


def keep_lines(text, edit):
    """Findings are compared by line, so an edit has as many lines as what it replaces."""
    start, end, new = edit
    new = new.replace("\n", " ")
    return start, end, new + "\n" * text[start:end].count("\n")


def operator(name, *rules):
    def register(function):
        OPERATORS[name] = Operator(name, rules, function)
        return function
    return register


# -- edits

def replaced(call, place, new, note=""):
    return Mutant(call.source, place[0], [(*place, new)], note) if place else None


def dropped(source, s):
    start, end = source.statement_span(s)
    return Mutant(source, start, [(start, end, ";")])


def inserted(source, s, code, before=False):
    """code after (or before) a statement, which may stand alone below an if."""
    start, end = source.statement_span(s)
    if s.parent and s.parent.kind != "block":
        edits = [(start, start, "{ " + (code + " " if before else "")),
                 (end, end, ("" if before else " " + code) + " }")]
    else:
        edits = [(start, start, code + " ")] if before else [(end, end, " " + code)]
    return Mutant(source, start, edits)


def moved_before(source, s, target):
    """Statement s to the place before target (both of one block)."""
    start, end = source.statement_span(s)
    at = source.statement_span(target)[0]
    if "#" in source.text[start:end]:
        return None
    return Mutant(source, start, [(at, at, source.flat(start, end) + " "), (start, end, ";")])


def plain(expression):
    """Evaluated twice, it is the same."""
    return expression is not None and not re.search(r"\+\+|--|(?<![=!<>])=(?!=)", expression) and \
        not re.search(r"\b(?!dma_unmap_addr|dma_unmap_len|sizeof|cpu_to_|le\d|be\d)\w+ ?\(",
                      expression)


# -- names

def tail(expression):
    """The last name: what is left of casts, subscripts and wrappers."""
    if not expression:
        return None
    text = expression.strip()
    wrapped = re.match(r"^(?:dma_unmap_addr|dma_unmap_len) ?\((.*),\s*(\w+) ?\)$", text)
    if wrapped:
        return wrapped.group(2)
    while True:
        cast = re.match(r"^(?:\( ?(?:struct |unsigned |const )?\w+[\s*]*\)|[&*])\s*(?=[\w(&*])", text)
        if not cast or cast.group() == text:
            break
        text = text[cast.end():]
    call = re.match(r"^\w+ ?\(([^,]*)\)$", text)
    if call:
        return tail(call.group(1))
    if text.startswith("(") and text.endswith(")"):
        return tail(text[1:-1])
    while re.search(r"\[[^\[\]]*\]", text):
        text = re.sub(r"\[[^\[\]]*\]", "", text)
    text = re.sub(r"\s*[+-]\s*[\w>.-]+$", "", text) if "->" not in text[text.rfind("-"):] else text
    words = re.findall(r"[A-Za-z_]\w*", text)
    return words[-1] if words and re.search(r"[\w)]$", text) else None


def assigned_tails(function, name):
    """Names that get the value of name by a plain assignment in the function."""
    tails = set()
    for s in function.statements():
        if s.kind != "plain":
            continue
        text = function.source.statement_text(s).rstrip("; ")
        kept = re.match(r"^dma_unmap_addr_set ?\((.*),\s*(\w+),\s*(.*)\)$", text)
        if kept and tail(kept.group(3)) == name:
            tails.add(kept.group(2))
        parts = re.split(r"(?<![=!<>+\-*/|&^]) ?= ?(?!=)", text)
        if len(parts) > 1 and tail(parts[-1]) == name:
            tails |= {tail(p) for p in parts[:-1]}
    return tails


def map_tails(call):
    """The names by which the result of an acquire is known."""
    cached = getattr(call, "tails", None)
    if cached is None:
        role = call.arg("SG", "SGT") or call.arg("HANDLE_OUT")
        first = tail(role) if role else tail(call.target())
        cached = {first} | assigned_tails(call.function, first) if first else set()
        call.tails = cached - {None}
    return call.tails


def partners(call):
    """The acquires of the file that seem to go with a release, a sync, a test."""
    name = tail(call.arg(*HANDLE_ROLES))
    if not name:
        return []
    machines = MAPPED if call.api.machine in MAPPED else (call.api.machine,)
    return [m for m in call.source.calls(("ACQUIRE",), machines) if name in map_tails(m)]


def paired_releases(source, machines, families=None):
    for call in source.calls(("RELEASE",), machines, families):
        if partners(call):
            yield call


def same_function(call, others):
    return [o for o in others if o.function is call.function and o.token < call.token]


def direction(call):
    text = call.arg("DIR")
    return text if text in OTHER_DIRECTION else None


# -- paths

def leaves(s):
    """The statement or block ends with return, goto, break or continue: its text, or None."""
    if s.kind == "block":
        return leaves(s.children[-1]) if s.children else None
    return s if s.kind in ("return", "goto") else None


def returns_failure(source, s):
    return s.kind == "return" and bool(FAILED.search(source.code(s.first, s.last)))


def error_labels(function):
    """Labels behind the last return of the straight way, if what is there ends in failure."""
    top = function.body.children
    labels = [i for i, s in enumerate(top) if s.kind == "label"]
    for i in labels:
        if i and top[i - 1].kind == "return" and returns_failure(function.source, top[-1]):
            return {s.label: s for s in top[i:] if s.kind == "label"}
    return {}


def on_error_path(call):
    """The call is below an `if` that leaves with failure, or behind an error label."""
    function, s = call.function, call.statement
    labels = error_labels(function)
    top = s
    while top.parent and top.parent is not function.body:
        top = top.parent
        if top.kind != "block" or top.parent.kind != "if":
            continue
        end = leaves(top)
        if end and (returns_failure(call.source, end) or end.label in labels):
            return True
    if labels and top in function.body.children:
        first = min(function.body.children.index(label) for label in labels.values())
        return function.body.children.index(top) > first
    return False


# -- devices

def other_devices(call):
    """Expressions that are certainly another device than the call's."""
    dev = call.arg("DEV")
    if not dev or not plain(dev):
        return []
    found = []
    own = re.match(r"^& ?(\w+) ?-> ?dev$", dev)
    types = call.function.variables()
    if own and own.group(1) in types:
        kind = types[own.group(1)].split()[1:2]
        for name, declared in sorted(types.items()):
            words = declared.split()
            if words[0] == "struct" and words[-1] == "*" and words[1] in DEVICE_HOLDERS and \
                    [words[1]] != kind and kind and kind[0] in DEVICE_HOLDERS:
                found.append(f"&{name}->dev")
    return found
