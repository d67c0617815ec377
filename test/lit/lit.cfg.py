# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The lit suite: one directory a rule, bad.c with a CHECK beside each line, good.c without findings.

Substitutions are full paths; nothing is looked up in PATH:
  %dma-lint   the command          %plugin   the Clang plugin
  %clang      the clang the plugin is built for
  %shim       compile flags for the kernel look-alike headers
  %examples   the sample drivers
  %dma-lint-ir  the engine by itself, on IR text
  %docs       the manual and the pages of the rules
  %run-all    test/kernel/run-all
  %check-sarif  test/report/check-sarif (REQUIRES: jsonschema)
  %check-html   test/report/check-html
"""
import os
import subprocess

import lit.formats

config.name = "dma-lint"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".c", ".test"]
config.excludes = ["Inputs", "CMakeLists.txt"]
config.test_source_root = os.path.dirname(os.path.abspath(__file__))
config.test_exec_root = os.path.join(config.dma_lint_build, "test", "lit")

config.environment["PATH"] = os.pathsep.join([config.llvm_bin, "/usr/bin", "/bin"])
config.environment["DMA_LINT_CACHE_DIR"] = ""  # none, but for the tests that are about it
for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS"):
    if name in os.environ:
        config.environment[name] = os.environ[name]


def in_build(*parts):
    return os.path.join(config.dma_lint_build, *parts)


def in_source(*parts):
    return os.path.join(config.dma_lint_source, *parts)


config.substitutions += [
    ("%dma-lint-ir", in_build("bin", "dma-lint-ir")),  # before what it starts with
    ("%dma-lint", in_build("bin", "dma-lint")),
    ("%plugin", in_build("lib", "dma-lint.so")),
    ("%clang", config.clang),
    ("%shim", "-I" + in_source("runtime-shim", "include")),
    ("%examples", in_source("examples")),
    ("%docs", in_source("docs")),
    ("%run-all", in_source("test", "kernel", "run-all")),
    ("%check-html", in_source("test", "report", "check-html")),
    ("%check-sarif", in_source("test", "report", "check-sarif")),
]
config.available_features.add("llvm-%d" % config.llvm_major)
if subprocess.run(["python3", "-c", "import jsonschema"], env=config.environment,
                  stderr=subprocess.DEVNULL, check=False).returncode == 0:
    config.available_features.add("jsonschema")
if os.path.exists("/usr/bin/git"):
    config.available_features.add("git")
if os.path.exists("/usr/bin/chromium"):
    config.available_features.add("chromium")
if os.path.exists(os.path.join(config.llvm_bin, "clang-apply-replacements")):
    config.available_features.add("clang-apply-replacements")
# A plugin with ASan needs a host with ASan.
if config.sanitized:
    config.available_features.add("sanitized")
