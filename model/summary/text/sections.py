"""The labels of sections, as a reader would name them."""

from __future__ import annotations

import re
from collections.abc import Sequence

_NUMBER = re.compile(
    r"(?:(?:section|article|clause|exhibit|schedule|annex|appendix|part|paragraph)\s+\S|§"
    r"|\(?(?:\d{1,3}|[a-z]{1,2}|[ivxl]{1,5})[.)]|\d{1,3}(?:\.\s?\d{1,3}){0,4}\s*$)",
    re.IGNORECASE,
)
_BULLET = re.compile(r"[-–—•*·▪●]\s?(?=\w)")
_WORD = re.compile(r"[^\W\d_]{3}")
# Text printed on pages that is not a section.
_STAMP = re.compile(
    r"\W*(?:strictly\s)?(?:confidential|draft|privileged|execution\s(?:copy|version))(?:\streatment\srequested)?\W*$",
    re.IGNORECASE,
)
_FILED = re.compile(r"exhibit\s\d{1,3}\.\d{1,4}\W*", re.IGNORECASE)
_RULE = re.compile(r"^[_=-]{4,200}+\s{0,9}|[\s_=-]{4,200}+$")
# The number of a page, and a company's name over its address or signature.
_PAGE = re.compile(r"page\s\d{1,4}\W*", re.IGNORECASE)
_COMPANY = re.compile(
    r"(?:AND\s|[A-Z]{3,20}:\s)?(?![^\n]{0,120}\b(?:OF|BY|TO|FOR|AND|WITH|THE)\b)(?:(?<!\S)\w[\w.&,'’-]{0,30}+\s){1,8}+"
    r"(?:INC|LLC|L\.L\.C|LTD|LIMITED|CORP|CORPORATION|GMBH|N\.V|B\.V|S\.A|PLC|N\.A|L\.P|LLP|(?<=NATIONAL\s)ASSOCIATION)\b\W{0,3}"
)


# A line of a table of contents: "21. Governing Law and Jurisdiction 21", "EXHIBIT C 32".
_CONTENTS = re.compile(
    r"(?:exhibit|schedule|annex|appendix|attachment)\s(?:[A-Z]{1,2}|\d{1,2})(?:\s[\s.…]{0,80}|[.…]{3,80})\d{1,3}"
    r"|(?:\d{1,3}(?:\.\d{1,3}){0,3}\.?|(?:ARTICLE|Article|SECTION|Section)\s[\w.]{1,8})\s(?:\S{1,40}\s){0,15}"
    r"(?!(?:schedule|exhibit|phase|section|article|part|annex|appendix|attachment|year|type|level|tier|form|rule|chapter|table|step|stage|option|class|item|act|no|number"
    r"|milestone|clauses?|paragraph|period|product|lot|site|unit|building|version|and|or|of|to)\b)[^\W\d_]{2,30}\)?\s\d{1,3}",
    re.IGNORECASE,
)
_WHOLE, _DECIMAL = re.compile(r"(\d{1,3})(?:\.?\s|\.?$)"), re.compile(r"(\d{1,3})\.\s?\d")


def labels(headings: Sequence[str]) -> list[str]:
    """The headings over a passage that can be those of sections: they contain a number or a word, and are not a
    postcode ("K2G 5J9"), a stamp ("CONFIDENTIAL"), trademark signs ("TM TM") or the number under which the contract was
    filed ("EXHIBIT 10.31"), the number of a page, an item with a bullet, a company's name or a line of a table of
    contents. Underlining is removed, and so is a section that has another number than the one inside it ("4." over
    "7.5")."""
    trimmed = [_RULE.sub("", heading).strip() for heading in headings]
    return _of_one_number(
        [
            one
            for one in trimmed
            if not any(words.fullmatch(one) for words in (_FILED, _PAGE, _CONTENTS))
            and not (_STAMP.match(one) or _BULLET.match(one) or _is_a_company(one))
            and (_NUMBER.match(one) or _WORD.search(one))
        ]
    )


def _of_one_number(headings: Sequence[str]) -> list[str]:
    """The headings without those numbered otherwise than the decimal number directly inside them begins."""
    return [
        outer
        for outer, inner in zip(headings, [*headings[1:], ""], strict=False)
        if not (
            (whole := _WHOLE.match(outer)) and (decimal := _DECIMAL.match(inner)) and whole.group(1) != decimal.group(1)
        )
    ]


def _is_a_company(heading: str) -> bool:
    return _COMPANY.fullmatch(heading) is not None and not _NUMBER.match(heading)


def section(headings: Sequence[str]) -> str | None:
    """The section of a passage as one line, from the outermost heading inwards; None if it is under none."""
    return " › ".join(labels(headings)) or None
