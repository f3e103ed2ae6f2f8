"""Reads fields of a Word file: where a field's instruction ends, and what a form's box or list shows.

A field is a row of marks and text, over several paragraphs if need be (ECMA-376 part 1, section 17.16).
"""

from __future__ import annotations

from collections.abc import Iterable

from chunking.word.package import Element, switched_on, value, w

CHECKED, UNCHECKED = "\N{BALLOT BOX WITH X}", "\N{BALLOT BOX}"


class Fields:
    """The fields that have an end; a mark without one is damage, which must not hide the text after it."""

    def __init__(self, stories: Iterable[Element]) -> None:
        self._has_result: dict[Element, bool] = {}  # by their first mark
        for story in stories:
            self._pair(story)
        self._in_instruction: list[bool] = []

    def _pair(self, story: Element) -> None:
        opened: list[tuple[Element, list[str]]] = []  # first marks, and what has come since
        for node in story.iter(w("fldChar"), w("t")):
            kind = node.get(w("fldCharType")) if node.tag == w("fldChar") else "text"
            if kind == "begin":
                opened.append((node, []))
            elif opened and kind == "end":
                begin, since = opened.pop()
                self._has_result[begin] = since[-2:] == ["separate", "text"]
            elif opened and (kind == "separate" or (opened[-1][1][-1:] == ["separate"] and node.text)):
                opened[-1][1].append(kind)

    @property
    def in_instruction(self) -> bool:
        """Whether text is part of an instruction at this place, which is not shown."""
        return any(self._in_instruction)

    def pass_mark(self, mark: Element) -> str:
        """Passes one of a field's marks, in order. The text that a form shows there, if its field holds none itself."""
        kind = mark.get(w("fldCharType"))
        if kind == "begin" and mark in self._has_result:
            shown = "" if self.in_instruction or self._has_result[mark] else form_text(mark.find(w("ffData")))
            self._in_instruction.append(True)
            return shown
        if self._in_instruction and kind == "separate":
            self._in_instruction[-1] = False
        elif self._in_instruction and kind == "end":
            self._in_instruction.pop()
        return ""


def form_text(form: Element | None) -> str:
    """What a check box or a list of choices of a form shows."""
    if form is None:
        return ""
    if (box := form.find(w("checkBox"))) is not None:
        name = "default" if box.find(w("checked")) is None else "checked"
        return CHECKED if switched_on(box, name) else UNCHECKED
    choices = form.find(w("ddList"))
    if choices is None:
        return ""
    chosen = value(choices, "result") or value(choices, "default") or "0"
    entries = [entry.get(w("val"), "") for entry in choices.iterfind(w("listEntry"))]
    return entries[int(chosen)] if chosen.isdecimal() and len(chosen) < 4 and int(chosen) < len(entries) else ""
