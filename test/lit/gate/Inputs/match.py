# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Findings as an editor's problem matcher takes them apart: match.py tasks.json FILE"""
import json
import re
import sys

with open(sys.argv[1], encoding="utf-8") as f:
    pattern = json.load(f)["tasks"][0]["problemMatcher"]["pattern"]
with open(sys.argv[2], encoding="utf-8") as f:
    for line in f.read().splitlines():
        match = re.match(pattern["regexp"], line)
        if not match:
            print("unmatched:", line)
            continue
        print(*(match.group(pattern[part]) for part in ("file", "line", "severity", "code")))
