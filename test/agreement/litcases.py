#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs the cases of test/lit on libdma-shim: what is called bad has to be reported under the rule whose
directory it lies in, what is called good must not be reported under it.

The functions are called with arguments made from their types (frame/lit.h has one thing of each kind:
a device, registers, a buffer, a list ...), each with the registers reading as zeros and as ones, and
with every map and allocation failing in turn. lit-cases.tsv says which rules have no meaning at run
time, which are reported under a wider one, and which functions such a call does not reach, and why.
Each rule with a meaning at run time has to show in one function at least.

    litcases.py BUILD CLANG [RULE...]       status 1 if that is not so, or no longer so
    litcases.py BUILD CLANG --write         rewrites the list of functions that are not reached (of all rules)
"""
import collections
import concurrent.futures
import json
import os
import re
import subprocess
import sys
import tempfile

import judges

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
INCLUDE = "-I" + os.path.join(ROOT, "runtime-shim", "include")
FRAME = "-I" + os.path.join(HERE, "frame")
TABLE = os.path.join(HERE, "lit-cases.tsv")
# A file may define what the runtime has, too: its own comes first.
WRAPPED = ["-Wl,--allow-multiple-definition"] + ["-Wl,--wrap=" + name for name in (
    "wait_for_completion", "wait_for_completion_timeout",
    "writel", "writeq", "writel_relaxed", "iowrite32")]
DEPTH = 4

# What a pointer to a structure of the kernel is filled with; "" for others: filled by their fields.
MAKERS = {"device": "lit_device()", "pci_dev": "lit_pci()", "platform_device": "lit_platform()",
          "usb_device": "lit_usb()", "net_device": "lit_net()", "ib_device": "lit_ib()",
          "scatterlist": "lit_list()", "sg_table": "lit_table()",
          "page": "alloc_pages(GFP_KERNEL, 1)", "sk_buff": "alloc_skb(2048, GFP_KERNEL)",
          "dma_pool": 'dma_pool_create("pool", lit_device(), 64, 64, 0)'}
IN_PLACE = {"sg_table": "lit_fill_table"}
BYTES = re.compile(r"^(const )?(volatile )?(void|char|unsigned char|u8|__u8|u16|u32|u64|__le\d+|__be\d+|"
                   r"unsigned int|int|uint8_t|uint32_t) \*$")
REGISTERS = re.compile(r"regs?|base|mmio|io|window|bar")
COUNTS = re.compile(r"^(n|nents|count|num\w*|nr\w*|pages|entries|mapped|n_\w+)$")
OPENS = re.compile(r"(^|_)(open|init|probe|make|map|alloc|setup|create|fill|start|get|load)(_|$)")
CLOSES = re.compile(r"(^|_)(close|exit|free|remove|stop|done|unmap|release|destroy|unload|drop)(_|$)")
LENGTHS = re.compile(r"(len|size|bytes|length)")


def acquires():
    with open(os.path.join(ROOT, "rules", "api.def"), encoding="utf-8") as file:
        return frozenset(re.findall(r'^DL_API\("(\w+)",\s+ACQUIRE', file.read(), re.M))


ACQUIRES = acquires()


def names_in(node):
    """The functions that a tree refers to."""
    if node.get("referencedDecl", {}).get("kind") == "FunctionDecl":
        yield node["referencedDecl"]["name"]
    for inner in node.get("inner", ()):
        yield from names_in(inner)


class Types:
    """The structures and functions of one file, from clang's tree."""

    def __init__(self, clang, path):
        done = subprocess.run([clang, "-fsyntax-only", "-w", "-std=gnu11", "-Xclang", "-ast-dump=json",
                               INCLUDE, path], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                              check=False)
        self.records, self.functions, self.missing, self.defined = {}, [], {}, set()
        self.around = {"before": [], "after": []}
        self.uses = {}          # function -> the names of those that it calls
        for node in json.loads(done.stdout or b'{"inner": []}')["inner"]:
            self.add(node)

    def add(self, node):
        kind, name = node.get("kind"), node.get("name", "")
        if kind == "RecordDecl" and node.get("completeDefinition"):
            self.records[name] = [(each["name"], each["type"])
                                  for each in node.get("inner", ())
                                  if each["kind"] == "FieldDecl" and each.get("name")
                                  and not each.get("isBitfield")]
        elif kind == "FunctionDecl":
            self.add_function(node, name)

    def add_function(self, node, name):
        inner = node.get("inner", ())
        parameters = [(each.get("name", ""), each["type"]) for each in inner
                      if each["kind"] == "ParmVarDecl"]
        if any(each["kind"] == "CompoundStmt" for each in inner):
            self.defined.add(name)
            self.uses[name] = set(names_in(node))
            if "includedFrom" not in node.get("loc", {}):
                for which, pattern in (("before", OPENS), ("after", CLOSES)):
                    if pattern.search(name) and not re.search(r"_(bad|good)$", name):
                        self.around[which].append((name, parameters))
            if re.search(r"_(bad|good)$", name):
                self.functions.append((name, node["type"]["qualType"], parameters))
        elif "includedFrom" not in node.get("loc", {}) and node.get("storageClass") != "static":
            self.missing[name] = (node["type"]["qualType"], parameters)


    def makes(self, name, seen):
        """Does the function, or one that it calls, map or allocate?"""
        seen.add(name)
        return any(used in ACQUIRES or (used not in seen and self.makes(used, seen))
                   for used in self.uses.get(name, ()))


