"""What is said of the attachments that are missing from a file."""

from __future__ import annotations

from typing import Literal, NamedTuple

from model.summary.text.wording import listed

# "Appendix 1" may be headed "APPENDIX I", and the other way round.
ROMAN = {roman: str(number) for number, roman in enumerate(("I", "II", "III", "IV", "V", "VI", "VII", "VIII"), 1)}
_PLURALS = {"annex": "Annexes", "appendix": "Appendices"}
State = Literal["missing", "empty", "unseen", "redacted", "omitted", "open"]


class NotAttached(NamedTuple):
    """An attachment whose text is not in the file, why, and the first reference that says that it is attached, or
    else the first one."""

    kind: str
    mark: str
    state: State
    start: int
    end: int

    @property
    def name(self) -> str:
        """What the contract calls it: "Exhibit B"."""
        return f"{self.kind.capitalize()} {self.mark}"

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from others, whether its number is Roman or not."""
        return self.kind, ROMAN.get(self.mark, self.mark)


def in_sentences(missing: list[NotAttached]) -> str:
    """What is missing: "Exhibits A and B are referred to but not attached. Exhibit C is attached but redacted."."""
    said = []
    for state, singular, plural in (
        ("missing", "is referred to but not attached", "are referred to but not attached"),
        ("empty", "has a heading but no text in this file", "have headings but no text in this file"),
        (
            "unseen",
            "has a heading but no text in this file; the page after it, which has no text, may be a picture",
            "have headings but no text in this file; the pages after them, which have no text, may be pictures",
        ),
        ("redacted", "is attached but redacted", "are attached but redacted"),
        ("omitted", "is omitted from this file", "are omitted from this file"),
        ("open", "is still to be determined", "are still to be determined"),
    ):
        of_it = [one for one in missing if one.state == state]
        if of_it:
            one = len(of_it) == 1 and of_it[0].mark
            said.append(f"{listed(_names(of_it))} {singular if one else plural}.")
    return " ".join(said)


def _in_order(mark: str) -> list[str]:
    """The numbers of a mark, so that 3.4 comes before 11.1."""
    return [f"{part:0>2}" for part in (ROMAN.get(mark) or mark).split(".")]


def _names(missing: list[NotAttached]) -> list[str]:
    """Their names, those of a kind together: "Exhibits A, B and C"."""
    names = []
    for kind in dict.fromkeys(one.kind for one in missing):
        marks = [one.mark for one in missing if one.kind == kind]
        numbered = all((ROMAN.get(mark) or mark).replace(".", "").isdigit() for mark in marks)
        marks.sort(key=lambda mark: _in_order(mark) if numbered else [mark])
        plural = _PLURALS.get(kind, f"{kind.capitalize()}s")
        if marks == [""]:
            names.append(plural)
            continue
        names.append(f"{plural} {listed(marks)}" if len(marks) > 1 else f"{kind.capitalize()} {marks[0]}")
    return names
