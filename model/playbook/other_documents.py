"""What a document is to the other ones that it cannot be read without, in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from model.schema import Dependence
from model.summary.related.related_agreements import DEFINES, ENDS_WITH, INCORPORATES, SUBJECT_TO, Related

RELATIONS = {
    "amendment": "amends",
    "addendum": "adds to",
    "statement_of_work": "is made under",
    "renewal": "renews",
    "termination": "ends",
}
# No more than the words show: not that the same parties made the other agreement, nor that all of it applies.
_HOW = {
    ENDS_WITH: "How long this document, or a right under it, lasts depends on that agreement.",
    INCORPORATES: "Clauses of that agreement are incorporated by reference.",
    DEFINES: "Terms used here are defined there.",
    SUBJECT_TO: "This document takes terms from that agreement or is subject to it.",
}


def in_a_sentence(other: Dependence, related: Sequence[Related] = ()) -> str:
    """How a document is tied to another one, and to each of the ``related`` agreements, of which the first is the other
    one."""
    if other.kind != "related":
        return f"This document {RELATIONS[other.kind]} {_named(other)}; read the two together."
    said = f"This document depends on {_named(other)}; read the two together."
    for number, one in enumerate(related):
        said += f" It also depends on the {one.name}." if number else ""
        said += f" {_HOW[one.how]}"
    return said


def _named(other: Dependence) -> str:
    name = f"the {other.agreement.removeprefix('the ')}" if other.agreement else "another agreement"
    return f"{name} of {other.date}" if other.date else name
