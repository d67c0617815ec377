# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs mutants: the worker parses each, dma-lint looks at the unit and its module.

A mutant is a copy of the file in a directory of its own; #include "..." still finds what lies beside
the original. Its IR gets the original's path, so findings compare by place. IR is kept, by content:
to lint again costs no parse. dma-lint runs once for each mutant, over the mutant and the other units
of its module as they are (those with the same KBUILD_MODNAME in the database), never over two
mutants at once. It is dma-lint itself that runs; its worker is replaced by one that prints kept IR.
batch.py has how the mutants of a file are parsed together.
"""
import collections
import concurrent.futures
import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import threading
import time

import batch

HERE = os.path.dirname(os.path.abspath(__file__))
FINDING = re.compile(r"^(?P<file>\S[^:]*):(?P<line>\d+):\d+: (?:warning|error): (?P<text>.*) "
                     r"\[(?P<rule>dma-[a-z-]+)\]$")
TRIES = 6                       # parses of a file, each without what was wrong in the last one
PLACE = re.compile(rb" at \d+:\d+| end \d+:\d+|:\d+:\d+")
PARSED, NOT_PARSED = 0, 67      # checker/clang/protocol.h: DL_WORKER_OK, DL_WORKER_PARSE


class RunError(Exception):
    """Something of ours failed; the run ends."""


def digest(*parts):
    h = hashlib.sha1()
    for part in parts:
        h.update(part if isinstance(part, bytes) else part.encode("utf-8", "surrogateescape"))
        h.update(b"\0")
    return h.hexdigest()[:20]


def digest_file(path):
    with open(path, "rb") as file:
        return digest(file.read())


class Runner:
    def __init__(self, entries, args, root):
        self.entries, self.args, self.root = entries, args, root
        self.out = os.path.realpath(args.out)
        self.worker = os.path.join(args.build, "bin", "dma-lint-worker")
        self.lint = os.path.join(args.build, "bin", "dma-lint")
        for program in (self.worker, self.lint):
            if not os.access(program, os.X_OK):
                raise RunError(f"{program}: not there (--build)")
        os.makedirs(os.path.join(self.out, "ir"), exist_ok=True)
        self.lock = threading.Lock()
        self.once = {}
        self.running = True
        self.modules = collections.defaultdict(list)
        for entry in entries.values():
            self.modules[entry.module].append(entry)
        self.stamp = "" if args.report else self.use_stamp()

    def use_stamp(self):
        """What results depend on. IR of another worker goes, unless it is to be kept."""
        worker = digest_file(self.worker)
        path = os.path.join(self.out, "ir", "WORKER")
        old = open(path, encoding="utf-8").read() if os.path.exists(path) else worker
        if old != worker and not self.args.keep_ir:
            shutil.rmtree(os.path.join(self.out, "ir"))
            os.makedirs(os.path.join(self.out, "ir"))
        with open(path, "w", encoding="utf-8") as file:
            file.write(worker if not self.args.keep_ir else old)
        return digest(old if self.args.keep_ir else worker, digest_file(self.lint),
                      *self.args.options)

    def only_once(self, key, function):
        """Several threads want one thing: the first one makes it."""
        with self.lock:
            mine = key not in self.once
            if mine:
                self.once[key] = concurrent.futures.Future()
            future = self.once[key]
        if mine:
            try:
                future.set_result(function())
            except BaseException as error:      # whoever waits has to hear of it, too
                future.set_exception(error)
        return future.result()

    # -- IR

    def kept(self, entry, text):
        return os.path.join(self.out, "ir", digest(entry.path, *entry.arguments, text) + ".gz")

    def parse(self, entry, text):
        """The IR of a text in place of entry's file: (path of the IR, None) or (None, error)."""
        kept = self.kept(entry, text)
        if os.path.exists(kept):
            return kept, None
        if os.path.exists(kept + ".bad"):
            with open(kept + ".bad", encoding="utf-8", errors="replace") as file:
                return None, file.read()
        ir, said = self.lower(entry, text)
        if ir is None:
            with open(kept + ".bad", "w", encoding="utf-8") as file:
                file.write(said)
            return None, said
        self.keep(kept, ir)
        return kept, None

    def keep(self, kept, ir):
        with open(kept + ".tmp", "wb") as file:
            file.write(gzip.compress(ir, 1, mtime=0))
        os.rename(kept + ".tmp", kept)

    def lower(self, entry, text):
        """Runs the worker: (IR, None) or (None, errors)."""
        place = os.path.join(self.out, "work", digest(entry.path, text))
        os.makedirs(place, exist_ok=True)
        copy = os.path.join(place, os.path.basename(entry.path))
        with open(copy, "w", encoding="utf-8", errors="surrogateescape", newline="") as file:
            file.write(text)
        status, ir, said = self.run_worker(entry, copy)
        shutil.rmtree(place)
        if status == PARSED:
            return ir.replace(copy.encode(), entry.path.encode()), None
        if status != NOT_PARSED:
            raise RunError(f"{entry.path}: the worker ends with {status}: {said.strip()}")
        return None, said.replace(copy, entry.path)

    def parse_together(self, entry, candidates):
        """Makes the IR of as many mutants as go into one parse; the others are left."""
        source = candidates[0].source
        left = [c for c in candidates
                if not os.path.exists(self.kept(entry, c.mutant.text())) and
                not os.path.exists(self.kept(entry, c.mutant.text()) + ".bad")]
        for _ in range(TRIES if left else 0):
            together = batch.Batch(source, left)
            if not together.candidates:
                return
            ir, said = self.lower(entry, together.text)
            if ir is not None:
                original, mutants = together.take_apart(ir)
                self.keep(self.kept(entry, source.text), original)
                for number, text in mutants.items():
                    if text is not None:
                        self.keep(self.kept(entry, left[number].mutant.text()), text)
                return
            lines = [int(n) for n in re.findall(r":(\d+):\d+: error:", said)]
            wrong = {together.mutant_at(n) for n in lines} - {None}
            if not wrong:
                return
            left = [c for i, c in enumerate(left) if i not in wrong]

    def run_worker(self, entry, copy):
        """#include "x.h" is looked for beside the original when it is not beside the copy."""
        original = os.path.dirname(entry.path)
        ir = copy + ".ir"
        command = ["sh", "-c", 'ir=$1; shift; exec "$@" 3>"$ir"', "sh", ir, self.worker,
                   entry.directory, copy, entry.arguments[0], "-iquote", original,
                   *entry.arguments[1:]]
        try:
            run = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                 stderr=subprocess.PIPE, timeout=self.args.timeout, check=False)
        except subprocess.TimeoutExpired:
            return NOT_PARSED, b"", f"no end after {self.args.timeout} s"
        with open(ir, "rb") as file:
            return run.returncode, file.read(), run.stderr.decode(errors="replace")

    def original(self, entry):
        def make():
            with open(entry.path, encoding="utf-8", errors="surrogateescape", newline="") as file:
                return self.parse(entry, file.read())[0]
        return self.only_once(("original", entry.path), make)

    # -- findings

    def module_of(self, entry):
        others = self.modules[entry.module]
        return others if len(others) <= self.args.module_units else [entry]

    def lint_module(self, entry, ir):
        """Findings over entry's module, with this IR for entry: [(file, line, rule)]."""
        units = [(e.path, ir if e is entry else self.original(e)) for e in self.module_of(entry)]
        # dma-lint goes by the name in the command to see that the module is here as a whole
        whole = len(units) == len(self.modules[entry.module]) and all(i for _, i in units)
        name = [f"-DKBUILD_MODNAME=\"{entry.module}\""] if whole else []
        place = os.path.join(self.out, "work", digest(*(i or "" for _, i in units)))
        os.makedirs(place, exist_ok=True)
        with open(os.path.join(place, "compile_commands.json"), "w", encoding="utf-8") as file:
            json.dump([{"directory": place, "file": path, "arguments": ["clang", i, *name, path]}
                       for path, i in units if i], file)
        command = [self.lint, "-p", place, "-j1", "--quiet", "--color=never", *self.args.options]
        env = dict(os.environ, DMA_LINT_WORKER=os.path.join(HERE, "replay-worker"),
                   DMA_LINT_CACHE_DIR="", LC_ALL="C")
        try:
            run = subprocess.run(command, cwd=place, env=env, stdin=subprocess.DEVNULL,
                                 capture_output=True, text=True, timeout=self.args.timeout,
                                 errors="replace", check=False)
        except subprocess.TimeoutExpired as error:
            raise RunError(f"{entry.path}: dma-lint has no end after {self.args.timeout} s") from error
        finally:
            shutil.rmtree(place)
        if run.returncode not in (0, 1):
            raise RunError(f"{entry.path}: dma-lint ends with {run.returncode}: {run.stderr[-500:]}")
        return [(m["file"], int(m["line"]), m["rule"], m["text"])
                for m in map(FINDING.match, run.stdout.splitlines()) if m]

    def count(self, findings, source):
        """By rule and function; outside of the mutated file by rule and line."""
        counted = collections.Counter()
        for file, line, rule, _ in findings:
            where = source.function_at(line) if file == source.path else None
            counted[rule, file, where or line] += 1
        return counted

    def baseline(self, entry):
        return self.only_once(("baseline", entry.module, len(self.module_of(entry)) > 1 or
                               entry.path),
                              lambda: self.lint_module(entry, self.original(entry)))

    # -- one mutant

    def not_compiled(self, candidate):
        """The place is not seen by the compiler: what can't be C changes nothing."""
        at = candidate.mutant.edits[0][0]
        text = candidate.source.text
        return self.parse(candidate.entry, text[:at] + "@" + text[at:])[0] is not None

    def same_ir(self, one, other):
        with gzip.open(one) as a, gzip.open(other) as b:
            return PLACE.sub(b"", a.read()) == PLACE.sub(b"", b.read())

    def judge(self, candidate):
        entry, expected = candidate.entry, candidate.operator.rules
        original = self.original(entry)
        if original is None:
            return {"verdict": "invalid", "why": "the original does not parse"}
        ir, error = self.parse(entry, candidate.mutant.text())
        if ir is None:
            return {"verdict": "invalid", "why": error.strip().split("\n")[0]}
        same = self.same_ir(ir, original)
        if same and self.not_compiled(candidate):
            return {"verdict": "equivalent", "why": "the place is not compiled"}
        before = self.count(self.baseline(entry), candidate.source)
        findings = self.lint_module(entry, ir)
        new = self.count(findings, candidate.source) - before
        rules = sorted({rule for rule, _, _ in new})
        hit = [rule for rule in rules if rule in expected]
        return {"verdict": "killed" if hit else "survived", "by": hit, "new": rules,
                "why": "the same IR" if same else ""}

    def judge_file(self, candidates):
        if self.running:
            self.parse_together(candidates[0].entry, candidates)
        return [(c, self.judge(c)) for c in candidates if self.running]

    def run(self, plan, marked, progress):
        """All mutants of a plan that have no result yet; name -> result."""
        results = self.read_results()
        todo = [c for c in plan if c.name not in results]
        files = {}
        for c in todo:
            files.setdefault(c.entry.path, []).append(c)
        started, done = time.monotonic(), 0
        with open(os.path.join(self.out, "results.jsonl"), "a", encoding="utf-8") as log, \
                concurrent.futures.ThreadPoolExecutor(self.args.jobs) as pool:
            waiting = [pool.submit(self.judge_file, group) for group in files.values()]
            try:
                for future in concurrent.futures.as_completed(waiting):
                    for c, result in future.result():
                        results[c.name] = dict(result, name=c.name, stamp=self.stamp)
                        log.write(json.dumps(results[c.name]) + "\n")
                        done += 1
                    log.flush()
                    progress(done, len(todo), time.monotonic() - started)
            except BaseException:
                self.running = False
                pool.shutdown(wait=False, cancel_futures=True)
                raise
        for c in plan:
            if c.name in marked and results[c.name]["verdict"] == "survived":
                results[c.name] = dict(results[c.name], verdict="equivalent", why=marked[c.name])
        return {c.name: results[c.name] for c in plan}

    def read_results(self):
        results = {}
        path = os.path.join(self.out, "results.jsonl")
        if self.args.fresh and not self.args.report and os.path.exists(path):
            os.unlink(path)
        if os.path.exists(path):
            with open(path, encoding="utf-8") as file:
                for line in file:
                    try:
                        row = json.loads(line)
                    except ValueError:          # the run was stopped while writing
                        continue
                    if row["stamp"] == self.stamp or self.args.report:
                        results[row["name"]] = row
        return results


def show_progress(done, total, seconds):
    if sys.stderr.isatty() or done == total or int(seconds) % 60 < 5:
        end = "\r" if sys.stderr.isatty() and done < total else "\n"
        print(f"{done} of {total} mutants, {seconds:.0f} s ", end=end, file=sys.stderr, flush=True)
