"""Says in sentences how a document relates to others that it depends on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from model.playbook.written_dates import written
from model.schema import Dependence
from model.summary.related.related_agreements import (
    DEFINES,
    ENDS_WITH,
    GIVES_WAY,
    INCORPORATES,
    KEEPS,
    SUBJECT_TO,
    TOGETHER,
    Related,
    is_to_be_concluded,
)
from model.summary.text.wording import listed, spelled
from model.summary.values.date_patterns import MONTH

RELATIONS = {
    "amendment": "amends",
    "addendum": "adds to",
    "statement_of_work": "is made under",
    "renewal": "renews",
    "termination": "ends",
}
# No more than the words show: not that the same parties made the other agreement, nor that all of it applies.
_HOW = {
    ENDS_WITH: "How long this document, or a right under it, lasts depends on {}.",
    INCORPORATES: "Clauses of {} are incorporated by reference.",
    KEEPS: "Restrictive covenants of {} stay in force.",
    DEFINES: "Terms used here are defined in {}.",
    SUBJECT_TO: "This document is subject to, or takes terms from, {}.",
    GIVES_WAY: "Where the quoted passage says so, {} prevail{s}.",
    TOGETHER: "The parties' whole agreement is this one together with {}.",
}


# "the Supply Agreement dated May 2, 2020, as amended by Amendment No. 1", "as amended June 3, 2021 and July 4, 2022"
_AMENDED_BEFORE = re.compile(
    r"[^.;“”\"]{0,160}?\bas\s(?:(?:previously|first|heretofore)\s)?(?:amended|modified)\s(?:and\s\w+\s)?"
    rf"(?:(?:by|on|pursuant\sto|in)\s(?!this\b|the\spresent\b|writing\b|(?:the\s)?manner\b)|(?:as\sof\s)?{MONTH}\s\d|through\s(?:Amendment|the\s{{1,3}}date\b))"
)


def in_a_sentence(other: Dependence, related: Sequence[Related] = (), text: str = "") -> str:
    """How a document is tied to another one, and to each of the ``related`` agreements, of which the first is the other
    one; ``text`` is the document's, which may say that the other one was amended before or is still to be made."""
    if other.kind != "related" and _AMENDED_BEFORE.match(text, other.interval[1]):
        named = _named(other.agreement, other.date)
        return f"This document {RELATIONS[other.kind]} {named}, which was amended before; read them all together."
    if other.kind != "related":
        return f"This document {RELATIONS[other.kind]} {_named(other.agreement, other.date)}; read the two together."
    names = {one.name: _named(one.name, one.date) for one in related} or {
        other.agreement or "": _named(other.agreement, other.date)
    }
    later = [name for name in names if name and is_to_be_concluded(name, text)]
    made = [named for name, named in names.items() if name not in later]
    said = []
    if made:
        said.append(
            f"This document depends on {listed(made)}; read {'the two' if len(made) == 1 else 'them'} together."
        )
    if later:
        also = "It also depends" if made else "This document depends"
        which = "which is still to be concluded" if len(later) == 1 else "which are still to be concluded"
        said.append(f"{also} on {listed([names[name] for name in later])}, {which}.")
    for how, sentence in _HOW.items():
        of_it = [one.name for one in related if one.how == how or (how == TOGETHER and _is_beside(one, related, text))]
        if of_it:
            there = "that document" if len(names) == 1 else listed([_named(name, None) for name in of_it])
            said.append(sentence.format(there, s="" if len(of_it) > 1 else "s"))
    return " ".join(said)


def _is_beside(one: Related, related: Sequence[Related], text: str) -> bool:
    """Whether an agreement on which a document depends otherwise, too, is named with another as the whole agreement."""
    together = (text[other.start : other.end] for other in related if other.how == TOGETHER)
    return any(re.search(rf"\b{spelled(one.name)}\b", words) for words in together)


def _named(agreement: str | None, date: str | None) -> str:
    if agreement and agreement.isupper() and " " in agreement:
        agreement = agreement.title()  # a sentence of the contract in capitals names it
    name = f"the {agreement.removeprefix('the ')}" if agreement else "another agreement"
    if agreement and agreement.split()[0].endswith(("'s", "’s")):
        name = agreement  # "Vendor's License Agreement" needs no article
    return f"{name} dated {written(date)}" if date else name
