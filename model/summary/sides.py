"""Whose right, duty or liability a sentence is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from model.schema import Party
from model.summary.company_names import clean, is_named

_EITHER = re.compile(
    r"\b(?:(?:neither|either|each|any|both|the\s+other|other|such|a|one|no)\s+(?:of\s+the\s+)?part(?:y|ies)|the\s+parties)\b",
    re.IGNORECASE,
)
# "Either party may" means each of them; "the other party" and "such party" mean one of them.
_EACH = re.compile(
    r"\b(?:neither|either|each|any|both)\s+(?:of\s+the\s+)?part(?:y|ies)\b"
    r"|\b(?:the|both)\s+parties\s+(?:may|shall|will|agree|have)\b|\bby\s+either\b",
    re.IGNORECASE,
)
# Words that mean each party, anywhere in the sentence.
_EITHER_LIABLE = re.compile(
    r"\b(?:shall|will|may)\s(?:either|any)\sparty\s(?:be|have|incur)\b|\bneither\sparty\s[^.;]{0,40}\bliab"
    r"|\b(?:either|each)\sparty[’']s\s(?:\w+\s){0,5}liabilit",
    re.IGNORECASE,
)
_NEITHER = re.compile(r"\bneither\b|\bnor\b(?!\s(?:shall|will)\s(?:it|they)\b)", re.IGNORECASE)
# "In no event will A be liable to B nor will B be liable to A"
_NOR_WILL = re.compile(
    r"\bliable\b[^.;]{0,80}\bnor\s(?:will|shall)\s(?:the\s)?(?!(?:it|they)\b)[^.;]{0,60}\bliable\b", re.IGNORECASE
)
_LIABILITY = (
    r"(?:\s?['’]s?)?\s(?:\w+\s){0,5}(?:liabilit|obligation|responsib)",
    r"\s(?:\w+,?\s){0,6}?(?:be|is|are|have|has|incur|assume|bear|pay|exceed)\s(?:\w+\s){0,4}?(?:liab|responsib|damages|more|obligated)",
)
# The clearest words: "Vendor is liable for no more than", no matter what else the sentence says about Buyer.
_LIABLE_FOR = r"\s(?:is|are|(?:shall|will)\sbe)\s(?:only\s)?liable\s(?:only\s)?(?:for\s(?:no|not)\smore|up\sto)\b"
_LIABILITY_OF = r"(?:liability|liabilities|obligations?|responsibility)\sof\s(?:the\s)?"
_SOLE_REMEDY = (
    r"(?:sole|exclusive|only|entire)\s(?:and\s(?:sole|exclusive|only|entire)\s)?(?:right\sand\s)?remed(?:y|ies)"
)
_INVERTED = r"\b(?:shall|will|is|are)\s(?:the\s)?"
_DOES = (
    r"(?:\s\([^)]{0,40}\))?\s(?:shall|will|may|can|must|has|have|is|agrees?|reserves?|had|undertakes?"
    r"|(?:so\s)?(?:requests?|elects?|gives|notifies|exercises))\b"
)


def calls(parties: Sequence[Party]) -> Iterator[tuple[str, str]]:
    """Every name of every party, paired with what the contract calls that party (its first defined term, or its
    name)."""
    counted = Counter(term for party in parties for term in party.defined_as)
    for party in parties:
        # a joint term of several parties stands for their side
        together = next((term for term in party.defined_as if counted[term] > 1), None)
        called = together or (party.defined_as[0] if party.defined_as else party.name)
        for name in dict.fromkeys([*party.defined_as, party.name, clean(party.name).split(",")[0]]):
            if is_named(name):
                yield name, called


def either_is_named(text: str) -> bool:
    """Whether the words give something to both parties alike: "either party", "the parties"."""
    return bool(_EACH.search(text))


def whose_liability(sentence: str, parties: Sequence[Party]) -> str | None:
    """The party whose liability a sentence limits, as the contract calls it; None if it limits both parties', or names
    none."""
    plain = " ".join(sentence.split())
    if _EITHER.search(sentence.split(" to ")[0][:400]) or _EITHER_LIABLE.search(plain):
        return None
    limited = {
        called
        for name, called in calls(parties)
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w){_LIABLE_FOR}", plain, re.IGNORECASE)
    }
    if len(limited) == 1:
        return limited.pop()
    found: dict[str, int] = {}
    for name, called in calls(parties):
        spelled = rf"(?<!\w)(?:the\s)?{re.escape(name)}(?!\w)"
        patterns = [*(spelled + after for after in _LIABILITY), _LIABILITY_OF + spelled, _INVERTED + spelled]
        places = [match.start() for pattern in patterns if (match := re.search(pattern, plain, re.IGNORECASE))]
        if places:
            found[called] = min([*places, found.get(called, len(plain))])
    # "Neither Buyer nor Vendor shall be liable": both
    if (len(found) > 1 and _NEITHER.search(plain)) or _NOR_WILL.search(plain):
        return None
    return min(found, key=lambda called: found[called]) if found else None


def whose_duty(sentence: str, parties: Sequence[Party]) -> str | None:
    """The party against which an exclusive remedy applies, as the contract calls it: the other one of two, if the
    sentence says only whose remedy it is ("Buyer's sole remedy")."""
    plain = " ".join(sentence.split())
    known = list(calls(parties))
    holders = {
        called
        for name, called in known
        if re.search(
            rf"(?<!\w){re.escape(name)}(?:['’]s?)\s{_SOLE_REMEDY}|{_SOLE_REMEDY}\s(?:of|for|available\sto)\s(?:the\s)?"
            rf"{re.escape(name)}(?!\w)",
            plain,
            re.IGNORECASE,
        )
    }
    others = {called for _, called in known} - holders
    if len(holders) == 1 and len(others) == 1:
        return others.pop()
    return whose_liability(sentence, parties)


def who_may(sentence: str, parties: Sequence[Party]) -> str | None:
    """The party that a sentence says may or shall do something, as the contract calls it; None if both, or none."""
    plain = " ".join(sentence.split())
    either = _EITHER.search(plain)
    first: tuple[int, str] | None = None
    for name, called in calls(parties):
        match = re.search(rf"(?<!\w)(?:the\s)?{re.escape(name)}(?!\w){_DOES}", plain, re.IGNORECASE)
        if match and (first is None or match.start() < first[0]):
            first = match.start(), called
    if first is None or (either and either.start() < first[0]):
        return None
    return first[1]
