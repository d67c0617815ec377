# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Tables of verdicts, as text and as markdown, and the survivors with their diffs."""
import collections
import difflib
import os

VERDICTS = ("killed", "survived", "equivalent", "invalid")


def rate(counts):
    """Equivalent and invalid mutants say nothing."""
    judged = counts["killed"] + counts["survived"]
    return f"{100 * counts['killed'] / judged:.0f} %" if judged else "-"


def count_by(plan, results, key):
    table = collections.OrderedDict()
    for c in plan:
        table.setdefault(key(c), collections.Counter())[results[c.name]["verdict"]] += 1
    return table


def layout(rows, markdown):
    if markdown:
        lines = ["| " + " | ".join(rows[0]) + " |",
                 "|" + "|".join([" --- "] + [" ---: "] * (len(rows[0]) - 1)) + "|"]
        return lines + ["| " + " | ".join(row) + " |" for row in rows[1:]]
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return ["  ".join(cell.ljust(w) if not i else cell.rjust(w)
                      for i, (cell, w) in enumerate(zip(row, widths))) for row in rows]


def table(title, counts, markdown, places=None):
    head = [title] + (["places"] if places else []) + list(VERDICTS) + ["killed of judged"]
    rows, total = [head], collections.Counter()
    for name, row in counts.items():
        total.update(row)
        rows.append([name] + ([str(places[name])] if places else []) +
                    [str(row[v]) for v in VERDICTS] + [rate(row)])
    rows.append(["all"] + ([str(sum(places.values()))] if places else []) +
                [str(total[v]) for v in VERDICTS] + [rate(total)])
    return layout(rows, markdown)


def tables(plan, results, places, markdown):
    """By operator, and by the rule that an operator expects first."""
    lines = table("operator", count_by(plan, results, lambda c: c.operator.name), markdown,
                  {c.operator.name: places[c.operator.name] for c in plan})
    lines.append("")
    by_rule = count_by(sorted(plan, key=lambda c: c.operator.rules[0]), results,
                       lambda c: c.operator.rules[0])
    return lines + table("rule", by_rule, markdown)


def diff(candidate):
    lines = difflib.unified_diff(candidate.source.text.split("\n"),
                                 candidate.mutant.text().split("\n"), n=4, lineterm="")
    return [line.encode("utf-8", "replace").decode() for line in list(lines)[2:]]


def survivors(plan, results):
    for c in sorted(plan, key=lambda c: (list(VERDICTS).index(results[c.name]["verdict"]),
                                         c.operator.name, c.name)):
        result = results[c.name]
        if result["verdict"] not in ("survived", "equivalent"):
            continue
        yield f"==== {c.name}: {result['verdict']}" + \
            (f" ({result['why']})" if result.get("why") else "")
        yield f"expected: {', '.join(c.operator.rules)}; new: {', '.join(result.get('new', [])) or '-'}"
        yield from diff(c)
        yield ""


def write(out, plan, results, places):
    for name, lines in (("table.txt", tables(plan, results, places, False)),
                        ("table.md", tables(plan, results, places, True)),
                        ("survivors.txt", survivors(plan, results))):
        with open(os.path.join(out, name), "w", encoding="utf-8", errors="replace") as file:
            file.write("\n".join(lines) + "\n")