class Harness:
    """The program that calls the functions of a file."""

    def __init__(self, types, path):
        self.types = types
        self.lines = [f'#include "{path}"', '#include "lit.h"', ""]
        self.serial = 0
        self.made = {}          # a structure is the same one wherever it is asked for

    def value(self, name, kind, depth):
        """An expression for a parameter or a field; None leaves it as it is, zero."""
        written = kind["qualType"].replace("restrict", "").strip()
        real = kind.get("desugaredQualType", written)
        record = re.match(r"^(?:const |volatile )*struct (\w+) \*$", written)
        if record:
            return self.pointer(record.group(1), depth)
        if BYTES.match(written) or BYTES.match(real):
            registers = REGISTERS.search(name) and "const" not in written
            return "lit_registers()" if registers else "kzalloc(LIT_BUFFER, GFP_KERNEL)"
        if re.match(r"^(void|u8|char) \*\*$", written):
            return "lit_pointers()"
        if written == "dma_addr_t *":
            return "kzalloc(LIT_BUFFER, GFP_KERNEL)"
        if "dma_addr_t" in written or "*" in written or "[" in written:
            return None
        if "dma_data_direction" in written:
            return "DMA_FROM_DEVICE"
        if re.search(r"\b(int|long|short|char|_Bool)\b", real):
            return self.number(name)
        return None

    @staticmethod
    def number(name):
        if COUNTS.match(name):
            return "LIT_ENTRIES"
        return "256" if LENGTHS.search(name) else "lit_variant"

    def pointer(self, record, depth):
        if record in MAKERS:
            return MAKERS[record]
        if record not in self.types.records or depth >= DEPTH:
            return None
        if record not in self.made:
            self.made[record] = self.maker(record, depth)
        return self.made[record] + "()"

    def maker(self, record, depth):
        """Writes a function that makes such a structure; its name."""
        body = [f"\tstatic struct {record} *made;", "", "\tif (made)", "\t\treturn made;",
                "\tmade = kzalloc(sizeof(*made), GFP_KERNEL);"]
        body += self.fill("made->", record, depth)
        self.serial += 1
        name = f"lit_make_{self.serial}"
        self.lines += [f"static struct {record} *{name}(void)", "{", *body, "\treturn made;", "}", ""]
        return name

    def fill(self, prefix, record, depth):
        lines = []
        for name, kind in self.types.records[record]:
            inner = re.match(r"^struct (\w+)( \[(\d+)\])?$", kind["qualType"])
            place = prefix + name
            if inner and inner.group(1) in IN_PLACE and not inner.group(2):
                lines.append(f"\t{IN_PLACE[inner.group(1)]}(&{place});")
            elif inner and inner.group(1) in self.types.records and depth < DEPTH:
                many = min(int(inner.group(3)), LIMIT) if inner.group(3) else 0
                for where in [f"{place}[{i}]" for i in range(many)] or [place]:
                    lines += self.fill(where + ".", inner.group(1), depth + 1)
            elif re.match(r"^(void|u8|unsigned char) \*\[\d+\]$", kind["qualType"]):
                many = min(int(re.search(r"\d+", kind["qualType"].split("[")[1]).group()), LIMIT)
                lines += [f"\t{place}[{i}] = kzalloc(LIT_BUFFER, GFP_KERNEL);" for i in range(many)]
            else:
                value = self.value(name, kind, depth + 1)
                if value and "const" not in kind["qualType"].split("*")[-1]:
                    lines.append(f"\t{place} = (void *){value};" if "*" in kind["qualType"]
                                 else f"\t{place} = {value};")
        return lines

    def stand_in(self, name, kind, parameters):
        """Something of the driver that the file only declares."""
        result = kind.split("(")[0].strip()
        if "(*" in result or "..." in kind or "[" in kind:
            return []
        value = {"void": ""}.get(result, "lit_variant ? -5 : 0" if result == "int" else "lit_variant")
        if result.endswith("*"):
            value = "kzalloc(LIT_BUFFER, GFP_KERNEL)"
        arguments = ", ".join(of["qualType"].replace("(*)", f"(*a{i})", 1) if "(*)" in of["qualType"]
                              else f"{of['qualType']} a{i}" for i, (_, of) in enumerate(parameters))
        return [f"__attribute__((weak)) {result} {name}({arguments or 'void'})", "{",
                f"\treturn {value};", "}", ""]

    def around(self, which):
        """Calls of what the file's driver runs before, or after."""
        lines = [f"static void lit_{which}(void)", "{", "\tif (!lit_prepares)", "\t\treturn;"]
        for name, parameters in self.types.around[which]:
            values = ", ".join(self.value(each, of, 0) or "0" for each, of in parameters)
            lines.append(f"\t(void){name}({values});")
        self.lines += [*lines, "}", ""]

    def text(self):
        rows = []
        for name, (kind, parameters) in self.types.missing.items():
            if name not in self.types.defined:
                self.lines += self.stand_in(name, kind, parameters)
        self.around("before")
        self.around("after")
        for name, kind, parameters in self.types.functions:
            values = [self.value(each, of, 0) or "0" for each, of in parameters]
            made = [f"\t__auto_type a{i} = {value};" for i, value in enumerate(values)]
            call = f"{name}({', '.join(f'a{i}' for i in range(len(values)))})"
            result = kind.split("(")[0].strip()
            signed = result in ("int", "long", "ssize_t")
            self.lines += [f"static long lit_call_{name}(void)", "{", "\tlong status = 0;",
                           *made, "", "\tlit_before();", "\tlit_arm();",
                           "\tif (!lit_mode.skips)",
                           f"\t\tstatus = {call};" if signed else f"\t\t{call};", "\tlit_after();",
                           "\treturn status;", "}", ""]
            rows.append(f'\t{{ "{name}", lit_call_{name} }},')
        return "\n".join([*self.lines, "static const struct lit_call lit_calls[] = {", *rows,
                          "\t{ 0 }", "};", "", "int main(void)", "{",
                          "\treturn lit_main(lit_calls);", "}", ""])


