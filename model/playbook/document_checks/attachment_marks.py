"""How exhibits and schedules are named: their kinds, and the letters and numbers that tell them apart."""

from __future__ import annotations

import re
from typing import NamedTuple

from model.playbook.document_checks.attachments_in_words import ROMAN

KIND = r"(?P<kind>exhibit|schedule|annex(?:ure)?|appendix|attachment)"
KINDS = r"(?P<kind>exhibits?|schedules?|annex(?:es|ures?)?|appendix|appendices|attachments?)"
# Not "SCHEDULE OF FEES", nor the forms of the Securities and Exchange Commission: "Schedule 13D".
ANY_MARK = (
    r"(?!(?:OF|TO|IN|IS|ON|AS|BY|OR|NO|AT|IF|IT|AN|WE|BE)\b|13\b|13\s?[DG]\b)"
    # an exhibit with a point in its number is one of a filing: "Exhibit 10.2"
    r"(?:[IVX]{1,5}|[A-Z]\d{1,2}|[A-Z]{1,2}(?:-\d{1,2})?|\d[A-Z]"
    r"|(?<![Bb][Ii][Tt]\s)(?<![Bb][Ii][Tt][Ss]\s)\d{1,2}(?:\.\d{1,2}){1,3}|\d{1,2}(?:-[A-Z\d])?)(?![\w.-]{0,20}\w)"
    # "Appendix A, or 30 days after installation"
    r"(?!\s(?:days?|weeks?|months?|years?|hours?|business|working|calendar|percent)\b)"
)
MARK = rf"(?P<mark>{ANY_MARK})"
QUOTE = r"[“”\"‘’']{0,2}"
# "Schedule A, and MA shall pay": letters that do something are a party's short name, not one more mark.
ACTS = r"(?![IVX]{2}\b)[A-Z]{2}(?:[’']s?\b|\s(?:shall|will|may|must|can|cannot|agrees|has|is|does|[a-z]{3,20}s)\b)"
# A heading may contain a dash or a line break: "SCHEDULE - B", "Exhibit No. 2".
GAP = r"(?:\s{0,2}(?:[-–—:#]|(?i:no|number)\b\.?)\s{0,2}|\s{1,2})"
PUNCTUATION = " .,:;-–—_*=\"“”'\n\t"
_RANGE = re.compile(rf"{MARK}{QUOTE}\s?(?:to|through|[–-])\s?{QUOTE}(?P<last>{ANY_MARK})")
_ONE_MARK = re.compile(ANY_MARK)


class Mention(NamedTuple):
    """An attachment where it is named, as a heading or a reference."""

    kind: str
    mark: str
    start: int
    end: int

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from others, whether its number is Roman or not."""
        return self.kind, ROMAN.get(self.mark, self.mark)


def each_mark(marks: str) -> list[str]:
    """The marks of a list: "A", "B" and "C" of "A through C"."""
    through = _RANGE.match(marks)
    if through and len(through["mark"]) == len(through["last"]) == 1 and through["mark"] < through["last"]:
        return [chr(code) for code in range(ord(through["mark"]), ord(through["last"]) + 1)]
    if through and through["mark"] in ROMAN and through["last"] in ROMAN:
        numerals = list(ROMAN)
        return numerals[numerals.index(through["mark"]) : numerals.index(through["last"]) + 1]
    return [mark.partition("-")[0] for mark in _ONE_MARK.findall(re.sub(r"\b(?:and|or|to|through)\b", " ", marks))]


def singular(kind: str) -> str:
    """The kind of one of several attachments: "appendix" of "appendices"."""
    return {"appendices": "appendix", "annexes": "annex"}.get(kind, kind.removesuffix("s"))
