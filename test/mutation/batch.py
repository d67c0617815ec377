# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""All mutants of a file with one parse.

Most of the time goes into the kernel's headers, so the mutated functions of a file are appended to
it as functions of another name (f__mutant7), parsed together, and taken apart again in the IR: for
mutant 7, f is dropped and f__mutant7 takes its name, its place and its line numbers. What cannot be
done that way (an edit outside of the function, a function that vanishes) the runner parses alone.
"""
import re

MARK = "__mutant%d__"
MARKED = re.compile(r"__mutant(\d+)__")
FUNC = re.compile(r'^func "([^"]+)"')


def function_of(candidate):
    """The function that holds all edits, or None."""
    edits = candidate.mutant.edits
    for function in candidate.source.functions:
        if function.start <= edits[0][0] and edits[-1][1] <= function.end:
            return function
    return None


def renamed_copy(candidate, function, number):
    """The mutated function as a text of its own, under its other name."""
    source = candidate.source
    start, end = function.start, function.end
    text = candidate.mutant.text()
    grown = sum(len(new) - (b - a) for a, b, new in candidate.mutant.edits)
    name = next(t for t in source.tokens[function.header:function.first]
                if t.text == function.name)
    at = name.end - start
    if candidate.mutant.edits[0][0] < name.end:
        return None
    piece = text[start:end + grown]
    return piece[:at] + MARK % number + piece[at:]


class Batch:
    """The text to parse, and where in it each mutant is."""

    def __init__(self, source, candidates):
        self.source, self.lines, self.shift = source, [], {}
        self.functions, self.candidates = {}, {}
        parts = [source.text if source.text.endswith("\n") else source.text + "\n"]
        line = parts[0].count("\n") + 1
        for number, candidate in enumerate(candidates):
            function = function_of(candidate)
            copy = renamed_copy(candidate, function, number) if function else None
            if copy is None:
                continue
            parts.append(copy + "\n")
            self.shift[number] = line - source.line(function.start)
            self.lines.append((line, number))
            self.functions[number], self.candidates[number] = function.name, candidate
            line += copy.count("\n") + 1
        self.text = "".join(parts)

    def mutant_at(self, line):
        """Whose copy a line of the text belongs to; None: the original."""
        found = None
        for start, number in self.lines:
            if start <= line:
                found = number
        return found

    def take_apart(self, ir):
        """(IR of the original, {number: IR}) of the IR of the text."""
        items = list(split(ir.decode("utf-8", "surrogateescape")))
        original = [text for text in items if not MARKED.search(text.split("\n", 1)[0])]
        bodies = {}
        for text in items:
            match = FUNC.match(text)
            number = MARKED.search(match.group(1)) if match else None
            if number:
                bodies[int(number.group(1))] = text
        mutants = {}
        for number, text in bodies.items():
            mutants[number] = self.mutant(number, text, items, original)
        return encode("".join(original)), mutants

    def mutant(self, number, body, items, original):
        mark, name = MARK % number, self.functions[number]
        body = self.shifted(number, body.replace(mark, ""))
        known = set(original)
        parts, taken = [], False
        for text in items:
            if text in known:
                match = FUNC.match(text)
                if match and match.group(1) == name:
                    text, taken = body, True
                parts.append(text)
            elif text.startswith("global ") and mark in text and \
                    text.replace(mark, "") not in known:
                parts.append(text.replace(mark, ""))
        return encode("".join(parts)) if taken else None

    def shifted(self, number, body):
        first = next(line for line, n in self.lines if n == number)

        def move(match):
            line = int(match.group(2))
            return match.group(1) + str(line - self.shift[number] if line >= first else line)
        return re.sub(r'((?: at | end |":))(\d+)(?=:\d+)', move, body)


def encode(text):
    return text.encode("utf-8", "surrogateescape")


def split(text):
    """Items of IR as texts: a function, a record, or one line."""
    item = []
    for line in text.splitlines(keepends=True):
        item.append(line)
        opened = item[0].rstrip("\n").endswith("{")
        if not opened or line.rstrip("\n") == "}":
            yield "".join(item)
            item = []
    if item:
        yield "".join(item)


def body_of(ir, name):
    """The text of one function of IR."""
    for text in split(ir.decode("utf-8", "surrogateescape")):
        match = FUNC.match(text)
        if match and match.group(1) == name:
            return text
    return None