# Rules about what a function leaves behind when it succeeds: whether it may is not for the runtime to say.
LEFT = ("dma-mapping-leak", "dma-mapping-leak-overwritten", "dma-coherent-leak", "dma-pool-leak")
NEVER_UNDONE = "dma-mapping-leak-no-teardown"      # not even by what the file has for that
LIMIT = 16              # elements of an array that are filled
# What one function was reported for; whether it ended by a signal, left something behind, and did so
# also when all that undoes had run; whether it maps or allocates; why it could not be run.
Told = collections.namedtuple("Told", "rules ends left stays makes error")


def sort_out(said, name, makes):
    """What the program printed of one function."""
    lines = {mode: set(re.findall(rf"^{mode} {name} (\S+)$", said, re.M))
             for mode in ("report", "prepared", "control")}
    of_its_own = lines["prepared"] - lines["control"]
    rules = lines["report"] | of_its_own
    return Told(rules - {"left"}, any(word.startswith("signal") for word in lines["report"]),
                "left" in lines["report"], "left" in of_its_own, makes, "")


def build_program(place, text, setup, build):
    """Compiled with each access made known, and linked without the compiler's own library for that:
    what the linker or the compiler says against it, or nothing."""
    source, thing = os.path.join(place, "calls.c"), os.path.join(place, "calls.o")
    with open(source, "w", encoding="utf-8") as file:
        file.write(text)
    libraries = [os.path.join(build, "runtime-shim", name)
                 for name in ("libdma-shim-access.a", "libdma-shim.a")]
    for step in (["cc", "-std=gnu11", "-O0", "-w", *judges.ACCESSES, INCLUDE, FRAME,
                  f"-DLIT_SETUP={setup}", "-c", source, "-o", thing],
                 ["cc", *WRAPPED, thing, *libraries, *judges.LIBRARIES,
                  "-o", os.path.join(place, "calls")]):
        done = subprocess.run(step, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                              check=False)
        if done.returncode:
            return (re.findall(r"error: .*|undefined reference to .*", done.stdout) or ["?"])[0]
    return ""


