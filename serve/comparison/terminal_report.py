"""A comparison as lines for a terminal."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator

from serve.comparison.comparison import ChangedWords, Comparison
from serve.output.formatting import place

_WIDTH = 110


def report(comparison: Comparison) -> str:
    """What is printed of a comparison: the number of changes, then values, flags and words."""
    counts = Counter(change.kind for change in comparison.changes)
    told = ", ".join(f"{counts[kind]} {kind}" for kind in ("altered", "added", "removed", "moved") if counts[kind])
    lines = [f"{comparison.old.name} -> {comparison.new.name}: {told or 'the same words'}"]
    lines += ["", "Values:"] if comparison.values else []
    lines += [f"  {one.label}: {one.old or 'not found'} -> {one.new or 'not found'}" for one in comparison.values]
    lines += ["", "Flags:"] if comparison.flags else []
    lines += [f"  {one.kind} ({one.flag.severity}): {one.flag.why}" for one in comparison.flags]
    lines += ["", "Words, the most important first:"] if comparison.changes else []
    lines += [line for change in comparison.changes for line in _change(change)]
    return "\n".join(lines)


def _change(change: ChangedWords) -> Iterator[str]:
    side = change.new or change.old
    assert side is not None
    head = " · ".join([*change.categories, *([side.section] if side.section else []), place(side)])
    yield f"  {change.kind}: {head}"
    marks = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    text = " ".join(marks[piece.kind].format(piece.text) for piece in change.words) or side.text
    yield from textwrap.wrap(" ".join(text.split()), _WIDTH, initial_indent="    ", subsequent_indent="    ")
