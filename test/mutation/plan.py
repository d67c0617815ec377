# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Which mutants are made: files from a compilation database, places from the operators, a sample.

The same database, seed and numbers give the same mutants, in the same order. A mutant is named
PATH:LINE:OPERATOR, with #2 and so on if an operator has several in a line; the name does not depend
on the sample.
"""
import fnmatch
import json
import os
import random
import re
import shlex
import sys

import csource
import operators

API_WORD = re.compile(r"\b(dmam?_(map|unmap|alloc|free|sync|pool)\w*|ib_dma_\w+)\s*\(")


class PlanError(Exception):
    """What the user should be told."""


class Entry:
    """A file of the database."""

    def __init__(self, path, directory, arguments):
        self.path, self.directory, self.arguments = path, directory, arguments
        module = [a for a in arguments if a.startswith("-DKBUILD_MODNAME=")]
        self.module = module[0].split("=", 1)[1].strip("\"'\\") if module else path


class Candidate:
    """One mutant, as far as the source says."""

    def __init__(self, name, entry, source, operator, mutant):
        self.name, self.entry, self.source, self.operator, self.mutant = \
            name, entry, source, operator, mutant


def read_database(directory):
    path = os.path.join(directory, "compile_commands.json")
    try:
        with open(path, encoding="utf-8") as file:
            rows = json.load(file)
    except (OSError, ValueError) as error:
        raise PlanError(f"{path}: {error}") from error
    entries = {}
    for row in rows:
        name = os.path.realpath(os.path.join(row["directory"], row["file"]))
        arguments = row.get("arguments") or shlex.split(row["command"])
        if name.endswith(".c") and os.path.exists(name):
            entries.setdefault(name, Entry(name, row["directory"], arguments))
    if not entries:
        raise PlanError(f"{path}: no C files that exist")
    return entries


def read_source(entry, api):
    with open(entry.path, encoding="utf-8", errors="surrogateescape", newline="") as file:
        text = file.read()
    if "\r" in text or not API_WORD.search(text):
        return None
    return csource.Source(entry.path, text, api)


def choose_operators(globs):
    chosen = {name: op for name, op in operators.OPERATORS.items()
              if not globs or any(fnmatch.fnmatch(name, g) for g in globs.split(","))}
    if not chosen:
        raise PlanError(f"no operator is called {globs} (see --list-operators)")
    return chosen


def root_of(entries):
    root = os.path.commonpath(list(entries))
    return root if os.path.isdir(root) else os.path.dirname(root)


def candidates_of(entry, source, chosen, root):
    """All mutants of a file, by operator."""
    found = {}
    for operator in chosen.values():
        names, texts = {}, set()
        for mutant in operator.function(source):
            if mutant is None or repr(mutant.edits) in texts:
                continue
            texts.add(repr(mutant.edits))
            name = f"{os.path.relpath(entry.path, root)}:{mutant.line}:{operator.name}"
            names[name] = names.get(name, 0) + 1
            if names[name] > 1:
                name += f"#{names[name]}"
            found.setdefault(operator.name, []).append(
                Candidate(name, entry, source, operator, mutant))
    return found


def files_of(entries, args, rng):
    if args.files:
        names = [os.path.realpath(f) for f in args.files]
        for name in names:
            if name not in entries:
                raise PlanError(f"{name}: not in the compilation database")
        return names
    names = sorted(entries)
    rng.shuffle(names)
    return names


def make_plan(entries, args):
    """The mutants to run, and how many places each operator has in the files looked at."""
    rng = random.Random(args.seed)
    chosen, api, root = choose_operators(args.operators), csource.read_api(), root_of(entries)
    places, files = {name: [] for name in chosen}, 0
    for path in files_of(entries, args, rng):
        if args.sample and files >= args.sample and not args.files:
            break
        source = read_source(entries[path], api)
        if source is None:
            continue
        files += 1
        for name, found in candidates_of(entries[path], source, chosen, root).items():
            rng.shuffle(found)
            places[name].append(found)
        if sys.stderr.isatty():
            print(f"\rlooking for places: {files} files ", end="", file=sys.stderr)
    plan = []
    for name in chosen:
        plan += in_turns(places[name], args.per_operator, args.per_file)
    counts = {name: sum(len(found) for found in places[name]) for name in chosen}
    return plan, counts, files, root


def in_turns(by_file, most, per_file):
    """One mutant of each file, then a second one of each, so that no driver says it all."""
    taken = []
    for turn in range(per_file or max((len(f) for f in by_file), default=0)):
        taken += [found[turn] for found in by_file if turn < len(found)]
    return taken[:most] if most else taken
