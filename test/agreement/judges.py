# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The three judges. Each is asked about one scenario at a time, from several threads, and gives a
Verdict: what it said, and whether that is what the scenario expects.
"""
import collections
import os
import re
import signal
import subprocess
import tempfile

import frame
import messages
import uml

Verdict = collections.namedtuple("Verdict", "agrees said")

WARNING = re.compile(r"^[^ ].*: (?:warning|error): .* \[([a-z0-9-]+)\]$", re.M)
REPORT = re.compile(r"^report (\S+)", re.M)
SECONDS = 60
ACCESSES = ["-fsanitize=thread"]    # without its library: libdma-shim-access sees each access
LIBRARIES = ["-ljansson", "-ldw", "-lpthread", "-ldl"]


class JudgeError(Exception):
    """A judge can't do its work at all."""


def compare(rules, expected):
    said = ", ".join(sorted(rules)) or "nothing"
    return Verdict(frozenset(rules) == expected.rules, said)


def run(command, **how):
    return subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True,
                          errors="replace", timeout=SECONDS, check=False, **how)


class Lint:
    """dma-lint over the source, with everything that it has to say."""

    def __init__(self, source, build):
        self.command = os.path.join(build, "bin", "dma-lint")
        if not os.path.exists(self.command):
            raise JudgeError(f"there is no {self.command}")
        self.flags = ["-I" + os.path.join(source, "runtime-shim", "include"), "-I" + frame.FRAME]

    def judge(self, scenario):
        done = run([self.command, "--min-confidence=low", "--whole-modules", "-j1", "--quiet",
                    scenario.path, "--", *self.flags], stderr=subprocess.STDOUT)
        if done.returncode not in (0, 1):
            return Verdict(False, f"not checked: {done.stdout.strip()}")
        return compare(WARNING.findall(done.stdout), scenario.expected["lint"])


class Shim:
    """The scenario, run on libdma-shim."""

    def __init__(self, source, build, compiler="cc"):
        self.libraries = [os.path.join(build, "runtime-shim", name)
                          for name in ("libdma-shim-access.a", "libdma-shim.a")]
        for needed in self.libraries:
            if not os.path.exists(needed):
                raise JudgeError(f"there is no {needed}")
        self.compile = [compiler, "-std=gnu11", "-g", "-O0", "-w",
                        "-I" + os.path.join(source, "runtime-shim", "include"), "-I" + frame.FRAME]
        self.workplace = tempfile.TemporaryDirectory(prefix="agree-shim-")

    def place(self, *parts):
        return os.path.join(self.workplace.name, *parts)

    def judge(self, scenario):
        """One program for each: the frame's table has one row."""
        place = self.place(scenario.name)
        os.makedirs(place)
        frame.put(os.path.join(place, "table.h"), frame.table([scenario]))
        program = os.path.join(place, "run")
        inner = os.path.join(place, "scenario.o")
        steps = ([*self.compile, *ACCESSES, *frame.renames(scenario), "-c", scenario.path,
                  "-o", inner],
                 [*self.compile, "-I" + place, os.path.join(frame.FRAME, "shim.c"), inner,
                  *self.libraries, *LIBRARIES, "-o", program])
        for step in steps:
            done = run(step, stderr=subprocess.STDOUT)
            if done.returncode:
                return Verdict(False, f"does not compile: {done.stdout.strip()}")
        return self.execute([program, scenario.name], scenario.expected["shim"])

    def execute(self, command, expected):
        try:
            done = run(command, stderr=subprocess.DEVNULL)
        except subprocess.TimeoutExpired:
            return Verdict(False, f"no end after {SECONDS} seconds")
        rules = REPORT.findall(done.stdout)
        if done.returncode < 0:
            rules.append(signal.Signals(-done.returncode).name)
        elif done.returncode or not done.stdout.endswith("end\n"):
            return Verdict(False, f"ended with status {done.returncode}")
        return compare(rules, expected)


class Kernel:
    """The scenario as a module in User-Mode Linux."""

    def __init__(self, kernel, scenarios):
        self.kernel = kernel
        kernel.build()
        self.failed = kernel.build_scenarios(scenarios)
        self.try_one([each for each in scenarios if each.name not in self.failed])

    def try_one(self, scenarios):
        """Where User-Mode Linux can't run at all, no scenario is to blame."""
        log = self.kernel.boot(scenarios[0]) if scenarios else []
        if scenarios and not begins(log):
            last = " / ".join(line for line in log if line.strip())[-300:]
            raise uml.KernelError(f"User-Mode Linux does not run here: {last}")

    def judge(self, scenario):
        if scenario.name in self.failed:
            return Verdict(False, f"does not compile: {self.failed[scenario.name]}")
        log = self.kernel.boot(scenario)
        begin = begins(log)
        if not begin:
            return Verdict(False, "did not start: " + " / ".join(log[-3:]))
        return weigh(log[begin:], scenario)


def begins(log):
    """Where the scenario's part of the log begins; 0 if it has none."""
    for number, line in enumerate(log):
        if "scenario: begin" in line:
            return number + 1
    return 0


def weigh(log, scenario):
    """The first message decides: an unmap that was refused leaves the mapping behind, so that others
    follow. A complaint that no message is known for is a disagreement."""
    found = messages.read(log)
    said = ", ".join(entry.name for entry in found) or "nothing"
    ended = any(f"scenario: end {scenario.name}" in line for line in log)
    expected = scenario.expected["kernel"].rules
    if not found and messages.complaints(log):
        return Verdict(False, "unknown: " + messages.complaints(log)[0])
    if not found and not ended:
        return Verdict(False, "did not end: " + " / ".join(log[-3:]))
    if not found or not expected:
        return Verdict(not found and not expected, said)
    meant = frozenset().union(*(entry.rules for entry in found))
    return Verdict(bool(found[0].rules & expected) and expected <= meant, said)
