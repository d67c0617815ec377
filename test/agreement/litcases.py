#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs the cases of test/lit on libdma-shim: what is called bad has to be reported under the rule whose
directory it lies in, what is called good must not be reported under it.

The functions are called with arguments made from their types (frame/lit.h has one thing of each kind:
a device, registers, a buffer, a list ...), each with the registers reading as zeros and as ones, and
with every map and allocation failing in turn. lit-cases.tsv says which rules have no meaning at run
time, which are reported under a wider one, and which functions such a call does not reach.

    litcases.py BUILD CLANG [RULE...]       status 1 if that is not so, or no longer so
    litcases.py BUILD CLANG --write         rewrites the list of functions that are not reached
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
WAITS = ["-Wl,--wrap=wait_for_completion", "-Wl,--wrap=wait_for_completion_timeout"]
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
LENGTHS = re.compile(r"(len|size|bytes|length)")


class Types:
    """The structures and functions of one file, from clang's tree."""

    def __init__(self, clang, path):
        done = subprocess.run([clang, "-fsyntax-only", "-w", "-std=gnu11", "-Xclang", "-ast-dump=json",
                               INCLUDE, path], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                              check=False)
        self.records, self.functions, self.missing, self.defined = {}, [], {}, set()
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
            if re.search(r"_(bad|good)$", name):
                self.functions.append((name, node["type"]["qualType"], parameters))
        elif "includedFrom" not in node.get("loc", {}) and node.get("storageClass") != "static":
            self.missing[name] = (node["type"]["qualType"], parameters)


class Harness:
    """The program that calls the functions of a file."""

    def __init__(self, types, path):
        self.types = types
        self.lines = [f'#include "{path}"', '#include "lit.h"', ""]
        self.serial = 0

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
        return self.maker(record, depth) + "()"

    def maker(self, record, depth):
        """Writes a function that makes such a structure; its name."""
        body = [f"\tstruct {record} *made = kzalloc(sizeof(*made), GFP_KERNEL);", ""]
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
        if "(*" in kind or "..." in kind or "[" in kind:
            return []
        value = {"void": ""}.get(result, "lit_variant ? -5 : 0" if result == "int" else "lit_variant")
        if result.endswith("*"):
            value = "kzalloc(LIT_BUFFER, GFP_KERNEL)"
        arguments = ", ".join(f"{of['qualType']} a{i}" for i, (_, of) in enumerate(parameters))
        return [f"__attribute__((weak)) {result} {name}({arguments or 'void'})", "{",
                f"\treturn {value};", "}", ""]

    def text(self):
        rows = []
        for name, (kind, parameters) in self.types.missing.items():
            if name not in self.types.defined:
                self.lines += self.stand_in(name, kind, parameters)
        for name, kind, parameters in self.types.functions:
            values = [self.value(each, of, 0) or "0" for each, of in parameters]
            made = [f"\t__auto_type a{i} = {value};" for i, value in enumerate(values)]
            call = f"{name}({', '.join(f'a{i}' for i in range(len(values)))})"
            result = kind.split("(")[0].strip()
            signed = result in ("int", "long", "ssize_t")
            self.lines += [f"static long lit_call_{name}(void)", "{", *made, "", "\tlit_arm();",
                           f"\treturn {call};" if signed else f"\t{call};\n\treturn 0;", "}", ""]
            rows.append(f'\t{{ "{name}", lit_call_{name} }},')
        return "\n".join([*self.lines, "static const struct lit_call lit_calls[] = {", *rows,
                          "\t{ 0 }", "};", "", "int main(void)", "{",
                          "\treturn lit_main(lit_calls);", "}", ""])


# Rules about what a function leaves behind when it succeeds: whether it may is not for the runtime to say.
LEFT = ("dma-mapping-leak", "dma-mapping-leak-overwritten", "dma-coherent-leak", "dma-pool-leak")
LIMIT = 4               # elements of an array that are filled
Told = collections.namedtuple("Told", "rules signals left error")


