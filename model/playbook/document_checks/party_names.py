"""Parties that sign under another name: "Acme Solutions, Inc." in the text, "Acme Systems, Inc." over the signature."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from model.summary.parties.company_names import HARD_FORM, bare, key
from model.summary.parties.opening_and_signatures import signed_names

# Shorter first words do not distinguish companies, unless the rest of the names is as alike as the second number says.
_DISTINCT, _LIKE_WORDS = 4, 0.9
# "Brook Operations, Inc., d/b/a Brook Inc."
# "Brook GmbH & Co. KG, represented by Brook Verwaltungs-GmbH"
_TRADES_AS = re.compile(
    r"\b(?:[dfa]/?[bk]/?a|trading\sas|formerly(?:\sknown\sas)?|(?:represented|acting)\s(?:herein\s)?by(?:\sits\s(?:sole\s)?(?:general\spartner|managing\sdirector))?|\bby\sits\s(?:sole\s)?general\spartner)\W{0,3}$",
    re.IGNORECASE,
)
_TRADES_AS_REACH = 60
# "Agreed to for purposes of Section 9 only: BROOK HOLDINGS, INC.": a guarantor, and no party under another name.
_FOR_A_SECTION = re.compile(
    r"\b(?:sections?|articles?|clauses?|paragraphs?)\s\d[^\n:;]{0,60}?\b(?:only|solely)\W{0,4}$"
    r"|\b(?:only|solely|limited)\s[^\n:;]{0,60}?\b(?:sections?|articles?|clauses?|paragraphs?)\s\d[^\n:;]{0,60}[:\n]\s{0,4}$",
    re.IGNORECASE,
)
_SECTION_REACH = 200
_WITNESS = re.compile(r"\bIN\sWITNESS\b", re.IGNORECASE)
_FORM_BEFORE = re.compile(rf"(?:{HARD_FORM.pattern})[\s,.]{{1,3}}(?=\w)")


class SignedOtherwise(NamedTuple):
    """A party's name, the one under which it signs, and the interval of that one."""

    name: str
    signed: str
    start: int
    end: int


def signed_otherwise(text: str, names: Sequence[str]) -> Iterator[SignedOtherwise]:
    """The parties of these names that sign under other ones."""
    spans = [(start + _form_before(text[start:end]), end) for start, end in signed_names(text)]
    signed = {key(text[start:end]): (start, end) for start, end in spans}
    parties = {key(name): name for name in names}
    under = {bare(text[start:end]) for start, end in signed.values()}
    for own, name in parties.items():
        if own in signed or (HARD_FORM.search(name) and bare(name) in under):
            continue
        others = [(other, span) for other, span in signed.items() if other not in parties]
        alike = [span for other, span in others if _is_alike(name, own, text[slice(*span)], other)]
        rivals = [other for other in parties if _first(other) == _first(own)]
        if len(alike) != 1 or len(rivals) != 1 or _signs_beside(text, own, alike[0][0]):
            continue
        if not _trades_as(text, alike[0][0]) and not _for_a_section(text, alike[0][0]):
            yield SignedOtherwise(name, " ".join(text[slice(*alike[0])].split()), *alike[0])


def _signs_beside(text: str, own: str, position: int) -> bool:
    """Whether the party's own name stands alone in a line between the words before the signatures and this position."""
    witness = max((one.end() for one in _WITNESS.finditer(text, 0, position)), default=position)
    return any(key(line) == own for line in text[witness:position].splitlines())


def _for_a_section(text: str, position: int) -> bool:
    return _FOR_A_SECTION.search(text, max(0, position - _SECTION_REACH), position) is not None


def _is_alike(name: str, own: str, signed: str, other: str) -> bool:
    """Whether two names can be those of one company: they differ only in a legal form that the first lacks, or the
    first word is the same, and long or followed by like words."""
    if not HARD_FORM.search(name):
        return " " in own and bare(name) == bare(signed)
    same = _first(own) == _first(other)
    return same and (len(_first(own)) >= _DISTINCT or SequenceMatcher(None, own, other).ratio() >= _LIKE_WORDS)


def _form_before(name: str) -> int:
    """How many characters at the beginning of a name are the legal form of the one before it: "INC. BROOK MILLS"."""
    form = _FORM_BEFORE.match(name)
    return form.end() if form else 0


def _first(name: str) -> str:
    return name.split()[0] if name else ""


def _trades_as(text: str, start: int) -> bool:
    return _TRADES_AS.search(text, max(0, start - _TRADES_AS_REACH), start) is not None
