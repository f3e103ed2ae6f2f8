"""Whose liability a cap limits, where the sentences around it say so: "Its liability is limited to", "Buyer's liability
is subject to the same limit"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model.summary.parties.sides import Sides
from model.summary.text.contractions import in_full
from model.summary.whose_rights.rights import who_is_liable

_LIMIT = r"(?:(?:upper|overall|financial)\s)?(?:limit(?:ation)?|cap|ceiling|maximum|amount|sum|figure)s?\b"
# "Buyer's liability shall be subject to the same limit", "the most you can owe me is the same", "Buyer's liability is
# limited in the same way"
_SAME_LIMIT = re.compile(
    r"(?:\bliabilit\w+|\bliable\b|\bresponsib\w+|\bthe\smost\b)(?:[^.;]|\.(?=\d)){0,200}?\b(?:is|are|(?:shall|will)\s(?:also\s)?be|can\sbe|to|by|at)\s(?:\w+\s){0,3}?"
    rf"(?:the\ssame(?:\s{_LIMIT}|\sextent\b|(?=\s?(?:[.,;]|$)))|(?:in\s)?(?:the\ssame|like|a\slike|a\ssimilar)\s(?:way|manner|fashion)\b"
    r"|(?:likewise|equally|correspondingly|similarly)\s(?:limited|capped)\b|(?:limited|capped)\s(?:likewise|equally|correspondingly|accordingly)\b)",
    re.IGNORECASE,
)
# "The same limit applies to Buyer's liability", "this cap holds for Buyer, too"
_HOLDS_FOR = re.compile(
    rf"\b(?:the\ssame|that|this)\s{_LIMIT}\s(?:(?:shall|will)\s)?(?:(?:also|likewise|equally)\s)?(?:appl(?:y|ies)|holds?|counts?|goes)"
    r"(?:\s(?:also|likewise|equally|in\sturn|mutatis\smutandis))?\s(?:to|for)\b",
    re.IGNORECASE,
)
# "Its total liability is limited to": of whom the sentence before speaks.
_ITS = re.compile(
    r"^\W{0,4}(?:[\d.]{1,6}\s)?(?:its|his|her|their)\s(?:(?:total|aggregate|maximum|entire)\s){0,2}liabilit"
)
_THE = re.compile(r"^\W{0,4}(?:[\d.]{1,6}\s)?(?:the\s)?", re.IGNORECASE)
_ENDS = re.compile(r"(?<=[.;])\s+(?=[A-Z(“\"])|\n+")
# How far the sentences around a cap that say whose it is may reach, and how many there are.
_AROUND, _NEXT = 700, 3


# "The Guarantor's total liability", "the liability of the Surety"
_GUARANTORS = re.compile(
    r"\b(?:guarantors?|suret(?:y|ies))[’']?s?[’']?\s(?:(?:total|aggregate|maximum|entire)\s){0,2}liability\b"
    r"|\bliability\s(?:of|as)\s(?:the\s|a\s)?(?:guarantors?|suret(?:y|ies))\b",
    re.IGNORECASE,
)
# "The Principals jointly and severally guarantee payment", "binds itself as surety"
_GUARANTEES = re.compile(
    r"\b(?:guarantees?\s(?!is\b|shall\b|period)(?:to\s|the\s|all\s|any\s|that\s|payment|performance|[A-Z])|(?:binds?|stands?)\s[^.;]{0,60}?\bsuret(?:y|ies)\b)"
)
# "DEED OF GUARANTEE", a line of its own near the beginning
_GUARANTY = re.compile(r"^[^.\n]{0,80}\b(?:guarant(?:y|ee)|suretyship)\b[^.\n]{0,60}$", re.IGNORECASE | re.MULTILINE)
_TITLE = 300


def is_of_guarantors(sentence: str, text: str) -> bool:
    """Whether a sentence of ``text`` caps what those owe who guarantee another's debts, in a contract that is more than
    a guarantee: "The Principals guarantee payment. Their liability is limited to $90,000"."""
    if _GUARANTY.search(text, 0, min(len(text), _TITLE)):
        return False
    before = _before(sentence, text) if _ITS.match(sentence.lower()) else ""
    return _GUARANTORS.search(sentence) is not None or _GUARANTEES.search(before) is not None


def whose_cap(sentence: str, sides: Sides, text: str) -> str | None:
    """The party whose liability a sentence of ``text`` caps; None if it caps both parties', or if nobody is named."""
    party = who_is_liable(sentence, sides) or _of_the_sentence_before(sentence, sides, text)
    following = _following(sentence, text) if party else ()
    return None if party and any(_caps_the_other(one, party, sides) for one in following) else party


def _following(sentence: str, text: str) -> Iterator[str]:
    at = text.find(sentence)
    if at >= 0:
        after = text[at + len(sentence) : at + len(sentence) + _AROUND]
        yield from [in_full(" ".join(one.split())) for one in _ENDS.split(after.lstrip(" .;,"))][:_NEXT]


def _caps_the_other(sentence: str, party: str, sides: Sides) -> bool:
    """Whether a sentence says that the limit before it is also that of another party."""
    if _SAME_LIMIT.search(sentence):
        return who_is_liable(sentence, sides) not in (None, party)
    holds = _HOLDS_FOR.search(sentence)
    named = {who for _, who in sides.named(sentence[holds.end() :])} if holds else set[str]()
    return bool(named - {party}) and party not in named


def _of_the_sentence_before(sentence: str, sides: Sides, text: str) -> str | None:
    """The party with which the sentence before begins, if this one speaks of "its" liability."""
    before = _before(sentence, text) if _ITS.match(sentence.lower()) else ""
    begins = _THE.match(before)
    return sides.named_at(before, begins.end()) if begins and before else None


def _before(sentence: str, text: str) -> str:
    """The sentence before another one; empty if there is none."""
    at = text.find(sentence)
    return _ENDS.split(text[max(0, at - _AROUND) : at].rstrip())[-1] if at > 0 else ""
