#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Tests of what tools/agree is made of, and of what the scenarios cover. Takes the build directory."""
import os
import re
import subprocess
import sys
import tempfile
import unittest

import judges
import litcases
import messages
import scenario
import table
import uml

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
BUILD = ""
KNOWN = frozenset(["dma-double-unmap", "dma-unmap-size-mismatch", "dma-mapping-leak",
                   "dma-sync-on-coherent", "dma-unmap-device-mismatch"])


def catalogue():
    with open(os.path.join(ROOT, "rules", "catalog.def"), encoding="utf-8") as file:
        return dict(re.findall(r'^DL_RULE\((\w+), "([a-z0-9-]+)"', file.read(), re.M))


def all_scenarios():
    known = frozenset(catalogue().values())
    folder = os.path.join(ROOT, "test", "scenarios")
    return [scenario.parse(os.path.join(folder, name), known)
            for name in sorted(os.listdir(folder)) if name.endswith(".c")]


def parse_text(*lines):
    with tempfile.TemporaryDirectory() as place:
        path = os.path.join(place, "a-b.c")
        with open(path, "w", encoding="utf-8") as file:
            file.write("// SPDX-License-Identifier: X\n//\n" + "\n".join(lines) + "\n\nint x;\n")
        return scenario.parse(path, KNOWN)


class Parsing(unittest.TestCase):
    def test_one_rule_for_all(self):
        got = parse_text("// Twice.", "// expect: dma-double-unmap")
        self.assertEqual((got.name, got.summary), ("a-b", "Twice."))
        for judge in scenario.JUDGES:
            self.assertEqual(got.expected[judge].rules, {"dma-double-unmap"})

    def test_the_kernel_is_asked_only_what_it_can_see(self):
        got = parse_text("// Synced.", "// expect: dma-sync-on-coherent")
        self.assertEqual(got.expected["lint"].rules, {"dma-sync-on-coherent"})
        self.assertEqual(got.expected["kernel"].rules, frozenset())

    def test_a_difference_with_its_reason(self):
        got = parse_text("// Twice.", "// expect: dma-double-unmap",
                         "// kernel: nothing -- it is", "//   blind")
        self.assertEqual(got.expected["kernel"].rules, frozenset())
        self.assertEqual(got.expected["kernel"].reason, "it is blind")

    def test_a_judge_that_is_not_asked(self):
        got = parse_text("// Old.", "// expect: dma-double-unmap", "// kernel: not asked -- it is gone")
        self.assertEqual([got.expected[judge].asked for judge in scenario.JUDGES],
                         [True, True, False])
        self.assertEqual(got.expected["kernel"], (frozenset(), "it is gone", False))

    def test_what_is_refused(self):
        for lines in (["// No expectation."], ["// expect: dma-double-unmap"],
                      ["// A.", "// expect: dma-no-such-rule"],
                      ["// A.", "// expect: nothing", "// shim: dma-double-unmap"],
                      ["// A.", "// expect: nothing", "// kernel: not asked"],
                      ["// A.", "// expect: nothing", "// shim: dma-double-unmap --"]):
            with self.assertRaises(scenario.BadScenario):
                parse_text(*lines)


SIZE = "DMA-API: scenario 0000:00:00.0: device driver frees DMA memory with different size"
FOREIGN = "DMA-API: scenario 0000:00:00.0: device driver tries to free DMA memory it has not allocated"
PENDING = ("DMA-API: pci 0000:00:00.0: device driver has pending DMA allocations while released "
           "from device [count=1]")
END = "scenario: end a-b"


def weigh(expect, *log):
    got = parse_text("// A.", *expect.split("\n"))
    return judges.weigh(list(log), got).agrees


