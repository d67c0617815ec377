#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The mutation tool on a driver of its own (example/card.c): no kernel is needed.

    test/mutation/test_mutation.py BUILD

That every operator finds a place and leaves code that parses; that verdicts mean something: what
changes nothing is not killed, what is wrong C is invalid, what is not compiled is equivalent.
"""
import json
import os
import re
import subprocess
import sys
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
sys.path.insert(0, HERE)
sys.dont_write_bytecode = True

import argparse    # noqa: E402
import batch    # noqa: E402
import csource    # noqa: E402
import operators    # noqa: E402
import plan as planning    # noqa: E402
import report    # noqa: E402
import runner    # noqa: E402
from operators import tools    # noqa: E402

EXAMPLE = os.path.join(HERE, "example", "card.c")
API = csource.read_api()
BUILD = None

# Killed since this tool exists: if one survives in the example, something broke.
SURE = ("map-stack", "direction-none", "sync-direction", "unmap-direction", "map-direction",
        "unmap-doubled", "unmap-on-failure", "unmap-size-doubled", "map-test-dropped",
        "map-test-not-handle", "sg-test-dropped", "sg-test-negative", "sg-unmap-mapped-count",
        "unmap-dropped-on-error", "goto-too-low", "sync-after-unmap", "alloc-test-dropped")


def source_of(text):
    return csource.Source("/nowhere/x.c", text, API)


class Reading(unittest.TestCase):
    """csource.py"""

    def test_only_code_in_functions_counts(self):
        s = source_of("#define M(x) dma_unmap_single(x, 1, 2, DMA_NONE)\n"
                      "/* void a(void) { dma_unmap_single(d, h, 1, 2); } */\n"
                      "int x = sizeof(dma_unmap_single(d, h, 1, 2));\n"
                      "void f(void)\n{\n\tputs(\"dma_unmap_single(d, h, 1, 2)\");\n"
                      "\t// dma_unmap_single(d, h, 1, 2);\n"
                      "\tdma_unmap_single(d, h, 1, 2);\n}\n")
        self.assertEqual([(c.name, s.line(c.start)) for c in s.calls()], [("dma_unmap_single", 8)])

    def test_one_branch_of_a_condition_is_seen(self):
        s = source_of("void f(void)\n{\n#ifdef A\n\tif (x) {\n#else\n\tif (y) {\n#endif\n\t\tg();\n\t}\n"
                      "#if 0\n\tif (z) {\n#endif\n}\nint g(void)\n{\n\treturn 1;\n}\n")
        self.assertEqual([f.name for f in s.functions if f.body], ["f", "g"])

    def test_functions_and_lines(self):
        s = source_of("struct s { int a; };\nstatic int f(int a)\n\t__must_hold(lock)\n{\n\treturn a;\n}\n"
                      "static const struct s t = { .a = 1 };\n\nvoid g(void) { }\n")
        self.assertEqual([f.name for f in s.functions], ["f", "g"])
        self.assertEqual([s.function_at(n) for n in (1, 5, 7, 9)], [None, "f", None, "g"])

    def test_statements(self):
        s = source_of("int f(void)\n{\n\tlist_for_each(a, b)\n\t\tif (x)\n\t\t\tgoto out;\n\t\telse do {\n"
                      "\t\t\ty();\n\t\t} while (z);\n\tswitch (x) {\n\tcase 1 ? 2 : 3:\n\t\tbreak;\n\t}\n"
                      "out:\n\treturn 0;\n}\n")
        self.assertEqual([child.kind for child in s.functions[0].body.children],
                         ["macro-loop", "switch", "label", "return"])

    def test_what_cannot_be_taken_apart_is_left_alone(self):
        s = source_of("void f(void)\n{\n\tif (x) { g(; }\n}\nvoid h(void)\n{\n\tk();\n}\n")
        self.assertEqual([f.name for f in s.functions if f.body], ["h"])

    def test_the_last_name_of_a_handle(self):
        for text, name in (("ring->buf[i].dma", "dma"), ("*(dma_addr_t *)p", "p"), ("&r->head", "head"),
                           ("dma_unmap_addr(tx, mapping)", "mapping"), ("le32_to_cpu(d->addr)", "addr"),
                           ("(dma_addr_t)x->phys", "phys"), ("base + off", "base")):
            self.assertEqual(tools.tail(text), name, text)


class Operators(unittest.TestCase):
    def test_each_has_a_place_in_the_example(self):
        with open(EXAMPLE, encoding="utf-8") as file:
            source = csource.Source(EXAMPLE, file.read(), API)
        for op in operators.OPERATORS.values():
            mutants = [m for m in op.function(source) if m]
            self.assertTrue(mutants, op.name + " finds no place")
            for m in mutants:
                self.assertNotEqual(m.text(), source.text, op.name)
                self.assertEqual(m.text().count("\n"), source.text.count("\n"), op.name)

    def places(self, name, body):
        text = f"int f(struct device *d, struct scatterlist *sg, struct sg_table *t, int n)\n{{\n{body}}}\n"
        return [m.line for m in operators.OPERATORS[name].function(source_of(text)) if m]

    def test_one_entry_has_one_length(self):
        body = "\tint k = dma_map_sg(d, sg, %s, DMA_TO_DEVICE);\n\tg(sg_dma_address(sg), sg_dma_len(sg));\n"
        self.assertEqual(self.places("sg-length", body % "n"), [4])
        self.assertEqual(self.places("sg-length", body % "1"), [])

    def test_whether_there_is_an_entry_either_length_says(self):
        body = "\tint k = dma_map_sg(d, sg, n, DMA_TO_DEVICE);\n\tif (sg_dma_len(sg) == 0)\n" \
               "\t\treturn sg_dma_address(sg);\n"
        self.assertEqual(self.places("sg-length", body), [])

    def test_counts_of_a_table_differ_once_one_is_stored(self):
        body = "\tint k = dma_map_sg(d, t->sgl, t->orig_nents, DMA_TO_DEVICE);\n%s"
        self.assertEqual(self.places("sgt-nents", body % ""), [])
        self.assertEqual(self.places("sgt-nents", body % "\tt->nents = k;\n"), [3])
        made = "\tsg_alloc_table(t, n, GFP_KERNEL);\n"
        self.assertEqual(self.places("sgt-nents", made + body % "\tt->nents = k;\n"), [])

    def test_a_map_is_for_the_device_already(self):
        body = "\tdma_addr_t h = dma_map_single(d, sg, n, DMA_TO_DEVICE);\n%s" \
               "\tdma_sync_single_for_device(d, h, n, DMA_TO_DEVICE);\n"
        cpu = "\tdma_sync_single_for_cpu(d, h, n, DMA_TO_DEVICE);\n"
        self.assertEqual(self.places("sync-device-dropped", body % ""), [])
        self.assertEqual(self.places("sync-device-dropped", body % cpu), [5])

    def test_what_was_not_mapped_is_not_forgotten(self):
        body = "\tdma_addr_t h = dma_map_single(d, sg, n, DMA_TO_DEVICE);\n" \
               "\tif (dma_mapping_error(d, h))\n\t\tgoto unmap;\n%s\treturn 0;\nunmap:\n" \
               "\tdma_unmap_single(d, h, n, DMA_TO_DEVICE);\nout:\n\treturn -EIO;\n"
        self.assertEqual(self.places("goto-too-low", body % ""), [])
        self.assertEqual(self.places("goto-too-low", body % "\tif (n)\n\t\tgoto unmap;\n"), [7])

    def test_a_loop_that_undoes_one_thing_is_no_unwinding(self):
        body = "\tdma_addr_t h = dma_map_single(d, sg, n, DMA_TO_DEVICE);\n\tint i;\n\n" \
               "\tfor (i = 0; i < n; i++) {\n\t\t%sdma_unmap_single(d, h, n, DMA_TO_DEVICE);\n\t}\n"
        self.assertEqual(self.places("unwind-off-by-one", body % ""), [])
        self.assertEqual(self.places("unwind-off-by-one", body % "h += n;\n\t\t"), [6])

    def test_what_is_printed_does_no_harm(self):
        body = "\tint k = dma_map_sg(d, sg, n, DMA_TO_DEVICE);\n\t%s(d, sg_dma_address(sg), sg_dma_len(sg));\n"
        self.assertEqual(self.places("sg-length", body % "give"), [4])
        self.assertEqual(self.places("sg-length", body % "dev_dbg"), [])

    def test_a_handle_is_used_behind_its_test(self):
        body = "\tdma_addr_t h = dma_map_single(d, sg, n, DMA_TO_DEVICE);\n%s" \
               "\tif (dma_mapping_error(d, h))\n\t\treturn -EIO;\n%s" \
               "\tdma_unmap_single(d, h, n, DMA_TO_DEVICE);\n"
        self.assertEqual(self.places("unmap-before-use", body % ("\tg(h);\n", "")), [])
        self.assertEqual(self.places("unmap-before-use", body % ("", "\th = next(sg);\n")), [])
        self.assertEqual(self.places("unmap-before-use", body % ("", "\tg(h);\n")), [7])

    def test_what_serves_the_next_attempt_is_not_lost(self):
        body = "\t%st->p = dma_alloc_coherent(d, n, &h, GFP_KERNEL);\n\tif (n > 4)\n\t\tgoto err;\n" \
               "\treturn 0;\nerr:\n\tdma_free_coherent(d, n, t->p, h);\nout:\n\treturn -EIO;\n"
        for name, line in (("free-dropped-on-error", 8), ("goto-too-low-alloc", 5)):
            self.assertEqual(self.places(name, body % ""), [line], name)
            self.assertEqual(self.places(name, body % "if (!t->p) "), [], name)

    def test_an_unmap_that_asks_whether_the_map_failed_does_no_harm(self):
        body = "\tdma_addr_t h = dma_map_single(d, sg, n, DMA_TO_DEVICE);\n" \
               "\tif (dma_mapping_error(d, h))\n\t\tgoto out;\n\treturn 0;\nunmap:\n" \
               "\t%sdma_unmap_single(d, h, n, DMA_TO_DEVICE);\nout:\n\treturn -EIO;\n"
        self.assertEqual(self.places("goto-too-high", body % ""), [5])
        self.assertEqual(self.places("goto-too-high", body % "if (!dma_mapping_error(d, h)) "), [])

    def test_managed_memory_goes_with_its_device(self):
        body = "\tt->p = %s_alloc_coherent(d, n, &h, GFP_KERNEL);\n\tif (n > 4)\n\t\tgoto err;\n\treturn 0;\n" \
               "err:\n\t%s_free_coherent(d, n, t->p, h);\nout:\n\treturn -EIO;\n"
        for name, line in (("free-dropped-on-error", 8), ("goto-too-low-alloc", 5)):
            self.assertEqual(self.places(name, body % ("dma", "dma")), [line], name)
            self.assertEqual(self.places(name, body % ("dmam", "dmam")), [], name)

    def test_a_managed_pool_goes_with_its_device(self):
        body = "\tt->p = %spool_create(\"p\", d, n, 8, 0);\n\tif (n > 4)\n\t\tgoto err;\n\treturn 0;\n" \
               "err:\n\t%spool_destroy(t->p);\n\treturn -EIO;\n"
        self.assertEqual(self.places("pool-destroy-dropped-on-error", body % ("dma_", "dma_")), [8])
        self.assertEqual(self.places("pool-destroy-dropped-on-error", body % ("dmam_", "dmam_")), [])

    def test_rules_are_rule_ids(self):
        with open(os.path.join(ROOT, "rules", "catalog.def"), encoding="utf-8") as file:
            known = set(re.findall(r'"(dma-[a-z-]+)"', file.read()))
        for op in operators.OPERATORS.values():
            self.assertEqual(set(op.rules) - known, set(), op.name)


class Runs(unittest.TestCase):
    """The worker and dma-lint, on the example."""

    def setUp(self):
        if not os.access(os.path.join(BUILD, "bin", "dma-lint-worker"), os.X_OK):
            self.skipTest("no worker in this build")
        self.directory = tempfile.TemporaryDirectory()
        self.addCleanup(self.directory.cleanup)
        self.file = EXAMPLE

    def at(self, *names):
        return os.path.join(self.directory.name, *names)

    def database(self, path):
        with open(self.at("compile_commands.json"), "w", encoding="utf-8") as file:
            json.dump([{"directory": self.directory.name, "file": path, "arguments": [
                "clang", "-I" + os.path.join(ROOT, "runtime-shim", "include"), "-c", path]}], file)

    def mutate(self, *args):
        return subprocess.run(
            [sys.executable, os.path.join(HERE, "mutate"), "-p", self.directory.name,
             "-o", self.at("out"), "--build", BUILD, *args],
            capture_output=True, text=True, check=False)

    def results(self):
        with open(self.at("out", "results.jsonl"), encoding="utf-8") as file:
            return {row["name"]: row for row in map(json.loads, file)}

    def judge(self, path, *mutants):
        """Verdicts of mutants given as (text to replace, text), through the runner itself."""
        self.database(path)
        args = argparse.Namespace(out=self.at("out"), build=BUILD, keep_ir=False, options=[], jobs=1,
                                  module_units=20, timeout=120, fresh=False, report=False)
        entries = planning.read_database(self.directory.name)
        entry = entries[os.path.realpath(path)]
        source = planning.read_source(entry, API)
        op = tools.Operator("by-hand", ("dma-unmap-size-mismatch",), Runs)
        plan = []
        for number, (old, new) in enumerate(mutants):
            at = source.text.index(old)
            mutant = tools.Mutant(source, at, [(at, at + len(old), new)])
            plan.append(planning.Candidate(f"by-hand#{number}", entry, source, op, mutant))
        run = runner.Runner(entries, args, self.directory.name)
        results = run.run(plan, {}, lambda *_: None)
        report.write(run.out, plan, results, {"by-hand": len(plan)})
        return [results[c.name]["verdict"] for c in plan]

    def test_verdicts_can_fail(self):
        path = self.at("x.c")
        with open(path, "w", encoding="utf-8") as file:
            file.write("#include <linux/dma-mapping.h>\n#include <linux/io.h>\n"
                       "int f(struct device *d, void *p, void __iomem *r)\n{\n"
                       "\tdma_addr_t h = dma_map_single(d, p, 64, DMA_TO_DEVICE);\n\n"
                       "\tif (dma_mapping_error(d, h))\n\t\treturn -ENOMEM;\n\twriteq(h, r);\n"
                       "\tdma_unmap_single(d, h, 64, DMA_TO_DEVICE);\n"
                       "#ifdef NEVER\n\tdma_unmap_single(d, h, 32, DMA_TO_DEVICE);\n#endif\n"
                       "\treturn 0;\n}\n")
        verdicts = self.judge(
            path,
            ("h, 64, DMA", "h, 65, DMA"),               # a misuse, found
            ("h, 64, DMA", "h, 32 + 32, DMA"),          # the same size
            ("p, 64, DMA_TO_DEVICE", "p, 64, DMA_NONE"),  # a misuse, but not one of this rule
            ("h, 64, DMA", "h, nothing, DMA"),          # no C
            ("h, 32, DMA", "h, 33, DMA"))               # not compiled
        self.assertEqual(verdicts, ["killed", "survived", "survived", "invalid", "equivalent"])
        with open(os.path.join(self.at("out"), "survivors.txt"), encoding="utf-8") as file:
            self.assertIn("+\tdma_unmap_single(d, h, 32 + 32, DMA_TO_DEVICE);", file.read())

    def test_a_batch_is_what_single_parses_are(self):
        """IR out of a common parse says what that of the mutant alone says."""
        self.database(EXAMPLE)
        args = argparse.Namespace(out=self.at("out"), build=BUILD, keep_ir=False, options=[], jobs=1,
                                  module_units=20, timeout=120, fresh=False, report=False, files=[EXAMPLE], seed=1,
                                  sample=0, per_operator=2, per_file=2, operators=None)
        entries = planning.read_database(self.directory.name)
        plan, _, _, root = planning.make_plan(entries, args)
        run = runner.Runner(entries, args, root)
        entry, source = plan[0].entry, plan[0].source
        together = batch.Batch(source, [c for c in plan if c.operator.name in SURE])
        ir, said = run.lower(entry, together.text)
        self.assertIsNone(said)
        original, mutants = together.take_apart(ir)
        alone, _ = run.lower(entry, source.text)
        for name in {f.name for f in source.functions}:
            self.assertEqual(batch.body_of(original, name), batch.body_of(alone, name))
        for number in sorted(mutants)[::5]:
            single, _ = run.lower(entry, together.candidates[number].mutant.text())
            for name in {f.name for f in source.functions}:
                self.assertEqual(lines_of(batch.body_of(mutants[number], name)),
                                 lines_of(batch.body_of(single, name)))

    def test_the_example(self):
        """Everything once, and again: nothing is invalid, the sure ones are killed."""
        self.database(EXAMPLE)
        first = self.mutate("--per-operator=1", EXAMPLE)
        self.assertEqual(first.returncode, 0, first.stderr)
        results = self.results()
        self.assertEqual([n for n, r in results.items() if r["verdict"] == "invalid"], [])
        again = self.mutate("--per-operator=1", EXAMPLE)
        self.assertEqual((again.returncode, again.stdout), (0, first.stdout))
        self.assertEqual(self.results(), results, "a second run has nothing to do")

    def test_sure_ones(self):
        self.database(EXAMPLE)
        run = self.mutate("--per-operator=0", "--per-file=0", "--operators=" + ",".join(SURE),
                          "--least=50", EXAMPLE)
        self.assertEqual(run.returncode, 0, run.stdout + run.stderr)
        results = self.results()
        for name in SURE:
            verdicts = [r["verdict"] for n, r in results.items() if f":{name}" in n]
            self.assertIn("killed", verdicts, name)
        self.assertEqual(self.mutate("--per-operator=0", "--per-file=0", "--least=100.1",
                                     "--operators=" + ",".join(SURE), EXAMPLE).returncode, 1)

    def test_seeds(self):
        self.database(EXAMPLE)
        names = [self.mutate("--dry-run", "--per-operator=1", f"--seed={n}", EXAMPLE).stdout
                 for n in (1, 1, 2)]
        self.assertEqual(names[0], names[1])
        self.assertNotEqual(names[0], names[2])

    def test_what_cannot_be_done_is_said(self):
        self.assertEqual(self.mutate().returncode, 2)       # no database
        self.database(EXAMPLE)
        for args in (["/nowhere.c"], ["--operators=no-such", EXAMPLE], ["--build=/nowhere", EXAMPLE]):
            run = self.mutate(*args)
            self.assertEqual((run.returncode, run.stderr.startswith("mutate: error: ")), (2, True))


def lines_of(body):
    """A body without columns (edits move them) and without numbers of values."""
    return [line.split(":")[0] if " at " not in line else line.rsplit(":", 1)[0]
            for line in body.split("\n")] if body else None


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    BUILD = os.path.abspath(sys.argv.pop(1))
    unittest.main()