def run_file(path, build, clang):
    """What each function of a file was reported for, or the reason why it could not be run."""
    types = Types(clang, path)
    if not types.functions:
        return {}
    with tempfile.TemporaryDirectory(prefix="litcases-") as place:
        source, program = os.path.join(place, "calls.c"), os.path.join(place, "calls")
        with open(source, "w", encoding="utf-8") as file:
            file.write(Harness(types, path).text())
        libraries = [os.path.join(build, "runtime-shim", name)
                     for name in ("libdma-shim-access.a", "libdma-shim.a")]
        built = subprocess.run(["cc", "-std=gnu11", "-g", "-O0", "-w", *judges.ACCESSES, INCLUDE, FRAME,
                                *WAITS, source, *libraries, *judges.LIBRARIES, "-o", program],
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        if built.returncode:
            error = (re.findall(r"error: .*|undefined reference to .*", built.stdout) or ["?"])[0]
            return {name: Told((), (), False, error) for name, *_ in types.functions}
        try:
            said = subprocess.run([program], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                  text=True, errors="replace", timeout=300, check=False).stdout
        except subprocess.TimeoutExpired:
            return {name: Told((), (), False, "no end") for name, *_ in types.functions}
    return {name: Told(set(re.findall(rf"^report {name} (\S+)$", said, re.M)),
                       set(re.findall(rf"^signal {name} (\S+)$", said, re.M)),
                       f"left {name}\n" in said, "") for name, *_ in types.functions}


# ---- what is expected ------------------------------------------------------------------------

Rules = collections.namedtuple("Rules", "unseen others unreached")


def read_table():
    """Rules without meaning at run time, rules that show as another, and functions not reached."""
    rules = Rules({}, {}, set())
    with open(TABLE, encoding="utf-8") as file:
        for line in file:
            if line.startswith("#") or not line.strip():
                continue
            what, rule, rest = (line.rstrip("\n").split("\t") + [""])[:3]
            if what == "unseen":
                rules.unseen[rule] = rest
            elif what == "as":
                rules.others.setdefault(rule, set()).update(rest.split())
            else:
                rules.unreached.add((rule, rest))
    return rules


def is_right(function, told, rule, others):
    """A bad one is reported under its rule; a good one is not, whatever else a strange call shows."""
    if told.error:
        return False
    if function.endswith("_bad"):
        return bool(told.rules & ({rule} | others)) or (rule in LEFT and told.left)
    return rule not in told.rules


def cases(rules):
    for rule in rules:
        folder = os.path.join(ROOT, "test", "lit", rule)
        for name in sorted(os.listdir(folder)):
            if name.endswith(".c"):
                yield rule, os.path.join(folder, name)


def run_all(rules, build, clang):
    """(rule, file:function) -> Told, in the order of the files."""
    todo = list(cases(rules))
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        results = pool.map(lambda case: run_file(case[1], build, clang), todo)
        return {(rule, f"{os.path.basename(path)}:{function}"): told
                for (rule, path), found in zip(todo, results) for function, told in found.items()}


def write(wrong):
    with open(TABLE, encoding="utf-8") as file:
        kept = [line for line in file if not line.startswith("unreached")]
    with open(TABLE, "w", encoding="utf-8") as file:
        file.write("".join(kept))
        file.writelines(f"unreached\t{rule}\t{where}\n" for rule, where in sorted(wrong))


def all_rules():
    folder = os.path.join(ROOT, "test", "lit")
    return sorted(name for name in os.listdir(folder) if name.startswith("dma-"))


def main(build, clang, arguments):
    table = read_table()
    names = [name for name in arguments if not name.startswith("-")] or all_rules()
    told = run_all([name for name in names if name not in table.unseen], build, clang)
    wrong = {case for case, each in told.items()
             if not is_right(case[1], each, case[0], table.others.get(case[0], set()))}
    if "--write" in arguments:
        write(wrong)
        table = read_table()
    for rule, where in sorted(wrong - table.unreached):
        each = told[rule, where]
        print(f"test/lit/{rule}/{where}: reported as {', '.join(sorted(each.rules)) or 'nothing'} "
              f"{each.error}")
    bad = [case for case in told if case[1].endswith("_bad")]
    good = [case for case in told if case[1].endswith("_good")]
    rules = {case[0] for case in bad}
    seen = {case[0] for case in bad if case not in wrong}
    print(f"{len(seen)} of {len(rules)} rules with a meaning at run time seen; "
          f"{len(bad) - len(wrong & set(bad))} of {len(bad)} bad functions reported, "
          f"{len(good) - len(wrong & set(good))} of {len(good)} good ones not; "
          f"{len(table.unreached)} are known not to be reached")
    return 1 if wrong - table.unreached else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], sys.argv[3:]))
