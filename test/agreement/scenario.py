# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Scenarios: their files, and what their first comment says each judge should say.

    // Unmapped with half of the length that was mapped.
    // expect: dma-unmap-attrs-mismatch
    // kernel: nothing -- dma-debug keeps no attributes

"expect" names the rule, or "nothing". A line for one judge ("lint", "shim", "kernel") says where it
differs, and why: what comes after "--" is the explanation that docs/agreement.md shows. Several
rules are set apart by commas. "not asked" instead of a rule leaves the judge out: what the scenario
needs does not exist there. The kernel says which message it has, not which rule: it agrees when
its messages can mean the rule (messages.py), and by itself nothing is expected of it for a rule that
has no message.
"""
import collections
import os
import re

import messages

JUDGES = ("lint", "shim", "kernel")
NOTHING = "nothing"
NOT_ASKED = "not asked"
FIELD = re.compile(r"//\s*(expect|lint|shim|kernel):\s*(.*)")

Expectation = collections.namedtuple("Expectation", "rules reason asked", defaults=[True])
Scenario = collections.namedtuple("Scenario", "name path summary rule expected")


class BadScenario(Exception):
    """The file's first comment is not what it should be."""


def first_comment(text):
    lines = []
    for line in text.split("\n"):
        if not line.startswith("//"):
            break
        if not line.startswith("// SPDX"):
            lines.append(line)
    return lines


def split_comment(lines):
    """The sentences, and the fields; a field's text may go on in the next lines, indented."""
    summary, fields = [], {}
    for line in lines:
        match = FIELD.match(line)
        if match:
            last = match.group(1)
            fields[last] = match.group(2)
        elif fields and re.match(r"//\s{3,}\S", line):
            fields[last] += " " + line[2:].strip()
        elif line[2:].strip():
            summary.append(line[2:].strip())
    return " ".join(summary), fields


def parse_rules(text, known):
    rules = frozenset(word.strip() for word in text.split(",")) - {NOTHING}
    for rule in rules - known:
        raise BadScenario(f"there is no rule '{rule}'")
    return rules


def parse_expectation(text, known):
    rules, dashes, reason = text.partition("--")
    if not dashes or not reason.strip():
        raise BadScenario(f"'{text}' gives no reason after '--'")
    if rules.strip() == NOT_ASKED:
        return Expectation(frozenset(), reason.strip(), asked=False)
    return Expectation(parse_rules(rules, known), reason.strip())


def default_expectation(judge, rules):
    if judge == "kernel":
        rules = frozenset(rule for rule in rules if messages.can_see(rule))
    return Expectation(rules, "")


def parse(path, known):
    with open(path, encoding="utf-8") as file:
        summary, fields = split_comment(first_comment(file.read()))
    if "expect" not in fields:
        raise BadScenario("no '// expect:' in the first comment")
    if not summary:
        raise BadScenario("the first comment does not say what happens")
    rules = parse_rules(fields.pop("expect"), known)
    expected = {judge: default_expectation(judge, rules) for judge in JUDGES}
    expected.update({judge: parse_expectation(text, known) for judge, text in fields.items()})
    name = os.path.splitext(os.path.basename(path))[0]
    return Scenario(name, path, summary, rules, expected)
