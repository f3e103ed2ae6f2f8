"""Whose liability a cap limits, where the sentences around it say so: "Its liability is limited to", "Buyer's liability
is subject to the same limit"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model.summary.parties.sides import Sides
from model.summary.text.contractions import in_full
from model.summary.whose_rights.rights import who_is_liable

_LIMIT = r"(?:(?:upper|overall|financial)\s)?(?:limit(?:ation)?|cap|ceiling|maximum|amount|sum|figure)s?\b"
_LIABLE = r"(?:\bliabilit\w+|\bliable\b|\bresponsib\w+|\bthe\smost\b)(?:[^.;]|\.(?=\d)){0,200}?"
# "Buyer's liability shall be subject to the same limit", "the most you can owe me is the same", "Buyer's liability is
# limited in the same way"
_SAME_LIMIT = re.compile(
    rf"{_LIABLE}\b(?:is|are|(?:shall|will)\s(?:also\s)?be|can\sbe|to|by|at|exceed)\s(?:\w+\s){{0,3}}?"
    rf"(?:(?:the\ssame|a\slike|a\ssimilar|a\scorresponding)\s{_LIMIT}|the\ssame(?:\sextent\b|(?=\s?(?:[.,;]|$)))"
    r"|(?:in\s)?(?:the\ssame|like|a\slike|a\ssimilar)\s(?:way|manner|fashion)\b"
    r"|(?:likewise|equally|correspondingly|similarly)\s(?:limited|capped)\b"
    r"|(?:limited|capped)\s(?:likewise|equally|correspondingly|accordingly)\b)",
    re.IGNORECASE,
)
# ... and right after the cap also "Buyer's liability shall not exceed that amount either"
_THAT_LIMIT = re.compile(rf"{_LIABLE}\b(?:to|by|at|exceed)\sthat\s{_LIMIT}", re.IGNORECASE)
_MUTATIS = r"(?:\s(?:also|likewise|equally|in\sturn|mutatis\smutandis))?"
_APPLIES = (
    rf"\s(?:(?:shall|will)\s)?(?:(?:also|likewise|equally)\s)?(?:appl(?:y|ies)|holds?|counts?|goes){_MUTATIS}\s(?:to|for)\s"
    r"(?:the\sliability\sof\s)?(?:the\s)?"
)
# "The same limit applies to Buyer's liability", "the foregoing cap shall hold for Buyer, too"
_HOLDS_FOR = re.compile(rf"\b(?:the\ssame|that|this|the\sforegoing|the\sabove)\s{_LIMIT}{_APPLIES}", re.IGNORECASE)
# ... and right after the cap also "the same goes for Buyer"
_GOES_FOR = re.compile(rf"\bthe\ssame{_APPLIES}", re.IGNORECASE)
_ITS_LIABILITY = re.compile(
    r"[’']s?\s(?:\w+\s){0,3}?liabilit|,|\s?[.;]|\s?$|\s(?:too|also|likewise|as\swell)\b", re.IGNORECASE
)
# "Vendor's liability to Buyer, and vice versa"
_VICE_VERSA = re.compile(r"\bvice[\s-]versa\b", re.IGNORECASE)
# "Is limited to $4,000,000, and that of Buyer to $2,000,000": the second of two caps.
_THAT_OF = re.compile(r"\W*that\sof\s(?:the\s)?", re.IGNORECASE)
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
    if _VICE_VERSA.search(sentence):
        return None
    if that_of := _THAT_OF.match(sentence):
        return sides.named_at(sentence, that_of.end())
    party = who_is_liable(sentence, sides) or _of_the_sentence_before(sentence, sides, text)
    following = _following(sentence, text) if party else ()
    for number, one in enumerate(following):
        if party and _caps_the_other(one, party, sides, next_to_it=number == 0):
            return None
    return party


def _following(sentence: str, text: str) -> Iterator[str]:
    at = text.find(sentence)
    if at >= 0:
        after = text[at + len(sentence) : at + len(sentence) + _AROUND]
        yield from [in_full(" ".join(one.split())) for one in _ENDS.split(after.lstrip(" .;,"))][:_NEXT]


def _caps_the_other(sentence: str, party: str, sides: Sides, next_to_it: bool) -> bool:
    """Whether a sentence says that the limit before it is also that of another party."""
    if _SAME_LIMIT.search(sentence) or (next_to_it and _THAT_LIMIT.search(sentence)):
        return who_is_liable(sentence, sides) not in (None, party)
    holds = _HOLDS_FOR.search(sentence) or (_GOES_FOR.search(sentence) if next_to_it else None)
    end = sides.end_of_name(sentence, holds.end()) if holds else None
    whole = end is not None and _ITS_LIABILITY.match(sentence, end) is not None  # not "to Buyer's employees"
    return whole and holds is not None and sides.named_at(sentence, holds.end()) != party


def _of_the_sentence_before(sentence: str, sides: Sides, text: str) -> str | None:
    """The party with which the sentence before begins, if this one speaks of "its" liability."""
    before = _before(sentence, text) if _ITS.match(sentence.lower()) else ""
    begins = _THE.match(before)
    return sides.named_at(before, begins.end()) if begins and before else None


def _before(sentence: str, text: str) -> str:
    """The sentence before another one; empty if there is none."""
    at = text.find(sentence)
    return _ENDS.split(text[max(0, at - _AROUND) : at].rstrip())[-1] if at > 0 else ""
