# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What the judges said, for reading: the table on the terminal, and docs/agreement.md."""
import collections

from scenario import JUDGES, NOTHING, NOT_ASKED

Result = collections.namedtuple("Result", "scenario verdicts")     # verdicts: judge -> Verdict

BEGIN = "<!-- what follows is written by tools/agree --write -->"


def rule_text(scenario):
    return ", ".join(sorted(scenario.rule)) or NOTHING


def as_expected(result, judge):
    """Did it say what the scenario is about, without a declared difference?"""
    verdict = result.verdicts.get(judge)
    return verdict and verdict.agrees and not result.scenario.expected[judge].reason


def short(text):
    line = text.split("\n")[0]
    return line if len(line) < 90 else line[:87] + "..."


def cell(result, judge):
    verdict = result.verdicts.get(judge)
    if not verdict:
        return "-"
    if not verdict.agrees:
        return "WRONG: " + short(verdict.said)
    return "agrees" if as_expected(result, judge) else "explained"


def columns(result):
    return [cell(result, judge) for judge in JUDGES]


def print_table(results, out):
    width = max(len(result.scenario.name) for result in results)
    wide = max(len(rule_text(result.scenario)) for result in results)
    for result in results:
        cells = "  ".join(f"{text:9}" for text in columns(result))
        out.write(f"{result.scenario.name:{width}}  {rule_text(result.scenario):{wide}}  "
                  f"{cells}".rstrip() + "\n")


def count(results, judge):
    """Of the scenarios that a judge was asked: agreed at once, explained, wrong."""
    asked = [result for result in results if judge in result.verdicts]
    plain = sum(bool(as_expected(result, judge)) for result in asked)
    wrong = sum(not result.verdicts[judge].agrees for result in asked)
    return len(asked), plain, len(asked) - plain - wrong, wrong


def summary(results, judge):
    asked, plain, explained, wrong = count(results, judge)
    if not asked:
        return f"{judge}: not asked"
    return f"{judge}: {asked} asked, {plain} agree, {explained} explained, {wrong} wrong"


def seen_by_kernel(results):
    """How many misuses dma-debug can see, and in how many of those all three agree."""
    visible = [result for result in results
               if result.scenario.rule and result.scenario.expected["kernel"].rules]
    agreed = sum(all(result.verdicts.get(judge) and result.verdicts[judge].agrees
                     and result.scenario.expected[judge].rules for judge in JUDGES)
                 for result in visible)
    return len(visible), agreed


def wrongs(results):
    for result in results:
        for judge, verdict in result.verdicts.items():
            if not verdict.agrees:
                wanted = ", ".join(sorted(result.scenario.expected[judge].rules)) or NOTHING
                yield (f"{result.scenario.path}: {judge} says {verdict.said}; "
                       f"expected: {wanted}")


def row(result):
    said = [result.verdicts[judge].said if judge in result.verdicts else NOT_ASKED
            for judge in JUDGES]
    return f"| {result.scenario.name} | {rule_text(result.scenario)} | " + " | ".join(said) + " |"


def differences(results):
    """Grouped by judge and reason: many scenarios have the same."""
    groups = {judge: collections.OrderedDict() for judge in JUDGES}
    for result in results:
        for judge in JUDGES:
            reason = result.scenario.expected[judge].reason
            if reason:
                groups[judge].setdefault(reason, []).append(result.scenario.name)
    return groups


def document(results):
    """The part of docs/agreement.md that comes from a run of all three judges."""
    visible, agreed = seen_by_kernel(results)
    misuses = sum(bool(result.scenario.rule) for result in results)
    lines = [BEGIN, "", "## The result", "",
             f"{len(results)} scenarios: {misuses} misuses and {len(results) - misuses} correct uses. "
             f"dma-debug, or the code around it, can see {visible} of the misuses; in {agreed} of "
             "these all three judges name it.", "", "| judge | asked | agree | explained | wrong |",
             "|---|---|---|---|---|"]
    lines += [f"| {judge} | " + " | ".join(str(number) for number in count(results, judge)) + " |"
              for judge in JUDGES]
    lines += ["", "## Where a judge differs, and why", ""]
    for judge, reasons in differences(results).items():
        lines += [f"### {judge}", ""]
        lines += [f"- {', '.join(names)}: {reason}" for reason, names in reasons.items()] + [""]
    lines += ["## All scenarios", "", "| scenario | what it is | lint | shim | kernel |",
              "|---|---|---|---|---|"]
    return "\n".join(lines + [row(result) for result in results]) + "\n"


def without_kernel(text):
    """The rows of the document without their last column, for runs that don't ask the kernel."""
    rows = text.partition("## All scenarios")[2].split("\n")
    return [line.rsplit("|", 2)[0] for line in rows if line.startswith("| ")]
