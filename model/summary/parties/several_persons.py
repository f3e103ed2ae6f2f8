"""Persons who share one role: "Ann Brook and Bert Brook, husband and wife (jointly, "Maker")"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from model.summary.parties.company_names import ANY_FORM
from model.summary.parties.party_entry import SEARCHED, Entry

_PERSON = r"[A-ZÀ-Ž][\w.’'-]{0,30}(?:\s[A-ZÀ-Ž][\w.’'-]{0,30}){1,3}(?:,\s(?:Sr|Jr)\.)?"
_TERM = r"[\"“](?:[Tt]he\s)?(?P<term>[A-Z][\w’'-]{2,30}(?:\s[A-Z][\w’'-]{2,30})?)[\"”]"
_EACH = r"(?:each|together|collectively|jointly)\b[^()\"“”]{0,30}"
_SHARED = re.compile(
    # "each of Ann Brook, Bert Brook and the Brook Trust (each, a "Seller")"
    rf"\beach\sof\s(?P<each>{_PERSON}(?:,\s{_PERSON}){{0,6}}),?\sand\s(?:the\s)?[A-Z][^()\"“”]{{3,100}}?\s\({_EACH}{_TERM}"
    # "Ann Brook and Bert Brook, husband and wife (jointly and severally, "Maker")", "Ann Brook and Bert Brook, each
    # individually (each, a "Guarantor")"
    rf"|\b(?P<one>{_PERSON})\sand\s(?P<other>{_PERSON}),\s"
    r"(?:husband\sand\swife|wife\sand\shusband|spouses|a\smarried\scouple|(?:each|both)\s(?:an\s)?individual(?:s|ly)?)"
    rf"[^()\"“”\n]{{0,40}}\((?:{_EACH}|the\s){_TERM.replace('<term>', '<shared>')}"
)
_OF_A_LIST = _PERSON.replace(r"\s", "[ ]")
_MR = r"(?:(?:Mr|Mrs|Ms|Dr|Prof)\.?[ ])?"
# In a list, "Ann Brook and Bert Brook (the "Founders"),", or in its own lines "ANN BROOK and BERT BROOK, both of Harrow
# (together the "Guarantors")"
_LISTED = re.compile(
    rf"(?:(?<=[”\"]\),\s)|(?<=\n))(?:and\s)?{_MR}(?P<one>{_OF_A_LIST})[ ]and[ ]{_MR}(?P<other>{_OF_A_LIST})"
    r"(?:,\s(?:both|each)\s[^;()\"“”\n]{3,160})?\s{1,3}\((?:hereinafter,?\s(?:called\s)?)?"
    r"(?P<together>(?:together|jointly|collectively)(?:\sand\sseverally|\swith\s[A-Z][\w&’'-]{1,30})?,?\s)?"
    r"the\s[\"“](?P<term>[A-Z][\w-]{2,30}s)[\"”](?(together)(?:\)|,?\sand\s)|\)(?=[,;.]|\sand\s))"
)
# "Ann Brook and Bert Brook (the "Guarantors") agree, by signing below"
_SIGNING = re.compile(
    rf"\b(?P<one>{_PERSON})\sand\s(?P<other>{_PERSON})\s\(the\s{_TERM}\),?\s"
    r"(?:agree,\sby\ssigning\b|(?:also\s)?(?:join|sign)\b)"
)
# "Brook Surveys, a firm of 4 Mill Lane, and Ann Brook and Bert Hill, the partners of that firm, as such partners and as
# individuals (the firm and those partners together the "Surveyor")"
_PARTNERS = re.compile(
    rf"\band\s(?P<each>{_PERSON}(?:,\s{_PERSON}){{0,6}},?\sand\s{_PERSON}),?\s(?:(?:being|as|both|all|together|who\sare)\s)?(?:the\s(?:only\s|present\s|sole\s)?)?"
    r"partners\s(?:of|in)\s(?:that|the\ssaid|the|such)\s(?:firm|partnership)\b[^()\"“”\n]{0,160}"
    rf"\([^()\"“”\n]{{0,100}}{_TERM}\)"
)
_A_PERSON = re.compile(_PERSON)


def persons_with_one_role(text: str) -> Iterator[Entry]:
    """The persons to whom the opening gives one term together."""
    for match in _SHARED.finditer(text, 0, SEARCHED):
        listed = [one.span() for one in _A_PERSON.finditer(text, *match.span("each"))] if match["each"] else []
        spans = listed or [match.span("one"), match.span("other")]
        yield from _entries(text, spans, match["term"] or match["shared"])
    for match in _PARTNERS.finditer(text, 0, SEARCHED):
        yield from _entries(text, [one.span() for one in _A_PERSON.finditer(text, *match.span("each"))], match["term"])
    for match in _LISTED.finditer(text, 0, SEARCHED):
        yield from _entries(text, [match.span("one"), match.span("other")], match["term"])


def persons_signing_beside(text: str) -> Iterator[Entry]:
    """The persons of whom a sentence says that they sign, too, under one term."""
    for match in _SIGNING.finditer(text, 0, SEARCHED):
        yield from _entries(text, [match.span("one"), match.span("other")], match["term"])


def _entries(text: str, spans: Iterable[tuple[int, int]], term: str) -> Iterator[Entry]:
    for start, end in spans:
        if not ANY_FORM.search(text, start, end):
            yield Entry(" ".join(text[start:end].split()), start, end, [term])
