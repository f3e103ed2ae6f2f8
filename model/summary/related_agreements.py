"""An agreement on which this one depends: this one ends with it, uses its definitions, or incorporates its clauses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from chunking.document import Document

_NAME = (
    r"(?P<name>(?!This\b|Such\b|The\b|Agreement\b|AGREEMENT\b)(?:[A-Z][\w&/’'-]{1,25}\s(?:(?:and|of|for|&)\s)?){1,6}"
    r"(?:Agreement|Lease|License|Contract|Indenture))\b(?!\s[A-Z])"
)
_THE = r"\b(?:the|that\scertain|such)\s(?:[“\"])?"
_THIS = r"\b(?:[Tt]his|the\spresent|THIS)\s(?:Agreement|AGREEMENT|Contract|Lease|License)\b"
_ENDS = r"(?:terminat(?:e|es|ed|ion)|expir(?:e|es|ed|y|ation)|end(?:s|ed)?|continue|cease)"
# The ways in which one agreement depends on another; ending with it takes precedence over using its definitions.
_LEANS = [
    # "this Agreement shall terminate upon the termination of the License Agreement"
    re.compile(
        rf"{_THIS}[^.;]{{0,120}}?\b{_ENDS}\b[^.;]{{0,120}}?\b(?:terminat|expir|end|remains?\sin|in\seffect|earlier|cease)[^.;]{{0,80}}?{_THE}{_NAME}"
    ),
    # "if the License Agreement is terminated, this Agreement will automatically terminate"
    re.compile(
        rf"{_THE}{_NAME}[^.;]{{0,60}}?\b(?:is|are|has\sbeen|shall\sbe)\s(?:\w+\s)?(?:terminated|ended|cancel+ed|expired)\b[^.;]{{0,120}}?"
        rf"{_THIS}[^.;]{{0,40}}?\b(?:terminate|end|expire)"
    ),
    # "sections 8 and 9 of the License Agreement are incorporated herein by reference"
    re.compile(rf"{_THE}{_NAME}[^.;]{{0,160}}?\bincorporated\b[^.;]{{0,60}}?\breference\b"),
    # "terms that are not defined here have the meanings given to them in the Supply Agreement"
    re.compile(
        rf"\b(?:[Cc]apitali[sz]ed|[Dd]efined|not\s(?:otherwise\s)?defined)\b[^.]{{0,160}}?\b(?:meanings?|defined)\b[^.]{{0,80}}?\b(?:in|by|under|to)\s"
        rf"(?:(?:the|that\scertain)\s)?{_NAME}"
    ),
]
# Words that show dependence only if the other agreement is named often: "subject to the terms of the Offtake
# Agreement".
_NAMED = re.compile(
    rf"\b(?:as\s(?:such\sterms?\s(?:is|are)\s)?defined\sin|subject\sto\s(?:the\s)?(?:terms(?:\sand\sconditions)?|provisions)\sof)\s(?:the|that\scertain)\s{_NAME}"
)
_OFTEN = 4
_INCORPORATED = re.compile(rf"{_THE}{_NAME}[^.]{{0,200}}?\bincorporated\b[^.;]{{0,60}}?\breference\b")
# For each category, the word that shows that such clauses are incorporated.
_CLAUSES = {
    "Cap On Liability": re.compile(r"\bliability\b", re.IGNORECASE),
    "Anti-Assignment": re.compile(r"\bassignment\b", re.IGNORECASE),
    "Governing Law": re.compile(r"\b(?:governing|applicable)\slaw\b", re.IGNORECASE),
    "Insurance": re.compile(r"\binsurance\b", re.IGNORECASE),
    "Expiration Date": re.compile(r"\bterm\b", re.IGNORECASE),
}


class Related(NamedTuple):
    """The other agreement's name, and the interval of the words that say how this one depends on it."""

    name: str
    start: int
    end: int


def related_agreement(document: Document, title: str | None) -> Related | None:
    """The agreement on which this one, which has this title, depends; None if there is none."""
    return next((one for one in _found(document.text) if one.name.lower() not in (title or "").lower()), None)


def _found(text: str) -> Iterator[Related]:
    for leans in _LEANS:
        for match in leans.finditer(text):
            yield Related(" ".join(match["name"].split()), *match.span())
    for match in _NAMED.finditer(text):
        if text.count(match["name"]) >= _OFTEN:
            yield Related(" ".join(match["name"].split()), *match.span())


def incorporated(category: str, document: Document) -> Related | None:
    """The agreement whose clauses of a category are incorporated by reference, if the contract names them."""
    words = _CLAUSES.get(category)
    if words is None:
        return None
    for segment in document.segments:
        text = document.segment_text(segment)
        match = _INCORPORATED.search(text) if words.search(text) else None
        if match:
            return Related(" ".join(match["name"].split()), segment.start, segment.end)
    return None