class Kernel(unittest.TestCase):
    def test_message_and_rule(self):
        self.assertTrue(weigh("// expect: dma-unmap-size-mismatch", SIZE, END))
        self.assertFalse(weigh("// expect: dma-double-unmap", SIZE, END))

    def test_silence(self):
        self.assertTrue(weigh("// expect: nothing", END))
        self.assertFalse(weigh("// expect: nothing", SIZE, END))
        self.assertFalse(weigh("// expect: dma-unmap-size-mismatch", END))

    def test_the_first_message_decides(self):
        self.assertTrue(weigh("// expect: dma-unmap-device-mismatch", FOREIGN, PENDING, END))
        self.assertFalse(weigh("// expect: dma-unmap-device-mismatch", PENDING, FOREIGN, END))

    def test_what_nobody_knows(self):
        unknown = "DMA-API: scenario 0000:00:00.0: device driver plays the fool"
        self.assertFalse(weigh("// expect: nothing", unknown, END))

    def test_no_end(self):
        self.assertFalse(weigh("// expect: nothing", "something"))

    def test_each_message_of_dma_debug_is_read(self):
        said = ["cacheline tracking EEXIST, overlapping mappings aren't supported",
                "exceeded 7 overlapping mappings of cacheline 0x1",
                "device driver tries to free an invalid DMA memory address",
                "device driver frees DMA memory with wrong function [mapped as single]",
                "device driver frees DMA memory with different CPU address",
                "device driver frees DMA sg list with different entry count",
                "device driver frees DMA memory with different direction",
                "device driver failed to check map error[device address=0x1]",
                "device driver maps memory from stack [addr=0x1]",
                "device driver maps memory from kernel text or rodata [addr=0x1]",
                "device driver maps memory from invalid area [addr=0x1]",
                "device driver maps memory from vmalloc area [addr=0x1]",
                "device driver tries to sync DMA memory it has not allocated",
                "device driver syncs DMA memory outside allocated range",
                "device driver syncs DMA memory with different direction",
                "device driver syncs device read-only DMA memory for cpu",
                "device driver syncs device write-only DMA memory to device",
                "device driver syncs DMA sg list with different entry count",
                "mapping sg segment longer than device claims to support",
                "mapping sg segment across boundary"]
        for text in said:
            self.assertEqual(len(messages.read(["DMA-API: card: " + text])), 1, text)


class LitCases(unittest.TestCase):
    """What litcases.py makes of what the program says, and of its table."""

    def test_what_happens_without_the_function_is_not_its_doing(self):
        said = ("report a_bad dma-x\nprepared a_bad dma-y\nprepared a_bad dma-z\n"
                "control a_bad dma-z\nreport b_bad dma-w\nreport a_bad signal-6\n")
        told = litcases.sort_out(said, "a_bad", True)
        self.assertEqual(told.rules, {"dma-x", "dma-y", "signal-6"})
        self.assertEqual((told.ends, told.left, told.stays), (True, False, False))

    def complaints(self, reason, right):
        case = ("dma-x", "bad.c:a_bad")
        told = {case: litcases.Told(set(), False, False, False, True, "")}
        known = {case: reason} if reason else {}
        wrong = {} if right else {case: litcases.reason_of(case[1], told[case])}
        return list(litcases.complaints(told, wrong, litcases.Rules({}, {}, {}, known)))

    def test_a_stale_reason_is_a_complaint(self):
        self.assertEqual(self.complaints("path", right=False), [])
        self.assertEqual(self.complaints("", right=True), [])
        self.assertEqual(len(self.complaints("half", right=False)), 1)
        self.assertEqual(len(self.complaints("", right=False)), 1)
        self.assertEqual(len(self.complaints("path", right=True)), 1)

    def test_a_rule_that_nothing_shows(self):
        told = {("dma-x", "bad.c:a_bad"): None, ("dma-x", "bad.c:b_bad"): None,
                ("dma-y", "bad.c:a_bad"): None, ("dma-y", "good.c:a_good"): None}
        self.assertEqual(litcases.unseen_rules(told, {("dma-x", "bad.c:a_bad"): "path"}), [])
        self.assertEqual(litcases.unseen_rules(told, {("dma-y", "bad.c:a_bad"): "path"}), ["dma-y"])


class Table(unittest.TestCase):
    def results(self, kernel):
        each = parse_text("// A.", "// expect: dma-double-unmap")
        verdicts = {name: judges.Verdict(True, "dma-double-unmap") for name in ("lint", "shim")}
        if kernel:
            verdicts["kernel"] = judges.Verdict(True, kernel)
        return [table.Result(each, verdicts)]

    def test_rows_without_the_kernel(self):
        one, other = (table.without_kernel(table.document(self.results(said)))
                      for said in ("not allocated", "?"))
        self.assertEqual(one, other)
        self.assertIn("| a-b | dma-double-unmap | dma-double-unmap | dma-double-unmap ", one)

    def test_who_is_not_asked(self):
        each = parse_text("// A.", "// expect: dma-double-unmap", "// kernel: not asked -- it is gone")
        said = judges.Verdict(True, "dma-double-unmap")
        results = [table.Result(each, {"lint": said, "shim": said})]
        self.assertEqual(table.count(results, "kernel"), (0, 0, 0, 0))
        self.assertIn("| dma-double-unmap | not asked |", table.document(results))
        self.assertIn("- a-b: it is gone", table.document(results))

    def test_wrong_is_not_agreed(self):
        result = self.results("nothing")[0]
        result.verdicts["kernel"] = judges.Verdict(False, "nothing")
        self.assertEqual(table.count([result], "kernel"), (1, 0, 0, 1))
        self.assertEqual(table.seen_by_kernel([result]), (1, 0))
        self.assertEqual(len(list(table.wrongs([result]))), 1)


