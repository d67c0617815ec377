# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""C source as the operators see it: tokens, functions, statements, calls of the DMA API.

No compiler and no preprocessor: macros are words, and of `#if A ... #else B #endif` only A is seen
(B of `#if 0`), so that brackets stay in pairs. What is looked at is only code within the bodies of
functions; comments, strings and directives hold no tokens. A function that cannot be taken apart
has no statements, so nothing is mutated there.

Not here: what is wrong with a call (operators), and what a name means (rules/api.def says that).
"""
import bisect
import os
import re

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

TOKEN = re.compile(r"""
    (?P<space>\s+)
  | (?P<comment>/\*.*?\*/|//(?:[^\n\\]|\\.)*)
  | (?P<string>L?"(?:[^"\\\n]|\\.)*"|L?'(?:[^'\\\n]|\\.)*')
  | (?P<word>[A-Za-z_]\w*)
  | (?P<number>\.?\d(?:[eEpP][+-]|[\w.])*)
  | (?P<mark>\.\.\.|<<=|>>=|->|\+\+|--|&&|\|\||[=!<>+\-*/%&|^]=|<<|>>|.)
""", re.X | re.S)
DIRECTIVE = re.compile(r"#[ \t]*(\w*)((?:/\*.*?\*/|[^\n\\]|\\.|\\\n)*)", re.S)
OPEN, CLOSE = "([{", ")]}"
LOOPS = ("for", "while", "switch")
KEYWORDS = {"if", "else", "for", "while", "do", "switch", "case", "default", "return", "goto",
            "break", "continue", "sizeof", "typeof"}
# What may follow `name(...)` at the start of a statement if it is a call and not a loop's macro.
AFTER_CALL = {";", ",", ".", "->", "=", "[", "(", ")", "}", ":", "?", "+", "-", "*", "/", "&", "|",
              "^", "%", "<", ">", "++", "--", "&&", "||"}


class Broken(Exception):
    """The text cannot be taken apart."""


class Token:
    __slots__ = ("kind", "text", "start", "end")

    def __init__(self, kind, text, start):
        self.kind, self.text, self.start, self.end = kind, text, start, start + len(text)


def branch_taken(word, rest):
    return not (word == "if" and rest.strip() == "0")


def tokenize(text):
    """All tokens of the code that is taken; directives decide, and are dropped."""
    tokens, at, taken, line_start = [], 0, [], True
    while at < len(text):
        if line_start and text[at] == "#":
            directive = DIRECTIVE.match(text, at)
            word, rest = directive.group(1), directive.group(2)
            if word in ("if", "ifdef", "ifndef"):
                taken.append(branch_taken(word, rest))
            elif word in ("else", "elif") and taken:
                taken[-1] = not taken[-1] if taken[-1] is not None else None
                if taken[-1] is False:
                    taken[-1] = None        # one was taken: no further one is
            elif word == "endif" and taken:
                taken.pop()
            at = directive.end()
            continue
        match = TOKEN.match(text, at)
        kind = match.lastgroup
        if kind == "space":
            line_start = line_start or "\n" in match.group()
        elif kind != "comment":
            line_start = False
            if all(taken):
                tokens.append(Token(kind, match.group(), at))
        at = match.end()
    return tokens


class Statement:
    """kind: block, if, loop, do, switch, macro-loop, return, goto, label, case, plain.

    first and last are token numbers (last is the one behind); cond is a range of tokens within
    the parentheses of if and loops. children: the statements of a block, or the controlled ones.
    """

    def __init__(self, kind, first, parent):
        self.kind, self.first, self.last, self.parent = kind, first, first, parent
        self.cond, self.children, self.label = None, [], None

    def walk(self):
        yield self
        for child in self.children:
            yield from child.walk()

    def siblings(self):
        return self.parent.children if self.parent and self.parent.kind == "block" else [self]

    def after(self):
        """The statements behind this one in its block."""
        siblings = self.siblings()
        return siblings[siblings.index(self) + 1:]

    def before(self):
        siblings = self.siblings()
        return siblings[:siblings.index(self)]

    def inside(self, kind):
        node = self.parent
        while node and node.kind != kind:
            node = node.parent
        return node


class Function:
    def __init__(self, source, name, header, first, last):
        self.source, self.name = source, name
        self.header, self.first, self.last = header, first, last     # token numbers; braces
        self.body, self.calls = None, []

    @property
    def start(self):
        return self.source.tokens[self.header].start

    @property
    def end(self):
        return self.source.tokens[self.last - 1].end

    def text(self):
        return self.source.text[self.start:self.end]

    def statements(self):
        return list(self.body.walk()) if self.body else []

    def words(self):
        return {t.text for t in self.source.tokens[self.header:self.last] if t.kind == "word"}

    def variables(self):
        """name -> type, of what is declared in a usual way: `struct x *name`, `dma_addr_t name`."""
        found = {}
        pattern = r"\b(struct\s+\w+\s*\*+|dma_addr_t|(?:unsigned\s+)?int|u32|size_t|void\s*\*)\s*"
        code = self.source.code(self.header, self.last)
        for match in re.finditer(pattern + r"(?:\w+\s*(?:=[^;,]*)?,\s*)*?(\w+)\s*[=;,)\[]", code):
            found.setdefault(match.group(2), " ".join(match.group(1).replace("*", " *").split()))
        return found


class Call:
    """A call of a function of the API within a function."""

    def __init__(self, function, api, name_token, args, end_token):
        self.function, self.api, self.name = function, api, api.name
        self.token, self.end_token = name_token, end_token       # end_token: the closing one
        self.args = args                                         # [(start, end)], offsets
        self.statement = None

    @property
    def source(self):
        return self.function.source

    @property
    def start(self):
        return self.source.tokens[self.token].start

    @property
    def end(self):
        return self.source.tokens[self.end_token].end

    def text(self):
        return self.source.text[self.start:self.end]

    def span(self, *roles):
        """The place of the first argument with one of these roles."""
        for role, place in zip(self.api.roles, self.args):
            if role in roles:
                return place
        return None

    def arg(self, *roles):
        place = self.span(*roles)
        return self.source.flat(*place) if place else None

    def is_statement(self):
        """Nothing else is in its statement: it can be dropped, moved, doubled."""
        s = self.statement
        return s is not None and s.kind == "plain" and s.first == self.token and \
            s.last == self.end_token + 2

    def target(self):
        """`x` of `x = call(...)`, `if ((x = call(...)))` and `T x = call(...)`."""
        tokens, at = self.source.tokens, self.token - 1
        if at < 1 or tokens[at].text != "=":
            return None
        begin = at
        depth = 0
        while begin > self.statement.first:
            text = tokens[begin - 1].text
            if text in CLOSE:
                depth += 1
            elif text in OPEN:
                if not depth:
                    break
                depth -= 1
            elif not depth and text in (";", "{", "}", ",", "=", "&&", "||", "?", ":"):
                break
            begin -= 1
        words = self.source.text[tokens[begin].start:tokens[at].start].strip()
        match = re.search(r"([\w.\->\[\]()&+* ]*)$", words)
        words = match.group(1).strip() if match else words
        declared = re.match(r"^(?:const |static )?(?:struct \w+|[A-Za-z_]\w*)(?: ?\*+ ?| +)(\w+)$",
                            words)
        return declared.group(1) if declared else words


class Source:
    """A file."""

    def __init__(self, path, text, api):
        self.path, self.text, self.api = path, text, api
        self.tokens = tokenize(text)
        self.starts = [t.start for t in self.tokens]
        self.newlines = [m.start() for m in re.finditer("\n", text)]
        self.pairs = self.match_brackets()
        self.functions = list(self.find_functions())
        for function in self.functions:
            self.take_apart(function)

    # -- places

    def line(self, offset):
        return bisect.bisect_left(self.newlines, offset) + 1

    def function_at(self, line):
        for function in self.functions:
            if self.line(function.start) <= line <= self.line(function.end):
                return function.name
        return None

    def code(self, first, last):
        """Tokens as text, one space between them."""
        return " ".join(t.text for t in self.tokens[first:last])

    def flat(self, start, end):
        """A piece of the file on one line."""
        return " ".join(re.sub(r"/\*.*?\*/|//[^\n]*", " ", self.text[start:end], flags=re.S).split())

    def statement_span(self, s):
        return self.tokens[s.first].start, self.tokens[s.last - 1].end

    def statement_text(self, s):
        return self.flat(*self.statement_span(s))

    # -- brackets, functions

    def match_brackets(self):
        pairs, stack = {}, []
        for i, token in enumerate(self.tokens):
            if token.kind != "mark":
                continue
            if token.text in OPEN:
                stack.append(i)
            elif token.text in CLOSE:
                while stack and OPEN.index(self.tokens[stack[-1]].text) != CLOSE.index(token.text):
                    stack.pop()
                if stack:
                    pairs[stack[-1]] = i
                    pairs[i] = stack.pop()
        return pairs

    def find_functions(self):
        i = 0
        previous_end = -1
        while i < len(self.tokens):
            token = self.tokens[i]
            if token.text in OPEN and token.kind == "mark":
                close = self.pairs.get(i)
                if close is None:
                    i += 1
                    continue
                if token.text == "{":
                    function = self.function_of(i, close, previous_end)
                    if function:
                        yield function
                    previous_end = close
                i = close + 1
                continue
            if token.text == ";":
                previous_end = i
            i += 1

    def function_of(self, brace, close, previous_end):
        at = brace - 1
        name = None
        while at > previous_end and self.tokens[at].text == ")":
            opening = self.pairs.get(at)
            if not opening or self.tokens[opening - 1].kind != "word":
                return None
            name = self.tokens[opening - 1].text
            at = opening - 2
        while at > previous_end and self.tokens[at].text != ")":
            at -= 1
        if at > previous_end and name and name.startswith("__"):     # foo(..) __acquires(x) {
            opening = self.pairs.get(at)
            if opening and self.tokens[opening - 1].kind == "word":
                name = self.tokens[opening - 1].text
        if not name or name in KEYWORDS or name == "__attribute__":
            return None
        return Function(self, name, previous_end + 1, brace, close + 1)

    # -- statements

    def take_apart(self, function):
        try:
            body, end = self.parse(function.first, None)
            if end != function.last:
                raise Broken
        except (Broken, IndexError, KeyError, RecursionError):
            return
        function.body = body
        self.find_calls(function)

    def expect(self, i, text):
        if self.tokens[i].text != text or (text in OPEN and i not in self.pairs):
            raise Broken
        return i

    def controlled(self, kind, i, parent):
        """`word (cond) statement`; returns it and what is behind."""
        s = Statement(kind, i, parent)
        opening = self.expect(i + 1, "(")
        close = self.pairs[opening]
        s.cond = (opening + 1, close)
        child, s.last = self.parse(close + 1, s)
        s.children.append(child)
        return s, s.last

    def parse(self, i, parent):
        text = self.tokens[i].text
        if text == "{":
            return self.parse_block(i, parent)
        if text == "if":
            s, i = self.controlled("if", i, parent)
            if self.tokens[i].text == "else":
                child, s.last = self.parse(i + 1, s)
                s.children.append(child)
            return s, s.last
        if text in LOOPS:
            return self.controlled("switch" if text == "switch" else "loop", i, parent)
        if text == "do":
            s = Statement("do", i, parent)
            child, i = self.parse(i + 1, s)
            s.children.append(child)
            self.expect(i, "while")
            close = self.pairs[self.expect(i + 1, "(")]
            s.cond = (i + 2, close)
            s.last = self.expect(close + 1, ";") + 1
            return s, s.last
        return self.parse_simple(i, parent)

    def parse_block(self, i, parent):
        s = Statement("block", i, parent)
        self.expect(i, "{")
        end = self.pairs[i]
        i += 1
        while i < end:
            child, i = self.parse(i, s)
            s.children.append(child)
        if i != end:
            raise Broken
        s.last = end + 1
        return s, s.last

    def parse_simple(self, i, parent):
        text = self.tokens[i].text
        kind = text if text in ("return", "goto") else "plain"
        s = Statement(kind, i, parent)
        if kind == "goto":
            s.label = self.tokens[i + 1].text
        elif text in ("case", "default"):
            s.kind = "case"
            while self.tokens[i].text != ":":
                i = self.pairs[i] + 1 if i in self.pairs else i + 1
            s.last = i + 1
            return s, s.last
        elif self.tokens[i].kind == "word" and text not in KEYWORDS:
            if self.tokens[i + 1].text == ":":
                s.kind, s.label, s.last = "label", text, i + 2
                return s, s.last
            if self.tokens[i + 1].text == "(" and i + 1 in self.pairs and \
                    self.tokens[self.pairs[i + 1] + 1].text not in AFTER_CALL:
                return self.controlled("macro-loop", i, parent)
        while self.tokens[i].text != ";":
            if self.tokens[i].text in CLOSE:
                raise Broken
            i = self.pairs[i] + 1 if self.tokens[i].text in OPEN else i + 1
        s.last = i + 1
        return s, s.last

    # -- calls

    def find_calls(self, function):
        owner = {}
        for s in function.body.walk():       # inner ones come later and win
            for i in range(s.first, s.last):
                owner[i] = s
        for i in range(function.first, function.last - 1):
            api = self.api.get(self.tokens[i].text)
            if api is None or self.tokens[i + 1].text != "(" or i + 1 not in self.pairs or \
                    self.tokens[i - 1].text in (".", "->"):
                continue
            args = self.arguments(i + 1)
            if len(args) != len(api.roles):
                continue
            call = Call(function, api, i, args, self.pairs[i + 1])
            call.statement = owner[i]
            function.calls.append(call)

    def arguments(self, opening):
        close, i = self.pairs[opening], opening + 1
        args, first = [], i
        while i <= close:
            if i == close or self.tokens[i].text == ",":
                if first < i:
                    args.append((self.tokens[first].start, self.tokens[i - 1].end))
                first = i + 1
                i += 1
            elif self.tokens[i].text in OPEN and i in self.pairs:
                i = self.pairs[i] + 1
            else:
                i += 1
        return args

    def calls(self, action=None, machine=None, family=None):
        for function in self.functions:
            for call in function.calls:
                if (action is None or call.api.action in action) and \
                        (machine is None or call.api.machine in machine) and \
                        (family is None or call.api.family in family):
                    yield call


class Api:
    def __init__(self, name, action, machine, family, roles, fails, inverse):
        self.name, self.action, self.machine, self.family = name, action, machine, family
        self.roles, self.fails, self.inverse = roles, fails, inverse


def read_api(path=os.path.join(ROOT, "rules", "api.def")):
    """rules/api.def: name -> row; of rows with one name the first."""
    row = re.compile(r'^DL_API\("(\w+)",\s*(\w+),\s*(\w+),\s*(\w+),\s*'
                     r'(?:A\d+\(([^)]*)\)|\w+),\s*(\w+),\s*(\w+),\s*(?:"(\w+)"|NULL)', re.M)
    api = {}
    with open(path, encoding="utf-8") as table:
        for m in row.finditer(table.read()):
            roles = [r.strip() for r in (m.group(5) or "").split(",") if r.strip()]
            api.setdefault(m.group(1), Api(m.group(1), m.group(2), m.group(3), m.group(4), roles,
                                           m.group(7), m.group(8)))
    return api
