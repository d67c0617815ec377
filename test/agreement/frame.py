# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Puts scenarios and the frame that runs them into one directory: for kbuild, and for the runtime.

All scenarios are linked together, so that each one's two functions get a name of its own from the
compiler's command line; table.h lists them.
"""
import os
import shutil



def identifier(name):
    return name.replace("-", "_")


FRAME = os.path.join(os.path.dirname(os.path.abspath(__file__)), "frame")


def object_name(scenario):
    return f"s_{identifier(scenario.name)}.o"


def renames(scenario):
    name = identifier(scenario.name)
    return [f"-Dscenario=scenario_run_{name}", f"-Dscenario_remove=scenario_remove_{name}"]


def table(scenarios):
    lines = ["struct scenario_entry {", "\tconst char *name;", "\tint (*run)(struct device *dev);",
             "\tvoid (*remove)(struct device *dev);", "};", ""]
    rows = []
    for scenario in scenarios:
        name = identifier(scenario.name)
        lines.append(f"int scenario_run_{name}(struct device *dev);")
        lines.append(f"__attribute__((weak)) void scenario_remove_{name}(struct device *dev);")
        rows.append(f'\t{{ "{scenario.name}", scenario_run_{name}, scenario_remove_{name} }},')
    lines += ["", "static const struct scenario_entry scenario_table[] = {", *rows, "\t{ 0 }", "};"]
    return "\n".join(lines) + "\n"


def put(path, text):
    """Writes a file unless it says the same already: make goes by the time of change."""
    try:
        with open(path, encoding="utf-8") as file:
            if file.read() == text:
                return
    except OSError:
        pass
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def copy(source, path):
    with open(source, encoding="utf-8") as file:
        put(path, file.read())


def kbuild(scenarios):
    lines = ["obj-m := scenarios.o", "scenarios-y := kernel.o", "ccflags-y := -I$(src)"]
    for scenario in scenarios:
        lines.append(f"scenarios-y += {object_name(scenario)}")
        lines.append(f"CFLAGS_{object_name(scenario)} := {' '.join(renames(scenario))}")
    return "\n".join(lines) + "\n"


def write_module(directory, scenarios):
    """Everything that kbuild needs; what is left from scenarios that are gone goes, too."""
    os.makedirs(directory, exist_ok=True)
    wanted = {object_name(scenario)[:-2] + ".c" for scenario in scenarios}
    for name in os.listdir(directory):
        if name.startswith("s_") and name.endswith(".c") and name not in wanted:
            os.unlink(os.path.join(directory, name))
    for scenario in scenarios:
        copy(scenario.path, os.path.join(directory, object_name(scenario)[:-2] + ".c"))
    for name in ("kernel.c", "scenario.h"):
        copy(os.path.join(FRAME, name), os.path.join(directory, name))
    put(os.path.join(directory, "table.h"), table(scenarios))
    put(os.path.join(directory, "Kbuild"), kbuild(scenarios))


def clean(directory):
    shutil.rmtree(directory, ignore_errors=True)
