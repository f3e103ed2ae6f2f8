"""Parties that have an item each in the opening's list, with a term at its end: "(1) THE COUNCIL OF HARROW of Town
Hall, Harrow (the "Authority"); and"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from model.summary.parties.company_names import FORM, bare, clean
from model.summary.parties.party_entry import ROLE, SEARCHED, Entry
from model.summary.parties.terms_for_parties import terms_between

# "BETWEEN", "by and amongst:", "The undersigned:", "Parties" at the end of a line; "Parties: Brook Ltd (Buyer); Harrow
# Ltd (Seller)"
_OPENS = re.compile(
    r"(?:^|\b)(?:between|among(?:st)?|parties|undersigned)(?:\sthe\sfollowing(?:\sparties)?)?\s?:?[ \t]*\n"
    r"|(?:^Parties:[ \t]|\bbetween[ ](?=\(1\)[ ]))(?P<on_the_line>)(?=\S)"
    # "(1) Brook Ltd", "The Lender: Brook Trust", with no words before the list
    rf"|^(?=\(1\)[ \t]|(?-i:(?:The[ ])?{ROLE}:[ ]))",
    re.IGNORECASE | re.MULTILINE,
)
# A line that only joins two items; what separates the items on a line.
_JOINS = re.compile(r"[-–—\s]*(?:and|AND|And)?[-–—:\s]*")
_SEPARATOR = re.compile(
    r";[ ](?:and[ ])?|(?<=[)])[ ]and[ ](?=[A-Z])"
    r"|(?<=[)])[.;,]?[ ](?=(?:And|and)?[ ]?[Oo]f[ ]the[ ](?:other|second)[ ]part\b)"
)
_NUMBER = (
    r"(?:(?:[Aa]nd[ ])?[Oo]f[ ]the[ ](?:one|other|first|second|third)[ ]part,?[ ])?"
    r"(?:\(?\d{1,2}[.)]|\d{1,2}(?=[ ][A-Z])|\(?[a-z][.)]|\(?[IVX]{1,4}[.)])?[ \t]{0,4}"
    rf"(?:(?:The[ ])?(?P<role>{ROLE}):[ ])?"
)
_TERM = (
    r"(?:[“\"‘](?:[Tt]he[ ])?[A-Z][^“”\"’\n]{1,40}[”\"’]"
    r"|\((?:the[ ])?[A-Z][a-z]{2,20}(?:[ ][A-Z][a-z]{2,20})?\)(?=[;.,]?(?:[ ]and)?$|,[ ](?:for|which)[ ]))"
)
# A name: up to the words that describe whoever bears it. A year or a place in brackets may be part of it.
_PIECE = (
    rf"(?:[^,;:(\"“\n]|,[ ]?(?={FORM})|\((?:19|20)\d\d\)[ ]"
    r"|\([A-Za-z]{2,20}\)[ ](?=(?i:Pty|Pte|Ltd|Limited|Private|Pvt|Inc|Co|Sdn)\b))"
)
_DESCRIBED = (
    rf"[ ]?(?:,(?![ ]?{FORM})|\(|$|[–—-][ ]|[ ](?:of[ ](?=\d|(?:Level|Suite|Unit|Lot|Flat|House)\b)"
    r"|incorporated|registered|organi[sz]ed|established|having|whose|acting|trading"
    r"|carrying[ ]on|c/o|with[ ](?:tax|its)|an?[ ](?=[a-z])"
    r"|as[ ](?:the[ ])?trustee|(?:ABN|ACN|CIN|UEN)[ ]|by[ ]its|represented|hereinafter))"
)
_ITEM = re.compile(
    rf"{_NUMBER}(?P<name>[A-ZÀ-Ž]{_PIECE}{{2,100}}?)(?={_DESCRIBED})[^\n]{{0,900}}?{_TERM}[^\n]{{0,400}}$"
)
# In capitals up to the place: "THE COUNCIL OF THE BOROUGH OF HARROW of Town Hall"
_CAPITALS_END = re.compile(r"(?<=[A-Z]{3})[ ]of[ ](?=[A-Z][a-z])")
_NO_NAME = re.compile(
    r"\b(?:is|are|shall|will|may|has|have|whereas|this|that|agreement|contract|part(?:y|ies))\b|[a-z]\.[ ][A-Z]",
    re.IGNORECASE,
)


def with_items(text: str, known: Sequence[Entry]) -> list[Entry]:
    """The parties (``known``), corrected by the items of the first list of which every item has a name and a term: one
    party an item, of the name with which it begins."""
    for opens in _OPENS.finditer(text, 0, SEARCHED):
        items = list(_items(text, opens.end(), opens["on_the_line"] is not None))
        terms = {entry.terms[0] for entry, *_ in items}
        if len(items) < 2 or len(terms) < len(items):
            continue
        first, last = items[0][1], items[-1][2]
        if any(first <= entry.start < last for entry in known):
            return _corrected(items, known)
        return [entry for entry, *_ in items] if len(items) > len(known) else list(known)
    return list(known)


def _corrected(items: Sequence[tuple[Entry, int, int]], known: Sequence[Entry]) -> list[Entry]:
    found: list[Entry] = []
    for item, begin, end in items:
        inside = [entry for entry in known if begin <= entry.start < end]
        own = next((entry for entry in inside if entry.start == item.start), None)
        if own is None:
            again = any(bare(entry.name) == bare(item.name) for entry in known if entry not in inside)
            found += [] if again else [item]
        else:
            others = [entry for entry in inside if entry is not own and not set(entry.terms) & set(item.terms)]
            terms = [term for term in item.terms if f"({term})" not in own.name]
            found += [own if own.terms else own._replace(terms=terms), *others]
    first, last = items[0][1], items[-1][2]
    return [*found, *(entry for entry in known if not first <= entry.start < last)]


def _items(text: str, position: int, on_the_line: bool) -> Iterator[tuple[Entry, int, int]]:
    """The items, each as a party, and where it begins and ends."""
    for begin, end in _pieces(text, position) if on_the_line else _lines(text, position):
        item = _ITEM.match(text, begin, end)
        if item is None and _JOINS.fullmatch(text, begin, end):
            continue
        if item is None or _NO_NAME.search(item["name"]):
            return
        start, stop = item.span("name")
        place = _CAPITALS_END.search(text, start, stop)
        stop = place.start() if place else stop
        terms = list(terms_between(text, stop, end + 1, alone=True))
        name = clean(text[start:stop])
        start = text.find(name, start, stop)
        if not terms or start < 0:
            return
        role = [item["role"]] if item["role"] and item["role"] not in terms else []
        yield Entry(name, start, start + len(name), [*role, *terms]), begin, end


def _lines(text: str, position: int) -> Iterator[tuple[int, int]]:
    while position < len(text):
        end = text.find("\n", position)
        end = end if end >= 0 else len(text)
        several = list(_pieces(text, position))
        yield from (
            several if len(several) > 1 and all(_ITEM.match(text, *one) for one in several) else [(position, end)]
        )
        position = end + 1


def _pieces(text: str, position: int) -> Iterator[tuple[int, int]]:
    end = text.find("\n", position)
    end = end if end >= 0 else len(text)
    for separator in _SEPARATOR.finditer(text, position, end):
        yield position, separator.start()
        position = separator.end()
    yield position, end