def run_file(path, build, clang, setup):
    """What each function of a file was reported for, or the reason why it could not be run."""
    types = Types(clang, path)
    if not types.functions:
        return {}
    with tempfile.TemporaryDirectory(prefix="litcases-") as place:
        error, said = build_program(place, Harness(types, path).text(), setup, build), ""
        try:
            if not error:
                said = subprocess.run([os.path.join(place, "calls")], stdout=subprocess.PIPE,
                                      stderr=subprocess.DEVNULL, text=True, errors="replace",
                                      timeout=300, check=False).stdout
        except subprocess.TimeoutExpired:
            error = "no end"
    return {name: Told((), False, False, False, True, error) if error
            else sort_out(said, name, types.makes(name, set())) for name, *_ in types.functions}


# ---- what is expected ------------------------------------------------------------------------

Rules = collections.namedtuple("Rules", "unseen others setups unreached")


def read_table():
    """Rules without meaning at run time, rules that show as another, what has to be there before, and
    functions not reached, with the reason."""
    rules = Rules({}, {}, {}, {})
    with open(TABLE, encoding="utf-8") as file:
        for line in file:
            if line.startswith("#") or not line.strip():
                continue
            what, rule, rest, reason = (line.rstrip("\n").split("\t") + ["", ""])[:4]
            if what == "unseen":
                rules.unseen[rule] = rest
            elif what == "as":
                rules.others.setdefault(rule, set()).update(rest.split())
            elif what == "setup":
                rules.setups[rule] = rest
            else:
                rules.unreached[rule, rest] = reason
    return rules


def is_right(function, told, rule, others):
    """A bad one is reported under its rule; a good one is not, whatever else a strange call shows."""
    if told.error:
        return False
    if not function.endswith("_bad"):
        return rule not in told.rules
    return bool(told.rules & ({rule} | others)) or (rule in LEFT and told.left) or \
        (rule == NEVER_UNDONE and told.stays)


