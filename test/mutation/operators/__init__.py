# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The operators: each puts one misuse into one place.

An operator is a generator over a csource.Source; it yields mutants and never touches the file. Its
conditions say why the result is wrong code: the map that goes with an unmap is in the same file,
both ends have the same constant direction, and so on. Where that is not known, nothing is yielded.
`rules` are those that would name the misuse; a mutant is killed if one of them has a new finding.

    results.py    how results are tested       pairing.py   arguments of the two ends
    lifecycle.py  what is undone, and when     lists.py     scatterlists
    buffers.py    memory, directions, syncs    tools.py     what they share
"""
from . import buffers, lifecycle, lists, pairing, results    # noqa: F401 (they register)
from .tools import OPERATORS                                 # noqa: F401