class Coverage(unittest.TestCase):
    def test_enough_of_both_kinds(self):
        rules = [bool(each.rule) for each in all_scenarios()]
        self.assertGreaterEqual(len(rules), 120)
        self.assertGreaterEqual(rules.count(False), 30)

    def test_each_violation_of_the_lifecycle(self):
        with open(os.path.join(ROOT, "rules", "lifecycle.def"), encoding="utf-8") as file:
            named = set(re.findall(r"BAD\(\w+, (\w+)\)", file.read().partition("DL_ROW")[2]))
        covered = set().union(*(each.rule for each in all_scenarios()))
        ids = catalogue()
        self.assertEqual({ids[name] for name in named} - covered, set())

    def test_each_message_has_rules_of_the_catalogue(self):
        ids = set(catalogue().values())
        for entry in messages.MESSAGES:
            self.assertEqual(entry.rules - ids, set(), entry.name)

    def test_each_rule_that_the_kernel_sees_has_a_scenario(self):
        seen = set().union(*(entry.rules for entry in messages.MESSAGES))
        covered = set().union(*(each.rule for each in all_scenarios()))
        self.assertEqual(seen - covered, set())


class Command(unittest.TestCase):
    def agree(self, *arguments):
        return subprocess.run([os.path.join(ROOT, "tools", "agree"), "--build", BUILD, *arguments],
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, check=False)

    def write(self, place, expect, size):
        path = os.path.join(place, "own.c")
        with open(os.path.join(ROOT, "test/scenarios/unmap-size-smaller.c"), encoding="utf-8") as file:
            text = file.read()
        with open(path, "w", encoding="utf-8") as file:
            file.write(text.replace("dma-unmap-size-mismatch", expect).replace("256", size))
        return path

    def test_a_scenario_from_elsewhere(self):
        with tempfile.TemporaryDirectory() as place:
            path = self.write(place, "dma-unmap-size-mismatch", "128")
            done = self.agree("--no-kernel", path)
            self.assertEqual(done.returncode, 0, done.stdout)

    def test_a_disagreement(self):
        with tempfile.TemporaryDirectory() as place:
            path = self.write(place, "dma-unmap-size-mismatch", "512")
            done = self.agree("--no-kernel", path)
            self.assertEqual(done.returncode, 1, done.stdout)
            self.assertIn("own.c: lint says nothing; expected: dma-unmap-size-mismatch", done.stdout)
            self.assertIn("own.c: shim says nothing; expected: dma-unmap-size-mismatch", done.stdout)

    def test_what_does_not_compile(self):
        with tempfile.TemporaryDirectory() as place:
            done = self.agree("--no-kernel", self.write(place, "dma-unmap-size-mismatch", "}"))
            self.assertEqual(done.returncode, 1, done.stdout)
            self.assertIn("shim says does not compile", done.stdout)

    def test_bad_input(self):
        with tempfile.TemporaryDirectory() as place:
            done = self.agree("--no-kernel", self.write(place, "dma-no-such-rule", "256"))
            self.assertEqual(done.returncode, 2, done.stdout)
            self.assertIn("own.c: there is no rule 'dma-no-such-rule'", done.stdout)
        self.assertEqual(self.agree("--no-kernel", "/does/not/exist.c").returncode, 2)
        done = self.agree("--kernel", "--kernel-source", "/does/not/exist.tar.xz")
        self.assertEqual(done.returncode, 2)
        self.assertIn("linux-source", done.stdout)


class Keys(unittest.TestCase):
    def test_another_source_is_another_kernel(self):
        with tempfile.NamedTemporaryFile() as one:
            first = uml.key(one.name)
            one.write(b"more")
            one.flush()
            self.assertNotEqual(first, uml.key(one.name))


if __name__ == "__main__":
    BUILD = sys.argv.pop(1)
    unittest.main()