def reason_of(function, told):
    """Why a function is not reached, as far as running it tells (lit-cases.tsv explains the words)."""
    if told.error:
        return "unbuilt"
    if not told.makes:
        return "half"
    if function.endswith("_good"):
        return "invented"
    if any(rule.startswith("dma-") for rule in told.rules):
        return "other"
    return "ends" if told.ends else "path"


def cases(rules):
    for rule in rules:
        folder = os.path.join(ROOT, "test", "lit", rule)
        for name in sorted(os.listdir(folder)):
            if name.endswith(".c"):
                yield rule, os.path.join(folder, name)


def run_all(rules, setups, build, clang):
    """(rule, file:function) -> Told, in the order of the files."""
    todo = list(cases(rules))
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        results = pool.map(lambda case: run_file(case[1], build, clang,
                                                 setups.get(case[0], "LIT_PLAIN")), todo)
        return {(rule, f"{os.path.basename(path)}:{function}"): told
                for (rule, path), found in zip(todo, results) for function, told in found.items()}


def write(wrong):
    with open(TABLE, encoding="utf-8") as file:
        kept = [line for line in file if not line.startswith("unreached")]
    with open(TABLE, "w", encoding="utf-8") as file:
        file.write("".join(kept))
        file.writelines(f"unreached\t{rule}\t{where}\t{reason}\n"
                        for (rule, where), reason in sorted(wrong.items()))


def complaints(told, wrong, table):
    """What the table does not say, or says and is no longer so."""
    for (rule, where), reason in sorted(wrong.items()):
        each, known = told[rule, where], table.unreached.get((rule, where))
        if known is None:
            yield (f"{rule}/{where}: reported as {', '.join(sorted(each.rules)) or 'nothing'} "
                   f"{each.error}")
        elif known != reason:
            yield f"{rule}/{where}: not reached because '{reason}'; lit-cases.tsv says '{known}'"
    for rule, where in sorted(set(table.unreached) & set(told) - set(wrong)):
        yield f"{rule}/{where}: is right, and lit-cases.tsv says that it is not reached"


def unseen_rules(told, wrong):
    """Rules that none of their bad functions shows."""
    bad = [case for case in told if case[1].endswith("_bad")]
    return sorted({case[0] for case in bad} - {case[0] for case in bad if case not in wrong})


def all_rules():
    folder = os.path.join(ROOT, "test", "lit")
    return sorted(name for name in os.listdir(folder) if name.startswith("dma-"))


def sums(told, wrong):
    of = {ending: [case for case in told if case[1].endswith(ending)] for ending in ("_bad", "_good")}
    right = {ending: sum(case not in wrong for case in cases) for ending, cases in of.items()}
    rules = len({case[0] for case in of["_bad"]})
    reasons = collections.Counter(wrong.values())
    return (f"{rules - len(unseen_rules(told, wrong))} of {rules} rules with a meaning at run time seen; "
            f"{right['_bad']} of {len(of['_bad'])} bad functions reported, "
            f"{right['_good']} of {len(of['_good'])} good ones not; not reached: "
            + (", ".join(f"{count} {reason}" for reason, count in sorted(reasons.items())) or "none"))


def main(build, clang, arguments):
    table = read_table()
    names = [name for name in arguments if not name.startswith("-")] or all_rules()
    told = run_all([name for name in names if name not in table.unseen], table.setups, build, clang)
    wrong = {case: reason_of(case[1], each) for case, each in told.items()
             if not is_right(case[1], each, case[0], table.others.get(case[0], set()))}
    if "--write" in arguments:
        write(wrong)
        table = read_table()
    said = [*complaints(told, wrong, table),
            *(f"{rule}: none of its bad functions shows it, and no row says why running can't"
              for rule in unseen_rules(told, wrong))]
    for line in said:
        print("test/lit/" + line)
    print(sums(told, wrong))
    return 1 if said else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], sys.argv[3:]))
